import type { Identity } from '../attribution/history.js'
import { writersOf } from '../domain/decision.js'
import { handlesIn } from '../domain/mentions.js'
import type { MergeRequest } from '../domain/merge-request.js'
import type { PersonId } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { lowConfidence, type WordsOfFile } from '../domain/provenance.js'
import type { Resource } from '../domain/resource.js'
import { decodeText, indexMergeRequest, type IndexingProposals } from './indexResource.js'
import { nameAuthors, type NamingAuthors } from './nameAuthors.js'
import { familyOf, questionOf } from './readProvenance.js'

/** Open propositions looked through, oldest first, and how many of them are worked out in one go. */
const lookedThrough = 500
const atOnce = 4
/** Files of one proposition whose words are looked for, and their size (bytes). */
const mostFiles = 5
const readBytes = 1_000_000
/** People told of one proposition: those it takes most words from. */
const mostPeople = 20

type Noticing = IndexingProposals & Pick<Deps, 'provenance' | 'log'> & NamingAuthors

/**
 * Tells people, in what is for them, of open propositions that would change words they wrote. Between requests, a few propositions each time;
 * those whose history is still being read wait for the next. Answers how many were settled.
 */
export async function noticeTouchedWords(deps: Noticing, rounds: { goesOn(): boolean } = { goesOn: () => true }): Promise<number> {
  let [asked, settled] = [0, 0]
  for (const request of await deps.mergeRequests.awaiting(lookedThrough)) {
    if (request.touches !== undefined) continue
    if (asked === atOnce || !rounds.goesOn()) break
    const resource = await deps.resources.find(request.resource)
    if (resource?.state !== 'published') continue
    asked += 1
    let people: readonly PersonId[] | undefined
    try { people = await touchedBy(deps, resource, request) } catch (error) {
      // Not tried again until its text changes.
      deps.log.warn({ err: error, resource: resource.id, number: request.number }, 'whose words a proposition touches could not be said')
      people = []
    }
    if (people === undefined) continue
    await indexMergeRequest(deps, resource.id, request.number, { base: request.base, head: request.head, people })
    settled += 1
  }
  return settled
}

/** Whose words a proposition takes out or replaces, most words first; not those who wrote it, look after the fiche, or are called in it by name. Undefined: not known yet. */
async function touchedBy(deps: Noticing, resource: Resource, request: MergeRequest): Promise<readonly PersonId[] | undefined> {
  const changes = (await deps.git.changes(resource.id, request.base, request.head))
    .filter(({ oldPath, oldOid, newOid }) => /\.(md|markdown)$/i.test(oldPath) && oldOid !== undefined && oldOid !== newOid).slice(0, mostFiles)
  if (changes.length === 0) return []
  const { committer } = await deps.git.commit(resource.id, request.base)
  const family = await familyOf(deps, resource, { commit: request.base, at: committer.at })
  const found: { readonly authors: readonly Identity[]; readonly length: number }[] = []
  for (const { oldPath, oldOid = '', newOid } of changes) {
    const answer = await deps.provenance.wordsOf(questionOf(resource, request.base, oldPath, family))
    if (answer.kind === 'under_way') return undefined
    if (answer.kind === 'failed') continue
    const [before, after] = await Promise.all([oldOid, newOid].map(async (oid) => (oid === undefined ? '' : decodeText(await deps.git.blob(resource.id, oid, readBytes)))))
    const ranges = await deps.renderer.touched(before ?? '', after ?? '')
    if (ranges) found.push(...takenFrom(answer.words, ranges))
  }
  const nameOf = await nameAuthors(deps, found.flatMap(({ authors }) => authors), [resource])
  const lengths = new Map<PersonId, number>()
  for (const { authors, length } of found) {
    for (const { key, isConfirmed } of authors.map((author) => nameOf(author))) if (isConfirmed) lengths.set(key, (lengths.get(key) ?? 0) + length)
  }
  const apart = new Set([...writersOf(request), ...resource.stewards.map(({ id }) => id), resource.owner.id, request.proposedBy.id])
  const named = new Set(handlesIn([...await openingWords(deps, request)].join('\n')))
  const people = await deps.people.findMany([...lengths.keys()].filter((id) => !apart.has(id)))
  return [...people.values()].filter(({ handle }) => !named.has(handle.toLowerCase())).map(({ id }) => id)
    .sort((a, b) => (lengths.get(b) ?? 0) - (lengths.get(a) ?? 0) || (a < b ? -1 : 1)).slice(0, mostPeople)
}

/** What the ranges take of words whose origin is sure enough to be told. */
function takenFrom({ runs, origins }: WordsOfFile, ranges: readonly (readonly [number, number])[]): readonly { readonly authors: readonly Identity[]; readonly length: number }[] {
  return runs.flatMap(([start, end, place]) => {
    const origin = origins[place]
    if (origin === undefined || origin.confidence < lowConfidence) return []
    const length = ranges.reduce((sum, [from, to]) => sum + Math.max(0, Math.min(end, to) - Math.max(start, from)), 0)
    return length > 0 ? [{ authors: origin.authors, length }] : []
  })
}

async function openingWords(deps: Pick<Deps, 'journals'>, { resource, number }: MergeRequest): Promise<readonly string[]> {
  const told = [...(await deps.journals.of([{ resource, number }])).values()].flat()
  return told.flatMap(({ event }) => (event.kind === 'opened' ? [event.description] : []))
}
