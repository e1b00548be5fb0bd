import { expect, test } from 'vitest'
import { merge3, settle } from '../../../forge/prose/merge.js'

/** What is suggested for the one place both changed; undefined when it is asked. */
function suggestion(base: string, ours: string, theirs: string): string | undefined {
  const both = [merge3({ base, ours, theirs, git: { clean: false, text: '' } }), merge3({ base, ours: theirs, theirs: ours, git: { clean: false, text: '' } })]
  const [first, second] = both.map((outcome) => (outcome.kind === 'clean' ? [] : outcome.segments.flatMap((s) => (s.kind === 'passage' ? [s] : []))))
  expect(first).toHaveLength(1)
  expect(second!.map((passage) => passage.suggestion)).toEqual(first!.map((passage) => passage.suggestion))
  return first![0]!.suggestion?.trim()
}

const around = (text: string) => `Avant, un paragraphe.\n\n${text}\n\nAprès, un autre.\n`
const within = (base: string, ours: string, theirs: string) => suggestion(around(base), around(ours), around(theirs))

test.each([
  ['the level of a heading and its words', '## Objets liens', '## OBJETS LIENS', '# Objets liens', '# OBJETS LIENS'],
  ['the level of a heading and its words, all of them', '### TL:DR', '### En résumé', '## TL:DR', '## En résumé'],
  ['a heading underlined and its words', 'Semer\n=====', 'Récolter\n=====', 'Semer\n-----', 'Récolter\n-----'],
  ['the text of a link and its address', '[Le semis](/semis/)', '[Les boutures](/semis/)', '[Le semis](/boutures/)', '[Les boutures](/boutures/)'],
  ['the text of a picture and its address', '![Semis](/a.png)', '![Trois godets au soleil](/a.png)', '![Semis](/b.png)', '![Trois godets au soleil](/b.png)'],
  ['two addresses for one link', '[Le semis](/semis/)', '[Le semis](/godets/)', '[Le semis](/boutures/)', undefined],
  ['two texts for one link', '[Le semis](/semis/)', '[Les godets](/semis/)', '[Les boutures](/semis/)', undefined],
])('should put together %s', (_name, base, ours, theirs, expected) => {
  expect(within(base, ours, theirs)).toBe(expected)
})

test('should know a link said otherwise among others', () => {
  const list = (one: string) => `- [Préparer le sol](/sol/)\n- ${one}\n- [Récolter](/recolte/)\n`
  expect(suggestion(list('[Semer à la volée](/semer/)'), list('[Les plants en godets](/semer/)'), list('[Semer à la volée](/godets/)'))).toBe('- [Les plants en godets](/godets/)')
})

test('should not take for one heading two of other levels, nor one of several', () => {
  expect(within('## Hébergement', 'Un encadré ajouté ici.\n\n## Hébergement', '### Quelle licence choisir')).toBeUndefined()
  expect(within('## Un\n\n## Deux', '## Trois\n\n## Quatre', '# Un\n\n## Deux')).toBeUndefined()
})

test.each([
  ['signs changed everywhere', '- d\'utiliser l\'indicateur `secure` ;', '- d’utiliser l’indicateur `secure`\u00A0;', '- d\'utiliser l\'indicateur `Secure` ;', '- d’utiliser l’indicateur `Secure`\u00A0;'],
  ['commas of full width', '如果你改变了注意,按下`#`,并回车。', '如果你改变了注意，按下`#`，并回车。', '如果你改变了主意,按下`#`,并回车。', '如果你改变了主意，按下`#`，并回车。'],
  [
    'a sentence taken away and another reworded', 'Les séances ont lieu le mardi et le jeudi, au jardin.\nVoir [ici](/dates/) le programme entier de la saison.',
    'Voir [ici](/dates/) le programme entier de la saison.', 'Les séances ont lieu le mardi et le jeudi, au jardin.\nVoir [ici](/videos/) les vidéos et les notes de la saison.',
    'Voir [ici](/videos/) les vidéos et les notes de la saison.',
  ],
])('should not believe a text written anew for %s', (_name, base, ours, theirs, expected) => {
  expect(within(base, ours, theirs)).toBe(expected)
})

