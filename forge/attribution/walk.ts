/** Walks a history from its roots, keeping for each living commit the files of its tree with the provenance of their words. */
import { birthOf, type Birth } from './births.js'
import type { Corpus } from './corpus.js'
import type { HistoryCommit, Oid } from './history.js'
import type { Mailmap } from './identities.js'
import { isNotice, LicenceReader, type Notices } from './licences.js'
import { Ledger } from './ledger.js'
import { Marks } from './marks.js'
import { earliest, earliestOfParents } from './earliest.js'
import { originOf, type Origin, type Tree } from './origins.js'
import { Passages, Removals, type FileState } from './passages.js'
import type { Knowledge, MatchCache } from './draft.js'
import { holdsRun } from './runs.js'
import { summedUp } from './summed-up.js'
import { rememberRemovals, trace } from './trace.js'
import { Lexicon, type Words } from './words.js'

export type { Tree } from './origins.js'

/** What a history does not let one see. */
export type NotCovered =
  | { readonly kind: 'missing_commit'; readonly oid: Oid }
  | { readonly kind: 'unreadable_file'; readonly oid: Oid; readonly path: string }
  /** A file named as Markdown that is no text: it holds a null character, as Git judges. */
  | { readonly kind: 'not_text'; readonly oid: Oid; readonly path: string }

/** Git takes for binary what holds a null byte in its first 8000. */
const JUDGED = 8000
const MAX_GONE = 1000, MAX_LASTS = 4

export class Walk {
  readonly ledger = new Ledger()
  readonly notCovered: NotCovered[] = []
  readonly #known: Knowledge
  readonly #mailmap: Mailmap
  #commits: HistoryCommit[] = []
  readonly #trees = new Map<Oid, Map<string, FileState>>()
  readonly #notices = new Map<Oid, Notices>()
  readonly #positions = new Map<Oid, number>()
  readonly #licences = new LicenceReader()
  /** Files that are no more, by lineage, as they were last. */
  readonly #gone = new Map<number, FileState>()
  /** Versions of each file that no version walked comes after: where its branches and adaptations are. The last first. */
  readonly #lasts = new Map<number, FileState[]>()
  readonly #unreadable = new Set<Oid>()
  #lineages = 0

  constructor(mailmap: Mailmap, matches: MatchCache | undefined) {
    this.#mailmap = mailmap
    this.#known = { lexicon: new Lexicon(), ledger: this.ledger, passages: new Passages(), removals: new Removals(), matches, present: new Marks() }
  }

