import { expect, test } from 'vitest'
import { parseFiche } from '../../../content-schema/fiche.js'
import { applyForm, formFields } from '../../../content-schema/form-values.js'
import { PROFILES } from '../../../content-schema/profiles.js'
import { splitReason, versionMessage } from '../../../forge/use-cases/versionMessage.js'

const file = `---
type: outil-animation   # le type
titre: "Le tour de météo"
# une remarque
besoins: [ecouter-l-etat-du-groupe]
duree: { min: PT5M, max: PT20M } # environ
materiel:
  - { nom: Corde, quantite: 1, lien: 'https://exemple.invalid' }
  - Feutres
auteurs:
  - name: Ana Béranger
    email: ana@exemple.invalid
title: reste
---

Corps.
`
const posting = (values: Record<string, string | string[]>) => applyForm(parseFiche(file), (name) => (values[name] === undefined ? undefined : [values[name]].flat()))

test('should change only the lines of the key that was touched', () => {
  expect(posting({ 'champ.titre': 'Le tour de pluie' }).text).toBe(file.replace('"Le tour de météo"', '"Le tour de pluie"'))
  expect(posting({ 'champ.duree.min': '10 min', 'champ.duree.max': '20 min' }).text).toBe(file.replace('PT5M', 'PT10M'))
  expect(posting({ 'champ.besoins': ['', 'ecouter-l-etat-du-groupe'] }).text).toBe(file)
})

test('should keep of a changed row what the form does not show', () => {
  const { text } = posting({ 'champ.materiel.0.nom': 'Corde longue', 'champ.materiel.0.quantite': '1', 'champ.materiel.1.nom': 'Feutres', 'champ.materiel.1.quantite': '', 'champ.materiel.2.nom': 'Tapis', 'champ.materiel.2.quantite': '3' })
  expect(parseFiche(text).header.materiel).toEqual([{ nom: 'Corde longue', quantite: 1, lien: 'https://exemple.invalid' }, 'Feutres', { nom: 'Tapis', quantite: '3' }])
})

test('should rename an author under the key the header uses, and keep their address unseen', () => {
  expect(JSON.stringify(formFields(parseFiche(file)))).not.toContain('ana@')
  expect(parseFiche(posting({ 'champ.auteurs.0.nom': 'Ana B.', 'champ.auteurs.0.role': '' }).text).header.auteurs).toEqual([{ name: 'Ana B.', email: 'ana@exemple.invalid' }])
})

test('should say which duration it does not understand, and change nothing', () => {
  const done = posting({ 'champ.duree.min': 'un certain temps', 'champ.duree.max': '20 min' })
  expect(done.problems).toEqual([{ field: 'duree', key: 'form.duration_unreadable' }])
  expect(done.text).toBe(file)
})

test('should write a community’s own field beside its others', () => {
  const profile = PROFILES.find((p) => p.prefix === 'msv')
  const source = '---\ntype: pratique-agricole\next:\n  msv: { surface_m2: 40 }\n  autre: { gardé: oui }\n---\n'
  const { text } = applyForm(parseFiche(source), (name) => (name === 'champ.type_sol' ? ['', 'argileux'] : undefined), profile)
  expect(parseFiche(text).header.ext).toEqual({ msv: { surface_m2: 40, type_sol: ['argileux'] }, autre: { gardé: 'oui' } })
})

test('should quote what would read as a trailer, whatever its case, and keep it readable', () => {
  expect(versionMessage('Titre', 'Un\nCO-AUTHORED-BY : x <x@y>\n  reviewed-by: z')).toBe('Titre\n\nUn\n> CO-AUTHORED-BY : x <x@y>\n> reviewed-by: z\n')
  expect(versionMessage('a\u0000b\r\nc', '')).toBe('a b c\n')
})

test('should take the first line of a reason as title, and cut only a long one', () => {
  expect(splitReason('Court\n\nPuis long.')).toEqual({ title: 'Court', explanation: 'Puis long.' })
  const long = 'mot '.repeat(60).trim()
  expect(splitReason(long).explanation).toBe(long)
})
