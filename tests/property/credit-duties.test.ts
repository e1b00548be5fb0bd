import { parse as parseYaml } from 'yaml'
import jsonld from 'jsonld'
import { expect, test } from 'vitest'
import { CFF_LICENCE } from '../../forge/attribution/cite-machine.js'
import { credit, type CreditedWork, type CreditInput, type CreditLicence } from '../../forge/attribution/cite.js'
import { identify } from '../../content-schema/licences/identify.js'
import { triplesOf } from '../support/rdfa.js'
import { fc } from '../support/fast-check.js'

const licences = ['CC-BY-4.0', 'CC-BY-SA-4.0', 'CC-BY-SA-3.0', 'CC-BY-NC-SA-4.0', 'CC-BY-ND-4.0', 'LicenseRef-CC-BY-SA-3.0-FR', 'CC0-1.0', 'CC-PDM-1.0', 'LAL-1.3', 'LAL-1.2', 'LicenseRef-LAL', 'GFDL-1.3-only', 'GFDL-1.2-or-later', 'LicenseRef-GFDL', 'etalab-2.0', 'LicenseRef-etalab-1.0', 'ODbL-1.0', 'ODC-By-1.0', 'MIT', 'LicenseRef-ARR']
const licenceOf = (id: string): CreditLicence => {
  const known = identify(id)
  if (!known) throw new Error(`${id} is unknown`)
  return { name: known.nameFr, shortName: known.shortName, uri: known.uri, id: known.id }
}
/** A name that no format has to escape, so that it can be looked for as it is. */
const plainName = fc.stringMatching(/^[A-Z][a-zéèàç]{2,9} [A-Z][a-z]{3,9}$/)
const people = (least: number, most: number) => fc.uniqueArray(plainName, { minLength: least, maxLength: most }).map((names) => names.map((name) => ({ name })))
const licence = fc.constantFrom(...licences).map(licenceOf)
const title = fc.stringMatching(/^[A-Z][a-zéèà]{3,12} [a-z]{3,9}$/)
const day = fc.integer({ min: Date.UTC(2001, 0, 1), max: Date.UTC(2090, 0, 1) })
let address = 0
const work: fc.Memo<CreditedWork> = fc.memo((depth) => fc.record({
  title, authors: people(0, 6), licence: fc.option(licence, { nil: undefined }), origins: depth <= 1 ? fc.constant([]) : fc.array(work(depth - 1), { maxLength: 2 }),
}).map(({ licence: under, ...rest }): CreditedWork => ({ ...rest, url: `https://ailleurs.exemple/${(address += 1)}`, ...(under && { licence: under }) })))
const input: fc.Arbitrary<CreditInput> = fc.record({ title, authors: people(1, 12), laterAuthors: people(0, 5), licence, date: day, origins: fc.array(work(3), { maxLength: 2 }) })
  .map((made) => ({ ...made, url: 'https://forge.exemple/c/fiche', namesUrl: 'https://forge.exemple/c/fiche/contributions', changesUrl: 'https://forge.exemple/c/fiche/historique', publisher: 'Coopération' }))
const locale = fc.constantFrom('fr' as const, 'en' as const)
const allWorks = (works: readonly CreditedWork[] = []): CreditedWork[] => works.flatMap((one) => [one, ...allWorks(one.origins)])
const isoDay = (at: number) => new Date(at).toISOString().slice(0, 10)

test('should say title, source, licence with its address, and an author, whatever the licence: public domain too', () => {
  fc.assert(fc.property(input, locale, (one, language) => {
    const { text, markdown, html } = credit(one, language)
    for (const form of [text, markdown, html]) {
      expect(form).toContain(one.title)
      expect(form).toContain(one.url)
      expect(form).toContain(one.licence?.shortName)
      expect(form).toContain(one.licence?.uri)
      expect(form).toContain(one.authors[0]?.name)
    }
  }))
})

test('should meet what each licence asks beyond that', () => {
  fc.assert(fc.property(input, locale, (one, language) => {
    const { text } = credit(one, language)
    const id = one.licence?.id ?? ''
    if (/LAL|GFDL/.test(id)) {
      for (const { name } of [...one.authors, ...one.laterAuthors ?? []]) expect(text).toContain(name)
      expect(text).toContain(one.changesUrl)
    } else if (one.authors.length === 4) {
      // « et 1 autre » would take the place of a name to say less.
      for (const { name } of one.authors) expect(text).toContain(name)
    } else if (one.authors.length > 4) {
      expect(text).toContain(one.namesUrl)
      expect(text).toMatch(/\d+\u00a0autres|\d+ others/)
    }
    if (/GFDL/.test(id)) expect(text).toContain('Coopération')
    if (/etalab/.test(id)) {
      expect(text).toMatch(/^Source\u00a0?: /)
      expect(text).toMatch(/mise à jour du|updated on/)
      expect(text).toContain(String(new Date(one.date ?? 0).getUTCFullYear()))
    }
    if (/^OD/.test(id)) {
      expect(text).toMatch(/Contient des informations de|Contains information from/)
      expect(text.split(one.url).length).toBeGreaterThan(2)
    }
    if (id === 'CC-PDM-1.0') expect(text).not.toMatch(/Licence Domaine public|Licensed under/)
  }))
})

test('should tell every origin back to the first, with its authors and licence, in every form', () => {
  fc.assert(fc.property(input, locale, (one, language) => {
    const made = credit({ ...one, names: 'all' }, language)
    for (const origin of allWorks(one.origins)) {
      for (const form of [made.text, made.markdown, made.html, made.jsonld, made.cff, made.bibtex, made.ris, made.csl]) {
        expect(form).toContain(origin.title)
        expect(form).toContain(origin.url)
        for (const { name } of origin.authors) expect(form).toContain(name)
      }
      if (origin.licence) expect(made.text).toContain(origin.licence.uri)
    }
  }), { numRuns: 60 })
})

