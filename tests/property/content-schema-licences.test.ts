import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { OTHER_LICENCES } from '../../content-schema/licences/data/licences.js'
import { SENTENCES } from '../../content-schema/licences/data/sentences.js'
import { detectLicence } from '../../content-schema/licences/detect.js'
import { identify } from '../../content-schema/licences/identify.js'
import { allowedTargets, verdict, type Relation, type VerdictContext } from '../../content-schema/licences/verdict.js'

const CC = ['by', 'by-sa', 'by-nc', 'by-nc-sa', 'by-nd', 'by-nc-nd'].flatMap(code => ['1.0', '2.0', '3.0', '4.0', '', '3.0 FR'].map(version => identify(`CC ${code} ${version}`)?.id ?? ''))
const IDS = [...CC, ...OTHER_LICENCES.map(licence => licence.id), 'NOASSERTION', 'maison', 'CC-BY-4.0 OR CC-BY-SA-4.0', 'CC-BY-4.0 AND CC-BY-NC-4.0']
const anyLicence = fc.constantFrom(...IDS)
const relation = fc.constantFrom<Relation>('adaptation', 'verbatim', 'collection', 'inclusion', 'translation', 'format-change', 'relicensing')
const context: fc.Arbitrary<VerdictContext> = fc.record({ commercial: fc.boolean(), excerpt: fc.boolean(), independent: fc.boolean(), modified: fc.boolean(), authors: fc.nat(3), consents: fc.nat(3) }, { requiredKeys: [] })
const rank = { pass: 0, warn: 1, block: 2 }

test('should answer everything with a clause, sentences in both languages, and a way out unless it passes', () => {
  fc.assert(fc.property(relation, fc.array(anyLicence, { maxLength: 4 }), fc.option(anyLicence, { nil: undefined }), context, (kind, sources, target, ctx) => {
    const answer = verdict({ relation: kind, sources: sources.map(licence => ({ licence })), target, context: ctx })
    expect(Object.keys(SENTENCES)).toContain(answer.code)
    expect(answer.clause.uri).toMatch(/^(https:\/\/|\/aide\/)/)
    for (const text of [answer.fr, answer.en, answer.clause.label]) expect(text).not.toMatch(/^$|\{|undefined/)
    if (answer.verdict !== 'pass') expect(answer.fixes.length).toBeGreaterThan(0)
  }), { numRuns: 2000 })
})

test('should never allow more because one more text is mixed in', () => {
  fc.assert(fc.property(fc.array(anyLicence, { minLength: 1, maxLength: 3 }), anyLicence, (sources, more) => {
    const before = allowedTargets(sources.map(licence => ({ licence })))
    for (const target of allowedTargets([...sources, more].map(licence => ({ licence })))) expect(before).toContain(target)
  }), { numRuns: 600 })
})

test('should never be better than the worst of the sources alone', () => {
  fc.assert(fc.property(relation.filter(kind => kind !== 'relicensing'), fc.array(anyLicence, { minLength: 1, maxLength: 3 }), anyLicence, context, (kind, sources, target, ctx) => {
    const all = verdict({ relation: kind, sources: sources.map(licence => ({ licence })), target, context: ctx })
    for (const licence of sources) expect(rank[all.verdict]).toBeGreaterThanOrEqual(rank[verdict({ relation: kind, sources: [{ licence }], target, context: ctx }).verdict])
  }), { numRuns: 1000 })
})

test('should keep share-alike, non-commercial and no-derivatives closed under adaptation', () => {
  fc.assert(fc.property(anyLicence, anyLicence, (source, target) => {
    const from = identify(source)
    const to = identify(target)
    if (!from || !to || verdict({ relation: 'adaptation', sources: [{ licence: source }], target }).verdict === 'block') return
    expect(from.nd).toBe(false)
    if (from.nc) expect(to.nc).toBe(true)
    if (from.sa) expect(to.sa).toBe(true)
    if (from.by && from.kind !== 'public-domain') expect(to.by).toBe(true)
  }), { numRuns: 4000 })
})

test('should answer alike whatever the alias', () => {
  fc.assert(fc.property(relation, fc.constantFrom(...CC), fc.constantFrom(...CC), context, (kind, source, target, ctx) => {
    const licence = identify(source)
    if (!licence) throw new Error(source)
    const answer = verdict({ relation: kind, sources: [{ licence: source }], target, context: ctx })
    for (const alias of [licence.shortName, licence.nameFr, licence.nameEn, licence.uri.toUpperCase(), licence.uri.replace('https', 'http')]) {
      expect(verdict({ relation: kind, sources: [{ licence: alias }], target, context: ctx }).verdict).toBe(answer.verdict)
    }
  }), { numRuns: 500 })
})

test('should read licences in any text without throwing', () => {
  const shreds = fc.string({ unit: fc.constantFrom('licence ', 'CC ', 'BY', '-SA', '-NC', ' 4.0', '\n', '* ', '## Sources\n', '![a](b)', 'Publié par ', ' sous ', 'Photo ', '(', ')', '[1] ', 'https://creativecommons.org/licenses/', 'by/4.0/', ' et ', 'é', '> ', '```\n'), maxLength: 40 })
  fc.assert(fc.property(shreds, fc.option(shreds, { nil: undefined }), (body, readme) => {
    const found = detectLicence({ body, licenceFiles: [], readme })
    expect(found.licence !== undefined).toBe(found.state === 'declared')
    expect(found.declared.length === 0).toBe(found.state === 'absent')
  }), { numRuns: 1500 })
})

/** The scenarios stay outside the project: they come with the real data. */
const KINDS: Readonly<Record<string, readonly [Relation, VerdictContext]>> = {
  'adaptation': ['adaptation', {}], 'translation': ['translation', {}], 'adaptation-private': ['adaptation', { visibility: 'private' }], 'verbatim-fork': ['verbatim', {}],
  'collection': ['collection', {}], 'include': ['inclusion', {}], 'relicense': ['relicensing', {}], 'declare': ['adaptation', {}], 'expression': ['adaptation', {}],
}
test('should answer the reference scenarios as they are expected', () => {
  const file = join(process.env['COMMUNS_DONNEES_REELLES'] ?? '../shared/data', '../licences/vectors.jsonl')
  let lines: string[]
  try {
    lines = readFileSync(file, 'utf8').trim().split('\n')
  } catch {
    throw new Error(`the licence scenarios are missing: ${file} (set COMMUNS_DONNEES_REELLES)`)
  }
  for (const line of lines) {
    const scenario = JSON.parse(line) as { id: string; kind: string; sources: string[]; target: string | null; expect: string; code: string; ctx?: VerdictContext }
    const [kind, base] = KINDS[scenario.kind] ?? ['adaptation', {}]
    const answer = verdict({ relation: kind, sources: scenario.sources.map(licence => ({ licence })), target: scenario.target ?? undefined, context: { ...base, ...scenario.ctx } })
    expect([scenario.id, answer.verdict, answer.code]).toEqual([scenario.id, scenario.expect, scenario.code])
  }
})
