import { maxStructuredLength } from './limits.js'

/**
 * What a segment is. `fence` is a `---` of the header, `comment` a line of the header that is no field, `table-rule` the line under a table's
 * head, `directive` a line that opens or closes a `:::` container.
 */
export type SegmentKind =
  | 'fence' | 'field' | 'comment'
  | 'heading' | 'paragraph' | 'list-item' | 'table-row' | 'table-rule' | 'code' | 'html' | 'definition' | 'footnote' | 'directive' | 'rule'
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

/** A segment before its source is cut out of the text. */
export type Piece = Omit<Segment, 'source'>

/** What a chunk holds, offsets counted from its start. `goesOn`: its last list is also that of the item after it. */
export interface Reading {
  readonly pieces: readonly Piece[]
  readonly goesOn: boolean
}

/** Past this many lines, several make one piece: the price of a comparison is in its pieces. */
const maxSingleLines = 5_000
/** No more than so many in one, whatever their letters tell: lines may all look alike. */
const maxLinesInPiece = 64

/**
 * Lines that hold something, as paragraphs: how a text is read that is too long or too intricate to look into. Of very many lines some
 * sixteen make one piece, which ends where the line's own letters tell, so that a line added at the top does not shift all the others.
 */
export function linesOf(text: string): Piece[] {
  const { starts, ends, count } = filledLines(text)
  const pieces: Piece[] = []
  for (let at = 0; at < count;) {
    const [start, last] = [starts[at]!, Math.min(count, at + maxLinesInPiece) - 1]
    while (count > maxSingleLines && at < last && !endsPiece(text, starts[at]!, ends[at]!)) at += 1
    const end = ends[at++]!
    pieces.push({ kind: 'paragraph', start, end, key: `t:${linesKey(text.slice(start, end))}`, containers: [], content: [start, end] })
  }
  return pieces
}

/** Where the lines that hold something start and end: there may be a million. */
function filledLines(text: string): { readonly starts: Int32Array; readonly ends: Int32Array; readonly count: number } {
  let [starts, ends, count] = [new Int32Array(1024), new Int32Array(1024), 0]
  const add = (from: number, to: number) => {
    const first = text.charCodeAt(from)
    if (to <= from || !((first > 32 && first < 127) || /\S/.test(text.slice(from, to)))) return
    if (count === starts.length) [starts, ends] = [grown(starts), grown(ends)]
    starts[count] = from
    ends[count++] = to
  }
  const after = (sign: string, from: number) => { const at = text.indexOf(sign, from); return at < 0 ? text.length : at }
  let [newline, carriageReturn] = [after('\n', 0), after('\r', 0)]
  for (let from = 0; from < text.length;) {
    const to = Math.min(newline, carriageReturn)
    add(from, to)
    from = to + 1
    if (newline < from) newline = after('\n', from)
    if (carriageReturn < from) carriageReturn = after('\r', from)
  }
  return { starts, ends, count }
}

function grown(full: Int32Array): Int32Array<ArrayBuffer> {
  const more = new Int32Array(2 * full.length)
  more.set(full)
  return more
}

function endsPiece(text: string, start: number, end: number): boolean {
  let hash = 0
  for (let at = start; at < Math.min(end, start + 24); at++) hash = (hash * 31 + text.charCodeAt(at)) | 0
  for (let at = Math.max(start, end - 24); at < end; at++) hash = (hash * 31 + text.charCodeAt(at)) | 0
  return ((hash ^ (hash >>> 12)) & 15) === 0
}

/** One form for texts that differ by layout only: NFC, every run of blanks (no-break ones too) one space. Only for matching, never shown. Past what is looked into, the text itself. */
export function collapsed(text: string): string {
  return text.length > maxStructuredLength || !notCollapsed.test(text) ? text : text.normalize('NFC').replace(/\s+/g, ' ').trim()
}
/** Printable letters of Western languages, each composed, and the signs between them; single spaces inside: nothing to do. */
const notCollapsed = /[^!-~ \u00A1-\u02FF\u2010-\u2027\u2030-\u205E]| {2}|^ | $/
/** The same of several lines that no blank starts or ends: they are their own key. */
const linesKey = (lines: string): string => (notCollapsedLines.test(lines) ? collapsed(lines) : lines)
const notCollapsedLines = /[^\n!-~ \u00A1-\u02FF\u2010-\u2027\u2030-\u205E]|[ \n][ \n]|^ | $/
