import { ForgeError } from '../domain/errors.js'
import type { RoleEvent } from '../domain/journal.js'
import { refTo, type Actor, type PersonId, type PersonRef } from '../domain/person.js'
import { may } from '../domain/policies.js'
import type { Deps } from '../domain/ports.js'
import { answeredBy, isHeldBy, isPending, isSameHolder, roleNames, type RoleClaim, type RoleHolder, type RoleName } from '../domain/role-claim.js'
import { circumstancesOf, personActing, requireAllowed } from './access.js'
import { answerRole } from './answerRole.js'
import { sayOfRoles, type Speaking } from './recordRole.js'
import { oneLine, someLines } from './versionMessage.js'
import type { Writing } from './writing.js'

/** How many of one person's words may await an answer on one resource: nobody buries it under names. */
export const mostWaiting = 20
export const longestNote = 1000

/**
 * Says what one did for a resource besides writing it. It awaits those who answer for the resource; one of them, alone to do so, is taken at their
 * word. What somebody else had offered one already is thereby accepted. Refuses `invalid` for an unknown role, `conflict` when it is said already.
 */
export async function claimRole(deps: Writing, actor: Actor, input: Speaking & { readonly role: string; readonly note: string }): Promise<RoleClaim> {
  const person = personActing(actor)
  const { resource } = input
  await requireAllowed(deps, 'claim_role', actor, resource)
  const role = roleCalled(input.role)
  const holder: RoleHolder = { person: refTo(person) }
  let offered: RoleClaim | undefined
  const roles = await sayOfRoles(deps, actor, input, (known, self) => {
    const before = known.findLast((one) => one.role === role && one.state !== 'withdrawn' && isSameHolder(one.holder, holder))
    if (before !== undefined && answeredBy(before) === 'holder' && before.state !== 'confirmed') { offered = before; return [] }
    if (before !== undefined) throw new ForgeError('conflict', refusedAgain(before))
    refuseTooMany(known, person.id)
    return [{ kind: 'role_claimed', actor: self, role, note: someLines(input.note, longestNote) }]
  })
  if (offered !== undefined) return answerRole(deps, actor, { ...input, claim: offered.event, answer: 'confirmed', reason: '' })
  return takenAtTheirWord(deps, actor, input, lastBy(roles, person.id))
}

/**
 * Says what somebody else did: they say whether it is right. Somebody without an account (`name`) cannot: those who answer for the resource do, and
 * when one of them gives the name, it stands. Refuses `not_found` for a handle nobody has, `invalid` without anybody, `conflict` when it is said already.
 */
export async function offerRole(deps: Writing & Pick<Deps, 'people'>, actor: Actor, input: Speaking & { readonly role: string; readonly to: { readonly handle: string } | { readonly name: string }; readonly note: string }): Promise<RoleClaim> {
  const person = personActing(actor)
  const { resource } = input
  await requireAllowed(deps, 'offer_role', actor, resource)
  const role = roleCalled(input.role)
  const holder = await holderCalled(deps, input.to)
  if (isHeldBy({ holder }, person.id)) return claimRole(deps, actor, input)
  const roles = await sayOfRoles(deps, actor, input, (known, self) => {
    const before = known.findLast((one) => one.role === role && one.state !== 'withdrawn' && isSameHolder(one.holder, holder))
    if (before !== undefined) throw new ForgeError('conflict', before.state === 'declined' && answeredBy(before) === 'holder' ? 'role.declined_by_holder' : refusedAgain(before))
    refuseTooMany(known, person.id)
    return [{ kind: 'role_offered', actor: self, role, holder, note: someLines(input.note, longestNote) } satisfies RoleEvent]
  })
  const made = lastBy(roles, person.id)
  return 'person' in made.holder ? made : takenAtTheirWord(deps, actor, input, made)
}

/** Who answers for the resource confirms at once what they say themselves, where nobody else has to. */
async function takenAtTheirWord(deps: Writing, actor: Actor, input: Speaking, claim: RoleClaim): Promise<RoleClaim> {
  if (!may('confirm_role', { ...(await circumstancesOf(deps, actor, input.resource)), role: claim })) return claim
  return answerRole(deps, actor, { ...input, claim: claim.event, answer: 'confirmed', reason: '' })
}

const lastBy = (roles: readonly RoleClaim[], person: PersonId): RoleClaim => {
  const made = roles.findLast(({ by }) => by.id === person)
  if (!made) throw new Error('a role was recorded and cannot be read back')
  return made
}

function roleCalled(name: string): RoleName {
  const role = roleNames.find((known) => known === name)
  if (role === undefined) throw new ForgeError('invalid', 'role.unknown', { field: 'role' })
  return role
}

async function holderCalled(deps: Pick<Deps, 'people'>, to: { readonly handle: string } | { readonly name: string }): Promise<RoleHolder> {
  if ('handle' in to) {
    const handle = oneLine(to.handle).replace(/^@/, '').toLowerCase()
    const person = handle === '' ? undefined : await deps.people.findByHandle(handle)
    if (!person) throw new ForgeError('not_found', 'role.holder_unknown', { handle, field: 'who' })
    return { person: refTo(person) satisfies PersonRef }
  }
  const name = oneLine(to.name, 120)
  if (name === '') throw new ForgeError('invalid', 'role.holder_missing', { field: 'who' })
  if (/\S@\S/.test(name)) throw new ForgeError('invalid', 'role.name_is_address', { field: 'who' })
  return { name }
}

const refusedAgain = ({ state }: RoleClaim): string => (state === 'confirmed' ? 'role.confirmed_already' : state === 'declined' ? 'role.declined_before' : 'role.claimed_already')

function refuseTooMany(roles: readonly RoleClaim[], person: PersonId): void {
  if (roles.filter((one) => one.by.id === person && isPending(one)).length >= mostWaiting) throw new ForgeError('conflict', 'role.too_many_waiting', { most: mostWaiting })
}

/** `@handle` for somebody with an account, any other words for a name: one field says both. */
export const holderTyped = (typed: string): { handle: string } | { name: string } => (/^\s*@/.test(typed) ? { handle: typed } : { name: typed })

