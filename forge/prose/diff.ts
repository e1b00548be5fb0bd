import { blockEdits } from './block-edits.js'
import type { BlockDiff, DiffOptions, Edit, ProseDiff } from './edits.js'
import { matchBlocks, type Pair } from './match.js'
import { withMovedColumns } from './moved-columns.js'
import { cutsAndJoins, type Facing } from './paragraph-cuts.js'
import { segment, type Segment } from './segments.js'
import { newBudget, type Budget } from './sequence.js'
import { summarise } from './summary.js'

export type { BlockDiff, DiffOptions, Edit, EditKind, ProseDiff } from './edits.js'

/**
 * Compares two versions of a Markdown text by blocks, then by words.
 *
 * Deterministic, and bounded whatever is compared (`limits.ts`): past its budget of work it says « replaced » where it could have said
 * less, and past 200 kB it compares lines. Nothing that differs is left out of `edits`.
 */
export function diffTexts(before: string, after: string, options: DiffOptions = {}): ProseDiff {
  const { names, keys, label, terms } = options
  const renamed = names !== undefined && names.before !== names.after ? names : undefined
  const renaming: Edit[] = renamed === undefined ? [] : [{ kind: 'file-renamed', old: [0, 0], new: [0, 0] }]
  const unchanged = before === after
  const { edits, blocks } = unchanged ? untouched(after, keys?.after) : compare(before, after, keys)
  return {
    before, after, edits: [...renaming, ...edits], blocks, summary: summarise(edits, blocks, { ...(label && { label }), ...(terms && { terms }) }, renamed), unchanged, ...(renamed === undefined ? {} : { renamed }),
  }
}

function untouched(text: string, key: string | undefined): { edits: Edit[]; blocks: BlockDiff[] } {
  return { edits: [], blocks: blocksOf(text, key).map((block) => ({ kind: 'same', old: block, new: block, edits: [] })) }
}

const blocksOf = (text: string, key: string | undefined) => segment(text, key).filter((s) => s.kind !== 'separator')

/** Rebuilds `after` from `before` and the edits: what the edits promise, executable. */
export function applyEdits(before: string, after: string, edits: readonly Edit[]): string {
  let out = ''
  let at = 0
  for (const edit of edits) {
    out += before.slice(at, edit.old[0]) + after.slice(...edit.new)
    at = edit.old[1]
  }
  return out + before.slice(at)
}

function compare(before: string, after: string, keys: DiffOptions['keys']): { edits: Edit[]; blocks: BlockDiff[] } {
  const budget = newBudget(before.length + after.length)
  const old = blocksOf(before, keys?.before)
  const next = blocksOf(after, keys?.after)
  const pairs = matchBlocks(old, next, budget)
  const moveOfOld = new Map<number, number>()
  const moveOfNew = new Map<number, number>()
  pairs.filter((pair) => pair.isMoved).forEach(({ oldIndex, newIndex }, move) => {
    moveOfOld.set(oldIndex, move)
    moveOfNew.set(newIndex, move)
  })
  const oldOfMove = new Map([...moveOfOld].map(([oldIndex, move]) => [move, oldIndex]))

  const edits: Edit[] = []
  const blocks: BlockDiff[] = []
  let [i, j, oldAt, newAt] = [0, 0, 0, 0]
  const gap = (oldTo: number, newTo: number, oldEnd: number, newEnd: number) => {
    const out = gapEdits(before, after, old.slice(i, oldTo), next.slice(j, newTo), [oldAt, oldEnd], [newAt, newEnd],
      (index) => moveOfOld.get(i + index), (index) => moveOfNew.get(j + index))
    for (const edit of out.edits) edits.push(edit)
    out.gone.forEach((edit, index) => {
      const move = moveOfOld.get(i + index)
      blocks.push({ kind: move === undefined ? 'deleted' : 'moved-away', old: old[i + index]!, edits: [edit], ...(move === undefined ? {} : { move }) })
    })
    out.come.forEach((edit, index) => {
      const move = moveOfNew.get(j + index)
      if (move === undefined) {
        blocks.push({ kind: 'inserted', new: next[j + index]!, edits: [edit] })
      } else {
        // What changed inside a moved block is for display: the edit list already carries the block whole, twice.
        const from = old[oldOfMove.get(move)!]!
        blocks.push({ kind: 'moved', old: from, new: next[j + index]!, edits: blockEdits(from, next[j + index]!, budget), move })
      }
    })
  }
  const facings = cutsAndJoins({ text: before, blocks: old }, { text: after, blocks: next }, pairs, budget)
  for (const { old: [oldFrom, oldTo], new: [newFrom, newTo], blocks: known } of inOrder(pairs, facings)) {
    const [from, to] = [old[oldFrom]!, next[newFrom]!]
    gap(oldFrom, newFrom, from.start, to.start)
    const facing = known ?? [faced(from, to, budget)]
    for (const block of facing) {
      for (const edit of block.edits) edits.push(edit)
      blocks.push(block)
    }
    ;[i, j, oldAt, newAt] = [oldTo, newTo, old[oldTo - 1]!.end, next[newTo - 1]!.end]
  }
  gap(old.length, next.length, before.length, after.length)
  return withMovedColumns(edits, blocks)
}

function faced(old: Segment, next: Segment, budget: Budget): BlockDiff {
  const edits = old.source === next.source ? [] : blockEdits(old, next, budget)
  return { kind: edits.length === 0 ? 'same' : 'changed', old, new: next, edits }
}

