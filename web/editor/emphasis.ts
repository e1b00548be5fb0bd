import { fromMarkdown } from 'mdast-util-from-markdown'
import type { Nodes } from 'mdast'
import type { Rewriting, Selected } from './rewriting.js'

interface Place { readonly from: number; readonly to: number }

/** Marks of bold (two signs) or italic (one): `**`, `__`, `*` or `_`. */
export type Emphasis = 'strong' | 'emphasis'
const widths = { strong: 2, emphasis: 1 } as const

/**
 * Words in bold or italic, or no longer. With nothing selected, the word at the place; between words, `sample`. Marks hug words, as
 * Markdown wants, and never go past a line: each line that is selected gets its own.
 */
export function emphasised({ text, from, to }: Selected, kind: Emphasis, sample: string): Rewriting {
  const mark = '*'.repeat(widths[kind])
  if (from === to) {
    const around = spansNear(text, kind, from, from).find((span) => span.from < from && from < span.to)
    if (around) return withoutMarks(text, kind, [around], { from, to })
    const word = wordAt(text, from)
    return word ? emphasised({ text, ...word }, kind, sample) : { from, to, by: `${mark}${sample}${mark}`, select: [from + mark.length, from + mark.length + sample.length] }
  }
  const pieces = piecesOf(text, from, to)
  const first = pieces[0], last = pieces.at(-1)
  if (!first || !last) return { from, to: from, by: '', select: [from, to] }
  const spans = spansNear(text, kind, first.from, last.to)
  const holding = pieces.map((piece) => spans.find((span) => span.from <= piece.from && piece.to <= span.to))
  const all = holding.filter((span) => span !== undefined)
  if (all.length === holding.length) return withoutMarks(text, kind, [...new Set(all)], { from: first.from, to: last.to })
  // A span that the selection cuts is taken whole; marks within go, those around it hold everything.
  const wide = pieces.map((piece) => spans.filter((span) => span.from < piece.to && piece.from < span.to).reduce((whole, span) => ({ from: Math.min(whole.from, span.from), to: Math.max(whole.to, span.to) }), piece))
  const start = wide[0]?.from ?? first.from, end = wide.at(-1)?.to ?? last.to
  const by = wide.map((piece, at) => text.slice(wide[at - 1]?.to ?? start, piece.from) + mark + bare(text, kind, spans, piece) + mark).join('')
  return { from: start, to: end, by, select: [start + mark.length, start + by.length - mark.length] }
}

/** Spans of one kind in the paragraphs around a selection, as Markdown reads them. */
function spansNear(text: string, kind: Emphasis, from: number, to: number): Place[] {
  const start = Math.max(0, text.lastIndexOf('\n\n', Math.max(0, from - 1)))
  const after = text.indexOf('\n\n', to), end = after === -1 ? text.length : after
  const found: Place[] = []
  const visit = (node: Nodes): void => {
    if (node.type === kind && node.position) found.push({ from: start + (node.position.start.offset ?? 0), to: start + (node.position.end.offset ?? 0) })
    if ('children' in node) node.children.forEach(visit)
  }
  visit(fromMarkdown(text.slice(start, end)))
  return found
}

/** The text of a place without the marks of these spans. */
function bare(text: string, kind: Emphasis, spans: readonly Place[], { from, to }: Place): string {
  const width = widths[kind]
  const cuts = spans.flatMap((span) => [[span.from, span.from + width], [span.to - width, span.to]] as const).map(([a, b]) => [Math.max(a, from), Math.min(b, to)] as const).filter(([a, b]) => a < b).sort(([a], [b]) => a - b)
  let kept = '', at = from
  for (const [a, b] of cuts) { kept += text.slice(at, a); at = b }
  return kept + text.slice(at, to)
}

function withoutMarks(text: string, kind: Emphasis, spans: readonly Place[], selected: Place): Rewriting {
  const from = Math.min(...spans.map((span) => span.from)), to = Math.max(...spans.map((span) => span.to))
  const at = (place: number): number => from + bare(text, kind, spans, { from, to: Math.min(Math.max(place, from), to) }).length
  return { from, to, by: bare(text, kind, spans, { from, to }), select: [at(selected.from), at(selected.to)] }
}

/** The words of each line between two places, without what opens the line (a list's mark, `>`, `##`) nor blanks at their ends. */
function piecesOf(text: string, from: number, to: number): Place[] {
  const pieces: Place[] = []
  for (let start = text.slice(0, from).lastIndexOf('\n') + 1; start < to; ) {
    const stop = text.indexOf('\n', start), end = stop === -1 ? text.length : stop
    const opening = /^[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)]|#{1,6})[ \t]+(?:\[[ xX]\][ \t]+)?)*/.exec(text.slice(start, end))?.[0].length ?? 0
    const a = Math.max(from, start + opening), words = text.slice(a, Math.max(a, Math.min(to, end)))
    if (words.trim() !== '') pieces.push({ from: a + words.length - words.trimStart().length, to: a + words.trimEnd().length })
    start = end + 1
  }
  return pieces
}

function wordAt(text: string, at: number): Place | undefined {
  const inWord = /[\p{L}\p{N}\p{M}’'·-]/u
  let from = at, to = at
  while (from > 0 && inWord.test(text[from - 1] ?? '')) from--
  while (to < text.length && inWord.test(text[to] ?? '')) to++
  return /[\p{L}\p{N}]/u.test(text.slice(from, to)) ? { from, to } : undefined
}
