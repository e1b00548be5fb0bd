import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { OTHER_LICENCES } from '../../content-schema/licences/data/licences.js'
import { SENTENCES } from '../../content-schema/licences/data/sentences.js'
import { detectLicence } from '../../content-schema/licences/detect.js'
import { replayed } from '../../content-schema/licences/fixes.js'
import { identify } from '../../content-schema/licences/identify.js'
import { answerScenario, readScenario, SCENARIO_KINDS } from '../../content-schema/licences/scenario.js'
import { allowedTargets, verdict, type Relation, type VerdictContext } from '../../content-schema/licences/verdict.js'
import { fc } from '../support/fast-check.js'

const CC = ['by', 'by-sa', 'by-nc', 'by-nc-sa', 'by-nd', 'by-nc-nd'].flatMap(code => ['1.0', '2.0', '3.0', '4.0', '', '3.0 FR'].map(version => identify(`CC ${code} ${version}`)?.id ?? ''))
const IDS = [...CC, ...OTHER_LICENCES.map(licence => licence.id), 'NOASSERTION', 'maison', 'CC-BY-4.0 OR CC-BY-SA-4.0', 'CC-BY-4.0 AND CC-BY-NC-4.0']
const anyLicence = fc.constantFrom(...IDS)
const relation = fc.constantFrom<Relation>('adaptation', 'verbatim', 'collection', 'inclusion', 'translation', 'format-change', 'integration', 'relicensing')
const context: fc.Arbitrary<VerdictContext> = fc.record({ commercial: fc.boolean(), excerpt: fc.boolean(), independent: fc.boolean(), modified: fc.boolean(), authors: fc.nat(3), consents: fc.nat(3), copiedWords: fc.nat(60), coauthors: fc.nat(2), granted: fc.boolean(), proposedByAuthor: fc.boolean(), visibility: fc.constantFrom('private' as const, 'public' as const), notice: fc.boolean(), inbound: fc.array(anyLicence, { maxLength: 2 }) }, { requiredKeys: [] })
const rank = { pass: 0, warn: 1, block: 2 }

