import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseFiche } from '../../content-schema/fiche.js'
import { MAIN, type Resource } from '../../forge/domain/resource.js'
import { allScopes } from '../../forge/domain/person.js'
import { createPerson } from '../../forge/use-cases/createPerson.js'
import { createResource } from '../../forge/use-cases/createResource.js'
import { aForge, shortFiche, type TestForge } from '../support/forge.js'
import { fieldsOf, send } from '../support/page-forms.js'
import { aVisitor, csrfOf, type Visitor } from '../support/visitor.js'

let forge: TestForge
let url: string
const password = 'le chat dort au soleil'

beforeAll(async () => {
  forge = await aForge()
  url = (await forge.serve()).url
  for (const handle of ['garance', 'lea']) await createPerson(forge.deps, { handle, email: `${handle}@exemple.invalid`, displayName: handle, password })
})
afterAll(() => forge.close())

const visitors = new Map<string, Visitor>()
async function signedIn(handle: string): Promise<Visitor> {
  const known = visitors.get(handle)
  if (known) return known
  const visitor = aVisitor(url)
  await visitor.submit('/connexion', { identifiant: handle, mot_de_passe: password })
  visitors.set(handle, visitor)
  return visitor
}
async function person(handle: string) {
  const found = await forge.deps.people.findByHandle(handle)
  if (!found) throw new Error(`no ${handle}`)
  return found
}
const bytesOf = async (resource: Resource): Promise<Buffer> => Buffer.from((await forge.git.file(resource.id, (await forge.git.resolve(resource.id, MAIN)) ?? '', resource.mainPath))?.bytes ?? new Uint8Array())

const odd: Record<string, string> = {
  'fins-de-ligne-crlf': shortFiche('CRLF').replaceAll('\n', '\r\n'),
  'marque-d-octets': `\uFEFF${shortFiche('BOM')}`,
  'fins-melees': shortFiche('Mêlées').replace('\n\nLe groupe', '\r\n\r\nLe groupe').replace(/\n$/, ''),
  'commentaires': shortFiche('Commentaires').replace('besoins:', '# pourquoi\nbesoins:').replace('titre: Commentaires', 'titre:   "Commentaires" # dit ainsi'),
  'ailleurs': '---\ntitle: A practice\ntags: [one, "two"]\nauthors:\n  - Ana <ana@exemple.invalid>\ntime: 30-90 min\n---\n\n\n# A practice\n\nText\twith tabs  \nand breaks.\n\n\n',
  'sans-en-tete': '# Rien qu’un texte\n\n---\n\nAvec une règle.\n',
  'en-tete-casse': '---\ntitre: [ouvert\nrésumé: "non fermé\n---\nCorps.\n',
}

test.each(Object.entries(odd))('should leave every byte of %s as it was when the editor is opened and sent untouched', async (slug, text) => {
  const resource = await forge.resource({ by: await person('garance'), slug, text })
  const garance = await signedIn('garance')
  const page = await garance.get(`/garance/${slug}/ameliorer`)
  expect(page.status).toBe(200)
  const fields = fieldsOf(page.text)
  expect(fields.some(([name]) => name === 'corps')).toBe(true)
  const kept = await send(garance, `/garance/${slug}/ameliorer`, [...fields, ['etape', 'brouillon']])
  expect(kept.status).toBe(303)
  expect(await forge.deps.drafts.find((await person('garance')).id, resource.id, resource.mainPath)).toBeUndefined()

  // One word changed in the body: nothing else moves.
  const changed = fields.map(([name, value]): [string, string] => [name, name === 'corps' ? `${value.replace(/\s*$/, '')} Fin.` : value])
  await send(garance, `/garance/${slug}/ameliorer`, [...changed, ['etape', 'brouillon']])
  const draft = await forge.deps.drafts.find((await person('garance')).id, resource.id, resource.mainPath)
  expect(draft?.text.replace(' Fin.', '').trimEnd()).toBe(text.trimEnd())
  expect((await bytesOf(resource)).equals(Buffer.from(text))).toBe(true)
})

test('should keep what was typed, and say what to correct, when a field is missing', async () => {
  await forge.resource({ by: await person('garance'), slug: 'a-corriger', text: shortFiche('À corriger') })
  const lea = await signedIn('lea')
  const fields = fieldsOf((await lea.get('/garance/a-corriger/ameliorer')).text).filter(([name, value]) => name !== 'champ.besoins' || value === '')
  const refused = await send(lea, '/garance/a-corriger/ameliorer', [...fields.map(([n, v]): [string, string] => [n, n === 'corps' ? 'Mon texte à moi <script>alert(1)</script>' : v]), ['etape', 'relire']])
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('role="alert"')
  expect(refused.text).toContain('Mon texte à moi &lt;script&gt;')
  expect(refused.text).not.toContain('<script>alert')
  expect((await forge.deps.drafts.of((await person('lea')).id)).some((d) => d.text.includes('Mon texte à moi'))).toBe(true)
})

