import type { FieldTerms } from './field-reading.js'
import type { Segment } from './segments.js'

/**
 * What a change is for its reader.
 *
 * - `text`: words of a block; `inserted`, `deleted`: whole blocks; `moved`: a block, told twice (where it was, where it is).
 * - `cut`: a paragraph or an item cut in two there; `join`: two made one there. The blank that was, against the one that is; for items, with the
 *   marker. What their words became is told apart.
 * - `list-item`: an item that comes or goes, its depth, or the kind and number of its list; `checkbox`: its box.
 * - `table-cell`, `table-row`, `table-column`: what of a table changed, came or went; `table-column` also where a column only moved.
 * - `field`: a field of the header (`Edit.field` is its key).
 * - `url`: an address, or the label that stands for it; `link-title`; `image`: an image's address or alternative text; `footnote`: a note's label.
 * - `heading-level`; `formatting`: emphasis, hard breaks, quotes, alignment, the way a block is written; `code`, `html`: their letters.
 * - `reflow`: lines cut elsewhere; `whitespace`; `no-break`: no-break spaces; `encoding`: same letters, other bytes (Unicode form);
 *   `line-end`: CRLF.
 * - `file-renamed`: the file has another name (first of the edits, its ranges empty; only for who gave names).
 */
export type EditKind =
  | 'text' | 'inserted' | 'deleted' | 'moved' | 'cut' | 'join' | 'list-item' | 'checkbox' | 'table-cell' | 'table-row' | 'table-column' | 'field'
  | 'url' | 'link-title' | 'image' | 'footnote' | 'heading-level' | 'formatting' | 'code' | 'html'
  | 'reflow' | 'whitespace' | 'no-break' | 'encoding' | 'line-end' | 'file-renamed'

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
  /** The page reads the same: more blank than needed, `*` for `-`, dashes of a table. Told in one sentence, never marked. */
  readonly isUnseen?: true
}

/** What became of one block, in the order a reader meets them. A moved block is told twice: `moved-away` with its old place, `moved` with both. */
export interface BlockDiff {
  readonly kind: 'same' | 'changed' | 'inserted' | 'deleted' | 'moved' | 'moved-away'
  readonly old?: Segment
  readonly new?: Segment
  /** The edits inside the block; none for `same`. */
  readonly edits: readonly Edit[]
  readonly move?: number
  /**
   * Cut from the block before it, or joined to it; that edit is its first. `old` (of a cut) or `new` (of a join) is then a part of one block of
   * the text, as for the block before it.
   */
  readonly seam?: 'cut' | 'join'
  /** For a row of a table whose columns moved: for each of its cells, the place it had. */
  readonly columns?: readonly number[]
}

/** The typed comparison every view of a change is made from. */
export interface ProseDiff {
  readonly before: string
  readonly after: string
  readonly edits: readonly Edit[]
  readonly blocks: readonly BlockDiff[]
  readonly summary: { readonly fr: string; readonly en: string }
  /** The texts are equal; the file may have been renamed. */
  readonly unchanged: boolean
  readonly renamed?: FileNames
}

/** What a file was called, and is. */
export interface FileNames { readonly before: string; readonly after: string }

export interface DiffOptions {
  /** The file’s names, to tell a renaming. */
  readonly names?: FileNames
  /** Object ids of the two texts, for who has them: their blocks are then found again without reading the texts. */
  readonly keys?: { readonly before: string; readonly after: string }
  /** How header fields are called; by default as on the form of a fiche, the key itself where it is no field of ours. */
  label?(key: string, locale: 'fr' | 'en'): string
  /** The words values are told with: an instance's terms and fields. By default those that come with the forge. */
  readonly terms?: FieldTerms
}

/** True when a page reads the same with the edit or without. */
export const isLayoutOnly = ({ kind, isUnseen }: Edit): boolean => kind === 'reflow' || kind === 'line-end' || isUnseen === true
