import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import http from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aForge, shortFiche, type TestForge } from '../../support/forge.js'
import type { Actor, Person } from '../../../forge/domain/person.js'
import type { Resource } from '../../../forge/domain/resource.js'
import { publishChange } from '../../../forge/use-cases/publishChange.js'

let forge: TestForge
let url: string
let garance: { person: Person; actor: Actor }
let fiche: Resource
const address = '/garance/le-tour-de-meteo'

beforeAll(async () => {
  forge = await aForge()
  garance = await forge.person('garance', { displayName: 'Garance' })
  fiche = await forge.resource({ by: garance.person, slug: 'le-tour-de-meteo' })
  url = (await forge.serve()).url
}, 120_000)
afterAll(() => forge?.close())

/** The bytes as they travel. */
const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') => new Promise<{ status: number; headers: http.IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
  http.request(url + path, { method, headers: { accept: 'text/html', 'accept-language': 'fr', ...headers } }, (res) => {
    const parts: Buffer[] = []
    res.on('data', (part: Buffer) => parts.push(part)).on('end', () => { resolve({ status: res.statusCode ?? 0, headers: res.headers, body: Buffer.concat(parts) }) })
  }).on('error', reject).end()
})

test('should answer a reader who comes back that nothing changed, with any encoding', async () => {
  const first = await ask(address)
  expect(first.headers.etag).toMatch(/^W\/"/)
  const again = await ask(address)
  expect(again.body.equals(first.body)).toBe(true)
  for (const encoding of ['identity', 'gzip', 'br']) {
    const same = await ask(address, { 'if-none-match': first.headers.etag ?? '', 'accept-encoding': encoding })
    expect(same.status).toBe(304)
    expect(same.body).toHaveLength(0)
    expect(same.headers['content-security-policy']).toBeUndefined()
  }
  expect((await ask(address, { 'if-none-match': '"autre"' })).status).toBe(200)
})

test('should compress as the reader asks, the same text each time', async () => {
  const plain = await ask(address)
  for (let n = 0; n < 2; n += 1) {
    const br = await ask(address, { 'accept-encoding': 'gzip, br' })
    expect(br.headers['content-encoding']).toBe('br')
    expect(brotliDecompressSync(br.body).equals(plain.body)).toBe(true)
    const gz = await ask(address, { 'accept-encoding': 'gzip, br;q=0' })
    expect(gz.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(gz.body).equals(plain.body)).toBe(true)
  }
  const head = await ask(address, {}, 'HEAD')
  expect(head.headers['content-length']).toBe(String(plain.body.length))
  expect(head.body).toHaveLength(0)
})

test('should make a new script nonce each time, the one its policy allows', async () => {
  const nonces = new Set<string>()
  for (let n = 0; n < 3; n += 1) {
    const { body, headers } = await ask(`${address}/contributions`)
    const allowed = /'nonce-([^']+)'/.exec(String(headers['content-security-policy']))?.[1] ?? ''
    expect(body.toString()).toContain(`nonce="${allowed}"`)
    nonces.add(allowed)
  }
  expect(nonces.size).toBe(3)
})

test('should keep one page a language, and none for who is signed in', async () => {
  expect((await ask(address, { 'accept-language': 'en' })).headers['content-language']).toBe('en')
  expect((await ask(address)).headers['content-language']).toBe('fr')
  expect((await ask(address, { cookie: 'langue=en' })).headers['content-language']).toBe('en')
  expect((await ask(address, { cookie: 'langue=fr', 'accept-language': 'en' })).headers['content-language']).toBe('fr')
  const withSession = await ask(address, { cookie: 'communs=s%3Ax.y' })
  expect(withSession.headers['cache-control']).toBe('private, no-cache')
  expect(withSession.headers.vary).toContain('Cookie')
})

test('should show a change at once on every page that shows it', async () => {
  const listed = ['/', '/recherche', '/@garance', address, `${address}.json`, `${address}/historique`, '/nouveautes.atom']
  for (const page of listed) { await ask(page); await ask(page) }
  await publishChange(forge.deps, garance.actor, { resource: fiche, base: fiche.tip ?? '', files: new Map([['README.md', shortFiche('La météo du groupe')]]), title: 'Nouveau titre', reason: '' })
  for (const page of listed) expect((await ask(page)).body.toString(), page).toMatch(page.endsWith('historique') ? /Nouveau titre/ : /La météo du groupe/)
  await forge.deps.people.update(garance.person.id, { displayName: 'Garance Rive' })
  for (const page of listed.filter((known) => known !== '/recherche')) expect((await ask(page)).body.toString(), page).toContain('Garance Rive')
})

test('should never keep what was refused', async () => {
  expect((await ask('/garance/pas-encore')).status).toBe(404)
  await forge.resource({ by: garance.person, slug: 'pas-encore' })
  expect((await ask('/garance/pas-encore')).status).toBe(200)
})

test('should set no cookie to a reader', async () => {
  for (const page of ['/', address, '/connexion-qui-n-existe-pas', '/garance/rien']) expect((await ask(page)).headers['set-cookie']).toBeUndefined()
})