test('should publish what the reader was shown, never another draft', async () => {
  await forge.resource({ by: await person('garance'), slug: 'deux-fenetres', text: shortFiche('Deux fenêtres') })
  const garance = await signedIn('garance')
  const write = async (words: string) => {
    const fields = fieldsOf((await garance.get('/garance/deux-fenetres/ameliorer')).text)
    return send(garance, '/garance/deux-fenetres/ameliorer', [...fields.map(([n, v]): [string, string] => [n, n === 'corps' ? words : v]), ['etape', 'relire']])
  }
  await write('Première fenêtre.')
  const end = await garance.get('/garance/deux-fenetres/ameliorer/relire')
  await new Promise((go) => setTimeout(go, 5))
  await write('Seconde fenêtre.')
  const stale = await garance.post('/garance/deux-fenetres/ameliorer/envoyer', { _csrf: csrfOf(end.text), title: 'Un titre', reason: '', brouillon: /name="brouillon" value="(\d+)"/.exec(end.text)?.[1] ?? '' })
  expect(stale.status).toBe(409)
  expect(stale.text).toContain('Seconde fenêtre')
  expect(stale.text).toContain('value="Un titre"')
})

test('should send a visitor to sign in and bring them back, and refuse others’ settings', async () => {
  await forge.resource({ by: await person('garance'), slug: 'gardee', text: shortFiche('Gardée') })
  const nobody = aVisitor(url)
  for (const page of ['ameliorer', 'adapter', 'reglages']) expect((await nobody.get(`/garance/gardee/${page}`)).location).toBe(`/connexion?suite=${encodeURIComponent(`/garance/gardee/${page}`)}`)
  for (const page of ['propositions', 'propositions/1']) expect((await nobody.get(`/garance/gardee/${page}`)).status).toBe(page === 'propositions' ? 200 : 404)
  const lea = await signedIn('lea')
  expect((await lea.get('/garance/gardee/reglages')).status).toBe(403)
})

test('should rename, keep the old address, retire, put back, and delete only what is one’s own', async () => {
  await forge.resource({ by: await person('garance'), slug: 'ancien-nom', text: shortFiche('Nom') })
  const garance = await signedIn('garance')
  expect((await garance.submit('/garance/ancien-nom/reglages', { slug: 'Nouveau Nom' }, '/garance/ancien-nom/reglages/adresse')).status).toBe(422)
  expect((await garance.submit('/garance/ancien-nom/reglages', { slug: 'nouveau-nom' }, '/garance/ancien-nom/reglages/adresse')).location).toBe('/garance/nouveau-nom/reglages')
  expect((await garance.get('/garance/ancien-nom/propositions')).location).toBe('/garance/nouveau-nom/propositions')
  expect((await garance.submit('/garance/nouveau-nom/reglages', { reason: '' }, '/garance/nouveau-nom/reglages/retirer')).status).toBe(422)
  await garance.submit('/garance/nouveau-nom/reglages', { reason: 'Fait double emploi.' }, '/garance/nouveau-nom/reglages/retirer')
  expect((await garance.get('/garance/nouveau-nom/ameliorer')).status).toBe(403)
  await garance.submit('/garance/nouveau-nom/reglages', {}, '/garance/nouveau-nom/reglages/remettre')
  expect((await garance.get('/garance/nouveau-nom/ameliorer')).status).toBe(200)
  expect((await garance.submit('/garance/nouveau-nom/reglages', { typed: 'non' }, '/garance/nouveau-nom/reglages/supprimer')).status).toBe(422)
  expect((await garance.submit('/garance/nouveau-nom/reglages', { typed: 'nouveau-nom' }, '/garance/nouveau-nom/reglages/supprimer')).location).toBe('/')
  expect((await garance.get('/garance/nouveau-nom')).status).toBe(404)
})

