import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Actor } from '../../../forge/domain/person.js'
import { addressOf, MAIN, RESOURCE_JOURNAL, type Resource } from '../../../forge/domain/resource.js'
import { adaptResource } from '../../../forge/use-cases/adaptResource.js'
import { answerPassageDispute, disputePassage } from '../../../forge/use-cases/disputePassage.js'
import { textsTyped } from '../../../forge/use-cases/incomingTexts.js'
import { indexResource } from '../../../forge/use-cases/indexResource.js'
import { judgeIncoming } from '../../../forge/use-cases/judgeIncoming.js'
import { retireResource } from '../../../forge/use-cases/manageResource.js'
import { publishChange } from '../../../forge/use-cases/publishChange.js'
import { readInbox } from '../../../forge/use-cases/readInbox.js'
import { readSharedPassages } from '../../../forge/use-cases/readSharedPassages.js'
import { doctor, reindex } from '../../../forge/use-cases/reindex.js'
import { reuseOf } from '../../../forge/use-cases/reuseOf.js'
import { aForge, shortFiche, type TestForge } from '../../support/forge.js'

type Who = Actor & { kind: 'person' }
let forge: TestForge
let garance: Who, noe: Who, lou: Who
/** A minute between two fiches: versions made in the same second are as old as each other. */
const clock = { at: Date.parse('2026-11-04T10:00:00Z'), now() { return this.at } }
const passage = 'Quand la lune est pleine au-dessus du jardin, on compte à voix basse les limaces qui traversent l’allée, puis on note leur nombre au dos d’une vieille carte postale.'

beforeEach(async () => {
  forge = await aForge({ clock })
  ;[garance, noe, lou] = (await Promise.all(['garance', 'noe', 'lou'].map(async (h) => (await forge.person(h)).actor))) as [Who, Who, Who]
})
afterEach(() => forge.close())

const publish = (by: Who, slug: string, text: string) => { clock.at += 60_000; return forge.resource({ by: by.person, slug, text }) }
const read = (resource: Resource, actor: Actor = lou) => readSharedPassages(forge.deps, actor, resource)
const twoFiches = async (): Promise<readonly [Resource, Resource]> => [
  await publish(garance, 'limaces', shortFiche('Compter les limaces', `${passage}\n`).replace('CC-BY-SA-4.0', 'CC-BY-4.0')),
  await publish(noe, 'lune', shortFiche('La lune au jardin', `Avant.\n\n${passage}\n`)),
]

test('should show the facts of both sides: words, dates, names, licences and the verdict, with nothing declared', async () => {
  const [older, newer] = await twoFiches()
  const { shared, disputes, isUnderWay } = await read(newer)
  expect(isUnderWay).toBe(false)
  expect(disputes).toEqual([])
  expect(shared).toMatchObject([{ resource: { id: older.id }, links: [], more: 0, verdict: { from: 'there', because: 'older', said: { verdict: 'pass' } } }])
  const [one] = shared[0]!.passages
  expect(one).toMatchObject({ quote: passage.slice(0, -1), theirs: undefined, words: 30, changed: 0, here: { state: 'known', people: [{ name: 'noe' }] }, there: { state: 'known', people: [{ name: 'garance' }] } })
  expect(one!.address).toBe(`/${addressOf(older)}#:~:text=Quand%20la%20lune%20est,d%E2%80%99une%20vieille%20carte%20postale`)
  // Seen from the other fiche, the words are still older there.
  expect((await read(older)).shared).toMatchObject([{ resource: { id: newer.id }, verdict: { from: 'here', because: 'older' } }])
  expect(await reuseOf(forge.deps, newer)).toEqual({ elsewhere: 1, disputes: 0 })
})

/** As if it had said so all along, since before (imported so, say): the doors of licences see what comes in, not what was there. */
async function saidAlways(resource: Resource, text: string, at: number): Promise<Resource> {
  const author = { name: 'garance', email: `${garance.person.id}@users.noreply.127.0.0.1`, at, offsetMinutes: 0 }
  const root = await forge.git.writeCommit(resource.id, { parents: [], baseTree: undefined, files: new Map([['README.md', text]]), author, committer: author, message: 'Première version' })
  await forge.git.updateRefs(resource.id, [{ ref: MAIN, from: resource.tip, to: undefined }])
  await forge.git.updateRefs(resource.id, [{ ref: MAIN, from: undefined, to: root }])
  return (await indexResource(forge.deps, resource.id))!
}

