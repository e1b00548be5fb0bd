import { expect, test } from 'vitest'
import { decisionsOf } from '../../../forge/domain/decisions.js'
import type { ChainEvent } from '../../../forge/domain/git.js'
import type { MergeRequestEvent, ResourceEvent } from '../../../forge/domain/journal.js'
import type { PersonRef } from '../../../forge/domain/person.js'
import { fateOf, isTakenBack, subjectOf, undoingsOf } from '../../../forge/domain/undoing.js'

const ref = (id: string): PersonRef => ({ id, handle: id, name: id })
const oid = (text: string) => text.padEnd(40, '0')
const chain = (name: string, events: readonly (readonly [number, ResourceEvent | MergeRequestEvent])[]): ChainEvent[] => events.map(([at, event], n) => ({ oid: oid(`${name}${n}`), author: { name: '', email: '', at, offsetMinutes: 0 }, payload: { ...event } }))
const created: ResourceEvent = { kind: 'created', actor: ref('garance'), owner: { kind: 'person', id: 'garance', handle: 'garance' }, slug: 'meteo', rule: { kind: 'ouverte' }, stewards: [ref('garance')], mainPath: 'README.md' }
const undo = (undone: string, commit: string): ResourceEvent => ({ kind: 'undone', actor: ref('garance'), undone: oid(undone), commit: oid(commit), reason: '' })

test('should tell everything newest first, each rule with the one before it, and nothing that is no decision', () => {
  const resource = chain('a', [
    [1, created], [2, { kind: 'pushed', actor: ref('garance'), from: null, to: oid('c1') }], [3, { kind: 'rule_changed', actor: ref('garance'), rule: { kind: 'relecture', readers: 2 }, reason: 'À deux.' }],
    [4, { kind: 'rule_changed', actor: ref('garance'), rule: { kind: 'consentement', days: 7 }, reason: '' }], [9, { kind: 'undo_intended', actor: ref('garance'), undone: oid('c2'), target: oid('c3'), mainWas: oid('c2'), reason: '' }], [9, undo('c2', 'c3')],
    [10, { kind: 'tout autre chose', actor: ref('garance') } as unknown as ResourceEvent],
  ])
  const change = { path: 'README.md', old: [0, 1], new: [0, 2] } as const
  const proposal = chain('b', [
    [5, { kind: 'opened', actor: ref('lou'), title: 'Un titre', description: '', base: oid('c1'), head: oid('h') }], [6, { kind: 'verdict', actor: ref('noe'), verdict: 'objection', text: 'Un risque', iteration: 1 }],
    [7, { kind: 'objection_lifted', actor: ref('noe'), objection: oid('b1'), reason: 'Vu' }], [7, { kind: 'verdict', actor: ref('noe'), verdict: 'consent', text: '', iteration: 1 }], [7, { kind: 'comment', actor: ref('noe'), text: 'x', iteration: 1 }],
    [8, { kind: 'merged', actor: ref('garance'), commit: oid('c2'), notKept: [{ change, decision: 'not_kept', reason: 'Trop long' }] }],
  ])
  const told = decisionsOf(resource, new Map([[1, proposal]]))
  expect(told.map(({ decided }) => decided.kind)).toEqual(['undone', 'merged', 'objection_lifted', 'rule_changed', 'rule_changed', 'created'])
  expect(told[1]?.decided).toMatchObject({ proposal: { number: 1, title: 'Un titre' }, readers: [{ id: 'noe' }], notKept: [{ reason: 'Trop long' }], isTakenBack: true })
  expect(told[2]?.decided).toMatchObject({ objection: { by: { id: 'noe' }, text: 'Un risque' }, reason: 'Vu' })
  expect(told[3]?.decided).toMatchObject({ before: { kind: 'relecture', readers: 2 }, after: { kind: 'consentement', days: 7 } })
  expect(told[4]?.decided).toMatchObject({ before: { kind: 'ouverte' }, reason: 'À deux.' })
})

test('should follow a version taken back, put back and taken back again, from either end', () => {
  const undoings = undoingsOf(chain('a', [[1, created], [2, undo('v', 'u1')], [3, undo('u1', 'u2')], [4, undo('u2', 'u3')], [5, undo('v', 'u4')], [6, undo('u4', 'u5')]]))
  const upTo = (n: number) => undoings.slice(0, n)
  expect([0, 1, 2, 3, 4, 5].map((n) => isTakenBack(upTo(n), oid('v')))).toEqual([false, true, false, true, true, false])
  expect(fateOf(upTo(2), oid('v'))).toMatchObject({ undoing: { commit: oid('u1') }, redone: { commit: oid('u2') } })
  expect(['v', 'u1', 'u2', 'u3', 'u5'].map((name) => { const { version, effect } = subjectOf(undoings, oid(name)); return [version === oid('v'), effect] })).toEqual([[true, 'undo'], [true, 'redo'], [true, 'undo'], [true, 'redo'], [true, 'undo']])
})

test('should not run for ever on a journal that makes no sense', () => {
  const undoings = undoingsOf(chain('a', [[1, created], [2, undo('x', 'x')], [3, undo('x', 'y')], [4, undo('y', 'x')]]))
  expect(fateOf(undoings, oid('x'))).toBeDefined()
  expect(subjectOf(undoings, oid('x')).version).toBeDefined()
})

test('should keep the order of a journal within one second, and leave out a proposition that says nothing', () => {
  const told = decisionsOf(chain('a', [[1000, created], [1000, { kind: 'renamed', actor: ref('garance'), slug: 'autre' }]]), new Map([[1, []], [2, chain('c', [[1000, { kind: 'merged', actor: ref('x'), commit: oid('z') }]])]]))
  expect(told.map(({ decided }) => decided.kind)).toEqual(['renamed', 'created'])
})
