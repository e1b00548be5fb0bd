import { afterEach, beforeEach, expect, test } from 'vitest'
import { MAIN, type Resource } from '../../forge/domain/resource.js'
import type { Actor } from '../../forge/domain/person.js'
import { journalRef, headRef } from '../../forge/domain/merge-request.js'
import { changeName, type ChangeRef } from '../../forge/domain/review.js'
import { reviewsOf } from '../../forge/domain/reviews.js'
import { authorsOf } from '../../forge/attribution/identities.js'
import { answerReview } from '../../forge/use-cases/reviewDrafts.js'
import { finishReview } from '../../forge/use-cases/finishReview.js'
import { integrateProposal } from '../../forge/use-cases/integrateProposal.js'
import { proposeChange, updateProposal } from '../../forge/use-cases/proposeChange.js'
import { publishChange } from '../../forge/use-cases/publishChange.js'
import { changesByName, proposedFiles, underReview } from '../../forge/use-cases/proposedFiles.js'
import { filesToSettle, settleFiles } from '../../forge/use-cases/settlePassages.js'
import { reindex } from '../../forge/use-cases/reindex.js'
import { readText } from '../../forge/use-cases/fileText.js'
import { aForge, shortFiche, type TestForge } from '../support/forge.js'

const text = shortFiche('Le cercle', 'Premier paragraphe, du début.\n\nDeuxième paragraphe, du milieu.\n\nTroisième paragraphe, de la fin.\n')
const proposed = text.replace('du début', 'du matin').replace('du milieu', 'de midi').replace('de la fin', 'du soir').replace('min: PT5M', 'min: PT10M')

let forge: TestForge
let garance: Actor
let lea: Actor
let noe: Actor
let fiche: Resource
beforeEach(async () => {
  forge = await aForge()
  const [g, l, n] = [await forge.person('garance'), await forge.person('lea'), await forge.person('noe')]
  ;[garance, lea, noe] = [g.actor, l.actor, n.actor]
  fiche = await forge.resource({ by: g.person, slug: 'cercle', text, files: { 'notes.md': '# Notes\n\nUne note.\n' } })
})
afterEach(() => forge.close())

const propose = (files: Record<string, string | null> = { 'README.md': proposed }) => proposeChange(forge.deps, lea, { resource: fiche, base: fiche.tip ?? '', files: new Map(Object.entries(files)), title: 'Les moments', reason: 'Plus clair.' })
const published = async (path = 'README.md') => readText(forge.deps, fiche.id, (await forge.git.resolve(fiche.id, MAIN)) ?? '', path)
const changes = async (number = 1): Promise<readonly ChangeRef[]> => {
  const request = await forge.deps.mergeRequests.find(fiche.id, number)
  if (!request) throw new Error('no such proposition')
  return [...changesByName(await underReview(forge.deps, await proposedFiles(forge.deps, fiche, request.base, request.head), 'fr', () => Promise.resolve(undefined))).values()]
}
const said = (ref: ChangeRef) => (ref.new ? proposed.slice(...ref.new) : ref.path)
const changeWith = async (words: string) => {
  const found = (await changes()).find((ref) => said(ref).includes(words))
  if (!found) throw new Error(`no change with ${words}`)
  return found
}
const answer = (actor: Actor, change: ChangeRef, decision: 'accepted' | 'not_kept' | 'favorable' | 'reserved', reason?: string, iteration = 1) =>
  answerReview(forge.deps, actor, { resource: fiche, number: 1, iteration, answer: { change, decision, ...(reason !== undefined && { reason }) } })
const finish = (actor: Actor, iteration = 1) => finishReview(forge.deps, actor, { resource: fiche, number: 1, iteration })

