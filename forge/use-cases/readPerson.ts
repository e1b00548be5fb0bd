import { ForgeError } from '../domain/errors.js'
import type { Membership } from '../domain/community.js'
import type { Person } from '../domain/person.js'
import { isHidden } from '../domain/naming.js'
import type { Deps } from '../domain/ports.js'
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
  readonly stewarded: readonly FicheCard[]
  readonly memberships: readonly (Membership & { readonly name: string; readonly handle: string })[]
}

/** A person's public page. Refuses `not_found`. */
export async function readPerson(deps: Pick<Deps, 'resources' | 'communities'> & NamingAuthors, handle: string): Promise<PersonReading> {
  const person = await deps.people.findByHandle(handle)
  if (!person) throw new ForgeError('not_found', 'not_found.person')
  const choice = (await deps.naming.everywhere([person.id])).get(person.id)
  // Whoever is not named anywhere has no page that says who they are; the handle stays theirs.
  if (isHidden(choice)) return { person: { ...person, displayName: `@${person.handle}`, bio: '' }, isAnonymous: true, written: [], stewarded: [], memberships: [] }
  const addresses = (await deps.emails.of(person.id)).filter(({ confirmedAt }) => confirmedAt !== undefined).map(({ address }) => address)
  const visits = (await deps.visitors.creditedTo(person.id)).map((id) => visitorEmail(id, deps.settings.host))
  const [written, stewarded, memberships] = await Promise.all([
    deps.resources.contributedBy([commitEmail(person.id, deps.settings.host), ...addresses, ...visits]), deps.resources.stewardedBy(person.id), deps.communities.of(person.id),
  ])
  const inForce = await namesInForce(deps, [person.id], [...written, ...stewarded].map(({ id }) => id))
  // A fiche under another name is not listed under this one.
  const isOwn = ({ id }: Resource) => { const chosen = inForce.choiceOf(person.id, id); return chosen === undefined || chosen.kind === 'named' }
  const [wrote, keeps] = [written.filter(isOwn), stewarded.filter(isOwn)]
  const cards = await cardsOf(deps, [...wrote, ...keeps])
  return { person, isAnonymous: false, written: cards.slice(0, wrote.length), stewarded: cards.slice(wrote.length).filter(({ resource }) => resource.state === 'published'), memberships }
}
