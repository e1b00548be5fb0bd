import { afterEach, beforeEach, expect, test } from 'vitest'
import { MAIN, DISCUSSION_JOURNAL, type Resource } from '../../forge/domain/resource.js'
import { headRef, journalRef } from '../../forge/domain/merge-request.js'
import { visitor, type Actor } from '../../forge/domain/person.js'
import { commentPassage, replyToThread, resolveThread } from '../../forge/use-cases/commentPassage.js'
import { integrateProposal } from '../../forge/use-cases/integrateProposal.js'
import { proposeChange, updateProposal } from '../../forge/use-cases/proposeChange.js'
import { publishChange } from '../../forge/use-cases/publishChange.js'
import { readThreads } from '../../forge/use-cases/readThreads.js'
import { reindex } from '../../forge/use-cases/reindex.js'
import { removeMessage } from '../../forge/use-cases/removeMessage.js'
import { acceptSuggestion, declineSuggestion } from '../../forge/use-cases/settleSuggestion.js'
import { suggestWording } from '../../forge/use-cases/suggestWording.js'
import { aForge, shortFiche, type TestForge } from '../support/forge.js'

let forge: TestForge
let steward: Actor & { kind: 'person' }
let lea: Actor & { kind: 'person' }
let noe: Actor & { kind: 'person' }
let fiche: Resource

const body = 'Premier paragraphe, du début.\n\nDeuxième paragraphe, au milieu du texte.\n\n- Un point\n- Un autre point\n'
const text = shortFiche('Le tour de météo', body)
const titleOf = (words: string) => `Une autre formulation : « ${words} »`

beforeEach(async () => {
  forge = await aForge()
  const people = await Promise.all(['garance', 'lea', 'noe'].map(async (handle) => (await forge.person(handle)).actor as Actor & { kind: 'person' }))
  ;[steward, lea, noe] = people as [typeof steward, typeof lea, typeof noe]
  fiche = await forge.resource({ by: steward.person, slug: 'le-tour-de-meteo', text })
})
afterEach(() => forge.close())

const main = async () => (await forge.git.resolve(fiche.id, MAIN))!
const textAt = async (commit: string) => new TextDecoder().decode((await forge.git.file(fiche.id, commit, 'README.md'))?.bytes)
const wordsOf = async (said: string, exact = '', version?: string) => {
  const commit = version ?? await main()
  return { version: commit, at: (await textAt(commit)).indexOf(said), exact, before: '' }
}
const read = (actor: Actor = visitor, number?: number) => readThreads(forge.deps, actor, { resource: fiche, locale: 'fr', ...(number !== undefined && { number }) })
const propose = (actor: Actor, find: string, replace: string) =>
  proposeChange(forge.deps, actor, { resource: fiche, base: fiche.tip ?? '', files: new Map([['README.md', text.replace(find, replace)]]), title: 'Une amélioration', reason: 'Parce que.' })
const publish = async (find: string, replace: string) => publishChange(forge.deps, steward, { resource: fiche, base: await main(), files: new Map([['README.md', (await textAt(await main())).replace(find, replace)]]), title: 'Retouche', reason: '' })

test('should keep a comment beside its words while the text changes, and apart once they are gone', async () => {
  await commentPassage(forge.deps, lea, { place: { resource: fiche }, words: await wordsOf('Deuxième', 'milieu du texte'), text: 'Quel milieu ?' })
  await publish('Premier paragraphe, du début.', 'Un tout autre commencement.\n\nPuis une suite.')
  const [thread] = (await read()).placed
  const now = await textAt(await main())
  expect(now.slice(...thread!.found!.block)).toBe('Deuxième paragraphe, au milieu du texte.')
  expect(thread).toMatchObject({ quote: 'milieu du texte', found: { isExact: true }, may: { reply: false, resolve: false } })

  await publish('Deuxième paragraphe, au milieu du texte.\n\n', '')
  expect(await read()).toMatchObject({ placed: [], lost: [{ quote: 'milieu du texte', thread: { messages: [{ text: 'Quel milieu ?' }] } }] })
})

test('should answer, close and open again; only its author or a steward closes', async () => {
  const place = { resource: fiche }
  await commentPassage(forge.deps, lea, { place, words: await wordsOf('Premier'), text: 'Est-ce bien le début ?' })
  const { id } = (await read()).placed[0]!.thread
  await replyToThread(forge.deps, noe, { place, thread: id, text: 'Oui.' })
  await expect(resolveThread(forge.deps, noe, { place, thread: id, becomes: 'resolved' })).rejects.toMatchObject({ refusal: 'forbidden', key: 'policy.thread_author_or_stewards' })
  await resolveThread(forge.deps, lea, { place, thread: id, becomes: 'resolved' })
  await resolveThread(forge.deps, lea, { place, thread: id, becomes: 'resolved' })
  expect(await read()).toMatchObject({ placed: [], settled: [{ thread: { isResolved: true, messages: [{ text: 'Est-ce bien le début ?' }, { text: 'Oui.' }] } }] })
  await resolveThread(forge.deps, steward, { place, thread: id, becomes: 'open' })
  await reindex(forge.deps, [fiche.id])
  expect((await read()).placed.map(({ thread }) => thread.messages.map(({ by, text: said }) => [by.handle, said]))).toEqual([[['lea', 'Est-ce bien le début ?'], ['noe', 'Oui.']]])
  expect(await forge.git.events(fiche.id, DISCUSSION_JOURNAL)).toHaveLength(4)
})

