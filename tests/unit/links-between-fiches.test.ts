import { expect, test } from 'vitest'
import { resolveIn, type LinkPlace } from '../../forge/domain/links.js'

const place: LinkPlace = { base: '/cooperation/bilan-en-etoile', version: undefined, path: 'README.md', mainPath: 'README.md', neighbours: {} }

test('should lead to the fiche next door, as if resources were folders side by side', () => {
  expect(resolveIn(place, '../cercle-de-parole', 'link')).toBe('/cooperation/cercle-de-parole')
  expect(resolveIn(place, '../cercle-de-parole/', 'link')).toBe('/cooperation/cercle-de-parole')
  expect(resolveIn(place, '../cercle-de-parole#et-apres', 'link')).toBe('/cooperation/cercle-de-parole#contenu-et-apres')
  expect(resolveIn(place, '../../resilience-alimentaire/compost-de-surface', 'link')).toBe('/resilience-alimentaire/compost-de-surface')
})

test.each(['../../../etc', '../..', '../', '../a/../b', '../a?x=1', '../../a/b/c', '../<script>', '..\\a'])('should remove what leaves the resource otherwise: %s', address => {
  expect(resolveIn(place, address, 'link')).toBeUndefined()
})

test('should not take a picture from another resource, nor leave a nested file by one level', () => {
  expect(resolveIn(place, '../cercle-de-parole', 'image')).toBeUndefined()
  expect(resolveIn({ ...place, path: 'pieces/affiche.md' }, '../media', 'link')).toBe('/cooperation/bilan-en-etoile/fichiers/media')
})
