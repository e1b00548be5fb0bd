/** Asking whoever wrote a passage whether it may be used under another label: in the journal of the proposition that brings it. Pure. */
import type { ChainEvent, Oid } from './git.js'
import type { MergeRequestEvent } from './journal.js'
import type { PersonId, PersonRef } from './person.js'

export interface GrantAnswer { readonly by: PersonRef; readonly at: number; readonly granted: boolean; readonly text: string }

/** Somebody's own words, asked for under `licence`. Open as long as the proposition is, and brings them. */
export interface GrantAsk {
  readonly event: Oid
  readonly at: number
  readonly by: PersonRef
  /** The ingredient it is about, by its name. */
  readonly passage: string
  /** The licence's id. */
  readonly licence: string
  readonly source: Extract<MergeRequestEvent, { kind: 'grant_asked' }>['source']
  /** The text that brings the passage, and its first words there. */
  readonly path: string
  readonly quote: string
  readonly people: readonly PersonRef[]
  readonly reason: string
  /** Each person's own, oldest first. */
  readonly answers: readonly GrantAnswer[]
}

/** Oldest first. An answer of somebody who was not asked is passed over. */
export function grantAsksIn(chain: readonly ChainEvent[]): readonly GrantAsk[] {
  const asks = new Map<Oid, GrantAsk>()
  for (const { oid, author, payload } of chain) {
    const event = payload as unknown as MergeRequestEvent
    if (event.kind === 'grant_asked') {
      const { actor, passage, licence, source, path, quote, people, reason } = event
      asks.set(oid, { event: oid, at: author.at, by: actor, passage, licence, source, path, quote, people, reason, answers: [] })
    }
    if (event.kind !== 'grant_answered') continue
    const ask = asks.get(event.ask)
    if (ask?.people.some(({ id }) => id === event.actor.id)) asks.set(ask.event, { ...ask, answers: [...ask.answers, { by: event.actor, at: author.at, granted: event.granted, text: event.text }] })
  }
  return [...asks.values()]
}

/** What somebody last answered; undefined as long as they said nothing. */
export const answerTo = ({ answers }: Pick<GrantAsk, 'answers'>, person: PersonId): GrantAnswer | undefined => answers.findLast(({ by }) => by.id === person)

/** Those who said nothing yet. */
export const awaitedBy = (ask: Pick<GrantAsk, 'people' | 'answers'>): readonly PersonRef[] => ask.people.filter(({ id }) => answerTo(ask, id) === undefined)
