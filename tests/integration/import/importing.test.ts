import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Actor } from '../../../forge/domain/person.js'
import { publishChange } from '../../../forge/use-cases/publishChange.js'
import { importHistory, type ImportInput } from '../../../forge/use-cases/importHistory.js'
import { aForge, type TestForge } from '../../support/forge.js'
import { git } from '../../support/git.js'
import { aSource, fiche, type Source } from './sources.js'

async function aForgeWithCommunity(options: { allowPrivateImports?: boolean } = {}): Promise<{ forge: TestForge; actor: Actor; from(source: Source | string, input?: Partial<ImportInput>): ReturnType<typeof importHistory> }> {
  const forge = await aForge(options)
  onTestFinished(() => forge.close())
  const { person, actor } = await forge.person('lou')
  await forge.community('cooperation', [person])
  return { forge, actor, from: (source, input = {}) => importHistory(forge.deps, actor, { location: { kind: 'folder', dir: typeof source === 'string' ? source : source.dir }, owner: 'cooperation', ...input }) }
}

async function dirOf(forge: TestForge, slug: string): Promise<string> {
  const resource = await forge.deps.resources.findByAddress('cooperation', slug)
  if (!resource) throw new Error(`no ${slug}`)
  return forge.git.repoDir(resource.id)
}
const logOf = async (dir: string, format: string, rev = 'main') => (await git(dir, 'log', `--format=${format}`, rev)).stdout.trim().split('\n')
async function mustBeSound(dir: string): Promise<void> {
  const { stdout, stderr } = await git(dir, 'fsck', '--full', '--strict', '--no-progress')
  expect(stdout + stderr).toBe('')
}

