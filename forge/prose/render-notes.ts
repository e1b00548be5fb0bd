import type { BlockView } from './block-view.js'
import type { BlockDiff, Edit, EditKind } from './edits.js'
import { emphasisOf, joinedEmphasis } from './emphasis-changes.js'
import { contentOf } from './inline.js'
import { alignmentsOf, movedColumns } from './moved-columns.js'
import { marked, renderMarked } from './render-inline.js'
import { escapeHtml } from './safe-html.js'
import type { Segment } from './segments.js'

const neverNoted: ReadonlySet<EditKind> = new Set(['reflow', 'line-end', 'field', 'moved', 'inserted', 'deleted', 'cut', 'join'])
const seenInWords: ReadonlySet<EditKind> = new Set(['text', 'table-cell', 'table-column', 'code', 'no-break', 'image', 'html', 'footnote'])
const shownAsSource: ReadonlySet<Segment['kind']> = new Set(['code', 'html', 'definition', 'comment', 'fence', 'directive', 'rule'])

/** What words alone do not show: addresses, levels, marks, blanks. Each is told with its source, so that nothing is hidden. */
export function notesOf(block: BlockDiff, view: BlockView, isMarked: boolean): string {
  if (block.old === undefined || block.new === undefined) return ''
  const next = block.new
  const moved = movedNote(block, view)
  // As written, everything shows but where in the text it stands.
  const wanted = shownAsSource.has(next.kind) ? block.edits.filter(({ kind }) => kind === 'list-item') : block.edits.filter((edit) => !neverNoted.has(edit.kind) && edit.isUnseen !== true && edit.kind !== (next.kind === 'table-rule' || block.columns !== undefined ? 'table-column' : undefined)
    && !(isMarked && isSeenInWords(edit, next, view)))
  if (wanted.length === 0) return moved === '' ? '' : `<ul class="diff-notes">${moved}</ul>`
  const groups = next.kind === 'table-rule' ? [wanted] : joinedEmphasis(grouped(wanted, view), block)
  const items = groups.flatMap((edits) => {
    const [first] = edits as [Edit, ...Edit[]]
    const label = boxLabel(first, block, view) ?? emphasisLabel(first, block, view) ?? view.words.note[first.kind] ?? view.words.otherNote
    const level = levelTold(first.kind, block, view)
    // Told once, whatever signs say it: those that open a heading and those that may close it.
    if (level !== undefined) return edits === groups.find((one) => one[0]!.kind === first.kind) ? [`<li>${escapeHtml(label)}\u00A0: ${level}</li>`] : []
    const [from, to] = emphasisOf(first, block) !== undefined && edits.length % 2 === 0 ? [first.new[0], edits.at(-1)!.new[1]] as const : contextOf(edits, next, view)
    const written = renderMarked(view.after, view.before, ...stretchOf(next.kind === 'table-rule' ? wanted : block.edits, from, to), view)
    return [next.kind === 'table-rule' ? `<li>${escapeHtml(label)}\u00A0: <code>${written.replace(/-{4,}/g, '---')}</code>${alignmentsTold(block, view)}</li>` : `<li>${escapeHtml(label)}\u00A0: <code>${written}</code></li>`]
  })
  return `<ul class="diff-notes">${moved}${items.join('')}</ul>`
}

/** « Mise en gras ». */
function emphasisLabel(edit: Edit, block: BlockDiff, view: BlockView): string | undefined {
  const change = emphasisOf(edit, block)
  return change && view.words.emphasis(change.before, change.after)
}

/** The level of a heading, the depth of an item in its lists: numbers, the one that was and the one that is, where those tell it all. */
function levelTold(kind: EditKind, { old, new: next }: BlockDiff, view: BlockView): string | undefined {
  const number = (op: 'ins' | 'del', level: number | undefined) => (level === undefined ? '' : marked(op, String(level), view))
  const told = (was: number | undefined, is: number | undefined) => [number('del', was), number('ins', is)].filter((each) => each !== '').join(' <span class="diff-arrow" aria-hidden="true">→</span> ')
  if (kind === 'heading-level') return old?.level === next?.level ? undefined : `${told(old?.level, next?.level)}${old?.level === undefined ? ` ${view.words.madeHeading}` : next?.level === undefined ? ` ${view.words.noLongerHeading}` : ''}`
  const depthOf = (block: Segment | undefined) => block?.containers.filter(({ type }) => type === 'item').length ?? 0
  const [was, is] = [depthOf(old), depthOf(next)]
  return kind === 'list-item' && was > 0 && is > 0 && was !== is ? `${view.words.depth} ${told(was, is)}` : undefined
}

