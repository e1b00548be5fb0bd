import { afterAll, beforeAll, expect, test } from 'vitest'
import { allScopes, type Actor, type Person } from '../../../forge/domain/person.js'
import { DISCUSSION_JOURNAL, type Resource } from '../../../forge/domain/resource.js'
import { chooseName } from '../../../forge/use-cases/chooseName.js'
import { createPerson } from '../../../forge/use-cases/createPerson.js'
import { signatureOf } from '../../../forge/use-cases/authorship.js'
import { indexDiscussion } from '../../../forge/use-cases/indexResource.js'
import { proposeChange } from '../../../forge/use-cases/proposeChange.js'
import { aForge, shortFiche, type TestForge } from '../../support/forge.js'
import { aVisitor, type Visitor } from '../../support/visitor.js'

const password = 'le chat dort au soleil'
let forge: TestForge
let fiche: Resource
let zephyrine: { person: Person; actor: Actor }
let own: Visitor
let base: string
const text = shortFiche('Le tour de météo', 'Vu chez Zéphyrine  Ouistiti, qui le tient de sa tante.\n\nMerci à ZÉPHYRINE OUISTITI.\n').replace('licence:', 'auteurs: [Zéphyrine Ouistiti]\nlicence:')

beforeAll(async () => {
  forge = await aForge()
  const { person } = await createPerson(forge.deps, { handle: 'zephyrine', email: 'zephyrine@exemple.invalid', displayName: 'Zéphyrine Ouistiti', password })
  zephyrine = { person, actor: { kind: 'person', person, scopes: allScopes } }
  const garance = await forge.person('garance')
  fiche = await forge.resource({ by: person, slug: 'le-tour-de-meteo', text, files: { 'annexes/suite.md': 'Rien sur personne.\n' } })
  base = '/zephyrine/le-tour-de-meteo'
  await proposeChange(forge.deps, garance.actor, { resource: fiche, base: fiche.tip ?? '', files: new Map([['README.md', text.replace('sa tante', 'sa grand-tante')]]), title: 'Une tante', reason: '' })
  await forge.git.append(fiche.id, DISCUSSION_JOURNAL, [garance, zephyrine].map(({ person: by }) => ({ author: signatureOf(forge.deps, by, Date.now()), payload: { kind: 'comment', actor: { id: by.id, handle: by.handle, name: by.displayName }, text: 'Zéphyrine Ouistiti le fait debout.' } })))
  await indexDiscussion(forge.deps, fiche.id)
  own = aVisitor((await forge.serve()).url)
  await own.submit('/connexion', { identifiant: 'zephyrine', mot_de_passe: password })
}, 120_000)
afterAll(() => forge?.close())

test('should say before anything is chosen what stays written, where, and how to ask for a change of it', async () => {
  for (const page of [`${base}/contributions`, '/reglages/nom']) {
    const { text: shown } = await own.get(page)
    expect(shown, page).toContain('Le texte de la fiche vous nomme 2\u00a0fois.')
    // Their own words are theirs to change; only others' are counted.
    expect(shown, page).toContain('Un message d’une autre personne vous nomme')
    expect(shown, page).toContain(`<a href="${base}/propositions/1">`)
    expect(shown, page).not.toContain('annexes/suite.md')
  }
  const stranger = aVisitor(own.base)
  expect((await stranger.get(`${base}/contributions`)).text).not.toContain('Ce qui resterait écrit')
})

test('should prepare a draft without the name, private until it is sent, and change nothing by itself', async () => {
  await chooseName(forge.deps, zephyrine.actor, { person: zephyrine.person.id, resource: fiche, choice: { kind: 'withdrawn' }, reach: 'family' })
  const answered = await own.submit(`${base}/contributions`, { chemin: 'README.md' }, `${base}/noms/texte`)
  expect(answered.status).toBe(303)
  const draft = await forge.deps.drafts.find(zephyrine.person.id, fiche.id, 'README.md')
  expect(draft?.text).toBe(text.replace('Zéphyrine  Ouistiti', '[nom retiré]').replace('ZÉPHYRINE OUISTITI', '[nom retiré]'))
  expect((await own.follow(answered)).text).toContain('Retirer un nom du texte, à la demande de la personne')
  expect(await forge.deps.git.resolve(fiche.id, 'refs/heads/main')).toBe(fiche.tip)
  // Asked again, there is nothing left to remove from the draft.
  const again = await own.submit(`${base}/contributions`, { chemin: 'README.md' }, `${base}/noms/texte`)
  expect([again.status, again.text.includes('ne vous nomme plus')]).toEqual([422, true])
  const stranger = aVisitor(own.base)
  expect((await stranger.post(`${base}/noms/texte`, { chemin: 'README.md' })).status).toBeGreaterThanOrEqual(400)
})

test('should not give away on their page who asked to be named nowhere', async () => {
  await chooseName(forge.deps, zephyrine.actor, { person: zephyrine.person.id, resource: undefined, choice: { kind: 'anonymous' }, reach: 'resource' })
  const { text: page } = await aVisitor(own.base).get('/@zephyrine')
  expect(page).toContain('<h1>Une personne qui n’est pas nommée</h1>')
  // Only the address that was asked for holds it, in the link to the other language.
  expect(page.replaceAll('suite=%2F%40zephyrine', '')).not.toMatch(/z[eé]phyrine|ouistiti/i)
})
