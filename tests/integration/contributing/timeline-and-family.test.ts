import { afterAll, beforeAll, expect, test } from 'vitest'
import { flattened, type FamilyMember } from '../../../forge/domain/family.js'
import { visitor } from '../../../forge/domain/person.js'
import type { Resource } from '../../../forge/domain/resource.js'
import { mostOneByOne, rowsPerPage, timelineRows, type TimelineFact } from '../../../forge/domain/timeline.js'
import { adaptResource } from '../../../forge/use-cases/adaptResource.js'
import { deleteResource } from '../../../forge/use-cases/manageResource.js'
import { integrateProposal } from '../../../forge/use-cases/integrateProposal.js'
import { offerBack } from '../../../forge/use-cases/offerBack.js'
import { publishChange } from '../../../forge/use-cases/publishChange.js'
import { readFamily } from '../../../forge/use-cases/readFamily.js'
import { readTimeline } from '../../../forge/use-cases/readTimeline.js'
import { takeNews } from '../../../forge/use-cases/takeNews.js'
import { aFlow, dayMs, text, type Acting, type Flow } from '../../support/a-flow.js'

let flow: Flow
beforeAll(async () => { flow = await aFlow({ rule: { kind: 'garant·es' } }) })
afterAll(() => flow.forge.close())

const now = async (resource: Resource): Promise<Resource> => (await flow.forge.deps.resources.find(resource.id)) ?? resource
const tomorrow = () => { flow.clock.at += dayMs }
async function publish(by: Acting, resource: Resource, title: string, words: string): Promise<void> {
  tomorrow()
  const fresh = await now(resource)
  const outcome = await publishChange(flow.forge.deps, by, { resource: fresh, base: fresh.tip ?? '', title, reason: '', files: new Map([['README.md', words]]) })
  if (outcome.kind === 'conflicts') throw new Error('conflicts')
}
const told = async (resource: Resource) => (await readTimeline(flow.forge.deps, { resource: await now(resource), page: 1 })).rows.flatMap(({ facts }) => facts.map((fact) => {
  switch (fact.kind) {
    case 'version': return `${fact.isFromOrigin ? '(' : ''}${fact.title}${fact.isFromOrigin ? ')' : ''}${fact.name === undefined ? '' : ` = ${fact.name}`}${fact.proposal ? ` #${fact.proposal.number}` : ''}${fact.takesNews ? ' <' : ''} ${fact.people.map(({ name }) => name).join('+')}`
    case 'birth': return `born of ${fact.origin.title} ${fact.by.name}`
    case 'adaptation': return `gives ${fact.adaptation.title} ${fact.by.name}`
    case 'offer': return `offers ${fact.offer.title} ${fact.by.name}`
  }
}))
const drawn = (root: FamilyMember) => flattened(root).map(({ member, depth }) => `${'.'.repeat(depth)}${member.title}${member.isSelf ? ' *' : ''}${member.adapted?.hasNews ? ' !' : ''}${member.path === undefined ? ' gone' : ''}`)

test('should tell what each version brought and who made it, and what passed between an adaptation and its origin, on both sides', async () => {
  const { forge, fiche, person } = flow
  const number = await flow.propose('noe')
  tomorrow()
  await integrateProposal(forge.deps, person('garance'), { resource: fiche, number })
  await forge.git.updateRefs(fiche.id, [{ ref: 'refs/tags/v1.0', from: undefined, to: (await now(fiche)).tip }])
  tomorrow()
  const adaptation = await adaptResource(forge.deps, person('lea'), { origin: await now(fiche), owner: 'lea', title: 'Le tour de météo', reason: 'lieu', explanation: 'À distance.' })
  await publish(person('lea'), adaptation, 'Dehors', text.replace('du début', 'du tout début').replace('du milieu', 'du dehors'))
  tomorrow()
  const offered = await offerBack(forge.deps, person('lea'), { resource: await now(adaptation), title: 'Aussi dehors', reason: '', ficheTitle: 'origin' })
  tomorrow()
  await integrateProposal(forge.deps, person('garance'), { resource: await now(fiche), number: offered.number })
  await publish(person('garance'), fiche, 'Plus court', text.replace('du début', 'du tout début').replace('du milieu', 'du dehors').replace('de la fin', 'du bout'))
  await publish(person('lea'), adaptation, 'Encore', text.replace('du début', 'du tout début').replace('du milieu', 'du dehors').replace('Premier', 'Tout premier'))
  tomorrow()
  await takeNews(forge.deps, person('lea'), { resource: await now(adaptation) })
  expect(await told(fiche)).toEqual(['Plus court garance', 'Aussi dehors #2 lea', 'gives Le tour de météo lea', 'Une amélioration = 1.0 #1 noe', 'Première version garance'])
  const own = await told(adaptation)
  expect(own.filter((line) => !line.startsWith('('))).toEqual([expect.stringMatching(/ < lea$/), 'Encore lea', 'offers Aussi dehors lea', 'Dehors lea', 'born of Le tour de météo lea'].map((line) => line as string))
  expect(own.filter((line) => line.startsWith('('))).toEqual(['(Plus court) garance', '(Aussi dehors) #2 lea', '(Une amélioration) = 1.0 #1 noe', '(Première version) garance'])
})

