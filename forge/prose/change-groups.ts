import { isLayoutOnly, type BlockDiff, type Edit, type ProseDiff } from './edits.js'
import { isLayoutChange, isOfHeader, type HeaderChange } from './field-changes.js'
import { excerpt } from './render-blocks.js'
import type { Segment } from './segments.js'

/** What became of a run of blocks that changed together. `fields`: of the header; `spaces`: blanks between blocks. */
export type ChangeKind = BlockDiff['kind'] | 'replaced' | 'fields' | 'spaces'

/** Blocks that a reader meets and decides together; `same`: those in between. */
export interface Group {
  readonly kind: ChangeKind
  readonly blocks: BlockDiff[]
  /** The heading it stands under. */
  readonly section: string
  /** For `spaces`. */
  readonly edits?: readonly Edit[]
  /** For `fields`. */
  readonly header?: HeaderChange
}

export const maxGroup = 40

const isShown = (block: BlockDiff) => block.kind !== 'same' && !(block.kind === 'changed' && block.edits.every(isLayoutOnly))

/** The runs of blocks that changed together and what stands between them, in the order a reader meets them. */
export function groupsOf(diff: ProseDiff, header: HeaderChange): Group[] {
  const out: Group[] = []
  if (header.fields.length > 0 || header.otherLines.length > 0 || isLayoutChange(header)) out.push({ kind: 'fields', blocks: [...header.blocks], section: '', header })
  let section = ''
  for (const [at, block] of diff.blocks.entries()) {
    const segment = (block.new ?? block.old)!
    if (isOfHeader(block)) continue
    if (segment.kind === 'heading' && block.new !== undefined) section = excerpt(segment)
    // A block whose lines were merely cut elsewhere is unchanged for its reader.
    const shown = isShown(block) || block.seam !== undefined || diff.blocks[at + 1]?.seam !== undefined
    const last = out.at(-1)
    if (!shown) {
      if (last?.kind === 'same') last.blocks.push(block)
      else out.push({ kind: 'same', blocks: [block], section })
    } else if (last !== undefined && (block.seam !== undefined || belongTogether(last, block))) {
      last.blocks.push(block)
      out[out.length - 1] = { ...last, kind: last.kind === block.kind ? last.kind : last.kind === 'deleted' && block.kind === 'inserted' ? 'replaced' : last.kind === 'replaced' ? 'replaced' : 'changed' }
    } else out.push({ kind: block.kind, blocks: [block], section })
  }
  const inside = new Set(diff.blocks.flatMap((block) => block.edits))
  const between = diff.edits.filter((edit) => (edit.kind === 'whitespace' || edit.kind === 'formatting') && edit.isUnseen !== true && !inside.has(edit))
  if (between.length > 0) out.push({ kind: 'spaces', blocks: [], section: '', edits: between })
  return out
}

/** Items of one list, rows of one table, and a text put in the place of another are one decision. */
function belongTogether(group: Group, block: BlockDiff): boolean {
  if (group.kind === 'same' || group.kind === 'fields' || group.kind === 'spaces' || group.blocks.length >= maxGroup) return false
  const last = group.blocks.at(-1)!
  if (block.kind === 'moved' || block.kind === 'moved-away' || last.kind === 'moved' || last.kind === 'moved-away') return block.kind === last.kind
  const [a, b] = [(last.new ?? last.old)!, (block.new ?? block.old)!]
  const isRow = (kind: Segment['kind']) => kind === 'table-row' || kind === 'table-rule'
  if (isRow(a.kind) && isRow(b.kind)) return true
  if (isRow(a.kind) || isRow(b.kind)) return false
  if (a.kind === 'list-item' && b.kind === 'list-item') return true
  if (last.kind === 'changed' || block.kind === 'changed') return false
  return last.kind === block.kind ? b.kind !== 'heading' : last.kind === 'deleted' && block.kind === 'inserted'
}
