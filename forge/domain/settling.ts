import type { MergeOutcome } from '../prose/merge.js'
import type { Oid } from './git.js'

/**
 * One file two sides changed, as a person settles it. `passages`: passage by passage, `common` text between them;
 * `whole`: one side or the other (a picture, a file one side removed); `ours` or `theirs` absent: that side removed it.
 */
export type FileToSettle =
  | { readonly kind: 'passages'; readonly path: string; readonly outcome: MergeOutcome }
  | { readonly kind: 'whole'; readonly path: string; readonly ours: Oid | undefined; readonly theirs: Oid | undefined }

/** A passage as its readers see it: HTML that is safe to insert, each text with what it changed marked. Absent: nothing is left of it, or nothing changed. */
export interface ShownPassage { readonly ours?: string; readonly theirs?: string; readonly suggestion?: string }

/** The name of a decision: the file's place in the list, and the passage's id or `whole`. */
export const decisionName = (file: number, passage: string): string => `f${file}.${passage}`

/** Every decision a person has to take, in order. */
export function decisionsOf(files: readonly FileToSettle[]): readonly string[] {
  return files.flatMap((file, index) => {
    if (file.kind === 'whole') return [decisionName(index, 'whole')]
    return file.outcome.kind === 'clean' ? [] : file.outcome.segments.flatMap((s) => (s.kind === 'passage' ? [decisionName(index, s.id)] : []))
  })
}
