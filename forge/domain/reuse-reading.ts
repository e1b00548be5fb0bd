/** What a resource's passages that stand elsewhere say to a reader: facts of both sides, never who took from whom. */
import type { Verdict } from '../../content-schema/licences/verdict.js'
import type { DisputedPassage } from './journal.js'
import type { Resource } from './resource.js'

export interface ReusePerson { readonly name: string; readonly handle: string | undefined }

/** What is known of the words of a passage in one resource. */
export type PassageSide =
  /** Born from `from` to `to` (milliseconds since the epoch), under these licences, by these people; nobody, or no licence, where the history names none. */
  | { readonly state: 'known'; readonly from: number; readonly to: number; readonly licences: readonly string[]; readonly people: readonly ReusePerson[] }
  /** A long history is being read. */
  | { readonly state: 'under_way' }
  | { readonly state: 'unknown' }

/**
 * What is declared between two resources. `origin`: this one was adapted from the other; `adaptation`: the other from this one; `family`: both from
 * another; `same_import`: both come from one source; `source`: this one names the other in its sources; `named`: the other names this one.
 */
export type DeclaredLink = 'origin' | 'adaptation' | 'family' | 'same_import' | 'source' | 'named'

export interface PassageElsewhere {
  readonly path: string
  /** The words as they are written here, shortened. */
  readonly quote: string
  /** As they are written there, when a word or two differ. */
  readonly theirs: string | undefined
  readonly words: number
  readonly changed: number
  readonly here: PassageSide
  readonly there: PassageSide
  readonly theirPath: string
  /** Where the passage is read there: a path of this site that leads to its words. */
  readonly address: string
}

/** Passages shared with one other resource. */
export interface SharedWith {
  readonly resource: Resource
  /** Empty when nothing is declared. */
  readonly links: readonly DeclaredLink[]
  /** Words of one put into the other, judged under the licences they were born under and what was granted since, as when they come in; the strictest of its passages: `from`, as it is declared, else where the older ones are, else (`unknown`) the other resource. */
  readonly verdict: { readonly from: 'there' | 'here'; readonly because: 'declared' | 'older' | 'unknown'; readonly said: Verdict }
  readonly passages: readonly PassageElsewhere[]
  /** Passages that are not shown, the shortest. */
  readonly more: number
}

export interface PassageSaid { readonly event: string; readonly by: ReusePerson; readonly at: number; readonly text: string }

/** What somebody says of where a passage comes from. */
export interface DisputeReading {
  readonly event: string
  readonly by: ReusePerson
  readonly at: number
  readonly passage: DisputedPassage
  readonly from: string
  readonly other: { readonly title: string; readonly path: string } | undefined
  readonly reason: string
  readonly answers: readonly PassageSaid[]
  readonly lifted: PassageSaid | undefined
  readonly may: { readonly answer: boolean; readonly lift: boolean }
}

export interface ReuseReading {
  readonly shared: readonly SharedWith[]
  /** Other resources that are not shown. */
  readonly more: number
  /** Some histories are still being read: dates will come. */
  readonly isUnderWay: boolean
  readonly disputes: readonly DisputeReading[]
}
