/** What is offered to a source becomes propositions: small sources made by stock Git. */
import { execFileSync } from 'node:child_process'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Deps } from '../../../forge/domain/ports.js'
import { readInbox } from '../../../forge/use-cases/readInbox.js'
import { declineProposal } from '../../../forge/use-cases/closeProposal.js'
import { giveVerdict } from '../../../forge/use-cases/giveVerdict.js'
import { importHistory, type ImportInput } from '../../../forge/use-cases/importHistory.js'
import { integrateProposal } from '../../../forge/use-cases/integrateProposal.js'
import { publishChange } from '../../../forge/use-cases/publishChange.js'
import { recoverPending } from '../../../forge/use-cases/recoverPending.js'
import { doctor, reindex } from '../../../forge/use-cases/reindex.js'
import { aForge } from '../../support/forge.js'
import { git } from '../../support/git.js'
import { aSource, fiche, type Source } from './sources.js'

const proposals = ['refs/pull/*/head']

async function setUp() {
  const source = aSource()
  source.commit('ana', 'Début', { 'README.md': fiche('La météo') })
  const forge = await aForge()
  onTestFinished(() => forge.close())
  const { person, actor } = await forge.person('lou')
  await forge.community('cooperation', [person])
  const input = { location: { kind: 'folder', dir: source.dir }, owner: 'cooperation', proposals } as const satisfies ImportInput
  const run = (more: Partial<ImportInput> = {}, deps: Deps = forge.deps) => importHistory(deps, actor, { ...input, ...more })
  const resource = async () => (await forge.deps.resources.findByAddress('cooperation', 'la-meteo'))!
  const requests = async () => [...await forge.deps.mergeRequests.of((await resource()).id)].sort((a, b) => a.number - b.number)
  return { source, forge, actor, run, resource, requests }
}

/** Somebody offers commits on top of `from`, as a hosting site keeps them. */
function offer(source: Source, number: number, who: string, commits: readonly { message: string; files: Record<string, string | null> }[], from = 'main'): string {
  source.git('checkout', '--quiet', '--detach', from)
  const heads = commits.map(({ message, files }) => source.commit(who, message, files))
  source.git('update-ref', `refs/pull/${number}/head`, heads.at(-1)!)
  source.git('checkout', '--quiet', 'main')
  return heads.at(-1)!
}

/** The same commit with a committer line that Git's check refuses (missingSpaceBeforeEmail), as old tools wrote them. */
function faultyCommit(source: Source, rev: string): string {
  const raw = source.git('cat-file', 'commit', rev).replace(/^committer (\w+) </m, 'committer $1<')
  return execFileSync('git', ['hash-object', '-t', 'commit', '-w', '--stdin', '--literally'], { cwd: source.dir, input: `${raw}\n` }).toString().trim()
}

const other = fiche('La météo', 'Chaque personne dit son humeur en une image.\n\nLe groupe écoute sans répondre.\n')

