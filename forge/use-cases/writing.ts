import { ForgeError } from '../domain/errors.js'
import type { Deps } from '../domain/ports.js'

/** What writing in a resource and keeping its index true asks for. */
export type Writing = Pick<Deps, 'git' | 'resources' | 'mergeRequests' | 'owners' | 'communities' | 'pending' | 'clock' | 'ids' | 'settings' | 'log'>

/**
 * Runs a multi-step change that a crash may interrupt: noted before its first step, forgotten after its last.
 * A refusal leaves nothing behind; after any other accident the note stays, so that the next start looks at this resource (recoverPending).
 */
export async function noted<T>(deps: Pick<Deps, 'pending' | 'ids' | 'clock'>, resource: string, kind: PendingKind, work: () => Promise<T>): Promise<T> {
  const id = deps.ids.next()
  await deps.pending.begin({ id, resource, kind, at: deps.clock.now() })
  try {
    const result = await work()
    await deps.pending.end(id)
    return result
  } catch (error) {
    if (error instanceof ForgeError) await deps.pending.end(id)
    throw error
  }
}

export type PendingKind = 'publish' | 'propose' | 'integrate' | 'adapt' | 'take_news' | 'journal' | 'import' | 'delete'
