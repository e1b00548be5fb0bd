import { expect, test } from 'vitest'
import { merge3, settle, type Choice, type MergeOutcome } from '../../forge/prose/merge.js'
import { editedByTwo } from './markdown-arbitraries.js'
import { fc } from '../support/fast-check.js'

/**
 * Oracles that count lines and characters, where others count words. Small pieces put end to end at random find what no text made to look
 * like a text does: blocks that share a line, texts that end without one, blanks of every kind at both ends.
 */
const pieces = fc.constantFrom(
  '\n', '\n\n', '\r\n', ' ', '-', '- ', '- a\n', '#', '# b\n', 'a', 'b\n', '> ', '> c\n', '>\n', '|', '| a |\n', '|---|\n', '```\n', '---\n', '***\n', 't: a\n', '  - b\n', '    d\n', '}\n', '\t', '\u00A0', '\uFEFF',
)
const text = fc.array(pieces, { maxLength: 6 }).map((list) => list.join(''))
const three = fc.oneof({ weight: 3, arbitrary: fc.record({ base: text, ours: text, theirs: text }) }, { weight: 1, arbitrary: editedByTwo })
const git = { clean: false, text: '' }

/** Lines that hold something, without the blanks at their ends; a line end may be another person's. */
const linesOf = (of: string) => of.split(/\r\n|[\r\n]/).map((line) => line.trim()).filter((line) => !/^>*$/.test(line.replace(/\s/g, '')))
const countOf = (list: readonly string[]) => list.reduce((all, one) => all.set(one, (all.get(one) ?? 0) + 1), new Map<string, number>())
const settled = (outcome: MergeOutcome, choice: Choice) => settle(outcome, Object.fromEntries(outcome.kind === 'clean' ? [] : outcome.segments.flatMap((s) => (s.kind === 'passage' ? [[s.id, choice]] : []))))

test('should make no line of two, and keep every line that a person wrote when theirs is chosen everywhere', () => {
  fc.assert(fc.property(three, ({ base, ours, theirs }) => {
    const outcome = merge3({ base, ours, theirs, git })
    const written = new Set([ours, theirs].flatMap(linesOf))
    for (const [side, choice] of [[ours, 'ours'], [theirs, 'theirs']] as const) {
      const lines = linesOf(settled(outcome, choice))
      expect(lines.filter((line) => !written.has(line))).toEqual([])
      const [was, here, now] = [countOf(linesOf(base)), countOf(linesOf(side)), countOf(lines)]
      expect([...here].filter(([line, times]) => !was.has(line) && (now.get(line) ?? 0) < times)).toEqual([])
    }
    if (outcome.kind === 'clean') return
    const before = new Set(linesOf(base))
    expect(outcome.segments.flatMap((s) => (s.kind === 'passage' ? linesOf(s.base) : [])).filter((line) => !before.has(line))).toEqual([])
  }), { numRuns: 1_200, examples: [
    [{ base: '---\npublics: 45\n---\n', ours: '---\ntitre: a\n---\n', theirs: '---\ntitre: b\ntitre: b\n---\n' }],
    [{ base: 'a\n\n```\nb c\n```\n\nd\n\n- e', ours: 'a\n\nd\n\n```\nb c\n```\n\n- e', theirs: 'a\n\n```\nb c\n```\n\nd' }],
    [{ base: 'a', ours: ' ', theirs: '-\na' }], [{ base: 'a ', ours: '-\na', theirs: '\n--' }], [{ base: 'a', ours: '\n--', theirs: '  ' }],
  ] })
})
