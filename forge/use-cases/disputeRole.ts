import { ForgeError } from '../domain/errors.js'
import type { Actor } from '../domain/person.js'
import type { RoleClaim } from '../domain/role-claim.js'
import { mustBeAllowedOn, roleNamed, sayOfRoles, type Speaking } from './recordRole.js'
import { someLines } from './versionMessage.js'
import type { Writing } from './writing.js'

const longest = 2000

/** Says that a role is not what happened, and why. Nothing is removed. Refuses `invalid` without a reason, `conflict` when one disputes it already. */
export async function disputeRole(deps: Writing, actor: Actor, input: Speaking & { readonly claim: string; readonly reason: string }): Promise<RoleClaim> {
  const reason = someLines(input.reason, longest)
  const roles = await sayOfRoles(deps, actor, input, async (known, self) => {
    const claim = roleNamed(known, input.claim)
    await mustBeAllowedOn(deps, 'dispute_role', actor, input.resource, claim)
    if (claim.state === 'withdrawn') throw new ForgeError('conflict', 'role.withdrawn_already')
    if (claim.disputes.some(({ by, lifted }) => by.id === self.id && lifted === undefined)) throw new ForgeError('conflict', 'role.disputed_already')
    if (reason === '') throw new ForgeError('invalid', 'role.reason_missing', { field: 'reason' })
    return [{ kind: 'role_disputed', actor: self, claim: claim.event, reason }]
  })
  return roleNamed(roles, input.claim)
}

/** Answers a dispute, or lifts it (`lifts`: only who raised it). Refuses `invalid` for an empty answer, `conflict` once it is lifted. */
export async function answerDispute(deps: Writing, actor: Actor, input: Speaking & { readonly claim: string; readonly dispute: string; readonly text: string; readonly lifts: boolean }): Promise<RoleClaim> {
  const text = someLines(input.text, longest)
  const roles = await sayOfRoles(deps, actor, input, async (known, self) => {
    const claim = roleNamed(known, input.claim)
    await mustBeAllowedOn(deps, input.lifts ? 'lift_dispute' : 'answer_dispute', actor, input.resource, claim, input.dispute)
    if (claim.disputes.some(({ event, lifted }) => event === input.dispute && lifted !== undefined)) throw new ForgeError('conflict', 'role.dispute_lifted')
    if (text === '' && !input.lifts) throw new ForgeError('invalid', 'role.reason_missing', { field: 'reason' })
    return [{ kind: 'role_dispute_answered', actor: self, claim: claim.event, dispute: input.dispute, text, lifts: input.lifts }]
  })
  return roleNamed(roles, input.claim)
}
