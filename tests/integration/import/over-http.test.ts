import { readFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { importHistory } from '../../../forge/use-cases/importHistory.js'
import { createPerson } from '../../../forge/use-cases/createPerson.js'
import { aForge } from '../../support/forge.js'
import { aSource, fiche } from './sources.js'

async function aServer(listener: RequestListener): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = []
  const server = createServer((req, res) => { asked.push(req.url ?? ''); listener(req, res) })
  await new Promise<void>((go) => server.listen(0, '127.0.0.1', go))
  onTestFinished(() => new Promise<void>((go) => { server.close(() => { go() }); server.closeAllConnections() }))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

async function aForgeWith(options: { allowPrivateImports?: boolean } = {}) {
  const forge = await aForge(options)
  onTestFinished(() => forge.close())
  const { person, actor } = await forge.person('lou')
  await forge.community('cooperation', [person])
  return { forge, actor, person }
}

describe('from an address', () => {
  test('should import what another forge serves, and name that forge as its source', async () => {
    const { forge: there, person } = await aForgeWith()
    const resource = await there.resource({ by: person, slug: 'le-tour-de-meteo' })
    const { url } = await there.serve()
    const { forge, actor } = await aForgeWith({ allowPrivateImports: true })
    const { source, resources } = await importHistory(forge.deps, actor, { location: { kind: 'url', url: `${url}/lou/le-tour-de-meteo.git` }, owner: 'cooperation' })
    expect(source).toBe(`${url}/lou/le-tour-de-meteo`)
    expect(resources).toMatchObject([{ slug: 'le-tour-de-meteo', outcome: 'created', commits: 1 }])
    const copy = (await forge.deps.resources.findByAddress('cooperation', 'le-tour-de-meteo'))!
    expect(copy.tip).toBe(resource.tip)
    // The journal of the other forge stays there: its stewards and decisions are not ours.
    expect(copy.stewards.map((steward) => steward.id)).not.toContain(person.id)
  })

  test('should follow no redirection, and ask a private address nothing at all', async () => {
    const secret = await aServer((_req, res) => { res.end('secret') })
    const lure = await aServer((_req, res) => { res.writeHead(302, { Location: `${secret.url}/x.git/info/refs?service=git-upload-pack` }); res.end() })
    const open = await aForgeWith({ allowPrivateImports: true })
    await expect(importHistory(open.forge.deps, open.actor, { location: { kind: 'url', url: `${lure.url}/x.git` }, owner: 'cooperation' })).rejects.toMatchObject({ refusal: 'invalid' })
    expect(secret.asked).toEqual([])
    const { forge, actor } = await aForgeWith()
    await expect(importHistory(forge.deps, actor, { location: { kind: 'url', url: secret.url.replace('http:', 'https:') }, owner: 'cooperation' })).rejects.toMatchObject({ key: 'import.private_address' })
    expect(secret.asked).toEqual([])
  })

  test('should refuse what asks for a password, and what is not there', async () => {
    const { forge, actor } = await aForgeWith({ allowPrivateImports: true })
    const closed = await aServer((_req, res) => { res.writeHead(401, { 'WWW-Authenticate': 'Basic' }); res.end() })
    await expect(importHistory(forge.deps, actor, { location: { kind: 'url', url: `${closed.url}/x.git` }, owner: 'cooperation' })).rejects.toMatchObject({ key: 'import.private_source' })
    const empty = await aServer((_req, res) => { res.writeHead(404); res.end() })
    await expect(importHistory(forge.deps, actor, { location: { kind: 'url', url: `${empty.url}/x.git` }, owner: 'cooperation' })).rejects.toMatchObject({ key: 'import.not_a_repository' })
  })
})

describe('through the API', () => {
  test('should take a bundle as the body of a request, from a member only, and keep no copy of it', async () => {
    const { forge, person } = await aForgeWith()
    const { token } = await createPerson(forge.deps, { handle: 'max', email: 'max@exemple.test', token: { name: 'essai' } })
    const { url } = await forge.serve()
    const source = aSource()
    source.commit('ana', 'Début', { 'a.md': fiche('Le cercle'), 'b.md': fiche('Le marché') })
    const bundle = path.join(source.dir, 'x.bundle')
    source.git('bundle', 'create', '-q', bundle, '--all')
    const send = (authorization: string | undefined, query = 'owner=cooperation&name=fiches.bundle&files=*.md') => fetch(`${url}/api/v1/imports/bundle?${query}`, { method: 'POST', headers: { 'Content-Type': 'application/x-git-bundle', ...(authorization !== undefined && { Authorization: authorization }) }, body: readFileSync(bundle) })
    expect([401, 403]).toContain((await send(undefined)).status)
    expect((await send(`Bearer ${token}`)).status).toBe(403)
    const max = (await forge.deps.people.findByHandle('max'))!
    await forge.deps.communities.setMember((await forge.deps.communities.findByHandle('cooperation'))!.id, max.id, 'member', 0)
    const reply = await send(`Bearer ${token}`)
    expect(reply.status).toBe(201)
    expect(await reply.json()).toMatchObject({ source: 'fiches.bundle', resources: [{ slug: 'le-cercle', authors: [{ name: 'ana', email: 'ana@exemple.test' }] }, { slug: 'le-marche' }], skipped: [] })
    expect((await send(`Bearer ${token}`, 'owner=cooperation')).status).toBe(422)
    expect((await import('node:fs')).readdirSync(path.join(forge.dataDir, 'run', 'incoming'))).toEqual([])
    expect(person.handle).toBe('lou')
  })
})
