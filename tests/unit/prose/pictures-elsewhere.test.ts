import { expect, test } from 'vitest'
import { renderMarkdown } from '../../../forge/prose/markdown.js'

const render = (text: string): string => renderMarkdown(text, { resolveUrl: (url, kind) => (kind === 'link' && /^https?:/.test(url) ? url : undefined) }).html

test('should offer a picture of another site as a link, and load nothing', () => {
  expect(render('![Un cercle](https://ailleurs.invalid/cercle.png)')).toBe('<p><a href="https://ailleurs.invalid/cercle.png" rel="nofollow noopener">Voir l’image\u00A0: Un cercle</a></p>')
  expect(render('![](https://ailleurs.invalid/cercle.png)')).toContain('>Voir l’image</a>')
})

test('should keep only the words of a picture that is itself in a link, or whose address is hostile', () => {
  expect(render('[*![Un cercle](https://ailleurs.invalid/cercle.png)*](https://ailleurs.invalid/)')).toBe('<p><a href="https://ailleurs.invalid/" rel="nofollow noopener"><em>Un cercle</em></a></p>')
  expect(render('![Un cercle](javascript:alert(1))')).toBe('<p>Un cercle</p>')
})
