import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addressOf, RESOURCE_JOURNAL } from '../../../forge/domain/resource.js'
import { isDisputed, isTakenBack } from '../../../forge/domain/role-claim.js'
import { adaptResource } from '../../../forge/use-cases/adaptResource.js'
import { answerRole } from '../../../forge/use-cases/answerRole.js'
import { citeVersion } from '../../../forge/use-cases/citeResource.js'
import { claimRole, mostWaiting, offerRole } from '../../../forge/use-cases/claimRole.js'
import { answerDispute, disputeRole } from '../../../forge/use-cases/disputeRole.js'
import { giveVerdict } from '../../../forge/use-cases/giveVerdict.js'
import { newsFor } from '../../../forge/use-cases/newsFor.js'
import { setStewards } from '../../../forge/use-cases/manageResource.js'
import { readContributions } from '../../../forge/use-cases/readContributions.js'
import { readInbox } from '../../../forge/use-cases/readInbox.js'
import { readPerson } from '../../../forge/use-cases/readPerson.js'
import { freshRoles } from '../../../forge/use-cases/recordRole.js'
import { doctor, reindex } from '../../../forge/use-cases/reindex.js'
import { updateProfile } from '../../../forge/use-cases/updateProfile.js'
import { aFlow, type Flow } from '../../support/a-flow.js'
import { aVisitor } from '../../support/visitor.js'
import { git } from '../../support/git.js'

let flow: Flow
beforeAll(async () => { flow = await aFlow() })
afterAll(() => flow.forge.close())

const soon = () => { flow.clock.at += 60_000 }
const events = () => flow.forge.git.events(flow.fiche.id, RESOURCE_JOURNAL)
const messagesOf = async (handle: string) => (await readInbox(flow.forge.deps, flow.person(handle))).mentions.map(({ mention, isNew }) => [mention.number, mention.reason, isNew])

