/** Reviews as a proposition's journal tells them, and what they decide. */
import type { ChainEvent, Oid } from './git.js'
import type { MergeRequestEvent } from './journal.js'
import type { PersonRef } from './person.js'
import { changeName, type ChangeDecision, type GridAnswer } from './review.js'

/** One finished reading, as the journal tells it. */
export interface Review {
  readonly event: Oid
  readonly by: PersonRef
  readonly at: number
  readonly iteration: number
  readonly decides: boolean
  readonly decisions: readonly ChangeDecision[]
  readonly grid: Readonly<Record<string, GridAnswer>>
  readonly text: string
}

/** Every finished reading, oldest first. */
export function reviewsOf(chain: readonly ChainEvent[]): readonly Review[] {
  return chain.flatMap(({ oid, author, payload }): Review[] => {
    const event = payload as unknown as MergeRequestEvent
    return event.kind === 'reviewed' ? [{ event: oid, by: event.actor, at: author.at, iteration: event.iteration, decides: event.decides, decisions: event.decisions, grid: event.grid ?? {}, text: event.text }] : []
  })
}

/** What a reader said of a change, last. */
export interface SaidOfChange extends ChangeDecision { readonly by: PersonRef; readonly at: number; readonly decides: boolean }

/** What was said of each change of an iteration, by name: each reader's last answer, oldest first. */
export function saidOfChanges(reviews: readonly Review[], iteration: number): ReadonlyMap<string, readonly SaidOfChange[]> {
  const said = new Map<string, Map<string, SaidOfChange>>()
  for (const review of reviews.filter((one) => one.iteration === iteration)) {
    for (const decision of review.decisions) {
      const name = changeName(decision.change)
      const of = said.get(name) ?? new Map<string, SaidOfChange>()
      of.delete(review.by.id)
      of.set(review.by.id, { ...decision, by: review.by, at: review.at, decides: review.decides })
      said.set(name, of)
    }
  }
  return new Map([...said].map(([name, of]) => [name, [...of.values()]]))
}

/** The decisions in force on an iteration, by change: the last answer of somebody who might integrate. */
export function decisionsInForce(reviews: readonly Review[], iteration: number): ReadonlyMap<string, SaidOfChange> {
  return new Map([...saidOfChanges(reviews, iteration)].flatMap(([name, said]) => {
    const last = said.findLast((one) => one.decision === 'accepted' || one.decision === 'not_kept')
    return last === undefined ? [] : [[name, last] as const]
  }))
}
