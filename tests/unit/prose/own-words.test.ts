import { expect, test } from 'vitest'
import { lexiconFrom } from '../../../content-schema/lexicon.js'
import { CORE_VOCABULARIES } from '../../../content-schema/vocabularies.js'
import { openRenderer } from '../../../forge/adapters/rendering/renderer.js'
import { diffTexts } from '../../../forge/prose/diff.js'
import { renderDiff } from '../../../forge/prose/render-diff.js'

const own = lexiconFrom(CORE_VOCABULARIES.map((list) => (list.id === 'statut'
  ? { ...list, concepts: [...list.concepts, { ...list.concepts[0]!, notation: 'presque-mur', fr: 'Presque mûr', en: 'Nearly ripe' }] } : list)), [])
const [before, after] = ['---\nstatut: brouillon\n---\n', '---\nstatut: presque-mur\n---\n'] as const

test('should tell a term that an instance added by its label, in the sentence and in the view', () => {
  const diff = diffTexts(before, after, { terms: own })
  expect(diff.summary.fr).toContain('Presque mûr')
  expect(diff.summary.en).toContain('Nearly ripe')
  expect(renderDiff(diff, { terms: own }).html).toContain('<ins>Presque mûr</ins>')
  expect(diffTexts(before, after).summary.fr).toContain('presque-mur')
})

test('should give every page of a forge the words in force, those read since included', async () => {
  let now = lexiconFrom(CORE_VOCABULARIES, [])
  const renderer = openRenderer({ lexicon: () => now })
  expect((await renderer.compare(before, after, 'fr')).summary).toContain('presque-mur')
  now = own
  const { summary, changes } = await renderer.compare(before, after, 'fr')
  expect(summary).toContain('Presque mûr')
  expect(changes).toContain('Presque mûr')
  await renderer.close()
})
