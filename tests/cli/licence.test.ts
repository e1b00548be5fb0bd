import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { git } from '../support/git.js'
import { aDesk, type Desk } from './communs.js'

// Stories start dozens of processes: the limit is for a machine that does much else.
vi.setConfig({ testTimeout: 240_000 })

interface Answer { id?: number | string; verdict: string; code: string; clause: string; clause_uri: string; why_fr: string; why_en: string; fixes: { fr: string; en: string; then?: object }[]; line?: number; error?: { type: string; phrase: string } }
interface Report {
  accord: string; logiciel: string | null; depot: { etat: string; licence: string | null }
  licences: { licence: string; fiches: number }[]; dossiers: { dossier: string; licences: string[] }[]
  fiches: { fichier: string; etat: string; licence: string | null; declarations: { ou: string; dit: string; ligne?: number }[] }[]
  images: { fichier: string; licence: string | null }[]
}

let desk: Desk
beforeAll(() => { desk = aDesk() })
afterAll(() => { desk.clear() })

const write = (folder: string, files: Readonly<Record<string, string>>): string => {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(desk.dir, folder, name)), { recursive: true })
    writeFileSync(path.join(desk.dir, folder, name), text)
  }
  return path.join(desk.dir, folder)
}
const reported = (folder: string) => desk.json<Report>(['licence', folder])
const lines = (out: string) => out.trim().split('\n').map((line) => JSON.parse(line) as Answer)

test('should answer every scenario written from the texts, in order, through the command line', async () => {
  const folder = path.resolve(import.meta.dirname, '../unit/content-schema/licence-scenarios')
  const input = ['adaptation', 'chain', 'collection', 'merge', 'detect', 'alias'].map((name) => readFileSync(path.join(folder, `${name}.jsonl`), 'utf8')).join('')
  const asked = lines(input) as unknown as { id: string; expect: string | string[] }[]
  const { code, stdout, stderr } = await desk.run(['licence', 'verdict', '--lot'], { input })
  expect([code, stderr]).toEqual([0, ''])
  const answers = lines(stdout)
  expect(answers.map(({ id }) => id)).toEqual(asked.map(({ id }) => id))
  expect(answers.filter(({ verdict }, i) => ![asked[i]!.expect].flat().includes(verdict)).map(({ id }) => id)).toEqual([])
  for (const { clause, clause_uri: uri, why_fr: fr, why_en: en, verdict, fixes } of answers) {
    expect([clause, uri, fr, en].every((text) => text.length > 3)).toBe(true)
    expect(fixes.length > 0).toBe(verdict !== 'pass')
  }
})

test('should answer the lines that can be read, say what is wrong with the others, and exit 1', async () => {
  const input = ['{"id":1,"kind":"adaptation","sources":["CC-BY-4.0"],"target":"CC-BY-SA-4.0"}', 'pas du JSON', '{"id":3,"kind":"vol","sources":[]}', '{"id":4,"kind":"adaptation","sources":"CC-BY-4.0"}', '{"id":5,"kind":"declare","sources":[],"target":7}', '{"id":6,"kind":"adaptation","sources":["CC-BY-4.0"],"target":"CC-BY-4.0","ctx":[]}', '{"id":7,"kind":"adaptation","sources":[],"target":null}'].join('\n')
  const { code, stdout } = await desk.run(['licence', 'verdict', '--lot'], { input, git: 'no git' })
  expect(code).toBe(1)
  const answers = lines(stdout)
  expect(answers.map(({ id, line, verdict, error }) => [id, line, verdict, error?.type])).toEqual([
    [1, undefined, 'pass', undefined], [undefined, 2, undefined, 'line.not_json'], [3, 3, undefined, 'line.unknown_kind'], [4, 4, undefined, 'line.sources_not_texts'], [5, 5, undefined, 'line.target_not_text'], [6, 6, undefined, 'line.context_not_object'], [7, undefined, 'block', undefined],
  ])
})

test('should answer one question in sentences, and exit 1 when it is not allowed', async () => {
  expect(await desk.done(['licence', 'verdict', '--source', 'CC BY 4.0', '--cible', 'CC BY-SA 4.0'])).toMatch(/^Permis \(OK\).*\n.*section 3\(a\).*legalcode\nCeci n’est pas un avis juridique\.\n$/)
  const refused = await desk.run(['license', 'verdict', '--source', 'CC BY-SA 4.0', '--source', 'CC BY-NC 4.0', '--cible', 'CC BY-SA 4.0'])
  expect(refused.code).toBe(1)
  expect(refused.stdout).toContain('Pas permis (NO_COMMON_LICENCE)')
  expect(refused.stdout).toContain('→ Les mettre côte à côte dans un parcours')
  expect((await desk.run(['licence', 'verdict', '--source', 'CC BY-ND 4.0', '--relation', 'copie', '--cible', 'CC BY-ND 4.0'], { env: { COMMUNS_LANGUE: 'en' } })).stdout).toMatch(/^Allowed \(OK_VERBATIM\):/)
  expect((await desk.run(['licence', 'verdict'])).code).toBe(2)
  expect((await desk.run(['licence', 'verdict', '--source', 'CC0', '--relation', 'vol'])).code).toBe(2)
})

