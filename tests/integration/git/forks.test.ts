import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { aBundle, anId, aStore, commitOn, git, zoe } from './a-store.js'

const objectsOf = (dir: string) => git(dir, ['cat-file', '--batch-all-objects', '--batch-check=%(objectname)']).split('\n').slice(0, -1).sort()
const reachableFrom = (dir: string, refs: readonly string[]) => git(dir, ['rev-list', '--objects', '--no-object-names', ...refs]).split('\n').slice(0, -1).sort()

async function aResource() {
  const store = await aStore()
  const repo = anId()
  await store.create(repo)
  await commitOn(store, repo, { 'README.md': 'un' })
  const published = await commitOn(store, repo, { 'README.md': 'deux', 'media/a.bin': Buffer.alloc(2000, 1) })
  git(store.repoDir(repo), ['tag', '-a', 'v1.0', '-m', 'une version', published])
  await store.updateRefs(repo, [{ ref: 'refs/merge-requests/1/head', from: undefined, to: published }])
  const proposed = await commitOn(store, repo, { 'secret.md': 'retiré' }, { ref: 'refs/merge-requests/1/head' })
  await store.append(repo, 'refs/merge-requests/1/journal', [{ author: zoe, payload: { kind: 'comment', text: 'effacé' } }])
  return { store, repo, dir: store.repoDir(repo), published, proposed }
}

test('should fork exactly what the asked refs reach, tags included', async () => {
  const { store, repo, dir, proposed } = await aResource()
  const copy = anId()
  await store.fork(repo, copy, ['refs/heads/main', 'refs/tags/v1.0'])
  const copyDir = store.repoDir(copy)
  expect(objectsOf(copyDir)).toEqual(reachableFrom(dir, ['refs/heads/main', 'refs/tags/v1.0']))
  expect(objectsOf(copyDir)).not.toContain(proposed)
  expect(await store.refs(copy)).toEqual((await store.refs(repo)).filter((ref) => ['refs/heads/main', 'refs/tags/v1.0'].includes(ref.name)))
  expect(git(copyDir, ['fsck', '--full', '--strict'])).toBe('')
  expect(existsSync(path.join(copyDir, 'objects/info/alternates'))).toBe(false)
  expect(readdirSync(path.join(dir, 'objects/pack')).filter((name) => name.startsWith('tmp'))).toEqual([])
  expect(await store.resolve(copy, 'HEAD')).toBe(await store.resolve(repo, 'HEAD'))
  await commitOn(store, copy, { 'README.md': 'trois' })
})

test('should leave nothing behind when a fork is refused', async () => {
  const { store, repo } = await aResource()
  const copy = anId()
  await expect(store.fork(repo, copy, ['refs/heads/main', 'refs/heads/absent'])).rejects.toMatchObject({ refusal: 'not_found' })
  expect(await store.exists(copy)).toBe(false)
  await expect(store.fork(anId(), copy, ['refs/heads/main'])).rejects.toMatchObject({ refusal: 'not_found' })
  await store.fork(repo, copy, ['refs/heads/main'])
  await expect(store.fork(repo, copy, ['refs/heads/main'])).rejects.toMatchObject({ refusal: 'conflict' })
  expect(readdirSync(path.join(store.repoDir(repo), '../../../../run/incoming'))).toEqual([])
})

test('should keep a fork whole when its origin is rewritten and collected', async () => {
  const { store, repo, dir } = await aResource()
  const copy = anId()
  await store.fork(repo, copy, ['refs/heads/main'])
  git(dir, ['update-ref', 'refs/heads/main', `${git(dir, ['rev-parse', 'main~1']).trim()}`])
  git(dir, ['tag', '-d', 'v1.0'])
  git(dir, ['gc', '-q', '--prune=now'])
  expect(git(store.repoDir(copy), ['fsck', '--full', '--strict'])).toBe('')
})

test('should fork a real repository into the objects its branch reaches', { timeout: 180_000 }, async () => {
  const store = await aStore()
  const [repo, copy] = [anId(), anId()]
  await store.create(repo)
  git(store.repoDir(repo), ['fetch', '-q', aBundle('politique-open-source-with-pulls'), '+refs/*:refs/*'])
  const branch = (await store.refs(repo, 'refs/heads/'))[0]?.name ?? ''
  await store.fork(repo, copy, [branch])
  expect(objectsOf(store.repoDir(copy))).toEqual(reachableFrom(store.repoDir(repo), [branch]))
  expect(objectsOf(store.repoDir(copy)).length).toBeLessThan(objectsOf(store.repoDir(repo)).length)
  expect(git(store.repoDir(copy), ['fsck', '--full', '--strict'])).toBe('')
})

