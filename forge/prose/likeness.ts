import type { Budget } from './sequence.js'
import type { Segment, SegmentKind } from './segments.js'
import { normaliseWord } from './words.js'

/** Word Dice above which two blocks in the same place are the same block (measured on real histories: true pairs from 0.45, false ones to 0.33). */
export const nearEnough = 0.4

type Family = 'directive' | 'prose' | 'row' | 'code' | 'html' | 'definition' | 'note' | 'none'
const families: Partial<Record<SegmentKind, Family>> = {
  paragraph: 'prose', heading: 'prose', 'list-item': 'prose', 'table-row': 'row', code: 'code', html: 'html', definition: 'definition', footnote: 'note', directive: 'directive',
}

/** How much two blocks resemble each other, 0 to 1: Dice over their words; over pairs of letters when there are few words. */
export class Likeness {
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

const knownCells = new WeakMap<Segment, readonly string[]>()
/** What a table's row says, cell by cell. */
export function cellsOf(row: Segment): readonly string[] {
  const known = knownCells.get(row) ?? row.key.slice(2).split('|')
  knownCells.set(row, known)
  return known
}

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
