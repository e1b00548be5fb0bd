import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { openDurableFs } from '../../../forge/adapters/git/durable-fs.js'
import { anId, aFolder, aStore, commitOn, git, zoe } from './a-store.js'

const run = promisify(execFile)
const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString()
const leftovers = (dir: string) => readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => /tmp_|\.lock$|incoming-/.test(name))

async function aRepository() {
  const store = await aStore()
  const repo = anId()
  await store.create(repo)
  return { store, repo, dir: store.repoDir(repo) }
}

test('should create a repository that Git finds sound, once', async () => {
  const { store, repo, dir } = await aRepository()
  expect(git(dir, ['fsck', '--full', '--strict'])).toBe('')
  expect(git(dir, ['symbolic-ref', 'HEAD']).trim()).toBe('refs/heads/main')
  expect(git(dir, ['config', 'core.fsync']).trim()).toBe('committed,loose-object,reference')
  await expect(store.create(repo)).rejects.toMatchObject({ refusal: 'conflict' })
  const racers = anId()
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => store.create(racers)))
  expect(outcomes.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
  expect(readdirSync(path.join(dir, '../../../../run/incoming'))).toEqual([])
  const found: string[] = []
  for await (const each of store.listRepositories()) found.push(each)
  expect(found.sort()).toEqual([repo, racers].sort())
})

test('should refuse every id that is not one', async () => {
  const store = await aStore()
  for (const id of ['', '..', 'a/b', '01JD0000000000000000000000', '01jd', '../../../../etc/passwd', `${anId()}/..`, `${anId()}\n`]) await expect(store.create(id)).rejects.toMatchObject({ refusal: 'invalid' })
})

