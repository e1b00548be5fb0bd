import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Actor } from '../../../forge/domain/person.js'
import { MAIN, RESOURCE_JOURNAL, type Resource } from '../../../forge/domain/resource.js'
import { adaptResource } from '../../../forge/use-cases/adaptResource.js'
import { giveVerdict } from '../../../forge/use-cases/giveVerdict.js'
import { integrateProposal } from '../../../forge/use-cases/integrateProposal.js'
import { changeRule } from '../../../forge/use-cases/manageResource.js'
import { publishChange } from '../../../forge/use-cases/publishChange.js'
import { newsOf, takeNews } from '../../../forge/use-cases/takeNews.js'
import { aForge, shortFiche, type TestForge } from '../../support/forge.js'

type PersonActor = Actor & { kind: 'person' }
let forge: TestForge
let ana: PersonActor
let garance: PersonActor
let noe: PersonActor
let origin: Resource
let adaptation: Resource
const text = shortFiche()

beforeEach(async () => {
  forge = await aForge()
  ;[ana, garance, noe] = (await Promise.all(['ana', 'garance', 'noe'].map(async (handle) => (await forge.person(handle)).actor))) as [PersonActor, PersonActor, PersonActor]
  origin = await forge.resource({ by: ana.person, slug: 'meteo', text })
  adaptation = await adaptResource(forge.deps, garance, { origin, owner: 'garance', title: 'Ma météo', reason: 'public', explanation: '' })
  adaptation = await changeRule(forge.deps, garance, { resource: adaptation, rule: { kind: 'relecture', readers: 1 }, reason: 'À deux.' })
  await publishChange(forge.deps, ana, { resource: origin, base: origin.tip ?? '', files: new Map([['README.md', `${text}\nUne nouveauté.\n`]]), title: 'Une nouveauté', reason: '' })
})
afterEach(() => forge.close())

const main = () => forge.git.resolve(adaptation.id, MAIN)
const again = async () => { adaptation = (await forge.deps.resources.find(adaptation.id)) ?? adaptation }

test('should propose the news where nobody publishes alone, once, and say they are taken when they are', async () => {
  const before = await main()
  const asked = await takeNews(forge.deps, garance, { resource: adaptation })
  expect(asked).toEqual({ kind: 'proposed', number: 1 })
  expect(await takeNews(forge.deps, garance, { resource: adaptation })).toEqual({ kind: 'proposed', number: 1 })
  expect(await main()).toBe(before)
  await expect(integrateProposal(forge.deps, garance, { resource: adaptation, number: 1 })).rejects.toMatchObject({ key: 'policy.second_voice' })
  await giveVerdict(forge.deps, noe, { resource: adaptation, number: 1, verdict: 'consent', text: '' })
  expect((await integrateProposal(forge.deps, noe, { resource: adaptation, number: 1 })).kind).toBe('merged')
  await again()
  const { commit } = (await forge.git.events(adaptation.id, RESOURCE_JOURNAL)).at(-1)?.payload as unknown as { commit: string }
  expect((await forge.git.events(adaptation.id, RESOURCE_JOURNAL)).map(({ payload }) => payload.kind).filter((kind) => kind === 'news_taken')).toHaveLength(1)
  expect(commit).toBe(await main())
  expect((await newsOf(forge.deps, adaptation))?.versions).toEqual([])
  expect(await takeNews(forge.deps, garance, { resource: adaptation })).toEqual({ kind: 'nothing' })
})

test('should let nobody but stewards ask for them', async () => {
  await expect(takeNews(forge.deps, noe, { resource: adaptation })).rejects.toMatchObject({ refusal: 'forbidden' })
  expect(await forge.deps.mergeRequests.of(adaptation.id)).toEqual([])
})
