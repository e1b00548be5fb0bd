/**
 * The shape of the demonstration: who, in which communities, did what and when. Data only; forge/demo/timeline.ts puts it in order
 * and works out each text. Dates are ISO 8601 with the offset of Europe/Paris at that moment.
 */
import type { VerdictKind } from '../domain/merge-request.js'
import type { FormOfAddress } from '../domain/person.js'
import type { AdaptationReason } from '../domain/resource.js'
import type { RoleName } from '../domain/role-claim.js'

/** A fictitious person. Addresses end in `@exemple.invalid`, which can receive nothing (RFC 2606). */
export interface DemoPerson {
  readonly handle: string
  readonly displayName: string
  readonly formOfAddress: FormOfAddress
  readonly email: string
  readonly bio?: string
}

export type DemoRule = 'ouverte' | 'garant·es'

export interface DemoCommunity {
  readonly slug: string
  readonly name: string
  readonly description: string
  /** Handles; stewards are members too and are not repeated in `members`. */
  readonly stewards: readonly string[]
  readonly members: readonly string[]
  readonly defaultRule: DemoRule
}

/** One replacement: `find` occurs exactly once in the text it is applied to. */
export interface DemoEdit { readonly find: string; readonly replace: string }

/**
 * Where a text comes from: a file under forge/demo/content, or replacements, in order, in the text the step starts from — the published
 * one for `improve` and `propose`, the previous iteration for `update`, the origin's published one for `adapt`.
 */
export type DemoText = { readonly file: string } | { readonly edits: readonly DemoEdit[] }

/** Other files of the resource: path in the repository → path under forge/demo/content. */
export type DemoFiles = Readonly<Record<string, string>>

/** `at`: when; `by`: handle of who acts; `fiche`: slug of the resource, unique in the demonstration whoever owns it. */
interface Act { readonly at: string; readonly by: string; readonly fiche: string }
/** `proposal`: a name local to the fiche, never shown. */
interface OnProposal extends Act { readonly proposal: string }

/** Version 1 of a new resource; `by` becomes its garant·e. Without `rule`, the community's. */
export interface PublishStep extends Act {
  readonly kind: 'publish'
  /** Handle of a community or of a person. */
  readonly owner: string
  readonly text: { readonly file: string }
  readonly media?: DemoFiles
  readonly reason: string
  readonly rule?: DemoRule
}
/** A version published at once; `reason` answers « Qu’avez-vous changé, et pourquoi ? ». */
export interface ImproveStep extends Act { readonly kind: 'improve'; readonly text: DemoText; readonly media?: DemoFiles; readonly reason: string; readonly coAuthors?: readonly string[] }
export interface ProposeStep extends OnProposal { readonly kind: 'propose'; readonly text: DemoText; readonly title: string; readonly reason: string; readonly coAuthors?: readonly string[] }
export interface CommentStep extends OnProposal { readonly kind: 'comment'; readonly message: string }
export interface VerdictStep extends OnProposal { readonly kind: 'verdict'; readonly verdict: VerdictKind; readonly message: string; readonly liftCondition?: string }
/** Lifts the objection that `of` (a handle; default: `by`) raised on this proposition. */
export interface LiftStep extends OnProposal { readonly kind: 'lift'; readonly of?: string; readonly reason: string }
/** A new iteration of an open proposition. */
export interface UpdateStep extends OnProposal { readonly kind: 'update'; readonly text: DemoText; readonly message: string; readonly coAuthors?: readonly string[] }
export interface IntegrateStep extends OnProposal { readonly kind: 'integrate' }
export interface DeclineStep extends OnProposal { readonly kind: 'decline'; readonly reason: string }
export interface WithdrawStep extends OnProposal { readonly kind: 'withdraw'; readonly reason: string }
/** A new resource born from `fiche`; later steps name it by `to.slug`. `text` is its first own version. */
export interface AdaptStep extends Act {
  readonly kind: 'adapt'
  readonly to: { readonly owner: string; readonly slug: string }
  readonly reason: AdaptationReason
  readonly explanation: string
  readonly text?: DemoText
}
/** Names the published version of that moment: `version` '1.0' is the tag v1.0. */
export interface TagStep extends Act { readonly kind: 'tag'; readonly version: string }

/** What `by` did besides writing, or what somebody without an account did (`name`). `confirmedBy`: a garant·e, an hour later. */
export interface RoleStep extends Act { readonly kind: 'role'; readonly role: RoleName; readonly name?: string; readonly note: string; readonly confirmedBy?: string }

export type DemoStep =
  | PublishStep | ImproveStep | ProposeStep | CommentStep | VerdictStep | LiftStep | UpdateStep
  | IntegrateStep | DeclineStep | WithdrawStep | AdaptStep | TagStep | RoleStep
