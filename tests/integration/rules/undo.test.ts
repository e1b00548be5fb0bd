import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { changesBetween, type History } from '../../../forge/attribution/history.js'
import { attribute } from '../../../forge/attribution/provenance.js'
import type { Oid } from '../../../forge/domain/git.js'
import { journalRef } from '../../../forge/domain/merge-request.js'
import type { Actor } from '../../../forge/domain/person.js'
import { MAIN, RESOURCE_JOURNAL, type DecisionRule, type Resource } from '../../../forge/domain/resource.js'
import { fateOf, isTakenBack, undoingsOf } from '../../../forge/domain/undoing.js'
import { giveVerdict } from '../../../forge/use-cases/giveVerdict.js'
import { integrateProposal } from '../../../forge/use-cases/integrateProposal.js'
import { changeRule, retireResource, setStewards } from '../../../forge/use-cases/manageResource.js'
import { proposeChange } from '../../../forge/use-cases/proposeChange.js'
import { publishChange } from '../../../forge/use-cases/publishChange.js'
import { readContributions } from '../../../forge/use-cases/readContributions.js'
import { recoverPending } from '../../../forge/use-cases/recoverPending.js'
import { filesToSettle, settleFiles } from '../../../forge/use-cases/settlePassages.js'
import { undoVersion } from '../../../forge/use-cases/undoVersion.js'
import { aForge, shortFiche, type TestForge } from '../../support/forge.js'

type PersonActor = Actor & { kind: 'person' }
let forge: TestForge
let garance: PersonActor
let lea: PersonActor
let noe: PersonActor
let fiche: Resource

const first = 'Le matin, chaque personne dit en une phrase le temps qu’il fait dans sa tête.'
const second = 'Le groupe écoute sans répondre, puis quelqu’un remercie.'
const third = 'On termine par un silence de deux minutes.'
const body = [first, second, third].map((line) => `${line}\n`).join('\n')
const text = shortFiche('Le tour de météo', body)

beforeEach(async () => {
  forge = await aForge()
  ;[garance, lea, noe] = (await Promise.all(['garance', 'lea', 'noe'].map(async (handle) => (await forge.person(handle)).actor))) as [PersonActor, PersonActor, PersonActor]
  fiche = await forge.resource({ by: garance.person, slug: 'meteo', text })
})
afterEach(() => forge.close())

const main = async (): Promise<Oid> => (await forge.git.resolve(fiche.id, MAIN)) ?? ''
const published = async (): Promise<string> => new TextDecoder().decode((await forge.git.file(fiche.id, await main(), 'README.md'))?.bytes)
const journal = async () => forge.git.events(fiche.id, RESOURCE_JOURNAL)
const kinds = async (): Promise<string[]> => (await journal()).map(({ payload }) => payload.kind)
const undoings = async () => undoingsOf(await journal())

async function publish(who: Actor, find: string, replace: string): Promise<Oid> {
  const base = await main()
  const done = await publishChange(forge.deps, who, { resource: fiche, base, files: new Map([['README.md', (await published()).replace(find, replace)]]), title: `${find} → ${replace}`, reason: '' })
  if (done.kind !== 'published') throw new Error('not published')
  return done.commit
}
async function integrated(who: Actor, find: string, replace: string): Promise<{ number: number; commit: Oid }> {
  const { number } = await proposeChange(forge.deps, who, { resource: fiche, base: await main(), files: new Map([['README.md', (await published()).replace(find, replace)]]), title: 'Une proposition', reason: '' })
  const done = await integrateProposal(forge.deps, garance, { resource: fiche, number })
  if (done.kind !== 'merged') throw new Error('not merged')
  return { number, commit: done.commit }
}
const undo = (who: Actor, version: Oid, reason = '') => undoVersion(forge.deps, who, { resource: fiche, version, reason })
async function undone(who: Actor, version: Oid, reason = ''): Promise<Oid> {
  const done = await undo(who, version, reason)
  if (done.kind !== 'undone') throw new Error(done.kind)
  return done.commit
}
async function governed(rule: DecisionRule): Promise<void> { fiche = await changeRule(forge.deps, garance, { resource: fiche, rule, reason: 'Pour voir.' }) }

