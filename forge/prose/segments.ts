import type { List, ListItem, Nodes, Parent, TableRow } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { frontmatter } from 'micromark-extension-frontmatter'
import { gfm } from 'micromark-extension-gfm'
import { fieldRanges } from './front-matter.js'
import { hasTooManyLines, isTooNested } from './limits.js'

/** What a segment is. `fence` is a `---` of the header, `comment` a line of the header that is no field, `table-rule` the line under a table's head. */
export type SegmentKind =
  | 'fence' | 'field' | 'comment'
  | 'heading' | 'paragraph' | 'list-item' | 'table-row' | 'table-rule' | 'code' | 'html' | 'definition' | 'footnote' | 'rule'
  | 'separator'

/** A quote, list or list item around a segment. `id` is its own start in the text: two segments share a container when they share its id. */
export type Container =
  | { readonly type: 'quote'; readonly id: number }
  | { readonly type: 'list'; readonly id: number; readonly ordered: boolean; readonly first: number }
  | { readonly type: 'item'; readonly id: number; readonly checked?: boolean }
  | { readonly type: 'footnote'; readonly id: number; readonly label: string }

/** One piece of a Markdown text: whole lines (the newline after them belongs to the separator), or the blank between two pieces. */
export interface Segment {
  readonly kind: SegmentKind
  /** UTF-16 offsets in the text; `source` is what stands between them. */
  readonly start: number
  readonly end: number
  readonly source: string
  /** Equal for two segments that say the same thing: layout, markers and heading level left out. A field's key is its name. */
  readonly key: string
  /** Outermost first. */
  readonly containers: readonly Container[]
  /** Where the segment's own words are, past bullets, `>` and `##`; offsets in the text. */
  readonly content: readonly [number, number]
  /** Heading level, 1 to 6. */
  readonly level?: number
  /** Name of a header field. */
  readonly field?: string
  /** Contents of a table row's cells, offsets in the text. */
  readonly cells?: readonly (readonly [number, number])[]
}

/** Above this a text is cut line by line, without looking for structure. */
const maxStructuredLength = 300_000
/** Each list item and table row costs the parser far more than its letters do. */
const maxStructuredLines = 2_000

/** Block structure only: what is inside lines costs most of the parsing time and is not needed here. */
const blocksOnly = {
  extensions: [
    frontmatter(['yaml', 'toml']), gfm(),
    { disable: { null: [
      'attention', 'autolink', 'characterEscape', 'characterReference', 'codeText', 'emailAutolink', 'gfmFootnoteCall', 'gfmPotentialFootnoteCall',
      'hardBreakEscape', 'htmlText', 'labelEnd', 'labelStartImage', 'labelStartLink', 'protocolAutolink', 'strikethrough', 'wwwAutolink',
    ] } },
  ],
  // The extension with a transform looks for bare addresses in every text.
  mdastExtensions: [frontmatterFromMarkdown(['yaml', 'toml']), ...gfmFromMarkdown().filter((extension) => extension.transforms === undefined)],
}

type Piece = Omit<Segment, 'source' | 'start' | 'end'> & { start: number; end: number }

/**
 * Cuts a Markdown text into header fields, blocks and what separates them. The sources of the segments, put end to end, are the text,
 * whatever it holds: mixed line ends, broken YAML, unclosed fences, binary. Costs about what parsing block structure costs (linear).
 */
export function segment(text: string): Segment[] {
  if (text.length > maxStructuredLength) return partition(text, byLines(text))
  const known = recent.get(text)
  if (known !== undefined) {
    recent.delete(text)
    recent.set(text, known)
    return known.slice()
  }
  const found = partition(text, isTooNested(text) || hasTooManyLines(text, maxStructuredLines) ? byLines(text) : byStructure(text))
  recent.set(text, found)
  if (recent.size > maxRecent) recent.delete(recent.keys().next().value!)
  return found.slice()
}

/** One text is cut several times in a row (compared, merged, shown; the base of every proposition): the last ones are kept. */
const recent = new Map<string, Segment[]>()
const maxRecent = 16

function byStructure(text: string): Piece[] {
  try {
    const pieces: Piece[] = []
    collect(fromMarkdown(text, blocksOnly), [], false, text, pieces)
    return pieces
  } catch (error) {
    if (error instanceof RangeError) return byLines(text)
    throw error
  }
}

function byLines(text: string): Piece[] {
  const pieces: Piece[] = []
  for (const match of text.matchAll(/[^\r\n]*[^\r\n\s][^\r\n]*/g)) {
    const end = match.index + match[0].length
    pieces.push({ kind: 'paragraph', start: match.index, end, key: `t:${collapsed(match[0])}`, containers: [], content: [match.index, end] })
  }
  return pieces
}

function partition(text: string, pieces: readonly Piece[]): Segment[] {
  const out: Segment[] = []
  let at = 0
  const separator = (to: number) => {
    if (to <= at) return
    const source = text.slice(at, to)
    out.push({ kind: 'separator', start: at, end: to, source, key: 's:', containers: [], content: [at, to] })
    at = to
  }
  for (const piece of pieces) {
    const start = Math.max(at, piece.start)
    if (piece.end <= start) continue
    separator(start)
    out.push({ ...piece, start, source: text.slice(start, piece.end), content: [Math.max(start, piece.content[0]), Math.max(start, piece.content[1])] })
    at = piece.end
  }
  separator(text.length)
  return out
}

function lineStart(text: string, at: number): number {
  for (let start = at; start > 0; start--) {
    const code = text.charCodeAt(start - 1)
    if (code === 10 || code === 13) return start
  }
  return 0
}

function lineEnd(text: string, at: number): number {
  for (let end = at; end < text.length; end++) {
    const code = text.charCodeAt(end)
    if (code === 10 || code === 13) return end
  }
  return text.length
}

