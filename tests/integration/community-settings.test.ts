import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPerson } from '../../forge/use-cases/createPerson.js'
import { newFiche } from '../../forge/use-cases/newFiche.js'
import { allScopes } from '../../forge/domain/person.js'
import { aForge, type TestForge } from '../support/forge.js'
import { aVisitor, type Visitor } from '../support/visitor.js'

let forge: TestForge
let url: string
const password = 'le chat dort au soleil'

beforeAll(async () => {
  forge = await aForge()
  url = (await forge.serve()).url
  const [garance, lea] = [await createPerson(forge.deps, { handle: 'garance', email: 'garance@exemple.invalid', password }), await createPerson(forge.deps, { handle: 'lea', email: 'lea@exemple.invalid', password })]
  await forge.community('les-voisins', [garance.person], [lea.person])
})
afterAll(() => forge.close())

async function signedIn(handle: string): Promise<Visitor> {
  const visitor = aVisitor(url)
  await visitor.submit('/connexion', { identifiant: handle, mot_de_passe: password })
  return visitor
}

test('should change what a community says of itself and the rule of the fiches to come, for its stewards only', async () => {
  const garance = await signedIn('garance')
  expect((await garance.get('/c/les-voisins')).text).toContain('/c/les-voisins/reglages')
  const page = '/c/les-voisins/reglages'
  expect((await garance.submit(page, { 'champ.nom': 'Les voisins du bas', 'champ.presentation': 'On jardine.\r\n\r\nVenez.', 'champ.regle': 'garant·es' })).status).toBe(303)
  expect(await forge.deps.communities.findByHandle('les-voisins')).toMatchObject({ name: 'Les voisins du bas', description: 'On jardine.\n\nVenez.', defaultRule: { kind: 'garant·es' } })
  const lea = await forge.deps.people.findByHandle('lea')
  if (!lea) throw new Error('nobody')
  const made = await newFiche(forge.deps, { kind: 'person', person: lea, scopes: allScopes }, { owner: 'les-voisins', body: '', fields: { type: 'outil-animation', titre: 'Un titre', resume: 'Un résumé.', besoins: ['se-connaitre'], publics: ['grand-public'], licence: 'CC-BY-SA-4.0' } })
  expect(made.rule).toEqual({ kind: 'garant·es' })

  const member = await signedIn('lea')
  expect((await member.get('/c/les-voisins')).text).not.toContain('/c/les-voisins/reglages')
  expect((await member.get(page)).status).toBe(403)
  const token = /name="_csrf" value="([^"]+)"/.exec((await member.get('/reglages')).text)?.[1] ?? ''
  expect((await member.post(page, { _csrf: token, 'champ.nom': 'Pris', 'champ.presentation': '', 'champ.regle': 'ouverte' })).status).toBe(403)
  expect(await forge.deps.communities.findByHandle('les-voisins')).toMatchObject({ name: 'Les voisins du bas' })
})

test('should say beside each field what is wrong, and keep what was typed', async () => {
  const garance = await signedIn('garance')
  const { status, text } = await garance.submit('/c/les-voisins/reglages', { 'champ.nom': ' ', 'champ.presentation': 'Gardé & tapé', 'champ.regle': 'roi' })
  expect(status).toBe(422)
  expect(text).toContain('href="#champ-nom"')
  expect(text).toContain('Choisissez une règle de la liste.')
  expect(text).toContain('Gardé &amp; tapé')
  expect(await forge.deps.communities.findByHandle('les-voisins')).toMatchObject({ name: 'Les voisins du bas' })
})