test('should take back exactly what a version changed and keep everything later', async () => {
  const { commit } = await integrated(lea, second, 'Le groupe répond tout de suite.')
  await publish(garance, third, 'On termine par une chanson.')
  const back = await undone(garance, commit, 'Répondre coupait la parole.')
  expect(await published()).toBe(text.replace(third, 'On termine par une chanson.'))
  const version = await forge.git.commit(fiche.id, back)
  expect(version.parents).toHaveLength(1)
  expect(version.message).toBe(`Revenir sur «\u00a0Une proposition\u00a0»\n\nRépondre coupait la parole.\n\nUndoes: http://127.0.0.1:4000/garance/meteo/versions/${commit}\n`)
  expect(version.author.name).toBe('garance')
  expect(await undoings()).toMatchObject([{ undone: commit, commit: back, by: { id: garance.person.id }, reason: 'Répondre coupait la parole.' }])
  expect((await forge.deps.resources.find(fiche.id))?.tip).toBe(back)
  expect(await forge.deps.pending.all()).toEqual([])
})

test('should put back what was taken back, and take it back again', async () => {
  const { commit } = await integrated(lea, second, 'Le groupe répond tout de suite.')
  const changed = await published()
  const back = await undone(garance, commit)
  expect(isTakenBack(await undoings(), commit)).toBe(true)
  const again = await undone(garance, back, 'Finalement si.')
  expect(await published()).toBe(changed)
  expect((await forge.git.commit(fiche.id, again)).message).toContain('Rétablir «\u00a0Une proposition\u00a0»')
  expect(isTakenBack(await undoings(), commit)).toBe(false)
  expect(fateOf(await undoings(), commit)).toMatchObject({ undoing: { commit: back }, redone: { commit: again, reason: 'Finalement si.' } })
  const third_ = await undone(garance, commit)
  expect(await published()).toBe(text)
  expect(isTakenBack(await undoings(), commit)).toBe(true)
  // And from the other end: what put it back is a version like any other.
  await undone(garance, third_)
  expect(await published()).toBe(changed)
  expect(isTakenBack(await undoings(), commit)).toBe(false)
})

test('should credit restored words to who wrote them, and not make an author of who takes back', async () => {
  await publish(garance, third, 'On termine par une chanson.')
  const long = await integrated(lea, second, 'Le groupe répond.')
  const word = await integrated(lea, 'matin', 'soir')
  // Zoé, a new steward, only takes back.
  const zoe = (await forge.person('zoe')).actor as PersonActor
  fiche = await setStewards(forge.deps, garance, { resource: fiche, handles: ['garance', 'zoe'] })
  await undone(zoe, long.commit)
  await undone(zoe, word.commit)
  expect(await published()).toContain(first)
  expect(await published()).toContain(second)
  const { files } = await attribute(await historyOf(), { at: await main() })
  const authors = new Set(files.flatMap(({ tokens }) => tokens.flatMap((token) => token.authors.map(({ name }) => name))))
  expect(authors.has('zoe')).toBe(false)
  const readme = files.find(({ path }) => path === 'README.md')
  for (const line of [first, second]) {
    const at = (await published()).indexOf(line)
    const tokens = readme?.tokens.filter(({ start }) => start >= at && start < at + line.length) ?? []
    expect(tokens.length).toBeGreaterThan(5)
    expect(new Set(tokens.flatMap((token) => token.authors.map(({ name }) => name)))).toEqual(new Set(['garance']))
  }
  const { own } = await readContributions(forge.deps, (await forge.deps.resources.find(fiche.id)) ?? fiche)
  expect(own.find(({ person }) => person.name === 'zoe')?.roles).toEqual(['restorer', 'steward'])
  expect(own.find(({ person }) => person.name === 'lea')?.roles).toContain('improver')
})

/** What the attribution engine reads, straight from the store. */
async function historyOf(): Promise<History> {
  const commits = await forge.git.log(fiche.id, { from: [await main()] })
  const treeOf = async (oid: Oid | undefined): Promise<Map<string, Oid>> => new Map(oid === undefined ? [] : (await forge.git.tree(fiche.id, oid, { recursive: true })).map(({ path, oid: blob }) => [path, blob]))
  const told = await Promise.all(commits.map(async (commit) => ({ ...commit, at: commit.author.at, changes: changesBetween(await treeOf(commit.parents[0]), await treeOf(commit.oid)) })))
  return { commits: () => told, blob: async (oid) => new TextDecoder().decode(await forge.git.blob(fiche.id, oid)) }
}

