import { afterAll, beforeAll, expect, test } from 'vitest'
import { aForge, type TestForge } from '../../support/forge.js'
import { aVisitor, csrfOf, type Visitor } from '../../support/visitor.js'
import { lastMail, pathOf } from '../../support/mails.js'
import { authenticateToken } from '../../../forge/use-cases/authenticateToken.js'
import { confirmAddress } from '../../../forge/use-cases/confirmAddress.js'
import { createPerson } from '../../../forge/use-cases/createPerson.js'
import { addToken } from '../../../forge/use-cases/manageTokens.js'
import { allScopes, type Actor } from '../../../forge/domain/person.js'

let forge: TestForge
let url: string
const password = 'le chat dort au soleil'

beforeAll(async () => {
  forge = await aForge()
  url = (await forge.serve()).url
})
afterAll(() => forge.close())

async function signedIn(handle: string): Promise<Visitor> {
  if (!(await forge.deps.people.findByHandle(handle))) await createPerson(forge.deps, { handle, email: `${handle}@exemple.invalid`, password, displayName: `Nom de ${handle}` })
  const visitor = aVisitor(url)
  expect((await visitor.submit('/connexion', { identifiant: handle, mot_de_passe: password })).status).toBe(303)
  return visitor
}
const actorOf = async (handle: string): Promise<Actor> => {
  const person = await forge.deps.people.findByHandle(handle)
  if (!person) throw new Error(handle)
  return { kind: 'person', person, scopes: allScopes }
}

test('should change how a person is shown, and the language of their pages', async () => {
  const visitor = await signedIn('maud')
  const generation = await forge.deps.people.identityGeneration()
  const answer = await visitor.submit('/reglages', { displayName: '  Maud   des Prés ', formOfAddress: 'auteur·ice', bio: '<script>alert(1)</script>', locale: 'en' })
  expect(answer.status).toBe(303)
  const page = await visitor.follow(answer)
  expect(page.text).toContain('<html lang="en">')
  expect(page.text).toContain('value="Maud des Prés"')
  expect(page.text).not.toContain('<script>alert')
  expect(await forge.deps.people.findByHandle('maud')).toMatchObject({ displayName: 'Maud des Prés', formOfAddress: 'auteur·ice', locale: 'en' })
  expect(await forge.deps.people.identityGeneration()).toBeGreaterThan(generation)
  const refused = await visitor.submit('/reglages', { displayName: ' ', formOfAddress: 'autrice', bio: 'gardé', locale: 'fr' })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('gardé</textarea>')
  expect((await forge.deps.people.findByHandle('maud'))?.displayName).toBe('Maud des Prés')
})

test('should keep settings to their owner, in a browser', async () => {
  for (const page of ['/reglages', '/reglages/adresses', '/reglages/mot-de-passe', '/reglages/jetons']) {
    const answer = await aVisitor(url).get(page)
    expect([answer.status, answer.location], page).toEqual([303, `/connexion?suite=${encodeURIComponent(page)}`])
  }
  await signedIn('lucie')
  const actor = await actorOf('lucie')
  const secret = await addToken(forge.deps, actor, { name: 'script', access: 'write', days: undefined })
  const byToken = await authenticateToken(forge.deps, { secret })
  await expect(addToken(forge.deps, byToken, { name: 'autre', access: 'write', days: undefined })).rejects.toMatchObject({ refusal: 'forbidden', key: 'account.browser_only' })
})

