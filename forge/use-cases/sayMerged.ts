import type { MergeRequestEvent, ResourceEvent } from '../domain/journal.js'
import { journalRef } from '../domain/merge-request.js'
import type { Deps } from '../domain/ports.js'
import { RESOURCE_JOURNAL, type ResourceId } from '../domain/resource.js'

/**
 * Says in the resource's journal, once, what an integrated proposition did to it beyond its text: took a version back, or took news of
 * the origin. Nothing for any other proposition.
 */
export async function sayMerged(deps: Pick<Deps, 'git'>, id: ResourceId, number: number): Promise<void> {
  const chain = (await deps.git.events(id, journalRef(number))).map(({ author, payload }) => ({ author, event: payload as unknown as MergeRequestEvent }))
  const opened = chain.find(({ event }) => event.kind === 'opened')?.event
  const merged = chain.findLast(({ event }) => event.kind === 'merged')
  if (opened?.kind !== 'opened' || merged?.event.kind !== 'merged') return
  const { commit, actor } = merged.event
  const said: ResourceEvent | undefined = opened.undoes !== undefined ? { kind: 'undone', actor, undone: opened.undoes, commit, reason: opened.description }
    : opened.news !== undefined ? { kind: 'news_taken', actor, upTo: opened.news, commit } : undefined
  if (said === undefined) return
  const isSaid = (await deps.git.events(id, RESOURCE_JOURNAL)).some(({ payload }) => payload.kind === said.kind && payload.commit === commit)
  if (!isSaid) await deps.git.append(id, RESOURCE_JOURNAL, [{ author: merged.author, payload: { ...said } }])
}
