/** Reviewing through the API: what changes, what was answered, what is missing, a whole review in one call. */
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { journalRef } from '../../forge/domain/merge-request.js'
import type { Actor, Person } from '../../forge/domain/person.js'
import { reviewsOf } from '../../forge/domain/reviews.js'
import type { Resource } from '../../forge/domain/resource.js'
import { addToken } from '../../forge/use-cases/manageTokens.js'
import { proposeChange, updateProposal } from '../../forge/use-cases/proposeChange.js'
import { answerReview } from '../../forge/use-cases/reviewDrafts.js'
import { aForge, shortFiche, type TestForge } from '../support/forge.js'

const text = shortFiche('Le cercle', 'Premier paragraphe, du début.\n\nDeuxième paragraphe, du milieu.\n\nTroisième paragraphe, de la fin.\n')
const proposed = text.replace('du début', 'du matin').replace('du milieu', 'de midi').replace('min: PT5M', 'min: PT10M')

interface Said { by: { handle: string }; decision: string; reason: string | null }
interface Change { name: string; kind: string; title: string; before: string | null; after: string | null; lead: string; tail: string; said: Said[]; decision: Said | null }
interface Changes { iteration: number; files: { path: string; summary: string | null; changes: Change[] }[]; missing: unknown[]; merge: string | null; integrators: unknown }

let forge: TestForge
let url: string
let fiche: Resource
const actors: Record<string, Actor> = {}
const tokens: Record<string, string> = {}
beforeEach(async () => {
  forge = await aForge()
  onTestFinished(() => forge.close())
  url = (await forge.serve()).url
  const people: Person[] = []
  for (const handle of ['garance', 'lea', 'noe']) {
    const { person, actor } = await forge.person(handle)
    people.push(person)
    actors[handle] = actor
    tokens[handle] = await addToken(forge.deps, actor, { name: 'essai', access: 'write', days: undefined })
  }
  await forge.community('cooperation', people.slice(0, 1), people.slice(2))
  fiche = await forge.resource({ by: people[0]!, slug: 'cercle', owner: 'cooperation', text, rule: { kind: 'relecture', readers: 1 } })
  await proposeChange(forge.deps, actors.lea!, { resource: fiche, base: fiche.tip ?? '', files: new Map<string, string | null>([['README.md', proposed], ['notes.txt', 'Une note.\n']]), title: 'Les moments', reason: 'Plus clair.' })
})

async function call<T>(path: string, who?: string, body?: object): Promise<T & { status: number; type?: string }> {
  const answer = await fetch(`${url}${path}`, { method: body ? 'POST' : 'GET', headers: { 'content-type': 'application/json', 'accept-language': 'fr', ...(who !== undefined && { authorization: `Bearer ${tokens[who] ?? ''}` }) }, ...(body && { body: JSON.stringify(body) }) })
  return { ...(await answer.json() as T & { type?: string }), status: answer.status }
}
const one = '/api/v1/resources/cooperation/cercle/merge-requests/1'
const changes = () => call<Changes>(`${one}/changes`)

test('should give each change with its words before and after, to anybody', async () => {
  const { files, iteration, missing, merge, integrators } = await changes()
  expect([iteration, merge, missing, integrators]).toEqual([1, 'clean', [{ kind: 'consents', have: 0, need: 1 }], [{ handle: 'garance', name: 'garance' }]])
  expect(files.map(({ path }) => path)).toEqual(['README.md', 'notes.txt'])
  const [readme, notes] = files
  expect(readme?.changes.map(({ kind, before, after, lead, tail }) => [kind, before, after, lead, tail])).toEqual([
    ['fields', 'PT5M', 'PT10M', 'duree: { min: ', ', max: PT20M }'], ['changed', 'début', 'matin', 'Premier paragraphe, du ', '.'], ['changed', 'du milieu', 'de midi', 'Deuxième paragraphe, ', '.'],
  ])
  expect(notes?.changes).toMatchObject([{ kind: 'file', before: '', after: 'Une note.\n', said: [], decision: null }])
  expect((await call(`${one.replace('/1', '/9')}/changes`)).status).toBe(404)
})