describe('opened', () => {
  test('should open one proposition for each offer, with its commits, its words and its author, and credit nothing to who imports', async () => {
    const { source, forge, run, resource, requests } = await setUp()
    const base = source.git('rev-parse', 'main')
    const second = offer(source, 2, 'zoe', [{ message: 'Dire avec une image\n\nC’est plus facile à partager.\n\nSigned-off-by: Zoé <zoe@exemple.test>', files: { 'README.md': other } }])
    const tenth = offer(source, 10, 'bob', [{ message: 'Ajouter une variante', files: { 'variante.md': 'À deux.\n' } }, { message: 'Puis une autre\n\nPour les grands groupes.', files: { 'variante.md': 'À deux, à dix.\n' } }])
    const result = await run()
    expect(result.proposals).toEqual([
      { ref: 'refs/pull/2/head', outcome: 'opened', owner: 'cooperation', slug: 'la-meteo', number: 1, title: 'Dire avec une image' },
      { ref: 'refs/pull/10/head', outcome: 'opened', owner: 'cooperation', slug: 'la-meteo', number: 2, title: 'Ajouter une variante' },
    ])
    const [one, two] = await requests()
    expect(one).toMatchObject({ base, head: second, description: 'C’est plus facile à partager.', state: 'open', proposedBy: { handle: 'lou' }, importedFrom: { source: result.source, ref: 'refs/pull/2/head', by: 'zoe' } })
    expect(two).toMatchObject({ base, head: tenth, description: 'Ajouter une variante\n\nPuis une autre\nPour les grands groupes.', importedFrom: { by: 'bob' } })
    expect(one?.importedFrom?.at).toBe(Number(source.git('log', '-1', '--format=%at', second)) * 1000)
    // Opened today: delays and reminders count from here.
    expect(one?.openedAt).toBeGreaterThan(one?.importedFrom?.at ?? Infinity)
    const dir = forge.git.repoDir((await resource()).id)
    expect((await git(dir, 'log', '--format=%an %cn', second)).stdout).not.toContain('lou')
    expect((await git(dir, 'fsck', '--full', '--strict', '--no-progress', '--no-dangling')).stderr).toBe('')
    expect((await git(dir, 'for-each-ref', '--format=%(refname)', 'refs/pull', 'refs/offered')).stdout).toBe('')
    expect((await git(dir, 'rev-parse', 'main')).stdout.trim()).toBe(base)
    const before = await requests()
    await reindex(forge.deps, [(await resource()).id])
    expect(await requests()).toEqual(before)
  })

  test('should skip what the text already has, say what it took up otherwise, and leave aside what has nothing in common', async () => {
    const { source, run, requests } = await setUp()
    offer(source, 1, 'bob', [{ message: 'Une image', files: { 'README.md': other } }])
    offer(source, 2, 'zoe', [{ message: 'Fusionnée', files: { 'b.md': 'b\n' } }])
    source.merge('ana', 'refs/pull/2/head')
    source.commit('ana', 'Une image (reprise à la main)', { 'README.md': other })
    source.git('checkout', '--quiet', '--orphan', 'ailleurs')
    source.git('update-ref', 'refs/pull/3/head', source.commit('ana', 'Un autre site', { 'index.html': '<p>\n' }))
    source.git('checkout', '--quiet', 'main')
    const { proposals } = await run()
    expect(proposals).toEqual([
      { ref: 'refs/pull/1/head', outcome: 'opened', owner: 'cooperation', slug: 'la-meteo', number: 1, title: 'Une image', isInText: true },
      { ref: 'refs/pull/2/head', outcome: 'already_in', owner: 'cooperation', slug: 'la-meteo' },
      { ref: 'refs/pull/3/head', outcome: 'unrelated', owner: 'cooperation', slug: 'la-meteo' },
    ])
    expect(await requests()).toHaveLength(1)
  })

  test('should say nothing of the merges that only bring an offer up to date', async () => {
    const { source, run, requests } = await setUp()
    offer(source, 1, 'bob', [{ message: 'Une variante', files: { 'variante.md': 'À deux.\n' } }])
    source.commit('ana', 'Autre chose', { 'autre.md': 'rien\n' })
    source.git('checkout', '--quiet', '--detach', 'refs/pull/1/head')
    source.git('update-ref', 'refs/pull/1/head', source.merge('ana', 'main'))
    source.git('checkout', '--quiet', 'main')
    await run()
    expect(await requests()).toMatchObject([{ title: 'Une variante', description: '', base: source.git('rev-parse', 'main'), importedFrom: { by: 'bob' } }])
  })

  test('should leave aside a faulty offer, and it alone', async () => {
    const { source, run, requests } = await setUp()
    offer(source, 1, 'bob', [{ message: 'Une image', files: { 'README.md': other } }])
    source.git('update-ref', 'refs/pull/2/head', faultyCommit(source, 'refs/pull/1/head'))
    expect((await run()).proposals?.map(({ ref, outcome }) => [ref, outcome])).toEqual([['refs/pull/1/head', 'opened'], ['refs/pull/2/head', 'damaged']])
    expect(await requests()).toMatchObject([{ base: source.git('rev-parse', 'main') }])
  })

  test('should keep what is offered to a faulty history upon the history as it was mended', async () => {
    const { source, forge, run, resource, requests } = await setUp()
    source.commit('ana', 'Suite', { 'suite.md': 'suite\n' })
    source.git('reset', '--quiet', '--hard', faultyCommit(source, 'main'))
    const offered = offer(source, 1, 'bob', [{ message: 'Une image', files: { 'README.md': other } }])
    expect((await run()).proposals).toMatchObject([{ outcome: 'opened', number: 1 }])
    const [request] = await requests()
    const dir = forge.git.repoDir((await resource()).id)
    expect(request?.base).toBe((await git(dir, 'rev-parse', 'main')).stdout.trim())
    expect(request?.head).not.toBe(offered)
    expect((await git(dir, 'log', '-1', '--format=%an|%B', request?.head ?? '')).stdout.trim()).toBe(`bob|Une image\n\nSource-Commit: ${offered}`)
    expect((await git(dir, 'fsck', '--full', '--strict', '--no-progress', '--no-dangling')).stderr).toBe('')
    expect((await run()).proposals).toMatchObject([{ outcome: 'unchanged', number: 1 }])
  })
})

