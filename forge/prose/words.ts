/** One token of a text. `start` and `end` are UTF-16 offsets; tokens follow each other without a gap. */
export interface WordToken {
  readonly text: string
  readonly start: number
  readonly end: number
  readonly isWord: boolean
}

let segmenter: Intl.Segmenter | undefined

/** UAX #29 joins U+202F (the French thin no-break space) and `_` to the word beside them; in Markdown neither belongs to it. */
const glued = /^[_\u202F]+|[_\u202F]+$|\u202F+/gu
const mayBeGlued = /[_\u202F]/

/**
 * Cuts a text into words and what stands between them (UAX #29, French rules). The tokens' texts, put end to end, are the text.
 * Every surface that counts or compares words (diff, merge, attribution) cuts with this one function.
 */
export function words(text: string): WordToken[] {
  segmenter ??= new Intl.Segmenter('fr', { granularity: 'word' })
  const out: WordToken[] = []
  for (const { segment, index, isWordLike } of segmenter.segment(text)) {
    if (isWordLike === true && segment.length > 1 && mayBeGlued.test(segment)) unglue(segment, index, out)
    else out.push({ text: segment, start: index, end: index + segment.length, isWord: isWordLike === true })
  }
  return out
}

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
