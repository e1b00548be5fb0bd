import { cellsOf, Likeness, nearEnough } from './likeness.js'
import { changesBetween, interner, longestRising, type Budget } from './sequence.js'
import type { Segment } from './segments.js'

export { bagOf, diceOf, saidCount, saidIn } from './likeness.js'

/** `old[oldIndex]` became `next[newIndex]`. `isMoved`: the two are not in the same order as the other pairs. */
export interface Pair {
  readonly oldIndex: number
  readonly newIndex: number
  readonly isMoved: boolean
}

/** A block found elsewhere must be longer, and closer, to be believed moved rather than rewritten. */
const exactMoveLength = 25
/** An item that each version says once, and alike, is the same item. */
const itemMoveLength = 10
const nearMoveLength = 60
const nearMove = 0.75
const maxCells = 40_000

/**
 * Finds which block of one version became which of the other: same text in the same order first, then same text elsewhere (moves), then
 * resembling text between what already matches, then resembling text elsewhere. Separators must have been left out.
 */
export function matchBlocks(old: readonly Segment[], next: readonly Segment[], budget: Budget): Pair[] {
  const toInts = interner()
  const oldKeys = toInts(old.map((block) => block.key))
  const newKeys = toInts(next.map((block) => block.key))
  const toNew = new Int32Array(old.length).fill(-1)
  const toOld = new Int32Array(next.length).fill(-1)
  const pair = (i: number, j: number) => { toNew[i] = j; toOld[j] = i }

  let [oldAt, newAt] = [0, 0]
  const gaps: [number, number, number, number][] = []
  for (const change of [...changesBetween(oldKeys, newKeys, budget), { oldStart: old.length, oldEnd: old.length, newStart: next.length, newEnd: next.length }]) {
    for (; oldAt < change.oldStart; oldAt++, newAt++) pair(oldAt, newAt)
    gaps.push([change.oldStart, change.oldEnd, change.newStart, change.newEnd])
    oldAt = change.oldEnd
    newAt = change.newEnd
  }
  pairExactMoves(old, next, oldKeys, newKeys, toNew, toOld, pair)
  pairCompanions(old, oldKeys, newKeys, toNew, toOld, pair)
  const likeness = new Likeness(old, next, budget)
  for (const gap of gaps) pairNamedRows(gap, old, next, toNew, toOld, pair)
  for (const gap of gaps) pairNear(gap, toNew, toOld, likeness, pair)
  pairNearMoves(old, next, toNew, toOld, likeness, pair)
  return inOrder(toNew)
}

/** The longest run of pairs in the same order stays put; the others moved. Longer texts count no more than short ones: order is what readers see. */
function inOrder(toNew: Int32Array): Pair[] {
  const pairs: [number, number][] = []
  toNew.forEach((newIndex, oldIndex) => { if (newIndex >= 0) pairs.push([newIndex, oldIndex]) })
  const stays = new Set(longestRising(pairs).map(([, oldIndex]) => oldIndex))
  return pairs.map(([newIndex, oldIndex]) => ({ oldIndex, newIndex, isMoved: !stays.has(oldIndex) }))
}

function pairExactMoves(
  old: readonly Segment[], next: readonly Segment[], oldKeys: Int32Array, newKeys: Int32Array, toNew: Int32Array, toOld: Int32Array,
  pair: (i: number, j: number) => void,
): void {
  const waiting = new Map<number, number[]>()
  const [timesBefore, timesAfter] = [oldKeys, newKeys].map(timesOf) as [Map<number, number>, Map<number, number>]
  const isBelieved = ({ kind, key: { length } }: Segment, key: number) => length >= exactMoveLength
    // A header field is its name, however short: it is the same field wherever it stands.
    || kind === 'field' || (kind === 'list-item' && length >= itemMoveLength && timesBefore.get(key) === 1 && timesAfter.get(key) === 1)
  for (let i = old.length - 1; i >= 0; i--) {
    if (toNew[i]! < 0 && isBelieved(old[i]!, oldKeys[i]!)) {
      if (waiting.get(oldKeys[i]!)?.push(i) === undefined) waiting.set(oldKeys[i]!, [i])
    }
  }
  for (let j = 0; j < next.length; j++) {
    const i = toOld[j]! < 0 ? waiting.get(newKeys[j]!)?.pop() : undefined
    if (i !== undefined) pair(i, j)
  }
}

function timesOf(keys: Int32Array): Map<number, number> {
  const times = new Map<number, number>()
  for (const key of keys) times.set(key, (times.get(key) ?? 0) + 1)
  return times
}

/**
 * Blocks too short to be believed moved by themselves go with what moved beside them; and together, when what they say in a row is long enough
 * and stands once on either side.
 */
