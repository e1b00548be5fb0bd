import { afterAll, beforeAll, expect, test } from 'vitest'
import { allScopes, type Actor } from '../../../forge/domain/person.js'
import { addressOf, type Resource } from '../../../forge/domain/resource.js'
import { declineProposal } from '../../../forge/use-cases/closeProposal.js'
import { createPerson } from '../../../forge/use-cases/createPerson.js'
import { giveVerdict } from '../../../forge/use-cases/giveVerdict.js'
import { integrateProposal } from '../../../forge/use-cases/integrateProposal.js'
import { liftObjection } from '../../../forge/use-cases/liftObjection.js'
import { changeRule, renameResource, retireResource, setStewards } from '../../../forge/use-cases/manageResource.js'
import { proposeChange } from '../../../forge/use-cases/proposeChange.js'
import { readDecisions } from '../../../forge/use-cases/readDecisions.js'
import { readProposal } from '../../../forge/use-cases/readProposal.js'
import { reindex } from '../../../forge/use-cases/reindex.js'
import { undoVersion } from '../../../forge/use-cases/undoVersion.js'
import { aForge, shortFiche, type TestForge } from '../../support/forge.js'
import { aVisitor } from '../../support/visitor.js'

let forge: TestForge
let url: string
let garance: Actor & { kind: 'person' }
let lea: Actor & { kind: 'person' }
let noe: Actor & { kind: 'person' }
let fiche: Resource
const text = shortFiche()

beforeAll(async () => {
  forge = await aForge()
  url = (await forge.serve()).url
  const made = await Promise.all(['garance', 'lea', 'noe'].map(async (handle) => ({ kind: 'person' as const, scopes: allScopes, person: (await createPerson(forge.deps, { handle, email: `${handle}@exemple.invalid`, displayName: handle, password: 'le chat dort au soleil' })).person })))
  ;[garance, lea, noe] = made as [typeof garance, typeof lea, typeof noe]
  fiche = await forge.resource({ by: garance.person, slug: 'meteo', text })
})
afterAll(() => forge.close())

const propose = async (words: string) => (await proposeChange(forge.deps, lea, { resource: fiche, base: fiche.tip ?? '', files: new Map([['README.md', `${text}\n${words}\n`]]), title: words, reason: '' })).number
const plain = (page: string) => page.replaceAll('\u00a0', ' ').replaceAll(/<[^>]+>/g, '').replaceAll(/\s+/g, ' ')

