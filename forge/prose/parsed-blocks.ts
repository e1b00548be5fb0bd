import type { List, ListItem, Nodes, Parent, TableRow } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { frontmatterFromMarkdown } from 'mdast-util-frontmatter'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { frontmatter } from 'micromark-extension-frontmatter'
import { gfm } from 'micromark-extension-gfm'
import { fieldRanges } from './front-matter.js'
import { collapsed, linesOf, type Container, type Piece, type Reading, type SegmentKind } from './pieces.js'

/** Block structure only: what is inside lines costs most of the parsing time and is not needed here. */
const blocks = [
  gfm(),
  { disable: { null: [
    'attention', 'autolink', 'characterEscape', 'characterReference', 'codeText', 'emailAutolink', 'gfmFootnoteCall', 'gfmPotentialFootnoteCall',
    'hardBreakEscape', 'htmlText', 'labelEnd', 'labelStartImage', 'labelStartLink', 'protocolAutolink', 'strikethrough', 'wwwAutolink',
  ] } },
]
// The extension with a transform looks for bare addresses in every text.
const tree = gfmFromMarkdown().filter((extension) => extension.transforms === undefined)
const withoutHeader = { extensions: blocks, mdastExtensions: tree }
const withHeader = {
  extensions: [frontmatter(['yaml', 'toml']), ...blocks],
  mdastExtensions: [frontmatterFromMarkdown(['yaml', 'toml']), ...tree],
}

/**
 * The blocks of a chunk of text that starts where a block does. `next` is the marker of the list item that follows, '' for anything else at
 * the margin, undefined at the end of the text. Undefined when what follows may belong to the chunk's last block (a fence, raw HTML left open).
 */
export function parsedPieces(chunk: string, mayHoldHeader: boolean, next: string | undefined): Reading | undefined {
  try {
    const pieces: Piece[] = []
    const follower = next === undefined ? '' : next === '' ? 'x' : `${next} x`
    const root = fromMarkdown(chunk + follower, mayHoldHeader ? withHeader : withoutHeader)
    const last = root.children.at(-1)
    if (next === '' && (last?.type !== 'paragraph' || last.position?.start.offset !== chunk.length)) return undefined
    if (next === '') root.children.pop()
    let goesOn = false
    if (next !== undefined && next !== '') {
      if (last?.type !== 'list' || last.children.at(-1)?.position?.start.offset !== chunk.length) return undefined
      last.children.pop()
      if (last.children.length === 0) root.children.pop()
      else goesOn = true
    }
    collect(root, [], false, chunk, pieces)
    return { pieces, goesOn }
  } catch (error) {
    if (error instanceof RangeError) return { pieces: linesOf(chunk), goesOn: false }
    throw error
  }
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
      for (const [at, { isDirective, range }] of partsOf(text, innerRange(node, start)).entries()) {
        const [from, to] = range
        const kind = isDirective ? 'directive' : containers.at(-1)?.type === 'footnote' ? 'footnote' : isFirstOfItem && at === 0 ? 'list-item' : 'paragraph'
        leaf(kind, { content: range, start: lineStart(text, from), end: lineEnd(text, to) })
      }
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

/** Lines of colons (`:::astuce`, `:::`), which some editors make boxes with, stand apart from the words they enclose. */
function partsOf(text: string, range: readonly [number, number]): { readonly isDirective: boolean; readonly range: readonly [number, number] }[] {
  const content = text.slice(...range)
  if (!content.includes(':::')) return [{ isDirective: false, range }]
  const out: { isDirective: boolean; range: readonly [number, number] }[] = []
  for (const match of content.matchAll(/[^\s>][^\r\n]*/g)) {
    const line = [range[0] + match.index, range[0] + match.index + match[0].trimEnd().length] as const
    const isDirective = /^:{3,}(?!:)/.test(match[0])
    const last = out.at(-1)
    if (last === undefined || isDirective || last.isDirective) out.push({ isDirective, range: line })
    else last.range = [last.range[0], line[1]]
  }
  return out
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

const keyClass: Partial<Record<SegmentKind, string>> = { heading: 'h', 'list-item': 'l', html: 'x', footnote: 'n', directive: 'v' }

function keyOf(kind: SegmentKind, content: string, containers: readonly Container[]): string {
  const isQuoted = containers.some((container) => container.type === 'quote')
  return `${keyClass[kind] ?? 't'}:${collapsed(isQuoted ? content.replace(/\n[ \t]*(?:>[ \t]?)+/g, '\n') : content)}`
}