describe('a commit', () => {
  test('should add, replace and remove files in nested folders and touch nothing else', async () => {
    const { store, repo, dir } = await aRepository()
    await commitOn(store, repo, { 'README.md': 'un\r\n', 'media/a/un.txt': '1', 'media/a/deux.txt': '2', 'media/b/trois.txt': '3', 'étape.md': 'e' })
    const oid = await commitOn(store, repo, { 'README.md': 'deux\r\n', 'media/a/un.txt': null, 'media/b/trois.txt': null, 'x/y/z.md': 'z', 'absent.md': null, 'nulle/part.md': null })
    expect((await store.tree(repo, oid, { recursive: true })).map((entry) => entry.path)).toEqual(['README.md', 'media/a/deux.txt', 'x/y/z.md', 'étape.md'])
    expect(text((await store.file(repo, oid, 'README.md'))?.bytes)).toBe('deux\r\n')
    expect(git(dir, ['fsck', '--full', '--strict', '--no-dangling'])).toBe('')
    expect(leftovers(dir)).toEqual([])
  })

  test('should give the same objects as Git, whatever the order of names', async () => {
    const { store, repo, dir } = await aRepository()
    const files = { 'a.md': '1', 'a/b.md': '2', 'a-b.md': '3', 'a0': '4', 'Ab.md': '5', 'é.md': '6', 'ab/c/d/e.md': '7' }
    const oid = await commitOn(store, repo, files)
    const work = aFolder()
    git(work, ['init', '-q'])
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(work, name)), { recursive: true })
      writeFileSync(path.join(work, name), content)
    }
    git(work, ['add', '-A'])
    expect((await store.commit(repo, oid)).tree).toBe(git(work, ['write-tree']).trim())
    expect(git(dir, ['cat-file', 'commit', oid])).toContain('author Zoé Désirée <zoe@exemple.test> 1700000000 +0200\n')
  })

  test('should keep modes, links, submodules and names that are not UTF-8', async () => {
    const { store, repo, dir } = await aRepository()
    const blob = git(dir, ['hash-object', '-w', '--stdin'], 'x').trim()
    const tree = git(dir, ['mktree', '-z', '--missing'], Buffer.concat([
      Buffer.from(`100755 blob ${blob}\tscript.sh\x00120000 blob ${blob}\tlien\x00160000 commit ${'1'.repeat(40)}\tsous\x00100644 blob ${blob}\t`), Buffer.from([0xe9, 0x74, 0xe9]), Buffer.from('.txt\x00'),
    ])).trim()
    const oid = await store.writeCommit(repo, { parents: [], baseTree: tree, files: new Map<string, string>([['script.sh', 'nouveau'], ['lien', '/etc/passwd'], ['b.md', 'b']]), author: zoe, committer: zoe, message: 'm' })
    const listed = git(dir, ['-c', 'core.quotePath=true', 'ls-tree', oid])
    expect(listed).toMatch(/100755 blob \w+\tscript\.sh/)
    expect(listed).toMatch(/160000 commit 1{40}\tsous/)
    expect(listed).toContain(`100644 blob ${blob}\t"\\351t\\351.txt"`)
    // Writing through the name of a link gives a plain file: nobody's checkout points elsewhere.
    expect(listed).toMatch(/100644 blob \w+\tlien/)
  })

  test('should refuse paths that could leave or confuse a work tree, and write nothing', async () => {
    const { store, repo, dir } = await aRepository()
    const hostile = ['', '/', '/etc/passwd', '../x', 'a/../b', 'a/./b', 'a//b', 'a/', '.', '..', '.git/config', 'a/.git/hooks/x', '.GIT/config', '.Git', '.git.', '.git ', '.git...', 'git~1', 'GIT~1/x', '.g\u200cit/config', '.gi\u200dt', '\ufeff.git',
      '.git::$INDEX_ALLOCATION/config', '.git:x', '.gitmodules', '.GITMODULES', 'a\\b', '..\\x', '.git\\config', 'a\nb', 'a\0b', 'a\tb', 'a\x7fb', '. .', '.. ', '...', '\ud800.md', 'x'.repeat(256), `${'d/'.repeat(2100)}x`]
    for (const name of hostile) await expect(store.writeCommit(repo, { parents: [], baseTree: undefined, files: new Map([['ok.md', 'ok'], [name, 'x']]), author: zoe, committer: zoe, message: 'm' }), JSON.stringify(name)).rejects.toMatchObject({ refusal: 'invalid', key: 'path.refused' })
    expect(readdirSync(path.join(dir, 'objects')).filter((name) => name.length === 2)).toEqual([])
    for (const name of ['.gitignore', '.gitattributes', 'git.md', '.github/x.yml', 'a .md', 'fiche.', 'é/ù.md', '日本.md', 'planifié.md'.normalize('NFD')]) await commitOn(store, repo, { [name]: 'x' })
    expect(git(dir, ['fsck', '--full', '--strict', '--no-dangling'])).toBe('')
  })

  test('should refuse a file where a folder is, and the reverse', async () => {
    const { store, repo } = await aRepository()
    const oid = await commitOn(store, repo, { 'a/b.md': 'b', 'c.md': 'c' })
    await expect(commitOn(store, repo, { a: 'x' })).rejects.toMatchObject({ refusal: 'invalid', key: 'path.taken' })
    await expect(commitOn(store, repo, { 'c.md/d.md': 'x' })).rejects.toMatchObject({ refusal: 'invalid', key: 'path.taken' })
    await expect(commitOn(store, repo, { 'n': 'x', 'n/m': 'y' })).rejects.toMatchObject({ refusal: 'invalid', key: 'path.taken' })
    expect(await store.resolve(repo, 'refs/heads/main')).toBe(oid)
    await commitOn(store, repo, { 'c.md': null, 'c.md/d.md': 'x' })
    expect((await store.tree(repo, await store.resolve(repo, 'HEAD') ?? '', { recursive: true })).map((entry) => entry.path)).toEqual(['a/b.md', 'c.md/d.md'])
  })

  test('should not let a name, an address or a message write headers of its own', async () => {
    const { store, repo, dir } = await aRepository()
    const author = { name: 'Eve <eve@x> 1 +0000\nparent 0', email: 'e>\n<ve@x', at: 1000, offsetMinutes: -90 }
    const oid = await store.writeCommit(repo, { parents: [], baseTree: undefined, files: new Map([['a', 'a']]), author, committer: zoe, message: 'a\0b\n\nc' })
    await store.updateRefs(repo, [{ ref: 'refs/heads/main', from: undefined, to: oid }])
    expect(git(dir, ['fsck', '--full', '--strict'])).toBe('')
    expect(await store.commit(repo, oid)).toMatchObject({ parents: [], author: { email: 'eve@x', at: 1000, offsetMinutes: -90 }, message: 'ab\n\nc\n' })
  })

  test('should refuse a parent or a tree that is not there', async () => {
    const { store, repo } = await aRepository()
    const commit = { files: new Map([['a', 'a']]), author: zoe, committer: zoe, message: 'm' }
    await expect(store.writeCommit(repo, { ...commit, parents: ['f'.repeat(40)], baseTree: undefined })).rejects.toMatchObject({ refusal: 'not_found' })
    await expect(store.writeCommit(repo, { ...commit, parents: [], baseTree: 'f'.repeat(40) })).rejects.toMatchObject({ refusal: 'not_found' })
    await expect(store.writeCommit(repo, { ...commit, parents: ['HEAD'], baseTree: undefined })).rejects.toMatchObject({ refusal: 'invalid' })
    await expect(store.writeCommit(anId(), { ...commit, parents: [], baseTree: undefined })).rejects.toMatchObject({ refusal: 'not_found' })
  })
})

