import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lexiconOfHeaders } from '../../../content-schema/words-as-fiches/read.js'
import type { Vocabulary } from '../../../content-schema/vocabularies.js'
import { parseFiche } from '../../../content-schema/fiche.js'
import { allScopes, type Actor, type Person } from '../../../forge/domain/person.js'
import { MAIN, type Resource } from '../../../forge/domain/resource.js'
import { createPerson } from '../../../forge/use-cases/createPerson.js'
import { deleteResource, retireResource, transferResource } from '../../../forge/use-cases/manageResource.js'
import { newFiche } from '../../../forge/use-cases/newFiche.js'
import { integrateProposal } from '../../../forge/use-cases/integrateProposal.js'
import { createToken } from '../../../forge/use-cases/manageTokens.js'
import { openList, openProfile } from '../../../forge/use-cases/openWords.js'
import { proposeChange } from '../../../forge/use-cases/proposeChange.js'
import { publishChange } from '../../../forge/use-cases/publishChange.js'
import { reindex } from '../../../forge/use-cases/reindex.js'
import { aForge, shortFiche, type TestForge } from '../../support/forge.js'
import { git, gitRefused, withToken } from '../../support/git.js'
import { aVisitor, type Visitor } from '../../support/visitor.js'

const password = 'le chat dort au soleil'
let forge: TestForge
let url: string
let folder: string
let keeper: { person: Person; actor: Actor }
let gardener: { person: Person; actor: Actor }
let reader: { person: Person; actor: Actor }

async function someone(handle: string): Promise<{ person: Person; actor: Actor }> {
  const { person } = await createPerson(forge.deps, { handle, email: `${handle}@exemple.invalid`, password })
  return { person, actor: { kind: 'person', person, scopes: allScopes } }
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'words-'))
  forge = await aForge({ dataDir: path.join(folder, 'data') })
  url = (await forge.serve()).url
  keeper = await forge.person('garance', { admin: true })
  gardener = await someone('gaspard')
  reader = await someone('lea')
  await forge.community('les-voisins', [gardener.person], [reader.person])
})
afterAll(async () => {
  await forge.close()
  rmSync(folder, { recursive: true, force: true })
})

async function signedIn(handle: string): Promise<Visitor> {
  const visitor = aVisitor(url)
  await visitor.submit('/connexion', { identifiant: handle, mot_de_passe: password })
  return visitor
}
async function ficheAt(place: { owner: string; slug: string }): Promise<Resource> {
  const resource = await forge.deps.resources.findByAddress(place.owner, place.slug)
  if (!resource) throw new Error(`nothing at ${place.owner}/${place.slug}`)
  return resource
}
async function textOf(resource: Resource): Promise<string> {
  const file = await forge.deps.git.file(resource.id, (await forge.deps.git.resolve(resource.id, MAIN)) ?? '', 'README.md')
  return new TextDecoder().decode(file?.bytes)
}
const words = () => forge.deps.words.inForce()

test('should let who keeps the instance open a shared list, once, and nobody else', async () => {
  for (const actor of [gardener.actor, { kind: 'visitor' } as const]) await expect(openList(forge.deps, actor, { id: 'phase' })).rejects.toMatchObject({ refusal: expect.stringMatching(/forbidden|unauthenticated/) as string })
  await expect(openList(forge.deps, keeper.actor, { id: 'inconnue' })).rejects.toMatchObject({ refusal: 'not_found' })
  expect(await forge.deps.owners.isTaken('lexique')).toBe(false)
  expect((await aVisitor(url).get('/vocabulaires/phase')).text).not.toContain('/ouvrir')

  const place = await openList(forge.deps, keeper.actor, { id: 'phase' })
  expect(place).toMatchObject({ owner: 'lexique', slug: 'phase' })
  expect(await openList(forge.deps, keeper.actor, { id: 'phase' })).toMatchObject(place)
  const resource = await ficheAt(place)
  expect(resource).toMatchObject({ rule: { kind: 'garant·es' }, state: 'published', licence: { licence: { id: 'CC0-1.0' } } })
  expect(resource.stewards.map(({ id }) => id)).toEqual([keeper.person.id])
  expect(words().lexicon.vocabularyOf('phase')?.concepts.map(({ notation }) => notation)).toContain('inclusion')
  expect((await aVisitor(url).get('/vocabulaires/phase')).text).toContain('href="/lexique/phase/ameliorer"')
})

