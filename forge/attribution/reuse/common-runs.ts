/** What two texts have in common around places where they meet: runs of equal words as long as they go, joined over a word or two that were changed. */
import { wall } from './word-kinds.js'

/** Equal words in a row: from `a` in the one, from `b` in the other. */
export interface Run { readonly a: number; readonly b: number; readonly length: number }

/** Shorter runs are turns of phrase that everybody uses. */
export const shortestRun = 8

/**
 * One or two words changed, added or taken out do not make it another passage; three do. (words of the one, words of the other) between two
 * runs, the likeliest first.
 */
const gaps: readonly (readonly [number, number])[] = [[1, 1], [1, 0], [0, 1], [2, 2], [2, 1], [1, 2], [2, 0], [0, 2]]

/**
 * Passages around `seeds` (places of `a` and `b` that have a print in common), each as its runs in order: every run is maximal, or ends at a gap,
 * and has `shortestRun` words at least.
 */
export function commonRuns(a: Int32Array, b: Int32Array, seeds: readonly (readonly [number, number])[]): readonly (readonly Run[])[] {
  const passages: Run[][] = []
  /** Where each diagonal has been read up to: the same run has many seeds. */
  const readUpTo = new Map<number, number>()
  for (const [atA, atB] of [...seeds].sort((x, y) => x[0] - y[0] || x[1] - y[1])) {
    if ((readUpTo.get(atB - atA) ?? -1) > atA) continue
    const after = equalAfter(a, b, atA, atB), before = equalBefore(a, b, atA, atB)
    readUpTo.set(atB - atA, atA + Math.max(after, 1))
    const run: Run = { a: atA - before, b: atB - before, length: before + after }
    if (run.length < shortestRun) continue
    const runs: Run[] = [run]
    for (let next = runAfter(a, b, run); next; next = runAfter(a, b, next)) {
      runs.push(next)
      readUpTo.set(next.b - next.a, Math.max(readUpTo.get(next.b - next.a) ?? -1, next.a + next.length))
    }
    for (let next = runBefore(a, b, run); next; next = runBefore(a, b, next)) runs.unshift(next)
    passages.push(runs)
  }
  return passages
}

function equalAfter(a: Int32Array, b: Int32Array, fromA: number, fromB: number): number {
  let length = 0
  while (fromA + length < a.length && fromB + length < b.length && a[fromA + length] !== wall && a[fromA + length] === b[fromB + length]) length++
  return length
}

function equalBefore(a: Int32Array, b: Int32Array, fromA: number, fromB: number): number {
  let length = 0
  while (fromA > length && fromB > length && a[fromA - length - 1] !== wall && a[fromA - length - 1] === b[fromB - length - 1]) length++
  return length
}

function runAfter(a: Int32Array, b: Int32Array, run: Run): Run | undefined {
  const endA = run.a + run.length, endB = run.b + run.length
  for (const [inA, inB] of gaps) {
    if (!isOpen(a, endA, endA + inA) || !isOpen(b, endB, endB + inB)) continue
    const length = equalAfter(a, b, endA + inA, endB + inB)
    if (length >= shortestRun) return { a: endA + inA, b: endB + inB, length }
  }
  return undefined
}

function runBefore(a: Int32Array, b: Int32Array, run: Run): Run | undefined {
  for (const [inA, inB] of gaps) {
    if (run.a < inA || run.b < inB || !isOpen(a, run.a - inA, run.a) || !isOpen(b, run.b - inB, run.b)) continue
    const length = equalBefore(a, b, run.a - inA, run.b - inB)
    if (length >= shortestRun) return { a: run.a - inA - length, b: run.b - inB - length, length }
  }
  return undefined
}

/** No wall stands between. */
function isOpen(words: Int32Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (words[i] === wall) return false
  return true
}
