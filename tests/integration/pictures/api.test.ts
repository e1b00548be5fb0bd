import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { MAIN, type Resource } from '../../../forge/domain/resource.js'
import type { Person, Scope } from '../../../forge/domain/person.js'
import { saveDraft } from '../../../forge/use-cases/saveDraft.js'
import { createToken } from '../../../forge/use-cases/manageTokens.js'
import { proposeChange } from '../../../forge/use-cases/proposeChange.js'
import { allScopes } from '../../../forge/domain/person.js'
import { aForge, shortFiche, type TestForge } from '../../support/forge.js'
import { bomb, photograph, plain } from '../../support/pictures.js'

let forge: TestForge
let url: string
let garance: Person
let lea: Person
const text = shortFiche('Le tour de météo', 'On s’assoit.\n\n## Variantes\n\nDebout aussi.\n')
const said = { alt: 'Un cercle de chaises', maker: 'me', licence: 'fiche' }

beforeAll(async () => {
  forge = await aForge()
  url = (await forge.serve()).url
  ;[garance, lea] = await Promise.all(['garance', 'lea'].map(async (handle) => (await forge.person(handle)).person)) as [Person, Person]
})
afterAll(() => forge.close())

const tokens = new Map<string, string>()
async function tokenOf(who: Person, scopes: readonly Scope[] = ['read', 'write']): Promise<string> {
  const name = `${who.handle} ${scopes.join()}`
  const token = tokens.get(name) ?? await createToken(forge.deps, who, { name: 'essai', scopes, expiresAt: undefined })
  tokens.set(name, token)
  return token
}
async function send(resource: Resource, fields: Readonly<Record<string, string>>, image?: Uint8Array, by: Person | null = garance, scopes?: readonly Scope[]) {
  const form = new FormData()
  // The file first: no field has to come before it.
  if (image) form.append('image', new Blob([Buffer.from(image)]), 'IMG_0042.JPG')
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  const answer = await fetch(`${url}/api/v1/resources/${resource.owner.handle}/${resource.slug}/pictures`, { method: 'POST', body: form, headers: { 'accept-language': 'fr', ...(by && { authorization: `Bearer ${await tokenOf(by, scopes)}` }) } })
  return { status: answer.status, type: answer.headers.get('content-type') ?? '', json: await answer.json() as { path: string; outcome: string; commit: string | null; mergeRequest: number | null; type: string; detail: string; errors?: { field: string; fr: string; code?: string; clause?: { label: string }; fixes?: unknown[] }[] } }
}
const fiche = (slug: string, written = text) => forge.resource({ by: garance, slug, text: written })
const mainOf = (resource: Resource) => forge.git.resolve(resource.id, MAIN)
const readAt = async (resource: Resource, commit: string, name: string) => Buffer.from((await forge.git.file(resource.id, commit, name))?.bytes ?? new Uint8Array())
const fieldsOf = ({ json }: Awaited<ReturnType<typeof send>>) => json.errors?.map(({ field }) => field)

