import { expect, test } from 'vitest'
import { soundOnly } from '../../../forge/prose/merge-soundness.js'
import { merge3, settle, type MergeOutcome } from '../../../forge/prose/merge.js'

const conflict = { clean: false, text: '' }
const allOf = (outcome: MergeOutcome, choice: 'ours' | 'theirs') =>
  settle(outcome, Object.fromEntries(outcome.kind === 'clean' ? [] : outcome.segments.flatMap((s) => (s.kind === 'passage' ? [[s.id, choice]] : []))))
const merged = (base: string, ours: string, theirs: string) => merge3({ base, ours, theirs, git: conflict })
const lines = (count: number, of = (at: number) => `ligne ${at} du cahier`) => Array.from({ length: count }, (_, at) => of(at)).join('\n')

/** What every outcome owes: both sides’ own words shown, nothing thrown. */
function holds(base: string, ours: string, theirs: string, ...added: string[]): MergeOutcome {
  const outcome = merged(base, ours, theirs)
  const shown = outcome.kind === 'clean' ? outcome.text : outcome.segments.map((s) => (s.kind === 'common' ? s.text : s.ours + s.theirs)).join('')
  for (const words of added) expect(shown.includes(words)).toBe(true)
  return outcome
}

test.each([
  ['binary', 'a\0b'], ['bytes that are no UTF-8, already replaced', 'caf\uFFFD'], ['half a character', 'a\uD83Db'],
])('should offer one version or the other, whole, for %s', (_name, text) => {
  const outcome = merged(`${text}\n\nun\n`, `${text}\n\ndeux\n`, `${text}\n\ntrois\n`)
  expect(outcome).toMatchObject({ kind: 'passages', suggested: false, segments: [{ kind: 'passage', id: 'passage-1' }] })
  expect(allOf(outcome, 'ours')).toBe(`${text}\n\ndeux\n`)
  expect(allOf(outcome, 'theirs')).toBe(`${text}\n\ntrois\n`)
  expect(merge3({ base: `${text}\n\nun\n\nx\n`, ours: `${text}\n\ndeux\n\nx\n`, theirs: `${text}\n\nun\n\ny\n` }).kind).toBe('passages')
})

test('should merge five megabytes by lines', () => {
  const base = lines(200_000, (at) => `ligne ${at} d’un très long cahier`)
  expect(base.length).toBeGreaterThan(5_000_000)
  const outcome = holds(base, base.replace('ligne 7 d', 'ligne sept d'), base.replace('ligne 8 d', 'ligne huit d'), 'ligne sept', 'ligne huit')
  expect(outcome).toMatchObject({ kind: 'passages', suggested: false })
  expect(allOf(outcome, 'ours').length).toBeGreaterThan(5_000_000)
})

test('should merge a hundred thousand lines changed at both ends and in one place', () => {
  const base = lines(100_000)
  const ours = `ajout de tête\n${base.replace('ligne 50000 ', 'ligne CINQ ')}`
  const theirs = `${base.replace('ligne 50000 ', 'ligne cinquante ')}\najout de fin`
  const outcome = holds(base, ours, theirs, 'ajout de tête', 'ajout de fin', 'CINQ', 'cinquante')
  expect(allOf(outcome, 'theirs')).toBe(`ajout de tête\n${theirs}`)
})

test('should merge texts with nothing in common, however long', () => {
  holds(lines(20_000), lines(20_000, (at) => `autre ${at * 7}`), lines(20_000, (at) => `tiers ${at * 13}`), 'autre 7\n', 'tiers 13\n')
})

test.each([
  ['quotes', (at: number) => `${'> '.repeat(at)}mot`], ['lists', (at: number) => `${'  '.repeat(at)}- mot`], ['brackets', (at: number) => '['.repeat(at * 40)],
])('should merge deep nesting of %s', (_name, line) => {
  const base = lines(300, line)
  holds(base, `${base}\nfin à nous`, `${base}\nfin à eux`, 'fin à nous', 'fin à eux')
})

test('should keep a text without a final newline as it is, and the newline one side added', () => {
  expect(allOf(merged('un\n\ndeux', 'UN\n\ndeux', 'un!\n\ndeux'), 'ours')).toBe('UN\n\ndeux')
  expect(allOf(merged('un\n\ndeux', 'UN\n\ndeux', 'un!\n\ndeux\n'), 'ours')).toBe('UN\n\ndeux\n')
})

test('should keep the line ends of each line in a text that mixes them', () => {
  const base = 'un mot\r\n\r\ndeux mots ici\n\ntrois\r\n'
  const outcome = merged(base, base.replace('deux', 'DEUX'), base.replace('ici', 'là'))
  expect(outcome).toMatchObject({ suggested: true })
  const text = settle(outcome, { 'passage-1': 'suggestion' })
  expect(text).toBe('un mot\r\n\r\nDEUX mots là\n\ntrois\r\n')
})

