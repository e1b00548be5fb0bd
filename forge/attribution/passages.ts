/** Everything ever written in a history, findable again: whole blocks, sentences, runs of words, and what was removed between two words. */
import { spans } from './matching.js'
import type { Words } from './words.js'

/** A version of a file with, for each word, its number and the last step of its chain. */
export interface FileState {
  readonly oid: string
  /** One number for a file through all its renames; a copy begins its own. */
  readonly lineage: number
  readonly words: Words
  readonly ids: Uint32Array
  readonly steps: Uint32Array
  /** How sure each word is, in hundredths (`confidence.ts`). */
  readonly confidences: Uint8Array
}

/** Words in a row, shorter than a sentence, that are worth finding elsewhere. */
export const GRAM = 5
const SEPARATOR = -1
const FILES_OF_A_PASSAGE = 8

export class Passages {
  keys = new Int32Array(4096)
  ids = new Uint32Array(4096)
  steps = new Uint32Array(4096)
  confidences = new Uint8Array(4096)
  #length = 0
  readonly #starts: number[] = []
  readonly #lineages: number[] = []
  readonly #commits: number[] = []
  /** First place of each content; latest place of each content in each lineage. */
  readonly #blocks = new Places()
  readonly #blocksOf = new Places()
  readonly #sentences = new Places()
  readonly #sentencesOf = new Places()
  /** Latest place of each content, and the place before of each place. */
  readonly #lastBlocks = new Places()
  readonly #lastSentences = new Places()
  readonly #earlierBlocks = new Places()
  readonly #earlierSentences = new Places()
  readonly #grams = new Places()
  readonly #blobs = new Set<string>()
  readonly #common = new Set<number>()

  /** Remembers the blocks of a version that its lineage has not had yet. */
  remember(state: FileState, commit: number): void {
    const { words } = state
    this.#blobs.add(state.oid)
    this.#blobs.add(`${state.lineage}:${state.oid}`)
    for (const [from, to] of spans(words.blocks, words.keys.length)) {
      const hash = hash32(words.keys, from, to)
      const own = mix(hash, state.lineage)
      if (this.#at(this.#blocksOf.get(own), words.keys, from, to) !== -1) continue
      const offset = this.#append(state, from, to, commit)
      this.#compare(this.#blocks, hash, offset, to - from)
      this.#blocksOf.set(own, offset)
      this.#blocks.setFirst(hash, offset)
      this.#earlierBlocks.set(offset, this.#lastBlocks.get(hash))
      this.#lastBlocks.set(hash, offset)
      for (let i = from; i + GRAM <= to; i++) this.#grams.setFirst(hash32(words.keys, i, i + GRAM), offset + i - from)
    }
    for (const [from, to] of this.#newSentences) {
      const hash = hash32(this.keys, from, to)
      this.#compare(this.#sentences, hash, from, to - from)
      this.#sentences.setFirst(hash, from)
      this.#earlierSentences.set(from, this.#lastSentences.get(hash))
      this.#lastSentences.set(hash, from)
      this.#sentencesOf.set(mix(hash, state.lineage), from)
    }
    this.#newSentences = []
  }
  #newSentences: [number, number][] = []

  /** Notes that the same words were born twice. */
  #compare(places: Places, hash: number, offset: number, length: number): void {
    const first = this.#at(places.get(hash), this.keys, offset, offset + length)
    if (first !== -1 && this.ids[first] !== this.ids[offset]) this.#common.add(hash)
  }

  #append(state: FileState, from: number, to: number, commit: number): number {
    const offset = this.#length
    while (offset + (to - from) + 1 > this.keys.length) {
      this.keys = grown(this.keys, new Int32Array(this.keys.length * 2))
      this.ids = grown(this.ids, new Uint32Array(this.ids.length * 2))
      this.steps = grown(this.steps, new Uint32Array(this.steps.length * 2))
      this.confidences = grown(this.confidences, new Uint8Array(this.confidences.length * 2))
    }
    this.keys.set(state.words.keys.subarray(from, to), offset)
    this.ids.set(state.ids.subarray(from, to), offset)
    this.steps.set(state.steps.subarray(from, to), offset)
    this.confidences.set(state.confidences.subarray(from, to), offset)
    this.#length = offset + (to - from)
    this.keys[this.#length++] = SEPARATOR
    this.#starts.push(offset)
    this.#lineages.push(state.lineage)
    this.#commits.push(commit)
    const { sentences } = state.words
    for (let low = lowerBound(sentences, from); low < sentences.length && sentences[low]! < to; low++) {
      const end = low + 1 < sentences.length ? Math.min(sentences[low + 1]!, to) : to
      this.#newSentences.push([offset + sentences[low]! - from, offset + end - from])
    }
    return offset
  }