test('should write every name where it is asked, for paper and archives', () => {
  fc.assert(fc.property(input, locale, (one, language) => {
    const { text, html } = credit({ ...one, names: 'all' }, language)
    for (const { name } of [...one.authors, ...one.laterAuthors ?? []]) { expect(text).toContain(name); expect(html).toContain(name) }
    expect(text).not.toContain(one.namesUrl)
  }))
})

test('should say in RDFa the licence of the work itself and of each origin, each of its own', () => {
  fc.assert(fc.property(input, locale, (one, language) => {
    const triples = triplesOf(credit({ ...one, names: 'all' }, language).html)
    const said = (subject: string, predicate: string) => triples.filter((triple) => triple.subject === subject && triple.predicate === predicate).map(({ object }) => object)
    expect(triples.filter(({ predicate, subject }) => predicate.startsWith('?') || subject === '')).toEqual([])
    expect(said(one.url, 'http://www.w3.org/1999/xhtml/vocab#license')).toEqual([one.licence?.uri])
    expect(said(one.url, 'http://purl.org/dc/terms/title')).toEqual([one.title])
    expect(said(one.url, 'http://purl.org/dc/terms/modified')).toEqual([isoDay(one.date ?? 0)])
    expect(said(one.url, 'http://creativecommons.org/ns#attributionName')).toEqual(one.authors.map(({ name }) => name))
    const follow = (parent: string, works: readonly CreditedWork[]): void => {
      expect(said(parent, 'http://purl.org/dc/terms/source').sort()).toEqual(works.map(({ url }) => url).sort())
      for (const origin of works) {
        expect(said(origin.url ?? '', 'http://purl.org/dc/terms/creator').sort()).toEqual(origin.authors.map(({ name }) => name).sort())
        expect(said(origin.url ?? '', 'http://www.w3.org/1999/xhtml/vocab#license')).toEqual(origin.licence ? [origin.licence.uri] : [])
        follow(origin.url ?? '', origin.origins ?? [])
      }
    }
    follow(one.url, one.origins ?? [])
  }), { numRuns: 60 })
})

/** schema.org as it answers for `https://schema.org`: terms are of its vocabulary, and these are addresses. */
const schema = { '@context': { '@vocab': 'https://schema.org/', ...Object.fromEntries(['url', 'license', 'acquireLicensePage'].map((term) => [term, { '@type': '@id' }])) } }
const documentLoader = (url: string) => (/^https?:\/\/schema\.org\/?$/.test(url) ? Promise.resolve({ document: schema, documentUrl: url, contextUrl: undefined }) : Promise.reject(new Error(`${url} is not expected`)))

test('should be JSON-LD that expands without losing anything, lineage nested', async () => {
  await fc.assert(fc.asyncProperty(input, locale, async (one, language) => {
    const [expanded] = await jsonld.expand(JSON.parse(credit(one, language).jsonld) as object, { documentLoader, safe: true } as jsonld.Options.Expand) as Record<string, unknown>[]
    expect(expanded?.['https://schema.org/license']).toEqual([{ '@id': one.licence?.uri }])
    const based = (expanded?.['https://schema.org/isBasedOn'] ?? []) as object[]
    expect(based).toHaveLength(one.origins?.length ?? 0)
    const said = JSON.stringify(expanded)
    for (const origin of allWorks(one.origins)) expect(said).toContain(origin.url)
  }), { numRuns: 40 })
})

test('should be a CITATION.cff that its schema (1.2.0) accepts', () => {
  const person = (one: unknown) => { expect(Object.keys(one as object).filter((key) => !['alias', 'website', 'name'].includes(key))).toEqual([]); expect(Object.values(one as object).every((value) => typeof value === 'string' && value !== '')).toBe(true) }
  fc.assert(fc.property(input, locale, (one, language) => {
    const cff = parseYaml(credit(one, language).cff) as Record<string, unknown>
    for (const key of ['cff-version', 'message', 'title', 'authors']) expect(cff).toHaveProperty([key])
    expect(Object.keys(cff).filter((key) => !['cff-version', 'message', 'type', 'title', 'authors', 'version', 'date-released', 'url', 'license', 'license-url', 'references'].includes(key))).toEqual([])
    expect(cff['cff-version']).toBe('1.2.0')
    expect(['dataset', 'software']).toContain(cff.type)
    expect(cff['date-released']).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    expect(cff.license === undefined || CFF_LICENCE.test(cff.license as string)).toBe(true)
    expect((cff.authors as unknown[]).length).toBeGreaterThan(0)
    for (const one_ of cff.authors as unknown[]) person(one_)
    for (const reference of (cff.references ?? []) as Record<string, unknown>[]) {
      for (const key of ['type', 'title', 'authors']) expect(reference).toHaveProperty([key])
      for (const one_ of reference.authors as unknown[]) person(one_)
    }
  }))
})

test('should leave RIS one tag a line and CSL-JSON one entry, whatever the title', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
    const { ris, csl } = credit({ title: a, url: 'https://forge.exemple/x', authors: [{ name: b }], nature: b }, 'fr')
    for (const line of ris.split('\r\n').slice(0, -1)) expect(line).toMatch(/^[A-Z][A-Z0-9] {2}- /)
    expect(ris.split('\r\n').filter((line) => line.startsWith('ER  - '))).toHaveLength(1)
    expect(JSON.parse(csl)).toHaveLength(1)
  }))
})
