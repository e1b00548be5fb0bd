/** « Ce passage vient d’ailleurs »: what people say of where words come from, and what was answered. Nothing is removed; the text stays as it is. Pure, from its journal. */
import type { ChainEvent, Oid } from './git.js'
import type { Told } from './inbox.js'
import type { DisputedPassage, MakingEvent, PassageEvent } from './journal.js'
import { handlesIn, wordsOf, type Mention, type MentionReason } from './mentions.js'
import type { PersonRef } from './person.js'
import { isRoleEvent } from './replay-roles.js'
import type { ResourceId } from './resource.js'

export interface DisputeAnswer { readonly event: Oid; readonly by: PersonRef; readonly at: number; readonly text: string }

/** What one person says of one passage; every answer stays. */
export interface PassageDispute {
  readonly event: Oid
  readonly by: PersonRef
  readonly at: number
  readonly passage: DisputedPassage
  readonly from: string
  /** The resource of this instance it would come from, when it is one. */
  readonly other: ResourceId | undefined
  readonly reason: string
  readonly answers: readonly DisputeAnswer[]
  /** Who raised it is satisfied. */
  readonly lifted: DisputeAnswer | undefined
}

const isPassageEvent = ({ kind }: { readonly kind: string }): boolean => kind === 'passage_disputed' || kind === 'passage_dispute_answered'

/** What a resource's journal says of who made it — roles, and where words come from —, oldest first. */
export const makingEventsIn = (chain: readonly ChainEvent[]): readonly Told<MakingEvent>[] =>
  chain.flatMap(({ oid, author, payload }) => (isRoleEvent(payload) || isPassageEvent(payload) ? [{ oid, at: author.at, event: payload as unknown as MakingEvent }] : []))

/** Oldest first. An answer to what is no dispute says nothing; only who raised a dispute lifts it. */
export function disputesOf(told: readonly Told<MakingEvent>[]): readonly PassageDispute[] {
  const disputes = new Map<Oid, PassageDispute>()
  for (const { oid, at, event } of told) {
    if (event.kind === 'passage_disputed') {
      disputes.set(oid, { event: oid, by: event.actor, at, passage: event.passage, from: event.from, other: event.other, reason: event.reason, answers: [], lifted: undefined })
    } else if (event.kind === 'passage_dispute_answered') {
      const dispute = disputes.get(event.dispute)
      if (dispute === undefined) continue
      const answer = { event: oid, by: event.actor, at, text: event.text }
      if (!event.lifts) disputes.set(dispute.event, { ...dispute, answers: [...dispute.answers, answer] })
      else if (event.actor.id === dispute.by.id && dispute.lifted === undefined) disputes.set(dispute.event, { ...dispute, lifted: answer })
    }
  }
  return [...disputes.values()]
}

/**
 * For whom each thing said of passages is: those who answer for the resource, for the one the passage would come from (`othersStewards`), and
 * whoever raised what is answered. As mentionsIn: nobody twice for one event, never oneself.
 */
export function disputeMentions(told: readonly Told<MakingEvent>[], stewards: readonly PersonRef[], othersStewards: ReadonlyMap<ResourceId, readonly PersonRef[]>): readonly Mention[] {
  const disputes = new Map(disputesOf(told).map((dispute) => [dispute.event, dispute]))
  return told.flatMap(({ oid, event }, place) => {
    if (!isPassageEvent(event)) return []
    const { actor } = event
    const dispute = disputes.get((event as PassageEvent).kind === 'passage_dispute_answered' ? (event as Extract<PassageEvent, { kind: 'passage_dispute_answered' }>).dispute : oid)
    const found = new Map<string, MentionReason>()
    for (const handle of handlesIn(wordsOf(event))) if (handle !== actor.handle) found.set(`@${handle}`, 'named')
    const tell = (person: PersonRef, reason: MentionReason) => { if (person.id !== actor.id && !found.has(person.id) && !found.has(`@${person.handle}`)) found.set(person.id, reason) }
    if (dispute) {
      if (event.kind === 'passage_dispute_answered') tell(dispute.by, 'answered')
      for (const person of [...stewards, ...(dispute.other === undefined ? [] : othersStewards.get(dispute.other) ?? [])]) tell(person, 'on_mine')
    }
    return [...found].map(([person, reason]) => ({ person, place, reason }))
  })
}
