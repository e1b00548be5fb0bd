import { ForgeError } from '../domain/errors.js'
import type { MergeRequestEvent } from '../domain/journal.js'
import { isOwn, type MergeRequest, type VerdictKind } from '../domain/merge-request.js'
import { refTo, type Actor } from '../domain/person.js'
import { may } from '../domain/policies.js'
import type { Deps } from '../domain/ports.js'
import { openObjections, verdictsOf } from '../domain/replay.js'
import type { Resource } from '../domain/resource.js'
import { changeName, type ChangeDecision, type ReviewDraft } from '../domain/review.js'
import { personActing, requireAllowed } from './access.js'
import { signatureOf } from './authorship.js'
import { carriedReview } from './carriedReview.js'
import { oneAtATime } from './oneAtATime.js'
import { changesByName, proposedFiles, underReview } from './proposedFiles.js'
import { circumstancesOn, voicesOf } from './proposalVoices.js'
import { freshProposal, sayOnProposal } from './recordOnProposal.js'
import { someLines } from './versionMessage.js'
import type { Writing } from './writing.js'

const verdictKinds: readonly VerdictKind[] = ['question', 'consent', 'objection', 'bonification']

/**
 * Ends the review its author was writing: their answers, change by change, and their verdict if they give one, become events of the
 * proposition's journal, together; the draft goes.
 *
 * Whoever may integrate decides (`accepted`, `not_kept`); the same answers of others are `favorable` and `reserved`. Refuses `invalid` when
 * nothing was said, when a change is not kept without a reason, or an objection names no risk; `conflict` when a newer text was sent since
 * (`iteration` is the one that was read). A refusal keeps the draft.
 */
export async function finishReview(deps: Writing & Pick<Deps, 'renderer' | 'reviewDrafts' | 'emails'>, actor: Actor, input: {
  readonly resource: Resource
  readonly number: number
  readonly iteration: number
  /** A review written elsewhere than on the page: it is sent as it is, and the one being written there stays. */
  readonly said?: ReviewDraft
  readonly at?: number
}): Promise<MergeRequest> {
  const person = personActing(actor)
  const { resource, number, iteration } = input
  return oneAtATime(resource.id, async () => {
    const { request, chain } = await freshProposal(deps, resource, number)
    await requireAllowed(deps, 'review', actor, resource, request)
    if (isOwn(request, person.id)) throw new ForgeError('forbidden', 'proposal.own_verdict')
    if (iteration !== request.iterations.length) throw new ForgeError('conflict', 'review.iteration_moved', { iteration: request.iterations.length })
    const kept = input.said ?? await deps.reviewDrafts.find(person.id, resource.id, number)
    if (!kept) throw new ForgeError('invalid', 'review.nothing_said')
    const { draft } = await carriedReview(deps, resource, request, kept)
    const verdicts = verdictsOf(chain)
    const decides = may('integrate', await circumstancesOn(deps, actor, { resource, request, verdicts, voices: await voicesOf(deps, resource, request) }))
    const said = await eventsOf(deps, resource, request, draft, decides, refTo(person))
    // Who consents now has no objection left.
    const own = draft.verdict === 'consent' ? openObjections(verdicts).filter(({ by }) => by.id === person.id) : []
    const events: readonly MergeRequestEvent[] = [...said, ...own.map((objection) => ({ kind: 'objection_lifted' as const, actor: refTo(person), objection: objection.event, reason: someLines(draft.text) }))]
    const updated = await sayOnProposal(deps, resource, number, signatureOf(deps, person, input.at ?? deps.clock.now()), events)
    if (input.said === undefined) await deps.reviewDrafts.remove(person.id, resource.id, number)
    return updated
  })
}

async function eventsOf(deps: Pick<Deps, 'git' | 'renderer'>, resource: Resource, request: MergeRequest, draft: ReviewDraft, decides: boolean, actor: ReturnType<typeof refTo>): Promise<readonly MergeRequestEvent[]> {
  const verdict = verdictKinds.find((kind) => kind === draft.verdict)
  const [text, liftCondition] = [someLines(draft.text), someLines(draft.liftCondition)]
  if (text === '' && verdict !== undefined && verdict !== 'consent') throw new ForgeError('invalid', verdict === 'objection' ? 'proposal.objection_without_risk' : 'proposal.comment_empty', { field: 'text' })
  if (verdict === undefined && text === '' && draft.decisions.length === 0 && Object.keys(draft.grid).length === 0) throw new ForgeError('invalid', 'review.nothing_said')
  const decisions = await decisionsOf(deps, resource, request, draft, decides)
  const iteration = request.iterations.length
  const hasGrid = Object.keys(draft.grid).length > 0
  // What goes with a verdict is said once, with it.
  const isReview = decisions.length > 0 || hasGrid || verdict === undefined
  return [
    ...(isReview ? [{ kind: 'reviewed' as const, actor, iteration, decides, decisions, ...(hasGrid && { grid: draft.grid }), text: verdict === undefined ? text : '' }] : []),
    ...(verdict === undefined ? [] : [{ kind: 'verdict' as const, actor, verdict, text, iteration, ...(verdict === 'objection' && liftCondition !== '' && { liftCondition }) }]),
  ]
}

/** The answers as their author may give them. Refuses `invalid` for a change that is not of this proposition. */
async function decisionsOf(deps: Pick<Deps, 'git' | 'renderer'>, resource: Resource, request: MergeRequest, draft: ReviewDraft, decides: boolean): Promise<readonly ChangeDecision[]> {
  if (draft.decisions.length === 0) return []
  const files = await underReview(deps, await proposedFiles(deps, resource, request.base, request.head), 'fr', () => Promise.resolve(undefined))
  const known = changesByName(files)
  const order = [...known.keys()]
  return draft.decisions.map(({ change, decision, reason }): ChangeDecision => {
    const name = changeName(change)
    if (!known.has(name)) throw new ForgeError('invalid', 'review.unknown_change')
    const isYes = decision === 'accepted' || decision === 'favorable'
    if (!isYes && reason === undefined) throw new ForgeError('invalid', 'review.reason_missing', { change: order.indexOf(name) + 1, name })
    return { change, decision: decides ? (isYes ? 'accepted' : 'not_kept') : (isYes ? 'favorable' : 'reserved'), ...(reason !== undefined && { reason }) }
  }).sort((a, b) => order.indexOf(changeName(a.change)) - order.indexOf(changeName(b.change)))
}
