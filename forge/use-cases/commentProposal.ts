import { ForgeError } from '../domain/errors.js'
import type { MergeRequest } from '../domain/merge-request.js'
import { refTo, type Actor } from '../domain/person.js'
import type { Resource } from '../domain/resource.js'
import type { ChangeRef } from '../domain/review.js'
import { personActing, requireAllowed } from './access.js'
import { signatureOf } from './authorship.js'
import { freshProposal, sayOnProposal } from './recordOnProposal.js'
import { someLines } from './versionMessage.js'
import type { Writing } from './writing.js'

/** Adds a message to a proposition's discussion, open or closed; about one change of an iteration when it names one. Refuses `invalid` when it is empty. */
export async function commentProposal(deps: Writing, actor: Actor, input: {
  readonly resource: Resource
  readonly number: number
  readonly text: string
  readonly change?: ChangeRef
  /** The iteration that was read; the last by default. */
  readonly iteration?: number
  readonly at?: number
}): Promise<MergeRequest> {
  const person = personActing(actor)
  const { request } = await freshProposal(deps, input.resource, input.number)
  await requireAllowed(deps, 'comment', actor, input.resource, request)
  const text = someLines(input.text)
  if (text === '') throw new ForgeError('invalid', 'proposal.comment_empty', { field: 'text' })
  return sayOnProposal(deps, input.resource, input.number, signatureOf(deps, person, input.at ?? deps.clock.now()), [
    { kind: 'comment', actor: refTo(person), text, iteration: Math.min(input.iteration ?? Infinity, request.iterations.length), ...(input.change && { change: input.change }) },
  ])
}
