/**
 * Which words of a text come from which words of an earlier one.
 *
 * The cascade of WikiWho (Flöck & Acosta, 2014) — blocks, then sentences, then words — with moves at every step:
 *   1. blocks whole: aligned in order by unique anchors, then moved ones by content;
 *   2. sentences whole, the same way, among what is left;
 *   3. ends: what continues, on either side, a passage already matched;
 *   4. tiles: runs of four words or more found anywhere, longest first (moved and edited passages);
 *   5. small blocks moved and edited at once, by the words they share;
 *   6. gaps: between two neighbours already matched, the longest contiguous runs first (Ratcliff-Obershelp).
 * Contiguous runs are preferred to a longest common subsequence, which scatters small words over rewritten sentences.
 */
import { alignOrdered } from './alignment.js'
import { similarBlocks, type Span } from './similar-blocks.js'
import type { Words } from './words.js'

/** Shortest run found out of its place. */
const TILE = 4
const POSITIONS_PER_TILE = 16
/** Letters of a word that says something; share of the words of a sentence below which two sentences are two. */
const LONG = 4
const FEW = 0.25
/** How many times longer than the other one of two texts must be, and how many words it must have, to hold words of the other by chance. */
const MANY = 5
const LOTS = 50
/** Words missing between two that continue each other. */
const BESIDE = 8
/** Word comparisons that one gap, and all the gaps of a file, may cost: past it, what is left counts as new. */
const GAP_COST = 1_000_000
const TOTAL_COST = 20_000_000

/** For each word of `b`, the index in `a` of the word it comes from, or -1. No word of `a` serves twice. */
export function match(a: Words, b: Words, lengthOf: (key: number) => number): Int32Array {
  const state: Pairing = { a: a.keys, b: b.keys, to: new Int32Array(b.keys.length).fill(-1), used: new Uint8Array(a.keys.length), cost: TOTAL_COST }
  pairWhole(state, spans(a.blocks, a.keys.length), spans(b.blocks, b.keys.length), 3)
  pairWhole(state, free(spans(a.sentences, a.keys.length), (i) => state.used[i] === 0), free(spans(b.sentences, b.keys.length), (j) => state.to[j] === -1), 4)
  pairEnds(state)
  pairTiles(state)
  pairSimilar(state, a, b, lengthOf)
  pairGaps(state, lengthOf)
  return state.to
}

interface Pairing { readonly a: Int32Array; readonly b: Int32Array; readonly to: Int32Array; readonly used: Uint8Array; cost: number }

export function spans(starts: Int32Array, length: number): Span[] {
  // Called for every text on both sides: written out, it costs a third of `Array.from`.
  const found = new Array<Span>(starts.length)
  for (let i = 0; i < starts.length; i++) found[i] = [starts[i]!, i + 1 < starts.length ? starts[i + 1]! : length]
  return found
}

const free = (all: Span[], isFree: (at: number) => boolean): Span[] => all.filter(([from]) => isFree(from))

/** A 53-bit hash of a run of words. Equality is always checked on the words: texts are hostile. */
export function runHash(keys: ArrayLike<number>, from: number, to: number): number {
  let high = 0x811c9dc5, low = 0x9747b28c
  for (let i = from; i < to; i++) {
    high = Math.imul(high ^ keys[i]!, 0x01000193) ^ (high >>> 15)
    low = Math.imul(low ^ keys[i]!, 0x5bd1e995) ^ (low >>> 13)
  }
  return (high >>> 0) * 0x200000 + ((low ^ (to - from)) >>> 11)
}

function pair(state: Pairing, i: number, j: number, length: number): void {
  for (let k = 0; k < length; k++) {
    state.to[j + k] = i + k
    state.used[i + k] = 1
  }
}

function sameRun(state: Pairing, [aFrom, aTo]: Span, [bFrom, bTo]: Span): boolean {
  if (aTo - aFrom !== bTo - bFrom) return false
  for (let k = 0; k < aTo - aFrom; k++) if (state.a[aFrom + k] !== state.b[bFrom + k]) return false
  return true
}

/** Pairs whole segments: those in order first, then those that moved and are at least `movable` words long, with their small neighbours. */
function pairWhole(state: Pairing, inA: readonly Span[], inB: readonly Span[], movable: number): void {
  const x = inA.map(([from, to]) => runHash(state.a, from, to))
  const y = inB.map(([from, to]) => runHash(state.b, from, to))
  const partner = new Int32Array(inB.length).fill(-1)
  const taken = new Uint8Array(inA.length)
  const accept = (i: number, j: number): void => {
    if (partner[j] !== -1 || taken[i] || !sameRun(state, inA[i]!, inB[j]!)) return
    partner[j] = i
    taken[i] = 1
    pair(state, inA[i]![0], inB[j]![0], inA[i]![1] - inA[i]![0])
  }
  alignOrdered(x, y, accept)
  const left = new Map<number, number[]>()
  for (let i = inA.length - 1; i >= 0; i--) {
    if (taken[i] || inA[i]![1] - inA[i]![0] < movable) continue
    const same = left.get(x[i]!)
    if (same) same.push(i); else left.set(x[i]!, [i])
  }
  for (let j = 0; j < inB.length; j++) {
    if (partner[j] !== -1) continue
    const i = left.get(y[j]!)?.pop()
    if (i !== undefined) accept(i, j)
  }
  // A heading of one word follows the section it heads.
  for (const [step, start] of [[1, 0], [-1, inB.length - 1]] as const) {
    for (let j = start; j >= 0 && j < inB.length; j += step) {
      const i = partner[j]!, next = j + step
      if (i !== -1 && next >= 0 && next < inB.length && i + step >= 0 && i + step < inA.length && x[i + step] === y[next]) accept(i + step, next)
    }
  }
}

