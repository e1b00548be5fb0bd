import type { BlockDiff, Edit } from './edits.js'
import { blockEdits } from './block-edits.js'
import { saidCount, type Pair } from './match.js'
import { collapsed, type Container, type Segment } from './segments.js'
import { changesBetween, interner, type Budget } from './sequence.js'
import { sourceTokens, type SourceToken } from './source-tokens.js'
import { budgetForAll } from './words.js'

/** Blocks that face each other together: one paragraph that was cut, against its pieces, or several that were joined, against what they are now. */
export interface Facing {
  readonly old: readonly [number, number]
  readonly new: readonly [number, number]
  readonly blocks: readonly BlockDiff[]
}

/** How much of what a piece says must have been said by the paragraph it was cut from, and by no other piece. */
const mostOf = 0.5
/** Paragraphs without a counterpart, times pieces they may have become: past it none is looked for. */
const maxTried = 40_000

/**
 * Finds the paragraphs (also of an item, a quote, a note) and the list items that were cut in several, or joined. `pairs` as `matchBlocks` gives
 * them: only what it left without a counterpart can be a piece, so that nothing it found is undone.
 */
export function cutsAndJoins(old: Side, next: Side, pairs: readonly Pair[], budget: Budget): Facing[] {
  const [toNew, toOld] = [new Int32Array(old.blocks.length).fill(alone), new Int32Array(next.blocks.length).fill(alone)]
  for (const { oldIndex, newIndex, isMoved } of pairs) {
    toNew[oldIndex] = isMoved ? elsewhere : newIndex
    toOld[newIndex] = isMoved ? elsewhere : oldIndex
  }
  const grouped = new Set<Segment>()
  const cuts = piecesFound(old, next, toNew, toOld, grouped, budget).map(({ whole, from, to, seams }): Facing => (
    { old: [whole, whole + 1], new: [from, to], blocks: faced(partsOf(old.blocks[whole]!, seams), next.blocks.slice(from, to), 'cut', budget) }))
  const joins = piecesFound(next, old, toOld, toNew, grouped, budget).map(({ whole, from, to, seams }): Facing => (
    { old: [from, to], new: [whole, whole + 1], blocks: faced(old.blocks.slice(from, to), partsOf(next.blocks[whole]!, seams), 'join', budget) }))
  return [...cuts, ...joins].sort((a, b) => a.new[0] - b.new[0])
}

/** One of two texts, and its blocks without separators. */
export interface Side { readonly text: string; readonly blocks: readonly Segment[] }

/** Without a counterpart; with one that moved. */
const [alone, elsewhere] = [-1, -2] as const

interface Found {
  /** Index of the paragraph; its pieces are `[from, to)` on the other side. */
  readonly whole: number
  readonly from: number
  readonly to: number
  /** Where the paragraph was cut: offsets of the blank between two pieces. */
  readonly seams: readonly (readonly [number, number])[]
}

function piecesFound({ blocks: wholes }: Side, side: Side, toPiece: Int32Array, toWhole: Int32Array, grouped: Set<Segment>, budget: Budget): Found[] {
  const found: Found[] = []
  const keep = (one: Found | undefined): number => {
    if (one === undefined) return 0
    toPiece[one.whole] = one.from
    toWhole.fill(one.whole, one.from, one.to)
    for (const segment of [wholes[one.whole]!, ...side.blocks.slice(one.from, one.to)]) grouped.add(segment)
    found.push(one)
    return one.to
  }
  const isWhole = (segment: Segment | undefined): segment is Segment => segment !== undefined && mayBeCut(segment) && !grouped.has(segment)
  let [first, lone] = [0, [] as number[]]
  for (let at = 0; at <= wholes.length; at++) {
    const piece = at < wholes.length ? toPiece[at]! : side.blocks.length
    const whole = wholes[at]
    if (piece === alone && isWhole(whole)) lone.push(at)
    if (piece < 0) continue
    if (isWhole(whole)) keep(around(whole, at, side, piece, toWhole, budget))
    // What stands between two that have their counterpart.
    const free = lone.length === 0 ? [] : Array.from({ length: Math.max(0, piece - first) }, (_, index) => first + index).filter((index) => toWhole[index] === alone)
    if (lone.length * free.length <= maxTried) {
      let last = 0
      for (const index of lone) last = Math.max(last, keep(amidst(wholes[index]!, index, side, free.filter((each) => each >= last), toWhole, budget)))
    }
    ;[first, lone] = [piece + 1, []]
  }
  return found
}

const mayBeCut = ({ kind }: Segment) => kind === 'paragraph' || kind === 'list-item' || kind === 'footnote'