test('should claim a second address, confirm it, make it the main one and remove the first', async () => {
  const visitor = await signedIn('rosa')
  expect((await visitor.submit('/reglages/adresses', { email: 'pas une adresse' })).status).toBe(422)
  const added = await visitor.submit('/reglages/adresses', { email: 'Rosa.Ancienne@Exemple.invalid' })
  expect(added.status).toBe(303)
  expect((await lastMail(forge.dataDir, 'address_added')).to).toBe('rosa@exemple.invalid')
  const early = await visitor.submit('/reglages/adresses', { email: 'rosa.ancienne@exemple.invalid' }, '/reglages/adresses/principale')
  expect([early.status, early.text.includes('Confirmez d’abord')]).toEqual([409, true])
  expect((await visitor.submit(pathOf((await lastMail(forge.dataDir, 'confirm')).link), {})).location).toBe('/reglages/adresses')
  expect((await visitor.submit('/reglages/adresses', { email: 'rosa.ancienne@exemple.invalid' }, '/reglages/adresses/principale')).status).toBe(303)
  expect((await visitor.submit('/reglages/adresses', { email: 'rosa.ancienne@exemple.invalid' }, '/reglages/adresses/retirer')).status).toBe(409)
  expect((await visitor.submit('/reglages/adresses', { email: 'rosa@exemple.invalid' }, '/reglages/adresses/retirer')).status).toBe(303)
  const { person } = (await actorOf('rosa')) as Extract<Actor, { kind: 'person' }>
  expect((await forge.deps.emails.of(person.id)).map((e) => [e.address, e.isPrimary])).toEqual([['Rosa.Ancienne@exemple.invalid', true]])
  expect((await visitor.submit('/reglages/adresses', { email: 'lucie@exemple.invalid' }, '/reglages/adresses/retirer')).status).toBe(409)
  expect(await forge.deps.emails.findConfirmed('lucie@exemple.invalid')).toBeDefined()
})

