import type { Oid } from '../domain/git.js'
import type { MergeRequest } from '../domain/merge-request.js'
import type { Actor } from '../domain/person.js'
import type { Resource } from '../domain/resource.js'
import { openProposal } from './openProposal.js'
import type { Writing } from './writing.js'

/**
 * Offers an adaptation the news of its origin as a proposition, where its rule lets nobody publish alone; the one already open on the very
 * same version otherwise. Its integration says in the journal up to where news were taken (sayMerged.ts).
 */
export async function proposeNews(deps: Writing, actor: Actor, input: {
  readonly resource: Resource
  /** The origin, and its published version. */
  readonly news: { readonly origin: Resource; readonly tip: Oid }
  readonly at?: number
}): Promise<MergeRequest> {
  const { resource, news: { origin, tip }, at } = input
  const waiting = (await deps.mergeRequests.of(resource.id, 'open')).find(({ head }) => head === tip)
  if (waiting) return waiting
  return deps.git.keeping(resource.id, async () => {
    await deps.git.bring(origin.id, resource.id, [tip])
    return openProposal(deps, actor, { resource, head: tip, title: `Reprise des nouveautés de «\u00a0${origin.title}\u00a0»`, description: '', news: tip, ...(at !== undefined && { at }) })
  })
}