test('should say that every fiche has the licence the root states, and that a software beside has its own', async () => {
  const report = await reported(write('une', {
    'LICENSE': 'MIT License\n\nPermission is hereby granted, free of charge, to any person obtaining a copy', 'README.md': '# Projet\n\n## License\n\nNon-software content in this project is licensed under a [CC-BY 4.0](https://creativecommons.org/licenses/by/4.0/) license.\n',
    'fiches/a.md': '# A\n\nTexte.\n', 'fiches/b.md': '---\nlicence: CC-BY-4.0\n---\n# B\n', 'img/a.png': 'x',
  }))
  expect([report.accord, report.logiciel]).toEqual(['une', 'MIT'])
  expect(report.licences).toEqual([{ licence: 'CC-BY-4.0', uri: 'https://creativecommons.org/licenses/by/4.0/', fiches: 3 }])
  expect(report.images).toEqual([{ fichier: 'img/a.png', licence: null, declarations: [] }])
})

test('should tell folders apart, the nearest README before the root, and pictures by their captions, header and REUSE', async () => {
  const folder = write('dossiers', {
    'LICENSE': 'Creative Commons Legal Code\n\nCC0 1.0 Universal\n', 'a.md': '# A\n\nTexte.\n\n![Cercle](img/cercle.jpg)\n\nPhoto par Lou, sous licence Creative Commons BY-SA\n',
    'cours/README.md': '# Cours\n\nLes contenus sont disponibles sous licence Creative Commons BY-NC-SA 4.0.\n', 'cours/un.md': '# Un\n\nTexte.\n', 'cours/deux.md': '---\nlicence: CC-BY-SA-4.0\nmedias:\n  - fichier: deux.png\n    licence: CC-BY-4.0\n---\n# Deux\n',
    'img/cercle.jpg': 'x', 'img/carte.png': 'x', 'img/carte.png.license': 'SPDX-License-Identifier: ODbL-1.0\n', 'cours/deux.png': 'x',
    'REUSE.toml': 'version = 1\n\n[[annotations]]\npath = "img/plan-*"\nSPDX-License-Identifier = "LAL-1.3"\n', 'img/plan-1.svg': '<svg/>', 'LICENSES/LAL-1.3.txt': 'texte', 'LICENSES/CC0-1.0.txt': 'texte',
  })
  const report = await reported(folder)
  expect(report.accord).toBe('par-partie')
  expect(Object.fromEntries(report.fiches.map(({ fichier, licence }) => [fichier, licence]))).toEqual({ 'a.md': 'CC0-1.0', 'cours/README.md': 'CC-BY-NC-SA-4.0', 'cours/un.md': 'CC-BY-NC-SA-4.0', 'cours/deux.md': 'CC-BY-SA-4.0' })
  expect(Object.fromEntries(report.images.map(({ fichier, licence }) => [fichier, licence]))).toEqual({ 'img/cercle.jpg': 'LicenseRef-CC-BY-SA', 'img/carte.png': 'ODbL-1.0', 'cours/deux.png': 'CC-BY-4.0', 'img/plan-1.svg': 'LAL-1.3' })
  expect(report.dossiers.find(({ dossier }) => dossier === 'cours')?.licences).toEqual(['CC-BY-NC-SA-4.0', 'CC-BY-SA-4.0'])
  const said = await desk.done(['licence', folder])
  expect(said).toContain('Chaque fiche a une licence, pas toutes la même.')
  expect(said).toContain('Images et médias\u00a0: 4, dont 4 avec une licence déclarée.')
})

test('should say contradictions, several licences at once, unknown ones and silence for what they are, and never choose', async () => {
  const report = await reported(write('confus', {
    'contredit.md': '---\nlicence: CC-BY-SA-4.0\n---\n# A\n\nPublié sous licence Creative Commons BY-NC 4.0.\n', 'double.md': '# B\n\n## Licence\n\nCe guide est publié sous licence GPLv3 et sous licence ouverte 2.0 (compatible avec CC BY 4.0).\n',
    'choix.md': '---\nlicence: CC-BY-SA-4.0 OR GFDL-1.3-or-later\n---\n# C\n', 'inconnu.md': '---\nlicence: libre\n---\n# D\n', 'muet.md': '# E\n\nTexte.\n',
  }))
  expect(report.accord).toBe('contradictoire')
  expect(Object.fromEntries(report.fiches.map(({ fichier, etat }) => [fichier, etat]))).toEqual({ 'choix.md': 'choix', 'contredit.md': 'contradictoire', 'double.md': 'plusieurs', 'inconnu.md': 'inconnue', 'muet.md': 'absente' })
  expect(report.fiches.every(({ licence, etat }) => licence === null || etat === 'choix')).toBe(true)
  expect(report.fiches.find(({ fichier }) => fichier === 'contredit.md')?.declarations).toContainEqual(expect.objectContaining({ ou: 'texte', dit: 'Creative Commons BY-NC 4.0', ligne: 6 }))
  const said = await desk.done(['licence', 'confus'])
  expect(said).toContain('double.md — plusieurs licences à la fois')
  expect(said).toContain('Des fiches se contredisent sur leur licence')
  expect(said).not.toContain('CC BY 4.0')
})

