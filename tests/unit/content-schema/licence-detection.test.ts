import { expect, test } from 'vitest'
import { detectLicence, isLicencePath, type DetectedLicence } from '../../../content-schema/licences/detect.js'

const detect = (body: string, more: Partial<Parameters<typeof detectLicence>[0]> = {}): DetectedLicence => detectLicence({ body, licenceFiles: [], ...more })
const short = (found: DetectedLicence): string => `${found.state} ${found.licence?.id ?? ''}`.trim()
const TEXT = '# Le tour\n\nOn fait un tour.\n\nPuis un autre.\n\n'

const PROSE: readonly (readonly [string, string, string])[] = [
  ['a licence line at the foot', `${TEXT}Licence : CC BY-SA\n`, 'declared LicenseRef-CC-BY-SA'],
  ['a licence line with its address', `${TEXT}LICENCE : [CC BY-SA](https://creativecommons.org/licenses/by-sa/4.0/deed.fr)\n`, 'declared CC-BY-SA-4.0'],
  ['who published it and under which terms', `${TEXT}## Sources :\n\nPublié par [Lou](mailto:lou@example.org) via [un réseau](http://example.org) selon les termes de la licence Creative Commons BY-NC-SA.\n`, 'declared LicenseRef-CC-BY-NC-SA'],
  ['codes in another order', `${TEXT}Publié par Lou selon les termes de la licence Creative Commons NC-BY-SA.\n`, 'declared LicenseRef-CC-BY-NC-SA'],
  ['an element glued to the next word', `${TEXT}## Sources\n\n* Un site, publié sous licence Creative Commons BY SAContact : ici\n`, 'declared LicenseRef-CC-BY-SA'],
  ['a licence section in English', `${TEXT}## License\n\nThis work is licensed under a [Creative Commons Attribution-ShareAlike 4.0 International License](http://creativecommons.org/licenses/by-sa/4.0/).\n`, 'declared CC-BY-SA-4.0'],
  ['an SPDX line in a comment', '<!-- SPDX-License-Identifier: CC-BY-4.0 -->\n# T\n', 'declared CC-BY-4.0'],
  ['a photograph alone', '# T\n\n![cercle](a.jpg)\n\nPhoto par Lou sous licence Creative Commons BY\n\nOn fait un tour.\n', 'absent'],
  ['a caption under a picture, without the word photograph', '# T\n\n![cercle](a.jpg)\n*Distribué par Lou - Licence CC0*\n\nOn fait un tour.\n', 'absent'],
  ['a photograph under another licence than the text', `# T\n\n![cercle](a.jpg)\n\nPhoto par Lou sous licence Creative Commons BY\n\n${TEXT}Publié par Sacha sous licence Creative Commons BY-NC-SA.\n`, 'declared LicenseRef-CC-BY-NC-SA'],
  ['sources that agree', `${TEXT}## Sources\n\n* **[1](#note)** Un site, sous licence Creative Commons BY-SA\n* **[2](#note)** Lou, sous licence Creative Commons BY SA\n`, 'declared LicenseRef-CC-BY-SA'],
  ['sources that cannot be mixed', `${TEXT}## Sources\n\n* **[1](#note)** Un site, sous licence Creative Commons BY-NC-SA\n* **[2](#note)** Lou, sous licence Creative Commons BY-SA\n`, 'contradictory'],
  ['one source more precise than another', `${TEXT}## Sources\n\n* **[1]** A, licensed under a Creative Commons Attribution Share-Alike 3.0 License\n* **[2]** B, sous licence Creative Commons BY-SA\n`, 'declared LicenseRef-CC-BY-SA'],
  ['talk about licences', '# Choisir\n\nLa licence Creative Commons BY n’est utilisée que sur 10 % des œuvres.\n\nLes auteurs préfèrent la BY-NC-SA (29 %).\n\n' + 'Un paragraphe.\n\n'.repeat(20), 'absent'],
  ['a wish', '# T\n\nIl est publié avec l’accord de la fondation, en test de la demande appuyée pour publier le guide sous licence Creative Commons BY-SA.\n\nTexte.\n', 'absent'],
  ['a blank to fill', `${TEXT}Publié par [?], selon les termes de la licence [?]\n`, 'unknown'],
  ['two licences at once', `${TEXT}## Licence\n\nPublié sous licence GPLv3 et sous licence ouverte 2.0.\n`, 'contradictory'],
  ['nothing', TEXT, 'absent'],
]
for (const [name, body, expected] of PROSE) test(`should read ${name} as ${expected}`, () => expect(short(detect(body))).toBe(expected))

