import { expect, test } from 'vitest'
import { freePicturePath, relativeTo } from '../../../forge/domain/picture-paths.js'
import { headingsIn, placeName, placeNamed, withBlock } from '../../../forge/domain/picture-place.js'
import { pathInside } from '../../../forge/domain/links.js'
import { bodyToType } from '../../../content-schema/typed-text.js'
import { fc } from '../../support/fast-check.js'

const text = '---\ntitre: T\n---\n\n## Un\n\nPremier.\n\nDeux\n----\n\n```\n## pas un titre\n```\n\n### **Trois** [lien](x)\n\n- a\n- b\n'
const block = '![x](media/x.webp)\n\n*Image : moi*'

test('should name the headings people read, wherever they are written', () => {
  expect(headingsIn(text).map(({ words, level }) => [level, words])).toEqual([[2, 'Un'], [2, 'Deux'], [3, 'Trois lien(x)']])
})

test('should put a block under its heading, and find it again once the text moved', () => {
  const place = placeNamed(placeName({ kind: 'under', heading: 1, words: 'Deux' }))
  if (place?.kind !== 'under') throw new Error('no place')
  expect(withBlock(text, place, block)).toBe(text.replace('Deux\n----\n\n', `Deux\n----\n\n${block}\n\n`))
  const moved = text.replace('## Un\n', '## Avant\n\n## Un\n')
  expect(withBlock(moved, place, block)).toContain(`Deux\n----\n\n${block}\n\n\`\`\``)
  expect(withBlock(text.replace('Deux', 'Autre'), place, block)).toBeUndefined()
})

test('should change nothing of a text but what it adds', () => {
  const line = fc.constantFrom('## Un', '# Deux', 'du texte', '', '- a', '> cite', '```', '***', '  ', 'é', '| a |')
  fc.assert(fc.property(fc.array(line, { maxLength: 14 }), fc.constantFrom('\n', '\r\n'), fc.boolean(), fc.nat(), (lines, eol, hasHeader, which) => {
    const whole = `${hasHeader ? `---${eol}titre: T${eol}---${eol}${eol}` : ''}${lines.join(eol)}`
    const places = [{ kind: 'start' } as const, { kind: 'end' } as const, ...headingsIn(whole).map(({ heading, words }) => ({ kind: 'under' as const, heading, words }))]
    const done = withBlock(whole, places[which % places.length]!, block)
    if (done === undefined) throw new Error('the place was there')
    // Taking the block away again leaves the words, in their order.
    const without = (body: string): string => body.split(/\r?\n/).filter((one) => one.trim() !== '').join('\n')
    expect(without(bodyToType(done).replace(block, ''))).toBe(without(bodyToType(whole)))
    expect(done.startsWith(hasHeader ? `---${eol}titre: T${eol}---` : '')).toBe(true)
  }))
})

test('should give every picture a name of its own, from what it shows', () => {
  expect(freePicturePath('Un cercle de chaises !', new Set())).toBe('media/un-cercle-de-chaises.webp')
  expect(freePicturePath('Un cercle de chaises', new Set(['media/un-cercle-de-chaises.webp', 'Media/Un-cercle-de-chaises-2.WEBP']))).toBe('media/un-cercle-de-chaises-3.webp')
  expect(freePicturePath('***', new Set())).toBe('media/image.webp')
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 500 }), (alt) => { expect(freePicturePath(alt, new Set())).toMatch(/^media\/[a-z0-9-]{1,70}\.webp$/) }))
})

test('should name a file from any other as links are read', () => {
  for (const from of ['README.md', 'pieces/a.md', 'a/b/c.md', 'media/notes.md']) expect(pathInside(from, relativeTo(from, 'media/un-cercle.webp'))).toBe('media/un-cercle.webp')
})