describe('refs', () => {
  test('should let twenty commits made at once on one ref all land, none lost', async () => {
    const { store, repo, dir } = await aRepository()
    await commitOn(store, repo, { 'README.md': '0' })
    let lostRaces = 0
    const land = async (n: number): Promise<void> => {
      for (;;) {
        try { await commitOn(store, repo, { [`fiche-${n}.md`]: String(n) }); return } catch (error) {
          if ((error as Error).message !== 'moved') throw error
          lostRaces += 1
        }
      }
    }
    await Promise.all(Array.from({ length: 20 }, (_, n) => land(n)))
    const tip = await store.resolve(repo, 'refs/heads/main') ?? ''
    expect((await store.log(repo, { from: [tip] })).length).toBe(21)
    expect((await store.tree(repo, tip)).length).toBe(21)
    expect(lostRaces).toBeGreaterThan(0)
    expect(git(dir, ['fsck', '--full', '--strict', '--no-dangling'])).toBe('')
    expect(leftovers(dir)).toEqual([])
  })

  test('should lose no move of a ref that Git moves and packs at the same time', async () => {
    const { store, repo, dir } = await aRepository()
    const first = await commitOn(store, repo, { 'README.md': '0' })
    const ref = 'refs/heads/main'
    let done = false
    // Not more than once a second: Git tells one packed-refs from another by whole seconds, and would itself miss a move.
    const packing = (async () => {
      while (!done) {
        await run('git', ['-C', dir, 'pack-refs', '--all'])
        await new Promise((go) => setTimeout(go, 1100))
      }
    })()
    const move = async (n: number): Promise<void> => {
      for (;;) {
        const from = await store.resolve(repo, ref) ?? ''
        const to = await store.writeCommit(repo, { parents: [from], baseTree: undefined, files: new Map([['n', String(n)]]), author: zoe, committer: zoe, message: String(n) })
        const moved = n % 2 === 0 ? await store.updateRefs(repo, [{ ref, from, to }]) === 'done' : await run('git', ['-C', dir, 'update-ref', ref, to, from]).then(() => true, () => false)
        if (moved) return
      }
    }
    await Promise.all(Array.from({ length: 40 }, (_, n) => move(n)))
    done = true
    await packing
    const commits = await store.log(repo, { from: [await store.resolve(repo, ref) ?? ''] })
    expect(commits.map(({ message }) => Number(message)).filter((n) => !Number.isNaN(n)).sort((a, b) => a - b).slice(-40)).toEqual(Array.from({ length: 40 }, (_, n) => n))
    expect(commits.at(-1)?.oid).toBe(first)
    expect(leftovers(dir)).toEqual([])
  })

  test('should change nothing when one of several has moved', async () => {
    const { store, repo } = await aRepository()
    const first = await commitOn(store, repo, { a: '1' })
    const second = await commitOn(store, repo, { a: '2' })
    const before = await store.refs(repo)
    expect(await store.updateRefs(repo, [{ ref: 'refs/tags/v1', from: undefined, to: first }, { ref: 'refs/heads/main', from: first, to: second }])).toBe('moved')
    expect(await store.updateRefs(repo, [{ ref: 'refs/heads/main', from: undefined, to: first }])).toBe('moved')
    expect(await store.updateRefs(repo, [{ ref: 'refs/heads/absent', from: first, to: second }])).toBe('moved')
    expect(await store.updateRefs(repo, [{ ref: 'refs/heads/absent', from: first, to: undefined }])).toBe('moved')
    expect(await store.refs(repo)).toEqual(before)
    expect(await store.updateRefs(repo, [{ ref: 'refs/heads/main', from: second, to: first }, { ref: 'refs/tags/v1', from: undefined, to: second }])).toBe('done')
    expect(await store.updateRefs(repo, [{ ref: 'refs/tags/v1', from: second, to: undefined }])).toBe('done')
    expect(await store.refs(repo)).toEqual([{ name: 'refs/heads/main', oid: first }])
  })

  test('should refuse names and ids that are not any, and objects that are not there', async () => {
    const { store, repo } = await aRepository()
    const oid = await commitOn(store, repo, { a: '1' })
    for (const ref of ['HEAD', 'main', 'refs/heads/../../x', 'refs/heads/a b', 'refs/heads/a\ndelete refs/heads/main', 'refs/heads/.x', 'refs/heads/x.lock', 'refs/heads/a..b', 'refs/heads/', 'refs/heads/a~1', '--stdin']) await expect(store.updateRefs(repo, [{ ref, from: undefined, to: oid }])).rejects.toMatchObject({ refusal: 'invalid' })
    await expect(store.updateRefs(repo, [{ ref: 'refs/heads/x', from: undefined, to: `${oid}\n` }])).rejects.toMatchObject({ refusal: 'invalid' })
    await expect(store.updateRefs(repo, [{ ref: 'refs/heads/x', from: undefined, to: 'f'.repeat(40) }])).rejects.toMatchObject({ refusal: 'not_found' })
    await expect(store.updateRefs(repo, [{ ref: 'refs/heads/main/x', from: undefined, to: oid }])).rejects.toMatchObject({ refusal: 'conflict' })
    expect(await store.refs(repo)).toEqual([{ name: 'refs/heads/main', oid }])
  })

  test('should wait for a lock that another writer holds for a moment', async () => {
    const { store, repo, dir } = await aRepository()
    const first = await commitOn(store, repo, { a: '1' })
    const lock = path.join(dir, 'refs/heads/main.lock')
    writeFileSync(lock, '')
    setTimeout(() => rmSync(lock), 80)
    await commitOn(store, repo, { a: '2' })
    expect((await store.log(repo, { from: [await store.resolve(repo, 'HEAD') ?? ''] }))[1]?.oid).toBe(first)
  })
})