test('should draw a family from its eldest down, whoever looks, with what remains to be taken', async () => {
  const { forge, fiche, person } = flow
  const [adaptation] = await forge.deps.resources.adaptationsOf(fiche.id)
  if (!adaptation) throw new Error('no adaptation')
  tomorrow()
  const child = await adaptResource(forge.deps, person('zoe'), { origin: adaptation, owner: 'zoe', title: 'Petite', reason: 'public', explanation: '' })
  tomorrow()
  const sister = await adaptResource(forge.deps, person('noe'), { origin: await now(fiche), owner: 'noe', title: 'Sœur', reason: 'langue', explanation: '' })
  await publish(person('lea'), adaptation, 'Encore un mot', text.replace('Premier', 'Le tout premier'))
  const seen = async (resource: Resource) => drawn(await readFamily(forge.deps, visitor, await now(resource)))
  expect(await seen(fiche)).toEqual(['Le tour de météo *', '.Le tour de météo', '..Petite !', '.Sœur'])
  expect(await seen(child)).toEqual(['Le tour de météo', '.Le tour de météo', '..Petite * !', '.Sœur'])
  expect(await seen(sister)).toEqual(['Le tour de météo', '.Le tour de météo', '..Petite !', '.Sœur *'])
})

test('should still name an origin that left', async () => {
  const { forge, person } = flow
  const lone = await forge.resource({ by: person('zoe').person, slug: 'seule', text: text.replace('Le tour de météo', 'Seule') })
  const child = await adaptResource(forge.deps, person('noe'), { origin: lone, owner: 'noe', title: 'Orpheline', reason: 'public', explanation: '' })
  await expect(deleteResource(forge.deps, person('zoe'), { resource: await now(lone), typed: 'seule' })).rejects.toMatchObject({ key: 'resource.delete_adapted' })
  await forge.deps.resources.remove(lone.id)
  await forge.git.remove(lone.id)
  expect(drawn(await readFamily(forge.deps, visitor, await now(child)))).toEqual(['Seule gone', '.Orpheline *'])
  expect((await told(child))[0]).toMatch(/^(Adaptation|born)/)
})

const version = (at: number, place: number): TimelineFact => ({ kind: 'version', at, commit: String(place).padStart(40, '0'), title: `v${place}`, people: [{ key: place % 3 === 0 ? 'a' : 'b', name: place % 3 === 0 ? 'Awa' : 'Bo', handle: undefined }], name: undefined, proposal: undefined, isFromOrigin: false, takesNews: false, page: 1 })

test('should gather by months what would be too long one by one, and lose nothing on the way', () => {
  const start = Date.parse('2016-01-01T12:00:00Z')
  const few = Array.from({ length: mostOneByOne }, (_, place) => version(start + place * dayMs, place))
  expect(timelineRows(few).by).toBe('fact')
  const many = Array.from({ length: 10_000 }, (_, place) => version(start + place * dayMs / 3, place))
  const { by, rows } = timelineRows(many)
  expect([by, rows.reduce((sum, row) => sum + row.versions, 0), new Set(rows.map(({ id }) => id)).size]).toEqual(['month', 10_000, rows.length])
  expect(rows.map(({ at }) => at)).toEqual(rows.map(({ at }) => at).sort((a, b) => b - a))
  expect(rows[0]?.people.map(({ name }) => name)).toEqual(['Bo', 'Awa'])
  expect(Math.ceil(rows.length / rowsPerPage)).toBeLessThan(6)
  // A date that no calendar has is still told.
  expect(timelineRows([...many, version(Number.NaN, 1), version(9e15, 2)]).rows.reduce((sum, row) => sum + row.versions, 0)).toBe(10_002)
})
