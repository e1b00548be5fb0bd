import type { Oid } from '../domain/git.js'
import type { MergeRequestEvent } from '../domain/journal.js'
import { journalRef, type MergeRequest, type VerdictKind } from '../domain/merge-request.js'
import type { PersonRef } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { verdictsOf } from '../domain/replay.js'
import type { Resource } from '../domain/resource.js'

/** One thing said or done about a proposition, as its journal tells it. */
export interface DiscussionEntry {
  readonly event: Oid
  readonly kind: MergeRequestEvent['kind']
  readonly by: PersonRef
  readonly at: number
  readonly text: string
  readonly verdict: VerdictKind | undefined
  /** True for an objection that was lifted since. */
  readonly lifted: boolean
}

/** The journal of a proposition, oldest first. */
export async function readDiscussion(deps: Pick<Deps, 'git'>, resource: Pick<Resource, 'id'>, request: Pick<MergeRequest, 'number'>): Promise<{ entries: readonly DiscussionEntry[] }> {
  const chain = await deps.git.events(resource.id, journalRef(request.number))
  const lifted = new Set(verdictsOf(chain).filter((verdict) => verdict.lifted !== undefined).map((verdict) => verdict.event))
  const events = chain.map(({ oid, author, payload }) => ({ oid, at: author.at, event: payload as unknown as MergeRequestEvent })).filter(({ event }) => event.kind !== 'merge_intended' && event.kind !== 'merge_abandoned')
  const entries = events.map(({ oid, at, event }): DiscussionEntry => ({
    event: oid, kind: event.kind, at, by: event.actor,
    text: 'text' in event ? event.text : 'reason' in event ? event.reason : 'message' in event ? event.message : 'description' in event ? event.description : '',
    verdict: event.kind === 'verdict' ? event.verdict : undefined, lifted: lifted.has(oid),
  }))
  return { entries }
}
