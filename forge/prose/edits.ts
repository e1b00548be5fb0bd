import type { Segment } from './segments.js'

/**
 * What a change is for its reader. `text`: words; `inserted`, `deleted`: whole blocks; `moved`: a block, told twice (where it was, where it
 * is); `reflow`: lines cut elsewhere; `no-break`: no-break spaces; `encoding`: same letters, other bytes (Unicode form); `line-end`: CRLF.
 */
export type EditKind =
  | 'text' | 'inserted' | 'deleted' | 'moved' | 'reflow' | 'url' | 'heading-level' | 'formatting' | 'table' | 'list-item' | 'image' | 'field'
  | 'code' | 'html' | 'whitespace' | 'no-break' | 'encoding' | 'line-end'

/**
 * One change: `before.slice(...old)` becomes `after.slice(...new)`. Offsets are UTF-16 units. The edits of a diff are in order on both sides
 * and never overlap: replacing each `old` range by its `new` text turns `before` into `after`, byte for byte.
 */
export interface Edit {
  readonly kind: EditKind
  readonly old: readonly [number, number]
  readonly new: readonly [number, number]
  /** The header field it is in. */
  readonly field?: string
  /** Joins the two edits of one move. */
  readonly move?: number
}

/** What became of one block, in the order a reader meets them. A moved block is told twice: `moved-away` with its old place, `moved` with both. */
export interface BlockDiff {
  readonly kind: 'same' | 'changed' | 'inserted' | 'deleted' | 'moved' | 'moved-away'
  readonly old?: Segment
  readonly new?: Segment
  /** The edits inside the block; none for `same`. */
  readonly edits: readonly Edit[]
  readonly move?: number
}

/** The typed comparison every view of a change is made from. */
export interface ProseDiff {
  readonly before: string
  readonly after: string
  readonly edits: readonly Edit[]
  readonly blocks: readonly BlockDiff[]
  readonly summary: { readonly fr: string; readonly en: string }
  readonly unchanged: boolean
}

/** How header fields are called; by default as on the form of a fiche, the key itself where it is no field of ours. */
export interface DiffOptions {
  label?(key: string, locale: 'fr' | 'en'): string
}
