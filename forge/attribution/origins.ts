/** Where a version of a file comes from: the same file before, another one it was moved or copied from, a file that came back, or nothing. */
import type { Arrival } from './draft.js'
import type { Oid } from './history.js'
import { spans } from './matching.js'
import { GRAM, type FileState, type Passages } from './passages.js'
import type { Words } from './words.js'

export type Tree = ReadonlyMap<string, FileState>

export interface Origin { readonly lineage: number; readonly before: readonly { readonly state: FileState; readonly as: 'kept' | Arrival }[] }

/** What is known when a version of a file is met. */
export interface Surroundings {
  readonly parents: readonly Tree[]
  /** Trees of versions that the commit says it comes from. */
  readonly sources: readonly Tree[]
  /** Files of the first parent that the commit removes, by path. Those taken for moved are taken out. */
  readonly leaving: Map<string, FileState>
  /** The texts that the commit gives to paths. */
  readonly becomes: ReadonlyMap<string, Oid | undefined>
  /** Files removed before, by lineage, as they were last. */
  readonly gone: ReadonlyMap<number, FileState>
  readonly passages: Passages
  readonly fileOf: (lineage: number) => FileState | undefined
  readonly newLineage: () => number
}

interface NewFile { readonly oid: Oid; readonly path: string; readonly words: Words }

/** Share of a new file's words that must come from one other file to be its continuation (the other is gone) or its copy. */
const SAME_FILE = 0.3

export function originOf(file: NewFile, around: Surroundings): Origin {
  const same = around.parents.flatMap((parent) => parent.get(file.path) ?? [])
  if (same.length === 0) return originOfNew(file, around)
  const moved = movedOver(file, around)
  return moved ? { lineage: moved.lineage, before: [{ state: moved, as: 'moved' }] } : { lineage: same[0]!.lineage, before: [...new Set(same)].map((state) => ({ state, as: 'kept' })) }
}

/**
 * The file that takes, whole and unchanged, the place of another: names swapped, or a file moved over one that was there. Its own path is
 * left, or itself taken over by a file that was elsewhere; otherwise it is a copy.
 */
function movedOver({ oid, path }: NewFile, { parents, leaving, becomes }: Surroundings): FileState | undefined {
  const [tree] = parents
  if (tree === undefined || parents.length > 1) return undefined
  const elsewhere = (text: Oid | undefined, but: string): [string, FileState] | undefined => {
    if (text !== undefined) for (const [other, state] of tree) if (state.oid === text && other !== but && state.words.keys.length > 0) return [other, state]
    return undefined
  }
  const [from, state] = elsewhere(oid, path) ?? []
  if (from === undefined || state === undefined) return undefined
  if (leaving.delete(from)) return state
  return becomes.has(from) && elsewhere(becomes.get(from), from) ? state : undefined
}

/** A path no parent has: a file renamed (its old path is gone), copied from a file of a parent, brought by a named source, come back, or new. */
function originOfNew(file: NewFile, around: Surroundings): Origin {
  const { parents, sources, leaving, gone, newLineage } = around
  const moved = (path: string, state: FileState): Origin => {
    leaving.delete(path)
    return { lineage: state.lineage, before: [{ state, as: 'moved' }] }
  }
  for (const [path, state] of leaving) if (state.oid === file.oid) return moved(path, state)
  for (const source of sources) {
    const state = source.get(file.path)
    if (state) return { lineage: state.lineage, before: [] }
  }
  const lineage = mainSource(file, around)
  if (lineage === undefined) return { lineage: newLineage(), before: [] }
  for (const [path, state] of leaving) if (state.lineage === lineage) return moved(path, state)
  for (const parent of parents) {
    for (const state of parent.values()) if (state.lineage === lineage) return { lineage: newLineage(), before: [{ state, as: 'copied' }] }
  }
  // Gone before, back now: the same file.
  const last = gone.get(lineage)
  return { lineage, before: last ? [{ state: last, as: 'restored' }] : [] }
}

/**
 * The lineage that holds, or held, the most of these words, when it is enough of them; a file of the versions before rather than one that
 * is gone: what a file took over from another, then gives to a third, does not bring the first one back.
 */
function mainSource({ words: { keys, sentences } }: NewFile, { passages, fileOf }: Surroundings): number | undefined {
  const votes = new Map<number, number>()
  const vote = (lineage: number, count: number): void => { votes.set(lineage, (votes.get(lineage) ?? 0) + count) }
  for (const [from, to] of spans(sentences, keys.length)) {
    if (passages.anywhere('sentence', keys, from, to) !== -1) {
      for (const lineage of passages.filesOf('sentence', keys, from, to)) vote(lineage, to - from)
      continue
    }
    for (let j = from; j + GRAM <= to;) {
      const offset = passages.gram(keys, j)
      if (offset !== -1) vote(passages.lineageAt(offset), GRAM)
      j += offset === -1 ? 1 : GRAM
    }
  }
  const isGone = (lineage: number): number => fileOf(lineage) ? 0 : 1
  const best = [...votes].sort(([a, x], [b, y]) => y - x || isGone(a) - isGone(b) || a - b)[0]
  return best && best[1] >= SAME_FILE * keys.length && best[1] >= GRAM ? best[0] : undefined
}
