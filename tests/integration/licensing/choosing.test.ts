import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Actor } from '../../../forge/domain/person.js'
import { MAIN, type Resource } from '../../../forge/domain/resource.js'
import { adaptResource } from '../../../forge/use-cases/adaptResource.js'
import { offerBack } from '../../../forge/use-cases/offerBack.js'
import { publishChange } from '../../../forge/use-cases/publishChange.js'
import { takeNews } from '../../../forge/use-cases/takeNews.js'
import { aForge, shortFiche, type TestForge } from '../../support/forge.js'

const both = 'CC-BY-4.0 OR CC-BY-SA-4.0'
const paragraph = 'Avant de commencer, chaque participante dessine sur une feuille le chemin qui l’a menée jusqu’ici, avec ses détours, ses haltes et les personnes rencontrées, puis le raconte en deux minutes à sa voisine de gauche.'
const under = (licence: string, body = 'Chacun arrive et s’installe.\n') => shortFiche('L’arrivée', body).replace('CC-BY-SA-4.0', licence)

let forge: TestForge
let garance: Actor & { kind: 'person' }
let noe: Actor & { kind: 'person' }
beforeEach(async () => {
  let now = Date.UTC(2026, 2, 1)
  forge = await aForge({ clock: { now: () => (now += 60_000) } })
  ;[garance, noe] = (await Promise.all(['garance', 'noe'].map(async (handle) => (await forge.person(handle)).actor))) as [typeof garance, typeof noe]
})
afterEach(() => forge.close())

const origin = (licence: string, files?: Record<string, string>) => forge.resource({ by: garance.person, slug: 'arrivee', text: under(licence), ...(files && { files }) })
const adapt = (from: Resource, licence?: string, title = 'L’arrivée, dehors') => adaptResource(forge.deps, noe, { origin: from, owner: 'noe', title, reason: 'lieu', explanation: '', licence })
const headerOf = async (resource: Resource) => new TextDecoder().decode((await forge.git.file(resource.id, (await forge.git.resolve(resource.id, MAIN))!, 'README.md'))?.bytes)

test('should ask which of the licences an origin offers the adaptation takes, and make nothing before', async () => {
  const from = await origin(both)
  await expect(adapt(from)).rejects.toMatchObject({ refusal: 'invalid', key: 'adapt.licence_to_choose', details: { field: 'licence', labels: ['CC-BY-4.0', 'CC-BY-SA-4.0', both] } })
  await expect(adapt(from, 'CC0-1.0')).rejects.toMatchObject({ key: 'adapt.licence_to_choose' })
  expect(await forge.deps.resources.allIds()).toEqual([from.id])
})

test('should write the one chosen, however it is named, and leave the origin as it is', async () => {
  const from = await origin(both)
  const mine = await adapt(from, 'https://creativecommons.org/licenses/by-sa/4.0/deed.fr')
  expect(mine.licence).toMatchObject({ state: 'declared', licence: { id: 'CC-BY-SA-4.0' } })
  expect(await headerOf(mine)).toBe(under('CC-BY-SA-4.0').replace('titre: L’arrivée', 'titre: L’arrivée, dehors'))
  expect(mine.origin).toMatchObject({ licence: 'CC-BY-SA-4.0', takenUpTo: from.tip })
  expect(await headerOf(from)).toBe(under(both))
})

test('should keep all of them when that is asked, the header untouched', async () => {
  const mine = await adapt(await origin(both), both, 'L’arrivée')
  expect(await headerOf(mine)).toBe(under(both))
  expect(mine.tip).toBe(mine.origin?.takenUpTo)
})

test('should offer of licences all at once only what respects each of them, and stop where none does', async () => {
  await expect(adapt(await origin('CC-BY-4.0 AND CC-BY-SA-4.0'))).rejects.toMatchObject({ key: 'adapt.licence_to_choose', details: { labels: ['CC-BY-SA-4.0'] } })
  const apart = await forge.resource({ by: garance.person, slug: 'a-part', text: under('CC-BY-SA-4.0 AND CC-BY-NC-SA-4.0') })
  await expect(adapt(apart, 'CC-BY-SA-4.0')).rejects.toMatchObject({ refusal: 'forbidden', key: 'adapt.licence_refuses' })
})

test('should guess nothing: an unclear list, a licence stated elsewhere too, or one nobody asked to change', async () => {
  const list = await forge.resource({ by: garance.person, slug: 'liste', text: under('[CC-BY-4.0, CC-BY-SA-4.0]') })
  await expect(adapt(list, 'CC-BY-4.0')).rejects.toMatchObject({ key: 'adapt.licence_refuses' })
  const said = await forge.resource({ by: garance.person, slug: 'deux-fois', text: under(both, 'Chacun arrive.\n\nLicence : CC BY-NC 4.0\n') })
  await expect(adapt(said, 'CC-BY-4.0')).rejects.toMatchObject({ key: 'adapt.licence_refuses' })
  const one = await forge.resource({ by: garance.person, slug: 'une', text: under('CC-BY-4.0') })
  await expect(adapt(one, 'CC-BY-SA-4.0')).rejects.toMatchObject({ refusal: 'invalid', key: 'adapt.licence_kept' })
  expect((await adapt(one, 'CC BY 4.0')).licence.licence?.id).toBe('CC-BY-4.0')
})

test('should go on taking the origin’s news, and offer back what its choice lets in', async () => {
  const from = await origin(both)
  const mine = await adapt(from, 'CC-BY-SA-4.0')
  const freely = await adapt(from, 'CC-BY-4.0', 'L’arrivée, librement')
  await publishChange(forge.deps, garance, { resource: from, base: from.tip!, files: new Map([['README.md', under(both, `Chacun arrive et s’installe.\n\n${paragraph}\n`)]]), title: 'Un début', reason: '' })
  expect((await takeNews(forge.deps, noe, { resource: mine })).kind).toBe('taken')
  expect(await headerOf(mine)).toContain(paragraph)
  expect(await headerOf(mine)).toContain('licence: CC-BY-SA-4.0\n')
  const changed = async (resource: Resource) => {
    const text = (await headerOf(resource)).replace('s’installe', 's’assoit')
    const done = await publishChange(forge.deps, noe, { resource: (await forge.deps.resources.find(resource.id))!, base: (await forge.git.resolve(resource.id, MAIN))!, files: new Map([['README.md', text]]), title: 'Assis', reason: '' })
    return done.kind === 'published' ? done.resource : resource
  }
  // CC BY words may be under either licence; CC BY-SA words may not be under CC BY.
  await expect(offerBack(forge.deps, noe, { resource: await changed(mine), title: 'Assis', reason: '', ficheTitle: 'origin' })).rejects.toMatchObject({ key: 'adapt.licence_refuses' })
  expect((await offerBack(forge.deps, noe, { resource: await changed(freely), title: 'Assis', reason: '', ficheTitle: 'origin' })).state).toBe('open')
})

test('should let the words of a fiche under a choice into another under the same choice, whatever its adaptations chose', async () => {
  const from = await forge.resource({ by: garance.person, slug: 'arrivee', text: under(both, `${paragraph}\n`) })
  await adapt(from, 'CC-BY-SA-4.0')
  const other = await forge.resource({ by: garance.person, slug: 'autre', text: under(both, `${paragraph}\n\nEt la suite.\n`) })
  expect(other.state).toBe('published')
  await expect(forge.resource({ by: noe.person, slug: 'liberee', text: under('CC0-1.0', `${paragraph}\n`) })).rejects.toMatchObject({ key: 'licences.stopped' })
})