test('should tell every decision of a fiche to anybody, keep the page, and renew it when something is decided', async () => {
  const visitor = aVisitor(url)
  const page = () => visitor.get(`/${addressOf(fiche)}/decisions`)
  const at = async () => plain((await page()).text)
  expect(await at()).toContain('garance a créé la fiche')
  const kept = await page()
  expect((await visitor.get(`/${addressOf(fiche)}/decisions`, { 'if-none-match': kept.headers.get('etag') ?? '' })).status).toBe(304)

  const refused = await propose('Trop long.')
  await declineProposal(forge.deps, garance, { resource: fiche, number: refused, reason: 'La fiche doit tenir en une page.' })
  expect(await at()).toContain('garance n’a pas retenu « Trop long. »')
  expect(await at()).toContain('La fiche doit tenir en une page.')

  const kept_ = await propose('Un ajout utile.')
  await giveVerdict(forge.deps, noe, { resource: fiche, number: kept_, verdict: 'objection', text: 'Quelqu’un pourrait tomber.' })
  const objection = (await readProposal(forge.deps, garance, { resource: fiche, number: kept_, locale: 'fr' })).verdicts[0]?.event ?? ''
  await liftObjection(forge.deps, garance, { resource: fiche, number: kept_, objection, reason: 'Un tapis est prévu.' })
  await giveVerdict(forge.deps, noe, { resource: fiche, number: kept_, verdict: 'consent', text: '' })
  const done = await integrateProposal(forge.deps, garance, { resource: fiche, number: kept_ })
  if (done.kind !== 'merged') throw new Error('not merged')
  fiche = (await forge.deps.resources.find(fiche.id)) ?? fiche
  expect(await at()).toContain('garance a levé l’objection de noe à « Un ajout utile. »')
  expect(await at()).toContain('Quelqu’un pourrait tomber.')
  expect(await at()).toContain('Un tapis est prévu.')
  expect(await at()).toContain('garance a intégré « Un ajout utile. »')
  expect(await at()).toContain('Après relecture par noe.')

  await undoVersion(forge.deps, garance, { resource: fiche, version: done.commit, reason: 'Pas de tapis.' })
  expect(await at()).toContain('garance est revenu·e sur « Un ajout utile. »')
  fiche = await setStewards(forge.deps, garance, { resource: fiche, handles: ['garance', 'noe'] })
  fiche = await changeRule(forge.deps, garance, { resource: fiche, rule: { kind: 'consentement', days: 3 }, reason: 'Que chacun·e ait le temps.' })
  expect(await at()).toContain('garance a changé la règle : Garant·es → Consentement, 3 jours pour objecter')
  expect(await at()).toContain('Que chacun·e ait le temps.')
  expect(await at()).toContain('Règle d’aujourd’hui : Consentement, 3 jours pour objecter.')
  fiche = await renameResource(forge.deps, garance, { resource: fiche, slug: 'la-meteo' })
  expect(await at()).toContain('garance a nommé les garant·es : garance et noe')
  expect((await visitor.get('/garance/meteo/decisions')).status).toBe(301)
  fiche = await retireResource(forge.deps, garance, { resource: fiche, reason: 'Remplacée.' })
  expect(await at()).toContain('garance a retiré la fiche')
})

test('should be reached from the history, the propositions and the settings', async () => {
  const visitor = aVisitor(url)
  await visitor.submit('/connexion', { identifiant: 'garance', mot_de_passe: 'le chat dort au soleil' })
  for (const from of ['historique', 'propositions', 'reglages']) expect((await visitor.get(`/${addressOf(fiche)}/${from}`)).text, from).toContain(`href="/${addressOf(fiche)}/decisions"`)
})

test('should give the same as JSON, without any address of anybody', async () => {
  const answer = await fetch(`${url}/${addressOf(fiche)}/decisions.json`)
  expect(answer.headers.get('content-type')).toContain('application/json')
  const raw = await answer.text()
  const { decisions, rule, total, next } = JSON.parse(raw) as { decisions: { kind: string; at: string; by: { handle: string } }[]; rule: object; total: number; next: null }
  // Dates are whole seconds: what happened within one has the order of its own journal.
  const order = decisions.map(({ kind }) => kind)
  expect([...order].sort()).toEqual(['created', 'declined', 'merged', 'objection_lifted', 'renamed', 'retired', 'rule_changed', 'stewards_changed', 'undone'])
  expect(order.filter((kind) => ['retired', 'renamed', 'rule_changed', 'stewards_changed', 'undone', 'merged', 'objection_lifted'].includes(kind))).toEqual(['retired', 'renamed', 'rule_changed', 'stewards_changed', 'undone', 'merged', 'objection_lifted'])
  expect(order.at(-1)).toBe('created')
  for (const [n, { at }] of decisions.entries()) expect(Date.parse(at)).toBeLessThanOrEqual(Date.parse(decisions[n - 1]?.at ?? '9999-01-01'))
  expect([rule, total, next]).toEqual([{ kind: 'consentement', days: 3 }, 9, null])
  expect(raw).not.toContain('@')
})

test('should say the same after the index is rebuilt from Git alone', async () => {
  const before = await readDecisions(forge.deps, { resource: fiche, page: 1 })
  await reindex(forge.deps, [fiche.id])
  const found = await forge.deps.resources.find(fiche.id)
  expect(await readDecisions(forge.deps, { resource: found ?? fiche, page: 1 })).toEqual(before)
})
