import { ForgeError } from '../domain/errors.js'
import type { Membership } from '../domain/community.js'
import type { Person } from '../domain/person.js'
import { isHidden, neutralNames } from '../domain/naming.js'
import type { Deps } from '../domain/ports.js'
import { roleNames, type RoleName } from '../domain/role-claim.js'
import type { Resource } from '../domain/resource.js'
import { visitorEmail } from '../domain/visitor-suggestion.js'
import { commitEmail } from './authorship.js'
import type { NamingAuthors } from './nameAuthors.js'
import { namesInForce } from './namesInForce.js'
import { cardsOf, type FicheCard } from './searchLibrary.js'

export interface PersonReading {
  readonly person: Person
  /** Asked to be named nowhere: nothing tells who it is. */
  readonly isAnonymous: boolean
  readonly written: readonly FicheCard[]
  /** What they did besides writing, role by role, in the order of roleNames: as confirmed, and the reviews the forge saw. */
  readonly doings: readonly { readonly doing: RoleName; readonly cards: readonly FicheCard[] }[]
  readonly stewarded: readonly FicheCard[]
  readonly memberships: readonly (Membership & { readonly name: string; readonly handle: string })[]
}

/** Of each role; the rest is on the fiches. */
const mostShown = 60

/** A person's public page. Refuses `not_found`. */
export async function readPerson(deps: Pick<Deps, 'resources' | 'journals' | 'communities'> & NamingAuthors, handle: string): Promise<PersonReading> {
  const person = await deps.people.findByHandle(handle)
  if (!person) throw new ForgeError('not_found', 'not_found.person')
  const choice = (await deps.naming.everywhere([person.id])).get(person.id)
  // Whoever is not named anywhere has no page that says who they are; the handle, which only its address then holds, stays theirs.
  if (isHidden(choice)) return { person: { ...person, displayName: neutralNames.anonymous.fr, bio: '' }, isAnonymous: true, written: [], doings: [], stewarded: [], memberships: [] }
  const addresses = (await deps.emails.of(person.id)).filter(({ confirmedAt }) => confirmedAt !== undefined).map(({ address }) => address)
  const visits = (await deps.visitors.creditedTo(person.id)).map((id) => visitorEmail(id, deps.settings.host))
  const [written, stewarded, memberships, roles, reviewed] = await Promise.all([
    deps.resources.contributedBy([commitEmail(person.id, deps.settings.host), ...addresses, ...visits]), deps.resources.stewardedBy(person.id), deps.communities.of(person.id), deps.resources.rolesOf(person.id), deps.journals.reviewedBy(person.id),
  ])
  const reviews = (await Promise.all(reviewed.slice(0, mostShown).map((id) => deps.resources.find(id)))).flatMap((resource) => (resource ? [{ resource, role: 'review' as const }] : []))
  const inForce = await namesInForce(deps, [person.id], [...written, ...stewarded, ...[...roles, ...reviews].map(({ resource }) => resource)].map(({ id }) => id))
  // A fiche under another name is not listed under this one.
  const isOwn = ({ id }: Resource) => { const chosen = inForce.choiceOf(person.id, id); return chosen === undefined || chosen.kind === 'named' }
  const done = roleNames.flatMap((doing) => {
    const resources = new Map([...roles, ...reviews].filter(({ role, resource }) => role === doing && isOwn(resource)).map(({ resource }) => [resource.id, resource]))
    return resources.size === 0 ? [] : [{ doing, resources: [...resources.values()].slice(0, mostShown) }]
  })
  const [wrote, keeps] = [written.filter(isOwn), stewarded.filter(isOwn)]
  const cards = new Map((await cardsOf(deps, [...wrote, ...keeps, ...done.flatMap(({ resources }) => resources)])).map((card) => [card.resource.id, card]))
  const shown = (resources: readonly Resource[]): FicheCard[] => resources.flatMap(({ id }) => cards.get(id) ?? [])
  return {
    person, isAnonymous: false, memberships, written: shown(wrote), stewarded: shown(keeps.filter(({ state }) => state === 'published')),
    doings: done.map(({ doing, resources }) => ({ doing, cards: shown(resources) })),
  }
}
