import { afterEach, beforeEach, expect, test } from 'vitest'
import { authorsOf } from '../../forge/attribution/identities.js'
import { RESOURCE_JOURNAL, MAIN, type Resource } from '../../forge/domain/resource.js'
import type { Actor } from '../../forge/domain/person.js'
import { adaptResource } from '../../forge/use-cases/adaptResource.js'
import { integrateProposal } from '../../forge/use-cases/integrateProposal.js'
import { offerBack } from '../../forge/use-cases/offerBack.js'
import { publishChange } from '../../forge/use-cases/publishChange.js'
import { recoverPending } from '../../forge/use-cases/recoverPending.js'
import { filesToSettle, settleFiles } from '../../forge/use-cases/settlePassages.js'
import { newsOf, takeNews } from '../../forge/use-cases/takeNews.js'
import { aForge, shortFiche, type TestForge } from '../support/forge.js'

let forge: TestForge
let garance: Actor & { kind: 'person' }
let noe: Actor & { kind: 'person' }
let origin: Resource
const body = 'Premier paragraphe, du début.\n\nDeuxième paragraphe, du milieu.\n\nTroisième paragraphe, de la fin.\n'
const text = shortFiche('Le tour de météo', body)

beforeEach(async () => {
  forge = await aForge()
  ;[garance, noe] = (await Promise.all(['garance', 'noe'].map(async (h) => (await forge.person(h)).actor))) as [typeof garance, typeof noe]
  origin = await forge.resource({ by: garance.person, slug: 'meteo', text })
})
afterEach(() => forge.close())

const adapt = (deps = forge.deps) => adaptResource(deps, noe, { origin, owner: 'noe', title: 'La météo dehors', reason: 'lieu', explanation: 'Dehors.' })
const now = async (resource: Resource) => (await forge.deps.resources.find(resource.id)) ?? resource
const textOf = async (resource: Resource) => new TextDecoder().decode((await forge.git.file(resource.id, (await forge.git.resolve(resource.id, MAIN)) ?? '', 'README.md'))?.bytes)
async function edit(actor: Actor, resource: Resource, find: string, replace: string): Promise<void> {
  const base = (await forge.git.resolve(resource.id, MAIN)) ?? ''
  const done = await publishChange(forge.deps, actor, { resource: await now(resource), base, files: new Map([['README.md', (await textOf(resource)).replace(find, replace)]]), title: `${find} → ${replace}`, reason: '' })
  expect(done.kind).toBe('published')
}

test('should give one’s own copy with its history and reason, the original untouched', async () => {
  const before = await forge.git.refs(origin.id)
  const mine = await adapt()
  expect(mine).toMatchObject({ slug: 'la-meteo-dehors', title: 'La météo dehors', origin: { resource: origin.id, reason: 'lieu', explanation: 'Dehors.', commit: origin.tip, takenUpTo: origin.tip } })
  expect(await textOf(mine)).toBe(text.replace('titre: Le tour de météo', 'titre: La météo dehors'))
  expect(await forge.git.refs(origin.id)).toEqual(before)
  expect((await forge.git.refs(mine.id)).map((r) => r.name)).toEqual([MAIN, RESOURCE_JOURNAL])
  expect(await newsOf(forge.deps, mine)).toMatchObject({ versions: [] })
})

test('should take the news of the original with their authors, and count none afterwards', async () => {
  const mine = await adapt()
  await edit(noe, mine, 'du début', 'du début, dehors')
  await edit(garance, origin, 'de la fin', 'du bout')
  expect((await newsOf(forge.deps, mine))?.versions).toHaveLength(1)
  const taken = await takeNews(forge.deps, noe, { resource: await now(mine) })
  expect(taken.kind).toBe('taken')
  expect(await textOf(mine)).toContain('du début, dehors')
  expect(await textOf(mine)).toContain('du bout')
  expect((await newsOf(forge.deps, await now(mine)))?.versions).toEqual([])
  const main = (await forge.git.resolve(mine.id, MAIN)) ?? ''
  expect(new Set((await forge.git.log(mine.id, { from: [main] })).flatMap((c) => authorsOf(c).map((a) => a.name)))).toEqual(new Set(['garance', 'noe']))
  await expect(takeNews(forge.deps, garance, { resource: await now(mine) })).rejects.toMatchObject({ key: 'policy.stewards_only' })
})

