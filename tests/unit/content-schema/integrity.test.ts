import { expect, test } from 'vitest'
import { conceptOf, FIELDS, fieldsFor, VOCABULARIES, type Concept, type Vocabulary } from '../../../content-schema/fields.js'
import { droppedTerms, profileFaults, sharedFaults, vocabularyFaults } from '../../../content-schema/integrity.js'
import { CORE_PROFILE, PROFILES, type Profile } from '../../../content-schema/profiles.js'
import { REQUIRED_FIELDS } from '../../../content-schema/fiche.js'

const known = { fields: FIELDS, vocabularies: VOCABULARIES }
const own = PROFILES.find(({ prefix }) => prefix === 'msv') as Profile
const term = (notation: string, more: Partial<Concept> = {}): Concept => ({ notation, fr: 'Terme', en: 'Term', definitionFr: 'Un terme.', definitionEn: 'A term.', ...more })
const list = (...concepts: Concept[]): Vocabulary => ({ id: 'x', fr: 'Liste', en: 'List', definitionFr: 'Une liste.', definitionEn: 'A list.', concepts })
const places = (...concepts: Concept[]): string[] => vocabularyFaults(list(...concepts), known).map(({ at }) => at)

test('should find no fault in the vocabularies and profiles that are given', () => {
  expect(VOCABULARIES.flatMap(vocabulary => vocabularyFaults(vocabulary, known))).toEqual([])
  expect(PROFILES.flatMap(profile => profileFaults(profile, known))).toEqual([])
  expect(sharedFaults(PROFILES)).toEqual([])
  expect(new Set(VOCABULARIES.map(({ id }) => id)).size).toBe(VOCABULARIES.length)
})

