import { ForgeError } from '../domain/errors.js'
import type { Oid } from '../domain/git.js'
import { headRef, iterationRef, type MergeRequest } from '../domain/merge-request.js'
import { refTo, type Actor } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import type { PassageAnchor } from '../domain/review.js'
import { startedBy, threadsOf, type Thread } from '../domain/threads.js'
import { merge3 } from '../prose/merge.js'
import { passageAt, passagesOf } from '../prose/passages.js'
import { personActing, requireAllowed } from './access.js'
import { signatureOf } from './authorship.js'
import { textOf } from './indexResource.js'
import { oneAtATime } from './oneAtATime.js'
import { freshProposal, recordOnProposal, sayOnProposal } from './recordOnProposal.js'
import { excerptOf, withBlock } from './suggestWording.js'
import { someLines, versionMessage } from './versionMessage.js'
import { refuseNewProblems } from './writeChange.js'
import { noted, type Writing } from './writing.js'

interface Suggested { readonly resource: Resource; readonly number: number; readonly suggestion: Oid; readonly at?: number }

/**
 * Takes a suggestion made on a proposition: one more iteration, written by who suggested it, by the hand of who accepts. What changed since it
 * was made is kept (three-way merge). Refuses `conflict` when its passage itself changed: it stays open, to be written again by hand.
 */
export async function acceptSuggestion(deps: Writing & Pick<Deps, 'people'>, actor: Actor, input: Suggested & { readonly titleOf: (words: string) => string }): Promise<MergeRequest> {
  const person = personActing(actor)
  const { resource, number } = input
  return oneAtATime(resource.id, async () => {
    const { request, thread, suggestion, by } = await openSuggestion(deps, actor, input)
    const text = await textWith(deps, resource, request.head, thread.anchor, suggestion.replacement)
    if (text === undefined) throw new ForgeError('conflict', 'suggestion.passage_changed')
    const files = new Map([[resource.mainPath, text]])
    await refuseNewProblems(deps, resource, request.head, files)
    const at = input.at ?? deps.clock.now()
    const suggester = await deps.people.find(by.id)
    const author = signatureOf(deps, { id: by.id, displayName: suggester?.displayName ?? by.name }, at)
    const committer = signatureOf(deps, person, at)
    const passage = passageAt(passagesOf(await textOf(deps, resource.id, thread.anchor.version, resource.mainPath)), thread.anchor.block[0])
    const title = input.titleOf(passage === undefined ? '' : excerptOf(passage))
    const iteration = request.iterations.length + 1
    return noted(deps, resource.id, 'propose', async () => {
      const before = await deps.git.commit(resource.id, request.head)
      const head = await deps.git.writeCommit(resource.id, { parents: [request.head], baseTree: before.tree, files, author, committer, message: versionMessage(title, thread.messages[0]?.text ?? '') })
      if ((await deps.git.commit(resource.id, head)).tree === before.tree) throw new ForgeError('invalid', 'change.nothing')
      const moved = await deps.git.updateRefs(resource.id, [{ ref: headRef(number), from: request.head, to: head }, { ref: iterationRef(number, iteration), from: undefined, to: head }])
      if (moved === 'moved') throw new ForgeError('conflict', 'proposal.moved')
      return recordOnProposal(deps, resource, number, committer, [
        { kind: 'iteration', actor: refTo(person), number: iteration, base: request.base, head, message: title },
        { kind: 'suggestion_accepted', actor: refTo(person), suggestion: thread.id, iteration, commit: head },
      ])
    })
  })
}

/** Leaves a suggestion aside, with a reason its author reads. Refuses `invalid` without one. */
export async function declineSuggestion(deps: Writing, actor: Actor, input: Suggested & { readonly reason: string }): Promise<MergeRequest> {
  const person = personActing(actor)
  const { resource, number } = input
  return oneAtATime(resource.id, async () => {
    const { thread } = await openSuggestion(deps, actor, input)
    const reason = someLines(input.reason)
    if (reason === '') throw new ForgeError('invalid', 'suggestion.reason_missing', { field: 'reason' })
    return sayOnProposal(deps, resource, number, signatureOf(deps, person, input.at ?? deps.clock.now()), [{ kind: 'suggestion_declined', actor: refTo(person), suggestion: thread.id, reason }])
  })
}

async function openSuggestion(deps: Pick<Deps, 'git' | 'communities'>, actor: Actor, { resource, number, suggestion: id }: Suggested) {
  const { request, chain } = await freshProposal(deps, resource, number)
  await requireAllowed(deps, 'settle_suggestion', actor, resource, request)
  const thread = threadsOf(chain).find((one): one is Thread & { suggestion: NonNullable<Thread['suggestion']> } => one.id === id && one.suggestion !== undefined)
  const by = thread && startedBy(thread)
  if (!thread || !by) throw new ForgeError('not_found', 'not_found.thread')
  if (thread.suggestion.state !== 'open') throw new ForgeError('conflict', 'suggestion.already_settled')
  return { request, thread, suggestion: thread.suggestion, by }
}

/** A text with the suggestion in it; undefined when the passage itself changed since. */
export async function textWith(deps: Pick<Deps, 'git'>, resource: Resource, version: Oid, anchor: PassageAnchor, replacement: string): Promise<string | undefined> {
  const [read, now] = await Promise.all([textOf(deps, resource.id, anchor.version, anchor.path), textOf(deps, resource.id, version, anchor.path)])
  const wanted = withBlock(read, anchor.block, replacement)
  if (read === now) return wanted
  const merged = merge3({ base: read, ours: now, theirs: wanted })
  return merged.kind === 'clean' ? merged.text : undefined
}
