/** Decision rules over random journals. */
import { describe, expect, test } from 'vitest'
import { consentsTo, obstaclesTo, openQuestions, readersOf, type Deciding } from '../../forge/domain/decision.js'
import type { ChainEvent, Oid } from '../../forge/domain/git.js'
import type { MergeRequestEvent } from '../../forge/domain/journal.js'
import type { VerdictKind } from '../../forge/domain/merge-request.js'
import type { PersonRef } from '../../forge/domain/person.js'
import { openObjections, replayMergeRequest, verdictsOf } from '../../forge/domain/replay.js'
import type { DecisionRule } from '../../forge/domain/resource.js'
import { fc } from '../support/fast-check.js'

const day = 24 * 3600 * 1000
const oid = (n: number): Oid => n.toString(16).padStart(40, '0')
const person = (id: string): PersonRef => ({ id, handle: id, name: id })
const readers = ['lea', 'noe', 'zoe', 'ana'] as const
const proposer = person('lou')

/** One step of a story: after some time, somebody does something. Steps that cannot be (lifting what does not stand) are left out. */
type Step =
  | { readonly kind: 'verdict'; readonly by: string; readonly verdict: VerdictKind }
  | { readonly kind: 'lift'; readonly by: string; readonly which: number }
  | { readonly kind: 'iteration' }
  | { readonly kind: 'comment'; readonly by: string }
  | { readonly kind: 'wait' }

const by = fc.constantFrom(...readers)
const step: fc.Arbitrary<{ readonly after: number; readonly step: Step }> = fc.record({
  after: fc.integer({ min: 0, max: 3 * day }),
  step: fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('verdict' as const), by: fc.oneof(by, fc.constant(proposer.id)), verdict: fc.constantFrom<VerdictKind>('question', 'consent', 'objection', 'bonification') }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('lift' as const), by, which: fc.nat(5) }) },
    { weight: 2, arbitrary: fc.constant({ kind: 'iteration' as const }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('comment' as const), by: fc.oneof(by, fc.constant(proposer.id)) }) },
    { weight: 1, arbitrary: fc.constant({ kind: 'wait' as const }) },
  ),
})
const story = fc.array(step, { maxLength: 25 })
const rule: fc.Arbitrary<DecisionRule> = fc.oneof(
  fc.constant({ kind: 'ouverte' as const }), fc.constant({ kind: 'garant·es' as const }),
  fc.integer({ min: 1, max: 4 }).map((n) => ({ kind: 'relecture' as const, readers: n })), fc.integer({ min: 1, max: 20 }).map((days) => ({ kind: 'consentement' as const, days })),
)
const coAuthors = fc.subarray([...readers], { maxLength: 2 })

function tell(steps: readonly { readonly after: number; readonly step: Step }[]): { chain: ChainEvent[]; end: number } {
  let at = 1_800_000_000_000
  const chain: ChainEvent[] = []
  let iterations = 1
  const say = (event: MergeRequestEvent): void => { chain.push({ oid: oid(chain.length + 1), author: { name: 'x', email: 'x@exemple.invalid', at, offsetMinutes: 0 }, payload: { ...event } }) }
  say({ kind: 'opened', actor: proposer, title: 'T', description: '', base: oid(900), head: oid(901) })
  for (const { after, step: one } of steps) {
    at += after
    switch (one.kind) {
      case 'verdict': say({ kind: 'verdict', actor: person(one.by), verdict: one.verdict, text: 'x', iteration: iterations }); break
      case 'iteration': iterations += 1; say({ kind: 'iteration', actor: proposer, number: iterations, base: oid(900), head: oid(901 + iterations), message: '' }); break
      case 'comment': say({ kind: 'comment', actor: person(one.by), text: 'x', iteration: iterations }); break
      case 'lift': {
        const standing = openObjections(verdictsOf(chain))
        const objection = standing[one.which % Math.max(1, standing.length)]
        if (objection) say({ kind: 'objection_lifted', actor: person(one.by), objection: objection.event, reason: 'x' })
        break
      }
      case 'wait': break
    }
  }
  return { chain, end: at }
}

function deciding(chain: readonly ChainEvent[], how: { rule: DecisionRule; authors?: readonly string[]; now: number }): Deciding {
  const request = replayMergeRequest('r', 1, chain)
  if (!request) throw new Error('no story')
  return { rule: how.rule, request, verdicts: verdictsOf(chain), authors: new Set([proposer.id, ...(how.authors ?? [])]), now: how.now }
}
const kinds = (d: Deciding): string[] => obstaclesTo(d).map((o) => o.kind)

