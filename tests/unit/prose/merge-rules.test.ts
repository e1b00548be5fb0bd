import { expect, test } from 'vitest'
import { merge3, settle, type MergeOutcome } from '../../../forge/prose/merge.js'

const conflict = { clean: false, text: '' }
const passages = (outcome: MergeOutcome) => (outcome.kind === 'clean' ? [] : outcome.segments.flatMap((s) => (s.kind === 'passage' ? [s] : [])))
const suggested = (outcome: MergeOutcome) => settle(outcome, Object.fromEntries(passages(outcome).map((p) => [p.id, 'suggestion' as const])))
const merged = (base: string, ours: string, theirs: string) => merge3({ base, ours, theirs, git: conflict })

test('should let the side that did all the other did, and more, stand', () => {
  const base = 'La heirarchie est dépendante du système.\n'
  expect(suggested(merged(base, 'La hiérarchie est dépendante du système.\n', 'La hiérarchie dépend du système.\n'))).toBe('La hiérarchie dépend du système.\n')
  expect(merged(base, 'La structure est dépendante du système.\n', 'La hiérarchie dépend du système.\n')).toMatchObject({ suggested: false })
})

test('should keep the order a side gave to what it moved and what it wrote between', () => {
  const [a, b, c] = ['Un premier paragraphe assez long pour être suivi.', 'Un deuxième paragraphe assez long pour être suivi.', 'Le dernier, qui reste en place et que l’autre change.']
  const outcome = merged(`${a}\n\n---\n\n${b}\n\n${c}\n`, `${c}\n\n${a}\n\nUne phrase nouvelle.\n\n---\n\n${b}\n`, `${a}\n\n---\n\n${b}\n\n${c.replace('dernier', 'tout dernier')}\n`)
  expect(suggested(outcome)).toBe(`${c.replace('dernier', 'tout dernier')}\n\n${a}\n\nUne phrase nouvelle.\n\n---\n\n${b}\n`)
})

test('should carry what one person put between two blocks that another moved together', () => {
  const [title, text, rest] = ['## Le matériel dont il faut disposer', 'Un paragraphe sur le matériel, assez long pour être suivi.', 'Une longue introduction qui occupe tout le début de cette fiche et qui ne bouge pas.']
  const tail = 'Une longue conclusion qui occupe la fin.'
  const base = `${title}\n\n${text}\n\n${rest}\n\n${tail}\n`
  const outcome = merged(base, `${rest}\n\n${tail}\n\n${title}\n\n${text}\n`, `${title}\n\nÀ prévoir la veille.\n\n${text}\n\n${rest}\n\n${tail}\n`)
  expect(suggested(outcome)).toBe(`${rest}\n\n${tail}\n\n${title}\n\nÀ prévoir la veille.\n\n${text}\n`)
})

test('should ask when one person wrote inside what another replaced', () => {
  const base = 'Début.\n\nPremier point ancien.\n\nSecond point ancien.\n\nFin.\n'
  const outcome = merged(base, 'Début.\n\nTout est réécrit autrement ici.\n\nFin.\n', 'Début.\n\nPremier point ancien.\n\nUne remarque glissée entre les deux.\n\nSecond point ancien.\n\nFin.\n')
  expect(outcome).toMatchObject({ kind: 'passages', suggested: false })
  const [asked] = passages(outcome).filter((p) => p.suggestion === undefined)
  expect(asked).toMatchObject({ ours: expect.stringContaining('réécrit') as string, theirs: expect.stringContaining('glissée') as string })
})

test('should show a rewriting and the change made to what it replaced as one question', () => {
  const base = 'Début.\n\nLe cercle parle chacun son tour, bâton en main.\n\nFin.\n'
  const outcome = merged(base, 'Début.\n\nVoir plutôt la fiche voisine.\n\nFin.\n', 'Début.\n\nLe grand cercle parle chacun son tour, bâton en main.\n\nFin.\n')
  expect(passages(outcome)).toHaveLength(1)
  expect(settle(outcome, { 'passage-1': 'theirs' })).toBe('Début.\n\nLe grand cercle parle chacun son tour, bâton en main.\n\nFin.\n')
  expect(settle(outcome, { 'passage-1': 'ours' })).toBe('Début.\n\nVoir plutôt la fiche voisine.\n\nFin.\n')
})

test('should ask before putting words made for a text into its translation', () => {
  const base = 'All the lessons of this course are available under a free licence for everyone who asks.\n'
  const outcome = merged(base, 'Toutes les leçons du cours sont disponibles sous licence libre pour everyone who asks.\n', base.replace('everyone', 'everybody and everyone'))
  expect(outcome).toMatchObject({ suggested: false })
})

test('should ask when two additions may stand on either side of one another', () => {
  const base = 'Prévoir une salle.\n'
  expect(merged(base, 'Prévoir une salle. Compter les chaises.\n', 'Prévoir une salle. Ouvrir les fenêtres.\n')).toMatchObject({ suggested: false })
})

