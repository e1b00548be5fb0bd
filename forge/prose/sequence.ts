import { diff } from 'fast-myers-diff'
import { maxLetters, maxLikened, maxStructuredLength } from './limits.js'
import type { WordBudget } from './words.js'

/** `old[oldStart, oldEnd)` became `new[newStart, newEnd)`; indexes into whatever was compared. */
export interface Change {
  readonly oldStart: number
  readonly oldEnd: number
  readonly newStart: number
  readonly newEnd: number
}

/**
 * The work one comparison may still do: cells (old length × new length) of the tables it compares, letters it cuts into words, words it counts to tell likeness. A count, not a clock: the same two
 * texts give the same result on every machine. When it is spent, what is left is said to be replaced: longer than needed, never wrong.
 */
export interface Budget extends WordBudget { cells: number; likened: number }

/**
 * Enough for a 60 kB text rewritten everywhere; measured under 200 ms when wholly spent. A long text (`length`: that of all that is compared)
 * has a third of it: reading it takes the time of the rest.
 */
export function newBudget(length = 0): Budget {
  const share = length > 2 * maxStructuredLength ? 0.3 : 1
  return { cells: 8_000_000 * share, letters: maxLetters * share, likened: maxLikened * share }
}

const maxCellsAtOnce = 1_000_000

/** Gives equal strings equal numbers, so that comparing long lists compares integers. */
export function interner(): (texts: readonly string[]) => Int32Array {
  const known = new Map<string, number>()
  return (texts) => {
    const out = new Int32Array(texts.length)
    for (let at = 0; at < texts.length; at++) {
      const text = texts[at]!
      const found = known.get(text)
      out[at] = found ?? known.size
      if (found === undefined) known.set(text, known.size)
    }
    return out
  }
}

/** The changes that turn `old` into `new`, in order, never touching each other. Shortest (Myers) where the budget allows it. */
export function changesBetween(old: Int32Array, next: Int32Array, budget: Budget): Change[] {
  const out: Change[] = []
  compare(old, next, 0, old.length, 0, next.length, budget, out)
  return joined(out)
}

function compare(
  old: Int32Array, next: Int32Array, oldFrom: number, oldTo: number, newFrom: number, newTo: number, budget: Budget, out: Change[],
): void {
  while (oldFrom < oldTo && newFrom < newTo && old[oldFrom] === next[newFrom]) { oldFrom++; newFrom++ }
  while (oldFrom < oldTo && newFrom < newTo && old[oldTo - 1] === next[newTo - 1]) { oldTo--; newTo-- }
  if (oldFrom === oldTo && newFrom === newTo) return
  const cells = (oldTo - oldFrom) * (newTo - newFrom)
  if (cells === 0) {
    out.push({ oldStart: oldFrom, oldEnd: oldTo, newStart: newFrom, newEnd: newTo })
  } else if (cells <= maxCellsAtOnce && cells <= budget.cells) {
    budget.cells -= cells
    for (const [sx, ex, sy, ey] of diff(old.subarray(oldFrom, oldTo), next.subarray(newFrom, newTo))) {
      out.push({ oldStart: oldFrom + sx, oldEnd: oldFrom + ex, newStart: newFrom + sy, newEnd: newFrom + ey })
    }
  } else {
    compareAroundAnchors(old, next, oldFrom, oldTo, newFrom, newTo, budget, out)
  }
}

/** Patience: what occurs once on both sides, in the longest common order, cuts the problem into small ones. */
function compareAroundAnchors(
  old: Int32Array, next: Int32Array, oldFrom: number, oldTo: number, newFrom: number, newTo: number, budget: Budget, out: Change[],
): void {
  const anchors = budget.cells > 0 ? anchorsBetween(old, next, oldFrom, oldTo, newFrom, newTo) : []
  if (anchors.length === 0) {
    out.push({ oldStart: oldFrom, oldEnd: oldTo, newStart: newFrom, newEnd: newTo })
    return
  }
  let oldAt = oldFrom
  let newAt = newFrom
  for (const [oldIndex, newIndex] of anchors) {
    compare(old, next, oldAt, oldIndex, newAt, newIndex, budget, out)
    oldAt = oldIndex + 1
    newAt = newIndex + 1
  }
  compare(old, next, oldAt, oldTo, newAt, newTo, budget, out)
}

function anchorsBetween(
  old: Int32Array, next: Int32Array, oldFrom: number, oldTo: number, newFrom: number, newTo: number,
): [number, number][] {
  const once = (list: Int32Array, from: number, to: number) => {
    const seen = new Map<number, number>()
    for (let at = from; at < to; at++) seen.set(list[at]!, seen.has(list[at]!) ? -1 : at)
    return seen
  }
  const inOld = once(old, oldFrom, oldTo)
  const pairs: [number, number][] = []
  for (const [value, newIndex] of once(next, newFrom, newTo)) {
    const oldIndex = inOld.get(value) ?? -1
    if (newIndex >= 0 && oldIndex >= 0) pairs.push([oldIndex, newIndex])
  }
  pairs.sort((a, b) => a[1] - b[1])
  return longestRising(pairs)
}

