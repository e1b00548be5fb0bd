import type { BlockDiff, DiffOptions, Edit, ProseDiff } from './edits.js'
import { groupsOf, maxGroup, type ChangeKind, type Group } from './change-groups.js'
import { headerChange, isLayoutChange } from './field-changes.js'
import { maxStructuredLength } from './limits.js'
import { renderMarkdown, type MarkdownOptions } from './markdown.js'
import type { BlockView } from './block-view.js'
import { renderBlocks } from './render-blocks.js'
import { renderFields, renderHeader } from './render-fields.js'
import { renderMarked } from './render-inline.js'
import { seamNoun, type Seam } from './seams.js'
import { escapeHtml } from './safe-html.js'
import { segment as cut, type Segment } from './segments.js'
import { newBudget } from './sequence.js'
import { viewWords, type ViewWords } from './view-words.js'

export { seamsOf } from './seams.js'
export { renderSource } from './render-source.js'

/** How a change is shown. Every part is optional: by default French, relative links inert, images told by their alternative text. */
export interface RenderDiffOptions {
  locale?: 'fr' | 'en'
  /** As for renderMarkdown; `side` says which of the two texts wrote the address. Default: absolute web addresses only, no image is loaded. */
  resolveUrl?(url: string, kind: 'link' | 'image', side: 'old' | 'new'): string | undefined
  /** How header fields are called; by default as on the form of a fiche, the key itself where it is no field of ours. */
  label?: DiffOptions['label']
  /** As for `diffTexts`. */
  terms?: DiffOptions['terms']
  /** Level of the heading that names each change, 2 to 5; headings of the text come below. Default 3. */
  headingLevel?: number
  /** Put before each change's id. Default `changement-`. */
  idPrefix?: string
  /** `whole`: the text in full with what changed marked, without titles nor folds, as beside another in a passage to settle. Default `changes`. */
  layout?: 'changes' | 'whole'
}

/** One change as a reviewer decides on it: a run of blocks that changed together. */
export interface RenderedChange {
  /** Unique in the page; also the id of its section. */
  readonly id: string
  readonly titleFr: string
  readonly titleEn: string
  /** Its content, without the title. */
  readonly html: string
  readonly kind: ChangeKind
}

/** Inline Markdown read for unchanged blocks costs as much as for changed ones: past this, marks show as written. */
const inlineLimit = 30_000
const foldedInlineLimit = 10_000
const foldedBlocksShown = 60
/** Past this many changes a reader is better served by the source view; the rest is counted. */
const maxChanges = 500
/** Past this, in UTF-16 units of HTML, no browser scrolls any more: the rest is counted too. A text of 100 kB rewritten whole stays below. */
const maxShownLength = 2_000_000

