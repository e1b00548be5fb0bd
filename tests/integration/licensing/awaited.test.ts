import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Resource } from '../../../forge/domain/resource.js'
import { answerRelicensing } from '../../../forge/use-cases/answerRelicensing.js'
import { answerGrant, askGrant } from '../../../forge/use-cases/askGrant.js'
import { askRelicensing, closeAsk } from '../../../forge/use-cases/askRelicensing.js'
import { withdrawProposal } from '../../../forge/use-cases/closeProposal.js'
import { integrateProposal } from '../../../forge/use-cases/integrateProposal.js'
import { judgeProposal } from '../../../forge/use-cases/judgeProposal.js'
import { newsFor } from '../../../forge/use-cases/newsFor.js'
import { proposeChange, updateProposal } from '../../../forge/use-cases/proposeChange.js'
import { publishChange } from '../../../forge/use-cases/publishChange.js'
import { readInbox } from '../../../forge/use-cases/readInbox.js'
import { freshProposal } from '../../../forge/use-cases/recordOnProposal.js'
import { doctor, reindex } from '../../../forge/use-cases/reindex.js'
import { aFlow, text, type Flow } from '../../support/a-flow.js'
import { shortFiche } from '../../support/forge.js'

const paragraph = 'Avant de commencer, chaque participante dessine sur une feuille le chemin qui l’a menée jusqu’ici, avec ses détours, ses haltes et les personnes rencontrées, puis le raconte en deux minutes à sa voisine de gauche.'

let flow: Flow
beforeEach(async () => { flow = await aFlow({ rule: { kind: 'ouverte' } }) })
afterEach(() => flow.forge.close())

const inboxOf = (handle: string) => readInbox(flow.forge.deps, flow.person(handle))
const waiting = async (handle: string) => (await inboxOf(handle)).consents.map(({ passage, licence, by, reason }) => [passage?.number ?? 'label', licence, by.handle, reason])
const mailed = async (handle: string) => (await newsFor(flow.forge.deps, flow.person(handle).person, { after: 0, until: flow.clock.at })).mentions.map(({ reason }) => reason)
const later = () => { flow.clock.at += 60_000 }

/** Noé's words stand in the fiche since. */
async function withNoesWords(): Promise<Resource> {
  const done = await publishChange(flow.forge.deps, flow.person('noe'), { resource: flow.fiche, base: flow.fiche.tip!, files: new Map([['README.md', `${text}\nQuatrième paragraphe, où l’on écrit calmement ce que chaque personne retient de sa journée.\n`]]), title: 'Garder une trace', reason: '' })
  if (done.kind !== 'published') throw new Error(done.kind)
  later()
  return done.resource
}

test('should put a change of label before whoever is asked, once, until they answer', async () => {
  const fiche = await withNoesWords()
  const [ask] = (await askRelicensing(flow.forge.deps, flow.person('garance'), { resource: fiche, licence: 'CC-BY-4.0', reason: 'Pour un livre, @noe.' })).asks
  expect(await waiting('noe')).toEqual([['label', 'CC-BY-4.0', 'garance', 'Pour un livre, @noe.']])
  expect((await inboxOf('noe')).counts).toMatchObject({ toReview: 1, all: 1 })
  // Whoever asked, and people whose words need nothing, have nothing to answer.
  for (const handle of ['garance', 'lea', 'zoe']) expect(await waiting(handle)).toEqual([])
  expect(await mailed('noe')).toEqual(['named'])
  later()
  await answerRelicensing(flow.forge.deps, flow.person('noe'), { resource: fiche, ask: ask!.event, answer: 'refused', text: 'Non.' })
  expect(await waiting('noe')).toEqual([])
  expect((await inboxOf('noe')).counts.toReview).toBe(0)
  expect((await inboxOf('garance')).mentions.map(({ mention }) => mention.reason)).toEqual(['consent_answered'])
})

test('should take it away when the change is given up, and ask again for a new one after a no', async () => {
  const fiche = await withNoesWords()
  const garance = flow.person('garance')
  const [ask] = (await askRelicensing(flow.forge.deps, garance, { resource: fiche, licence: 'CC-BY-4.0', reason: 'Pour un livre.' })).asks
  later()
  expect(await mailed('noe')).toEqual(['consent_asked'])
  await answerRelicensing(flow.forge.deps, flow.person('noe'), { resource: fiche, ask: ask!.event, answer: 'refused', text: '' })
  later()
  await closeAsk(flow.forge.deps, garance, { resource: fiche, ask: ask!.event, reason: '' })
  later()
  const again = (await askRelicensing(flow.forge.deps, garance, { resource: fiche, licence: 'CC-BY-4.0', reason: 'L’éditrice insiste.' })).asks.at(-1)
  expect(await waiting('noe')).toEqual([['label', 'CC-BY-4.0', 'garance', 'L’éditrice insiste.']])
  later()
  await closeAsk(flow.forge.deps, garance, { resource: fiche, ask: again!.event, reason: 'Tant pis.' })
  expect(await waiting('noe')).toEqual([])
  // An ask that was given up is no news in a mail; that it was, is.
  expect(await mailed('noe')).toEqual(['consent_closed', 'consent_closed'])
})

