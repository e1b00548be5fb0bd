import { ForgeError } from '../domain/errors.js'
import type { Oid } from '../domain/git.js'
import type { MergeRequest } from '../domain/merge-request.js'
import { refTo, type Actor } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { openObjections, verdictsOf } from '../domain/replay.js'
import type { Resource } from '../domain/resource.js'
import { isAllowed, personActing, requireAllowed } from './access.js'
import { signatureOf } from './authorship.js'
import { oneAtATime } from './oneAtATime.js'
import { voicesOf } from './proposalVoices.js'
import { freshProposal, sayOnProposal } from './recordOnProposal.js'
import { someLines } from './versionMessage.js'
import type { Writing } from './writing.js'

/**
 * Lifts an objection: whoever raised it, or a steward who wrote nothing of what is proposed, who then says why.
 *
 * `objection` is the event it was raised in. Refuses `not_found` when it does not stand, `forbidden` to anybody else, `invalid` without a reason.
 */
export async function liftObjection(deps: Writing & Pick<Deps, 'emails'>, actor: Actor, input: { readonly resource: Resource; readonly number: number; readonly objection: Oid; readonly reason: string; readonly at?: number }): Promise<MergeRequest> {
  const person = personActing(actor)
  const { resource, number } = input
  const reason = someLines(input.reason)
  return oneAtATime(resource.id, async () => {
    const { request, chain } = await freshProposal(deps, resource, number)
    await requireAllowed(deps, 'lift_objection', actor, resource, request)
    const objection = openObjections(verdictsOf(chain)).find((v) => v.event === input.objection)
    if (!objection) throw new ForgeError('not_found', 'proposal.no_such_objection')
    if (objection.by.id !== person.id) {
      if (!(await isAllowed(deps, 'manage', actor, resource))) throw new ForgeError('forbidden', 'proposal.lift_not_yours', { name: objection.by.name })
      if ((await voicesOf(deps, resource, request)).authors.has(person.id)) throw new ForgeError('forbidden', 'proposal.lift_own_proposal', { name: objection.by.name })
      if (reason === '') throw new ForgeError('invalid', 'proposal.lift_without_reason', { field: 'reason' })
    }
    return sayOnProposal(deps, resource, number, signatureOf(deps, person, input.at ?? deps.clock.now()), [
      { kind: 'objection_lifted', actor: refTo(person), objection: objection.event, reason },
    ])
  })
}
