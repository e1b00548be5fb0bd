/**
 * Fingerprints of a text by winnowing (Schleimer, Wilkerson, Aiken, « Winnowing: local algorithms for document fingerprinting », SIGMOD 2003):
 * of every seven runs of six words that follow one another, the one whose number is the least. Two texts that share twelve words in a row
 * (7 + 6 − 1) then share a print, wherever those words stand; a text of a thousand words has about 250.
 */
import { wall } from './word-kinds.js'

const wordsOfPrint = 6
const window = 7

/** Any run of as many words that two texts share has a print in both. */
export const surelyFound = window + wordsOfPrint - 1

/** Places kept of one print in one text: what comes back more often is a refrain. */
const placesKept = 16

export interface Print { readonly print: number; readonly place: number }

/** In the order of their places (index of the first word). */
export function printsOf(words: Int32Array): readonly Print[] {
  const prints: Print[] = []
  const met = new Map<number, number>()
  for (let from = 0; from < words.length;) {
    let to = words.indexOf(wall, from)
    if (to === -1) to = words.length
    let last = -1
    for (const at of leastOfWindows(words, from, to)) {
      if (at === last) continue
      last = at
      const print = printAt(words, at)
      const times = met.get(print) ?? 0
      met.set(print, times + 1)
      if (times < placesKept) prints.push({ print, place: at })
    }
    from = to + 1
  }
  return prints
}

function* leastOfWindows(words: Int32Array, from: number, to: number): Generator<number> {
  const runs = to - from - wordsOfPrint + 1
  if (runs < window) return
  const numbers = new Int32Array(runs)
  for (let i = 0; i < runs; i++) numbers[i] = printAt(words, from + i)
  let least = -1
  for (let end = window - 1; end < runs; end++) {
    if (least > end - window) {
      // Ties go to the last: the same words choose the same place everywhere.
      if (numbers[end]! <= numbers[least]!) least = end
    } else {
      least = end - window + 1
      for (let i = least + 1; i <= end; i++) if (numbers[i]! <= numbers[least]!) least = i
    }
    yield from + least
  }
}

function printAt(words: Int32Array, at: number): number {
  let hash = 0x9e3779b1
  for (let i = at; i < at + wordsOfPrint; i++) {
    hash = Math.imul(hash ^ words[i]!, 0x85ebca6b)
    hash ^= hash >>> 15
  }
  return Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35) | 0
}
