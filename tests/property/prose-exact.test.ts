import { expect, test } from 'vitest'
import { merge3, settle, type Choice, type MergeOutcome } from '../../forge/prose/merge.js'
import { newsOfText } from '../../forge/prose/news.js'
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
  }), { numRuns: 800, examples: [
    [{ base: '---\npublics: 45\n---\n', ours: '---\ntitre: a\n---\n', theirs: '---\ntitre: b\ntitre: b\n---\n' }],
    [{ base: '---\nt: a\n---\n\n', ours: '---\nd: 45\nt: 45\n---\n\n', theirs: '---\nd: 45\nt: a\nd: 45\n---\n\n' }],
    [{ base: 'a\n\n```\nb c\n```\n\nd\n\n- e', ours: 'a\n\nd\n\n```\nb c\n```\n\n- e', theirs: 'a\n\n```\nb c\n```\n\nd' }],
    [{ base: 'a', ours: ' ', theirs: '-\na' }], [{ base: 'a ', ours: '-\na', theirs: '\n--' }], [{ base: 'a', ours: '\n--', theirs: '  ' }],
  ] })
})

test('should put what somebody types on lines of its own', () => {
  fc.assert(fc.property(three, ({ base, ours, theirs }) => {
    const written = new Set(['typed', ...[ours, theirs].flatMap(linesOf)])
    expect(linesOf(settled(merge3({ base, ours, theirs, git }), { text: 'typed' })).filter((line) => !written.has(line))).toEqual([])
  }), { numRuns: 300, examples: [[{ base: '#\nb', ours: 'a\n#\n', theirs: '#aab' }]] })
})

/** Few lines, many times: what is told apart by its place alone. */
const repeated = fc.array(fc.constantFrom('a b\n', 'c d\n', '\n', '- a\n', '> b\n', 'e f', '\n\n', 'a c\n', '---\n', 't: a\n', 'u: b\n'), { maxLength: 6 }).map((list) => list.join(''))

test('should take each line an origin added, and lose no line of the adaptation that a passage does not show', () => {
  fc.assert(fc.property(repeated, repeated, repeated, (base, ours, theirs) => {
    const news = newsOfText(base, ours, theirs)
    const none = news.take((row) => (row.kind === 'free' ? false : 'ours'))
    expect(none.text).toBe(ours)
    const all = news.take((row) => (row.kind === 'free' ? true : 'theirs'))
    expect(all.seen).toBe(theirs)
    const lines = linesOf(all.text)
    const [was, here, there, now] = [base, ours, theirs].map((of) => countOf(linesOf(of))).concat(countOf(lines)) as [Map<string, number>, Map<string, number>, Map<string, number>, Map<string, number>]
    expect(lines.filter((line) => !here.has(line) && !there.has(line))).toEqual([])
    expect([...there].filter(([line, times]) => !was.has(line) && (now.get(line) ?? 0) < times)).toEqual([])
    const shown = countOf(news.rows.flatMap((row) => (row.kind === 'both' ? linesOf(row.passage.ours) : [])))
    expect([...here].filter(([line, times]) => !was.has(line) && (now.get(line) ?? 0) < times - (shown.get(line) ?? 0))).toEqual([])
  }), { numRuns: 600, examples: [
    ['\n- \na', '\n\nc d', '- - b'],
    ['c d\na c\n\n\n> b\n', '- a\na b\nc d\n', '- a\na b\n> b\nc d\n'],
    ['a c\n\n\na c\na c\n', 'a c\n> b\nc d\n\n', '> b\na b\na b\n\n\n'],
  ] })
})
