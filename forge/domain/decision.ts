/** What still stands between a proposition and its integration, by the resource's decision rule. Who may integrate is in policies.ts. */
import type { ChainEvent } from './git.js'
import type { MergeRequestEvent } from './journal.js'
import { isOwn, type MergeRequest, type Verdict } from './merge-request.js'
import type { PersonId, PersonRef } from './person.js'
import { openObjections } from './replay.js'
import type { DecisionRule } from './resource.js'

const dayMs = 24 * 3600 * 1000

export type Obstacle =
  | { readonly kind: 'objections'; readonly objections: readonly Verdict[] }
  | { readonly kind: 'consents'; readonly have: number; readonly need: number }
  /** `until`: milliseconds since the epoch. */
  | { readonly kind: 'delay'; readonly until: number }

/** Whose words a proposition holds: its proposer’s, and those of whoever took it over and wrote in it. */
export const isWriterOf = (request: Pick<MergeRequest, 'proposedBy' | 'finishedBy' | 'importedFrom'>, person: PersonId): boolean =>
  isOwn(request, person) || request.finishedBy?.some(({ id }) => id === person) === true

/** The same, as far as the proposition itself tells. */
export const writersOf = (request: Pick<MergeRequest, 'proposedBy' | 'finishedBy' | 'importedFrom'>): ReadonlySet<PersonId> => new Set([...(request.importedFrom === undefined ? [request.proposedBy.id] : []), ...(request.finishedBy ?? []).map(({ id }) => id)])

/** What a decision looks at. */
export interface Deciding {
  readonly rule: DecisionRule
  readonly request: MergeRequest
  readonly verdicts: readonly Verdict[]
  /** Who wrote what is proposed, the proposer among them: they are no readers of it. */
  readonly authors: ReadonlySet<PersonId>
  /** Milliseconds since the epoch. */
  readonly now: number
}

type Reading = Pick<Deciding, 'request' | 'verdicts' | 'authors'>

/**
 * Each reader's answer to the present text: the last they gave about the last iteration. An improvement is an idea beside an answer, not one.
 * Who answered about an earlier text only is asked again (`readersAskedAgain`).
 */
export function readersOf({ request, verdicts, authors }: Reading): readonly Verdict[] {
  const last = new Map<PersonId, Verdict>()
  for (const verdict of verdicts) if (isAnswer(verdict, request, authors) && verdict.iteration === request.iterations.length) last.set(verdict.by.id, verdict)
  return [...last.values()]
}

const isAnswer = (verdict: Verdict, request: MergeRequest, authors: ReadonlySet<PersonId>): boolean =>
  verdict.kind !== 'bonification' && !isOwn(request, verdict.by.id) && !authors.has(verdict.by.id)

/** Who read an earlier text and not this one. */
export function readersAskedAgain(reading: Reading): readonly PersonRef[] {
  const present = new Set(readersOf(reading).map(({ by }) => by.id))
  const earlier = reading.verdicts.filter((verdict) => isAnswer(verdict, reading.request, reading.authors) && !present.has(verdict.by.id))
  return [...new Map(earlier.map(({ by }) => [by.id, by])).values()]
}

/** Who consents to the present text. */
export const consentsTo = (reading: Reading): readonly Verdict[] => readersOf(reading).filter((verdict) => verdict.kind === 'consent')

/** How many readers must consent. Under *consentement* one at least: silence alone is not consent. */
export const consentsNeeded = (rule: DecisionRule): number => (rule.kind === 'relecture' ? rule.readers : rule.kind === 'consentement' ? 1 : 0)

/** When the time to object ends: it begins again with each new text. Undefined where the rule gives none. */
export const objectionsUntil = (rule: DecisionRule, request: MergeRequest): number | undefined =>
  (rule.kind === 'consentement' ? (request.iterations.at(-1)?.at ?? request.openedAt) + rule.days * dayMs : undefined)

/**
 * Every obstacle, in the order a page tells them; none: whoever may integrate can.
 *
 * An objection that stands blocks under every rule (docs/decisions/0004): it is somebody saying « this does harm », and it says what would lift it.
 */
export function obstaclesTo(deciding: Deciding): readonly Obstacle[] {
  const { rule, request, verdicts, now } = deciding
  const obstacles: Obstacle[] = []
  const objections = openObjections(verdicts)
  if (objections.length > 0) obstacles.push({ kind: 'objections', objections })
  const have = consentsTo(deciding).length
  const need = consentsNeeded(rule)
  if (have < need) obstacles.push({ kind: 'consents', have, need })
  const until = objectionsUntil(rule, request)
  if (until !== undefined && now < until) obstacles.push({ kind: 'delay', until })
  return obstacles
}

/**
 * Clarifying questions nobody answered yet: they block nothing, and are said. One is answered by a reply to it, by its thread being
 * resolved, by whatever an author of the text says or sends afterwards, or by another answer of whoever asked.
 */
export function openQuestions({ verdicts, authors, chain }: { readonly verdicts: readonly Verdict[]; readonly authors: ReadonlySet<PersonId>; readonly chain: readonly ChainEvent[] }): readonly Verdict[] {
  return verdicts.filter((question) => {
    if (question.kind !== 'question') return false
    const after = chain.slice(chain.findIndex(({ oid }) => oid === question.event) + 1).map(({ payload }) => payload as unknown as MergeRequestEvent)
    const resolved = after.findLast((event) => event.kind === 'thread_resolved' && event.thread === question.event)
    if (resolved?.kind === 'thread_resolved' && resolved.isResolved) return false
    return !after.some((event) => {
      switch (event.kind) {
        case 'comment': return event.actor.id !== question.by.id && (event.replyTo === question.event || authors.has(event.actor.id))
        case 'iteration': return true
        case 'verdict': return event.actor.id === question.by.id && event.verdict !== 'bonification'
        default: return false
      }
    })
  })
}
