import { draftSubject } from '../domain/draft.js'
import type { Actor } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import { personActing } from './access.js'

/** A text somebody began to change and has not sent. `proposal`: of their own proposition, which it would update. */
export interface DraftKept { readonly resource: Resource; readonly path: string; readonly proposal: { readonly number: number; readonly title: string } | undefined; readonly updatedAt: number }

/** One's own drafts, the latest first, of fiches and open propositions that are still there. */
export async function readDrafts(deps: Pick<Deps, 'drafts' | 'resources' | 'mergeRequests'>, actor: Actor): Promise<readonly DraftKept[]> {
  const found = await Promise.all((await deps.drafts.of(personActing(actor).id)).map(async (draft): Promise<readonly DraftKept[]> => {
    const { path, proposal: number } = draftSubject(draft.path)
    const resource = await deps.resources.find(draft.resource)
    if (!resource || resource.state === 'retired') return []
    const proposal = number === undefined ? undefined : await deps.mergeRequests.find(resource.id, number)
    return number !== undefined && proposal?.state !== 'open' ? [] : [{ resource, path, proposal: proposal && { number: proposal.number, title: proposal.title }, updatedAt: draft.updatedAt }]
  }))
  return found.flat().sort((a, b) => b.updatedAt - a.updatedAt)
}