test('should write every label and definition as people read them: curved apostrophes, French spaces, one sentence', () => {
  for (const { id, concepts } of VOCABULARIES) for (const { notation, fr, en, definitionFr, definitionEn } of concepts) {
    for (const text of [fr, en, definitionFr ?? '', definitionEn ?? '']) expect(text, `${id}/${notation}`).not.toMatch(/'|[\p{L}\d»] [:;!?»]/u)
    for (const definition of [definitionFr, definitionEn]) if (definition !== undefined) expect(definition, `${id}/${notation}`).toMatch(/^[\p{Lu}].*[^.]\.$/u)
  }
})

test('should describe every field, its columns and its place in the form, in both languages', () => {
  const keys = FIELDS.map(({ key }) => key)
  expect(new Set(keys).size).toBe(keys.length)
  expect(FIELDS.filter(field => field.required).map(field => field.key).sort()).toEqual([...REQUIRED_FIELDS].sort())
  for (const field of [...FIELDS, ...PROFILES.flatMap(profile => profile.fields)]) {
    for (const text of [field.labelFr, field.labelEn, field.helpFr, field.helpEn]) expect(text, field.key).toMatch(/\S/)
    expect(field.helpFr, field.key).not.toMatch(/'|[\p{L}\d»] [:;!?»]/u)
    expect((field.columns ?? []).length > 0, field.key).toBe(field.kind === 'record' || field.kind === 'records')
    for (const column of field.columns ?? []) for (const text of [column.labelFr, column.labelEn]) expect(text, field.key).toMatch(/\S/)
    for (const type of field.types ?? []) expect(conceptOf('type-ressource', type), type).toBeDefined()
    for (const id of [field.vocabulary, ...(field.columns ?? []).map(column => column.vocabulary)]) if (id !== undefined) expect(VOCABULARIES.some(vocabulary => vocabulary.id === id), id).toBe(true)
    if (['concept', 'concepts', 'language'].includes(field.kind)) expect(field.vocabulary, field.key).toBeDefined()
  }
})

test('should have every field of the content model, for each type', () => {
  const model: Readonly<Record<string, string>> = {
    'outil-animation': 'deroule preparation points_vigilance consignes type_outil kind',
    'pratique-agricole': 'etapes saisons conditions indicateurs cultures securite resultats_attendus temps_travail',
    parcours: 'modules scenarisation evaluation production_attendue sessions',
    'retour-experience': 'porte_sur date lieu contexte nb_participants ce_qui_a_marche difficultes adaptations recommandation mesures consentements',
    video: 'fichier url format transcription sous_titres chapitres usage_conseille',
    kit: 'pieces mode_emploi impression',
    'offre-formation': 'organisme programme sessions communs_mobilises contribution_au_commun certification modalite_tarifaire',
    acteur: 'genre competences offres zones_intervention lieux langues liens adhesions consentement_annuaire',
    evenement: 'debut fin fuseau lieu url organisateurs mode statut_evt inscription',
    besoin: 'qui territoire echeance etat reponses',
    publication: 'doi acces',
    'outil-numerique': 'libre difficulte avantages inconvenients url',
  }
  for (const [type, fields] of Object.entries(model)) {
    const asked = fieldsFor(type).map(({ key }) => key)
    for (const field of fields.split(' ')) expect(asked, type).toContain(field)
  }
  const everywhere = 'id alias type titre sous_titre valeur_ajoutee resume langue thematiques besoins mots_cles contextes types_structure publics niveau phases postures modalites duree taille_groupe objectifs prerequis materiel auteurs contributeurs experimente_par licence attribution integrite derive_de sources version statut dates couverture medias accessibilite territoire communautes variantes voir_aussi remplace remplacee_par retours ext csl'
  for (const key of everywhere.split(' ')) expect(FIELDS.some(field => field.key === key), key).toBe(true)
})

test('should never ask for what the forge computes or no control holds', () => {
  const asked = fieldsFor(undefined).map(({ key }) => key)
  for (const key of ['id', 'alias', 'version', 'dates', 'ext', 'retours', 'csl']) expect(asked).not.toContain(key)
})

test('should only let a community add: every field of the core stays asked, the six stay required', () => {
  for (const profile of PROFILES) {
    const asked = fieldsFor(undefined, profile)
    for (const field of fieldsFor(undefined)) expect(asked.map(({ key }) => key)).toContain(field.key)
    for (const required of REQUIRED_FIELDS) expect(asked.find(field => field.key === required)?.required).toBe(true)
  }
})

test('should say what is wrong with a term: notation, twice, label, definition, parent, cycle, replacement, link', () => {
  expect(places(term('a'), term('b', { broader: ['a'] }), term('c', { replacedBy: 'a' }), term('d', { exact: ['phase/decision'], close: ['https://example.org/x'] }))).toEqual([])
  expect(places(term('À plat'))).toEqual(['x/À plat'])
  expect(places(term('a'), term('a'))).toEqual(['x/a'])
  expect(places(term('a', { en: ' ' }))).toEqual(['x/a'])
  expect(places(term('a', { definitionFr: '' }))).toEqual(['x/a'])
  expect(places(term('a', { broader: ['b'] }))).toEqual(['x/a'])
  expect(places(term('a', { broader: ['b'] }), term('b', { broader: ['c', 'd'] }), term('c', { broader: ['a'] }), term('d'))).toEqual(['x/a', 'x/b', 'x/c'])
  expect(places(term('a', { replacedBy: 'b' }))).toEqual(['x/a'])
  expect(places(term('a', { replacedBy: 'a' }))).toEqual(['x/a'])
  expect(places(term('a', { close: ['phase/rien'] }))).toEqual(['x/a'])
})

test('should refuse a profile that takes away, renames or invents', () => {
  const [field] = own.fields
  const faults = (change: Partial<Profile>): string[] => profileFaults({ ...own, ...change }, known).map(({ at }) => at)
  expect(faults({ prefix: 'Sol vivant' })).toContain('prefixe')
  expect(faults({ version: '1' })).toEqual(['version'])
  expect(faults({ extends: 'autre@1' })).toEqual(['etend'])
  expect(faults({ fields: [{ ...field!, key: 'titre' }] })).toEqual(['champs/titre'])
  expect(faults({ fields: [{ ...field!, required: true }] })).toEqual(['champs/type_sol'])
  expect(faults({ fields: [field!, field!] })).toEqual(['champs/type_sol'])
  expect(faults({ fields: [{ ...field!, vocabulary: 'msv:rien' }] })).toEqual(['champs/type_sol'])
  expect(faults({ vocabularies: own.vocabularies.map(vocabulary => ({ ...vocabulary, id: vocabulary.id.replace('msv:', '') })), fields: [] })).toEqual(['type-sol', 'etape'])
  expect(faults({ required: ['inconnu'] })).toEqual(['champs/inconnu'])
  expect(faults({ types: ['machin'] })).toEqual(['types/machin'])
  expect(faults({ licences: ['LAL-1.3'] })).toEqual(['licences'])
  expect(faults({ licences: ['CC-BY-SA-4.0', 'rien'] })).toEqual(['licences/rien'])
  expect(sharedFaults([own, { ...CORE_PROFILE, prefix: 'msv', community: 'autre' }]).map(({ at }) => at)).toEqual(['prefixe/msv'])
})

test('should not let a term be dropped, only replaced', () => {
  const before = list(term('a'), term('b'))
  expect(droppedTerms(before, list(term('a'), term('b', { replacedBy: 'a' }), term('c')))).toEqual([])
  expect(droppedTerms(before, list(term('a')))).toMatchObject([{ at: 'x/b', fr: expect.stringContaining('remplacé') as string }])
})
