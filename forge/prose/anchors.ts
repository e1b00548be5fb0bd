/**
 * Where a remark belongs in a text that goes on changing: a block, and the words of it that were selected, as readers saw them.
 *
 * A remark follows its block as the comparison of both texts follows it; words alone are looked for only where they cannot be mistaken for
 * others. Better lost, and listed apart, than shown beside a passage it does not speak of.
 */
import { matchBlocks } from './match.js'
import { passageAt, passagesOf, type Passage } from './passages.js'
import { collapsed } from './segments.js'
import { changesBetween, interner, newBudget } from './sequence.js'
import { words, type WordToken } from './words.js'

export interface Quote {
  /** The selected words; empty: the whole block. */
  readonly exact: string
  /** A little of what stands before and after them in the block. */
  readonly prefix: string
  readonly suffix: string
}

/** A block (UTF-16 offsets in the text) and a quote of its words. */
export interface Anchor { readonly block: readonly [number, number]; readonly quote: Quote }

/** Where an anchor is now. */
export interface FoundAnchor {
  readonly block: readonly [number, number]
  /** The words, as offsets in the block's readable text (`Passage.words`). */
  readonly words: readonly [number, number]
  /** Whether they are still the very words that were quoted. */
  readonly isExact: boolean
}

/** Characters of the block kept on either side of a quote. */
const surroundings = 40
/** Words found in another block must be this long to be believed the same. */
const longEnough = 25

/**
 * Anchors words of the block that holds the offset `at`. `exact`: the words as selected (blanks do not count), `before`: what precedes them in
 * the block, to tell one occurrence from another. Words that the block does not hold anchor the whole block. Undefined between two blocks.
 */
export function anchorAt(text: string, at: number, exact = '', before = ''): Anchor | undefined {
  const passage = passageAt(passagesOf(text), at)
  if (passage === undefined) return undefined
  const wanted = collapsed(exact)
  const found = bestPlace(passage.words, wanted, collapsed(before), '')
  if (found === undefined || wanted === passage.words) return { block: passage.block, quote: { exact: '', prefix: '', suffix: '' } }
  const end = found + wanted.length
  return { block: passage.block, quote: { exact: wanted, prefix: passage.words.slice(Math.max(0, found - surroundings), found), suffix: passage.words.slice(end, end + surroundings) } }
}

/** Follows an anchor of `oldText` into `newText`; undefined when its passage is gone. */
export function findAnchor(anchor: Anchor, oldText: string, newText: string): FoundAnchor | undefined {
  return anchorFinder(oldText, newText)(anchor)
}

/** The same for many anchors of one text: both are read and compared once. */
export function anchorFinder(oldText: string, newText: string): (anchor: Anchor) => FoundAnchor | undefined {
  const old = passagesOf(oldText)
  const next = oldText === newText ? old : passagesOf(newText)
  let pairs: ReadonlyMap<Passage, Passage> | undefined
  const successor = (from: Passage): Passage | undefined => {
    if (old === next) return from
    pairs ??= new Map(matchBlocks(old.map((p) => p.segment), next.map((p) => p.segment), newBudget()).map(({ oldIndex, newIndex }) => [old[oldIndex]!, next[newIndex]!]))
    return pairs.get(from)
  }
  return (anchor) => {
    const from = passageAt(old, anchor.block[0])
    if (from === undefined) return undefined
    const range = rangeIn(from.words, anchor.quote)
    const to = successor(from)
    return (to && within(from, to, range)) ?? elsewhere(from, range, anchor.quote, old, next)
  }
}

/** Where a quote is in the words of its own block; the whole block when it is not there as such. */
function rangeIn(said: string, { exact, prefix, suffix }: Quote): readonly [number, number] {
  const at = exact === '' ? undefined : bestPlace(said, exact, prefix, suffix)
  return at === undefined ? [0, said.length] : [at, at + exact.length]
}

/** In the block that took the place of its own: the same words, or what took theirs. Undefined when nothing did. */
function within(from: Passage, to: Passage, [start, end]: readonly [number, number]): FoundAnchor | undefined {
  if (start === 0 && end === from.words.length) return { block: to.block, words: [0, to.words.length], isExact: from.words === to.words }
  const exact = from.words.slice(start, end)
  const mapped = carried(from.words, to.words, start, end)
  if (mapped !== undefined && to.words.slice(...mapped) === exact) return { block: to.block, words: mapped, isExact: true }
  const only = onlyPlace(to.words, exact)
  if (only !== undefined && onlyPlace(from.words, exact) !== undefined) return { block: to.block, words: [only, only + exact.length], isExact: true }
  return mapped && { block: to.block, words: mapped, isExact: false }
}

