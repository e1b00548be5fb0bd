/** Which words of a text a change adds: those that stand, in the same order, in none of the texts that were there. */
import { Lexicon } from './words.js'

/**
 * As many words in the same order are words that were there already, wherever they stood: a paragraph that moves to another file, or is
 * wrapped otherwise, adds nothing. Fewer meet by chance.
 */
const sameWords = 6

/** Answers how many words a range of `text` (UTF-16 offsets) adds to what `held` has. */
export function addedWords(text: string, held: readonly string[]): (range: readonly [number, number]) => number {
  const lexicon = new Lexicon()
  const there = new Set<string>()
  for (const one of held) {
    const { keys } = lexicon.read(one)
    for (let i = 0; i + sameWords <= keys.length; i++) there.add(keys.subarray(i, i + sameWords).join(' '))
  }
  const { keys, starts, ends } = lexicon.read(text)
  const isOld = new Uint8Array(keys.length)
  for (let i = 0; i + sameWords <= keys.length; i++) if (there.has(keys.subarray(i, i + sameWords).join(' '))) isOld.fill(1, i, i + sameWords)
  return ([from, to]) => {
    let count = 0
    for (let i = 0; i < keys.length; i++) if (starts[i]! >= from && ends[i]! <= to && isOld[i] === 0) count += 1
    return count
  }
}

/** Answers how many words of `text` stand, six in a row, in earlier texts and in none of `held`: what comes back. */
export function returningWords(text: string, held: readonly string[]): (earlier: readonly string[]) => number {
  const lexicon = new Lexicon()
  const runsOf = (keys: Uint32Array | readonly number[] | Int32Array): string[] => Array.from({ length: Math.max(0, keys.length - sameWords + 1) }, (_, i) => keys.slice(i, i + sameWords).join(' '))
  const there = new Set(held.flatMap((one) => runsOf(lexicon.read(one).keys)))
  const { keys } = lexicon.read(text)
  const places = new Map<string, number[]>()
  for (const [at, run] of runsOf(keys).entries()) if (!there.has(run)) places.set(run, [...places.get(run) ?? [], at])
  return (earlier) => {
    const isBack = new Uint8Array(keys.length)
    for (const one of earlier) for (const run of runsOf(lexicon.read(one).keys)) for (const at of places.get(run) ?? []) isBack.fill(1, at, at + sameWords)
    return isBack.reduce((sum, one) => sum + one, 0)
  }
}

/** Words alone, one space between them: two texts whose words are the same whatever their dress give the same string. */
export function bareWords(text: string): string {
  return (text.normalize('NFKD').replace(/\p{M}/gu, '').match(/[\p{L}\p{N}]+/gu) ?? []).join(' ').toLowerCase()
}

/** Whether words stand in others, whole and in order. Both as `bareWords` gives them. */
export const holdsWords = (holder: string, words: string): boolean => words !== '' && ` ${holder} `.includes(` ${words} `)