function collect(node: Nodes, containers: readonly Container[], isFirstOfItem: boolean, text: string, out: Piece[]): void {
  const start = node.position?.start.offset ?? 0
  const end = node.position?.end.offset ?? start
  const leaf = (kind: SegmentKind, more: Partial<Piece> = {}) => {
    const content = more.content ?? [start, end]
    out.push({ kind, start: lineStart(text, start), end: lineEnd(text, end), key: keyOf(kind, text.slice(...content), containers), containers, content, ...more })
  }
  const inside = (parent: Extract<Nodes, Parent>, within: readonly Container[]) => {
    if (parent.children.length === 0) leaf('list-item', { containers: within, content: [lineEnd(text, end), lineEnd(text, end)], key: 'l:' })
    parent.children.forEach((child, index) => collect(child, within, index === 0 && parent.type === 'listItem', text, out))
  }
  switch (node.type) {
    case 'root':
      for (const child of node.children) collect(child, [], false, text, out)
      break
    case 'blockquote': inside(node, [...containers, { type: 'quote', id: start }]); break
    case 'list': inside(node, [...containers, listContainer(node, start)]); break
    case 'listItem': inside(node, [...containers, itemContainer(node, start)]); break
    case 'footnoteDefinition': inside(node, [...containers, { type: 'footnote', id: start, label: node.identifier }]); break
    case 'heading': leaf('heading', { level: node.depth, content: innerRange(node, end) }); break
    case 'paragraph':
      leaf(containers.at(-1)?.type === 'footnote' ? 'footnote' : isFirstOfItem ? 'list-item' : 'paragraph', { content: innerRange(node, start) })
      break
    case 'code': leaf('code', { key: `c:${node.lang ?? ''}:${node.value}` }); break
    case 'html': leaf('html'); break
    case 'definition': leaf('definition', { key: `d:${node.identifier}` }); break
    case 'thematicBreak': leaf('rule', { key: 'r:' }); break
    case 'table': collectRows(node.children, containers, text, out); break
    case 'yaml': collectHeader(text, start, end, out); break
    default:
      // `toml` comes from the front matter extension, which adds it to no type.
      if ((node.type as string) === 'toml') collectHeader(text, start, end, out)
      else leaf('paragraph')
  }
}

const listContainer = (node: List, id: number): Container => ({ type: 'list', id, ordered: node.ordered === true, first: node.start ?? 1 })
const itemContainer = (node: ListItem, id: number): Container =>
  (typeof node.checked === 'boolean' ? { type: 'item', id, checked: node.checked } : { type: 'item', id })

function innerRange(node: Parent, otherwise: number): [number, number] {
  return [node.children[0]?.position?.start.offset ?? otherwise, node.children.at(-1)?.position?.end.offset ?? otherwise]
}

function collectRows(rows: readonly TableRow[], containers: readonly Container[], text: string, out: Piece[]): void {
  rows.forEach((row, index) => {
    const start = row.position?.start.offset ?? 0
    const end = row.position?.end.offset ?? start
    const cells = row.children.map((cell) => innerRange(cell, Math.min((cell.position?.start.offset ?? start) + 1, cell.position?.end.offset ?? end)))
    const key = `w:${cells.map((cell) => collapsed(text.slice(...cell))).join('|')}`
    out.push({ kind: 'table-row', start: lineStart(text, start), end: lineEnd(text, end), key, containers, content: [start, end], cells })
    if (index > 0) return
    const ruleStart = afterNewline(text, lineEnd(text, end))
    const ruleEnd = lineEnd(text, ruleStart)
    out.push({ kind: 'table-rule', start: ruleStart, end: ruleEnd, key: 'u:', containers, content: [ruleStart, ruleEnd] })
  })
}

const afterNewline = (text: string, at: number) => (text.startsWith('\r\n', at) ? at + 2 : Math.min(text.length, at + 1))

function collectHeader(text: string, start: number, end: number, out: Piece[]): void {
  const bodyStart = Math.min(afterNewline(text, lineEnd(text, start)), end)
  const bodyEnd = Math.max(bodyStart, lineStart(text, end))
  const body = text.slice(bodyStart, bodyEnd)
  const piece = (kind: SegmentKind, from: number, to: number, key: string, field?: string) =>
    out.push({ kind, start: from, end: to, key, containers: [], content: [from, to], ...(field === undefined ? {} : { field }) })
  piece('fence', start, lineEnd(text, start), 'f:')
  let at = 0
  const comments = (to: number) => {
    for (const match of body.slice(at, to).matchAll(/[^\r\n]*[^\r\n\s][^\r\n]*/g)) {
      const from = bodyStart + at + match.index
      piece('comment', from, from + match[0].length, `k:${match[0].trim()}`)
    }
  }
  for (const { field, start: from, end: to } of fieldRanges(body)) {
    comments(from)
    piece('field', bodyStart + from, bodyStart + to, `y:${field}`, field)
    at = to
  }
  comments(body.length)
  if (bodyEnd < end) piece('fence', bodyEnd, lineEnd(text, end), 'f:')
}

const keyClass: Partial<Record<SegmentKind, string>> = { heading: 'h', 'list-item': 'l', html: 'x', footnote: 'n' }

function keyOf(kind: SegmentKind, content: string, containers: readonly Container[]): string {
  const isQuoted = containers.some((container) => container.type === 'quote')
  return `${keyClass[kind] ?? 't'}:${collapsed(isQuoted ? content.replace(/\n[ \t]*(?:>[ \t]?)+/g, '\n') : content)}`
}

/** One form for texts that differ by layout only: NFC, every run of blanks (no-break ones too) one space. Only for matching, never shown. */
export function collapsed(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim()
}
