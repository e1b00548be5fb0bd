import { LICENCE_TEXTS } from './data/texts.js'

/**
 * Licence texts known word for word. Of each, the middle is kept as a hash (`scripts/licence-texts.mjs` makes the table): titles,
 * copyright lines, notices around and every choice of typography may vary, the terms may not. A text that differs by one word of
 * its terms is not that licence.
 */
export interface TextMark {
  readonly id: string
  /** Hash of the first `ANCHOR` words, how many words are compared, and their hash. */
  readonly anchor: number
  readonly words: number
  readonly hash: number
  /** A short licence is its whole text: nothing may follow it. */
  readonly isWhole: boolean
}

export const ANCHOR = 8
const WORD_LIMIT = 40_000

/** The words of a text as they are compared: no markup, letter case, accents, punctuation, numbering or very short words. */
export function textWords(text: string): string[] {
  const plain = text.slice(0, 600_000).replace(/<(script|style)\b[^>]{0,300}>[\s\S]{0,20000}?<\/\1>/gi, ' ').replace(/<!--[\s\S]{0,5000}?-->/g, ' ').replace(/<\/?[a-z][^<>]{0,500}>/gi, ' ')
    .replace(/&(?:nbsp|#160);/gi, ' ').replace(/&(?:amp|quot|apos|lt|gt|#\d{1,6}|#x[\da-f]{1,6}|[a-z]{2,8});/gi, entity => ENTITIES[entity.toLowerCase()] ?? decoded(entity))
  return plain.normalize('NFKD').replace(/[\p{M}\u00AD\u200B-\u200D\u2060\uFEFF]/gu, '').toLowerCase().replace(/œ/g, 'oe').replace(/æ/g, 'ae').replace(/\bhttps\b/g, 'http').split(/[^\p{L}\p{N}]+/u).filter(word => word.length >= 3).slice(0, WORD_LIMIT)
}

const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&quot;': '"', '&apos;': "'", '&lt;': '<', '&gt;': '>', '&eacute;': 'é', '&egrave;': 'è', '&agrave;': 'à', '&ecirc;': 'ê', '&ccedil;': 'ç', '&ocirc;': 'ô', '&ugrave;': 'ù', '&icirc;': 'î', '&ucirc;': 'û', '&acirc;': 'â', '&iuml;': 'ï', '&oelig;': 'œ', '&rsquo;': '’', '&lsquo;': '‘', '&ldquo;': '“', '&rdquo;': '”', '&laquo;': '«', '&raquo;': '»', '&ndash;': '–', '&mdash;': '—' }
function decoded(entity: string): string {
  const number = /^&#(x?)([\da-f]+);$/i.exec(entity)
  const code = number ? parseInt(number[2] ?? '', number[1] ? 16 : 10) : NaN
  return Number.isInteger(code) && code > 0 && code < 0x110000 ? String.fromCodePoint(code) : ' '
}

/** A 53-bit hash of words `from` to `to` (cyrb53 on two 32-bit lanes). */
export function hashOf(words: readonly string[], from: number, to: number): number {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let i = from; i < to; i++) {
    const word = words[i] ?? ''
    for (let c = 0; c <= word.length; c++) {
      const code = c === word.length ? 32 : word.charCodeAt(c)
      a = Math.imul(a ^ code, 2654435761)
      b = Math.imul(b ^ code, 1597334677)
    }
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return 4294967296 * (2097151 & b) + (a >>> 0)
}

const marks: ReadonlyMap<number, readonly TextMark[]> = marksOf(LICENCE_TEXTS)

function marksOf(table: string): Map<number, TextMark[]> {
  const byAnchor = new Map<number, TextMark[]>()
  for (const line of table.trim().split('\n')) {
    const [id = '', anchor = '', words = '', hash = '', whole] = line.split(' ')
    const mark: TextMark = { id, anchor: parseInt(anchor, 36), words: parseInt(words, 36), hash: parseInt(hash, 36), isWhole: whole === 'w' }
    byAnchor.set(mark.anchor, [...byAnchor.get(mark.anchor) ?? [], mark])
  }
  return byAnchor
}

/** Something that changes a licence whose terms are there word for word. */
const CHANGED = /commons clause|special exception|linking exception/

/** The ids of the licences whose terms stand in a text word for word; `isChanged` when something added around them changes them. */
export function exactTexts(text: string): { readonly ids: readonly string[]; readonly isChanged: boolean } {
  const words = textWords(text)
  const found: { id: string; from: number; to: number }[] = []
  for (let i = 0; i + ANCHOR <= words.length; i++) {
    for (const mark of marks.get(hashOf(words, i, i + ANCHOR)) ?? []) {
      if (i + mark.words > words.length || (mark.isWhole && (words.length > i + mark.words || i > 80))) continue
      if (hashOf(words, i, i + mark.words) === mark.hash) found.push({ id: mark.id, from: i, to: i + mark.words })
    }
  }
  // The terms of one licence may hold those of a shorter one; LGPL 3.0 is written on top of GPL 3.0.
  const own = found.filter(one => !found.some(other => other !== one && ((other.from <= one.from && other.to >= one.to && other.to - other.from > one.to - one.from) || (one.id === 'GPL-3.0-only' && other.id === 'LGPL-3.0-only'))))
  const around = words.filter((_, i) => !found.some(({ from, to }) => i >= from && i < to)).join(' ')
  return { ids: [...new Set(own.map(({ id }) => id))], isChanged: own.length > 0 && CHANGED.test(around) }
}
