import type { Bytes } from './bytes.js'
import type { History } from './history.js'
import { Lineage, type Place } from './lineage.js'

export interface PlannedFile { readonly path: Bytes; readonly content: number }

/** A version of one file's own history: the source commit it keeps, what its tree holds, the versions before it (positions in the plan). */
export interface PlannedCommit { readonly source: number; readonly parents: readonly number[]; readonly files: readonly PlannedFile[] }

export interface Plan { readonly path: Bytes; readonly commits: readonly PlannedCommit[]; readonly tip: number; readonly ancestors: readonly Place[] }

/**
 * One file's own history out of a whole one: only the commits that change it or the files that go with it, in their true
 * shape. A merge stays where both sides worked on the file; a merge that brought it nothing disappears, and no side is ever
 * preferred to the other, so that nobody's commit is lost. Undefined when the file has no history here.
 */
export function planHistory(history: History, path: Bytes, companions: readonly Bytes[], olderFolders: readonly Bytes[]): Plan | undefined {
  const main = new Lineage(history, path, olderFolders)
  const lineages = [main, ...companions.map((companion) => new Lineage(history, companion, []))]
  const isTouched = new Uint8Array(history.oids.length)
  for (const lineage of lineages) for (const place of lineage.places) for (const at of history.changesOf(place.path)) isTouched[at] = 1

  const commits: PlannedCommit[] = []
  const keys: string[] = []
  /** The version each source commit amounts to, plus one; 0 before the file exists. */
  const mapped = new Int32Array(history.oids.length)
  const filesAt = (at: number): PlannedFile[] => {
    const files = new Map<Bytes, PlannedFile>()
    for (const lineage of lineages) {
      const file = lineage.at(at)
      if (file && !files.has(file.path)) files.set(file.path, file)
    }
    return [...files.values()]
  }

  for (let at = 0; at < history.oids.length; at++) {
    if (lineages.every((lineage) => lineage.wanted[at] === undefined)) continue
    const sources = history.parents[at] as number[]
    // Nearly always: nothing happened here, on either side of a merge.
    if (sources.length > 0 && isTouched[at] === 0) {
      const version = mapped[sources[0] as number] as number
      if (sources.every((source) => mapped[source] === version)) { mapped[at] = version; continue }
    }
    const before = [...new Set(sources.map((source) => mapped[source] as number).filter((version) => version !== 0))].map((version) => version - 1)
    const parents = before.length > 1 ? withoutAncestors(commits, before) : before
    const files = filesAt(at)
    const key = files.map((file) => `${file.content} ${file.path}`).join('\0')
    const isNew = parents.length === 0 ? files.length > 0 : parents.length > 1 || keys[parents[0] as number] !== key || main.changesElsewhere(at)
    if (!isNew) { mapped[at] = parents.length === 0 ? 0 : (parents[0] as number) + 1; continue }
    keys.push(key)
    mapped[at] = commits.push({ source: at, parents, files })
  }
  const tip = (mapped.at(-1) ?? 0) - 1
  if (tip < 0) return undefined
  return { path, commits, tip, ancestors: main.ancestors(commits.map((commit) => commit.source)) }
}

/** Versions that are part of another one's past say nothing more beside it. Positions grow from parents to children. */
function withoutAncestors(commits: readonly PlannedCommit[], versions: readonly number[]): number[] {
  const oldest = Math.min(...versions)
  const covered = new Set<number>()
  const waiting = versions.flatMap((version) => [...(commits[version] as PlannedCommit).parents])
  for (let version = waiting.pop(); version !== undefined; version = waiting.pop()) {
    if (version < oldest || covered.has(version)) continue
    covered.add(version)
    waiting.push(...(commits[version] as PlannedCommit).parents)
  }
  return versions.filter((version) => !covered.has(version))
}