/** Pairs runs of at least TILE words that begin, or end, what lies between two matched neighbours in order. */
function pairEnds(state: Pairing): void {
  const { a, b, to, used } = state
  for (let from = 0; from < b.length;) {
    if (to[from] !== -1) { from++; continue }
    let end = from
    while (end < b.length && to[end] === -1) end++
    const low = from > 0 ? to[from - 1]! + 1 : 0, high = end < b.length ? to[end]! : a.length
    let head = 0
    while (from + head < end && low + head < high && !used[low + head] && a[low + head] === b[from + head]) head++
    if (head < TILE) head = 0
    let tail = 0
    while (end - tail > from + head && high - tail > low + head && !used[high - tail - 1] && a[high - tail - 1] === b[end - tail - 1]) tail++
    if (head > 0) pair(state, low, from, head)
    if (tail >= TILE) pair(state, high - tail, end - tail, tail)
    from = end
  }
}

/** Pairs runs of at least TILE words wherever they are, longest first, then least displaced. */
function pairTiles(state: Pairing): void {
  const { a, b, to, used } = state
  const places = new Map<number, number[]>()
  for (let i = 0; i + TILE <= a.length; i++) {
    if (used[i] || used[i + 1] || used[i + 2] || used[i + 3]) continue
    const hash = runHash(a, i, i + TILE)
    const known = places.get(hash)
    if (!known) places.set(hash, [i])
    else if (known.length < POSITIONS_PER_TILE) known.push(i)
  }
  if (places.size === 0) return
  const tiles: { i: number; j: number; length: number; shift: number }[] = []
  let steps = 1_000_000 + 64 * b.length
  for (let j = 0; j + TILE <= b.length && steps > 0; j++) {
    if (to[j] !== -1 || to[j + 1] !== -1 || to[j + 2] !== -1 || to[j + 3] !== -1) continue
    for (const i of places.get(runHash(b, j, j + TILE)) ?? []) {
      if (i > 0 && j > 0 && !used[i - 1] && to[j - 1] === -1 && a[i - 1] === b[j - 1]) continue
      let length = 0
      while (i + length < a.length && j + length < b.length && !used[i + length] && to[j + length] === -1 && a[i + length] === b[j + length]) length++
      steps -= length
      if (length >= TILE) tiles.push({ i, j, length, shift: Math.abs(i - j) })
    }
  }
  tiles.sort((s, t) => t.length - s.length || s.shift - t.shift || s.j - t.j || s.i - t.i)
  for (const tile of tiles) {
    let start = 0
    const end = tile.length
    while (start < end) {
      while (start < end && (used[tile.i + start] || to[tile.j + start] !== -1)) start++
      let stop = start
      while (stop < end && !used[tile.i + stop] && to[tile.j + stop] === -1) stop++
      if (stop - start >= TILE) pair(state, tile.i + start, tile.j + start, stop - start)
      start = stop + 1
    }
  }
}

/** Pairs the words of blocks alike, among those of which nothing is paired yet. */
function pairSimilar(state: Pairing, a: Words, b: Words, lengthOf: (key: number) => number): void {
  const inA = spans(a.blocks, a.keys.length).filter(([from, to]) => !state.used.subarray(from, to).includes(1))
  const inB = spans(b.blocks, b.keys.length).filter(([from, to]) => state.to.subarray(from, to).every((i) => i === -1))
  for (const [[low, high], [from, to]] of similarBlocks(a, b, inA, inB, lengthOf)) {
    pairGap(state, Array.from({ length: high - low }, (_, k) => low + k), Array.from({ length: to - from }, (_, k) => from + k), lengthOf)
  }
}

