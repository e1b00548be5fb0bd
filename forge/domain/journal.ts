/**
 * The events kept in Git, in the journals of a resource and of its propositions. They are the truth: the database's rows are rebuilt from them.
 * Each payload is one commit's `event.json`; author and date are the commit's. Unknown kinds are kept and shown as nothing.
 */
import type { Oid } from './git.js'
import type { PersonRef } from './person.js'
import type { AdaptationReason, DecisionRule, PushedProblems } from './resource.js'
import type { VerdictKind } from './merge-request.js'

interface OwnerName { readonly kind: 'person' | 'community'; readonly id: string; readonly handle: string }

export type ResourceEvent =
  | { kind: 'created'; actor: PersonRef; owner: OwnerName; slug: string; rule: DecisionRule; stewards: readonly PersonRef[]; mainPath: string }
  | { kind: 'adapted'; actor: PersonRef; origin: { resource: string; owner: string; slug: string; title: string; commit: Oid; licence?: string }; reason: AdaptationReason; explanation: string }
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
  | { kind: 'licence_clarified'; actor: PersonRef; licence: string; reason: string }

export type MergeRequestEvent =
  | { kind: 'opened'; actor: PersonRef; title: string; description: string; base: Oid; head: Oid }
  | { kind: 'iteration'; actor: PersonRef; number: number; base: Oid; head: Oid; message: string }
  | { kind: 'comment'; actor: PersonRef; text: string; iteration: number }
  | { kind: 'verdict'; actor: PersonRef; verdict: VerdictKind; text: string; liftCondition?: string; iteration: number }
  | { kind: 'objection_lifted'; actor: PersonRef; objection: Oid; reason: string }
  | { kind: 'merge_intended'; actor: PersonRef; target: Oid; mainWas: Oid | null }
  | { kind: 'merge_abandoned'; actor: PersonRef; target: Oid }
  | { kind: 'merged'; actor: PersonRef; commit: Oid }
  | { kind: 'declined'; actor: PersonRef; reason: string }
  | { kind: 'withdrawn'; actor: PersonRef; reason: string }
