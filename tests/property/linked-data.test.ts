import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { parseFiche } from '../../content-schema/fiche.js'
import { canonicalHeader, ficheToJsonLd, jsonLdToHeader } from '../../content-schema/jsonld.js'
import { fieldTermsFor } from '../../content-schema/linked-data/field-terms.js'
import { TYPE_TERMS } from '../../content-schema/linked-data/type-terms.js'
import type { FieldTerm, Part, Value } from '../../content-schema/linked-data/values.js'
import { conceptsOf } from '../../content-schema/vocabularies.js'
import { expand, site } from '../support/linked-data.js'
import { fc } from '../support/fast-check.js'

const frame = { site, url: `${site}/cooperation/le-tour-de-meteo` }
const sentence = fc.oneof(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), fc.constantFrom('Décider ensemble', 'l’été', '« oui »', 'a\nb', '@id', 'cc:phase', '_:b0')).map(one => one.trim()).filter(one => one !== '')
const word = fc.oneof(fc.stringMatching(/^[a-z]{1,12}$/), sentence)
const iso = fc.constantFrom('PT5M', 'PT1H30M', 'P2D', 'P10W', 'P6M')
const address = fc.constantFrom('https://exemple.invalid/a?b=c#d', 'http://exemple.invalid/%C3%A9t%C3%A9')

function arbitraryOf(value: Value): fc.Arbitrary<unknown> {
  switch (value.kind) {
    case 'text': return sentence
    case 'ref': return fc.oneof(sentence, address, fc.record({ titre: sentence, url: fc.oneof(address, fc.constant('cooperation/cercle-de-parole')) }, { requiredKeys: ['titre'] }))
    case 'name': return fc.constantFrom('Camille', 'Groupe pilote (exemple)', 'Ferme des Exemples', 'Ada O’Exemple')
    case 'plain': return fc.oneof(word, fc.integer(), fc.boolean(), fc.double({ noNaN: true, noDefaultInfinity: true }).map(n => n + 0))
    case 'duration': return iso
    case 'licence': return fc.constantFrom('CC-BY-SA-4.0', 'CC0-1.0', 'CC-BY-NC-ND-3.0', 'ODbL-1.0')
    case 'address': return address
    case 'file': return fc.oneof(fc.constantFrom('media/plan du sol.png', 'été/à.pdf', '../x', 'a?b#c%20'), address)
    case 'community': return fc.constantFrom('cooperation', 'Une autre communauté')
    case 'json': return fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.oneof(sentence, fc.integer(), fc.array(fc.boolean())), { minKeys: 1, maxKeys: 3 })
    case 'concept': return fc.oneof(fc.constantFrom(...conceptsOf(value.vocabulary).map(({ notation }) => notation), 'inconnu'), sentence)
    case 'flat': return recordOf(value.parts)
    case 'node': return value.bare ? arbitraryOf(value.parts[0]?.value ?? value) : recordOf(value.parts, value.main)
  }
}

const recordOf = (parts: readonly Part[], main?: string): fc.Arbitrary<unknown> =>
  fc.record(Object.fromEntries(parts.map(one => [one.key, ofPart(one)])), { requiredKeys: main === undefined ? [] : [main] }).filter(record => Object.keys(record).length > 0)

const ofPart = ({ value, many }: Pick<Part, 'value' | 'many'>): fc.Arbitrary<unknown> => (many ? fc.array(arbitraryOf(value), { minLength: 1, maxLength: 3 }) : arbitraryOf(value))

const headerOf = (type: string): fc.Arbitrary<Record<string, unknown>> =>
  fc.shuffledSubarray(fieldTermsFor(type).filter(({ key }) => key !== 'type'), { maxLength: 14 })
    .chain((lines) => fc.record(Object.fromEntries(lines.map((line: FieldTerm) => [line.key, line.key === 'langue' ? fc.constantFrom('fr', 'en', 'oc', 'pt-BR') : ofPart(line)]))))
    .map(header => ({ type, ...header }))

const headers = fc.constantFrom(...Object.keys(TYPE_TERMS)).chain(headerOf)
const extensions = fc.record({ type_sol: fc.subarray(['limoneux', 'argileux', 'inconnu'], { minLength: 1 }), surface_m2: fc.integer({ min: 1 }) }, { requiredKeys: ['type_sol'] })

test('should come back the same from front matter to JSON-LD to front matter, for every mapped field of every type', () => {
  fc.assert(fc.property(headers, fc.option(extensions, { nil: undefined }), (written, msv) => {
    const fiche = parseFiche(`---\n${stringify({ ...written, ...(msv && { ext: { msv, autre: { x: 1 } } }) })}---\n`)
    const canonical = canonicalHeader(fiche)
    const said = JSON.parse(JSON.stringify(ficheToJsonLd(fiche, frame))) as Record<string, unknown>
    expect(jsonLdToHeader(said, frame)).toEqual({ ...canonical, ...(msv && { ext: { msv } }) })
    // What was written in our own way is said as it was written.
    for (const [key, value] of Object.entries(written)) if (key !== 'retours') expect(canonical[key], key).toEqual(value)
  }), { numRuns: 300 })
})

test('should expand without dropping a key, whatever the values', async () => {
  await fc.assert(fc.asyncProperty(headers, async (written) => {
    const said = ficheToJsonLd(parseFiche(`---\n${stringify(written)}---\n`), frame)
    const [expanded] = await expand(JSON.parse(JSON.stringify(said)) as object)
    expect(Object.keys(expanded ?? {}).length).toBe(Object.keys(said).filter(key => key !== '@context').length)
  }), { numRuns: 100 })
})

test('should never let an e-mail address out, nor an address that is not of the web', () => {
  fc.assert(fc.property(fc.emailAddress(), fc.constantFrom('auteurs', 'contributeurs', 'experimente_par', 'organisateurs'), fc.constantFrom('javascript:alert(1)', 'mailto:a@b.fr', 'https://a:b@exemple.invalid/', '//x'), (mail, key, uri) => {
    const fiche = parseFiche(`---\n${stringify({ type: 'outil-animation', [key]: [`Ada <${mail}>`, { nom: `Lou ${mail}`, uri, structure: `S ${mail}` }], materiel: [{ nom: 'x', lien: uri }], sources: [{ titre: 'y', url: uri }] })}---\n`)
    const said = JSON.stringify(ficheToJsonLd(fiche, frame))
    expect(said).not.toContain(mail)
    expect(said).not.toContain(uri)
    expect(said).toContain('Ada')
  }), { numRuns: 100 })
})
