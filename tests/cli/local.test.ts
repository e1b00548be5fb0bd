import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { shortFiche } from '../support/forge.js'
import { git } from '../support/git.js'
import { aDesk, type Desk, type GitThere } from './communs.js'

// Stories start dozens of processes: the limit is for a machine that does much else.
vi.setConfig({ testTimeout: 240_000 })

interface Words { files: { path: string; tokens: { text: string; commit: string; path: string; authors: { name: string; email: string }[]; how: string }[] }[]; people: { name: string; email: string; words: number; share: number }[] }

let desk: Desk
let repository: string
const write = (file: string, text: string) => { mkdirSync(path.dirname(path.join(repository, file)), { recursive: true }); writeFileSync(path.join(repository, file), text) }
let day = 0
const as = async (name: string, email: string, message: string) => {
  await git(repository, 'add', '--all')
  await git(repository, '-c', 'commit.gpgsign=false', 'commit', '-q', '--date', `2026-03-${String((day += 1)).padStart(2, '0')}T12:00:00Z`, '--author', `${name} <${email}>`, '-m', message)
}

beforeAll(async () => {
  desk = aDesk()
  repository = path.join(desk.dir, 'jardin')
  mkdirSync(repository)
  await git(repository, 'init', '-q', '-b', 'main')
  write('README.md', `${shortFiche('Le compost de surface', 'On étale les épluchures au pied des plants.\n')}`)
  await as('Ada', 'ada@exemple.org', 'Première version')
  await git(repository, 'tag', 'v1.0')
  write('README.md', `${shortFiche('Le compost de surface', 'On étale les épluchures fraîches au pied des plants.\n')}`)
  // A message that tries to pass for the reader's own marks, a co-author, an old address.
  await as('Bruno', 'vieux@exemple.org', 'Préciser\n\n@@commit@@ :100644 100644 0000 0000 M\n\nCo-authored-by: Chloé <chloe@exemple.org>')
  write('.mailmap', 'Bruno Paillard <bruno@exemple.org> <vieux@exemple.org>\n')
  write('été/à lire — notes.md', 'Notes de terrain.\n')
  write(':100644 piège.md', 'Un nom de fichier qui ressemble à un changement.\n')
  write('image.png', 'pas du texte')
  await as('Driss', 'driss@exemple.org', 'Ranger')
})
afterAll(() => { desk.clear() })

