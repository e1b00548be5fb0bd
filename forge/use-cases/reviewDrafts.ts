/** A review as one writes it: private, kept at each answer, nothing final before « Terminer la relecture » (finishReview.ts). */
import { ForgeError } from '../domain/errors.js'
import { isOwn, type MergeRequest } from '../domain/merge-request.js'
import type { Actor } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import { changeName, type ChangeDecision, type ChangeRef, type ReviewDraft } from '../domain/review.js'
import { personActing, requireAllowed } from './access.js'
import { carriedReview } from './carriedReview.js'
import { oneAtATime } from './oneAtATime.js'
import { freshProposal } from './recordOnProposal.js'
import { someLines } from './versionMessage.js'

type Needs = Pick<Deps, 'git' | 'reviewDrafts' | 'communities' | 'clock'>

/** What one answer changes in a review. */
export interface ReviewAnswer {
  /** The change it is about: its decision (undefined takes it back) and why. */
  readonly change?: ChangeRef
  readonly decision?: ChangeDecision['decision'] | undefined
  readonly reason?: string
  readonly grid?: ReviewDraft['grid']
  readonly verdict?: string
  readonly text?: string
  readonly liftCondition?: string
}

export const emptyReview = (person: string, request: Pick<MergeRequest, 'resource' | 'number' | 'iterations'>, at: number): ReviewDraft => ({
  person, resource: request.resource, number: request.number, iteration: request.iterations.length, decisions: [], grid: {}, verdict: '', text: '', liftCondition: '', updatedAt: at,
})

/** The same review with one answer more. */
export function answered(draft: ReviewDraft, answer: ReviewAnswer, at: number): ReviewDraft {
  const { change, decision, reason, grid, verdict, text, liftCondition } = answer
  const others = change === undefined ? draft.decisions : draft.decisions.filter((one) => changeName(one.change) !== changeName(change))
  const said = change === undefined || decision === undefined ? [] : [{ change, decision, ...(reason !== undefined && someLines(reason) !== '' && { reason: someLines(reason) }) }]
  return {
    ...draft, decisions: [...others, ...said], updatedAt: at,
    ...(grid !== undefined && { grid }), ...(verdict !== undefined && { verdict }), ...(text !== undefined && { text: text.slice(0, 20_000) }), ...(liftCondition !== undefined && { liftCondition: liftCondition.slice(0, 20_000) }),
  }
}

/**
 * Keeps one answer of a review. `iteration`: the one its author reads. Refuses as reviewing does; `conflict` (`review.iteration_moved`) when a
 * newer text was sent meanwhile, without losing what was answered.
 */
export async function answerReview(deps: Needs, actor: Actor, input: { readonly resource: Resource; readonly number: number; readonly iteration: number; readonly answer: ReviewAnswer }): Promise<ReviewDraft> {
  const person = personActing(actor)
  const { resource, number, iteration, answer } = input
  return oneAtATime(`review ${person.id} ${resource.id} ${number}`, async () => {
    const { request } = await freshProposal(deps, resource, number)
    await requireAllowed(deps, 'review', actor, resource, request)
    if (isOwn(request, person.id)) throw new ForgeError('forbidden', 'proposal.own_verdict')
    if (iteration !== request.iterations.length) throw new ForgeError('conflict', 'review.iteration_moved', { iteration: request.iterations.length })
    const kept = await deps.reviewDrafts.find(person.id, resource.id, number)
    const current = kept === undefined ? emptyReview(person.id, request, 0) : (await carriedReview(deps, resource, request, kept)).draft
    const draft = answered(current, answer, deps.clock.now())
    await deps.reviewDrafts.save(draft)
    return draft
  })
}
