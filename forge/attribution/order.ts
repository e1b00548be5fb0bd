/**
 * One order for a graph of commits, whatever the order in which it is given: parents first, then date, then those signed by one person (in one
 * second, who names others comes after them), then object id.
 */
import type { HistoryCommitLike, Oid } from './history.js'

export interface Ancestry<C extends HistoryCommitLike> {
  /** The commit asked for and all its ancestors, parents first, ties by date and the rest. */
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
  for (const oid of reached) {
    for (const parent of known.get(oid)!.parents) if (known.has(parent)) reached.add(parent); else missing.add(parent)
  }
  return { commits: inOrder([...reached].map((oid) => known.get(oid)!)), missing: [...missing].sort() }
}

/**
 * All these commits, parents first. `sources` adds commits that a commit names as where its content comes from: they come before it
 * too, unless names go round in circles, which only hand-made histories do; then names are not followed.
 */
export function inOrder<C extends HistoryCommitLike>(commits: readonly C[], sources: (commit: C) => readonly Oid[] = () => []): C[] {
  const known = new Set(commits.map(({ oid }) => oid))
  const waiting = new Map<Oid, number>()
  const following = new Map<Oid, C[]>()
  const ready: C[] = []
  let names = false
  for (const commit of commits) {
    const named = sources(commit)
    names ||= named.length > 0
    const before = new Set([...commit.parents, ...named].filter((oid) => oid !== commit.oid && known.has(oid)))
    for (const oid of before) {
      const others = following.get(oid)
      if (others) others.push(commit); else following.set(oid, [commit])
    }
    waiting.set(commit.oid, before.size)
    if (before.size === 0) heapPush(ready, commit)
  }
  const ordered: C[] = []
  for (let commit = heapPop(ready); commit; commit = heapPop(ready)) {
    ordered.push(commit)
    for (const next of following.get(commit.oid) ?? []) {
      const left = waiting.get(next.oid)! - 1
      waiting.set(next.oid, left)
      if (left === 0) heapPush(ready, next)
    }
  }
  return ordered.length < commits.length && names ? inOrder(commits) : ordered
}

/**
 * For each ancestor of `at`, the version by which it came into the line of versions that ends there (first parents): itself when it is
 * of that line, else the merge that brought it.
 */
export function integrations<C extends HistoryCommitLike>(commits: readonly C[], at: Oid): Map<Oid, Oid> {
  const known = new Map(commits.map((commit) => [commit.oid, commit]))
  const line: Oid[] = []
  const onLine = new Set<Oid>()
  for (let oid: Oid | undefined = at; oid !== undefined && known.has(oid) && !onLine.has(oid); oid = known.get(oid)!.parents[0]) {
    line.push(oid)
    onLine.add(oid)
  }
  const broughtBy = new Map<Oid, Oid>()
  for (const version of line.reverse()) {
    const brought = [version]
    for (let oid = brought.pop(); oid !== undefined; oid = brought.pop()) {
      if (broughtBy.has(oid) || !known.has(oid)) continue
      broughtBy.set(oid, version)
      brought.push(...known.get(oid)!.parents)
    }
  }
  return broughtBy
}

function comesBefore(a: HistoryCommitLike, b: HistoryCommitLike): boolean {
  const left = dateOf(a), right = dateOf(b)
  if (left !== right) return left < right
  const [isOfMany, areMany] = [namesOthers(a), namesOthers(b)]
  return isOfMany !== areMany ? areMany : a.oid < b.oid
}

/** Asked again and again of commits made in one second: each message is read once. */
const knownToName = new WeakMap<HistoryCommitLike, boolean>()

function namesOthers(commit: HistoryCommitLike): boolean {
  const known = knownToName.get(commit) ?? /^co-authored-by[ \t]*:/im.test(commit.message)
  knownToName.set(commit, known)
  return known
}

function dateOf({ at, committedAt }: HistoryCommitLike): number {
  const date = committedAt ?? at
  return Number.isFinite(date) ? date : 0
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