/** The stretch of the new words that stands where `[start, end)` of the old ones stood; undefined when it holds no word. */
function carried(before: string, after: string, start: number, end: number): readonly [number, number] | undefined {
  const old = words(before)
  const next = words(after)
  const toInts = interner()
  const kept = new Int32Array(old.length).fill(-1)
  let [i, j] = [0, 0]
  const changes = changesBetween(toInts(old.map(({ text }) => text)), toInts(next.map(({ text }) => text)), newBudget())
  for (const change of [...changes, { oldStart: old.length, oldEnd: old.length, newStart: next.length, newEnd: next.length }]) {
    for (; i < change.oldStart; i++, j++) kept[i] = j
    i = change.oldEnd
    j = change.newEnd
  }
  const first = old.findIndex((token) => token.end > start)
  const last = old.findLastIndex((token) => token.start < end)
  if (first < 0 || last < first) return undefined
  // From the nearest kept word on either side, when the words themselves are gone.
  let from = kept[first]!
  for (let at = first; from < 0 && at > 0;) from = kept[--at]! < 0 ? -1 : kept[at]! + 1
  let to = kept[last]! < 0 ? -1 : kept[last]! + 1
  for (let at = last + 1; to < 0 && at < old.length; at++) to = kept[at]!
  return trimmed(next, Math.max(0, from), to < 0 ? next.length : to)
}

function trimmed(tokens: readonly WordToken[], from: number, to: number): readonly [number, number] | undefined {
  let [first, last] = [from, to - 1]
  const isBlank = (token: WordToken | undefined) => token !== undefined && token.text.trim() === ''
  while (first <= last && isBlank(tokens[first])) first += 1
  while (last >= first && isBlank(tokens[last])) last -= 1
  if (!tokens.slice(first, last + 1).some(({ isWord }) => isWord)) return undefined
  return [tokens[first]!.start, tokens[last]!.end]
}

/** Where no block took the place of its own (or its words went): the one place that says the same, if it was the one place before too. */
function elsewhere(from: Passage, [start, end]: readonly [number, number], quote: Quote, old: readonly Passage[], next: readonly Passage[]): FoundAnchor | undefined {
  const whole = only(old, ({ words: said }) => said === from.words) && only(next, ({ words: said }) => said === from.words)
  if (whole !== undefined && from.words !== '') return { block: whole.block, words: [start, end], isExact: true }
  const exact = from.words.slice(start, end)
  const context = [Math.max(0, start - quote.prefix.length), Math.min(from.words.length, end + quote.suffix.length)] as const
  for (const [low, high] of [context, [start, end] as const]) {
    const needle = from.words.slice(low, high)
    if (needle.length < longEnough || countIn(old, needle) !== 1) continue
    const there = countIn(next, needle) === 1 ? next.find(({ words: said }) => onlyPlace(said, needle) !== undefined) : undefined
    const at = there && onlyPlace(there.words, needle)
    if (there !== undefined && at !== undefined) return { block: there.block, words: [at + start - low, at + start - low + exact.length], isExact: true }
  }
  return undefined
}

function only(passages: readonly Passage[], is: (passage: Passage) => boolean): Passage | undefined {
  const first = passages.findIndex(is)
  return first < 0 || passages.slice(first + 1).some(is) ? undefined : passages[first]
}

/** Every place where whole words `needle` stand in `said`. */
function placesOf(said: string, needle: string): number[] {
  const places: number[] = []
  if (needle === '') return places
  for (let at = said.indexOf(needle); at >= 0; at = said.indexOf(needle, at + 1)) if (isWhole(said, at, at + needle.length)) places.push(at)
  return places
}

const letter = /[\p{L}\p{N}]/u
const isWhole = (said: string, start: number, end: number): boolean => {
  const cuts = (at: number) => letter.test(said.charAt(at - 1)) && letter.test(said.charAt(at))
  return !cuts(start) && !cuts(end)
}

function onlyPlace(said: string, needle: string): number | undefined {
  const places = placesOf(said, needle)
  return places.length === 1 ? places[0] : undefined
}

const countIn = (passages: readonly Passage[], needle: string): number => passages.reduce((sum, { words: said }) => sum + placesOf(said, needle).length, 0)

/** The occurrence of `needle` whose surroundings resemble most those given; half a word may have been selected. */
function bestPlace(said: string, needle: string, before: string, after: string): number | undefined {
  if (needle === '') return undefined
  let best: { readonly at: number; readonly score: number } | undefined
  for (let at = said.indexOf(needle); at >= 0; at = said.indexOf(needle, at + 1)) {
    const score = sharedEnd(said.slice(0, at).trimEnd(), before.trimEnd()) + sharedStart(said.slice(at + needle.length).trimStart(), after.trimStart())
    if (best === undefined || score > best.score) best = { at, score }
  }
  return best?.at
}

function sharedStart(a: string, b: string): number {
  let length = 0
  while (length < Math.min(a.length, b.length) && a[length] === b[length]) length += 1
  return length
}

function sharedEnd(a: string, b: string): number {
  let length = 0
  while (length < Math.min(a.length, b.length) && a[a.length - 1 - length] === b[b.length - 1 - length]) length += 1
  return length
}
