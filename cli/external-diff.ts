import { devNull } from 'node:os'
import { mostComparedBytes, readText } from './files.js'
import { refusalFrom, Refused } from './refusals.js'
import { harmless } from './terminal.js'
import type { Locale } from '../web/messages/messages.js'

/** What Git asks of an external diff (`diff.<driver>.command`, GIT_EXTERNAL_DIFF): one file, before and after. */
export type ExternalDiff =
  | { readonly kind: 'texts'; readonly name: string; readonly before: string; readonly after: string; readonly modes?: readonly [string, string] }
  /** No two texts to compare, and why. */
  | { readonly kind: 'said'; readonly name: string; readonly sentence: string }

/**
 * The request in these arguments: `path old-file old-hex old-mode new-file new-hex new-mode`, two more for a renamed file, the path
 * alone where two versions are still to settle. Undefined when Git is not who asks.
 */
export function externalDiffAsked(args: readonly string[], locale: Locale): ExternalDiff | undefined {
  const isByGit = process.env.GIT_DIFF_PATH_COUNTER !== undefined
  if (args.length === 1 && isByGit) return { kind: 'said', name: args[0]!, sentence: locale === 'en' ? 'passages are to settle.' : 'des passages sont à concilier.' }
  if (args.length !== 7 && args.length !== 9) return undefined
  const [path, oldFile, , oldMode, newFile, , newMode, newPath] = args as [string, string, string, string, string, string, string, ...string[]]
  const name = newPath === undefined || newPath === path ? path : `${path} → ${newPath}`
  const kind = [oldMode, newMode].map((mode) => notTexts[mode]).find((known) => known !== undefined)
  if (kind !== undefined) return { kind: 'said', name, sentence: pointer(kind[locale], firstLine(oldFile), firstLine(newFile)) }
  try {
    const [before, after] = [textOf(oldFile), textOf(newFile)]
    return { kind: 'texts', name, before, after, ...(oldMode !== newMode && oldMode !== '.' && newMode !== '.' && { modes: [oldMode, newMode] as const }) }
  } catch (error) {
    // A file of another kind is no reason to end: Git would stop at it and show nothing of the next ones.
    if (!(error instanceof Refused)) throw error
    return { kind: 'said', name, sentence: refusalFrom(error, locale).phrase }
  }
}

/** By their mode: Git gives a line that names something else, which is no text of anybody's. */
const notTexts: Readonly<Record<string, Readonly<Record<Locale, string>>>> = { 120000: { fr: 'lien vers un autre fichier', en: 'link to another file' }, 160000: { fr: 'version d’un autre dépôt', en: 'version of another repository' } }

const pointer = (what: string, from: string, to: string): string => `${what} (${[from, to].filter((line) => line !== '').join(' → ')}).`

function firstLine(file: string): string {
  try { return harmless(textOf(file).split('\n')[0]!.slice(0, 200).replace(/^Subproject commit /, '')) } catch { return '' }
}

/** Git names a version that is not there by the null device. */
function textOf(file: string): string {
  const text = file === devNull || file === '/dev/null' ? '' : readText(file, mostComparedBytes)
  if (text.includes('\0')) throw new Refused('file.binary', 'Ce fichier n’est pas un texte\u00a0: ses mots ne se comparent pas.')
  return text
}
