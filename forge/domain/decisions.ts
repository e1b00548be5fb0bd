/** Every decision taken about a resource, read from its journals: what its page and its JSON tell. Pure. */
import type { ChainEvent, Oid } from './git.js'
import type { MergeRequestEvent, ResourceEvent } from './journal.js'
import type { PersonRef } from './person.js'
import { replayMergeRequest, verdictsOf } from './replay.js'
import type { DecisionRule } from './resource.js'
import type { ChangeDecision } from './review.js'
import { isTakenBack, subjectOf, undoingsOf } from './undoing.js'

export type ProposalName = { readonly number: number; readonly title: string }

/** What was decided. `reason`: in the words of whoever decided; empty when they gave none. */
export type Decided =
  | { readonly kind: 'created'; readonly rule: DecisionRule }
  | { readonly kind: 'adapted'; readonly title: string; readonly reason: string }
  | { readonly kind: 'imported'; readonly source: string }
  | { readonly kind: 'rule_changed'; readonly before: DecisionRule; readonly after: DecisionRule; readonly reason: string }
  | { readonly kind: 'stewards_changed'; readonly stewards: readonly PersonRef[] }
  | { readonly kind: 'transferred'; readonly owner: string }
  | { readonly kind: 'renamed'; readonly slug: string }
  | { readonly kind: 'checks_changed'; readonly pushedProblems: 'refused' | 'told' }
  | { readonly kind: 'main_file_changed'; readonly path: string }
  | { readonly kind: 'retired' | 'restored'; readonly reason: string }
  | { readonly kind: 'licence_clarified'; readonly licence: string; readonly reason: string }
  | { readonly kind: 'news_taken'; readonly version: Oid }
  | { readonly kind: 'news_ignored'; readonly passages: number }
  /** `version`: what was taken back, or put back; `as`: the version that did it. */
  | { readonly kind: 'undone' | 'redone'; readonly version: Oid; readonly as: Oid; readonly reason: string }
  /** `readers`: who consented to what was integrated; `isTakenBack`: since. */
  | { readonly kind: 'merged'; readonly proposal: ProposalName; readonly version: Oid; readonly readers: readonly PersonRef[]; readonly notKept: readonly ChangeDecision[]; readonly isTakenBack: boolean }
  | { readonly kind: 'declined' | 'withdrawn' | 'taken_over' | 'suggestion_declined'; readonly proposal: ProposalName; readonly reason: string }
  | { readonly kind: 'objection_lifted'; readonly proposal: ProposalName; readonly objection: { readonly by: PersonRef; readonly text: string }; readonly reason: string }

export interface Decision { readonly event: Oid; readonly at: number; readonly by: PersonRef; readonly decided: Decided }

/** Newest first. `proposals`: the journal of each proposition, by its number. */
export function decisionsOf(resource: readonly ChainEvent[], proposals: ReadonlyMap<number, readonly ChainEvent[]>): readonly Decision[] {
  const own = ofResource(resource)
  // Git dates hold whole seconds. Within one, each journal keeps its own order, and what a resource says comes after the propositions it may be about.
  const all = [...own.slice(0, 1), ...[...proposals].flatMap(([number, chain]) => ofProposal(number, chain, undoingsOf(resource))), ...own.slice(1)]
  return all.map((decision, order) => ({ decision, order })).sort((a, b) => b.decision.at - a.decision.at || b.order - a.order).map(({ decision }) => decision)
}

function ofResource(chain: readonly ChainEvent[]): Decision[] {
  let rule: DecisionRule = { kind: 'garant·es' }
  const undoings = undoingsOf(chain)
  return chain.flatMap(({ oid, author, payload }): Decision[] => {
    const event = payload as unknown as ResourceEvent
    const say = (decided: Decided): Decision[] => [{ event: oid, at: author.at, by: event.actor, decided }]
    switch (event.kind) {
      case 'created': rule = event.rule; return say({ kind: 'created', rule })
      case 'adapted': return say({ kind: 'adapted', title: event.origin.title, reason: event.explanation })
      case 'imported': return say({ kind: 'imported', source: event.source })
      case 'rule_changed': { const before = rule; rule = event.rule; return say({ kind: 'rule_changed', before, after: rule, reason: event.reason }) }
      case 'stewards_changed': return say({ kind: 'stewards_changed', stewards: event.stewards })
      case 'transferred': return say({ kind: 'transferred', owner: event.owner.handle })
      case 'renamed': return say({ kind: 'renamed', slug: event.slug })
      case 'checks_changed': return say({ kind: 'checks_changed', pushedProblems: event.pushedProblems })
      case 'main_file_changed': return say({ kind: 'main_file_changed', path: event.mainPath })
      case 'retired': return say({ kind: 'retired', reason: event.reason })
      case 'restored': return say({ kind: 'restored', reason: '' })
      case 'licence_clarified': return say({ kind: 'licence_clarified', licence: event.licence, reason: event.reason })
      case 'news_taken': return say({ kind: 'news_taken', version: event.commit })
      case 'news_ignored': return say({ kind: 'news_ignored', passages: event.passages.length })
      case 'undone': {
        const { version, effect } = subjectOf(undoings, event.undone)
        return say({ kind: effect === 'undo' ? 'undone' : 'redone', version, as: event.commit, reason: event.reason })
      }
      default: return []
    }
  })
}

function ofProposal(number: number, chain: readonly ChainEvent[], undoings: ReturnType<typeof undoingsOf>): Decision[] {
  const request = replayMergeRequest('', number, chain)
  if (!request) return []
  const proposal = { number, title: request.title }
  const verdicts = verdictsOf(chain)
  const consents = verdicts.filter(({ kind, iteration, by }) => kind === 'consent' && iteration === request.iterations.length && by.id !== request.proposedBy.id)
  return chain.flatMap(({ oid, author, payload }): Decision[] => {
    const event = payload as unknown as MergeRequestEvent
    const say = (decided: Decided): Decision[] => [{ event: oid, at: author.at, by: event.actor, decided }]
    switch (event.kind) {
      case 'merged': return say({ kind: 'merged', proposal, version: event.commit, readers: [...new Map(consents.map(({ by }) => [by.id, by])).values()], notKept: event.notKept ?? [], isTakenBack: isTakenBack(undoings, event.commit) })
      case 'declined': case 'withdrawn': case 'taken_over': case 'suggestion_declined': return say({ kind: event.kind, proposal, reason: event.reason })
      case 'objection_lifted': {
        const objection = verdicts.find((verdict) => verdict.event === event.objection)
        return objection ? say({ kind: 'objection_lifted', proposal, objection: { by: objection.by, text: objection.text }, reason: event.reason }) : []
      }
      default: return []
    }
  })
}
