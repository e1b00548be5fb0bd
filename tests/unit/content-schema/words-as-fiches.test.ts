import { stringify } from 'yaml'
import { describe, expect, test } from 'vitest'
import { checkFiche, newProblems } from '../../../content-schema/check.js'
import { editHeader } from '../../../content-schema/edit.js'
import { parseFiche } from '../../../content-schema/fiche.js'
import { fieldsFor } from '../../../content-schema/fields.js'
import { BUILT_IN_LEXICON, lexiconFrom } from '../../../content-schema/lexicon.js'
import { PROFILES } from '../../../content-schema/profiles.js'
import { CORE_VOCABULARIES, VOCABULARIES } from '../../../content-schema/vocabularies.js'
import { ficheOfProfile, profileOfFiche } from '../../../content-schema/words-as-fiches/profile-fiche.js'
import { ficheOfVocabulary, keepingTerms, vocabularyOfFiche } from '../../../content-schema/words-as-fiches/vocabulary-fiche.js'
import { fc } from '../../support/fast-check.js'

const written = (header: Record<string, unknown>) => parseFiche(`${editHeader('', header)}\nUn texte.\n`)
const blocking = (text: string, community = '') => checkFiche(text, BUILT_IN_LEXICON.profileOf(community)).filter(({ severity }) => severity === 'block')
const prefixOf = (id: string) => (id.includes(':') ? id.slice(0, id.indexOf(':')) : '')

describe('a list of words as a fiche', () => {
  test.each(VOCABULARIES.map((one) => [one.id, one] as const))('should read %s back as it was, without any problem', (id, list) => {
    const fiche = written(ficheOfVocabulary(list))
    expect(vocabularyOfFiche(fiche, prefixOf(id))).toEqual(list)
    const community = PROFILES.find(({ prefix }) => prefix === prefixOf(id))?.community
    expect(blocking(fiche.text, community)).toEqual([])
  })

  test('should read any list back', () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).map((text) => text.replace(/[,;\n\r]/g, '').trim()).filter((text) => /^\p{L}/u.test(text))
    const notation = fc.stringMatching(/^[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,5})?$/)
    const concept = fc.record({ notation, fr: word, en: word, definitionFr: word, definitionEn: word, alsoFr: fc.array(word, { minLength: 1, maxLength: 3 }), replacedBy: notation }, { requiredKeys: ['notation', 'fr', 'en', 'definitionFr', 'definitionEn'] })
    fc.assert(fc.property(fc.record({ id: notation, fr: word, en: word, definitionFr: word, definitionEn: word, concepts: fc.array(concept, { maxLength: 12 }) }), (list) => {
      expect(vocabularyOfFiche(written(ficheOfVocabulary(list)), '')).toEqual(list)
    }), { numRuns: 150 })
  })

  const list = (...terms: string[]) => `---\ntype: vocabulaire\ntitre: Abris\nresume: Où l’on cultive.\nbesoins: [partager-mes-ressources]\npublics: [grand-public]\nlicence: CC0-1.0\nnotation: abri\nconcepts:\n${terms.map((term) => `  - ${term}\n`).join('')}---\n`
  const open = '{ notation: plein-champ, libelle: Plein champ, definition: Sans abri. }'
  const tunnel = '{ notation: tunnel, libelle: Tunnel, definition: Sous une bâche. }'

  test('should let a term be added or replaced, and never dropped or renamed', () => {
    const before = list(open, tunnel)
    expect(newProblems(before, list(open, tunnel, '{ notation: serre, libelle: Serre, definition: Sous du verre. }'))).toEqual([])
    expect(newProblems(before, list(open, tunnel.replace(' }', ', remplace_par: plein-champ }')))).toEqual([])
    expect(newProblems(before, list(open)).map(({ severity, field, fr }) => [severity, field, fr])).toEqual([['block', 'concepts', '«\u00a0tunnel\u00a0»\u00a0: Le terme «\u00a0Tunnel\u00a0» ne peut pas être retiré, des fiches l’emploient\u00a0: gardez-le et dites par quoi il est remplacé.']])
    expect(newProblems(before, list(open, tunnel.replace('notation: tunnel', 'notation: tunnels'))).map(({ severity }) => severity)).toEqual(['block'])
    expect(newProblems(before.replace('type: vocabulaire', 'type: "vocabulai\\u0072e"'), list(open)).map(({ severity }) => severity)).toEqual(['block'])
    expect(newProblems(before, before.replace('notation: abri', 'notation: abris')).map(({ field, severity }) => [field, severity])).toEqual([['notation', 'block']])
    expect(keepingTerms({ id: 'abri', fr: 'A', en: 'A', definitionFr: '', definitionEn: '', concepts: [{ notation: 'tunnel', fr: 'T', en: 'T' }] }, vocabularyOfFiche(parseFiche(list(open)), '')).concepts.map(({ notation }) => notation)).toEqual(['plein-champ', 'tunnel'])
  })

  test('should tell each fault on the line of its term, and never crash on what a list may hold', () => {
    const text = list(open, '{ notation: Serre Froide, libelle: Serre }', '{ notation: tunnel, libelle: Tunnel, definition: D., large: [ailleurs], remplace_par: nulle-part }')
    const problems = checkFiche(text).filter(({ rule }) => rule === 'vocabulaire-incoherent')
    expect(problems.map(({ line, severity }) => [line, severity])).toEqual([[11, 'block'], [11, 'warn'], [12, 'block'], [12, 'block']])
    for (const { fr, en, wayOutFr, wayOutEn } of problems) expect([fr, en, wayOutFr, wayOutEn].every((sentence) => sentence !== '')).toBe(true)
    fc.assert(fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
      const header = stringify({ type: 'vocabulaire', titre: 'T', notation: a, concepts: b })
      expect(Array.isArray(checkFiche(`---\n${header}---\n`))).toBe(true)
      expect(Array.isArray(checkFiche(`---\n${stringify({ type: 'profil', prefixe: a, champs: b, libelles: a, questions: b, restrictions: a, vocabulaires: b, regles: a, licences: b })}---\n`))).toBe(true)
    }), { numRuns: 300 })
  })
})

