import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Resource } from '../../../forge/domain/resource.js'
import { adaptResource } from '../../../forge/use-cases/adaptResource.js'
import { integrateProposal } from '../../../forge/use-cases/integrateProposal.js'
import { proposeChange, updateProposal } from '../../../forge/use-cases/proposeChange.js'
import { publishChange } from '../../../forge/use-cases/publishChange.js'
import { readContributions } from '../../../forge/use-cases/readContributions.js'
import { readHistory } from '../../../forge/use-cases/readHistory.js'
import { doctor } from '../../../forge/use-cases/reindex.js'
import { aForge, shortFiche, type TestForge } from '../../support/forge.js'

let forge: TestForge
let fiche: Resource
let adapted: Resource

const textWith = (...paragraphs: string[]) => shortFiche('Le tour de météo', `${['Premier.', 'Deuxième.', ...paragraphs].join('\n\n')}\n`)
const now = async (id: string) => { const found = await forge.deps.resources.find(id); if (!found) throw new Error(id); return found }

/** Ana publishes twice; Bo proposes, updates; Ana publishes meanwhile and integrates; Bo adapts and changes his own. */
beforeAll(async () => {
  forge = await aForge()
  const [ana, bo] = [await forge.person('ana'), await forge.person('bo')]
  fiche = await forge.resource({ by: ana.person, slug: 'meteo', text: textWith() })
  const request = await proposeChange(forge.deps, bo.actor, { resource: fiche, base: fiche.tip ?? '', files: new Map([['README.md', textWith('Troisième.')]]), title: 'Un troisième', reason: '' })
  await updateProposal(forge.deps, bo.actor, { resource: fiche, number: request.number, files: new Map([['README.md', textWith('Troisième, mieux.')]]), message: 'Mieux' })
  await publishChange(forge.deps, ana.actor, { resource: await now(fiche.id), base: fiche.tip ?? '', files: new Map([['annexe.md', 'Une annexe.\n']]), title: 'Une annexe', reason: '' })
  await integrateProposal(forge.deps, ana.actor, { resource: await now(fiche.id), number: request.number })
  fiche = await now(fiche.id)
  adapted = await adaptResource(forge.deps, bo.actor, { origin: fiche, owner: 'bo', title: 'Météo en forêt', reason: 'lieu', explanation: 'Dehors.' })
  await publishChange(forge.deps, bo.actor, { resource: adapted, base: adapted.tip ?? '', files: new Map([['README.md', textWith('Troisième, mieux.', 'Dehors.')]]), title: 'Dehors', reason: '' })
  adapted = await now(adapted.id)
})
afterAll(() => forge.close())

test('should say one number of versions: what the history lists, on its rubric, its page and the contributions', async () => {
  const { url } = await forge.serve()
  for (const resource of [fiche, adapted]) {
    const { entries, total } = await readHistory(forge.deps, { resource, page: 1 })
    expect(entries).toHaveLength(total)
    expect(entries.some(({ steps }) => steps.length > 0)).toBe(true)
    expect(resource.versions).toBe(total)
    expect((await readContributions(forge.deps, resource)).versions).toBe(total)
    const base = `/${resource.owner.handle}/${resource.slug}`
    const read = async (page: string) => (await fetch(`${url}${base}${page}`, { headers: { accept: 'text/html', 'accept-language': 'fr' } })).text()
    expect(/href="[^"]*\/historique"[^>]*>[^<]*<span class="count">(\d+)</.exec(await read(''))?.[1]).toBe(String(total))
    expect(await read('/contributions')).toContain(`${total} versions`)
    expect((await (await fetch(`${url}/api/v1/resources${base}/versions`)).json() as { total: number }).total).toBe(total)
  }
  expect(await doctor(forge.deps, [fiche.id, adapted.id].sort())).toEqual([])
})

test('should count for a person each version they are named on once, whatever it went through before', async () => {
  const { own } = await readContributions(forge.deps, fiche)
  const { entries } = await readHistory(forge.deps, { resource: fiche, page: 1 })
  for (const { person, signed, coSigned } of own) {
    const listed = entries.filter(({ authors }) => authors.some(({ key }) => key === person.key)).length
    expect(signed + coSigned, person.name).toBe(listed)
  }
  expect(own.map(({ person, signed, coSigned }) => [person.name, signed + coSigned])).toEqual([['ana', 2], ['bo', 1]])
})
