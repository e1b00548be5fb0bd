import type { Oid, RefName } from './git.js'
import type { ReadingEffort } from '../prose/effort.js'
import type { PersonId, PersonRef } from './person.js'
import type { ResourceId } from './resource.js'
import type { PassageAnchor } from './review.js'

/** `open` can still change; the others are final — a regret is a new proposition, so that nobody's credit is lost. */
export type MergeRequestState = 'open' | 'merged' | 'declined' | 'withdrawn'

/** Where a proposition was made, when it was elsewhere: words of its authors, which somebody here brought. `at` in milliseconds since the epoch. */
export interface ImportedFrom { readonly source: string; readonly ref: RefName; readonly by: string; readonly at?: number }

/**
 * A proposal to bring changes into a resource.
 *
 * It never stores content: `head` names the proposed commit, and the ref `refs/merge-requests/<number>/head` keeps it alive;
 * each iteration stays under `refs/merge-requests/<number>/iterations/<k>`.
 */
export interface MergeRequest {
  readonly resource: ResourceId
  readonly number: number
  readonly title: string
  /** Why, in the proposer's words. */
  readonly description: string
  /** Who opened it here: for an imported one, who brought it. */
  readonly proposedBy: PersonRef
  readonly importedFrom?: ImportedFrom
  /** The published version the proposer started from. */
  readonly base: Oid
  readonly head: Oid
  readonly iterations: readonly { readonly number: number; readonly head: Oid; readonly base: Oid; readonly at: number }[]
  readonly state: MergeRequestState
  readonly openedAt: number
  readonly updatedAt: number
  /** The version it became, once merged. */
  readonly mergedAs: Oid | undefined
  readonly journalTip: Oid
  /** Stewards who took it over after a long silence, to finish it in the proposer’s place. */
  readonly takenOverBy?: readonly PersonRef[]
  /** Those of them who wrote an iteration of it. */
  readonly finishedBy?: readonly PersonRef[]
  /** What reading it asks of somebody; in the index only. */
  readonly effort?: ReadingEffort
  /** Whose published words it takes out or replaces, besides its writers and those who look after the fiche; in the index only, once known. */
  readonly touches?: readonly PersonId[]
  /** The passage it gives another wording to, when that is all it does. */
  readonly anchor?: PassageAnchor
}

/** Whether a proposition's words are this person's: who only brought what was proposed elsewhere reads it as anybody does. */
export const isOwn = (request: Pick<MergeRequest, 'proposedBy' | 'importedFrom'>, person: PersonId): boolean => request.importedFrom === undefined && request.proposedBy.id === person

/** Of a change of label, who proposed it speaks for their own words, and for nobody else's; what others finished or made elsewhere speaks for nobody's. */
export const relabellersOf = ({ finishedBy, importedFrom, proposedBy }: Pick<MergeRequest, 'finishedBy' | 'importedFrom' | 'proposedBy'>): readonly PersonRef[] => (finishedBy !== undefined || importedFrom !== undefined ? [] : [proposedBy])

/** Whose words a proposition offers, as far as an account tells: nobody’s when it came from elsewhere. */
export const proposerOf = ({ proposedBy, importedFrom }: Pick<MergeRequest, 'proposedBy' | 'importedFrom'>): PersonId | undefined => (importedFrom === undefined ? proposedBy.id : undefined)

/** What a reader says of a proposition: shared governance's four answers. */
export type VerdictKind = 'question' | 'consent' | 'objection' | 'bonification'

export interface Verdict {
  /** The journal event it was given in. */
  readonly event: Oid
  readonly by: PersonRef
  readonly at: number
  readonly kind: VerdictKind
  readonly text: string
  /** For an objection: what would lift it. */
  readonly liftCondition: string | undefined
  /** The iteration it speaks of; earlier ones are shown as about the earlier text. */
  readonly iteration: number
  readonly lifted: { readonly by: PersonRef; readonly at: number; readonly reason: string } | undefined
}

export const headRef = (number: number): RefName => `refs/merge-requests/${number}/head`
export const iterationRef = (number: number, iteration: number): RefName => `refs/merge-requests/${number}/iterations/${iteration}`
export const journalRef = (number: number): RefName => `refs/merge-requests/${number}/journal`