/** The rendered view of a change: each change a titled section, what did not change folded. The HTML is safe whatever the texts hold. */
export function renderDiff(diff: ProseDiff, options: RenderDiffOptions = {}): { html: string; changes: RenderedChange[] } {
  const locale = options.locale ?? 'fr'
  const words = viewWords[locale]
  const view = viewOf(diff, options)
  const renamed = diff.renamed === undefined ? '' : `<p class="diff-note">${escapeHtml(words.renamed)} <del>${escapeHtml(diff.renamed.before)}</del> → <ins>${escapeHtml(diff.renamed.after)}</ins></p>`
  if (diff.unchanged) return { html: renamed || `<p class="diff-note">${words.nothing}</p>`, changes: [] }
  const level = Math.min(5, Math.max(2, options.headingLevel ?? 3))
  const changes: RenderedChange[] = []
  // Changed blocks first: they are worth more of the budget than folded ones.
  const all = groupsOf(diff, headerChange(diff.blocks, locale, options.label, options.terms))
  if (options.layout === 'whole' && diff.before.length + diff.after.length <= inlineLimit) return { html: `<div class="diff">${renamed}${notesAbove(diff, words)}${renderWholeRun(all, view)}</div>`, changes: [] }
  const shownUntil = all.findIndex((group, index) => group.kind !== 'same' && index >= 2 * maxChanges)
  const groups = shownUntil < 0 ? all : all.slice(0, shownUntil)
  const heads = tableHeads(diff.blocks)
  const rendered = new Map<Group, string>()
  let [length, unshown] = [0, all.slice(groups.length).filter((group) => group.kind !== 'same').length]
  for (const group of groups) {
    if (group.kind === 'same') continue
    if (length > maxShownLength) { unshown += 1; continue }
    const content = groupHtml(withTableHead(group, heads), view)
    length += content.length
    rendered.set(group, content)
  }
  view.inlineLeft = Math.min(view.inlineLeft, foldedInlineLimit)
  let html = renamed + notesAbove(diff, words)
  for (const group of groups) {
    const content = rendered.get(group)
    if (group.kind !== 'same' && content === undefined) continue
    if (content === undefined) {
      html += options.layout === 'whole' ? renderBlocks(unmarked(group.blocks), view) : folded(group.blocks, view)
      continue
    }
    if (options.layout === 'whole') { html += content; continue }
    const id = `${options.idPrefix ?? 'changement-'}${changes.length + 1}`
    const change: RenderedChange = { id, titleFr: titleOf(group, viewWords.fr), titleEn: titleOf(group, viewWords.en), html: content, kind: group.kind }
    changes.push(change)
    const title = escapeHtml(locale === 'fr' ? change.titleFr : change.titleEn)
    html += `<section class="diff-change" id="${escapeHtml(id)}" data-kind="${group.kind}" aria-labelledby="${escapeHtml(id)}-titre">`
      + `<h${level} class="diff-title" id="${escapeHtml(id)}-titre">${title}</h${level}>${content}</section>`
  }
  if (unshown > 0) html += `<p class="diff-note">${escapeHtml(words.tooMany(unshown))}</p>`
  return { html: `<div class="diff">${html}</div>`, changes }
}

/** A short text with what changed in it: groups side by side are one run of blocks, so that a table or a list stays one. */
function renderWholeRun(groups: readonly Group[], view: BlockView): string {
  let html = ''
  let run: BlockDiff[] = []
  const end = () => { html += run.length === 0 ? '' : renderBlocks(run, view); run = [] }
  for (const group of groups) {
    if (group.kind === 'same') run.push(...unmarked(group.blocks))
    else if (group.header === undefined && group.edits === undefined) run.push(...group.blocks)
    else { end(); html += groupHtml(group, view) }
  }
  end()
  return html
}

const notesAbove = (diff: ProseDiff, words: ViewWords): string => unseenNotes(diff.edits, words).map((note) => `<p class="diff-note">${escapeHtml(note)}</p>`).join('')

/** What changed in the file and not on the page, each kind in one sentence. */
export function unseenNotes(edits: readonly Edit[], words: ViewWords): string[] {
  const has = (isIt: (edit: Edit) => boolean, note: string) => (edits.some(isIt) ? [note] : [])
  return [
    ...has((edit) => edit.kind === 'reflow', words.onlyLayout), ...has((edit) => edit.kind === 'line-end', words.lineEnds),
    ...has((edit) => edit.isUnseen === true && edit.kind === 'whitespace', words.unseenBlanks),
    ...has((edit) => edit.isUnseen === true && edit.kind !== 'whitespace', words.unseenWriting),
  ]
}

