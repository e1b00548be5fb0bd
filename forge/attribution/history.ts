/**
 * What the attribution engine asks of a history: commits with the Markdown files each one changes, and texts by object id.
 *
 * A commit carries its *changes* rather than its tree: a history of several thousand commits over hundreds of files then
 * weighs what was written in it, and `git log --raw --no-renames --diff-merges=first-parent --root` gives exactly that.
 */

export type Oid = string

/** A name and an address as a commit or a trailer writes them; either may be empty. */
export interface Identity {
  readonly name: string
  readonly email: string
}

/** A commit as far as people are concerned: what `contributions` needs. */
export interface HistoryCommitLike {
  readonly oid: Oid
  readonly parents: readonly Oid[]
  readonly author: Identity
  readonly committer?: Identity
  /** When it was written (author date), in milliseconds since the epoch. */
  readonly at: number
  /** The whole message, trailers included. */
  readonly message: string
}

export interface HistoryCommit extends HistoryCommitLike {
  /**
   * Markdown files that differ from the *first* parent's tree (from nothing, for a root): path → blob, `undefined` when the file
   * is gone. A rename is a path gone and a path added; the engine recognises it.
   */
  readonly changes: ReadonlyMap<string, Oid | undefined>
  /**
   * In the same form, files other than Markdown that may say under which licence the texts are (LICENSE, COPYING, LICENSES/…,
   * commun.yml: `isNotice`). Without it only what the Markdown files say is known.
   */
  readonly notices?: ReadonlyMap<string, Oid | undefined>
}

export interface History {
  /** Every commit known, parents before children. The engine itself orders them again, so that the same graph gives the same answer. */
  commits(): readonly HistoryCommit[]
  /** The text of a blob, decoded as UTF-8 (invalid sequences replaced). */
  blob(oid: Oid): Promise<string>
  /** The text of `.mailmap`, where there is one. */
  readonly mailmap?: string
}

/** The changes that lead from one full tree (path → blob) to another. */
export function changesBetween(before: ReadonlyMap<string, Oid>, after: ReadonlyMap<string, Oid>): Map<string, Oid | undefined> {
  const changes = new Map<string, Oid | undefined>()
  for (const [path, oid] of after) if (before.get(path) !== oid) changes.set(path, oid)
  for (const path of before.keys()) if (!after.has(path)) changes.set(path, undefined)
  return changes
}

export interface Ancestry<C extends HistoryCommitLike> {
  /** The commit asked for and all its ancestors, parents first, ties by date then object id. */
  readonly commits: readonly C[]
  /** Parents that a shallow, grafted or partial history does not have. */
  readonly missing: readonly Oid[]
}

/** The ancestors of `at` in an order that depends on the graph alone. Undefined when `at` is unknown. */
export function ancestry<C extends HistoryCommitLike>(commits: readonly C[], at: Oid): Ancestry<C> | undefined {
  const known = new Map(commits.map((commit) => [commit.oid, commit]))
  if (!known.has(at)) return undefined
  const reached = new Set<Oid>([at])
  const missing = new Set<Oid>()
  const waiting = new Map<Oid, number>()
  const children = new Map<Oid, C[]>()
  const ready: C[] = []
  for (const oid of reached) {
    const commit = known.get(oid)!
    const parents = new Set(commit.parents.filter((parent) => parent !== oid && (known.has(parent) || (missing.add(parent), false))))
    for (const parent of parents) {
      reached.add(parent)
      const siblings = children.get(parent)
      if (siblings) siblings.push(commit); else children.set(parent, [commit])
    }
    waiting.set(oid, parents.size)
    if (parents.size === 0) heapPush(ready, commit)
  }
  const ordered: C[] = []
  for (let commit = heapPop(ready); commit; commit = heapPop(ready)) {
    ordered.push(commit)
    for (const child of children.get(commit.oid) ?? []) {
      const left = waiting.get(child.oid)! - 1
      waiting.set(child.oid, left)
      if (left === 0) heapPush(ready, child)
    }
  }
  return { commits: ordered, missing: [...missing].sort() }
}

function comesBefore(a: HistoryCommitLike, b: HistoryCommitLike): boolean {
  const left = Number.isFinite(a.at) ? a.at : 0
  const right = Number.isFinite(b.at) ? b.at : 0
  return left !== right ? left < right : a.oid < b.oid
}

function heapPush<C extends HistoryCommitLike>(heap: C[], commit: C): void {
  let at = heap.push(commit) - 1
  while (at > 0) {
    const above = (at - 1) >> 1
    if (!comesBefore(heap[at]!, heap[above]!)) return
    ;[heap[at], heap[above]] = [heap[above]!, heap[at]!]
    at = above
  }
}

function heapPop<C extends HistoryCommitLike>(heap: C[]): C | undefined {
  const top = heap[0]
  const last = heap.pop()
  if (heap.length === 0 || last === undefined) return top
  heap[0] = last
  for (let at = 0; ;) {
    let least = at
    for (const below of [2 * at + 1, 2 * at + 2]) if (below < heap.length && comesBefore(heap[below]!, heap[least]!)) least = below
    if (least === at) return top
    ;[heap[at], heap[least]] = [heap[least]!, heap[at]!]
    at = least
  }
}
