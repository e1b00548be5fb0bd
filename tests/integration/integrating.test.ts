import { afterEach, beforeEach, expect, test } from 'vitest'
import { authorsOf } from '../../forge/attribution/identities.js'
import { MAIN, type Resource } from '../../forge/domain/resource.js'
import { headRef, journalRef } from '../../forge/domain/merge-request.js'
import type { Actor } from '../../forge/domain/person.js'
import { declineProposal, withdrawProposal } from '../../forge/use-cases/closeProposal.js'
import { giveVerdict } from '../../forge/use-cases/giveVerdict.js'
import { integrateProposal } from '../../forge/use-cases/integrateProposal.js'
import { liftObjection } from '../../forge/use-cases/liftObjection.js'
import { proposeChange, updateProposal } from '../../forge/use-cases/proposeChange.js'
import { publishChange } from '../../forge/use-cases/publishChange.js'
import { recoverPending, repairAtAccess } from '../../forge/use-cases/recoverPending.js'
import { filesToSettle, settleFiles } from '../../forge/use-cases/settlePassages.js'
import { verdictsOf } from '../../forge/domain/replay.js'
import { aForge, shortFiche, type TestForge } from '../support/forge.js'

let forge: TestForge
let steward: Actor & { kind: 'person' }
let lea: Actor & { kind: 'person' }
let noe: Actor & { kind: 'person' }
let fiche: Resource

const body = 'Premier paragraphe, du début.\n\nDeuxième paragraphe, du milieu.\n\nTroisième paragraphe, de la fin.\n'
const text = shortFiche('Le tour de météo', body)

beforeEach(async () => {
  forge = await aForge()
  const people = await Promise.all(['garance', 'lea', 'noe'].map(async (handle) => (await forge.person(handle)).actor as Actor & { kind: 'person' }))
  ;[steward, lea, noe] = people as [typeof steward, typeof lea, typeof noe]
  fiche = await forge.resource({ by: steward.person, slug: 'le-tour-de-meteo', text })
})
afterEach(() => forge.close())

const published = async () => {
  const file = await forge.git.file(fiche.id, (await forge.git.resolve(fiche.id, MAIN)) ?? '', 'README.md')
  return new TextDecoder().decode(file?.bytes)
}
const propose = (actor: Actor, find: string, replace: string, title = 'Une amélioration') =>
  proposeChange(forge.deps, actor, { resource: fiche, base: fiche.tip ?? '', files: new Map([['README.md', text.replace(find, replace)]]), title, reason: 'Parce que.' })
const integrate = (number: number, actor: Actor = steward) => integrateProposal(forge.deps, actor, { resource: fiche, number })

test('should integrate both and credit both when two people edit different paragraphs at once', async () => {
  const [first, second] = await Promise.all([propose(lea, 'du début', 'du tout début'), propose(noe, 'de la fin', 'de la toute fin')])
  expect(new Set([first.number, second.number])).toEqual(new Set([1, 2]))
  expect((await integrate(first.number)).kind).toBe('merged')
  expect((await integrate(second.number)).kind).toBe('merged')
  expect(await published()).toBe(text.replace('du début', 'du tout début').replace('de la fin', 'de la toute fin'))
  const main = (await forge.git.resolve(fiche.id, MAIN)) ?? ''
  const everyone = new Set((await forge.git.log(fiche.id, { from: [main] })).flatMap((c) => authorsOf(c).map((a) => a.name)))
  expect(everyone).toEqual(new Set(['garance', 'lea', 'noe']))
  expect((await forge.deps.resources.find(fiche.id))?.tip).toBe(main)
  expect(await forge.deps.pending.all()).toEqual([])
})

test('should write who wrote, who read and who integrated in the merge commit', async () => {
  const request = await proposeChange(forge.deps, lea, {
    resource: fiche, base: fiche.tip ?? '', files: new Map([['README.md', text.replace('du début', 'neuf')]]), title: 'Un début neuf', reason: 'Il était vieux.', coAuthors: [{ name: 'Ana B.', email: 'ana@exemple.invalid' }],
  })
  await giveVerdict(forge.deps, noe, { resource: fiche, number: request.number, verdict: 'consent', text: '' })
  const done = await integrate(request.number)
  if (done.kind !== 'merged') throw new Error('not merged')
  const commit = await forge.git.commit(fiche.id, done.commit)
  expect(commit.parents).toEqual([fiche.tip, request.head])
  expect(commit.author.name).toBe('lea')
  expect(commit.committer.name).toBe('garance')
  expect(commit.message).toBe(`Un début neuf\n\nIl était vieux.\n\nCo-authored-by: Ana B. <ana@exemple.invalid>\nReviewed-by: noe <${noe.person.id}@users.noreply.127.0.0.1>\nMerge-Request: http://127.0.0.1:4000/garance/le-tour-de-meteo/propositions/1\n`)
})