export function viewOf(diff: Pick<ProseDiff, 'before' | 'after' | 'blocks'>, options: RenderDiffOptions): BlockView {
  const length = diff.before.length + diff.after.length
  const definitions = (side: 'old' | 'new') => new Map(diff.blocks.map((block) => block[side]).filter((s) => s?.kind === 'definition')
    .map((s) => [s!.key.slice(2), s!.source.trim()] as const).reverse())
  return {
    before: diff.before, after: diff.after, words: viewWords[options.locale ?? 'fr'], budget: newBudget(length), inlineLeft: length > 2 * maxStructuredLength ? inlineLimit / 6 : inlineLimit,
    definitions: { old: definitions('old'), new: definitions('new') },
    headerRows: headerRows(diff.blocks),
    headingOffset: (options.headingLevel ?? 3) + 1 - highestHeading(diff.blocks), tables: { count: 0 },
    resolveUrl: options.resolveUrl ?? webOnly,
  }
}

/** The text's highest heading comes right below the title of a change. */
const highestHeading = (blocks: readonly BlockDiff[]) => blocks.reduce((highest, { old, new: next }) => Math.min(highest, old?.level ?? 6, next?.level ?? 6), 6)

function headerRows(blocks: readonly BlockDiff[]): Set<Segment> {
  const out = new Set<Segment>()
  blocks.forEach((block, index) => {
    const next = blocks[index + 1]
    if ((next?.new ?? next?.old)?.kind !== 'table-rule') return
    for (const segment of [block.old, block.new]) if (segment?.kind === 'table-row') out.add(segment)
  })
  return out
}

/** The first row of the table that each other row stands in. */
export function tableHeads(blocks: readonly BlockDiff[]): Map<BlockDiff, Segment> {
  const out = new Map<BlockDiff, Segment>()
  let head: Segment | undefined
  blocks.forEach((block, index) => {
    const segment = (block.new ?? block.old)!
    const next = blocks[index + 1]
    if ((next?.new ?? next?.old)?.kind === 'table-rule') head = block.new
    else if (segment.kind !== 'table-row' && segment.kind !== 'table-rule') head = undefined
    else if (head !== undefined) out.set(block, head)
  })
  return out
}

/** A row without the names of its columns tells little. */
export function withTableHead(group: Group, heads: ReadonlyMap<BlockDiff, Segment>): Group {
  const head = group.blocks[0] === undefined ? undefined : heads.get(group.blocks[0])
  return head === undefined ? group : { ...group, blocks: [{ kind: 'same', new: head, edits: [] }, ...group.blocks] }
}

export function groupHtml(group: Group, view: BlockView): string {
  if (group.header !== undefined) return renderHeader(group.header, view)
  if (group.edits === undefined) return renderBlocks(group.blocks, view)
  const items = group.edits.slice(0, maxGroup).map((edit) => `<li>${spacesHtml(edit, view)}</li>`)
  return `<p class="diff-note">${escapeHtml(view.words.blankLines)}</p><ul class="diff-notes">${items.join('')}</ul>`
}

/** Blank space shown with the words before it; line ends as ↵. */
function spacesHtml(edit: Edit, view: BlockView): string {
  const from = Math.max(0, view.after.lastIndexOf('\n', edit.new[0] - 2) + 1, edit.new[0] - 40)
  return `<code>${renderMarked(view.after, view.before, [from, edit.new[1]], [edit], view).replace(/\r?\n/g, '↵\n')}</code>`
}

const unmarked = (blocks: readonly BlockDiff[]): BlockDiff[] => blocks.filter((block) => !['fence', 'comment', 'table-rule'].includes((block.new ?? block.old)!.kind))
  .map((block): BlockDiff => (block.new === undefined ? block : { kind: 'same', new: block.new, edits: [] }))

export function folded(blocks: readonly BlockDiff[], view: BlockView): string {
  const passages = unmarked(blocks)
  if (passages.length === 0) return ''
  const shown = passages.slice(0, foldedBlocksShown)
  const left = passages.length - shown.length
  const rest = left > 0 ? `<p class="diff-note">${escapeHtml(view.words.left(left))}</p>` : ''
  return `<details class="diff-same"><summary>${escapeHtml(view.words.unchanged(passages.length))}</summary>${renderBlocks(shown, view)}${rest}</details>`
}