/** The pieces beside the one that a paragraph has for counterpart. */
function around(one: Segment, whole: number, side: Side, piece: number, toWhole: Int32Array, budget: Budget): Found | undefined {
  const pieces = side.blocks
  const isFree = (at: number) => toWhole[at] === alone && mayBeCut(pieces[at]!)
  if ((!isFree(piece - 1) && !isFree(piece + 1)) || one.key === pieces[piece]!.key) return undefined
  const left = new Left(one, budget)
  left.take(pieces[piece]!)
  let [from, to] = [piece, piece + 1]
  while (isFree(to) && left.isMostly(pieces[to]!)) left.take(pieces[to++]!)
  while (isFree(from - 1) && left.isMostly(pieces[from - 1]!)) left.take(pieces[--from]!)
  return cutAt(one, whole, side, from, to, piece, budget)
}

/** Pieces so small that the paragraph resembles none of them. */
function amidst(one: Segment, whole: number, side: Side, free: readonly number[], toWhole: Int32Array, budget: Budget): Found | undefined {
  const pieces = side.blocks
  for (const start of free) {
    if (budget.likened <= 0) return undefined
    const left = new Left(one, budget)
    let to = start
    while (toWhole[to] === alone && mayBeCut(pieces[to]!) && left.isMostly(pieces[to]!)) left.take(pieces[to++]!)
    const found = to - start > 1 && left.share < mostOf ? cutAt(one, whole, side, start, to, undefined, budget) : undefined
    if (found !== undefined) return found
  }
  return undefined
}

/** What a paragraph says that no piece has said yet. */
class Left {
  private readonly counts: Map<string, number>
  private readonly total: number
  private taken = 0
  constructor(whole: Segment, private readonly budget: Budget) {
    this.counts = new Map(saidCount(whole))
    this.total = lettersOf(this.counts)
    budget.likened -= this.counts.size
  }

  get share(): number { return this.total === 0 ? 1 : 1 - this.taken / this.total }

  isMostly(piece: Segment): boolean {
    const said = saidCount(piece)
    const all = lettersOf(said)
    let shared = 0
    for (const [word, count] of said) shared += Math.min(count, this.counts.get(word) ?? 0) * word.length
    this.budget.likened -= said.size
    return all > 0 && shared / all > mostOf
  }

  take(piece: Segment): void {
    for (const [word, count] of saidCount(piece)) {
      const both = Math.min(count, this.counts.get(word) ?? 0)
      if (both === 0) continue
      this.taken += both * word.length
      this.counts.set(word, this.counts.get(word)! - both)
    }
  }
}

const lettersOf = (counts: ReadonlyMap<string, number>) => [...counts].reduce((sum, [word, count]) => sum + count * word.length, 0)

/** Where the paragraph is cut so that its pieces are these; fewer of them when not all fit; undefined when it was not cut at all. */
function cutAt(one: Segment, whole: number, { text, blocks }: Side, from: number, to: number, counterpart: number | undefined, budget: Budget): Found | undefined {
  for (let [start, end] = [from, to]; end - start > 1;) {
    const some = blocks.slice(start, end)
    const misfit = some.findIndex((piece, index) => !fits(one, some[0]!, piece, some[index - 1], text))
    const seams = misfit < 0 ? seamsOf(one, some, budget) : misfit
    if (typeof seams === 'object') return { whole, from: start, to: end, seams }
    // Whatever does not fit is left out, with what stands beyond it.
    const wrong = start + seams
    if (counterpart !== undefined ? wrong < counterpart : wrong === start) start = wrong + 1
    else if (wrong === counterpart) return undefined
    else end = wrong
  }
  return undefined
}

/**
 * A piece stands where its paragraph stood: in the same quote, list or note, with the same box; an item's may be items beside it, or paragraphs
 * in it. A paragraph may become the items of one list, or items a paragraph.
 */
function fits(one: Segment, first: Segment, piece: Segment, before: Segment | undefined, text: string): boolean {
  const [inner, outer] = piece.containers.length > one.containers.length ? [piece, one] : [one, piece]
  const around = outer.containers.length
  if (!outer.containers.every((container, depth) => isAlike(container, inner.containers[depth]!))) return false
  const isElsewhere = inner.containers.length > around
  if (isElsewhere && !(inner.kind === 'list-item' && outer.kind === 'paragraph' && isPlainItem(inner.containers.slice(around)))) return false
  if (before === undefined) return isElsewhere || piece.kind === one.kind
  if (!betweenPieces.test(text.slice(before.end, piece.content[0]))) return false
  if (isElsewhere ? piece.kind !== first.kind || piece.containers.length !== first.containers.length : piece.kind !== one.kind && !(one.kind === 'list-item' && piece.kind === 'paragraph')) return false
  const last = piece.containers.length - 1
  return piece.containers.every(({ type, id }, depth) => type === 'quote' || id === first.containers[depth]?.id || (type === 'item' && depth === last && piece.kind === 'list-item'))
    && (piece.kind !== 'paragraph' || last < 0 || piece.containers[last]!.type !== 'item' || piece.containers[last]!.id === before.containers[last]!.id)
}

/** An item of a list, without a box. */
const isPlainItem = ([list, item, ...more]: readonly Container[]) => list?.type === 'list' && item?.type === 'item' && item.checked === undefined && more.length === 0

