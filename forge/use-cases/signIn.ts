import { addressOf, handleOf, passwordMaximum } from '../domain/account.js'
import type { Person } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'

/** The person of this handle or confirmed address. */
export async function findByIdentifier(deps: Pick<Deps, 'people' | 'emails'>, identifier: string): Promise<Person | undefined> {
  if (!identifier.trim().slice(1).includes('@')) return deps.people.findByHandle(handleOf(identifier))
  const id = await deps.emails.findConfirmed(addressOf(identifier))
  return id === undefined ? undefined : deps.people.find(id)
}

/**
 * The person whose handle (or confirmed address) and password these are; undefined otherwise, after the same work whether nobody has
 * that name, the account has no password, or the password is wrong.
 */
export async function signIn(deps: Pick<Deps, 'people' | 'emails' | 'passwords'>, input: { readonly identifier: string; readonly password: string }): Promise<Person | undefined> {
  const person = await findByIdentifier(deps, input.identifier)
  const hash = person && (await deps.people.passwordHash(person.id))
  // Longer than any password here can be: not worth hashing, and the check takes its time all the same.
  const matches = await deps.passwords.matches(hash, input.password.slice(0, passwordMaximum * 4))
  return matches ? person : undefined
}
