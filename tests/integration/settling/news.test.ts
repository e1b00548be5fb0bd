import { afterEach, beforeEach, expect, test } from 'vitest'
import { authorsOf } from '../../../forge/attribution/identities.js'
import type { NewsReading } from '../../../forge/domain/news.js'
import type { Actor } from '../../../forge/domain/person.js'
import { MAIN, RESOURCE_JOURNAL, type Resource } from '../../../forge/domain/resource.js'
import { adaptResource } from '../../../forge/use-cases/adaptResource.js'
import { publishChange } from '../../../forge/use-cases/publishChange.js'
import { readNews } from '../../../forge/use-cases/readNews.js'
import { recoverPending } from '../../../forge/use-cases/recoverPending.js'
import { reindex } from '../../../forge/use-cases/reindex.js'
import { takeChosenNews } from '../../../forge/use-cases/takeChosenNews.js'
import { takeNews } from '../../../forge/use-cases/takeNews.js'
import { aForge, shortFiche, type TestForge } from '../../support/forge.js'

let forge: TestForge
let garance: Actor & { kind: 'person' }
let noe: Actor & { kind: 'person' }
let origin: Resource
let mine: Resource
const body = 'Premier paragraphe, du début.\n\nDeuxième paragraphe, du milieu.\n\nTroisième paragraphe, de la suite.\n\nQuatrième paragraphe, de la fin.\n'

beforeEach(async () => {
  forge = await aForge()
  ;[garance, noe] = (await Promise.all(['garance', 'noe'].map(async (h) => (await forge.person(h)).actor))) as [typeof garance, typeof noe]
  origin = await forge.resource({ by: garance.person, slug: 'meteo', text: shortFiche('Le tour de météo', body) })
  mine = await adaptResource(forge.deps, noe, { origin, owner: 'noe', title: 'La météo dehors', reason: 'lieu', explanation: 'Dehors.' })
})
afterEach(() => forge.close())

const now = async (resource = mine) => (await forge.deps.resources.find(resource.id)) ?? resource
const mainOf = async (resource = mine) => (await forge.git.resolve(resource.id, MAIN)) ?? ''
const textOf = async (resource = mine, path = 'README.md') => { const file = await forge.git.file(resource.id, await mainOf(resource), path); return file && new TextDecoder().decode(file.bytes) }
async function publish(actor: Actor, resource: Resource, files: Record<string, string | Uint8Array | null>): Promise<void> {
  const done = await publishChange(forge.deps, actor, { resource: await now(resource), base: await mainOf(resource), files: new Map(Object.entries(files)), title: 'Mieux', reason: '' })
  expect(done.kind).toBe('published')
}
const edit = async (actor: Actor, resource: Resource, find: string, replace: string) => publish(actor, resource, { 'README.md': (await textOf(resource))!.replace(find, replace) })
async function offered(view: NewsReading['view'] = 'new'): Promise<NewsReading> {
  const reading = await readNews(forge.deps, await now(), view)
  if (!reading) throw new Error('no origin')
  return reading
}
const rowsOf = (reading: NewsReading) => reading.files.flatMap((file) => (file.kind === 'file' ? [{ name: file.name, is: file.settled ? 'both' : 'free', words: `${file.status} ${file.path}` }]
  : file.rows.map(({ name, row }) => ({ name, is: row.kind, words: row.kind === 'both' ? row.passage.theirs : row.changes.map((change) => file.theirs.slice(...change.new) || `- ${file.base.slice(...change.old)}`).join('') }))))
function take(reading: NewsReading, choose: (words: string, is: string) => string | undefined, deps = forge.deps) {
  const picks = new Map(rowsOf(reading).flatMap(({ name, words, is }) => { const pick = choose(words, is); return pick === undefined ? [] : [[name, pick] as const] }))
  return takeChosenNews(deps, noe, { resource: mine, view: reading.view, since: reading.since, published: reading.published, head: reading.head, picks: { picks, texts: new Map() } })
}

