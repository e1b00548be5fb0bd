import type { BlockDiff, Edit, EditKind } from './edits.js'
import { contentOf, inlineRuns, type InlineBudget, type Run } from './inline.js'
import { movedColumns } from './moved-columns.js'
import { marked, renderMarked, renderRuns, renderRunsDiff, type InlineHtml, type InlineOptions, type Op } from './render-inline.js'
import { seamHtml } from './seams.js'
import { escapeHtml } from './safe-html.js'
import type { Container, Segment } from './segments.js'
import { changesBetween, interner, type Budget } from './sequence.js'

/** Everything the rendering of one comparison shares. */
export interface BlockView extends InlineOptions, InlineBudget {
  readonly before: string
  readonly after: string
  /** Link definitions of each text by label, to read `[words][label]`. */
  readonly definitions: { readonly old: ReadonlyMap<string, string>; readonly new: ReadonlyMap<string, string> }
  readonly headerRows: ReadonlySet<Segment>
  /** Added to the level of each heading. */
  readonly headingOffset: number
  /** Tables opened so far: each scrolls in a region with its own name. */
  readonly tables: { count: number }
  readonly budget: Budget
}

/** Renders consecutive blocks of the text as HTML: lists, quotes and tables are opened and closed around them. Header fields are left out. */
export function renderBlocks(blocks: readonly BlockDiff[], view: BlockView): string {
  let html = ''
  const open: { key: string; close: string }[] = []
  const closeTo = (depth: number) => { while (open.length > depth) html += open.pop()!.close }
  for (let at = 0; at < blocks.length; at++) {
    const block = blocks[at]!
    const segment = sideOf(block)
    // A table that comes or goes is shown by its rows.
    if (segment.kind === 'field' || (segment.kind === 'table-rule' && isBesideRow(blocks, block))) continue
    const wanted = wrappersOf(segment, block)
    let shared = 0
    while (shared < open.length && shared < wanted.length && open[shared]!.key === wanted[shared]!.key) shared++
    closeTo(shared)
    for (const wrapper of wanted.slice(shared)) {
      html += wrapper.key === 'table' ? tableOpening(view) : wrapper.open
      open.push(wrapper)
    }
    // What was joined to it is one block with it now.
    const joined: BlockDiff[] = []
    while (blocks[at + 1]?.seam === 'join') joined.push(blocks[++at]!)
    html += renderBlock(block, joined, view)
  }
  closeTo(0)
  return html
}

function tableOpening(view: BlockView): string {
  view.tables.count += 1
  return `<div class="table-scroll" tabindex="0" role="region" aria-label="${escapeHtml(`${view.words.table} ${view.tables.count}`)}"><table><tbody>`
}

function isBesideRow(blocks: readonly BlockDiff[], rule: BlockDiff): boolean {
  const row = blocks[blocks.indexOf(rule) - 1]
  return rule.kind !== 'changed' && row?.kind === rule.kind && sideOf(row).kind === 'table-row'
}

const sideOf = (block: BlockDiff): Segment => (block.new ?? block.old)!

function wrappersOf(segment: Segment, block: BlockDiff): { key: string; open: string; close: string }[] {
  const side = block.new === undefined ? 'old' : 'new'
  const out = segment.containers.map((container, index) => wrapperOf(container, side, itemNumber(segment, index)))
  if (isOfTable(segment)) out.push({ key: 'table', open: '<table>', close: '</tbody></table></div>' })
  return out.filter((wrapper) => wrapper.open !== '')
}

function wrapperOf(container: Container, side: string, number: string | undefined): { key: string; open: string; close: string } {
  switch (container.type) {
    case 'quote': return { key: 'quote', open: '<blockquote>', close: '</blockquote>' }
    case 'list': return container.ordered ? { key: 'ol', open: '<ol>', close: '</ol>' } : { key: 'ul', open: '<ul>', close: '</ul>' }
    case 'item': return { key: `li ${side} ${container.id}`, open: number === undefined ? '<li>' : `<li value="${number}">`, close: '</li>' }
    case 'footnote': return { key: '', open: '', close: '' }
  }
}

/** The number an ordered item carries in the text, when this segment is where it is written. */
function itemNumber(segment: Segment, index: number): string | undefined {
  const isInnermostItem = index === segment.containers.length - 1
  return isInnermostItem ? /^[\s>]*(\d{1,9})[.)]/.exec(segment.source)?.[1] : undefined
}

function renderBlock(block: BlockDiff, joined: readonly BlockDiff[], view: BlockView): string {
  const segment = sideOf(block)
  if (block.kind === 'moved-away') {
    const said = `<q>${escapeHtml(excerpt(segment))}</q>`
    return isOfTable(segment) ? rowNotes(segment, said) : `<p class="diff-note diff-moved-away">${said}</p>`
  }
  const body = bodyOf(block, joined, view)
  const notes = [block, ...joined].map((one) => notesOf(one, view, body.isMarked)).join('')
  return block.kind === 'moved' && !isOfTable(segment) ? `<div class="diff-moved">${body.html}</div>${notes}` : body.html + rowNotes(segment, notes)
}

