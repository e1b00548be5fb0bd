import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { identify } from '../../../content-schema/licences/identify.js'
import { answerScenario, readScenario, SCENARIO_KINDS, type Scenario } from '../../../content-schema/licences/scenario.js'

/**
 * Scenarios written from the licence texts, each with the clause that decides, before the engine that answers them was read.
 * `expect` names several answers only where the texts do not settle between them. Further ones go to the end of their file.
 */
interface Written { readonly id: string; readonly expect: string | readonly string[]; readonly why: string }
const folder = path.join(import.meta.dirname, 'licence-scenarios')
const all = readdirSync(folder).sort().flatMap(file => readFileSync(path.join(folder, file), 'utf8').trim().split('\n').map(line => JSON.parse(line) as Written & Record<string, unknown>))

const scenarioOf = (line: Record<string, unknown>): Scenario => {
  const read = readScenario(line)
  if (typeof read === 'string') throw new Error(`${String(line['id'])}: ${read}`)
  return read
}
const expected = ({ expect: answers }: Written): readonly string[] => typeof answers === 'string' ? [answers] : answers

describe('scenarios written from the texts', () => {
  test('should be of every kind, each with its reason', () => {
    expect(new Set(all.map(line => line['kind']))).toEqual(new Set(SCENARIO_KINDS))
    expect(all.length).toBeGreaterThan(400)
    for (const { why } of all) expect(why).not.toBe('')
  })

  test('should be answered as the texts say, with a clause, an address and both languages', () => {
    const wrong: string[] = []
    for (const line of all) {
      const answer = answerScenario(scenarioOf(line))
      if (!expected(line).includes(answer.verdict)) wrong.push(`${line.id} ${JSON.stringify(line['sources'])} → ${String(line['target'])}: ${answer.verdict} ${answer.code}, expected ${String(line.expect)} (${line.why})`)
      expect(answer.clause.label, line.id).not.toBe('')
      expect(answer.clause.uri, line.id).toMatch(/^https:\/\/|^\/licences#/)
      for (const sentence of [answer.fr, answer.en]) expect(sentence, line.id).not.toMatch(/^$|\{|undefined|null/)
      if (answer.verdict !== 'pass') expect(answer.fixes.length, line.id).toBeGreaterThan(0)
    }
    expect(wrong).toEqual([])
  })

  test('should be answered alike whatever the spelling of the licences', () => {
    const differing: string[] = []
    for (const line of all.filter(({ kind }) => kind !== 'detect' && kind !== 'expression')) {
      const scenario = scenarioOf(line)
      const verdict = answerScenario(scenario).verdict
      for (const [name, spell] of Object.entries(SPELLINGS)) {
        const respelled = { ...scenario, sources: scenario.sources.map(spell), ...(scenario.target !== undefined && { target: spell(scenario.target) }) }
        if (answerScenario(respelled).verdict !== verdict) differing.push(`${line.id} ${name}: ${JSON.stringify(respelled.sources)} → ${String(respelled.target)}`)
      }
    }
    expect(differing).toEqual([])
  })
})

const isCreativeCommons = (uri: string): boolean => uri.startsWith('https://creativecommons.org/')
/** Other ways of writing a known licence; what is not one stays as it is. */
const respelt = (of: (licence: NonNullable<ReturnType<typeof identify>>) => string) => (label: string): string => { const licence = identify(label); return licence === undefined ? label : of(licence) }
const SPELLINGS: Readonly<Record<string, (label: string) => string>> = {
  'lower case id': respelt(({ id }) => id.toLowerCase()),
  'upper case id': respelt(({ id }) => id.toUpperCase()),
  'short name': respelt(({ shortName, id, invariants }) => invariants === undefined ? shortName : id),
  'short name in lower case, no-break hyphens': respelt(({ shortName, id, invariants }) => invariants === undefined ? ` ${shortName.toLowerCase().replaceAll('-', '‑')} ` : id),
  'French name': respelt(({ nameFr, id, invariants }) => invariants === undefined ? nameFr : id),
  'English name': respelt(({ nameEn, id, invariants }) => invariants === undefined ? nameEn : id),
  'CC-by-sa': respelt(({ shortName, uri, id }) => isCreativeCommons(uri) && shortName.startsWith('CC ') ? shortName.replace(/^CC ([A-Z-]+)/, (_, code: string) => `CC-${code.toLowerCase()}`) : id),
  'http address': respelt(({ uri, id }) => isCreativeCommons(uri) ? uri.replace('https', 'http') : id),
  'no slash at the end': respelt(({ uri, id }) => isCreativeCommons(uri) ? uri.replace(/\/$/, '') : id),
  'French deed': respelt(({ uri, id }) => isCreativeCommons(uri) ? `${uri}deed.fr` : id),
  'French legal code': respelt(({ uri, id }) => isCreativeCommons(uri) ? `${uri}legalcode.fr` : id),
  'upper case address': respelt(({ uri, id }) => isCreativeCommons(uri) ? uri.toUpperCase() : id),
  'SPDX page': respelt(({ id }) => id.startsWith('LicenseRef-') ? id : `https://spdx.org/licenses/${id}.html`),
}
