import { describe, expect, test } from 'vitest'
import { archiveNames } from '../../../forge/domain/archive-names.js'
import { fc } from '../../support/fast-check.js'

describe('names in an archive', () => {
  test('should leave ordinary names as they are', () => {
    expect(archiveNames(['README.md', 'media/Été à deux.png'])).toEqual(['README.md', 'media/Été à deux.png'])
  })
  test('should keep apart files whose names differ by case or composition only', () => {
    expect(archiveNames(['Carte.md', 'carte.md', 'e\u0301.md', '\u00e9.md'])).toEqual(['Carte.md', 'carte-2.md', '\u00e9.md', '\u00e9-2.md'])
  })
  test('should not let a file take the place of one the archive adds', () => {
    expect(archiveNames(['CREDITS.md', 'credits.md'], ['CREDITS.md'])).toEqual(['CREDITS-2.md', 'credits-3.md'])
  })
  test('should rename what systems give another meaning', () => {
    expect(archiveNames(['aux.md', 'NUL', 'a:b.md', 'fin. ', 'c\\d.md'])).toEqual(['_aux.md', '_NUL', 'a_b.md', 'fin__', 'c_d.md'])
  })
  test('should never write outside the folder, nor over another file, whatever the paths', () => {
    const segment = fc.oneof(fc.constantFrom('..', '.', '', 'a', 'A', 'CON', 'a\u0301', 'C:', '\\\\serveur'), fc.string({ unit: 'binary', maxLength: 30 }))
    fc.assert(fc.property(fc.array(fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/')), { maxLength: 30 }), (paths) => {
      const names = archiveNames(paths, ['CREDITS.md', 'LICENCE.txt'])
      expect(names).toHaveLength(paths.length)
      const keys = names.map((name) => name.normalize('NFKC').toLowerCase())
      expect(new Set([...keys, 'credits.md', 'licence.txt']).size).toBe(names.length + 2)
      for (const name of names) {
        expect(name.startsWith('/')).toBe(false)
        for (const part of name.split('/')) {
          expect(part).not.toBe('')
          expect(part).not.toMatch(/^\.{1,2}$/)
          expect(part).not.toMatch(/[\u0000-\u001f\\:]/)
        }
      }
      const folders = new Set(names.flatMap((name) => name.split('/').slice(0, -1).map((_, i, all) => all.slice(0, i + 1).join('/').normalize('NFKC').toLowerCase())))
      for (const key of keys) expect(folders.has(key)).toBe(false)
    }))
  })
})
