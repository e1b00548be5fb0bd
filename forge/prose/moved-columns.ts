import type { BlockDiff, Edit } from './edits.js'
import type { Segment } from './segments.js'
import { longestRising } from './sequence.js'

const isOfTable = ({ old, new: next }: BlockDiff) => ['table-row', 'table-rule'].includes((next ?? old)!.kind)

const cellsOf = (row: Segment): string[] => (row.cells ?? []).map(([from, to]) => row.source.slice(from - row.start, to - row.start).replace(/^[ \t]+|[ \t]+$/g, ''))
/** How each column is aligned, as the line under the head says it: `-`, `:-`, `:-:` or `-:`. */
export const alignmentsOf = (rule: Segment): string[] => (rule.source.match(/:?-+:?/g) ?? []).map((dashes) => dashes.replace(/-+/, '-'))

/** For each column of a table, the place it had; undefined unless its head has the same names in another order, each once. */
function columnsOf({ kind, old, new: next }: BlockDiff): readonly number[] | undefined {
  if (kind !== 'changed' || old?.kind !== 'table-row' || next?.kind !== 'table-row') return undefined
  const [before, after] = [cellsOf(old), cellsOf(next)]
  if (before.length !== after.length || new Set(before).size < before.length || before.includes('')) return undefined
  const from = after.map((name) => before.indexOf(name))
  return from.includes(-1) || from.every((place, at) => place === at) ? undefined : from
}

/** The columns that left their place: as few as explain the new order. */
export function movedColumns(columns: readonly number[]): number[] {
  const stay = new Set(longestRising(columns.map((from, at): [number, number] => [from, at])).map(([, at]) => at))
  return columns.flatMap((_, at) => (stay.has(at) ? [] : [at]))
}

/**
 * Tells the columns of a table that moved as moved: each of its rows knows where its cells stood (`BlockDiff.columns`), and what changed in a row
 * by that alone is of the kind `table-column`. Edits keep their ranges.
 */
export function withMovedColumns(edits: readonly Edit[], blocks: readonly BlockDiff[]): { edits: Edit[]; blocks: BlockDiff[] } {
  const renamed = new Map<Edit, Edit>()
  let columns: readonly number[] | undefined
  const out = blocks.map((block, at): BlockDiff => {
    if (!isOfTable(block)) columns = undefined
    else if (at === 0 || !isOfTable(blocks[at - 1]!)) columns = columnsOf(block)
    const { kind, old, new: next } = block
    if (columns === undefined || kind !== 'changed' || old === undefined || next?.kind !== old.kind) return block
    const partsOf = next.kind === 'table-rule' ? alignmentsOf : cellsOf
    const [before, after] = [partsOf(old), partsOf(next)]
    if (before.length !== columns.length || after.length !== columns.length) return block
    const isMoveAlone = after.every((part, place) => part === before[columns![place]!])
    const own = isMoveAlone ? block.edits.map((edit): Edit => ({ ...edit, kind: 'table-column' })) : block.edits
    if (isMoveAlone) block.edits.forEach((edit, place) => renamed.set(edit, own[place]!))
    return { ...block, edits: own, columns }
  })
  return { edits: edits.map((edit) => renamed.get(edit) ?? edit), blocks: out }
}
