import { expect, test } from 'vitest'
import { hiddenChanges } from '../../../bench/prose/hidden-changes.js'
import { kindsOf } from '../../../bench/prose/kinds.js'
import { lostWords } from '../../../bench/prose/lost-words.js'
import { isShownMarked, markedIn } from '../../../bench/prose/marked.js'
import { replayed } from '../../../bench/prose/replay.js'

test('should read from HTML what is marked, without the words for screen readers', () => {
  const marked = markedIn('<p>Le <span class="vh"> [début du retrait] </span><del>groupe</del><ins>cercle</ins> &amp; le reste</p><p>Sui<ins>van</ins>te</p>')
  expect(marked.now.text.trim()).toBe('Le cercle & le reste\n\nSuivante')
  expect(marked.was.text.trim()).toBe('Le groupe & le reste\n\nSuite')
  expect([marked.shown, marked.pieces]).toEqual(['groupecerclevan'.length, ['groupe', 'cercle', 'van']])
  expect(isShownMarked(marked.now, 'Suivante')).toBe(true)
  expect(isShownMarked(marked.now, 'reste')).toBe(false)
  // A link that is new shows where it leads; one whose words stayed does not.
  expect(isShownMarked(markedIn('<a href="https://b.org"><ins>ici</ins></a>').now, 'b.org')).toBe(true)
  expect(isShownMarked(markedIn('<p><ins>vu</ins> </p><p><a href="https://b.org">ici</a></p>').now, 'b.org')).toBe(false)
})

test('should find what a comparison hides, and nothing in what it shows', () => {
  const hidden = (old: string, next: string, html: string) => hiddenChanges(old, next, markedIn(html))
  expect(hidden('Un [a](https://x.org/1).', 'Un [a](https://x.org/2).', '<p>Un <a href="https://x.org/2">a</a>.</p>')).toEqual(['word added: 2', 'word removed: 1'])
  expect(hidden('Un [a](https://x.org/1).', 'Un [a](https://x.org/2).', '<p>Un a.</p><code>https://x.org/<del>1</del><ins>2</ins></code>')).toEqual([])
  expect(hidden('# A', '## A', '<h2>A</h2>')).toEqual(['heading level: 2 A', 'heading level: 1 A'])
  expect(hidden('# A', '## A', '<h2>A</h2><code>#<ins>#</ins></code>')).toEqual([])
  expect(hidden('Quoi ?', 'Quoi\u00a0?', '<p>Quoi ?</p>')).toEqual(['sign added: "\u00a0"'])
  expect(hidden('Un **mot**.', 'Un mot.', '<p>Un mot.</p>')).toEqual(['emphasis: strong mot'])
  expect(hidden('---\nduree: 45\n---\nx', '---\nduree: 60\nlieu: ici\n---\nx', '<dl><dt>Durée</dt><dd><del>45</del><ins>60</ins></dd><dt>Lieu</dt><dd><ins>ici</ins></dd></dl>')).toEqual([])
  expect(hidden('un\ndeux', 'un deux', '<p>un deux</p>')).toEqual([])
})

test('should count the words a merge has lost', () => {
  expect(lostWords('a b', 'a b c', 'a b d', 'a b c d')).toEqual({ gone: [], fewer: [] })
  expect(lostWords('a b', 'a b c', 'a b d', 'a b d')).toEqual({ gone: ['c'], fewer: [] })
  expect(lostWords('a', 'a a', 'a', 'a')).toEqual({ gone: [], fewer: ['a'] })
  // Both wrote the same word; one removed what the other had only kept.
  expect(lostWords('a b', 'a b c', 'a c', 'a c')).toEqual({ gone: [], fewer: [] })
})

test('should sort changes by their lines', () => {
  const long = 'Un paragraphe assez long pour que l’on parle de déplacement quand il change de place dans le texte.'
  expect(kindsOf('un\ndeux trois', 'un deux\ntrois')).toEqual(['reflow'])
  expect(kindsOf('- un\ndeux', '- un deux')).toEqual(['blank'])
  expect(kindsOf('un\n\ndeux', 'un\n\n\ndeux')).toEqual(['blank'])
  expect(kindsOf('un\u00a0?\nx', 'un ?\nx')).toEqual(['no-break'])
  expect(kindsOf(`${long}\n\nA\n\nB`, `A\n\nB\n\n${long}`)).toEqual(['moved'])
  expect(kindsOf('[a](b)', '[a](c)')).toEqual(['url'])
  expect(kindsOf('# A\n', '### A\n')).toEqual(['heading'])
  expect(kindsOf('---\na: 1\n---\nx', '---\na: 2\n---\nx')).toEqual(['header'])
  expect(kindsOf('| a |\n|---|\n| b |', '| a |\n|---|\n| c |')).toEqual(['table'])
})

test('should replay two changes as made at the same time, unless they touch', () => {
  expect(replayed('Un deux trois quatre.', 'Un 2 trois quatre.', 'Un 2 trois 4.')).toEqual({ base: 'Un deux trois quatre.', ours: 'Un 2 trois quatre.', theirs: 'Un deux trois 4.', merged: 'Un 2 trois 4.' })
  expect(replayed('Un deux trois.', 'Un 2 trois.', 'Un II trois.')).toBeUndefined()
  expect(replayed('a', 'a', 'b')).toBeUndefined()
})
