/** A change of label against words and consents: nothing is allowed beyond what was said, whatever the order it was said in. */
import { expect, test } from 'vitest'
import { wordsUnderLabel } from '../../content-schema/licences/relicensing.js'
import type { Told } from '../../forge/domain/inbox.js'
import type { LicenceEvent } from '../../forge/domain/journal.js'
import { licenceMentions } from '../../forge/domain/licence-mentions.js'
import { consentsIn, licenceStoryOf } from '../../forge/domain/licence-story.js'
import type { PersonRef } from '../../forge/domain/person.js'
import { weighRelicensing, type SurvivingWords, type WordAuthor } from '../../forge/domain/relicensing.js'
import { fc } from '../support/fast-check.js'

const licences = ['CC-BY-4.0', 'CC-BY-SA-4.0', 'CC-BY-SA-3.0', 'CC-BY-NC-4.0', 'CC-BY-NC-SA-4.0', 'CC-BY-ND-4.0', 'CC0-1.0', 'LAL-1.3', 'etalab-2.0', 'GFDL-1.3-or-later', 'CC-BY-SA-4.0 OR GFDL-1.3-or-later', 'CC-BY-4.0 AND CC-BY-NC-4.0', 'LicenseRef-CC-BY-SA', 'LicenseRef-ARR', 'n’importe quoi']
const licence = fc.constantFrom(...licences)
const target = fc.constantFrom('CC-BY-4.0', 'CC-BY-SA-4.0', 'CC0-1.0', 'LAL-1.3', 'CC-BY-NC-4.0', 'CC-BY-NC-SA-4.0', 'CC-BY-ND-4.0', 'CC-BY-4.0 OR LAL-1.3', 'LicenseRef-ARR', 'CC-PDM-1.0')
const names = ['awa', 'leo', 'ines', 'zoe']
const author = (key: string): WordAuthor => ({ key, name: key, handle: key, formOfAddress: 'auteur·ice', isConfirmed: true, writtenAs: [key] })

interface Words { readonly licence: string | undefined; readonly by: readonly string[]; readonly grants: Readonly<Record<string, readonly string[]>>; readonly words: number }
const someWords = fc.record({
  licence: fc.option(licence, { nil: undefined }), by: fc.uniqueArray(fc.constantFrom(...names), { maxLength: 3 }),
  grants: fc.dictionary(fc.constantFrom(...names), fc.array(licence, { maxLength: 2 })), words: fc.integer({ min: 1, max: 500 }),
})
const asWords = ({ licence: born, by, grants, words }: Words): SurvivingWords => ({ licence: born, words, authors: by.map(author), granted: ({ key }) => (Object.hasOwn(grants, key) ? grants[key] ?? [] : []) })
const texts = fc.array(someWords, { maxLength: 8 })
const weigh = (words: readonly Words[], to: string) => weighRelicensing({ from: 'CC-BY-SA-4.0', to, words: words.map(asWords) })
const runs = { numRuns: 500 }

test('should allow a label only where every word’s licence does, or each of its authors granted one that does', () => {
  fc.assert(fc.property(texts, target, (words, to) => {
    const { verdict, missing, nobodys } = weigh(words, to)
    const isCovered = ({ licence: born, by, grants }: Words): boolean => !wordsUnderLabel(born, to).needsConsent
      || (by.length > 0 && by.every((key) => (Object.hasOwn(grants, key) ? grants[key] ?? [] : []).some((granted) => !wordsUnderLabel(granted, to).needsConsent)))
    expect(missing.length === 0 && nobodys === 0).toBe(words.every(isCovered))
    if (verdict.verdict !== 'block') expect(words.every(isCovered)).toBe(true)
  }), runs)
})

