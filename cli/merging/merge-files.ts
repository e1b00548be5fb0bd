import { readFileSync, statSync } from 'node:fs'
import type { Choice } from '../../forge/prose/merge.js'
import { Refused } from '../refusals.js'
import { configuredStyle, gitMergeFile, isBinary, markerSizeOf, type GitMergeOptions } from './git-merge-file.js'
import type { Passage } from './markers.js'

export interface MergeFilesOptions extends GitMergeOptions { readonly acceptsSuggestions: boolean }

/** A merge of three files. `conflicts`: passages left between markers; `suggested`: how many of those have a suggestion. */
export interface FileMerge {
  readonly bytes: Buffer
  readonly conflicts: number
  readonly suggested: number
  /** Who looked for conflicts first: Git, or our merge of lines where Git is not installed. */
  readonly by: 'git' | 'lines'
  /** The first found nothing to settle. */
  readonly isGitClean: boolean
}

/**
 * Merges what CURRENT and OTHER made of BASE, as `git merge-file` does. What Git merges cleanly is taken, byte for byte; where it cannot,
 * the prose engine leaves between markers only the passages both touched. Bytes that are no UTF-8 text are left to Git (or to lines).
 * Refuses a file that cannot be read or is binary.
 */
export async function mergeFiles(files: readonly [current: string, base: string, other: string], options: MergeFilesOptions): Promise<FileMerge> {
  const [ours, base, theirs] = files.map(readBytes) as [Buffer, Buffer, Buffer]
  const texts = [ours, base, theirs].map(utf8)
  const isText = texts.every((text) => text !== undefined)
  const { favour, acceptsSuggestions, ...plain } = options
  // A suggestion comes before a side taken without looking; Git would know of no suggestion.
  const git = await gitMergeFile(files, acceptsSuggestions && isText ? plain : options)
  if (git?.kind === 'refused') throw new Refused('merge.refused_by_git', `Git n’a pas pu comparer ces fichiers\u00a0: ${git.said}`)
  if (git?.conflicts === 0) return { bytes: git.bytes, conflicts: 0, suggested: 0, by: 'git', isGitClean: true }
  if (!isText && git !== undefined) return { bytes: git.bytes, conflicts: git.conflicts, suggested: 0, by: 'git', isGitClean: false }
  // One character a byte: lines are merged, words are not looked into.
  const encoding = isText ? 'utf8' : 'latin1'
  const [o, b, t] = isText ? texts as [string, string, string] : [ours, base, theirs].map((bytes) => bytes.toString('latin1')) as [string, string, string]
  // Most merges end above: the engine is loaded for those that do not.
  const [{ merge3 }, { passagesOf, withMarkers }] = await Promise.all([import('../../forge/prose/merge.js'), import('./markers.js')])
  const outcome = merge3({ base: b, ours: o, theirs: t, ...(git === undefined ? {} : { git: { clean: false, text: '' } }) })
  const by = git === undefined ? 'lines' : 'git'
  if (outcome.kind === 'clean') return { bytes: Buffer.from(outcome.text, encoding), conflicts: 0, suggested: 0, by, isGitClean: git === undefined }

  const choice = (passage: Passage): Choice | undefined =>
    acceptsSuggestions && isText && passage.suggestion !== undefined ? 'suggestion' : favour === 'union' ? 'both' : favour
  const labels = [0, 1, 2].map((at) => Buffer.from(options.labels[at] ?? files[at]!).toString(encoding)) as [string, string, string]
  const style = options.style ?? (git === undefined ? 'merge' : await configuredStyle())
  const { text, left } = withMarkers(outcome.segments, choice, { labels, size: markerSizeOf(options), style })
  const suggested = isText && left > 0 ? passagesOf(outcome.segments).filter((passage) => passage.suggestion !== undefined && choice(passage) === undefined).length : 0
  return { bytes: Buffer.from(text, encoding), conflicts: left, suggested, by, isGitClean: false }
}

function readBytes(file: string): Buffer {
  if (statSync(file).isDirectory()) throw new Refused('file.is_folder', `«\u00a0${file}\u00a0» est un dossier\u00a0: donnez un fichier.`)
  const bytes = readFileSync(file)
  if (isBinary(bytes)) throw new Refused('file.binary', `«\u00a0${file}\u00a0» n’est pas un texte\u00a0: il ne peut pas être fusionné. Les trois fichiers sont restés comme ils étaient.`)
  return bytes
}

/** The text of these bytes; undefined when writing it again would not give them back. */
function utf8(bytes: Buffer): string | undefined {
  try { return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) } catch { return undefined }
}
