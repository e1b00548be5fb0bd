import { afterEach, beforeEach, expect, test } from 'vitest'
import { MAIN, type Resource } from '../../forge/domain/resource.js'
import type { Actor } from '../../forge/domain/person.js'
import { commentPassage } from '../../forge/use-cases/commentPassage.js'
import { deleteResource } from '../../forge/use-cases/manageResource.js'
import { proposeChange } from '../../forge/use-cases/proposeChange.js'
import { readContributions } from '../../forge/use-cases/readContributions.js'
import { reindex } from '../../forge/use-cases/reindex.js'
import { aForge, shortFiche, type TestForge } from '../support/forge.js'
import { lastMail, mailsIn, pathOf } from '../support/mails.js'
import { aVisitor, csrfOf, type Visitor } from '../support/visitor.js'

let forge: TestForge
let steward: Actor & { kind: 'person' }
let fiche: Resource
let base: string

const text = shortFiche('Le tour de météo', 'Premier paragraphe, du début.\n\nDeuxième paragraphe, au milieu du texte.\n\n- Un point\n')
const page = '/garance/le-tour-de-meteo'

beforeEach(async () => {
  forge = await aForge()
  steward = (await forge.person('garance')).actor as typeof steward
  fiche = await forge.resource({ by: steward.person, slug: 'le-tour-de-meteo', text })
  base = (await forge.serve()).url
})
afterEach(() => forge.close())

async function signedIn(handle: string): Promise<Visitor> {
  const visitor = aVisitor(base)
  const person = await forge.deps.people.findByHandle(handle)
  const hash = await forge.deps.passwords.hash('un grand mot de passe')
  if (person) await forge.deps.people.setPasswordHash(person.id, hash)
  await visitor.submit('/connexion', { identifiant: handle, mot_de_passe: 'un grand mot de passe', suite: '/' })
  return visitor
}
const at = (said: string) => String(text.indexOf(said))
const address = async (said: string, purpose: string, words = '') => `${page}/passages/ecrire?${new URLSearchParams({ version: (await forge.git.resolve(fiche.id, MAIN)) ?? '', p: at(said), pour: purpose, mots: words, avant: '' }).toString()}`
const write = async (visitor: Visitor, said: string, purpose: string, to: string, fields: Record<string, string>) =>
  visitor.submit(await address(said, purpose), { version: (await forge.git.resolve(fiche.id, MAIN)) ?? '', p: at(said), mots: '', avant: '', ...fields }, `${page}/passages/${to}`)

test('should let somebody without script choose a passage, comment it, and be answered', async () => {
  await forge.person('lea')
  const lea = await signedIn('lea')
  const list = await lea.get(`${page}/passages`)
  expect(list.text).toContain('Deuxième paragraphe, au milieu du texte.')
  expect(list.text).toContain('Titre')
  const form = await lea.get(await address('Deuxième', 'commentaire', 'au milieu'))
  expect(form.text).toContain('<blockquote lang="fr">au milieu</blockquote>')
  const sent = await write(lea, 'Deuxième', 'commentaire', 'commenter', { mots: 'au milieu', text: 'Quel milieu ?' })
  expect(sent).toMatchObject({ status: 303, location: `${page}#sur-des-passages` })
  const shown = await aVisitor(base).get(page)
  expect(shown.text).toContain('Quel milieu ?')
  expect(shown.text).toContain('<blockquote class="quoted">au milieu</blockquote>')
  const empty = await write(lea, 'Deuxième', 'commentaire', 'commenter', { text: ' ' })
  expect(empty.status).toBe(422)
  expect(empty.text).toContain('role="alert"')
  const thread = /id="fil-[0-9a-f]{12}"[^]*?action="([^"]+)\/repondre"/.exec((await lea.get(page)).text)?.[1] ?? ''
  expect((await lea.submit(page, { text: 'Celui du texte.' }, `${thread}/repondre`)).status).toBe(303)
  expect((await lea.submit(page, {}, `${thread}/fermer`)).status).toBe(303)
  expect((await aVisitor(base).get(page)).text).toContain('1 fil fermé')
})

test('should send a visitor who wants to comment to sign in, and tell them so for the rest', async () => {
  const visitor = aVisitor(base)
  expect((await visitor.get(await address('Premier', 'commentaire'))).location).toMatch(/^\/connexion\?suite=/)
  expect((await visitor.get(await address('Premier', 'visite'))).status).toBe(403)
  expect((await visitor.get(page)).text).not.toContain('fc-passages.js')
  expect((await visitor.get(`${page}/passages`)).text).not.toContain('Une suggestion')
})

