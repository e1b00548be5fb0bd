import { ForgeError } from '../domain/errors.js'
import type { MergeRequest, VerdictKind } from '../domain/merge-request.js'
import type { Actor } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import { personActing } from './access.js'
import { finishReview } from './finishReview.js'
import { changesByName, proposedFiles, underReview } from './proposedFiles.js'
import { freshProposal } from './recordOnProposal.js'
import { answered, emptyReview } from './reviewDrafts.js'
import type { Writing } from './writing.js'

/**
 * A whole review in one go, for programs: the answers name changes as `readChanges` does. Refuses `invalid` a change that is not there, and
 * what `finishReview` refuses. The review its author may be writing on the page is not touched.
 */
export async function sendReview(deps: Writing & Pick<Deps, 'renderer' | 'reviewDrafts' | 'emails'>, actor: Actor, input: {
  readonly resource: Resource
  readonly number: number
  readonly iteration: number
  readonly decisions: readonly { readonly change: string; readonly decision: 'accepted' | 'not_kept'; readonly reason: string }[]
  readonly verdict?: VerdictKind | undefined
  readonly text: string
  readonly liftCondition: string
}): Promise<MergeRequest> {
  const person = personActing(actor)
  const { resource, number, iteration, verdict = '', text, liftCondition } = input
  const { request } = await freshProposal(deps, resource, number)
  if (iteration !== request.iterations.length) throw new ForgeError('conflict', 'review.iteration_moved', { iteration: request.iterations.length })
  const known = input.decisions.length === 0 ? new Map<string, never>() : changesByName(await underReview(deps, await proposedFiles(deps, resource, request.base, request.head), 'fr', () => Promise.resolve(undefined)))
  const at = deps.clock.now()
  let said = answered(emptyReview(person.id, request, at), { verdict, text, liftCondition }, at)
  for (const { change: name, decision, reason } of input.decisions) {
    const change = known.get(name)
    if (!change) throw new ForgeError('invalid', 'review.unknown_change', { change: name })
    said = answered(said, { change, decision, reason }, at)
  }
  return finishReview(deps, actor, { resource, number, iteration, said })
}
