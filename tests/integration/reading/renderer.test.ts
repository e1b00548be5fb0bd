import { afterAll, beforeAll, expect, test } from 'vitest'
import { openRenderer } from '../../../forge/adapters/rendering/renderer.js'
import type { LinkPlace } from '../../../forge/domain/links.js'
import type { Renderer } from '../../../forge/domain/rendering.js'

const place: LinkPlace = { base: '/c/f', version: undefined, path: 'README.md', mainPath: 'README.md', neighbours: {} }
let inPlace: Renderer
let inThreads: Renderer

beforeAll(() => {
  inPlace = openRenderer({ inPlaceLength: 10_000_000 })
  inThreads = openRenderer({ inPlaceLength: 0 })
})
afterAll(async () => { await inPlace.close(); await inThreads.close() })

const texts = ['# Titre\n\nUn [lien](a.md) et ![image](b.png).\n\n| a | b |\n|---|---|\n| 1 | 2 |\n', 'un point **de vigilance**', '']

test('should render the same in a thread as in place', async () => {
  const asked = { texts, place, locale: 'fr' as const }
  expect(await inThreads.markdown(asked)).toEqual(await inPlace.markdown(asked))
  const [before, after] = ['Bonjour à toutes et tous.\n'.repeat(200), 'Bonsoir à toutes et tous.\n'.repeat(200)]
  expect(await inThreads.compare(before, after, 'fr')).toEqual(await inPlace.compare(before, after, 'fr'))
})

test('should lead the links and images of a comparison to the version that wrote them, once their places are known', async () => {
  const [before, after] = ['Le groupe ![en cercle](a.png) se salue.\n'.repeat(60), 'Le groupe ![en ligne](b.png) se salue.\n'.repeat(60)]
  const compared = await inThreads.compare(before, after, 'fr', { before: { ...place, version: 'v1' }, after: place })
  expect(compared.changes).toContain('src="/c/f/fichiers/a.png?brut=1&amp;version=v1"')
  expect(compared.changes).toContain('src="/c/f/fichiers/b.png?brut=1"')
  expect((await inThreads.compare(before, after, 'fr')).changes).not.toContain('<img')
})

test('should go on turning while a huge text is rendered', async () => {
  let turns = 0
  const turning = setInterval(() => { turns += 1 }, 1)
  await inThreads.markdown({ texts: ['Une *phrase* avec [un lien](x.md).\n\n'.repeat(8_000)], place, locale: 'fr' })
  clearInterval(turning)
  expect(turns).toBeGreaterThan(5)
})

test('should show as it is written a text that takes too long, and try again later', async () => {
  const hurried = openRenderer({ inPlaceLength: 0, timeLimitMs: 1 })
  const [rendered] = await hurried.markdown({ texts: ['<b>a</b> '.repeat(2_000)], place, locale: 'fr' })
  expect(rendered?.html).toMatch(/^<pre class="as-written">&lt;b&gt;a/)
  await hurried.close()
})

test('should answer everyone who asks for the same text at the same time', async () => {
  const asked = { texts: [`${texts[0]} encore`], place, locale: 'fr' as const }
  const answers = await Promise.all(Array.from({ length: 20 }, () => inThreads.markdown(asked)))
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
})
