/**
 * A text as the words that carry credit: UAX #29 words holding a letter or a digit, in order, front matter and code included,
 * grouped in blocks (paragraphs, items, headings, cells' rows, front-matter lines) and sentences.
 *
 * Words are compared by a key without case, accents, apostrophe shape, emphasis underscores or no-break spaces, and markup is
 * not a word: reflowing, renumbering quotes or putting a word in bold changes nothing that is compared.
 */

import { changedPart, type ChangedPart } from './changed-part.js'
import { apart, LineMemory } from './line-memory.js'

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
  /** How many of the words are in the front matter. */
  readonly inFrontMatter: number
}

/** What was read of one piece between spaces: keys, and offsets relative to the piece. */
interface Piece { readonly keys: readonly number[]; readonly starts: readonly number[]; readonly ends: readonly number[]; readonly endsSentence: boolean }

/** What was read of one line: keys, offsets in the line, the words that begin a sentence after another of the same line. */
interface Line {
  readonly keys: Int32Array
  readonly starts: Int32Array
  readonly ends: Int32Array
  readonly sentences: readonly number[]
  /** Its last sentence is over. */
  readonly endsSentence: boolean
  readonly opensBlock: boolean
  /** In front matter only: it begins a field; it ends the front matter. */
  readonly isField: boolean
  readonly endsFrontMatter: boolean
}