describe('one resource a file', () => {
  test('should keep every author, date and message, name the source commit, and credit nothing to who imports', async () => {
    const source = aSource()
    const first = source.commit('ana', 'Première version\n\nCo-authored-by: Ugo <ugo@exemple.test>', { 'fiches/météo du jour.md': fiche('La météo') })
    source.commit('bob', 'Autre chose', { 'autre.txt': 'rien' })
    const second = source.commit('zoe', 'Une variante', { 'fiches/météo du jour.md': fiche('La météo', 'Une variante.\n') })
    const { forge, from } = await aForgeWithCommunity()
    const { resources } = await from(source, { pathspecs: ['fiches/*.md'] })
    expect(resources).toMatchObject([{ outcome: 'created', owner: 'cooperation', slug: 'la-meteo', path: 'fiches/météo du jour.md', commits: 2, licence: null, ancestors: [] }])
    expect(resources[0]?.authors.map((author) => author.email)).toEqual(['ana@exemple.test', 'ugo@exemple.test', 'zoe@exemple.test'])
    const dir = await dirOf(forge, 'la-meteo')
    await mustBeSound(dir)
    expect((await git(dir, 'log', '--format=%an|%cn|%ad|%B', '--date=raw', 'main')).stdout).not.toContain('lou')
    expect((await git(dir, 'log', '-1', '--format=%B', 'main~1')).stdout.trimEnd()).toBe(`Première version\n\nCo-authored-by: Ugo <ugo@exemple.test>\nSource-Commit: ${first}`)
    expect((await git(dir, 'log', '-1', '--format=%B', 'main')).stdout.trimEnd()).toBe(`Une variante\n\nSource-Commit: ${second}`)
    expect((await git(dir, '-c', 'core.quotePath=false', 'ls-tree', '-r', '--name-only', 'main')).stdout).toBe('fiches/météo du jour.md\n')
    const [resource] = await forge.deps.resources.stewardedBy((await forge.deps.people.findByHandle('lou'))!.id)
    expect(resource).toMatchObject({ mainPath: 'fiches/météo du jour.md', importedFrom: { source: path.basename(source.dir), importedBy: { handle: 'lou' } } })
  })

  test('should bring the images that a site generator writes from its base address, show them, and leave the text as it is', async () => {
    const source = aSource()
    const text = fiche('Le cercle', 'On s’assoit.\n\n![Un cercle]({{ site.baseurl }}/media/cercle.png)\n')
    source.commit('ana', 'Début', { 'contributions/cercle.md': text, 'media/cercle.png': Buffer.from('89504e470d0a1a0a', 'hex'), 'media/autre.png': 'rien' })
    const { forge, from } = await aForgeWithCommunity()
    await from(source, { pathspecs: ['contributions/*.md'] })
    const dir = await dirOf(forge, 'le-cercle')
    expect((await git(dir, 'ls-tree', '-r', '--name-only', 'main')).stdout.trim().split('\n')).toEqual(['contributions/cercle.md', 'media/cercle.png'])
    expect((await git(dir, 'show', 'main:contributions/cercle.md')).stdout).toBe(text)
    const { url } = await forge.serve()
    const page = await (await fetch(`${url}/cooperation/le-cercle`, { headers: { accept: 'text/html' } })).text()
    const src = /<img src="([^"]*cercle\.png[^"]*)" alt="Un cercle"/.exec(page)?.[1] ?? ''
    expect((await fetch(new URL(src.replaceAll('&amp;', '&'), url))).status).toBe(200)
  })

  test('should follow renames, and not mix the pasts of files that bore one name in turn', async () => {
    const source = aSource()
    source.commit('ana', 'Début', { 'nouveau.md': fiche('Cercle', 'On s’assoit en cercle et chaque personne parle à son tour.\n') })
    source.rename('ana', 'Nommer le cercle', 'nouveau.md', 'cercle-de-parole.md')
    source.commit('bob', 'Autre début', { 'nouveau.md': fiche('Marché', 'Chaque stand présente un projet aux personnes qui passent.\n') })
    source.rename('bob', 'Nommer le marché', 'nouveau.md', 'marche-aux-projets.md')
    const { from } = await aForgeWithCommunity()
    const { resources } = await from(source, { pathspecs: ['*.md'] })
    expect(resources.map((resource) => [resource.path, resource.authors.map((author) => author.name), resource.ancestors])).toEqual([
      ['cercle-de-parole.md', ['ana'], [{ path: 'nouveau.md', how: 'renamed', similarity: 100 }]],
      ['marche-aux-projets.md', ['bob'], [{ path: 'nouveau.md', how: 'renamed', similarity: 100 }]],
    ])
  })

  test('should not take a file made from the same template for the past of another', async () => {
    const template = (title: string, text: string) => `---\ntype: technique\npublic: toutes\nduree: 20\nmateriel: aucun\nniveau: debutant\n---\n\n## Objectifs\n\n## Déroulé\n\n${text}\n\n## Variantes\n\n## Sources\n${title}\n`
    const source = aSource()
    source.commit('ana', 'Une fiche', { 'brise-glace.md': template('a', 'On marche dans la salle.') })
    source.commit('bob', 'Retirer, et ajouter une autre', { 'brise-glace.md': null, 'world-cafe.md': template('b', 'Des tables, des nappes, on tourne.') })
    const { from } = await aForgeWithCommunity()
    const { resources } = await from(source, { pathspecs: ['*.md'] })
    expect(resources).toMatchObject([{ path: 'world-cafe.md', authors: [{ name: 'bob' }], ancestors: [] }])
  })

  test('should keep both sides of a merge, and drop one that brought the file nothing', async () => {
    const source = aSource()
    source.commit('ana', 'Début', { 'a.md': fiche('A', 'un\n\ndeux\n\ntrois\n\nquatre\n\ncinq\n'), 'b.md': fiche('B') })
    source.git('checkout', '-q', '-b', 'cote')
    source.commit('bob', 'À côté', { 'a.md': fiche('A', 'un\n\ndeux\n\ntrois\n\nquatre\n\ncinq six\n') })
    source.git('checkout', '-q', 'main')
    source.commit('zoe', 'Ici', { 'a.md': fiche('A', 'zéro un\n\ndeux\n\ntrois\n\nquatre\n\ncinq\n') })
    source.merge('max', 'cote')
    const { forge, from } = await aForgeWithCommunity()
    const { resources } = await from(source, { pathspecs: ['*.md'] })
    expect(resources.map((resource) => [resource.path, resource.commits, resource.authors.map((author) => author.name)])).toEqual([['a.md', 4, ['ana', 'zoe', 'bob', 'max']], ['b.md', 1, ['ana']]])
    expect((await git(await dirOf(forge, 'a'), 'rev-list', '--merges', '--count', 'main')).stdout.trim()).toBe('1')
  })

  test('should add the past that older folders hold, and list it', async () => {
    const source = aSource()
    source.commit('ana', 'Ancien site', { 'ancien/cercle.md': fiche('Cercle', 'Ancien texte, tout autre.\n') })
    source.commit('bob', 'Nouveau site', { 'fiches/cercle.md': fiche('Le cercle de parole', 'Réécrit de bout en bout pour le nouveau site, sans rien garder.\n') })
    source.commit('zoe', 'Encore un mot à l’ancienne place', { 'ancien/cercle.md': fiche('Cercle', 'Ancien texte, tout autre, corrigé.\n') })
    source.commit('max', 'Retirer l’ancien site', { 'ancien/cercle.md': null })
    const { from } = await aForgeWithCommunity()
    const { resources } = await from(source, { pathspecs: ['fiches/*.md'], olderFolders: ['ancien/'] })
    expect(resources[0]?.ancestors).toEqual([{ path: 'ancien/cercle.md', how: 'older_folder' }])
    expect(resources[0]?.authors.map((author) => author.name)).toEqual(['ana', 'bob', 'zoe'])
  })

  test('should bring the images a fiche shows, with their own past', async () => {
    const image = (n: number) => Buffer.from([0x89, 0x50, 0x4e, 0x47, n, n, n, n])
    const source = aSource()
    source.commit('ida', 'Dessin', { 'media/cercle é.png': image(1), 'media/autre.png': image(2) })
    source.commit('ida', 'Dessin revu', { 'media/cercle é.png': image(3) })
    source.commit('ana', 'Fiche', { 'fiches/c.md': '# Le cercle\n\n![cercle]({{ site.baseurl }}/media/cercle%20%C3%A9.png)\n\n<img alt="x" src="../media/absente.png">\n' })
    const { forge, from } = await aForgeWithCommunity()
    const { resources } = await from(source, { pathspecs: ['fiches/*.md'] })
    expect(resources[0]).toMatchObject({ commits: 3, authors: [{ name: 'ida' }, { name: 'ana' }] })
    expect((await git(await dirOf(forge, 'le-cercle'), '-c', 'core.quotePath=false', 'ls-tree', '-r', '--name-only', 'main')).stdout.trim().split('\n')).toEqual(['fiches/c.md', 'media/cercle é.png'])
  })

  test('should give each of several like names its own address, in the order of their bytes', async () => {
    const source = aSource()
    source.fastImport(`commit refs/heads/main\ncommitter Ana <ana@exemple.test> 1600000000 +0000\ndata 5\nDébu\n${['flou.md', 'Flou.md', 'gagn\u00e9.md', 'gagne\u0301.md'].map((name, i) => `M 100644 inline "${name}"\ndata 2\n${i}\n\n`).join('')}`)
    const { from } = await aForgeWithCommunity()
    const { resources } = await from(source, { pathspecs: ['*.md'] })
    expect(resources.map(({ path: at, slug }) => [at, slug])).toEqual([['Flou.md', 'flou'], ['flou.md', 'flou-2'], ['gagne\u0301.md', 'gagne'], ['gagn\u00e9.md', 'gagne-2']])
  })

  test('should read the repository’s licence where the fiche is silent, without adding a file or a person to it', async () => {
    const source = aSource()
    source.commit('juriste', 'Licence', { LICENSE: 'Creative Commons Attribution-ShareAlike 4.0 International Public License\n\nBy exercising the Licensed Rights…\n' })
    source.commit('ana', 'Fiches', { 'a.md': fiche('A'), 'b.md': '---\nlicence: CC-BY-4.0\n---\n# B\n' })
    const { forge, from } = await aForgeWithCommunity()
    const { resources } = await from(source, { pathspecs: ['*.md'] })
    expect(resources.map(({ path: at, licence, authors }) => [at, licence, authors.length])).toEqual([['a.md', 'CC-BY-SA-4.0', 1], ['b.md', 'CC-BY-4.0', 1]])
    expect((await git(await dirOf(forge, 'a'), 'ls-tree', '-r', '--name-only', 'main')).stdout).toBe('a.md\n')
  })
})