describe.each<[GitThere]>([['git'], ['no git']])('attribution with %s', (there) => {
  test('should say who wrote every word, in the folder, a bare repository and at a version', async () => {
    const all = await desk.json<Words>(['attribution', repository], { git: there })
    expect(all.files.map(({ path: file }) => file)).toEqual([':100644 piège.md', 'README.md', 'été/à lire — notes.md'])
    const [fresh] = all.files[1]!.tokens.filter(({ text }) => text === 'fraîches')
    expect(fresh).toMatchObject({ path: 'README.md', how: 'typed', authors: [{ name: 'Bruno Paillard', email: 'bruno@exemple.org' }, { name: 'Chloé', email: 'chloe@exemple.org' }] })
    expect(all.people.map(({ email }) => email).sort()).toEqual(['ada@exemple.org', 'bruno@exemple.org', 'chloe@exemple.org', 'driss@exemple.org'])
    expect(all.people.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1)

    const bare = path.join(desk.dir, `nu-${there}.git`)
    await git(desk.dir, 'clone', '-q', '--bare', repository, bare)
    expect(await desk.json<Words>(['attribution', bare], { git: there })).toEqual(all)

    const before = await desk.json<Words>(['attribution', repository, 'README.md', '--version', '1.0'], { git: there })
    expect(before.files[0]!.tokens.every(({ authors }) => authors[0]!.name === 'Ada')).toBe(true)
    expect(await desk.json<Words>(['attribution', 'été/à lire — notes.md', '--version', 'main~0'], { git: there, cwd: repository }).then(({ files }) => files.map((file) => file.path))).toEqual(['été/à lire — notes.md'])
  })

  test('should speak to people: names, words, indicative shares, where a word comes from', async () => {
    const said = await desk.done(['attribution', '.', 'README.md'], { git: there, cwd: repository })
    expect(said).toMatch(/^ {2}Ada +\d+ mots/m)
    expect(said).toContain('calcul indicatif')
    expect(said).toContain('sans mot dans cette version : Driss')
    const chain = await desk.done(['attribution', repository, '--expliquer', 'fraîches'], { git: there })
    expect(chain).toContain('écrit, par Bruno Paillard et Chloé, dans README.md')
    expect(chain).toContain('Bruno')
    expect(await desk.json(['attribution', repository, '--expliquer', 'fraîches'], { git: there })).toMatchObject({ mot: 'fraîches', occurrences: [{ path: 'README.md', chain: [{ how: 'typed' }] }] })
    expect(await desk.done(['citer'], { git: there, cwd: repository })).toMatch(/^«.Le compost de surface.», par Ada.*CC.BY-SA.4\.0/)
    expect(Object.keys(await desk.json(['citer', repository], { git: there })).sort()).toEqual(['bibtex', 'cff', 'csl', 'html', 'jsonld', 'markdown', 'ris', 'text'])
  })

  test('should cite in both languages, after .mailmap, with what the header draws on and where the journal says it comes from', async () => {
    const copy = path.join(desk.dir, `citée-${there}`)
    await git(desk.dir, 'clone', '-q', repository, copy)
    await git(copy, 'remote', 'set-url', 'origin', 'https://forge.exemple/lea/compost.git')
    const base = (await git(copy, 'rev-parse', 'HEAD')).stdout.trim()
    // Its own text, after what it was adapted from.
    writeFileSync(path.join(copy, 'README.md'), `---\ntitre: Le compost du balcon\nlicence: CC-BY-SA-4.0\nsources:\n  - { titre: Le guide du compost, url: 'https://compost.exemple/guide' }\n---\n\nSur un balcon.\n`)
    writeFileSync(path.join(copy, '.mailmap'), 'Léa Balcon <lou@exemple.invalid>\n')
    await git(copy, 'add', '-A')
    await git(copy, 'commit', '-q', '-m', 'Adapter au balcon')
    const event = async (payload: object, parent?: string): Promise<string> => {
      writeFileSync(path.join(copy, 'event.json'), JSON.stringify(payload))
      const blob = (await git(copy, 'hash-object', '-w', 'event.json')).stdout.trim()
      writeFileSync(path.join(copy, '.index'), `100644 blob ${blob}\tevent.json\n`)
      const tree = execFileSync('git', ['mktree'], { cwd: copy, input: `100644 blob ${blob}\tevent.json\n` }).toString().trim()
      return (await git(copy, 'commit-tree', tree, ...(parent === undefined ? [] : ['-p', parent]), '-m', 'event')).stdout.trim()
    }
    const lea = { id: 'lea', handle: 'lea', name: 'Léa' }
    const created = await event({ kind: 'created', actor: lea, owner: { kind: 'person', id: 'lea', handle: 'lea' }, slug: 'compost', rule: { kind: 'garant·es' }, stewards: [lea], mainPath: 'README.md' })
    const adapted = await event({ kind: 'adapted', actor: lea, origin: { resource: 'x', owner: 'cooperation', slug: 'le-compost', title: 'Le compost de surface', commit: base, licence: 'CC-BY-SA-4.0' }, reason: 'lieu', explanation: '' }, created)

    const without = await desk.done(['citer', copy, '--langue', 'fr', '--tous-les-noms'], { git: there })
    expect(without).toContain('Léa Balcon')
    expect(without).not.toContain('Lou')
    expect(without).toContain('« Le guide du compost » (https://compost.exemple/guide)'.replaceAll(' »', '\u00a0»').replace('« ', '«\u00a0'))
    expect(without).not.toContain('D’après')

    await git(copy, 'update-ref', 'refs/journal/resource', adapted)
    const said = await desk.done(['citer', copy, '--langue', 'fr', '--tous-les-noms'], { git: there })
    expect(said).toMatch(/^«.Le compost du balcon.», par Léa Balcon, .*https:\/\/forge\.exemple\/lea\/compost\. Licence CC.BY-SA.4\.0/)
    expect(said).toMatch(/D’après «.Le compost de surface.» d’Ada.*Bruno.*\(https:\/\/forge\.exemple\/cooperation\/le-compost\), CC.BY-SA.4\.0/)
    expect(await desk.done(['citer', copy, '--langue', 'en', '--format', 'markdown'], { git: there })).toMatch(/by Léa Balcon.*Licensed under.*Based on/)
    for (const [format, sign] of [['html', '<p lang="fr"'], ['jsonld', '"isBasedOn"'], ['cff', 'cff-version: 1.2.0'], ['bibtex', '@misc{'], ['ris', 'TY  - GEN'], ['csl', '"literal": "Léa Balcon"']] as const) {
      expect(await desk.done(['citer', copy, '--langue', 'fr', '--format', format], { git: there })).toContain(sign)
    }
    // One file among others names who wrote that file.
    expect(await desk.done(['citer', copy, 'été/à lire — notes.md', '--langue', 'fr'], { git: there })).not.toContain('Léa Balcon')
  })

  test('should answer mistakes in words', async () => {
    const empty = path.join(desk.dir, `vide-${there}`)
    mkdirSync(empty)
    await git(empty, 'init', '-q', '-b', 'main')
    const mistakes: [string[], string][] = [
      [[desk.dir], 'repository.not_here'], [['/nulle/part'], 'repository.not_here'], [[empty], 'repository.empty'], [[repository, 'absente.md'], 'file.unknown'], [[repository, 'image.png'], 'file.not_markdown'],
      [[repository, '../README.md'], 'file.unknown'], [[repository, '--version', 'v9'], 'version.unknown'], [[repository, '--version', '--all'], 'version.unknown'],
    ]
    for (const [args, type] of mistakes) expect(await desk.refused(['attribution', ...args], { git: there })).toMatchObject({ type, code: 1 })
  })
})