test('should offer the choice of a header that says OR, and say both of one that says AND', async () => {
  const folder = write('joints', {
    'choix.md': '---\nlicence: GFDL-1.3-or-later OR CC BY-SA 4.0\n---\n# A\n', 'meme.md': '---\nlicence: CC-BY-SA-4.0 ou GFDL-1.3-or-later\n---\n# B\n',
    'deux.md': '---\nlicence: CC-BY-4.0 AND etalab-2.0\n---\n# C\n', 'denie.md': '---\nlicence: CC-BY-4.0 OR CC0-1.0\n---\n# D\n\nPublié sous licence Creative Commons BY-NC 4.0.\n', 'inconnu.md': '---\nlicence: CC-BY-4.0 OR libre\n---\n# E\n',
  })
  const report = await reported(folder)
  expect(Object.fromEntries(report.fiches.map(({ fichier, etat, licence }) => [fichier, [etat, licence]]))).toEqual({
    'choix.md': ['choix', 'CC-BY-SA-4.0 OR GFDL-1.3-or-later'], 'meme.md': ['choix', 'CC-BY-SA-4.0 OR GFDL-1.3-or-later'], 'deux.md': ['ensemble', 'CC-BY-4.0 AND etalab-2.0'],
    'denie.md': ['contradictoire', null], 'inconnu.md': ['inconnue', null],
  })
  expect(report.licences).toEqual([{ licence: 'CC-BY-SA-4.0 OR GFDL-1.3-or-later', uri: null, fiches: 2 }, { licence: 'CC-BY-4.0 AND etalab-2.0', uri: null, fiches: 1 }])
  const clear = write('joints-clairs', { 'a.md': '---\nlicence: CC-BY-SA-4.0 OR GFDL-1.3-or-later\n---\n# A\n', 'b.md': '---\nlicence: CC-BY-4.0 AND etalab-2.0\n---\n# B\n' })
  const said = await desk.done(['licence', clear])
  expect(said).toContain('Chaque fiche a une licence, pas toutes la même.')
  expect(said).toContain('CC-BY-SA-4.0 OR GFDL-1.3-or-later (au choix) — 1 fiche')
  expect(said).toContain('CC-BY-4.0 AND etalab-2.0 (toutes à la fois) — 1 fiche')
})

test('should read a bare repository as it reads a copy of it, with or without Git', async () => {
  const folder = write('copie', { 'README.md': '# Projet\n\n## Licence\n\nCes fiches sont sous licence CC BY-SA 4.0.\n', 'fiches/é.md': '# É\n', 'img/a.png': 'x', '.cache/z.md': '# Z\n', 'node_modules/y.md': '# Y\n' })
  await git(folder, 'init', '-q', '-b', 'fiches')
  await git(folder, 'add', '-A')
  await git(folder, 'commit', '-q', '-m', 'Tout')
  await git(desk.dir, 'clone', '-q', '--bare', folder, 'copie.git')
  const of = await reported(folder)
  expect([of.accord, of.fiches.length]).toEqual(['une', 2])
  expect(await reported('copie.git')).toEqual(of)
  const bare = await desk.run(['licence', 'copie.git', '--json'], { git: 'no git' })
  expect([bare.code, JSON.parse(bare.stdout)]).toEqual([0, of])
})

test('should explain a folder that cannot be read', async () => {
  expect(await desk.refused(['licence', 'nulle-part'])).toMatchObject({ type: 'repository.not_here', code: 1 })
  write('nu', { 'a.md': '# A\n' })
  expect(await desk.refused(['licence', path.join('nu', 'a.md')])).toMatchObject({ type: 'repository.not_here', code: 1 })
  await git(desk.dir, 'init', '-q', '--bare', 'depot.git')
  expect(await desk.refused(['licence', 'depot.git'])).toMatchObject({ type: 'repository.empty' })
  expect((await reported(path.join(desk.dir, 'nu'))).accord).toBe('aucune')
  write('vide', { 'image.png': 'x' })
  expect(await desk.done(['licence', 'vide'])).toContain('Aucune fiche ici (fichiers .md).')
})
