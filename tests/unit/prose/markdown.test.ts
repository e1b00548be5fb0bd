import { expect, test } from 'vitest'
import { renderMarkdown, type MarkdownOptions } from '../../../forge/prose/markdown.js'

const render = (body: string, options: Partial<MarkdownOptions> = {}) => renderMarkdown(body, { resolveUrl: (url) => url, ...options })

test('should render GitHub Markdown and leave front matter out', () => {
  const { html } = render('---\ntitre: Météo\n---\nBonjour **tout le monde**\n\n| a | b |\n|---|---|\n| 1 | 2 |\n')
  expect(html).toContain('<strong>tout le monde</strong>')
  expect(html).toContain('<td>1</td>')
  expect(html).not.toContain('Météo')
})

test('should shift headings only as far as the page needs and list them with their final ids', () => {
  expect(render('# Un\n\n## Deux\n').headings).toEqual([
    { depth: 2, text: 'Un', id: 'contenu-un' },
    { depth: 3, text: 'Deux', id: 'contenu-deux' },
  ])
  expect(render('## Déroulé\n').headings).toEqual([{ depth: 2, text: 'Déroulé', id: 'contenu-déroulé' }])
  expect(render('# Un\n', { headingOffset: 3, idPrefix: 'x-' }).html).toBe('<h4 id="x-un">Un</h4>')
})

test('should keep French typography byte for byte', () => {
  const body = 'Pourquoi\u202F? « Parce\u00A0que\u00A0» l’été… -- \'ça\' "va"'
  expect(render(body).html).toBe('<p>Pourquoi\u202F? « Parce\u00A0que\u00A0» l’été… -- \'ça\' "va"</p>')
})

test.each([
  ['<script>alert(1)</script>reste'],
  ['<img src=x onerror=alert(1)>'],
  ['[a](javascript:alert(1))'],
  ['[a](JaVa&#10;script:alert(1))'],
  ['<a href="java\nscript:alert(1)">a</a>'],
  ['<a href="\u0001javascript:alert(1)">a</a>'],
  ['![a](data:image/png;base64,AAAA) <img src="data:image/svg+xml;base64,AAAA">'],
  ['<iframe src="https://mal.example"></iframe>'],
  ['<svg><script>alert(1)</script></svg>'],
  ['<math><mi xlink:href="javascript:alert(1)">x</mi></math>'],
  ['<form action="https://mal.example"><button formaction="javascript:alert(1)">x</button></form>'],
  ['<style>body{display:none}</style>'],
  ['<p style="position:fixed" onclick="alert(1)">x</p>'],
  ['<picture><source srcset="https://mal.example/p.png"><img src="a.png"></picture>'],
  ['<noscript><p title="</noscript><img src=x onerror=alert(1)>">'],
  ['<textarea></textarea><img src=x onerror=alert(1)>'],
  ['<base href="https://mal.example/"><meta http-equiv=refresh content="0;url=https://mal.example">'],
])('should let nothing dangerous out of %s', (body) => {
  const html = render(body).html.replace(/ (title|alt)="[^"]*"/g, '')
  expect(html).not.toMatch(/<(script|iframe|svg|math|form|button|style|object|embed|base|meta|link|source|picture|textarea)|\son[a-z]+=|javascript:|data:image|style=|srcset|formaction/i)
})

test('should keep harmless HTML', () => {
  const { html } = render('<details><summary>Variante</summary>\n\nEn **cercle**, H<sub>2</sub>O, <abbr title="Communication non violente">CNV</abbr><br>fin\n\n</details>')
  expect(html).toContain('<details><summary>Variante</summary>')
  expect(html).toContain('<strong>cercle</strong>')
  expect(html).toContain('<sub>2</sub>')
  expect(html).toContain('<abbr title="Communication non violente">CNV</abbr><br>')
})

