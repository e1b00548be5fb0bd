/** How many things await each signed-in person, for the header of every page: counted again only when something has changed. */
import { LRUCache } from 'lru-cache'
import type { Request } from 'express'
import type { Actor } from '../domain/person.js'
import { readInbox, type ReadingInbox } from '../use-cases/readInbox.js'

export interface InboxCounts {
  of(actor: Actor): Promise<number>
  /** Counts again for who has just looked at something, for this page too. */
  again(req: Request): Promise<void>
}

/** Delays pass without anything being written. */
const keptMs = 10 * 60_000

/** `revision` grows at each change of what pages show. */
export function openInboxCounts(deps: ReadingInbox, revision: () => number): InboxCounts {
  const known = new LRUCache<string, { readonly revision: number; readonly count: number }>({ max: 5_000, ttl: keptMs })
  async function of(actor: Actor): Promise<number> {
    if (actor.kind !== 'person') return 0
    const at = revision()
    const kept = known.get(actor.person.id)
    if (kept?.revision === at) return kept.count
    const { counts } = await readInbox(deps, actor)
    known.set(actor.person.id, { revision: at, count: counts.all })
    return counts.all
  }

  return {
    of,
    async again(req) {
      const { actor } = req.forge
      if (actor.kind !== 'person') return
      known.delete(actor.person.id)
      req.forge = { ...req.forge, awaiting: await of(actor) }
    },
  }
}
