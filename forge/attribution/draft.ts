/** What tracing one version works on, and what makes a passage more than a stock phrase. */
import type { Identity } from './history.js'
import type { How, Ledger, Link } from './ledger.js'
import type { Marks } from './marks.js'
import type { FileState, Passages, Removals } from './passages.js'
import { OPENS_BLOCK, type Lexicon, type Words } from './words.js'

/** Results of `match` by blobs: the same two texts always pair the same way, in any repository. */
export interface MatchCache {
  get(key: string): Int32Array | undefined
  set(key: string, pairs: Int32Array): unknown
}

/** What a walk has learnt so far. */
export interface Knowledge {
  readonly lexicon: Lexicon
  readonly ledger: Ledger
  readonly passages: Passages
  readonly removals: Removals
  readonly matches: MatchCache | undefined
  /** For the version being traced: one at a time. */
  readonly present: Marks
}

export type Arrival = Exclude<Link, 'typed' | 'merged'>

export interface Version {
  readonly oid: string
  readonly path: string
  readonly lineage: number
  readonly words: Words
  /** The same file in the parents (or the one it was renamed from), and the file it was copied from when it is new. */
  readonly before: readonly { readonly state: FileState; readonly as: 'kept' | Arrival }[]
  /** Position of the commit in the walk. */
  readonly commit: number
  readonly birth: How
  /** Who wrote what is new in it, asked only when something is. */
  readonly authors: () => readonly Identity[]
  /** The licence of the words it brings, asked only when it brings some. */
  readonly licence: () => string | undefined
  /** It brings over what other versions hold (a squash, a cherry-pick, an import): what the same file has there is its own. */
  readonly carries: boolean
  /** The file was once this very text, here or in a branch: nobody wrote any of it again. */
  readonly comesBack: boolean
  /** The versions before it are not all there: words that look new may be older. */
  readonly isCut: boolean
  readonly isAncestor: (commit: number) => boolean
  /** A file of the versions before, by its lineage. */
  readonly fileOf: (lineage: number) => FileState | undefined
  /** What it is in branches and adaptations, where this version does not come from: their last versions walked, last first. */
  readonly asideOf: (lineage: number) => readonly FileState[]
  /** Whether a file of the versions before still holds these words in a row: taken from where they no longer are, they were moved, not repeated. */
  readonly stays: (lineage: number, words: Int32Array) => boolean
}

/** A version being traced. */
export interface Draft {
  readonly version: Version
  readonly known: Knowledge
  readonly ids: Uint32Array
  readonly steps: Uint32Array
  readonly confidences: Uint8Array
  /** Words in a row the match of each word is part of. */
  readonly strength: Uint32Array
  /** Numbers of the words already placed. */
  readonly present: Marks
}

/** Letters of a word that says something, and how many different ones a passage needs to be somebody's: shorter ones are anybody's phrases. */
const LONG = 4
const ORIGINAL = 8
/** Words in a row, long or not, that are more than any sentence people repeat. */
const PASSAGE = 16

/** Whether words (positions in the version) say enough for two people not to write them alike. */
export function isOriginal({ version: { words }, known: { lexicon } }: Draft, places: Iterable<number>): boolean {
  const long = new Set<number>()
  let count = 0
  for (const j of places) {
    const key = words.keys[j]!
    if (++count >= PASSAGE) return true
    if (lexicon.lengthOf(key) >= LONG && long.add(key).size >= ORIGINAL) return true
  }
  return false
}

/** Words of a paragraph, and of them different long ones, that two people do not both write in the same fiche. */
const PARAGRAPH = 5
const LONG_IN_PARAGRAPH = 2

/** Whether these words are a paragraph written first in a branch or an adaptation of this very file. */
export function isFromAside(draft: Draft, from: number, to: number): boolean {
  const { version, known: { passages } } = draft
  if (!isParagraph(draft, from, to)) return false
  const offset = passages.anywhere('block', version.words.keys, from, to)
  return offset !== -1 && passages.lineageAt(offset) === version.lineage && !version.isAncestor(passages.commitAt(offset))
}

/** Whether a whole block is running text that says something: headings, items, rows and fields are filled in alike by many. */
function isParagraph({ version: { words: { text, keys, starts, inFrontMatter } }, known: { lexicon } }: Draft, from: number, to: number): boolean {
  if (from < inFrontMatter || to - from < PARAGRAPH) return false
  const line = text.slice(text.lastIndexOf('\n', starts[from]! - 1) + 1, starts[from]! + 1)
  return !OPENS_BLOCK.test(line) && new Set(keys.subarray(from, to).filter((key) => lexicon.lengthOf(key) >= LONG)).size >= LONG_IN_PARAGRAPH
}

export function* range(from: number, to: number): Generator<number> { for (let j = from; j < to; j++) yield j }

export function hasUnknown({ ids }: Draft, from: number, to: number): boolean {
  for (let j = from; j < to; j++) if (ids[j] === 0) return true
  return false
}

/** Blocks, or sentences, that hold a word still unknown. */
export function* unknownSpans({ version: { words }, ids }: Draft, kind: 'block' | 'sentence'): Generator<readonly [from: number, to: number]> {
  const starts = kind === 'block' ? words.blocks : words.sentences
  for (let i = 0, j = 0; i < starts.length; i++) {
    const to = i + 1 < starts.length ? starts[i + 1]! : ids.length
    while (j < to && ids[j] !== 0) j++
    if (j >= to) continue
    // What is asked for may be found meanwhile: the next one is looked for from its own beginning.
    yield [starts[i]!, to]
    j = to
  }
}

export function unknownRuns({ ids }: Draft): [number, number][] {
  const runs: [number, number][] = []
  for (let j = 0; j < ids.length; j++) {
    if (ids[j] !== 0) continue
    const from = j
    while (j < ids.length && ids[j] === 0) j++
    runs.push([from, j])
  }
  return runs
}