test('should let passages of the news be settled, without overwriting either side', async () => {
  const mine = await adapt()
  await edit(noe, mine, 'du milieu', 'au soleil')
  await edit(garance, origin, 'du milieu', 'sous la pluie')
  const blocked = await takeNews(forge.deps, noe, { resource: await now(mine) })
  if (blocked.kind !== 'conflicts') throw new Error('expected passages')
  expect(await textOf(mine)).toContain('au soleil')
  const settled = await settleFiles(forge.deps, mine.id, await filesToSettle(forge.deps, mine.id, blocked.files), () => 'both')
  if (settled.kind !== 'settled') throw new Error('expected a settled text')
  await takeNews(forge.deps, noe, { resource: await now(mine), settled: { published: blocked.published, head: blocked.head, files: settled.files, wroteWords: false } })
  expect(await textOf(mine)).toContain('au soleil.\n')
  expect(await textOf(mine)).toContain('sous la pluie.\n')
  expect((await now(mine)).origin?.takenUpTo).toBe(blocked.head)
})

test('should offer one’s changes back with one’s name on them, under the original’s title', async () => {
  const mine = await adapt()
  await edit(noe, mine, 'du milieu', 'au soleil')
  const request = await offerBack(forge.deps, noe, { resource: await now(mine), title: 'Au soleil', reason: '', ficheTitle: 'origin' })
  expect(request).toMatchObject({ resource: origin.id, base: origin.tip, state: 'open' })
  expect((await integrateProposal(forge.deps, garance, { resource: await now(origin), number: request.number })).kind).toBe('merged')
  expect(await textOf(origin)).toBe(text.replace('du milieu', 'au soleil'))
  const main = (await forge.git.resolve(origin.id, MAIN)) ?? ''
  expect((await forge.git.log(origin.id, { from: [main] })).flatMap((c) => authorsOf(c).map((a) => a.name))).toContain('noe')
})

test('should offer nothing when the adaptation changed only its title', async () => {
  const mine = await adapt()
  await expect(offerBack(forge.deps, noe, { resource: mine, title: 'Rien', reason: '', ficheTitle: 'origin' })).rejects.toMatchObject({ key: 'change.nothing' })
  expect(await forge.deps.mergeRequests.of(origin.id)).toEqual([])
})

test('should not show twice in the library a fiche whose adaptation changed nothing yet', async () => {
  const mine = await adaptResource(forge.deps, noe, { origin, owner: 'noe', title: '', reason: 'public', explanation: '' })
  const listed = async (query: { text?: string; owner?: string } = {}) => (await forge.deps.resources.search({ ...query, limit: 10, offset: 0 })).items.map(({ id }) => id)
  expect(await listed()).toEqual([origin.id])
  expect(await listed({ text: 'meteo' })).toEqual([origin.id])
  // It is there all the same: at its address, in its owner's space, among the adaptations of the original.
  expect(await listed({ owner: 'noe' })).toEqual([mine.id])
  expect((await forge.deps.resources.adaptationsOf(origin.id)).map(({ id }) => id)).toEqual([mine.id])
  // News taken as they are leave it the same as the original; a change of its own makes it one more fiche.
  await edit(garance, origin, 'de la fin', 'du bout')
  expect((await takeNews(forge.deps, noe, { resource: await now(mine) })).kind).toBe('taken')
  await edit(noe, mine, 'du début', 'du début, dehors')
  expect(new Set(await listed())).toEqual(new Set([origin.id, mine.id]))
})

test('should leave nothing of an adaptation stopped before it was told', async () => {
  const { git } = forge.deps
  const interrupted = { ...forge.deps, git: Object.assign(Object.create(git) as typeof git, { append: async () => { throw new Error('killed') } }) }
  await expect(adapt(interrupted)).rejects.toThrow('killed')
  const [left] = await forge.deps.pending.all()
  expect(await git.exists(left?.resource ?? '')).toBe(true)
  await recoverPending(forge.deps)
  expect(await git.exists(left?.resource ?? '')).toBe(false)
  expect((await adapt()).slug).toBe('la-meteo-dehors')
})

test('should say at the next start up to where news were taken when the last step was cut short', async () => {
  const mine = await adapt()
  await edit(garance, origin, 'de la fin', 'du bout')
  const { git } = forge.deps
  const interrupted = { ...forge.deps, git: Object.assign(Object.create(git) as typeof git, { append: async () => { throw new Error('killed') } }) }
  await expect(takeNews(interrupted, noe, { resource: await now(mine) })).rejects.toThrow('killed')
  await recoverPending(forge.deps)
  const recovered = await now(mine)
  expect(recovered.origin?.takenUpTo).toBe(await git.resolve(origin.id, MAIN))
  expect((await takeNews(forge.deps, noe, { resource: recovered })).kind).toBe('nothing')
})

test('should refuse a second adaptation at the same address, and keep only one when both come at once', async () => {
  const both = await Promise.allSettled([1, 2].map(() => adaptResource(forge.deps, noe, { origin, owner: 'noe', title: 'Double', slug: 'double', reason: 'lieu', explanation: '' })))
  expect(both.map((o) => o.status).sort()).toEqual(['fulfilled', 'rejected'])
})