const segmenter = new Intl.Segmenter('fr', { granularity: 'word' })
const HOLDS_WORD = /[\p{L}\p{N}]/u
const PLAIN = /^[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u00ff]+$/
const ENDS_SENTENCE = /[.!?…。！？][\p{Pe}\p{Pf}"'*_~`\u00a0\u202f]*$/u
/** A line that begins a block by itself: heading, item, quote, row, fence, thematic break. */
export const OPENS_BLOCK = /^[ \t]*(?:#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t]|\||```|~~~|---)/
const BEGINS_HEADER = /^\uFEFF?---[ \t]*\r?\n/
const FRONT_MATTER_KEY = /^(?:[A-Za-z_][\w-]*|"[^"]*"|'[^']*')[ \t]*:/
const MAX_PIECE = 4000
const MAX_CACHED = 300_000

/** Gives words their numbers. One lexicon serves one walk: numbers of two lexicons do not compare. */
export class Lexicon {
  readonly #numbers = new Map<string, number>()
  readonly #pieces = new Map<string, Piece>()
  readonly #lengths: number[] = []
  readonly #lines = new LineMemory((line) => this.#line(line))

  /** How many letters and digits the word has, by its number. */
  lengthOf(key: number): number { return this.#lengths[key] ?? 0 }

  /** `before`: an earlier version read by this lexicon. The result is the same without it; with it, blocks that did not change are not read again. */
  read(text: string, before?: Words): Words {
    const changed = before && changedPart(before.text, text)
    // A header decides where blocks begin up to its end: one that changes has everything read again.
    if (!changed || changed.from === 0 || changed.from <= headerEnd(text)) return this.#readAll(text)
    return joined(before, this.#readAll(text.slice(changed.from, changed.to), false), text, changed)
  }

  #readAll(text: string, mayHaveHeader = true): Words {
    const lines: Line[] = [], froms: number[] = []
    let length = 0
    for (let from = 0; from < text.length;) {
      const newline = text.indexOf('\n', from)
      const to = newline === -1 ? text.length : newline
      const line = this.#lines.of(text.slice(from, to))
      lines.push(line)
      froms.push(from)
      length += line.keys.length
      from = to + 1
    }
    const keys = new Int32Array(length), starts = new Int32Array(length), ends = new Int32Array(length)
    const blocks: number[] = [], sentences: number[] = []
    let opensBlock = true, opensSentence = true
    let inFrontMatter = mayHaveHeader && BEGINS_HEADER.test(text)
    let at = 0, inHeader = 0
    for (let i = 0; i < lines.length; i++) {
      const line = lines[i]!, start = froms[i]!
      if (line.opensBlock || (inFrontMatter && line.isField)) opensBlock = true
      if (inFrontMatter && i > 0 && line.endsFrontMatter) { inFrontMatter = false; opensBlock = true }
      if (line.keys.length > 0) {
        if (opensBlock) blocks.push(at)
        if ((opensBlock || opensSentence) && line.sentences[0] !== 0) sentences.push(at)
        for (const word of line.sentences) sentences.push(at + word)
        opensBlock = opensSentence = false
      }
      if (line.endsSentence) opensSentence = true
      keys.set(line.keys, at)
      for (let k = 0; k < line.keys.length; k++, at++) {
        starts[at] = start + line.starts[k]!
        ends[at] = start + line.ends[k]!
      }
      if (inFrontMatter) inHeader = at
    }
    return { text, keys, starts, ends, blocks: Int32Array.from(blocks), sentences: Int32Array.from(sentences), inFrontMatter: inFrontMatter ? 0 : inHeader }
  }

  #line(text: string): Line {
    const keys: number[] = [], starts: number[] = [], ends: number[] = [], sentences: number[] = []
    let endsSentence = false
    for (let at = 0; at < text.length;) {
      // UAX #29 always breaks on both sides of a space or a tab: pieces between them are read alone, and remembered.
      while (at < text.length && (text[at] === ' ' || text[at] === '\t' || text[at] === '\r')) at++
      let end = at
      while (end < text.length && text[end] !== ' ' && text[end] !== '\t' && text[end] !== '\r') end++
      if (end === at) break
      const piece = this.#piece(text.slice(at, end))
      for (let i = 0; i < piece.keys.length; i++) {
        if (endsSentence) sentences.push(keys.length)
        endsSentence = false
        keys.push(piece.keys[i]!)
        starts.push(at + piece.starts[i]!)
        ends.push(at + piece.ends[i]!)
      }
      if (piece.endsSentence) endsSentence = true
      at = end
    }
    return {
      keys: Int32Array.from(keys), starts: Int32Array.from(starts), ends: Int32Array.from(ends), sentences, endsSentence,
      opensBlock: text.trim() === '' || OPENS_BLOCK.test(text), isField: FRONT_MATTER_KEY.test(text), endsFrontMatter: /^(?:---|\.\.\.)\s*$/.test(text),
    }
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
    // Bounded as lines are.
    if (this.#pieces.size >= MAX_CACHED) this.#pieces.clear()
    if (text.length <= 64) this.#pieces.set(apart(text), piece)
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

/** Where the front matter surely is over; the text's own end when it never is. */
function headerEnd(text: string): number {
  if (!BEGINS_HEADER.test(text)) return -1
  const ends = /\n(?:---|\.\.\.)[^\S\n]*(?=\n|$)/g
  ends.lastIndex = text.indexOf('\n')
  return ends.exec(text) ? ends.lastIndex : text.length
}

/** The words of `before` on both sides of a part read anew, which begins and ends a block. */
function joined(before: Words, part: Words, text: string, { from, to, shift }: ChangedPart): Words {
  const head = firstFrom(before.starts, from), tail = firstFrom(before.starts, to - shift)
  const put = (start: ArrayLike<number>, middle: ArrayLike<number>, end: ArrayLike<number>, inMiddle: number, atEnd: number): Int32Array => {
    const all = new Int32Array(start.length + middle.length + end.length)
    all.set(start)
    for (let i = 0; i < middle.length; i++) all[start.length + i] = middle[i]! + inMiddle
    for (let i = 0, at = start.length + middle.length; i < end.length; i++) all[at + i] = end[i]! + atEnd
    return all
  }
  const words = (of: 'keys' | 'starts' | 'ends', inMiddle: number, atEnd: number): Int32Array => put(before[of].subarray(0, head), part[of], before[of].subarray(tail), inMiddle, atEnd)
  const begins = (of: 'blocks' | 'sentences'): Int32Array => put(before[of].subarray(0, firstFrom(before[of], head)), part[of], before[of].subarray(firstFrom(before[of], tail)), head, head + part.keys.length - tail)
  return { text, keys: words('keys', 0, 0), starts: words('starts', from, shift), ends: words('ends', from, shift), blocks: begins('blocks'), sentences: begins('sentences'), inFrontMatter: before.inFrontMatter }
}

/** Index of the first number of an ascending list that is not below `value`. */
function firstFrom(sorted: Int32Array, value: number): number {
  let low = 0, high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < value) low = middle + 1; else high = middle
  }
  return low
}

/** The word without case, accents, apostrophe shape, underscores and no-break spaces. */
export function wordKey(word: string): string {
  const folded = PLAIN.test(word) && /^[A-Za-z]+$/.test(word) ? word.toLowerCase()
    : word.normalize('NFKD').toLowerCase().replace(/[\p{M}\p{Cf}\p{Zs}_]/gu, '').replace(/[’ʼ‘＇`´]/g, '\'').replace(/œ/g, 'oe').replace(/æ/g, 'ae').replace(/ß/g, 'ss')
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
