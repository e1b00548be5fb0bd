import type { BlockDiff } from './edits.js'
import type { FieldChange, HeaderChange, ItemChange } from './field-changes.js'
import { fieldLabel, readField, type FieldTerms, type Piece, type Told } from './field-reading.js'
import { readFieldValue } from './field-values.js'
import { inlineRuns, plainRuns, type Run } from './inline.js'
import { bagOf, diceOf } from './match.js'
import type { BlockView } from './block-view.js'
import { sourceOf } from './render-blocks.js'
import { renderRuns, renderRunsDiff, type InlineHtml, type Op } from './render-inline.js'
import { escapeHtml } from './safe-html.js'
import type { Segment } from './segments.js'

/** Below this likeness two short values are read one after the other, not word by word. */
const nearEnough = 0.4
/** Past it words are always compared, so that nobody has to. */
const shortLength = 80
const maxFields = 200
/** Lists of words this short stand on one line. */
const shortItem = 40

/** What changed in the header, told in the words of the fiche: a name and a change for each field. */
export function renderHeader(change: HeaderChange, view: BlockView): string {
  const said = view.words.fields
  const rows = change.fields.map((field) => row(field.label, `${fieldHtml(field, view)}${field.hasOtherComments ? note(said.comment) : ''}`))
  if (change.otherLines.length > 0) rows.push(row(said.otherLines, source(change.otherLines, view)))
  const layout = [
    change.rewritten.length > 0 ? note(said.rewritten(change.rewritten)) : '',
    change.unseen.length > 0 ? note(said.unseen(change.unseen)) : '',
    change.moved.length > 0 ? note(said.moved(change.moved)) : '',
    [...change.comments, ...change.fences].length > 0 ? `${note(change.comments.length > 0 ? said.comment : said.fences)}${source([...change.comments, ...change.fences], view)}` : '',
  ].join('')
  if (layout !== '') rows.push(row(said.layout, layout))
  const same = change.same.length === 0 ? ''
    : `<details class="diff-same"><summary>${escapeHtml(said.same(change.same.length))}</summary><p>${escapeHtml(change.same.join(', '))}</p></details>`
  const lines = change.blocks.filter((block) => !isToldWhole(block, change))
  const isOnlyWay = change.rewritten.length + change.unseen.length > 0 && change.fields.length === 0
  const raw = lines.length === 0 ? '' : `<details class="diff-raw"${isOnlyWay ? ' open' : ''}><summary>${escapeHtml(said.lines)}</summary>${isOnlyWay ? source(lines, view) : toldAgain(source(lines, view))}</details>`
  return `<dl class="diff-fields">${rows.join('')}</dl>${raw}${same}`
}

/** One version's header, told as renderHeader tells changes. Empty when there is none. */
export function renderFields(segments: readonly Segment[], locale: 'fr' | 'en', view: BlockView, terms?: FieldTerms): string {
  const rows = segments.filter((segment) => segment.kind === 'field').slice(0, maxFields).map((segment) => {
    const field = segment.field ?? ''
    const read = readFieldValue(segment.source, field)
    if (read === undefined) return row(fieldLabel(field, locale), `<pre class="diff-source-block"><code>${escapeHtml(segment.source)}</code></pre>`)
    const reading = readField(field, read.value, locale, terms)
    const html = reading.kind === 'one' ? `<p>${valueHtml(reading.told, 'same', view)}</p>`
      : itemsHtml(reading.items.map((item): ItemChange => ({ kind: 'same', new: item, isMoved: false })), view, 'every')
    return row(fieldLabel(field, locale), html)
  })
  return rows.length === 0 ? '' : `<dl class="diff-fields">${rows.join('')}</dl>`
}

const row = (name: string, html: string) => `<div class="diff-field"><dt>${escapeHtml(name)}</dt><dd>${html}</dd></div>`
const note = (text: string) => `<p class="diff-note">${escapeHtml(text)}</p>`
const source = (blocks: readonly BlockDiff[], view: BlockView) => `<pre class="diff-source-block"><code>${blocks.map((block) => sourceOf(block, view)).join('\n')}</code></pre>`

/** What the rows above mark already: one change is one `ins` or `del`, whoever counts or hears them. */
const toldAgain = (html: string) => html.replace(/<(ins|del)>/g, '<span class="diff-again" data-op="$1">').replace(/<\/(?:ins|del)>/g, '</span>')

/** A field shown as its lines, or as the very words after its name: its lines would say nothing more. */
function isToldWhole(block: BlockDiff, change: HeaderChange): boolean {
  const field = change.fields.find((one) => one.block === block)
  if (field === undefined) return false
  if (field.content.kind === 'lines') return true
  if (field.content.kind !== 'one') return false
  const quoteOf = (segment: BlockDiff['old'], told: Told | undefined) =>
    (segment === undefined ? undefined : ['', '"', '\''].find((quote) => segment.source === `${field.field}: ${quote}${told?.text ?? ''}${quote}`) ?? '?')
  const quotes = new Set([quoteOf(block.old, field.content.old), quoteOf(block.new, field.content.new)].filter((quote) => quote !== undefined))
  return quotes.size === 1 && !quotes.has('?')
}

function fieldHtml(field: FieldChange, view: BlockView): string {
  const { content } = field
  switch (content.kind) {
    case 'lines': return source([field.block], view)
    case 'one': return oneHtml(content, view)
    case 'items': return itemsHtml(content.items, view)
  }
}