export function titleOf(group: Group, words: ViewWords): string {
  if (group.kind === 'fields') return group.header !== undefined && isLayoutChange(group.header) ? words.fields.layout : words.header
  if (group.kind === 'spaces') return words.blankLines
  const [, second, ...more] = group.blocks
  if (second?.seam !== undefined && more.every(({ seam }) => seam === second.seam)) return `${words.seamTitle[second.seam][seamNoun(second)]}${group.section === '' ? '' : words.in(group.section)}`
  const kinds = new Set(group.blocks.map((block) => (block.new ?? block.old)!.kind).map((kind) => (kind === 'table-rule' ? 'table-row' : kind)))
  const became = group.kind === 'same' ? '' : words.became[group.kind]
  const isRows = kinds.size === 1 && kinds.has('table-row') && group.kind !== 'changed' && group.blocks.every((block) => (block.new ?? block.old)!.kind === 'table-row')
  const noun = isRows ? words.rows(group.blocks.length) : kinds.size === 1 ? words.block[[...kinds][0]!] : words.several
  const ending = words.feminine.length === 0 ? '' : isRows ? (group.blocks.length > 1 ? 'es' : 'e') : kinds.size === 1 && words.feminine.includes([...kinds][0]!) ? 'e' : ''
  const what = became.replace(/^\S+/, (participle) => participle + ending)
  // A heading is the section of what comes with it.
  const isOwnSection = (kinds.size === 1 && kinds.has('heading')) || (group.blocks[0]!.new?.kind === 'heading' && group.kind !== 'changed')
  return `${noun} ${what}${group.section === '' || isOwnSection ? '' : words.in(group.section)}`
}

/** Both versions as readers would see them, header included, each whole, nothing marked but where a paragraph was cut or joined (`seams`). */
export function renderBeforeAfter(
  before: string, after: string, options: Omit<Partial<MarkdownOptions>, 'resolveUrl'> & Pick<RenderDiffOptions, 'resolveUrl' | 'terms'> & { readonly seams?: readonly Seam[] } = {},
): { before: string; after: string } {
  const { origin, seams = [], ...rest } = options
  const resolveUrl = options.resolveUrl ?? webOnly
  const { parts } = viewWords[options.locale ?? 'fr']
  const one = (text: string, name: string, side: 'old' | 'new') => {
    const part = side === 'old' ? parts.before : parts.after
    const resolve = (url: string, kind: 'link' | 'image') => resolveUrl(url, kind, side)
    const view = viewOf({ before: '', after: '', blocks: [] }, { ...(options.locale && { locale: options.locale }), resolveUrl: resolve })
    return renderFields(cut(text), options.locale ?? 'fr', view, options.terms)
      + renderMarkdown(text, { headingOffset: 2, part, ...rest, ...(side === 'new' && origin && { origin }), notes: seams.filter((seam) => seam.side === side).map(({ at, is, label }) => ({ at: at[1], is, label })), resolveUrl: resolve, idPrefix: `${options.idPrefix ?? ''}${name}-` }).html
  }
  return { before: one(before, 'avant', 'old'), after: one(after, 'apres', 'new') }
}

/** One version as its readers would see it: the header told in words, then the text. */
export function renderWhole(text: string, options: Pick<RenderDiffOptions, 'locale'> & Partial<Pick<MarkdownOptions, 'idPrefix' | 'headingOffset' | 'resolveUrl'>> = {}): string {
  const { locale = 'fr', resolveUrl = webOnly } = options
  const view = viewOf({ before: '', after: '', blocks: [] }, { locale, resolveUrl })
  return renderFields(cut(text), locale, view) + renderMarkdown(text, { headingOffset: 2, ...options, resolveUrl }).html
}

const webOnly = (url: string, kind: 'link' | 'image') => (kind === 'link' && /^https?:\/\//i.test(url) ? url : undefined)
