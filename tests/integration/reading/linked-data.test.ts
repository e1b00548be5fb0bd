import jsonld from 'jsonld'
import { Parser, Store } from 'n3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { VOCABULARIES } from '../../../content-schema/vocabularies.js'
import { aForge, type TestForge } from '../../support/forge.js'
import { complaints, shapesFrom } from '../../support/linked-data.js'
import { aVisitor, type Visitor } from '../../support/visitor.js'

let forge: TestForge
let reader: Visitor
let url: string
const spade = `---
type: pratique-agricole
titre: Lire son sol à la bêche
resume: On ouvre une bêchée et on regarde.
besoins: [diagnostiquer-mon-sol]
publics: [maraicher]
phases: [diagnostic]
saisons: [printemps]
licence: CC-BY-SA-4.0
auteurs: [{ nom: Ada Exemple <ada@exemple.invalid> }]
etapes: [{ titre: Ouvrir, texte: Creuser devant la zone. }]
couverture: { fichier: media/sol.png, alt: Une motte ouverte }
ext: { msv: { type_sol: [limoneux], surface_m2: 40 } }
---

# Lire son sol
`

beforeAll(async () => {
  forge = await aForge()
  const { person } = await forge.person('garance')
  await forge.resource({ by: person, slug: 'lire-son-sol', text: spade })
  url = (await forge.serve()).url
  reader = aVisitor(url)
}, 120_000)
afterAll(() => forge?.close())

/** Reads contexts from the forge, and from nowhere else. */
const documentLoader = async (address: string) => {
  if (!address.startsWith(url)) throw new Error(`asks elsewhere: ${address}`)
  const answer = await fetch(address)
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  expect(answer.headers.get('content-type')).toContain('application/ld+json')
  return { document: await answer.json() as object, documentUrl: address, contextUrl: undefined }
}
const quadsOf = async (document: object) => new Parser({ format: 'N-Quads' }).parse(await jsonld.toRDF(document, { documentLoader, safe: true, format: 'application/n-quads' } as jsonld.Options.ToRdf) as unknown as string)

test('should give each fiche as linked data that our contexts explain and our shapes accept, the same in its page', async () => {
  const said = JSON.parse((await reader.get('/garance/lire-son-sol.jsonld')).text) as Record<string, unknown>
  const inPage = JSON.parse(/<script type="application\/ld\+json">([^<]+)<\/script>/.exec((await reader.get('/garance/lire-son-sol')).text)?.[1] ?? '{}') as Record<string, unknown>
  expect(inPage).toEqual(said)
  expect(JSON.stringify(said)).not.toMatch(/example\.org|@exemple\.invalid/)
  const [expanded] = await jsonld.expand(said, { documentLoader, safe: true } as jsonld.Options.Expand) as Record<string, unknown>[]
  expect(Object.keys(expanded ?? {})).toHaveLength(Object.keys(said).length - 1)
  const quads = await quadsOf(said)
  for (const shapes of ['/formes/fiche.ttl', '/formes/msv.ttl']) expect(await complaints(shapesFrom((await reader.get(shapes)).text), quads), shapes).toEqual([])
  expect(said).toMatchObject({ '@id': `${url}/garance/lire-son-sol`, image: { contentUrl: `${url}/garance/lire-son-sol/fichiers/media/sol.png?brut=1` } })
})

test('should lead from each term of a fiche to what it means', async () => {
  const quads = await quadsOf(JSON.parse((await reader.get('/garance/lire-son-sol.jsonld')).text) as object)
  const ours = [...new Set(quads.flatMap(({ predicate, object }) => [predicate.value, object.value]).filter((iri) => iri.startsWith(`${url}/vocabulaires/`)))]
  expect(ours.length).toBeGreaterThan(8)
  for (const iri of ours) {
    const [document = '', fragment] = iri.split('#')
    const answer = await fetch(document, { headers: { accept: 'text/turtle' } })
    expect(answer.headers.get('content-type'), iri).toContain('text/turtle')
    const described = new Store(new Parser().parse(await answer.text()))
    expect(described.getQuads(iri, null, null, null).length, iri).toBeGreaterThan(2)
    const page = await fetch(document, { headers: { accept: 'text/html' } })
    const anchor = fragment ?? new URL(page.url).hash.slice(1) ?? ''
    expect(page.status, iri).toBe(200)
    if (fragment !== undefined) expect(await page.text(), iri).toContain(`id="${anchor}"`)
  }
})

