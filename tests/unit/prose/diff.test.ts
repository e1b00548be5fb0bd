import { expect, test } from 'vitest'
import { applyEdits, diffTexts, type EditKind } from '../../../forge/prose/diff.js'
import { renderBeforeAfter, renderDiff, renderSource } from '../../../forge/prose/render-diff.js'

const kinds = (before: string, after: string) => [...new Set(diffTexts(before, after).edits.map((edit) => edit.kind))]
const summary = (before: string, after: string) => diffTexts(before, after).summary.fr
const html = (before: string, after: string) => renderDiff(diffTexts(before, after)).html
/** What the rendered view marks: contents of ins (+) and del (-). */
const marks = (before: string, after: string) =>
  [...html(before, after).matchAll(/<(ins|del)>(.*?)<\/\1>/gs)].map(([, op, text]) => `${op === 'ins' ? '+' : '-'}${text}`)

const paragraph = 'On commence par un tour de météo où chaque personne dit en un mot comment elle arrive dans le groupe.'

test.each<[string, string, string, EditKind[]]>([
  ['a word', 'Un tour court.\n', 'Un tour long.\n', ['text']],
  ['an address', 'Voir [la page](https://exemple.fr/a).\n', 'Voir [la page](https://exemple.fr/b).\n', ['url']],
  ['a heading level', '# Titre\n', '## Titre\n', ['heading-level']],
  ['marks', 'Un mot *fort*.\n', 'Un mot **fort**.\n', ['formatting']],
  ['an alternative text', '![Un cercle](c.png)\n', '![Un grand cercle](c.png)\n', ['image']],
  ['no-break spaces', 'Pourquoi ?\n', 'Pourquoi\u00A0?\n', ['no-break']],
  ['accents encoded otherwise', 'météo\n', 'météo\n'.normalize('NFD'), ['encoding']],
  ['line ends', 'a\nb\n', 'a\r\nb\r\n', ['line-end']],
  ['a table cell', '| a | b |\n|---|---|\n| un | deux |\n', '| a | b |\n|---|---|\n| un | trois |\n', ['table-cell']],
  ['inline code', 'Taper `ls -a` ici.\n', 'Taper `ls -l` ici.\n', ['code']],
  ['a field', '---\nduree: 45\n---\n', '---\nduree: 60\n---\n', ['field']],
])('should tell %s as such, and show it', (_, before, after, expected) => {
  expect(kinds(before, after)).toEqual(expected)
  if (!expected.includes('line-end')) expect(marks(before, after).length).toBeGreaterThan(0)
})

test.each<[string, string, string, EditKind]>([
  ['blank lines', 'a\n\nb\n', 'a\n\n\nb\n', 'whitespace'],
  ['a blank at the end of a line', 'a mot \n', 'a mot\n', 'whitespace'],
  ['a final newline', 'a\n', 'a', 'whitespace'],
  ['cells aligned in the source', '| a | b |\n|---|---|\n| c | d |\n', '| a   | b |\n|-----|---|\n| c   | d |\n', 'whitespace'],
  ['bullets', '- a\n- b\n', '* a\n* b\n', 'formatting'],
  ['numbers after the first', '1. un\n1. deux\n', '1. un\n2. deux\n', 'formatting'],
  ['a heading underlined', 'Titre\n===\n', '# Titre\n', 'formatting'],
])('should mark nothing for %s, and say so in one sentence', (_, before, after, kind) => {
  expect(kinds(before, after)).toEqual([kind])
  expect(marks(before, after)).toEqual([])
  expect(html(before, after)).toMatch(/^<div class="diff"><p class="diff-note">(?:Des|Les) .*sans changer ce qu’on lit\./)
  expect(summary(before, after)).not.toBe('Rien n’a changé.')
})

test('should show nothing for lines cut elsewhere, but one sentence', () => {
  const [before, after] = [`${paragraph}\n`, `${paragraph.replace(/ /g, (space, at: number) => (at % 3 === 0 ? '\n' : space))}\n`]
  expect(kinds(before, after)).toEqual(['reflow'])
  expect(summary(before, after)).toBe('Seule la coupure des lignes a changé, pas le texte.')
  expect(marks(before, after)).toEqual([])
  expect(html(before, after)).toContain('Des lignes ont été coupées ailleurs')
})