describe('a profile as a fiche', () => {
  test.each(PROFILES.map((one) => [one.community, one] as const))('should read the profile of %s back as it was', (community, profile) => {
    const fiche = written(ficheOfProfile(profile, community))
    expect(profileOfFiche(fiche, community, profile.vocabularies)).toEqual(profile)
    expect(blocking(fiche.text, community)).toEqual([])
  })

  /** Content model §6.1, whole: lists inside, maps instead of rows, restrictions by field. */
  const written61 = `---
type: profil
titre: Profil de Résilience alimentaire
resume: Ce que nous ajoutons.
besoins: [partager-mes-ressources]
publics: [maraicher]
licence: CC0-1.0
communaute: resilience-alimentaire
prefixe: msv
espace_de_noms: https://voc.example.org/msv/
etend: cc-coeur@1
types_actives: [pratique-agricole, retour-experience, parcours, acteur, evenement, offre-formation]
vocabulaires:
  type-sol:
    libelle: Type de sol
    concepts:
      limoneux: { libelle: Sol limoneux }
      argileux: { libelle: Sol argileux }
      argilo-limoneux: { libelle: Sol argilo-limoneux, large: [argileux, limoneux] }
      sableux: { libelle: Sol sableux }
  etape:
    libelle: Étape culturale
    concepts:
      observation: { libelle: Observation et diagnostic, exact: "phase/diagnostic" }
champs:
  type_sol: { libelle: Type de sol, vocabulaire: type-sol, card: "*", facette: true, appliquer_a: [pratique-agricole, retour-experience] }
  etape: { libelle: Étape, vocabulaire: etape, card: "*", facette: true }
  surface_m2: { libelle: Surface concernée (m²), type: nombre, unite: MTK, card: "?", ouvert: true }
restrictions:
  saisons: { requis: true }
  licence: { valeurs: [CC-BY-SA-4.0, CC-BY-4.0, CC0-1.0] }
regles:
  experimentation_requise: true
  doublons: variante
  cooptation: decisions
retours:
  questions:
    - { cle: note_structure, libelle: "Note de structure observée", type: echelle, de: 0, a: 2 }
    - { cle: adaptation, libelle: "Qu’avez-vous adapté ?", type: texte }
libelles:
  taille_groupe: Nombre de personnes sur la parcelle
---
`
  test('should read the profile of the content model as it is written there', () => {
    expect(blocking(written61, 'resilience-alimentaire')).toEqual([])
    const profile = profileOfFiche(parseFiche(written61), 'resilience-alimentaire')
    expect(profile).toMatchObject({
      prefix: 'msv', required: ['saisons'], licences: ['CC-BY-SA-4.0', 'CC-BY-4.0', 'CC0-1.0'], labels: { taille_groupe: { fr: 'Nombre de personnes sur la parcelle' } },
      rules: { experimentRequired: true, duplicates: 'variant', cooptation: 'decisions', mapRegistration: false },
    })
    expect(profile.fields.map(({ key, kind, vocabulary }) => [key, kind, vocabulary])).toEqual([['type_sol', 'concepts', 'msv:type-sol'], ['etape', 'concepts', 'msv:etape'], ['surface_m2', 'number', undefined]])
    expect(profile.vocabularies.map(({ id, concepts }) => [id, concepts.length])).toEqual([['msv:type-sol', 4], ['msv:etape', 1]])
    expect(profile.questions.map(({ key, kind, from, to }) => [key, kind, from, to])).toEqual([['note_structure', 'scale', 0, 2], ['adaptation', 'text', undefined, undefined]])
  })

  test('should keep its prefix and the fields that fiches hold', () => {
    expect(newProblems(written61, written61.replace('prefixe: msv', 'prefixe: sol')).map(({ field }) => field)).toContain('prefixe')
    expect(newProblems(written61, written61.replace(/ {2}surface_m2:.*\n/, '')).map(({ field, severity }) => [field, severity])).toEqual([['champs', 'block']])
    expect(newProblems(written61, written61.replace('type: nombre', 'type: texte')).map(({ field, severity }) => [field, severity])).toEqual([['champs', 'block']])
    expect(newProblems(written61, written61.replace('type: profil', 'type: charte')).map(({ field, severity }) => [field, severity])).toContainEqual(['type', 'block'])
    expect(newProblems(written61, written61.replace('libelle: Étape,', 'libelle: Étape de culture,'))).toEqual([])
  })
})

