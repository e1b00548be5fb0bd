import { ForgeError } from '../domain/errors.js'
import type { RoleEvent } from '../domain/journal.js'
import { refTo, type Actor, type PersonRef } from '../domain/person.js'
import { mustBeAllowed, type Action } from '../domain/policies.js'
import type { Deps } from '../domain/ports.js'
import { nameClaimsOf, recognisedIn } from '../domain/name-claims.js'
import { roleEventsIn, rolesOf, withRecognised } from '../domain/replay-roles.js'
import { RESOURCE_JOURNAL, type Resource } from '../domain/resource.js'
import type { RoleClaim } from '../domain/role-claim.js'
import { circumstancesOf, personActing } from './access.js'
import { signatureOf } from './authorship.js'
import { indexResource, indexRoles } from './indexResource.js'
import { oneAtATime } from './oneAtATime.js'
import { noted, type Writing } from './writing.js'

/** The roles of a resource as its journal tells them now, oldest first. */
export async function freshRoles(deps: Pick<Deps, 'git'>, resource: Pick<Resource, 'id'>): Promise<readonly RoleClaim[]> {
  const chain = await deps.git.events(resource.id, RESOURCE_JOURNAL)
  return withRecognised(rolesOf(roleEventsIn(chain)), recognisedIn(nameClaimsOf(chain)))
}

export interface Speaking { readonly resource: Resource; readonly at?: number }

/** What one is about to say, from the roles as they are: nothing, or facts in order. */
type Said = (roles: readonly RoleClaim[], actor: PersonRef) => Promise<readonly RoleEvent[]> | readonly RoleEvent[]

/** Decides alone, appends to the resource's journal, brings the index up to date. Answers every role as it stands after. */
export async function sayOfRoles(deps: Writing, actor: Actor, input: Speaking, say: Said): Promise<readonly RoleClaim[]> {
  const person = personActing(actor)
  const { resource } = input
  return oneAtATime(resource.id, async () => {
    const events = await say(await freshRoles(deps, resource), refTo(person))
    if (events.length > 0) {
      await noted(deps, resource.id, 'journal', async () => {
        const author = signatureOf(deps, person, input.at ?? deps.clock.now())
        await deps.git.append(resource.id, RESOURCE_JOURNAL, events.map((payload) => ({ author, payload: { ...payload } })))
        await indexResource(deps, resource.id)
        await indexRoles(deps, resource.id)
      })
    }
    return freshRoles(deps, resource)
  })
}

/** One role by the event that began it. Refuses `not_found`. */
export function roleNamed(roles: readonly RoleClaim[], event: string): RoleClaim {
  const found = roles.find((claim) => claim.event === event)
  if (!found) throw new ForgeError('not_found', 'not_found.role')
  return found
}

/** Refuses as the policy says, and `conflict` when the role stands where that cannot be said of it any more. */
export async function mustBeAllowedOn(deps: Pick<Deps, 'communities'>, action: Action, actor: Actor, resource: Resource, role: RoleClaim, disputeNamed?: string): Promise<void> {
  const dispute = disputeNamed === undefined ? undefined : role.disputes.find(({ event }) => event === disputeNamed)
  if (disputeNamed !== undefined && dispute === undefined) throw new ForgeError('not_found', 'not_found.dispute')
  try {
    mustBeAllowed(action, { ...(await circumstancesOf(deps, actor, resource)), role, ...(dispute && { dispute }) })
  } catch (error) {
    if (error instanceof ForgeError && error.key.startsWith('role.')) throw new ForgeError('conflict', error.key, error.details)
    throw error
  }
}
