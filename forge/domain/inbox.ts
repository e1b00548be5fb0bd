/** What a proposition expects of one person, and since when it waits. Pure, from its journal. */
import { obstaclesTo, writersOf } from './decision.js'
import type { ChainEvent } from './git.js'
import type { MergeRequestEvent } from './journal.js'
import type { MergeRequest, Verdict } from './merge-request.js'
import type { PersonId, PersonRef } from './person.js'
import { verdictsOf } from './replay.js'
import type { DecisionRule } from './resource.js'

const dayMs = 24 * 3600_000
/** After a week without a reader, those who can act are reminded; after three, stewards may finish in the proposer’s place. */
export const remindAfterMs = 7 * dayMs
export const takeOverAfterMs = 21 * dayMs

/** An event as the index keeps it. */
export interface Told<E = MergeRequestEvent> { readonly oid: string; readonly at: number; readonly event: E }

/** What verdictsOf and its like read, from what the index keeps. */
export const asChain = (told: readonly Told[]): readonly ChainEvent[] =>
  told.map(({ oid, at, event }) => ({ oid, author: { name: event.actor.name, email: '', at, offsetMinutes: 0 }, payload: event }))

/** A word about one iteration: what counts as having read it. */
const iterationSpokenOf = (event: MergeRequestEvent): number | undefined =>
  (event.kind === 'verdict' || event.kind === 'reviewed' || event.kind === 'comment' || event.kind === 'suggestion' ? event.iteration : undefined)

/** The last iteration a person said something of; 0: none. */
export const lastAnswered = (told: readonly Told[], person: PersonId): number =>
  told.reduce((last, { event }) => (event.actor.id === person ? Math.max(last, iterationSpokenOf(event) ?? 0) : last), 0)

/** Since when the present text waits for its first reader; undefined once somebody else than its writer said something of it. */
export function unreadSince(request: MergeRequest, told: readonly Told[]): number | undefined {
  const current = request.iterations.length
  const isRead = told.some(({ event }) => event.actor.id !== request.proposedBy.id && (iterationSpokenOf(event) ?? 0) >= current)
  return isRead ? undefined : request.iterations.at(-1)?.at ?? request.openedAt
}

/** From when its stewards may finish an open proposition: three weeks without a reader, or without anything at all. */
export const takeOverFrom = (request: MergeRequest, told: readonly Told[]): number => Math.min(unreadSince(request, told) ?? Infinity, request.updatedAt) + takeOverAfterMs

/** What is expected of somebody, the most pressing first; each is one sentence of web/messages (`flow.expects`). */
export type Expectation =
  /** One’s own objection stands, and the text changed since. */
  | { readonly kind: 'lift' }
  | { readonly kind: 'finish' }
  /** One answered an earlier text. */
  | { readonly kind: 'reread'; readonly iteration: number }
  /** Nothing is missing and one may. */
  | { readonly kind: 'integrate' }
  | { readonly kind: 'consent'; readonly have: number; readonly need: number }
  | { readonly kind: 'object'; readonly until: number }
  | { readonly kind: 'objection'; readonly by: readonly PersonRef[] }
  | { readonly kind: 'read' }

/**
 * What an open proposition expects of a person; undefined when it waits for nothing of theirs: they answered about the present text, and
 * whoever may integrate has something else to wait for.
 */
export function expectedOf(person: PersonId, subject: { readonly request: MergeRequest; readonly told: readonly Told[]; readonly rule: DecisionRule; readonly mayIntegrate: boolean }, now: number): Expectation | undefined {
  const { request, told, rule, mayIntegrate } = subject
  const verdicts = verdictsOf(asChain(told))
  const obstacles = obstaclesTo({ rule, request, verdicts, authors: writersOf(request), now })
  const current = request.iterations.length
  const answered = lastAnswered(told, person)
  if (standingObjection(verdicts, person, current)) return { kind: 'lift' }
  if (request.takenOverBy?.some(({ id }) => id === person)) return { kind: mayIntegrate && obstacles.length === 0 ? 'integrate' : 'finish' }
  if (answered >= current) return mayIntegrate && obstacles.length === 0 && consented(verdicts, person, current) ? { kind: 'integrate' } : undefined
  if (answered > 0) return { kind: 'reread', iteration: current }
  const [obstacle] = obstacles
  switch (obstacle?.kind) {
    case 'objections': return { kind: 'objection', by: obstacle.objections.map(({ by }) => by) }
    case 'consents': return { kind: 'consent', have: obstacle.have, need: obstacle.need }
    case 'delay': return { kind: 'object', until: obstacle.until }
    default: return { kind: mayIntegrate ? 'integrate' : 'read' }
  }
}

const standingObjection = (verdicts: readonly Verdict[], person: PersonId, current: number): boolean =>
  verdicts.some(({ kind, lifted, by, iteration }) => kind === 'objection' && lifted === undefined && by.id === person && iteration < current)

const consented = (verdicts: readonly Verdict[], person: PersonId, current: number): boolean =>
  verdicts.findLast(({ by, iteration }) => by.id === person && iteration === current)?.kind === 'consent'

/** What others did since somebody last looked: events after `seen` (or later than it, where the journal was rewritten), not their own. */
export function newsSince<E extends { readonly actor: PersonRef; readonly kind: string }>(told: readonly Told<E>[], person: PersonId, seen: Seen | undefined): readonly Told<E>[] {
  const at = seen === undefined ? -1 : told.findIndex(({ oid }) => oid === seen.tip)
  const since = seen !== undefined && at < 0 ? told.filter((one) => one.at > seen.at) : told.slice(at + 1)
  return since.filter(({ event }) => event.actor.id !== person && event.kind !== 'merge_intended' && event.kind !== 'merge_abandoned' && event.kind !== 'thread_resolved')
}

/** Up to where somebody has read a journal. */
export interface Seen { readonly tip: string; readonly at: number }

/** A proposition (or, with `number` 0, what is said of a published text; -1, of who made it: who did what besides writing, where words come from; -2, of its licence), and its name in maps. */
export interface Subject { readonly resource: string; readonly number: number }
export const ROLES_SUBJECT = -1
export const LICENCE_SUBJECT = -2
export const subjectName = ({ resource, number }: Subject): string => `${resource} ${number}`

/** Where an event is read, below its resource's address. */
export function placeOfEvent({ number, oid, event }: { readonly number: number; readonly oid: string; readonly event: { readonly kind: string } }): string {
  if (number === 0) return ''
  if (number === LICENCE_SUBJECT) return `/licence#d-${oid.slice(0, 12)}`
  if (event.kind.startsWith('grant_')) return `/propositions/${number}#ailleurs`
  if (event.kind.startsWith('passage_')) return `/aussi-dans#d-${oid.slice(0, 12)}`
  return number === ROLES_SUBJECT ? `/contributions#r-${oid.slice(0, 12)}` : `/propositions/${number}#m-${oid.slice(0, 12)}`
}
