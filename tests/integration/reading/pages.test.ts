import { afterAll, beforeAll, expect, test } from 'vitest'
import { aForge, shortFiche, type TestForge } from '../../support/forge.js'
import { aVisitor, type Visitor } from '../../support/visitor.js'
import type { Actor, Person } from '../../../forge/domain/person.js'
import type { Resource } from '../../../forge/domain/resource.js'
import { publishChange } from '../../../forge/use-cases/publishChange.js'
import { adaptResource } from '../../../forge/use-cases/adaptResource.js'
import { proposeChange } from '../../../forge/use-cases/proposeChange.js'

let forge: TestForge
let reader: Visitor
let garance: { person: Person; actor: Actor }
let lea: { person: Person; actor: Actor }
let fiche: Resource
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

beforeAll(async () => {
  forge = await aForge()
  garance = await forge.person('garance', { displayName: 'Garance Haute-Rive' })
  lea = await forge.person('lea', { displayName: 'Léa Fontaine' })
  await forge.community('cooperation', [garance.person], [lea.person])
  fiche = await forge.resource({
    by: garance.person, slug: 'le-tour-de-meteo', owner: 'cooperation', rule: { kind: 'ouverte' }, files: { 'media/carte.png': png, 'annexes/grille.md': '# La grille\n\nVoir [la fiche](../README.md).\n' },
    text: shortFiche('Le tour de météo', 'Regardez ![la carte](media/carte.png) puis [la grille](annexes/grille.md).\n'),
  })
  const done = await publishChange(forge.deps, lea.actor, { resource: fiche, base: fiche.tip ?? '', files: new Map([['README.md', `${shortFiche('Le tour de météo', 'Regardez ![la carte](media/carte.png) puis [la grille](annexes/grille.md), sans hâte.\n')}`]]), title: 'Rappel de lenteur', reason: 'On allait trop vite.' })
  expect(done.kind).toBe('published')
  fiche = (await forge.deps.resources.find(fiche.id)) ?? fiche
  reader = aVisitor((await forge.serve()).url)
}, 120_000)
afterAll(() => forge?.close())

test('should welcome with the library, its filters and its fiches', async () => {
  const { status, text } = await reader.get('/')
  expect(status).toBe(200)
  expect(text).toContain('Que cherchez-vous')
  expect(text).toContain('href="/cooperation/le-tour-de-meteo"')
  expect(text).toMatch(/name="besoin"[^]*Savoir comment va le groupe \(1\)/)
  expect(text).toContain('Garance Haute-Rive et Léa Fontaine')
  expect(text).not.toContain('_csrf')
})

test('should find without accents, filter, and offer a way out when nothing matches', async () => {
  expect((await reader.get('/recherche?q=METEO&type=outil-animation')).text).toContain('href="/cooperation/le-tour-de-meteo"')
  const none = await reader.get('/recherche?q=introuvable&type=kit')
  expect(none.status).toBe(200)
  expect(none.text).toContain('Aucune fiche ne correspond')
  expect(none.text).toContain('href="/recherche?q=introuvable"')
  expect((await reader.get('/recherche?page=99999&besoin=%00&tri=x&q=%22%20OR%20*')).status).toBe(200)
})

test('should show the nearest fiches when none says what was typed, and where an address leads nowhere', async () => {
  const near = await reader.get('/recherche?q=tuor+de+meteo')
  expect(near.text).toContain('Aucune fiche ne dit «\u00a0tuor de meteo\u00a0» mot pour mot')
  expect(near.text).toContain('href="/cooperation/le-tour-de-meteo"')
  expect((await reader.get('/recherche?q=meteo')).text).not.toContain('mot pour mot')
  for (const address of ['/cooperation/tour-meteo', '/ailleurs/le-tour-de-meteo', '/le-tour-de-meteo']) {
    const lost = await reader.get(address)
    expect(lost.status, address).toBe(404)
    expect(lost.text).toContain('Page introuvable')
    expect(lost.text, address).toContain('href="/cooperation/le-tour-de-meteo"')
    expect(lost.text).toContain('action="/recherche"')
  }
  // Nothing that resembles it: the question alone. What is written in an address stays text.
  const nowhere = await reader.get('/zzyzx/%22%3E%3Cscript%3Ezzyzx')
  expect(nowhere.status).toBe(404)
  expect(nowhere.text).not.toContain('fiche-card')
  expect(nowhere.text).not.toContain('<script>zzyzx')
  expect((await reader.get('/%E0%A4%A')).status).toBeGreaterThanOrEqual(400)
  expect(await reader.get('/cooperation/jamais.json').then(({ text }) => JSON.parse(text))).toMatchObject({ status: 404 })
})

