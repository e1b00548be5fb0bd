import { afterEach, expect, test } from 'vitest'
import { authorsOf } from '../../../forge/attribution/identities.js'
import { headRef, journalRef } from '../../../forge/domain/merge-request.js'
import { MAIN } from '../../../forge/domain/resource.js'
import { commentProposal } from '../../../forge/use-cases/commentProposal.js'
import { giveVerdict } from '../../../forge/use-cases/giveVerdict.js'
import { integrateProposal } from '../../../forge/use-cases/integrateProposal.js'
import { updateProposal } from '../../../forge/use-cases/proposeChange.js'
import { readInbox } from '../../../forge/use-cases/readInbox.js'
import { reindex } from '../../../forge/use-cases/reindex.js'
import { takeOver } from '../../../forge/use-cases/takeOver.js'
import { aFlow, dayMs, text, type Flow } from '../../support/a-flow.js'

let flow: Flow
afterEach(() => flow.forge.close())

const on = (number: number) => ({ resource: flow.fiche, number })
const take = (handle: string, number: number) => takeOver(flow.forge.deps, flow.person(handle), { ...on(number), reason: 'Merci, je termine.' })
const finish = (handle: string, number: number) =>
  updateProposal(flow.forge.deps, flow.person(handle), { ...on(number), files: new Map([['README.md', text.replace('du début', 'du tout début').replace('de la fin', 'de la toute fin')]]), message: 'La fin aussi' })

test('should let stewards take over after three weeks of silence, and nobody before or else', async () => {
  flow = await aFlow()
  const number = await flow.propose('lea')
  await expect(take('garance', number)).rejects.toMatchObject({ refusal: 'forbidden', key: 'proposal.not_still' })
  await expect(finish('garance', number)).rejects.toMatchObject({ refusal: 'forbidden', key: 'policy.proposer_only' })
  flow.clock.at += 21 * dayMs
  await expect(take('noe', number)).rejects.toMatchObject({ refusal: 'forbidden', key: 'policy.take_over' })
  await expect(take('lea', number)).rejects.toMatchObject({ refusal: 'forbidden', key: 'proposal.own_take_over' })
  expect((await take('garance', number)).takenOverBy).toMatchObject([{ handle: 'garance' }])
  await take('garance', number)
  expect((await flow.forge.git.events(flow.fiche.id, journalRef(number))).map(({ payload }) => payload.kind)).toEqual(['opened', 'taken_over'])
  expect((await readInbox(flow.forge.deps, flow.person('garance'))).toReview.map(({ expects }) => expects.kind)).toEqual(['integrate'])
  expect((await readInbox(flow.forge.deps, flow.person('lea'))).mine[0]?.news.map(({ event }) => event.kind)).toEqual(['taken_over'])
})

test('should count the silence from the last thing said, when somebody read it', async () => {
  flow = await aFlow()
  const number = await flow.propose('lea')
  flow.clock.at += 10 * dayMs
  await commentProposal(flow.forge.deps, flow.person('noe'), { ...on(number), text: 'Et la fin ?' })
  flow.clock.at += 20 * dayMs
  await expect(take('garance', number)).rejects.toMatchObject({ key: 'proposal.not_still' })
  flow.clock.at += dayMs
  expect((await take('garance', number)).takenOverBy).toHaveLength(1)
})

test('should leave the proposer the author, and sign who finished only for what they wrote', async () => {
  flow = await aFlow()
  const number = await flow.propose('lea', 'Au début')
  flow.clock.at += 21 * dayMs
  await take('garance', number)
  const updated = await finish('garance', number)
  expect(updated.finishedBy).toMatchObject([{ handle: 'garance' }])
  expect(await flow.forge.git.resolve(flow.fiche.id, headRef(number))).toBe(updated.head)
  const done = await integrateProposal(flow.forge.deps, flow.person('garance'), on(number))
  if (done.kind !== 'merged') throw new Error('not merged')
  const { git } = flow.forge
  const merge = await git.commit(flow.fiche.id, done.commit)
  expect([merge.author.name, merge.committer.name]).toEqual(['lea', 'garance'])
  expect(authorsOf(merge).map(({ name }) => name)).toEqual(['lea', 'garance'])
  expect(merge.message).not.toContain('Reviewed-by: garance')
  expect((await git.log(flow.fiche.id, { from: [updated.head], not: [flow.fiche.tip ?? ''] })).map(({ author }) => author.name)).toEqual(['garance', 'lea'])
  await reindex(flow.forge.deps, [flow.fiche.id])
  expect(await flow.forge.deps.mergeRequests.find(flow.fiche.id, number)).toMatchObject({ takenOverBy: [{ handle: 'garance' }], finishedBy: [{ handle: 'garance' }], proposedBy: { handle: 'lea' } })
})

test('should still ask for a second voice of who finished it', async () => {
  flow = await aFlow({ rule: { kind: 'relecture', readers: 1 } })
  const number = await flow.propose('lea')
  flow.clock.at += 21 * dayMs
  await take('garance', number)
  await finish('garance', number)
  await expect(giveVerdict(flow.forge.deps, flow.person('garance'), { ...on(number), verdict: 'consent', text: '' })).rejects.toMatchObject({ key: 'proposal.own_verdict' })
  await giveVerdict(flow.forge.deps, flow.person('noe'), { ...on(number), verdict: 'consent', text: '' })
  const main = await flow.forge.git.resolve(flow.fiche.id, MAIN)
  await expect(integrateProposal(flow.forge.deps, flow.person('garance'), on(number))).rejects.toMatchObject({ refusal: 'forbidden', key: 'policy.second_voice' })
  expect(await flow.forge.git.resolve(flow.fiche.id, MAIN)).toBe(main)
})
