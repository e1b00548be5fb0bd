/**
 * The events kept in Git, in the journals of a resource and of its propositions. They are the truth: the database's rows are rebuilt from them.
 * Each payload is one commit's `event.json`; author and date are the commit's. Unknown kinds are kept and shown as nothing.
 */
import type { Oid } from './git.js'
import type { PersonRef } from './person.js'
import type { AdaptationReason, DecisionRule, FormerOrigin, PushedProblems } from './resource.js'
import type { ImportedFrom, VerdictKind } from './merge-request.js'
import type { ChangeDecision, ChangeRef, GridAnswer, PassageAnchor } from './review.js'
import type { RoleAnswer, RoleHolder, RoleName } from './role-claim.js'

/** A passage, or a whole file, of an origin's version that an adaptation leaves aside. */
export interface LeftAside {
  readonly path: string
  readonly theirs: string
  readonly at?: readonly [number, number]
  readonly instead?: string
  readonly was?: Oid | null
}

/** A role that was in force in the origin; `claim` names it there. */
export interface InheritedRole { readonly claim: Oid; readonly role: RoleName; readonly holder: RoleHolder }

interface OwnerName { readonly kind: 'person' | 'community'; readonly id: string; readonly handle: string }

export type ResourceEvent =
  | { kind: 'created'; actor: PersonRef; owner: OwnerName; slug: string; rule: DecisionRule; stewards: readonly PersonRef[]; mainPath: string }
  | { kind: 'adapted'; actor: PersonRef; origin: { resource: string; owner: string; slug: string; title: string; commit: Oid; licence?: string; source?: string; before?: readonly FormerOrigin[] }; reason: AdaptationReason; explanation: string
      /** Who did what besides writing, before the adaptation: those names stay with the text wherever it goes. */
      roles?: readonly InheritedRole[] }
  | { kind: 'imported'; actor: PersonRef; source: string; path?: string; commit: Oid; ancestors: readonly string[]
      /** What the source said of its licence beside the fiche (LICENSE, README), where the fiche itself says nothing. */
      licenceNotices?: readonly { readonly path: string; readonly text: string }[] }
  | { kind: 'news_taken'; actor: PersonRef; upTo: Oid; commit: Oid }
  | { kind: 'pushed'; actor: PersonRef; from: Oid | null; to: Oid }
  | { kind: 'renamed'; actor: PersonRef; slug: string }
  | { kind: 'transferred'; actor: PersonRef; owner: OwnerName }
  | { kind: 'rule_changed'; actor: PersonRef; rule: DecisionRule; reason: string }
  | { kind: 'stewards_changed'; actor: PersonRef; stewards: readonly PersonRef[] }
  | { kind: 'checks_changed'; actor: PersonRef; pushedProblems: PushedProblems }
  | { kind: 'main_file_changed'; actor: PersonRef; mainPath: string }
  | { kind: 'retired'; actor: PersonRef; reason: string }
  | { kind: 'restored'; actor: PersonRef }
  /** Its actor, who wrote these words of another fiche (as they stood there), alone or with others, lets them be used under this licence too. */
  | { kind: 'words_granted'; actor: PersonRef; licence: string; source: { readonly resource: string; readonly commit: Oid; readonly path: string }; words: string }
  | { kind: 'licence_clarified'; actor: PersonRef; licence: string; reason: string }
  /** Somebody is about to take a version back: `target` takes the place of `mainWas`. */
  | { kind: 'undo_intended'; actor: PersonRef; undone: Oid; target: Oid; mainWas: Oid; reason: string }
  | { kind: 'undo_abandoned'; actor: PersonRef; target: Oid }
  /** A version was taken back: `commit` is the new version that does so. Taking that one back in turn puts the first one back. */
  | { kind: 'undone'; actor: PersonRef; undone: Oid; commit: Oid; reason: string }
  /**
   * All that the adaptation leaves aside of the origin's version `upTo`, in force once a `news_taken` says the same version: passages of its
   * texts (`theirs` stands there `at`, UTF-16 units; `instead`: the words they replaced) and files whole (`was`: what the adaptation saw of it before).
   */
  | { kind: 'news_ignored'; actor: PersonRef; upTo: Oid; passages: readonly LeftAside[] }
  /** Its actor says that a name written in the header or the history is theirs (`name_claimed`), or that it should not stand there so (`name_contested`). */
  | { kind: 'name_claimed' | 'name_contested'; actor: PersonRef; name: string; text: string }
  /** Answers one of them, by its oid; a later answer counts more and removes none. */
  | { kind: 'name_answered'; actor: PersonRef; claim: Oid; accepted: boolean; reason: string }
  | LicenceEvent
  | PassageEvent
  | RoleEvent

/**
 * What people say of the licence. `licence`: an SPDX id, `LicenseRef-…` or an expression; `version`: the published version it was said of, whose words
 * it is about. What the label itself was and became is told by the published versions.
 */
export type LicenceEvent =
  /** A change of label is asked for; `people`: whose words need their consent, among those who can answer here. */
  | { kind: 'relicence_asked'; actor: PersonRef; licence: string; reason: string; version: Oid; people: readonly PersonRef[] }
  | { kind: 'relicence_closed'; actor: PersonRef; ask: Oid; reason: string }
  /** Its actor, of all their own words up to `version`, and of nobody else's. `ask`: what it answers. */
  | { kind: 'licence_consented' | 'licence_refused'; actor: PersonRef; licence: string; version: Oid; ask?: Oid; text: string }
  /** Given outside by somebody who cannot answer here, under the name their versions bear; its actor says so, `text` in what terms. */
  | { kind: 'permission_received'; actor: PersonRef; name: string; licence: string; version: Oid; text: string }
  | { kind: 'permission_withdrawn'; actor: PersonRef; permission: Oid; reason: string }

