/** Walks a history from its roots, keeping for each living commit the files of its tree with the provenance of their words. */
import type { History, HistoryCommit, Identity, Oid } from './history.js'
import { authorsOf, trailersOf, type Mailmap } from './identities.js'
import { isNotice, LicenceReader, type Notices } from './licences.js'
import { Ledger, type How } from './ledger.js'
import { GRAM, Passages, Removals, type FileState } from './passages.js'
import { spans } from './matching.js'
import { rememberRemovals, trace, type Knowledge, type MatchCache } from './trace.js'
import { Lexicon, type Words } from './words.js'

export type Tree = ReadonlyMap<string, FileState>

/** What a history does not let one see. */
export type NotCovered =
  | { readonly kind: 'missing_commit'; readonly oid: Oid }
  | { readonly kind: 'unreadable_file'; readonly oid: Oid; readonly path: string }

/** Share of a new file's words that must come from one other file to be its continuation (the other is gone) or its copy. */
const SAME_FILE = 0.3

export class Walk {
  readonly ledger = new Ledger()
  readonly notCovered: NotCovered[] = []
  readonly #known: Knowledge
  readonly #mailmap: Mailmap
  #commits: HistoryCommit[] = []
  readonly #trees = new Map<Oid, Map<string, FileState>>()
  readonly #notices = new Map<Oid, Notices>()
  readonly #licences = new LicenceReader()
  #lineages = 0

  constructor(mailmap: Mailmap, matches: MatchCache | undefined) {
    this.#mailmap = mailmap
    this.#known = { lexicon: new Lexicon(), ledger: this.ledger, passages: new Passages(), removals: new Removals(), matches }
  }

