import { maxStructuredLength, maxWithoutBlank } from './limits.js'

/** One token of a text. `start` and `end` are UTF-16 offsets; tokens follow each other without a gap. */
export interface WordToken {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly isWord: boolean
}

/** Letters one comparison may still cut into words; past them sentences take the place of words. A count, not a clock. */
export interface WordBudget { letters: number }

/** What a letter costs when the segmenter cuts it, in letters of plain prose, and how many of those there are to a token. */
const costOfOthers = 40
const lettersOfToken = 3
const othersRun = () => new RegExp(`${notLatin.source}+`, 'g')

function costOf(text: string, most: number): number {
  if (text.length > most) return text.length
  let cost = Math.max(text.length, lettersOfToken * tokensIn(text))
  if (cost <= most && notLatin.test(text)) for (const [run] of text.matchAll(othersRun())) cost += run.length * costOfOthers
  return cost
}

/** The budget that cuts all these texts alike: words of one are not to be compared with sentences of another. */
export function budgetForAll(texts: readonly string[], budget: WordBudget): WordBudget {
  let cost = 0
  for (const text of texts) if ((cost += costOf(text, budget.letters)) > budget.letters) return { letters: 0 }
  return budget
}

/** As `words`, within a budget: a text too long for what is left of it is cut into sentences, one too long for that is left whole. */
export function wordsWithin(text: string, budget: WordBudget): WordToken[] {
  const cost = costOf(text, budget.letters)
  if (cost <= budget.letters) {
    budget.letters -= cost
    return words(text)
  }
  if (text.length > maxStructuredLength) return [{ text, start: 0, end: text.length, isWord: true }]
  return [...text.matchAll(/[^.!?。！？\n]*(?:[.!?。！？\n]+|$)/g)].filter(([found]) => found !== '')
    .map((match) => ({ text: match[0], start: match.index, end: match.index + match[0].length, isWord: true }))
}

/** Words, and signs that stand alone: counted as cutting would count them, at a hundredth of its price. */
function tokensIn(text: string): number {
  let count = 0
  let wasLetter = false
  let wasSpace = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const isSpace = code === 32
    const isLetter = code >= 128 || (code >= 48 && code < 58) || (code >= 65 && code < 91) || (code >= 97 && code < 123)
    if (isLetter ? !wasLetter : !isSpace || !wasSpace) count += 1
    wasLetter = isLetter
    wasSpace = isSpace
  }
  return count
}

/**
 * Cuts a text into words and what stands between them (UAX #29, French rules). The tokens' texts, put end to end, are the text.
 * Every surface that counts or compares words (diff, merge, attribution) cuts with this one function.
 *
 * `Intl.Segmenter` costs some 4 µs a character, so that it alone would take the time of everything else: Latin, Greek and Cyrillic are cut by
 * a regular expression that gives the same tokens (a property test holds them together), and the rest goes to the segmenter.
 */
export function words(text: string): WordToken[] {
  const out: WordToken[] = []
  if (!notLatin.test(text)) {
    cutLatin(text, 0, out)
    return out
  }
  // Blanks part words in every script: each stretch between them can be cut alone.
  for (const match of text.matchAll(/\s+|\S+/g)) {
    if (notLatin.test(match[0])) (match[0].length > maxWithoutBlank ? cutByLetters : cutBySegmenter)(match[0], match.index, out)
    else cutLatin(match[0], match.index, out)
  }
  return out
}

const letter = 'A-Za-z\\u00AA\\u00B5\\u00BA\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u024F\\u1E00-\\u1EFF\\u0388-\\u038A\\u038C\\u038E-\\u03A1\\u03A3-\\u03F5\\u03F7-\\u03FF\\u0400-\\u0481\\u048A-\\u052F'
/** Anything but ASCII, Latin, Greek and Cyrillic letters, and the punctuation of French and English. */
const notLatin = new RegExp(`[^\\t\\n\\r -~\\u00A0-\\u00AC\\u00AE-\\u024F\\u1E00-\\u1EFF\\u0388-\\u038A\\u038C\\u038E-\\u03A1\\u03A3-\\u03F5\\u03F7-\\u03FF\\u0400-\\u0481\\u048A-\\u052F\\u2013\\u2014\\u2018-\\u201E\\u2022\\u2026\\u202F\\u20AC\\u2192]`)

