import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { deflateSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { git, gitRefused } from '../support/git.js'
import { aPushing, type Pushing } from '../support/pushing.js'

let p: Pushing
let dir: string
beforeAll(async () => {
  p = await aPushing()
  dir = await p.clone('copie')
})
afterAll(() => p.close())

const refs = () => p.forge.git.refs(p.resource.id)
/** Writes an object as is, whatever Git thinks of it. */
function raw(type: string, content: Buffer): string {
  const whole = Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content])
  const oid = createHash('sha1').update(whole).digest('hex')
  const folder = path.join(dir, '.git/objects', oid.slice(0, 2))
  mkdirSync(folder, { recursive: true })
  try { writeFileSync(path.join(folder, oid.slice(2)), deflateSync(whole), { mode: 0o444, flag: 'wx' }) } catch { /* written before */ }
  return oid
}
const entry = (mode: string, name: string, oid: string) => Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(oid, 'hex')])
function commit(tree: string, message = 'Hostile'): string {
  return raw('commit', Buffer.from(`tree ${tree}\nparent ${execFileSync('git', ['rev-parse', 'origin/main'], { cwd: dir, encoding: 'utf8' }).trim()}\nauthor L <l@exemple.invalid> 1700000000 +0000\ncommitter L <l@exemple.invalid> 1700000000 +0000\n\n${message}\n`))
}
const readme = () => execFileSync('git', ['rev-parse', 'origin/main:README.md'], { cwd: dir, encoding: 'utf8' }).trim()
const sorted = (...entries: Buffer[]) => Buffer.concat(entries.sort((a, b) => Buffer.compare(a.subarray(a.indexOf(32) + 1), b.subarray(b.indexOf(32) + 1))))

test.each([
  // An empty name cannot even be packed by who sends it.
  ['.git'], ['.GIT'], ['git~1'], ['.git\u200c'], ['..'], ['.'], ['a/b'],
])('should refuse in words a folder entry named %j, and keep nothing', async (name) => {
  const before = await refs()
  const inner = raw('tree', entry('100644', 'config', readme()))
  const head = commit(raw('tree', sorted(entry('100644', 'README.md', readme()), entry('40000', name, inner))))
  const said = await gitRefused(dir, 'push', p.stewardUrl, `${head}:refs/heads/essai`)
  expect(said).toContain('Rien n’a changé')
  expect(await refs()).toEqual(before)
  expect(await p.forge.git.resolve(p.resource.id, head)).toBeUndefined()
})

test('should refuse a .gitmodules that would run something', async () => {
  const modules = raw('blob', Buffer.from('[submodule "x"]\n\tpath = x\n\turl = --upload-pack=touch /tmp/x\n'))
  const head = commit(raw('tree', sorted(entry('100644', 'README.md', readme()), entry('100644', '.gitmodules', modules))))
  expect(await gitRefused(dir, 'push', p.stewardUrl, `${head}:refs/heads/essai`)).toContain('Rien n’a changé')
})

test('should take a symbolic link as a thing to look at, never to follow', async () => {
  const link = raw('blob', Buffer.from('/etc/passwd'))
  const head = commit(raw('tree', sorted(entry('100644', 'README.md', readme()), entry('120000', 'lien.md', link))))
  await git(dir, 'push', '-q', p.stewardUrl, `${head}:refs/heads/liens`)
  const page = await fetch(`${p.server}/camille/meteo/fichiers/lien.md?version=${head}`)
  expect(await page.text()).not.toContain('root:')
})

test.each(['refs/heads/-h', 'refs/heads/--upload-pack=touch', 'refs/tags/-v1', 'refs/heads/a\u202egnp', 'refs/heads/deux/-mots'])('should refuse the name %j', async (ref) => {
  const said = await gitRefused(dir, 'push', p.stewardUrl, `HEAD:${ref}`)
  expect(said).toContain('ne commence pas par un tiret')
})

test('should refuse a name that is no text', async () => {
  const odd = await p.clone('illisible')
  const oid = (await git(odd, 'rev-parse', 'HEAD')).stdout.trim()
  // Straight into packed-refs: a process's arguments are text here.
  writeFileSync(path.join(odd, '.git/packed-refs'), Buffer.concat([Buffer.from(`${oid} refs/odd/b`), Buffer.from([0xff, 0xfe]), Buffer.from('\n')]))
  expect(await gitRefused(odd, 'push', p.stewardUrl, 'refs/odd/*:refs/heads/*')).toContain('caractères visibles')
})

test('should refuse in words a small pack that unfolds into a large file', async () => {
  const zeros = path.join(p.folder, 'zeros')
  execFileSync('truncate', ['-s', '96M', zeros])
  const blob = execFileSync('git', ['hash-object', '-w', zeros], { cwd: dir, encoding: 'utf8' }).trim()
  const head = commit(raw('tree', sorted(entry('100644', 'README.md', readme()), entry('100644', 'zeros.bin', blob))))
  const said = await gitRefused(dir, 'push', p.stewardUrl, `${head}:refs/heads/bombe`)
  expect(said).toMatch(/zeros\.bin\s»\spèse\s96\sMo/)
})

test('should refuse a message of ten megabytes', async () => {
  const head = commit(raw('tree', entry('100644', 'README.md', readme())), 'x'.repeat(10 * 1024 * 1024))
  expect(await gitRefused(dir, 'push', p.stewardUrl, `${head}:refs/heads/long`)).toContain('pèse 11 Mo')
})

test('should refuse thousands of refs in one push, in one sentence', async () => {
  const many = await p.clone('beaucoup')
  const head = (await git(many, 'rev-parse', 'HEAD')).stdout.trim()
  execFileSync('git', ['update-ref', '--stdin'], { cwd: many, input: Array.from({ length: 2500 }, (_, n) => `create refs/tags/t${n} ${head}\n`).join('') })
  const said = await gitRefused(many, 'push', '-q', p.stewardUrl, '--tags')
  expect(said).toContain('2500 branches et étiquettes')
  expect((await refs()).filter((ref) => ref.name.startsWith('refs/tags/t'))).toEqual([])
})

test('should follow tags of tags to their version, and take none of them as the published text', async () => {
  let target = (await git(dir, 'rev-parse', 'HEAD')).stdout.trim()
  let type = 'commit'
  for (let n = 0; n < 200; n += 1) {
    target = raw('tag', Buffer.from(`object ${target}\ntype ${type}\ntag chaine\ntagger L <l@exemple.invalid> 1700000000 +0000\n\nmaillon ${n}\n`))
    type = 'tag'
  }
  await git(dir, 'push', '-q', p.stewardUrl, `${target}:refs/tags/chaine`)
  expect(await p.forge.git.resolve(p.resource.id, 'refs/tags/chaine')).toBe((await git(dir, 'rev-parse', 'HEAD')).stdout.trim())
  expect(await gitRefused(dir, 'push', p.stewardUrl, `${target}:refs/heads/main`)).toMatch(/attend une version|rejected/)
  expect(await gitRefused(dir, 'push', p.stewardUrl, `${readme()}:refs/for/main`)).toMatch(/attend une version|rejected/)
})

test('should have left no quarantine behind', () => {
  const store = p.forge.git.repoDir(p.resource.id)
  expect(readdirSync(path.join(store, 'objects')).filter((name) => !/^([0-9a-f]{2}|pack|info)$/.test(name))).toEqual([])
  expect(execFileSync('git', ['fsck', '--full', '--strict', '--no-dangling'], { cwd: store, encoding: 'utf8' }).trim()).toBe('')
})
