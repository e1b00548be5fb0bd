/** Whom a message is for: people named in it, answered by it, or whose proposition it is about. Pure, from journals alone. */
import { isHandle } from '../../content-schema/slug.js'
import type { Oid } from './git.js'
import type { DiscussionEvent, LicenceEvent, MakingEvent, MergeRequestEvent } from './journal.js'
import type { PersonId, PersonRef } from './person.js'

/**
 * `named`: by `@handle`; `answered`; `on_mine`: said of what one proposed or looks after; `on_my_words`: it would change words one wrote; `thanked`: what one helped with was integrated.
 * Of a change of licence: `consent_asked` of this person for their words, `consent_answered` to who asked, `consent_closed`.
 * Of a passage one wrote: `grant_asked` of this person, `grant_answered` to who asked.
 * Of what people did besides writing: `role_offered` to this person, `role_to_confirm` by them, `role_answered`, `role_disputed`.
 */
export type MentionReason = 'named' | 'answered' | 'on_mine' | 'on_my_words' | 'thanked' | 'consent_asked' | 'consent_answered' | 'consent_closed' | 'grant_asked' | 'grant_answered' | 'role_offered' | 'role_to_confirm' | 'role_answered' | 'role_disputed'

/** An event (by its place in the journal) is for somebody: a person’s id, or `@handle` as it was written. */
export interface Mention { readonly person: string; readonly place: number; readonly reason: MentionReason }

type JournalEvent = MergeRequestEvent | DiscussionEvent | MakingEvent | LicenceEvent
interface Said { readonly oid: Oid; readonly event: JournalEvent }

/** An `@handle` that is not part of an address or of a longer word. */
const named = /(?<![\p{L}\p{N}_.+/@-])@([A-Za-z0-9](?:-?[A-Za-z0-9])*)(?![\p{L}\p{N}_@])/gu

/** A text cut where it names somebody. */
export function cutAtMentions(text: string): readonly { readonly text: string; readonly handle?: string }[] {
  const parts: { text: string; handle?: string }[] = []
  let at = 0
  for (const found of text.matchAll(named)) {
    const handle = (found[1] ?? '').toLowerCase()
    if (!isHandle(handle)) continue
    if (found.index > at) parts.push({ text: text.slice(at, found.index) })
    parts.push({ text: found[0], handle })
    at = found.index + found[0].length
  }
  if (at < text.length) parts.push({ text: text.slice(at) })
  return parts
}

/** Handles named in a text, once each. */
export const handlesIn = (text: string): readonly string[] => [...new Set(cutAtMentions(text).flatMap(({ handle }) => handle ?? []))]

/** What somebody wrote in an event, as one text; empty for what is only done. */
export function wordsOf(event: JournalEvent): string {
  const parts = [
    'text' in event ? event.text : '', 'liftCondition' in event ? event.liftCondition ?? '' : '', 'reason' in event ? event.reason : '',
    'message' in event ? event.message : '', 'description' in event ? event.description : '', 'note' in event ? event.note : '',
    ...('decisions' in event ? event.decisions.map(({ reason }) => reason ?? '') : []),
  ]
  return parts.filter((part) => part !== '').join('\n')
}

const excerptLength = 200

/** The first words of what somebody wrote, on one line. */
export function excerptOf(event: JournalEvent): string {
  const line = wordsOf(event).replace(/\s+/g, ' ').trim()
  if (line.length <= excerptLength) return line
  const cut = line.slice(0, excerptLength)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), excerptLength - 40)).replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** What reads a proposition carefully enough to help: whoever said one of these of it is thanked when it is integrated. */
const helps = new Set<JournalEvent['kind']>(['verdict', 'reviewed', 'comment', 'suggestion'])
/** Messages to whoever proposed, or looks after what is spoken of. */
const speaks = new Set<JournalEvent['kind']>(['verdict', 'reviewed', 'comment', 'suggestion'])

/** Whose word an event answers: that of an earlier event, by its oid. */
function answeredIn(event: JournalEvent): Oid | undefined {
  switch (event.kind) {
    case 'comment': return event.replyTo
    case 'objection_lifted': return event.objection
    case 'suggestion_accepted': case 'suggestion_declined': return event.suggestion
    default: return undefined
  }
}

/**
 * For whom each event of a journal is, nobody twice for one event (being named says more than being answered, and so on), never oneself.
 * `concerned`: those whose proposition, or whose fiche, the journal is about; `touched`: those whose words the proposition would change.
 */
export function mentionsIn(said: readonly Said[], concerned: readonly PersonRef[], touched: readonly PersonId[] = []): readonly Mention[] {
  const authors = new Map(said.map(({ oid, event }) => [oid, event.actor]))
  const helpers = new Map<string, PersonRef>()
  return said.flatMap(({ event }, place) => {
    const { actor } = event
    const told = new Map<string, MentionReason>()
    const tell = (person: PersonRef, reason: MentionReason) => { if (person.id !== actor.id && !told.has(person.id) && !told.has(`@${person.handle}`)) told.set(person.id, reason) }
    for (const handle of handlesIn(wordsOf(event))) if (handle !== actor.handle) told.set(`@${handle}`, 'named')
    const answered = authors.get(answeredIn(event) ?? '')
    if (answered) tell(answered, 'answered')
    if (event.kind === 'grant_asked') for (const person of event.people) tell(person, 'grant_asked')
    const asked = event.kind === 'grant_answered' ? authors.get(event.ask) : undefined
    if (asked) tell(asked, 'grant_answered')
    if (speaks.has(event.kind) && wordsOf(event) !== '') for (const person of concerned) tell(person, 'on_mine')
    if (event.kind === 'opened') for (const id of touched) if (id !== actor.id && !told.has(id)) told.set(id, 'on_my_words')
    if (event.kind === 'merged') for (const helper of helpers.values()) if (concerned.every(({ id }) => id !== helper.id)) tell(helper, 'thanked')
    if (helps.has(event.kind)) helpers.set(actor.id, actor)
    return [...told].map(([person, reason]) => ({ person, place, reason }))
  })
}