describe('histories with old faults', () => {
  const faulty = (name: string) => Buffer.from([
    'blob\nmark :1\ndata 5\n# A\n\n', 'commit refs/heads/main\nmark :2\n', `author ${name} 1300000000 +051800\n`, 'committer <sans-nom@exemple.test> 1300000000 -7\n', 'data 13\nUn \0 message\n', 'M 100644 :1 "dossier/a.md"\n\n', 'tag v1.0\nfrom :2\ntagger Ana <ana@exemple.test> 1300000000 +0000\ndata 3\nv1\n\n',
  ].join(''), 'latin1')

  test('should be written clean, one resource a file or as a whole', async () => {
    const source = aSource()
    source.fastImport(faulty('J\xe9r\xf4me <jerome@exemple.test>'))
    // Its faults are real: Git’s strict check refuses it as it is.
    await expect(git(source.dir, 'fsck', '--strict')).rejects.toThrow()
    const { forge, from } = await aForgeWithCommunity()
    const files = await from(source, { pathspecs: ['*.md'] })
    expect(files.resources).toMatchObject([{ commits: 1, authors: [{ email: 'jerome@exemple.test' }] }])
    await mustBeSound(await dirOf(forge, 'a'))
    const whole = await from(source)
    expect(whole.resources).toMatchObject([{ commits: 1, outcome: 'created' }])
    const dir = await dirOf(forge, whole.resources[0]!.slug)
    await mustBeSound(dir)
    expect((await git(dir, 'tag')).stdout.trim()).toBe('v1.0')
  })
})

