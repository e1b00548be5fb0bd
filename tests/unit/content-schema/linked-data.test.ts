import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Quad } from 'n3'
import { Store } from 'n3'
import { describe, expect, test } from 'vitest'
import { editHeader } from '../../../content-schema/edit.js'
import { parseFiche } from '../../../content-schema/fiche.js'
import { FIELDS } from '../../../content-schema/fields.js'
import { canonicalHeader, coreContext, ficheToJsonLd, jsonLdToHeader } from '../../../content-schema/jsonld.js'
import { allParts, coercionOf } from '../../../content-schema/linked-data/contexts.js'
import { DERIVED_TERMS, FIELD_TERMS } from '../../../content-schema/linked-data/field-terms.js'
import { graphJsonLd, turtle } from '../../../content-schema/linked-data/graph.js'
import { ownTermsGraph } from '../../../content-schema/linked-data/own-terms.js'
import { ficheShapes, profileShapes, SHACL_PREFIXES } from '../../../content-schema/linked-data/shacl.js'
import { SKOS_PREFIXES, vocabularyGraph } from '../../../content-schema/linked-data/skos.js'
import { TYPE_TERMS } from '../../../content-schema/linked-data/type-terms.js'
import { CORE_PROFILE, PROFILES } from '../../../content-schema/profiles.js'
import { conceptsOf, VOCABULARIES } from '../../../content-schema/vocabularies.js'
import { ficheOfProfile } from '../../../content-schema/words-as-fiches/profile-fiche.js'
import { ficheOfVocabulary } from '../../../content-schema/words-as-fiches/vocabulary-fiche.js'
import { materialise } from '../../../forge/demo/timeline.js'
import { complaints, expand, quadsOf, shapesFrom, site, turtleQuads } from '../../support/linked-data.js'

const content = path.resolve(import.meta.dirname, '../../../forge/demo/content')
const frame = { site, url: `${site}/cooperation/fiche` }
/** Every fiche of the demonstration, as it is in the end. */
const demo = [...new Map(materialise((file) => readFileSync(path.join(content, file), 'utf8')).flatMap((step) => (step.fullText === undefined ? [] : [[step.kind === 'adapt' ? step.to.slug : step.fiche, step.fullText] as const])))].map(([name, text]) => ({ name, text }))
/** Lists of words and profiles are fiches too. */
const words = [...VOCABULARIES.map((list) => ({ name: `list ${list.id}`, text: editHeader('', ficheOfVocabulary(list)) })), ...PROFILES.map((profile) => ({ name: `profile ${profile.prefix}`, text: editHeader('', ficheOfProfile(profile, profile.community)) }))]
const core = shapesFrom(turtle(SHACL_PREFIXES(site), ficheShapes(site)))
const shapesOf = (prefix: string) => shapesFrom(turtle(SHACL_PREFIXES(site), profileShapes(site, PROFILES.find((one) => one.prefix === prefix) ?? CORE_PROFILE)))
const [coop, msv] = [shapesOf('coop'), shapesOf('msv')]
const linked = (text: string): object => JSON.parse(JSON.stringify(ficheToJsonLd(parseFiche(text), frame))) as object
const complaintsOf = async (text: string, shapes = core): Promise<string[]> => complaints(shapes, await quadsOf(linked(text)))
const weather = readFileSync(path.join(content, 'le-tour-de-meteo/v1.md'), 'utf8')

describe('the mapping', () => {
  test('should know every field of the model but the consents of people, and each list by its vocabulary', () => {
    const mapped = new Set(FIELD_TERMS.map(({ key }) => key))
    expect(FIELDS.map(({ key }) => key).filter((key) => !mapped.has(key)).sort()).toEqual(['consentement_annuaire', 'consentements', 'ext'])
    const vocabularies = new Map(FIELD_TERMS.map(({ key, value }) => [key, value.kind === 'concept' ? value.vocabulary : undefined]))
    // Languages are codes that everybody shares, not terms of ours.
    expect(FIELDS.filter(({ key, vocabulary }) => vocabulary !== 'langue' && mapped.has(key) && vocabularies.get(key) !== vocabulary).map(({ key }) => key)).toEqual([])
  })

  test('should know every type of resource', () => {
    expect(conceptsOf('type-ressource').map(({ notation }) => notation).filter((type) => TYPE_TERMS[type] === undefined)).toEqual([])
  })

  test('should read each term in one way wherever it stands', () => {
    const ways = new Map<string, Set<string>>()
    for (const { term, value } of allParts([...FIELD_TERMS, ...DERIVED_TERMS])) ways.set(term, (ways.get(term) ?? new Set()).add(JSON.stringify(coercionOf(value)) ?? ''))
    expect([...ways].filter(([, known]) => known.size > 1)).toEqual([])
  })

  test('should keep our terms at the instance', () => {
    expect(JSON.stringify(coreContext(site))).not.toMatch(/example\.org/)
    expect(linked(weather)).toMatchObject({ '@id': frame.url, 'cc:phase': [`${site}/vocabulaires/phase/inclusion`, `${site}/vocabulaires/phase/cloture`] })
  })
})

