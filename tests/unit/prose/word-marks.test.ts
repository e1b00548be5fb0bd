import { expect, test } from 'vitest'
import { headerTexts } from '../../../content-schema/header-texts.js'
import { markedFile } from '../../../forge/domain/marked-file.js'
import { renderMarkdown } from '../../../forge/prose/markdown.js'
import { markedText, passagesIn, withoutMarks, type WordMarks } from '../../../forge/prose/word-marks.js'

const looks = [1, 2].map((n) => ({ tint: `t${n}`, people: String(n), cue: String(n), label: `${n} Personne`, href: `#o${n - 1}` }))
/** Credits each of these words to the second person, the rest to the first. */
function marksOf(text: string, ...second: readonly string[]): WordMarks {
  const cuts = second.map((words) => [text.indexOf(words), text.indexOf(words) + words.length] as const).sort(([a], [b]) => a - b)
  const runs: { start: number; end: number; origin: number }[] = []
  let at = 0
  for (const [start, end] of cuts) { if (start > at) runs.push({ start: at, end: start, origin: 0 }); runs.push({ start, end, origin: 1 }); at = end }
  return { runs: [...runs, { start: at, end: text.length, origin: 0 }], looks }
}
const shown = (text: string, ...second: readonly string[]) => renderMarkdown(text, { resolveUrl: (url) => url, marks: marksOf(text, ...second) }).html

test('should put a number after the last words of a passage, across bold, and none in between', () => {
  const html = shown('Un *petit* mot, puis autre chose.', 'autre chose')
  expect(passagesIn(html).map(({ people, words }) => [people, words])).toEqual([['1', 'Un petit mot, puis'], ['2', 'autre chose.']])
  expect(withoutMarks(html)).toBe('<p>Un <em>petit</em> mot, puis autre chose.</p>')
})

test('should keep quotation marks with the words they hold, with their no-break spaces', () => {
  const html = shown('Il dit «\u00A0bonjour\u00A0»\u00A0! Puis part.', 'bonjour')
  expect(html).toMatch(/>«\u00A0bonjour\u00A0»\u00A0!<\/span>/)
})

test('should never put a link inside another', () => {
  const html = shown('Voir [la page](https://exemple.fr) ici.', 'la page')
  expect(html).toMatch(/<\/a><a class="qui t2"/)
  expect(html).not.toMatch(/<a [^>]*>(?:(?!<\/a>)[^])*<a /)
})

test('should take a list or a table as one passage when one person wrote it', () => {
  expect(passagesIn(shown('- un\n- deux\n- trois\n\n| a | b |\n|---|---|\n| c | d |\n'))).toHaveLength(2)
})

test('should find words written otherwise than they are shown', () => {
  const html = shown('Un caf&eacute; \\*noir\\*, puis le th&eacute; vert.', 'th&eacute;')
  expect(html).toMatch(/data-o="1"[^>]*>thé</)
  expect(html).toMatch(/data-o="0"[^>]*>Un café/)
})

test('should show what people write as text, whatever it holds', () => {
  const text = 'a <script>alert(1)</script> "b" & c'
  expect(markedText(text, marksOf(text), 'x-')).not.toContain('<script')
})

test('should bring marks to the values of a header: quoted, folded, written twice, aliased', () => {
  const file = '---\ntitre: "L\\u2019écoute \\"active\\""\nmateriel:\n  - nom: Un gong\n  - nom: Un gong\netapes:\n  - texte: >\n      Poser\n      le cadre\n---\n\nTexte\n'
  expect(headerTexts(file).map(({ key }) => key)).toEqual(['titre', 'materiel', 'materiel', 'etapes'])
  const second = file.lastIndexOf('Un gong')
  const marks: WordMarks = { looks, runs: [{ start: 0, end: second, origin: 0 }, { start: second, end: second + 7, origin: 1 }, { start: second + 7, end: file.length, origin: 0 }] }
  const marked = markedFile(file, marks)
  expect(marked.of('titre', 'L’écoute "active"')?.runs.map(({ origin }) => origin)).toEqual([0])
  expect(marked.of('materiel', 'Un gong')?.runs.map(({ origin }) => origin)).toEqual([0])
  expect(marked.of('materiel', 'Un gong')?.runs.map(({ origin }) => origin)).toEqual([1])
  expect(marked.of('deroule', 'Poser le cadre\n')?.runs).toEqual([{ start: 0, end: 14, origin: 0 }])
  expect(marked.of('absent', 'Rien')).toBeUndefined()
})
