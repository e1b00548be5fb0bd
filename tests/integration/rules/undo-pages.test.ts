import { afterAll, beforeAll, expect, test } from 'vitest'
import { allScopes, type Actor } from '../../../forge/domain/person.js'
import { MAIN, type Resource } from '../../../forge/domain/resource.js'
import { createPerson } from '../../../forge/use-cases/createPerson.js'
import { integrateProposal } from '../../../forge/use-cases/integrateProposal.js'
import { createToken } from '../../../forge/use-cases/manageTokens.js'
import { proposeChange } from '../../../forge/use-cases/proposeChange.js'
import { publishChange } from '../../../forge/use-cases/publishChange.js'
import { aForge, shortFiche, type TestForge } from '../../support/forge.js'
import { aVisitor, csrfOf, type Visitor } from '../../support/visitor.js'

let forge: TestForge
let url: string
let garance: Actor & { kind: 'person' }
let lea: Actor & { kind: 'person' }
const password = 'le chat dort au soleil'
const text = shortFiche('Le tour de météo', 'Un premier paragraphe, tel qu’il était au début.\n\nUn second paragraphe, qui ne bouge pas.\n')
const visitors = new Map<string, Visitor>()

beforeAll(async () => {
  forge = await aForge()
  url = (await forge.serve()).url
  const made = await Promise.all(['garance', 'lea'].map(async (handle) => {
    const { person } = await createPerson(forge.deps, { handle, email: `${handle}@exemple.invalid`, displayName: handle, password })
    const visitor = aVisitor(url)
    await visitor.submit('/connexion', { identifiant: handle, mot_de_passe: password })
    visitors.set(handle, visitor)
    return { kind: 'person' as const, person, scopes: allScopes }
  }))
  ;[garance, lea] = made as [typeof garance, typeof lea]
})
afterAll(() => forge.close())

const as = (handle: string): Visitor => visitors.get(handle) ?? aVisitor(url)
const main = async (fiche: Resource) => (await forge.git.resolve(fiche.id, MAIN)) ?? ''
const published = async (fiche: Resource) => new TextDecoder().decode((await forge.git.file(fiche.id, await main(fiche), 'README.md'))?.bytes)
const plain = (page: string) => page.replaceAll('\u00a0', ' ')

async function withProposition(slug: string): Promise<{ fiche: Resource; commit: string; page: string }> {
  const fiche = await forge.resource({ by: garance.person, slug, text })
  const { number } = await proposeChange(forge.deps, lea, { resource: fiche, base: fiche.tip ?? '', files: new Map([['README.md', text.replace('tel qu’il était au début', 'tel que Léa le voit')]]), title: 'Le voir autrement', reason: '' })
  const done = await integrateProposal(forge.deps, garance, { resource: fiche, number })
  if (done.kind !== 'merged') throw new Error('not merged')
  return { fiche, commit: done.commit, page: `/garance/${slug}/propositions/${number}` }
}
const edit = async (fiche: Resource, find: string, replace: string) => {
  const done = await publishChange(forge.deps, garance, { resource: fiche, base: await main(fiche), files: new Map([['README.md', (await published(fiche)).replace(find, replace)]]), title: replace, reason: '' })
  if (done.kind !== 'published') throw new Error('not published')
  return done.commit
}

test('should take an integrated proposition back in one click on its page, say so there, and put it back', async () => {
  const { fiche, commit, page } = await withProposition('un-clic')
  const garante = as('garance')
  expect((await garante.get(page)).text).toContain('>Revenir sur cette version</button>')
  const sent = await garante.submit(page, { version: commit, proposition: '1', reason: 'C’était mieux avant.' }, '/garance/un-clic/revenir')
  expect([sent.status, sent.location]).toEqual([303, page])
  expect(await published(fiche)).toBe(text)
  const after = plain((await garante.follow(sent)).text)
  expect(after).toContain('garance est revenu·e sur cette version le')
  expect(after).toContain('« C’était mieux avant. »')
  expect(after).toContain('>Rétablir cette version</button>')
  // A visitor reads it too, without any button; so does the history.
  const seen = plain((await as('nobody').get(page)).text)
  expect(seen).toContain('garance est revenu·e sur cette version le')
  expect(seen).not.toContain('>Rétablir cette version</button>')
  expect(plain((await as('nobody').get('/garance/un-clic/historique')).text)).toContain('garance est revenu·e sur cette version')
  // Again: the button now names the version that took it back.
  const back = /name="version" value="([0-9a-f]{40})"/.exec(after)?.[1] ?? ''
  expect(back).toBe(await main(fiche))
  await garante.submit(page, { version: back, proposition: '1', reason: '' }, '/garance/un-clic/revenir')
  expect(await published(fiche)).toContain('tel que Léa le voit')
  expect(plain((await garante.get(page)).text)).toContain('garance l’a rétablie le')
})