describe('the fiches of the demonstration', () => {
  test.each([...demo, ...words])('should expand whole, conform and come back: $name', async ({ text }) => {
    const fiche = parseFiche(text)
    const said = linked(text) as Record<string, unknown>
    const [expanded] = await expand(said)
    expect(Object.keys(expanded ?? {})).toHaveLength(Object.keys(said).length - 1)
    // A community's shapes hold those of every fiche.
    expect(await complaintsOf(text, fiche.header.communautes?.toString() === 'resilience-alimentaire' ? msv : coop)).toEqual([])
    const { ext, ...header } = jsonLdToHeader(said, frame)
    expect(header).toEqual(canonicalHeader(fiche))
    expect(ext).toEqual(fiche.header.ext)
    for (const key of Object.keys(header)) if (fiche.header[key] !== undefined && typeof fiche.header[key] === 'string') expect(header[key]).toBe(String(fiche.header[key]).trim())
  })
})

describe('what shapes say of a mutation', () => {
  const without = (key: string): string => editHeader(weather, { [key]: undefined })
  test.each([
    ['no title', without('titre').replace(/^#.*$/gm, ''), '« Titre » est à compléter.'],
    ['a long summary', editHeader(weather, { resume: 'mot '.repeat(150) }), '« Résumé » dépasse 500 caractères.'],
    ['a term nobody defined', editHeader(weather, { besoins: ['decider-ensemble', 'bidule'] }), '« Besoins auxquels répond la ressource » : un terme n’est pas du vocabulaire.'],
    ['no need', without('besoins'), '« Besoins auxquels répond la ressource » est à compléter.'],
    ['no audience', without('publics'), '« Publics » est à compléter.'],
    ['a licence nobody knows', editHeader(weather, { licence: 'libre' }), 'La licence écrite n’est pas reconnue.'],
    ['no licence', without('licence'), 'La licence est à compléter, par une licence que chacun peut reconnaître.'],
    ['no steps', without('deroule'), /« Déroulé ».* manque à une ressource de type « Fiche outil d’animation »\./],
  ])('should be a sentence: %s', async (_what, text, sentence) => {
    const said = (await complaintsOf(text)).map((one) => one.replaceAll('\u00a0', ' '))
    expect(said.join('\n')).toMatch(typeof sentence === 'string' ? new RegExp(sentence.replace(/[.?]/g, '\\$&')) : sentence)
    expect(said.length).toBeLessThanOrEqual(2)
  })

  test('should refuse a licence that is no address, and two of them', async () => {
    const said = linked(weather) as Record<string, unknown>
    const expected = ['La licence est à compléter, par une licence que chacun peut reconnaître.']
    expect(await complaints(core, await quadsOf({ ...said, license: { '@value': 'libre' } }))).toEqual(expected)
    expect(await complaints(core, await quadsOf({ ...said, license: ['https://creativecommons.org/licenses/by/4.0/', 'https://creativecommons.org/licenses/by-sa/4.0/'] }))).toEqual(expected)
  })

  test('should refuse two titles, and a title that is no text', async () => {
    const said = linked(weather) as Record<string, unknown>
    for (const name of [['Un', 'Deux'], 5]) expect((await complaints(core, await quadsOf({ ...said, name }))).map((one) => one.replaceAll('\u00a0', ' '))).toEqual(['« Titre » est un seul texte.'])
  })

  test('should hold a community’s own terms, licences and requirements', async () => {
    const spade = readFileSync(path.join(content, 'test-beche-sol-vivant/v1.md'), 'utf8')
    expect(await complaintsOf(spade, msv)).toEqual([])
    const worse = editHeader(spade, { ext: { msv: { type_sol: ['lunaire'] } }, saisons: undefined, licence: 'ODbL-1.0' })
    expect((await complaintsOf(worse, msv)).map((one) => one.replaceAll('\u00a0', ' ')).sort()).toEqual([
      'Cette communauté attend une de ces licences : CC-BY-SA-4.0, CC-BY-4.0, CC0-1.0.', 'Cette communauté demande aussi « Saisons ».', '« Type de sol » : un terme n’est pas du vocabulaire.',
    ])
    // The core knows nothing of it: what is valid in a community is valid everywhere.
    expect(await complaintsOf(worse)).toEqual([])
  })
})

describe('vocabularies as SKOS', () => {
  const SKOS = 'http://www.w3.org/2004/02/skos/core#'
  const values = (quads: readonly Quad[], subject: string, predicate: string) => quads.filter((quad) => quad.subject.value === subject && quad.predicate.value === predicate).map(({ object }) => object)

  test.each(VOCABULARIES.map((vocabulary) => [vocabulary.id, vocabulary] as const))('should be sound in Turtle, and the same in JSON-LD: %s', async (_id, vocabulary) => {
    const graph = vocabularyGraph(site, vocabulary)
    const quads = turtleQuads(turtle(SKOS_PREFIXES, graph))
    const scheme = `${site}/vocabulaires/${vocabulary.id}`
    expect(values(quads, scheme, 'http://purl.org/dc/terms/license').map(({ value }) => value)).toEqual(['https://creativecommons.org/publicdomain/zero/1.0/'])
    const concepts = quads.filter(({ object }) => object.value === `${SKOS}Concept`).map(({ subject }) => subject.value)
    expect(concepts).toHaveLength(vocabulary.concepts.length)
    expect(new Set(concepts.map((concept) => values(quads, concept, `${SKOS}notation`)[0]?.value)).size).toBe(concepts.length)
    for (const concept of concepts) {
      expect(values(quads, concept, `${SKOS}prefLabel`).map((label) => 'language' in label && label.language).sort(), concept).toEqual(['en', 'fr'])
      expect(values(quads, concept, `${SKOS}inScheme`).map(({ value }) => value)).toEqual([scheme])
      for (const broader of values(quads, concept, `${SKOS}broader`)) expect(concepts).toContain(broader.value)
      const above = (one: string, seen: readonly string[]): void => { expect(seen).not.toContain(one); for (const { value } of values(quads, one, `${SKOS}broader`)) above(value, [...seen, one]) }
      above(concept, [])
    }
    expect(new Store(await quadsOf(graphJsonLd(SKOS_PREFIXES, graph))).size).toBe(new Store(quads).size)
  })

  test('should keep a term that was replaced, and say by which', () => {
    const graph = vocabularyGraph(site, { id: 'x', fr: 'X', en: 'X', definitionFr: 'Une liste.', definitionEn: 'A list.', concepts: [
      { notation: 'vieux', fr: 'Vieux', en: 'Old', replacedBy: 'neuf' }, { notation: 'neuf', fr: 'Neuf "\\ é', en: 'New', alsoFr: ['Récent'], exact: ['phase/diagnostic', 'https://exemple.invalid/x'], close: ['niveau/2-pratique'] },
    ] })
    const quads = turtleQuads(turtle(SKOS_PREFIXES, graph))
    const old = `${site}/vocabulaires/x/vieux`
    expect(values(quads, old, 'http://www.w3.org/2002/07/owl#deprecated').map(({ value }) => value)).toEqual(['true'])
    expect(values(quads, old, 'http://purl.org/dc/terms/isReplacedBy').map(({ value }) => value)).toEqual([`${site}/vocabulaires/x/neuf`])
    const fresh = `${site}/vocabulaires/x/neuf`
    expect(values(quads, fresh, `${SKOS}prefLabel`).map(({ value }) => value)).toContain('Neuf "\\ é')
    expect(values(quads, fresh, `${SKOS}altLabel`).map(({ value }) => value)).toEqual(['Récent'])
    expect(values(quads, fresh, `${SKOS}exactMatch`).map(({ value }) => value)).toEqual([`${site}/vocabulaires/phase/diagnostic`, 'https://exemple.invalid/x'])
    expect(values(quads, fresh, `${SKOS}closeMatch`).map(({ value }) => value)).toEqual([`${site}/vocabulaires/niveau/2-pratique`])
  })

  test('should name every own term that a fiche may use', async () => {
    const named = new Set([undefined, ...PROFILES].flatMap((profile) => turtleQuads(turtle({}, ownTermsGraph(site, profile))).map(({ subject }) => subject.value)))
    for (const { text } of demo) {
      for (const { predicate } of await quadsOf(linked(text))) if (predicate.value.startsWith(site)) expect([...named], predicate.value).toContain(predicate.value)
    }
  })
})