test('should refuse a comment that says nothing, of no passage, of a version never published, or of nobody', async () => {
  const place = { resource: fiche }
  const words = await wordsOf('Premier')
  await expect(commentPassage(forge.deps, visitor, { place, words, text: 'Bonjour' })).rejects.toMatchObject({ refusal: 'unauthenticated' })
  await expect(commentPassage(forge.deps, lea, { place, words, text: ' \n' })).rejects.toMatchObject({ key: 'proposal.comment_empty' })
  await expect(commentPassage(forge.deps, lea, { place, words: { ...words, at: 100_000 }, text: 'Là ?' })).rejects.toMatchObject({ key: 'passage.not_there' })
  const { head } = await propose(noe, 'du début', 'de la fin')
  await expect(commentPassage(forge.deps, lea, { place, words: { ...words, version: head }, text: 'Là ?' })).rejects.toMatchObject({ key: 'conflict.moved' })
  expect(await forge.git.events(fiche.id, DISCUSSION_JOURNAL)).toEqual([])
})

test('should make of a suggestion on the published text a small proposition that becomes a version of its author', async () => {
  const request = await suggestWording(forge.deps, lea, {
    place: { resource: fiche }, words: await wordsOf('Deuxième', 'milieu'), wording: { replacement: 'Deuxième paragraphe,\r\nau cœur du texte.\r\n', reason: 'Plus vivant.' }, titleOf,
  })
  expect(request).toMatchObject({ title: 'Une autre formulation : « Deuxième paragraphe, au milieu du texte. »', proposedBy: { handle: 'lea' }, anchor: { quote: { exact: 'milieu' } } })
  const [offer] = (await read(steward)).offered
  expect(offer).toMatchObject({ quote: 'milieu', found: { isExact: true }, may: { integrate: true } })
  expect(offer!.html).toContain('<ins>cœur')
  expect((await read(noe)).offered[0]).toMatchObject({ may: { integrate: false } })

  const done = await integrateProposal(forge.deps, steward, { resource: fiche, number: request!.number })
  expect(done.kind).toBe('merged')
  expect(await textAt(await main())).toBe(text.replace('Deuxième paragraphe, au milieu du texte.', 'Deuxième paragraphe,\nau cœur du texte.'))
  expect((await forge.git.commit(fiche.id, await main()))).toMatchObject({ author: { name: 'lea' }, committer: { name: 'garance' } })
  await reindex(forge.deps, [fiche.id])
  expect((await read()).offered).toEqual([])
  expect(await forge.deps.mergeRequests.find(fiche.id, request!.number)).toMatchObject({ state: 'merged', anchor: { quote: { exact: 'milieu' } } })
})

test('should refuse a suggestion that changes nothing, is empty, or rewrites a field of the header', async () => {
  const place = { resource: fiche }
  const suggest = async (said: string, replacement: string) => suggestWording(forge.deps, lea, { place, words: await wordsOf(said), wording: { replacement, reason: '' }, titleOf })
  await expect(suggest('Premier', 'Premier paragraphe, du début.\r\n')).rejects.toMatchObject({ key: 'change.nothing' })
  await expect(suggest('Premier', ' \r\n')).rejects.toMatchObject({ key: 'passage.no_wording' })
  await expect(suggest('resume:', 'resume: Autre')).rejects.toMatchObject({ key: 'passage.has_its_form' })
  expect(await forge.git.refs(fiche.id, 'refs/merge-requests/')).toEqual([])
})

