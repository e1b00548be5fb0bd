/** For whom each thing said of roles is. Pure, from the journal alone. */
import type { Told } from './inbox.js'
import type { MakingEvent, RoleEvent } from './journal.js'
import { handlesIn, wordsOf, type Mention, type MentionReason } from './mentions.js'
import type { PersonRef } from './person.js'
import { isRoleEvent, rolesOf } from './replay-roles.js'
import { answeredBy, type RoleClaim } from './role-claim.js'

/** As mentionsIn: nobody twice for one event, never oneself. `stewards`: those who answer for the resource. */
export function roleMentions(told: readonly Told<MakingEvent>[], stewards: readonly PersonRef[]): readonly Mention[] {
  const isOfRole = (one: Told<MakingEvent>): one is Told<RoleEvent> => isRoleEvent(one.event)
  const claims = new Map(rolesOf(told.filter(isOfRole)).map((claim) => [claim.event, claim]))
  return told.flatMap((one, place) => {
    if (!isOfRole(one)) return []
    const { oid, event } = one
    const { actor } = event
    const claim = claims.get('claim' in event ? event.claim : oid)
    const found = new Map<string, MentionReason>()
    const tell = (person: PersonRef, reason: MentionReason) => { if (person.id !== actor.id && !found.has(person.id) && !found.has(`@${person.handle}`)) found.set(person.id, reason) }
    for (const handle of handlesIn(wordsOf(event))) if (handle !== actor.handle) found.set(`@${handle}`, 'named')
    if (claim) for (const [person, reason] of concernedBy(event, claim, stewards)) tell(person, reason)
    return [...found].map(([person, reason]) => ({ person, place, reason }))
  })
}

function concernedBy(event: RoleEvent, claim: RoleClaim, stewards: readonly PersonRef[]): readonly (readonly [PersonRef, MentionReason])[] {
  const holder = 'person' in claim.holder ? [claim.holder.person] : []
  const all = (people: readonly PersonRef[], reason: MentionReason) => people.map((person) => [person, reason] as const)
  switch (event.kind) {
    case 'role_claimed': case 'role_offered': return answeredBy(claim) === 'holder' ? all(holder, 'role_offered') : all(stewards, 'role_to_confirm')
    case 'role_answered': return all([...holder, claim.by], 'role_answered')
    case 'role_disputed': return all([...holder, claim.by, ...stewards], 'role_disputed')
    case 'role_dispute_answered': return all([...claim.disputes.filter((one) => one.event === event.dispute).map(({ by }) => by), ...holder, ...(event.lifts ? stewards : [])], 'role_answered')
  }
}
