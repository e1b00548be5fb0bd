import { expect, test } from 'vitest'
import { checkFiche, newProblems } from '../../content-schema/check.js'
import { completeness } from '../../content-schema/completeness.js'
import { parseFiche } from '../../content-schema/fiche.js'
import { conceptsOf, FIELDS } from '../../content-schema/fields.js'
import { PROFILES } from '../../content-schema/profiles.js'
import { isHandle, isSlug, RESERVED_WORDS, slugOf } from '../../content-schema/slug.js'
import { stringify } from 'yaml'
import { fc } from '../support/fast-check.js'

const KEYS = [...FIELDS.map(field => field.key), 'title', 'authors', 'tags', 'license', 'time', 'people', 'resources', 'image_url', 'ext', '__proto__']
const wild = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.string(), fc.double(), fc.constantFrom(null, true, [], {}, [[]], [null], 'PT5M', { min: 'x', max: -1 }))

test('should read any text without throwing, and account for every character', () => {
  fc.assert(fc.property(fc.oneof(fc.string({ maxLength: 400 }), fc.string({ unit: fc.constantFrom('-', '\n', ':', ' ', '#', '[', ']', '{', '}', '&a', '*a', '"', "'", '\t', '\r\n', 'a', '!', '|', '>', '%', '`', '---\n'), maxLength: 60 })), text => {
    const fiche = parseFiche(text)
    expect(text.slice(fiche.bodyStart)).toBe(fiche.body)
    expect(fiche.bodyLine).toBe(text.slice(0, fiche.bodyStart).split('\n').length)
    expect(newProblems(text, text)).toEqual([])
  }), { numRuns: 1500 })
})

test('should survive any value in any field, and say so rather than crash', () => {
  fc.assert(fc.property(fc.dictionary(fc.constantFrom(...KEYS), wild, { maxKeys: 8 }), header => {
    const text = `---\n${stringify(header)}---\n`
    const fiche = parseFiche(text)
    for (const problem of checkFiche(text)) expect(problem.line).toBeGreaterThan(0)
    const { percent, missing, next } = completeness(fiche)
    expect(percent).toBeGreaterThanOrEqual(0)
    expect(percent).toBeLessThanOrEqual(100)
    expect(next).toEqual(missing[0])
  }), { numRuns: 500 })
})

test('should answer a value of any YAML type in any field of any type with readable sentences on a line of the file', () => {
  const types = conceptsOf('type-ressource').map(concept => concept.notation)
  const own = PROFILES.flatMap(profile => profile.fields.map(field => [profile, field] as const))
  fc.assert(fc.property(fc.constantFrom(...types), fc.constantFrom(...FIELDS), wild, fc.constantFrom(...own), (type, field, value, [profile, ownField]) => {
    const text = `---\n${stringify({ type, [field.key]: value, ext: { [profile.prefix]: { [ownField.key]: value } } })}---\n`
    const lines = text.split('\n').length
    for (const problem of checkFiche(text, profile)) {
      expect(problem.line).toBeGreaterThan(0)
      expect(problem.line).toBeLessThanOrEqual(lines)
      for (const sentence of [problem.fr, problem.en]) expect(sentence).toMatch(/\S.*[.!?]$/s)
      for (const wayOut of [problem.wayOutFr, problem.wayOutEn]) expect(wayOut).not.toBe('')
    }
    expect(newProblems(text, text, profile)).toEqual([])
  }), { numRuns: 2000 })
})

test('should make of any title a slug that can be an address', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), title => {
    const slug = slugOf(title)
    expect(isSlug(slug)).toBe(true)
    expect(RESERVED_WORDS.has(slug)).toBe(false)
  }), { numRuns: 1000 })
  expect([slugOf('L’été à l’œuvre : « sol vivant » !'), slugOf(''), slugOf('🌱'), slugOf('Recherche'), slugOf('DIY & coop')]).toEqual(['l-ete-a-l-oeuvre-sol-vivant', 'fiche-sans-titre', 'fiche-sans-titre', 'recherche-fiche', 'diy-et-coop'])
  expect([isHandle('lou'), isHandle('Lou'), isHandle('api'), isHandle('a--b'), isHandle('-a'), isHandle('a')]).toEqual([true, false, false, false, false, false])
})