test('should check and ask with the words of the instance, not only with those that came with the forge', () => {
  const phase = CORE_VOCABULARIES.find(({ id }) => id === 'phase')
  if (!phase) throw new Error('no phase')
  const evolved = lexiconFrom(CORE_VOCABULARIES.map((one) => (one.id === 'phase' ? { ...one, concepts: [...one.concepts, { notation: 'sieste', fr: 'Sieste', en: 'Nap' }] } : one)), PROFILES)
  const text = '---\ntype: outil-animation\ntitre: T\nresume: R\nbesoins: [financer]\npublics: [expert]\nlicence: CC-BY-SA-4.0\nphases: [sieste]\n---\n'
  expect(checkFiche(text).map(({ rule }) => rule)).toEqual(['terme-inconnu'])
  expect(checkFiche(text, evolved.profileOf('')).map(({ rule }) => rule)).toEqual([])
  expect(evolved.labelOf('phase', 'sieste', 'fr')).toBe('Sieste')
  expect(evolved.profileOf('resilience-alimentaire').words?.conceptOf('phase', 'sieste')?.fr).toBe('Sieste')
})

test('should ask of a list only what a list has, and of a fiche nothing of lists', () => {
  const keys = fieldsFor('vocabulaire').map(({ key }) => key)
  expect(keys).toContain('concepts')
  expect(keys).not.toContain('duree')
  expect(fieldsFor(undefined).map(({ key }) => key)).not.toContain('concepts')
})