test('should integrate exactly the changes that were accepted, their words still their author’s, and keep the others readable with their reason', async () => {
  await propose()
  const all = await changes()
  expect(all).toHaveLength(4)
  for (const change of all) await answer(garance, change, said(change).includes('midi') ? 'not_kept' : 'accepted', said(change).includes('midi') ? 'Le milieu reste le milieu.' : undefined)
  await finish(garance)
  const done = await integrateProposal(forge.deps, garance, { resource: fiche, number: 1 })
  expect(await published()).toBe(text.replace('du début', 'du matin').replace('de la fin', 'du soir').replace('min: PT5M', 'min: PT10M'))
  if (done.kind !== 'merged') throw new Error('expected an integration')
  const merge = await forge.git.commit(fiche.id, done.commit)
  expect(authorsOf(merge).map(({ name }) => name)).toEqual(['lea'])
  const kept = await forge.git.commit(fiche.id, merge.parents[1] ?? '')
  expect(kept.author.name).toBe('lea')
  expect(kept.parents).toEqual([fiche.tip])
  // The proposition's own text is still there, and why a change was left out.
  const repositories: string[] = []
  for await (const id of forge.git.listRepositories()) repositories.push(id)
  await reindex(forge.deps, repositories)
  const chain = await forge.git.events(fiche.id, journalRef(1))
  expect(chain.at(-1)?.payload).toMatchObject({ kind: 'merged', notKept: [{ decision: 'not_kept', reason: 'Le milieu reste le milieu.' }] })
  expect(await readText(forge.deps, fiche.id, (await forge.git.resolve(fiche.id, headRef(1))) ?? '', 'README.md')).toBe(proposed)
  expect(reviewsOf(chain)).toMatchObject([{ by: { handle: 'garance' }, decides: true, iteration: 1 }])
  expect((await forge.deps.mergeRequests.find(fiche.id, 1))?.state).toBe('merged')
})

test('should integrate the proposed head itself when everything is accepted or nothing was decided', async () => {
  const request = await propose()
  for (const change of await changes()) await answer(garance, change, 'accepted')
  await finish(garance)
  const done = await integrateProposal(forge.deps, garance, { resource: fiche, number: 1 })
  expect(done.kind === 'merged' && (await forge.git.commit(fiche.id, done.commit)).parents[1]).toBe(request.head)
  expect(await published()).toBe(proposed)
})

test('should refuse to guess what was not decided, and to integrate nothing', async () => {
  await propose()
  await answer(garance, await changeWith('matin'), 'accepted')
  await finish(garance)
  await expect(integrateProposal(forge.deps, garance, { resource: fiche, number: 1 })).rejects.toMatchObject({ key: 'review.undecided', details: { left: 3, of: 4 } })
  for (const change of await changes()) await answer(garance, change, 'not_kept', 'Pas cette fois.')
  await finish(garance)
  await expect(integrateProposal(forge.deps, garance, { resource: fiche, number: 1 })).rejects.toMatchObject({ key: 'review.nothing_kept' })
  expect(await published()).toBe(text)
})

test('should count the answers of who may not integrate as favourable or reserved, deciding nothing', async () => {
  await propose()
  await answer(noe, await changeWith('midi'), 'not_kept', 'Je n’en suis pas sûr.')
  await answer(noe, await changeWith('matin'), 'accepted')
  await finish(noe)
  expect(reviewsOf(await forge.git.events(fiche.id, journalRef(1)))[0]).toMatchObject({ decides: false, decisions: [{ decision: 'favorable' }, { decision: 'reserved' }] })
  const done = await integrateProposal(forge.deps, garance, { resource: fiche, number: 1 })
  expect(await published()).toBe(proposed)
  // Who answered the changes read it, and is credited so.
  expect(done.kind === 'merged' && (await forge.git.commit(fiche.id, done.commit)).message).toMatch(/^Reviewed-by: noe </m)
})

