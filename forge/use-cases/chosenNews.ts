import type { Oid } from '../domain/git.js'
import type { LeftAside } from '../domain/journal.js'
import type { FileOfNews, NewsReading, TextOfNews } from '../domain/news.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import { choiceOf, type Picks } from '../domain/settling.js'
import { leftAside, type NewsChoice } from '../prose/news.js'
import type { Change } from './writeChange.js'

/** What the choices made of the news give: the files of the adaptation that change, and all that is left aside of the origin's version. */
export interface ChosenNews {
  readonly files: Change
  readonly aside: readonly LeftAside[]
  readonly missing: readonly string[]
  /** Whether anything of the origin's is taken. */
  readonly isTaking: boolean
}

/** The choice of a row, `undefined` when there is none: what nobody chose is never taken nor left in their place. */
export function newsChoice(picks: Picks, name: string): NewsChoice | undefined {
  const pick = picks.picks.get(name)
  return pick === 'prendre' ? true : pick === 'laisser' ? false : choiceOf(picks, name)
}

/** Applies choices to the news. What is not chosen is named in `missing`, and left in `files` as it stands. */
export async function chosenNews(deps: Pick<Deps, 'git'>, resource: Resource, reading: NewsReading, picks: Picks): Promise<ChosenNews> {
  const files = new Map<string, string | Uint8Array | null>()
  const missing: string[] = []
  const aside: LeftAside[] = [...reading.carried]
  let isTaking = false
  const choose = (name: string): NewsChoice | undefined => {
    const choice = newsChoice(picks, name)
    if (choice === undefined) missing.push(name)
    else if (choice !== false && choice !== 'ours') isTaking = true
    return choice
  }
  for (const file of reading.files) {
    if (file.kind === 'text') {
      const names = new Map(file.rows.map(({ row, name }) => [row, name]))
      const { text, seen } = chosenText(file, (name) => choose(name), names)
      if (text !== file.ours) files.set(file.path, text)
      aside.push(...leftAside(file.whole, seen).map((passage) => ({ path: file.path, ...passage })))
      continue
    }
    const choice = choose(file.name)
    if (choice === true || choice === 'theirs') {
      files.set(file.path, file.theirs === undefined ? null : await deps.git.blob(resource.id, file.theirs))
      if (file.status === 'renamed' && file.oldPath !== file.path) files.set(file.oldPath, null)
    } else aside.push({ path: file.path, theirs: '', was: wasOf(file) })
  }
  return { files, aside, missing, isTaking }
}

function chosenText(file: TextOfNews, choose: (name: string) => NewsChoice | undefined, names: ReadonlyMap<TextOfNews['news']['rows'][number], string>) {
  return file.news.take((row) => {
    const choice = choose(names.get(row) ?? '')
    if (choice === undefined || (choice === 'suggestion' && row.kind === 'both' && row.passage.suggestion === undefined)) return row.kind === 'free' ? false : 'ours'
    const usesCrlf = file.ours.includes('\r\n')
    return typeof choice === 'object' && usesCrlf ? { text: choice.text.replace(/\r?\n/g, '\r\n') } : choice
  })
}

/** A file that came under a name the adaptation had not seen was nothing before. */
const wasOf = (file: FileOfNews): Oid | null => (file.status === 'renamed' ? null : file.base ?? null)
