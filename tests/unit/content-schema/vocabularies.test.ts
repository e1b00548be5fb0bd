import { expect, test } from 'vitest'
import { conceptOf, fieldsFor, labelOf, typeLabel } from '../../../content-schema/fields.js'
import { profileOf } from '../../../content-schema/profiles.js'
import { durationBand, groupBands } from '../../../content-schema/bands.js'
import { durationLabel, isoOfMinutes, minuteRangeOf, minutesOf } from '../../../content-schema/durations.js'

test('should name fields in a community’s words, and ask of everybody else only what the core asks', () => {
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
