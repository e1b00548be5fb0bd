/**
 * The control a form gives a field.
 *
 * `records` is a list of records and `record` a single one, by the field's own `columns`; a plain item stands for its first column.
 * `structure` is a value of several levels that no control holds: it is shown and kept, and no form asks for it.
 */
export type ControlKind =
  | 'text' | 'longtext' | 'concept' | 'concepts' | 'duration' | 'range' | 'people' | 'list' | 'materials' | 'steps' | 'licence' | 'date' | 'language'
  | 'number' | 'image' | 'sources' | 'variants' | 'url' | 'boolean' | 'records' | 'record' | 'structure'

/** Where a form puts a field. */
export type FieldGroup = 'essential' | 'practical' | 'steps' | 'filing' | 'people' | 'own'

/** Short names that exist, to choose from or to be reminded of: other rows of the same field, lists of terms, shared fields, types of fiches. */
export type Among = 'rows' | 'lists' | 'fields' | 'types'

/** One value of a record. Without `kind` it is a text. */
export interface FieldColumn {
  readonly key: string
  readonly labelFr: string
  readonly labelEn: string
  /** A text of several lines. */
  readonly long?: true
  /** Rarely filled: a form shows it behind « plus ». */
  readonly folded?: true
  readonly kind?: 'list' | 'date' | 'number' | 'boolean' | 'url' | 'concept' | 'duration'
  readonly vocabulary?: string
  /** Where its short names come from when no vocabulary holds them. Rows are named by their first column, and read by their second. */
  readonly among?: Among
}

/** A field of the header: what a form needs to ask for it and a page to name it. */
export interface FieldDefinition {
  readonly key: string
  readonly labelFr: string
  readonly labelEn: string
  readonly helpFr: string
  readonly helpEn: string
  readonly kind: ControlKind
  readonly group: FieldGroup
  /** Id of the vocabulary its notations come from. */
  readonly vocabulary?: string
  /** Where its short names come from when no vocabulary holds them. */
  readonly among?: Exclude<Among, 'rows'>
  /** Of `record` and `records`. */
  readonly columns?: readonly FieldColumn[]
  /** Blocks publication when absent. */
  readonly required: boolean
  /** Asked for by the community: its absence is told, and blocks nothing. */
  readonly requested?: true
  /** Counts in the completeness hint. */
  readonly recommended?: boolean
  /** Computed from Git and shown; no form asks for it and we never write it into a file (content model §4.1). */
  readonly computed?: true
  /** Types it applies to; every type when absent. */
  readonly types?: readonly string[]
  /** Longest text, in characters. */
  readonly maxLength?: number
  readonly order: number
}