test('should take a suggestion made on a proposition as an iteration of its author, in one click', async () => {
  const { number } = await propose(noe, 'Premier paragraphe, du début.', 'Un premier paragraphe, tout neuf.')
  const place = { resource: fiche, number }
  const first = (await forge.git.resolve(fiche.id, headRef(number)))!
  await suggestWording(forge.deps, lea, { place, words: await wordsOf('Un premier', 'tout neuf', first), wording: { replacement: 'Un premier paragraphe, flambant neuf.', reason: 'Plus gai.' }, titleOf })
  // The proposer goes on meanwhile, elsewhere in the text.
  await updateProposal(forge.deps, noe, { resource: fiche, number, files: new Map([['README.md', (await textAt(first)).replace('Un autre point', 'Un dernier point')]]), message: 'La fin' })
  const { thread } = (await read(noe, number)).placed[0]!
  expect((await read(noe, number)).placed[0]).toMatchObject({ may: { settle: true }, suggestion: { isOutdated: false } })
  expect((await read(lea, number)).placed[0]).toMatchObject({ may: { settle: false, reply: true } })

  await expect(acceptSuggestion(forge.deps, lea, { resource: fiche, number, suggestion: thread.id, titleOf })).rejects.toMatchObject({ refusal: 'forbidden' })
  const request = await acceptSuggestion(forge.deps, noe, { resource: fiche, number, suggestion: thread.id, titleOf })
  expect(request.iterations).toHaveLength(3)
  expect(await textAt(request.head)).toBe(text.replace('Premier paragraphe, du début.', 'Un premier paragraphe, flambant neuf.').replace('Un autre point', 'Un dernier point'))
  expect(await forge.git.commit(fiche.id, request.head)).toMatchObject({ author: { name: 'lea' }, committer: { name: 'noe' } })
  await expect(acceptSuggestion(forge.deps, noe, { resource: fiche, number, suggestion: thread.id, titleOf })).rejects.toMatchObject({ key: 'suggestion.already_settled' })
  await reindex(forge.deps, [fiche.id])
  expect((await read(noe, number)).settled[0]).toMatchObject({ thread: { suggestion: { state: 'accepted', settledBy: { handle: 'noe' } } } })
})

test('should keep a suggestion open when its passage changed meanwhile, and leave one aside with a reason', async () => {
  const { number } = await propose(noe, 'du début', 'du vrai début')
  const place = { resource: fiche, number }
  const head = (await forge.git.resolve(fiche.id, headRef(number)))!
  await suggestWording(forge.deps, lea, { place, words: await wordsOf('Premier', '', head), wording: { replacement: 'Premier paragraphe, du grand début.', reason: '' }, titleOf })
  await updateProposal(forge.deps, noe, { resource: fiche, number, files: new Map([['README.md', (await textAt(head)).replace('du vrai début', 'du faux début')]]), message: 'Autrement' })
  const { thread, suggestion } = (await read(noe, number)).placed[0]!
  expect(suggestion?.isOutdated).toBe(true)
  await expect(acceptSuggestion(forge.deps, noe, { resource: fiche, number, suggestion: thread.id, titleOf })).rejects.toMatchObject({ key: 'suggestion.passage_changed' })
  await expect(declineSuggestion(forge.deps, noe, { resource: fiche, number, suggestion: thread.id, reason: ' ' })).rejects.toMatchObject({ key: 'suggestion.reason_missing' })
  expect((await read(noe, number)).placed).toHaveLength(1)
  await declineSuggestion(forge.deps, noe, { resource: fiche, number, suggestion: thread.id, reason: 'Je garde mes mots.' })
  expect((await read(lea, number)).settled[0]).toMatchObject({ thread: { suggestion: { state: 'declined', reason: 'Je garde mes mots.' } } })
})

test('should forget for good a message that its author removes, answers left in their thread', async () => {
  const place = { resource: fiche }
  await commentPassage(forge.deps, lea, { place, words: await wordsOf('Premier'), text: 'Mon numéro est le 00 00.' })
  const { id } = (await read()).placed[0]!.thread
  await replyToThread(forge.deps, noe, { place, thread: id, text: 'Attention.' })
  await commentPassage(forge.deps, noe, { place, words: await wordsOf('Deuxième'), text: 'Autre fil.' })
  const before = await forge.git.events(fiche.id, DISCUSSION_JOURNAL)
  await expect(removeMessage(forge.deps, noe, { place, message: id })).rejects.toMatchObject({ refusal: 'forbidden' })
  await removeMessage(forge.deps, lea, { place, message: id })
  const threads = (await read()).placed.map(({ thread }) => thread.messages.map(({ by, text: said }) => [by.handle, said]))
  expect(threads).toEqual([[['lea', ''], ['noe', 'Attention.']], [['noe', 'Autre fil.']]])
  await expect(forge.git.commit(fiche.id, before[0]!.oid)).rejects.toThrow()
  const other = (await read()).placed[1]!.thread.id
  await removeMessage(forge.deps, noe, { place, message: other })
  expect((await read()).placed).toHaveLength(1)
})

test('should leave a proposition readable when a message of its journal is removed', async () => {
  const { number } = await propose(noe, 'du début', 'du vrai début')
  const place = { resource: fiche, number }
  const head = (await forge.git.resolve(fiche.id, headRef(number)))!
  await commentPassage(forge.deps, lea, { place, words: await wordsOf('Premier', 'vrai', head), text: 'Vraiment ?' })
  const { id } = (await read(lea, number)).placed[0]!.thread
  await removeMessage(forge.deps, lea, { place, message: id })
  const chain = await forge.git.events(fiche.id, journalRef(number))
  expect(chain.map(({ payload }) => payload.kind)).toEqual(['opened'])
  expect((await integrateProposal(forge.deps, steward, { resource: fiche, number })).kind).toBe('merged')
})