test('should take what is chosen and leave the rest, in one version that brings the history along, and start from there', async () => {
  await edit(noe, mine, 'du début', 'du début, dehors')
  await edit(garance, origin, 'du milieu', 'du cœur')
  await edit(garance, origin, 'de la fin', 'du bout')
  const reading = await offered()
  expect(rowsOf(reading).map(({ is }) => is)).toEqual(['free', 'free'])
  const before = await textOf()
  expect(await take(reading, (words) => (words.includes('cœur') ? 'prendre' : 'laisser'))).toMatchObject({ kind: 'taken', left: 1, isTaking: true })
  expect(await textOf()).toBe(before!.replace('du milieu', 'du cœur'))
  const main = await forge.git.commit(mine.id, await mainOf())
  expect(main.parents).toEqual([reading.published, await mainOf(origin)])
  expect((await forge.git.log(mine.id, { from: [main.oid] })).flatMap((commit) => authorsOf(commit).map(({ name }) => name))).toContain('garance')
  expect((await now()).origin?.takenUpTo).toBe(await mainOf(origin))
  // Not offered again…
  expect(rowsOf(await offered())).toEqual([])
  await edit(garance, origin, 'de la suite', 'de la suite encore')
  expect(rowsOf(await offered()).map(({ words }) => words.trim())).toEqual(['encore'])
  // … unless the origin changes that passage again: then as one change, from what the adaptation has.
  await edit(garance, origin, 'du bout', 'du bout du bout')
  const again = rowsOf(await offered())
  expect(again.map(({ is }) => is)).toEqual(['free', 'free'])
  await take(await offered(), () => 'prendre')
  expect(await textOf()).toContain('Quatrième paragraphe, du bout du bout.')
  expect((await offered('aside')).aside).toEqual([])
})

test('should let ignored changes be looked at again, and credit whose words are taken then', async () => {
  await edit(garance, origin, 'du milieu', 'du cœur')
  await edit(garance, origin, 'de la fin', 'du bout')
  await take(await offered(), () => 'laisser')
  expect((await offered('aside')).aside).toHaveLength(2)
  // Everything is read back from Git alone.
  await reindex(forge.deps, [origin.id, mine.id])
  const aside = await offered('aside')
  expect(rowsOf(aside).map(({ is }) => is)).toEqual(['free', 'free'])
  expect(await take(aside, (words) => (words.includes('bout') ? 'prendre' : 'laisser'))).toMatchObject({ kind: 'taken', left: 1 })
  expect(await textOf()).toContain('du bout')
  expect(await textOf()).toContain('du milieu')
  const main = await forge.git.commit(mine.id, await mainOf())
  expect(main.parents).toHaveLength(1)
  expect(authorsOf(main).map(({ name }) => name)).toEqual(['noe', 'garance'])
  expect(rowsOf(await offered('aside')).map(({ words }) => words.trim())).toEqual(['cœur'])
  expect(rowsOf(await offered())).toEqual([])
})

test('should settle passages both changed, and ask for each choice', async () => {
  await edit(noe, mine, 'du milieu', 'au soleil')
  await edit(garance, origin, 'du milieu', 'sous la pluie')
  await edit(garance, origin, 'de la fin', 'du bout')
  const reading = await offered()
  expect(rowsOf(reading).map(({ is }) => is)).toEqual(['both', 'free'])
  const before = await mainOf()
  const undecided = await take(reading, (_words, is) => (is === 'free' ? 'prendre' : undefined))
  expect(undecided).toMatchObject({ kind: 'undecided' })
  expect(await mainOf()).toBe(before)
  await take(reading, (_words, is) => (is === 'free' ? 'laisser' : 'both'))
  expect(await textOf()).toContain('Deuxième paragraphe, au soleil.\n\nDeuxième paragraphe, sous la pluie.\n')
  expect(await textOf()).toContain('de la fin')
})

test('should take fields of the header one by one, and files whole', async () => {
  const text = (await textOf(origin))!
  await publish(garance, origin, { 'README.md': text.replace('PT20M', 'PT30M').replace('Savoir en', 'Sentir en'), 'annexe.md': '# Annexe\n\nUn texte.\n', 'media/plan.png': new Uint8Array([0x89, 0x50, 0, 1]) })
  const reading = await offered()
  expect(rowsOf(reading).map(({ words }) => words.trim())).toEqual(expect.arrayContaining(['added annexe.md', 'added media/plan.png']))
  expect(rowsOf(reading)).toHaveLength(4)
  await take(reading, (words) => (words.includes('30') || words.includes('annexe') ? 'prendre' : 'laisser'))
  expect(await textOf()).toContain('PT30M')
  expect(await textOf()).toContain('Savoir en')
  expect(await textOf()).toContain('titre: La météo dehors')
  expect(await textOf(mine, 'annexe.md')).toBe('# Annexe\n\nUn texte.\n')
  expect(await textOf(mine, 'media/plan.png')).toBeUndefined()
  expect(rowsOf(await offered('aside')).map(({ words }) => words.trim()).sort()).toEqual(['Sentir', 'added media/plan.png'].sort())
  // The origin removes the file the adaptation has since changed: both sides face each other.
  await publish(noe, mine, { 'annexe.md': '# Annexe\n\nUn texte à moi.\n' })
  await publish(garance, origin, { 'annexe.md': null })
  const later = await offered()
  expect(rowsOf(later)).toMatchObject([{ is: 'both', words: 'deleted annexe.md' }])
  await take(later, () => 'ours')
  expect(await textOf(mine, 'annexe.md')).toContain('à moi')
  expect(rowsOf(await offered())).toEqual([])
})

