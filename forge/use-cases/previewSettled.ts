import type { RepoId } from '../domain/git.js'
import type { LinkPlace } from '../domain/links.js'
import type { Locale } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { choiceOf, decisionsOf, type FileToSettle, type Picks } from '../domain/settling.js'
import { hidingNames } from './hideNames.js'
import { settleFiles } from './settlePassages.js'

/** A file as it will read: `html`, with what differs from the published text marked; absent for what is no text. */
export interface FilePreview { readonly path: string; readonly html?: string; readonly kept?: 'ours' | 'theirs' }

export interface SettledPreview { readonly files: readonly FilePreview[]; readonly undecided: number }

/** The result of the choices made so far, as it will read; what is not decided yet stands as published. `published`: the text of a file there. */
export async function previewSettled(
  deps: Pick<Deps, 'git' | 'renderer' | 'naming'>, repo: RepoId, files: readonly FileToSettle[], picks: Picks, locale: Locale, published: (path: string) => Promise<string>, place?: LinkPlace,
): Promise<SettledPreview> {
  let undecided = 0
  const settled = await settleFiles(deps, repo, files, (name) => {
    const choice = choiceOf(picks, name)
    const passage = decisionsOf(files).find((one) => one.name === name)?.passage
    if (choice !== undefined && !(choice === 'suggestion' && passage?.suggestion === undefined)) return choice
    undecided += 1
    return 'ours'
  })
  if (settled.kind === 'undecided') throw new Error('every decision has a choice')
  const texts = files.filter((file) => file.kind === 'passages')
  const hide = await hidingNames(deps, { id: repo })
  const pairs = await Promise.all(texts.map(async ({ path }) => {
    const after = settled.files.get(path)
    return { before: hide(await published(path)), after: hide(typeof after === 'string' ? after : '') }
  }))
  const html = await deps.renderer.marked(pairs, locale, place && { before: place, after: place })
  return {
    undecided,
    files: files.map((file): FilePreview => {
      if (file.kind === 'whole') return { path: file.path, kept: choiceOf(picks, decisionsOf(files).find((one) => one.file === file)?.name ?? '') === 'theirs' ? 'theirs' : 'ours' }
      return { path: file.path, html: html[texts.indexOf(file)] ?? '' }
    }),
  }
}
