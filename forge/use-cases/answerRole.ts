import { ForgeError } from '../domain/errors.js'
import type { Actor } from '../domain/person.js'
import { isHeldBy, type RoleAnswer, type RoleClaim } from '../domain/role-claim.js'
import { mustBeAllowedOn, roleNamed, sayOfRoles, type Speaking } from './recordRole.js'
import { someLines } from './versionMessage.js'
import type { Writing } from './writing.js'

const actions = { confirmed: 'confirm_role', declined: 'decline_role', withdrawn: 'withdraw_role' } as const

/**
 * Confirms, declines or withdraws what somebody is said to have done. Whoever speaks of somebody else than themselves says why, unless they
 * confirm, or take back their own offer. Refuses `forbidden` as the policies say, `conflict` when it was answered meanwhile, `invalid` without a reason.
 */
export async function answerRole(deps: Writing, actor: Actor, input: Speaking & { readonly claim: string; readonly answer: RoleAnswer; readonly reason: string }): Promise<RoleClaim> {
  const { answer, resource } = input
  const reason = someLines(input.reason, 1000)
  const roles = await sayOfRoles(deps, actor, input, async (known, self) => {
    const claim = roleNamed(known, input.claim)
    await mustBeAllowedOn(deps, actions[answer], actor, resource, claim)
    const isOwnWord = isHeldBy(claim, self.id) || (answer === 'withdrawn' && claim.by.id === self.id && claim.state === 'offered')
    if (answer !== 'confirmed' && !isOwnWord && reason === '') throw new ForgeError('invalid', 'role.reason_missing', { field: 'reason' })
    return [{ kind: 'role_answered', actor: self, claim: claim.event, answer, reason }]
  })
  return roleNamed(roles, input.claim)
}
