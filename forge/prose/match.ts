import { changesBetween, interner, longestRising, type Budget } from './sequence.js'
import type { Segment, SegmentKind } from './segments.js'
import { normaliseWord } from './words.js'

/** `old[oldIndex]` became `next[newIndex]`. `isMoved`: the two are not in the same order as the other pairs. */
export interface Pair {
  readonly oldIndex: number
  readonly newIndex: number
  readonly isMoved: boolean
}

/** Word Dice above which two blocks in the same place are the same block (measured on real histories: true pairs from 0.45, false ones to 0.33). */
const nearEnough = 0.4
/** A block found elsewhere must be longer, and closer, to be believed moved rather than rewritten. */
const exactMoveLength = 25
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
  for (let i = old.length - 1; i >= 0; i--) {
    // A header field is its name, however short: it is the same field wherever it stands.
    if (toNew[i]! < 0 && (old[i]!.key.length >= exactMoveLength || old[i]!.kind === 'field')) {
      if (waiting.get(oldKeys[i]!)?.push(i) === undefined) waiting.set(oldKeys[i]!, [i])
    }
  }
  for (let j = 0; j < next.length; j++) {
    const i = toOld[j]! < 0 ? waiting.get(newKeys[j]!)?.pop() : undefined
    if (i !== undefined) pair(i, j)
  }
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

type Family = 'directive' | 'prose' | 'row' | 'code' | 'html' | 'definition' | 'note' | 'none'
const families: Partial<Record<SegmentKind, Family>> = {
  paragraph: 'prose', heading: 'prose', 'list-item': 'prose', 'table-row': 'row', code: 'code', html: 'html', definition: 'definition', footnote: 'note', directive: 'directive',
}

/** How much two blocks resemble each other, 0 to 1: Dice over their words; over pairs of letters when there are few words. */
class Likeness {
  private readonly ids = new Map<string, number>()
  private readonly bags = { words: new Map<Segment, Bag>(), letters: new Map<Segment, Bag>() }
  private counts = new Int32Array(1024)
  private marked: Bag | undefined
  constructor(private readonly old: readonly Segment[], private readonly next: readonly Segment[], private readonly budget: Budget) {}

  of(oldIndex: number, newIndex: number): number {
    const a = this.old[oldIndex]!
    const b = this.next[newIndex]!
    const family = families[a.kind] ?? 'none'
    if (family === 'none' || family !== (families[b.kind] ?? 'none') || this.budget.likened <= 0) return 0
    // A box opened otherwise is the same box.
    if (family === 'directive') return /:$/.test(a.key) === /:$/.test(b.key) ? nearEnough : 0
    const dice = Math.max(this.dice(a, b), family === 'row' ? sharedCells(a, b) : 0)
    return a.kind === b.kind ? dice : dice * 0.9
  }

  private dice(a: Segment, b: Segment): number {
    // Words against words, or letters against letters.
    const how = countedIn(a, 'words').total < fewWords || countedIn(b, 'words').total < fewWords ? 'letters' : 'words'
    const [left, right] = [this.bag(a, how), this.bag(b, how)]
    const total = left.total + right.total
    // The best these two sizes could give.
    if (total === 0 || (2 * Math.min(left.total, right.total)) / total < nearEnough) return 0
    this.mark(left)
    this.budget.likened -= right.units.length + 4
    let shared = 0
    for (let at = 0; at < right.units.length; at++) shared += Math.min(right.counts[at]!, this.counts[right.units[at]!] ?? 0)
    return (2 * shared) / total
  }

  /** Lays one bag out by unit, so that many others can be compared with it. */
  private mark(bag: Bag): void {
    if (this.marked === bag) return
    if (this.ids.size > this.counts.length) this.counts = new Int32Array(this.ids.size * 2)
    else if (this.marked !== undefined) for (const unit of this.marked.units) this.counts[unit] = 0
    bag.units.forEach((unit, at) => { this.counts[unit] = bag.counts[at]! })
    this.marked = bag
  }

  private bag(segment: Segment, how: 'words' | 'letters'): Bag {
    const known = this.bags[how].get(segment)
    if (known !== undefined) return known
    const { counts, total } = countedIn(segment, how)
    const units = new Int32Array(counts.size)
    let at = 0
    for (const unit of counts.keys()) {
      const found = this.ids.get(unit)
      if (found === undefined) this.ids.set(unit, this.ids.size)
      units[at++] = found ?? this.ids.size - 1
    }
    this.budget.likened -= 6 * total
    const bag = { units, counts: Int32Array.from(counts.values()), total }
    this.bags[how].set(segment, bag)
    return bag
  }
}

interface Bag { readonly units: Int32Array; readonly counts: Int32Array; readonly total: number }

/** What a block says; where its links lead says little of it. */
export const saidIn = (segment: Segment) => segment.key.slice(segment.key.indexOf(':') + 1, 20_000).replace(/\]\([^()\s]*\)/g, ']')

const cellsOf = (row: Segment): readonly string[] => row.key.slice(2).split('|')

/** Rows are short and their cells alike: two rows are the same row when half their cells in place are. Keys hold the cells, `|` between. */
function sharedCells(a: Segment, b: Segment): number {
  const [left, right] = [cellsOf(a), cellsOf(b)]
  const equal = left.filter((cell, index) => cell !== '' && cell === right[index]).length
  return equal / Math.max(left.length, right.length)
}

interface Counted { readonly counts: ReadonlyMap<string, number>; readonly total: number }

/** What a block says, counted. Kept as long as the block is: a base is compared with both sides of a merge, a version with many. */
const counted = { words: new WeakMap<Segment, Counted>(), letters: new WeakMap<Segment, Counted>() }

function countedIn(segment: Segment, how: 'words' | 'letters'): Counted {
  const known = counted[how].get(segment)
  if (known !== undefined) return known
  const units = how === 'words' ? wordsOf(saidIn(segment)) : lettersOf(normaliseWord(saidIn(segment)))
  const found = { counts: countsOf(units), total: units.length }
  counted[how].set(segment, found)
  return found
}

/** The words a block says, with how often it says each. */
export const saidCount = (segment: Segment): ReadonlyMap<string, number> => countedIn(segment, 'words').counts

/** Below so many words, pairs of letters tell more. */
const fewWords = 4
const wordsOf = (text: string): readonly string[] => normaliseWord(text).match(/[\p{L}\p{N}]+/gu) ?? []

function countsOf(units: readonly string[]): Map<string, number> {
  const bag = new Map<string, number>()
  for (const unit of units) bag.set(unit, (bag.get(unit) ?? 0) + 1)
  return bag
}

/** The words of a text with how often each occurs; letter pairs when it has fewer than four words. */
export function bagOf(text: string): Map<string, number> {
  const found = wordsOf(text)
  return countsOf(found.length >= fewWords ? found : lettersOf(normaliseWord(text)))
}

function lettersOf(text: string): string[] {
  const pairs: string[] = []
  for (let at = 0; at + 1 < Math.min(text.length, 200); at++) pairs.push(text.slice(at, at + 2))
  return pairs.length === 0 ? [text] : pairs
}

/** Dice coefficient of two bags. */
export function diceOf(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let total = 0
  for (const count of a.values()) total += count
  for (const count of b.values()) total += count
  if (total === 0) return 1
  const [small, large] = a.size < b.size ? [a, b] : [b, a]
  let shared = 0
  for (const [unit, count] of small) shared += Math.min(count, large.get(unit) ?? 0)
  return (2 * shared) / total
}
