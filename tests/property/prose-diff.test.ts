import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { applyEdits, diffTexts } from '../../forge/prose/diff.js'
import { renderDiff } from '../../forge/prose/render-diff.js'
import { escapeHtml } from '../../forge/prose/safe-html.js'
import { segment } from '../../forge/prose/segments.js'
import { words } from '../../forge/prose/words.js'
import { editedMarkdown, hostileText, markdown } from './markdown-arbitraries.js'
import { fc } from '../support/fast-check.js'

test('should cut any text into segments and words that give it back', () => {
  fc.assert(fc.property(fc.oneof(markdown, hostileText), (text) => {
    expect(segment(text).map((s) => s.source).join('')).toBe(text)
    expect(words(text).map((w) => w.text).join('')).toBe(text)
  }), { numRuns: 100 })
})

test('should give edits that turn one version into the other, in order and without overlap', () => {
  fc.assert(fc.property(fc.oneof(editedMarkdown, fc.tuple(hostileText, hostileText)), ([before, after]) => {
    const { edits, unchanged, summary } = diffTexts(before, after)
    expect(applyEdits(before, after, edits)).toBe(after)
    expect(unchanged).toBe(before === after)
    expect(summary.fr).not.toBe('')
    for (let at = 1; at < edits.length; at++) {
      expect(edits[at]!.old[0]).toBeGreaterThanOrEqual(edits[at - 1]!.old[1])
      expect(edits[at]!.new[0]).toBeGreaterThanOrEqual(edits[at - 1]!.new[1])
    }
    for (const edit of edits) expect(before.slice(...edit.old) !== after.slice(...edit.new) || edit.kind === 'moved').toBe(true)
  }), { numRuns: 100 })
})

const plain = fc.constantFrom('cercle', 'l’été', 'météo', 'météo'.normalize('NFD'), 'temps\u202F?', '<b>gras</b>', '**fort**', '12', 'PT45M', 'CC-BY-4.0', 'a@exemple.fr', 'oui: non', '- tiret', '# dièse', 'a\nb')
const fieldValue: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, plain, fc.constantFrom(1, 45, true, null), fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(fc.constantFrom('titre', 'texte', 'duree', 'nom', 'url', 'courriel', 'min', 'max', 'autre'), tie('value'), { maxKeys: 4 })),
})).value
const headerText = fc.dictionary(fc.constantFrom('titre', 'duree', 'taille_groupe', 'deroule', 'materiel', 'sources', 'auteurs', 'mots_cles', 'besoins', 'licence', 'couverture', 'ext', 'inconnu'), fc.tuple(fieldValue, fc.boolean()), { maxKeys: 5 })
  .map((fields) => `---\n${Object.entries(fields).map(([key, [value, isFlow]]) => (isFlow ? `${key}: ${JSON.stringify(value)}\n` : stringify({ [key]: value }))).join('')}---\n`)

test('should show every word of a header that came or went, and say so in the sentence', () => {
  fc.assert(fc.property(headerText, headerText, (before, after) => {
    const diff = diffTexts(before, after)
    const { html } = renderDiff(diff, { label: (key) => key })
    const shown = html.normalize('NFC')
    const wordsOf = (text: string) => new Set(words(text).filter((token) => token.isWord).map((token) => token.text.normalize('NFC')))
    const [old, next] = [wordsOf(before), wordsOf(after)]
    for (const word of [...old].filter((one) => !next.has(one)).concat([...next].filter((one) => !old.has(one)))) expect(shown).toContain(escapeHtml(word))
    if (before !== after) expect(diff.summary.fr).not.toBe('Rien n’a changé.')
    expect(html).not.toContain('<b>')
  }), { numRuns: 150 })
})
