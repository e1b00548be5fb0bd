/** The control a form gives a field. */
export type ControlKind =
  | 'text' | 'longtext' | 'concept' | 'concepts' | 'duration' | 'range' | 'people' | 'list' | 'materials' | 'steps' | 'licence' | 'date' | 'language'
  | 'number' | 'image' | 'sources' | 'variants'

/** A field of the header: what a form needs to ask for it and a page to name it. */
export interface FieldDefinition {
  readonly key: string
  readonly labelFr: string
  readonly labelEn: string
  readonly helpFr: string
  readonly helpEn: string
  readonly kind: ControlKind
  /** Id of the vocabulary its notations come from. */
  readonly vocabulary?: string
  /** Blocks publication when absent. */
  readonly required: boolean
  /** Counts in the completeness hint. */
  readonly recommended?: boolean
  /** Types it applies to; every type when absent. */
  readonly types?: readonly string[]
  /** Longest text, in characters. */
  readonly maxLength?: number
  readonly order: number
}