test('should bring what is missing, and only that, between repositories that diverged', async () => {
  const { store, repo } = await aResource()
  const copy = anId()
  await store.fork(repo, copy, ['refs/heads/main'])
  await commitOn(store, copy, { 'ici.md': 'ici' })
  const there = await commitOn(store, repo, { 'là.md': 'là' })
  await store.bring(repo, copy, [there])
  const dir = store.repoDir(copy)
  await store.updateRefs(copy, [{ ref: 'refs/upstream/main', from: undefined, to: there }])
  expect(git(dir, ['fsck', '--full', '--strict'])).toBe('')
  const packs = readdirSync(path.join(dir, 'objects/pack')).filter((name) => name.endsWith('.idx'))
  expect(packs).toHaveLength(2)
  // One commit, one tree, one file: the rest was there.
  const counts = packs.map((pack) => git(dir, ['show-index'], readFileSync(path.join(dir, 'objects/pack', pack))).split('\n').length - 1).sort((a, b) => a - b)
  expect(counts[0]).toBe(3)
  await store.bring(repo, copy, [there])
  await store.bring(repo, copy, [])
  await expect(store.bring(repo, copy, ['f'.repeat(40)])).rejects.toMatchObject({ refusal: 'not_found' })
  await expect(store.bring(repo, copy, ['--all'])).rejects.toMatchObject({ refusal: 'invalid' })
})

test('should forget what an erased ref alone kept, loose or packed, and nothing else', async () => {
  const { store, repo, dir, proposed } = await aResource()
  const journal = await store.resolve(repo, 'refs/merge-requests/1/journal') ?? ''
  await store.engine.run(['repack', '-a', '-d', '-q'], { repoDir: dir })
  const other = await commitOn(store, repo, { 'b.md': 'b' }, { ref: 'refs/heads/autre' })
  // A push still arriving keeps its objects apart: they are not ours to remove.
  const arriving = path.join(dir, 'objects/tmp_objdir-incoming-essai')
  mkdirSync(arriving)
  writeFileSync(path.join(arriving, 'x'), 'x')
  await store.erase(repo, { ref: 'refs/merge-requests/1/head', from: proposed, to: undefined })
  await store.erase(repo, { ref: 'refs/merge-requests/1/journal', from: journal, to: undefined })
  const kept = objectsOf(dir)
  expect(kept).not.toContain(proposed)
  expect(kept).not.toContain(journal)
  expect(kept).toEqual(reachableFrom(dir, ['--all']))
  expect(kept).toContain(other)
  expect(readdirSync(arriving)).toEqual(['x'])
  expect(git(dir, ['fsck', '--full', '--strict'])).toBe('')
  await expect(store.commit(repo, proposed)).rejects.toMatchObject({ refusal: 'not_found' })
  await expect(store.erase(repo, { ref: 'refs/heads/main', from: other, to: undefined })).rejects.toMatchObject({ refusal: 'invalid' })
  await expect(store.erase(repo, { ref: 'refs/merge-requests/2/head', from: other, to: undefined })).rejects.toMatchObject({ refusal: 'conflict' })
})

test('should let writers through one at a time, in order, and say when one asks twice', async () => {
  const { store, repo } = await aResource()
  const order: number[] = []
  await Promise.all([30, 10, 0].map((waitMs, n) => store.exclusively(repo, async () => {
    order.push(n)
    await new Promise((go) => setTimeout(go, waitMs))
    order.push(n)
  })))
  expect(order).toEqual([0, 0, 1, 1, 2, 2])
  await expect(store.exclusively(repo, () => store.exclusively(repo, async () => 1))).rejects.toThrow(/inside itself/)
  await expect(store.exclusively(repo, async () => { throw new Error('raté') })).rejects.toThrow('raté')
  // What takes the lock by itself works inside it too.
  const tip = await store.exclusively(repo, () => store.append(repo, 'refs/journal/resource', [{ author: zoe, payload: { kind: 'created' } }]))
  expect(await store.resolve(repo, 'refs/journal/resource')).toBe(tip)
  expect(readdirSync(path.join(store.repoDir(repo), '../../../../run/busy'))).toEqual([])
})

