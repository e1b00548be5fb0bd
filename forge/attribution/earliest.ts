/** Of the same text held by several parents, the words born first: where a cherry-pick meets its original, the original stands. */
import type { Ledger } from './ledger.js'
import type { Tree } from './origins.js'
import type { FileState } from './passages.js'

/** Changes `tree`, which is the first parent's. */
export function earliestOfParents(ledger: Ledger, tree: Map<string, FileState>, parents: readonly Tree[]): void {
  for (const [path, state] of tree) {
    for (const parent of parents.slice(1)) {
      const other = parent.get(path)
      if (other && other !== state && other.oid === state.oid) tree.set(path, earliest(ledger, tree.get(path)!, other))
    }
  }
}

/** Two states of one text. */
export function earliest(ledger: Ledger, a: FileState, b: FileState): FileState {
  if (a === b || a.ids.length !== b.ids.length) return a
  let ids: Uint32Array | undefined
  let steps: Uint32Array | undefined
  let confidences: Uint8Array | undefined
  for (let i = 0; i < a.ids.length; i++) {
    if (a.ids[i] === b.ids[i] || ledger.birthOf(b.steps[i]!).commit >= ledger.birthOf(a.steps[i]!).commit) continue
    ids ??= a.ids.slice()
    steps ??= a.steps.slice()
    confidences ??= a.confidences.slice()
    ids[i] = b.ids[i]!
    steps[i] = b.steps[i]!
    confidences[i] = b.confidences[i]!
  }
  return ids && steps && confidences ? { ...a, ids, steps, confidences } : a
}
