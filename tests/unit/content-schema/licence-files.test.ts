import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { expect, test } from 'vitest'
import { detectLicence } from '../../../content-schema/licences/detect.js'
import { licencesOfFile } from '../../../content-schema/licences/files.js'
import { identify, isFree } from '../../../content-schema/licences/identify.js'

/**
 * Licence files as people leave them: deeds copied or saved, notices, legal codes, French wordings at the foot of a text. Deeds and
 * notices are put together here from their sentences; whole texts are those of this project and of the packages it uses, so that no
 * text has to be kept twice.
 */
interface Case { readonly name: string; readonly id: string | undefined; readonly text: string; readonly as?: 'body' }

const CODES = ['BY', 'BY-SA', 'BY-NC', 'BY-NC-SA', 'BY-ND', 'BY-NC-ND'] as const
const VERSIONS = ['1.0', '2.0', '2.5', '3.0', '4.0'] as const
const has = (code: string, element: string): boolean => code.split('-').includes(element)
const address = (code: string, version: string, rest = ''): string => `creativecommons.org/licenses/${code.toLowerCase()}/${version}/${rest}`

const EN: Readonly<Record<string, string>> = { BY: 'Attribution', NC: 'NonCommercial', ND: 'NoDerivatives', SA: 'ShareAlike' }
const FR: Readonly<Record<string, string>> = { BY: 'Attribution', NC: 'Pas d’Utilisation Commerciale', ND: 'Pas de Modification', SA: 'Partage dans les Mêmes Conditions' }
const titleEn = (code: string): string => code.split('-').map(one => EN[one]).join('-')
const titleFr = (code: string): string => code.split('-').map(one => FR[one]).join(' - ')
const scope = { en: { '4.0': ' International', '3.0': ' Unported', '2.5': ' Generic', '2.0': ' Generic', '1.0': ' Generic' }, fr: { '4.0': ' International', '3.0': ' non transposé', '2.5': ' Générique', '2.0': ' Générique', '1.0': ' Générique' } } as const

const deedEn = (code: string, version: string, place: string): string => `${titleEn(code)} ${version}${place} (CC ${code} ${version})

This is a human-readable summary of (and not a substitute for) the license.

You are free to:
Share — copy and redistribute the material in any medium or format${has(code, 'NC') ? '' : ' for any purpose, even commercially'}.
${has(code, 'ND') ? '' : `Adapt — remix, transform, and build upon the material${has(code, 'NC') ? '' : ' for any purpose, even commercially'}.\n`}
The licensor cannot revoke these freedoms as long as you follow the license terms.

Under the following terms:
Attribution — You must give appropriate credit, provide a link to the license, and indicate if changes were made.
${has(code, 'NC') ? 'NonCommercial — You may not use the material for commercial purposes.\n' : ''}${has(code, 'SA') ? 'ShareAlike — If you remix, transform, or build upon the material, you must distribute your contributions under the same license as the original.\n' : ''}${has(code, 'ND') ? 'NoDerivatives — If you remix, transform, or build upon the material, you may not distribute the modified material.\n' : ''}
No additional restrictions — You may not apply legal terms or technological measures that legally restrict others from doing anything the license permits.
`
const deedFr = (code: string, version: string, place: string): string => `Creative Commons ${titleFr(code)} ${version}${place}

Ceci est un résumé de la licence, et non un substitut.

Vous êtes autorisé à :
Partager — copier, distribuer et communiquer le matériel par tous moyens et sous tous formats${has(code, 'NC') ? '' : ' pour toute utilisation, y compris commerciale'}.
${has(code, 'ND') ? '' : 'Adapter — remixer, transformer et créer à partir du matériel.\n'}
L’Offrant ne peut retirer les autorisations concédées par la licence tant que vous appliquez les termes de cette licence.

Selon les conditions suivantes :
Attribution — Vous devez créditer l’œuvre, intégrer un lien vers la licence et indiquer si des modifications ont été effectuées.
${has(code, 'NC') ? 'Pas d’Utilisation Commerciale — Vous n’êtes pas autorisé à faire un usage commercial de cette œuvre.\n' : ''}${has(code, 'SA') ? 'Partage dans les Mêmes Conditions — Dans le cas où vous effectuez un remix, vous devez diffuser l’œuvre modifiée dans les mêmes conditions.\n' : ''}${has(code, 'ND') ? 'Pas de modifications — Dans le cas où vous effectuez un remix, vous n’êtes pas autorisé à distribuer l’œuvre modifiée.\n' : ''}
Pas de restrictions complémentaires.
`
const TEXT = '# Le tour\n\nOn fait un tour.\n\nPuis un autre, en silence.\n\n'

