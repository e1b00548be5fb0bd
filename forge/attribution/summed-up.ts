/** A squash that does not say so: `git merge --squash` leaves the message to who commits, who names the others beside themselves. */
import type { Birth } from './births.js'
import type { Knowledge } from './draft.js'
import type { Oid } from './history.js'
import { samePerson } from './identities.js'
import type { FileState } from './passages.js'
import { matched } from './trace.js'
import type { Words } from './words.js'

/**
 * Of the versions of a file in branches, those that this one sums up: the commit names beside its author somebody who wrote there, and
 * the file now holds most of what was written there. Without a name, nothing tells a squash from a copy.
 */
export function summedUp(known: Knowledge, file: { readonly oid: Oid; readonly words: Words; readonly birth: Birth; readonly isAncestor: (commit: number) => boolean }, asides: readonly FileState[]): FileState[] {
  const { oid, words, birth: { how, beside }, isAncestor } = file
  if (how !== 'typed' || beside.length === 0) return []
  return asides.filter((state) => {
    const births = Array.from(state.steps, (step) => known.ledger.birthOf(step))
    const isTheirs = births.map(({ commit }) => !isAncestor(commit))
    if (!births.some(({ authors }, i) => isTheirs[i] && authors.some((author) => beside.some((other) => samePerson(author, other))))) return false
    const held = matched(known, state, oid, words).reduce((count, i) => count + (i !== -1 && isTheirs[i] ? 1 : 0), 0)
    return held * 2 > isTheirs.filter(Boolean).length
  })
}