describe('the whole source', () => {
  test('should become one resource with its branches, tags and commits as they are, the default branch published', async () => {
    const source = aSource('gh-pages')
    source.commit('ana', 'Début', { 'README.md': '# Le guide\n', 'autre.md': '# Autre\n' })
    source.git('tag', 'v1.0')
    const head = source.commit('bob', 'Suite', { 'README.md': '# Le guide\n\nSuite.\n' })
    source.git('branch', 'main', 'v1.0')
    source.git('branch', 'travail', 'v1.0')
    const { forge, from } = await aForgeWithCommunity()
    const { resources } = await from(source)
    expect(resources).toMatchObject([{ slug: 'le-guide', path: 'README.md', commits: 2, authors: [{ name: 'ana' }, { name: 'bob' }] }])
    const dir = await dirOf(forge, 'le-guide')
    await mustBeSound(dir)
    const refs = new Map((await git(dir, 'for-each-ref', '--format=%(refname) %(objectname)')).stdout.trim().split('\n').map((line) => line.split(' ') as [string, string]))
    expect([...refs.keys()].sort()).toEqual(['refs/heads/main', 'refs/heads/main-source', 'refs/heads/travail', 'refs/journal/resource', 'refs/tags/v1.0'])
    expect(refs.get('refs/heads/main')).toBe(head)

    const next = source.commit('zoe', 'Encore', { 'README.md': '# Le guide\n\nSuite et fin.\n' })
    const again = await from(source)
    expect(again.resources).toMatchObject([{ slug: 'le-guide', outcome: 'updated', commits: 3 }])
    expect((await git(dir, 'rev-parse', 'main')).stdout.trim()).toBe(next)
    expect((await from(source)).resources).toMatchObject([{ outcome: 'unchanged' }])
    expect(await forge.deps.resources.allIds()).toHaveLength(1)
  })
})

