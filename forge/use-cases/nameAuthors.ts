import { mapped, personKey, type Mailmap } from '../attribution/identities.js'
import { foldedName, shownAs, type HiddenBecause } from '../domain/naming.js'
import type { FormOfAddress } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import { personIdOfCommitEmail, visitorIdOfCommitEmail } from './authorship.js'
import { namesInForce } from './namesInForce.js'

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
  /** Why `name` is a neutral word rather than theirs. */
  readonly hidden?: HiddenBecause
}

interface Mention { readonly name: string; readonly email: string }
/** Where names are shown: choices made there count, and words recognised there as somebody's. */
export type NamedWhere = Pick<Resource, 'id' | 'recognised'>

export type NamingAuthors = Pick<Deps, 'people' | 'emails' | 'settings' | 'visitors' | 'naming'>

/**
 * Finds who is behind the names of a history — the one door to them: through the addresses the forge writes, those people confirmed, the
 * repository's `.mailmap`, and what the resource recognised as theirs; then under the name each of them chose, there or everywhere.
 *
 * An account is found by the address as it was written before `.mailmap` has its say, so that no line of it can bring back a name.
 */
export async function nameAuthors(deps: NamingAuthors, mentions: Iterable<Mention>, where: readonly NamedWhere[], mailmap?: Mailmap): Promise<(mention: Mention, at?: NamedWhere) => NamedPerson> {
  const addresses = new Set<string>()
  const ids = new Set<string>()
  const visits = new Set<string>()
  const written = (mention: Mention): Mention => (mailmap ? mapped(mailmap, mention) : mention)
  for (const mention of mentions) {
    for (const { email } of mailmap ? [mention, written(mention)] : [mention]) {
      const own = personIdOfCommitEmail(email, deps.settings.host)
      const visit = visitorIdOfCommitEmail(email, deps.settings.host)
      if (own !== undefined) ids.add(own)
      else if (visit !== undefined) visits.add(visit)
      else if (email !== '') addresses.add(email.trim().toLowerCase())
    }
  }
  const confirmed = addresses.size === 0 ? new Map<string, string>() : await deps.emails.findManyConfirmed([...addresses])
  const credited = await deps.visitors.ownersOf([...visits])
  const recognised = new Map(where.map((one) => [one.id, new Map((one.recognised ?? []).map(({ name, person }) => [foldedName(name), person.id]))]))
  for (const id of [...confirmed.values(), ...credited.values(), ...[...recognised.values()].flatMap((of) => [...of.values()])]) ids.add(id)
  const [people, inForce] = await Promise.all([ids.size === 0 ? new Map<string, never>() : deps.people.findMany([...ids]), namesInForce(deps, ids, where.map(({ id }) => id))])
  const accountOf = ({ email }: Mention): string | undefined =>
    personIdOfCommitEmail(email, deps.settings.host) ?? credited.get(visitorIdOfCommitEmail(email, deps.settings.host) ?? '') ?? confirmed.get(email.trim().toLowerCase())
  return (mention, at = where[0]) => {
    const named = written(mention)
    const proven = accountOf(mention)
    const id = proven ?? accountOf(named) ?? (at && recognised.get(at.id)?.get(foldedName(named.name)))
    const person = id === undefined ? undefined : people.get(id)
    if (!person) return { key: personKey(named), name: shownName(named), handle: undefined, formOfAddress: 'auteur·ice', isConfirmed: false }
    const shown = shownAs(person, inForce.choiceOf(person.id, at?.id))
    // How somebody wants to be addressed says who they are, too.
    return { key: person.id, ...shown, formOfAddress: shown.handle === undefined ? 'auteur·ice' : person.formOfAddress, isConfirmed: true }
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
