import { expect, test } from 'vitest'
import { anchorAt, findAnchor, type Anchor } from '../../../forge/prose/anchors.js'
import { passageAt, passagesOf } from '../../../forge/prose/passages.js'

const text = `---
titre: Le tour de météo
resume: Dire son humeur en une image.
---

## Déroulé

Chaque personne dit **son humeur** en une image de météo. Le groupe écoute sans répondre.

- Poser le cadre, en deux minutes
- Faire le [tour](https://exemple.fr)

Au-delà de douze personnes, faire la météo en petits groupes.
`
const anchor = (exact: string, source = text, before = ''): Anchor => {
  const found = passagesOf(source).find(({ words }) => words.includes(exact))
  return anchorAt(source, found?.block[0] ?? -1, exact, before)!
}
const wordsIn = (source: string, found: ReturnType<typeof findAnchor>) => found && passageAt(passagesOf(source), found.block[0])?.words.slice(...found.words)

test('should quote words as readers see them, with a little of what surrounds them', () => {
  expect(anchor('humeur en une image de').quote).toEqual({ exact: 'humeur en une image de', prefix: 'Chaque personne dit son ', suffix: ' météo. Le groupe écoute sans répondre.' })
})

test('should anchor the whole block when its words were not found, or all selected', () => {
  const start = text.indexOf('- Poser')
  expect(anchorAt(text, start, 'autre chose')).toEqual({ block: [start, text.indexOf('\n', start)], quote: { exact: '', prefix: '', suffix: '' } })
  expect(anchorAt(text, start, 'Poser le cadre, en\u00A0deux minutes')?.quote.exact).toBe('')
})

test('should tell one occurrence from another by what precedes it', () => {
  const twice = 'le groupe parle, puis le groupe se tait.\n'
  expect(anchorAt(twice, 0, 'le groupe', 'parle, puis ')?.quote.prefix).toBe('le groupe parle, puis ')
})

test('should keep words in place when those around them change', () => {
  const next = text.replace('Chaque personne dit', 'Chacune à son tour, chaque personne dit').replace('## Déroulé', '## Comment faire\n\nD’abord, respirer.')
  const found = findAnchor(anchor('son humeur'), text, next)
  expect(found?.isExact).toBe(true)
  expect(wordsIn(next, found)).toBe('son humeur')
})

test('should follow words that were rewritten to those that took their place', () => {
  const next = text.replace('en deux minutes', 'en cinq minutes')
  const found = findAnchor(anchor('deux minutes'), text, next)
  expect(found).toMatchObject({ isExact: false })
  expect(wordsIn(next, found)).toBe('cinq minutes')
})

test('should follow a sentence that joined another paragraph', () => {
  const next = text.replace('\n\nAu-delà', ' Au-delà')
  expect(wordsIn(next, findAnchor(anchor('faire la météo en petits groupes'), text, next))).toBe('faire la météo en petits groupes')
})

test('should follow a field of the header', () => {
  const next = text.replace('titre: Le tour de météo\n', 'titre: Autre titre\ntype: outil-animation\n')
  expect(wordsIn(next, findAnchor(anchor('son humeur en une image.'), text, next))).toBe('son humeur en une image.')
})

test('should lose a passage that was removed, even if some of its words stand elsewhere', () => {
  const next = text.replace('Au-delà de douze personnes, faire la météo en petits groupes.\n', '')
  expect(findAnchor(anchor('personnes'), text, next)).toBeUndefined()
  expect(findAnchor(anchor('sans répondre'), text, text.replace(' Le groupe écoute sans répondre.', ''))).toBeUndefined()
})