/** Who did what besides writing. The event that claims or offers a role names it from then on, as the one that disputes it names the dispute. */
export type RoleEvent =
  | { kind: 'role_claimed'; actor: PersonRef; role: RoleName; note: string }
  | { kind: 'role_offered'; actor: PersonRef; role: RoleName; holder: RoleHolder; note: string }
  | { kind: 'role_answered'; actor: PersonRef; claim: Oid; answer: RoleAnswer; reason: string }
  | { kind: 'role_disputed'; actor: PersonRef; claim: Oid; reason: string }
  /** `lifts`: it comes from who raised it, who is satisfied. */
  | { kind: 'role_dispute_answered'; actor: PersonRef; claim: Oid; dispute: Oid; text: string; lifts: boolean }

/** Words of a published version, as somebody speaks of them: where they stood, and the words themselves. */
export interface DisputedPassage { readonly commit: Oid; readonly path: string; readonly at: readonly [start: number, end: number]; readonly quote: string }

/** Where words come from, as people say it. The event that says it names the dispute from then on. */
export type PassageEvent =
  /** « Ce passage vient d’ailleurs »: `from`, in words; `other`: the resource of this instance, when it is one. */
  | { kind: 'passage_disputed'; actor: PersonRef; passage: DisputedPassage; from: string; other?: string; reason: string }
  /** `lifts`: it comes from who raised it, who is satisfied. */
  | { kind: 'passage_dispute_answered'; actor: PersonRef; dispute: Oid; text: string; lifts: boolean }

/** What is said of who made a resource. */
export type MakingEvent = RoleEvent | PassageEvent

export type MergeRequestEvent =
  /** `imported`: it was made elsewhere, under that name there (`at`: when, in milliseconds since the epoch); its words are their authors', not its importer's. `undoes`: the version it takes back;
   * `news`: the origin's version it takes. */
  | { kind: 'opened'; actor: PersonRef; title: string; description: string; base: Oid; head: Oid; imported?: ImportedFrom; undoes?: Oid; news?: Oid
      /** The passage it gives another wording to, when that is all it does. */
      anchor?: PassageAnchor
      /** Of somebody without an account: who let it in. Its actor then has no handle. */
      approvedBy?: PersonRef }
  | { kind: 'iteration'; actor: PersonRef; number: number; base: Oid; head: Oid; message: string }
  /** `replyTo`: the comment, suggestion or verdict it answers; `anchor`: the words it is about; `change`: the change. */
  | { kind: 'comment'; actor: PersonRef; text: string; iteration: number; anchor?: PassageAnchor; change?: ChangeRef; replyTo?: Oid }
  | { kind: 'thread_resolved'; actor: PersonRef; thread: Oid; isResolved: boolean }
  /** One finished reading, change by change. `decides`: its author might integrate at that time, so its decisions are the proposition's. */
  | { kind: 'reviewed'; actor: PersonRef; iteration: number; decides: boolean; decisions: readonly ChangeDecision[]; grid?: Readonly<Record<string, GridAnswer>>; text: string }
  /** Another wording for the words of `anchor`: `replacement` takes the place of the anchor's whole block. */
  | { kind: 'suggestion'; actor: PersonRef; anchor: PassageAnchor; replacement: string; text: string; iteration: number }
  /** It became an iteration, written by who suggested it. */
  | { kind: 'suggestion_accepted'; actor: PersonRef; suggestion: Oid; iteration: number; commit: Oid }
  | { kind: 'suggestion_declined'; actor: PersonRef; suggestion: Oid; reason: string }
  /** After a long silence, stewards may finish in the proposer's place; the words stay the proposer's. */
  | { kind: 'taken_over'; actor: PersonRef; reason: string }
  | { kind: 'verdict'; actor: PersonRef; verdict: VerdictKind; text: string; liftCondition?: string; iteration: number }
  | { kind: 'objection_lifted'; actor: PersonRef; objection: Oid; reason: string }
  /** `notKept`: what the reviews left out of what is integrated. */
  | { kind: 'merge_intended'; actor: PersonRef; target: Oid; mainWas: Oid | null; notKept?: readonly ChangeDecision[] }
  | { kind: 'merge_abandoned'; actor: PersonRef; target: Oid }
  | { kind: 'merged'; actor: PersonRef; commit: Oid; notKept?: readonly ChangeDecision[] }
  /** Of those who wrote a passage it brings (`passage`: the ingredient's name; `quote`: its first words in `path`): whether it may be used under `licence`, the label it comes under. */
  | { kind: 'grant_asked'; actor: PersonRef; passage: string; licence: string; source: { readonly resource: string; readonly commit: Oid; readonly path: string }; path: string; quote: string; people: readonly PersonRef[]; reason: string }
  /** By one of them, of their own words. What is granted is `words_granted`, in the resource's journal. */
  | { kind: 'grant_answered'; actor: PersonRef; ask: Oid; granted: boolean; text: string }
  | { kind: 'declined'; actor: PersonRef; reason: string }
  | { kind: 'withdrawn'; actor: PersonRef; reason: string }

/** What is said of the published text, passage by passage: `refs/journal/discussion`. */
export type DiscussionEvent =
  | { kind: 'comment'; actor: PersonRef; text: string; anchor?: PassageAnchor; replyTo?: Oid }
  | { kind: 'thread_resolved'; actor: PersonRef; thread: Oid; isResolved: boolean }