/** Pairs what is left between two matched neighbours, contiguous runs first. */
function pairGaps(state: Pairing, lengthOf: (key: number) => number): void {
  const { a, b, to, used } = state
  for (let from = 0; from < b.length;) {
    if (to[from] !== -1) { from++; continue }
    let end = from
    while (end < b.length && to[end] === -1) end++
    const before = from > 0 ? to[from - 1]! : -1
    const after = end < b.length ? to[end]! : a.length
    const windows: Span[] = before < after ? [[before + 1, after]] : [[before + 1, nextUsed(used, before + 1)], [previousUsed(used, after - 1) + 1, after]]
    for (const [low, high] of windows) {
      const inA: number[] = []
      for (let i = Math.max(0, low); i < Math.min(high, a.length); i++) if (!used[i]) inA.push(i)
      const inB: number[] = []
      for (let j = from; j < end; j++) if (to[j] === -1) inB.push(j)
      const cost = inA.length * inB.length
      if (cost === 0 || cost > GAP_COST) continue
      pairGap(state, inA, inB, lengthOf)
    }
    from = end
  }
}

function nextUsed(used: Uint8Array, from: number): number {
  let at = Math.max(0, from)
  while (at < used.length && !used[at]) at++
  return at
}

function previousUsed(used: Uint8Array, from: number): number {
  let at = Math.min(from, used.length - 1)
  while (at >= 0 && !used[at]) at--
  return at
}

function pairGap(state: Pairing, inA: readonly number[], inB: readonly number[], lengthOf: (key: number) => number): void {
  const runs: { x: number; y: number; length: number }[] = []
  const ranges: [number, number, number, number][] = [[0, inA.length, 0, inB.length]]
  let common = 0
  for (let range = ranges.pop(); range; range = ranges.pop()) {
    const [xLow, xHigh, yLow, yHigh] = range
    const best = longestRun(state, inA, xLow, xHigh, inB, yLow, yHigh)
    if (!best) continue
    runs.push(best)
    common += best.length
    ranges.push([xLow, best.x, yLow, best.y], [best.x + best.length, xHigh, best.y + best.length, yHigh])
  }
  // A sentence written anew shares small words with the one it replaces: when it shares nothing else, they are its own author's.
  const isLong = (y: number): boolean => lengthOf(state.b[inB[y]!]!) >= LONG
  const sharesLong = runs.some(({ y, length }) => Array.from({ length }, (_, k) => y + k).some(isLong))
  const less = Math.min(inA.length, inB.length), more = Math.max(inA.length, inB.length)
  const rewritten = !sharesLong && common / less < FEW && more > 6
  // A long text holds the words of any short one, and pairs of them: put in its place, they come from it by chance, but for what continues its neighbours.
  const replaced = more > MANY * less && more > LOTS
  const continuing = replaced ? continued(state, inA, inB, runs) : undefined
  for (const { x, y, length } of runs) {
    let letters = 0, long = 0
    for (let k = 0; k < length; k++) { letters += lengthOf(state.b[inB[y + k]!]!); if (isLong(y + k)) long++ }
    if (rewritten && (length < 2 || letters < 8) || continuing && long < 2 && !continuing.has(y)) continue
    for (let k = 0; k < length; k++) pair(state, inA[x + k]!, inB[y + k]!, 1)
  }
}

/** Where the runs begin that follow, or precede, closely on both sides what is matched around them. */
function continued({ to }: Pairing, inA: readonly number[], inB: readonly number[], runs: readonly { x: number; y: number; length: number }[]): Set<number> {
  const near = new Set<number>()
  const isBeside = (i: number | undefined, a: number): boolean => i !== undefined && i !== -1 && Math.abs(a - i) <= BESIDE
  const inOrder = [...runs].sort((s, t) => s.y - t.y)
  let x = 0, y = 0
  if (isBeside(to[inB[0]! - 1], inA[0]!)) {
    for (const run of inOrder) {
      if (run.x - x >= BESIDE || run.y - y >= BESIDE) break
      near.add(run.y)
      x = run.x + run.length
      y = run.y + run.length
    }
  }
  x = inA.length
  y = inB.length
  if (isBeside(to[inB.at(-1)! + 1], inA.at(-1)!)) {
    for (const run of inOrder.reverse()) {
      if (x - run.x - run.length >= BESIDE || y - run.y - run.length >= BESIDE) break
      near.add(run.y)
      x = run.x
      y = run.y
    }
  }
  return near
}

/** The longest run common to two ranges; the first in the new text among equals. */
function longestRun(state: Pairing, inA: readonly number[], xLow: number, xHigh: number, inB: readonly number[], yLow: number, yHigh: number): { x: number; y: number; length: number } | undefined {
  let best: { x: number; y: number; length: number } | undefined
  const cost = (xHigh - xLow) * (yHigh - yLow)
  if (cost === 0 || cost > state.cost) return undefined
  state.cost -= cost
  let previous = new Int32Array(xHigh - xLow + 1)
  let current = new Int32Array(xHigh - xLow + 1)
  for (let y = yLow; y < yHigh; y++) {
    const word = state.b[inB[y]!]
    for (let x = xLow; x < xHigh; x++) {
      const length = state.a[inA[x]!] === word ? previous[x - xLow]! + 1 : 0
      current[x - xLow + 1] = length
      if (length > 0 && (!best || length > best.length)) best = { x: x - length + 1, y: y - length + 1, length }
    }
    ;[previous, current] = [current, previous]
  }
  return best
}
