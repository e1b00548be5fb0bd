import type { MergeRequest } from '../domain/merge-request.js'
import type { Actor } from '../domain/person.js'
import { may } from '../domain/policies.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import { circumstancesOf } from './access.js'

export interface Awaiting { readonly request: MergeRequest; readonly resource: Resource }

/** Open propositions of published fiches across the instance, those that wait since longest first, at most 200. */
export async function awaitingProposals(deps: Pick<Deps, 'mergeRequests' | 'resources' | 'communities'>, actor: Actor): Promise<readonly Awaiting[]> {
  const resources = new Map<string, Resource | undefined>()
  const found: Awaiting[] = []
  for (const request of await deps.mergeRequests.awaiting(200)) {
    if (!resources.has(request.resource)) resources.set(request.resource, await deps.resources.find(request.resource))
    const resource = resources.get(request.resource)
    if (resource?.state === 'published' && may('read', await circumstancesOf(deps, actor, resource))) found.push({ request, resource })
  }
  return found
}
