import type { MergeRequestEvent } from '../domain/journal.js'
import { journalRef } from '../domain/merge-request.js'
import type { Deps } from '../domain/ports.js'
import { RESOURCE_JOURNAL, type ResourceId } from '../domain/resource.js'

/** Says in the resource's journal, once, that a proposition to take a version back was integrated. Nothing for any other proposition. */
export async function sayUndone(deps: Pick<Deps, 'git'>, id: ResourceId, number: number): Promise<void> {
  const chain = (await deps.git.events(id, journalRef(number))).map(({ author, payload }) => ({ author, event: payload as unknown as MergeRequestEvent }))
  const opened = chain.find(({ event }) => event.kind === 'opened')?.event
  const merged = chain.findLast(({ event }) => event.kind === 'merged')
  if (opened?.kind !== 'opened' || opened.undoes === undefined || merged?.event.kind !== 'merged') return
  const { undoes, description } = opened
  const { commit, actor } = merged.event
  const isSaid = (await deps.git.events(id, RESOURCE_JOURNAL)).some(({ payload }) => payload.kind === 'undone' && payload.commit === commit)
  if (!isSaid) await deps.git.append(id, RESOURCE_JOURNAL, [{ author: merged.author, payload: { kind: 'undone', actor, undone: undoes, commit, reason: description } }])
}