test('should give every vocabulary as Turtle, JSON-LD and JSON, by address and by Accept', async () => {
  for (const { id, concepts } of VOCABULARIES) {
    const base = `/vocabulaires/${id}`
    const turtle = await reader.get(`${base}.ttl`)
    const quads = new Parser().parse(turtle.text)
    expect(quads.filter(({ object }) => object.value === 'http://www.w3.org/2004/02/skos/core#Concept')).toHaveLength(concepts.length)
    expect(turtle.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect((await quadsOf(JSON.parse((await reader.get(`${base}.jsonld`)).text) as object)).length).toBe(new Store(quads).size)
    expect(JSON.parse((await reader.get(`${base}.json`)).text)).toMatchObject({ id, licence: 'CC0-1.0', concepts: concepts.map(({ notation }) => ({ notation })) })
  }
  for (const [accept, type] of [['text/turtle', 'text/turtle'], ['application/ld+json', 'application/ld+json'], ['application/json', 'application/json'], ['text/html', 'text/html'], ['*/*', 'text/html']] as const) {
    for (const address of ['/vocabulaires', '/vocabulaires/besoin', '/vocabulaires/termes']) {
      // Twice: the second answer may come from what is kept.
      for (let n = 0; n < 2; n += 1) expect((await reader.get(address, { accept })).headers.get('content-type'), address).toContain(address.endsWith('termes') && accept === 'application/json' ? 'json' : type)
    }
  }
})

test('should send people from a term to its place on the page, and tools to its description', async () => {
  const ask = (accept: string) => fetch(`${url}/vocabulaires/besoin/diagnostiquer-mon-sol`, { headers: { accept }, redirect: 'manual' })
  expect([(await ask('text/html')).status, (await ask('text/html')).headers.get('location')]).toEqual([303, '/vocabulaires/besoin#diagnostiquer-mon-sol'])
  expect((await ask('text/turtle')).headers.get('location')).toBe('/vocabulaires/besoin/diagnostiquer-mon-sol.ttl')
  expect((await ask('text/turtle')).headers.get('vary')).toMatch(/Accept/)
  const page = (await reader.get('/vocabulaires/besoin')).text
  expect(page).toContain('id="diagnostiquer-mon-sol"')
  expect(page).toContain('href="/recherche?besoin=diagnostiquer-mon-sol">1 fiche')
})

test('should say in the API what each term means and how many fiches bear it', async () => {
  const list = JSON.parse((await reader.get('/api/v1/vocabularies')).text) as { items: { id: string; terms: number }[] }
  expect(list.items.map(({ id }) => id)).toEqual(VOCABULARIES.map(({ id }) => id))
  const { concepts } = JSON.parse((await reader.get('/api/v1/vocabularies/besoin')).text) as { concepts: { notation: string; fiches: number }[] }
  expect(concepts.filter(({ fiches }) => fiches > 0)).toMatchObject([{ notation: 'diagnostiquer-mon-sol', fiches: 1 }])
  const { concepts: phases } = JSON.parse((await reader.get('/api/v1/vocabularies/phase')).text) as { concepts: { fiches: number | null }[] }
  expect(new Set(phases.map(({ fiches }) => fiches))).toEqual(new Set([null]))
})

test('should know nothing of lists, terms, contexts and shapes that are not there', async () => {
  for (const address of ['/vocabulaires/rien', '/vocabulaires/rien.ttl', '/vocabulaires/besoin/rien', '/vocabulaires/besoin/rien.ttl', '/vocabulaires/termes/rien', '/contextes/rien.jsonld', '/formes/rien.ttl', '/api/v1/vocabularies/rien']) {
    expect((await reader.get(address)).status, address).toBe(404)
  }
})
