import { expect, test } from 'vitest'
import { aStore, anId, commitOn, git, zoe as signature } from './a-store.js'

const gone = (n: number) => `refs/merge-requests/${n}/head`

test('should forget nothing that a writer has not named yet, then what the erased ref alone kept', async () => {
  const store = await aStore()
  const repo = anId()
  await store.create(repo)
  const main = await commitOn(store, repo, { 'README.md': 'a' })
  const tree = (await store.commit(repo, main)).tree
  const write = (text: string) => store.writeCommit(repo, { parents: [main], baseTree: tree, files: new Map([['README.md', text]]), author: signature, committer: signature, message: text })
  const withdrawn = await write('retirée')
  await store.updateRefs(repo, [{ ref: gone(1), from: undefined, to: withdrawn }])

  const order: string[] = []
  let start!: () => void
  const started = new Promise<void>((go) => { start = go })
  const writing = store.keeping(repo, async () => {
    const unnamed = await write('pas encore nommée')
    start()
    await new Promise((go) => setTimeout(go, 50))
    // While the erasure waits, others may come in, and may nest: nobody waits for who waits.
    await store.keeping(repo, () => store.append(repo, 'refs/journal/resource', [{ author: signature, payload: { kind: 'created' } }]))
    await new Promise((go) => setTimeout(go, 100))
    expect(await store.resolve(repo, withdrawn)).toBe(withdrawn)
    order.push('named')
    await store.updateRefs(repo, [{ ref: gone(2), from: undefined, to: unnamed }])
  })
  await started
  await Promise.all([writing, store.erase(repo, { ref: gone(1), from: withdrawn, to: undefined }).then(() => { order.push('erased') })])
  expect(order).toEqual(['named', 'erased'])
  expect(await store.resolve(repo, withdrawn)).toBeUndefined()
  expect(git(store.repoDir(repo), ['fsck', '--full', '--strict'])).toBe('')
})

test('should keep the objects of a push between its check and its refs', async () => {
  const store = await aStore()
  const repo = anId()
  await store.create(repo)
  const main = await commitOn(store, repo, { 'README.md': 'a' })
  await store.updateRefs(repo, [{ ref: gone(1), from: undefined, to: main }])
  const release = await store.keep(repo)
  let isErased = false
  const erasing = store.erase(repo, { ref: gone(1), from: main, to: undefined }).then(() => { isErased = true })
  await new Promise((go) => setTimeout(go, 50))
  expect(isErased).toBe(false)
  release()
  release()
  await erasing
  // Nothing is held any more: a second erasure and a removal go through.
  await store.updateRefs(repo, [{ ref: gone(1), from: undefined, to: main }])
  await store.erase(repo, { ref: gone(1), from: main, to: undefined })
  await store.remove(repo)
})

test('should make writers wait for an erasure under way, and lose none of many of both', async () => {
  const store = await aStore()
  const repo = anId()
  await store.create(repo)
  const main = await commitOn(store, repo, { 'README.md': 'a' })
  const tree = (await store.commit(repo, main)).tree
  // The same few texts again and again: an object found there, not written again, then erased, would be missing.
  await Promise.all(Array.from({ length: 24 }, (_, n) => n % 3 === 0
    ? (async () => {
        const to = await store.keeping(repo, async () => {
          const oid = await store.writeCommit(repo, { parents: [main], baseTree: tree, files: new Map([['b.md', `texte ${n % 2}`]]), author: signature, committer: signature, message: `${n % 2}` })
          await store.updateRefs(repo, [{ ref: gone(n + 1), from: undefined, to: oid }])
          return oid
        })
        await store.erase(repo, { ref: gone(n + 1), from: to, to: undefined })
      })()
    : store.keeping(repo, async () => {
        const oid = await store.writeCommit(repo, { parents: [main], baseTree: tree, files: new Map([['b.md', `texte ${n % 2}`]]), author: signature, committer: signature, message: `${n % 2}` })
        await store.updateRefs(repo, [{ ref: gone(n + 1), from: undefined, to: oid }])
      })))
  expect(await store.refs(repo, 'refs/merge-requests/')).toHaveLength(16)
  expect(git(store.repoDir(repo), ['fsck', '--full', '--strict'])).toBe('')
})

test('should say that it is a bug to erase what one keeps, rather than wait for oneself', async () => {
  const store = await aStore()
  const repo = anId()
  await store.create(repo)
  const main = await commitOn(store, repo, { 'README.md': 'a' })
  await store.updateRefs(repo, [{ ref: gone(1), from: undefined, to: main }])
  await expect(store.keeping(repo, () => store.erase(repo, { ref: gone(1), from: main, to: undefined }))).rejects.toThrow('asked to be forgotten by who keeps them')
})
