/** Words somebody granted under another licence than their fiche's: replayed from the journal of the resource they were granted to. */
import type { ChainEvent } from './git.js'
import type { ResourceEvent } from './journal.js'
import type { PersonRef } from './person.js'
import type { ResourceId } from './resource.js'

export interface Grant {
  readonly by: PersonRef
  /** In milliseconds since the epoch. */
  readonly at: number
  /** The licence's id. */
  readonly licence: string
  readonly source: ResourceId
  /** The words, as they stood in their source. */
  readonly words: string
}

/** All of them, oldest first: nobody takes back what was granted (licences are irrevocable). */
export const grantsIn = (chain: readonly ChainEvent[]): readonly Grant[] => chain.flatMap(({ author, payload }) => {
  const event = payload as unknown as ResourceEvent
  return event.kind === 'words_granted' ? [{ by: event.actor, at: author.at, licence: event.licence, source: event.source.resource, words: event.words }] : []
})