/** Blocks that face each other, one to one or together, in the order of both texts. */
function inOrder(pairs: readonly Pair[], facings: readonly Facing[]): (Omit<Facing, 'blocks'> & Partial<Pick<Facing, 'blocks'>>)[] {
  const grouped = new Set(facings.flatMap(({ new: [from, to] }) => Array.from({ length: to - from }, (_, index) => from + index)))
  const alone = pairs.filter(({ isMoved, newIndex }) => !isMoved && !grouped.has(newIndex)).map(({ oldIndex, newIndex }): Omit<Facing, 'blocks'> => ({ old: [oldIndex, oldIndex + 1], new: [newIndex, newIndex + 1] }))
  return facings.length === 0 ? alone : [...alone, ...facings].sort((a, b) => a.new[0] - b.new[0])
}

/** The edits between two matched blocks: what stood there and went, what came, and the blank space around. */
function gapEdits(
  before: string, after: string, gone: readonly Segment[], come: readonly Segment[], oldRange: readonly [number, number],
  newRange: readonly [number, number], moveOfGone: (index: number) => number | undefined, moveOfCome: (index: number) => number | undefined,
): { edits: Edit[]; gone: Edit[]; come: Edit[] } {
  const blank = (old: readonly [number, number], next: readonly [number, number]): Edit[] => {
    const [a, b] = [before.slice(...old), after.slice(...next)]
    if (a === b) return []
    if (a.replace(/\r\n?/g, '\n') === b.replace(/\r\n?/g, '\n')) return [{ kind: 'line-end', old, new: next }]
    // A bullet, a note's label that holds nothing stands between blocks.
    return [/[^ \t\r\n]/.test(a + b) ? { kind: 'formatting', old, new: next } : { kind: 'whitespace', old, new: next, isUnseen: true }]
  }
  if (gone.length === 0 && come.length === 0) return { edits: blank(oldRange, newRange), gone: [], come: [] }
  // Each block takes one separator with it: the one after, unless the one that remains is the one before.
  const takesAfter = (range: readonly [number, number], text: string, blocks: readonly Segment[], remaining: string) =>
    text.slice(range[0], blocks[0]!.start) === remaining || text.slice(blocks.at(-1)!.end, range[1]) !== remaining
  if (gone.length > 0 && come.length > 0) {
    const head = blank([oldRange[0], gone[0]!.start], [newRange[0], come[0]!.start])
    const [oldEnd, newStart] = [gone.at(-1)!.end, come[0]!.start]
    const away = tile(gone, [gone[0]!.start, oldEnd]).map((range, index) => whole('deleted', gone[index]!, range, [newStart, newStart], moveOfGone(index)))
    const here = tile(come, [newStart, come.at(-1)!.end]).map((range, index) => whole('inserted', come[index]!, [oldEnd, oldEnd], range, moveOfCome(index)))
    return { edits: [...head, ...away, ...here, ...blank([oldEnd, oldRange[1]], [come.at(-1)!.end, newRange[1]])], gone: away, come: here }
  }
  if (come.length === 0) {
    const isAfter = takesAfter(oldRange, before, gone, after.slice(...newRange))
    const range: [number, number] = isAfter ? [gone[0]!.start, oldRange[1]] : [oldRange[0], gone.at(-1)!.end]
    const at = isAfter ? newRange[1] : newRange[0]
    const away = tile(gone, range).map((one, index) => whole('deleted', gone[index]!, one, [at, at], moveOfGone(index)))
    return { edits: isAfter ? [...blank([oldRange[0], range[0]], newRange), ...away] : [...away, ...blank([range[1], oldRange[1]], newRange)], gone: away, come: [] }
  }
  const isAfter = takesAfter(newRange, after, come, before.slice(...oldRange))
  const range: [number, number] = isAfter ? [come[0]!.start, newRange[1]] : [newRange[0], come.at(-1)!.end]
  const at = isAfter ? oldRange[1] : oldRange[0]
  const here = tile(come, range).map((one, index) => whole('inserted', come[index]!, [at, at], one, moveOfCome(index)))
  return { edits: isAfter ? [...blank(oldRange, [newRange[0], range[0]]), ...here] : [...here, ...blank(oldRange, [range[1], newRange[1]])], gone: [], come: here }
}

/** Shares a range among its blocks without a gap: each takes what precedes it (if the range starts before the first) or what follows it. */
function tile(blocks: readonly Segment[], range: readonly [number, number]): (readonly [number, number])[] {
  const takesBefore = range[0] < blocks[0]!.start
  return blocks.map((block, index) => (takesBefore
    ? [index === 0 ? range[0] : blocks[index - 1]!.end, block.end]
    : [block.start, blocks[index + 1]?.start ?? range[1]]))
}

function whole(kind: 'inserted' | 'deleted', block: Segment, old: readonly [number, number], next: readonly [number, number], move: number | undefined): Edit {
  if (move !== undefined) return { kind: 'moved', old, new: next, move }
  if (block.kind === 'field') return { kind: 'field', old, new: next, ...(block.field === undefined ? {} : { field: block.field }) }
  if (block.kind === 'table-row' || block.kind === 'table-rule') return { kind: 'table-row', old, new: next }
  return { kind: block.kind === 'list-item' ? 'list-item' : kind, old, new: next }
}