test('should keep a review to oneself until it is ended, ask why a change is not kept, and lose nothing of it', async () => {
  await propose()
  await answer(garance, await changeWith('midi'), 'not_kept')
  await expect(finish(garance)).rejects.toMatchObject({ key: 'review.reason_missing', details: { change: 3 } })
  expect(await forge.git.events(fiche.id, journalRef(1))).toHaveLength(1)
  await answerReview(forge.deps, garance, { resource: fiche, number: 1, iteration: 1, answer: { verdict: 'objection', text: '' } })
  await answer(garance, await changeWith('midi'), 'not_kept', 'Pourquoi midi ?')
  await expect(finish(garance)).rejects.toMatchObject({ key: 'proposal.objection_without_risk' })
  await answerReview(forge.deps, garance, { resource: fiche, number: 1, iteration: 1, answer: { text: 'On perdrait le milieu.', liftCondition: 'Garder le milieu.' } })
  await finish(garance)
  expect((await forge.git.events(fiche.id, journalRef(1))).map(({ payload }) => payload.kind)).toEqual(['opened', 'reviewed', 'verdict'])
  expect(await forge.deps.reviewDrafts.of(garance.kind === 'person' ? garance.person.id : '')).toEqual([])
  await expect(finish(noe)).rejects.toMatchObject({ key: 'review.nothing_said' })
  await expect(answer(lea, await changeWith('midi'), 'accepted')).rejects.toMatchObject({ key: 'proposal.own_verdict' })
})

test('should bring a review begun before a new text over to it, without what changed', async () => {
  await propose()
  await answer(garance, await changeWith('matin'), 'accepted')
  await answer(garance, await changeWith('midi'), 'not_kept', 'Non.')
  await updateProposal(forge.deps, lea, { resource: fiche, number: 1, files: new Map([['README.md', proposed.replace('de midi', 'de treize heures')]]), message: 'Plus précis' })
  await expect(finish(garance)).rejects.toMatchObject({ key: 'review.iteration_moved' })
  await answer(garance, (await changes()).at(-1) as ChangeRef, 'accepted', undefined, 2)
  const draft = await forge.deps.reviewDrafts.find(garance.kind === 'person' ? garance.person.id : '', fiche.id, 1)
  expect(draft?.iteration).toBe(2)
  expect(draft?.decisions.map(({ decision }) => decision)).toEqual(['accepted', 'accepted'])
  await finish(garance, 2)
  // Earlier answers are about the earlier text: they no longer decide.
  await expect(integrateProposal(forge.deps, garance, { resource: fiche, number: 1 })).rejects.toMatchObject({ key: 'review.undecided' })
})

test('should decide other files whole: added, removed, renamed, and settle what was kept when the fiche moved', async () => {
  await propose({ 'README.md': proposed, 'notes.md': null, 'ajout.md': 'Un ajout.\n' })
  const all = await changes()
  expect(all.map(changeName).filter((name) => name.startsWith('fichier:'))).toEqual(['fichier:ajout.md', 'fichier:notes.md'])
  for (const change of all) await answer(garance, change, change.path === 'notes.md' || said(change).includes('midi') ? 'not_kept' : 'accepted', 'Non.')
  await finish(garance)
  await publishChange(forge.deps, garance, { resource: fiche, base: fiche.tip ?? '', files: new Map([['README.md', text.replace('du début', 'de l’aube')]]), title: 'Aube', reason: '' })
  const blocked = await integrateProposal(forge.deps, garance, { resource: fiche, number: 1 })
  if (blocked.kind !== 'conflicts') throw new Error('expected passages to settle')
  const files = await filesToSettle(forge.deps, fiche.id, blocked.files)
  const settled = await settleFiles(forge.deps, fiche.id, files, () => 'theirs')
  if (settled.kind !== 'settled') throw new Error('expected settled files')
  await integrateProposal(forge.deps, garance, { resource: fiche, number: 1, settled: { published: blocked.published, head: blocked.offered, files: settled.files, wroteWords: false } })
  expect(await published()).toBe(proposed.replace('de midi', 'du milieu'))
  expect(await published('notes.md')).toBe('# Notes\n\nUne note.\n')
  expect(await published('ajout.md')).toBe('Un ajout.\n')
})
