import type { ChainEvent, GitJournal, GitReads, GitWrites, NewCommit, Oid, RefName, RepoId } from '../../domain/git.js'
import { LRUCache } from 'lru-cache'
import { ForgeError } from '../../domain/errors.js'

const chainPattern = /^refs\/(journal\/(?:resource|discussion)|merge-requests\/[1-9]\d{0,8}\/journal)$/
const largestEvent = 1024 * 1024
const mostTries = 50
const mostEventsKept = 50_000

/** What the chain is made from: reading the tip, writing commits, moving the ref, and doing the three alone. */
export interface ChainParts {
  readonly tip: (repo: RepoId, ref: RefName) => Promise<Oid | undefined>
  readonly chain: (repo: RepoId, tip: Oid, since: Oid | undefined) => Promise<readonly ChainEvent[] | undefined>
  readonly writeChain: (repo: RepoId, parent: Oid | undefined, links: readonly Omit<NewCommit, 'parents' | 'baseTree'>[]) => Promise<Oid | undefined>
  readonly updateRefs: GitWrites['updateRefs']
  readonly exclusively: GitWrites['exclusively']
  readonly exists: GitReads['exists']
}

export interface Journal extends GitJournal {
  /** To be called when a chain of this repository was rewritten, or is gone. */
  forget(repo: RepoId): void
}

/**
 * Event chains: each commit's tree holds one `event.json`, its parent is the event before. Refuses `invalid` any other ref.
 * A chain only grows: what was read of it is kept, and only what came since is read again.
 */
export function openJournal(parts: ChainParts): Journal {
  const kept = new LRUCache<string, { readonly tip: Oid; readonly events: readonly ChainEvent[] }>({ max: 5000, maxSize: mostEventsKept, sizeCalculation: ({ events }) => events.length + 1 })
  const check = (ref: RefName) => { if (!chainPattern.test(ref)) throw new ForgeError('invalid', 'git.ref_invalid', { ref }) }

  async function all(repo: RepoId, ref: RefName, tip: Oid): Promise<readonly ChainEvent[]> {
    const known = kept.get(`${repo} ${ref}`)
    if (known?.tip === tip) return known.events
    const since = known && await parts.chain(repo, tip, known.tip)
    const events = since ? [...known.events, ...since] : await parts.chain(repo, tip, undefined) ?? []
    kept.set(`${repo} ${ref}`, { tip, events })
    return events
  }

  return {
    forget(repo) { for (const key of [...kept.keys()]) if (key.startsWith(`${repo} `)) kept.delete(key) },

    async events(repo, ref, since) {
      check(ref)
      const tip = await parts.tip(repo, ref)
      if (tip === undefined) return []
      const events = await all(repo, ref, tip)
      return since === undefined ? events : events.slice(events.findIndex(({ oid }) => oid === since) + 1)
    },

    async append(repo, ref, events) {
      check(ref)
      if (events.length === 0) throw new ForgeError('invalid', 'git.event_missing')
      const links = events.map(({ author, payload }) => {
        const json = `${JSON.stringify(payload, null, 2)}\n`
        if (Buffer.byteLength(json) > largestEvent) throw new ForgeError('too_large', 'git.event_too_large', { maxBytes: largestEvent })
        return { files: new Map([['event.json', json]]), author, committer: author, message: `${payload.kind}\n` }
      })
      return parts.exclusively(repo, async () => {
        for (let tries = 0; tries < mostTries; tries++) {
          const from = await parts.tip(repo, ref)
          const to = await parts.writeChain(repo, from, links)
          // Another process may append too (a second server on the same folder is refused, a person's own tools are not).
          if (await parts.updateRefs(repo, [{ ref, from, to }]) === 'done') return to as Oid
        }
        throw new ForgeError('unavailable', 'git.busy')
      })
    },
  }
}
