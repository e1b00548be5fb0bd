import { expect, test } from 'vitest'
import { consentsNeeded, objectionsUntil, obstaclesTo, openQuestions, readersAskedAgain, readersOf } from '../../forge/domain/decision.js'
import type { ChainEvent } from '../../forge/domain/git.js'
import type { MergeRequestEvent } from '../../forge/domain/journal.js'
import type { VerdictKind } from '../../forge/domain/merge-request.js'
import type { PersonRef } from '../../forge/domain/person.js'
import { replayMergeRequest, verdictsOf } from '../../forge/domain/replay.js'
import type { DecisionRule } from '../../forge/domain/resource.js'

const day = 24 * 3600 * 1000
const start = 1_800_000_000_000
const oid = (n: number) => n.toString(16).padStart(40, '0')
const ref = (id: string): PersonRef => ({ id, handle: id, name: id })
const opened: MergeRequestEvent = { kind: 'opened', actor: ref('lou'), title: 'T', description: '', base: oid(90), head: oid(91) }
const says = (by: string, verdict: VerdictKind, iteration = 1): MergeRequestEvent => ({ kind: 'verdict', actor: ref(by), verdict, text: '', iteration })
const again = (number: number): MergeRequestEvent => ({ kind: 'iteration', actor: ref('lou'), number, base: oid(90), head: oid(91 + number), message: '' })
const comments = (by: string, replyTo?: string): MergeRequestEvent => ({ kind: 'comment', actor: ref(by), text: 'x', iteration: 1, ...(replyTo !== undefined && { replyTo }) })
const lifts = (by: string, objection: number): MergeRequestEvent => ({ kind: 'objection_lifted', actor: ref(by), objection: oid(objection), reason: 'x' })

/** Events in order, the first one `opened`; event number n has the id `oid(n)`, n from 1. */
function told(...events: MergeRequestEvent[]) {
  const chain: ChainEvent[] = [opened, ...events].map((event, n) => ({ oid: oid(n + 1), author: { name: '', email: '', at: start, offsetMinutes: 0 }, payload: { ...event } }))
  const request = replayMergeRequest('r', 1, chain)
  if (!request) throw new Error('no request')
  return { chain, request, verdicts: verdictsOf(chain), authors: new Set(['lou', 'ada']) }
}
const two: DecisionRule = { kind: 'relecture', readers: 2 }
const week: DecisionRule = { kind: 'consentement', days: 7 }

test.each<[string, DecisionRule, number, MergeRequestEvent[], string[]]>([
  ['nobody said anything, ouverte', { kind: 'ouverte' }, 0, [], []],
  ['nobody said anything, garant·es', { kind: 'garant·es' }, 0, [], []],
  ['nobody said anything, relecture', two, 400 * day, [], ['consents']],
  ['nobody said anything, consentement', week, 400 * day, [], ['consents']],
  ['nobody said anything yet, consentement', week, 0, [], ['consents', 'delay']],
  ['one of two', two, 0, [says('lea', 'consent')], ['consents']],
  ['two of two', two, 0, [says('lea', 'consent'), says('noe', 'consent')], []],
  ['the same twice', two, 0, [says('lea', 'consent'), says('lea', 'consent')], ['consents']],
  ['the proposer', two, 0, [says('lea', 'consent'), says('lou', 'consent')], ['consents']],
  ['a co-author', two, 0, [says('lea', 'consent'), says('ada', 'consent')], ['consents']],
  ['about an earlier text', two, 0, [says('lea', 'consent'), says('noe', 'consent'), again(2), says('noe', 'consent', 2)], ['consents']],
  ['who asks a question afterwards', two, 0, [says('lea', 'consent'), says('noe', 'consent'), says('noe', 'question')], ['consents']],
  ['who adds an idea afterwards', two, 0, [says('lea', 'consent'), says('noe', 'consent'), says('noe', 'bonification')], []],
  ['an objection, under every rule', { kind: 'ouverte' }, 0, [says('lea', 'objection')], ['objections']],
  ['an objection lifted', { kind: 'garant·es' }, 0, [says('lea', 'objection'), lifts('garance', 2)], []],
  ['an objection lifted is no consent', two, 0, [says('lea', 'objection'), says('noe', 'consent'), lifts('lea', 2)], ['consents']],
  ['an objection to an earlier text stands', { kind: 'ouverte' }, 0, [says('lea', 'objection'), again(2)], ['objections']],
  ['everything at once', week, 0, [says('lea', 'objection')], ['objections', 'consents', 'delay']],
  ['a consent, the delay running', week, 7 * day - 1, [says('lea', 'consent')], ['delay']],
  ['a consent, the delay over', week, 7 * day, [says('lea', 'consent')], []],
])('should find what is missing: %s', (_what, rule, after, events, kinds) => {
  const { request, verdicts, authors } = told(...events)
  expect(obstaclesTo({ rule, request, verdicts, authors, now: start + after }).map(({ kind }) => kind)).toEqual(kinds)
})

test('should say what each rule needs', () => {
  const { request } = told()
  expect([{ kind: 'ouverte' } as const, { kind: 'garant·es' } as const, two, week].map((rule) => [consentsNeeded(rule), objectionsUntil(rule, request)])).toEqual([[0, undefined], [0, undefined], [2, undefined], [1, start + 7 * day]])
})

test('should tell who read this text from who read an earlier one', () => {
  const reading = told(says('lea', 'consent'), says('noe', 'objection'), says('ada', 'consent'), again(2), says('noe', 'question', 2))
  expect(readersOf(reading).map(({ by, kind }) => [by.id, kind])).toEqual([['noe', 'question']])
  expect(readersAskedAgain(reading).map(({ id }) => id)).toEqual(['lea'])
})

test.each<[string, MergeRequestEvent[], number]>([
  ['nobody answered', [says('lea', 'question')], 1],
  ['the proposer answered', [says('lea', 'question'), comments('lou')], 0],
  ['a co-author answered', [says('lea', 'question'), comments('ada')], 0],
  ['another reader commented on something else', [says('lea', 'question'), comments('noe')], 1],
  ['another reader replied to it', [says('lea', 'question'), comments('noe', oid(2))], 0],
  ['who asked adds a word', [says('lea', 'question'), comments('lea', oid(2))], 1],
  ['a new text came', [says('lea', 'question'), again(2)], 0],
  ['who asked says another thing later', [says('lea', 'question'), says('lea', 'consent')], 0],
  ['who asked adds an idea', [says('lea', 'question'), says('lea', 'bonification')], 1],
  ['its thread is resolved', [says('lea', 'question'), { kind: 'thread_resolved', actor: ref('noe'), thread: oid(2), isResolved: true }], 0],
  ['its thread is open again', [says('lea', 'question'), { kind: 'thread_resolved', actor: ref('noe'), thread: oid(2), isResolved: true }, { kind: 'thread_resolved', actor: ref('noe'), thread: oid(2), isResolved: false }], 1],
])('should tell whether a question waits: %s', (_what, events, waiting) => {
  expect(openQuestions(told(...events))).toHaveLength(waiting)
})