test('should judge words by the licence they were born under, whatever their fiche says since, as the doors do', async () => {
  const [older, newer] = await twoFiches()
  const nc = shortFiche('Compter les limaces', `${passage}\n`).replace('CC-BY-SA-4.0', 'CC-BY-NC-4.0')
  clock.at += 60_000
  await publishChange(forge.deps, garance, { resource: older, base: older.tip!, files: new Map([['README.md', nc]]), title: 'Réserver l’usage commercial', reason: '' })
  // Taken while it was CC BY: what was granted then holds, though the fiche is CC BY-NC today.
  const { shared } = await read(newer)
  expect(shared).toMatchObject([{ resource: { licence: { licence: { id: 'CC-BY-NC-4.0' } } }, verdict: { from: 'there', said: { verdict: 'pass' } }, passages: [{ there: { licences: ['CC-BY-4.0'] }, here: { licences: ['CC-BY-SA-4.0'] } }] }])
  const after = await judgedAtTheDoor(passage)
  expect(after?.verdict.verdict ?? 'pass').toBe('pass')
})

test('should say what stops words born under a licence that keeps them out, until their author grants them', async () => {
  const nc = (body: string) => shortFiche('Compter les limaces', `${body}\n`).replace('CC-BY-SA-4.0', 'CC-BY-NC-4.0')
  const empty = await publish(garance, 'limaces', nc('Rien encore.'))
  const newer = await publish(noe, 'lune', shortFiche('La lune au jardin', `Avant.\n\n${passage}\n`))
  const older = await saidAlways(empty, nc(passage), empty.createdAt)
  const verdictNow = async (of: Resource) => (await read(of)).shared[0]?.verdict
  expect(await verdictNow(newer)).toMatchObject({ from: 'there', because: 'older', said: { verdict: 'block', code: 'NC_DROPPED_WHOLE' } })
  expect(await verdictNow(older)).toMatchObject({ from: 'here', said: { verdict: 'block', code: 'NC_DROPPED_WHOLE' } })
  expect((await judgedAtTheDoor(passage))?.verdict).toMatchObject({ verdict: 'block', code: 'NC_DROPPED_WHOLE' })
  await forge.git.append(newer.id, RESOURCE_JOURNAL, [{ author: { name: 'garance', email: '', at: clock.at, offsetMinutes: 0 }, payload: { kind: 'words_granted', actor: { id: garance.person.id, handle: 'garance', name: 'garance' }, licence: 'CC-BY-SA-4.0', source: { resource: older.id, commit: older.tip!, path: 'README.md' }, words: passage } }])
  expect(await verdictNow(newer)).toMatchObject({ said: { verdict: 'pass', code: 'GRANTED_BY_ALL' } })
})

/** What a proposition that brings the passage to a fiche of Lou's would meet. */
async function judgedAtTheDoor(words: string) {
  const mine = await publish(lou, 'nuits', shortFiche('Nuits', 'Rien.\n'))
  return (await judgeIncoming(forge.deps, { resource: mine, incoming: textsTyped(forge.deps, mine.id, mine.tip, new Map([['README.md', shortFiche('Nuits', `Rien.\n\n${words}\n`)]])), proposer: lou.person.id })).result
}

test('should say what is declared, and keep silent on the fiche’s page about its own family', async () => {
  const [older] = await twoFiches()
  const origin = await publish(garance, 'origine', shortFiche('Une autre fiche', 'Sur le banc vert, chaque personne raconte à mi-voix la dernière chose qui l’a fait rire, puis choisit un galet dans le grand panier rond de paille.\n'))
  const child = await adaptResource(forge.deps, noe, { origin, owner: 'noe', title: 'Dehors', reason: 'lieu', explanation: 'Dehors.' })
  expect((await read(child)).shared).toMatchObject([{ resource: { id: origin.id }, links: ['origin'], verdict: { from: 'there', because: 'declared' } }])
  expect((await read(origin)).shared).toMatchObject([{ resource: { id: child.id }, links: ['adaptation'], verdict: { from: 'here', because: 'declared' } }])
  expect(await reuseOf(forge.deps, child)).toBeUndefined()
  const citing = await publish(lou, 'cite', shortFiche('Nuits', `${passage}\n`).replace('licence:', `sources: [{ titre: Les limaces, url: '${forge.deps.settings.baseUrl}/garance/limaces' }]\nlicence:`))
  const found = (await read(citing)).shared.find(({ resource }) => resource.id === older.id)
  expect(found?.links).toEqual(['source'])
})

test('should take no retired fiche for evidence', async () => {
  const [older, newer] = await twoFiches()
  await retireResource(forge.deps, garance, { resource: older, reason: 'Plus d’actualité' })
  expect((await read(newer)).shared).toEqual([])
})

