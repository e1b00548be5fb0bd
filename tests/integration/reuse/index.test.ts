import { afterEach, beforeEach, expect, test } from 'vitest'
import { stockFamilies } from '../../../forge/attribution/reuse/evidence.js'
import type { Actor } from '../../../forge/domain/person.js'
import { MAIN, type Resource } from '../../../forge/domain/resource.js'
import { adaptResource } from '../../../forge/use-cases/adaptResource.js'
import { completePassages } from '../../../forge/use-cases/completePassages.js'
import { restoreResource, retireResource } from '../../../forge/use-cases/manageResource.js'
import { publishChange } from '../../../forge/use-cases/publishChange.js'
import { doctor, reindex } from '../../../forge/use-cases/reindex.js'
import { aForge, shortFiche, type TestForge } from '../../support/forge.js'

let forge: TestForge
let garance: Actor & { kind: 'person' }
let noe: Actor & { kind: 'person' }
const passage = 'Quand la lune est pleine au-dessus du jardin, on compte à voix basse les limaces qui traversent l’allée, puis on note leur nombre au dos d’une vieille carte postale.'
const retold = passage.replace('Quand la lune', '**QUAND** la [lune](https://exemple.org/lune)').replace('vieille carte', 'vieille\n> carte')

beforeEach(async () => {
  forge = await aForge()
  ;[garance, noe] = (await Promise.all(['garance', 'noe'].map(async (h) => (await forge.person(h)).actor))) as [typeof garance, typeof noe]
})
afterEach(() => forge.close())

const publish = (by: Actor & { kind: 'person' }, slug: string, body: string, files: Record<string, string> = {}) => forge.resource({ by: by.person, slug, text: shortFiche(slug, body), files })
const shared = (text: string, except: readonly Resource[] = []) => forge.deps.passages.sharedBy([{ path: 'README.md', text }], { except: except.map(({ id }) => id) })
const now = async ({ id }: Resource): Promise<Resource> => (await forge.deps.resources.find(id)) as Resource
async function edit(actor: Actor, resource: Resource, text: string): Promise<void> {
  const done = await publishChange(forge.deps, actor, { resource: await now(resource), base: (await forge.git.resolve(resource.id, MAIN)) ?? '', files: new Map([['README.md', text]]), title: 'Autrement', reason: '' })
  expect(done.kind).toBe('published')
}

test('should find a passage in any published Markdown file, whatever its dress, and say where it stands on both sides', async () => {
  const other = await publish(noe, 'limaces', 'Rien ici.\n', { 'annexes/nuit.md': `# La nuit\n\n> ${retold}\n`, 'LICENSE.md': `${passage}\n` })
  const text = shortFiche('Le soir', `Avant tout.\n\n${passage}\n`)
  const found = await shared(text)
  expect(found).toMatchObject([{ path: 'README.md', words: 30, changed: 0, elsewhere: { resource: other.id, commit: other.tip, path: 'annexes/nuit.md' } }])
  expect(text.slice(...(found[0]!.at))).toBe(passage.slice(0, -1))
  expect(await shared(text, [other])).toEqual([])
  expect(await shared(shortFiche('Le soir', `${passage.split(' ').slice(0, 15).join(' ')} et voilà tout.\n`))).toEqual([])
})

test('should go on over a word that was changed, and count it apart', async () => {
  await publish(noe, 'limaces', `${passage}\n`)
  expect(await shared(passage.replace('voix basse', 'voix haute'))).toMatchObject([{ words: 29, changed: 1 }])
})

test('should follow what is published: another version, a retirement, a return', async () => {
  const other = await publish(noe, 'limaces', `${passage}\n`)
  await retireResource(forge.deps, noe, { resource: other, reason: 'Plus d’actualité' })
  expect(await shared(passage)).toEqual([])
  await restoreResource(forge.deps, noe, { resource: await now(other) })
  expect(await shared(passage)).toHaveLength(1)
  await edit(noe, other, shortFiche('Les limaces', 'On ne compte plus.\n'))
  expect(await shared(passage)).toEqual([])
  expect(await forge.deps.passages.keptAt(other.id)).toBe((await now(other)).tip)
})

test('should take for stock what many unrelated resources hold, a family counting once', async () => {
  const first = await publish(noe, 'limaces', `${passage}\n`)
  for (let i = 0; i < stockFamilies; i++) await adaptResource(forge.deps, garance, { origin: first, owner: 'garance', title: `Limaces ${i}`, reason: 'lieu', explanation: 'Ici.' })
  expect(await shared(passage)).toHaveLength(stockFamilies + 1)
  for (let i = 2; i < stockFamilies; i++) await publish(noe, `encore-${i}`, `Un autre sujet, le numéro ${i}.\n\n${passage}\n`)
  expect((await shared(passage)).length).toBeGreaterThan(stockFamilies)
  await publish(noe, 'encore', `Le dernier.\n\n${passage}\n`)
  expect(await shared(passage)).toEqual([])
})

test('should be rebuilt from the repositories, and looked at by the doctor', async () => {
  const other = await publish(noe, 'limaces', `${passage}\n`)
  const before = await shared(passage)
  const repositories = [other.id]
  expect(await doctor(forge.deps, repositories)).toEqual([])
  await forge.deps.passages.forget(other.id)
  expect(await shared(passage)).toEqual([])
  expect(await doctor(forge.deps, repositories)).toMatchObject([{ resource: other.id, kind: 'passages_differ' }])
  expect(await completePassages(forge.deps)).toBe(1)
  expect(await completePassages(forge.deps)).toBe(0)
  expect(await shared(passage)).toEqual(before)
  await reindex(forge.deps, repositories)
  expect(await shared(passage)).toEqual(before)
  expect(await doctor(forge.deps, repositories)).toEqual([])
})
