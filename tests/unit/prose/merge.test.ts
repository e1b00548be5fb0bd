import { expect, test } from 'vitest'
import { merge3, settle, UnsettledError, type MergeOutcome } from '../../../forge/prose/merge.js'

const passages = (outcome: MergeOutcome) => (outcome.kind === 'clean' ? [] : outcome.segments.flatMap((s) => (s.kind === 'passage' ? [s] : [])))
const suggested = (outcome: MergeOutcome) => settle(outcome, Object.fromEntries(passages(outcome).map((p) => [p.id, 'suggestion' as const])))

test('should take a clean merge as it is', () => {
  const base = 'un\n\ndeux\n\ntrois\n'
  expect(merge3({ base, ours: base.replace('un', 'UN'), theirs: base.replace('trois', 'TROIS') })).toEqual({ kind: 'clean', text: 'UN\n\ndeux\n\nTROIS\n' })
})

test('should suggest, never settle, two sentences of one paragraph changed by two people', () => {
  const base = 'La première phrase parle du cercle. La seconde phrase parle du temps.\n'
  const outcome = merge3({ base, ours: base.replace('cercle', 'grand cercle'), theirs: base.replace('du temps', 'de la durée') })
  expect(outcome).toMatchObject({ kind: 'passages', suggested: true })
  expect(passages(outcome)).toHaveLength(1)
  expect(suggested(outcome)).toBe('La première phrase parle du grand cercle. La seconde phrase parle de la durée.\n')
})

test('should ask, without a suggestion, when the same words changed', () => {
  const outcome = merge3({ base: 'Prévoir dix minutes.\n', ours: 'Prévoir vingt minutes.\n', theirs: 'Prévoir trente minutes.\n' })
  expect(outcome).toMatchObject({ kind: 'passages', suggested: false })
  expect(passages(outcome)[0]).toMatchObject({ id: 'passage-1', ours: 'Prévoir vingt minutes.\n', theirs: 'Prévoir trente minutes.\n', reasonFr: 'Deux personnes ont modifié les mêmes mots.' })
})

test('should always ask when one person removed what another changed', () => {
  const outcome = merge3({ base: 'a\n\nLe passage en question.\n\nb\n', ours: 'a\n\nb\n', theirs: 'a\n\nLe passage en question, précisé.\n\nb\n' })
  expect(passages(outcome).filter((p) => p.suggestion === undefined)).toHaveLength(1)
  expect(settle(outcome, { 'passage-1': 'theirs' })).toContain('précisé')
  expect(settle(outcome, { 'passage-1': 'ours' })).not.toContain('en question')
})

test('should unite list items added in the same place, not paragraphs', () => {
  const list = merge3({ base: '- feutres\n', ours: '- feutres\n- grandes feuilles blanches\n', theirs: '- feutres\n- une horloge visible\n' })
  expect(suggested(list)).toBe('- feutres\n- grandes feuilles blanches\n- une horloge visible\n')
  const prose = merge3({ base: 'Début.\n', ours: 'Début.\n\nUn ajout sur le cercle.\n', theirs: 'Début.\n\nAutre chose sur la durée.\n' })
  expect(prose).toMatchObject({ kind: 'passages', suggested: false })
})

test('should merge a header field by field, its lists as sets, its values never mixed', () => {
  const base = '---\ntitre: Météo\nduree: 45\ntags: [a, b]\n---\nTexte\n'
  const outcome = merge3({ base, ours: base.replace('45', '60').replace('[a, b]', '[a, b, c]'), theirs: base.replace('[a, b]', '[b, d]').replace('Météo', 'La météo') })
  expect(suggested(outcome)).toBe('---\ntitre: La météo\nduree: 60\ntags: [b, c, d]\n---\nTexte\n')
  expect(merge3({ base, ours: base.replace('b]', 'b1]'), theirs: base.replace('b]', 'b2]') })).toMatchObject({ kind: 'passages', suggested: false })
  expect(merge3({ base, ours: base.replace('45', '60'), theirs: base.replace('45', '30') })).toMatchObject({ kind: 'passages', suggested: false })
})

test('should follow a paragraph that one person moved and another changed', () => {
  const moved = 'Un long paragraphe sur le matériel nécessaire à cet atelier.'
  const base = `${moved}\n\nLe deuxième.\n\nLe troisième.\n`
  const outcome = merge3({ base, ours: `Le deuxième.\n\nLe troisième.\n\n${moved}\n`, theirs: base.replace('nécessaire', 'indispensable') })
  expect(suggested(outcome)).toBe(`Le deuxième.\n\nLe troisième.\n\n${moved.replace('nécessaire', 'indispensable')}\n`)
})

test('should settle by each choice, and refuse when one is missing or impossible', () => {
  const outcome = merge3({ base: 'a b c\n', ours: 'a x c\n', theirs: 'a y c\n' })
  expect(settle(outcome, { 'passage-1': 'both' })).toBe('a x c\na y c\n')
  expect(settle(outcome, { 'passage-1': { text: 'a x et y c' } })).toBe('a x et y c\n')
  expect(() => settle(outcome, {})).toThrow(UnsettledError)
  expect(() => settle(outcome, { 'passage-1': 'suggestion' })).toThrow(UnsettledError)
  expect(() => settle(outcome, JSON.parse('{"__proto__":"ours"}') as Record<string, 'ours'>)).toThrow(UnsettledError)
})

test('should leave markers already in the text alone and add none', () => {
  const marked = '<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n'
  const outcome = merge3({ base: marked, ours: marked.replace('x', 'x1'), theirs: marked.replace('x', 'x2') })
  expect(settle(outcome, { 'passage-1': 'ours' })).toBe(marked.replace('x', 'x1'))
})