test('should keep what others published meanwhile, and write nothing where it meets the same passage', async () => {
  await edit(garance, origin, 'du milieu', 'du cœur')
  const reading = await offered()
  await edit(noe, mine, 'de la fin', 'du bout')
  expect(await take(reading, () => 'prendre')).toMatchObject({ kind: 'taken' })
  expect(await textOf()).toContain('du cœur')
  expect(await textOf()).toContain('du bout')
  await edit(garance, origin, 'du cœur', 'du grand cœur')
  const later = await offered()
  await edit(noe, mine, 'du cœur', 'du petit cœur')
  expect(await take(later, () => 'prendre')).toEqual({ kind: 'moved' })
  expect(await textOf()).toContain('du petit cœur')
  // The same news cannot be taken twice.
  expect(await take(reading, () => 'laisser')).toEqual({ kind: 'moved' })
})

test('should say nothing of what is left aside before the version is in, and end it after a crash', async () => {
  await edit(garance, origin, 'du milieu', 'du cœur')
  await edit(garance, origin, 'de la fin', 'du bout')
  const { git } = forge.deps
  const stopped = (method: 'updateRefs' | 'append', from: number) => {
    let calls = 0
    const original = git[method].bind(git) as (...args: unknown[]) => Promise<unknown>
    return { ...forge.deps, git: Object.assign(Object.create(git) as typeof git, { [method]: async (...args: unknown[]) => { calls += 1; if (calls >= from) throw new Error('killed'); return original(...args) } }) }
  }
  const choose = (words: string) => (words.includes('cœur') ? 'prendre' : 'laisser')
  await expect(take(await offered(), choose, stopped('updateRefs', 1))).rejects.toThrow('killed')
  await recoverPending(forge.deps)
  expect((await offered('aside')).aside).toEqual([])
  expect(rowsOf(await offered())).toHaveLength(2)
  // Other choices the second time, cut short after the version is in.
  await expect(take(await offered(), (words) => (words.includes('bout') ? 'prendre' : 'laisser'), stopped('append', 2))).rejects.toThrow('killed')
  await recoverPending(forge.deps)
  expect((await now()).origin?.takenUpTo).toBe(await mainOf(origin))
  expect(await textOf()).toContain('du bout')
  expect(rowsOf(await offered('aside')).map(({ words }) => words.trim())).toEqual(['cœur'])
  expect(rowsOf(await offered())).toEqual([])
})

test('should go on leaving aside what was ignored when a tool takes all the news', async () => {
  await edit(garance, origin, 'du milieu', 'du cœur')
  await take(await offered(), () => 'laisser')
  await edit(garance, origin, 'de la fin', 'du bout')
  expect((await takeNews(forge.deps, noe, { resource: await now() })).kind).toBe('taken')
  expect(await textOf()).toContain('du bout')
  expect(await textOf()).toContain('du milieu')
  expect(rowsOf(await offered('aside')).map(({ words }) => words.trim())).toEqual(['cœur'])
  expect((await forge.git.events(mine.id, RESOURCE_JOURNAL)).map(({ payload }) => payload.kind)).toContain('news_ignored')
})

test('should let only its stewards take', async () => {
  await edit(garance, origin, 'du milieu', 'du cœur')
  const reading = await offered()
  await expect(takeChosenNews(forge.deps, garance, { resource: mine, view: 'new', since: reading.since, published: reading.published, head: reading.head, picks: { picks: new Map(), texts: new Map() } })).rejects.toMatchObject({ refusal: 'forbidden' })
  await expect(takeChosenNews(forge.deps, noe, { resource: mine, view: 'new', since: reading.since, published: reading.published, head: '0'.repeat(40), picks: { picks: new Map(), texts: new Map() } })).rejects.toBeDefined()
})
