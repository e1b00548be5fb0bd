import { afterAll, beforeAll, expect, test } from 'vitest'
import { aForge, type TestForge } from '../../support/forge.js'
import { aVisitor, csrfOf } from '../../support/visitor.js'
import { serveForge } from '../../../forge/app.js'
import { createPerson } from '../../../forge/use-cases/createPerson.js'

let forge: TestForge
let url: string

beforeAll(async () => {
  forge = await aForge()
  url = (await forge.serve()).url
})
afterAll(() => forge.close())

test('should mark cookies Secure, and ask browsers for TLS, when the instance is served over it', async () => {
  const secured = await aForge()
  const served = await serveForge(secured, { port: 0, publicUrl: 'https://forge.exemple.invalid' })
  try {
    const visitor = aVisitor(served.url)
    const forwarded = { 'x-forwarded-proto': 'https' }
    const page = await visitor.get('/connexion', forwarded)
    expect(page.headers.get('strict-transport-security')).toMatch(/max-age=\d{8}/)
    await visitor.get('/langue/fr', forwarded)
    expect(visitor.received.length).toBeGreaterThanOrEqual(2)
    for (const cookie of visitor.received) expect(cookie).toMatch(/; Secure/)
  } finally {
    await served.stop()
    await secured.close()
  }
})

test('should mark cookies so that scripts and other sites cannot have them', async () => {
  const visitor = aVisitor(url)
  await visitor.get('/connexion')
  await visitor.get('/langue/en')
  expect(visitor.received.length).toBeGreaterThanOrEqual(2)
  for (const cookie of visitor.received) {
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
    expect(cookie).toMatch(/Path=\//i)
  }
  expect((await visitor.get('/connexion')).text).toContain('<html lang="en">')
  expect(await aVisitor(url).get('/langue/de').then((a) => a.status)).toBe(404)
})

test('should send the security headers on every page, with a script nonce that changes each time', async () => {
  const visitor = aVisitor(url)
  const nonces = new Set<string>()
  for (const page of ['/connexion', '/connexion', '/inscription', '/a-propos', '/mot-de-passe/oublie', '/nulle/part/ailleurs']) {
    const { headers } = await visitor.get(page)
    const csp = headers.get('content-security-policy') ?? ''
    expect(csp).toContain("default-src 'none'")
    expect(csp).toContain("frame-ancestors 'none'")
    expect(csp).not.toMatch(/unsafe/)
    nonces.add(/'nonce-([^']+)'/.exec(csp)?.[1] ?? '')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('x-powered-by')).toBeNull()
  }
  expect(nonces.size).toBe(6)
})

test('should refuse forms from another site, without a token, or with another session’s token', async () => {
  const password = 'le chat dort au soleil'
  await createPerson(forge.deps, { handle: 'ciblee', email: 'ciblee@exemple.invalid', password, displayName: 'ciblee' })
  const visitor = aVisitor(url)
  const { text } = await visitor.get('/connexion')
  const token = csrfOf(text)
  const fields = { identifiant: 'ciblee', mot_de_passe: password }
  const cases: [string, Record<string, string>, Record<string, string>][] = [
    ['another origin', { ...fields, _csrf: token }, { origin: 'https://mal.example' }],
    ['a null origin from another site', { ...fields, _csrf: token }, { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    ['no token', fields, {}],
    ['a wrong token', { ...fields, _csrf: 'x'.repeat(token.length) }, {}],
    ['the token of another session', { ...fields, _csrf: csrfOf((await aVisitor(url).get('/connexion')).text) }, {}],
  ]
  for (const [what, sent, headers] of cases) expect((await visitor.post('/connexion', sent, headers)).status, what).toBe(403)
  expect((await visitor.get('/reglages')).status).toBe(303)
  expect((await visitor.post('/connexion', { ...fields, _csrf: token })).status).toBe(303)
  // Signing out too: a picture on another site must not.
  expect((await visitor.post('/deconnexion', {}, { origin: 'https://mal.example' })).status).toBe(403)
  expect((await visitor.get('/reglages')).status).toBe(200)
})

test('should refuse malformed forms without an accident', async () => {
  const visitor = aVisitor(url)
  const { text } = await visitor.get('/connexion')
  const post = (body: string, type = 'application/x-www-form-urlencoded') => fetch(new URL('/connexion', url), {
    method: 'POST', redirect: 'manual', body, headers: { 'content-type': type, accept: 'text/html', origin: url, cookie: [...visitor.cookies].map(([k, v]) => `${k}=${v}`).join('; '), 'x-csrf-token': csrfOf(text) },
  }).then((r) => r.status)
  expect(await post('identifiant=a&identifiant=b&mot_de_passe=c')).toBe(422)
  expect(await post(JSON.stringify({ identifiant: { $ne: '' }, mot_de_passe: ['x'] }), 'application/json')).toBe(422)
  expect(await post('{', 'application/json')).toBe(422)
  expect(await post(`identifiant=${'a'.repeat(5000)}`)).toBe(422)
  expect(await post(`identifiant=${'a'.repeat(7_000_000)}`)).toBe(413)
  expect(await post('identifiant=%00&mot_de_passe=%00')).toBe(422)
})

test('should believe what a proxy says of the way a request came only when the instance trusts its address', async () => {
  const outcomes: number[] = []
  for (const trustedProxies of [[], ['192.0.2.0/24'], ['127.0.0.0/8']]) {
    const behind = await aForge()
    Object.assign(behind.deps.settings, { trustedProxies })
    try {
      const served = await behind.serve()
      const visitor = aVisitor(served.url)
      const token = csrfOf((await visitor.get('/connexion')).text)
      const asIfOverTls = { origin: served.url.replace('http:', 'https:'), 'x-forwarded-proto': 'https' }
      outcomes.push((await visitor.post('/connexion', { identifiant: 'personne', mot_de_passe: 'rien du tout', _csrf: token }, asIfOverTls)).status)
    } finally { await behind.close() }
  }
  expect(outcomes).toEqual([403, 403, 422])
})
