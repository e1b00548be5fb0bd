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

/** Lines that hold something, as paragraphs: how a text is read that is too long or too intricate to look into. */
export function linesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  for (const match of text.matchAll(/[^\r\n]*[^\r\n\s][^\r\n]*/g)) {
    const end = match.index + match[0].length
    pieces.push({ kind: 'paragraph', start: match.index, end, key: `t:${collapsed(match[0])}`, containers: [], content: [match.index, end] })
  }
  return pieces
}

/** One form for texts that differ by layout only: NFC, every run of blanks (no-break ones too) one space. Only for matching, never shown. */
export function collapsed(text: string): string {
  return text.normalize('NFC').replace(/\s+/g, ' ').trim()
}
