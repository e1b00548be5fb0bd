import { expect, test } from 'vitest'
import { applyEdits, diffTexts } from '../../../forge/prose/diff.js'
import { renderBeforeAfter, renderDiff, renderSource, seamsOf } from '../../../forge/prose/render-diff.js'
import { weighChange } from '../../../forge/prose/effort.js'

const [one, two, three] = ['On commence par un tour de météo où chaque personne dit un mot.', 'On ouvre ensuite le cercle, et on écoute.', 'On range la salle.']
const text = (...blocks: string[]) => `# Titre\n\nUn mot d’accueil.\n\n${blocks.join('\n\n')}\n\nUn mot de la fin.\n`
const shown = (html: string) => [...html.replace(/<span class="vh">.*?<\/span>/gs, '').matchAll(/<(ins|del)>(.*?)<\/\1>/gs)].map(([, op, words]) => `${op === 'ins' ? '+' : '-'}${words}`)

test.each<[string, string, string, string, string]>([
  ['a paragraph cut in two', text(`${one} ${two}`), text(one, two), '1 paragraphe coupé en deux.', '1 paragraph split in two.'],
  ['a paragraph cut in three', text(`${one} ${two} ${three}`), text(one, two, three), '1 paragraphe coupé en trois.', '1 paragraph split in three.'],
  ['a paragraph cut where its line ended', text(`${one}\n${two}`), text(one, two), '1 paragraphe coupé en deux.', '1 paragraph split in two.'],
  ['two paragraphs joined', text(one, two), text(`${one} ${two}`), '2 paragraphes réunis.', '2 paragraphs joined.'],
  ['an item cut in two', text(`- ${one} ${two}\n- autre`), text(`- ${one}\n- ${two}\n- autre`), '1 élément de liste coupé en deux.', '1 list item split in two.'],
  ['an item cut in two paragraphs', text(`- ${one} ${two}\n- autre`), text(`- ${one}\n\n  ${two}\n- autre`), '1 paragraphe coupé en deux.', '1 paragraph split in two.'],
  ['two numbered items joined', text(`1. ${one}\n2. ${two}`), text(`1. ${one} ${two}`), '2 éléments de liste réunis.', '2 list items joined.'],
  ['a quoted paragraph cut in two', text(`> ${one}\n> ${two}`), text(`> ${one}\n>\n> ${two}`), '1 paragraphe coupé en deux.', '1 paragraph split in two.'],
  ['a paragraph made a list', text(`${one}\n${two}\n${three}`), text(`- ${one}\n- ${two}\n- ${three}`), '1 paragraphe coupé en trois, 1 place dans une liste modifiée.', '1 paragraph split in three, 1 place in a list changed.'],
  ['a paragraph whose start is made an item', text(`${one} ${two}`), text(`- ${one}`, two), '1 paragraphe coupé en deux, 1 place dans une liste modifiée.', '1 paragraph split in two, 1 place in a list changed.'],
  ['a list made a paragraph', text(`- ${one}\n- ${two}`), text(`${one} ${two}`), '2 éléments de liste réunis, 1 place dans une liste modifiée.', '2 list items joined, 1 place in a list changed.'],
  ['two paragraphs cut, each in two', text(`${one} ${two}`, `## Suite`, `${two} ${three}`), text(one, two, '## Suite', two, three), '2 paragraphes coupés en deux.', '2 paragraphs split in two.'],
])('should tell %s, without marking a word', (_, before, after, fr, en) => {
  const diff = diffTexts(before, after)
  expect(applyEdits(before, after, diff.edits)).toBe(after)
  expect(diff.summary).toEqual({ fr, en })
  const { html, changes } = renderDiff(diff)
  expect(shown(html.replace(/<ul class="diff-notes">.*?<\/ul>/gs, ''))).toEqual([])
  expect(changes[0]!.titleFr).toMatch(/^(?:Paragraphe coupé|Paragraphes réunis|Élément de liste coupé|Éléments de liste réunis), dans «\u00A0/)
})

test('should mark the place in every view, on the side whose paragraphs are parted', () => {
  const [whole, cut] = [text(`${one} ${two}`), text(one, two)]
  const mark = '<span class="diff-note diff-seam" data-seam="cut">paragraphe coupé ici</span> '
  const diff = diffTexts(whole, cut)
  expect(renderDiff(diff).html).toContain(`<p>${one}</p><p>${mark}${two}</p>`)
  const sides = renderBeforeAfter(whole, cut, { seams: seamsOf(diff) })
  expect(sides.before).not.toContain('diff-seam')
  expect(sides.after).toContain(`<p>${mark}${two}</p>`)
  expect(renderSource(whole, cut, { seams: seamsOf(diff) })).toContain(`<code>${one}</code> ${mark}</td>`)

  const joined = diffTexts(cut, whole)
  const there = mark.replace('cut', 'join').replace('paragraphe coupé', 'paragraphes réunis')
  expect(renderDiff(joined).html).toContain(`<p>${one} ${there}${two}</p>`)
  const other = renderBeforeAfter(cut, whole, { seams: seamsOf(joined) })
  expect(other.before).toContain(`<p>${there}${two}</p>`)
  expect(other.after).not.toContain('diff-seam')
  expect(renderSource(cut, whole, { seams: seamsOf(joined) })).toContain(`<code>${one}</code> ${there}</td>`)
  expect(renderSource(cut, whole, { locale: 'en', seams: seamsOf(joined, 'en') })).toContain('paragraphs joined here')
})

test('should say what paragraphs cut, or items joined, have become, and mark the marker that came or went', () => {
  const [whole, list] = [text(`${one}\n${two}`), text(`- ${one}\n- ${two}`)]
  expect(shown(renderDiff(diffTexts(whole, list)).html)).toEqual(['+- '])
  expect(renderDiff(diffTexts(whole, list)).html).toContain(`<li><span class="diff-note diff-seam" data-seam="cut">paragraphe coupé ici, en éléments de liste</span> ${two}</li>`)
  expect(shown(renderDiff(diffTexts(list, whole)).html)).toEqual(['-- '])
  expect(renderDiff(diffTexts(list, whole), { locale: 'en' }).html).toContain('list items joined here, into a paragraph')
})

test('should show words that changed beside the cut, and those alone', () => {
  const diff = diffTexts(text(`${one} ${two}`), text(one.replace('un mot', 'deux mots'), `Puis on${two.slice(2)}`))
  expect(diff.summary.fr).toBe('1 paragraphe coupé en deux, 1 passage modifié.')
  expect(shown(renderDiff(diff).html)).toEqual(['-un mot', '+deux mots', '-On', '+Puis on'])
})

test('should take a paragraph added beside another, or made otherwise, for no cut', () => {
  for (const [before, after] of [
    [text(`${one} ${two}`), text(`${one} ${two}`, three)], [text(`${one} ${two}`), text(one, 'Le jardin partagé se visite le dimanche après-midi.')],
    [text(`- [ ] ${one} ${two}`), text(`- [ ] ${one}\n- [x] ${two}`)], [text(`${one} ${two}`), text(one, '## Ensuite', two)],
  ] as const) {
    expect(diffTexts(before, after).edits.map(({ kind }) => kind)).not.toContain('cut')
    expect(diffTexts(after, before).edits.map(({ kind }) => kind)).not.toContain('join')
  }
})

test('should call a paragraph cut a retouch, and paragraphs joined none: one goes away', () => {
  expect(weighChange(diffTexts(text(`${one} ${two}`), text(one, two))).isTouchUp).toBe(true)
  expect(weighChange(diffTexts(text(one, two), text(`${one} ${two}`))).isTouchUp).toBe(false)
})