test('should answer the same in whatever order, and never more when somebody takes a grant back or words come in', () => {
  const rank = { pass: 0, warn: 1, block: 2 } as const
  fc.assert(fc.property(texts, target, fc.nat(), fc.constantFrom(...names), someWords, (words, to, turn, who, more) => {
    const answer = weigh(words, to)
    const turned = [...words.slice(turn % Math.max(1, words.length)), ...words.slice(0, turn % Math.max(1, words.length))].reverse()
    expect(weigh(turned, to)).toEqual(answer)
    const without = words.map((one) => ({ ...one, grants: Object.fromEntries(Object.entries(one.grants).filter(([key]) => key !== who)) }))
    expect(weigh(without, to).missing.length).toBeGreaterThanOrEqual(answer.missing.length)
    if (answer.verdict.verdict === 'block') expect(weigh(without, to).verdict.verdict).toBe('block')
    if (answer.verdict.verdict === 'block') expect(rank[weigh([...words, more], to).verdict.verdict]).toBe(rank.block)
    if (answer.atBest.verdict === 'block') expect(answer.verdict.verdict).toBe('block')
  }), runs)
})

const people: readonly PersonRef[] = names.map((handle) => ({ id: `id-${handle}`, handle, name: handle }))
const oid = (place: number): string => place.toString(16).padStart(40, '0')
const person = fc.constantFrom(...people)
const event = fc.oneof(
  fc.record({ kind: fc.constant('relicence_asked' as const), actor: person, licence, reason: fc.string(), version: fc.constant(oid(9)), people: fc.subarray([...people]) }),
  fc.record({ kind: fc.constantFrom('licence_consented' as const, 'licence_refused' as const), actor: person, licence, version: fc.nat(3).map(oid), ask: fc.nat(20).map(oid), text: fc.string() }),
  fc.record({ kind: fc.constant('relicence_closed' as const), actor: person, ask: fc.nat(20).map(oid), reason: fc.string() }),
  fc.record({ kind: fc.constant('permission_received' as const), actor: person, name: fc.string(), licence, version: fc.constant(oid(9)), text: fc.string() }),
  fc.record({ kind: fc.constant('permission_withdrawn' as const), actor: person, permission: fc.nat(20).map(oid), reason: fc.string() }),
)
const journal = fc.array(event, { maxLength: 20 }).map((events): readonly Told<LicenceEvent>[] => events.map((one, place) => ({ oid: oid(place), at: place * 1000, event: one })))

test('should hold in force only what a person said of their own words and did not take back, whatever others say', () => {
  fc.assert(fc.property(journal, (told) => {
    for (const consent of consentsIn(licenceStoryOf(told))) {
      const said = told.find((one) => one.oid === consent.event)
      expect(said?.event).toMatchObject({ kind: 'licence_consented', licence: consent.licence, version: consent.version, actor: { id: consent.by.id } })
    }
    // One person's consents depend on nobody else's events.
    for (const { id } of people) {
      const own = (events: readonly Told<LicenceEvent>[]) => consentsIn(licenceStoryOf(events)).filter(({ by }) => by.id === id).map((one) => one.event)
      expect(own(told.filter((one) => one.event.actor.id === id))).toEqual(own(told))
    }
  }), runs)
})

test('should lose nothing said: every ask, answer and permission stays, in order', () => {
  fc.assert(fc.property(journal, (told) => {
    const story = licenceStoryOf(told)
    const of = (...kinds: string[]) => told.filter((one) => kinds.includes(one.event.kind)).map((one) => one.oid)
    expect(story.asks.map((one) => one.event)).toEqual(of('relicence_asked'))
    expect(story.answers.map((one) => one.event)).toEqual(of('licence_consented', 'licence_refused'))
    expect(story.permissions.map((one) => one.event)).toEqual(of('permission_received'))
  }), runs)
})

test('should tell nobody of their own words, and nobody twice of one', () => {
  fc.assert(fc.property(journal, (told) => {
    const mentions = licenceMentions(told)
    for (const { person: who, place } of mentions) expect(who).not.toBe(told[place]?.event.actor.id)
    expect(new Set(mentions.map(({ person: who, place }) => `${who} ${place}`)).size).toBe(mentions.length)
  }), runs)
})
