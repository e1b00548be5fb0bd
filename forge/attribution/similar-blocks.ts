/** Small blocks (an item, a heading) moved and edited at once: too short for a run of words to say so, but alike for the greater part. */
import type { Words } from './words.js'

export type Span = readonly [from: number, to: number]

/** Common words, as a part of those of the longer block, and their letters, below which two blocks are two. */
const ALIKE = 0.5
const FEWEST_LETTERS = 8
/** A word that more blocks than this hold tells nothing of any. */
const BLOCKS_PER_WORD = 16

/**
 * Pairs of blocks (of `a`, of `b`) that share most of their words, the most alike first, then the least displaced; none serves twice.
 * The caller gives those of which nothing is known yet.
 */
export function similarBlocks(a: Words, b: Words, inA: readonly Span[], inB: readonly Span[], lengthOf: (key: number) => number): [Span, Span][] {
  const holders = new Map<number, number[]>()
  inA.forEach(([from, to], i) => {
    for (const key of new Set(a.keys.subarray(from, to))) {
      const known = holders.get(key)
      if (known) known.push(i); else holders.set(key, [i])
    }
  })
  const pairs: { i: number; j: number; part: number; shift: number }[] = []
  inB.forEach(([from, to], j) => {
    const common = new Map<number, { words: number; letters: number }>()
    for (const key of new Set(b.keys.subarray(from, to))) {
      const blocks = holders.get(key)
      if (!blocks || blocks.length > BLOCKS_PER_WORD) continue
      for (const i of blocks) {
        const sum = common.get(i)
        common.set(i, { words: (sum?.words ?? 0) + 1, letters: (sum?.letters ?? 0) + lengthOf(key) })
      }
    }
    for (const [i, { words, letters }] of common) {
      const part = words / Math.max(to - from, inA[i]![1] - inA[i]![0])
      if (part >= ALIKE && letters >= FEWEST_LETTERS) pairs.push({ i, j, part, shift: Math.abs(inA[i]![0] - from) })
    }
  })
  pairs.sort((s, t) => t.part - s.part || s.shift - t.shift || s.j - t.j || s.i - t.i)
  const taken = new Set<number>(), given = new Set<number>()
  return pairs.flatMap(({ i, j }): [Span, Span][] => {
    if (taken.has(i) || given.has(j)) return []
    taken.add(i)
    given.add(j)
    return [[inA[i]!, inB[j]!]]
  })
}