test('should give the same answer with Git and without, on a history met in the wild', async () => {
  const bundle = path.resolve(process.env.COMMUNS_DONNEES_REELLES ?? '../shared/data', 'guide-rgpd-cnil.bundle')
  if (!existsSync(bundle)) throw new Error(`${bundle} is missing: set COMMUNS_DONNEES_REELLES to the folder of real repositories`)
  const bare = path.join(desk.dir, 'guide.git')
  execFileSync('git', ['clone', '-q', '--bare', bundle, bare])
  const [one, other] = [await desk.done(['attribution', bare, '--json']), await desk.done(['attribution', bare, '--json'], { git: 'no git' })]
  expect(one === other).toBe(true)
  expect((JSON.parse(one) as Words).files.length).toBeGreaterThan(5)
})

test('should answer for a shallow copy, and say what it does not cover', async () => {
  const shallow = path.join(desk.dir, 'mince')
  await git(desk.dir, 'clone', '-q', '--depth', '1', `file://${repository}`, shallow)
  expect(await desk.done(['attribution', shallow])).toContain('manque dans cette copie partielle')
})

test('should check the fiches of a folder, for people and for machines', async () => {
  const folder = path.join(desk.dir, 'fiches')
  for (const hidden of ['.cachée', '.git', 'node_modules/x']) mkdirSync(path.join(folder, hidden), { recursive: true })
  writeFileSync(path.join(folder, 'bonne.md'), shortFiche())
  expect(await desk.run(['verifier', folder])).toMatchObject({ code: 0, stderr: '' })
  mkdirSync(path.join(folder, 'plus/bas'), { recursive: true })
  writeFileSync(path.join(folder, 'mauvaise.md'), '---\ntype: outil-animation\ntitre: Deux : points\nbesoins: [financer]\npublics: [expert]\nlicence: CC-BY-SA-4.0\n---\nSans titre.\n')
  writeFileSync(path.join(folder, 'nom\u001b[31m\nfaux:1.md'), '---\ntitre: [\n---\n')
  writeFileSync(path.join(folder, 'plus/bas/énorme.md'), Buffer.alloc(5 * 1024 * 1024, 'a'))
  writeFileSync(path.join(folder, 'plus/bas/latin.md'), Buffer.from('titre : \u00e9t\u00e9', 'latin1'))
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/plus/`), Buffer.from([0xff, 0xfe]), Buffer.from('.md')]), shortFiche())
  symlinkSync(folder, path.join(folder, 'plus/boucle'))
  for (const hidden of ['.cachée', '.git', 'node_modules/x']) writeFileSync(path.join(folder, hidden, 'x.md'), 'Sans en-tête.\n')
  const people = await desk.run(['verifier', 'fiches'])
  expect(people.code).toBe(1)
  expect(people.stdout).toMatch(/^fiches\/mauvaise\.md \(2 à corriger\)\n {2}fiches\/mauvaise\.md:3: \[à corriger\] .*guillemets/m)
  for (const words of ['trop gros', 'n’est pas un texte en UTF-8', 'n’est pas un texte lisible']) expect(people.stdout).toContain(words)
  expect(people.stdout).not.toContain('\u001b')
  expect(people.stdout).not.toMatch(/^faux:1/m)
  expect(people.stdout).toMatch(/6 fiches, 5 avec un problème à corriger\.\n$/)
  const machine = await desk.run(['verifier', 'fiches', '--json', '--profil', 'cooperation'])
  expect(machine.code).toBe(1)
  const said = JSON.parse(machine.stdout) as { profil: string; fichiers: { fichier: string; problemes: { rule: string; line: number }[] }[]; bilan: object }
  expect(said.fichiers.map(({ fichier }) => fichier).sort()).toEqual(['bonne.md', 'mauvaise.md', 'nom\u001b[31m\nfaux:1.md', 'plus/bas/latin.md', 'plus/bas/énorme.md', 'plus/\ufffd\ufffd.md'].map((file) => `fiches/${file}`).sort())
  expect(said).toMatchObject({ profil: 'cooperation', bilan: { fiches: 6, aCorriger: 5, aVoir: 2 } })
  expect(said.fichiers.find(({ fichier }) => fichier === 'fiches/bonne.md')?.problemes.map(({ rule }) => rule)).toEqual(['experimentation'])
})

test('should check with the profile and the lists of a community, given as the fiches they are', async () => {
  const words = (type: string, more: string) => `---\ntype: ${type}\ntitre: T\nresume: R\nbesoins: [partager-mes-ressources]\npublics: [grand-public]\nlicence: CC0-1.0\n${more}---\n`
  writeFileSync(path.join(desk.dir, 'profil.md'), words('profil', 'prefixe: jardin\nchamps:\n  - { cle: abri, libelle: Abri, aide: Où cela pousse., vocabulaire: abri }\n'))
  writeFileSync(path.join(desk.dir, 'abri.md'), words('vocabulaire', 'notation: abri\nconcepts:\n  - { notation: serre, libelle: Serre, definition: Sous du verre. }\n'))
  const folder = path.join(desk.dir, 'serres')
  mkdirSync(folder)
  writeFileSync(path.join(folder, 'semis.md'), shortFiche().replace('duree:', 'ext: { jardin: { abri: [serre, cave] } }\nduree:'))
  expect((await desk.run(['verifier', 'serres'])).code).toBe(0)
  const { stdout, code } = await desk.run(['verifier', 'serres', '--profil', 'profil.md', '--liste', 'abri.md'])
  expect(code).toBe(0)
  expect(stdout.replaceAll('\u00a0', ' ')).toMatch(/semis\.md:\d+: \[à voir\] « cave » n’est pas un terme de « Abri »/)
  expect(stdout).not.toContain('« serre »'.replaceAll(' ', '\u00a0'))
  // The profile and its list are fiches too, and hold together.
  expect((await desk.run(['verifier', 'abri.md'])).code).toBe(0)
  expect(await desk.refused(['verifier', '--profil', 'abri.md'])).toMatchObject({ code: 2, phrase: expect.stringContaining('profil') as string })
  expect(await desk.refused(['verifier', '--liste', 'absente.md'])).toMatchObject({ code: 2, phrase: expect.stringContaining('liste de mots') as string })
})

test('should tell a wrong command line apart from a wrong fiche', async () => {
  expect(await desk.refused(['verifier', 'nulle-part'])).toMatchObject({ code: 2, phrase: expect.stringContaining('n’existe pas') as string })
  expect(await desk.refused(['verifier', '--profil', 'inconnue'])).toMatchObject({ code: 2, phrase: expect.stringContaining('resilience-alimentaire') as string })
  const empty = path.join(desk.dir, 'vide')
  mkdirSync(empty)
  expect(await desk.run(['verifier', 'vide'])).toEqual({ code: 0, stdout: 'Aucune fiche ici (fichiers .md).\n', stderr: '' })
  const english = await desk.run(['verifier', 'vide'], { env: { COMMUNS_LANGUE: 'en' } })
  expect(english.stdout).toBe('No fiche here (.md files).\n')
})

test('should check fiches by the hundred, in order, and name each one wrong', async () => {
  const folder = path.join(desk.dir, 'cent')
  mkdirSync(folder)
  for (let at = 0; at < 120; at += 1) writeFileSync(path.join(folder, `${String(at).padStart(3, '0')}.md`), at % 40 === 0 ? 'Rien.\n' : shortFiche(`Fiche ${at}`))
  const { code, stdout, stderr } = await desk.run(['verifier', 'cent'])
  expect([code, stderr]).toEqual([1, ''])
  expect([...stdout.matchAll(/^cent\/(\d+)\.md \(/gm)].map(([, name]) => name)).toEqual(['000', '040', '080'])
  expect(stdout).toMatch(/120 fiches, 3 avec un problème à corriger\.\n$/)
})

test('should compare two files by words, and end well when nobody reads on', async () => {
  writeFileSync(path.join(desk.dir, 'a.md'), 'Le groupe écoute sans répondre.\n')
  writeFileSync(path.join(desk.dir, 'b.md'), 'Le cercle \u001b[2Jécoute sans répondre.\n')
  const said = await desk.run(['comparer', 'a.md', 'b.md', '--code'])
  expect(said.code).toBe(3)
  expect(said.stdout).toContain('[-groupe')
  expect(said.stdout).not.toContain('\u001b')
  expect(await desk.json(['comparer', 'a.md', 'a.md'])).toEqual({ fichiers: [expect.objectContaining({ changements: [] }) as object] })
  expect(await desk.refused(['comparer', 'a.md', 'absente.md'])).toMatchObject({ code: 1 })
  const child = desk.start(['attribution', repository, '--json'])
  child.stdout?.destroy()
  expect(await new Promise((resolve) => { child.once('close', resolve) })).toBe(0)
})
