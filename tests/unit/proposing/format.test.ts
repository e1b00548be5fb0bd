import { fromMarkdown } from 'mdast-util-from-markdown'
import type { Nodes } from 'mdast'
import { describe, expect, test } from 'vitest'
import { format, marks, nextLine, type Mark } from '../../../web/editor/format.js'
import { rewritten, type Selected } from '../../../web/editor/rewriting.js'
import { fc } from '../../support/fast-check.js'

const sample = { bold: 'mots importants', italic: 'mots nuancés', link: 'texte du lien', cell: 'Colonne' }

/** `[` and `]` stand for the ends of the selection, `|` for both. */
function at(drawn: string): Selected {
  const place = drawn.indexOf('|')
  if (place !== -1) return { text: drawn.replace('|', ''), from: place, to: place }
  const from = drawn.indexOf('['), to = drawn.indexOf(']') - 1
  return { text: drawn.replace('[', '').replace(']', ''), from, to }
}
async function drawn(selected: Selected, mark: Mark): Promise<string> {
  const change = await format(selected, mark, sample)
  const text = rewritten(selected.text, change)
  const [from, to] = change.select
  return from === to ? `${text.slice(0, from)}|${text.slice(from)}` : `${text.slice(0, from)}[${text.slice(from, to)}]${text.slice(to)}`
}

describe('bold and italic', () => {
  test.each([
    ['selected words', 'Dire [la consigne] deux fois.', 'Dire **[la consigne]** deux fois.'],
    ['blanks at the ends of a selection stay out', 'Dire[ la consigne ]deux fois.', 'Dire **[la consigne]** deux fois.'],
    ['the word at the place', 'Dire la cons|igne.', 'Dire la **[consigne]**.'],
    ['nothing there: words to replace', 'Dire : |', 'Dire : **[mots importants]**'],
    ['taken away from the words', 'Dire **[la consigne]** deux fois.', 'Dire [la consigne] deux fois.'],
    ['taken away from a place within', 'Dire **la cons|igne** deux fois.', 'Dire la cons|igne deux fois.'],
    ['taken away with marks selected too', 'Dire [**la consigne**].', 'Dire [la consigne].'],
    ['other signs of the same are known', 'Dire __la cons|igne__.', 'Dire la cons|igne.'],
    ['a span that is cut is taken whole', 'Dire [la **con]signe** ici.', 'Dire **[la consigne]** ici.'],
    ['each line gets its own', '- [un\n- deux]', '- **[un**\n- **deux]**'],
    ['and loses its own', '- **[un**\n- **deux]**', '- [un\n- deux]'],
  ])('%s', async (_, before, after) => { expect(await drawn(at(before), 'bold')).toBe(after) })

  test('should leave bold alone when italic comes and goes within it', async () => {
    const once = await drawn(at('Un **[mot]** ici.'), 'italic')
    expect(once).toBe('Un ***[mot]*** ici.')
    expect(await drawn(at(once), 'italic')).toBe('Un **[mot]** ici.')
  })
})

describe('lines', () => {
  test.each<[string, Mark, string, string]>([
    ['a title', 'title', 'Déro|ulé\nTexte.', '## Déro|ulé\nTexte.'],
    ['no longer a title', 'title', '## Déro|ulé', 'Déro|ulé'],
    ['another level', 'subtitle', '## Déro|ulé', '### Déro|ulé'],
    ['a list of the lines selected', 'list', 'Il faut :\n[du papier\ndes feutres]', 'Il faut :\n[- du papier\n- des feutres]'],
    ['no longer a list', 'list', '[- du papier\n- des feutres]', '[du papier\ndes feutres]'],
    ['one paragraph is one item, wherever its lines are cut', 'list', 'Du papier\nassez gr|and.', '- Du papier\nassez gr|and.'],
    ['an item of a list alone', 'steps', '- un\n- de|ux\n- trois', '- un\n1. de|ux\n- trois'],
    ['steps of a list', 'steps', '[- un\n- deux]', '[1. un\n2. deux]'],
    ['several paragraphs are as many items', 'list', '[Un\nlong.\n\nDeux.]', '[- Un\nlong.\n\n- Deux.]'],
    ['an empty line begins a list', 'list', 'Il faut :\n\n|', 'Il faut :\n\n- |'],
    ['a quotation', 'quote', 'Elle a\ndi|t.', '> Elle a\n> di|t.'],
    ['no longer a quotation', 'quote', '[> Elle a\n> dit.]', '[Elle a\ndit.]'],
    ['a link on words', 'link', 'Voir [la fiche].', 'Voir [la fiche]([https://]).'],
    ['a link to an address', 'link', 'Voir [https://exemple.org].', 'Voir [[texte du lien]](https://exemple.org).'],
    ['a table after the paragraph', 'table', 'Un te|xte\nici.\n\nSuite.', 'Un texte\nici.\n\n| [Colonne 1] | Colonne 2 |\n| --- | --- |\n|  |  |\n|  |  |\n\nSuite.'],
  ])('%s', async (_, mark, before, after) => { expect(await drawn(at(before), mark)).toBe(after) })
})

