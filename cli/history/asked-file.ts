import path from 'node:path'
import { Refused } from '../refusals.js'
import { isMarkdown, type LocalHistory } from './local-history.js'

/**
 * The exact path of a Markdown file of the version: from the folder asked, from the repository's root, or written with other Unicode forms.
 * Refuses what the version does not hold (a link, a removed file) and what is not Markdown.
 */
export async function markdownAsked(history: LocalHistory, asked: string): Promise<string> {
  const wanted = path.posix.normalize(asked).replace(/\/$/, '')
  const isThere = async (file: string) => (await history.file(file)) !== undefined
  for (const candidate of [path.posix.join(history.prefix, wanted), wanted]) if (await isThere(candidate)) return markdownOnly(candidate)
  const known = [...new Set(history.commits().flatMap((commit) => [...commit.changes.keys()]))]
  for (const each of known) if (each.normalize('NFC') === wanted.normalize('NFC') && await isThere(each)) return each
  const close: string[] = []
  for (const each of known) if (close.length < 3 && path.basename(each).toLowerCase() === path.basename(wanted).toLowerCase() && await isThere(each)) close.push(each)
  const hint = close.length > 0 ? ` Peut-être : ${close.join(', ')}` : known.includes(wanted) ? ' Il y est un lien, ou elle ne l’a plus.' : ''
  throw new Refused('file.unknown', `Cette version n’a pas de fichier « ${asked} ».${hint}`)
}

function markdownOnly(file: string): string {
  if (!isMarkdown(file)) throw new Refused('file.not_markdown', `« ${file} » n’est pas un fichier Markdown : seuls leurs mots sont attribués.`)
  return file
}
