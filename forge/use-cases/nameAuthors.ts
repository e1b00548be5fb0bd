import { personKey } from '../attribution/identities.js'
import type { FormOfAddress } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { personIdOfCommitEmail, visitorIdOfCommitEmail } from './authorship.js'

/** Somebody a history names, as pages may show them: never an address. */
export interface NamedPerson {
  /** Same key, same person: stable inside one page, not meant to be shown. */
  readonly key: string
  /** Their name today when they have an account here; otherwise as the history writes it. Empty when it writes none. */
  readonly name: string
  readonly handle: string | undefined
  readonly formOfAddress: FormOfAddress
  /** Whether an account here stands behind the name. */
  readonly isConfirmed: boolean
}

interface Mention { readonly name: string; readonly email: string }

/** Finds who is behind the names of a history: through the addresses the forge writes and those people confirmed. */
export async function nameAuthors(deps: Pick<Deps, 'people' | 'emails' | 'settings' | 'visitors'>, mentions: Iterable<Mention>): Promise<(mention: Mention) => NamedPerson> {
  const addresses = new Set<string>()
  const ids = new Set<string>()
  const visits = new Set<string>()
  for (const { email } of mentions) {
    const own = personIdOfCommitEmail(email, deps.settings.host)
    const visit = visitorIdOfCommitEmail(email, deps.settings.host)
    if (own !== undefined) ids.add(own)
    else if (visit !== undefined) visits.add(visit)
    else if (email !== '') addresses.add(email.trim().toLowerCase())
  }
  const confirmed = addresses.size === 0 ? new Map<string, string>() : await deps.emails.findManyConfirmed([...addresses])
  const credited = await deps.visitors.ownersOf([...visits])
  for (const id of [...confirmed.values(), ...credited.values()]) ids.add(id)
  const people = ids.size === 0 ? new Map<string, never>() : await deps.people.findMany([...ids])
  return (mention) => {
    const id = personIdOfCommitEmail(mention.email, deps.settings.host) ?? credited.get(visitorIdOfCommitEmail(mention.email, deps.settings.host) ?? '') ?? confirmed.get(mention.email.trim().toLowerCase())
    const person = id === undefined ? undefined : people.get(id)
    if (person) return { key: person.id, name: person.displayName, handle: person.handle, formOfAddress: person.formOfAddress, isConfirmed: true }
    return { key: personKey(mention), name: shownName(mention), handle: undefined, formOfAddress: 'auteur·ice', isConfirmed: false }
  }
}

/** A name as it can be shown: some histories write an address in its place; bidirectional controls could make it read as another. */
function shownName({ name, email }: Mention): string {
  const bare = name.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ').trim().slice(0, 120)
  const written = bare === '' ? email.trim() : bare
  return /^\S+@\S+$/.test(written) ? written.replace(/@.*$/, '').replace(/^\d+\+/, '') : written
}

/** Each person once, in the order first met. */
export function eachOnce(people: readonly NamedPerson[]): NamedPerson[] {
  const seen = new Map<string, NamedPerson>()
  for (const person of people) if (!seen.has(person.key)) seen.set(person.key, person)
  return [...seen.values()]
}
