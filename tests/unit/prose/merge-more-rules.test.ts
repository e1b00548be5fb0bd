import { expect, test } from 'vitest'
import { merge3, settle, type MergeOutcome } from '../../../forge/prose/merge.js'

const merged = (base: string, ours: string, theirs: string) => merge3({ base, ours, theirs, git: { clean: false, text: '' } })
const suggested = (outcome: MergeOutcome) =>
  settle(outcome, Object.fromEntries(outcome.kind === 'clean' ? [] : outcome.segments.flatMap((s) => (s.kind === 'passage' ? [[s.id, 'suggestion' as const]] : []))))
const header = (fields: string) => `---\n${fields}\n---\nTexte\n`

test('should let quotes, emphasis and special spaces change beside words that another changed', () => {
  const base = 'Si vous n’avez pas de grand groupe aujourd’hui, voyez la fiche voisine.\n'
  expect(suggested(merged(base, base.replace('n’avez', 'n\'avez'), base.replace('pas de', 'plus de')))).toBe(base.replace('n’avez pas', 'n\'avez plus'))
  expect(suggested(merged(base, base.replace('grand groupe', '**grand groupe**'), base.replace('groupe', 'cercle')))).toBe(base.replace('grand groupe', '**grand cercle**'))
  expect(suggested(merged('À part égale : licence libre.\n', 'À part égale\u00A0: licence libre.\n', 'À obligation réciproque : licence libre.\n'))).toBe('À obligation réciproque\u00A0: licence libre.\n')
})

test('should still ask when words meet, or when a sentence is cut where the other writes', () => {
  const base = 'Prévoir une grande salle. Ouvrir les fenêtres.\n'
  expect(merged(base, base.replace('grande', 'belle'), base.replace('salle', 'cour'))).toMatchObject({ suggested: false })
  expect(merged(base, base.replace('salle. Ouvrir', 'salle, ouvrir'), base.replace('salle.', 'salle. Compter.'))).toMatchObject({ suggested: false })
})

test('should let stand the addition that says all the other says, and more', () => {
  const base = 'Début.\n'
  expect(suggested(merged(base, 'Début.\n\nFin prévue à midi.\n', 'Début.\n\nFin de l’atelier prévue à midi.\n'))).toBe('Début.\n\nFin de l’atelier prévue à midi.\n')
  expect(merged(base, 'Début.\n\nFin prévue à midi.\n', 'Début.\n\nFin de l’atelier à midi.\n')).toMatchObject({ suggested: false })
})

test('should take a table that both added once, whatever its padding', () => {
  const [tight, wide] = ['type|usage\n---|---\nINTEGER|un entier\n', '| type    | usage     |\n|---------|-----------|\n| INTEGER | un entier |\n']
  expect(suggested(merged('Début.\n', `Début.\n\n${tight}`, `Début.\n\n${wide}`))).toBe(`Début.\n\n${tight}`)
})

test('should know a header field by its name, wherever each person put it', () => {
  const base = header('titre: Météo\nduree: 45\ntags: [a]')
  const outcome = merged(base, header('titre: La météo\nlien: x\nduree: 45\ntags: [a, b]'), header('titre: Météo\nduree: 60\ntags: [a, c]\nlien: x'))
  expect(suggested(outcome)).toBe(header('titre: La météo\nlien: x\nduree: 60\ntags: [a, b, c]'))
  expect(merged(base, header('titre: Météo\nlien: x\nduree: 45\ntags: [a]'), header('titre: Météo\nduree: 45\ntags: [a]\nlien: y'))).toMatchObject({ suggested: false })
})

const phases = 'phases:\n  - nom: essai\n    debut: 2023-01-01\n    fin: 2023-06-01\n  - nom: suite\n    debut: 2023-07-01'

test('should merge a header field that holds entries, key by key, whatever their order and quotes', () => {
  const ours = phases.replace('fin: 2023-06-01', 'fin: 2023-09-01')
  const theirs = `phases:\n  - fin: '2023-06-01'\n    nom: essai\n    debut: 2023-02-01\n  - nom: suite\n    debut: 2023-07-01\n  - nom: bilan\n    debut: 2024-01-01`
  expect(suggested(merged(header(phases), header(ours), header(theirs)))).toBe(header('phases:\n  - fin: \'2023-09-01\'\n    nom: essai\n    debut: 2023-02-01\n  - nom: suite\n    debut: 2023-07-01\n  - nom: bilan\n    debut: 2024-01-01'))
})

test.each([
  ['one key two values', phases.replace('2023-06-01', '2023-09-01'), phases.replace('2023-06-01', '2023-10-01')],
  ['what one removed and the other changed', phases.replace('\n    fin: 2023-06-01', ''), phases.replace('2023-06-01', '2023-10-01')],
  ['two new entries that may be one', `${phases}\n  - nom: bilan\n    debut: 2024-01-01`, `${phases}\n  - nom: bilan\n    debut: 2024-02-01`],
])('should ask about entries of a header when there is %s', (_name, ours, theirs) => {
  expect(merged(header(phases), header(ours), header(theirs))).toMatchObject({ suggested: false })
})

test('should merge the words of a line of HTML, its tags whole', () => {
  const base = '<aside class="note">\n  <p>Un texte <b>utile</b>, par une personne.</p>\n</aside>\n'
  expect(suggested(merged(base, base.replace('Un texte', 'Un long texte'), base.replace('une personne', 'deux personnes')))).toBe(base.replace('Un texte', 'Un long texte').replace('une personne', 'deux personnes'))
})