test('should see through one side that turned every line end into CRLF', () => {
  const base = 'Le cercle parle. Le temps passe.\n\nFin.\n'
  const outcome = merged(base, base.replace('cercle', 'grand cercle').replace(/\n/g, '\r\n'), base.replace('passe', 'file'))
  expect(outcome).toMatchObject({ suggested: true })
  const text = settle(outcome, Object.fromEntries(outcome.kind === 'clean' ? [] : outcome.segments.flatMap((s) => (s.kind === 'passage' ? [[s.id, 'suggestion' as const]] : []))))
  expect(text.replace(/\r\n/g, '\n')).toBe('Le grand cercle parle. Le temps file.\n\nFin.\n')
})

test('should keep conflict markers that were there and never add any', () => {
  const marked = 'a\n\n<<<<<<< ours\nx\n=======\ny\n>>>>>>> theirs\n\nb\n'
  const outcome = holds(marked, marked.replace('a\n', 'a1\n').replace('b\n', 'b1\n'), marked.replace('a\n', 'a2\n'), 'a1', 'a2', '<<<<<<< ours')
  expect(allOf(outcome, 'theirs').match(/^<{7}/gm)).toHaveLength(1)
})

test('should merge a broken header by its lines, and never break one that was sound', () => {
  const broken = '---\ntitre: "sans fin\nduree: 45\n---\nTexte\n'
  holds(broken, broken.replace('45', '60'), broken.replace('Texte', 'Le texte'), '60', 'Le texte')
  const sound = '---\nlieux:\n  a: 1\n---\nTexte\n'
  const outcome = merged(sound, sound.replace('  a: 1\n', '  a: 1\n  b: 2\n'), sound.replace('  a: 1\n', '  a: 1\n  b: 3\n'))
  expect(outcome).toMatchObject({ kind: 'passages', suggested: false })
})

test('should merge around a fence nobody closed', () => {
  const base = 'un\n\n```\ncode\n\ndeux\n'
  holds(base, base.replace('un', 'UN').replace('code', 'code à nous'), base.replace('code', 'code à eux'), 'UN', 'code à nous', 'code à eux')
})

test.each([
  ['a fence left open', 'broken-fence', '```\nx\n'],
  ['a row wider than its table', 'broken-table', '| a | b |\n|---|---|\n| 1 | 2 | 3 |\n'],
  ['a rule that does not fit its head', 'broken-table', '| a | b |\n|---|\n'],
  ['a reference defined nowhere', 'broken-label', 'voir [x][nulle-part]\n'],
  ['a note called and defined nowhere', 'broken-label', 'voir[^9]\n'],
  ['a note defined twice', 'broken-label', '[^1]: a\n[^1]: b\n'],
  ['conflict markers', 'broken-markers', '<<<<<<< a\n'],
])('should withdraw a suggestion with %s, and only that one', (_name, reason, text) => {
  const sound = { kind: 'passage' as const, base: '', ours: 'un\n\n', theirs: 'deux\n\n', suggestion: 'un deux\n\n', reason: 'words' as const }
  const result = soundOnly([sound, { ...sound, suggestion: text }], { base: 'un\n\n', ours: 'un\n\nun\n\n', theirs: 'deux\n\ndeux\n\n' })
  expect(result[0]).toEqual(sound)
  expect(result[1]).toEqual({ kind: 'passage', base: '', ours: 'un\n\n', theirs: 'deux\n\n', reason })
  // Nothing is suggested over an unfinished merge, whoever left it so; other faults that a side had are not held against the merge.
  if (reason !== 'broken-markers') expect(soundOnly([{ ...sound, suggestion: text }], { base: '', ours: text, theirs: 'deux\n' })).toEqual([{ ...sound, suggestion: text }])
})

test.each([['a key said twice', 'duree: 45\nduree: 60\n'], ['what is no YAML', 'tags: [a\n']])('should withdraw a suggestion whose header has %s', (_name, header) => {
  const passage = { kind: 'passage' as const, base: '', ours: 'duree: 45\n', theirs: 'duree: 60\n', suggestion: header, reason: 'set' as const }
  const whole = (text: string) => `---\n${text}---\nTexte\n`
  const result = soundOnly([{ kind: 'common', text: '---\n' }, passage, { kind: 'common', text: '---\nTexte\n' }], { base: whole(passage.base), ours: whole(passage.ours), theirs: whole(passage.theirs) })
  expect(result[1]).toMatchObject({ reason: 'broken-header' })
  expect(result[1]).not.toHaveProperty('suggestion')
})
