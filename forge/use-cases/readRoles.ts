import type { InheritedRole } from '../domain/journal.js'
import type { Actor, PersonRef } from '../domain/person.js'
import { may } from '../domain/policies.js'
import type { Deps } from '../domain/ports.js'
import { inheritedRoles, isOnOwnWord, withRecognised } from '../domain/replay-roles.js'
import { RESOURCE_JOURNAL, type Resource } from '../domain/resource.js'
import { answeredBy, foldedName, isDisputed, isHeldBy, isInForce, isPending, isTakenBack, type RoleClaim, type RoleHolder } from '../domain/role-claim.js'
import type { CreditedRole, RolePerson, RoleReading } from '../domain/role-reading.js'
import { circumstancesOf } from './access.js'
import { commitEmail } from './authorship.js'
import { nameAuthors, type NamingAuthors } from './nameAuthors.js'
import { freshRoles } from './recordRole.js'

type Needs = Pick<Deps, 'git' | 'resources'> & NamingAuthors

/** Every role said of a resource, the latest first, as one reader meets them. */
export async function readRoles(deps: Needs & Pick<Deps, 'communities'>, actor: Actor, resource: Resource): Promise<readonly RoleReading[]> {
  const roles = await freshRoles(deps, resource)
  if (roles.length === 0) return []
  const nameOf = await namesOf(deps, resource, roles.flatMap((claim) => [claim.holder, { person: claim.by }, ...claim.answers.map(({ by }) => ({ person: by })), ...claim.disputes.flatMap(({ by, answers }) => [{ person: by }, ...answers.map((one) => ({ person: one.by }))])]))
  const circumstances = await circumstancesOf(deps, actor, resource)
  return [...roles].reverse().map((role): RoleReading => {
    const isGone = role.state === 'withdrawn'
    /** Whoever took their name away is no longer named by their own words. */
    const unlessGone = (by: PersonRef): RolePerson | undefined => (isGone && isHeldBy(role, by.id) ? undefined : nameOf({ person: by }))
    const here = { ...circumstances, role }
    return {
      event: role.event, role: role.role, state: role.state, person: isGone ? undefined : nameOf(role.holder), isTakenBack: isTakenBack(role), isOwnClaim: isHeldBy(role, role.by.id), isOnOwnWord: isOnOwnWord(role),
      awaits: isPending(role) ? answeredBy(role) : undefined, by: unlessGone(role.by), at: role.at, note: isGone ? '' : role.note,
      answers: role.answers.map(({ by, at, answer, reason }) => ({ by: unlessGone(by), at, answer, reason })),
      disputes: role.disputes.map((dispute) => ({
        event: dispute.event, by: unlessGone(dispute.by), at: dispute.at, reason: dispute.reason, lifted: dispute.lifted,
        answers: dispute.answers.map(({ by, at, text }) => ({ by: unlessGone(by), at, text })),
        may: { answer: dispute.lifted === undefined && may('answer_dispute', { ...here, dispute }), lift: dispute.lifted === undefined && may('lift_dispute', { ...here, dispute }) },
      })),
      may: {
        confirm: may('confirm_role', here), decline: may('decline_role', here), withdraw: may('withdraw_role', here),
        // Whoever may say that it is not so has no need to dispute it.
        dispute: !isGone && !may('decline_role', here) && may('dispute_role', here) && !role.disputes.some(({ by, lifted }) => lifted === undefined && actor.kind === 'person' && by.id === actor.person.id),
      },
      isOwn: actor.kind === 'person' && isHeldBy(role, actor.person.id),
    }
  })
}

/** The roles in force: of the resource itself, and of those it was adapted from, nobody's name lost on the way. */
export async function readCreditedRoles(deps: Needs, resource: Resource): Promise<{ readonly own: readonly CreditedRole[]; readonly before: readonly CreditedRole[] }> {
  const [roles, before] = await Promise.all([freshRoles(deps, resource), rolesBefore(deps, resource)])
  const own = roles.filter(isInForce)
  const nameOf = await namesOf(deps, resource, [...own, ...before.values()].map(({ holder }) => holder))
  const credited = (one: Standing): CreditedRole => ({ claim: one.claim, role: one.role, person: nameOf(one.holder), isDisputed: one.isDisputed, at: one.at })
  return { own: own.map((role) => credited(standing(role))), before: [...before.values()].map(credited) }
}

/** What an adaptation made of a resource now is born with. */
export async function rolesToInherit(deps: Pick<Deps, 'git' | 'resources'>, resource: Resource): Promise<readonly InheritedRole[]> {
  const [roles, before] = await Promise.all([freshRoles(deps, resource), rolesBefore(deps, resource)])
  return [...before.values(), ...roles.filter(isInForce).map(standing)].map(({ claim, role, holder }) => ({ claim, role, holder }))
}

interface Standing extends InheritedRole { readonly isDisputed: boolean; readonly at: number }
const standing = (role: RoleClaim): Standing => ({ claim: role.event, role: role.role, holder: role.holder, isDisputed: isDisputed(role), at: role.at })

/** Adaptations of adaptations, as far up as anybody goes. */
const generations = 20

/**
 * The roles in force in what a resource was adapted from, by the event that began each: those it was born with (its origins may leave), and
 * what its origins say now. A name withdrawn there is no longer given here.
 */
async function rolesBefore(deps: Pick<Deps, 'git' | 'resources'>, resource: Resource): Promise<ReadonlyMap<string, Standing>> {
  const found = new Map<string, Standing>()
  const gone = new Set<string>()
  let child: Resource | undefined = resource
  for (let generation = 0; generation < generations && child?.origin !== undefined; generation += 1) {
    for (const role of withRecognised(inheritedRoles(await deps.git.events(child.id, RESOURCE_JOURNAL)), [...child.recognised ?? [], ...resource.recognised ?? []])) if (!found.has(role.claim)) found.set(role.claim, { ...role, isDisputed: false, at: child.createdAt })
    const origin: Resource | undefined = await deps.resources.find(child.origin.resource)
    for (const role of origin ? await freshRoles(deps, origin) : []) {
      if (isInForce(role)) found.set(role.event, withRecognised([standing(role)], resource.recognised)[0] ?? standing(role))
      else gone.add(role.event)
    }
    child = origin
  }
  for (const claim of gone) found.delete(claim)
  return found
}

/** Names of today; a name alone is said as it was given. */
async function namesOf(deps: NamingAuthors, resource: Resource, holders: readonly RoleHolder[]): Promise<(holder: RoleHolder) => RolePerson> {
  const mention = ({ id, name }: PersonRef) => ({ name, email: commitEmail(id, deps.settings.host) })
  const nameOf = await nameAuthors(deps, holders.flatMap((holder) => ('person' in holder ? [mention(holder.person)] : [])), [resource])
  return (holder) => ('person' in holder ? nameOf(mention(holder.person)) : { key: `name ${foldedName(holder.name)}`, name: holder.name, handle: undefined, formOfAddress: 'auteur·ice', isConfirmed: false })
}
