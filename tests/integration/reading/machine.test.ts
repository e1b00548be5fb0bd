import { afterAll, beforeAll, expect, test } from 'vitest'
import { aForge, shortFiche, type TestForge } from '../../support/forge.js'
import { aVisitor, type Visitor } from '../../support/visitor.js'
import { unzipped } from '../../support/zip.js'
import type { Resource } from '../../../forge/domain/resource.js'
import { allScopes } from '../../../forge/domain/person.js'
import { publishChange } from '../../../forge/use-cases/publishChange.js'
import { renameResource } from './rename.js'

let forge: TestForge
let reader: Visitor
let url: string
let fiche: Resource
const address = '/garance/le-tour-de-meteo'

beforeAll(async () => {
  forge = await aForge()
  const { person } = await forge.person('garance', { displayName: 'Garance & <Rive>' })
  fiche = await forge.resource({ by: person, slug: 'le-tour-de-meteo', files: { 'Carte.md': 'A', 'carte.md': 'b', 'CREDITS.md': 'les miens', 'média/été.txt': 'chaud', 'aux.txt': 'x' } })
  url = (await forge.serve()).url
  reader = aVisitor(url)
}, 120_000)
afterAll(() => forge?.close())

test('should give each fiche as JSON, JSON-LD and Markdown, by address and by Accept', async () => {
  const json = JSON.parse((await reader.get(`${address}.json`)).text) as { title: string; licence: { id: string }; links: { git: string } }
  expect(json).toMatchObject({ title: 'Le tour de météo', licence: { state: 'declared', id: 'CC-BY-SA-4.0' }, links: { git: `${url}${address}.git` } })
  const ld = JSON.parse((await reader.get(address, { accept: 'application/ld+json' })).text) as { license: string }
  expect(JSON.stringify(ld)).toContain('https://creativecommons.org/licenses/by-sa/4.0/')
  const markdown = await reader.get(`${address}.md`)
  expect(markdown.text).toBe(shortFiche())
  expect(markdown.headers.get('content-type')).toBe('text/markdown; charset=utf-8')
  for (const [accept, type] of [['application/json', 'application/json'], ['text/markdown', 'text/markdown'], ['application/zip', 'application/zip'], ['*/*', 'text/html'], ['text/html,application/xhtml+xml,*/*;q=0.8', 'text/html'], ['application/json, text/html;q=0.1', 'application/json']] as const) {
    // Twice: the second answer may come from what is kept.
    for (let n = 0; n < 2; n += 1) expect((await reader.get(address, { accept })).headers.get('content-type')).toContain(type)
  }
})

test('should say in every form that leaves that no licence is known, and why, rather than nothing', async () => {
  const person = (await forge.deps.people.findByHandle('garance'))!
  await forge.resource({ by: person, slug: 'sans-licence', text: shortFiche('Le tour de silence', 'On se tait ensemble le temps d’une bougie, puis qui le souhaite raconte ce que le silence lui a fait.\n').replace(/^licence: .*\n/m, '') })
  const base = '/garance/sans-licence'
  const json = JSON.parse((await reader.get(`${base}.json`)).text) as { credit: string; licence: { state: string; copy: { verdict: string; code: string } } }
  expect(json.licence).toMatchObject({ state: 'absent', copy: { verdict: 'block', code: 'UNKNOWN_LICENCE' } })
  expect(json.credit).toContain('Licence à préciser')
  const files = unzipped(Buffer.from(await (await fetch(`${url}${base}.zip`)).arrayBuffer()))
  for (const name of ['LICENCE.txt', 'CREDITS.md']) expect(files.get(`sans-licence/${name}`)?.toString(), name).toMatch(/à préciser[^]*sans licence|à préciser[^]*licence/i)
  expect((await reader.get(`${base}/historique.atom`)).text).toContain('licence à préciser')
  expect((await reader.get(base)).text).toMatch(/class="print-only"[^]*Licence à préciser|fiche-credit[^]*Licence à préciser/)
})

