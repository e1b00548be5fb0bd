/** From a resource's journal to who did what besides writing. Pure. */
import type { ChainEvent } from './git.js'
import type { Told } from './inbox.js'
import type { InheritedRole, ResourceEvent, RoleEvent } from './journal.js'
import type { RecognisedName } from './resource.js'
import { answeredBy, foldedName, isHeldBy, roleNames, whyNotAnswer, type RoleAnswered, type RoleClaim, type RoleDispute, type RoleHolder } from './role-claim.js'

const roleEvents = new Set<string>(['role_claimed', 'role_offered', 'role_answered', 'role_disputed', 'role_dispute_answered'] satisfies RoleEvent['kind'][])

export const isRoleEvent = ({ kind }: { readonly kind: string }): boolean => roleEvents.has(kind)

/** What a journal says of roles, oldest first. */
export const roleEventsIn = (chain: readonly ChainEvent[]): readonly Told<RoleEvent>[] =>
  chain.flatMap(({ oid, author, payload }) => (roleEvents.has(payload.kind) ? [{ oid, at: author.at, event: payload as unknown as RoleEvent }] : []))

/**
 * Every role ever claimed or offered, oldest first, with all that was answered. An event that nobody could have meant (an answer to nothing,
 * a name taken away by somebody else, whoever wrote it) is passed over: what was there stays.
 */
export function rolesOf(told: readonly Told<RoleEvent>[]): readonly RoleClaim[] {
  const claims = new Map<string, RoleClaim>()
  const change = (claim: RoleClaim, what: Partial<RoleClaim>): void => { claims.set(claim.event, { ...claim, ...what }) }
  for (const { oid, at, event } of told) {
    if (event.kind === 'role_claimed' || event.kind === 'role_offered') {
      // A role that a later forge knows is not lost: it stays in the journal.
      if (!roleNames.includes(event.role) || claims.has(oid)) continue
      const holder = event.kind === 'role_claimed' ? { person: event.actor } : event.holder
      const claim = { event: oid, role: event.role, holder, by: event.actor, at, note: event.note, state: 'offered', answers: [], disputes: [] } satisfies RoleClaim
      claims.set(oid, isHeldBy(claim, event.actor.id) ? { ...claim, state: 'claimed' } : claim)
      continue
    }
    const claim = claims.get(event.claim)
    if (claim === undefined) continue
    switch (event.kind) {
      case 'role_answered': {
        // Who answered for the resource then is not known here any more: the forge saw to it.
        if (whyNotAnswer(claim, event.answer, { id: event.actor.id, isSteward: true }) !== undefined) break
        change(claim, { state: event.answer, answers: [...claim.answers, { event: oid, by: event.actor, at, answer: event.answer, reason: event.reason }] })
        break
      }
      case 'role_disputed': change(claim, { disputes: [...claim.disputes, { event: oid, by: event.actor, at, reason: event.reason, answers: [], lifted: undefined }] }); break
      case 'role_dispute_answered': change(claim, { disputes: claim.disputes.map((dispute) => (dispute.event === event.dispute ? answered(dispute, oid, at, event) : dispute)) })
    }
  }
  return [...claims.values()]
}

function answered(dispute: RoleDispute, oid: string, at: number, event: Extract<RoleEvent, { kind: 'role_dispute_answered' }>): RoleDispute {
  if (event.lifts) return event.actor.id === dispute.by.id && dispute.lifted === undefined ? { ...dispute, lifted: { event: oid, at, reason: event.text } } : dispute
  return { ...dispute, answers: [...dispute.answers, { event: oid, by: event.actor, at, text: event.text }] }
}

/**
 * The same, once names that the resource recognised as somebody's are theirs: what was given to a name alone is that person's, to keep or to
 * withdraw. What was answered before stays answered: by whom it could be then.
 */
export function withRecognised<T extends { readonly holder: RoleHolder }>(roles: readonly T[], recognised: readonly RecognisedName[] = []): readonly T[] {
  if (recognised.length === 0) return roles
  const people = new Map(recognised.map(({ name, person }) => [foldedName(name), person]))
  return roles.map((role) => {
    const person = 'name' in role.holder ? people.get(foldedName(role.holder.name)) : undefined
    return person === undefined ? role : { ...role, holder: { person } }
  })
}

/** The roles an adaptation was born with. */
export function inheritedRoles(chain: readonly ChainEvent[]): readonly InheritedRole[] {
  for (const { payload } of chain) {
    const event = payload as unknown as ResourceEvent
    if (event.kind === 'adapted') return (event.roles ?? []).filter(({ role }) => roleNames.includes(role))
  }
  return []
}

/** The answer in force: what a role's state comes from. */
export const lastAnswer = ({ answers }: RoleClaim): RoleAnswered | undefined => answers.at(-1)

/** Whether a role stands on the word of the very person it names, who answers for the resource. */
export const isOnOwnWord = (claim: RoleClaim): boolean => claim.state === 'confirmed' && answeredBy(claim) === 'stewards' && isHeldBy(claim, lastAnswer(claim)?.by.id ?? '')
