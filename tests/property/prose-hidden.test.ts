import { expect, test } from 'vitest'
import { applyEdits, diffTexts, type EditKind } from '../../forge/prose/diff.js'
import { renderDiff } from '../../forge/prose/render-diff.js'
import { fc } from '../support/fast-check.js'

/**
 * One thing changes in a text made of anything; whoever reads the rendered view must be told of it. Nothing here looks at how the engine
 * works: each case says what was done, by which kinds it may be called, and what must stand in what is shown.
 */
interface Case { readonly name: string; readonly before: string; readonly after: string; readonly kinds: readonly EditKind[]; readonly shown: RegExp }

/** Inside words, wherever words may stand. */
const inline: readonly Case[] = [
  { name: 'an address', before: '[la page](https://exemple.fr/un)', after: '[la page](https://exemple.fr/deux)', kinds: ['url'], shown: /Adresse du lien.*<ins>deux<\/ins>/s },
  { name: 'the query of an address', before: '[la page](https://exemple.fr/?a=1&b=2)', after: '[la page](https://exemple.fr/?a=1&b=3)', kinds: ['url'], shown: /Adresse du lien.*<ins>3<\/ins>/s },
  { name: 'a bare address', before: 'https://exemple.fr/un', after: 'https://exemple.fr/deux', kinds: ['url'], shown: /<ins>deux<\/ins>/ },
  { name: 'an address in brackets', before: '<https://exemple.fr/un>', after: '<https://exemple.fr/deux>', kinds: ['url'], shown: /<ins>deux<\/ins>/ },
  { name: 'a link’s title', before: '[la page](a.md "Un")', after: '[la page](a.md "Deux")', kinds: ['link-title'], shown: /Titre du lien.*<ins>Deux<\/ins>/s },
  { name: 'a link made of words', before: 'la page', after: '[la page](https://exemple.fr/un)', kinds: ['url', 'formatting'], shown: /Adresse du lien.*<ins>.*exemple/s },
  { name: 'a link taken away', before: '[la page](https://exemple.fr/un)', after: 'la page', kinds: ['url', 'formatting'], shown: /Adresse du lien.*<del>.*exemple/s },
  { name: 'a link’s label', before: '[la page][un]', after: '[la page][deux]', kinds: ['url'], shown: /Adresse du lien.*<ins>deux<\/ins>/s },
  { name: 'an image', before: '![Un cercle](un.png)', after: '![Un cercle](deux.png)', kinds: ['image'], shown: /Image\u00A0: .*<ins>deux<\/ins>/s },
  { name: 'an alternative text', before: '![Un cercle](un.png)', after: '![Un rond](un.png)', kinds: ['image'], shown: /<ins>.*image\u00A0: Un rond/s },
  { name: 'an image added', before: 'le mot', after: 'le mot ![Un cercle](un.png)', kinds: ['text', 'image', 'table-cell'], shown: /<ins>.*image\u00A0: Un cercle/s },
  { name: 'emphasis', before: 'le *mot*', after: 'le **mot**', kinds: ['formatting'], shown: /Gras au lieu d’italique.*<ins>\*\*<\/ins>/s },
  { name: 'emphasis taken away', before: 'le **mot**', after: 'le mot', kinds: ['formatting'], shown: /N’est plus en gras.*<del>\*\*<\/del>/s },
  { name: 'struck words', before: 'le mot', after: 'le ~~mot~~', kinds: ['formatting'], shown: /Mots barrés.*<ins>~~<\/ins>/s },
  { name: 'code', before: '`ls -a`', after: '`ls -l`', kinds: ['code'], shown: /<ins>l<\/ins>/ },
  { name: 'words made code', before: 'le mot', after: 'le `mot`', kinds: ['formatting'], shown: /Mise en caractères de code.*<ins>`<\/ins>/s },
  { name: 'a no-break space', before: 'pourquoi ?', after: 'pourquoi\u00A0?', kinds: ['no-break'], shown: /<ins>\u00A0<\/ins>|Espaces insécables/ },
  { name: 'a thin no-break space', before: 'pourquoi\u00A0?', after: 'pourquoi\u202F?', kinds: ['no-break'], shown: /<ins>\u202F<\/ins>|Espaces insécables/ },
  { name: 'a no-break space taken away', before: '10\u00A0kg', after: '10 kg', kinds: ['no-break'], shown: /<del>\u00A0<\/del>|Espaces insécables/ },
  { name: 'the encoding of an accent', before: 'météo', after: 'météo'.normalize('NFD'), kinds: ['encoding'], shown: /accents codés autrement/ },
  { name: 'an attribute', before: '<span lang="fr">mot</span>', after: '<span lang="en">mot</span>', kinds: ['html'], shown: /<ins>en<\/ins>/ },
  { name: 'a comment among words', before: 'a <!-- un --> b', after: 'a <!-- deux --> b', kinds: ['html'], shown: /<ins>deux<\/ins>/ },
  { name: 'a tag', before: 'mot', after: 'mot<br>', kinds: ['html'], shown: /<ins>&lt;br&gt;<\/ins>|HTML.*&lt;.*br/s },
  { name: 'a note’s call', before: 'le mot[^un]', after: 'le mot[^deux]', kinds: ['footnote'], shown: /<ins>deux<\/ins>/ },
  { name: 'an accent', before: 'ou', after: 'où', kinds: ['text', 'table-cell'], shown: /<ins>où<\/ins>/ },
  { name: 'a capital', before: 'les communs', after: 'les Communs', kinds: ['text', 'table-cell'], shown: /<ins>Communs<\/ins>/ },
  { name: 'an apostrophe', before: 'l\'eau', after: 'l’eau', kinds: ['text', 'table-cell'], shown: /<ins>l’eau<\/ins>/ },
  { name: 'a number', before: '45 minutes', after: '60 minutes', kinds: ['text', 'table-cell'], shown: /<ins>60<\/ins>/ },
  { name: 'a full stop', before: 'fin.', after: 'fin…', kinds: ['text', 'table-cell'], shown: /<ins>…<\/ins>/ },
  { name: 'an invisible character', before: 'atelier', after: 'ate\u200Blier', kinds: ['text', 'table-cell'], shown: /<ins>[^<]*\u200B/ },
  { name: 'a word', before: 'un cercle', after: 'un grand cercle', kinds: ['text', 'table-cell'], shown: /<ins>grand ?<\/ins>/ },
]

const table = (...rows: string[]) => rows.join('\n')
/** Whole blocks. */
const blocks: readonly Case[] = [
  { name: 'a heading level', before: '## Le déroulé', after: '### Le déroulé', kinds: ['heading-level'], shown: /Niveau du titre\u00A0: <del>2<\/del>.*<ins>3<\/ins>/ },
  { name: 'a paragraph made heading', before: 'Le déroulé de la séance', after: '## Le déroulé de la séance', kinds: ['heading-level'], shown: /Niveau du titre\u00A0: <ins>2<\/ins> \(devient un titre\)/ },
  { name: 'a hard break', before: 'un vers  \nun autre', after: 'un vers\nun autre', kinds: ['formatting'], shown: /Mise en forme|<del><br>/ },
  { name: 'a hard break with a backslash', before: 'un vers\\\nun autre', after: 'un vers\nun autre', kinds: ['formatting'], shown: /Mise en forme|<del><br>/ },
  { name: 'a list numbered', before: '- ouvrir le cercle\n- fermer le cercle', after: '1. ouvrir le cercle\n2. fermer le cercle', kinds: ['list-item'], shown: /Place dans la liste/ },
  { name: 'a first number', before: '1. ouvrir le cercle\n2. fermer le cercle', after: '3. ouvrir le cercle\n4. fermer le cercle', kinds: ['list-item'], shown: /Place dans la liste.*<ins>3<\/ins>/s },
  { name: 'an item’s depth', before: '- ouvrir le cercle\n- fermer le cercle', after: '- ouvrir le cercle\n  - fermer le cercle', kinds: ['list-item'], shown: /Place dans la liste\u00A0: niveau <del>1<\/del>.*<ins>2<\/ins>/ },
  { name: 'a box ticked', before: '- [ ] ouvrir le cercle', after: '- [x] ouvrir le cercle', kinds: ['checkbox'], shown: /Case cochée.*<ins>x<\/ins>/s },
  { name: 'a box added', before: '- ouvrir le cercle', after: '- [ ] ouvrir le cercle', kinds: ['checkbox'], shown: /Case à cocher/ },
  { name: 'an item added', before: '- ouvrir le cercle', after: '- ouvrir le cercle\n- ranger la salle', kinds: ['list-item'], shown: /<ins>ranger la salle<\/ins>/ },
  { name: 'a quote', before: 'une parole de groupe', after: '> une parole de groupe', kinds: ['formatting'], shown: /Mise en forme.*&gt;/s },
  { name: 'a code’s language', before: '```js\nlire()\n```', after: '```ts\nlire()\n```', kinds: ['code'], shown: /<ins>ts<\/ins>/ },
  { name: 'an indent in code', before: '```\nsi:\n  lire()\n```', after: '```\nsi:\n    lire()\n```', kinds: ['whitespace', 'code'], shown: /<ins>\s+<\/ins>/ },
  { name: 'a line of code', before: '```\nlire()\n```', after: '```\necrire()\n```', kinds: ['code'], shown: /<ins>ecrire<\/ins>/ },
  { name: 'a box made of colons', before: ':::note\nUne parole.\n:::', after: ':::astuce\nUne parole.\n:::', kinds: ['inserted', 'text', 'formatting'], shown: /<ins>(?::::)?astuce<\/ins>/ },
  { name: 'a definition’s address', before: '[ref]: https://exemple.fr/un', after: '[ref]: https://exemple.fr/deux', kinds: ['url'], shown: /<ins>deux<\/ins>/ },
  { name: 'a definition’s title', before: '[ref]: https://exemple.fr/un "Un"', after: '[ref]: https://exemple.fr/un "Deux"', kinds: ['link-title'], shown: /<ins>Deux<\/ins>/ },
  { name: 'a note’s words', before: '[^un]: une note de bas de page', after: '[^un]: une note de haut de page', kinds: ['text'], shown: /<ins>haut<\/ins>/ },
  { name: 'a note’s label', before: '[^un]: une note de bas de page', after: '[^deux]: une note de bas de page', kinds: ['footnote'], shown: /Appel de note.*<ins>deux<\/ins>/s },
  { name: 'an HTML attribute', before: '<div class="un">mot</div>', after: '<div class="deux">mot</div>', kinds: ['html'], shown: /<ins>deux<\/ins>/ },
  { name: 'an HTML comment', before: '<!-- à relire -->', after: '<!-- relu -->', kinds: ['html'], shown: /<ins>relu<\/ins>/ },
  { name: 'a rule', before: 'un mot de la fin', after: 'un mot de la fin\n\n---', kinds: ['inserted'], shown: /<ins>---<\/ins>/ },
  { name: 'a cell', before: table('| a | b |', '|---|---|', '| un mot | deux |'), after: table('| a | b |', '|---|---|', '| un mot | trois |'), kinds: ['table-cell'], shown: /<ins>trois<\/ins>/ },
  { name: 'an address in a cell', before: table('| a | b |', '|---|---|', '| un mot | [ici](a.md) |'), after: table('| a | b |', '|---|---|', '| un mot | [ici](b.md) |'), kinds: ['url'], shown: /Adresse du lien.*<ins>b<\/ins>/s },
  { name: 'a row', before: table('| a | b |', '|---|---|', '| un | deux |'), after: table('| a | b |', '|---|---|', '| un | deux |', '| trois | quatre |'), kinds: ['table-row'], shown: /<ins>quatre<\/ins>/ },
  { name: 'a column', before: table('| a | b |', '|---|---|', '| un | deux |', '| x | y |'), after: table('| a | c | b |', '|---|---|---|', '| un | trois | deux |', '| x | z | y |'), kinds: ['table-column'], shown: /<ins>trois<\/ins>.*<ins>z<\/ins>/s },
  { name: 'a column taken away', before: table('| a | c | b |', '|---|---|---|', '| un | trois | deux |', '| x | z | y |'), after: table('| a | b |', '|---|---|', '| un | deux |', '| x | y |'), kinds: ['table-column'], shown: /<del>trois<\/del>.*<del>z<\/del>/s },
  { name: 'a column’s alignment', before: table('| a | b |', '|---|---|', '| un | deux |'), after: table('| a | b |', '|--:|---|', '| un | deux |'), kinds: ['formatting'], shown: /Mise en forme.*<ins>:<\/ins>/s },
  { name: 'a paragraph', before: 'Un premier passage du texte.', after: 'Un premier passage du texte.\n\nQuelque chose de tout autre vient après.', kinds: ['inserted'], shown: /<ins>Quelque chose de tout autre vient après\.<\/ins>/ },
]

const fields: readonly Case[] = [
  { name: 'a value', before: 'duree: PT45M', after: 'duree: PT1H', kinds: ['field'], shown: /<ins>1\u00A0h<\/ins>/ },
  { name: 'a field', before: 'duree: PT45M', after: 'duree: PT45M\nlangue: fr', kinds: ['field'], shown: /Langue.*<ins>Français<\/ins>/s },
  { name: 'an item of a list', before: 'materiel: [feutres]', after: 'materiel: [feutres, papier]', kinds: ['field'], shown: /<ins>papier<\/ins>/ },
  { name: 'a no-break space in a value', before: 'titre: Pourquoi ?', after: 'titre: Pourquoi\u00A0?', kinds: ['field', 'no-break'], shown: /<ins>\u00A0<\/ins>/ },
  { name: 'quotes', before: 'titre: Pourquoi', after: 'titre: "Pourquoi"', kinds: ['field'], shown: /écrit autrement/ },
  { name: 'a comment', before: 'titre: Pourquoi', after: 'titre: Pourquoi\n# à revoir', kinds: ['inserted', 'text', 'whitespace'], shown: /à revoir/ },
]

const passage = fc.constantFrom(
  'On commence par un tour de parole.', '## Une partie', '- premier élément\n- second élément\n  - dessous', '1. un\n2. deux', '> citation', '```\ncode\n```',
  '| x | y |\n|---|---|\n| 1 | 2 |', '![Photo](p.png)', 'Un [lien](https://exemple.fr/x) et du **gras**.', '<p>html</p>', 'Voir https://exemple.fr/y.', '***', 'météo\u00A0!',
)
const around = fc.tuple(fc.array(passage, { maxLength: 4 }), fc.array(passage, { maxLength: 4 }))
const places: readonly ((words: string) => string)[] = [
  (words) => `Au début ${words} puis la suite de la séance.`, (words) => `- au début ${words} puis la suite\n- autre élément`, (words) => `- dessus\n  - au début ${words} puis la suite`,
  (words) => `> Au début ${words} puis la suite.`, (words) => `## Au début ${words} puis la suite`, (words) => `| titre | autre |\n|---|---|\n| au début ${words} puis | suite |`,
  (words) => `1. au début ${words} puis la suite`, (words) => `Sur une ligne\nau début ${words} puis\nla suite.`, (words) => `Un texte.[^z]\n\n[^z]: au début ${words} puis la suite`,
]

/** What stands in sight: folded passages, which hold the new text unmarked, left out. */
const inSight = (html: string) => html.replace(/<details class="diff-same">.*?<\/details>/gs, '').replace(/<span class="vh">.*?<\/span>/g, '')

function check(change: Case, before: string, after: string): void {
  const diff = diffTexts(before, after)
  expect(applyEdits(before, after, diff.edits)).toBe(after)
  expect(diff.edits.map((edit) => edit.kind)).toEqual(expect.arrayContaining([expect.toSatisfy((kind: EditKind) => change.kinds.includes(kind))]))
  expect(inSight(renderDiff(diff).html)).toMatch(change.shown)
  for (const sentence of Object.values(diff.summary)) expect(sentence).not.toMatch(/^(?:Rien n’a changé|Nothing changed|Seul|Only)/)
}

test.each(inline)('should show $name wherever it changes', (change) => {
  fc.assert(fc.property(around, fc.constantFrom(...places), fc.boolean(), ([head, tail], place, isAlone) => {
    const text = (words: string, last: string) => [...head, place(words).replace('suite', last), ...tail].join('\n\n')
    // A word that changes too must not hide it.
    check(change, text(change.before, 'suite'), text(change.after, isAlone ? 'suite' : 'fin'))
  }), { numRuns: 40 })
})

test.each(blocks)('should show $name wherever it changes', (change) => {
  fc.assert(fc.property(around, ([head, tail]) => {
    // Two lists or quotes in a row would be one.
    const text = (block: string) => [...head, 'Voici une phrase avant.', block, 'Voici une phrase après.', ...tail].join('\n\n')
    check(change, text(change.before), text(change.after))
  }), { numRuns: 40 })
})

test.each(fields)('should show $name of the header wherever it changes', (change) => {
  fc.assert(fc.property(around, fc.subarray(['licence: CC-BY-4.0', 'publics: [adultes]', 'mots_cles: [sol, eau]']), ([head, tail], others) => {
    const text = (lines: string) => `---\n${[...others, lines].join('\n')}\n---\n\n${[...head, ...tail].join('\n\n')}\n`
    check(change, text(change.before), text(change.after))
  }), { numRuns: 25 })
})
