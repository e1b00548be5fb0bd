import { ForgeError } from '../domain/errors.js'
import type { Actor } from '../domain/person.js'
import { may, mustBeAllowed, type Action, type Circumstances } from '../domain/policies.js'
import type { Deps } from '../domain/ports.js'
import type { MergeRequest } from '../domain/merge-request.js'
import type { Resource } from '../domain/resource.js'

/** A resource by its address. Refuses `not_found`; an old address says where the resource went (`details.movedTo`). */
export async function getResource(deps: Pick<Deps, 'resources'>, owner: string, slug: string): Promise<Resource> {
  const resource = await deps.resources.findByAddress(owner, slug)
  if (resource) return resource
  const moved = await deps.resources.findRedirect(owner, slug)
  throw new ForgeError('not_found', 'not_found.resource', moved ? { movedTo: moved } : {})
}

/** Where the resource of a refusal by `getResource` went; undefined when it went nowhere, or for any other error. */
export const movedTo = (error: unknown): { readonly owner: string; readonly slug: string } | undefined =>
  (error instanceof ForgeError ? error.details.movedTo as { owner: string; slug: string } | undefined : undefined)

/** A proposition of a resource. Refuses `not_found`. */
export async function getMergeRequest(deps: Pick<Deps, 'mergeRequests'>, resource: Resource, number: number): Promise<MergeRequest> {
  const found = Number.isSafeInteger(number) && number > 0 ? await deps.mergeRequests.find(resource.id, number) : undefined
  if (!found) throw new ForgeError('not_found', 'not_found.proposal')
  return found
}

/** What the policies look at for this actor and this resource. */
export async function circumstancesOf(deps: Pick<Deps, 'communities'>, actor: Actor, resource?: Resource, mergeRequest?: MergeRequest): Promise<Circumstances> {
  const membership = actor.kind === 'person' && resource?.owner.kind === 'community' ? await deps.communities.membership(resource.owner.id, actor.person.id) : undefined
  return { actor, ...(resource && { resource }), ...(mergeRequest && { mergeRequest }), ...(membership && { membership: membership.role }) }
}

/** Refuses `unauthenticated` or `forbidden`, with the sentence of the rule. */
export async function requireAllowed(deps: Pick<Deps, 'communities'>, action: Action, actor: Actor, resource?: Resource, mergeRequest?: MergeRequest): Promise<void> {
  mustBeAllowed(action, await circumstancesOf(deps, actor, resource, mergeRequest))
}

export async function isAllowed(deps: Pick<Deps, 'communities'>, action: Action, actor: Actor, resource?: Resource, mergeRequest?: MergeRequest): Promise<boolean> {
  return may(action, await circumstancesOf(deps, actor, resource, mergeRequest))
}

/** The person acting. Refuses `unauthenticated`. */
export function personActing(actor: Actor): Extract<Actor, { kind: 'person' }>['person'] {
  if (actor.kind !== 'person') throw new ForgeError('unauthenticated', 'policy.sign_in')
  return actor.person
}