test('should wait for a steward when somebody says what they did, tell both, and credit them once confirmed', async () => {
  const { forge, fiche, person } = flow
  const claim = await claimRole(forge.deps, person('lea'), { resource: fiche, role: 'test', note: 'Deux fois, avec vingt personnes.' })
  expect(claim).toMatchObject({ role: 'test', state: 'claimed', note: 'Deux fois, avec vingt personnes.', answers: [] })
  expect((await readContributions(forge.deps, fiche)).credited).toEqual([])
  expect(await messagesOf('garance')).toEqual([[-1, 'role_to_confirm', true]])
  await expect(claimRole(forge.deps, person('lea'), { resource: fiche, role: 'test', note: '' })).rejects.toMatchObject({ refusal: 'conflict', key: 'role.claimed_already' })
  await expect(answerRole(forge.deps, person('lea'), { resource: fiche, claim: claim.event, answer: 'confirmed', reason: '' })).rejects.toMatchObject({ refusal: 'forbidden', key: 'policy.role_by_stewards' })
  soon()
  await answerRole(forge.deps, person('garance'), { resource: fiche, claim: claim.event, answer: 'confirmed', reason: '' })
  expect(await messagesOf('lea')).toEqual([[-1, 'role_answered', true]])
  expect((await readContributions(forge.deps, fiche)).credited.map((one) => [one.person.name, one.role, one.isDisputed])).toEqual([['lea', 'test', false]])
  const { mentions } = await newsFor(forge.deps, person('lea').person, { after: 0, until: flow.clock.at })
  expect(mentions).toMatchObject([{ by: 'garance', reason: 'role_answered', url: expect.stringMatching(/\/contributions#r-[0-9a-f]{12}$/) as unknown }])
})

test('should let only the person say whether what is offered to them is right, and change their mind later', async () => {
  const { forge, fiche, person } = flow
  const offer = await offerRole(forge.deps, person('zoe'), { resource: fiche, role: 'idea', to: { handle: '@Noe' }, note: 'Noé en parlait dès 2019.' })
  expect(offer.state).toBe('offered')
  for (const other of ['garance', 'zoe', 'lea']) {
    await expect(answerRole(forge.deps, person(other), { resource: fiche, claim: offer.event, answer: 'confirmed', reason: '' }), other).rejects.toMatchObject({ key: 'policy.role_that_person' })
  }
  expect(await messagesOf('noe')).toEqual([[-1, 'role_offered', true]])
  soon()
  await answerRole(forge.deps, person('noe'), { resource: fiche, claim: offer.event, answer: 'declined', reason: '' })
  await expect(offerRole(forge.deps, person('lea'), { resource: fiche, role: 'idea', to: { handle: 'noe' }, note: '' })).rejects.toMatchObject({ key: 'role.declined_by_holder' })
  soon()
  // Claiming what was offered accepts it: there is one role, with its whole story.
  const accepted = await claimRole(forge.deps, person('noe'), { resource: fiche, role: 'idea', note: '' })
  expect(accepted).toMatchObject({ event: offer.event, state: 'confirmed', answers: [{ answer: 'declined' }, { answer: 'confirmed' }] })
  for (const other of ['garance', 'zoe']) {
    await expect(answerRole(forge.deps, person(other), { resource: fiche, claim: offer.event, answer: 'withdrawn', reason: 'Non.' })).rejects.toMatchObject({ refusal: 'forbidden', key: 'policy.role_own_name' })
  }
  soon()
  await answerRole(forge.deps, person('noe'), { resource: fiche, claim: offer.event, answer: 'withdrawn', reason: '' })
  await expect(answerRole(forge.deps, person('noe'), { resource: fiche, claim: offer.event, answer: 'confirmed', reason: '' })).rejects.toMatchObject({ refusal: 'conflict', key: 'role.withdrawn_already' })
  expect((await events()).filter(({ payload }) => payload.kind === 'role_answered' && payload.claim === offer.event)).toHaveLength(3)
})

test('should take a name without account from a steward, wait for one otherwise, and never publish an address', async () => {
  const { forge, fiche, person } = flow
  expect(await offerRole(forge.deps, person('garance'), { resource: fiche, role: 'idea', to: { name: ' Anne  Martinon ' }, note: 'Vue dans son atelier de 1998.' })).toMatchObject({ state: 'confirmed', holder: { name: 'Anne Martinon' } })
  const waiting = await offerRole(forge.deps, person('lea'), { resource: fiche, role: 'illustration', to: { name: 'Bo' }, note: '' })
  expect(waiting.state).toBe('offered')
  await expect(offerRole(forge.deps, person('lea'), { resource: fiche, role: 'idea', to: { name: 'anne martinon' }, note: '' })).rejects.toMatchObject({ key: 'role.confirmed_already' })
  await expect(offerRole(forge.deps, person('lea'), { resource: fiche, role: 'idea', to: { name: 'anne@exemple.invalid' }, note: '' })).rejects.toMatchObject({ refusal: 'invalid', key: 'role.name_is_address' })
  await expect(offerRole(forge.deps, person('lea'), { resource: fiche, role: 'idea', to: { handle: '@personne' }, note: '' })).rejects.toMatchObject({ refusal: 'not_found', key: 'role.holder_unknown' })
  await expect(answerRole(forge.deps, person('garance'), { resource: fiche, claim: waiting.event, answer: 'declined', reason: '' })).rejects.toMatchObject({ key: 'role.reason_missing' })
  // Who offered takes it back while it waits.
  const takenBack = await answerRole(forge.deps, person('lea'), { resource: fiche, claim: waiting.event, answer: 'withdrawn', reason: '' })
  expect([takenBack.state, isTakenBack(takenBack)]).toEqual(['withdrawn', true])
})

test('should keep a dispute beside the name, with what is answered to it, and lift it only by who raised it', async () => {
  const { forge, fiche, person } = flow
  const before = (await events()).length
  const anne = (await freshRoles(forge.deps, fiche)).find(({ holder }) => 'name' in holder && holder.name === 'Anne Martinon')
  const claim = anne?.event ?? ''
  const disputed = await disputeRole(forge.deps, person('zoe'), { resource: fiche, claim, reason: 'Elle la tenait elle-même de @lea.' })
  const dispute = disputed.disputes[0]?.event ?? ''
  expect(disputed.state).toBe('confirmed')
  expect((await readContributions(forge.deps, fiche)).credited.find(({ role }) => role === 'idea')).toMatchObject({ isDisputed: true, person: { name: 'Anne Martinon', handle: undefined } })
  expect((await messagesOf('lea'))[0]).toEqual([-1, 'named', true])
  await expect(disputeRole(forge.deps, person('zoe'), { resource: fiche, claim, reason: 'Encore.' })).rejects.toMatchObject({ key: 'role.disputed_already' })
  await expect(disputeRole(forge.deps, person('noe'), { resource: fiche, claim, reason: '  ' })).rejects.toMatchObject({ key: 'role.reason_missing' })
  await expect(answerDispute(forge.deps, person('lea'), { resource: fiche, claim, dispute, text: 'Moi aussi.', lifts: false })).rejects.toMatchObject({ key: 'policy.role_dispute_answer' })
  await answerDispute(forge.deps, person('garance'), { resource: fiche, claim, dispute, text: 'Léa le confirme-t-elle ?', lifts: false })
  await expect(answerDispute(forge.deps, person('garance'), { resource: fiche, claim, dispute, text: '', lifts: true })).rejects.toMatchObject({ key: 'policy.role_dispute_lift' })
  const lifted = await answerDispute(forge.deps, person('zoe'), { resource: fiche, claim, dispute, text: 'Vérifié.', lifts: true })
  expect([isDisputed(lifted), lifted.disputes[0]?.answers.map(({ text }) => text), lifted.disputes[0]?.lifted?.reason]).toEqual([false, ['Léa le confirme-t-elle ?'], 'Vérifié.'])
  expect((await events()).length).toBe(before + 3)
})

test('should ask another steward, where there is one, to confirm a steward’s own word', async () => {
  const { forge, fiche, person } = flow
  expect(await claimRole(forge.deps, person('garance'), { resource: fiche, role: 'didactics', note: '' })).toMatchObject({ state: 'confirmed' })
  await setStewards(forge.deps, person('garance'), { resource: fiche, handles: ['garance', 'noe'] })
  const shared = (await forge.deps.resources.find(fiche.id)) ?? fiche
  const claim = await claimRole(forge.deps, person('garance'), { resource: shared, role: 'accessibility', note: '' })
  expect(claim.state).toBe('claimed')
  await expect(answerRole(forge.deps, person('garance'), { resource: shared, claim: claim.event, answer: 'confirmed', reason: '' })).rejects.toMatchObject({ key: 'policy.role_second_voice' })
  expect(await answerRole(forge.deps, person('noe'), { resource: shared, claim: claim.event, answer: 'confirmed', reason: '' })).toMatchObject({ state: 'confirmed' })
})

test('should let nobody bury a resource under names', async () => {
  const { forge, fiche, person } = flow
  for (let n = 0; n < mostWaiting; n += 1) await offerRole(forge.deps, person('zoe'), { resource: fiche, role: 'review', to: { name: `Quelqu’un ${n}` }, note: '' })
  await expect(offerRole(forge.deps, person('zoe'), { resource: fiche, role: 'review', to: { name: 'De trop' }, note: '' })).rejects.toMatchObject({ refusal: 'conflict', key: 'role.too_many_waiting' })
})

test('should show names of today, and each person what they did by role', async () => {
  const { forge, fiche, person } = flow
  await updateProfile(forge.deps, person('lea'), { displayName: 'Léa B.', formOfAddress: 'autrice', bio: '', locale: 'fr' })
  expect((await readContributions(forge.deps, fiche)).credited.find(({ role }) => role === 'test')?.person.name).toBe('Léa B.')
  const number = await flow.propose('noe')
  await giveVerdict(forge.deps, person('lea'), { resource: fiche, number, verdict: 'consent', text: '' })
  const { doings } = await readPerson(forge.deps, 'lea')
  expect(doings.map(({ doing, cards }) => [doing, cards.map(({ resource }) => resource.slug)])).toEqual([['review', ['le-tour-de-meteo']], ['test', ['le-tour-de-meteo']]])
})

test('should name whoever wrote every word of an adaptation that nobody changed yet', async () => {
  const { forge, person } = flow
  const fiche = (await forge.deps.resources.find(flow.fiche.id)) ?? flow.fiche
  const copy = await adaptResource(forge.deps, person('noe'), { origin: fiche, owner: 'noe', title: fiche.title, reason: 'public', explanation: '' })
  expect((await citeVersion(forge.deps, { resource: copy, locale: 'fr' })).short.text).toContain(`«\u00a0${fiche.title}\u00a0», par garance,`)
  expect((await aVisitor((await forge.serve()).url).get(`/${addressOf(copy)}/contributions`)).text).toContain('tout le texte vient de la fiche d’origine')
})

test('should carry the roles of the origin into an adaptation, for good', async () => {
  const { forge, person } = flow
  const fiche = (await forge.deps.resources.find(flow.fiche.id)) ?? flow.fiche
  const adaptation = await adaptResource(forge.deps, person('zoe'), { origin: fiche, owner: 'zoe', title: 'La météo du matin', reason: 'public', explanation: '' })
  const again = await adaptResource(forge.deps, person('lea'), { origin: adaptation, owner: 'lea', title: 'La météo du soir', reason: 'duree', explanation: '' })
  const names = async (id: string) => {
    const resource = await forge.deps.resources.find(id)
    const { creditedBefore, credited } = await readContributions(forge.deps, resource ?? fiche)
    expect(credited).toEqual([])
    return creditedBefore.map((one) => `${one.role} ${one.person.name}`).sort()
  }
  const expected = ['accessibility garance', 'didactics garance', 'idea Anne Martinon', 'test Léa B.']
  expect(await names(adaptation.id)).toEqual(expected)
  expect(await names(again.id)).toEqual(expected)
})

test('should be read from a clone, rebuilt by reindex, and looked at by doctor', async () => {
  const { forge, fiche, person } = flow
  const { url } = await forge.serve()
  const folder = mkdtempSync(path.join(os.tmpdir(), 'roles-'))
  try {
    await git(folder, 'clone', '--quiet', '--mirror', `${url}/${addressOf(fiche)}.git`, 'copie')
    const { stdout: chain } = await git(path.join(folder, 'copie'), 'log', '--reverse', '--format=%s', RESOURCE_JOURNAL)
    expect(chain.split('\n').filter((line) => line.startsWith('role_'))).toEqual((await events()).map(({ payload }) => payload.kind).filter((kind) => kind.startsWith('role_')))
  } finally { rmSync(folder, { recursive: true, force: true }) }
  const before = await Promise.all([readContributions(forge.deps, fiche), messagesOf('garance'), messagesOf('lea'), forge.deps.resources.rolesOf(person('lea').person.id)])
  const ids = await forge.deps.resources.allIds()
  expect(await doctor(forge.deps, ids)).toEqual([])
  await forge.deps.journals.putRoles(fiche.id, { told: [], mentions: [] })
  expect(await doctor(forge.deps, ids)).toMatchObject([{ resource: fiche.id, kind: 'roles_differ' }])
  await reindex(forge.deps, ids)
  expect(await doctor(forge.deps, ids)).toEqual([])
  expect(await Promise.all([readContributions(forge.deps, fiche), messagesOf('garance'), messagesOf('lea'), forge.deps.resources.rolesOf(person('lea').person.id)])).toEqual(before)
})

test('should say so to a visitor, and show them no form', async () => {
  const { forge, fiche } = flow
  const page = await aVisitor((await forge.serve()).url).get(`/${addressOf(fiche)}/contributions`)
  expect(page.status).toBe(200)
  expect(page.text).not.toContain('<form method="post" action="/cooperation')
})