describe('importing again', () => {
  test('should add only what is new, on top of what was published', async () => {
    const source = aSource()
    source.commit('ana', 'Un', { 'a.md': fiche('A', 'un\n'), 'b.md': fiche('B') })
    const { forge, from } = await aForgeWithCommunity()
    await from(source, { pathspecs: ['*.md'] })
    const dir = await dirOf(forge, 'a')
    const before = (await git(dir, 'rev-parse', 'main')).stdout
    source.commit('bob', 'Deux', { 'a.md': fiche('A', 'un\n\ndeux\n') })
    source.commit('zoe', 'Une troisième fiche', { 'c.md': fiche('C') })
    const { resources } = await from(source, { pathspecs: ['*.md'] })
    expect(resources.map(({ path: at, outcome, commits }) => [at, outcome, commits])).toEqual([['a.md', 'updated', 2], ['b.md', 'unchanged', 1], ['c.md', 'created', 1]])
    expect((await git(dir, 'rev-parse', 'main~1')).stdout).toBe(before)
    expect(await logOf(dir, '%an')).toEqual(['bob', 'ana'])
    await mustBeSound(dir)
    expect(await forge.deps.resources.allIds()).toHaveLength(3)
  })

  test('should offer the source’s news as a proposition where the fiche was changed here, once', async () => {
    const source = aSource()
    source.commit('ana', 'Un', { 'a.md': fiche('A', 'un\n') })
    const { forge, actor, from } = await aForgeWithCommunity()
    await from(source, { pathspecs: ['*.md'] })
    const resource = (await forge.deps.resources.findByAddress('cooperation', 'a'))!
    await publishChange(forge.deps, actor, { resource, base: resource.tip!, title: 'Ici', reason: '', files: new Map([['a.md', fiche('A, ici', 'un\n')]]) })
    const published = await forge.deps.git.resolve(resource.id, 'refs/heads/main')
    source.commit('bob', 'Deux', { 'a.md': fiche('A', 'un\n\ndeux\n') })
    const { resources } = await from(source, { pathspecs: ['*.md'] })
    expect(resources).toMatchObject([{ outcome: 'diverged', proposal: 1 }])
    expect(await forge.deps.git.resolve(resource.id, 'refs/heads/main')).toBe(published)
    const request = (await forge.deps.mergeRequests.find(resource.id, 1))!
    expect((await forge.deps.git.commit(resource.id, request.head)).author.name).toBe('bob')
    expect((await from(source, { pathspecs: ['*.md'] })).resources).toMatchObject([{ outcome: 'diverged', proposal: 1 }])
    source.commit('zoe', 'Trois', { 'a.md': fiche('A', 'un\n\ndeux\n\ntrois\n') })
    expect((await from(source, { pathspecs: ['*.md'] })).resources).toMatchObject([{ outcome: 'diverged', proposal: 1 }])
    expect((await forge.deps.mergeRequests.find(resource.id, 1))?.iterations).toHaveLength(2)
    expect(await forge.deps.mergeRequests.of(resource.id)).toHaveLength(1)
    await mustBeSound(await dirOf(forge, 'a'))
  })
})