test('should ask where addresses lead, once each, and remove what leads nowhere', () => {
  const asked: string[] = []
  const { html } = render('[a](autre.md) ![photo](media/p.png) [b](https://exemple.fr) [c](perdu.md) ![vide](perdu.png) [d](#titre)\n\n# Titre', {
    resolveUrl: (url, kind) => {
      asked.push(`${kind} ${url}`)
      return url.startsWith('perdu') ? undefined : url.startsWith('http') ? url : `/o/s/${url}`
    },
  })
  expect(asked).toEqual(['link autre.md', 'image media/p.png', 'link https://exemple.fr', 'link perdu.md', 'image perdu.png'])
  expect(html).toContain('<a href="/o/s/autre.md">a</a>')
  expect(html).toContain('<img src="/o/s/media/p.png" alt="photo" loading="lazy" decoding="async">')
  expect(html).toContain('<a href="https://exemple.fr" rel="nofollow noopener">b</a>')
  expect(html).toContain('c vide <a href="#contenu-titre">d</a>')
})

test('should refuse a resolved address that became hostile', () => {
  expect(render('[a](x)', { resolveUrl: () => 'javascript:alert(1)' }).html).toBe('<p>a</p>')
})

test('should link footnotes inside the text, with words in the page’s language', () => {
  const { html } = render('Texte[^1]\n\n[^1]: La note', { locale: 'en' })
  expect(html).toContain('href="#contenu-fn-1"')
  expect(html).toContain('id="contenu-fn-1"')
  expect(html).toContain('Back to the text, note 1')
})

test('should give names to task boxes and a keyboard stop to wide tables', () => {
  const { html } = render('- [x] fait\n\n| [a](b.md) |\n|---|\n| ![i](j.png) |\n', { resolveUrl: (url) => `/r/${url}` })
  expect(html).toContain('aria-label="Fait"')
  expect(html).toContain('<div class="table-scroll" tabindex="0" role="region" aria-label="Tableau"><table>')
  expect(html).toContain('href="/r/b.md"')
  expect(html).toContain('src="/r/j.png"')
})

test.each([
  ['500 kB', 'mot '.repeat(130_000)],
  ['deep quotes', '> '.repeat(5_000) + 'x'],
  ['brackets', '['.repeat(100_000)],
  ['open tags', '<div>'.repeat(20_000)],
  ['emphasis', '*a _b '.repeat(20_000)],
  ['lines', 'a\n'.repeat(100_000)],
])('should show as written, escaped, a text too intricate to render: %s', (_, body) => {
  const { html } = render(body + '<script>')
  expect(html).toMatch(/^<pre class="as-written">/)
  expect(html).not.toContain('<script>')
})

test('should survive an empty text, control characters and lone surrogates', () => {
  expect(render('').html).toBe('')
  expect(() => render('\u0000\uD800 a \uDC00\u0007')).not.toThrow()
})

test('should say where each block comes from in its file, when asked', () => {
  const body = '# Titre\r\n\r\nUn paragraphe\nsur deux lignes.\n\n- Un\n  - Deux\n\n| a | b |\n|---|---|\n| c | d |\n\n> Cité\n\n<p data-p="7">Écrit à la main</p>\n\nFin {{ site.baseurl }}.\n\n```\ncode\n```\n'
  const file = `---\ntitre: T\n---\n${body}`
  const at = file.length - body.length
  const { html } = renderMarkdown(body, { resolveUrl: () => undefined, origin: { kind: 'text', at } })
  const told = [...html.matchAll(/<(\w+)[^>]* data-p="(\d+)"/g)].map(([, tag, start]) => [tag, file.slice(Number(start), Number(start) + 6)])
  expect(told).toEqual([
    ['h2', '# Titr'], ['p', 'Un par'], ['li', '- Un\n '], ['li', '  - De'], ['tr', '| a | '], ['tr', '| c | '], ['blockquote', '> Cité'], ['p', '> Cité'], ['p', '<p dat'], ['p', 'Fin {{'], ['pre', '```\nco'],
  ])
  expect(renderMarkdown(body, { resolveUrl: () => undefined }).html).not.toContain('data-p')
  expect(renderMarkdown('Un\n\nDeux', { resolveUrl: () => undefined, origin: { kind: 'value', at: 12 } }).html).toBe('<p data-p="12">Un</p>\n<p data-p="12">Deux</p>')
})
