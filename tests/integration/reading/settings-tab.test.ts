import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPerson } from '../../../forge/use-cases/createPerson.js'
import { aForge, type TestForge } from '../../support/forge.js'
import { aVisitor } from '../../support/visitor.js'

const password = 'le chat dort au soleil'
let forge: TestForge
let url: string

beforeAll(async () => {
  forge = await aForge()
  url = (await forge.serve()).url
})
afterAll(() => forge.close())

test('should show the way to the settings to exactly those whom the policy lets manage the fiche', async () => {
  const [author, communitySteward, member, other] = await Promise.all(['autrice', 'garante', 'membre', 'autre'].map(async (handle) =>
    (await createPerson(forge.deps, { handle, email: `${handle}@exemple.invalid`, password, displayName: handle })).person))
  if (!author || !communitySteward || !member || !other) throw new Error('nobody')
  await forge.community('cooperation', [communitySteward], [member, author])
  // A steward of another community has no say here.
  await forge.community('resilience', [other])
  await forge.resource({ by: author, slug: 'bilan', owner: 'cooperation' })
  const seen: Record<string, [boolean, number]> = {}
  for (const { handle } of [author, communitySteward, member, other]) {
    const visitor = aVisitor(url)
    await visitor.submit('/connexion', { identifiant: handle, mot_de_passe: password })
    const pages = await Promise.all(['', '/historique', '/contributions', '/propositions', '/fichiers'].map((page) => visitor.get(`/cooperation/bilan${page}`)))
    const shown = new Set(pages.map(({ text }) => text.includes('href="/cooperation/bilan/reglages"')))
    expect(shown.size, handle).toBe(1)
    seen[handle] = [shown.has(true), (await visitor.get('/cooperation/bilan/reglages')).status]
  }
  expect(seen).toEqual({ autrice: [true, 200], garante: [true, 200], membre: [false, 403], autre: [false, 403] })
  expect((await aVisitor(url).get('/cooperation/bilan')).text).not.toContain('/cooperation/bilan/reglages')
})
