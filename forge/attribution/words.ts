/**
 * A text as the words that carry credit: UAX #29 words holding a letter or a digit, in order, front matter and code included,
 * grouped in blocks (paragraphs, items, headings, cells' rows, front-matter lines) and sentences.
 *
 * Words are compared by a key without case, accents, apostrophe shape, emphasis underscores or no-break spaces, and markup is
 * not a word: reflowing, renumbering quotes or putting a word in bold changes nothing that is compared.
 */

export interface Words {
  readonly text: string
  /** One number per word; equal numbers are the same word, whatever its dress. */
  readonly keys: Int32Array
  /** UTF-16 offsets in `text`. */
  readonly starts: Int32Array
  readonly ends: Int32Array
  /** Index of the first word of each block and of each sentence, ascending. A block starts a sentence. */
  readonly blocks: Int32Array
  readonly sentences: Int32Array
}

/** What was read of one piece between spaces: keys, and offsets relative to the piece. */
interface Piece { readonly keys: readonly number[]; readonly starts: readonly number[]; readonly ends: readonly number[]; readonly endsSentence: boolean }

const segmenter = new Intl.Segmenter('fr', { granularity: 'word' })
const HOLDS_WORD = /[\p{L}\p{N}]/u
const PLAIN = /^[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]+$/
const ENDS_SENTENCE = /[.!?…。！？][\p{Pe}\p{Pf}"'*_~`\u00a0\u202f]*$/u
/** A line that begins a block by itself: heading, item, quote, row, fence, thematic break. */
const OPENS_BLOCK = /^[ \t]*(?:#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t]|\||```|~~~|---)/
const FRONT_MATTER_KEY = /^(?:[A-Za-z_][\w-]*|"[^"]*"|'[^']*')[ \t]*:/
const MAX_PIECE = 4000
const MAX_CACHED = 300_000

/** Gives words their numbers. One lexicon serves one walk: numbers of two lexicons do not compare. */
export class Lexicon {
  readonly #numbers = new Map<string, number>()
  readonly #pieces = new Map<string, Piece>()
  readonly #lengths: number[] = []

  /** How many letters and digits the word has, by its number. */
  lengthOf(key: number): number { return this.#lengths[key] ?? 0 }

  read(text: string): Words {
    const keys: number[] = [], starts: number[] = [], ends: number[] = [], blocks: number[] = [], sentences: number[] = []
    let opensBlock = true, opensSentence = true
    let inFrontMatter = /^\uFEFF?---[ \t]*\r?\n/.test(text)
    for (let from = 0; from < text.length;) {
      const newline = text.indexOf('\n', from)
      const to = newline === -1 ? text.length : newline
      const line = text.slice(from, to)
      if (line.trim() === '' || OPENS_BLOCK.test(line) || (inFrontMatter && FRONT_MATTER_KEY.test(line))) opensBlock = true
      if (inFrontMatter && from > 0 && /^(?:---|\.\.\.)\s*$/.test(line)) { inFrontMatter = false; opensBlock = true }
      for (let at = 0; at < line.length;) {
        // UAX #29 always breaks on both sides of a space or a tab: pieces between them are read alone, and remembered.
        while (at < line.length && (line[at] === ' ' || line[at] === '\t' || line[at] === '\r')) at++
        let end = at
        while (end < line.length && line[end] !== ' ' && line[end] !== '\t' && line[end] !== '\r') end++
        if (end === at) break
        const piece = this.#piece(line.slice(at, end))
        for (let i = 0; i < piece.keys.length; i++) {
          if (opensBlock) blocks.push(keys.length)
          if (opensBlock || opensSentence) sentences.push(keys.length)
          opensBlock = opensSentence = false
          keys.push(piece.keys[i]!)
          starts.push(from + at + piece.starts[i]!)
          ends.push(from + at + piece.ends[i]!)
        }
        if (piece.endsSentence) opensSentence = true
        at = end
      }
      from = to + 1
    }
    return { text, keys: Int32Array.from(keys), starts: Int32Array.from(starts), ends: Int32Array.from(ends), blocks: Int32Array.from(blocks), sentences: Int32Array.from(sentences) }
  }

  #piece(text: string): Piece {
    const known = this.#pieces.get(text)
    if (known) return known
    const keys: number[] = [], starts: number[] = [], ends: number[] = []
    for (const [start, end] of PLAIN.test(text) ? [[0, text.length] as const] : segments(text)) {
      keys.push(this.#number(text.slice(start, end)))
      starts.push(start)
      ends.push(end)
    }
    const piece = { keys, starts, ends, endsSentence: ENDS_SENTENCE.test(text.slice(-24)) || text === '|' }
    // Bounded by forgetting everything at once: what is forgotten is read again, never read differently.
    if (this.#pieces.size >= MAX_CACHED) this.#pieces.clear()
    if (text.length <= 64) this.#pieces.set(text, piece)
    return piece
  }

  #number(word: string): number {
    const key = wordKey(word)
    let number = this.#numbers.get(key)
    if (number === undefined) {
      number = this.#numbers.size
      this.#numbers.set(key, number)
      this.#lengths.push(key.length)
    }
    return number
  }
}

/** The word without case, accents, apostrophe shape, underscores and no-break spaces. */
export function wordKey(word: string): string {
  const folded = PLAIN.test(word) && /^[A-Za-z]+$/.test(word) ? word.toLowerCase()
    : word.normalize('NFKD').toLowerCase().replace(/[\p{M}\p{Cf}_\u202f\u00a0]/gu, '').replace(/[’ʼ‘＇`´]/g, '\'').replace(/œ/g, 'oe').replace(/æ/g, 'ae').replace(/ß/g, 'ss')
  // A word made only of marks (none has been met) keeps its own spelling rather than becoming everybody's equal.
  return folded === '' ? word : folded
}

/** Offsets of the UAX #29 words of a text that hold a letter or a digit. */
export function* segments(text: string): Generator<readonly [number, number]> {
  for (const [from, chunk] of chunks(text)) {
    for (const { segment, index } of segmenter.segment(chunk)) {
      if (HOLDS_WORD.test(segment)) yield [from + index, from + index + segment.length]
    }
  }
}

/**
 * Cuts very long pieces (data URIs, minified code, unspaced scripts) after characters that UAX #29 breaks around:
 * the segmenter's time grows with the square of the length.
 */
function* chunks(text: string): Generator<readonly [number, string]> {
  if (text.length <= MAX_PIECE) { yield [0, text]; return }
  let from = 0
  while (text.length - from > MAX_PIECE) {
    let to = from + MAX_PIECE
    while (to > from && !/[+/=()[\]{}<>|"!?&%*、。，！？…]/.test(text[to - 1]!)) to--
    if (to === from) {
      to = from + MAX_PIECE
      // Never between the two halves of a surrogate pair.
      if (/[\ud800-\udbff]/.test(text[to - 1]!)) to--
    }
    yield [from, text.slice(from, to)]
    from = to
  }
  yield [from, text.slice(from)]
}
