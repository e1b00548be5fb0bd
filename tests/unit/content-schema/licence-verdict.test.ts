import { expect, test } from 'vitest'
import { allowedTargets, verdict, type Verdict, type VerdictRequest } from '../../../content-schema/licences/verdict.js'

const ask = (relation: VerdictRequest['relation'], sources: readonly string[], target?: string, context?: VerdictRequest['context']): Verdict =>
  verdict({ relation, sources: sources.map(licence => ({ licence })), target, context })
const short = ({ verdict: answer, code }: Verdict): string => `${answer} ${code}`

const ADAPTATIONS: readonly (readonly [string, string | undefined, string])[] = [
  ['CC-BY-4.0', 'CC-BY-SA-4.0', 'pass OK'], ['CC-BY-SA-4.0', 'CC-BY-4.0', 'block SA_DOWNGRADE'], ['CC-BY-SA-3.0', 'CC-BY-SA-4.0', 'pass OK_LATER'],
  ['CC BY-SA 3.0 FR', 'CC-BY-SA-4.0', 'pass OK_LATER'], ['CC-BY-SA-4.0', 'CC-BY-SA-3.0', 'block SA_EARLIER_VERSION'], ['CC-BY-SA-1.0', 'CC-BY-SA-4.0', 'block SA_1_0_LOCKED'],
  ['CC-BY-NC-4.0', 'CC-BY-4.0', 'block NC_DROPPED_WHOLE'], ['CC-BY-ND-4.0', 'CC-BY-ND-4.0', 'block ND_ADAPTATION'], ['CC-BY-NC-SA-4.0', undefined, 'pass OK'],
  ['CC-BY-SA-4.0', 'LAL-1.3', 'pass OK_COMPAT'], ['CC-BY-SA-3.0', 'LAL-1.3', 'warn TWO_STEPS'], ['CC-BY-SA-4.0', 'GPL-3.0-only', 'warn ONE_WAY'], ['GPL-3.0-only', 'CC-BY-SA-4.0', 'block ONE_WAY_REVERSE'],
  ['etalab-2.0', 'CC0-1.0', 'block ATTRIBUTION_DROPPED'], ['GFDL-1.2-only', 'GFDL-1.3-only', 'block VERSION_ONLY'], ['NOASSERTION', 'CC-BY-SA-4.0', 'block UNKNOWN_LICENCE'],
  ['', 'CC-BY-SA-4.0', 'block UNKNOWN_LICENCE'], ['CC BY-SA', 'CC-BY-SA-4.0', 'warn VERSION_MISSING'], ['CC BY-SA', 'CC BY-SA', 'warn VERSION_MISSING'], ['CC-BY-SA-4.0', 'CC BY-SA', 'block TARGET_VERSION_MISSING'],
  ['CC BY-NC-SA', 'CC-BY-SA-4.0', 'block SA_DOWNGRADE'], ['CC0-1.0', 'LicenseRef-ARR', 'block RESERVED_IN_COMMONS'], ['AGPL-3.0-only', 'CC-BY-SA-4.0', 'block NOT_KNOWN_COMPATIBLE'],
  ['CC-BY-SA-4.0 OR GFDL-1.3-or-later', 'CC-BY-SA-4.0', 'pass OK_CHOICE'], ['CC-BY-SA-4.0 AND CC-BY-NC-SA-4.0', 'CC-BY-SA-4.0', 'block NO_COMMON_LICENCE'],
]
for (const [source, target, expected] of ADAPTATIONS) {
  test(`should answer ${expected} to an adaptation of « ${source} » under ${target ?? 'any label'}`, () => {
    expect(short(ask('adaptation', [source], target))).toBe(expected)
    expect(short(ask('translation', [source], target))).toBe(expected)
  })
}

