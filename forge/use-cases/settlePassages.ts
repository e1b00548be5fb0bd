import { merge3, settle, UnsettledError, type Choice, type MergeOutcome } from '../prose/merge.js'
import type { Oid, RepoId, UnsettledFile } from '../domain/git.js'
import type { Deps } from '../domain/ports.js'
import { decodeExactly } from './fileText.js'

export type { Choice } from '../prose/merge.js'

/**
 * One file two sides changed, as a person settles it. `passages`: passage by passage, `common` text between them;
 * `whole`: one side or the other (a picture, a file one side removed); `ours` or `theirs` absent: that side removed it.
 */
export type FileToSettle =
  | { readonly kind: 'passages'; readonly path: string; readonly outcome: MergeOutcome }
  | { readonly kind: 'whole'; readonly path: string; readonly ours: Oid | undefined; readonly theirs: Oid | undefined }

/** What must be settled in each file that Git could not. */
export async function filesToSettle(deps: Pick<Deps, 'git'>, repo: RepoId, files: readonly UnsettledFile[]): Promise<readonly FileToSettle[]> {
  const text = async (oid: Oid | undefined) => (oid === undefined ? undefined : decodeExactly(await deps.git.blob(repo, oid)))
  return Promise.all(files.map(async (file): Promise<FileToSettle> => {
    const [base, ours, theirs] = await Promise.all([text(file.base), text(file.ours), text(file.theirs)])
    if (ours === undefined || theirs === undefined || (file.base !== undefined && base === undefined)) return { kind: 'whole', path: file.path, ours: file.ours, theirs: file.theirs }
    return { kind: 'passages', path: file.path, outcome: merge3({ base: base ?? '', ours, theirs, git: { clean: false, text: '' } }) }
  }))
}

/** The name of a decision: the file's place in the list, and the passage's id or `whole`. */
export const decisionName = (file: number, passage: string): string => `f${file}.${passage}`

/** Every decision a person has to take, in order. */
export function decisionsOf(files: readonly FileToSettle[]): readonly string[] {
  return files.flatMap((file, index) => {
    if (file.kind === 'whole') return [decisionName(index, 'whole')]
    return file.outcome.kind === 'clean' ? [] : file.outcome.segments.flatMap((s) => (s.kind === 'passage' ? [decisionName(index, s.id)] : []))
  })
}

export type Settled =
  | { readonly kind: 'settled'; readonly files: ReadonlyMap<string, string | Uint8Array | null>; readonly wroteWords: boolean }
  | { readonly kind: 'undecided'; readonly missing: readonly string[] }

/** The settled files, by a person's choices (named by `decisionName`); what is missing otherwise. Nothing is chosen in their place. */
export async function settleFiles(deps: Pick<Deps, 'git'>, repo: RepoId, files: readonly FileToSettle[], choiceOf: (name: string) => Choice | undefined): Promise<Settled> {
  const out = new Map<string, string | Uint8Array | null>()
  const missing: string[] = []
  let wroteWords = false
  for (const [index, file] of files.entries()) {
    if (file.kind === 'whole') {
      const choice = choiceOf(decisionName(index, 'whole'))
      if (choice !== 'ours' && choice !== 'theirs') { missing.push(decisionName(index, 'whole')); continue }
      const oid = file[choice]
      out.set(file.path, oid === undefined ? null : await deps.git.blob(repo, oid))
      continue
    }
    const choices: Record<string, Choice> = {}
    if (file.outcome.kind === 'passages') {
      for (const segment of file.outcome.segments) {
        if (segment.kind !== 'passage') continue
        const choice = choiceOf(decisionName(index, segment.id))
        if (choice !== undefined) choices[segment.id] = choice
        if (typeof choice === 'object' && ![segment.ours, segment.theirs, segment.suggestion].some((known) => known?.trim() === choice.text.trim())) wroteWords = true
      }
    }
    try {
      out.set(file.path, settle(file.outcome, choices))
    } catch (error) {
      if (!(error instanceof UnsettledError)) throw error
      missing.push(...error.passages.map((passage) => decisionName(index, passage)))
    }
  }
  return missing.length > 0 ? { kind: 'undecided', missing } : { kind: 'settled', files: out, wroteWords }
}
