import { expect, test } from 'vitest'
import { diffTexts } from '../../../forge/prose/diff.js'
import { renderDiff } from '../../../forge/prose/render-diff.js'

const shown = (before: string, after: string) => {
  const diff = diffTexts(before, after)
  const { html, changes } = renderDiff(diff)
  return { diff, html: html.replace(/<span class="vh">.*?<\/span>/gs, ''), titles: changes.map(({ titleFr }) => titleFr), titlesEn: changes.map(({ titleEn }) => titleEn) }
}
const table = (rule: string, ...rows: string[]) => ['| étape | durée |', rule, ...rows].join('\n')

test('should draw two tables in a row as two', () => {
  const { html } = shown('Un mot.\n', `Un mot.\n\n${table('|---|---|', '| un | 5 |')}\n\n\n| matériel |\n|---|\n| bâton |\n`)
  expect(html.match(/<table>/g)).toHaveLength(2)
})

test('should call rows that come to a table rows, and a table that comes a table', () => {
  const [one, two, three] = [table('|---|---|', '| un | 5 |'), table('|---|---|', '| un | 5 |', '| deux | 6 |'), table('|---|---|', '| un | 5 |', '| deux | 6 |', '| trois | 7 |')]
  expect(shown(one, two).titles).toEqual(['Ligne de tableau ajoutée'])
  expect(shown(three, one).titles).toEqual(['Lignes de tableau retirées'])
  expect(shown(three, one).titlesEn).toEqual(['Table rows removed'])
  expect(shown('Un mot.\n', `Un mot.\n\n${two}\n`).titles).toEqual(['Tableau ajouté'])
})

test('should say nothing of a table’s line drawn otherwise, and in words of columns aligned otherwise', () => {
  const drawn = shown(`${table('| :--- | ---: |', '| un | 5 |')}\n`, `${table('|:-----------|---:|', '| un | 5 |')}\n`)
  expect(drawn.titles).toEqual([])
  expect(drawn.diff.summary.fr).toBe('Seuls les espaces ont changé, pas les mots.')
  const aligned = shown(`${table('|------|:---|', '| un | 5 |')}\n`, `${table('|:----:|---:|', '| un | 5 |')}\n`)
  expect(aligned.html.match(/<li>/g)).toHaveLength(1)
  expect(aligned.html).toContain('(«\u00A0étape\u00A0»\u00A0: au centre, avant par défaut\u00A0; «\u00A0durée\u00A0»\u00A0: à droite, avant à gauche)')
  expect(aligned.html).toMatch(/<td colspan="2"><ul class="diff-notes">/)
  expect(aligned.diff.summary.fr).toBe('1 mise en forme modifiée.')
})

test('should not name a passage after the heading it brings', () => {
  const { titles } = shown('# Fiche\n\nUn mot.\n', '# Fiche\n\nUn mot.\n\n## Suite\n\nUne autre parole vient ensuite.\n')
  expect(titles).toEqual(['Passage ajouté'])
})

test('should mark the indent that changed in code, not the line end before it', () => {
  const { html } = shown('```\nsi:\n  lire()\n```\n', '```\nsi:\n    lire()\n```\n')
  expect(html).toMatch(/si:\n(?: {2})?<ins> {2}<\/ins>|si:\n<del> {2}<\/del><ins> {4}<\/ins>/)
  expect(html).not.toContain('<ins>\n')
})

test('should say that code now stands in an item, its lines left plain', () => {
  const { html, diff } = shown('1. Lire\n\n```sh\nlire\necrire\n```\n', '1. Lire\n\n   ```sh\n   lire\n   ecrire\n   ```\n')
  expect(diff.summary.fr).toBe('1 place dans une liste modifiée.')
  expect(html).toMatch(/<pre class="diff-source-block"><code>[^<]*<\/code><\/pre><ul class="diff-notes"><li>Place dans la liste\u00A0: /)
})

test('should recall code that moved by its first words, not by its fence', () => {
  const code = '```sh\ngetfacl -R . > droits.txt && setfacl --restore=droits.txt\n```'
  const { html } = shown(`${code}\n\nUn premier passage ici.\n\nUn deuxième passage là.\n`, `Un premier passage ici.\n\nUn deuxième passage là.\n\n${code}\n`)
  expect(html).toContain('<q>getfacl -R')
})

test('should tell words set off in plain words, both sides of them as one change', () => {
  const notes = (before: string, after: string) => [...shown(before, after).html.matchAll(/<li>(.*?)<\/li>/g)].map(([, note]) => note!.replace(/<span class="vh">.*?<\/span>/g, ''))
  const plain = 'On laisse la terre travailler tout l’hiver, sans bêcher ni sarcler, puis on regarde.\n'
  const bold = plain.replace('sans bêcher', '**sans bêcher**')
  expect(notes(plain, bold)).toEqual(['Mise en gras\u00A0: <code><ins>**</ins>sans bêcher<ins>**</ins></code>'])
  expect(notes(bold, plain)).toEqual(['N’est plus en gras\u00A0: <code><del>**</del>sans bêcher<del>**</del></code>'])
  expect(shown(plain, bold).diff.summary.fr).toBe('1 mise en forme modifiée.')
  expect(notes(bold, bold.replaceAll('**', '_'))).toEqual(['Italique au lieu de gras\u00A0: <code><del>**</del><ins>_</ins>sans bêcher<del>**</del><ins>_</ins></code>'])
  // Two stretches are two changes; what changed between the signs of one leaves each told where it stands.
  const two = bold.replace('on regarde', '*on regarde*')
  expect(notes(plain, two)).toHaveLength(2)
  expect(shown(plain, two).diff.summary.en).toBe('2 formatting changes.')
  expect(notes(plain, bold.replace('bêcher', 'rien bêcher')).filter((note) => note.startsWith('Mise en gras'))).toHaveLength(2)
})

test('should tell the level of a heading once, by its number and without its signs', () => {
  const { html } = shown('### Avant de venir ###\n\nUn mot.\n', '## Avant de venir ##\n\nUn mot.\n')
  expect(html.match(/Niveau du titre/g)).toHaveLength(1)
  expect(html).not.toContain('#')
  expect(html.replace(/<span class="vh">.*?<\/span>/g, '')).toMatch(/<li>Niveau du titre\u00A0: <del>3<\/del> <span[^>]*>→<\/span> <ins>2<\/ins><\/li>/)
})

test('should show no bullet for an item whose words are not shown, and tell the depth of the one below', () => {
  const { html } = shown('- Des cartons\n- Des feuilles\n', '- Des cartons\n  - Des feuilles\n')
  const change = html.slice(html.indexOf('<section'))
  expect(change).toMatch(/<li class="diff-above"><ul><li>/)
  expect(change.replace(/<span class="vh">.*?<\/span>/g, '')).toMatch(/Place dans la liste\u00A0: niveau <del>1<\/del> <span[^>]*>→<\/span> <ins>2<\/ins>/)
  // With its words, it is an item like any other.
  expect(shown('- Des cartons\n', '- Des cartons pliés\n  - Des feuilles\n').html).not.toContain('diff-above')
})