const made: Case[] = CODES.flatMap(code => [
  ...VERSIONS.flatMap((version): Case[] => [
    { name: `deed ${code} ${version}, English`, id: `CC-${code}-${version}`, text: deedEn(code, version, scope.en[version]) },
    { name: `deed ${code} ${version}, French`, id: `CC-${code}-${version}`, text: deedFr(code, version, scope.fr[version]) },
    { name: `saved deed ${code} ${version}`, id: `CC-${code}-${version}`, text: `<!DOCTYPE html><html lang="fr"><head><title>Deed</title><link rel="canonical" href="https://${address(code, version, 'deed.fr')}" /></head><body><a href="https://${address('by', '4.0')}">Autre</a>${deedFr(code, version, '')}</body></html>` },
    { name: `notice with its address ${code} ${version}`, id: `CC-${code}-${version}`, text: `This work is licensed under the Creative Commons ${titleEn(code)} ${version}${scope.en[version]} License. To view a copy of this license, visit http://${address(code, version)} or send a letter to Creative Commons.\n` },
    { name: `notice without address ${code} ${version}`, id: `CC-${code}-${version}`, text: `Copyright 2024 Lou\n\nCe travail est mis à disposition sous licence Creative Commons ${titleFr(code)} ${version}.\n` },
    { name: `foot of a text ${code} ${version}`, id: `CC-${code}-${version}`, text: `${TEXT}---\n\nLicence : CC ${code} ${version}\n`, as: 'body' },
    { name: `link at the foot ${code} ${version}`, id: `CC-${code}-${version}`, text: `${TEXT}Publié sous [licence Creative Commons](https://${address(code, version, 'deed.fr')}).\n`, as: 'body' },
  ]),
  ...['2.0', '3.0'].flatMap((version): Case[] => [
    { name: `French port deed ${code} ${version}`, id: identify(`https://${address(code, version, 'fr/')}`)?.id, text: deedFr(code, version, ' France') },
    { name: `French port in words ${code} ${version}`, id: identify(`https://${address(code, version, 'fr/')}`)?.id, text: `${TEXT}Cette fiche est mise à disposition selon les termes de la licence Creative Commons ${titleFr(code)} ${version} France.\n`, as: 'body' },
  ]),
  { name: `without version ${code}`, id: `LicenseRef-CC-${code}`, text: `${TEXT}## Licence\n\nCe texte est sous licence Creative Commons ${titleFr(code)}.\n`, as: 'body' },
  { name: `in small letters, another order ${code}`, id: `LicenseRef-CC-${code}`, text: `${TEXT}licence : cc-${code.toLowerCase()}\n`, as: 'body' },
  { name: `photograph apart ${code}`, id: `CC-${code}-4.0`, text: `# T\n\n![cercle](a.jpg)\n\nPhoto par Lou, CC BY 2.0\n\n${TEXT}Licence : CC ${code} 4.0\n`, as: 'body' },
  // What must not be read as a licence, or not as a freer one.
  { name: `title of BY over the clauses of ${code}`, id: code === 'BY' ? 'CC-BY-4.0' : undefined, text: deedEn(code, '4.0', ' International').replace(/^.*\n/, 'Attribution 4.0 International\n') },
  { name: `deed of ${code} with a country nobody here knows`, id: undefined, text: deedEn(code, '3.0', ' Scotland').replace(/ \(CC.*\)/, '') },
  { name: `two licences, ${code} and another`, id: undefined, text: `This work is licensed under CC ${code} 4.0 and, for its second part, under CC ${code === 'BY' ? 'BY-SA' : 'BY'} 4.0.\n` },
  { name: `another text that names ${code}`, id: undefined, text: `Licence du jardin\n\nPermission is hereby granted to garden clubs to use this text, provided that this notice stays. It resembles CC ${code} 4.0 but is not it. The text is given without warranty of any kind.\n` },
])
const others: Case[] = [
  { name: 'LAL 1.3 title', id: 'LAL-1.3', text: 'Licence Art Libre 1.3 (LAL 1.3)\n\nVoir https://artlibre.org/licence/lal/\n' },
  { name: 'LAL at the foot', id: 'LAL-1.3', text: `${TEXT}Copyleft : cette œuvre est libre, sous Licence Art Libre 1.3.\n`, as: 'body' },
  { name: 'Licence Ouverte', id: 'etalab-2.0', text: 'LICENCE OUVERTE / OPEN LICENCE\n==============================\n\n- Version 2.0\n- Avril 2017\n' },
  { name: 'Licence Ouverte at the foot', id: 'etalab-2.0', text: `${TEXT}Contenus sous Licence Ouverte 2.0.\n\nLicence : Licence Ouverte 2.0\n`, as: 'body' },
  { name: 'CC0 title', id: 'CC0-1.0', text: 'Creative Commons Legal Code\n\nCC0 1.0 Universal\n' },
  { name: 'public domain mark page', id: 'CC-PDM-1.0', text: '<html><head about="https://creativecommons.org/publicdomain/mark/1.0/"></head><body>Domaine public</body></html>' },
  { name: 'reserved', id: 'LicenseRef-ARR', text: '© 2020 Lou. Tous droits réservés.\n' },
  { name: 'reserved words inside a grant', id: undefined, text: 'Copyright 2020 Lou. All rights reserved.\n\nRedistribution and use in gardens, with or without modification, are permitted provided that the following conditions are met: this notice stays. Disclaimer of warranties.\n' },
  { name: 'GPL with an exception', id: undefined, text: 'GNU GENERAL PUBLIC LICENSE\nVersion 3, 29 June 2007\n\nAs a special exception, linking is free.\n' },
  { name: 'MIT as a word', id: undefined, text: 'Written at MIT, where the licence of this text was discussed.\n' },
  { name: 'nothing', id: undefined, text: 'Merci de nous écrire.\n' }, { name: 'free as a wish', id: undefined, text: 'Ce texte est libre, servez-vous.\n' },
]
const CASES = [...made, ...others]

