/**
 * What somebody did for a resource besides writing it, as people say it: claimed for oneself, or offered to somebody; confirmed, declined,
 * withdrawn; disputed. Nothing said is ever overwritten (docs/decisions/0011).
 */
import type { Oid } from './git.js'
import type { PersonId, PersonRef } from './person.js'

/** A few plain roles, after CRediT (ANSI/NISO Z39.104-2022) and what educational commons add to it. */
export const roleNames = ['idea', 'review', 'test', 'illustration', 'translation', 'import', 'accessibility', 'didactics'] as const
export type RoleName = (typeof roleNames)[number]

/** Who did it: somebody with an account, or a name alone (who had the idea thirty years ago). */
export type RoleHolder = { readonly person: PersonRef } | { readonly name: string }

export type RoleAnswer = 'confirmed' | 'declined' | 'withdrawn'

export interface RoleAnswered { readonly event: Oid; readonly by: PersonRef; readonly at: number; readonly answer: RoleAnswer; readonly reason: string }

/** Somebody says that a role is not what happened. It removes nothing: it is shown beside, with what was answered to it. */
export interface RoleDispute {
  readonly event: Oid
  readonly by: PersonRef
  readonly at: number
  readonly reason: string
  readonly answers: readonly { readonly event: Oid; readonly by: PersonRef; readonly at: number; readonly text: string }[]
  /** Lifted by who raised it. */
  readonly lifted: { readonly event: Oid; readonly at: number; readonly reason: string } | undefined
}

/**
 * One role of one person. `claimed` by them, it awaits those who answer for the resource; `offered` to somebody, it awaits that person (for a
 * name alone, those who answer for the resource). Declined, it may still be confirmed by who declined; `withdrawn` is final: a new claim says it again.
 */
export interface RoleClaim {
  /** The event that began it: its name from then on. */
  readonly event: Oid
  readonly role: RoleName
  readonly holder: RoleHolder
  readonly by: PersonRef
  readonly at: number
  readonly note: string
  readonly state: 'claimed' | 'offered' | RoleAnswer
  /** Oldest first. */
  readonly answers: readonly RoleAnswered[]
  readonly disputes: readonly RoleDispute[]
}

export const isHeldBy = (claim: Pick<RoleClaim, 'holder'>, person: PersonId): boolean => 'person' in claim.holder && claim.holder.person.id === person
const isSelfClaimed = (claim: RoleClaim): boolean => isHeldBy(claim, claim.by.id)

/** Whose answer a role waits for, or would: that person, when somebody else named them; otherwise those who answer for the resource. */
export const answeredBy = (claim: RoleClaim): 'holder' | 'stewards' => ('person' in claim.holder && !isSelfClaimed(claim) ? 'holder' : 'stewards')

export const isPending = ({ state }: RoleClaim): boolean => state === 'claimed' || state === 'offered'
export const isInForce = ({ state }: RoleClaim): boolean => state === 'confirmed'
export const isDisputed = ({ disputes }: RoleClaim): boolean => disputes.some(({ lifted }) => lifted === undefined)

/**
 * Why somebody may not give this answer now, as the key of a sentence; undefined when they may. Nobody takes somebody else's name away: a
 * role is withdrawn by the person it names (by who offered it, while it waits); of a name alone, by those who answer for the resource, when that person asks.
 */
export function whyNotAnswer(claim: RoleClaim, answer: RoleAnswer, by: { readonly id: PersonId; readonly isSteward: boolean }): string | undefined {
  if (claim.state === 'withdrawn') return 'role.withdrawn_already'
  if (answer === 'withdrawn') {
    if (isHeldBy(claim, by.id) || (claim.by.id === by.id && isPending(claim))) return undefined
    if ('person' in claim.holder) return 'policy.role_own_name'
    return by.isSteward ? undefined : 'policy.role_name_by_stewards'
  }
  if (claim.state === 'confirmed') return answer === 'confirmed' ? 'role.confirmed_already' : 'role.withdraw_instead'
  if (claim.state === answer) return 'role.declined_already'
  if (answeredBy(claim) === 'holder') return isHeldBy(claim, by.id) ? undefined : 'policy.role_that_person'
  return by.isSteward ? undefined : 'policy.role_by_stewards'
}

/** Whoever said it of somebody else took their words back before anybody answered: nobody asked for a name to go. */
export const isTakenBack = (claim: RoleClaim): boolean => claim.state === 'withdrawn' && claim.answers.length === 1 && claim.answers[0]?.by.id === claim.by.id && !isSelfClaimed(claim)

/** A name without accents, case or repeated spaces: whether two mentions are one. */
export const foldedName = (name: string): string => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim()

export function isSameHolder(a: RoleHolder, b: RoleHolder): boolean {
  if ('person' in a) return 'person' in b && a.person.id === b.person.id
  return 'name' in b && foldedName(a.name) === foldedName(b.name)
}