describe('read', () => {
  test('should say who proposed it elsewhere and who imported it, and let who imported it read it as anybody does', async () => {
    const { source, forge, actor, run, resource } = await setUp()
    offer(source, 7, 'zoe', [{ message: 'Une image', files: { 'README.md': other } }])
    await run()
    const { url } = await forge.serve()
    const page = await (await fetch(`${url}/cooperation/la-meteo/propositions/1`, { headers: { accept: 'text/html' } })).text()
    expect(page.replace(/<[^>]+>/g, '')).toMatch(/proposée ailleurs par\szoe\sle\s\d+\sseptembre\s2020,\simportée\spar\slou/)
    expect((await readInbox(forge.deps, actor)).toReview).toHaveLength(1)
    await giveVerdict(forge.deps, actor, { resource: await resource(), number: 1, verdict: 'consent', text: '' })
    const merged = await integrateProposal(forge.deps, actor, { resource: await resource(), number: 1 })
    if (merged.kind !== 'merged') throw new Error('expected an integration')
    const commit = await forge.git.commit((await resource()).id, merged.commit)
    expect([commit.author.name, commit.committer.name]).toEqual(['zoe', 'lou'])
  })
})

describe('again', () => {
  test('should leave an imported proposition alone when the source’s news come, its commits among them', async () => {
    const { source, forge, actor, run, requests, resource } = await setUp()
    offer(source, 1, 'zoe', [{ message: 'Une image', files: { 'README.md': other } }])
    await run()
    const here = await resource()
    await publishChange(forge.deps, actor, { resource: here, base: here.tip ?? '', files: new Map([['ici.md', 'ici\n']]), title: 'Ici', reason: '' })
    source.merge('ana', 'refs/pull/1/head')
    const result = await run()
    expect(result.resources).toMatchObject([{ outcome: 'diverged', proposal: 2 }])
    expect(result.proposals).toMatchObject([{ outcome: 'already_in', number: 1 }])
    expect((await requests()).map(({ iterations }) => iterations.length)).toEqual([1, 1])
  })

  test('should change nothing when nothing moved, and add an iteration where an offer did', async () => {
    const { source, run, requests } = await setUp()
    offer(source, 1, 'bob', [{ message: 'Une image', files: { 'README.md': other } }])
    offer(source, 2, 'zoe', [{ message: 'Une variante', files: { 'variante.md': 'À deux.\n' } }])
    await run()
    const before = await requests()
    expect((await run()).proposals?.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged'])
    expect(await requests()).toEqual(before)
    const moved = offer(source, 2, 'zoe', [{ message: 'À dix aussi', files: { 'variante.md': 'À deux, à dix.\n' } }], 'refs/pull/2/head')
    const rewritten = offer(source, 1, 'bob', [{ message: 'Une image, refaite', files: { 'README.md': other.replace('image', 'photo') } }])
    offer(source, 3, 'ana', [{ message: 'Encore', files: { 'encore.md': '?\n' } }])
    expect((await run()).proposals?.map(({ outcome, number }) => [number, outcome])).toEqual([[1, 'updated'], [2, 'updated'], [3, 'opened']])
    const [one, two, three] = await requests()
    expect(one).toMatchObject({ head: rewritten, title: 'Une image', iterations: [{ head: before[0]?.head }, { head: rewritten }] })
    expect(two).toMatchObject({ head: moved, iterations: [{ head: before[1]?.head }, { head: moved }] })
    expect(three?.iterations).toHaveLength(1)
  })

  test('should leave what was decided here, until something else is offered', async () => {
    const { source, actor, forge, run, requests, resource } = await setUp()
    offer(source, 1, 'bob', [{ message: 'Une image', files: { 'README.md': other } }])
    offer(source, 2, 'zoe', [{ message: 'Une variante', files: { 'variante.md': 'À deux.\n' } }])
    await run()
    await declineProposal(forge.deps, actor, { resource: await resource(), number: 1, reason: 'Pas cette fois.' })
    expect(await integrateProposal(forge.deps, actor, { resource: await resource(), number: 2 })).toMatchObject({ kind: 'merged' })
    expect((await run()).proposals?.map(({ outcome, number }) => [number, outcome])).toEqual([[1, 'unchanged'], [2, 'unchanged']])
    expect((await requests()).map(({ state }) => state)).toEqual(['declined', 'merged'])
    offer(source, 1, 'bob', [{ message: 'Plutôt une photo', files: { 'README.md': other.replace('image', 'photo') } }])
    expect((await run()).proposals?.map(({ outcome, number }) => [number, outcome])).toEqual([[3, 'opened'], [2, 'unchanged']])
    expect((await requests()).map(({ state }) => state)).toEqual(['declined', 'merged', 'open'])
  })

  test('should go on after a crash, without a proposition twice nor a number lost', async () => {
    const { source, forge, run, requests, resource } = await setUp()
    for (let n = 1; n <= 4; n++) offer(source, n, 'bob', [{ message: `Offre ${n}`, files: { [`${n}.md`]: `${n}\n` } }])
    let journals = 0
    const dying: Deps = { ...forge.deps, git: { ...forge.deps.git, append: (repo, ref, events) => (ref.startsWith('refs/merge-requests/') && ++journals === 3 ? Promise.reject(new Error('killed')) : forge.deps.git.append(repo, ref, events)) } }
    await expect(run({}, dying)).rejects.toThrow('killed')
    expect(await requests()).toHaveLength(2)
    await recoverPending(forge.deps)
    const dir = forge.git.repoDir((await resource()).id)
    expect((await git(dir, 'for-each-ref', '--format=%(refname)', 'refs/merge-requests')).stdout).not.toContain('refs/merge-requests/3')
    expect((await run()).proposals?.map(({ outcome, number }) => [number, outcome])).toEqual([[1, 'unchanged'], [2, 'unchanged'], [3, 'opened'], [4, 'opened']])
    expect((await requests()).map(({ title }) => title)).toEqual(['Offre 1', 'Offre 2', 'Offre 3', 'Offre 4'])
    expect(await doctor(forge.deps, [(await resource()).id])).toEqual([])
    expect(await forge.deps.pending.all()).toEqual([])
  })

  test('should only take the moves of an offer from who imported it, or from who answers for the resource', async () => {
    const { source, forge, run, requests } = await setUp()
    offer(source, 1, 'bob', [{ message: 'Une image', files: { 'README.md': other } }])
    await run()
    const { person, actor } = await forge.person('max')
    await forge.deps.communities.setMember((await forge.deps.communities.findByHandle('cooperation'))!.id, person.id, 'member', 0)
    offer(source, 1, 'bob', [{ message: 'Une photo', files: { 'README.md': other.replace('image', 'photo') } }])
    const asMember = await importHistory(forge.deps, actor, { location: { kind: 'folder', dir: source.dir }, owner: 'cooperation', proposals })
    expect(asMember.proposals).toMatchObject([{ outcome: 'not_yours', number: 1 }])
    expect((await requests())[0]?.iterations).toHaveLength(1)
  })
})

describe('refused', () => {
  test('should make nothing of a source that offers nothing, nor of names that are not refs, nor beside files', async () => {
    const { forge, run } = await setUp()
    await expect(run()).rejects.toMatchObject({ key: 'import.no_proposal' })
    for (const pattern of ['pull/*/head', 'refs/pull/*/*', 'refs/../x/y', '--upload-pack=x', 'refs/pull/a b']) await expect(run({ proposals: [pattern] }), pattern).rejects.toMatchObject({ key: 'import.proposals_pattern' })
    await expect(run({ pathspecs: ['*.md'] })).rejects.toMatchObject({ key: 'import.proposals_whole_only' })
    expect(await forge.deps.resources.allIds()).toEqual([])
  })
})