describe('what is refused', () => {
  test('should leave nothing when it is cancelled while resources are put in place', async () => {
    const source = aSource()
    source.commit('ana', 'Fiches', Object.fromEntries(Array.from({ length: 12 }, (_unused, i) => [`f${i}.md`, fiche(`Fiche ${i}`)])))
    const { forge, from } = await aForgeWithCommunity()
    const giveUp = new AbortController()
    await expect(from(source, { pathspecs: ['*.md'], signal: giveUp.signal, onProgress: ({ step, done }) => { if (step === 'place' && done === 3) giveUp.abort() } })).rejects.toMatchObject({ key: 'import.cancelled' })
    expect(await forge.deps.resources.allIds()).toEqual([])
    const left: string[] = []
    for await (const repo of forge.git.listRepositories()) left.push(repo)
    expect(left).toEqual([])
    expect(readdirSync(path.join(forge.dataDir, 'run', 'incoming'))).toEqual([])
  })

  test('should say what is wrong with a source that is none', async () => {
    const source = aSource()
    const { actor, forge, from } = await aForgeWithCommunity()
    await expect(from(source)).rejects.toMatchObject({ key: 'import.empty' })
    await expect(from(path.join(source.dir, '.git', 'refs'))).rejects.toMatchObject({ key: 'import.not_a_repository' })
    source.commit('ana', 'Début', { 'a.md': fiche('A'), 'b.md': fiche('B') })
    source.commit('ana', 'Suite', { 'a.md': fiche('A', 'suite\n') })
    await expect(from(source, { pathspecs: ['rien/*.md'] })).rejects.toMatchObject({ refusal: 'not_found', key: 'import.no_file' })
    await expect(from(source, { pathspecs: [':(inconnu)x'] })).rejects.toMatchObject({ refusal: 'invalid', key: 'import.pathspec' })
    const bundle = path.join(source.dir, 'x.bundle')
    source.git('bundle', 'create', '-q', bundle, '--all')
    const whole = (await import('node:fs')).readFileSync(bundle)
    writeFileSync(bundle, whole.subarray(0, whole.length - 40))
    await expect(importHistory(forge.deps, actor, { location: { kind: 'bundle', file: bundle }, owner: 'cooperation' })).rejects.toMatchObject({ key: 'import.damaged' })
    writeFileSync(bundle, 'rien de tel')
    await expect(importHistory(forge.deps, actor, { location: { kind: 'bundle', file: bundle }, owner: 'cooperation' })).rejects.toMatchObject({ key: 'import.not_a_bundle' })
    const shallow = aSource()
    await git(shallow.dir, 'fetch', '-q', '--depth=1', `file://${source.dir}`, 'main:partiel')
    await expect(from(shallow)).rejects.toMatchObject({ key: 'import.shallow' })
    expect(await forge.deps.resources.allIds()).toEqual([])
  })

  test('should refuse who does not belong to the community, and a garant·e who does not', async () => {
    const source = aSource()
    source.commit('ana', 'Début', { 'a.md': fiche('A') })
    const { forge, from } = await aForgeWithCommunity()
    const { actor: stranger } = await forge.person('max')
    await expect(importHistory(forge.deps, stranger, { location: { kind: 'folder', dir: source.dir }, owner: 'cooperation' })).rejects.toMatchObject({ refusal: 'forbidden', key: 'owner.not_member' })
    await expect(importHistory(forge.deps, { kind: 'visitor' }, { location: { kind: 'folder', dir: source.dir }, owner: 'cooperation' })).rejects.toMatchObject({ refusal: 'unauthenticated' })
    await expect(from(source, { steward: 'max' })).rejects.toMatchObject({ refusal: 'forbidden', key: 'import.steward_not_member' })
  })

  test('should leave aside files whose names could harm who clones them', async () => {
    const source = aSource()
    source.fastImport('commit refs/heads/main\ncommitter Ana <ana@exemple.test> 1600000000 +0000\ndata 2\nA\nM 100644 inline "bon.md"\ndata 2\nx\n\nM 100644 inline "a\\\\b.md"\ndata 2\ny\n\nM 100644 inline "c\\001.md"\ndata 2\nz\n\n')
    const { from } = await aForgeWithCommunity()
    const { resources, skipped } = await from(source, { pathspecs: ['*.md'] })
    expect(resources.map((resource) => resource.path)).toEqual(['bon.md'])
    expect(skipped.map((each) => each.reason)).toEqual(['path_refused', 'path_refused'])
  })
})