describe('merging trees', () => {
  const sides = async () => {
    const { store, repo } = await aRepository()
    const lines = Array.from({ length: 12 }, (_, n) => `ligne ${n}\n`)
    const base = await commitOn(store, repo, { 'README.md': lines.join(''), 'b.md': 'b\n' })
    await store.updateRefs(repo, [{ ref: 'refs/heads/autre', from: undefined, to: base }])
    const edit = (at: number, line: string) => lines.map((each, n) => n === at ? line : each).join('')
    return { store, repo, base, edit }
  }

  test('should take both sides when they touch different lines', async () => {
    const { store, repo, edit } = await sides()
    const ours = await commitOn(store, repo, { 'README.md': edit(0, 'nous\n') })
    const theirs = await commitOn(store, repo, { 'README.md': edit(11, 'eux\n'), 'c.md': 'c' }, { ref: 'refs/heads/autre' })
    const merge = await store.mergeTrees(repo, ours, theirs)
    expect(merge.kind).toBe('clean')
    const oid = await store.writeCommit(repo, { parents: [ours, theirs], baseTree: merge.tree, files: new Map(), author: zoe, committer: zoe, message: 'Intégrer' })
    expect(text((await store.file(repo, oid, 'README.md'))?.bytes)).toContain('nous\nligne 1')
    expect(text((await store.file(repo, oid, 'README.md'))?.bytes)).toContain('eux\n')
    expect((await store.commit(repo, oid)).tree).toBe(merge.tree)
  })

  test('should name each side of what it cannot settle, names exact', async () => {
    const { store, repo, base, edit } = await sides()
    const ours = await commitOn(store, repo, { 'README.md': edit(5, 'nous\n'), 'b.md': null, 'é "x".md': '1' })
    const theirs = await commitOn(store, repo, { 'README.md': edit(5, 'eux\n'), 'b.md': 'b modifié\n', 'é "x".md': '2' }, { ref: 'refs/heads/autre' })
    const merge = await store.mergeTrees(repo, ours, theirs)
    if (merge.kind !== 'conflicts') throw new Error('expected conflicts')
    const side = async (commit: string, name: string) => (await store.file(repo, commit, name))?.oid
    expect([...merge.files].sort((a, b) => a.path < b.path ? -1 : 1)).toEqual([
      { path: 'README.md', base: await side(base, 'README.md'), ours: await side(ours, 'README.md'), theirs: await side(theirs, 'README.md') },
      { path: 'b.md', base: await side(base, 'b.md'), ours: undefined, theirs: await side(theirs, 'b.md') },
      { path: 'é "x".md', base: undefined, ours: await side(ours, 'é "x".md'), theirs: await side(theirs, 'é "x".md') },
    ])
  })

  test('should merge criss-cross and unrelated histories sensibly', async () => {
    const { store, repo, edit } = await sides()
    const left = await commitOn(store, repo, { 'README.md': edit(0, 'gauche\n') })
    const right = await commitOn(store, repo, { 'README.md': edit(11, 'droite\n') }, { ref: 'refs/heads/autre' })
    const merged = await store.mergeTrees(repo, left, right)
    const both = async (parents: string[]) => store.writeCommit(repo, { parents, baseTree: merged.tree, files: new Map([[parents[0] === left ? 'g.md' : 'd.md', 'x']]), author: zoe, committer: zoe, message: 'm' })
    expect((await store.mergeTrees(repo, await both([left, right]), await both([right, left]))).kind).toBe('clean')
    const stranger = await commitOn(store, repo, { 'README.md': 'tout autre\n', 'z.md': 'z' }, { ref: 'refs/heads/z' })
    const unrelated = await store.mergeTrees(repo, left, stranger)
    expect(unrelated).toMatchObject({ kind: 'conflicts', files: [{ path: 'README.md', base: undefined }] })
    await expect(store.mergeTrees(repo, left, 'f'.repeat(40))).rejects.toMatchObject({ refusal: 'not_found' })
  })
})

describe('the durable file system', () => {
  test('should leave a whole file or none, and no temporary one', async () => {
    const dir = aFolder()
    const disk = openDurableFs()
    const write = disk.promises.writeFile as (file: string, content: string) => Promise<void>
    await write(path.join(dir, 'a'), 'contenu')
    expect(readdirSync(dir).filter((name) => name === 'a')).toEqual([])
    await disk.settle()
    expect(readdirSync(dir)).toEqual(['a'])
    expect(readFileSync(path.join(dir, 'a'), 'utf8')).toBe('contenu')
    await write(path.join(dir, 'b'), 'x')
    await disk.abandon()
    await expect(write(path.join(dir, 'absent', 'c'), 'x')).rejects.toMatchObject({ code: 'ENOENT' })
    expect(readdirSync(dir)).toEqual(['a'])
  })
})
