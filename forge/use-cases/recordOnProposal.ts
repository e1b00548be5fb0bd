import { ForgeError } from '../domain/errors.js'
import type { ChainEvent, Signature } from '../domain/git.js'
import type { MergeRequestEvent } from '../domain/journal.js'
import { journalRef, type MergeRequest } from '../domain/merge-request.js'
import type { Deps } from '../domain/ports.js'
import { replayMergeRequest } from '../domain/replay.js'
import type { Resource } from '../domain/resource.js'
import { indexMergeRequest, type IndexingProposals } from './indexResource.js'
import { noted, type Writing } from './writing.js'

/** A proposition as its journal tells it now, with the chain. Refuses `not_found`. */
export async function freshProposal(deps: Pick<Deps, 'git'>, resource: Pick<Resource, 'id'>, number: number): Promise<{ request: MergeRequest; chain: readonly ChainEvent[] }> {
  const chain = Number.isSafeInteger(number) && number > 0 ? await deps.git.events(resource.id, journalRef(number)) : []
  const request = replayMergeRequest(resource.id, number, chain)
  if (!request) throw new ForgeError('not_found', 'not_found.proposal')
  return { request, chain }
}

/** Appends facts to a proposition's journal, then brings its row up to date. */
export async function recordOnProposal(
  deps: IndexingProposals, resource: Pick<Resource, 'id'>, number: number, author: Signature, events: readonly MergeRequestEvent[],
): Promise<MergeRequest> {
  await deps.git.append(resource.id, journalRef(number), events.map((payload) => ({ author, payload: { ...payload } })))
  const request = await indexMergeRequest(deps, resource.id, number)
  if (!request) throw new Error(`proposition ${number} of ${resource.id} has no readable journal`)
  return request
}

/** The same as a change of its own: noted, so that a crash between the journal and its row is put right. */
export async function sayOnProposal(deps: Writing, resource: Pick<Resource, 'id'>, number: number, author: Signature, events: readonly MergeRequestEvent[]): Promise<MergeRequest> {
  return noted(deps, resource.id, 'journal', () => recordOnProposal(deps, resource, number, author, events))
}
