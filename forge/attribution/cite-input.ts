export interface CreditPerson { readonly name: string; readonly url?: string }
/** Somebody who did not write: what they did, in the words of the credit's language (« relecture », “illustration”). */
export interface CreditContributor extends CreditPerson { readonly role: string }
/** `id` is the SPDX id, or `LicenseRef-…` for what SPDX does not know; of several licences, their expression, without a `uri` of its own. */
export interface CreditLicence {
  readonly name: string
  readonly shortName: string
  readonly uri: string
  readonly id: string
  readonly joined?: { readonly by: 'or' | 'and'; readonly parts: readonly CreditLicence[] }
}

/** A work that another comes from, with what that one comes from in turn. */
export interface CreditedWork {
  readonly title: string
  readonly url?: string
  readonly authors: readonly CreditPerson[]
  readonly licence?: CreditLicence
  /** `source`: it was drawn from, not adapted. */
  readonly relation?: 'adapted' | 'source'
  readonly origins?: readonly CreditedWork[]
}

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
  readonly contributors?: readonly CreditContributor[]
  /** What was changed, in a few words. */
  readonly nature?: string
  /** Where the changes can be read, and earlier versions had. */
  readonly changesUrl?: string
  /** Who publishes it, where that is said. */
  readonly publisher?: string
  /** Absent: « licence à préciser », never guessed. */
  readonly licence?: CreditLicence
  /** What it comes from. */
  readonly origins?: readonly CreditedWork[]
  /** Where the whole list of names stands, when only some are written out. */
  readonly namesUrl?: string
  /** `all`: every name is written out, for what leaves without an address to follow (print, archive). Three by default. */
  readonly names?: 'some' | 'all'
}
