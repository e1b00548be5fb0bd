import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { openSqlite } from '../../../forge/adapters/sql/sqlite.js'
import { DISCUSSION_JOURNAL } from '../../../forge/domain/resource.js'
import { commentProposal } from '../../../forge/use-cases/commentProposal.js'
import { giveVerdict } from '../../../forge/use-cases/giveVerdict.js'
import { indexDiscussion } from '../../../forge/use-cases/indexResource.js'
import { integrateProposal } from '../../../forge/use-cases/integrateProposal.js'
import { markAllSeen, markSeen } from '../../../forge/use-cases/markSeen.js'
import { updateProposal } from '../../../forge/use-cases/proposeChange.js'
import { readInbox } from '../../../forge/use-cases/readInbox.js'
import { doctor, reindex } from '../../../forge/use-cases/reindex.js'
import { signatureOf } from '../../../forge/use-cases/authorship.js'
import { completeJournals } from '../../../forge/use-cases/completeJournals.js'
import { aFlow, dayMs, text, type Flow } from '../../support/a-flow.js'

let flow: Flow
afterEach(() => flow.forge.close())

const inboxOf = (handle: string) => readInbox(flow.forge.deps, flow.person(handle))
const comment = (by: string, number: number, words: string) => commentProposal(flow.forge.deps, flow.person(by), { resource: flow.fiche, number, text: words })
const verdict = (by: string, number: number, kind: 'consent' | 'objection' | 'question', words = '') => giveVerdict(flow.forge.deps, flow.person(by), { resource: flow.fiche, number, verdict: kind, text: words })
const see = async (handle: string, number: number) => {
  const tip = (await flow.forge.deps.journals.of([{ resource: flow.fiche.id, number }])).get(`${flow.fiche.id} ${number}`)?.at(-1)
  await markSeen(flow.forge.deps, flow.person(handle), { resource: flow.fiche.id, number }, tip)
}

test('should put before those who may act what waits for them, longest first, with what is expected', async () => {
  flow = await aFlow()
  await flow.propose('lea', 'Le milieu au soleil', 'du milieu', 'au soleil')
  flow.clock.at += dayMs
  await flow.propose('zoe', 'Un autre début')
  const [garance, noe, lea] = [await inboxOf('garance'), await inboxOf('noe'), await inboxOf('lea')]
  expect(garance.toReview.map(({ request, expects }) => [request.title, expects.kind])).toEqual([['Le milieu au soleil', 'integrate'], ['Un autre début', 'integrate']])
  expect(garance.toReview[0]?.request.effort).toEqual({ isTouchUp: true, minutes: 1 })
  expect(garance.counts).toEqual({ toReview: 2, mine: 0, mentions: 0, all: 2 })
  // Members review; who is not of the community is not expected, even on what they could comment.
  expect(noe.toReview.map(({ expects }) => expects.kind)).toEqual(['read', 'read'])
  expect(lea.toReview).toEqual([])
  await expect(readInbox(flow.forge.deps, { kind: 'visitor' })).rejects.toMatchObject({ refusal: 'unauthenticated' })
})

test('should take away what one answered, and bring it back when the text changes', async () => {
  flow = await aFlow({ rule: { kind: 'relecture', readers: 1 } })
  const number = await flow.propose('lea')
  expect((await inboxOf('garance')).toReview[0]?.expects).toEqual({ kind: 'consent', have: 0, need: 1 })
  await verdict('noe', number, 'objection', 'On se perd.')
  expect((await inboxOf('noe')).toReview).toEqual([])
  expect((await inboxOf('garance')).toReview[0]?.expects).toMatchObject({ kind: 'objection', by: [{ handle: 'noe' }] })
  await verdict('garance', number, 'question', 'Où ?')
  expect((await inboxOf('garance')).toReview).toEqual([])
  flow.clock.at += dayMs
  await updateProposal(flow.forge.deps, flow.person('lea'), { resource: flow.fiche, number, files: new Map([['README.md', text.replace('du début', 'du commencement')]]), message: 'Plus clair' })
  expect((await inboxOf('noe')).toReview[0]?.expects).toEqual({ kind: 'lift' })
  expect((await inboxOf('garance')).toReview[0]?.expects).toEqual({ kind: 'reread', iteration: 2 })
})

test('should ask who may integrate to do so once nothing is missing, and only them', async () => {
  flow = await aFlow({ rule: { kind: 'relecture', readers: 1 } })
  const number = await flow.propose('lea')
  await verdict('noe', number, 'consent')
  expect((await inboxOf('noe')).toReview).toEqual([])
  await verdict('garance', number, 'consent')
  expect((await inboxOf('garance')).toReview[0]?.expects).toEqual({ kind: 'integrate' })
})

