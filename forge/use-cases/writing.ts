import { ForgeError } from '../domain/errors.js'
import type { Deps, PendingDetail } from '../domain/ports.js'
import type { Judging } from './judgeIncoming.js'
import type { ReadingWords } from './survivingWords.js'

/** What writing in a resource, its index kept true and its words in their licences, asks for. */
export type Writing = Pick<Deps, 'git' | 'resources' | 'mergeRequests' | 'journals' | 'renderer' | 'owners' | 'communities' | 'pending' | 'clock' | 'ids' | 'settings' | 'log' | 'words'> & Judging & ReadingWords

/** A note on disk that a change is under way. One of `done` and `interrupted` ends it, once. */
export interface Note {
  /** Nothing is left to do: the note goes. */
  done(): Promise<void>
  /** Nobody knows how far it went: the note stays, for recoverPending or repairInterrupted. */
  interrupted(): void
}

/** Notes of this process whose change is still going on; the others are left from a crash or an accident. */
const underWay = new Set<string>()

export const isUnderWay = (note: string): boolean => underWay.has(note)

/** Notes that a change begins, before its first step. `detail`: what its end will need and nothing else keeps. */
export function note(deps: Pick<Deps, 'pending' | 'ids' | 'clock'>, resource: string, kind: PendingKind, detail?: PendingDetail): Promise<Note> {
  return begin(deps, [resource], kind, detail)
}

/** One note for what is done to each of these resources together. */
async function begin(deps: Pick<Deps, 'pending' | 'ids' | 'clock'>, resources: readonly string[], kind: PendingKind, detail?: PendingDetail): Promise<Note> {
  const operations = resources.map((resource) => ({ id: deps.ids.next(), resource, kind, at: deps.clock.now(), detail }))
  const ids = operations.map(({ id }) => id)
  const forget = () => { for (const id of ids) underWay.delete(id) }
  for (const id of ids) underWay.add(id)
  try { await deps.pending.begin(...operations) } catch (error) { forget(); throw error }
  return {
    async done() { try { await deps.pending.end(...ids) } finally { forget() } },
    interrupted: forget,
  }
}

/**
 * Runs a multi-step change that a crash may interrupt: noted before its first step, forgotten after its last. What it writes is kept
 * until a ref names it. A refusal leaves nothing behind; after any other accident (`unavailable` among them: something broke on the way)
 * the note stays, so that somebody looks at this resource: repairInterrupted in a moment, or recoverPending at the next start.
 */
export async function noted<T>(deps: Pick<Deps, 'pending' | 'ids' | 'clock' | 'git'>, resource: string, kind: PendingKind, work: () => Promise<T>): Promise<T> {
  return settling(await note(deps, resource, kind), () => (kind === 'delete' ? work() : deps.git.keeping(resource, work)))
}

/** The same for resources that are being made, many at once: nobody else knows them yet, so nothing of theirs has to be kept. */
export async function notedTogether<T>(deps: Pick<Deps, 'pending' | 'ids' | 'clock'>, resources: readonly string[], kind: PendingKind, work: () => Promise<T>): Promise<T> {
  return settling(await begin(deps, resources, kind), work)
}

async function settling<T>(begun: Note, work: () => Promise<T>): Promise<T> {
  try {
    const result = await work()
    await begun.done()
    return result
  } catch (error) {
    if (error instanceof ForgeError && error.refusal !== 'unavailable') await begun.done()
    else begun.interrupted()
    throw error
  }
}

export type PendingKind = 'publish' | 'propose' | 'integrate' | 'adapt' | 'take_news' | 'journal' | 'import' | 'delete' | 'create' | 'push' | 'undo'