test('should adapt under a free licence, and stop with the clause where the licence forbids or is not known', async () => {
  const lea = await signedIn('lea')
  await forge.resource({ by: await person('garance'), slug: 'libre', text: shortFiche('Libre') })
  await forge.resource({ by: await person('garance'), slug: 'sans-modification', text: shortFiche('ND').replace('CC-BY-SA-4.0', 'CC-BY-ND-4.0') })
  await forge.resource({ by: await person('garance'), slug: 'sans-licence', text: shortFiche('Sans').replace('licence: CC-BY-SA-4.0\n', '') })
  const adapt = (slug: string) => lea.submit(`/garance/${slug}/adapter`, { reason: 'public', explanation: 'Pour des enfants', title: `${slug} pour enfants`, owner: 'lea' })
  expect((await adapt('libre')).location).toBe('/lea/libre-pour-enfants/ameliorer')
  const made = await forge.deps.resources.findByAddress('lea', 'libre-pour-enfants')
  expect(made).toMatchObject({ title: 'libre pour enfants', origin: { slug: 'libre', reason: 'public' } })
  for (const slug of ['sans-modification', 'sans-licence']) {
    const { text } = await lea.get(`/garance/${slug}/adapter`)
    expect(text).toContain('licence-verdict block')
    expect(text).not.toContain('name="explanation"')
    const token = csrfOf((await lea.get('/garance/libre/adapter')).text)
    expect((await lea.post(`/garance/${slug}/adapter`, { _csrf: token, reason: 'public', explanation: 'x', title: 'x', owner: 'lea' })).status).toBe(403)
    expect(await forge.deps.resources.findByAddress('lea', 'x')).toBeUndefined()
  }
  const garance = await signedIn('garance')
  await garance.submit('/garance/sans-licence/reglages', { licence: 'CC-BY-4.0', reason: 'Dit par son autrice.' }, '/garance/sans-licence/reglages/licence')
  expect((await adapt('sans-licence')).status).toBe(303)
})

test('should write a new fiche from a form, with a header others can read', async () => {
  const lea = await signedIn('lea')
  const { text } = await lea.get('/nouvelle?type=outil-animation')
  const fields = fieldsOf(text).map(([n, v]): [string, string] => [n, n === 'champ.titre' ? 'Dire : « bonjour » # à tous' : n === 'champ.resume' ? 'Un résumé.\r\nEn deux lignes.' : n === 'corps' ? '## Déroulé\r\n\r\nSaluer.' : v])
  expect((await send(lea, '/nouvelle', fields)).status).toBe(422)
  const done = await send(lea, '/nouvelle', [...fields, ['champ.besoins', 'ecouter-l-etat-du-groupe'], ['champ.publics', 'facilitateur']])
  expect(done.status).toBe(303)
  const made = await forge.deps.resources.findByAddress('lea', done.location.split('/')[2] ?? '')
  if (!made) throw new Error('not made')
  const file = (await bytesOf(made)).toString()
  expect(file).toMatch(/\n---\n\n## Déroulé\n\nSaluer\.\n$/)
  expect(parseFiche(file).header).toMatchObject({ type: 'outil-animation', titre: 'Dire : « bonjour » # à tous', resume: 'Un résumé.\nEn deux lignes.', licence: 'CC-BY-SA-4.0', besoins: ['ecouter-l-etat-du-groupe'] })
})

test('should let a steward write the first version of an empty resource, once', async () => {
  const garance = await signedIn('garance')
  const owner = await forge.deps.owners.find('garance')
  if (!owner) throw new Error('no owner')
  await createResource(forge.deps, { kind: 'person', person: await person('garance'), scopes: allScopes }, { owner, slug: 'vide', rule: { kind: 'garant·es' }, stewards: [await person('garance')] })
  expect((await garance.get('/garance/vide/ameliorer')).location).toBe('/nouvelle?dans=garance%2Fvide')
  expect((await (await signedIn('lea')).get('/nouvelle?dans=garance/vide&type=outil-animation')).status).toBe(403)
  const fields = fieldsOf((await garance.get('/nouvelle?dans=garance/vide&type=outil-animation')).text)
  const filled: [string, string][] = [...fields.map(([n, v]): [string, string] => [n, n === 'champ.titre' || n === 'champ.resume' ? 'Vide, puis non' : v]), ['champ.besoins', 'ecouter-l-etat-du-groupe'], ['champ.publics', 'facilitateur']]
  expect((await send(garance, '/nouvelle', filled)).location).toBe('/garance/vide')
  expect((await send(garance, '/nouvelle', filled)).status).toBe(409)
  expect(await forge.deps.resources.findByAddress('garance', 'vide')).toMatchObject({ state: 'published', title: 'Vide, puis non', versions: 1 })
  expect((await garance.get('/garance/vide')).text).toContain('href="/garance/vide/reglages"')
  expect((await (await signedIn('lea')).get('/garance/vide')).text).not.toContain('/garance/vide/reglages')
})
