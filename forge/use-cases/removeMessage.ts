import { ForgeError } from '../domain/errors.js'
import type { ChainEvent, Oid } from '../domain/git.js'
import type { Actor } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { threadsOf } from '../domain/threads.js'
import { personActing } from './access.js'
import { indexDiscussion, indexMergeRequest, type IndexingProposals } from './indexResource.js'
import { oneAtATime } from './oneAtATime.js'
import { discussionRef, type PassagePlace } from './passagePlace.js'

/**
 * Removes what somebody said about a passage: nobody can read it again, in Git either (DESIGN §4: that one ref is rewritten, and what it alone
 * kept is forgotten). A message that others answered stays in its place, empty; what comes after keeps its author and date, under new names.
 *
 * Only its author may. Refuses `not_found`; `conflict` for a suggestion that became a version: its words are the text's.
 */
export async function removeMessage(deps: IndexingProposals, actor: Actor, input: { readonly place: PassagePlace; readonly message: Oid }): Promise<void> {
  const person = personActing(actor)
  const { place, message } = input
  const { resource, number } = place
  const ref = discussionRef(place)
  await oneAtATime(resource.id, async () => {
    const chain = await deps.git.events(resource.id, ref)
    const thread = threadsOf(chain).find(({ messages }) => messages.some(({ event }) => event === message))
    const said = thread?.messages.find(({ event }) => event === message)
    if (!thread || !said || said.text === '') throw new ForgeError('not_found', 'not_found.thread')
    if (said.by.id !== person.id) throw new ForgeError('forbidden', 'thread.author_only')
    const isFirst = thread.id === message
    if (isFirst && thread.suggestion?.state === 'accepted') throw new ForgeError('conflict', 'suggestion.already_settled')
    // A whole thread that nobody answered goes with all that was said of it.
    const isAnswered = isFirst ? thread.messages.length > 1 : chain.some(({ payload }) => payload.replyTo === message)
    const goes = !isAnswered
    const left = chain.flatMap((event): ChainEvent[] => {
      if (goes && (event.oid === message || isAbout(event, message))) return []
      return event.oid === message ? [{ ...event, payload: { ...event.payload, text: '', ...('replacement' in event.payload && { replacement: '' }) } }] : [event]
    })
    const tip = await rewritten(deps, resource.id, left)
    await deps.git.erase(resource.id, { ref, from: chain.at(-1)!.oid, to: tip })
    if (number !== undefined) await indexMergeRequest(deps, resource.id, number)
    else await indexDiscussion(deps, resource.id)
  })
}

const isAbout = ({ payload }: ChainEvent, message: Oid): boolean =>
  (payload.kind === 'thread_resolved' && payload.thread === message) || ((payload.kind === 'suggestion_declined' || payload.kind === 'suggestion_accepted') && payload.suggestion === message)

/** The same events as commits of their own, what names another by its old name following. */
async function rewritten(deps: Pick<Deps, 'git'>, repo: string, events: readonly ChainEvent[]): Promise<Oid | undefined> {
  const names = new Map<string, Oid>()
  let parent: Oid | undefined
  for (const { oid, author, payload } of events) {
    const renamed = Object.fromEntries(Object.entries(payload).map(([key, value]) => [key, (['replyTo', 'thread', 'suggestion', 'objection'].includes(key) && typeof value === 'string' && names.get(value)) || value]))
    parent = await deps.git.writeCommit(repo, {
      parents: parent === undefined ? [] : [parent], baseTree: undefined, files: new Map([['event.json', `${JSON.stringify(renamed, null, 2)}\n`]]), author, committer: author, message: `${payload.kind}\n`,
    })
    names.set(oid, parent)
  }
  return parent
}
