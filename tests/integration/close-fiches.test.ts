import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeFiches, tellingWords } from '../../forge/use-cases/closeFiches.js'
import { aForge, shortFiche, type TestForge } from '../support/forge.js'

let forge: TestForge

beforeAll(async () => {
  forge = await aForge()
  const { person } = await forge.person('lou')
  const titles = ['Le tour de météo', 'La météo des émotions', 'L’élection sans candidat', 'Compost de surface', 'Ouvrir un jardin partagé', 'Un œil neuf sur nos réunions']
  for (const [i, title] of titles.entries()) await forge.resource({ by: person, slug: `fiche-${i}`, text: shortFiche(title) })
  for (let i = 0; i < 8; i++) await forge.resource({ by: person, slug: `cercle-${i}`, text: shortFiche(`Cercle de parole ${'ABCDEFGH'.charAt(i)}`) })
  const retired = await forge.resource({ by: person, slug: 'retiree', text: shortFiche('Le tour de météo retiré') })
  await forge.deps.resources.put({ ...retired, state: 'retired', retiredBecause: 'En double.' }, { formerAddresses: [], text: '', people: [], roles: [] })
})
afterAll(() => forge.close())

const titles = async (title: string, needs: readonly string[] = []): Promise<string[]> => (await closeFiches(forge.deps, { title, needs })).map(({ resource }) => resource.title)

test('should find a fiche whose title says the same with other words around, accents, plurals and ligatures aside', async () => {
  expect((await titles('Un tour de METEO le matin'))[0]).toBe('Le tour de météo')
  expect(await titles('Élections sans candidats')).toEqual(['L’élection sans candidat'])
  expect(await titles('oeil neuf')).toEqual(['Un œil neuf sur nos réunions'])
})

test('should list five at most, published ones only, nearest first, with the needs they share', async () => {
  const found = await closeFiches(forge.deps, { title: 'Cercle de parole', needs: ['ecouter-l-etat-du-groupe', 'financer'] })
  expect(found).toHaveLength(5)
  expect(found[0]?.needs).toEqual(['ecouter-l-etat-du-groupe'])
  expect(await titles('Le tour de météo retiré')).not.toContain('Le tour de météo retiré')
})

test('should find nothing near a title that says something else, or nothing at all', async () => {
  expect(await titles('Réparer un vélo')).toEqual([])
  for (const nothing of ['', '   ', 'le la les', '"" OR * NEAR( -', '\u0000', 'a'.repeat(5000)]) expect(await titles(nothing)).toEqual([])
  expect([...tellingWords('Les fiches pour décider')]).toEqual(['decider'])
})

test('should answer neighbours through the API, with what they share', async () => {
  const { url } = await forge.serve()
  const { items } = await (await fetch(`${url}/api/v1/neighbours?title=${encodeURIComponent('Élection sans candidat')}&need=ecouter-l-etat-du-groupe&need=financer`)).json() as { items: { slug: string; sharedNeeds: string[] }[] }
  expect(items.map(({ slug, sharedNeeds }) => ({ slug, sharedNeeds }))).toEqual([{ slug: 'fiche-2', sharedNeeds: ['ecouter-l-etat-du-groupe'] }])
  expect((await fetch(`${url}/api/v1/neighbours`)).status).toBe(422)
})
