/**
 * What people said of a resource's licence: a change asked for, each person's own yes or no, permissions received outside. Nothing said is
 * overwritten, and nobody answers for somebody else (docs/decisions/0017).
 */
import { isSameLabel } from '../../content-schema/licences/relicensing.js'
import type { ChainEvent, Oid } from './git.js'
import type { Told } from './inbox.js'
import type { LicenceEvent } from './journal.js'
import type { PersonId, PersonRef } from './person.js'

/** Somebody's own answer: for every word they wrote here up to `version`, under `licence`. */
export interface LicenceAnswer {
  readonly event: Oid
  readonly by: PersonRef
  readonly at: number
  readonly licence: string
  readonly answer: 'consented' | 'refused'
  readonly version: Oid
  readonly text: string
}

/** A change of label somebody asks for. Open until it is closed, or the resource bears that label. */
export interface RelicenceAsk {
  readonly event: Oid
  readonly by: PersonRef
  readonly at: number
  readonly licence: string
  readonly reason: string
  readonly version: Oid
  /** Whose words needed their consent then, among those who can answer here. */
  readonly people: readonly PersonRef[]
  readonly closed: { readonly at: number; readonly by: PersonRef; readonly reason: string } | undefined
}

/** A permission given outside (a letter, a mail) by somebody who cannot answer here: whose words, which licence, in what terms, and who says so. */
export interface OutsidePermission {
  readonly event: Oid
  readonly by: PersonRef
  readonly at: number
  readonly name: string
  readonly licence: string
  readonly version: Oid
  readonly text: string
  readonly withdrawn: { readonly at: number; readonly by: PersonRef; readonly reason: string } | undefined
}

export interface LicenceStory {
  /** Each oldest first. */
  readonly asks: readonly RelicenceAsk[]
  readonly answers: readonly LicenceAnswer[]
  readonly permissions: readonly OutsidePermission[]
}

const licenceEvents = new Set<string>(['relicence_asked', 'relicence_closed', 'licence_consented', 'licence_refused', 'permission_received', 'permission_withdrawn'] satisfies LicenceEvent['kind'][])

/** What a journal says of the licence, oldest first. */
export const licenceEventsIn = (chain: readonly ChainEvent[]): readonly Told<LicenceEvent>[] =>
  chain.flatMap(({ oid, author, payload }) => (licenceEvents.has(payload.kind) ? [{ oid, at: author.at, event: payload as unknown as LicenceEvent }] : []))

/** Replays them. What nobody could have meant (closing what was never asked, twice) is passed over. */
export function licenceStoryOf(told: readonly Told<LicenceEvent>[]): LicenceStory {
  const asks = new Map<Oid, RelicenceAsk>()
  const permissions = new Map<Oid, OutsidePermission>()
  const answers: LicenceAnswer[] = []
  for (const { oid, at, event } of told) {
    const by = event.actor
    switch (event.kind) {
      case 'relicence_asked': asks.set(oid, { event: oid, by, at, licence: event.licence, reason: event.reason, version: event.version, people: event.people, closed: undefined }); break
      case 'relicence_closed': { const ask = asks.get(event.ask); if (ask && !ask.closed) asks.set(ask.event, { ...ask, closed: { at, by, reason: event.reason } }); break }
      case 'licence_consented': case 'licence_refused':
        answers.push({ event: oid, by, at, licence: event.licence, answer: event.kind === 'licence_consented' ? 'consented' : 'refused', version: event.version, text: event.text }); break
      case 'permission_received': permissions.set(oid, { event: oid, by, at, name: event.name, licence: event.licence, version: event.version, text: event.text, withdrawn: undefined }); break
      case 'permission_withdrawn': { const one = permissions.get(event.permission); if (one && !one.withdrawn) permissions.set(one.event, { ...one, withdrawn: { at, by, reason: event.reason } }) }
    }
  }
  return { asks: [...asks.values()], answers, permissions: [...permissions.values()] }
}

/** What somebody last answered about one licence. */
export const lastAnswerOf = ({ answers }: Pick<LicenceStory, 'answers'>, person: PersonId, licence: string): LicenceAnswer | undefined =>
  answers.findLast((one) => one.by.id === person && isSameLabel(one.licence, licence))

/** The consents in force: of each person and licence the last word, and each earlier one of the same mind (they cover earlier words too). */
export function consentsIn(story: Pick<LicenceStory, 'answers'>): readonly LicenceAnswer[] {
  return story.answers.filter((one, place) => one.answer === 'consented'
    && !story.answers.slice(place + 1).some((later) => later.answer === 'refused' && later.by.id === one.by.id && isSameLabel(later.licence, one.licence)))
}

export const permissionsIn = ({ permissions }: Pick<LicenceStory, 'permissions'>): readonly OutsidePermission[] => permissions.filter(({ withdrawn }) => withdrawn === undefined)

/** Asked and not closed; a label the resource bears already is no question any more. */
export const openAsks = ({ asks }: Pick<LicenceStory, 'asks'>, label: string | undefined): readonly RelicenceAsk[] => asks.filter(({ closed, licence }) => closed === undefined && !isSameLabel(licence, label))