test('should integrate once when asked twice at the same time', async () => {
  const request = await propose(lea, 'du début', 'neuf')
  const [a, b] = await Promise.all([integrate(request.number), integrate(request.number)])
  expect(a).toEqual(b)
  const kinds = (await forge.git.events(fiche.id, journalRef(request.number))).map((e) => e.payload.kind)
  expect(kinds).toEqual(['opened', 'merge_intended', 'merged'])
})

test('should settle passages that both changed, losing no word and crediting who wrote', async () => {
  const first = await propose(lea, 'Deuxième paragraphe, du milieu.', 'Deuxième paragraphe, au soleil.')
  const second = await propose(noe, 'Deuxième paragraphe, du milieu.', 'Deuxième paragraphe, sous la pluie.')
  await integrate(first.number)
  const blocked = await integrate(second.number)
  if (blocked.kind !== 'conflicts') throw new Error('expected passages to settle')
  expect(await published()).toContain('au soleil')
  const files = await filesToSettle(forge.deps, fiche.id, blocked.files)
  expect((await settleFiles(forge.deps, fiche.id, files, () => undefined)).kind).toBe('undecided')
  const settled = await settleFiles(forge.deps, fiche.id, files, () => ({ text: 'Deuxième paragraphe, au soleil ou sous la pluie.' }))
  if (settled.kind !== 'settled') throw new Error('expected a settled text')
  expect(settled.wroteWords).toBe(true)
  // Somebody publishes elsewhere in the text while the passages are being settled.
  await publishChange(forge.deps, steward, { resource: fiche, base: blocked.published, files: new Map([['README.md', (await published()).replace('de la fin', 'du bout')]]), title: 'La fin', reason: '' })
  const done = await integrateProposal(forge.deps, steward, { resource: fiche, number: second.number, settled: { published: blocked.published, head: second.head, files: settled.files, wroteWords: settled.wroteWords } })
  expect(done.kind).toBe('merged')
  expect(await published()).toBe(text.replace('du milieu', 'au soleil ou sous la pluie').replace('de la fin', 'du bout'))
  if (done.kind === 'merged') expect(authorsOf(await forge.git.commit(fiche.id, done.commit)).map((a) => a.name)).toEqual(['noe', 'garance'])
})

test('should publish on a fiche that moved meanwhile what Git merges cleanly, and write nothing otherwise', async () => {
  const base = fiche.tip ?? ''
  await publishChange(forge.deps, steward, { resource: fiche, base, files: new Map([['README.md', text.replace('du début', 'neuf')]]), title: 'Un', reason: '' })
  const clean = await publishChange(forge.deps, steward, { resource: fiche, base, files: new Map([['README.md', text.replace('de la fin', 'du bout')]]), title: 'Deux', reason: '' })
  expect(clean.kind).toBe('published')
  expect(await published()).toBe(text.replace('du début', 'neuf').replace('de la fin', 'du bout'))
  const before = await forge.git.resolve(fiche.id, MAIN)
  const conflict = await publishChange(forge.deps, steward, { resource: fiche, base, files: new Map([['README.md', text.replace('du début', 'autre')]]), title: 'Trois', reason: '' })
  expect(conflict.kind).toBe('conflicts')
  expect(await forge.git.resolve(fiche.id, MAIN)).toBe(before)
})

test('should refuse to integrate while an objection stands, and integrate once it is lifted', async () => {
  const request = await propose(lea, 'du début', 'neuf')
  await expect(giveVerdict(forge.deps, noe, { resource: fiche, number: 1, verdict: 'objection', text: '' })).rejects.toMatchObject({ key: 'proposal.objection_without_risk' })
  await giveVerdict(forge.deps, noe, { resource: fiche, number: 1, verdict: 'objection', text: 'On ne comprend plus le début.', liftCondition: 'Garder l’ancien mot.' })
  await expect(integrate(1)).rejects.toMatchObject({ refusal: 'forbidden', key: 'proposal.objection_stands' })
  const [objection] = verdictsOf(await forge.git.events(fiche.id, journalRef(1)))
  const lift = (actor: Actor, reason: string) => liftObjection(forge.deps, actor, { resource: fiche, number: 1, objection: objection?.event ?? '', reason })
  await expect(lift(lea, 'moi')).rejects.toMatchObject({ key: 'proposal.lift_not_yours' })
  await expect(lift(steward, '')).rejects.toMatchObject({ key: 'proposal.lift_without_reason' })
  await updateProposal(forge.deps, lea, { resource: fiche, number: 1, files: new Map([['README.md', text.replace('du début', 'du début, neuf')]]), message: 'L’ancien mot revient' })
  await lift(noe, '')
  await expect(lift(noe, '')).rejects.toMatchObject({ key: 'proposal.no_such_objection' })
  expect((await integrate(1)).kind).toBe('merged')
  expect(await published()).toContain('du début, neuf')
  expect(request.iterations).toHaveLength(1)
})