test('should ask a person where passages changed since, and credit the words they write', async () => {
  const { commit } = await integrated(lea, second, 'Le groupe répond tout de suite.')
  await publish(garance, 'Le groupe répond tout de suite.', 'Le groupe répond tout de suite, chacune son tour.')
  const before = await main()
  const asked = await undo(garance, commit)
  if (asked.kind !== 'conflicts') throw new Error(asked.kind)
  expect(asked.published).toBe(before)
  expect(await main()).toBe(before)
  expect(await kinds()).not.toContain('undo_intended')
  const files = await filesToSettle(forge.deps, fiche.id, asked.files)
  const settled = await settleFiles(forge.deps, fiche.id, files, () => ({ text: 'Le groupe écoute, puis répond chacune son tour.' }))
  if (settled.kind !== 'settled') throw new Error('undecided')
  // Somebody publishes elsewhere meanwhile: nothing of it is lost.
  await publish(garance, third, 'On termine par une chanson.')
  const done = await undoVersion(forge.deps, garance, { resource: fiche, version: commit, reason: '', settled: { published: asked.published, files: settled.files, wroteWords: settled.wroteWords } })
  expect(done.kind).toBe('undone')
  expect(await published()).toContain('Le groupe écoute, puis répond chacune son tour.')
  expect(await published()).toContain('On termine par une chanson.')
  const { own } = await readContributions(forge.deps, (await forge.deps.resources.find(fiche.id)) ?? fiche)
  expect(own.find(({ person }) => person.name === 'garance')?.roles).not.toContain('restorer')
})

describe('refusals', () => {
  test('should refuse the first version, what is not published, and what is gone already', async () => {
    await expect(undo(garance, fiche.tip ?? '')).rejects.toMatchObject({ key: 'undo.first_version' })
    const { number, head } = await proposeChange(forge.deps, lea, { resource: fiche, base: fiche.tip ?? '', files: new Map([['README.md', text.replace(third, 'Fin.')]]), title: 'T', reason: '' })
    expect(number).toBe(1)
    await expect(undo(garance, head)).rejects.toMatchObject({ key: 'not_found.version' })
    await expect(undo(garance, 'f'.repeat(40))).rejects.toMatchObject({ key: 'not_found.version' })
    const commit = await publish(garance, second, 'Autre.')
    await undone(garance, commit)
    const before = await main()
    await expect(undo(garance, commit)).rejects.toMatchObject({ key: 'undo.nothing_left' })
    expect(await main()).toBe(before)
    expect(await forge.deps.pending.all()).toEqual([])
  })

  test('should refuse to bring a problem back', async () => {
    const bare = await forge.resource({ by: garance.person, slug: 'sans-licence', text: text.replace('licence: CC-BY-SA-4.0\n', '') })
    const done = await publishChange(forge.deps, garance, { resource: bare, base: bare.tip ?? '', files: new Map([['README.md', text]]), title: 'La licence', reason: '' })
    if (done.kind !== 'published') throw new Error('not published')
    await expect(undoVersion(forge.deps, garance, { resource: done.resource, version: done.commit, reason: '' })).rejects.toMatchObject({ key: 'undo.would_break' })
    expect(await forge.git.resolve(bare.id, MAIN)).toBe(done.commit)
  })

  test('should do it once when asked twice at the same time', async () => {
    const commit = await publish(garance, second, 'Autre.')
    const both = await Promise.allSettled([undo(garance, commit), undo(garance, commit)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await kinds()).filter((kind) => kind === 'undone')).toHaveLength(1)
  })
})

