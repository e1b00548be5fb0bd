import { afterAll, beforeAll, expect, test } from 'vitest'
import { allScopes, type Person } from '../../forge/domain/person.js'
import { LicenceStoryView } from '../../forge/contract/licence-story-view.js'
import { ReuseView } from '../../forge/contract/reuse-view.js'
import { disputePassage } from '../../forge/use-cases/disputePassage.js'
import { renameResource, transferResource } from '../../forge/use-cases/manageResource.js'
import { addToken } from '../../forge/use-cases/manageTokens.js'
import { aForge, shortFiche, type TestForge } from '../support/forge.js'

let forge: TestForge
let url: string
let person: Person
beforeAll(async () => {
  forge = await aForge()
  url = (await forge.serve()).url
  person = (await forge.person('ana')).person
  await forge.community('cooperation', [person])
  const actor = { kind: 'person', person, scopes: allScopes } as const
  const named = await renameResource(forge.deps, actor, { resource: await forge.resource({ by: person, slug: 'meteo' }), slug: 'tour-de-meteo' })
  await transferResource(forge.deps, actor, { resource: named, owner: 'cooperation' })
})
afterAll(() => forge.close())

const former = ['/api/v1/resources/ana/meteo', '/api/v1/resources/ana/tour-de-meteo']
const current = '/api/v1/resources/cooperation/tour-de-meteo'

test('should send what reads a former address to the present one, the rest of the address kept', async () => {
  for (const address of former) {
    for (const rest of ['', '/text?version=main', '/versions?page=1', '/contributions', '/merge-requests?state=open', '/adaptations', '/compare']) {
      const answer = await fetch(`${url}${address}${rest}`, { redirect: 'manual' })
      expect([answer.status, answer.headers.get('location')]).toEqual([308, `${current}${rest}`])
    }
    expect(await (await fetch(`${url}${address}`)).json()).toEqual(await (await fetch(`${url}${current}`)).json())
  }
  expect((await fetch(`${url}/api/v1/resources/ana/inconnue`, { redirect: 'manual' })).status).toBe(404)
})

test('should have what is posted to a former address posted again whole to the present one', async () => {
  const secret = await addToken(forge.deps, { kind: 'person', person, scopes: allScopes }, { name: 'essai', access: 'write', days: undefined })
  const resource = await forge.deps.resources.findByAddress('cooperation', 'tour-de-meteo')
  const body = JSON.stringify({ base: resource?.tip, title: 'Préciser', text: shortFiche('Le tour de météo', 'Chaque personne dit son humeur.\n') })
  const answer = await fetch(`${url}${former[0]}/merge-requests`, { method: 'POST', body, headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' } })
  expect(answer.status).toBe(201)
  expect((await forge.deps.mergeRequests.of(resource?.id ?? '')).map(({ title }) => title)).toEqual(['Préciser'])
})

test('should say so in the description of the API, for addresses of resources only', async () => {
  const { paths } = await (await fetch(`${url}/api/v1/openapi.json`)).json() as { paths: Record<string, Record<string, { responses: Record<string, unknown> }>> }
  for (const [path, verbs] of Object.entries(paths)) for (const verb of Object.values(verbs)) {
    expect(Object.hasOwn(verb.responses, '308'), path).toBe(path.startsWith('/api/') && path.includes('{slug}'))
    // The machine forms of pages move as their pages do.
    expect(Object.hasOwn(verb.responses, '301'), path).toBe(!path.startsWith('/api/'))
  }
})

test('should answer the machine forms of pages as the description of the API says, and follow their addresses', async () => {
  const { paths } = await (await fetch(`${url}/api/v1/openapi.json`)).json() as { paths: Record<string, unknown> }
  expect(Object.keys(paths)).toEqual(expect.arrayContaining(['/{owner}/{slug}/aussi-dans.json', '/{owner}/{slug}/licence.json']))
  const read = async (rest: string) => (await fetch(`${url}/cooperation/tour-de-meteo${rest}`)).json()
  expect((await fetch(`${url}/ana/meteo/licence.json`, { redirect: 'manual' })).status).toBe(301)
  // Strict: nothing is answered besides what the description tells.
  expect(LicenceStoryView.strict().parse(await read('/licence.json?vers=CC0-1.0'))).toMatchObject({ licence: 'CC-BY-SA-4.0', history: [{ kind: 'label' }], change: { licence: 'CC0-1.0', verdict: 'block' } })
  const twin = await forge.resource({ by: person, slug: 'jumelle', text: shortFiche('La jumelle', `${passage}\n`) })
  const resource = await forge.resource({ by: person, slug: 'aussi', text: shortFiche('Aussi', `${passage}\n\nEt la suite.\n`) })
  await disputePassage(forge.deps, { kind: 'person', person, scopes: allScopes }, { resource, words: passage, from: 'De la jumelle', other: twin.id, reason: 'Elle est plus ancienne.' })
  expect(ReuseView.strict().parse(await (await fetch(`${url}/ana/aussi/aussi-dans.json`)).json())).toMatchObject({ shared: [{ resource: { address: 'ana/jumelle' }, passages: [{ there: { state: 'known', licences: ['CC-BY-SA-4.0'] } }] }], disputes: [{ from: 'De la jumelle' }] })
})

const passage = 'Quand la lune est pleine au-dessus du jardin, on compte à voix basse les limaces qui traversent l’allée, puis on note leur nombre au dos d’une vieille carte postale.'