test('should refuse each thing to whom the rule does not let, and say which rule', async () => {
  await propose(lea, 'du début', 'neuf')
  await expect(integrate(1, lea)).rejects.toMatchObject({ refusal: 'forbidden', key: 'policy.stewards_integrate' })
  await expect(integrateProposal(forge.deps, { kind: 'visitor' }, { resource: fiche, number: 1 })).rejects.toMatchObject({ refusal: 'unauthenticated' })
  await expect(publishChange(forge.deps, lea, { resource: fiche, base: fiche.tip ?? '', files: new Map([['README.md', `${text}x`]]), title: 'x', reason: '' })).rejects.toMatchObject({ key: 'policy.propose_instead' })
  await expect(giveVerdict(forge.deps, lea, { resource: fiche, number: 1, verdict: 'consent', text: '' })).rejects.toMatchObject({ key: 'proposal.own_verdict' })
  await expect(withdrawProposal(forge.deps, noe, { resource: fiche, number: 1, reason: '' })).rejects.toMatchObject({ key: 'policy.proposer_only' })
  await expect(declineProposal(forge.deps, noe, { resource: fiche, number: 1, reason: 'non' })).rejects.toMatchObject({ key: 'policy.stewards_only' })
  await expect(updateProposal(forge.deps, noe, { resource: fiche, number: 1, files: new Map([['README.md', `${text}x`]]), message: 'x' })).rejects.toMatchObject({ key: 'policy.proposer_only' })
  await declineProposal(forge.deps, steward, { resource: fiche, number: 1, reason: 'Trop tôt.' })
  await expect(integrate(1)).rejects.toMatchObject({ key: 'policy.already_settled' })
  await expect(declineProposal(forge.deps, steward, { resource: fiche, number: 1, reason: 'encore' })).rejects.toMatchObject({ key: 'policy.already_settled' })
})

test('should never both decline and integrate', async () => {
  await propose(lea, 'du début', 'neuf')
  const outcomes = await Promise.allSettled([integrate(1), declineProposal(forge.deps, steward, { resource: fiche, number: 1, reason: 'non' })])
  expect(outcomes.filter((o) => o.status === 'fulfilled')).toHaveLength(1)
})

test('should refuse a change that adds a problem, or that changes nothing, before anything is written', async () => {
  const refs = await forge.git.refs(fiche.id)
  await expect(propose(lea, 'besoins: [ecouter-l-etat-du-groupe]\n', '')).rejects.toMatchObject({ refusal: 'invalid', key: 'fiche.has_problems' })
  await expect(propose(lea, 'absent', 'rien')).rejects.toMatchObject({ refusal: 'invalid', key: 'change.nothing' })
  await expect(propose(lea, 'du début', 'neuf', ' \n ')).rejects.toMatchObject({ key: 'proposal.title_missing' })
  expect(await forge.git.refs(fiche.id)).toEqual(refs)
})

test('should let no typed text become a trailer, a header or a second line', async () => {
  const request = await proposeChange(forge.deps, lea, {
    resource: fiche, base: fiche.tip ?? '', files: new Map([['README.md', text.replace('du début', 'neuf')]]),
    title: 'Titre\n\nCo-authored-by: Faux <faux@exemple.invalid>\u0000\u202e', reason: 'Co-authored-by: Faux <faux@exemple.invalid>\nReviewed-by: Faux <faux@exemple.invalid>\n\nMerge-Request: http://ailleurs.invalid/1',
  })
  const done = await integrate(request.number)
  if (done.kind !== 'merged') throw new Error('not merged')
  for (const commit of await forge.git.log(fiche.id, { from: [done.commit] })) expect(authorsOf(commit).map((a) => a.email)).not.toContain('faux@exemple.invalid')
  expect(request.title).toBe('Titre Co-authored-by: Faux <faux@exemple.invalid>')
})

