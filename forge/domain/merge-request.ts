import type { Oid, RefName } from './git.js'
import type { PersonRef } from './person.js'
import type { ResourceId } from './resource.js'
import type { PassageAnchor } from './review.js'

/** `open` can still change; the others are final — a regret is a new proposition, so that nobody's credit is lost. */
export type MergeRequestState = 'open' | 'merged' | 'declined' | 'withdrawn'

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
  readonly proposedBy: PersonRef
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
  /** The passage it gives another wording to, when that is all it does. */
  readonly anchor?: PassageAnchor
}

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