describe('the Enter key', () => {
  const entered = (before: string): string | undefined => { const selected = at(before); const change = nextLine(selected); return change && rewritten(selected.text, change) }
  test.each([
    ['goes on with a list', '- un|', '- un\n- '], ['with its indent', '- un\n  - deux|', '- un\n  - deux\n  - '], ['with steps', '9. neuf|', '9. neuf\n10. '], ['with boxes', '- [x] fait|', '- [x] fait\n- [ ] '],
    ['cuts an item', '- un|deux', '- un\n- deux'], ['ends the list in an empty item', '- un\n- |', '- un\n\n'], ['goes on with a quotation', '> dit|', '> dit\n> '],
  ])('%s', (_, before, after) => { expect(entered(before)).toBe(after) })
  test.each([['a paragraph', 'un|'], ['before the mark', '|- un'], ['a block of code', '```\n- un|\n```'], ['a rule', '---|'], ['a selection', '- [un]']])('does as ever in %s', (_, before) => { expect(entered(before)).toBeUndefined() })
})

const words = fc.array(fc.constantFrom('le', 'groupe', 'écoute', 'sans', 'répondre,', 'l’arrivée', '12', 'on', 'y', 'va.'), { minLength: 1, maxLength: 6 }).map((all) => all.join(' '))
const plain = fc.array(fc.array(words, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n')), { minLength: 1, maxLength: 4 }).map((paragraphs) => paragraphs.join('\n\n'))
const selectedIn = (text: fc.Arbitrary<string>): fc.Arbitrary<Selected> => text.chain((t) => fc.tuple(fc.nat(t.length), fc.nat(t.length)).map(([a, b]) => ({ text: t, from: Math.min(a, b), to: Math.max(a, b) })))

/** Words of the spans of one kind, as Markdown reads them. */
function spansIn(text: string, kind: 'strong' | 'emphasis'): string {
  const wordsOf = (node: Nodes): string => ('value' in node ? node.value : 'children' in node ? node.children.map(wordsOf).join('') : '')
  const found = (node: Nodes): string[] => (node.type === kind ? [wordsOf(node)] : 'children' in node ? node.children.flatMap(found) : [])
  return found(fromMarkdown(text)).join(' ')
}
const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '')

test.each(['bold', 'italic'] as const)('should put exactly the selected words in %s, and take it away again', async (mark) => {
  await fc.assert(fc.asyncProperty(selectedIn(plain).filter(({ text, from, to }) => /[\p{L}\p{N}]/u.test(text.slice(from, to))), async (selected) => {
    // A mark between two letters is read as one only inside a word: whole words are what people select.
    const inWord = /[\p{L}\p{N}’.,]/u
    let { from, to } = selected
    while (from > 0 && inWord.test(selected.text[from - 1] ?? '')) from--
    while (to < selected.text.length && inWord.test(selected.text[to] ?? '')) to++
    const change = await format({ text: selected.text, from, to }, mark, sample)
    const text = rewritten(selected.text, change)
    expect(letters(spansIn(text, mark === 'bold' ? 'strong' : 'emphasis'))).toBe(letters(selected.text.slice(from, to)))
    const [again, end] = change.select
    expect(rewritten(text, await format({ text, from: again, to: end }, mark, sample))).toBe(selected.text)
  }))
})

test('should change nothing outside the lines it touches, and select what is there', async () => {
  const any = fc.array(fc.constantFrom('un mot', '# Titre', '- point', '1. étape', '> cité', '', '**gras**', '*a* b', '```', '| a | b |', '    code'), { maxLength: 8 }).map((lines) => lines.join('\n'))
  await fc.assert(fc.asyncProperty(selectedIn(any), fc.constantFrom(...marks), async ({ text, from, to }, mark) => {
    const change = await format({ text, from, to }, mark, sample)
    const after = rewritten(text, change)
    const [a, b] = change.select
    expect(0 <= a && a <= b && b <= after.length).toBe(true)
    if (mark !== 'table') {
      // The paragraph may begin before, and never goes past an empty line.
      const start = text.slice(0, from).lastIndexOf('\n\n'), end = text.indexOf('\n\n', to)
      expect(change.from).toBeGreaterThanOrEqual(start === -1 ? 0 : start)
      if (end !== -1) expect(change.to).toBeLessThanOrEqual(end)
    }
    expect(letters(after).length).toBeGreaterThanOrEqual(letters(text.replace(/^[ \t]*\d+[.)]/gm, '')).length)
  }))
})