function isAlike(a: Container, b: Container): boolean {
  if (a.type === 'item' && b.type === 'item') return a.checked === b.checked
  if (a.type === 'list' && b.type === 'list') return a.ordered === b.ordered
  return a.type === b.type
}

/** Nothing but blanks, `>` and the marker of an item may stand between two pieces: the cut tells no more. */
const betweenPieces = /^[ \t\r\n>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)?$/
const blankAt = /[ \t]*(?:\r\n|\n|\r)?[ \t]*(?:>[ \t]*)*/y

/** The blank in `one` that became each passage from one piece to the next; the index of a piece that says too little of it when there is one. */
function seamsOf(one: Segment, pieces: readonly Segment[], budget: Budget): (readonly [number, number])[] | number {
  const letters = budgetForAll([one.source, ...pieces.map(({ source }) => source)], budget)
  const [tokens, ...rest] = [one, ...pieces].map((block) => sourceTokens(block, letters).filter(({ role, start }) => role !== 'space' && role !== 'line' && start >= block.content[0])) as [SourceToken[], ...SourceToken[][]]
  const toInts = interner()
  const texts = (list: readonly SourceToken[]) => toInts(list.map(({ text }) => text.normalize('NFC')))
  const all = rest.flat()
  const counterparts = new Int32Array(all.length).fill(-1)
  let [oldAt, newAt] = [0, 0]
  for (const change of [...changesBetween(texts(tokens), texts(all), budget), { oldStart: tokens.length, oldEnd: tokens.length, newStart: all.length, newEnd: all.length }]) {
    while (newAt < change.newStart) counterparts[newAt++] = oldAt++
    ;[oldAt, newAt] = [change.oldEnd, change.newEnd]
  }
  const seams: (readonly [number, number])[] = []
  let at = 0
  for (const [index, list] of rest.entries()) {
    const own = counterparts.subarray(at, at + list.length)
    const length = (isKept: boolean) => list.reduce((sum, { text }, place) => (isKept && own[place]! < 0 ? sum : sum + text.length), 0)
    if (length(true) <= length(false) * mostOf) return index
    if (index > 0) {
      const previous = counterparts.subarray(at - rest[index - 1]!.length, at)
      const [before, after] = [previous.findLast((place) => place >= 0)!, own.find((place) => place >= 0)!]
      const isRewritten = { before: previous.at(-1)! < 0, after: own[0]! < 0 }
      const place = placeOf(one, tokens, before, after, isRewritten)
      blankAt.lastIndex = place - one.start
      seams.push([place, place + blankAt.exec(one.source)![0].length])
    }
    at += list.length
  }
  return seams
}

/** Among the words that went where a paragraph was cut: after a sentence, else where more words came too. An offset in the text. */
function placeOf(one: Segment, tokens: readonly SourceToken[], before: number, after: number, isRewritten: { readonly before: boolean; readonly after: boolean }): number {
  const ends = tokens.slice(before, after).filter(({ end }, index) => end < (tokens[before + index + 1]?.start ?? end))
  const sentence = ends.findLast(({ text }) => /[.!?…»”]$/.test(text))
  const chosen = sentence ?? (isRewritten.before && !isRewritten.after ? ends.at(-1) : ends[0]) ?? tokens[before]!
  return Math.min(chosen.end, one.content[1])
}

/** A paragraph as the pieces it was cut in, or is to be. */
function partsOf(one: Segment, seams: readonly (readonly [number, number])[]): Segment[] {
  return [...seams, [one.end, one.end] as const].map(([end], index) => {
    const start = index === 0 ? one.start : seams[index - 1]![1]
    const content = [Math.max(start, one.content[0]), index === seams.length ? Math.max(start, one.content[1]) : end] as const
    return { ...one, start, end, content, source: one.source.slice(start - one.start, end - one.start), key: one.key.slice(0, 2) + collapsed(one.source.slice(content[0] - one.start, content[1] - one.start)) }
  })
}

function faced(old: readonly Segment[], next: readonly Segment[], is: 'cut' | 'join', budget: Budget): BlockDiff[] {
  return old.map((from, index): BlockDiff => {
    const to = next[index]!
    if (index === 0) return blockOf(from, to, blockEdits(from, to, budget))
    const [a, b] = [withoutMarker(from), withoutMarker(to)]
    const between: Edit = { kind: is, old: [old[index - 1]!.end, a.start], new: [next[index - 1]!.end, b.start] }
    return { ...blockOf(from, to, [between, ...blockEdits(a, b, budget)]), seam: is }
  })
}

const blockOf = (old: Segment, next: Segment, edits: readonly Edit[]): BlockDiff => ({ kind: 'changed', old, new: next, edits })

/** What stands before the words of a piece is part of the cut. */
function withoutMarker(piece: Segment): Segment {
  const start = piece.content[0]
  return start === piece.start ? piece : { ...piece, start, source: piece.source.slice(start - piece.start) }
}