async function aPassageTaken(): Promise<{ number: number; name: string }> {
  const { forge } = flow
  await forge.resource({ by: flow.person('zoe').person, slug: 'le-chemin', text: shortFiche('Le chemin', `${paragraph}\n`).replace('CC-BY-SA-4.0', 'CC-BY-NC-4.0') })
  later()
  const { number } = await proposeChange(forge.deps, flow.person('lea'), { resource: flow.fiche, base: flow.fiche.tip!, files: new Map([['README.md', `${text}\n${paragraph}\n`]]), title: 'Un début', reason: '' })
  later()
  return { number, name: (await judged(number)).ingredients[0]!.name }
}
async function judged(number: number) {
  const { request, chain } = await freshProposal(flow.forge.deps, flow.fiche, number)
  return judgeProposal(flow.forge.deps, flow.fiche, request, chain)
}
const ask = (by: string, number: number, passage: string) => askGrant(flow.forge.deps, flow.person(by), { resource: flow.fiche, number, passage, text: 'Il irait si bien ici.' })
const answer = (by: string, number: number, passage: string, granted: boolean, words = '') => answerGrant(flow.forge.deps, flow.person(by), { resource: flow.fiche, number, passage, granted, text: words })

test('should put a passage before whoever wrote it once somebody asks, and let it in by one answer', async () => {
  const { number, name } = await aPassageTaken()
  expect(await waiting('zoe')).toEqual([])
  await ask('lea', number, name)
  expect(await waiting('zoe')).toEqual([[number, 'CC-BY-SA-4.0', 'lea', 'Il irait si bien ici.']])
  expect((await inboxOf('zoe')).consents[0]).toMatchObject({ passage: { title: 'Un début', quote: paragraph.slice(0, -1) }, isNew: true })
  expect((await inboxOf('zoe')).counts).toMatchObject({ toReview: 1, all: 1 })
  later()
  expect(await mailed('zoe')).toEqual(['grant_asked'])
  await expect(ask('garance', number, name)).rejects.toMatchObject({ refusal: 'conflict', key: 'licences.asked_already' })
  await expect(answer('noe', number, name, false)).rejects.toMatchObject({ refusal: 'forbidden', key: 'licences.not_asked' })
  await answer('zoe', number, name, true)
  expect(await waiting('zoe')).toEqual([])
  expect((await inboxOf('lea')).mentions.map(({ mention, isNew }) => [mention.reason, isNew])).toEqual([['grant_answered', true]])
  expect((await judged(number)).result?.verdict.verdict).toBe('pass')
  expect((await integrateProposal(flow.forge.deps, flow.person('garance'), { resource: flow.fiche, number })).kind).toBe('merged')
})

test('should respect a no, and let whoever said it change their mind', async () => {
  const { number, name } = await aPassageTaken()
  await ask('lea', number, name)
  later()
  await answer('zoe', number, name, false, 'Pas pour l’instant.')
  expect(await waiting('zoe')).toEqual([])
  expect((await judged(number)).result?.verdict.verdict).toBe('block')
  await expect(answer('zoe', number, name, false)).rejects.toMatchObject({ refusal: 'conflict' })
  await answer('zoe', number, name, true)
  expect((await judged(number)).result?.verdict.verdict).toBe('pass')
})

test('should wait for nobody once the proposition is withdrawn, or leaves the passage out', async () => {
  const { number, name } = await aPassageTaken()
  await ask('garance', number, name)
  later()
  await updateProposal(flow.forge.deps, flow.person('lea'), { resource: flow.fiche, number, files: new Map([['README.md', `${text}\nAutre chose.\n`]]), message: '' })
  expect(await waiting('zoe')).toEqual([])
  await updateProposal(flow.forge.deps, flow.person('lea'), { resource: flow.fiche, number, files: new Map([['README.md', `${text}\n${paragraph}\n`]]), message: '' })
  expect((await waiting('zoe')).length).toBe(1)
  later()
  await withdrawProposal(flow.forge.deps, flow.person('lea'), { resource: flow.fiche, number, reason: '' })
  expect(await waiting('zoe')).toEqual([])
  expect(await mailed('zoe')).toEqual([])
  await expect(ask('lea', number, name)).rejects.toMatchObject({ key: 'policy.already_settled' })
})

test('should bring what is asked back from Git alone', async () => {
  const fiche = await withNoesWords()
  await askRelicensing(flow.forge.deps, flow.person('garance'), { resource: fiche, licence: 'CC-BY-4.0', reason: 'Pour un livre.' })
  const { number, name } = await aPassageTaken()
  await ask('lea', number, name)
  const before = [await waiting('noe'), await waiting('zoe')]
  expect(before.map((one) => one.length)).toEqual([1, 1])
  await reindex(flow.forge.deps, [fiche.id])
  expect([await waiting('noe'), await waiting('zoe')]).toEqual(before)
  expect(await doctor(flow.forge.deps, [fiche.id])).toEqual([])
})
