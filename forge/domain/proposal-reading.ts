import type { Incoming } from './incoming.js'
import type { Relicensing } from './relicensing.js'
import type { Obstacle } from './decision.js'
import type { ChainEvent, Oid } from './git.js'
import type { MergeRequest, Verdict } from './merge-request.js'
import type { FileUnderReview } from './proposed-file.js'
import type { RenderedComparison } from './rendering.js'
import type { CarriedReview } from './review.js'
import type { Review, SaidOfChange } from './reviews.js'
import type { Standing } from './standing.js'
import type { Fate } from './undoing.js'

export type MergePreview = { readonly kind: 'clean' | 'contained' } | { readonly kind: 'conflicts'; readonly files: number }

/** How the change is shown: change by change, or one text whole. */
export type ProposalView = 'changements' | 'avant' | 'apres' | 'source'

/** A proposition as one reader meets it: its changes, who says what of them, what is missing, what they may do. */
export interface ProposalReading {
  readonly request: MergeRequest
  /** The iteration shown, and what it is compared with. */
  readonly iteration: number
  readonly against: 'base' | 'previous'
  /** The files that differ, main file first; in the view by changes, each with its changes. */
  readonly files: readonly FileUnderReview[]
  /** In the other views, each text whole. */
  readonly comparisons: readonly { readonly path: string; readonly comparison: RenderedComparison }[]
  readonly chain: readonly ChainEvent[]
  readonly verdicts: readonly Verdict[]
  readonly reviews: readonly Review[]
  /** What was said of each change of the iteration shown, by name; and what decides. */
  readonly said: ReadonlyMap<string, readonly SaidOfChange[]>
  readonly inForce: ReadonlyMap<string, SaidOfChange>
  /** What this reader has answered and not sent yet. */
  readonly draft: CarriedReview | undefined
  readonly obstacles: readonly Obstacle[]
  /** What is missing and who can act; undefined once closed. */
  readonly standing: Standing | undefined
  /** Whether it would merge now; undefined once closed. */
  readonly merge: MergePreview | undefined
  readonly baseMoved: boolean
  /** What it brings in from elsewhere, as it would be integrated now; undefined once closed, or beside an earlier text. */
  readonly incoming: Incoming | undefined
  /** Another label it gives the text, and whose consent that asks for. */
  readonly relicensing?: Relicensing | undefined
  /** Once integrated: what became of its version, and whether this reader may take it back at once, or by a proposition. */
  readonly undoing: { readonly fate: Fate | undefined; readonly may: 'publish' | 'propose' | 'nothing' } | undefined
  /** What this reader may do. */
  readonly may: { readonly takeOver: boolean; readonly integrate: boolean; readonly decline: boolean; readonly withdraw: boolean; readonly update: boolean; readonly review: boolean; readonly comment: boolean; readonly lift: ReadonlySet<Oid> }
  /** Handles named in what is said that belong to somebody here. */
  readonly named: ReadonlySet<string>
  /** People's names of today, by id. */
  readonly names: ReadonlyMap<string, { readonly name: string; readonly handle: string }>
}
