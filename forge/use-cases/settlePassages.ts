import { merge3, settle, UnsettledError, type Choice } from '../prose/merge.js'
import type { RepoId, UnsettledFile } from '../domain/git.js'
import type { Deps } from '../domain/ports.js'
import { decisionsOf, type FileToSettle } from '../domain/settling.js'
import { decodeExactly } from './fileText.js'

export type { Choice } from '../prose/merge.js'

/** What must be settled in each file that Git could not. */
export async function filesToSettle(deps: Pick<Deps, 'git'>, repo: RepoId, files: readonly UnsettledFile[]): Promise<readonly FileToSettle[]> {
  return Promise.all(files.map(async (file): Promise<FileToSettle> => {
    const bytes = await Promise.all([file.base, file.ours, file.theirs].map((oid) => (oid === undefined ? undefined : deps.git.blob(repo, oid))))
    const [base, ours, theirs] = bytes.map((one) => one && decodeExactly(one))
    if (ours === undefined || theirs === undefined || (file.base !== undefined && base === undefined)) return { kind: 'whole', path: file.path, base: file.base, ours: file.ours, theirs: file.theirs }
    return { kind: 'passages', path: file.path, outcome: merge3({ base: base ?? '', ours, theirs, git: { clean: false, text: '' } }) }
  }))
}

export type Settled =
  | { readonly kind: 'settled'; readonly files: ReadonlyMap<string, string | Uint8Array | null>; readonly wroteWords: boolean }
  | { readonly kind: 'undecided'; readonly missing: readonly string[] }

/** The settled files, by a person's choices (`decisionsOf` names them); what is missing otherwise. Nothing is chosen in their place. */
export async function settleFiles(deps: Pick<Deps, 'git'>, repo: RepoId, files: readonly FileToSettle[], choiceOf: (name: string) => Choice | undefined): Promise<Settled> {
  const out = new Map<string, string | Uint8Array | null>()
  const missing: string[] = []
  let wroteWords = false
  for (const file of files) {
    const own = decisionsOf(files).filter((decision) => decision.file === file)
    if (file.kind === 'whole') {
      const name = own[0]?.name ?? ''
      const choice = choiceOf(name)
      if (choice !== 'ours' && choice !== 'theirs') { missing.push(name); continue }
      const oid = file[choice]
      out.set(file.path, oid === undefined ? null : await deps.git.blob(repo, oid))
      continue
    }
    const choices: Record<string, Choice> = {}
    for (const { name, passage } of own) {
      const choice = choiceOf(name)
      if (choice === undefined || passage === undefined) continue
      const usesCrlf = `${passage.base}${passage.ours}${passage.theirs}`.includes('\r\n')
      choices[passage.id] = typeof choice === 'object' && usesCrlf ? { text: choice.text.replace(/\r?\n/g, '\r\n') } : choice
      if (typeof choice === 'object' && ![passage.ours, passage.theirs, passage.suggestion].some((known) => known?.trim() === choice.text.trim())) wroteWords = true
    }
    try {
      out.set(file.path, settle(file.outcome, choices))
    } catch (error) {
      if (!(error instanceof UnsettledError)) throw error
      missing.push(...own.filter(({ passage }) => passage && error.passages.includes(passage.id)).map(({ name }) => name))
    }
  }
  return missing.length > 0 ? { kind: 'undecided', missing } : { kind: 'settled', files: out, wroteWords }
}
