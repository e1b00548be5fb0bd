import { expect, test } from 'vitest'
import { merge3, settle, type MergeOutcome } from '../../forge/prose/merge.js'
import { editedByTwo } from './markdown-arbitraries.js'
import { fc } from '../support/fast-check.js'

const lf = (text: string) => text.replace(/\r\n?/g, '\n')
const crlf = (text: string) => lf(text).replaceAll('\n', '\r\n')
const alike = editedByTwo.map(({ base, ours, theirs }) => ({ base: `${lf(base)}\n`, ours: `${lf(ours)}\n`, theirs: `${lf(theirs)}\n` }))

const textsOf = (outcome: MergeOutcome) => (outcome.kind === 'clean' ? [outcome.text]
  : outcome.segments.flatMap((s) => (s.kind === 'common' ? [s.text] : [s.base, s.ours, s.theirs, s.suggestion ?? ''])))
const suggested = (outcome: MergeOutcome) => settle(outcome, Object.fromEntries(outcome.kind === 'clean' ? [] : outcome.segments.flatMap((s) => (s.kind === 'common' ? [] : [[s.id, s.suggestion === undefined ? 'ours' as const : 'suggestion' as const]]))))
/** Git was asked, and every line of the file differed. */
const git = { clean: false, text: '' }

test.each(['ours', 'theirs'] as const)('should write one line end only, that of the side that changed it, when only %s changed it', (side) => {
  fc.assert(fc.property(alike, (input) => {
    fc.pre(input.ours !== input.base && input.theirs !== input.base)
    for (const text of textsOf(merge3({ ...input, [side]: crlf(input[side]), git }))) expect(text).not.toMatch(/(?:^|[^\r])\n/)
    const back = { base: crlf(input.base), ours: crlf(input.ours), theirs: crlf(input.theirs) }
    for (const text of textsOf(merge3({ ...back, [side]: input[side], git }))) expect(text).not.toContain('\r')
  }), { numRuns: 60 })
})

test('should suggest the same words whatever line ends one side was saved with', () => {
  fc.assert(fc.property(alike, (input) => {
    const plain = merge3(input)
    const other = merge3({ ...input, theirs: crlf(input.theirs) })
    // What lines put together cleanly is looked at again where every line differs: it may say why it asks instead.
    if (plain.kind === 'clean' && other.kind === 'passages' && !other.suggested) {
      expect(other.segments.every((s) => s.kind === 'common' || s.suggestion !== undefined || /would have /.test(s.reasonEn ?? ''))).toBe(true)
      return
    }
    expect(lf(suggested(other))).toBe(suggested(plain))
    expect(other.kind === 'clean' || other.suggested).toBe(plain.kind === 'clean' || plain.suggested)
  }), { numRuns: 60, examples: [[{ base: '\n\n', ours: '---\ntitre: 45\n---\n\n\n', theirs: '\n\n' }]] })
})

test('should ask once, with a suggestion, when one side changed words and the other nothing but line ends', () => {
  const base = 'Un deux.\n\nTrois.\n'
  const outcome = merge3({ base, ours: 'Un deux trois.\n\nTrois.\n', theirs: crlf(base), git })
  expect(outcome).toMatchObject({ kind: 'passages', suggested: true })
  expect(suggested(outcome)).toBe('Un deux trois.\r\n\r\nTrois.\r\n')
})

test('should leave alone a text that mixes its line ends', () => {
  const mixed = 'Un.\r\n\nDeux.\n'
  expect(textsOf(merge3({ base: 'Un.\n\nDeux.\n', ours: mixed, theirs: 'Un.\n\nTrois.\n', git })).join('')).toContain('Un.\r\n')
})
