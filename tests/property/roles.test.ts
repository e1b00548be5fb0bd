/** Roles as a journal tells them: nothing said is lost or overwritten, and nobody takes somebody else's name away, whoever wrote the journal. */
import { expect, test } from 'vitest'
import type { Told } from '../../forge/domain/inbox.js'
import type { RoleEvent } from '../../forge/domain/journal.js'
import type { PersonRef } from '../../forge/domain/person.js'
import { rolesOf } from '../../forge/domain/replay-roles.js'
import { roleMentions } from '../../forge/domain/role-mentions.js'
import { isHeldBy, isInForce, isPending, roleNames, whyNotAnswer, type RoleAnswer, type RoleClaim } from '../../forge/domain/role-claim.js'
import { fc } from '../support/fast-check.js'

const people: readonly PersonRef[] = ['awa', 'leo', 'ines'].map((handle) => ({ id: `id-${handle}`, handle, name: handle }))
const oid = (place: number): string => place.toString(16).padStart(40, '0')

const person = fc.constantFrom(...people)
const role = fc.constantFrom(...roleNames)
const begins = fc.oneof(
  fc.record({ kind: fc.constant('role_claimed' as const), actor: person, role, note: fc.string() }),
  fc.record({ kind: fc.constant('role_offered' as const), actor: person, role, holder: fc.oneof(person.map((one) => ({ person: one })), fc.constantFrom('Anne', 'Bob').map((name) => ({ name }))), note: fc.string() }),
)
/** About one of the few roles begun, or one that is not there; of disputes, any event or none. */
const follows = (begun: number): fc.Arbitrary<RoleEvent> => {
  const claim = fc.oneof({ weight: 9, arbitrary: fc.nat(begun - 1) }, { weight: 1, arbitrary: fc.constant(99) }).map(oid)
  return fc.oneof(
    { weight: 5, arbitrary: fc.record({ kind: fc.constant('role_answered' as const), actor: person, claim, answer: fc.constantFrom<RoleAnswer>('confirmed', 'declined', 'withdrawn'), reason: fc.string() }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('role_disputed' as const), actor: person, claim, reason: fc.string() }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('role_dispute_answered' as const), actor: person, claim, dispute: fc.nat(20).map(oid), text: fc.string(), lifts: fc.boolean() }) },
    { weight: 1, arbitrary: begins },
  )
}
/** A journal as anybody might write it: what the forge refuses is in it too. */
const journal = fc.array(begins, { minLength: 1, maxLength: 3 }).chain((first) => fc.array(follows(first.length), { maxLength: 18 }).map((later): readonly Told<RoleEvent>[] =>
  [...first, ...later].map((event, place) => ({ oid: oid(place), at: place * 1000, event }))))
const runs = { numRuns: 400 }

const named = (claims: readonly RoleClaim[], name: string): RoleClaim | undefined => claims.find((claim) => claim.event === name)

test('should keep every role ever said, in order, with who said it and when', () => {
  fc.assert(fc.property(journal, (told) => {
    const begun = told.filter(({ event: one }) => one.kind === 'role_claimed' || one.kind === 'role_offered')
    expect(rolesOf(told).map(({ event: name, at, by }) => [name, at, by.id])).toEqual(begun.map(({ oid: name, at, event: one }) => [name, at, one.actor.id]))
  }), runs)
})

test('should only ever add: what a longer journal tells of a role begins with what a shorter one told', () => {
  fc.assert(fc.property(journal, fc.nat(21), (told, cut) => {
    const after = rolesOf(told)
    for (const before of rolesOf(told.slice(0, cut))) {
      const now = named(after, before.event)
      expect(now && { role: now.role, holder: now.holder, by: now.by, at: now.at, note: now.note }).toEqual({ role: before.role, holder: before.holder, by: before.by, at: before.at, note: before.note })
      expect(now?.answers.slice(0, before.answers.length)).toEqual(before.answers)
      expect(now?.disputes.slice(0, before.disputes.length).map(({ event: name, reason, answers }, at) => [name, reason, answers.slice(0, before.disputes[at]?.answers.length)]))
        .toEqual(before.disputes.map(({ event: name, reason, answers }) => [name, reason, answers]))
      for (const [at, dispute] of before.disputes.entries()) if (dispute.lifted) expect(now?.disputes[at]?.lifted).toEqual(dispute.lifted)
    }
  }), runs)
})

test('should let nobody take somebody else’s confirmed name away, and nobody but them accept what others say of them', () => {
  fc.assert(fc.property(journal, (told) => {
    let before: readonly RoleClaim[] = []
    for (let length = 1; length <= told.length; length += 1) {
      const after = rolesOf(told.slice(0, length))
      const { event: last } = told[length - 1]!
      for (const claim of after) {
        const was = named(before, claim.event)
        if (was === undefined || was.state === claim.state || !('person' in claim.holder)) continue
        if (isInForce(was)) expect([claim.state, isHeldBy(claim, last.actor.id)]).toEqual(['withdrawn', true])
        if (isInForce(claim) && claim.by.id !== claim.holder.person.id) expect(isHeldBy(claim, last.actor.id)).toBe(true)
        if (was.state === 'withdrawn') expect(claim.state).toBe('withdrawn')
      }
      before = after
    }
  }), runs)
})

test('should change a state by exactly the answers that may be given', () => {
  fc.assert(fc.property(journal, (told) => {
    for (const claim of rolesOf(told)) {
      const [last] = claim.answers.slice(-1)
      expect(claim.state).toBe(last?.answer ?? (isHeldBy(claim, claim.by.id) ? 'claimed' : 'offered'))
      for (const answer of ['confirmed', 'declined', 'withdrawn'] as const) {
        for (const { id } of people) {
          const may = whyNotAnswer(claim, answer, { id, isSteward: false }) === undefined
          // Whoever may as anybody may as a steward; only the holder may as anybody, but for one's own offer while it waits.
          if (may) expect(whyNotAnswer(claim, answer, { id, isSteward: true })).toBeUndefined()
          if (may) expect(isHeldBy(claim, id) || (answer === 'withdrawn' && claim.by.id === id && isPending(claim))).toBe(true)
          if (claim.state === 'withdrawn') expect(may).toBe(false)
        }
      }
    }
  }), runs)
})

test('should tell nobody of their own words, and nobody twice of one', () => {
  fc.assert(fc.property(journal, fc.subarray([...people]), (told, stewards) => {
    const mentions = roleMentions(told, stewards)
    for (const { person: who, place } of mentions) expect(who).not.toBe(told[place]?.event.actor.id)
    expect(new Set(mentions.map(({ person: who, place }) => `${who} ${place}`)).size).toBe(mentions.length)
  }), runs)
})