test('should tell a short item as moved where each version says it once, and not one that stands twice', () => {
  const list = (...items: readonly string[]) => `${items.map((item) => `- ${item}`).join('\n')}\n`
  const before = list('Des feuilles de noyer', 'Un seau de dix litres', 'De la paille bien sèche')
  expect(kinds(before, list('Un seau de dix litres', 'De la paille bien sèche', 'Des feuilles de noyer'))).toEqual(['moved'])
  const twice = `Matin\n\n${list('Tour de table', 'Une histoire à deux')}\nSoir\n\n${list('Une autre, à trois', 'Tour de table')}`
  expect(kinds(twice, `Matin\n\n${list('Une histoire à deux')}\nSoir\n\n${list('Tour de table', 'Une autre, à trois', 'Tour de table')}`)).not.toContain('moved')
})

test('should tell a moved paragraph as moved, twice, without marking its words', () => {
  const before = `${paragraph}\n\nUn deuxième passage sur le matériel.\n\nUn troisième passage sur les suites.\n`
  const after = `Un deuxième passage sur le matériel.\n\nUn troisième passage sur les suites.\n\n${paragraph}\n`
  expect(kinds(before, after)).toEqual(['moved'])
  expect(summary(before, after)).toBe('1 paragraphe déplacé.')
  expect(marks(before, after)).toEqual([])
  expect(renderDiff(diffTexts(before, after)).changes.map((change) => change.kind)).toEqual(['moved-away', 'moved'])
})

test('should mark only the words that changed, inside real HTML', () => {
  const before = `- Un tour de **météo** rapide avec le groupe\n- Un temps seul\n`
  const after = `- Un petit tour de **météo** rapide avec le groupe\n- Un temps seul\n`
  expect(marks(before, after)).toEqual(['+petit '])
  expect(html(before, after)).toContain('<ul><li>Un <span class="vh"> [début de l’ajout] </span><ins>petit </ins>')
  expect(html(before, after)).toContain('<strong>météo</strong>')
  expect(html(before, after)).toContain('<summary>1 passage inchangé</summary>')
})

test('should show fields before and after, with the labels they are given', () => {
  const diff = diffTexts('---\nx: 45\n---\n', '---\nx: 60\nlangue: fr\n---\n', { label: (key) => (key === 'x' ? 'Places' : key) })
  expect(diff.summary).toEqual({
    fr: 'Places 45 → 60, champ «\u00A0langue\u00A0» ajouté\u00A0: Français.',
    en: 'Places 45 → 60, field “langue” added: French.',
  })
  const { html: out } = renderDiff(diff, { label: () => 'Places', locale: 'en' })
  expect(out).toContain('<dt>Places</dt>')
  expect(out).toContain('<del>45</del>')
  expect(out).toContain('<ins>60</ins>')
})