test('should give the whole resource as an archive with its credits and its licence', async () => {
  const response = await fetch(`${url}${address}.zip`)
  expect(response.headers.get('content-disposition')).toContain('le-tour-de-meteo.zip')
  const files = unzipped(Buffer.from(await response.arrayBuffer()))
  expect([...files.keys()].sort()).toEqual(['CITATION.cff', 'CREDITS-2.md', 'CREDITS.md', 'Carte.md', 'LICENCE.txt', 'README.md', '_aux.txt', 'carte-2.md', 'média/été.txt'].map((name) => `le-tour-de-meteo/${name}`).sort())
  expect(files.get('le-tour-de-meteo/README.md')?.toString()).toBe(shortFiche())
  expect(files.get('le-tour-de-meteo/CREDITS-2.md')?.toString()).toBe('les miens')
  const credits = files.get('le-tour-de-meteo/CREDITS.md')?.toString() ?? ''
  expect(credits).toContain(`<${url}${address}>`)
  expect(credits).toContain('Garance & \\<Rive\\>')
  expect(files.get('le-tour-de-meteo/CITATION.cff')?.toString()).toContain('cff-version: 1.2.0')
  expect(files.get('le-tour-de-meteo/LICENCE.txt')?.toString()).toContain('https://creativecommons.org/licenses/by-sa/4.0/')
})

test('should carry authors, source and licence in every form that leaves', async () => {
  const licence = 'https://creativecommons.org/licenses/by-sa/4.0/'
  const [json, ld] = await Promise.all(['json', 'jsonld'].map(async (form) => JSON.parse((await reader.get(`${address}.${form}`)).text) as { credit?: string; creditText?: string }))
  for (const text of [json?.credit ?? '', ld?.creditText ?? '']) for (const part of ['Garance & <Rive>', `${url}${address}`, licence]) expect(text).toContain(part)
  for (const form of ['.md', '.json', '.jsonld', '.zip']) {
    const { headers } = await reader.get(`${address}${form}`)
    expect(headers.get('link')).toBe(`<${licence}>; rel="license", <${url}${address}>; rel="cite-as", <${url}${address}/contributions>; rel="author"`)
  }
  for (const feed of ['/nouveautes.atom', `${address}/historique.atom`]) expect((await reader.get(feed)).text).toMatch(new RegExp(`<rights>[^<]*${licence}[^<]*/citer</rights>`))
  const page = (await reader.get(address)).text
  expect(page).toMatch(/<footer class="fiche-credit"[^]*Garance &amp; &lt;Rive&gt;[^]*rel="license" href="https:\/\/creativecommons[^]*<\/footer>/)
})

test('should cite one version: its own names, date and address', async () => {
  const first = fiche.tip ?? ''
  const steward = (await forge.deps.people.findByHandle('garance'))!
  await publishChange(forge.deps, { kind: 'person', person: steward, scopes: allScopes }, { resource: fiche, base: first, files: new Map([['README.md', shortFiche().replace('écoute', 'entend')]]), title: 'Entendre', reason: '' })
  const old = (await reader.get(`${address}/versions/${first}/citer`)).text
  expect(old).toContain(`${url}${address}/versions/${first}`)
  expect(old).toContain('Citer la version actuelle')
  expect((await reader.get(`${address}/citer?version=${first}`)).text).toContain(`${url}${address}/versions/${first}`)
  expect((await reader.get(`${address}/citer`)).text).not.toContain(`/versions/${first}`)
  expect((await reader.get(`${address}/versions/${'0'.repeat(40)}/citer`)).status).toBe(404)
})

test('should give feeds, a map of the site and rules for robots', async () => {
  for (const feed of ['/nouveautes.atom', `${address}/historique.atom`]) {
    const { text, headers } = await reader.get(feed)
    expect(headers.get('content-type')).toContain('application/atom+xml')
    expect(text).toMatch(/^<\?xml[^]*<feed xmlns="http:\/\/www\.w3\.org\/2005\/Atom"[^]*<\/feed>\s*$/)
    expect(text).toContain('<name>Garance &amp; &lt;Rive&gt;</name>')
    expect(text).not.toContain('@users.noreply')
  }
  expect((await reader.get('/sitemap.xml')).text).toContain(`<loc>${url}${address}</loc>`)
  expect((await reader.get('/robots.txt')).text).toContain(`Sitemap: ${url}/sitemap.xml`)
})

test('should lead from an old address to the new one, whatever its form', async () => {
  await renameResource(forge, fiche, 'la-meteo')
  for (const rest of ['', '/historique?page=2', '.json', '.zip', '/fichiers/Carte.md?brut=1', '/versions/x']) {
    const answer = await reader.get(address + rest)
    expect([answer.status, answer.location]).toEqual([301, `/garance/la-meteo${rest}`])
  }
  expect((await reader.get('/garance/la-meteo')).status).toBe(200)
})
