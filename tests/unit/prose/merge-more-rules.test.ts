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

const reasonsOf = (outcome: MergeOutcome) => (outcome.kind === 'clean' ? [] : outcome.segments.flatMap((s) => (s.kind === 'passage' ? [s.confidence] : [])))

test('should put neighbouring words of two people together with less confidence, and say to read them again', () => {
  const base = 'Prévoir une grande salle. Ouvrir les fenêtres.\n'
  const outcome = merged(base, base.replace('grande', 'belle'), base.replace('salle', 'cour'))
  expect(suggested(outcome)).toBe('Prévoir une belle cour. Ouvrir les fenêtres.\n')
  expect(reasonsOf(outcome)).toEqual([0.5])
  expect(suggested(merged(base, base.replace('salle', 'salle claire'), base.replace('salle', 'cour')))).toBe('Prévoir une grande cour claire. Ouvrir les fenêtres.\n')
  const code = '```\nun\ndeux\ntrois\n```\n'
  expect(suggested(merged(code, code.replace('un', 'unités'), code.replace('deux', 'dizaines')))).toBe('```\nunités\ndizaines\ntrois\n```\n')
})

test.each([
  ['a date', 'Fête le 2024-04-30 au parc.', '2025-04-30', '2024-06-30', '2024-04-30'],
  ['an hour', 'Fête de 14:30 à midi au parc.', '15:30', '14:45', '14:30'],
  ['a compound word', 'Faire un demi-groupe au parc vert.', 'semi-groupe', 'demi-anneau', 'demi-groupe'],
  ['a number and what it counts', 'Prévoir 3 jours au parc vert.', '4 jours', '3 semaines', '3 jours'],
  ['words beside those that one removed', 'Voir les chiffres du disque et du réseau ici.', 'chiffres du réseau', 'chiffres de ce disque et du réseau', 'chiffres du disque et du réseau'],
  ['half of a link', 'Lire [la fiche](https://a.example/x) ce soir avec soin.', 'la fiche', 'le [guide](https://a.example/x)', '[la fiche](https://a.example/x)'],
])('should ask rather than mix two halves of %s', (_name, base, ours, theirs, was) => {
  expect(merged(`${base}\n`, `${base.replace(was, ours)}\n`, `${base.replace(was, theirs)}\n`)).toMatchObject({ suggested: false })
})

test('should follow an address led elsewhere and keep what the other mended of it', () => {
  const at = (address: string) => `Voir la [fiche voisine](${address}) avant de commencer.\n`
  const outcome = merged(at('http://a.example/x'), at('https://a.example/x'), at('http://b.example/y/'))
  expect(suggested(outcome)).toBe(at('https://b.example/y/'))
  expect(outcome).toMatchObject({ segments: [{ reasonEn: expect.stringContaining('same address') as string, confidence: 0.5 }] })
  expect(suggested(merged(at('http://a.example/x'), at('https://a.example/x'), at('http://a.example/x#suite')))).toBe(at('https://a.example/x#suite'))
  expect(merged(at('http://a.example/x'), at('http://a.example/z'), at('http://b.example/y'))).toMatchObject({ suggested: false })
  expect(merged(at('http://a.example/x'), at('http://a.example/x#suite'), at('http://b.example/y'))).toMatchObject({ suggested: false })
  const link = (address: string) => header(`titre: Météo\nlien: ${address}`)
  expect(suggested(merged(link('http://a.example'), link('https://a.example'), link('http://a.example/')))).toBe(link('https://a.example/'))
})

test('should still ask when a sentence is cut where the other writes', () => {
  const base = 'Prévoir une grande salle. Ouvrir les fenêtres.\n'
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

test('should take as done what both did alike, even where a comparison tells it in two ways', () => {
  const base = 'Calls code with the library crate, so that others benefit from the most functionality that it provides.\n'
  const both = base.replace('from the most functionality', 'from most of the functionality')
  expect(suggested(merged(base, both, both.replace('with', 'within')))).toBe(both.replace('with', 'within'))
  const list = 'Faire ceci :\n\n7. Décocher la case, de peur d’une confusion entre dates anglaises et françaises\n'
  const other = list.replace('entre dates anglaises et françaises', 'entre formats de dates (par exemple)')
  expect(suggested(merged(list, other.replace('7.', '8.'), other))).toBe(other.replace('7.', '8.'))
})

test('should not believe done by both what one removed and the other only changed beside', () => {
  const base = 'Voir les chiffres du disque et du réseau ici.\n'
  expect(merged(base, 'Voir les chiffres du réseau ici.\n', base.replace(' et ', ' ou '))).toMatchObject({ suggested: false })
})

test('should take one person’s removal of a word that the other replaced by a link as held by it', () => {
  const base = 'Les travaux de Dweck (à compléter) le montrent bien, sur trois sortes de louanges.\n'
  expect(suggested(merged(base, base.replace('Les travaux de Dweck (à compléter)', '[Les travaux de Dweck](https://a.example/x)'), base.replace(' (à compléter)', ''))))
    .toBe('[Les travaux de Dweck](https://a.example/x) le montrent bien, sur trois sortes de louanges.\n')
})

test('should merge lines of labels and addresses one by one, even where a template puts blanks in the addresses', () => {
  const base = '[aide]: {{ page.root }}/aide\n[guide]: {{ page.root }}/guide\n[zones]: {{ page.root }}/zones\n'
  const ours = `${base.split('\n')[0]!}\n[coin]: {{ page.root }}/coin\n[guide]: {{ page.root }}/guide\n[zones]: {{ page.root }}/zones\n`
  const theirs = '[aide]: {{ page.root }}/aide\n[carte]: {{ page.root }}/carte\n[guide]: {% link guide.md %}\n[zones]: {{ page.root }}/zones\n'
  const text = suggested(merged(base, ours, theirs))
  expect(text).toContain('[coin]: {{ page.root }}/coin\n')
  expect(text).toContain('[carte]: {{ page.root }}/carte\n')
  expect(text).toContain('[guide]: {% link guide.md %}\n')
  expect(merged(base, base.replace('[guide]: {{ page.root }}/guide\n', ''), theirs)).toMatchObject({ suggested: false })
})

test('should unite links to different places however alike their addresses, and ask about two to the same place', () => {
  const base = '- [Danske](https://git.example/livre-da)\n'
  const [mine, yours] = ['- [Italiano](https://git.example/livre-it)\n', '- [Polski](https://git.example/livre-pl)\n']
  expect(suggested(merged(base, base + mine, base + yours))).toBe(base + mine + yours)
  expect(merged(base, base + mine, `${base}- [L’italien pour tout le monde](https://git.example/livre-it)\n`)).toMatchObject({ suggested: false })
})
