import { describe, expect, test } from 'vitest'
import { targetsIn, pathInside, resolveIn, type LinkPlace } from '../../../forge/domain/links.js'
import { fc } from '../../support/fast-check.js'

const place: LinkPlace = { base: '/cooperation/bilan', version: undefined, path: 'README.md', mainPath: 'README.md', neighbours: {} }

describe('addresses written in a fiche', () => {
  test('should lead to files of the resource', () => {
    expect(resolveIn(place, 'annexes/grille.pdf', 'link')).toBe('/cooperation/bilan/fichiers/annexes/grille.pdf')
    expect(resolveIn(place, './media/Été%20à%20deux.png', 'image')).toBe('/cooperation/bilan/fichiers/media/%C3%89t%C3%A9%20%C3%A0%20deux.png?brut=1')
  })
  test('should keep the version that is being read', () => {
    expect(resolveIn({ ...place, version: '1.0' }, 'a.png', 'image')).toBe('/cooperation/bilan/fichiers/a.png?brut=1&version=1.0')
    expect(resolveIn({ ...place, version: '1.0' }, 'README.md#suite', 'link')).toBe('/cooperation/bilan/versions/1.0#contenu-suite')
  })
  test('should lead from a file in a folder to the fiche itself', () => {
    expect(resolveIn({ ...place, path: 'annexes/a.md' }, '../README.md', 'link')).toBe('/cooperation/bilan')
  })
  test('should lead to the neighbours of the same collection', () => {
    expect(resolveIn({ ...place, neighbours: { 'autre fiche.md': '/cooperation/autre-fiche' } }, 'autre%20fiche.md#suite', 'link')).toBe('/cooperation/autre-fiche#contenu-suite')
  })
  test('should never leave the resource by a relative address', () => {
    for (const address of ['../../../etc/passwd', '/../..', '..\\..\\x', 'a/../../..', '%2e%2e/%2e%2e/x', '\u0000']) expect(resolveIn(place, address, 'link')).toBeUndefined()
  })
  test('should load no picture from elsewhere, and keep links to elsewhere', () => {
    expect(resolveIn(place, 'https://example.org/traceur.gif', 'image')).toBeUndefined()
    expect(resolveIn(place, '//example.org/traceur.gif', 'image')).toBeUndefined()
    expect(resolveIn(place, 'https://example.org/page', 'link')).toBe('https://example.org/page')
  })
  test('should stay on this site, under the resource or on another fiche, whatever is written', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('link' as const, 'image' as const), (address, kind) => {
      const resolved = resolveIn(place, address, kind)
      if (resolved === undefined || /^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(address.trim())) return
      const { origin, pathname } = new URL(resolved, 'http://forge.invalid')
      expect(origin).toBe('http://forge.invalid')
      expect(pathname.startsWith('/cooperation/bilan') || (kind === 'link' && /^\/[a-z0-9-]+\/[a-z0-9-]+$/.test(pathname))).toBe(true)
    }))
  })
  test('should know what is where it is not written, and what is nowhere', () => {
    const known = { ...place, files: { 'images/a.png': 'static/images/a.png', 'absent.png': '', 'absent.md': '' } }
    expect(resolveIn(known, '/images/a.png', 'image')).toBe('/cooperation/bilan/fichiers/static/images/a.png?brut=1')
    expect(resolveIn(known, 'absent.png', 'image')).toBeUndefined()
    expect(resolveIn(known, 'absent.md', 'link')).toBeUndefined()
    expect(resolveIn(known, 'constructor', 'link')).toBe('/cooperation/bilan/fichiers/constructor')
  })
  test('should find the files a text names, from its folder', () => {
    expect(targetsIn('[a](b.md) [c](<d e.md> "titre") [web](https://x.org/y.md) ![i](z.png) <img src="/w.jpg"> [#](#x)\n\n[r]: ref.md\n', 'contributions/a.md')).toEqual(['contributions/b.md', 'contributions/d e.md', 'contributions/z.png', 'w.jpg', 'contributions/ref.md'])
    expect(targetsIn('![m]({{site.baseurl}}/media/m.jpg)', 'c/a.md')).toEqual(['media/m.jpg'])
    expect(pathInside('contributions/a.md', '../b.md')).toBe('b.md')
  })
})