test('should have a term proposed, reviewed, and found everywhere once it is integrated', async () => {
  const resource = await ficheAt({ owner: 'lexique', slug: 'phase' })
  const text = await textOf(resource)
  const changed = text.replace('  - notation: cloture\n', '  - notation: sieste\n    libelle: Sieste\n    libelle_en: Nap\n    definition: Ne rien faire ensemble.\n    definition_en: Doing nothing together.\n  - notation: cloture\n')
  expect(changed).not.toBe(text)
  const visitor = aVisitor(url)
  expect((await visitor.get('/vocabulaires/phase')).text).not.toContain('Sieste')
  const request = await proposeChange(forge.deps, reader.actor, { resource, base: resource.tip ?? '', files: new Map([['README.md', changed]]), title: 'Ajouter la sieste', reason: 'Elle manque.' })
  expect(words().lexicon.conceptOf('phase', 'sieste')).toBeUndefined()
  expect(await integrateProposal(forge.deps, keeper.actor, { resource, number: request.number })).toMatchObject({ kind: 'merged' })

  expect(words().lexicon.conceptOf('phase', 'sieste')).toMatchObject({ fr: 'Sieste', en: 'Nap' })
  expect((await visitor.get('/vocabulaires/phase')).text).toContain('Sieste')
  expect((await visitor.get('/vocabulaires/phase.ttl')).text).toContain('phase/sieste')
  expect((await visitor.get('/api/v1/vocabularies/phase')).text).toContain('"sieste"')
  const answered = lexiconOfHeaders(await (await fetch(`${url}/api/v1/words`)).json() as Parameters<typeof lexiconOfHeaders>[0])
  expect(answered.labelOf('phase', 'sieste', 'fr')).toBe('Sieste')
  expect(answered.profileOf('resilience-alimentaire')).toMatchObject({ required: ['saisons'], prefix: 'msv' })
  const plain = (list: Vocabulary): object => JSON.parse(JSON.stringify(list)) as object
  expect(answered.all.map(plain)).toEqual(words().lexicon.all.map(plain))
  const form = (await (await signedIn('lea')).get('/nouvelle?type=outil-animation&owner=lea')).status
  expect(form).toBe(200)
  await forge.resource({ by: reader.person, slug: 'meteo', text: shortFiche().replace('duree:', 'phases: [sieste]\nduree:') })
  expect((await visitor.get('/lea/meteo')).text).toContain('href="/vocabulaires/phase#sieste">Sieste</a>')
  expect((await (await signedIn('lea')).get('/lea/meteo/ameliorer')).text).toMatch(/value="sieste" checked/)
})

test('should refuse that a term be dropped, by the form and by a push, and leave no trace', async () => {
  const resource = await ficheAt({ owner: 'lexique', slug: 'phase' })
  const before = await forge.git.refs(resource.id)
  const text = await textOf(resource)
  const without = text.replace(/ {2}- notation: decision\n(?: {4}.*\n)+/, '')
  await expect(publishChange(forge.deps, keeper.actor, { resource, base: resource.tip ?? '', files: new Map([['README.md', without]]), title: 'Retirer', reason: '' })).rejects.toMatchObject({ refusal: 'invalid', key: 'fiche.has_problems' })
  const token = await createToken(forge.deps, keeper.person, { name: 'essai', scopes: ['read', 'write'], expiresAt: undefined })
  await git(folder, 'clone', '-q', withToken(`${url}/lexique/phase.git`, 'garance', token), 'phase')
  const file = path.join(folder, 'phase/README.md')
  writeFileSync(file, readFileSync(file, 'utf8').replace(/ {2}- notation: decision\n(?: {4}.*\n)+/, ''))
  await git(path.join(folder, 'phase'), 'commit', '-qam', 'Retirer')
  expect((await gitRefused(path.join(folder, 'phase'), 'push', 'origin', 'HEAD:main')).replaceAll('\u00a0', ' ')).toMatch(/README\.md, ligne \d+ : .*ne peut pas être retiré/)
  expect(await forge.git.refs(resource.id)).toEqual(before)
  expect(words().lexicon.conceptOf('phase', 'decision')).toBeDefined()
})

