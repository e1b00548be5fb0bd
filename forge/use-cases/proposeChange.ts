import { ForgeError } from '../domain/errors.js'
import type { Oid } from '../domain/git.js'
import { draftSubject, proposalDraftPath } from '../domain/draft.js'
import type { MergeRequest } from '../domain/merge-request.js'
import type { Actor } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import { getMergeRequest, personActing, requireAllowed } from './access.js'
import { openProposal, updateProposalHead } from './openProposal.js'
import { writeChange, type Change, type ExplainedChange } from './writeChange.js'
import { splitReason, type CoAuthor } from './versionMessage.js'
import type { Writing } from './writing.js'

/**
 * Offers one person's changes to a resource: writes the version on the one they started from, and opens a proposition on it.
 *
 * Refuses `invalid` for problems the change adds, or when it changes nothing, before anything is written. Drafts of the changed files end.
 */
export async function proposeChange(deps: Writing & Pick<Deps, 'drafts'>, actor: Actor, input: ExplainedChange): Promise<MergeRequest> {
  const person = personActing(actor)
  const { resource, base } = input
  await requireAllowed(deps, 'propose', actor, resource)
  const request = await deps.git.keeping(resource.id, async () => {
    const head = await writeChange(deps, person, { ...input, parent: base, explanation: input.reason })
    return openProposal(deps, actor, { resource, base, head, title: input.title, description: input.reason, ...(input.at !== undefined && { at: input.at }) })
  })
  for (const path of input.files.keys()) await deps.drafts.remove(person.id, resource.id, path)
  return request
}

/** A new iteration of an open proposition, written on its last one. Same refusals as proposing; only its proposer may. */
export async function updateProposal(deps: Writing & Pick<Deps, 'drafts'>, actor: Actor, input: {
  readonly resource: Resource
  readonly number: number
  /** The version the person started from: the proposition's last by default. What others sent since is merged, or refused `conflict`. */
  readonly base?: Oid
  readonly files: Change
  /** What this iteration changes, and why. */
  readonly message: string
  readonly coAuthors?: readonly CoAuthor[]
  readonly at?: number
}): Promise<MergeRequest> {
  const person = personActing(actor)
  const { resource, number } = input
  const request = await getMergeRequest(deps, resource, number)
  await requireAllowed(deps, 'update_proposal', actor, resource, request)
  const { title, explanation } = splitReason(input.message || request.title)
  const from = input.base ?? request.head
  const updated = await deps.git.keeping(resource.id, async () => {
    let head = await writeChange(deps, person, { ...input, parent: from, title, explanation })
    if (from !== request.head) {
      const merge = await deps.git.mergeTrees(resource.id, request.head, head)
      if (merge.kind === 'conflicts') throw new ForgeError('conflict', 'proposal.moved')
      const { author, committer, message } = await deps.git.commit(resource.id, head)
      head = await deps.git.writeCommit(resource.id, { parents: [request.head], baseTree: merge.tree, files: new Map(), author, committer, message })
    }
    return updateProposalHead(deps, actor, { resource, number, head, base: request.base, message: input.message, ...(input.at !== undefined && { at: input.at }) })
  })
  for (const draft of await deps.drafts.of(person.id)) {
    const subject = draftSubject(draft.path)
    if (draft.resource === resource.id && subject.proposal === number) await deps.drafts.remove(person.id, resource.id, proposalDraftPath(number, subject.path))
  }
  return updated
}