test('should show a fiche with its text, its people, its licence and what one may do', async () => {
  const { status, text } = await reader.get('/cooperation/le-tour-de-meteo')
  expect(status).toBe(200)
  for (const shown of ['<h1 id="titre">Le tour de météo</h1>', '5 à 20\u00a0min', 'Améliorer', 'Adapter', 'Emporter', 'Léa Fontaine', 'CC BY-SA 4.0', 'sans hâte', 'le-tour-de-meteo.git']) {
    expect(text).toContain(shown)
  }
  expect(text).toContain('src="/cooperation/le-tour-de-meteo/fichiers/media/carte.png?brut=1"')
  expect(text).toContain('href="/cooperation/le-tour-de-meteo/fichiers/annexes/grille.md"')
  expect(text).not.toContain('users.noreply')
})

test('should tell the history: who, when, why, what changed', async () => {
  const { text } = await reader.get('/cooperation/le-tour-de-meteo/historique')
  expect(text).toContain('Rappel de lenteur')
  expect(text).toContain('On allait trop vite.')
  expect(text.indexOf('Rappel de lenteur')).toBeLessThan(text.indexOf('Première version'))
  const compared = await reader.get('/cooperation/le-tour-de-meteo/comparer')
  expect(compared.text).toMatch(/<ins[^>]*>[^]*sans hâte/)
  for (const view of ['avant-apres', 'source']) expect((await reader.get(`/cooperation/le-tour-de-meteo/comparer?vue=${view}`)).status).toBe(200)
})

test('should show an earlier version as it was, by its name or its number', async () => {
  const first = (await forge.git.log(fiche.id, { from: [fiche.tip ?? ''] })).at(-1)?.oid ?? ''
  await forge.git.updateRefs(fiche.id, [{ ref: 'refs/tags/v1.0', from: undefined, to: first }])
  for (const name of ['1.0', 'v1.0', first]) {
    const { status, text } = await reader.get(`/cooperation/le-tour-de-meteo/versions/${name}`)
    expect(status).toBe(200)
    expect(text).not.toContain('sans hâte')
    expect(text).toContain('Vous lisez')
    expect(text).toContain('fichiers/media/carte.png?brut=1&#x26;version=1.0')
  }
})

test.each(['--help', '-1', '..', '0'.repeat(40), 'f'.repeat(40), '99999999999999999999', 'main~1', 'HEAD', 'refs/heads/main', '1.0^{tree}', '@{-1}', '%00', 'é', 'a'.repeat(5000)])('should say that a version does not exist: %s', async (name) => {
  for (const address of [`versions/${encodeURIComponent(name)}`, `comparer?de=${encodeURIComponent(name)}`, `fichiers?version=${encodeURIComponent(name)}`]) {
    const { status } = await reader.get(`/cooperation/le-tour-de-meteo/${address}`)
    expect([404, 422]).toContain(status)
  }
})

test('should not show as a version what is only proposed', async () => {
  const request = await proposeChange(forge.deps, lea.actor, { resource: fiche, base: fiche.tip ?? '', files: new Map([['README.md', shortFiche('Autre')]]), title: 'Autre', reason: '' })
  expect((await reader.get(`/cooperation/le-tour-de-meteo/versions/${request.head}`)).status).toBe(404)
  expect((await reader.get('/cooperation/le-tour-de-meteo')).text).toContain('1 proposition à relire')
})

