import type { Oid, RepoId } from './git.js'
import type { PersonRef } from './person.js'
import type { FicheFields } from '../../content-schema/fiche.js'
import type { DetectedLicence } from '../../content-schema/licences/detect.js'

export type ResourceId = RepoId

/** Who decides what becomes the published text. Versioned in the resource's journal. */
export type DecisionRule =
  | { readonly kind: 'ouverte' }
  | { readonly kind: 'garant·es' }
  | { readonly kind: 'relecture'; readonly readers: number }
  | { readonly kind: 'consentement'; readonly days: number }

/** What becomes of a push that adds a blocking problem to the published text: refused, or accepted and told to who pushes. Versioned in the journal. */
export type PushedProblems = 'refused' | 'told'

/** Persons and communities share one namespace of handles, never reused. */
export interface Owner {
  readonly kind: 'person' | 'community'
  readonly id: string
  readonly handle: string
  readonly name: string
  /** A person under another name than their account's: nothing leads from here to their page. */
  readonly isUnlinked?: true
}

export type AdaptationReason = 'public' | 'duree' | 'lieu' | 'langue' | 'accessibilite' | 'autre'

/** What an origin was itself adapted from, as it was then: `commit` is the last version it took of it, `source` where it had been imported from. */
export interface FormerOrigin { readonly resource: ResourceId; readonly owner: string; readonly slug: string; readonly title: string; readonly commit: Oid; readonly licence?: string; readonly source?: string }

/** Where an adaptation comes from, frozen as it was then (the origin may be renamed or leave this instance). */
export interface Origin {
  readonly resource: ResourceId
  readonly owner: string
  readonly slug: string
  readonly title: string
  readonly commit: Oid
  readonly licence: string | undefined
  readonly reason: AdaptationReason
  readonly explanation: string
  /** The origin's commit the adaptation last took news from (moves at each « reprendre les nouveautés »). */
  readonly takenUpTo: Oid
  /** Where the origin had been imported from. */
  readonly source?: string
  /** What the origin comes from in turn, nearest first: a copy of the adaptation tells its whole lineage. Absent where it comes from nothing. */
  readonly before?: readonly FormerOrigin[]
}

/** Where an imported resource comes from. */
export interface ImportSource { readonly source: string; readonly path: string | undefined; readonly commit: Oid; readonly importedBy: PersonRef }

/** A name of the header or of the history, which its resource recognised as somebody's. */
export interface RecognisedName { readonly name: string; readonly person: PersonRef }

/**
 * One Git repository with one main Markdown file, as the index shows it.
 *
 * Everything here except `owner.name` can be rebuilt from the repository: refs/heads/main, its text and refs/journal/resource.
 */
export interface Resource {
  readonly id: ResourceId
  readonly owner: Owner
  readonly slug: string
  /** The fiche's main file: README.md, or what `commun.yml` or the import says. */
  readonly mainPath: string
  readonly rule: DecisionRule
  readonly stewards: readonly PersonRef[]
  /** `empty` until a first version is published; `retired`: readable, with its reason, no longer listed nor changed. */
  readonly state: 'empty' | 'published' | 'retired'
  readonly retiredBecause: string | undefined
  /** refs/heads/main when the index was built. */
  readonly tip: Oid | undefined
  readonly journalTip: Oid | undefined
  readonly title: string
  readonly fields: FicheFields
  readonly licence: DetectedLicence
  readonly origin: Origin | undefined
  readonly importedFrom: ImportSource | undefined
  /** Names written in it that were recognised as somebody's; absent when there are none. */
  readonly recognised?: readonly RecognisedName[]
  readonly createdAt: number
  /** Date of the last published version. */
  readonly updatedAt: number
  /** How many versions main has. */
  readonly versions: number
}

export const MAIN: 'refs/heads/main' = 'refs/heads/main'
export const RESOURCE_JOURNAL: 'refs/journal/resource' = 'refs/journal/resource'
/** What is said of the published text; apart from the facts of the resource, so that erasing a comment touches nothing else. */
export const DISCUSSION_JOURNAL: 'refs/journal/discussion' = 'refs/journal/discussion'

export const addressOf = (resource: Pick<Resource, 'owner' | 'slug'>): string => `${resource.owner.handle}/${resource.slug}`
