import { ForgeError } from '../domain/errors.js'
import { takeOverFrom, type Told } from '../domain/inbox.js'
import type { ChainEvent } from '../domain/git.js'
import type { MergeRequestEvent } from '../domain/journal.js'
import type { MergeRequest } from '../domain/merge-request.js'
import { refTo, type Actor } from '../domain/person.js'
import type { Resource } from '../domain/resource.js'
import { personActing, requireAllowed } from './access.js'
import { signatureOf } from './authorship.js'
import { oneAtATime } from './oneAtATime.js'
import { freshProposal, sayOnProposal } from './recordOnProposal.js'
import { someLines } from './versionMessage.js'
import type { Writing } from './writing.js'

/** From when an open proposition may be taken over, by its journal; milliseconds since the epoch. */
export const mayBeTakenOverFrom = (request: MergeRequest, chain: readonly ChainEvent[]): number =>
  takeOverFrom(request, chain.map(({ oid, author, payload }): Told => ({ oid, at: author.at, event: payload as unknown as MergeRequestEvent })))

/**
 * A steward takes a proposition over after three weeks without a reader, or without anything at all: they may then send iterations of it.
 * The words stay the proposer’s; who finishes is an author only of what they write, and from then on needs, as the proposer does, somebody
 * else’s voice where the rule asks for one. Taken over already by the same person, it stays so.
 *
 * Refuses `forbidden` for who is no steward, for one’s own proposition, and while it still moves.
 */
export async function takeOver(deps: Writing, actor: Actor, input: { readonly resource: Resource; readonly number: number; readonly reason: string; readonly at?: number }): Promise<MergeRequest> {
  const person = personActing(actor)
  const { resource, number } = input
  return oneAtATime(resource.id, async () => {
    const { request, chain } = await freshProposal(deps, resource, number)
    await requireAllowed(deps, 'take_over', actor, resource, request)
    if (request.takenOverBy?.some(({ id }) => id === person.id)) return request
    const at = input.at ?? deps.clock.now()
    const from = mayBeTakenOverFrom(request, chain)
    if (at < from) throw new ForgeError('forbidden', 'proposal.not_still', { from })
    return sayOnProposal(deps, resource, number, signatureOf(deps, person, at), [{ kind: 'taken_over', actor: refTo(person), reason: someLines(input.reason) }])
  })
}
