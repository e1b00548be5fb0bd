import { afterEach, beforeEach, expect, test } from 'vitest'
import { journalRef } from '../../../forge/domain/merge-request.js'
import type { Actor } from '../../../forge/domain/person.js'
import type { Resource } from '../../../forge/domain/resource.js'
import { giveVerdict } from '../../../forge/use-cases/giveVerdict.js'
import { integrateProposal } from '../../../forge/use-cases/integrateProposal.js'
import { liftObjection } from '../../../forge/use-cases/liftObjection.js'
import { changeRule } from '../../../forge/use-cases/manageResource.js'
import { proposeChange, updateProposal } from '../../../forge/use-cases/proposeChange.js'
import { readProposal } from '../../../forge/use-cases/readProposal.js'
import { reindex } from '../../../forge/use-cases/reindex.js'
import { aForge, shortFiche, type TestForge } from '../../support/forge.js'

type PersonActor = Actor & { kind: 'person' }
let forge: TestForge
let garance: PersonActor
let lea: PersonActor
let noe: PersonActor
let fiche: Resource
const text = shortFiche()
const propose = (who: PersonActor, words: string, more: { coAuthors?: { name: string; email: string }[] } = {}) =>
  proposeChange(forge.deps, who, { resource: fiche, base: fiche.tip ?? '', files: new Map([['README.md', `${text}\n${words}\n`]]), title: words, reason: '', ...more })
const read = (who: Actor, number: number) => readProposal(forge.deps, who, { resource: fiche, number, locale: 'fr' })
const kindsOf = async (number: number) => (await forge.git.events(fiche.id, journalRef(number))).map(({ payload }) => payload.kind)

beforeEach(async () => {
  forge = await aForge()
  ;[garance, lea, noe] = (await Promise.all(['garance', 'lea', 'noe'].map(async (handle) => (await forge.person(handle)).actor))) as [PersonActor, PersonActor, PersonActor]
  fiche = await forge.resource({ by: garance.person, slug: 'meteo', text })
})
afterEach(() => forge.close())

test('should lift one’s own objections, and only those, by consenting', async () => {
  const { number } = await propose(lea, 'Un ajout.')
  await giveVerdict(forge.deps, noe, { resource: fiche, number, verdict: 'objection', text: 'Un risque.' })
  await giveVerdict(forge.deps, garance, { resource: fiche, number, verdict: 'objection', text: 'Un autre.' })
  await giveVerdict(forge.deps, noe, { resource: fiche, number, verdict: 'consent', text: 'Vu.' })
  const { standing } = await read(garance, number)
  expect(standing?.obstacles).toMatchObject([{ kind: 'objections', objections: [{ by: { id: garance.person.id } }] }])
  expect(await kindsOf(number)).toEqual(['opened', 'verdict', 'verdict', 'verdict', 'objection_lifted'])
  await expect(integrateProposal(forge.deps, garance, { resource: fiche, number })).rejects.toMatchObject({ key: 'proposal.objection_stands' })
})

test('should lift no objection of somebody else to what one wrote oneself', async () => {
  const { number } = await propose(lea, 'À deux.', { coAuthors: [{ name: 'garance', email: `${garance.person.id}@users.noreply.${forge.deps.settings.host}` }] })
  await giveVerdict(forge.deps, noe, { resource: fiche, number, verdict: 'objection', text: 'Un risque.' })
  const objection = (await read(noe, number)).verdicts[0]?.event ?? ''
  await expect(liftObjection(forge.deps, garance, { resource: fiche, number, objection, reason: 'Passons.' })).rejects.toMatchObject({ key: 'proposal.lift_own_proposal' })
  expect((await read(garance, number)).may.lift.size).toBe(0)
  expect((await read(noe, number)).may.lift.size).toBe(1)
  expect(await kindsOf(number)).not.toContain('objection_lifted')
})

test('should ask again after a new text, follow the rule of the day, and say the same from Git alone', async () => {
  const two = await changeRule(forge.deps, garance, { resource: fiche, rule: { kind: 'relecture', readers: 2 }, reason: 'À plusieurs.' })
  fiche = two
  const { number } = await propose(lea, 'Un ajout.')
  await giveVerdict(forge.deps, noe, { resource: fiche, number, verdict: 'consent', text: '' })
  await updateProposal(forge.deps, lea, { resource: fiche, number, files: new Map([['README.md', `${text}\nUn autre ajout.\n`]]), message: 'Reformuler' })
  await giveVerdict(forge.deps, garance, { resource: fiche, number, verdict: 'consent', text: '' })
  const before = await read(garance, number)
  expect(before.standing).toMatchObject({ missing: 1, obstacles: [{ kind: 'consents', have: 1, need: 2 }], askedAgain: [{ id: noe.person.id }], integrators: [{ id: garance.person.id }] })
  await reindex(forge.deps, [fiche.id])
  const found = await forge.deps.resources.find(fiche.id)
  expect(found?.rule).toEqual({ kind: 'relecture', readers: 2 })
  expect((await readProposal(forge.deps, garance, { resource: found ?? fiche, number, locale: 'fr' })).standing).toEqual(before.standing)
  fiche = await changeRule(forge.deps, garance, { resource: fiche, rule: { kind: 'relecture', readers: 1 }, reason: 'Une suffit.' })
  expect((await read(garance, number)).standing?.obstacles).toEqual([])
  await expect(changeRule(forge.deps, garance, { resource: fiche, rule: { kind: 'relecture', readers: 1 }, reason: '' })).rejects.toMatchObject({ key: 'change.nothing' })
})
