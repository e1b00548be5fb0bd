import { expect, test } from 'vitest'
import type { MergeRequestEvent } from '../../../forge/domain/journal.js'
import { cutAtMentions, excerptOf, handlesIn, mentionsIn } from '../../../forge/domain/mentions.js'
import { fc } from '../../support/fast-check.js'

const person = (id: string) => ({ id, handle: id, name: id })
const said = (...events: MergeRequestEvent[]) => events.map((event, index) => ({ oid: String(index).padStart(40, '0'), event }))
const opened: MergeRequestEvent = { kind: 'opened', actor: person('lea'), title: 'Au soleil', description: '', base: 'a', head: 'b' }

test('should find whom a text names, and nobody in an address', () => {
  expect(handlesIn('@lea, qu’en dis-tu ? (@Noe-du-Pre) et @lea encore')).toEqual(['lea', 'noe-du-pre'])
  expect(handlesIn('écrire à lea@exemple.invalid, voir https://ailleurs.example/@noe ou a/@b')).toEqual([])
  expect(handlesIn('@, @-, @a, @lea_, @@lea, e@, @propositions')).toEqual([])
  expect(handlesIn('Merci @lea. Et @noe!')).toEqual(['lea', 'noe'])
})

test('should cut a text without losing a letter', () => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom('@lea', ' ', '@', '.', '@noe-x')), { maxLength: 12 }).map((parts) => parts.join('')), (text) => {
    expect(cutAtMentions(text).map((part) => part.text).join('')).toBe(text)
  }))
})

test('should tell each person once why a message is for them, and nobody of their own', () => {
  const events = said(
    opened,
    { kind: 'verdict', actor: person('noe'), verdict: 'objection', text: 'Coup de chaud ? @lea @noe', iteration: 1 },
    { kind: 'comment', actor: person('lea'), text: 'De l’ombre, alors.', iteration: 1, replyTo: '1'.padStart(40, '0') },
    { kind: 'objection_lifted', actor: person('noe'), objection: '1'.padStart(40, '0'), reason: 'Oui, @zoe.' },
    { kind: 'merged', actor: person('garance'), commit: 'c' },
  )
  expect(mentionsIn(events, [person('lea')])).toEqual([
    { person: '@lea', place: 1, reason: 'named' },
    { person: 'noe', place: 2, reason: 'answered' },
    { person: '@zoe', place: 3, reason: 'named' },
    { person: 'noe', place: 4, reason: 'thanked' },
  ])
})

test('should tell the proposer of a message, not of a bare consent, and thank readers once', () => {
  const events = said(
    opened,
    { kind: 'verdict', actor: person('noe'), verdict: 'consent', text: '', iteration: 1 },
    { kind: 'comment', actor: person('noe'), text: 'Joli.', iteration: 1 },
    { kind: 'merged', actor: person('noe'), commit: 'c' },
  )
  expect(mentionsIn(events, [person('lea')])).toEqual([{ person: 'lea', place: 2, reason: 'on_mine' }])
})

test('should quote the first words of a message on one line', () => {
  const comment = (text: string): MergeRequestEvent => ({ kind: 'comment', actor: person('lea'), text, iteration: 1 })
  expect(excerptOf(comment('Deux\n\nlignes'))).toBe('Deux lignes')
  const long = excerptOf(comment('mot '.repeat(200)))
  expect(long.length).toBeLessThanOrEqual(201)
  expect(long.endsWith('mot…')).toBe(true)
  expect(excerptOf(comment(`${'é'.repeat(199)}😀😀`))).toMatch(/…$/)
})