const isLetter = new RegExp(`[${letter}]`)
/** For each character `notLatin` lets through: what it is to a word. */
const sorts = new Uint8Array(0x2200)
const [aLetter, aDigit, both] = [1, 2, 3] as const
/** For each sign that parts no word: the sorts that stand on either side of it then. */
const parts = new Uint8Array(0x2200)
for (let code = 0; code < 0x1F00; code++) if (isLetter.test(String.fromCharCode(code))) sorts[code] = aLetter
for (const digit of '0123456789') sorts[digit.charCodeAt(0)] = aDigit
for (const sign of '.\'’‘') parts[sign.charCodeAt(0)] = both
for (const sign of '·:') parts[sign.charCodeAt(0)] = aLetter
for (const sign of ',;') parts[sign.charCodeAt(0)] = aDigit

/**
 * A word: letters, digits; `.` `'` `’` `·` `:` between letters, `.` `,` `;` `'` `’` between digits, `_` between either.
 * Otherwise: spaces together, CRLF together, `_` and thin no-break spaces together, all else one by one.
 */
function cutLatin(text: string, offset: number, out: WordToken[]): void {
  for (let at = 0; at < text.length;) {
    const isWord = sorts[text.charCodeAt(at)]! > 0
    const end = isWord ? wordEnd(text, at) : signEnd(text, at)
    out.push({ text: text.slice(at, end), start: offset + at, end: offset + end, isWord })
    at = end
  }
}

function wordEnd(text: string, from: number): number {
  for (let at = from; ;) {
    while (sorts[text.charCodeAt(at)]! > 0) at++
    let next = at
    while (text.charCodeAt(next) === lowLine) next++
    if (next === at && (parts[text.charCodeAt(at)]! & sorts[text.charCodeAt(at - 1)]! & sorts[text.charCodeAt(at + 1)]!) > 0) next++
    if (next === at || !(sorts[text.charCodeAt(next)]! > 0)) return at
    at = next
  }
}

const [lowLine, thinSpace, space] = [0x5F, 0x202F, 0x20] as const

function signEnd(text: string, from: number): number {
  const code = text.charCodeAt(from)
  let at = from + 1
  if (code === space) while (text.charCodeAt(at) === space) at++
  else if (code === lowLine || code === thinSpace) while (text.charCodeAt(at) === lowLine || text.charCodeAt(at) === thinSpace) at++
  else if (code === 13 && text.charCodeAt(at) === 10) at++
  return at
}

/** A letter with its accents; pictures joined as one. */
const cluster = /(?:\r\n|.)(?:[\p{M}\p{Emoji_Modifier}\uFE0F]|\u200D.)*|[^]/gsu

function cutByLetters(text: string, offset: number, out: WordToken[]): void {
  for (const match of text.matchAll(cluster)) {
    const start = offset + match.index
    out.push({ text: match[0], start, end: start + match[0].length, isWord: /[\p{L}\p{N}]/u.test(match[0]) })
  }
}

let segmenter: Intl.Segmenter | undefined

function cutBySegmenter(text: string, offset: number, out: WordToken[]): void {
  segmenter ??= new Intl.Segmenter('fr', { granularity: 'word' })
  for (const { segment, index, isWordLike } of segmenter.segment(text)) {
    const start = offset + index
    if (isWordLike === true && segment.length > 1 && mayBeGlued.test(segment)) unglue(segment, start, out)
    else out.push({ text: segment, start, end: start + segment.length, isWord: isWordLike === true })
  }
}

/** UAX #29 joins U+202F (the French thin no-break space) and `_` to the word beside them; in Markdown neither belongs to it. */
const glued = /^[_\u202F]+|[_\u202F]+$|_*\u202F[_\u202F]*/gu
const mayBeGlued = /[_\u202F]/

function unglue(segment: string, offset: number, out: WordToken[]): void {
  let at = 0
  const push = (to: number, isWord: boolean) => {
    if (to > at) out.push({ text: segment.slice(at, to), start: offset + at, end: offset + to, isWord })
    at = to
  }
  for (const match of segment.matchAll(glued)) {
    push(match.index, true)
    push(match.index + match[0].length, false)
  }
  push(segment.length, true)
}

/** The form under which two words are « the same » when looking for who wrote what: NFC, straight apostrophe, lower case. */
export function normaliseWord(word: string): string {
  return word.normalize('NFC').replace(/[’ʼ]/g, '\'').toLowerCase()
}