  commitAt(position: number): HistoryCommit { return this.#commits[position]! }
  get commits(): readonly HistoryCommit[] { return this.#commits }
  tree(oid: Oid): Tree | undefined { return this.#trees.get(oid) }

  /** Whether these commits only add to those walked, and start from trees still held: then going on gives what a new walk would. */
  mayGoOn(commits: readonly HistoryCommit[]): boolean {
    if (commits.length < this.#commits.length) return false
    if (!this.#commits.every((commit, i) => commits[i]!.oid === commit.oid)) return false
    const added = new Set(commits.slice(this.#commits.length).map((commit) => commit.oid))
    const walked = new Set(this.#commits.map((commit) => commit.oid))
    return commits.slice(this.#commits.length).every((commit) =>
      commit.parents.every((parent) => added.has(parent) || this.#trees.has(parent) || !walked.has(parent)))
  }

  /** Walks what is new of these commits (as `ancestry` orders them). Trees no longer needed are dropped on the way, except `tip`'s. */
  async advance(history: History, commits: readonly HistoryCommit[], tip: Oid, onProgress?: (done: number, total: number) => void): Promise<void> {
    const pending = new Map<Oid, number>()
    const start = this.#commits.length
    for (const commit of commits.slice(start)) for (const parent of new Set(commit.parents)) pending.set(parent, (pending.get(parent) ?? 0) + 1)
    for (const commit of commits.slice(start)) {
      const position = this.#commits.push(commit) - 1
      const parents = [...new Set(commit.parents)].flatMap((oid) => this.#trees.get(oid) ?? [])
      const tree = await this.#visit(history, commit, position, parents)
      this.#trees.set(commit.oid, tree)
      for (const parent of new Set(commit.parents)) {
        const left = pending.get(parent)! - 1
        pending.set(parent, left)
        if (left === 0) this.#drop(parent)
      }
      if (!pending.has(commit.oid) && commit.oid !== tip) this.#drop(commit.oid)
      onProgress?.(position + 1, commits.length)
    }
  }

  #drop(oid: Oid): void {
    this.#trees.delete(oid)
    this.#notices.delete(oid)
  }

  async #visit(history: History, commit: HistoryCommit, position: number, parents: readonly Tree[]): Promise<Map<string, FileState>> {
    const tree = new Map(parents[0])
    if (parents.length > 1) this.#earliestOfParents(tree, parents)
    const changed = [...commit.changes].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    const gone = new Map<string, FileState>()
    for (const [path, oid] of changed) {
      if (oid !== undefined) continue
      const state = parents[0]?.get(path)
      if (state) gone.set(path, state)
      tree.delete(path)
    }
    const notices = noticesAfter(this.#notices.get(commit.parents[0] ?? '') ?? new Map<string, Oid>(), commit)
    this.#notices.set(commit.oid, notices)
    const written = { position, authors: authorsOf(commit, this.#mailmap), birth: birthOf(commit), notices }
    const texts = new Map<Oid, Words>()
    for (const [path, oid] of changed) {
      if (oid === undefined || texts.has(oid) || parents.some((parent) => parent.get(path)?.oid === oid)) continue
      const words = await this.#read(history, oid, path)
      texts.set(oid, words)
      if (isNotice(path)) this.#licences.know(oid, words.text)
    }
    if (texts.size > 0) await this.#licences.prepare(notices, (oid) => history.blob(oid))
    const added: FileState[] = []
    for (const [path, oid] of changed) {
      if (oid === undefined) continue
      const same = parents.flatMap((parent) => parent.get(path) ?? [])
      const unchanged = same.filter((state) => state.oid === oid)
      if (unchanged.length > 0) { tree.set(path, unchanged.reduce((a, b) => this.#earliest(a, b))); continue }
      const state = same.length > 0
        ? this.#version({ oid, path, words: texts.get(oid)!, ...written }, same[0]!.lineage, [...new Set(same)].map((each) => ({ state: each, as: 'kept' as const })))
        : this.#newFile({ oid, path, words: texts.get(oid)!, ...written }, parents, gone)
      tree.set(path, state)
      added.push(state)
      if (parents.length === 1 && same.length > 0) rememberRemovals(this.#known, same[0]!, state)
    }
    // Only now: two files written in one commit are not copies of each other.
    for (const state of added) this.#known.passages.remember(state)
    return tree
  }

  async #read(history: History, oid: Oid, path: string): Promise<Words> {
    try {
      return this.#known.lexicon.read(await history.blob(oid))
    } catch {
      this.notCovered.push({ kind: 'unreadable_file', oid, path })
      return this.#known.lexicon.read('')
    }
  }

  #version(file: NewVersion, lineage: number, before: { state: FileState; as: 'kept' | 'moved' | 'copied' }[]): FileState {
    return trace(this.#known, { oid: file.oid, path: file.path, lineage, words: file.words, before, commit: file.position, birth: file.birth, authors: file.authors, licence: () => this.#licences.of(file.path, file.words.text, file.notices) })
  }

  /** A path no parent has: a file renamed (its old path is gone), copied from a file of a parent, come back, or new. */
  #newFile(file: NewVersion, parents: readonly Tree[], gone: Map<string, FileState>): FileState {
    for (const [path, state] of gone) {
      if (state.oid !== file.oid) continue
      gone.delete(path)
      return this.#version(file, state.lineage, [{ state, as: 'moved' }])
    }
    const lineage = this.#mainSource(file.words)
    if (lineage !== undefined) {
      for (const [path, state] of gone) {
        if (state.lineage !== lineage) continue
        gone.delete(path)
        return this.#version(file, lineage, [{ state, as: 'moved' }])
      }
      for (const parent of parents) {
        for (const state of parent.values()) {
          if (state.lineage === lineage) return this.#version(file, this.#lineages++, [{ state, as: 'copied' }])
        }
      }
      // Gone before, back now: the same file.
      return this.#version(file, lineage, [])
    }
    return this.#version(file, this.#lineages++, [])
  }

  /** The lineage that holds the most of these words, when it holds enough of them. */
  #mainSource({ keys, sentences }: Words): number | undefined {
    const { passages } = this.#known
    const votes = new Map<number, number>()
    const vote = (offset: number, count: number): void => { const lineage = passages.lineageAt(offset); votes.set(lineage, (votes.get(lineage) ?? 0) + count) }
    for (const [from, to] of spans(sentences, keys.length)) {
      const whole = passages.anywhere('sentence', keys, from, to)
      if (whole !== -1) { vote(whole, to - from); continue }
      for (let j = from; j + GRAM <= to;) {
        const offset = passages.gram(keys, j)
        if (offset !== -1) vote(offset, GRAM)
        j += offset === -1 ? 1 : GRAM
      }
    }
    let best: [number, number] | undefined
    for (const [lineage, count] of votes) if (!best || count > best[1] || (count === best[1] && lineage < best[0])) best = [lineage, count]
    return best && best[1] >= SAME_FILE * keys.length && best[1] >= GRAM ? best[0] : undefined
  }

  /** Where parents hold the same text with words born apart (a cherry-pick and its original), the earliest birth stands. */
  #earliestOfParents(tree: Map<string, FileState>, parents: readonly Tree[]): void {
    for (const [path, state] of tree) {
      for (const parent of parents.slice(1)) {
        const other = parent.get(path)
        if (other && other !== state && other.oid === state.oid) tree.set(path, this.#earliest(tree.get(path)!, other))
      }
    }
  }

  #earliest(a: FileState, b: FileState): FileState {
    if (a === b || a.ids.length !== b.ids.length) return a
    let ids: Uint32Array | undefined
    let steps: Uint32Array | undefined
    let confidences: Uint8Array | undefined
    for (let i = 0; i < a.ids.length; i++) {
      if (a.ids[i] === b.ids[i] || this.ledger.birthOf(b.steps[i]!).commit >= this.ledger.birthOf(a.steps[i]!).commit) continue
      ids ??= a.ids.slice()
      steps ??= a.steps.slice()
      confidences ??= a.confidences.slice()
      ids[i] = b.ids[i]!
      steps[i] = b.steps[i]!
      confidences[i] = b.confidences[i]!
    }
    return ids && steps && confidences ? { ...a, ids, steps, confidences } : a
  }
}

interface NewVersion {
  readonly oid: Oid
  readonly path: string
  readonly words: Words
  readonly position: number
  readonly authors: readonly Identity[]
  readonly birth: How
  readonly notices: Notices
}

/** The texts that declare for the repository, once a commit has changed some. */
function noticesAfter(before: Notices, commit: HistoryCommit): Notices {
  const changed = [...commit.changes, ...commit.notices ?? []].filter(([path]) => isNotice(path))
  if (changed.length === 0) return before
  const after = new Map(before)
  for (const [path, oid] of changed) if (oid === undefined) after.delete(path); else after.set(path, oid)
  return after
}

/** How words that a commit brings are said to be born. */
function birthOf(commit: HistoryCommit): How {
  const trailers = trailersOf(commit.message)
  if (trailers.originalAuthors.length > 0 || trailers.sourceCommits.length > 0 || trailers.importedFrom.length > 0) return 'imported'
  if (commit.parents.length > 1) return 'merged'
  return isSquash(commit.message, trailers.coAuthors.length) ? 'squashed' : 'typed'
}

/** Messages that `git merge --squash`, GitHub and GitLab write for a squash; and, with co-authors, this forge's. */
function isSquash(message: string, coAuthors: number): boolean {
  if (/^Squashed commit of the following:/m.test(message)) return true
  const lines = message.slice(0, 100_000).split('\n')
  const numbered = /\([#!]\d+\)\s*$/.test(lines[0]!.slice(-40))
  return (numbered && (coAuthors > 0 || lines.filter((line) => line.startsWith('* ')).length > 1))
    || (coAuthors > 0 && lines.some((line) => /^merge-request:/i.test(line)))
}
