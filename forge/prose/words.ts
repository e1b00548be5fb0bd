/** One token of a text. `start` and `end` are UTF-16 offsets; tokens follow each other without a gap. */
export interface WordToken {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly isWord: boolean
}

/** Letters one comparison may still cut into words; past them sentences take the place of words. A count, not a clock. */
export interface WordBudget { letters: number }

const costOfOthers = 40
const othersRun = () => new RegExp(`${notLatin.source}+`, 'g')

/** As `words`, within a budget: a text too long for what is left of it is cut into sentences. */
export function wordsWithin(text: string, budget: WordBudget): WordToken[] {
  let cost = text.length
  if (notLatin.test(text)) for (const [run] of text.matchAll(othersRun())) cost += run.length * costOfOthers
  if (cost <= budget.letters) {
    budget.letters -= cost
    return words(text)
  }
  return [...text.matchAll(/[^.!?。！？\n]*(?:[.!?。！？\n]+|$)/g)].filter(([found]) => found !== '')
    .map((match) => ({ text: match[0], start: match.index, end: match.index + match[0].length, isWord: true }))
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
    if (notLatin.test(match[0])) cutBySegmenter(match[0], match.index, out)
    else cutLatin(match[0], match.index, out)
  }
  return out
}

const letter = 'A-Za-z\\u00AA\\u00B5\\u00BA\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u024F\\u1E00-\\u1EFF\\u0388-\\u038A\\u038C\\u038E-\\u03A1\\u03A3-\\u03F5\\u03F7-\\u03FF\\u0400-\\u0481\\u048A-\\u052F'
/** Anything but ASCII, Latin, Greek and Cyrillic letters, and the punctuation of French and English. */
const notLatin = new RegExp(`[^\\t\\n\\r -~\\u00A0-\\u00AC\\u00AE-\\u024F\\u1E00-\\u1EFF\\u0388-\\u038A\\u038C\\u038E-\\u03A1\\u03A3-\\u03F5\\u03F7-\\u03FF\\u0400-\\u0481\\u048A-\\u052F\\u2013\\u2014\\u2018-\\u201E\\u2022\\u2026\\u202F\\u20AC\\u2192]`)
/**
 * A word: letters, digits; `.` `'` `’` `·` between letters, `.` `,` `;` `'` `’` between digits, `_` between either.
 * Otherwise: spaces together, CRLF together, `_` and thin no-break spaces together, all else one by one.
 */
const latin = new RegExp(
  `([${letter}0-9]+(?:(?:(?<=[${letter}])[.'’‘·:](?=[${letter}])|(?<=[0-9])[.,;'’‘](?=[0-9])|_+(?=[${letter}0-9]))[${letter}0-9]+)*)| +|\\r\\n|[_\\u202F]+|[^]`, 'g')

function cutLatin(text: string, offset: number, out: WordToken[]): void {
  for (const match of text.matchAll(latin)) {
    const start = offset + match.index
    out.push({ text: match[0], start, end: start + match[0].length, isWord: match[1] !== undefined })
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
