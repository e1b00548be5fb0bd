import { afterAll, beforeAll, expect, test } from 'vitest'
import { addressOf } from '../../../forge/domain/resource.js'
import { answerRole } from '../../../forge/use-cases/answerRole.js'
import { claimRole } from '../../../forge/use-cases/claimRole.js'
import { addToken } from '../../../forge/use-cases/manageTokens.js'
import { aFlow, type Flow } from '../../support/a-flow.js'
import { aVisitor } from '../../support/visitor.js'

let flow: Flow
let url: string
const tokens: Record<string, string> = {}
beforeAll(async () => {
  flow = await aFlow()
  url = (await flow.forge.serve()).url
  for (const handle of ['garance', 'lea', 'noe']) tokens[handle] = await addToken(flow.forge.deps, flow.person(handle), { name: 'essai', access: 'write', days: undefined })
})
afterAll(() => flow.forge.close())

interface Role { id: string; role: string; state: string; person: { name: string; handle: string | null } | null; note: string; by: { handle: string | null } | null; answers: { answer: string; by: object | null }[]; disputes: { id: string; lifted: object | null; answers: { text: string }[] }[]; awaits: string | null }
async function call<T = Role>(path: string, who?: string, body?: object): Promise<{ status: number; body: T & { detail?: string } }> {
  const answer = await fetch(`${url}/api/v1/resources/cooperation/le-tour-de-meteo/contributions${path}`, {
    method: body ? 'POST' : 'GET', headers: { 'content-type': 'application/json', 'accept-language': 'fr', ...(who !== undefined && { authorization: `Bearer ${tokens[who] ?? ''}` }) }, ...(body && { body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: await answer.json() as T & { detail?: string } }
}
const list = async () => (await call<{ people: { handle: string | null }[]; roles: Role[]; rolesBefore: object[] }>('')).body

test('should do by the API all that the pages do, with the same refusals', async () => {
  expect((await call('/roles', undefined, { role: 'test' })).status).toBe(403)
  const claimed = await call('/roles', 'lea', { role: 'test', note: 'Une fois.' })
  expect([claimed.status, claimed.body.state, claimed.body.awaits, claimed.body.person]).toEqual([201, 'claimed', 'stewards', { name: 'lea', handle: 'lea' }])
  const refused = await call(`/roles/${claimed.body.id}/confirm`, 'noe', {})
  expect([refused.status, refused.body.detail]).toEqual([403, expect.stringContaining('garant·es de la fiche qui confirment')])
  expect((await call(`/roles/${claimed.body.id}/confirm`, 'garance', {})).body).toMatchObject({ state: 'confirmed', answers: [{ answer: 'confirmed', by: { handle: 'garance' } }] })
  expect((await call('/roles', 'lea', { role: 'idea', handle: 'noe', name: 'Noé' })).status).toBe(422)
  expect((await call('/roles', 'lea', { role: 'poet' })).status).toBe(422)
  const offered = await call('/roles', 'lea', { role: 'idea', handle: 'noe' })
  expect((await call(`/roles/${offered.body.id}/decline`, 'garance', { reason: 'Non.' })).status).toBe(403)
  expect((await call(`/roles/${offered.body.id}/confirm`, 'noe', {})).body.state).toBe('confirmed')
  const disputed = await call(`/roles/${offered.body.id}/disputes`, 'garance', { reason: 'C’était Anne.' })
  const dispute = disputed.body.disputes[0]?.id ?? ''
  expect((await call(`/roles/${offered.body.id}/disputes/${dispute}/answers`, 'noe', { text: 'Nous étions deux.' })).body.disputes[0]?.answers.map(({ text }) => text)).toEqual(['Nous étions deux.'])
  expect((await call(`/roles/${offered.body.id}/disputes/${dispute}/answers`, 'noe', { lifts: true })).status).toBe(403)
  expect((await call(`/roles/${offered.body.id}/disputes/${dispute}/answers`, 'garance', { lifts: true })).body.disputes[0]?.lifted).not.toBeNull()
  expect((await call(`/roles/${'0'.repeat(40)}/confirm`, 'garance', {})).status).toBe(404)
  // Withdrawn, it says no name any more, to anybody.
  expect((await call(`/roles/${offered.body.id}/withdraw`, 'noe', {})).body).toMatchObject({ state: 'withdrawn', person: null, note: '' })
  const { roles, people } = await list()
  expect(roles.map(({ role, state, person }) => [role, state, person?.handle ?? null])).toEqual([['idea', 'withdrawn', null], ['test', 'confirmed', 'lea']])
  // Nor by what that person answered to a dispute.
  expect(roles[0]?.disputes[0]?.answers.map(({ text }) => text)).toEqual(['Nous étions deux.'])
  expect(JSON.stringify(roles[0])).not.toContain('noe')
  expect((await aVisitor(url).get(`/${addressOf(flow.fiche)}/contributions`)).text).toContain('La personne elle-même répond, le')
  expect(people.map(({ handle }) => handle)).toEqual(['garance'])
})

test('should keep the page for visitors until something is said, without a form', async () => {
  const { forge, fiche, person } = flow
  const visitor = aVisitor(url)
  const page = () => visitor.get(`/${addressOf(fiche)}/contributions`)
  const first = await page()
  expect(first.text).not.toContain('name="_csrf"')
  expect((await visitor.get(`/${addressOf(fiche)}/contributions`, { 'if-none-match': first.headers.get('etag') ?? '' })).status).toBe(304)
  const claim = await claimRole(forge.deps, person('noe'), { resource: fiche, role: 'illustration', note: 'Les <b>dessins</b>.' })
  expect((await page()).text).toContain('Les &lt;b&gt;dessins&lt;/b&gt;.')
  await answerRole(forge.deps, person('garance'), { resource: fiche, claim: claim.event, answer: 'confirmed', reason: '' })
  expect((await page()).text).toMatch(/<th scope="row"><a class="person" href="\/@noe">noe<\/a><\/th><td><a href="#r-/)
  // Told as a person’s own word, not as a name the history gives.
  expect((await page()).text).not.toContain('nom donné par l’historique')
})

test('should answer a forged or misplaced form with a refusal, and write nothing', async () => {
  const { fiche } = flow
  const before = (await list()).roles.length
  const visitor = aVisitor(url)
  expect((await visitor.post(`/${addressOf(fiche)}/contributions/roles`, { pour: 'moi', role: 'test' })).status).toBeGreaterThanOrEqual(400)
  expect((await visitor.post(`/${addressOf(fiche)}/contributions/roles/pas-un-nom/confirmer`, {})).status).toBeGreaterThanOrEqual(400)
  expect((await list()).roles.length).toBe(before)
})

test('should show the timeline and the family to anybody, and the same under an old address', async () => {
  const { fiche } = flow
  const visitor = aVisitor(url)
  const timeline = await visitor.get(`/${addressOf(fiche)}/contributions/frise`)
  expect([timeline.status, timeline.text.match(/<svg class="drawing timeline"/g)?.length]).toEqual([200, 1])
  expect((await visitor.get(`/${addressOf(fiche)}/contributions/frise?page=99`)).status).toBe(200)
  const family = await visitor.get(`/${addressOf(fiche)}/adaptations`)
  expect(family.text).toContain('n’a pas encore de famille')
})
