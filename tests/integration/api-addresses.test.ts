import { afterAll, beforeAll, expect, test } from 'vitest'
import { allScopes, type Person } from '../../forge/domain/person.js'
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
  for (const [path, verbs] of Object.entries(paths)) for (const verb of Object.values(verbs)) expect(Object.hasOwn(verb.responses, '308'), path).toBe(path.includes('{slug}'))
})