test('should prefer the header, and say when the text contradicts it', () => {
  const foot = `${TEXT}## Licence\n\nCette fiche est sous licence CC BY-SA.\n`
  expect(short(detect(TEXT, { header: { licence: 'CC-BY-SA-4.0' } }))).toBe('declared CC-BY-SA-4.0')
  expect(short(detect(foot, { header: { license: 'CC-BY-SA-4.0' } }))).toBe('declared CC-BY-SA-4.0')
  expect(short(detect(foot, { header: { licence: 'CC-BY-4.0' } }))).toBe('contradictory')
  expect(short(detect(TEXT, { header: { licence: 'maison' } }))).toBe('unknown')
  expect(detect(foot, { header: { licence: 'CC-BY-4.0' } }).declared.map(one => one.kind)).toEqual(['header', 'text'])
})

test('should not let a fiche give more than the texts it builds on', () => {
  const sources = `${TEXT}## Sources\n\n* **[1]** Un site, sous licence Creative Commons BY-NC-SA 4.0\n`
  expect(short(detect(sources, { header: { licence: 'CC-BY-SA-4.0' } }))).toBe('contradictory')
  expect(short(detect(sources, { header: { licence: 'CC-BY-NC-SA-4.0' } }))).toBe('declared CC-BY-NC-SA-4.0')
  expect(short(detect(sources.replace('BY-NC-SA', 'BY'), { header: { licence: 'CC-BY-SA-4.0' } }))).toBe('declared CC-BY-SA-4.0')
})

const FILES: readonly (readonly [string, string, string])[] = [
  ['LICENSE', 'Creative Commons Legal Code\n\nCC0 1.0 Universal\n\n    CREATIVE COMMONS CORPORATION IS NOT A LAW FIRM', 'declared CC0-1.0'],
  ['LICENSE', 'Attribution-NonCommercial 4.0 International\n\n====\n\nCreative Commons Corporation ("Creative Commons")', 'declared CC-BY-NC-4.0'],
  ['LICENCE.md', '# Licence\n\nL’ensemble du contenu est sous licence [CC BY-NC-SA 4.0](https://creativecommons.org/licenses/by-nc-sa/4.0/).', 'declared CC-BY-NC-SA-4.0'],
  ['LICENSE', 'LICENCE OUVERTE / OPEN LICENCE\n=======\n\n- Version 2.0\n- Avril 2017\n', 'declared etalab-2.0'],
  ['LICENSES/CC-BY-SA-4.0.txt', 'whatever', 'declared CC-BY-SA-4.0'],
  // A software licence beside a text: nobody said that it covers the text.
  ['LICENSE', 'MIT License\n\nCopyright (c) 2016\n\nPermission is hereby granted, free of charge, to any person obtaining a copy', 'unknown'],
  ['LICENSE', '                                 Apache License\n                           Version 2.0, January 2004\n', 'unknown'],
  ['LICENSE', 'Faites ce que vous voulez.', 'unknown'],
]
for (const [path, text, expected] of FILES) test(`should read ${path} « ${text.trim().slice(0, 30)} » as ${expected}`, () => expect(short(detect(TEXT, { licenceFiles: [{ path, text }] }))).toBe(expected))

test('should tell content from software in a repository with both', () => {
  const licenceFiles = [{ path: 'LICENSE', text: 'MIT License\n\nPermission is hereby granted, free of charge, to any person obtaining a copy' }]
  const readme = '# P\n\n## License\n\nNon-software content in this project is licensed under a [CC-BY 4.0](https://creativecommons.org/licenses/by/4.0/) license.\n'
  expect(short(detect(TEXT, { licenceFiles, readme }))).toBe('declared CC-BY-4.0')
  expect(short(detect(TEXT, { licenceFiles, readme: '# P\n\n## License\n\nPublié sous licence GPLv3 et sous licence ouverte 2.0.\n' }))).toBe('contradictory')
})

test('should listen to the nearest folder first', () => {
  const licenceFiles = [{ path: 'LICENSE', text: 'CC0 1.0 Universal' }, { path: 'methods/m/LICENSE', text: 'Attribution-NonCommercial 4.0 International' }]
  expect(short(detect(TEXT, { licenceFiles, path: 'methods/m/fiche.md' }))).toBe('declared CC-BY-NC-4.0')
  expect(short(detect(TEXT, { licenceFiles, path: 'methods/n/fiche.md' }))).toBe('declared CC0-1.0')
  expect(short(detect(TEXT, { licenceFiles }))).toBe('contradictory')
})

test('should let the repository speak where a fiche only names its sources', () => {
  const body = `${TEXT}Source:\n* https://example.org (contenu sous licence CC BY 4.0, par Lou)\n`
  expect(short(detect(body, { licenceFiles: [{ path: 'LICENSE', text: 'Attribution-NonCommercial-NoDerivatives 4.0 International' }] }))).toBe('declared CC-BY-NC-ND-4.0')
})

test('should know a licence file by its name', () => {
  expect(['LICENSE', 'docs/LICENCE.md', 'COPYING', 'LICENSES/MIT.txt', 'licence.tsx', 'src/licences.mjs', 'README.md'].map(isLicencePath)).toEqual([true, true, true, true, false, false, false])
})