function oneHtml({ old, new: next, isProse }: FieldChange['content'] & { kind: 'one' }, view: BlockView): string {
  if (old !== undefined && next !== undefined && isProse && areComparable(old, next)) return `<p>${compared(old, next, view).html}</p>`
  const value = (told: Told, op: 'ins' | 'del') => valueHtml(told, op, view)
  if (old === undefined || next === undefined) return `<p>${old === undefined ? value(next!, 'ins') : value(old, 'del')}</p>`
  if (Math.max(old.text.length, next.text.length) > shortLength) return `<p>${value(old, 'del')}</p><p>${value(next, 'ins')}</p>`
  return `<p class="diff-values">${value(old, 'del')} <span class="diff-arrow" aria-hidden="true">→</span> ${value(next, 'ins')}</p>`
}

const areComparable = (old: Told, next: Told) => old.text !== '' && next.text !== ''
  && (Math.max(old.text.length, next.text.length) > 4 * shortLength || diceOf(bagOf(old.text), bagOf(next.text)) >= nearEnough)

function itemsHtml(items: readonly ItemChange[], view: BlockView, shown: 'changed' | 'every' = 'changed'): string {
  const said = view.words.fields
  const isShort = items.every((item) => [item.old, item.new].every((told) => told === undefined || told.text.length <= shortItem))
  let html = ''
  for (let at = 0; at < items.length; at++) {
    const item = items[at]!
    const isSame = (one: ItemChange | undefined) => one?.kind === 'same' && !one.isMoved
    if (isSame(item) && !isShort && shown === 'changed') {
      let until = at + 1
      while (isSame(items[until])) until++
      const names = items.slice(at, until).map((one) => one.new!.head)
      html += `<li data-op="same"><span class="diff-note">${escapeHtml(until - at <= 3 && names.every((name) => name !== '') ? said.sameNamed(names) : said.sameItems(until - at))}</span></li>`
      at = until - 1
    } else html += `<li data-op="${opOf(item)}">${itemHtml(item, view)}</li>`
  }
  return `<ul class="diff-items"${isShort ? ' data-short=""' : ''}>${html}</ul>`
}

const opOf = (item: ItemChange) => (item.kind === 'added' ? 'ins' : item.kind === 'removed' ? 'del' : item.kind === 'same' ? (item.isMoved ? 'moved' : 'same') : 'changed')

function itemHtml(item: ItemChange, view: BlockView): string {
  const said = view.words.fields
  const aside = (text: string) => ` <span class="diff-note">${escapeHtml(text)}</span>`
  const moved = item.isMoved ? aside(said.movedItem) : ''
  if (item.kind === 'same') return valueHtml(item.new!, 'same', view) + moved
  if (item.old === undefined || item.new === undefined) return valueHtml((item.new ?? item.old)!, item.new === undefined ? 'del' : 'ins', view)
  const shown = compared(item.old, item.new, view)
  return shown.html + moved + (shown.isMarked ? '' : aside(said.rewrittenItem))
}

/** Words of both, compared as they are read; as they are written when reading shows no difference. */
function compared(old: Told, next: Told, view: BlockView): InlineHtml {
  const read = renderRunsDiff(runsOf(old, view, 'markdown'), runsOf(next, view, 'markdown'), view, view.budget)
  return read.isMarked ? read : renderRunsDiff(runsOf(old, view, 'plain'), runsOf(next, view, 'plain'), view, view.budget)
}

function valueHtml(told: Told, op: Op, view: BlockView): string {
  return told.text === '' ? `<span class="diff-none">${escapeHtml(view.words.fields.empty)}</span>` : renderRuns(runsOf(told, view, 'markdown'), op, view).html
}

function runsOf(told: Told, view: BlockView, how: 'markdown' | 'plain'): Run[] {
  return told.pieces.flatMap((piece): Run[] => {
    switch (piece.as) {
      case 'head': return [{ text: piece.text, marks: [{ tag: 'strong' }] }]
      case 'link': return [{ text: piece.text, marks: [{ tag: 'a', url: piece.url ?? '' }] }]
      case 'image': return [{ text: piece.text, marks: [], atom: 'image', url: piece.url ?? '' }, { text: ' ', marks: [] }]
      case 'markdown': return how === 'plain' ? linesRuns(piece.text) : markdownRuns(piece, view)
      case undefined: return linesRuns(piece.text)
    }
  })
}

/** Before a paragraph, an item of a list, a heading. */
const betweenLines = /\n(?:[ \t]*\n)+|\n(?=[ \t]*(?:[-*+]|\d{1,3}[.)]|#{1,6})[ \t])/

const breakRun = (text: string): Run => ({ text, marks: [], atom: 'break' })

/** As written, each paragraph and each item on its own line; blank lines are told apart by how many they are. */
function linesRuns(text: string): Run[] {
  if (!text.includes('\n')) return plainRuns(text)
  const out: Run[] = []
  let at = 0
  for (const match of text.matchAll(new RegExp(betweenLines, 'g'))) {
    out.push(...plainRuns(text.slice(at, match.index)), breakRun(match[0]))
    at = match.index + match[0].length
  }
  return [...out, ...plainRuns(text.slice(at))]
}

/** Inline Markdown, paragraph by paragraph; list items keep their bullets and stand on their own lines. */
function markdownRuns(piece: Piece, view: BlockView): Run[] {
  return piece.text.trim().split(betweenLines).flatMap((part, index): Run[] => {
    const heading = /^#{1,6}[ \t]+(.*)$/.exec(part)?.[1]
    const bullet = /^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+/.exec(part)?.[0] ?? ''
    const runs = heading !== undefined ? [{ text: heading, marks: [{ tag: 'strong' as const }] }] : [...(bullet === '' ? [] : plainRuns(bullet)), ...inlineRuns(part.slice(bullet.length), '', view)]
    return index === 0 ? runs : [breakRun('\n'), ...runs]
  })
}
