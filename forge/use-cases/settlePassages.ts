import { merge3, settle, UnsettledError, type Choice } from '../prose/merge.js'
import type { Oid, RepoId, UnsettledFile } from '../domain/git.js'
import type { Deps } from '../domain/ports.js'
import { decisionName, type FileToSettle } from '../domain/settling.js'
import { decodeExactly } from './fileText.js'

export type { Choice } from '../prose/merge.js'

/** What must be settled in each file that Git could not. */
export async function filesToSettle(deps: Pick<Deps, 'git'>, repo: RepoId, files: readonly UnsettledFile[]): Promise<readonly FileToSettle[]> {
  const text = async (oid: Oid | undefined) => (oid === undefined ? undefined : decodeExactly(await deps.git.blob(repo, oid)))
  return Promise.all(files.map(async (file): Promise<FileToSettle> => {
    const [base, ours, theirs] = await Promise.all([text(file.base), text(file.ours), text(file.theirs)])
    if (ours === undefined || theirs === undefined || (file.base !== undefined && base === undefined)) return { kind: 'whole', path: file.path, ours: file.ours, theirs: file.theirs }
    return { kind: 'passages', path: file.path, outcome: merge3({ base: base ?? '', ours, theirs, git: { clean: false, text: '' } }) }
  }))
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
        const usesCrlf = `${segment.base}${segment.ours}${segment.theirs}`.includes('\r\n')
        if (choice !== undefined) choices[segment.id] = typeof choice === 'object' && usesCrlf ? { text: choice.text.replace(/\r?\n/g, '\r\n') } : choice
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
