import { ForgeError } from '../domain/errors.js'
import type { MergeRequest } from '../domain/merge-request.js'
import { refTo, type Actor } from '../domain/person.js'
import type { Resource } from '../domain/resource.js'
import { personActing, requireAllowed } from './access.js'
import { signatureOf } from './authorship.js'
import { oneAtATime } from './oneAtATime.js'
import { freshProposal, sayOnProposal } from './recordOnProposal.js'
import { someLines } from './versionMessage.js'
import type { Writing } from './writing.js'

interface Closing { readonly resource: Resource; readonly number: number; readonly reason: string; readonly at?: number }

/** A steward does not keep a proposition, and says why to the person who took the time. Final. Refuses `invalid` without a reason. */
export async function declineProposal(deps: Writing, actor: Actor, input: Closing): Promise<MergeRequest> {
  if (someLines(input.reason) === '') throw new ForgeError('invalid', 'proposal.decline_without_reason', { field: 'reason' })
  return close(deps, actor, input, { action: 'decline', kind: 'declined' })
}

/** Its proposer takes a proposition back. Final; the proposed commits stay readable. */
export async function withdrawProposal(deps: Writing, actor: Actor, input: Closing): Promise<MergeRequest> {
  return close(deps, actor, input, { action: 'withdraw', kind: 'withdrawn' })
}

async function close(deps: Writing, actor: Actor, input: Closing, how: { action: 'decline'; kind: 'declined' } | { action: 'withdraw'; kind: 'withdrawn' }): Promise<MergeRequest> {
  const person = personActing(actor)
  const { resource, number } = input
  return oneAtATime(resource.id, async () => {
    const { request } = await freshProposal(deps, resource, number)
    await requireAllowed(deps, how.action, actor, resource, request)
    return sayOnProposal(deps, resource, number, signatureOf(deps, person, input.at ?? deps.clock.now()), [{ kind: how.kind, actor: refTo(person), reason: someLines(input.reason) }])
  })
}
