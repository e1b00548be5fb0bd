import { expect, test } from 'vitest'
import { applyEdits, diffTexts } from '../../../forge/prose/diff.js'
import { renderDiff } from '../../../forge/prose/render-diff.js'

const before = '| étape | durée | matériel |\n|---|:-:|---|\n| accueil | 10 | chaises |\n| tour | 20 | bâton |\n'
const after = '| durée | étape | matériel |\n|:-:|---|---|\n| 10 | accueil | chaises |\n| 20 | tour | bâton |\n'
const shown = (html: string) => html.replace(/<span class="vh">[^<]*<\/span>/g, '')

test('should tell a column of a table that moved as moved, with nothing marked in its cells', () => {
  const diff = diffTexts(before, after)
  expect(applyEdits(before, after, diff.edits)).toBe(after)
  expect(diff.edits.map(({ kind }) => kind).filter((kind) => kind !== 'table-column')).toEqual([])
  expect(diff.summary).toEqual({ fr: '1 colonne de tableau déplacée.', en: '1 table column moved.' })
  const { html } = renderDiff(diff, { resolveUrl: (url) => url })
  expect(html).not.toMatch(/<(?:ins|del)>/)
  expect(html).toMatch(/Colonne déplacée\u00A0: (?:étape|durée)/)
})

test('should mark in a table whose columns moved only the cell that changed too', () => {
  const changed = after.replace('| 20 |', '| 25 |')
  const diff = diffTexts(before, changed)
  expect(applyEdits(before, changed, diff.edits)).toBe(changed)
  const html = shown(renderDiff(diff, { resolveUrl: (url) => url }).html)
  expect(html).toContain('<del>20</del>')
  expect(html).toContain('<ins>25</ins>')
  expect(html.match(/<ins>/g)).toHaveLength(1)
})

test('should call moved no column whose name another bears, nor one that came or went', () => {
  for (const [a, b] of [['| a | a |\n|---|---|\n| 1 | 2 |\n', '| a | a |\n|---|---|\n| 2 | 1 |\n'], [before, after.replace('| durée |', '| temps |')]] as const) {
    expect(diffTexts(a, b).summary.fr).not.toContain('colonne de tableau déplacée')
  }
})

test('should count the columns of one table once, when nothing below its head tells how they are aligned', () => {
  const table = (...names: string[]) => `| ${names.join(' | ')} |\n${'|---'.repeat(names.length)}|\n| ${names.map((name) => `${name} un`).join(' | ')} |\n| même | même | même |\n| ${names.map((name) => `${name} deux`).join(' | ')} |\n`
  const diff = diffTexts(table('a', 'b', 'c'), table('c', 'b', 'a'))
  expect(diff.summary.fr).toBe('2 colonnes de tableau déplacées.')
})
