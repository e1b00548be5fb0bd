/** Who wrote each word of a file at a version, as a page asks for it. Names are as Git has them: what people are called today is resolved when shown. */
import type { Identity } from '../attribution/history.js'
import type { How, Link } from '../attribution/provenance.js'
import type { Oid, RepoId } from './git.js'

/** How words came into a file: the version and file they were born in, who wrote them, and the last thing that happened to them. */
export interface WordOrigin {
  readonly commit: Oid
  /** When that version was written, in milliseconds since the epoch. */
  readonly at: number
  /** First line of what was said of it. */
  readonly title: string
  readonly path: string
  /** After `.mailmap`; several when they wrote together, none when the version says nobody. */
  readonly authors: readonly Identity[]
  readonly how: How
  /** The resource of the network where they were born, when it is not the one asked about. */
  readonly repository?: RepoId
  /** The licence declared where and when they were born, when there was one. */
  readonly licence?: string
  /** From 0 to 1: how sure the engine is of the least sure of these words. */
  readonly confidence: number
  /** What happened to them since: each time they arrived somewhere, oldest first; empty for words that stand where they were born. */
  readonly since: readonly OriginStep[]
  /** How many words of the file came this way. */
  readonly words: number
}

/** One time words arrived somewhere. */
export interface OriginStep { readonly how: Link; readonly commit: Oid; readonly at: number; readonly path: string; readonly repository?: RepoId }

/** Below this, somebody should confirm. */
export const lowConfidence = 0.5

/** `[start, end, origin]`: UTF-16 offsets in the file's text, and the place of their origin in the list. In order, never touching. */
export type OriginRun = readonly [start: number, end: number, origin: number]

/** Where words stand once parts of the text gave way to others (`cuts`: in the order of the text); what was replaced is nobody's. */
export function runsPast(runs: readonly OriginRun[], cuts: readonly { readonly from: number; readonly to: number; readonly by: string }[]): readonly OriginRun[] {
  let pieces = runs
  for (const { from, to, by } of [...cuts].reverse()) {
    const shift = by.length - (to - from)
    pieces = pieces.flatMap(([start, end, origin]): OriginRun[] => [
      ...(start < from ? [[start, Math.min(end, from), origin] as const] : []),
      ...(end > to ? [[Math.max(start, to) + shift, end + shift, origin] as const] : []),
    ])
  }
  return pieces
}

export interface WordsOfFile {
  readonly runs: readonly OriginRun[]
  readonly origins: readonly WordOrigin[]
  /** Versions or files that the history does not let one read: what they hold is credited to the version after. */
  readonly notCovered: number
}

export type ProvenanceAnswer =
  | { readonly kind: 'known'; readonly words: WordsOfFile }
  /** The history is long: it is being read, and what is found will be kept. */
  | { readonly kind: 'under_way'; readonly done: number; readonly total: number }
  /** It could not be read through (too long, too big); not tried again for a while. */
  | { readonly kind: 'failed' }

export interface ProvenanceQuestion {
  readonly repo: RepoId
  readonly at: Oid
  /** A Markdown file of that version. */
  readonly path: string
  /** How many versions the history has, roughly: long ones never hold up short ones. */
  readonly versions: number
  /** Other resources whose words may have come here, each at its published version: its origin, adaptations of either. */
  readonly network: readonly { readonly repo: RepoId; readonly at: Oid }[]
}

/** Answers soon, whatever the length of the history; never holds the event loop. Results are kept by version, path and the versions of the network: they never change. */
export interface Provenance {
  wordsOf(question: ProvenanceQuestion): Promise<ProvenanceAnswer>
  close(): Promise<void>
}

/** What a result depends on, besides the way of working it out. `network`: a digest of the versions it was compared with, empty for none. */
export interface WordOriginKey { readonly commit: Oid; readonly path: string; readonly network: string }

/** Where results are kept from one run to the next. May be emptied at any time. */
export interface WordOriginStore {
  find(key: WordOriginKey): Promise<WordsOfFile | undefined>
  put(key: WordOriginKey, words: WordsOfFile, at: number): Promise<void>
}
