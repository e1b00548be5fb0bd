import { addressOf, addressProblem, displayNameOf, displayNameProblem, handleOf, handleProblem, passwordProblem } from '../domain/account.js'
import { refuseProblems } from '../domain/field-problem.js'
import type { FormOfAddress, Locale, Person } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { createToken } from './manageTokens.js'

/**
 * Makes an account on behalf of the instance's keeper (`communs admin utilisateur creer`, the demonstration): its address counts as
 * confirmed at once.
 *
 * Without a password, the person chooses one by « mot de passe oublié ». With `token`, also makes a personal token of that name and
 * answers its secret, the only time it is seen; an admin's token may administer. Refuses `invalid` with each field's problem.
 */
export async function createPerson(deps: Pick<Deps, 'people' | 'owners' | 'emails' | 'tokens' | 'passwords' | 'clock' | 'ids'>, input: {
  readonly handle: string
  readonly email: string
  readonly displayName?: string
  readonly formOfAddress?: FormOfAddress
  readonly bio?: string
  readonly locale?: Locale
  readonly isAdmin?: true
  readonly password?: string
  readonly token?: { readonly name: string }
  /** For histories told after the fact (the demonstration): when it happened. */
  readonly at?: number
}): Promise<{ person: Person; token: string | undefined }> {
  const handle = handleOf(input.handle)
  const address = addressOf(input.email)
  const displayName = displayNameOf(input.displayName ?? handle)
  refuseProblems([
    handleProblem('handle', handle) ?? ((await deps.owners.isTaken(handle)) ? { field: 'handle', key: 'handle.taken', details: { handle } } : undefined),
    addressProblem('email', address) ?? ((await deps.emails.findConfirmed(address)) === undefined ? undefined : { field: 'email', key: 'email.confirmed_elsewhere' }),
    displayNameProblem('displayName', displayName),
    input.password === undefined ? undefined : passwordProblem('password', input.password, [handle, displayName, address]),
  ])
  const at = input.at ?? deps.clock.now()
  const person = await deps.people.create({
    id: deps.ids.next(), handle, displayName, formOfAddress: input.formOfAddress ?? 'auteur·ice', locale: input.locale ?? 'fr', isAdmin: input.isAdmin ?? false,
    passwordHash: input.password === undefined ? undefined : await deps.passwords.hash(input.password), at, address: { address, confirmed: 'yes' },
  })
  if (input.bio !== undefined) await deps.people.update(person.id, { bio: input.bio })
  const token = input.token && (await createToken(deps, person, { name: input.token.name, scopes: person.isAdmin ? ['read', 'write', 'admin'] : ['read', 'write'], expiresAt: undefined }))
  return { person: { ...person, bio: input.bio ?? person.bio }, token }
}
