import { expect, test } from 'vitest'
import { identify } from '../../../content-schema/licences/identify.js'
import { readMediaRecord, writeMediaRecord } from '../../../content-schema/licences/media-record.js'
import { pictureMarkdown } from '../../../content-schema/licences/picture-caption.js'
import { mediaStatementsIn, statementsIn } from '../../../content-schema/licences/prose.js'
import { licencesOfRepository } from '../../../content-schema/licences/repository.js'
import { fc } from '../../support/fast-check.js'

const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).filter((text) => /[\p{L}]/u.test(text))

test('should read back what it writes beside a picture, on lines of its own', () => {
  fc.assert(fc.property(words, words, fc.boolean(), (author, source, isModified) => {
    const text = writeMediaRecord({ author: `Camille ${author}`, licence: 'CC-BY-4.0', source: `x ${source}`, isModified })
    expect(text.trimEnd().split('\n')).toHaveLength(isModified ? 4 : 3)
    const read = readMediaRecord(text)
    expect([read.licence, read.isModified ?? false]).toEqual(['CC-BY-4.0', isModified])
    expect(read.source?.startsWith('x')).toBe(true)
  }))
})

test('should read what other REUSE tools write', () => {
  expect(readMediaRecord('SPDX-FileCopyrightText: 2019-2024 Camille Exemple <camille@exemple.invalid>\nSPDX-FileCopyrightText: © 2020 Atelier\n\nSPDX-License-Identifier: CC0-1.0\n')).toEqual({ author: 'Camille Exemple, Atelier', licence: 'CC0-1.0' })
  expect(readMediaRecord('# SPDX-License-Identifier: MIT\n')).toEqual({ licence: 'MIT' })
  expect(readMediaRecord('rien')).toEqual({})
})

const ids = ['CC-BY-4.0', 'CC-BY-SA-4.0', 'CC-BY-NC-SA-3.0', 'CC-BY-ND-4.0', 'CC0-1.0', 'CC-PDM-1.0', 'LAL-1.3', 'etalab-2.0', 'CC-BY-SA-2.0-FR'].flatMap((id) => identify(id)?.id ?? [])

test('should never let the credit of a picture be taken for the licence of the text, and always for the picture’s', () => {
  const before = '# Titre\n\nUn texte, une phrase, une autre.\n\n'
  fc.assert(fc.property(fc.constantFrom(...ids), fc.oneof(words, fc.constantFrom('Sylvia Publiée', 'Fiche & fils', 'Le texte libre')), fc.oneof(words, fc.constantFrom('', 'https://exemple.org/licence/cc-by', 'extrait de ce document, publié sous CC BY 3.0', 'cette fiche')), fc.boolean(), fc.constantFrom('fr', 'en', 'es'), (licence, author, source, isModified, language) => {
    const body = `${before}${pictureMarkdown('media/a.webp', { alt: 'Un cercle', author, licence, source, isModified }, language)}\n`
    expect(statementsIn(body).filter(({ about }) => about !== 'source'), body).toEqual([])
    if (source === '' || source.startsWith('https://exemple.org/')) expect(mediaStatementsIn(body).map(({ image, mention }) => [image, mention.licence?.id]), body).toContainEqual(['media/a.webp', licence])
  }), { numRuns: 400 })
})

test('should keep what is typed as words', () => {
  expect(pictureMarkdown('media/a.webp', { alt: 'Un ![piège](x) [a]', author: '*Lou*_<b>', licence: 'CC0-1.0', source: '', isModified: false }, 'fr')).toBe('![Un !\\[piège\\](x) \\[a\\]](media/a.webp)\n\n*Image\u00a0: \\*Lou\\*\\_\\<b\\>, [CC0 1.0](https://creativecommons.org/publicdomain/zero/1.0/)*')
})

test('should let what lies beside one picture speak of that picture alone', () => {
  const files = [{ path: 'README.md', text: '# Fiche\n\nDu texte.\n' }, { path: 'LICENSES/CC-BY-SA-4.0.txt', text: 'Attribution-ShareAlike 4.0 International' }, { path: 'media/a.webp' }]
  const alone = licencesOfRepository(files)
  const withRecord = licencesOfRepository([...files, { path: 'media/a.webp.license', text: writeMediaRecord({ author: 'Camille', licence: 'CC-BY-NC-4.0' }) }])
  expect(withRecord.fiches).toEqual(alone.fiches)
  expect(withRecord.media).toMatchObject([{ path: 'media/a.webp', licence: { id: 'CC-BY-NC-4.0' } }])
})
