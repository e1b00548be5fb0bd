import { isOwn, type MergeRequest } from '../domain/merge-request.js'
import type { Actor } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'

export interface Awaiting { readonly request: MergeRequest; readonly resource: Resource }
/** Open propositions, by what they are to the person asking: each in the first group it belongs to. */
export interface AwaitingProposals { readonly stewarded: readonly Awaiting[]; readonly communities: readonly Awaiting[]; readonly sent: readonly Awaiting[]; readonly elsewhere: readonly Awaiting[] }

/** What awaits a reader across the instance, oldest first, at most 200. */
export async function awaitingProposals(deps: Pick<Deps, 'mergeRequests' | 'resources' | 'communities'>, actor: Actor): Promise<AwaitingProposals> {
  const groups = { stewarded: [] as Awaiting[], communities: [] as Awaiting[], sent: [] as Awaiting[], elsewhere: [] as Awaiting[] }
  const person = actor.kind === 'person' ? actor.person : undefined
  const mine = new Set(person ? (await deps.communities.of(person.id)).map((membership) => membership.community) : [])
  const resources = new Map<string, Resource | undefined>()
  for (const request of await deps.mergeRequests.awaiting(200)) {
    if (!resources.has(request.resource)) resources.set(request.resource, await deps.resources.find(request.resource))
    const resource = resources.get(request.resource)
    if (!resource || resource.state !== 'published') continue
    const group = person !== undefined && isOwn(request, person.id) ? 'sent'
      : person && (resource.owner.id === person.id || resource.stewards.some((s) => s.id === person.id)) ? 'stewarded'
        : mine.has(resource.owner.id) ? 'communities' : 'elsewhere'
    groups[group].push({ request, resource })
  }
  return groups
}