const header = (line: string) => `---\n${line}\nduree: 45 min\n---\n\nTexte.\n`

test.each([
  ['a title', 'titre: 9. Le jeu des chaises et la suite', 'titre: 9. Le jeu des chaises', 'titre: Le jeu des chaises et la suite', 'titre: Le jeu des chaises'],
  ['a quoted summary', 'resume: "Un tour de table pour ouvrir."', 'resume: "Un grand tour de table pour ouvrir."', 'resume: "Un tour de table pour ouvrir la journée."', 'resume: "Un grand tour de table pour ouvrir la journée."'],
  ['an aim', 'buts:\n- Se connaître un peu mieux\n- Rire', 'buts:\n- Se connaître beaucoup mieux\n- Rire', 'buts:\n- Se connaître un peu mieux (relire)\n- Rire', 'buts:\n- Se connaître beaucoup mieux (relire)\n- Rire'],
  ['a short value', 'lieu: 3 rue Verte, Rennes', 'lieu: 8 rue Verte, Rennes', 'lieu: 3 rue Rouge, Rennes', undefined],
])('should merge the words of a sentence of the header, and leave facts alone: %s', (_name, base, ours, theirs, expected) => {
  const ends = (text: string) => text.replace('Texte.', 'Autre texte, tout à fait.')
  const other = (text: string) => text.replace('Texte.', 'Encore un autre texte, sans rapport.')
  const outcome = merge3({ base: header(base), ours: ends(header(ours)), theirs: other(header(theirs)), git: { clean: false, text: '' } })
  const passages = outcome.kind === 'clean' ? [] : outcome.segments.flatMap((s) => (s.kind === 'passage' ? [s] : []))
  expect(passages.map((passage) => passage.suggestion?.trim())).toEqual([expected, undefined])
})

test('should leave no quote mark in the text where both cut the lines of a quote anew', () => {
  const base = '> Pour lancer le morceau, 1. cliquez sur Run, ou 2. choisissez\n> Run Lines, ou 3. tapez Ctrl-Enter sur Windows\n> ou Command-Enter sur Mac. Ensuite on passe à la suite.\n'
  const ours = '> Pour lancer le morceau,\n\n> 1. cliquez sur Run, ou\n> 2. choisissez Run Lines, ou\n> 3. tapez Ctrl-Enter sur Windows ou Command-Enter sur Mac.\n\n> Ensuite on passe à la suite.\n'
  const theirs = '> Pour lancer le morceau, 1. cliquez sur Run, ou 2. choisissez\n> Run Lines, ou 3. tapez\n> <kbd>Ctrl</kbd> sur Windows ou\n> <kbd>Cmd</kbd> sur Mac. Ensuite\n> on passe à la suite.\n'
  for (const [mine, yours] of [[ours, theirs], [theirs, ours]] as const) {
    const outcome = merge3({ base, ours: mine, theirs: yours, git: { clean: false, text: '' } })
    const text = settle(outcome, { 'passage-1': 'suggestion' })
    expect(text.replace(/^> /gm, '').replace(/\s+/g, ' ')).toBe('Pour lancer le morceau, 1. cliquez sur Run, ou 2. choisissez Run Lines, ou 3. tapez <kbd>Ctrl</kbd> sur Windows ou <kbd>Cmd</kbd> sur Mac. Ensuite on passe à la suite. ')
  }
})

test('should keep the order one person gave two blocks said otherwise', () => {
  expect(within('## Semer\n\n[Le semis](/semis/)', '[Les godets](/semis/)\n\n## Planter', '# Semer\n\n[Le semis](/semis/)')).toBe('[Les godets](/semis/)\n\n# Planter')
})
