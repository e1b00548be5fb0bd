import { afterAll, beforeAll, expect, test } from 'vitest'
import { aForge, type TestForge } from '../../support/forge.js'
import { aProvider, type TestProvider } from '../../support/oidc-provider.js'
import { aVisitor, csrfOf, type Visitor } from '../../support/visitor.js'
import { openIdConnect } from '../../../forge/adapters/auth/oidc.js'
import { createPerson } from '../../../forge/use-cases/createPerson.js'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'

let forge: TestForge
let provider: TestProvider
let url: string
const password = 'le chat dort au soleil'

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => { server.close(resolve) })
  return port
}

beforeAll(async () => {
  const port = await freePort()
  url = `http://127.0.0.1:${port}`
  provider = await aProvider({ id: 'forge', secret: 'secret-de-test', redirectUri: () => `${url}/connexion/oidc/retour` })
  forge = await aForge({ port, oidc: { issuer: provider.issuer, clientId: 'forge', clientSecret: 'secret-de-test', label: 'Les Communs' } })
  await forge.serve()
})
afterAll(async () => {
  await forge.close()
  await provider.close()
})

/** Goes to the provider and back, as `sub`; answers what the forge said of the return. */
async function comeBack(visitor: Visitor, sub: string, change: (returned: URL) => void = () => undefined) {
  const begun = await visitor.get('/connexion/oidc?suite=/a-propos')
  expect(begun.status).toBe(303)
  const returned = new URL(await provider.authorize(begun.location ?? '', sub))
  change(returned)
  return visitor.get(returned.pathname + returned.search)
}

test('should ask for the code with PKCE, state and nonce', async () => {
  const begun = new URL((await aVisitor(url).get('/connexion/oidc')).location ?? '')
  expect(begun.origin).toBe(provider.issuer)
  expect(Object.fromEntries(begun.searchParams)).toMatchObject({ response_type: 'code', code_challenge_method: 'S256', scope: 'openid email profile', redirect_uri: `${url}/connexion/oidc/retour` })
  for (const name of ['state', 'nonce', 'code_challenge']) expect((begun.searchParams.get(name) ?? '').length).toBeGreaterThan(30)
})

test('should ask a newcomer for a handle, take the verified address as confirmed, and know them the next time', async () => {
  provider.accounts.set('sub-nina', { sub: 'sub-nina', email: 'nina@exemple.invalid', email_verified: true, name: 'Nina Ruisseau' })
  const visitor = aVisitor(url)
  const back = await comeBack(visitor, 'sub-nina')
  expect([back.status, back.location]).toEqual([303, '/inscription/oidc?suite=%2Fa-propos'])
  const form = await visitor.follow(back)
  expect(form.text).toContain('value="Nina Ruisseau"')
  expect(form.text).toContain('value="nina-ruisseau"')
  expect(form.text).toContain('nina@exemple.invalid')
  const before = visitor.cookies.get('communs')
  const fields = { _csrf: csrfOf(form.text), displayName: 'Nina', formOfAddress: 'autrice', suite: '/a-propos', email: 'autre@exemple.invalid' }
  expect((await visitor.post('/inscription/oidc', { ...fields, handle: 'Pas un identifiant' })).status).toBe(422)
  expect((await visitor.post('/inscription/oidc', { ...fields, handle: 'nina' })).location).toBe('/a-propos')
  expect(visitor.cookies.get('communs')).not.toBe(before)
  const person = await forge.deps.people.findByHandle('nina')
  expect(await forge.deps.emails.findConfirmed('nina@exemple.invalid')).toBe(person?.id)
  expect(await forge.deps.emails.of(person?.id ?? '')).toHaveLength(1)

  const later = aVisitor(url)
  expect((await comeBack(later, 'sub-nina')).location).toBe('/a-propos')
  expect((await later.get('/reglages')).text).toContain('value="Nina"')
})

test('should not open an existing account on the provider’s word; link it once its password was given', async () => {
  const { person } = await createPerson(forge.deps, { handle: 'olga', email: 'olga@exemple.invalid', password })
  await createPerson(forge.deps, { handle: 'intrus', email: 'intrus@exemple.invalid', password })
  provider.accounts.set('sub-olga', { sub: 'sub-olga', email: 'olga@exemple.invalid', email_verified: true, name: 'Olga' })
  const visitor = aVisitor(url)
  const back = await comeBack(visitor, 'sub-olga')
  expect(back.location).toBe('/connexion?suite=%2Fa-propos')
  expect((await visitor.follow(back)).text).toContain('Connectez-vous une fois avec son mot de passe')
  expect((await visitor.get('/reglages')).status).toBe(303)
  expect((await visitor.get('/inscription/oidc')).status).toBe(404)

  // Another account's password links nothing.
  await visitor.submit('/connexion', { identifiant: 'intrus', mot_de_passe: password })
  expect(await forge.deps.identities.find(provider.issuer, 'sub-olga')).toBeUndefined()

  const again = aVisitor(url)
  await comeBack(again, 'sub-olga')
  await again.submit('/connexion', { identifiant: 'olga', mot_de_passe: password })
  expect(await forge.deps.identities.find(provider.issuer, 'sub-olga')).toBe(person.id)
  const later = aVisitor(url)
  await comeBack(later, 'sub-olga')
  expect((await later.get('/reglages')).text).toContain('/@olga')
})