test('should escape everything people wrote', () => {
  const bad = '<img src=x onerror=alert(1)> [a](javascript:alert(1)) "\'><script>alert(1)</script>'
  for (const [before, after] of [[bad, `${bad} x`], ['x', bad], [`# ${bad}`, `## ${bad}`], [`---\nt: '${bad}'\n---`, `---\nt: ${bad}\n"${bad}": 2\n---`], [`\`\`\`\n${bad}`, `\`\`\`\n${bad}2`]]) {
    const diff = diffTexts(before!, after!)
    const all = [renderDiff(diff, { label: (key) => key }).html, renderSource(before!, after!), ...Object.values(renderBeforeAfter(before!, after!))].join('')
    expect(all).not.toMatch(/<script|<[^>]*\sonerror=|href="javascript/i)
  }
})

test('should say that nothing changed', () => {
  const diff = diffTexts('a\n', 'a\n')
  expect(diff).toMatchObject({ unchanged: true, edits: [], summary: { fr: 'Rien n’a changé.', en: 'Nothing changed.' } })
  expect(renderDiff(diff)).toEqual({ html: '<p class="diff-note">Rien n’a changé.</p>', changes: [] })
})

test('should number lines and fold the unchanged ones in the source view', () => {
  const lines = Array.from({ length: 30 }, (_, at) => `ligne ${at}`)
  const out = renderSource(lines.join('\n'), lines.with(15, 'ligne quinze').join('\n'))
  expect(out).toContain('12 lignes inchangées')
  expect(out).toContain('<del>15</del>')
  expect(out).toContain('<ins>quinze</ins>')
})

test('should tell a file that has another name, with or without another text', () => {
  const names = { before: 'meteo.md', after: 'tour-de-meteo.md' }
  const diff = diffTexts('Un tour.\n', 'Un tour.\n', { names })
  expect(diff).toMatchObject({ unchanged: true, edits: [{ kind: 'file-renamed', old: [0, 0], new: [0, 0] }], summary: { fr: 'Fichier renommé\u00A0: meteo.md → tour-de-meteo.md.', en: 'File renamed: meteo.md → tour-de-meteo.md.' } })
  expect(renderDiff(diff).html).toContain('<ins>tour-de-meteo.md</ins>')
  const both = diffTexts('Un tour.\n', 'Deux tours.\n', { names })
  expect(applyEdits(both.before, both.after, both.edits)).toBe('Deux tours.\n')
  expect(both.summary.fr).toMatch(/^Fichier renommé.* — 1 /)
  expect(diffTexts('a', 'b', { names: { before: 'a.md', after: 'a.md' } }).edits.map(({ kind }) => kind)).not.toContain('file-renamed')
})

test('should tell columns of a table as such, however many rows it has', () => {
  const rows = (columns: (at: number) => string) => Array.from({ length: 300 }, (_, at) => `| plante ${at} | ${columns(at)} |`).join('\n')
  const before = `| nom | sol |\n|---|---|\n${rows((at) => `sol ${at % 7}`)}\n`
  const after = `| nom | eau | sol |\n|---|---|---|\n${rows((at) => `${at % 5} l | sol ${at % 7}`)}\n`
  expect(kinds(before, after)).toEqual(['table-column'])
  expect(summary(before, after)).toBe('1 colonne de tableau ajoutée.')
  expect(summary(after, before)).toBe('1 colonne de tableau retirée.')
  expect(marks(before, after).every((mark) => /^\+(?:eau|\d l)$/.test(mark))).toBe(true)
})

test('should say where a link that comes or goes leads, when nothing here can be followed', () => {
  const address = (before: string, after: string) => [...html(before, after).matchAll(/<(ins|del) class="diff-address">(.*?)<\/\1>/gs)].map(([, op, text]) => `${op} ${text?.trim()}`)
  expect(address('Un texte.\n', 'Un texte, [ici](#suite) dit.\n')).toEqual(['ins (#suite)'])
  expect(address('Voir [lui](maito:a), puis elle.\n', 'Voir elle.\n')).toEqual(['del (maito:a)'])
  expect(address('Voir [la suite](#b) ici.\n', 'Voir [la fin](#b) ici.\n')).toEqual([])
  expect(html('Un.\n', 'Un [a](javascript:x).\n')).not.toMatch(/href/)
})

test('should mark the whole of an address that comes behind words that stay', () => {
  const out = html('- `gpg`: chiffrement et signature des fichiers\n', '- [`gpg`](https://gnupg.org/): chiffrement et signature\n')
  expect(out).toMatch(/<ins>\]\(https<\/ins>.*<ins>\/\/gnupg\.org\/\):<\/ins>/s)
  expect(html('[exemple.org](http://exemple.org)\n', '<https://exemple.org>\n')).toContain('<del>[exemple.org](http</del>')
  expect(html('Voir [le site](http://exemple.org) demain.\n', 'Voir le site exemple.org demain soir.\n')).toMatch(/<del>\]\(http:\/\/|<del>[^<]*\]\(http/)
})

test('should show a link around nothing by its address', () => {
  expect(html('Un mot.\n', 'Un mot.\n\nUn [](https://exemple.org/rien) autre.\n')).toContain('<ins>https://exemple.org/rien</ins>')
})
