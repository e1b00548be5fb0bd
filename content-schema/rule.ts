import type { Fiche } from './fiche.js'
import type { HeaderEntry, HeaderOddity } from './header.js'
import type { DetectedLicence } from './licences/detect.js'
import type { Profile } from './profile.js'

/** What is wrong with a fiche, where, and the way out. `line` is 1-based in the whole file. */
export interface Problem {
  rule: string
  field?: string
  line: number
  /** `block` stops publication; `warn` should be seen; `hint` is an invitation. */
  severity: 'block' | 'warn' | 'hint'
  fr: string
  en: string
  wayOutFr: string
  wayOutEn: string
}

/** What a rule looks at, read once for all of them. */
export interface Inspection {
  readonly fiche: Fiche
  readonly entries: readonly HeaderEntry[]
  readonly oddities: readonly HeaderOddity[]
  /** What the header and the body declare, without the repository. */
  readonly licence: DetectedLicence
  readonly profile: Profile
  /** Line of a field of the header (`titre`, `ext.msv.type_sol`), and of one of its values when it is given; 1 when it is not there. */
  readonly lineOf: (field: string, value?: string) => number
}

/** One check: its description and examples are its documentation, and the tests run them. */
export interface Rule {
  readonly id: string
  readonly fr: string
  readonly en: string
  /** Files and how many problems of this rule each has, in the core profile or in that of a community. */
  readonly examples: readonly { readonly text: string; readonly problems: number; readonly community?: string }[]
  readonly check: (inspection: Inspection) => Problem[]
  /** What is wrong with the change itself, from a text to the next. */
  readonly checkChange?: (before: Inspection, after: Inspection) => Problem[]
}