test('should keep what somebody says of a passage and every answer, remove nothing, and tell those of both fiches', async () => {
  const [older, newer] = await twoFiches()
  const said = { resource: newer, words: `**${passage.slice(0, 80)}**`, from: 'La fiche de Garance', other: older.id, reason: 'Elle l’a écrit avant.' }
  await disputePassage(forge.deps, lou, said)
  await expect(disputePassage(forge.deps, lou, said)).rejects.toMatchObject({ refusal: 'conflict', key: 'reuse.said_already' })
  const [dispute] = (await read(newer)).disputes
  expect(dispute).toMatchObject({ by: { name: 'lou' }, from: said.from, reason: said.reason, other: { title: 'Compter les limaces' }, answers: [], lifted: undefined })
  expect(passage.startsWith(dispute!.passage.quote)).toBe(true)
  expect((await forge.deps.resources.find(newer.id))?.tip).toBe(newer.tip)
  for (const who of [noe, garance]) expect((await readInbox(forge.deps, who)).mentions).toMatchObject([{ isNew: true, mention: { reason: 'on_mine', event: { kind: 'passage_disputed' } }, resource: { id: newer.id } }])
  expect((await readInbox(forge.deps, lou)).mentions).toEqual([])

  const answer = { resource: newer, dispute: dispute!.event, text: 'Je l’ai entendu chez une voisine.', lifts: false }
  await answerPassageDispute(forge.deps, noe, answer)
  await answerPassageDispute(forge.deps, garance, { ...answer, text: 'Moi aussi.' })
  await expect(answerPassageDispute(forge.deps, (await forge.person('zoe')).actor, answer)).rejects.toMatchObject({ refusal: 'forbidden', key: 'policy.passage_answer' })
  await expect(answerPassageDispute(forge.deps, noe, { ...answer, lifts: true })).rejects.toMatchObject({ refusal: 'forbidden', key: 'policy.passage_lift' })
  expect((await readInbox(forge.deps, lou)).mentions.map(({ mention }) => mention.reason)).toEqual(['answered', 'answered'])
  await answerPassageDispute(forge.deps, lou, { ...answer, text: 'Merci.', lifts: true })
  const [settled] = (await read(newer)).disputes
  expect(settled).toMatchObject({ answers: [{ by: { name: 'noe' } }, { by: { name: 'garance' } }], lifted: { text: 'Merci.' } })
  await expect(answerPassageDispute(forge.deps, noe, answer)).rejects.toMatchObject({ refusal: 'conflict', key: 'reuse.lifted' })
  expect(await reuseOf(forge.deps, newer)).toEqual({ elsewhere: 1, disputes: 0 })
  expect((await forge.git.events(newer.id, RESOURCE_JOURNAL)).map(({ payload }) => payload.kind)).toEqual(['created', 'passage_disputed', 'passage_dispute_answered', 'passage_dispute_answered', 'passage_dispute_answered'])

  const ids = [older.id, newer.id]
  expect(await doctor(forge.deps, ids)).toEqual([])
  const before = await readInbox(forge.deps, garance)
  await reindex(forge.deps, ids)
  expect((await readInbox(forge.deps, garance)).mentions).toEqual(before.mentions)
})

test('should refuse what says nothing: words that are not there, no source, no reason, nobody', async () => {
  const [, newer] = await twoFiches()
  const said = { resource: newer, words: passage, from: 'Un livre', reason: 'Page douze.' }
  for (const [change, key] of [[{ words: 'Des mots qui ne sont nulle part ici' }, 'reuse.not_here'], [{ words: 'Quand la lune' }, 'reuse.not_here'], [{ from: ' ' }, 'reuse.from_missing'], [{ reason: '' }, 'reuse.reason_missing']] as const) {
    await expect(disputePassage(forge.deps, lou, { ...said, ...change })).rejects.toMatchObject({ refusal: 'invalid', key })
  }
  await expect(disputePassage(forge.deps, { kind: 'visitor' }, said)).rejects.toMatchObject({ refusal: 'unauthenticated' })
  expect((await read(newer)).disputes).toEqual([])
})

test('should be read as a page and by machines, and change when somebody else publishes the same words', async () => {
  const alone = await publish(noe, 'lune', shortFiche('La lune au jardin', `${passage}\n`))
  const { url } = await forge.serve()
  const get = async (rest: string) => (await fetch(`${url}/${addressOf(alone)}${rest}`)).text()
  expect(await get('')).not.toContain('/aussi-dans')
  expect(await get('/aussi-dans')).toContain('Aucune autre fiche publiée ici')
  const other = await publish(garance, 'limaces', shortFiche('Compter les limaces', `${passage}\n`))
  expect(await get('')).toContain('Des passages de cette fiche existent aussi dans une autre fiche.')
  expect(await get('/aussi-dans')).toContain('Compter les limaces')
  expect(await get('/contributions')).toContain(`/${addressOf(alone)}/aussi-dans`)
  expect(JSON.parse(await get('/aussi-dans.json'))).toMatchObject({ shared: [{ resource: { address: addressOf(other) }, declared: [], verdict: { verdict: 'pass' }, passages: [{ words: 30, here: { state: 'known' } }] }], disputes: [] })
  await retireResource(forge.deps, garance, { resource: other, reason: 'Plus d’actualité' })
  expect(await get('')).not.toContain('/aussi-dans')
})
