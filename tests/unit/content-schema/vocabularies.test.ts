import { expect, test } from 'vitest'
import { conceptOf, conceptsOf, fieldsFor, FIELDS, labelOf, typeLabel, VOCABULARIES } from '../../../content-schema/fields.js'
import { PROFILES, profileOf } from '../../../content-schema/profiles.js'
import { REQUIRED_FIELDS } from '../../../content-schema/fiche.js'
import { durationBand, groupBands } from '../../../content-schema/bands.js'
import { durationLabel, isoOfMinutes, minuteRangeOf, minutesOf } from '../../../content-schema/durations.js'
import { identify } from '../../../content-schema/licences/identify.js'

test('should keep every vocabulary sound: one notation, labels in both languages, known parents, no cycle', () => {
  expect(new Set(VOCABULARIES.map(({ id }) => id)).size).toBe(VOCABULARIES.length)
  for (const { id, concepts } of VOCABULARIES) {
    expect(new Set(concepts.map(({ notation }) => notation)).size).toBe(concepts.length)
    for (const concept of concepts) {
      expect(concept.notation).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      expect([concept.fr, concept.en].every(label => label !== '' && !label.includes("'"))).toBe(true)
      for (const parent of concept.broader ?? []) expect(conceptOf(id, parent), `${id}/${concept.notation}`).toBeDefined()
      if (concept.replacedBy !== undefined) expect(conceptOf(id, concept.replacedBy)).toBeDefined()
      const seen = new Set<string>()
      const climb = (notation: string): void => {
        expect(seen.has(notation)).toBe(false)
        seen.add(notation)
        const [first] = conceptOf(id, notation)?.broader ?? []
        if (first !== undefined) climb(first)
      }
      climb(concept.notation)
    }
  }
})

test('should describe every field in both languages, in order, with a vocabulary that exists', () => {
  expect(FIELDS.filter(field => field.required).map(field => field.key).sort()).toEqual([...REQUIRED_FIELDS].sort())
  expect(FIELDS.map(field => field.order)).toEqual(FIELDS.map(field => field.order).toSorted((a, b) => a - b))
  for (const field of [...FIELDS, ...PROFILES.flatMap(profile => profile.fields)]) {
    for (const text of [field.labelFr, field.labelEn, field.helpFr, field.helpEn]) expect(text).not.toBe('')
    if (field.vocabulary !== undefined) expect(conceptsOf(field.vocabulary).length).toBeGreaterThan(0)
    for (const type of field.types ?? []) expect(conceptOf('type-ressource', type), type).toBeDefined()
  }
})

test('should only let a community add: no core field is renamed away or made optional', () => {
  for (const profile of PROFILES) {
    const keys = fieldsFor(undefined, profile).map(field => field.key)
    for (const field of FIELDS) expect(keys).toContain(field.key)
    for (const required of REQUIRED_FIELDS) expect(fieldsFor(undefined, profile).find(field => field.key === required)?.required).toBe(true)
    for (const field of profile.fields) expect(FIELDS.map(core => core.key)).not.toContain(field.key)
    for (const type of profile.types) expect(conceptOf('type-ressource', type)).toBeDefined()
    for (const licence of [...profile.licences, profile.defaultLicence]) expect(identify(licence)?.id).toBe(licence)
  }
  expect(profileOf('inconnue').required).toEqual([])
  expect(fieldsFor('pratique-agricole', profileOf('resilience-alimentaire')).find(field => field.key === 'taille_groupe')?.labelFr).toBe('Nombre de personnes sur la parcelle')
})

test('should label terms, and leave an unknown one as it is', () => {
  expect([labelOf('besoin', 'decider-ensemble', 'fr'), labelOf('besoin', 'decider-ensemble', 'en'), labelOf('besoin', 'xyz', 'fr'), labelOf('rien', 'xyz', 'fr'), typeLabel('kit', 'fr')])
    .toEqual(['Décider ensemble', 'Decide together', 'xyz', 'xyz', 'Kit'])
})

test('should read durations as people and machines write them', () => {
  expect(['PT1H30M', 'P2D', '1h30', '45 min', '2 heures', '1 h 05', 'longtemps', ''].map(minutesOf)).toEqual([90, 2880, 90, 45, 120, 65, undefined, undefined])
  expect(['30-90 mins', 'de 1h à 2h', '25mins+', '1 à 2 jours', '90'].map(minuteRangeOf)).toEqual([
    { minMinutes: 30, maxMinutes: 90 }, { minMinutes: 60, maxMinutes: 120 }, { minMinutes: 25 }, { minMinutes: 1440, maxMinutes: 2880 }, { minMinutes: 90, maxMinutes: 90 },
  ])
  expect([5, 90, 1440].map(isoOfMinutes)).toEqual(['PT5M', 'PT1H30M', 'P1D'])
  expect([durationLabel(5, 'fr'), durationLabel(65, 'fr'), durationLabel(2880, 'en')]).toEqual(['5\u00A0min', '1\u00A0h\u00A005', '2\u00A0days'])
})

test('should put durations and groups in bands that exist', () => {
  for (const minutes of [1, 10, 45, 90, 200, 480, 3000, 20_000, 150_000, 1e9]) expect(conceptOf('duree', durationBand({ maxMinutes: minutes }) ?? '')).toBeDefined()
  expect(durationBand(undefined)).toBeUndefined()
  expect(groupBands({ min: 3, max: 10 })).toEqual(['2-a-5', '6-a-12'])
  expect(groupBands({ min: 50 })).toEqual(['plus-de-30', 'plus-de-100'])
})
