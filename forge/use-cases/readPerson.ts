import { ForgeError } from '../domain/errors.js'
import type { Membership } from '../domain/community.js'
import type { Person } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { roleNames, type RoleName } from '../domain/role-claim.js'
import type { Resource } from '../domain/resource.js'
import { visitorEmail } from '../domain/visitor-suggestion.js'
import { commitEmail } from './authorship.js'
import { cardsOf, type FicheCard } from './searchLibrary.js'

export interface PersonReading {
  readonly person: Person
  readonly written: readonly FicheCard[]
  /** What they did besides writing, role by role, in the order of roleNames: as confirmed, and the reviews the forge saw. */
  readonly doings: readonly { readonly doing: RoleName; readonly cards: readonly FicheCard[] }[]
  readonly stewarded: readonly FicheCard[]
  readonly memberships: readonly (Membership & { readonly name: string; readonly handle: string })[]
}

/** Of each role; the rest is on the fiches. */
const mostShown = 60

/** A person's public page. Refuses `not_found`. */
export async function readPerson(deps: Pick<Deps, 'people' | 'emails' | 'resources' | 'journals' | 'communities' | 'settings' | 'visitors'>, handle: string): Promise<PersonReading> {
  const person = await deps.people.findByHandle(handle)
  if (!person) throw new ForgeError('not_found', 'not_found.person')
  const addresses = (await deps.emails.of(person.id)).filter(({ confirmedAt }) => confirmedAt !== undefined).map(({ address }) => address)
  const visits = (await deps.visitors.creditedTo(person.id)).map((id) => visitorEmail(id, deps.settings.host))
  const [written, stewarded, memberships, roles, reviewed] = await Promise.all([
    deps.resources.contributedBy([commitEmail(person.id, deps.settings.host), ...addresses, ...visits]), deps.resources.stewardedBy(person.id), deps.communities.of(person.id), deps.resources.rolesOf(person.id), deps.journals.reviewedBy(person.id),
  ])
  const reviews = (await Promise.all(reviewed.slice(0, mostShown).map((id) => deps.resources.find(id)))).flatMap((resource) => (resource ? [{ resource, role: 'review' as const }] : []))
  const done = roleNames.flatMap((doing) => {
    const resources = new Map([...roles, ...reviews].filter(({ role }) => role === doing).map(({ resource }) => [resource.id, resource]))
    return resources.size === 0 ? [] : [{ doing, resources: [...resources.values()].slice(0, mostShown) }]
  })
  const cards = new Map((await cardsOf(deps, [...written, ...stewarded, ...done.flatMap(({ resources }) => resources)])).map((card) => [card.resource.id, card]))
  const shown = (resources: readonly Resource[]): FicheCard[] => resources.flatMap(({ id }) => cards.get(id) ?? [])
  return {
    person, memberships, written: shown(written), stewarded: shown(stewarded.filter(({ state }) => state === 'published')),
    doings: done.map(({ doing, resources }) => ({ doing, cards: shown(resources) })),
  }
}