test('should keep an adaptation, a second list of one name and a broken one out of force, and say why', async () => {
  const text = await textOf(await ficheAt({ owner: 'lexique', slug: 'phase' }))
  const own = await forge.resource({ by: reader.person, slug: 'mes-moments', text })
  expect(words().setAside.get(own.id)).toBe('words.nobody_s')
  expect((await aVisitor(url).get('/lea/mes-moments')).text).toContain('n’est employée par aucune fiche')
  const second = await forge.resource({ by: keeper.person, slug: 'phase-2', owner: 'lexique', text: text.replace('libelle: Sieste', 'libelle: Dodo') })
  expect(words().setAside.get(second.id)).toBe('words.another_first')
  const broken = await forge.resource({ by: keeper.person, slug: 'abris', owner: 'lexique', text: text.replace('notation: phase', 'notation: abri').replace('notation: decision', 'notation: ideation') })
  expect(words().setAside.get(broken.id)).toBe('words.with_faults')
  expect(words().lexicon.conceptOf('phase', 'sieste')?.fr).toBe('Sieste')
  expect(words().lexicon.vocabularyOf('abri')).toBeUndefined()
})

test('should let a community give itself a profile, lists and fields, through its stewards', async () => {
  await expect(openProfile(forge.deps, reader.actor, { community: 'les-voisins' })).rejects.toMatchObject({ refusal: 'forbidden' })
  const gaspard = await signedIn('gaspard')
  const refused = await gaspard.submit('/c/les-voisins/reglages', { prefixe: 'msv' }, '/c/les-voisins/profil')
  expect(refused.status).toBe(409)
  expect(refused.text).toContain('celui d’une autre communauté')
  expect((await gaspard.submit('/c/les-voisins/reglages', { prefixe: 'Mes Mots' }, '/c/les-voisins/profil')).status).toBe(422)
  expect(words().profiles.size).toBe(0)
  const opened = await gaspard.submit('/c/les-voisins/reglages', { prefixe: 'lesvoisins' }, '/c/les-voisins/profil')
  expect(opened.location).toBe('/les-voisins/profil')
  const profile = await ficheAt({ owner: 'les-voisins', slug: 'profil' })
  expect(parseFiche(await textOf(profile)).header).toMatchObject({ prefixe: 'lesvoisins', type: 'profil' })

  const made = await gaspard.submit('/nouvelle?type=vocabulaire&owner=les-voisins', {
    'champ.type': 'vocabulaire', owner: 'les-voisins', 'champ.titre': 'Abris', 'champ.resume': 'Où l’on cultive.', 'champ.besoins': 'partager-mes-ressources', 'champ.publics': 'grand-public', 'champ.licence': 'CC0-1.0',
    'champ.notation': 'abri', 'champ.concepts': '', 'champ.concepts.0.notation': 'serre', 'champ.concepts.0.libelle': 'Serre', 'champ.concepts.0.definition': 'Sous du verre.', corps: '',
  }, '/nouvelle')
  expect(made.status, made.text.slice(0, 300)).toBe(303)
  expect(words().lexicon.conceptOf('lesvoisins:abri', 'serre')).toMatchObject({ fr: 'Serre' })

  const text = (await textOf(profile)).replace('licence_par_defaut:', 'champs:\n  - { cle: abri, libelle: Abri, aide: Où cela pousse., nature: termes, vocabulaire: abri }\nchamps_demandes: [saisons]\nlicence_par_defaut:')
  await publishChange(forge.deps, gardener.actor, { resource: profile, base: profile.tip ?? '', files: new Map([['README.md', text]]), title: 'Dire l’abri', reason: '' })
  const form = (await gaspard.get('/nouvelle?type=pratique-agricole&owner=les-voisins')).text
  expect(form).toContain('Où cela pousse.')
  const fiche = await forge.resource({ by: gardener.person, slug: 'semis', owner: 'les-voisins', text: shortFiche('Semis').replace('duree:', 'ext: { lesvoisins: { abri: [serre] } }\nduree:') })
  expect((await gaspard.get(`/les-voisins/${fiche.slug}/ameliorer`)).text).toMatch(/value="serre" checked/)
  expect((await aVisitor(url).get('/les-voisins/semis.jsonld')).text).toContain('lesvoisins:abri')
  expect((await aVisitor(url).get('/contextes/lesvoisins.jsonld')).status).toBe(200)
  expect((await aVisitor(url).get('/formes/lesvoisins.ttl')).text).toContain('Serre'.toLowerCase())
  await expect(publishChange(forge.deps, gardener.actor, { resource: await ficheAt({ owner: 'les-voisins', slug: 'profil' }), base: (await ficheAt({ owner: 'les-voisins', slug: 'profil' })).tip ?? '', files: new Map([['README.md', text.replace('prefixe: lesvoisins', 'prefixe: voisins')]]), title: 'Changer', reason: '' })).rejects.toMatchObject({ key: 'fiche.has_problems' })
})