test('should answer everything with a clause, sentences in both languages, and a way out unless it passes', () => {
  fc.assert(fc.property(relation, fc.array(anyLicence, { maxLength: 4 }), fc.option(anyLicence, { nil: undefined }), context, (kind, sources, target, ctx) => {
    const answer = verdict({ relation: kind, sources: sources.map(licence => ({ licence })), target, context: ctx })
    expect(Object.keys(SENTENCES)).toContain(answer.code)
    expect(answer.clause.uri).toMatch(/^(https:\/\/|\/licences#)/)
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

test('should offer no way out that, asked again, is not better', () => {
  fc.assert(fc.property(relation, fc.array(anyLicence, { maxLength: 3 }), fc.option(anyLicence, { nil: undefined }), context, (kind, sources, target, ctx) => {
    const request = { relation: kind, sources: sources.map(licence => ({ licence })), target, context: ctx }
    const answer = verdict(request)
    if (answer.verdict === 'pass') expect(answer.fixes).toEqual([])
    for (const fix of answer.fixes) {
      expect(fix.fr).not.toMatch(/^$|\{|undefined/)
      expect(fix.en).not.toMatch(/^$|\{|undefined/)
      if (fix.then) expect(rank[verdict(replayed(request, fix.then)).verdict]).toBeLessThan(rank[answer.verdict])
    }
  }), { numRuns: 1500 })
})

test('should let a choice be as good as its best part, and a sum no better than its worst', () => {
  fc.assert(fc.property(relation.filter(kind => kind !== 'relicensing'), anyLicence, anyLicence, anyLicence, context, (kind, a, b, target, ctx) => {
    const of = (licence: string): number => rank[verdict({ relation: kind, sources: [{ licence }], target, context: ctx }).verdict]
    // Each licence of a joined label may stand on another one of the choice.
    expect(of(`(${a}) OR (${b})`)).toBeLessThanOrEqual(Math.min(of(a), of(b)))
    if (!target.includes(' ')) expect(of(`(${a}) OR (${b})`)).toBe(Math.min(of(a), of(b)))
    // A grant is one author's: with two licences at once it is for a person to check.
    expect(of(`(${a}) AND (${b})`)).toBeGreaterThanOrEqual(Math.max(of(a), of(b)))
  }), { numRuns: 1000, examples: [['adaptation', 'OGL-UK-2.0', 'CC-BY-NC-1.0', 'CC-BY-4.0 AND CC-BY-NC-4.0', {}]] })
})

test('should not answer a use better because it is sold, cut, changed, unseen or agreed by fewer', () => {
  const pairs: readonly (readonly [VerdictContext, VerdictContext])[] = [
    [{ commercial: true }, { commercial: false }], [{ excerpt: true }, { excerpt: false }], [{ modified: true }, { modified: false }], [{ independent: false }, { independent: true }],
    [{ notice: false }, { notice: true }], [{ visibility: 'public' }, { visibility: 'private' }], [{ consents: 0 }, { consents: 3 }], [{ coauthors: 1 }, { coauthors: 0 }], [{ granted: false }, { granted: true }], [{ copiedWords: 40 }, { copiedWords: 5 }],
  ]
  fc.assert(fc.property(relation, fc.array(anyLicence, { minLength: 1, maxLength: 2 }), anyLicence, context, fc.constantFrom(...pairs), (kind, sources, target, ctx, [stricter, easier]) => {
    const of = (more: VerdictContext): number => rank[verdict({ relation: kind, sources: sources.map(licence => ({ licence })), target, context: { ...ctx, ...more } }).verdict]
    expect(of(stricter)).toBeGreaterThanOrEqual(of(easier))
  }), { numRuns: 2000 })
})

test('should keep share-alike closed along any lineage that is allowed', () => {
  fc.assert(fc.property(fc.array(anyLicence, { minLength: 2, maxLength: 4 }), (labels) => {
    const edges = labels.slice(1).map((to, i) => [labels[i], to])
    if (answerScenario({ kind: 'chain', sources: [], ctx: { edges } }).verdict === 'block') return
    const first = identify(labels[0] ?? '')
    const last = identify(labels.at(-1) ?? '')
    if (!first || !last) return
    if (first.sa) expect(last.sa).toBe(true)
    if (first.nc) expect(last.nc).toBe(true)
  }), { numRuns: 3000 })
})

test('should answer any line that reads as a scenario, without throwing', () => {
  const odd = fc.oneof(fc.jsonValue(), anyLicence, fc.constantFrom<unknown>(true, false, null, 'private', ['adapt'], { scope: ['adapt', 'relicense:CC-BY-4.0'], signed: true }, [['CC-BY-4.0', 'CC-BY-SA-4.0']]))
  const keys = ['commercial', 'excerpt', 'independent', 'subkind', 'permission', 'visibility', 'notice', 'credit', 'copied_words', 'author_is_mr_author', 'coauthors', 'grant', 'authors', 'consents', 'inbound', 'edges', 'fresh', 'request']
  fc.assert(fc.property(fc.constantFrom(...SCENARIO_KINDS), fc.array(fc.oneof(anyLicence, fc.string({ maxLength: 30 })), { maxLength: 3 }), fc.oneof(anyLicence, fc.constant(null)), fc.dictionary(fc.constantFrom(...keys), odd, { maxKeys: 4 }), (kind, sources, target, ctx) => {
    const scenario = readScenario({ id: 1, kind, sources, target, ctx })
    if (typeof scenario === 'string') throw new Error(scenario)
    const answer = answerScenario(scenario)
    expect(answer.clause.label).not.toBe('')
    expect(answer.fr).not.toBe('')
  }), { numRuns: 1500 })
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

/** These scenarios stay outside the project: they come with the real data. */
test('should answer the reference scenarios as they are expected', () => {
  const file = join(process.env['COMMUNS_DONNEES_REELLES'] ?? '../shared/data', '../licences/vectors.jsonl')
  let lines: string[]
  try {
    lines = readFileSync(file, 'utf8').trim().split('\n')
  } catch {
    throw new Error(`the licence scenarios are missing: ${file} (set COMMUNS_DONNEES_REELLES)`)
  }
  for (const line of lines) {
    const asked = JSON.parse(line) as Record<string, unknown>
    const scenario = readScenario(asked)
    if (typeof scenario === 'string') throw new Error(`${String(asked['id'])}: ${scenario}`)
    const answer = answerScenario(scenario)
    expect([asked['id'], answer.verdict, answer.code]).toEqual([asked['id'], asked['expect'], asked['code']])
  }
})
