import { expect, test } from 'vitest'
import { merge3, settle, type MergeOutcome } from '../../../forge/prose/merge.js'

const merged = (base: string, ours: string, theirs: string) => merge3({ base, ours, theirs, git: { clean: false, text: '' } })
const suggested = (outcome: MergeOutcome) =>
  settle(outcome, Object.fromEntries(outcome.kind === 'clean' ? [] : outcome.segments.flatMap((s) => (s.kind === 'passage' ? [[s.id, 'suggestion' as const]] : []))))
/** The same outcome, whoever comes first. */
const bothWays = (base: string, a: string, b: string) => [merged(base, a, b), merged(base, b, a)]

test('should see that one side did all the other did, however signs repeated there let a comparison tell it', () => {
  const base = '> Choisir des noms qui disent bien ce qu’ils nomment, sans quoi la boucle serait plus difficile à lire.\n'
  const boxed = `${base}{: .encadre}\n`
  const further = '> Choisir des noms\n> qui disent bien ce qu’ils nomment, pour que la boucle\n> se laisse lire.\n{: .encadre}\n'
  for (const outcome of bothWays(base, boxed, further)) expect(suggested(outcome)).toBe(further)
})

test('should let stand a text rewritten by both alike, where one of them went on', () => {
  const base = 'On répare cela en gardant la valeur rendue. La partie 16-1 le montre, afin de pouvoir finir avant la sortie du programme.\n'
  const theirs = 'On répare le cas d’une tâche qui ne tourne pas, ou pas jusqu’au bout, en gardant la valeur rendue. La partie 16-1 le montre, pour finir avant la sortie.\n'
  const ours = theirs.replace('La partie 16-1', 'La [partie 16-1][un]')
  for (const outcome of bothWays(`${base}\n[un]: a.md\n`, `${ours}\n[un]: a.md\n`, `${theirs}\n[un]: a.md\n`)) expect(suggested(outcome)).toBe(`${ours}\n[un]: a.md\n`)
})

test('should still ask where the one who went further brings back what the other took away, or changes what the other wrote', () => {
  const base = 'Le groupe se retrouve au jardin le soir, puis chacun raconte sa journée aux autres en quelques mots.\n'
  const theirs = base.replace('le soir', 'à l’aube')
  expect(merged(base, theirs.replace('à l’aube', 'à midi'), theirs)).toMatchObject({ suggested: false })
})

test('should merge lines of code apart from blanks at their ends and the marks of a quote around them', () => {
  const base = '```\nun;1   \ndeux;2   \n```\n'
  expect(suggested(merged(base, '```\nun;10\ndeux;20\n```\n', '```\nun;1\ndeux;2\n```\n'))).toBe('```\nun;10\ndeux;20\n```\n')
  const quoted = '>~~~\n>un\n>deux\n>trois\n>quatre\n>~~~\n'
  expect(suggested(merged(quoted, '> ~~~\n> un\n> deux\n> trois\n> quatre\n> ~~~\n', quoted.replace('trois', 'tiers')))).toBe('> ~~~\n> un\n> deux\n>tiers\n> quatre\n> ~~~\n')
})

test('should merge what is said of a block of code: flags and settings are a set, a language is one', () => {
  const code = (said: string) => `\`\`\`${said}\nun\ndeux\n\`\`\`\n`
  expect(suggested(merged(code('{r}'), code('{r, fig.alt = "Deux, trois points"}'), code('{r nuage, echo=FALSE}')))).toBe(code('{r nuage, fig.alt = "Deux, trois points", echo=FALSE}'))
  expect(suggested(merged(code('rust,ignore'), code('rust,ignore,panics'), code('rust')))).toBe(code('rust,panics'))
  expect(merged(code('{r}'), code('{r, echo=TRUE}'), code('{r, echo=FALSE}'))).toMatchObject({ suggested: false })
  expect(merged(code('{r, echo=TRUE}'), code('{r}'), code('{r, echo=FALSE}'))).toMatchObject({ suggested: false })
  expect(merged(code('sh'), code('bash'), code('zsh'))).toMatchObject({ suggested: false })
})

test('should let a word be mended before a sentence that another took away', () => {
  const base = 'Cette rigueur a de grandes concéquences. Revenir au premier fichier.\n'
  expect(suggested(merged(base, base.replace(' Revenir au premier fichier.', ''), base.replace('concéquences', 'conséquences')))).toBe('Cette rigueur a de grandes conséquences.\n')
})

test('should let stand the addition of several blocks that holds each block of the other', () => {
  const base = 'Début.\n\nFin.\n'
  const short = 'Début.\n\n## Exercice\n\nCompter les pas.\n\n```\nun\n```\n\nFin.\n'
  const long = 'Début.\n\n## Exercice\n\nCompter tous les pas.\n\n```\nun\ndeux\n```\n\nPuis se taire.\n\nFin.\n'
  for (const outcome of bothWays(base, short, long)) expect(suggested(outcome)).toBe(long)
  expect(merged(base, short, long.replace('Compter tous les pas.', 'Dire les pas.'))).toMatchObject({ suggested: false })
})

test('should put before a list the sentence that announces it, and at its head the item added there', () => {
  const base = 'Une affirmation.\n\n- un\n- deux\n'
  for (const outcome of bothWays(base, 'Une affirmation.\n\n- zéro\n- un\n- deux\n', 'Une affirmation.\n\nVoici la liste :\n\n- un\n- deux\n')) {
    expect(suggested(outcome)).toBe('Une affirmation.\n\nVoici la liste :\n\n- zéro\n- un\n- deux\n')
  }
})

test('should suggest nothing for a passage where one side still holds the marks of an unfinished merge', () => {
  const base = 'Le texte de départ, assez long pour être suivi.\n'
  const ours = `<<<<<<< HEAD\n${base}=======\nUn autre texte.\n>>>>>>> autre\n`
  for (const outcome of bothWays(base, ours, base.replace('assez', 'bien assez'))) {
    expect(outcome).toMatchObject({ kind: 'passages', suggested: false })
  }
})

test('should cut lines once where both cut them anew', () => {
  const base = 'Un texte assez long dont les lignes sont\ncoupées à un endroit et que deux\npersonnes reprennent.\n'
  const ours = 'Un texte plutôt long dont les lignes\nsont coupées à un endroit et que deux personnes\nreprennent.\n'
  const theirs = 'Un texte assez long dont les\nlignes sont coupées à un endroit et que trois\npersonnes reprennent.\n'
  expect(suggested(merged(base, ours, theirs))).toBe(ours.replace('deux', 'trois'))
})

test('should understand a header value that ended in a blank, and drop no word written where nothing stood', () => {
  const header = (fields: string) => `---\n${fields}\n---\nTexte\n`
  expect(suggested(merged(header('titre: La ronde \nduree: 5'), header('titre: Le cercle\nduree: 5'), header('titre: La ronde\nduree: 5')))).toBe(header('titre: Le cercle\nduree: 5'))
  expect(merged(header('lien: \nduree: 5'), header('lien: null\nduree: 5'), header('lien: a.fr\nduree: 5'))).toMatchObject({ suggested: false })
})