const read = ({ text, as }: Case) => detectLicence(as === 'body' ? { body: text, licenceFiles: [] } : { body: '', licenceFiles: [{ path: 'LICENSE', text }] })
/** A software licence alone is a question for `detectLicence`; here it is what was read that counts. */
const named = (text: string): string | undefined => { const ids = [...new Set(licencesOfFile('LICENSE', text).map(({ licence }) => licence?.id))]; return ids.length === 1 ? ids[0] : undefined }

test('should read deeds, notices and French wordings of every version, and nothing where nothing is sure', () => {
  expect(CASES.length).toBeGreaterThan(280)
  const wrong = CASES.flatMap(one => { const found = read(one).licence?.id; return found === one.id ? [] : [`${one.name}: ${String(found)}, expected ${String(one.id)}`] })
  expect(wrong).toEqual([])
})

test('should read the whole texts this project and its packages carry as what they say they are', () => {
  const root = path.resolve(import.meta.dirname, '../../..')
  for (const [file, id] of [['LICENSES/CC-BY-SA-4.0.txt', 'CC-BY-SA-4.0'], ['LICENSES/CC0-1.0.txt', 'CC0-1.0'], ['LICENSES/AGPL-3.0-or-later.txt', 'AGPL-3.0-only']] as const) expect(named(readFileSync(path.join(root, file), 'utf8'))).toBe(id)
  const packages = path.dirname(path.dirname(createRequire(import.meta.url).resolve('vitest/package.json')))
  let recognised = 0
  const wrong: string[] = []
  for (const name of readdirSync(packages)) {
    try {
      const { license } = JSON.parse(readFileSync(path.join(packages, name, 'package.json'), 'utf8')) as { license?: unknown }
      const file = readdirSync(path.join(packages, name)).find(one => /^licen[cs]e(?:\.md|\.txt)?$/i.test(one))
      // A choice or a sum is said in the header; the file holds one text, or several.
      if (file === undefined || typeof license !== 'string' || / OR | AND /.test(license)) continue
      const found = named(readFileSync(path.join(packages, name, file), 'utf8'))
      if (found !== undefined) recognised++
      if (found !== undefined && found !== license) wrong.push(`${name}: ${found}, its header says ${license}`)
    } catch { /* A folder without header, or a scope of several packages. */ }
  }
  expect(wrong).toEqual([])
  expect(recognised).toBeGreaterThan(100)
})

test('should not take a text for a licence once one word of its terms is another', () => {
  const text = readFileSync(path.resolve(import.meta.dirname, '../../../LICENSES/CC-BY-SA-4.0.txt'), 'utf8')
  expect(named(text.replace(/\n\n/g, '\n\n\n> ').replace(/"/g, '«'))).toBe('CC-BY-SA-4.0')
  for (const [from, to] of [['Adapter\'s License', 'Other License'], ['royalty-free', 'royalty-bearing'], ['irrevocable', 'revocable']] as const) {
    expect(text).toContain(from)
    expect(named(text.replaceAll(from, to))).toBeUndefined()
  }
  expect(named(`${text}\n\n"Commons Clause" License Condition v1.0\n\nThe license does not grant the right to sell.\n`)).toBeUndefined()
})

test('should never read a Creative Commons file as freer than what it says', () => {
  for (const one of CASES) {
    const { licence } = read(one)
    const said = one.id === undefined ? undefined : identify(one.id)
    if (licence === undefined || said === undefined) continue
    expect([licence.nc || !said.nc, licence.nd || !said.nd, licence.sa || !said.sa, isFree(said) || !isFree(licence)], one.name).toEqual([true, true, true, true])
  }
})