test('should keep a visitor page true when somebody comments', async () => {
  const visitor = aVisitor(base)
  await visitor.get(page)
  await visitor.get(page)
  await commentPassage(forge.deps, steward, { place: { resource: fiche }, words: { version: fiche.tip ?? '', at: text.indexOf('Premier'), exact: '', before: '' }, text: 'Nouveau fil.' })
  expect((await visitor.get(page)).text).toContain('Nouveau fil.')
})

test('should suggest, then integrate in one click, from the page of the fiche', async () => {
  await forge.person('lea')
  const lea = await signedIn('lea')
  expect((await lea.get(await address('- Un point', 'formulation'))).text).toContain('>\n- Un point</textarea>')
  const same = await write(lea, '- Un point', 'formulation', 'formuler', { replacement: '- Un point', text: 'Rien' })
  expect(same.status).toBe(422)
  expect(same.text).toContain('Rien</textarea>')
  await write(lea, '- Un point', 'formulation', 'formuler', { replacement: '- Un seul point', text: 'Plus juste.' })
  expect((await lea.get(page)).text).not.toContain('Intégrer cette formulation')
  const garance = await signedIn('garance')
  expect((await garance.get(page)).text).toContain('Intégrer cette formulation')
  expect((await garance.submit(page, {}, `${page}/passages/formulations/1/integrer`)).location).toBe(page)
  const commit = await forge.git.commit(fiche.id, (await forge.git.resolve(fiche.id, MAIN)) ?? '')
  expect(commit).toMatchObject({ author: { name: 'lea' }, committer: { name: 'garance' } })
  expect((await aVisitor(base).get(page)).text).toContain('Un seul point')
})

test('should show a proposition what is said of its passages', async () => {
  const { number, head } = await proposeChange(forge.deps, steward, { resource: fiche, base: fiche.tip ?? '', files: new Map([['README.md', text.replace('du début', 'du vrai début')]]), title: 'Le vrai début', reason: '' })
  await commentPassage(forge.deps, steward, { place: { resource: fiche, number }, words: { version: head, at: text.indexOf('Premier'), exact: 'vrai', before: '' }, text: 'Vraiment ?' })
  const visitor = aVisitor(base)
  const shown = await visitor.get(`${page}/propositions/${number}`)
  expect(shown.text).toContain('Vraiment ?')
  expect((await visitor.get(`${page}/propositions/${number}?vue=apres`)).text).toMatch(new RegExp(`data-p="${text.indexOf('Premier')}"`))
  expect((await visitor.get(`${page}/propositions/${number}/passages`)).text).toContain('du vrai début')
})

test('should hold a suggestion without an account until a steward lets it in, under the name given', async () => {
  const garance = await signedIn('garance')
  const visitor = aVisitor(base)
  await garance.submit('/reglages', { ouvertes: 'oui' }, '/reglages/suggestions')
  expect((await visitor.get(page)).text).toContain('Une suggestion')
  const trapped = await write(visitor, 'Premier', 'visite', 'suggerer', { replacement: 'Publicité', site: 'http://exemple.fr' })
  expect(trapped.status).toBe(303)
  const sent = await write(visitor, 'Premier', 'visite', 'suggerer', { replacement: 'Premier paragraphe, du commencement.', text: 'Plus doux.', nom: 'Ariane Passante', adresse: 'ariane@exemple.org', site: '' })
  expect(sent.status).toBe(303)
  expect((await visitor.get(page)).text).not.toContain('du commencement')
  expect(await forge.git.refs(fiche.id, 'refs/merge-requests/')).toEqual([])
  expect((await visitor.get(`${page}/suggestions`)).location).toMatch(/^\/connexion/)

  const held = await garance.get(`${page}/suggestions`)
  expect(held.text).toContain('Ariane Passante, le')
  expect(held.text).not.toContain('ariane@exemple.org')
  expect(held.text).not.toContain('Publicité')
  expect((await garance.get(page)).text).toContain('1 suggestion sans compte à lire')
  const approve = /action="([^"]+\/approuver)"/.exec(held.text)?.[1] ?? ''
  const approved = await garance.post(approve, { _csrf: csrfOf(held.text) })
  expect(approved.location).toBe(`${page}/propositions/1`)
  await garance.submit(page, {}, `${page}/passages/formulations/1/integrer`)
  const commit = await forge.git.commit(fiche.id, (await forge.git.resolve(fiche.id, MAIN)) ?? '')
  expect(commit.author).toMatchObject({ name: 'Ariane Passante' })
  expect(commit.author.email).toMatch(/^[0-9a-z]{26}@visiteur\.noreply\./)
  expect((await garance.get(`${page}/propositions`)).text).not.toContain('href="/@"')
  await reindex(forge.deps, [fiche.id])
  expect(await forge.deps.mergeRequests.find(fiche.id, 1)).toMatchObject({ state: 'merged', proposedBy: { name: 'Ariane Passante', handle: '' } })
})

