import { expect, test } from 'vitest'
import { explanationOf } from '../../../forge/use-cases/readHistory.js'
import { dateText } from '../../../web/pages/parts/dates.js'

test('should show what a person wrote, without what programs read', () => {
  expect(explanationOf('Ajoute une variante\n\nPour les groupes de nuit.\n\nCo-authored-by: Awa <awa@exemple.invalid>\nMerge-Request: cooperation/meteo#3\n')).toEqual({ title: 'Ajoute une variante', explanation: 'Pour les groupes de nuit.' })
})
test('should keep a sentence that only looks like a trailer', () => {
  expect(explanationOf('Titre\n\nNote : à relire.\nEt voilà.')).toEqual({ title: 'Titre', explanation: 'Note : à relire.\nEt voilà.' })
})
test('should drop the characters that make a text read as another', () => {
  expect(explanationOf('a\u202eb\u0007c').title).toBe('abc')
})
test('should say dates as French does, and say nothing of impossible ones', () => {
  expect(dateText(Date.UTC(2026, 2, 1, 12), 'fr')).toBe('1er\u00a0mars\u00a02026')
  expect(dateText(Number.NaN, 'fr')).toBe('')
  expect(dateText(9e20, 'en')).toBe('')
})
