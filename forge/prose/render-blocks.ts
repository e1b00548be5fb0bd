import type { BlockView } from './block-view.js'
import type { BlockDiff } from './edits.js'
import { contentOf, inlineRuns, type Run } from './inline.js'
import { alignmentsOf } from './moved-columns.js'
import { marked, renderMarked, renderRuns, renderRunsDiff, type InlineHtml, type Op } from './render-inline.js'
import { notesOf } from './render-notes.js'
import { seamHtml } from './seams.js'
import { escapeHtml } from './safe-html.js'
import type { Container, Segment } from './segments.js'
import { changesBetween, interner, type Budget } from './sequence.js'

/** Renders consecutive blocks of the text as HTML: lists, quotes and tables are opened and closed around them. Header fields are left out. */
export function renderBlocks(blocks: readonly BlockDiff[], view: BlockView): string {
  let html = ''
  const open: { key: string; close: string }[] = []
  const closeTo = (depth: number) => { while (open.length > depth) html += open.pop()!.close }
  for (let at = 0; at < blocks.length; at++) {
    const block = blocks[at]!
    const segment = sideOf(block)
    if (open.at(-1)?.key === 'table' && view.headerRows.has(segment) && isApart(blocks[at - 1]!, block, view)) closeTo(open.length - 1)
    // A table that comes or goes is shown by its rows.
    if (segment.kind === 'field' || (segment.kind === 'table-rule' && isBesideRow(blocks, block))) continue
    const wanted = wrappersOf(segment, block)
    let shared = 0
    while (shared < open.length && shared < wanted.length && open[shared]!.key === wanted[shared]!.key) shared++
    closeTo(shared)
    wanted.slice(shared).forEach((wrapper, index, opened) => {
      // An item opened for the list below it only: its own words are elsewhere, and its bullet with them.
      const isEmpty = wrapper.open.startsWith('<li') && /^[ou]l$/.test(opened[index + 1]?.key ?? '')
      html += wrapper.key === 'table' ? tableOpening(view) : isEmpty ? wrapper.open.replace('<li', '<li class="diff-above"') : wrapper.open
      open.push(wrapper)
    })
    // What was joined to it is one block with it now.
    const joined: BlockDiff[] = []
    while (blocks[at + 1]?.seam === 'join') joined.push(blocks[++at]!)
    html += renderBlock(block, joined, view)
  }
  closeTo(0)
  return html
}

/** Two tables that nothing but blank lines part. */
function isApart(before: BlockDiff, block: BlockDiff, view: BlockView): boolean {
  const between = (['new', 'old'] as const).find((side) => before[side] !== undefined && block[side] !== undefined)
  return between !== undefined && /\n[ \t>]*\r?\n/.test((between === 'new' ? view.after : view.before).slice(before[between]!.end, block[between]!.start))
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
  (isOfTable(segment) && notes !== '' ? `<tr class="diff-notes"><td colspan="${Math.max(1, segment.cells?.length ?? alignmentsOf(segment).length)}">${notes}</td></tr>` : notes)

/** The first words of a block, to recognise it by. */
export function excerpt(segment: Segment): string {
  const runs = segment.kind === 'code' ? [] : inlineRuns(contentOf(segment).slice(0, 400), '', { inlineLeft: 500 })
  const text = (segment.kind === 'code' ? segment.key.slice(segment.key.indexOf(':', 2) + 1, 400) : runs.map((run) => run.text).join('')).replace(/\s+/g, ' ').trim()
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
  return renderMarked(view.after, view.before, [segment.start, segment.end], block.edits.filter((edit) => edit.isUnseen !== true && edit.kind !== 'list-item'), view)
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
