/** Words of a text as the columns `words` and `places` of passage_texts keep them. */
import os from 'node:os'
import type { ReadWords } from '../../attribution/reuse/read-words.js'

/** Bytes of one word: its start, its length, its kind. */
const startBytes = 4, lengthBytes = 2, kindBytes = 1
const longestWord = 0xffff

// Typed arrays are in the machine's order; the columns, in one order everywhere.
const isBigEndian = os.endianness() === 'BE'
const swapped = (bytes: Buffer, size: 2 | 4): Buffer => (!isBigEndian ? bytes : size === 4 ? bytes.swap32() : bytes.swap16())
/** Copied: what SQLite gives may begin anywhere in memory. */
const cut = (bytes: Uint8Array, from: number, to: number, size: 2 | 4): ArrayBuffer => {
  const copy = swapped(Buffer.from(new Uint8Array(bytes.subarray(from, to)).buffer), size)
  return copy.buffer as ArrayBuffer
}
const copied = (list: Int32Array | Uint32Array | Uint16Array, size: 2 | 4): Buffer => swapped(Buffer.from(new Uint8Array(list.buffer, list.byteOffset, list.byteLength).slice().buffer), size)

export const wordBytes = ({ hashes }: ReadWords): Buffer => copied(hashes, 4)
export const wordsIn = (words: Uint8Array): Int32Array => new Int32Array(cut(words, 0, words.length, 4))

export function placeBytes({ starts, ends, flags }: ReadWords): Buffer {
  return Buffer.concat([copied(starts, 4), copied(Uint16Array.from(ends, (end, at) => Math.min(longestWord, end - starts[at]!)), 2), flags])
}

export function wordsRead(text: string, words: Uint8Array, places: Uint8Array): ReadWords {
  const hashes = wordsIn(words)
  const count = hashes.length
  const starts = new Uint32Array(cut(places, 0, count * startBytes, 4))
  const lengths = new Uint16Array(cut(places, count * startBytes, count * (startBytes + lengthBytes), 2))
  const flags = new Uint8Array(places.subarray(count * (startBytes + lengthBytes), count * (startBytes + lengthBytes + kindBytes)))
  return { text, hashes, starts, ends: Uint32Array.from(starts, (start, at) => start + lengths[at]!), flags }
}
