import { expect, test } from 'vitest'
import { diffTexts } from '../../../forge/prose/diff.js'
import { effortOf, weighChange } from '../../../forge/prose/effort.js'

const fiche = `---
titre: Le tour de météo
duree: PT10M
---

## Déroulé

1. Chaque personne dit son humeur en une image de météo.
2. Le groupe écoute sans répondre.

Prévoir une [fiche](autre.md) et une chaise par personne, placées en cercle.

![Un cercle](media/cercle.png)
`
const weigh = (find: string, replace: string) => {
  expect(fiche).toContain(find)
  return weighChange(diffTexts(fiche, fiche.replace(find, replace))).isTouchUp
}

test('should call a retouch what changes a few words and nothing else', () => {
  expect(weigh('sans répondre', 'sans répondre ni commenter')).toBe(true)
  expect(weigh('une image de météo', 'une image météo')).toBe(true)
  expect(weigh('placées en cercle.', 'placées en rond.')).toBe(true)
  expect(weigh('une chaise', 'une  chaise')).toBe(true)
  expect(weigh('placées en cercle.', 'placées en cercle.\n\nPenser aux personnes en retard.')).toBe(true)
})

test('should not call a retouch what changes a field, takes a step away, or moves one', () => {
  expect(weigh('PT10M', 'PT15M')).toBe(false)
  expect(weigh('Le tour de météo', 'Le tour de la météo')).toBe(false)
  expect(weigh('\n2. Le groupe écoute sans répondre.', '')).toBe(false)
  expect(weigh('2. Le groupe écoute sans répondre.', '2.')).toBe(false)
  expect(weigh('## Déroulé\n\n', '')).toBe(false)
  expect(weigh('1. Chaque personne dit son humeur en une image de météo.\n2. Le groupe écoute sans répondre.', '1. Le groupe écoute sans répondre.\n2. Chaque personne dit son humeur en une image de météo.')).toBe(false)
})

test('should not call a retouch what shows or leads elsewhere', () => {
  expect(weigh('autre.md', 'https://ailleurs.example')).toBe(false)
  expect(weigh('media/cercle.png', 'media/rond.png')).toBe(false)
  // What a few letters make of an address that nothing reads as one any more.
  expect(weigh('](media/cercle.png)', ']({{ site.base }}/media/cercle.png)')).toBe(false)
  expect(weigh('](autre.md)', '] (autre.md)')).toBe(false)
  expect(weigh('\n![Un cercle](media/cercle.png)\n', '')).toBe(false)
  expect(weigh('placées en cercle.', 'placées en cercle. ![](x.png)')).toBe(false)
  expect(weigh('placées en cercle.', 'placées en [cercle](x.md).')).toBe(false)
})

test('should not call a retouch a whole sentence written anew', () => {
  expect(weigh('sans répondre', 'sans répondre, puis chaque personne prend le temps de noter ce qui l’a touchée dans ce qu’elle a entendu')).toBe(false)
})

test('should need one file alone, and count the time of all', () => {
  const small = diffTexts(fiche, fiche.replace('sans répondre', 'sans rien dire'))
  expect(effortOf([small], 0)).toEqual({ isTouchUp: true, minutes: 1 })
  expect(effortOf([small, small], 0).isTouchUp).toBe(false)
  expect(effortOf([small], 1).isTouchUp).toBe(false)
  expect(effortOf([], 1)).toEqual({ isTouchUp: false, minutes: 1 })
  const long = `${fiche}\n${'Un mot de plus à lire posément. '.repeat(100)}\n`
  expect(effortOf([diffTexts(fiche, long)], 0)).toEqual({ isTouchUp: false, minutes: 5 })
  expect(effortOf([diffTexts('', fiche)], 0).isTouchUp).toBe(false)
})
