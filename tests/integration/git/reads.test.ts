import { chmodSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { GitStoreHandle } from '../../../forge/adapters/git/store.js'
import { aBundle, anId, aStore, commitOn, git, zoe } from './a-store.js'

const nfc = 'planifié.md'.normalize('NFC')
const nfd = 'planifié.md'.normalize('NFD')
const odd = ['un espace.md', 'gui"llemet.md', "l'apostrophe.md", 'saut\nde ligne.md', 'tab\tulation.md', 'étoile*?[.md', ':(glob)x.md', '-tiret.md', 'back\\slash.md', '日本.md', nfc, nfd]

/** A repository that our writer would refuse to make: odd names, links, a submodule, an executable, an empty folder. */
function oddTree(dir: string): string {
  const blob = git(dir, ['hash-object', '-w', '--stdin'], 'contenu\n').trim()
  const empty = git(dir, ['hash-object', '-w', '-t', 'tree', '--stdin'], '').trim()
  const inner = git(dir, ['mktree', '-z'], `100644 blob ${blob}\tdedans.md\x00`).trim()
  const lines = odd.map((name) => `100644 blob ${blob}\t${name}\x00`).join('')
  const tree = git(dir, ['mktree', '-z', '--missing'], `${lines}100755 blob ${blob}\tscript.sh\x00120000 blob ${blob}\tlien\x00040000 tree ${inner}\tdossier\x00040000 tree ${empty}\tvide\x00160000 commit ${'1'.repeat(40)}\tsous-module\x00`).trim()
  return git(dir, ['commit-tree', tree, '-m', 'odd']).trim()
}

for (const reader of ['libgit2', 'isomorphic'] as const) {
  describe(`reads through ${reader}`, () => {
    const open = async (): Promise<{ store: GitStoreHandle; repo: string; dir: string }> => {
      const store = await aStore({ reader })
      expect(store.reader).toBe(reader)
      const repo = anId()
      await store.create(repo)
      return { store, repo, dir: store.repoDir(repo) }
    }

    test('should list names exactly, with what each entry is', async () => {
      const { store, repo, dir } = await open()
      const commit = oddTree(dir)
      const entries = await store.tree(repo, commit)
      const files = await store.tree(repo, commit, { recursive: true })
      expect(entries.map((entry) => entry.path).sort()).toEqual([...odd, 'script.sh', 'lien', 'dossier', 'vide', 'sous-module'].sort())
      expect(entries.find((entry) => entry.path === 'script.sh')).toMatchObject({ kind: 'blob', executable: true })
      expect(entries.find((entry) => entry.path === 'lien')).toMatchObject({ kind: 'symlink', executable: false })
      expect(entries.find((entry) => entry.path === 'dossier')).toMatchObject({ kind: 'tree' })
      expect(entries.find((entry) => entry.path === 'vide')).toMatchObject({ kind: 'tree' })
      expect(entries.find((entry) => entry.path === 'sous-module')).toMatchObject({ kind: 'submodule', oid: '1'.repeat(40) })
      expect(files.map((entry) => entry.path)).toEqual(git(dir, ['ls-tree', '-r', '-z', '--name-only', commit]).split('\0').slice(0, -1))
      expect((await store.tree(repo, commit, { under: 'dossier' })).map((entry) => entry.path)).toEqual(['dossier/dedans.md'])
      expect(await store.tree(repo, commit, { under: 'nulle/part' })).toEqual([])
      for (const name of odd) expect(Buffer.from((await store.file(repo, commit, name))?.bytes ?? []).toString()).toBe('contenu\n')
      expect(await store.file(repo, commit, 'dossier')).toBeUndefined()
      expect(await store.file(repo, commit, 'sous-module')).toBeUndefined()
      expect(await store.file(repo, commit, 'absent.md')).toBeUndefined()
      for (const path of ['', '/', '../x', '/dossier/dedans.md', 'dossier//dedans.md', 'a\0b', '\ud800']) expect(await store.file(repo, commit, path)).toBeUndefined()
    })

    test('should refuse a file above the size asked for, and give it below', async () => {
      const { store, repo } = await open()
      const commit = await commitOn(store, repo, { 'gros.bin': Buffer.alloc(5000, 7) })
      await expect(store.file(repo, commit, 'gros.bin', 4999)).rejects.toMatchObject({ refusal: 'too_large' })
      const file = await store.file(repo, commit, 'gros.bin', 5000)
      expect(file?.bytes.length).toBe(5000)
      await expect(store.blob(repo, file?.oid ?? '', 4999)).rejects.toMatchObject({ refusal: 'too_large' })
      expect((await store.blob(repo, file?.oid ?? '')).length).toBe(5000)
      await expect(store.blob(repo, 'f'.repeat(40))).rejects.toMatchObject({ refusal: 'not_found' })
    })

    test('should keep names, dates, offsets and the whole message of a commit', async () => {
      const { store, repo } = await open()
      const message = 'Titre\n\nCorps en français.\n\nCo-authored-by: Ana <ana@exemple.test>\n'
      const author = { name: 'Ana Íñigo', email: 'ana@exemple.test', at: 1_600_000_000_000, offsetMinutes: -210 }
      const oid = await commitOn(store, repo, { 'README.md': 'a' }, { message, author })
      expect(await store.commit(repo, oid)).toMatchObject({ oid, parents: [], author, committer: author, message })
    })

    test('should read commits in other encodings, signed or malformed, without failing', async () => {
      const { store, repo, dir } = await open()
      const tree = git(dir, ['hash-object', '-w', '-t', 'tree', '--stdin'], '').trim()
      const write = (bytes: Buffer) => git(dir, ['hash-object', '-w', '-t', 'commit', '--literally', '--stdin'], bytes).trim()
      const latin1 = write(Buffer.from(`tree ${tree}\nauthor Andr\xe9 <a@x> 1 +0100\ncommitter Andr\xe9 <a@x> 2 +0100\nencoding ISO-8859-1\n\n\xe9t\xe9\n`, 'latin1'))
      const undeclared = write(Buffer.from(`tree ${tree}\nauthor Andr\xe9 <a@x> 1 +0100\ncommitter Andr\xe9 <a@x> 2 +0100\n\n\xe9t\xe9\n`, 'latin1'))
      const signed = write(Buffer.from(`tree ${tree}\nauthor A <a@x> 1 +0100\ncommitter C <c@x> 2 -0330\ngpgsig -----BEGIN-----\n author Faux <faux@x> 9 +0000\n -----END-----\n\nsigné\n`))
      expect(await store.commit(repo, latin1)).toMatchObject({ author: { name: 'André', offsetMinutes: 60 }, message: 'été\n' })
      expect(await store.commit(repo, undeclared)).toMatchObject({ author: { name: 'André' }, message: 'été\n' })
      expect(await store.commit(repo, signed)).toMatchObject({ author: { name: 'A', at: 1000 }, committer: { offsetMinutes: -210 }, message: 'signé\n' })
    })

    test('should resolve refs, ids and tags, and nothing a revision parser would take', async () => {
      const { store, repo, dir } = await open()
      const tip = await commitOn(store, repo, { 'README.md': 'a' })
      git(dir, ['tag', '-a', 'v1.0', '-m', 'une version', tip])
      git(dir, ['tag', 'v0', tip])
      const tag = git(dir, ['rev-parse', 'refs/tags/v1.0']).trim()
      for (const rev of ['refs/heads/main', 'HEAD', tip, 'refs/tags/v1.0', 'refs/tags/v1.0^{commit}', 'refs/tags/v0', tag]) expect(await store.resolve(repo, rev)).toBe(tip)
      git(dir, ['pack-refs', '--all', '--prune'])
      for (const rev of ['refs/heads/main', 'HEAD', 'refs/tags/v1.0']) expect(await store.resolve(repo, rev)).toBe(tip)
      for (const rev of ['', 'main', 'HEAD~0', 'HEAD@{0}', ':/a', '-h', '--all', 'refs/heads/absent', 'refs/../HEAD', 'refs/heads/main\n', `${tip.slice(0, 10)}`, 'f'.repeat(40), 'refs/heads']) expect(await store.resolve(repo, rev)).toBeUndefined()
      expect(await store.resolve(repo, (await store.commit(repo, tip)).tree)).toBeUndefined()
    })

    test('should list refs loose and packed together, sorted, by prefix', async () => {
      const { store, repo, dir } = await open()
      const tip = await commitOn(store, repo, { 'README.md': 'a' })
      await store.updateRefs(repo, ['refs/tags/v1', 'refs/merge-requests/1/head', 'refs/merge-requests/10/head'].map((ref) => ({ ref, from: undefined, to: tip })))
      git(dir, ['pack-refs', '--all', '--prune'])
      const next = await commitOn(store, repo, { 'README.md': 'b' })
      await store.updateRefs(repo, [{ ref: 'refs/merge-requests/2/head', from: undefined, to: tip }, { ref: 'refs/tags/v1', from: tip, to: undefined }])
      expect(await store.refs(repo)).toEqual([
        { name: 'refs/heads/main', oid: next }, { name: 'refs/merge-requests/1/head', oid: tip },
        { name: 'refs/merge-requests/10/head', oid: tip }, { name: 'refs/merge-requests/2/head', oid: tip },
      ])
      expect((await store.refs(repo, 'refs/merge-requests/1')).map((ref) => ref.name)).toEqual(['refs/merge-requests/1/head', 'refs/merge-requests/10/head'])
      expect((await store.refs(repo, 'refs/merge-requests/1/')).map((ref) => ref.name)).toEqual(['refs/merge-requests/1/head'])
      expect(await store.refs(repo, 'refs/../')).toEqual([])
    })

    test('should follow a renamed file through its history, and page', async () => {
      const { store, repo } = await open()
      const text = 'une ligne\n'.repeat(30)
      const oids = [
        await commitOn(store, repo, { 'avant.md': text }),
        await commitOn(store, repo, { 'autre.md': 'x' }),
        await commitOn(store, repo, { 'avant.md': null, 'dossier/après.md': `${text}fin\n` }),
        await commitOn(store, repo, { 'dossier/après.md': `${text}fin.\n` }),
      ]
      const from = [oids[3] ?? '']
      expect((await store.log(repo, { from })).map((commit) => commit.oid)).toEqual([...oids].reverse())
      const followed = [oids[3], oids[2], oids[0]]
      expect((await store.log(repo, { from, path: 'dossier/après.md' })).map((commit) => commit.oid)).toEqual(followed)
      expect((await store.log(repo, { from, path: 'dossier/après.md', skip: 1, limit: 1 })).map((commit) => commit.oid)).toEqual([oids[2]])
      expect((await store.log(repo, { from, not: [oids[1] ?? ''] })).map((commit) => commit.oid)).toEqual([oids[3], oids[2]])
      expect((await store.log(repo, { from, skip: 1, limit: 2 })).map((commit) => commit.oid)).toEqual([oids[2], oids[1]])
      expect(await store.log(repo, { from, path: 'jamais.md' })).toEqual([])
      expect(await store.changes(repo, oids[1], oids[2] ?? '')).toMatchObject([{ status: 'renamed', oldPath: 'avant.md', path: 'dossier/après.md' }])
      expect((await store.changes(repo, undefined, oids[1] ?? '')).map((change) => [change.status, change.path, change.oldOid])).toEqual([['added', 'autre.md', undefined], ['added', 'avant.md', undefined]])
    })

    test('should tell changes of odd names exactly', async () => {
      const { store, repo, dir } = await open()
      const commit = oddTree(dir)
      expect((await store.changes(repo, undefined, commit)).map((change) => change.path).sort()).toEqual([...odd, 'script.sh', 'lien', 'dossier/dedans.md', 'sous-module'].sort())
      for (const name of odd) expect((await store.log(repo, { from: [commit], path: name })).length).toBe(1)
    })

    test('should know ancestors and merge bases, unrelated histories included', async () => {
      const { store, repo } = await open()
      const base = await commitOn(store, repo, { 'a.md': 'a' })
      const left = await commitOn(store, repo, { 'b.md': 'b' })
      await store.updateRefs(repo, [{ ref: 'refs/heads/autre', from: undefined, to: base }])
      const right = await commitOn(store, repo, { 'c.md': 'c' }, { ref: 'refs/heads/autre' })
      const stranger = await commitOn(store, repo, { 'z.md': 'z' }, { ref: 'refs/heads/z' })
      expect(await store.mergeBase(repo, left, right)).toBe(base)
      expect(await store.mergeBase(repo, left, stranger)).toBeUndefined()
      expect(await store.isAncestor(repo, base, left)).toBe(true)
      expect(await store.isAncestor(repo, left, base)).toBe(false)
      expect(await store.isAncestor(repo, left, left)).toBe(true)
      expect(await store.isAncestor(repo, left, right)).toBe(false)
      expect(await store.isAncestor(repo, stranger, left)).toBe(false)
      await expect(store.isAncestor(repo, 'f'.repeat(40), left)).rejects.toMatchObject({ refusal: 'not_found' })
      await expect(store.mergeBase(repo, 'f'.repeat(40), left)).rejects.toMatchObject({ refusal: 'not_found' })
    })

    test('should refuse what is missing or malformed in the domain’s words', async () => {
      const { store, repo } = await open()
      await expect(store.commit(repo, 'f'.repeat(40))).rejects.toMatchObject({ refusal: 'not_found' })
      await expect(store.commit(repo, '--help')).rejects.toMatchObject({ refusal: 'invalid' })
      await expect(store.log(repo, { from: ['--all'] })).rejects.toMatchObject({ refusal: 'invalid' })
      await expect(store.changes(repo, undefined, 'HEAD')).rejects.toMatchObject({ refusal: 'invalid' })
      await expect(store.tree(anId(), 'f'.repeat(40))).rejects.toMatchObject({ refusal: 'not_found', key: 'git.repository_missing' })
      await expect(store.refs(anId())).rejects.toMatchObject({ refusal: 'not_found' })
      await expect(store.refs('../../etc')).rejects.toMatchObject({ refusal: 'invalid' })
      expect(await store.exists('../../etc')).toBe(false)
      expect(await store.exists(repo)).toBe(true)
    })

    test('should read a real repository as Git does', { timeout: 180_000 }, async () => {
      const { store, repo, dir } = await open()
      git(dir, ['fetch', '-q', aBundle('guide-rgpd-cnil'), '+refs/*:refs/*'])
      const main = (await store.refs(repo, 'refs/heads/'))[0]?.oid ?? ''
      const lines = (text: string) => text.split('\n').slice(0, -1)
      expect((await store.refs(repo)).map((ref) => `${ref.oid} ${ref.name}`)).toEqual(lines(git(dir, ['for-each-ref', '--format=%(objectname) %(refname)'])))
      const log = await store.log(repo, { from: [main] })
      expect(log.map((commit) => commit.oid).sort()).toEqual(lines(git(dir, ['rev-list', main])).sort())
      expect(log.map((commit) => `${commit.oid}|${commit.author.name}|${commit.author.email}|${commit.author.at / 1000}|${commit.committer.name}`).sort())
        .toEqual(lines(git(dir, ['log', '--format=%H|%an|%ae|%at|%cn', main])).sort())
      const seen = new Set<string>()
      for (const commit of [...log].reverse()) { expect(commit.parents.every((parent) => seen.has(parent))).toBe(true); seen.add(commit.oid) }
      const entries = await store.tree(repo, main, { recursive: true })
      expect(entries.map((entry) => `${entry.oid} ${entry.path}`)).toEqual(git(dir, ['ls-tree', '-r', '-z', main]).split('\0').slice(0, -1).map((line) => line.replace(/^\d+ \w+ ([0-9a-f]+)\t/, '$1 ')))
      for (const entry of entries.slice(0, 20)) expect((await store.file(repo, main, entry.path))?.oid).toBe(entry.oid)
      const accented = entries.find((entry) => /[À-ÿ]/.test(entry.path))?.path ?? ''
      expect((await store.log(repo, { from: [main], path: accented })).map((commit) => commit.oid)).toEqual(lines(git(dir, ['log', '--follow', '--format=%H', main, '--', accented])))
    })

    test('should read repositories made while it runs, and forget those removed', async () => {
      const { store, repo } = await open()
      const oid = await commitOn(store, repo, { 'README.md': 'a' })
      await store.engine.run(['repack', '-a', '-d', '-q'], { repoDir: store.repoDir(repo) })
      expect((await store.file(repo, oid, 'README.md'))?.bytes.length).toBe(1)
      await store.remove(repo)
      expect(await store.exists(repo)).toBe(false)
      await expect(store.file(repo, oid, 'README.md')).rejects.toMatchObject({ refusal: 'not_found' })
      await store.remove(repo)
    })
  })
}

test('should answer again after its reader process is killed, requests under way included', async () => {
  const store = await aStore({ reader: 'libgit2' })
  const repo = anId()
  await store.create(repo)
  const oid = await commitOn(store, repo, { 'README.md': 'texte' })
  const asked = Array.from({ length: 50 }, () => store.file(repo, oid, 'README.md'))
  for (const pid of store.readerPids()) process.kill(pid, 'SIGKILL')
  for (const answer of await Promise.all(asked)) expect(Buffer.from(answer?.bytes ?? []).toString()).toBe('texte')
  expect((await store.commit(repo, oid)).author).toEqual(zoe)
})

test('should not take a damaged object for a text', async () => {
  const store = await aStore()
  const repo = anId()
  await store.create(repo)
  const oid = await commitOn(store, repo, { 'README.md': 'texte' })
  const { oid: blob } = await store.file(repo, oid, 'README.md') ?? { oid: '' }
  const file = path.join(store.repoDir(repo), 'objects', blob.slice(0, 2), blob.slice(2))
  chmodSync(file, 0o644)
  writeFileSync(file, 'abîmé')
  await expect(store.file(repo, oid, 'README.md')).rejects.toThrow()
  await expect(store.blob(repo, blob)).rejects.toThrow()
})