test('should find what several texts allow together', () => {
  expect(allowedTargets([{ licence: 'CC-BY-NC-4.0' }, { licence: 'CC-BY-SA-4.0' }])).toEqual([])
  expect(allowedTargets([{ licence: 'CC-BY-4.0' }, { licence: 'CC-BY-NC-4.0' }])).toEqual(['CC-BY-NC-4.0', 'CC-BY-NC-SA-4.0'])
  expect(allowedTargets([{ licence: 'CC-BY-4.0' }, { licence: 'CC-BY-SA-4.0' }])).toEqual(['CC-BY-SA-4.0', 'LAL-1.3', 'GPL-3.0-only'])
  expect(short(ask('adaptation', ['CC-BY-NC-SA-4.0', 'CC-BY-SA-4.0']))).toBe('block NO_COMMON_LICENCE')
})

test('should tell one’s own words from the label of the whole file', () => {
  expect(short(verdict({ relation: 'adaptation', sources: [{ licence: 'CC-BY-NC-4.0', ownContribution: true }], target: 'CC-BY-4.0' }))).toBe('warn OWN_CONTRIBUTION_ONLY')
  expect(short(verdict({ relation: 'adaptation', sources: [{ licence: 'CC-BY-SA-4.0', ownContribution: true }], target: 'CC-BY-4.0' }))).toBe('block SA_DOWNGRADE')
})

test('should let an unmodified text be copied, shown in a path, put in another format', () => {
  expect(short(ask('verbatim', ['CC-BY-ND-4.0'], 'CC-BY-ND-4.0'))).toBe('pass OK_VERBATIM')
  expect(short(ask('verbatim', ['CC-BY-ND-4.0'], 'CC-BY-4.0'))).toBe('block LABEL_CHANGED')
  expect(short(ask('format-change', ['CC-BY-NC-ND-4.0']))).toBe('pass OK_FORMAT')
  expect(short(ask('collection', ['CC-BY-ND-4.0', 'CC-BY-SA-4.0'], 'CC-BY-4.0'))).toBe('pass OK_COLLECTION')
  expect(short(ask('collection', ['CC-BY-ND-3.0'], 'CC-BY-4.0', { excerpt: true }))).toBe('block ND_EXCERPT')
  expect(short(ask('collection', ['CC-BY-NC-SA-4.0'], 'CC-BY-4.0', { commercial: true }))).toBe('block NC_COMMERCIAL_COLLECTION')
  expect(short(ask('collection', ['CC-BY-NC-4.0'], 'CC-BY-SA-4.0'))).toBe('warn NC_IN_COLLECTION')
  expect(short(ask('inclusion', ['NOASSERTION'], 'CC-BY-SA-4.0'))).toBe('block UNKNOWN_LICENCE')
  expect(short(ask('inclusion', ['CC-BY-ND-4.0'], 'CC-BY-SA-4.0', { modified: true }))).toBe('block ND_ADAPTATION')
})

test('should change a label only with everyone’s consent', () => {
  expect(short(ask('relicensing', ['CC-BY-SA-4.0'], 'CC-BY-4.0', { authors: 3, consents: 2 }))).toBe('block NEED_ALL_AUTHORS')
  expect(short(ask('relicensing', ['CC-BY-SA-4.0'], 'CC-BY-4.0'))).toBe('block NEED_ALL_AUTHORS')
  expect(short(ask('relicensing', ['CC-BY-SA-4.0'], 'CC-BY-4.0', { authors: 3, consents: 3 }))).toBe('pass ALL_AUTHORS_CONSENT')
  expect(short(ask('relicensing', ['CC-BY-SA-4.0'], 'CC-BY-4.0', { authors: 3, consents: 3, inbound: ['CC-BY-SA-4.0'] }))).toBe('block INBOUND_BLOCKS')
  expect(short(ask('relicensing', ['CC-BY-SA-4.0'], 'CC-PDM-1.0', { authors: 1, consents: 1 }))).toBe('block PDM_NOT_A_LICENCE')
})