test('should tell the proposer what is new since they last looked, and thank everybody at integration', async () => {
  flow = await aFlow()
  const number = await flow.propose('lea', 'Au début')
  await verdict('noe', number, 'consent')
  await comment('garance', number, 'Je regarde demain.')
  expect((await inboxOf('lea')).mine.map(({ news }) => news.map(({ event }) => event.kind))).toEqual([['verdict', 'comment']])
  await see('lea', number)
  expect((await inboxOf('lea')).counts).toEqual({ toReview: 0, mine: 0, mentions: 0, all: 0 })
  await integrateProposal(flow.forge.deps, flow.person('garance'), { resource: flow.fiche, number })
  const lea = await inboxOf('lea')
  expect(lea.mine.map(({ request, news }) => [request.state, news.map(({ event }) => event.kind)])).toEqual([['merged', ['merged']]])
  expect(lea.counts.all).toBe(1)
  expect((await inboxOf('noe')).mentions.map(({ mention, title, isNew }) => [mention.reason, title, isNew])).toEqual([['thanked', 'Au début', true]])
  // Whoever integrated is not thanked by themselves.
  expect((await inboxOf('garance')).mentions).toEqual([])
  // Long settled, it leaves the inbox.
  flow.clock.at += 61 * dayMs
  expect((await inboxOf('lea')).mine).toEqual([])
})

test('should keep messages for whom they name, answer or concern, new until seen', async () => {
  flow = await aFlow()
  const number = await flow.propose('lea')
  await comment('noe', number, 'Qu’en dit @zoe ? Et @personne-ici, @garance ?')
  const reasons = async (handle: string) => (await inboxOf(handle)).mentions.map(({ mention, isNew }) => [mention.reason, isNew])
  expect([await reasons('zoe'), await reasons('garance'), await reasons('lea'), await reasons('noe')]).toEqual([[['named', true]], [['named', true]], [['on_mine', true]], []])
  // One place to go and see, even when it waits for a review and a message is there too.
  expect((await inboxOf('garance')).counts).toEqual({ toReview: 1, mine: 0, mentions: 1, all: 1 })
  await see('zoe', number)
  expect(await reasons('zoe')).toEqual([['named', false]])
  await comment('garance', number, 'Rien pour @zoe-x ni pour zoe@exemple.invalid.')
  expect((await inboxOf('zoe')).counts.mentions).toBe(0)
  await markAllSeen(flow.forge.deps, flow.person('lea'))
  expect((await inboxOf('lea')).counts).toEqual({ toReview: 0, mine: 0, mentions: 0, all: 0 })
})

test('should bring back mentions, efforts and journals from Git alone, and leave what people saw', async () => {
  flow = await aFlow()
  const { forge, fiche } = flow
  const number = await flow.propose('lea', 'Au début')
  await comment('noe', number, 'Et vous, @zoe ?')
  await see('zoe', number)
  await verdict('noe', number, 'consent')
  await forge.git.append(fiche.id, DISCUSSION_JOURNAL, [{ author: signatureOf(forge.deps, flow.person('zoe').person, flow.clock.at), payload: { kind: 'comment', actor: { id: flow.person('zoe').person.id, handle: 'zoe', name: 'zoe' }, text: 'Et pour des enfants ?' } }])
  await indexDiscussion(forge.deps, fiche.id)
  const all = async () => JSON.parse(JSON.stringify(await Promise.all(['garance', 'noe', 'lea', 'zoe'].map(inboxOf)))) as { mentions: { mention: { reason: string; number: number } }[] }[]
  const before = await all()
  expect(before[0]?.mentions.map(({ mention }) => [mention.reason, mention.number])).toEqual([['on_mine', 0]])
  await reindex(forge.deps, [fiche.id])
  expect(await all()).toEqual(before)
  expect(await doctor(forge.deps, [fiche.id])).toEqual([])
  expect(await completeJournals(forge.deps)).toBe(0)
})

test('should read into the index the journals that an older forge did not keep there', async () => {
  flow = await aFlow()
  const number = await flow.propose('lea')
  await verdict('noe', number, 'objection', 'On se perd.')
  const before = JSON.stringify((await inboxOf('garance')).toReview)
  openSqlite(path.join(flow.forge.dataDir, 'communs.sqlite')).exec('DELETE FROM journal_events')
  expect((await inboxOf('lea')).mine[0]?.news).toEqual([])
  expect(await completeJournals(flow.forge.deps)).toBe(1)
  expect(JSON.stringify((await inboxOf('garance')).toReview)).toBe(before)
  expect((await inboxOf('lea')).mentions).toHaveLength(1)
})