test('should put a picture in the published text with its credit and its record, and nothing of where it was taken', async () => {
  const resource = await fiche('photo')
  const sent = await send(resource, { ...said, under: 'Variantes' }, await photograph())
  expect([sent.status, sent.json]).toEqual([201, { path: 'media/un-cercle-de-chaises.webp', outcome: 'published', commit: await mainOf(resource), mergeRequest: null }])
  const commit = sent.json.commit!
  const written = (await readAt(resource, commit, 'README.md')).toString()
  expect(written).toMatch(/## Variantes\n\n!\[Un cercle de chaises\]\(media\/un-cercle-de-chaises\.webp\)\n\n[^\n]*garance[^\n]*CC BY-SA 4\.0[^\n]*\n\nDebout aussi\.\n/)
  expect(written.replace(/\n\n!\[[^]*?\n\nDebout/, '\n\nDebout')).toBe(text)
  expect((await readAt(resource, commit, `${sent.json.path}.license`)).toString()).toBe('SPDX-FileCopyrightText: garance\nSPDX-License-Identifier: CC-BY-SA-4.0\n')
  const kept = await sharp(await readAt(resource, commit, sent.json.path)).metadata()
  expect([kept.format, kept.exif, kept.orientation, kept.width]).toEqual(['webp', undefined, undefined, 600])
  // A second one of the same name has a name of its own.
  expect((await send(resource, { ...said, place: 'cover' }, await plain(40, 30).png().toBuffer())).json.path).toBe('media/un-cercle-de-chaises-2.webp')
})

test('should ask for everything that is missing at once, each by its field, and change nothing', async () => {
  const resource = await fiche('muette')
  const before = await mainOf(resource)
  const nothing = await send(resource, {})
  expect([nothing.status, nothing.type]).toEqual([422, 'application/problem+json; charset=utf-8'])
  expect(nothing.json).toMatchObject({ type: 'urn:communs:request.fields', errors: [{ field: 'image', fr: 'Choisissez une image.' }, { field: 'alt' }, { field: 'author' }, { field: 'licence' }] })
  const png = await plain(40, 30).png().toBuffer()
  expect(fieldsOf(await send(resource, { ...said, maker: 'other', author: 'Anne', licence: 'CC BY 4.0' }, png))).toEqual(['source'])
  expect(fieldsOf(await send(resource, { ...said, licence: 'CC BY' }, png))).toEqual(['licence'])
  expect(fieldsOf(await send(resource, { ...said, under: 'Nulle part' }, png))).toEqual(['under'])
  expect(fieldsOf(await send(resource, { ...said, maker: 'nobody' }, png))).toEqual(['maker'])
  expect(await mainOf(resource)).toBe(before)
})

test('should refuse files that are no picture, by the field of the file, and keep nothing of them', async () => {
  const resource = await fiche('fichiers')
  const before = await mainOf(resource)
  for (const [file, words] of [[Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'SVG'], [Buffer.from('bonjour'), 'n’est pas une image'], [Buffer.alloc(0), 'vide'], [bomb(30_000, 30_000), 'trop de points'], [Buffer.alloc(21 * 1024 * 1024), 'trop lourd']] as const) {
    const refused = await send(resource, said, file)
    expect([refused.status, fieldsOf(refused), refused.json.errors?.[0]?.fr]).toEqual([422, ['image'], expect.stringContaining(words)])
  }
  expect(await mainOf(resource)).toBe(before)
  const folder = path.join(forge.dataDir, 'run', 'images')
  expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([])
})

test('should judge the licence as the pages do: refused with its clause and ways out, or to understand first', async () => {
  const resource = await fiche('licences')
  const png = await plain(40, 30).png().toBuffer()
  const theirs = { ...said, maker: 'other', author: 'Anne', source: 'https://exemple.invalid/photo' }
  const unknown = await send(resource, { ...theirs, licence: 'inconnue' }, png)
  expect([unknown.status, unknown.json.type, unknown.json.errors]).toMatchObject([403, 'urn:communs:picture.licence_refuses', [{ field: 'licence', code: 'UNKNOWN_LICENCE' }]])
  const changed = await send(resource, { ...theirs, licence: 'CC-BY-ND-4.0', modified: 'true' }, png)
  expect(changed.json.errors).toMatchObject([{ field: 'licence', clause: { label: expect.stringContaining('CC BY-ND 4.0') as unknown } }])
  expect(changed.json.errors?.[0]?.fixes?.length).toBeGreaterThan(0)
  const nc = await send(resource, { ...theirs, licence: 'CC BY-NC 4.0' }, png)
  expect([nc.status, nc.json.type, fieldsOf(nc)]).toEqual([409, 'urn:communs:picture.to_understand', ['understood']])
  expect(await mainOf(resource)).toBe(resource.tip)
  const done = await send(resource, { ...theirs, licence: 'CC BY-NC 4.0', understood: nc.json.errors?.[0]?.code ?? '' }, png)
  expect(done.json.outcome).toBe('published')
  expect((await readAt(resource, done.json.commit!, `${done.json.path}.license`)).toString()).toContain('SPDX-License-Identifier: CC-BY-NC-4.0\nSPDX-FileComment: Source: https://exemple.invalid/photo')
})

test('should propose where one may not publish, or when asked, or in one’s own open proposition', async () => {
  const resource = await fiche('proposer')
  const png = await plain(40, 30).png().toBuffer()
  const proposed = await send(resource, { ...said, reason: 'On voit mieux.' }, png, lea)
  expect(proposed.json).toMatchObject({ outcome: 'proposed', commit: null, mergeRequest: 1 })
  expect(await forge.deps.mergeRequests.find(resource.id, 1)).toMatchObject({ title: 'Une image\u00a0: Un cercle de chaises', description: 'On voit mieux.', proposedBy: { handle: 'lea' } })
  expect((await send(resource, { ...said, propose: 'true' }, png)).json).toMatchObject({ outcome: 'proposed', mergeRequest: 2 })
  const { number } = await proposeChange(forge.deps, { kind: 'person', person: lea, scopes: allScopes }, { resource, base: resource.tip!, files: new Map([['README.md', text.replace('On s’assoit', 'On s’assied')]]), title: 'S’asseoir', reason: '' })
  expect((await send(resource, { ...said, mergeRequest: String(number) }, png, lea)).json.mergeRequest).toBe(number)
  const request = await forge.deps.mergeRequests.find(resource.id, number)
  expect(request?.iterations).toHaveLength(2)
  expect((await readAt(resource, request!.head, 'README.md')).toString()).toMatch(/On s’assied[^]*!\[Un cercle de chaises\]/)
  expect((await send(resource, { ...said, mergeRequest: String(number) }, png)).status).toBe(403)
  expect(await mainOf(resource)).toBe(resource.tip)
})

test('should let in nobody without a token that may write, and leave drafts alone', async () => {
  const resource = await fiche('jetons')
  const png = await plain(40, 30).png().toBuffer()
  expect((await send(resource, said, png, null)).status).toBe(403)
  const reader = await send(resource, said, png, garance, ['read'])
  expect([reader.status, reader.json.detail]).toEqual([403, expect.stringContaining('lire')])
  expect(await mainOf(resource)).toBe(resource.tip)
  await saveDraft(forge.deps, { kind: 'person', person: garance, scopes: allScopes }, { resource, path: 'README.md', base: resource.tip!, text: `${text}\nEn cours.\n`, reason: '' })
  expect((await send(resource, said, png)).json.outcome).toBe('published')
  expect((await forge.deps.drafts.find(garance.id, resource.id, 'README.md'))?.text).toContain('En cours.')
})

test('should say in the description of the API which form carries the file', async () => {
  const { paths } = await (await fetch(`${url}/api/v1/openapi.json`)).json() as { paths: Record<string, Record<string, { requestBody: { content: Record<string, { schema: { required: string[]; properties: Record<string, { format?: string }> } }> } }>> }
  const form = paths['/api/v1/resources/{owner}/{slug}/pictures']?.post?.requestBody.content['multipart/form-data']?.schema
  expect(form?.required).toEqual(['image'])
  expect(form?.properties.image?.format).toBe('binary')
  expect(Object.keys(form?.properties ?? {})).toEqual(expect.arrayContaining(['alt', 'author', 'licence', 'source', 'understood']))
})
