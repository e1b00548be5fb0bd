/** The histories that one answer is made from, read as one: the one asked about, and the network of forks and other resources around it. */
import type { History, HistoryCommit, Oid } from './history.js'
import { ancestry, inOrder } from './order.js'
import { trailersOf } from './identities.js'

/** Another resource whose words may have been copied into this one: a fork, the original of one, a neighbour. */
export interface NetworkHistory extends History {
  /** The name by which tokens say where they come from. */
  readonly repository: string
}

export interface Corpus {
  /**
   * Every commit up to the version asked for, in walking order, the network's among them. What comes later in this order can
   * say nothing of that version: only what is older is evidence.
   */
  readonly commits: readonly HistoryCommit[]
  /** Those that come later. */
  readonly later: readonly HistoryCommit[]
  /** The version asked for and its ancestors. */
  readonly own: readonly HistoryCommit[]
  /** Parents that the histories do not have. */
  readonly missing: readonly Oid[]
  /** Undefined for a commit of the history asked about. */
  repositoryOf(oid: Oid): string | undefined
  /** Commits of the corpus that this one names as where its content comes from. */
  sourcesOf(commit: HistoryCommit): readonly Oid[]
  /** The text of a blob that this commit holds. */
  blob(commit: Oid, oid: Oid): Promise<string>
}

const MAX_SOURCES = 8

/** Undefined when `at` is no commit of the history. Commits that several histories have are one. */
export function corpusOf(history: History, network: readonly NetworkHistory[], at: Oid): Corpus | undefined {
  const histories: readonly (History & { readonly repository?: string })[] = [history, ...network]
  const commits = new Map<Oid, HistoryCommit>()
  const homes = new Map<Oid, number>()
  const readers = new Map<Oid, number>()
  const known = histories.map((each) => new Set(each.commits().map(({ oid }) => oid)))
  const isCut = ({ parents }: HistoryCommit, home: number): boolean => parents.some((parent) => !known[home]!.has(parent))
  histories.forEach((each, home) => {
    for (const commit of each.commits()) {
      if (!homes.has(commit.oid)) homes.set(commit.oid, home)
      // A shallow copy does not know what its first versions change: a history that has their parents does.
      else if (!isCut(commits.get(commit.oid)!, readers.get(commit.oid)!) || isCut(commit, home)) continue
      commits.set(commit.oid, commit)
      readers.set(commit.oid, home)
    }
  })
  if (homes.get(at) !== 0) return undefined
  const found = ancestry([...commits.values()], at)!
  const sources = namedSources(commits)
  const sourcesOf = ({ oid }: HistoryCommit): readonly Oid[] => sources.get(oid) ?? []
  const ordered = commits.size === found.commits.length && sources.size === 0 ? found.commits : inOrder([...commits.values()], sourcesOf)
  const end = ordered.findIndex(({ oid }) => oid === at) + 1
  return {
    commits: ordered.slice(0, end), later: ordered.slice(end), own: found.commits, missing: found.missing, sourcesOf,
    repositoryOf: (oid) => histories[homes.get(oid) ?? 0]!.repository,
    blob: (commit, oid) => histories[readers.get(commit) ?? 0]!.blob(oid),
  }
}

/** For each commit that names others of the corpus as where it comes from (`Source-Commit`, a cherry-pick, a squash), those. */
function namedSources(commits: ReadonlyMap<Oid, HistoryCommit>): Map<Oid, readonly Oid[]> {
  const sources = new Map<Oid, readonly Oid[]>()
  let byStart: Map<string, Oid | undefined> | undefined
  for (const { oid, message } of commits.values()) {
    const names = sourceNames(message)
    if (names.length === 0) continue
    byStart ??= startsOf(commits.keys())
    const known = names.flatMap((name) => {
      const full = byStart!.get(name.slice(0, SHORTEST_NAME))
      return commits.has(name) ? [name] : full?.startsWith(name) ? [full] : []
    }).filter((each) => each !== oid)
    if (known.length > 0) sources.set(oid, [...new Set(known)].slice(0, MAX_SOURCES))
  }
  return sources
}

const SHORTEST_NAME = 7

/** Commits by the start of their id; undefined where two share it. */
function startsOf(oids: Iterable<Oid>): Map<string, Oid | undefined> {
  const starts = new Map<string, Oid | undefined>()
  for (const oid of oids) {
    const start = oid.slice(0, SHORTEST_NAME)
    starts.set(start, starts.has(start) ? undefined : oid)
  }
  return starts
}

/** Identifiers of commits, or starts of them, that a message says its content comes from. */
function sourceNames(message: string): string[] {
  const text = message.slice(0, 200_000)
  const names = /source-commit/i.test(text) ? trailersOf(text).sourceCommits.flatMap((value) => value.match(/[0-9a-f]{7,64}/g) ?? []) : []
  for (const [, picked] of text.matchAll(/\(cherry picked from commit ([0-9a-f]{7,64})\)/g)) names.push(picked!)
  // `git merge --squash` lists what it sums up, last first: the last holds all the others.
  const squashed = /^Squashed commit of the following:\s+commit ([0-9a-f]{7,64})$/m.exec(text)?.[1]
  return squashed === undefined ? names : [...names, squashed]
}