test('should not trust an address the provider did not verify', async () => {
  provider.accounts.set('sub-ruse', { sub: 'sub-ruse', email: 'olga@exemple.invalid', email_verified: false, name: 'Olga bis' })
  const visitor = aVisitor(url)
  const back = await comeBack(visitor, 'sub-ruse')
  expect(back.location).toContain('/inscription/oidc')
  const form = await visitor.follow(back)
  await visitor.post('/inscription/oidc', { _csrf: csrfOf(form.text), handle: 'ruse', displayName: 'Olga bis', formOfAddress: 'autrice', email: 'olga@exemple.invalid' })
  const person = await forge.deps.people.findByHandle('ruse')
  expect(person).toBeDefined()
  expect(await forge.deps.emails.findConfirmed('olga@exemple.invalid')).not.toBe(person?.id)
})

test('should refuse a wrong state, a missing one, a code used twice and a return nobody asked for', async () => {
  provider.accounts.set('sub-eve', { sub: 'sub-eve', email: 'eve@exemple.invalid', email_verified: true, name: 'Ève' })
  const refused = async (visitor: Visitor, answer: { location: string | undefined; status: number }) => {
    expect([answer.status, answer.location]).toEqual([303, '/connexion?suite=%2Fa-propos'])
    expect((await visitor.get('/connexion')).text).toContain('n’a pas abouti')
    expect((await visitor.get('/inscription/oidc')).status).toBe(404)
  }
  const wrong = aVisitor(url)
  await refused(wrong, await comeBack(wrong, 'sub-eve', (returned) => { returned.searchParams.set('state', 'x'.repeat(43)) }))
  const missing = aVisitor(url)
  await refused(missing, await comeBack(missing, 'sub-eve', (returned) => { returned.searchParams.delete('state') }))
  const denied = aVisitor(url)
  await refused(denied, await comeBack(denied, 'sub-eve', (returned) => { returned.searchParams.delete('code'); returned.searchParams.set('error', 'access_denied') }))

  // The address somebody else was sent back to, opened in a browser that asked for nothing (login CSRF).
  let stolen = ''
  const thief = aVisitor(url)
  await comeBack(thief, 'sub-eve', (returned) => { stolen = returned.pathname + returned.search })
  const victim = aVisitor(url)
  const answer = await victim.get(stolen)
  expect([answer.status, answer.location]).toEqual([303, '/connexion?suite=%2F'])
  expect((await victim.get('/inscription/oidc')).status).toBe(404)
  expect((await thief.get(stolen)).location).toBe('/connexion?suite=%2F')
})

test('should refuse an identity token made for another sign-in (wrong nonce) or without the code’s verifier', async () => {
  provider.accounts.set('sub-bob', { sub: 'sub-bob', name: 'Bob' })
  const oidc = openIdConnect({ issuer: provider.issuer, clientId: 'forge', clientSecret: 'secret-de-test', label: 'Les Communs' })
  const changes: Record<string, string>[] = [{ nonce: 'un-autre-nonce-que-celui-demande' }, { verifier: 'v'.repeat(43) }, { state: 's'.repeat(43) }]
  for (const change of changes) {
    const begun = await oidc.begin(`${url}/connexion/oidc/retour`)
    const returned = new URL(await provider.authorize(begun.url, 'sub-bob'))
    await expect(oidc.finish(returned, { ...begun.state, ...change }), Object.keys(change)[0]).rejects.toMatchObject({ refusal: 'unauthenticated', key: 'oidc.refused' })
  }
  const begun = await oidc.begin(`${url}/connexion/oidc/retour`)
  const returned = new URL(await provider.authorize(begun.url, 'sub-bob'))
  await expect(oidc.finish(returned, begun.state)).resolves.toMatchObject({ issuer: provider.issuer, subject: 'sub-bob', email: undefined, emailVerified: false, name: 'Bob' })
})

test('should ask for TLS except on this machine, and start even when the provider is down', async () => {
  expect(() => openIdConnect({ issuer: 'http://connexion.example', clientId: 'x', label: 'X' })).toThrow(/https/)
  expect(() => openIdConnect({ issuer: 'http://127.0.0.1.mal.example', clientId: 'x', label: 'X' })).toThrow(/https/)
  const down = openIdConnect({ issuer: `http://127.0.0.1:${await freePort()}`, clientId: 'x', label: 'X' })
  await expect(down.begin('http://127.0.0.1/x')).rejects.toMatchObject({ refusal: 'unavailable', key: 'oidc.unavailable' })
})
