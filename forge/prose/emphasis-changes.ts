import type { BlockDiff, Edit } from './edits.js'

/** How words are set off. */
export type Emphasis = 'italic' | 'bold' | 'both' | 'struck' | 'code'

/** Words set off, no longer set off, or set off otherwise: the signs on both sides are one thing to whoever reads. */
export interface EmphasisChange { readonly before: Emphasis | undefined; readonly after: Emphasis | undefined }

const bySign: Readonly<Record<string, Emphasis>> = { '*': 'italic', _: 'italic', '**': 'bold', __: 'bold', '***': 'both', ___: 'both', '~': 'struck', '~~': 'struck', '`': 'code', '``': 'code' }
/** A stretch longer than this is told by its two ends. */
const longestStretch = 160

/** What became of the words around this edit; undefined for what is no sign of emphasis. */
export function emphasisOf({ kind, old, new: next }: Edit, block: BlockDiff): EmphasisChange | undefined {
  if (kind !== 'formatting' || block.old === undefined || block.new === undefined) return undefined
  const read = (source: string, [from, to]: readonly [number, number]) => source.slice(from, to)
  const [gone, come] = [read(block.old.source, [old[0] - block.old.start, old[1] - block.old.start]), read(block.new.source, [next[0] - block.new.start, next[1] - block.new.start])]
  const [before, after] = [bySign[gone], bySign[come]]
  return (gone !== '' && before === undefined) || (come !== '' && after === undefined) || before === after ? undefined : { before, after }
}

/**
 * Groups of edits put together where the signs that open and close the same words are in two of them: both sides of « en gras » are one change.
 * Nothing else may have changed between, so that what is quoted is what stands there.
 */
export function joinedEmphasis(groups: readonly (readonly Edit[])[], block: BlockDiff): Edit[][] {
  const out: Edit[][] = []
  for (const group of groups) {
    const open = out.at(-1)
    if (open !== undefined && isOpenedBy(open, group, block)) open.push(...group)
    else out.push([...group])
  }
  return out
}

function isOpenedBy(open: readonly Edit[], close: readonly Edit[], block: BlockDiff): boolean {
  if (open.length % 2 === 0 || close.length % 2 === 0) return false
  const [last, first] = [open.at(-1)!, close[0]!]
  const [here, there] = [emphasisOf(last, block), emphasisOf(first, block)]
  if (here === undefined || there === undefined || here.before !== there.before || here.after !== there.after) return false
  const between = block.new!.source.slice(last.new[1] - block.new!.start, first.new[0] - block.new!.start)
  const isTouched = block.edits.some((edit) => edit !== last && edit !== first && edit.new[0] >= last.new[1] && edit.new[1] <= first.new[0])
  return !isTouched && between.length <= longestStretch && !/^\s|\s$/.test(between)
}

/** How many changes of emphasis these edits of a block are, besides those that are something else. */
export function countFormatting(block: BlockDiff): number {
  return joinedEmphasis(block.edits.filter((edit) => edit.kind === 'formatting' && edit.isUnseen !== true).map((edit) => [edit]), block).length
}