describe('whatever happened before', () => {
  test('should never take silence for consent, however long it lasts', () => {
    fc.assert(fc.property(story, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 5000 }), (steps, days, more) => {
      const { chain, end } = tell(steps.filter(({ step: one }) => !(one.kind === 'verdict' && one.verdict === 'consent')))
      expect(kinds(deciding(chain, { rule: { kind: 'consentement', days }, now: end + more * day }))).toContain('consents')
    }))
  })

  test('should block under every rule while an objection stands, and say every one of them', () => {
    fc.assert(fc.property(story, rule, by, fc.nat(5000), (steps, which, who, more) => {
      const { chain, end } = tell([...steps, { after: 0, step: { kind: 'verdict', by: who, verdict: 'objection' } }])
      const d = deciding(chain, { rule: which, now: end + more * day })
      const [first] = obstaclesTo(d)
      expect(first).toMatchObject({ kind: 'objections' })
      if (first?.kind === 'objections') expect(first.objections).toEqual(openObjections(d.verdicts))
    }))
  })

  test('should ask every consent again and begin the delay again when the text changes', () => {
    fc.assert(fc.property(story, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 20 }), (steps, n, days) => {
      const { chain, end } = tell([...steps, { after: 0, step: { kind: 'iteration' } }])
      expect(obstaclesTo(deciding(chain, { rule: { kind: 'relecture', readers: n }, now: end }))).toContainEqual({ kind: 'consents', have: 0, need: n })
      expect(obstaclesTo(deciding(chain, { rule: { kind: 'consentement', days }, now: end + days * day - 1 }))).toContainEqual({ kind: 'delay', until: end + days * day })
      expect(kinds(deciding(chain, { rule: { kind: 'consentement', days }, now: end + days * day }))).not.toContain('delay')
    }))
  })

  test('should count the last answer of each reader about the present text, and nobody who wrote it', () => {
    fc.assert(fc.property(story, coAuthors, (steps, authors) => {
      const { chain, end } = tell(steps)
      const d = deciding(chain, { rule: { kind: 'relecture', readers: 2 }, authors, now: end })
      const present = d.request.iterations.length
      const expected = readers.filter((who) => !authors.includes(who)).filter((who) => d.verdicts.findLast((v) => v.by.id === who && v.iteration === present && v.kind !== 'bonification')?.kind === 'consent')
      expect(consentsTo(d).map(({ by: who }) => who.id).sort()).toEqual([...expected].sort())
      expect(new Set(readersOf(d).map(({ by: who }) => who.id)).size).toBe(readersOf(d).length)
      for (const { by: who } of readersOf(d)) expect(d.authors.has(who.id)).toBe(false)
    }))
  })

  test('should integrate under a rule exactly when what it asks for is there', () => {
    fc.assert(fc.property(story, rule, coAuthors, fc.nat(30), (steps, which, authors, more) => {
      const { chain, end } = tell(steps)
      const d = deciding(chain, { rule: which, authors, now: end + more * day })
      const consents = consentsTo(d).length
      const lastText = d.request.iterations.at(-1)?.at ?? 0
      const isEnough = which.kind === 'relecture' ? consents >= which.readers : which.kind === 'consentement' ? consents >= 1 && d.now >= lastText + which.days * day : true
      expect(obstaclesTo(d).length === 0).toBe(isEnough && openObjections(d.verdicts).length === 0)
    }))
  })

  test('should never let more readers, or more time, make it harder', () => {
    fc.assert(fc.property(story, rule, fc.nat(30), (steps, which, more) => {
      const { chain, end } = tell(steps)
      const before = deciding(chain, { rule: which, now: end })
      expect(obstaclesTo({ ...before, now: end + more * day }).length).toBeLessThanOrEqual(obstaclesTo(before).length)
      const read = deciding(tell([...steps, { after: 0, step: { kind: 'verdict', by: 'mia', verdict: 'consent' } }]).chain, { rule: which, now: end })
      expect(obstaclesTo(read).length).toBeLessThanOrEqual(obstaclesTo(before).length)
    }))
  })

  test('should let the question of a new reader wait without standing in the way', () => {
    fc.assert(fc.property(story, rule, (steps, which) => {
      const { chain, end } = tell(steps)
      const asked = tell([...steps, { after: 0, step: { kind: 'verdict', by: 'mia', verdict: 'question' } }]).chain
      expect(obstaclesTo(deciding(asked, { rule: which, now: end }))).toEqual(obstaclesTo(deciding(chain, { rule: which, now: end })))
      const d = deciding(asked, { rule: which, now: end })
      expect(openQuestions({ verdicts: d.verdicts, authors: d.authors, chain: asked }).some(({ by: who }) => who.id === 'mia')).toBe(true)
    }))
  })
})