/** The longest subsequence whose first members rise (patience sorting, O(n log n)). */
export function longestRising(pairs: readonly [number, number][]): [number, number][] {
  const tails: number[] = []
  const before = new Int32Array(pairs.length).fill(-1)
  for (let at = 0; at < pairs.length; at++) {
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (pairs[tails[middle]!]![0] < pairs[at]![0]) low = middle + 1
      else high = middle
    }
    if (low > 0) before[at] = tails[low - 1]!
    tails[low] = at
  }
  const out: [number, number][] = []
  for (let at = tails.at(-1) ?? -1; at >= 0; at = before[at]!) out.push(pairs[at]!)
  return out.reverse()
}

/**
 * The same changes, each addition or removal past the blanks (`isBlank`) it may as well begin after: « word and a blank » and « a blank and
 * word » are one thing to whoever writes. Never past a word: which of two places is meant then, nobody can tell.
 */
export function pastBlanks(changes: readonly Change[], old: Int32Array, next: Int32Array, isBlank: (value: number) => boolean): Change[] {
  const out = [...changes]
  for (let at = out.length - 1; at >= 0; at--) {
    let { oldStart, oldEnd, newStart, newEnd } = out[at]!
    if (oldStart < oldEnd && newStart < newEnd) continue
    const isRemoval = oldStart < oldEnd
    // Never so far as to touch what comes next: that would be another change.
    const until = (out[at + 1]?.oldStart ?? old.length + 1) - 1
    while (oldEnd < until && isBlank(isRemoval ? old[oldStart]! : next[newStart]!) && (isRemoval ? old[oldStart] === old[oldEnd] : next[newStart] === next[newEnd])) {
      [oldStart, oldEnd, newStart, newEnd] = [oldStart + 1, oldEnd + 1, newStart + 1, newEnd + 1]
    }
    out[at] = { oldStart, oldEnd, newStart, newEnd }
  }
  return out
}

function joined(changes: readonly Change[]): Change[] {
  const out: Change[] = []
  for (const change of changes) {
    const last = out.at(-1)
    if (last !== undefined && last.oldEnd === change.oldStart && last.newEnd === change.newStart) {
      out[out.length - 1] = { ...last, oldEnd: change.oldEnd, newEnd: change.newEnd }
    } else out.push(change)
  }
  return out
}

/** A stretch of a three-way comparison. Ranges are `[start, end)` in base, ours and theirs. */
export interface Region {
  readonly kind: 'stable' | 'ours' | 'theirs' | 'both'
  readonly base: readonly [number, number]
  readonly ours: readonly [number, number]
  readonly theirs: readonly [number, number]
}

/**
 * Walks the changes of both sides over their base. Changes that overlap or merely touch are one region `both` (Git's rule: two edits with
 * nothing unchanged between them may depend on each other); the caller decides whether they say the same thing.
 */
export function regionsOf(ours: readonly Change[], theirs: readonly Change[], baseLength: number): Region[] {
  const out: Region[] = []
  let [i, j, base, oursAt, theirsAt] = [0, 0, 0, 0, 0]
  const stableUntil = (to: number) => {
    if (to <= base) return
    const length = to - base
    out.push({ kind: 'stable', base: [base, to], ours: [oursAt, oursAt + length], theirs: [theirsAt, theirsAt + length] })
    base = to
    oursAt += length
    theirsAt += length
  }
  while (i < ours.length || j < theirs.length) {
    const start = Math.min(ours[i]?.oldStart ?? Infinity, theirs[j]?.oldStart ?? Infinity)
    stableUntil(start)
    const [firstOurs, firstTheirs] = [i, j]
    let end = start
    let isFirst = true
    for (let grew = true; grew;) {
      grew = false
      while (i < ours.length && (ours[i]!.oldStart < end || (ours[i]!.oldStart === end && (isFirst || j > firstTheirs)))) {
        end = Math.max(end, ours[i++]!.oldEnd)
        grew = true
        isFirst = false
      }
      while (j < theirs.length && (theirs[j]!.oldStart < end || (theirs[j]!.oldStart === end && (isFirst || i > firstOurs)))) {
        end = Math.max(end, theirs[j++]!.oldEnd)
        grew = true
        isFirst = false
      }
    }
    const sizeChange = (changes: readonly Change[], from: number, to: number) =>
      changes.slice(from, to).reduce((sum, c) => sum + (c.newEnd - c.newStart) - (c.oldEnd - c.oldStart), 0)
    const oursEnd = oursAt + (end - base) + sizeChange(ours, firstOurs, i)
    const theirsEnd = theirsAt + (end - base) + sizeChange(theirs, firstTheirs, j)
    const kind = i > firstOurs ? (j > firstTheirs ? 'both' : 'ours') : 'theirs'
    out.push({ kind, base: [base, end], ours: [oursAt, oursEnd], theirs: [theirsAt, theirsEnd] })
    base = end
    oursAt = oursEnd
    theirsAt = theirsEnd
  }
  stableUntil(baseLength)
  return out
}