  /** Whether this block or sentence is one that people repeat: it was typed more than once, or copied by itself before. */
  isCommon(keys: Int32Array, from: number, to: number): boolean { return this.#common.has(hash32(keys, from, to)) }

  /** Notes that this block or sentence was copied with nothing around it. */
  copiedAlone(keys: Int32Array, from: number, to: number): void { this.#common.add(hash32(keys, from, to)) }

  /** Whether this very text was written before. */
  hasBlob(oid: string): boolean { return this.#blobs.has(oid) }

  /** Whether this very text was written before in the same lineage. */
  hadBlob(lineage: number, oid: string): boolean { return this.#blobs.has(`${lineage}:${oid}`) }

  /** Where these words stand as a whole block (or sentence) in the same lineage, last; -1 when nowhere. */
  inLineage(kind: 'block' | 'sentence', lineage: number, keys: Int32Array, from: number, to: number): number {
    return this.#at((kind === 'block' ? this.#blocksOf : this.#sentencesOf).get(mix(hash32(keys, from, to), lineage)), keys, from, to)
  }

  /** Where these words stood first as a whole block (or sentence), in any file; -1 when nowhere. */
  anywhere(kind: 'block' | 'sentence', keys: Int32Array, from: number, to: number): number {
    return this.#at((kind === 'block' ? this.#blocks : this.#sentences).get(hash32(keys, from, to)), keys, from, to)
  }

  /** Files that have or had these words as a whole block (or sentence), the last of them first; only the first and some of the last where they are many. */
  filesOf(kind: 'block' | 'sentence', keys: Int32Array, from: number, to: number): number[] {
    const hash = hash32(keys, from, to)
    const [last, earlier, first] = kind === 'block' ? [this.#lastBlocks, this.#earlierBlocks, this.#blocks] : [this.#lastSentences, this.#earlierSentences, this.#sentences]
    const files = new Set<number>([this.lineageAt(first.get(hash))])
    for (let offset = last.get(hash), steps = 0; offset !== -1 && steps < FILES_OF_A_PASSAGE; offset = earlier.get(offset), steps++) if (this.#at(offset, keys, from, to) !== -1) files.add(this.lineageAt(offset))
    return [...files]
  }

  /** Where the GRAM words from `from` stood first; -1 when nowhere. */
  gram(keys: Int32Array, from: number): number { return this.#at(this.#grams.get(hash32(keys, from, from + GRAM)), keys, from, from + GRAM) }

  /** Position in the walk of the commit that wrote what stands there. */
  commitAt(offset: number): number { return this.#commits[lowerBound(this.#starts, offset + 1) - 1]! }

  lineageAt(offset: number): number { return this.#lineages[lowerBound(this.#starts, offset + 1) - 1]! }

  #at(offset: number, keys: Int32Array, from: number, to: number): number {
    if (offset === -1 || offset + (to - from) > this.#length) return -1
    for (let k = 0; k < to - from; k++) if (this.keys[offset + k] !== keys[from + k]) return -1
    return offset
  }
}

/** Words removed from between two others. */
export interface Removed { readonly keys: Int32Array; readonly ids: Uint32Array; readonly steps: Uint32Array; readonly confidences: Uint8Array }

/** What was removed, by the word it followed and the word it preceded: an undone replacement is found by its neighbours. */
export class Removals {
  readonly #after = new Map<number, Removed[]>()
  readonly #before = new Map<number, Removed[]>()

  remember(left: number, right: number, removed: Removed): void {
    if (left !== 0) add(this.#after, left, removed)
    if (right !== 0) add(this.#before, right, removed)
  }

  /** Latest first. */
  between(left: number, right: number): Removed[] {
    return [...(this.#after.get(left) ?? []), ...(this.#before.get(right) ?? [])].reverse()
  }
}

const REMOVALS_KEPT = 8
function add(map: Map<number, Removed[]>, id: number, removed: Removed): void {
  const list = map.get(id)
  if (!list) { map.set(id, [removed]); return }
  list.push(removed)
  if (list.length > REMOVALS_KEPT) list.shift()
}

/** Open addressing, 32-bit hash → offset: eight bytes an entry where a Map takes sixty. */
class Places {
  #hashes = new Int32Array(1024)
  #offsets = new Int32Array(1024).fill(-1)
  #size = 0

  get(hash: number): number { return this.#offsets[this.#slot(hash)]! }

  set(hash: number, offset: number): void {
    const slot = this.#slot(hash)
    if (this.#offsets[slot] === -1) this.#size++
    this.#hashes[slot] = hash
    this.#offsets[slot] = offset
    if (this.#size * 2 > this.#offsets.length) this.#grow()
  }

  setFirst(hash: number, offset: number): void { if (this.get(hash) === -1) this.set(hash, offset) }

  #slot(hash: number): number {
    const mask = this.#offsets.length - 1
    let slot = Math.imul(hash, 0x9e3779b1) >>> 7 & mask
    while (this.#offsets[slot] !== -1 && this.#hashes[slot] !== hash) slot = (slot + 1) & mask
    return slot
  }

  #grow(): void {
    const hashes = this.#hashes, offsets = this.#offsets
    this.#hashes = new Int32Array(hashes.length * 2)
    this.#offsets = new Int32Array(offsets.length * 2).fill(-1)
    for (let i = 0; i < offsets.length; i++) {
      if (offsets[i] === -1) continue
      const slot = this.#slot(hashes[i]!)
      this.#hashes[slot] = hashes[i]!
      this.#offsets[slot] = offsets[i]!
    }
  }
}

function hash32(keys: ArrayLike<number>, from: number, to: number): number {
  let hash = 0x811c9dc5 ^ (to - from)
  for (let i = from; i < to; i++) {
    hash = Math.imul(hash ^ keys[i]!, 0x5bd1e995)
    hash ^= hash >>> 15
  }
  return hash | 0
}

const mix = (hash: number, lineage: number): number => Math.imul(hash ^ Math.imul(lineage + 1, 0x9e3779b1), 0x85ebca6b) ^ (hash >>> 13)

function grown<T extends Int32Array | Uint32Array | Uint8Array>(from: T, into: T): T { into.set(from); return into }

function lowerBound(sorted: ArrayLike<number>, value: number): number {
  let low = 0, high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < value) low = middle + 1; else high = middle
  }
  return low
}
