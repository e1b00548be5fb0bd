/** Versions taken back, as the journal of a resource tells them. Taking back is a version like any other: it can be taken back in turn. */
import type { ChainEvent, Oid } from './git.js'
import type { ResourceEvent } from './journal.js'
import type { PersonRef } from './person.js'

/** `commit` took back what `undone` had changed. */
export interface Undoing { readonly undone: Oid; readonly commit: Oid; readonly by: PersonRef; readonly at: number; readonly reason: string }

/** Oldest first. */
export function undoingsOf(chain: readonly ChainEvent[]): readonly Undoing[] {
  return chain.flatMap(({ author, payload }): Undoing[] => {
    const event = payload as unknown as ResourceEvent
    return event.kind === 'undone' ? [{ undone: event.undone, commit: event.commit, by: event.actor, at: author.at, reason: event.reason }] : []
  })
}

/** What became of a version: taken back by the last undoing of it; `redone` when that one was taken back since. Undefined: nobody touched it. */
export interface Fate { readonly undoing: Undoing; readonly redone: Undoing | undefined }

export function fateOf(undoings: readonly Undoing[], version: Oid): Fate | undefined {
  const at = undoings.findLastIndex(({ undone }) => undone === version)
  const undoing = undoings[at]
  if (undoing === undefined) return undefined
  // Only what came later can have taken it back: this ends.
  const later = undoings.slice(at + 1)
  const again = fateOf(later, undoing.commit)
  return { undoing, redone: again !== undefined && again.redone === undefined ? again.undoing : undefined }
}

/** Whether a version is taken back now. */
export function isTakenBack(undoings: readonly Undoing[], version: Oid): boolean {
  const fate = fateOf(undoings, version)
  return fate !== undefined && fate.redone === undefined
}

/** The version a chain of undoings is about, and what taking `version` back does to it: undo it, or put it back. */
export function subjectOf(undoings: readonly Undoing[], version: Oid): { readonly version: Oid; readonly effect: 'undo' | 'redo' } {
  let subject = version
  let effect: 'undo' | 'redo' = 'undo'
  for (const { undone, commit } of [...undoings].reverse()) {
    if (commit !== subject) continue
    subject = undone
    effect = effect === 'undo' ? 'redo' : 'undo'
  }
  return { version: subject, effect }
}
