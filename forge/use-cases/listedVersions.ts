/**
 * What a history lists as one version. What a proposition went through before it was integrated was never published as such: it shows
 * under the version that integrated it, and counts with it everywhere a number of versions is said.
 */
import { trailersOf } from '../attribution/identities.js'
import type { CommitInfo, Oid } from '../domain/git.js'

/** Beyond, propositions are not gathered and pages are read one by one. */
export const nestedLimit = 3_000

/** For each integration of a proposition, the versions it brought that were never published by themselves. */
export function stepsOf(commits: readonly CommitInfo[], tip: Oid): ReadonlyMap<Oid, readonly CommitInfo[]> {
  if (commits.length > nestedLimit) return new Map()
  const known = new Map(commits.map((commit) => [commit.oid, commit]))
  const claimed = new Set<Oid>()
  for (let commit = known.get(tip); commit !== undefined; commit = commit.parents[0] === undefined ? undefined : known.get(commit.parents[0])) claimed.add(commit.oid)
  const steps = new Map<Oid, CommitInfo[]>()
  for (const merge of commits) {
    if (merge.parents.length < 2 || !claimed.has(merge.oid) || trailersOf(merge.message).mergeRequests.length === 0) continue
    const found = new Set<CommitInfo>()
    const waiting = [...merge.parents.slice(1)]
    for (let oid = waiting.pop(); oid !== undefined; oid = waiting.pop()) {
      const commit = known.get(oid)
      if (commit === undefined || claimed.has(oid)) continue
      claimed.add(oid)
      found.add(commit)
      waiting.push(...commit.parents)
    }
    if (found.size > 0) steps.set(merge.oid, commits.filter((commit) => found.has(commit)))
  }
  return steps
}

/** How many versions the whole history of a text lists. */
export function countListed(commits: readonly CommitInfo[], tip: Oid): number {
  return commits.length - [...stepsOf(commits, tip).values()].reduce((inside, steps) => inside + steps.length, 0)
}

/** The listed version that a commit belongs to: itself, or the one that integrated it. */
export function listedAs(commits: readonly CommitInfo[], tip: Oid): (commit: Oid) => Oid {
  const under = new Map<Oid, Oid>()
  for (const [version, steps] of stepsOf(commits, tip)) for (const { oid } of steps) under.set(oid, version)
  return (commit) => under.get(commit) ?? commit
}