test('should credit whoever confirmed the address of a suggestion and owns it on an account', async () => {
  await forge.deps.visitors.invite(steward.person.id, 'open', 1)
  const garance = await signedIn('garance')
  const visitor = aVisitor(base)
  await write(visitor, 'Premier', 'visite', 'suggerer', { replacement: 'Premier paragraphe, du commencement.', text: '', nom: '', adresse: 'ariane@exemple.org', site: '' })
  const held = await garance.get(`${page}/suggestions`)
  await garance.post(/action="([^"]+\/approuver)"/.exec(held.text)?.[1] ?? '', { _csrf: csrfOf(held.text) })
  await garance.submit(page, {}, `${page}/passages/formulations/1/integrer`)
  const resource = (await forge.deps.resources.find(fiche.id))!
  const names = async () => (await readContributions(forge.deps, resource)).own.map(({ person }) => person.name)

  const { person } = await forge.person('ariane')
  await forge.deps.emails.add(person.id, 'ariane@exemple.org', 1)
  await forge.deps.emails.confirm(person.id, 'ariane@exemple.org', 2)
  expect(await names()).toContain('Une personne de passage')
  const mail = await lastMail(forge.dataDir, 'visitor_suggestion')
  expect(mail.to).toBe('ariane@exemple.org')
  const confirm = pathOf(mail.link)
  expect((await visitor.get(confirm)).text).toContain('ariane@exemple.org')
  expect(await names()).toContain('Une personne de passage')
  expect((await visitor.submit(confirm, {})).status).toBe(303)
  expect(await names()).toEqual(expect.arrayContaining(['ariane']))
  expect(await names()).not.toContain('Une personne de passage')
  expect((await visitor.get('/@ariane')).text).toContain('Le tour de météo')
  expect((await visitor.get(confirm)).status).toBe(404)
})

test('should forget what waits on a fiche that is deleted', async () => {
  await forge.deps.visitors.invite(steward.person.id, 'open', 1)
  await write(aVisitor(base), 'Premier', 'visite', 'suggerer', { replacement: 'Premier paragraphe, du commencement.', text: '', nom: '', adresse: '', site: '' })
  expect(await forge.deps.visitors.countOf(fiche.id)).toBe(1)
  await deleteResource(forge.deps, steward, { resource: fiche, typed: fiche.slug })
  expect(await forge.deps.visitors.countOf(fiche.id)).toBe(0)
})

test('should forget a refused suggestion and throttle who sends many', async () => {
  await forge.deps.visitors.invite(steward.person.id, 'open', 1)
  const garance = await signedIn('garance')
  const visitor = aVisitor(base)
  const send = (n: number, adresse = '') => write(visitor, 'Premier', 'visite', 'suggerer', { replacement: `Version ${n}`, text: '', nom: '', adresse, site: '' })
  expect((await send(1, 'pas une adresse')).status).toBe(422)
  expect((await send(1, 'x@exemple.org')).status).toBe(303)
  const held = await garance.get(`${page}/suggestions`)
  await garance.post(/action="([^"]+\/refuser)"/.exec(held.text)?.[1] ?? '', { _csrf: csrfOf(held.text) })
  expect(await forge.deps.visitors.of(fiche.id)).toEqual([])
  expect((await visitor.get(pathOf((await lastMail(forge.dataDir, 'visitor_suggestion')).link))).status).toBe(404)
  const statuses: number[] = []
  for (let n = 2; n < 8; n++) statuses.push((await send(n)).status)
  expect(statuses.filter((status) => status === 303)).toHaveLength(4)
  const refused = await send(9)
  expect(refused.status).toBe(429)
  expect(refused.text).toContain('Version 9</textarea>')
  expect(mailsIn(forge.dataDir)).toHaveLength(1)
})
