import type { Vocabulary } from './data/vocabulary-types.js'
import type { FieldDefinition } from './field-definition.js'
import type { Vocabularies } from './vocabulary-index.js'

/** A community's own field; its values live in `ext.<prefix>.<key>`. */
export interface ProfileField extends FieldDefinition {
  readonly facet?: boolean
  readonly unit?: string
  /** Published as open data. */
  readonly open?: boolean
}

export interface FeedbackQuestion {
  readonly key: string
  readonly fr: string
  readonly en: string
  readonly kind: 'text' | 'scale' | 'choice' | 'integer'
  readonly vocabulary?: string
  readonly from?: number
  readonly to?: number
}

/**
 * What a community adds to the core: fields, terms, requirements and labels. Additive: it never changes the meaning of a
 * core term nor makes a required one optional, so that a fiche valid here is valid everywhere (content model §6.2).
 */
export interface Profile {
  readonly community: string
  readonly prefix: string
  readonly version: string
  readonly extends: string
  /** Types offered for a new fiche; all when empty. */
  readonly types: readonly string[]
  readonly vocabularies: readonly Vocabulary[]
  readonly fields: readonly ProfileField[]
  /** Core fields this community asks for besides the six, where they apply to the type. */
  readonly required: readonly string[]
  /** Licences accepted for a new fiche; every free one when empty. */
  readonly licences: readonly string[]
  readonly defaultLicence: string
  readonly rules: {
    /** « Only what I tried ». */
    readonly experimentRequired: boolean
    readonly duplicates: 'refuse' | 'variant'
    readonly cooptation: 'none' | 'decisions' | 'contribution'
    readonly mapRegistration: boolean
  }
  readonly labels: Readonly<Record<string, { readonly fr: string; readonly en: string }>>
  readonly questions: readonly FeedbackQuestion[]
  /** The words of the instance it is used in (`lexicon.ts`); those that come with the forge when absent. */
  readonly words?: Vocabularies
}