function pairCompanions(
  old: readonly Segment[], oldKeys: Int32Array, newKeys: Int32Array, toNew: Int32Array, toOld: Int32Array, pair: (i: number, j: number) => void,
): void {
  const areFree = (i: number, j: number) => i >= 0 && j >= 0 && toNew[i] === -1 && toOld[j] === -1 && oldKeys[i] === newKeys[j]
  for (let i = 0; i < toNew.length; i++) {
    const j = toNew[i]!
    if (j < 0) continue
    if (areFree(i + 1, j + 1)) pair(i + 1, j + 1)
    for (let back = 1; areFree(i - back, j - back); back++) pair(i - back, j - back)
  }
  const only = (keys: Int32Array, taken: Int32Array) => {
    const places = new Map<number, number>()
    keys.forEach((key, at) => { if (taken[at]! < 0) places.set(key, places.has(key) ? -1 : at) })
    return places
  }
  const there = only(newKeys, toOld)
  for (const [key, i] of only(oldKeys, toNew)) {
    const j = there.get(key) ?? -1
    if (i < 0 || j < 0 || !areFree(i, j)) continue
    let [first, last, length] = [0, 0, old[i]!.key.length]
    while (areFree(i + first - 1, j + first - 1)) length += old[i + --first]!.key.length
    while (areFree(i + last + 1, j + last + 1)) length += old[i + ++last]!.key.length
    if (last > first && length >= exactMoveLength) for (let at = first; at <= last; at++) pair(i + at, j + at)
  }
}

/** Rows of a table that one side alone calls so, and the other too: the same row, whatever columns came, went or changed. */
function pairNamedRows(
  [oldStart, oldEnd, newStart, newEnd]: readonly [number, number, number, number], old: readonly Segment[], next: readonly Segment[],
  toNew: Int32Array, toOld: Int32Array, pair: (i: number, j: number) => void,
): void {
  const named = (blocks: readonly Segment[], from: number, to: number, taken: Int32Array) => {
    const rows = new Map<string, number>()
    for (let at = from; at < to; at++) {
      const name = blocks[at]!.kind === 'table-row' && taken[at]! < 0 ? cellsOf(blocks[at]!)[0]! : ''
      if (name !== '') rows.set(name, rows.has(name) ? -1 : at)
    }
    return rows
  }
  const there = named(next, newStart, newEnd, toOld)
  const pairs: [number, number][] = []
  for (const [name, i] of named(old, oldStart, oldEnd, toNew)) {
    const j = there.get(name) ?? -1
    if (i >= 0 && j >= 0) pairs.push([j, i])
  }
  for (const [j, i] of longestRising(pairs)) pair(i, j)
}

function pairNear(
  [oldStart, oldEnd, newStart, newEnd]: readonly [number, number, number, number], toNew: Int32Array, toOld: Int32Array, likeness: Likeness,
  pair: (i: number, j: number) => void,
): void {
  const rows: number[] = []
  const columns: number[] = []
  for (let i = oldStart; i < oldEnd; i++) if (toNew[i]! < 0) rows.push(i)
  for (let j = newStart; j < newEnd; j++) if (toOld[j]! < 0) columns.push(j)
  if (rows.length === 0 || columns.length === 0 || rows.length * columns.length > maxCells) return
  // Alignment that maximises the sum of likenesses, order kept (Needleman–Wunsch without gap cost).
  const width = columns.length + 1
  const best = new Float64Array((rows.length + 1) * width)
  const scores = new Float32Array(rows.length * columns.length)
  for (let r = rows.length - 1; r >= 0; r--) {
    for (let c = columns.length - 1; c >= 0; c--) {
      const score = likeness.of(rows[r]!, columns[c]!)
      scores[r * columns.length + c] = score
      const together = score >= nearEnough ? score + best[(r + 1) * width + c + 1]! : 0
      best[r * width + c] = Math.max(together, best[(r + 1) * width + c]!, best[r * width + c + 1]!)
    }
  }
  for (let r = 0, c = 0; r < rows.length && c < columns.length;) {
    const score = scores[r * columns.length + c]!
    if (score >= nearEnough && Math.abs(best[r * width + c]! - (score + best[(r + 1) * width + c + 1]!)) < 1e-6) pair(rows[r++]!, columns[c++]!)
    else if (best[(r + 1) * width + c]! >= best[r * width + c + 1]!) r++
    else c++
  }
}

function pairNearMoves(
  old: readonly Segment[], next: readonly Segment[], toNew: Int32Array, toOld: Int32Array, likeness: Likeness, pair: (i: number, j: number) => void,
): void {
  const left = old.flatMap((block, i) => (toNew[i]! < 0 && block.key.length >= nearMoveLength ? [i] : []))
  const right = next.flatMap((block, j) => (toOld[j]! < 0 && block.key.length >= nearMoveLength ? [j] : []))
  if (left.length * right.length > maxCells) return
  for (const i of left) {
    let best = { j: -1, score: nearMove }
    for (const j of right) {
      if (toOld[j]! >= 0) continue
      const score = likeness.of(i, j)
      if (score >= best.score) best = { j, score }
    }
    if (best.j >= 0) pair(i, best.j)
  }
}
