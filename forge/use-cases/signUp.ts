import { addressOf, addressProblem, displayNameOf, displayNameProblem, handleOf, handleProblem, passwordProblem } from '../domain/account.js'
import { refuseProblems } from '../domain/field-problem.js'
import type { FormOfAddress, Locale, Person } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { askToConfirm } from './confirmAddress.js'

/**
 * Somebody makes their account. Their address counts once confirmed from the mail sent there; meanwhile they may already write.
 *
 * An address that somebody else confirmed is answered like any other: only its owner learns of it, by mail, and the new account can
 * never confirm it. (Handles are public, so a taken one is said.) Refuses `invalid` with each field's problem.
 */
export async function signUp(deps: Pick<Deps, 'people' | 'owners' | 'emails' | 'links' | 'mailer' | 'passwords' | 'clock' | 'ids' | 'settings'>, input: {
  readonly handle: string
  readonly displayName: string
  readonly formOfAddress: FormOfAddress
  readonly email: string
  readonly password: string
  readonly locale: Locale
}): Promise<Person> {
  const handle = handleOf(input.handle)
  const displayName = displayNameOf(input.displayName)
  const address = addressOf(input.email)
  refuseProblems([
    displayNameProblem('displayName', displayName),
    handleProblem('handle', handle) ?? ((await deps.owners.isTaken(handle)) ? { field: 'handle', key: 'handle.taken', details: { handle } } : undefined),
    addressProblem('email', address),
    passwordProblem('password', input.password, [handle, displayName, address, deps.settings.instanceName]),
  ])
  const person = await deps.people.create({
    id: deps.ids.next(), handle, displayName, formOfAddress: input.formOfAddress, locale: input.locale, isAdmin: false,
    passwordHash: await deps.passwords.hash(input.password), at: deps.clock.now(), address: { address, confirmed: 'not-yet' },
  })
  await askToConfirm(deps, person, address)
  return person
}