/** Stops the next integration at one of its steps, as a kill would, and says what is left. */
async function stopAt(step: 'before main moves' | 'after main moved'): Promise<void> {
  const { git } = forge.deps
  const interrupted = { ...forge.deps, git: Object.assign(Object.create(git) as typeof git, {
    updateRefs: async (repo: string, updates: Parameters<typeof git.updateRefs>[1]) => {
      if (step === 'before main moves') throw new Error('killed')
      await git.updateRefs(repo, updates)
      throw new Error('killed')
    },
  }) }
  await expect(integrateProposal(interrupted, steward, { resource: fiche, number: 1 })).rejects.toThrow('killed')
  expect(await forge.deps.pending.all()).toHaveLength(1)
}

test.each(['before main moves', 'after main moved'] as const)('should end at the next start an integration stopped %s', async (step) => {
  await propose(lea, 'du début', 'neuf')
  await stopAt(step)
  await recoverPending(forge.deps)
  expect(await published()).toContain('neuf')
  expect(await forge.deps.pending.all()).toEqual([])
  const request = await forge.deps.mergeRequests.find(fiche.id, 1)
  expect(request).toMatchObject({ state: 'merged', mergedAs: await forge.git.resolve(fiche.id, MAIN) })
  expect((await forge.deps.resources.find(fiche.id))?.tip).toBe(request?.mergedAs)
  expect(await integrate(1)).toEqual({ kind: 'merged', commit: request?.mergedAs })
})

test('should abandon an intent whose place was taken by another version', async () => {
  await propose(lea, 'du début', 'neuf')
  await stopAt('before main moves')
  await publishChange(forge.deps, steward, { resource: fiche, base: fiche.tip ?? '', files: new Map([['README.md', text.replace('de la fin', 'du bout')]]), title: 'La fin', reason: '' })
  await recoverPending(forge.deps)
  expect((await forge.git.events(fiche.id, journalRef(1))).map((e) => e.payload.kind)).toEqual(['opened', 'merge_intended', 'merge_abandoned'])
  expect((await integrate(1)).kind).toBe('merged')
  expect(await published()).toContain('du bout')
})

test('should forget a proposition whose journal was never opened', async () => {
  const { git } = forge.deps
  const interrupted = { ...forge.deps, git: Object.assign(Object.create(git) as typeof git, { append: async () => { throw new Error('killed') } }) }
  await expect(proposeChange(interrupted, lea, { resource: fiche, base: fiche.tip ?? '', files: new Map([['README.md', `${text}x`]]), title: 'x', reason: '' })).rejects.toThrow('killed')
  expect(await git.refs(fiche.id, 'refs/merge-requests/')).toHaveLength(2)
  await recoverPending(forge.deps)
  expect(await git.refs(fiche.id, 'refs/merge-requests/')).toEqual([])
  expect((await propose(lea, 'du début', 'neuf')).number).toBe(1)
})

test('should go back to the last said iteration when an update was cut short', async () => {
  const request = await propose(lea, 'du début', 'neuf')
  const { git } = forge.deps
  const interrupted = { ...forge.deps, git: Object.assign(Object.create(git) as typeof git, { append: async () => { throw new Error('killed') } }) }
  await expect(updateProposal(interrupted, lea, { resource: fiche, number: 1, files: new Map([['README.md', `${text}y`]]), message: 'y' })).rejects.toThrow('killed')
  await recoverPending(forge.deps)
  expect(await git.resolve(fiche.id, headRef(1))).toBe(request.head)
  expect((await updateProposal(forge.deps, lea, { resource: fiche, number: 1, files: new Map([['README.md', `${text}z`]]), message: 'z' })).iterations).toHaveLength(2)
})

test('should repair at access a published text that the index does not know', async () => {
  const before = await forge.deps.resources.find(fiche.id)
  const commit = await forge.git.commit(fiche.id, fiche.tip ?? '')
  const moved = await forge.git.writeCommit(fiche.id, { parents: [commit.oid], baseTree: commit.tree, files: new Map([['README.md', text.replace('Le tour de météo', 'Autre titre')]]), author: commit.author, committer: commit.committer, message: 'dehors' })
  await forge.git.updateRefs(fiche.id, [{ ref: MAIN, from: commit.oid, to: moved }])
  if (!before) throw new Error('no row')
  expect((await repairAtAccess(forge.deps, before)).title).toBe('Autre titre')
  expect((await forge.deps.resources.find(fiche.id))?.tip).toBe(moved)
})