/** « (« Durée » : à droite, avant : à gauche) ». */
function alignmentsTold({ old, new: next }: BlockDiff, view: BlockView): string {
  const [was, is] = [alignmentsOf(old!), alignmentsOf(next!)]
  if (was.length !== is.length) return ''
  const head = [...view.headerRows].findLast(({ end, cells }) => end < next!.start && cells?.length === is.length)
  const told = is.flatMap((alignment, at) => (alignment === was[at] ? [] : [view.words.aligned(head === undefined ? '' : contentOf(head, head.cells![at]).trim(), at + 1, was[at]!, alignment)]))
  return ` (${escapeHtml(told.join('\u00A0; '))})`
}

/** « Colonne déplacée : Durée », under the head of a table. */
function movedNote({ columns, new: next }: BlockDiff, view: BlockView): string {
  if (columns === undefined || next === undefined || !view.headerRows.has(next)) return ''
  const names = movedColumns(columns).map((at) => contentOf(next, next.cells?.[at]).trim())
  return `<li>${escapeHtml(view.words.movedColumns(names))}</li>`
}

/** A stretch with all the edits in it, none cut: one left plain beside those marked would be taken for what stood there before. */
function stretchOf(edits: readonly Edit[], from: number, to: number): [range: [number, number], edits: Edit[]] {
  const inside = edits.filter((edit) => (edit.new[0] < to && edit.new[1] > from) || (edit.new[0] >= from && edit.new[1] <= to))
  return [[Math.min(from, inside[0]?.new[0] ?? from), Math.max(to, inside.at(-1)?.new[1] ?? to)], inside]
}

/** « Case cochée »: what became of a box, in words. */
function boxLabel(edit: Edit, block: BlockDiff, view: BlockView): string | undefined {
  if (edit.kind !== 'checkbox') return undefined
  const boxOf = (segment: Segment | undefined) => segment?.containers.findLast((container) => container.type === 'item')?.checked
  const [before, after] = [boxOf(block.old), boxOf(block.new)]
  return before === undefined ? view.words.box.added : after === undefined ? view.words.box.removed : after ? view.words.box.ticked : view.words.box.unticked
}

/** Whether the block's own words, marked, show this edit: not what stands before them, nor an address behind them. */
function isSeenInWords(edit: Edit, block: Segment, view: BlockView): boolean {
  if (edit.new[0] < block.content[0] || edit.new[1] > block.content[1]) return false
  // An address that comes or goes, or a part of one, behind words that stay.
  if ([view.before.slice(...edit.old), view.after.slice(...edit.new)].some((text) => /^[^[]*\]\(|\]\([^)]*$/.test(text))) return false
  if (edit.kind === 'url') return isBareAddress(edit, block, view)
  const lead = edit.kind === 'image' ? view.after.slice(Math.max(block.start, edit.new[0] - 1_200), edit.new[0]) : ''
  return seenInWords.has(edit.kind) && lead.lastIndexOf('](') <= lead.lastIndexOf('![')
}

function isBareAddress(edit: Edit, block: Segment, view: BlockView): boolean {
  const [from] = wordAround(view.after, edit.new, block)
  return /^https?:/i.test(view.after.slice(from, from + 8)) && view.after.slice(from - 2, from) !== ']('
}

/** Edits of one kind in one unbroken stretch are told together. */
function grouped(edits: readonly Edit[], view: BlockView): Edit[][] {
  const out: Edit[][] = []
  for (const edit of edits) {
    const last = out.at(-1)?.at(-1)
    const isClose = last !== undefined && last.kind === edit.kind && edit.new[0] - last.new[1] === edit.old[0] - last.old[1]
      && edit.new[0] - last.new[1] <= 60 && !/\s/.test(view.after.slice(last.new[1], edit.new[0]))
    if (isClose) out.at(-1)!.push(edit)
    else out.push([edit])
  }
  return out
}

function contextOf(edits: readonly Edit[], block: Segment, view: BlockView): [number, number] {
  const [from] = wordAround(view.after, edits[0]!.new, block)
  const [, to] = wordAround(view.after, edits.at(-1)!.new, block)
  return [from, to]
}

/** The range widened to the blanks or brackets around it, at most 120 characters a side. */
function wordAround(text: string, [start, end]: readonly [number, number], block: Segment): [number, number] {
  let [from, to] = [start, end]
  while (from > block.start && start - from < 120 && !/[\s()<>]/.test(text[from - 1]!)) from--
  while (to < block.end && to - end < 120 && !/[\s()<>]/.test(text[to]!)) to++
  return [from, to]
}
