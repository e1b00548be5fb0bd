/** « Ces mots sont les miens », « ce nom n’a rien à faire là »: what people say of names written in a resource, and what was answered. Pure, from its journal. */
import type { ChainEvent, Oid } from './git.js'
import type { ResourceEvent } from './journal.js'
import type { PersonRef } from './person.js'
import type { RecognisedName } from './resource.js'

export interface NameAnswer { readonly by: PersonRef; readonly at: number; readonly accepted: boolean; readonly reason: string }

/** One claim or dispute; every answer stays, the last one counts. */
export interface NameClaim {
  readonly id: Oid
  /** `claimed`: the name is the claimant's; `contested`: somebody is named who should not be, or not so. */
  readonly kind: 'claimed' | 'contested'
  /** As the header or the history writes it. */
  readonly name: string
  readonly by: PersonRef
  readonly at: number
  readonly text: string
  readonly answers: readonly NameAnswer[]
}

/** Oldest first. An answer to what is no claim says nothing. */
export function nameClaimsOf(chain: readonly ChainEvent[]): readonly NameClaim[] {
  const claims = new Map<Oid, NameClaim>()
  for (const { oid, author, payload } of chain) {
    const event = payload as unknown as ResourceEvent
    if (event.kind === 'name_claimed' || event.kind === 'name_contested') {
      claims.set(oid, { id: oid, kind: event.kind === 'name_claimed' ? 'claimed' : 'contested', name: event.name, by: event.actor, at: author.at, text: event.text, answers: [] })
    } else if (event.kind === 'name_answered') {
      const claim = claims.get(event.claim)
      if (claim) claims.set(event.claim, { ...claim, answers: [...claim.answers, { by: event.actor, at: author.at, accepted: event.accepted, reason: event.reason }] })
    }
  }
  return [...claims.values()]
}

export const isAccepted = ({ answers }: NameClaim): boolean => answers.at(-1)?.accepted === true

/** Names recognised as somebody's: claims whose last answer is yes; of two for one name, the last answered. */
export function recognisedIn(claims: readonly NameClaim[]): readonly RecognisedName[] {
  const accepted = claims.filter((claim) => claim.kind === 'claimed' && isAccepted(claim)).sort((a, b) => (a.answers.at(-1)?.at ?? 0) - (b.answers.at(-1)?.at ?? 0))
  return [...new Map(accepted.map(({ name, by }) => [name, { name, person: by }])).values()]
}