const isOfTable = (segment: Segment) => segment.kind === 'table-row' || segment.kind === 'table-rule'

/** Inside a table only rows may stand. */
const rowNotes = (segment: Segment, notes: string) =>
  (isOfTable(segment) && notes !== '' ? `<tr class="diff-notes"><td colspan="${Math.max(1, segment.cells?.length ?? 1)}">${notes}</td></tr>` : notes)

/** The first words of a block, to recognise it by. */
export function excerpt(segment: Segment): string {
  const runs = inlineRuns(contentOf(segment).slice(0, 400), '', { inlineLeft: 500 })
  const text = runs.map((run) => run.text).join('').replace(/\s+/g, ' ').trim()
  return text.length > 60 ? `${text.slice(0, 60).replace(/[\uD800-\uDBFF]$/, '')}…` : text
}

const opOf = (block: BlockDiff): Op => (block.kind === 'inserted' ? 'ins' : block.kind === 'deleted' ? 'del' : 'same')

function bodyOf(block: BlockDiff, joined: readonly BlockDiff[], view: BlockView): InlineHtml {
  const segment = sideOf(block)
  switch (segment.kind) {
    case 'table-row': return rowOf(block, view)
    // Its columns show in the rows; how they are aligned is told in a note.
    case 'table-rule': return { html: block.kind === 'changed' ? '' : `<tr class="diff-notes"><td><code>${sourceOf(block, view)}</code></td></tr>`, isMarked: block.kind !== 'changed' }
    case 'code': case 'html': case 'definition': case 'comment': case 'fence': case 'directive': case 'rule': {
      const inner = sourceOf(block, view)
      if (segment.kind === 'rule' && inner === escapeHtml(segment.source)) return { html: '<hr>', isMarked: false }
      return { html: `<pre class="diff-source-block"><code>${inner}</code></pre>`, isMarked: inner.includes('<ins>') || inner.includes('<del>') }
    }
    default: {
      const parts = [block, ...joined].map((one) => inlineOf(one, view, contentRange))
      const inner = { html: parts.map(({ html }, index) => (index === 0 ? html : ` ${seamHtml(joined[index - 1]!, view.words)}${html}`)).join(''), isMarked: parts.some(({ isMarked }) => isMarked) }
      const label = segment.containers.at(-1)
      const prefix = seamHtml(block, view.words) + (label?.type === 'footnote' ? `<sup>${escapeHtml(label.label)}</sup> ` : '')
      const level = segment.kind === 'heading' ? Math.min(6, (segment.level ?? 1) + view.headingOffset) : 0
      // An item's first words stand in the item itself, as in a tight list.
      if (segment.kind === 'list-item') return { html: prefix + inner.html, isMarked: inner.isMarked }
      const tag = level > 0 ? `h${level}` : 'p'
      return { html: `<${tag}>${prefix}${inner.html}</${tag}>`, isMarked: inner.isMarked }
    }
  }
}

const contentRange = (segment: Segment) => segment.content

/** A block shown as written, edits marked. */
export function sourceOf(block: BlockDiff, view: BlockView): string {
  const op = opOf(block)
  const segment = sideOf(block)
  if (op !== 'same') return marked(op, segment.source, view)
  return renderMarked(view.after, view.before, [segment.start, segment.end], block.edits, view)
}

function runsOf(segment: Segment, side: 'old' | 'new', range: readonly [number, number], view: BlockView): Run[] {
  const content = contentOf(segment, range)
  return inlineRuns(content, definitionsFor(content, view.definitions[side]), view)
}

/** The definitions that a passage may mean. */
function definitionsFor(content: string, definitions: ReadonlyMap<string, string>): string {
  if (definitions.size === 0) return ''
  const labels = new Set([...content.matchAll(/\[([^[\]]{1,200})\]/g)].map(([, label]) => label!.replace(/\s+/g, ' ').trim().toLowerCase()))
  return [...labels].map((label) => definitions.get(label) ?? '').filter((line) => line !== '').join('\n')
}

function inlineOf(block: BlockDiff, view: BlockView, rangeOf: (segment: Segment) => readonly [number, number]): InlineHtml {
  const op = opOf(block)
  if (block.old !== undefined && block.new !== undefined && block.edits.length > 0) {
    return renderRunsDiff(runsOf(block.old, 'old', rangeOf(block.old), view), runsOf(block.new, 'new', rangeOf(block.new), view), view, view.budget)
  }
  const segment = sideOf(block)
  return renderRuns(runsOf(segment, block.new === undefined ? 'old' : 'new', rangeOf(segment), view), op, view)
}