describe('within the rule', () => {
  test.each<[DecisionRule, Record<'garance' | 'noe', 'undone' | 'proposed'>]>([
    [{ kind: 'ouverte' }, { garance: 'undone', noe: 'proposed' }],
    [{ kind: 'garant·es' }, { garance: 'undone', noe: 'proposed' }],
    [{ kind: 'relecture', readers: 1 }, { garance: 'proposed', noe: 'proposed' }],
    [{ kind: 'consentement', days: 2 }, { garance: 'proposed', noe: 'proposed' }],
  ])('should publish or propose under $kind', async (rule, expected) => {
    const commit = await publish(garance, second, 'Autre.')
    if (rule.kind !== 'garant·es') await governed(rule)
    const before = await main()
    expect((await undo(noe, commit, 'Mieux avant.')).kind).toBe(expected.noe)
    expect(await main()).toBe(before)
    expect((await undo(garance, commit)).kind).toBe(expected.garance)
    expect((await main()) === before).toBe(expected.garance === 'proposed')
  })

  test('should let a member undo in an open community, and nobody undo on a retired fiche', async () => {
    await forge.community('voisins', [garance.person], [lea.person], { kind: 'ouverte' })
    const owner = await forge.deps.owners.find('voisins')
    fiche = await forge.resource({ by: garance.person, slug: 'ouverte', owner: 'voisins', text, rule: { kind: 'ouverte' } })
    expect(owner?.kind).toBe('community')
    const commit = await publish(garance, second, 'Autre.')
    expect((await undo(lea, commit)).kind).toBe('undone')
    fiche = await retireResource(forge.deps, garance, { resource: fiche, reason: 'Finie.' })
    await expect(undo(lea, await main())).rejects.toMatchObject({ key: 'policy.retired' })
    await expect(undoVersion(forge.deps, { kind: 'visitor' }, { resource: fiche, version: commit, reason: '' })).rejects.toMatchObject({ refusal: 'unauthenticated' })
  })

  test('should say a version is undone once its proposition is integrated, and not before', async () => {
    const commit = await publish(garance, second, 'Autre.')
    await governed({ kind: 'relecture', readers: 1 })
    const asked = await undo(noe, commit, 'Mieux avant.')
    if (asked.kind !== 'proposed') throw new Error(asked.kind)
    expect((await forge.git.events(fiche.id, journalRef(asked.number)))[0]?.payload).toMatchObject({ undoes: commit })
    expect(await undoings()).toEqual([])
    await giveVerdict(forge.deps, lea, { resource: fiche, number: asked.number, verdict: 'consent', text: '' })
    const done = await integrateProposal(forge.deps, garance, { resource: fiche, number: asked.number })
    if (done.kind !== 'merged') throw new Error('not merged')
    expect(await published()).toBe(text)
    expect(await undoings()).toMatchObject([{ undone: commit, commit: done.commit, by: { id: garance.person.id }, reason: 'Mieux avant.' }])
    const { own } = await readContributions(forge.deps, (await forge.deps.resources.find(fiche.id)) ?? fiche)
    expect(own.find(({ person }) => person.name === 'noe')?.roles).toEqual(['restorer'])
  })
})

describe('after a crash', () => {
  /** Deps whose Git stops for good at one of its writes, as a kill would. */
  function killedAt(step: 'before main moves' | 'after main moved') {
    const { git } = forge.deps
    return { ...forge.deps, git: Object.assign(Object.create(git) as typeof git, {
      updateRefs: async (repo: string, updates: Parameters<typeof git.updateRefs>[1]) => {
        if (step === 'before main moves') throw new Error('killed')
        await git.updateRefs(repo, updates)
        throw new Error('killed')
      },
    }) }
  }

  test.each(['before main moves', 'after main moved'] as const)('should end an undoing stopped %s', async (step) => {
    const commit = await publish(garance, second, 'Autre.')
    await expect(undoVersion(killedAt(step), garance, { resource: fiche, version: commit, reason: 'Raison.' })).rejects.toThrow('killed')
    expect(await forge.deps.pending.all()).toHaveLength(1)
    await recoverPending(forge.deps)
    expect(await published()).toBe(text)
    expect(await undoings()).toMatchObject([{ undone: commit, commit: await main(), reason: 'Raison.' }])
    expect((await forge.deps.resources.find(fiche.id))?.tip).toBe(await main())
    expect(await forge.deps.pending.all()).toEqual([])
    await recoverPending(forge.deps)
    expect((await kinds()).filter((kind) => kind === 'undone')).toHaveLength(1)
  })

  test('should abandon an undoing whose place was taken', async () => {
    const commit = await publish(garance, second, 'Autre.')
    await expect(undoVersion(killedAt('before main moves'), garance, { resource: fiche, version: commit, reason: '' })).rejects.toThrow('killed')
    await publish(garance, third, 'Fin.')
    await recoverPending(forge.deps)
    expect((await kinds()).slice(-2)).toEqual(['undo_intended', 'undo_abandoned'])
    expect(await published()).toContain('Autre.')
    expect((await undo(garance, commit)).kind).toBe('undone')
  })

  test('should say undone what a killed integration took back', async () => {
    const commit = await publish(garance, second, 'Autre.')
    const asked = await undo(noe, commit)
    if (asked.kind !== 'proposed') throw new Error(asked.kind)
    await expect(integrateProposal(killedAt('after main moved'), garance, { resource: fiche, number: asked.number })).rejects.toThrow('killed')
    expect(await undoings()).toEqual([])
    await recoverPending(forge.deps)
    expect(await undoings()).toMatchObject([{ undone: commit, commit: await main() }])
  })
})