test.each([
  ['a word added', 'du sol', 'du sol vivant'], ['a word taken out', 'longuement ', ''],
  ['a sign', 'sol.', 'sol\u00A0!'], ['a special space', 'Le passage', 'Le\u00A0passage'],
])('should ask when one person removed a passage where the other changed %s', (_name, from, to) => {
  const base = 'a\n\nLe passage en question parle\nlonguement du sol.\n\nb\n'
  const outcome = merged(base, 'a\n\nb\n', base.replace(from, to))
  expect(outcome).toMatchObject({ suggested: false })
  const asked = passages(outcome).filter((p) => p.suggestion === undefined)
  expect(asked).toMatchObject([{ ours: '', theirs: expect.stringContaining('Le') as string, base: expect.stringContaining('longuement') as string, reasonFr: 'Une personne a retiré ce passage, une autre l’a modifié.' }])
})

test.each([
  ['a line cut elsewhere', 'parle\nlonguement', 'parle longuement'], ['blanks at the end of a line', 'parle\n', 'parle \n'], ['blanks at the end', 'sol.\n', 'sol.  \n'],
])('should suggest the removal, and say why, where the other changed nothing anybody reads: %s', (_name, from, to) => {
  const base = 'a\n\nLe passage en question parle\nlonguement du sol.\n\nb\n'
  const outcome = merged(base, 'a\n\nb\n', base.replace(from, to))
  expect(passages(outcome)).toMatchObject([{ ours: '', suggestion: '', reasonFr: 'Une personne a retiré ce passage\u00A0; l’autre n’en avait changé que la présentation (blancs, lignes coupées ailleurs).' }])
  expect(settle(outcome, { 'passage-1': 'theirs' })).toBe(base.replace(from, to))
})

test('should ask about a line that one person made to end there, for all who read it', () => {
  const base = 'a\n\nLe passage en question parle\nlonguement du sol.\n\nb\n'
  expect(merged(base, 'a\n\nb\n', base.replace('parle\n', 'parle  \n'))).toMatchObject({ suggested: false })
})

test('should unite header fields by their name, and ask for the one both gave another value', () => {
  const outcome = merged('---\ntitre: Météo\n---\nTexte\n', '---\ntitre: Météo\nduree: 45\ntags: [a]\n---\nTexte\n', '---\ntitre: Météo\nduree: 60\ntags: [b]\npublics: [tous]\n---\nTexte\n')
  const [asked, ...others] = passages(outcome).filter((p) => p.suggestion === undefined)
  expect(others).toEqual([])
  expect(asked).toMatchObject({ ours: expect.stringContaining('duree: 45') as string, theirs: expect.stringContaining('duree: 60') as string })
  const text = settle(outcome, Object.fromEntries(passages(outcome).map((p) => [p.id, p.suggestion === undefined ? 'ours' as const : 'suggestion' as const])))
  expect(text).toBe('---\ntitre: Météo\nduree: 45\ntags: [a, b]\npublics: [tous]\n---\nTexte\n')
})

test('should merge a table by its cells, whatever their padding', () => {
  const base = '| nom | durée |\n|---|---|\n| météo | 10 |\n'
  const ours = '| nom   | durée |\n|-------|-------|\n| météo | 15    |\n'
  expect(suggested(merged(base, ours, base.replace('météo', 'la météo')))).toContain('| la météo | 15    |')
})

test('should withdraw the suggestion that would define a note twice, and say so', () => {
  const base = '- un\n\n[^1]: première\n'
  const outcome = merged(base, '- un\n- deux avec une note[^2]\n\n[^1]: première\n[^2]: le cercle se forme\n', '- un\n- autre chose encore[^2]\n\n[^1]: première\n[^2]: une horloge bien visible\n')
  expect(passages(outcome).some((p) => p.suggestion === undefined && p.reasonFr?.includes('défini deux fois une note') === true)).toBe(true)
})

test('should withdraw the suggestion that would leave a reference without its definition', () => {
  const base = 'Voir [la fiche][meteo] pour la suite.\n\n- un\n\n[meteo]: m.md\n'
  const outcome = merged(base, 'Voir la fiche pour la suite.\n\n- un\n', `${base.replace('- un\n', '- un\n- encore [une][meteo]\n')}`)
  const text = outcome.kind === 'passages' && outcome.suggested ? suggested(outcome) : ''
  expect(text.includes('][meteo]') && !text.includes('[meteo]:')).toBe(false)
})

test('should give each passage its three sides, a reason in two languages and a confidence when it suggests', () => {
  for (const passage of passages(merged('a b c d\n\nx\n', 'A b c d\n\ny\n', 'a b c D\n\nz\n'))) {
    expect(passage).toMatchObject({ base: expect.any(String) as string, ours: expect.any(String) as string, theirs: expect.any(String) as string, reasonFr: expect.any(String) as string, reasonEn: expect.any(String) as string })
    expect(passage.confidence === undefined).toBe(passage.suggestion === undefined)
  }
})
