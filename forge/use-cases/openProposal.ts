import { ForgeError } from '../domain/errors.js'
import type { Oid, Signature } from '../domain/git.js'
import { headRef, iterationRef, type MergeRequest } from '../domain/merge-request.js'
import { refTo, type Actor, type Person, type PersonRef } from '../domain/person.js'
import { MAIN, type Resource } from '../domain/resource.js'
import type { PassageAnchor } from '../domain/review.js'
import { personActing, requireAllowed } from './access.js'
import { signatureOf } from './authorship.js'
import { freshProposal, recordOnProposal } from './recordOnProposal.js'
import { oneAtATime } from './oneAtATime.js'
import { oneLine, someLines } from './versionMessage.js'
import { noted, type Writing } from './writing.js'

/**
 * Opens a proposition on a commit that the resource's repository already holds (written by the forge, or pushed).
 *
 * `base` defaults to the merge base with the published text. The head and first iteration take their refs together, by
 * compare-and-swap on the number; then the journal opens. Refuses `invalid` without a title, or when there is nothing new or
 * nothing in common with the published text.
 */
export async function openProposal(deps: Writing, actor: Actor, input: {
  readonly resource: Resource
  readonly head: Oid
  readonly base?: Oid
  readonly title: string
  readonly description: string
  /** The version it takes back. */
  readonly undoes?: Oid
  /** The version of the origin whose news it takes. */
  readonly news?: Oid
  /** The passage it gives another wording to, when that is all it does. */
  readonly anchor?: PassageAnchor
  /** For histories told after the fact: when it happened, in milliseconds since the epoch. */
  readonly at?: number
}): Promise<MergeRequest> {
  const person = personActing(actor)
  await requireAllowed(deps, 'propose', actor, input.resource)
  return recordOpening(deps, { ...input, by: refTo(person), author: signatureOf(deps, person, input.at ?? deps.clock.now()) })
}

/** The same once it is known that it may be done. `by`: whose proposition it is; `author`: who signs the journal. */
export async function recordOpening(deps: Writing, input: {
  readonly resource: Resource
  readonly head: Oid
  readonly base?: Oid
  readonly title: string
  readonly description: string
  readonly anchor?: PassageAnchor
  readonly undoes?: Oid
  readonly news?: Oid
  readonly by: PersonRef
  readonly author: Signature
  /** Of somebody without an account: who let it in. */
  readonly approvedBy?: PersonRef
}): Promise<MergeRequest> {
  const { resource, head, by, author, anchor, approvedBy } = input
  const title = oneLine(input.title)
  if (title === '') throw new ForgeError('invalid', 'proposal.title_missing')
  const base = await commonBase(deps, resource, head, input.base)
  return oneAtATime(resource.id, () => noted(deps, resource.id, 'propose', async () => {
    let number = await deps.mergeRequests.nextNumber(resource.id)
    // A number taken by a proposition the index does not know yet is skipped.
    while (await deps.git.updateRefs(resource.id, [{ ref: headRef(number), from: undefined, to: head }, { ref: iterationRef(number, 1), from: undefined, to: head }]) === 'moved') {
      number += 1
    }
    return recordOnProposal(deps, resource, number, author, [
      { kind: 'opened', actor: by, title, description: someLines(input.description), base, head, ...(anchor && { anchor }), ...(approvedBy && { approvedBy }), ...(input.undoes !== undefined && { undoes: input.undoes }), ...(input.news !== undefined && { news: input.news }) },
    ])
  }))
}

/**
 * Gives an open proposition another head: a new iteration, the earlier ones kept. Only its proposer may.
 * Refuses `invalid` when nothing changed.
 */
export async function updateProposalHead(deps: Writing, actor: Actor, input: {
  readonly resource: Resource
  readonly number: number
  readonly head: Oid
  readonly base?: Oid
  readonly message: string
  readonly at?: number
}): Promise<MergeRequest> {
  const person = personActing(actor)
  const { resource, number, head } = input
  return oneAtATime(resource.id, async () => {
    const { request } = await freshProposal(deps, resource, number)
    await requireAllowed(deps, 'update_proposal', actor, resource, request)
    if (head === request.head) throw new ForgeError('invalid', 'change.nothing')
    const base = await commonBase(deps, resource, head, input.base)
    return writeIteration(deps, person, resource, request, { head, base, message: input.message, at: input.at ?? deps.clock.now() })
  })
}

interface NextIteration { readonly head: Oid; readonly base: Oid; readonly message: string; readonly at: number }

/** The same for commits that came from elsewhere: whoever may bring them was asked before. */
export async function moveHead(deps: Writing, person: Person, resource: Resource, known: Pick<MergeRequest, 'number' | 'head'>, next: NextIteration): Promise<MergeRequest> {
  return oneAtATime(resource.id, async () => {
    const { request } = await freshProposal(deps, resource, known.number)
    if (request.state !== 'open' || request.head !== known.head) throw new ForgeError('conflict', 'proposal.moved')
    return writeIteration(deps, person, resource, request, next)
  })
}

async function writeIteration(deps: Writing, person: Person, resource: Resource, request: MergeRequest, { head, base, message, at }: NextIteration): Promise<MergeRequest> {
  const { number } = request
  const iteration = request.iterations.length + 1
  return noted(deps, resource.id, 'propose', async () => {
    const moved = await deps.git.updateRefs(resource.id, [
      { ref: headRef(number), from: request.head, to: head }, { ref: iterationRef(number, iteration), from: undefined, to: head },
    ])
    if (moved === 'moved') throw new ForgeError('conflict', 'proposal.moved')
    return recordOnProposal(deps, resource, number, signatureOf(deps, person, at), [
      { kind: 'iteration', actor: refTo(person), number: iteration, base, head, message: someLines(message) },
    ])
  })
}

async function commonBase(deps: Pick<Writing, 'git'>, resource: Resource, head: Oid, given: Oid | undefined): Promise<Oid> {
  const main = await deps.git.resolve(resource.id, MAIN)
  if (main === undefined) throw new ForgeError('conflict', 'proposal.nothing_published')
  if (await deps.git.isAncestor(resource.id, head, main)) throw new ForgeError('invalid', 'proposal.already_in')
  const base = given ?? (await deps.git.mergeBase(resource.id, main, head))
  if (base === undefined) throw new ForgeError('invalid', 'proposal.unrelated')
  return base
}
