import type { Actor } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { personActing } from './access.js'
import { mayManageAccount } from './updateProfile.js'
import { communityToManage } from './changeCommunity.js'

/** Opens or closes suggestions without an account on a community's resources. Its stewards only. */
export async function inviteVisitorsToCommunity(deps: Pick<Deps, 'communities' | 'visitors' | 'clock'>, actor: Actor, input: { readonly handle: string; readonly becomes: 'open' | 'closed' }): Promise<void> {
  personActing(actor)
  const community = await communityToManage(deps, actor, input.handle)
  await deps.visitors.invite(community.id, input.becomes, deps.clock.now())
}

/** The same on the resources of one's own space. */
export async function inviteVisitorsToOwn(deps: Pick<Deps, 'visitors' | 'clock'>, actor: Actor, becomes: 'open' | 'closed'): Promise<void> {
  await deps.visitors.invite(mayManageAccount(actor).id, becomes, deps.clock.now())
}