test('should let only the first of two people confirm the same address', async () => {
  const [one, two] = [await signedIn('paul'), await signedIn('paule')]
  await one.submit('/reglages/adresses', { email: 'commune@exemple.invalid' })
  const first = await lastMail(forge.dataDir, 'confirm', 2)
  await two.submit('/reglages/adresses', { email: 'commune@exemple.invalid' })
  const second = await lastMail(forge.dataDir, 'confirm', 3)
  const secretOf = (link: string) => pathOf(link).split('/').at(-1) ?? ''
  const results = await Promise.allSettled([confirmAddress(forge.deps, secretOf(first.link)), confirmAddress(forge.deps, secretOf(second.link))])
  expect(results.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(results.find((r) => r.status === 'rejected')?.reason).toMatchObject({ refusal: 'conflict', key: 'email.confirmed_elsewhere' })
})

test('should not confirm an address that was removed since the mail was sent', async () => {
  const visitor = await signedIn('volage')
  await visitor.submit('/reglages/adresses', { email: 'passagere@exemple.invalid' })
  const { link } = await lastMail(forge.dataDir, 'confirm', 4)
  await visitor.submit('/reglages/adresses', { email: 'passagere@exemple.invalid' }, '/reglages/adresses/retirer')
  expect((await visitor.submit(pathOf(link), {})).status).toBe(404)
  expect(await forge.deps.emails.findConfirmed('passagere@exemple.invalid')).toBeUndefined()
})

test('should change a password knowing the present one, and end the other sessions only', async () => {
  const [here, elsewhere] = [await signedIn('vera'), await signedIn('vera')]
  const wrong = await here.submit('/reglages/mot-de-passe', { present: 'pas celui-là', password: 'un autre beau secret' })
  expect([wrong.status, wrong.text.includes('pas votre mot de passe actuel')]).toEqual([422, true])
  expect((await elsewhere.get('/reglages')).status).toBe(200)
  expect((await here.submit('/reglages/mot-de-passe', { present: password, password: 'un autre beau secret' })).status).toBe(303)
  expect((await here.get('/reglages')).status).toBe(200)
  expect((await elsewhere.get('/reglages')).status).toBe(303)
})

test('should show a token once, keep only its hash, and end it when removed', async () => {
  const visitor = await signedIn('tess')
  const made = await visitor.submit('/reglages/jetons', { name: 'Git <portable>', access: 'write', days: '30' })
  expect(made.status).toBe(201)
  expect(made.headers.get('cache-control')).toBe('no-store')
  const secret = /fc_[\w-]{43}/.exec(made.text)?.[0] ?? ''
  expect(secret).not.toBe('')
  const list = await visitor.get('/reglages/jetons')
  expect(list.text).not.toContain(secret)
  expect(list.text).toContain('Git &lt;portable&gt;')
  expect(list.text).toContain('jamais utilisé')
  const api = (authorization: string) => aVisitor(url).get('/api/v1/nulle-part', { authorization, accept: 'application/json' })
  expect((await api(`Bearer ${secret}`)).status).toBe(404)
  expect((await api(`Basic ${Buffer.from(`tess:${secret}`).toString('base64')}`)).status).toBe(404)
  expect((await api(`Basic ${Buffer.from(`maud:${secret}`).toString('base64')}`)).status).toBe(401)
  expect((await api('Bearer fc_inconnu')).status).toBe(401)
  expect((await visitor.get('/reglages/jetons')).text).toContain('dernier usage le')
  const [token] = await forge.deps.tokens.of(((await actorOf('tess')) as Extract<Actor, { kind: 'person' }>).person.id)
  // Somebody else cannot remove it.
  const other = await signedIn('autre-personne')
  await other.submit('/reglages', {}, `/reglages/jetons/${token?.id}/retirer`)
  expect((await api(`Bearer ${secret}`)).status).toBe(404)
  await visitor.post(`/reglages/jetons/${token?.id}/retirer`, { _csrf: csrfOf(list.text) })
  const after = await api(`Bearer ${secret}`)
  expect([after.status, JSON.parse(after.text)]).toMatchObject([401, { type: 'urn:communs:token.unknown' }])
})

test('should limit a token to its scopes and its term, and write its last use once a minute', async () => {
  await signedIn('zoe')
  let now = Date.UTC(2026, 0, 1)
  const deps = { ...forge.deps, clock: { now: () => now } }
  const secret = await addToken(deps, await actorOf('zoe'), { name: 'lecture', access: 'read', days: 30 })
  const actor = await authenticateToken(deps, { handle: 'ZOE', secret })
  expect([...actor.scopes]).toEqual(['read'])
  const used = async () => (await deps.tokens.of(actor.person.id))[0]?.lastUsedAt
  const first = now
  now += 59_999
  await authenticateToken(deps, { secret })
  expect(await used()).toBe(first)
  now += 1
  await authenticateToken(deps, { secret })
  expect(await used()).toBe(now)
  now = first + 30 * 24 * 3600_000
  await expect(authenticateToken(deps, { secret })).rejects.toMatchObject({ refusal: 'unauthenticated', key: 'token.expired' })
  for (const wrong of ['', 'fc_', secret.slice(0, -1), `${secret}x`, secret.toUpperCase(), 'fc_'.padEnd(100_000, 'x')]) await expect(authenticateToken(deps, { secret: wrong })).rejects.toMatchObject({ key: 'token.unknown' })
})

test('should make accounts for the command line: confirmed, with a token, refused when taken', async () => {
  const { person, token } = await createPerson(forge.deps, { handle: 'Keeper', email: 'keeper@exemple.invalid', isAdmin: true, token: { name: 'ligne de commande' } })
  expect(person).toMatchObject({ handle: 'keeper', isAdmin: true })
  expect([...(await authenticateToken(forge.deps, { handle: 'keeper', secret: token ?? '' })).scopes]).toContain('admin')
  expect(await forge.deps.emails.findConfirmed('keeper@exemple.invalid')).toBe(person.id)
  await expect(createPerson(forge.deps, { handle: 'keeper', email: 'keeper@exemple.invalid' })).rejects.toMatchObject({ refusal: 'invalid', details: { problems: [{ field: 'handle', key: 'handle.taken' }, { field: 'email', key: 'email.confirmed_elsewhere' }] } })
})
