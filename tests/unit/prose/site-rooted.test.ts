import { expect, test } from 'vitest'
import { resolveIn, targetsIn, type LinkPlace } from '../../../forge/domain/links.js'
import { renderMarkdown } from '../../../forge/prose/markdown.js'
import { siteRooted } from '../../../forge/prose/site-rooted.js'
import { indexOfNames, shownImages } from '../../../forge/use-cases/shownImages.js'
import { fc } from '../../support/fast-check.js'

const ways = [
  '![Un cercle]({{ site.baseurl }}/media/cercle.png)', '![Un cercle]({{site.baseurl}}/media/cercle.png)', '![Un cercle]({{ site.url }}{{ site.baseurl }}/media/cercle.png)',
  '![Un cercle](<{{ site.baseurl }}/media/cercle.png>)', '![Un cercle]({{ "/media/cercle.png" | relative_url }})', "![Un cercle]({{ 'media/cercle.png' | absolute_url }})",
  '<img src="{{ site.baseurl }}/media/cercle.png" alt="Un cercle">', '![Un cercle][1]\n\n[1]: {{ site.baseurl }}/media/cercle.png',
]
const place: LinkPlace = { base: '/cooperation/cercle', version: undefined, path: 'contributions/cercle.md', mainPath: 'contributions/cercle.md', neighbours: {} }

test.each(ways)('should find and show the picture that a site generator writes %s', (text) => {
  expect(shownImages(text, place.path, indexOfNames(['media/cercle.png', 'contributions/cercle.md']))).toEqual(['media/cercle.png'])
  expect(targetsIn(text, place.path)).toEqual(['media/cercle.png'])
  expect(renderMarkdown(text, { resolveUrl: (url, kind) => resolveIn(place, url, kind) }).html).toContain('<img src="/cooperation/cercle/fichiers/media/cercle.png?brut=1"')
})

test('should lead links from the root too, and leave code, prose and other generators’ words as they are', () => {
  expect(siteRooted('[La suite]({{ site.baseurl }}/suite.md) et {{ site.title }}')).toBe('[La suite](/suite.md) et {{ site.title }}')
  for (const text of ['```\n![x]({{ site.baseurl }}/a.png)\n```', 'On écrit {{ site.baseurl }} devant.', '![x]({{ page.image }})', '~~~~\n~~~\n[x]({{site.url}}/a)\n~~~~']) expect(siteRooted(text)).toBe(text)
})

test('should keep every line at its place, and quickly whatever is written', () => {
  fc.assert(fc.property(fc.array(fc.oneof(fc.constantFrom(...ways, '```', '~~~', '{{', '](', '{{ site.url', 'src="'), fc.string()), { maxLength: 40 }), (parts) => {
    const text = parts.join('\n')
    const rooted = siteRooted(text)
    expect(rooted.split('\n')).toHaveLength(text.split('\n').length)
    expect(siteRooted(rooted)).toBe(rooted)
  }))
  expect(siteRooted('](   '.repeat(100_000) + '{{')).toHaveLength(500_002)
})
