/** What a mail tells one person, in the order they read it. Facts only: its sentences are in web/messages. */
import type { Expectation } from './inbox.js'
import type { PassageEvent } from './journal.js'
import type { MentionReason } from './mentions.js'
import type { MergeRequestState, VerdictKind } from './merge-request.js'

/** Something at an address: a proposition, or what is said of a published text. */
export interface DigestPlace { readonly title: string; readonly fiche: string; readonly url: string }

export type DigestNews =
  | { readonly kind: 'verdict'; readonly by: string; readonly verdict: VerdictKind }
  | { readonly kind: 'reviewed' | 'comment' | 'suggestion' | 'iteration' | 'taken_over' | 'lifted'; readonly by: string }
  | { readonly kind: 'state'; readonly by: string; readonly state: Exclude<MergeRequestState, 'open'>; readonly reason: string }

export interface Digest {
  /** The person’s own propositions that were integrated. */
  readonly integrated: readonly (DigestPlace & { readonly by: string })[]
  /** Propositions of others they helped with, integrated. */
  readonly helped: readonly (DigestPlace & { readonly by: string })[]
  readonly toReview: readonly (DigestPlace & { readonly by: string; readonly expects: Expectation; readonly minutes: number; readonly isTouchUp: boolean })[]
  /** Without a reader for a week. */
  readonly waiting: readonly (DigestPlace & { readonly by: string; readonly since: number })[]
  /** Still for three weeks: stewards may finish them. */
  readonly toTakeOver: readonly (DigestPlace & { readonly by: string; readonly since: number })[]
  readonly mine: readonly (DigestPlace & { readonly news: readonly DigestNews[] })[]
  readonly mentions: readonly (DigestPlace & { readonly by: string; readonly reason: MentionReason; readonly words: string; /** What is said of where a passage comes from. */ readonly passage?: PassageEvent['kind'] })[]
  /** How many propositions wait for a word of theirs, in all. */
  readonly awaiting: number
}

/** The lists whose items are worth a mail. */
const lists = ['integrated', 'helped', 'toReview', 'waiting', 'toTakeOver', 'mine', 'mentions'] as const

export const isWorthAMail = (digest: Digest): boolean => lists.some((list) => digest[list].length > 0)