test('should keep words in force where they are, whatever their fiche becomes, and let lists name each other', async () => {
  const list = await ficheAt({ owner: 'lexique', slug: 'phase' })
  await expect(retireResource(forge.deps, keeper.actor, { resource: list, reason: 'Trop longue' })).rejects.toMatchObject({ key: 'words.in_force' })
  await expect(transferResource(forge.deps, keeper.actor, { resource: list, owner: 'garance' })).rejects.toMatchObject({ key: 'words.in_force' })
  await expect(deleteResource(forge.deps, keeper.actor, { resource: list, typed: 'phase' })).rejects.toMatchObject({ key: 'words.in_force' })
  const text = await textOf(list)
  const change = (changed: string) => publishChange(forge.deps, keeper.actor, { resource: list, base: list.tip ?? '', files: new Map([['README.md', changed]]), title: 'Changer', reason: '' })
  await expect(change(text.replace('type: vocabulaire', 'type: charte'))).rejects.toMatchObject({ key: 'fiche.has_problems' })
  await expect(newFiche(forge.deps, gardener.actor, { owner: 'les-voisins', body: '', fields: { type: 'vocabulaire', titre: 'Abris bis', resume: 'R', besoins: ['financer'], publics: ['expert'], licence: 'CC0-1.0', notation: 'abri', concepts: [{ notation: 'cave', libelle: 'Cave', definition: 'Sous terre.' }] } })).rejects.toMatchObject({ key: 'fiche.has_problems' })
  // A term that only this instance has is a term like another.
  const abri = await ficheAt({ owner: 'les-voisins', slug: 'abris' })
  const abris = await textOf(abri)
  await publishChange(forge.deps, gardener.actor, { resource: abri, base: abri.tip ?? '', files: new Map([['README.md', abris.replace('notation: serre\n', 'notation: serre\n    proche: [phase/sieste]\n')]]), title: 'Un voisin', reason: '' })
  await change(text.replace('notation: sieste\n', 'notation: sieste\n    proche: [lesvoisins:abri/serre]\n'))
  expect(words().lexicon.conceptOf('phase', 'sieste')?.close).toEqual(['lesvoisins:abri/serre'])
  expect(words().lexicon.conceptOf('lesvoisins:abri', 'serre')?.close).toEqual(['phase/sieste'])
  expect((await aVisitor(url).get('/vocabulaires/lesvoisins:abri.ttl')).text).not.toMatch(/"Serre"@en|""/)
})

test('should keep the lists out of what one looks for, and find them by their type', async () => {
  const titles = async (query: object) => (await forge.deps.resources.search({ limit: 100, offset: 0, ...query })).items.map(({ slug }) => slug)
  expect(await titles({})).not.toContain('phase')
  expect(await titles({ text: 'processus' })).toEqual([])
  expect(await titles({})).toContain('meteo')
  expect(await titles({ type: 'vocabulaire' })).toContain('phase')
  expect(await titles({ owner: 'lexique' })).toContain('phase')
})

test('should find the same words after a restart and after the index is rebuilt', async () => {
  const now = () => ({ lists: [...words().lists.keys()].sort(), profiles: [...words().profiles.keys()], sieste: words().lexicon.labelOf('phase', 'sieste', 'en'), aside: words().setAside.size })
  const before = now()
  await reindex(forge.deps, await forge.deps.resources.allIds())
  expect(now()).toEqual(before)
  const { dataDir } = forge
  await forge.close()
  forge = await aForge({ dataDir })
  expect(now()).toEqual(before)
})
