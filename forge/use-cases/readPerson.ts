import { ForgeError } from '../domain/errors.js'
import type { Membership } from '../domain/community.js'
import type { Person } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { visitorEmail } from '../domain/visitor-suggestion.js'
import { commitEmail } from './authorship.js'
import { cardsOf, type FicheCard } from './searchLibrary.js'

export interface PersonReading {
  readonly person: Person
  readonly written: readonly FicheCard[]
  readonly stewarded: readonly FicheCard[]
  readonly memberships: readonly (Membership & { readonly name: string; readonly handle: string })[]
}

/** A person's public page. Refuses `not_found`. */
export async function readPerson(deps: Pick<Deps, 'people' | 'emails' | 'resources' | 'communities' | 'settings' | 'visitors'>, handle: string): Promise<PersonReading> {
  const person = await deps.people.findByHandle(handle)
  if (!person) throw new ForgeError('not_found', 'not_found.person')
  const addresses = (await deps.emails.of(person.id)).filter(({ confirmedAt }) => confirmedAt !== undefined).map(({ address }) => address)
  const visits = (await deps.visitors.creditedTo(person.id)).map((id) => visitorEmail(id, deps.settings.host))
  const [written, stewarded, memberships] = await Promise.all([
    deps.resources.contributedBy([commitEmail(person.id, deps.settings.host), ...addresses, ...visits]), deps.resources.stewardedBy(person.id), deps.communities.of(person.id),
  ])
  const cards = await cardsOf(deps, [...written, ...stewarded])
  return { person, written: cards.slice(0, written.length), stewarded: cards.slice(written.length).filter(({ resource }) => resource.state === 'published'), memberships }
}