function rowOf(block: BlockDiff, view: BlockView): InlineHtml {
  const segment = sideOf(block)
  const tag = view.headerRows.has(segment) ? 'th' : 'td'
  const cells = alignedCells(block, view.budget).map(([old, next]): InlineHtml => {
    if (old !== undefined && next !== undefined && isSameCell(block, old, next)) return renderRuns(runsOf(block.new!, 'new', next, view), 'same', view)
    if (old !== undefined && next !== undefined) return inlineOf(block, view, (side) => (side === block.old ? old : next))
    const range = (old ?? next)!
    const isOld = next === undefined
    const op = block.old !== undefined && block.new !== undefined ? (isOld ? 'del' : 'ins') : opOf(block)
    return renderRuns(runsOf((isOld ? block.old : block.new)!, isOld ? 'old' : 'new', range, view), op, view)
  })
  return { html: `<tr>${cells.map((cell) => `<${tag}>${cell.html}</${tag}>`).join('')}</tr>`, isMarked: cells.some((cell) => cell.isMarked) }
}

type Cell = readonly [number, number]

/** Brackets may mean what is defined elsewhere. */
function isSameCell({ old, new: next }: BlockDiff, was: Cell, is: Cell): boolean {
  const text = contentOf(next!, is)
  return !text.includes('[') && contentOf(old!, was) === text
}

/** Cells face each other by place when there are as many, by text when a column came or went. */
function alignedCells(block: BlockDiff, budget: Budget): [Cell | undefined, Cell | undefined][] {
  const old = block.old?.cells ?? []
  const next = block.new?.cells ?? []
  if (block.old === undefined || block.edits.length === 0) return next.map((cell) => [undefined, cell])
  if (block.new === undefined) return old.map((cell) => [cell, undefined])
  if (block.columns !== undefined) return next.map((cell, index) => [old[block.columns![index]!], cell])
  if (old.length === next.length) return old.map((cell, index) => [cell, next[index]])
  const toInts = interner()
  const texts = (segment: Segment, cells: readonly Cell[]) => toInts(cells.map((cell) => contentOf(segment, cell).trim()))
  const out: [Cell | undefined, Cell | undefined][] = []
  let [i, j] = [0, 0]
  for (const change of changesBetween(texts(block.old, old), texts(block.new, next), budget)) {
    while (i < change.oldStart) out.push([old[i++], next[j++]])
    while (i < change.oldEnd && j < change.newEnd) out.push([old[i++], next[j++]])
    while (i < change.oldEnd) out.push([old[i++], undefined])
    while (j < change.newEnd) out.push([undefined, next[j++]])
  }
  while (i < old.length) out.push([old[i++], next[j++]])
  return out
}

const neverNoted: ReadonlySet<EditKind> = new Set(['reflow', 'line-end', 'field', 'moved', 'inserted', 'deleted', 'cut', 'join'])
const seenInWords: ReadonlySet<EditKind> = new Set(['text', 'table-cell', 'table-column', 'code', 'no-break', 'image', 'html', 'footnote'])
const shownAsSource: ReadonlySet<Segment['kind']> = new Set(['code', 'html', 'definition', 'comment', 'fence', 'directive', 'rule'])

/** What words alone do not show: addresses, levels, marks, blanks. Each is told with its source, so that nothing is hidden. */
function notesOf(block: BlockDiff, view: BlockView, isMarked: boolean): string {
  if (block.old === undefined || block.new === undefined) return ''
  const next = block.new
  if (shownAsSource.has(next.kind)) return ''
  const moved = movedNote(block, view)
  const wanted = block.edits.filter((edit) => !neverNoted.has(edit.kind) && edit.isUnseen !== true && edit.kind !== (next.kind === 'table-rule' || block.columns !== undefined ? 'table-column' : undefined)
    && !(isMarked && isSeenInWords(edit, next, view)))
  if (wanted.length === 0) return moved === '' ? '' : `<ul class="diff-notes">${moved}</ul>`
  const items = grouped(wanted, view).map((edits) => {
    const label = boxLabel(edits[0]!, block, view) ?? view.words.note[edits[0]!.kind] ?? view.words.otherNote
    const [from, to] = contextOf(edits, block.new!, view)
    const level = edits[0]!.kind === 'heading-level' ? ` ${escapeHtml(view.words.level(block.old?.level, block.new?.level))}` : ''
    return `<li>${escapeHtml(label)}\u00A0: <code>${renderMarked(view.after, view.before, ...stretchOf(block.edits, from, to), view)}</code>${level}</li>`
  })
  return `<ul class="diff-notes">${moved}${items.join('')}</ul>`
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
