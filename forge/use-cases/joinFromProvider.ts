import { addressOf, addressProblem, displayNameOf, displayNameProblem, handleOf, handleProblem } from '../domain/account.js'
import { ForgeError } from '../domain/errors.js'
import { refuseProblems } from '../domain/field-problem.js'
import type { FormOfAddress, Locale, Person } from '../domain/person.js'
import type { Deps, ProvidedIdentity } from '../domain/ports.js'
import { askToConfirm } from './confirmAddress.js'

/**
 * What to do with somebody an OpenID Connect provider vouches for: sign them in, ask the person who has their address here to prove it
 * once with their password (a provider's word alone never opens an existing account), or let them make an account.
 */
export type Welcome =
  | { readonly kind: 'known'; readonly person: Person }
  | { readonly kind: 'to_link'; readonly person: Person }
  | { readonly kind: 'new' }

export async function welcomeFromProvider(deps: Pick<Deps, 'people' | 'emails' | 'identities'>, identity: ProvidedIdentity): Promise<Welcome> {
  const linked = await deps.identities.find(identity.issuer, identity.subject)
  const known = linked === undefined ? undefined : await deps.people.find(linked)
  if (known) return { kind: 'known', person: known }
  const owner = identity.email !== undefined && identity.emailVerified ? await deps.emails.findConfirmed(addressOf(identity.email)) : undefined
  const person = owner === undefined ? undefined : await deps.people.find(owner)
  return person ? { kind: 'to_link', person } : { kind: 'new' }
}

/** Links a provider's account to the person who has just signed in with their password. Refuses `forbidden` when another person's address was vouched for. */
export async function linkProvider(deps: Pick<Deps, 'identities' | 'emails' | 'clock'>, person: Person, identity: ProvidedIdentity): Promise<void> {
  const owner = identity.email !== undefined && identity.emailVerified ? await deps.emails.findConfirmed(addressOf(identity.email)) : undefined
  if (owner !== person.id) throw new ForgeError('forbidden', 'oidc.other_person')
  await deps.identities.link(identity.issuer, identity.subject, person.id, deps.clock.now())
}

/**
 * Makes the account of somebody the provider vouches for, without a password. An address the provider verified counts as confirmed;
 * another one is written to. Refuses `invalid` with each field's problem.
 */
export async function joinFromProvider(deps: Pick<Deps, 'people' | 'owners' | 'emails' | 'links' | 'mailer' | 'identities' | 'clock' | 'ids' | 'settings'>, identity: ProvidedIdentity, input: {
  readonly handle: string
  readonly displayName: string
  readonly formOfAddress: FormOfAddress
  readonly locale: Locale
  /** Asked only when the provider verified none. */
  readonly email?: string
}): Promise<Person> {
  const handle = handleOf(input.handle)
  const displayName = displayNameOf(input.displayName)
  const isVerified = identity.emailVerified && identity.email !== undefined && addressProblem('email', addressOf(identity.email)) === undefined
  const address = addressOf(isVerified ? identity.email ?? '' : input.email ?? '')
  refuseProblems([
    displayNameProblem('displayName', displayName),
    handleProblem('handle', handle) ?? ((await deps.owners.isTaken(handle)) ? { field: 'handle', key: 'handle.taken', details: { handle } } : undefined),
    addressProblem('email', address),
  ])
  const at = deps.clock.now()
  const person = await deps.people.create({
    id: deps.ids.next(), handle, displayName, formOfAddress: input.formOfAddress, locale: input.locale, isAdmin: false, passwordHash: undefined, at,
    address: { address, confirmed: isVerified ? 'yes' : 'not-yet' },
  })
  await deps.identities.link(identity.issuer, identity.subject, person.id, at)
  if (!isVerified) await askToConfirm(deps, person, address)
  return person
}
