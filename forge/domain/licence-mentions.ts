/** For whom each thing said of a licence is. Pure, from the journal alone. */
import type { Told } from './inbox.js'
import type { LicenceEvent } from './journal.js'
import { handlesIn, wordsOf, type Mention, type MentionReason } from './mentions.js'
import type { PersonRef } from './person.js'

/** As mentionsIn: nobody twice for one event, never oneself. Whoever is asked; whoever asked, of each answer about the same licence. */
export function licenceMentions(told: readonly Told<LicenceEvent>[]): readonly Mention[] {
  const asks = told.flatMap(({ oid, event }, place) => (event.kind === 'relicence_asked' ? [{ oid, event, place }] : []))
  return told.flatMap(({ event }, place) => {
    const found = new Map<string, MentionReason>()
    const tell = (person: PersonRef, reason: MentionReason) => { if (person.id !== event.actor.id && !found.has(`@${person.handle}`)) found.set(person.id, reason) }
    for (const handle of handlesIn(wordsOf(event))) if (handle !== event.actor.handle) found.set(`@${handle}`, 'named')
    if (event.kind === 'relicence_asked') for (const person of event.people) tell(person, 'consent_asked')
    if (event.kind === 'licence_consented' || event.kind === 'licence_refused') for (const ask of asks) if (ask.oid === event.ask) tell(ask.event.actor, 'consent_answered')
    if (event.kind === 'relicence_closed') for (const ask of asks) if (ask.oid === event.ask) for (const person of ask.event.people) tell(person, 'consent_closed')
    return [...found].map(([person, reason]) => ({ person, place, reason }))
  })
}