test('should credit everyone once, with their roles, and give the credit to copy', async () => {
  const { text } = await reader.get('/cooperation/le-tour-de-meteo/contributions')
  expect(text.match(/<th scope="row">/g)).toHaveLength(2)
  expect(text).toContain('amélioration')
  expect(text).toMatch(/<textarea[^>]*>[^<]*Le tour de météo[^<]*Garance Haute-Rive[^<]*CC BY-SA 4\.0/)
  const cited = await reader.get('/cooperation/le-tour-de-meteo/citer?langue=en')
  for (const format of ['@misc{', 'cff-version: 1.2.0', 'Licensed under']) expect(cited.text).toContain(format)
})

test('should follow a rename of a person on every page', async () => {
  await reader.get('/cooperation/le-tour-de-meteo/contributions')
  await forge.deps.people.update(lea.person.id, { displayName: 'Léa Rivière' })
  for (const page of ['', '/historique', '/contributions', '/citer']) {
    const { text } = await reader.get(`/cooperation/le-tour-de-meteo${page}`)
    if (page !== '/citer') expect(text).toContain('Léa Rivière')
    expect(text).not.toContain('Léa Fontaine')
  }
})

test('should list files and show each for what it is', async () => {
  expect((await reader.get('/cooperation/le-tour-de-meteo/fichiers')).text).toContain('annexes/grille.md')
  const grille = await reader.get('/cooperation/le-tour-de-meteo/fichiers/annexes/grille.md')
  expect(grille.text).toContain('href="/cooperation/le-tour-de-meteo"')
  const picture = await reader.get('/cooperation/le-tour-de-meteo/fichiers/media/carte.png?brut=1')
  expect(picture.headers.get('content-type')).toBe('image/png')
  expect((await reader.get('/cooperation/le-tour-de-meteo/fichiers/absent.md')).status).toBe(404)
})

test('should show an adaptation with its lineage, and tell it when its origin changed', async () => {
  const adapted = await adaptResource(forge.deps, lea.actor, { origin: fiche, owner: 'lea', title: 'Le tour de météo éclair', reason: 'duree', explanation: 'Pour dix minutes.' })
  const address = `/lea/${adapted.slug}`
  expect((await reader.get(address)).text).toContain('pour une autre durée')
  expect((await reader.get('/cooperation/le-tour-de-meteo/adaptations')).text).toContain(`href="${address}"`)
  const current = (await forge.deps.resources.find(fiche.id)) ?? fiche
  await publishChange(forge.deps, garance.actor, { resource: current, base: current.tip ?? '', files: new Map([['README.md', shortFiche('Le tour de météo', 'Tout autre texte.\n')]]), title: 'Refonte', reason: '' })
  expect((await reader.get(address)).text).toContain('La fiche d’origine a évolué (1)')
  expect((await reader.get(`${address}/contributions`)).text).toContain('Garance Haute-Rive')
})

test('should present persons and communities', async () => {
  expect((await reader.get('/@lea')).text).toContain('href="/cooperation/le-tour-de-meteo"')
  expect((await reader.get('/c/cooperation')).text).toContain('Garance Haute-Rive')
  expect((await reader.get('/communautes')).text).toContain('href="/c/cooperation"')
  for (const nobody of ['/@personne', '/c/rien', '/cooperation/rien', '/cooperation/rien/historique', '/@..%2f', '/c/%00']) expect([404, 422]).toContain((await reader.get(nobody)).status)
})

test('should speak English to who asks for it', async () => {
  const { text, headers } = await reader.get('/cooperation/le-tour-de-meteo', { 'accept-language': 'en' })
  expect(headers.get('content-language')).toBe('en')
  expect(text).toContain('Improve')
  expect((await reader.get('/cooperation/le-tour-de-meteo')).text).toContain('Améliorer')
})
