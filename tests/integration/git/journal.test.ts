import { expect, test } from 'vitest'
import { anId, aStore, commitOn, git, zoe } from './a-store.js'

for (const reader of ['libgit2', 'isomorphic'] as const) {
  const aResource = async () => {
    const store = await aStore({ reader })
    const repo = anId()
    await store.create(repo)
    return { store, repo, dir: store.repoDir(repo) }
  }

  test(`should give back events in order, authors and dates included (${reader})`, async () => {
    const { store, repo, dir } = await aResource()
    const ref = 'refs/merge-requests/12/journal'
    expect(await store.events(repo, ref)).toEqual([])
    const ana = { ...zoe, name: 'Ana', at: 1_700_000_100_000, offsetMinutes: -60 }
    const second = await store.append(repo, ref, [{ author: zoe, payload: { kind: 'opened', title: 'Été « x »\n', n: [1, { a: null }] } }, { author: ana, payload: { kind: 'comment' } }])
    const third = await store.append(repo, ref, [{ author: zoe, payload: { kind: 'merged' } }])
    const events = await store.events(repo, ref)
    expect(events.map((event) => event.payload)).toEqual([{ kind: 'opened', title: 'Été « x »\n', n: [1, { a: null }] }, { kind: 'comment' }, { kind: 'merged' }])
    expect(events.map((event) => event.author)).toEqual([zoe, ana, zoe])
    expect(events.at(-1)?.oid).toBe(third)
    expect(await store.events(repo, ref, second)).toEqual(events.slice(2))
    expect(await store.events(repo, ref, third)).toEqual([])
    expect(git(dir, ['ls-tree', '-r', '--name-only', third]).trim()).toBe('event.json')
    expect(git(dir, ['fsck', '--full', '--strict'])).toBe('')
  })
}

test('should lose no event when thirty are appended at once', async () => {
  const store = await aStore()
  const repo = anId()
  await store.create(repo)
  await Promise.all(Array.from({ length: 30 }, (_, n) => store.append(repo, 'refs/journal/resource', [{ author: zoe, payload: { kind: 'comment', n } }])))
  expect((await store.events(repo, 'refs/journal/resource')).map((event) => event.payload['n']).sort((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 30 }, (_, n) => n))
})

test('should append after an event that came from elsewhere meanwhile', async () => {
  const store = await aStore()
  const repo = anId()
  await store.create(repo)
  const ref = 'refs/journal/resource'
  await store.append(repo, ref, [{ author: zoe, payload: { kind: 'a' } }])
  const writers = [1, 2].map(async (n) => {
    for (let at = 0; at < 5; at++) {
      if (n === 1) { await store.append(repo, ref, [{ author: zoe, payload: { kind: 'mine' } }]); continue }
      for (;;) {
        const from = await store.resolve(repo, ref) ?? ''
        const to = await store.writeCommit(repo, { parents: [from], baseTree: undefined, files: new Map([['event.json', '{"kind":"other"}']]), author: zoe, committer: zoe, message: 'x' })
        if (await store.updateRefs(repo, [{ ref, from, to }]) === 'done') break
      }
    }
  })
  await Promise.all(writers)
  const kinds = (await store.events(repo, ref)).map((event) => event.payload.kind)
  expect(kinds.filter((kind) => kind === 'mine')).toHaveLength(5)
  expect(kinds.filter((kind) => kind === 'other')).toHaveLength(5)
})

test('should refuse refs that are no journal, and events that are too large', async () => {
  const store = await aStore()
  const repo = anId()
  await store.create(repo)
  await commitOn(store, repo, { 'README.md': 'a' })
  for (const ref of ['refs/heads/main', 'refs/merge-requests/0/journal', 'refs/merge-requests/1/head', 'refs/merge-requests/1/journal/x']) {
    await expect(store.append(repo, ref, [{ author: zoe, payload: { kind: 'x' } }])).rejects.toMatchObject({ refusal: 'invalid' })
    await expect(store.events(repo, ref)).rejects.toMatchObject({ refusal: 'invalid' })
  }
  await expect(store.append(repo, 'refs/journal/resource', [{ author: zoe, payload: { kind: 'x', text: 'é'.repeat(600_000) } }])).rejects.toMatchObject({ refusal: 'too_large' })
  await expect(store.append(repo, 'refs/journal/resource', [])).rejects.toMatchObject({ refusal: 'invalid' })
  expect(await store.events(repo, 'refs/journal/resource')).toEqual([])
})
