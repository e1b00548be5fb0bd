import { ForgeError } from '../domain/errors.js'
import type { ChainEvent } from '../domain/git.js'
import type { Incoming } from '../domain/incoming.js'
import { proposerOf, type MergeRequest } from '../domain/merge-request.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import { offeredNow } from './integrateProposal.js'
import { judgeVersion, type Judging } from './judgeIncoming.js'

/** What a proposition brings in from elsewhere, as integrating would take it now: without what its reviews left out. Asked again when it is integrated. */
export async function judgeProposal(deps: Judging & Pick<Deps, 'renderer'>, resource: Resource, request: MergeRequest, chain: readonly ChainEvent[]): Promise<Incoming> {
  const to = await offeredNow(deps, resource, request, chain).catch((error: unknown) => {
    // Reviews half done, or that leave nothing: the whole of it is shown.
    if (error instanceof ForgeError) return request.head
    throw error
  })
  return judgeVersion(deps, { resource, from: request.base, to, proposer: proposerOf(request), offeredBefore: request.iterations })
}