test('should take a whole review at once: decisions of who may integrate, opinions of others, and their verdict', async () => {
  const [readme, notes] = (await changes()).files
  const names = [...readme?.changes ?? [], ...notes?.changes ?? []].map(({ name }) => name)
  expect(await call(`${one}/reviews`, 'noe', { iteration: 1, decisions: [{ change: names[1], decision: 'not_kept', reason: 'Le soir compte aussi.' }], verdict: 'consent' })).toMatchObject({ status: 201 })
  expect(await call(`${one}/reviews`, 'garance', { iteration: 1, decisions: names.map((change, i) => ({ change, decision: i === 2 ? 'not_kept' : 'accepted', reason: i === 2 ? 'Le milieu reste le milieu.' : '' })) })).toMatchObject({ status: 201 })
  const after = await changes()
  expect(after.missing).toEqual([])
  const [, second, third] = after.files[0]?.changes ?? []
  expect(second).toMatchObject({ said: [{ by: { handle: 'noe' }, decision: 'reserved', reason: 'Le soir compte aussi.' }, { by: { handle: 'garance' }, decision: 'accepted' }], decision: { by: { handle: 'garance' } } })
  expect(third).toMatchObject({ decision: { decision: 'not_kept', reason: 'Le milieu reste le milieu.' } })
  expect(await call(`${one}/merge`, 'garance', {})).toMatchObject({ status: 200 })
  const { text: published } = await call<{ text: string }>('/api/v1/resources/cooperation/cercle/text')
  expect(published).toBe(proposed.replace('de midi', 'du milieu'))
  expect(reviewsOf(await forge.git.events(fiche.id, journalRef(1)))).toMatchObject([{ decides: false }, { decides: true }])
})

test('should refuse what was read before a newer text, what is not there, and a change left out without saying why; and keep the draft of the page', async () => {
  const { files } = await changes()
  const name = files[0]?.changes[0]?.name ?? ''
  await answerReview(forge.deps, actors.garance!, { resource: fiche, number: 1, iteration: 1, answer: { text: 'en cours' } })
  expect(await call(`${one}/reviews`, 'garance', { iteration: 1, decisions: [{ change: '1-2_1-3:README.md', decision: 'accepted' }] })).toMatchObject({ status: 422 })
  expect(await call(`${one}/reviews`, 'garance', { iteration: 1, decisions: [{ change: name, decision: 'not_kept' }] })).toMatchObject({ status: 422 })
  expect(await call(`${one}/reviews`, 'garance', { iteration: 1 })).toMatchObject({ status: 422 })
  expect(await call(`${one}/reviews`, 'lea', { iteration: 1, verdict: 'consent' })).toMatchObject({ status: 403 })
  expect([401, 403]).toContain((await call(`${one}/reviews`, undefined, { iteration: 1, verdict: 'consent' })).status)
  await updateProposal(forge.deps, actors.lea!, { resource: fiche, number: 1, files: new Map([['README.md', proposed.replace('du matin', 'de l’aube')]]), message: 'Plus tôt' })
  expect(await call(`${one}/reviews`, 'garance', { iteration: 1, verdict: 'consent' })).toMatchObject({ status: 409 })
  expect(reviewsOf(await forge.git.events(fiche.id, journalRef(1)))).toEqual([])
  expect(await call(`${one}/reviews`, 'garance', { iteration: 2, verdict: 'consent' })).toMatchObject({ status: 201 })
  const person = actors.garance?.kind === 'person' ? actors.garance.person.id : ''
  expect((await forge.deps.reviewDrafts.find(person, fiche.id, 1))?.text).toBe('en cours')
})

test('should list what awaits the owner of a token, with what is missing, and nothing of theirs', async () => {
  const awaiting = (who: string) => call<{ items: { mergeRequest: { number: number }; resource: { slug: string }; as: string; missing: unknown[] }[] }>('/api/v1/me/awaiting', who)
  expect((await awaiting('garance')).items).toMatchObject([{ as: 'steward', resource: { owner: 'cooperation', slug: 'cercle', title: 'Le cercle' }, mergeRequest: { number: 1, title: 'Les moments' }, missing: [{ kind: 'consents', have: 0, need: 1 }] }])
  expect((await awaiting('noe')).items).toMatchObject([{ as: 'member' }])
  expect((await awaiting('lea')).items).toEqual([])
  expect((await fetch(`${url}/api/v1/me/awaiting`)).status).toBe(401)
})
