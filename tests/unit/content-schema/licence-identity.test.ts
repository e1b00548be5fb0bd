import { describe, expect, test } from 'vitest'
import { OTHER_LICENCES } from '../../../content-schema/licences/data/licences.js'
import { parseExpression } from '../../../content-schema/licences/expression.js'
import { identify } from '../../../content-schema/licences/identify.js'

const NAMED: readonly (readonly [string, string | undefined])[] = [
  ['CC BY-SA', 'LicenseRef-CC-BY-SA'], ['Creative Commons NC-BY-SA', 'LicenseRef-CC-BY-NC-SA'], ['CC-BY-SA 3.0 FR', 'LicenseRef-CC-BY-SA-3.0-FR'],
  ['CC BY 4.0 FR', 'CC-BY-4.0'], ['CC BY-NC-SA 2.0 FR', 'CC-BY-NC-SA-2.0-FR'], ['https://creativecommons.org/licenses/by/3.0/fr/', 'LicenseRef-CC-BY-3.0-FR'],
  ['https://creativecommons.org/licenses/by-nc-nd/4.0/deed.zh-hans', 'CC-BY-NC-ND-4.0'], ['http://creativecommons.org/licenses/by-nd-nc/1.0/', 'CC-BY-NC-ND-1.0'],
  ['Licence Creative Commons Paternité - Partage des Conditions Initiales à l’Identique 2.0 France', 'LicenseRef-CC-BY-SA-2.0-FR'],
  ['Creative Commons Attribution – Partage dans les mêmes conditions 4.0 International (CC BY-SA 4.0)', 'CC-BY-SA-4.0'],
  ['Attribution-NonCommercial 4.0 International', 'CC-BY-NC-4.0'], ['Licence : CC BY-SA 4.0', 'CC-BY-SA-4.0'],
  ['Licence Art Libre', 'LicenseRef-LAL'], ['LAL 1.3', 'LAL-1.3'], ['FAL-1.3', 'LAL-1.3'], ['Licence Ouverte 2.0', 'etalab-2.0'], ['etalab-1.0', 'LicenseRef-etalab-1.0'],
  ['CC0', 'CC0-1.0'], ['CC0 1.0 Universel', 'CC0-1.0'], ['https://creativecommons.org/publicdomain/mark/1.0/deed.fr', 'CC-PDM-1.0'], ['GFDL', 'LicenseRef-GFDL'],
  ['GPLv3', 'GPL-3.0-only'], ['Tous droits réservés', 'LicenseRef-ARR'], ['ARR', 'LicenseRef-ARR'],
  // What is not one licence is nobody's: an answer here would be a guess.
  ['Creative Commons', undefined], ['CC', undefined], ['Attribution', undefined], ['libre', undefined], ['domaine public', undefined], ['NOASSERTION', undefined], ['', undefined],
  ['CC BY-SA ou GFDL', undefined], ['CC BY-SA-ND', undefined], ['CC BY 5.0', undefined], ['CC SA 1.0', undefined], ['CC BY-SA 4.0 sauf les photos', undefined],
  ['Attribution 4.0 International (CC BY-NC 4.0)', undefined],
]
for (const [label, id] of NAMED) test(`should read « ${label} » as ${id ?? 'no licence it knows'}`, () => expect(identify(label)?.id).toBe(id))

describe('every Creative Commons licence', () => {
  for (const code of ['by', 'by-sa', 'by-nc', 'by-nc-sa', 'by-nd', 'by-nc-nd']) {
    test(`should be known by each of its names: ${code}`, () => {
      for (const version of ['1.0', '2.0', '2.5', '3.0', '4.0', '3.0 FR', '2.0 FR', '3.0 IGO']) {
        const licence = identify(`CC ${code.toUpperCase()} ${version}`)
        if (!licence) throw new Error(`${code} ${version}`)
        const names = [licence.id, licence.uri, licence.nameFr, licence.nameEn, licence.shortName, `${licence.uri}deed.fr`, `${licence.uri}legalcode`, `${licence.uri}legalcode.fr`,
          licence.uri.replace('https', 'http').toUpperCase(), licence.uri.replace('https://', ''), licence.id.toLowerCase(), ` ${licence.shortName.replaceAll('-', '‑')} `]
        for (const name of names) expect(identify(name)?.id, name).toBe(licence.id)
        expect([licence.sa, licence.nc, licence.nd]).toEqual(['sa', 'nc', 'nd'].map(element => code.split('-').includes(element)))
        expect(licence.mayFr.length * licence.mustFr.length).toBeGreaterThan(0)
      }
    })
  }
})

test('should know every other licence by its id, names and address', () => {
  for (const licence of OTHER_LICENCES) {
    expect(identify(licence.id)?.id).toBe(licence.id)
    expect(identify(licence.id.toUpperCase())?.id).toBe(licence.id)
    expect(licence.uri).toMatch(/^https:\/\//)
  }
})

test('should read choices and sums', () => {
  expect(parseExpression('CC-BY-SA-4.0 OR GFDL-1.3-or-later')).toMatchObject({ kind: 'or', parts: [{ licence: { id: 'CC-BY-SA-4.0' } }, { licence: { id: 'GFDL-1.3-or-later' } }] })
  expect(parseExpression('(CC-BY-4.0 OR MIT) AND ODbL-1.0')).toMatchObject({ kind: 'and', parts: [{ kind: 'or' }, { kind: 'licence' }] })
  expect(parseExpression('CC BY-SA 4.0 ou licence de Lou')).toMatchObject({ kind: 'or', parts: [{ kind: 'licence' }, { kind: 'unknown' }] })
  expect(parseExpression('(('.repeat(5000))).toMatchObject({ kind: 'unknown' })
})