  commitAt(position: number): HistoryCommit { return this.#commits[position]! }
  get commits(): readonly HistoryCommit[] { return this.#commits }
  tree(oid: Oid): Tree | undefined { return this.#trees.get(oid) }

  /**
   * Whether going on from what was walked gives what walking all this anew would: the commits only add to those walked, and start from
   * trees still held; or they were all walked, and the tree of the last is still held.
   */
  mayGoOn({ commits, sourcesOf }: Corpus): boolean {
    const both = Math.min(commits.length, this.#commits.length)
    for (let i = 0; i < both; i++) if (commits[i]!.oid !== this.#commits[i]!.oid) return false
    if (commits.length <= this.#commits.length) return this.#trees.has(commits[commits.length - 1]!.oid)
    return commits.slice(this.#commits.length).every((commit) =>
      [...commit.parents, ...sourcesOf(commit)].every((oid) => this.#trees.has(oid) || (this.#positions.get(oid) ?? Infinity) >= this.#commits.length))
  }

  /** Walks what is new of the corpus. Trees that no commit still to come starts from are dropped on the way, but for those of last versions. */
  async advance(corpus: Corpus, onProgress?: (done: number, total: number) => void): Promise<void> {
    const start = this.#commits.length
    const pending = new Map<Oid, number>()
    const befores = (commit: HistoryCommit): Set<Oid> => new Set([...commit.parents, ...corpus.sourcesOf(commit)])
    for (const commit of [...corpus.commits.slice(start), ...corpus.later]) for (const oid of befores(commit)) pending.set(oid, (pending.get(oid) ?? 0) + 1)
    for (const commit of corpus.commits.slice(start)) {
      const position = this.#commits.push(commit) - 1
      this.#positions.set(commit.oid, position)
      this.#trees.set(commit.oid, await this.#visit(corpus, commit, position))
      for (const oid of befores(commit)) {
        const left = pending.get(oid)! - 1
        pending.set(oid, left)
        if (left > 0) continue
        this.#trees.delete(oid)
        this.#notices.delete(oid)
      }
      onProgress?.(position + 1, corpus.commits.length)
    }
  }

  async #visit(corpus: Corpus, commit: HistoryCommit, position: number): Promise<Map<string, FileState>> {
    const parents = [...new Set(commit.parents)].flatMap((oid) => this.#trees.get(oid) ?? [])
    const sources = corpus.sourcesOf(commit).flatMap((oid) => this.#trees.get(oid) ?? [])
    const blob = (oid: Oid): Promise<string> => corpus.blob(commit.oid, oid)
    const tree = new Map(parents[0])
    if (parents.length > 1) earliestOfParents(this.ledger, tree, parents)
    const changed = [...commit.changes].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    const leaving = new Map<string, FileState>()
    for (const [path, oid] of changed) {
      if (oid !== undefined) continue
      const state = parents[0]?.get(path)
      if (state) leaving.set(path, state)
      if (state) this.#keepGone(state)
      tree.delete(path)
    }
    const notices = noticesAfter(this.#notices.get(commit.parents[0] ?? '') ?? new Map<string, Oid>(), commit)
    this.#notices.set(commit.oid, notices)
    const texts = await this.#texts(commit, changed, parents, blob)
    if (texts.size > 0) await this.#licences.prepare(notices, blob)
    const birth = birthOf(commit, this.#mailmap)
    const isAncestor = this.#ancestorsOf(position)
    const isCut = commit.parents.some((oid) => !this.#positions.has(oid))
    const fileOf = (lineage: number): FileState | undefined => {
      for (const before of parents) for (const state of before.values()) if (state.lineage === lineage) return state
      return undefined
    }
    const asideOf = (lineage: number): FileState[] => (this.#lasts.get(lineage) ?? []).filter((state) => state !== fileOf(lineage))
    const stays = (lineage: number, words: Int32Array): boolean => {
      const path = [...parents[0] ?? []].find(([, state]) => state.lineage === lineage)?.[0]
      if (path === undefined || !commit.changes.has(path)) return true
      const after = commit.changes.get(path)
      return after !== undefined && (!texts.has(after) || holdsRun(texts.get(after)!.keys, words))
    }
    const around = { parents, sources, leaving, becomes: commit.changes, gone: this.#gone, passages: this.#known.passages, fileOf, newLineage: () => this.#lineages++ }
    const added: [FileState, Origin][] = []
    for (const [path, oid] of changed) {
      if (oid === undefined) continue
      const same = parents.flatMap((parent) => parent.get(path) ?? [])
      const unchanged = same.filter((state) => state.oid === oid)
      if (unchanged.length > 0) { tree.set(path, unchanged.reduce((a, b) => earliest(this.ledger, a, b))); continue }
      const words = texts.get(oid)!
      const origin = originOf({ oid, path, words }, around)
      const state = this.#version({ oid, path, words, position, birth, notices, isAncestor, isCut, fileOf, asideOf, stays }, origin, sources)
      tree.set(path, state)
      added.push([state, origin])
      if (parents.length === 1 && origin.before[0]?.as === 'kept') rememberRemovals(this.#known, origin.before[0].state, state)
    }
    // Only now: two files written in one commit are not copies of each other.
    for (const [state, origin] of added) {
      this.#known.passages.remember(state, position)
      this.#keepLast(state, origin)
    }
    return tree
  }

  /** The new texts of a commit, read. */
  async #texts(commit: HistoryCommit, changed: readonly [string, Oid | undefined][], parents: readonly Tree[], blob: (oid: Oid) => Promise<string>): Promise<Map<Oid, Words>> {
    const texts = new Map<Oid, Words>()
    for (const [path, oid] of changed) {
      if (oid === undefined || texts.has(oid) || parents.some((parent) => parent.get(path)?.oid === oid)) continue
      const words = await this.#read(blob, oid, path, parents[0]?.get(path)?.words)
      texts.set(oid, words)
      if (isNotice(path)) this.#licences.know(oid, words.text)
    }
    return texts
  }

  /** Whether the commit at a position is an ancestor of this one. Asked rarely: counted once, when asked. */
  #ancestorsOf(position: number): (other: number) => boolean {
    let reached: Set<number> | undefined
    return (other) => {
      reached ??= this.#reachedFrom(position)
      return reached.has(other)
    }
  }

  #reachedFrom(position: number): Set<number> {
    const reached = new Set([position])
    for (const at of reached) {
      for (const parent of this.#commits[at]!.parents) {
        const found = this.#positions.get(parent)
        if (found !== undefined) reached.add(found)
      }
    }
    return reached
  }

  #keepLast(state: FileState, { before }: Origin): void {
    const others = (this.#lasts.get(state.lineage) ?? []).filter((other) => !before.some((each) => each.state === other))
    this.#lasts.set(state.lineage, [state, ...others].slice(0, MAX_LASTS))
  }

  #keepGone(state: FileState): void {
    this.#gone.delete(state.lineage)
    this.#gone.set(state.lineage, state)
    if (this.#gone.size > MAX_GONE) this.#gone.delete(this.#gone.keys().next().value!)
  }

  async #read(blob: (oid: Oid) => Promise<string>, oid: Oid, path: string, before: Words | undefined): Promise<Words> {
    let text = ''
    try {
      text = await blob(oid)
    } catch {
      this.notCovered.push({ kind: 'unreadable_file', oid, path })
      this.#unreadable.add(oid)
    }
    const isText = !text.slice(0, JUDGED).includes('\0')
    if (!isText) this.notCovered.push({ kind: 'not_text', oid, path })
    return this.#known.lexicon.read(isText ? text : '', before)
  }

  #version({ words, position, birth, notices, isCut, asideOf, ...file }: NewVersion, { lineage, before }: Origin, sources: readonly Tree[]): FileState {
    const { oid, path, isAncestor } = file
    const named = sources.flatMap((tree) => tree.get(path) ?? [...tree.values()].find((state) => state.lineage === lineage) ?? [])
    const asides = asideOf(lineage)
    const summed = named.length > 0 ? [] : summedUp(this.#known, { oid, words, birth, isAncestor }, asides)
    const how = summed.length > 0 ? 'squashed' : birth.how
    const as = how === 'typed' || how === 'merged' ? 'copied' : how
    return trace(this.#known, {
      ...file, lineage, words, before: [...before, ...[...named, ...summed].map((state) => ({ state, as }) as const)], commit: position, birth: how, asideOf,
      carries: sources.length > 0 || how === 'squashed' || this.#known.passages.hasBlob(oid), comesBack: this.#known.passages.hadBlob(lineage, oid),
      isCut: isCut || before.some(({ state }) => this.#unreadable.has(state.oid)),
      authors: () => birth.authors(words.text), licence: () => birth.licence ?? this.#licences.of(path, words.text, notices),
    })
  }
}

interface NewVersion {
  readonly oid: Oid
  readonly path: string
  readonly words: Words
  readonly position: number
  readonly birth: Birth
  readonly notices: Notices
  readonly isCut: boolean
  readonly isAncestor: (position: number) => boolean
  readonly fileOf: (lineage: number) => FileState | undefined
  readonly asideOf: (lineage: number) => readonly FileState[]
  readonly stays: (lineage: number, words: Int32Array) => boolean
}

/** The texts that declare for the repository, once a commit has changed some. */
function noticesAfter(before: Notices, commit: HistoryCommit): Notices {
  const changed = [...commit.changes, ...commit.notices ?? []].filter(([path]) => isNotice(path))
  if (changed.length === 0) return before
  const after = new Map(before)
  for (const [path, oid] of changed) if (oid === undefined) after.delete(path); else after.set(path, oid)
  return after
}
