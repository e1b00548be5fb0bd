import { ForgeError } from '../domain/errors.js'
import { isOwn, type MergeRequest, type VerdictKind } from '../domain/merge-request.js'
import { refTo, type Actor } from '../domain/person.js'
import { openObjections, verdictsOf } from '../domain/replay.js'
import type { Resource } from '../domain/resource.js'
import { personActing, requireAllowed } from './access.js'
import { signatureOf } from './authorship.js'
import { oneAtATime } from './oneAtATime.js'
import { freshProposal, sayOnProposal } from './recordOnProposal.js'
import { someLines } from './versionMessage.js'
import type { Writing } from './writing.js'

/**
 * Says what one reader thinks of an open proposition: a question, a consent, an objection or an improvement.
 *
 * Whoever consents has no objection left: theirs are lifted with the same word. Refuses `forbidden` on one's own proposition, `invalid` when an objection names no risk or when a question or an improvement is empty.
 */
export async function giveVerdict(deps: Writing, actor: Actor, input: {
  readonly resource: Resource
  readonly number: number
  readonly verdict: VerdictKind
  readonly text: string
  /** For an objection: what would lift it. */
  readonly liftCondition?: string
  readonly at?: number
}): Promise<MergeRequest> {
  const person = personActing(actor)
  const { resource, number, verdict } = input
  const text = someLines(input.text)
  const liftCondition = someLines(input.liftCondition ?? '')
  return oneAtATime(resource.id, async () => {
    const { request, chain } = await freshProposal(deps, resource, number)
    await requireAllowed(deps, 'review', actor, resource, request)
    if (isOwn(request, person.id)) throw new ForgeError('forbidden', 'proposal.own_verdict')
    if (text === '' && verdict !== 'consent') throw new ForgeError('invalid', verdict === 'objection' ? 'proposal.objection_without_risk' : 'proposal.comment_empty', { field: 'text' })
    const theirs = verdict === 'consent' ? openObjections(verdictsOf(chain)).filter(({ by }) => by.id === person.id) : []
    return sayOnProposal(deps, resource, number, signatureOf(deps, person, input.at ?? deps.clock.now()), [
      { kind: 'verdict', actor: refTo(person), verdict, text, iteration: request.iterations.length, ...(verdict === 'objection' && liftCondition !== '' && { liftCondition }) },
      ...theirs.map((objection) => ({ kind: 'objection_lifted' as const, actor: refTo(person), objection: objection.event, reason: text })),
    ])
  })
}
