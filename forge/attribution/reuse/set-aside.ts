/** Words that prove nothing when two texts share them: headings, licence notices, credit lines. */
import { heading, notice } from './word-kinds.js'

export interface Aside { readonly start: number; readonly end: number; readonly kind: number }

/** A longer line that begins by `#` is a sentence that somebody made a heading. */
const headingWords = 12
/** A longer sentence that names a licence says more than a notice does. */
const noticeWords = 60
/** No sentence is looked for further than this, in UTF-16 units. */
const sentenceReach = 800

/** Marked by `#`, underlined, or at the head of the columns of a table. */
const headingLine = /^[ \t>]{0,9}(?:#{1,6}(?=[^#\n])[^\n]*|[^\n]+(?=\r?\n[ \t>]{0,9}(?:={2,}|-{2,}|\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*){1,50}\|?)[ \t]*\r?$))/gm
/** Names of licences and the sentences of law that surround them. */
const namesLicence = /\b(?:creative\s+commons|CC[ -](?:BY|ZERO)\b|CC[ -]?0\b|copyright\b|tous\s+droits\s+réserv|all\s+rights\s+reserved|licen[cs]e\s+(?:ouverte|libre|art\s+libre|etalab)\b|art\s+libre\b|[AL]?GPL|GFDL\b|ODbL\b|EUPL\b|sous\s+(?:la\s+)?licence\b|licen[cs]ed\s+under\b|under\s+(?:the|an?)\s+[\w .-]{0,40}licen[cs]e\b)|©/gi
/** Most texts say none of it. */
const mayNameLicence = /licen|creative|©|copyright|droits|rights|GPL|GFDL|ODbL|EUPL|CC|art libre/i
const creditWords = 'licen[cs]es?|sources?|source de la fiche|cr[ée]dits?|auteurs?|autrices?|auteur[·.]e?[·.]?(?:s|ices?)|authors?|written by|photos?|photographies?|illustrations?|images?|traductions?|translated by|adapté de|adapted from|contributeurs?|contributrices?|contributors?|bibliographie|bibliography|références(?: bibliographiques)?|references'
/** « Auteur : », « Photo : », « Source : » at the beginning of a line. */
const creditLine = new RegExp(`^[ \\t>*_|+-]{0,20}(?:${creditWords})[ \\t*_]{0,5}[ \\u00a0\\u202f]?:`, 'gimu')
/** The same as a heading: what follows, up to the next heading. */
const creditSection = new RegExp(`^[ \\t>]{0,9}#{1,6}[ \\t*_\\d.]*(?:${creditWords})[ \\t*_]*[ \\u00a0\\u202f]?:?[ \\t*_]*\\r?$`, 'gimu')
/** No section is followed further than this, in UTF-16 units. */
const sectionReach = 8000

/** Where they stand in a text, in order and apart. `read`: the same text without its marks. */
export function setAside(text: string, read: string): readonly Aside[] {
  const found: Aside[] = []
  for (const line of read.matchAll(headingLine)) if (count(line[0]) <= headingWords) found.push({ start: line.index, end: line.index + line[0].length, kind: heading })
  if (mayNameLicence.test(text)) for (const { index } of text.matchAll(namesLicence)) addNotice(found, text, sentenceAround(text, index))
  for (const { index, 0: begun } of text.matchAll(creditLine)) addNotice(found, text, [index, paragraphEnd(text, index + begun.length)])
  for (const { index, 0: title } of text.matchAll(creditSection)) for (const span of paragraphsUntilHeading(text, index + title.length)) addNotice(found, text, span)
  return apart(found)
}

function addNotice(found: Aside[], text: string, [start, end]: readonly [number, number]): void {
  if (count(text.slice(start, end)) <= noticeWords) found.push({ start, end, kind: notice })
}

const count = (words: string): number => words.match(/[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu)?.length ?? 0

/** What ends a sentence, a paragraph, an item. */
const ends = /[.!?…](?=[\s"»*_)]|$)|\n[ \t>]*\r?\n|\n[ \t>]*(?:[-*+|#]|\d{1,9}[.)])[ \t]/g

function sentenceAround(text: string, at: number): readonly [number, number] {
  const from = Math.max(0, at - sentenceReach)
  const before = text.slice(from, at)
  let start = from
  for (const end of before.matchAll(ends)) start = from + end.index + end[0].length
  const after = text.slice(at, at + sentenceReach)
  ends.lastIndex = 0
  const end = ends.exec(after)
  ends.lastIndex = 0
  return [start, at + (end ? end.index + 1 : after.length)]
}

function paragraphEnd(text: string, at: number): number {
  const after = text.slice(at, at + sentenceReach)
  const end = /\n[ \t>]*\r?\n|\n[ \t>]*(?:[-*+|#]|\d{1,9}[.)])[ \t]/.exec(after)
  return at + (end ? end.index : after.length)
}

function* paragraphsUntilHeading(text: string, at: number): Generator<readonly [number, number]> {
  const after = text.slice(at, at + sectionReach)
  const section = after.slice(0, /\n[ \t>]{0,9}#{1,6}[^#\n]/.exec(after)?.index ?? after.length)
  for (let start = 0; start < section.length;) {
    const end = paragraphEnd(section, start + 1)
    yield [at + start, at + end]
    start = end
  }
}

/** In order, each word in one of them at most; a notice says more than a heading. */
function apart(found: readonly Aside[]): readonly Aside[] {
  const ordered = [...found].sort((a, b) => b.kind - a.kind || a.start - b.start)
  const kept: Aside[] = []
  for (const kind of [notice, heading]) {
    let last = -1
    for (const one of ordered.filter((each) => each.kind === kind)) {
      const start = Math.max(one.start, last)
      if (start < one.end) kept.push({ ...one, start })
      last = Math.max(last, one.end)
    }
  }
  return kept.sort((a, b) => a.start - b.start || b.kind - a.kind)
}