test('should show what will change before, from the history, and refuse what cannot be', async () => {
  const { fiche, commit } = await withProposition('histoire')
  const garante = as('garance')
  const history = (await garante.get('/garance/histoire/historique')).text
  expect(history).toContain(`/garance/histoire/revenir?version=${commit}`)
  expect(history).not.toContain(`/garance/histoire/revenir?version=${fiche.tip ?? ''}`)
  expect((await as('nobody').get('/garance/histoire/historique')).text).not.toContain('/revenir?')
  expect((await garante.get(`/garance/histoire/versions/${fiche.tip ?? ''}`)).text).toContain('/revenir?version=')
  const page = plain((await garante.get(`/garance/histoire/revenir?version=${commit}`)).text)
  expect(page).toContain('Ce que « Le voir autrement » a changé (lea, ')
  expect(page).toContain('<ins>qu’il était au début</ins>')
  expect(await main(fiche)).toBe(commit)
  // The first version; a version of nowhere; nobody signed in.
  const first = await garante.get(`/garance/histoire/revenir?version=${fiche.tip ?? ''}`)
  expect(first.status).toBe(200)
  expect(first.text).toContain('C’est la première version')
  expect(first.text).not.toContain('>Revenir sur cette version</button>')
  const posted = await garante.submit(`/garance/histoire/revenir?version=${commit}`, { version: fiche.tip ?? '', reason: 'x', proposition: '' }, '/garance/histoire/revenir')
  expect(posted.status).toBe(422)
  expect((await garante.get(`/garance/histoire/revenir?version=${'f'.repeat(40)}`)).status).toBe(404)
  expect((await as('nobody').get(`/garance/histoire/revenir?version=${commit}`)).status).not.toBe(200)
})

test('should send a proposition for who may not publish', async () => {
  const { fiche, commit } = await withProposition('proposer')
  const before = await main(fiche)
  const page = `/garance/proposer/revenir?version=${commit}`
  expect((await as('lea').get(page)).text).toContain('>Proposer de revenir sur cette version</button>')
  const sent = await as('lea').submit(page, { version: commit, reason: 'Je préfère.', proposition: '' }, '/garance/proposer/revenir')
  expect([sent.status, sent.location]).toEqual([303, '/garance/proposer/propositions/2'])
  expect(await main(fiche)).toBe(before)
  const shown = plain((await as('lea').follow(sent)).text)
  expect(shown).toContain('Revenir sur « Le voir autrement »')
  expect(shown).toContain('Je préfère.')
})

test('should let a person settle passages that changed since, keeping the reason typed', async () => {
  const { fiche, commit } = await withProposition('concilier')
  await edit(fiche, 'tel que Léa le voit', 'tel que Léa et Garance le voient')
  const page = `/garance/concilier/revenir?version=${commit}`
  const garante = as('garance')
  const asked = await garante.get(page)
  expect(plain(asked.text)).toContain('Des passages ont changé depuis')
  const settling = await garante.submit(page, { version: commit, reason: 'Raison gardée', proposition: '' }, '/garance/concilier/revenir')
  expect(settling.status).toBe(200)
  expect(settling.text).toContain('name="reason" value="Raison gardée"')
  const hidden = { _csrf: csrfOf(settling.text), version: commit, published: await main(fiche), reason: 'Raison gardée', proposition: '' }
  const undecided = await garante.post('/garance/concilier/revenir/concilier', hidden)
  expect(undecided.status).toBe(422)
  expect(undecided.text).toContain('Raison gardée')
  const choice = /name="([^"]+)" value="theirs"/.exec(settling.text)?.[1] ?? ''
  const decided = await garante.post('/garance/concilier/revenir/concilier', { ...hidden, [choice]: 'theirs' })
  expect(decided.status).toBe(303)
  expect(await published(fiche)).toBe(text)
  expect((await forge.git.commit(fiche.id, await main(fiche))).message).toContain('Raison gardée')
  // A version settled against something that is not published is refused.
  expect((await garante.post('/garance/concilier/revenir/concilier', { ...hidden, published: 'e'.repeat(40), [choice]: 'theirs' })).status).toBe(404)
})

test('should do the same by the API', async () => {
  const { fiche, commit } = await withProposition('par-api')
  const ask = async (actor: typeof garance, version: string) => fetch(`${url}/api/v1/resources/garance/par-api/versions/${version}/undo`, {
    method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${await createToken(forge.deps, actor.person, { name: 'essai', scopes: ['read', 'write'], expiresAt: undefined })}` }, body: JSON.stringify({ reason: 'Par l’API.' }),
  })
  expect(await (await ask(lea, commit)).json()).toEqual({ outcome: 'proposed', commit: null, mergeRequest: 2 })
  const done = await ask(garance, commit)
  expect(done.status).toBe(200)
  expect(await done.json()).toEqual({ outcome: 'undone', commit: await main(fiche), mergeRequest: null })
  expect((await ask(garance, commit)).status).toBe(422)
  expect((await fetch(`${url}/api/v1/resources/garance/par-api/versions/${commit}/undo`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })).status).toBe(403)
})
