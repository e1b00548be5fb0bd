import { expect, test } from 'vitest'
import { checkFiche } from '../../../content-schema/check.js'
import { editHeader } from '../../../content-schema/edit.js'
import { parseFiche } from '../../../content-schema/fiche.js'
import { FIELDS } from '../../../content-schema/fields.js'
import { formFields } from '../../../content-schema/form-values.js'
import { ficheToJsonLd } from '../../../content-schema/jsonld.js'

const six = { type: 'outil-animation', titre: 'T', resume: 'R', besoins: '[financer]', publics: '[expert]', licence: 'CC-BY-SA-4.0' }
const withLine = (key: string, value: string): string => `---\n${Object.entries({ ...six, [key]: value }).map(([name, said]) => `${name}: ${said}`).join('\n')}\n---\nUn texte.\n`

test.each(FIELDS.filter(({ computed }) => computed !== true).map(({ key }) => key))('should tell that « %s » contains itself, and read and fill everything else', (key) => {
  for (const value of ['&a [*a]', '&a { min: *a, nom: *a }', '&a { x: [1, { y: *a }] }']) {
    const text = withLine(key, value)
    const problems = checkFiche(text)
    expect(problems.some(({ fr, line }) => /se contient lui-même/.test(fr) && line === text.split('\n').findIndex((one) => one.startsWith(`${key}:`)) + 1), value).toBe(true)
    const fiche = parseFiche(text)
    if (key !== 'titre') expect(fiche.fields.titre).toBe('T')
    expect(formFields(fiche).length).toBeGreaterThan(10)
    expect(JSON.stringify(ficheToJsonLd(fiche, { site: 'https://f.exemple.invalid', url: 'https://f.exemple.invalid/a/b' }))).toContain('@context')
    expect(editHeader(text, { mots_cles: ['un'], objectifs: ['deux'] })).toContain('deux')
  }
})

test('should name the reference that leads nowhere', () => {
  expect(checkFiche(withLine('resume', '*nulle')).find(({ rule }) => rule === 'en-tete-illisible')).toMatchObject({ line: 4, fr: expect.stringContaining('qui n’existe pas') as string })
})

test.each([
  ['type', 'true'], ['titre', '.nan'], ['publics', '[true, 12]'], ['besoins', '[{ texte: 5, url: "javascript:x" }]'], ['langue', 'klingon'], ['langue', '[fr]'],
  ['taille_groupe', '{ min: 30, max: 3 }'], ['taille_groupe', '{ min: -5 }'], ['duree', '{ min: PT2H, max: PT5M }'], ['duree', '99999999999'], ['niveau', '[1]'],
  ['deroule', '[{ titre: A, duree: bientôt }]'], ['auteurs', '[{ nom: A, role: sorcier }]'], ['experimente_par', '[{ nom: A, date: 2024-02-31 }]'],
  ['territoire', '[{ nom: Ici, lat: nord }]'], ['medias', '[{ x: 1 }]'], ['accessibilite', '{ y: 2 }'], ['materiel', '[[1]]'],
])('should say what %s: %s should have been', (key, value) => {
  const found = checkFiche(withLine(key, value)).filter(({ field }) => field === key)
  expect(found.length).toBeGreaterThan(0)
  for (const { fr, en, wayOutFr, wayOutEn } of found) for (const sentence of [fr, en, wayOutFr, wayOutEn]) expect(sentence).not.toBe('')
})

test('should say nothing of what people write', () => {
  for (const [key, value] of [
    ['langue', 'fr-CA'], ['langue', 'oc'], ['duree', '{ min: PT5M, max: PT2H }'], ['duree', '2 jours'], ['taille_groupe', '5'], ['taille_groupe', '{ min: 3 }'],
    ['deroule', '[{ titre: A, duree: 1 h 30 }, Un texte]'], ['auteurs', '[{ nom: A, role: relecture, structure: B }, C]'], ['experimente_par', '[{ nom: A, date: 2024-02 }]'],
    ['territoire', '[{ nom: Ici, lat: 45.2 }]'], ['medias', '[{ fichier: a.pdf, note: gardée }]'], ['accessibilite', '{ modes: [textual] }'], ['materiel', '[{ nom: A, quantite: 2 }]'],
  ] as const) expect(checkFiche(withLine(key, value)), `${key}: ${value}`).toEqual([])
})
