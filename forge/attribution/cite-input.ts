export interface CreditPerson { readonly name: string; readonly url?: string }
/** `id` is the SPDX id, or `LicenseRef-…` for what SPDX does not know. */
export interface CreditLicence { readonly name: string; readonly shortName: string; readonly uri: string; readonly id: string }

/** Everything here may come from people: every format escapes it, and only http(s) addresses become links. */
export interface CreditInput {
  readonly title: string
  readonly url: string
  /** As a reader knows it: `1.2`, or a short commit id. */
  readonly version?: string
  /** Of the version, in milliseconds since the epoch; said as a UTC day. */
  readonly date?: number
  readonly authors: readonly CreditPerson[]
  /** Who changed it after its authors. */
  readonly laterAuthors?: readonly CreditPerson[]
  /** What was changed, in a few words. */
  readonly nature?: string
  /** Absent: « licence à préciser », never guessed. */
  readonly licence?: CreditLicence
  /** What it was adapted from. */
  readonly origin?: { readonly title: string; readonly url?: string; readonly authors: readonly CreditPerson[]; readonly licence?: CreditLicence }
  /** Where the whole list of names stands, when only some are written out. */
  readonly namesUrl?: string
}
