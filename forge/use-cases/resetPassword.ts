import { passwordProblem } from '../domain/account.js'
import { ForgeError } from '../domain/errors.js'
import { refuseProblems } from '../domain/field-problem.js'
import type { Actor, Person } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { confirmFor, mainAddressOf, warnByMail } from './confirmAddress.js'
import { hashOfSecret, newLinkSecret } from './secrets.js'
import { findByIdentifier } from './signIn.js'
import { mayManageAccount } from './updateProfile.js'

export const resetHours = 2
const hourMs = 3600_000

/**
 * Sends a link to choose another password, to an address the account already has (never to what was typed). Answers nothing: whoever
 * asks learns nothing of who has an account.
 */
export async function askForReset(deps: Pick<Deps, 'people' | 'emails' | 'links' | 'mailer' | 'clock' | 'settings'>, identifier: string): Promise<void> {
  const person = await findByIdentifier(deps, identifier)
  if (!person) return
  const typed = identifier.trim().toLowerCase()
  const known = await deps.emails.of(person.id)
  const address = known.find((e) => e.confirmedAt !== undefined && e.address.toLowerCase() === typed)?.address ?? (await mainAddressOf(deps, person))
  if (address === undefined) return
  const secret = newLinkSecret()
  await deps.links.create({ secretHash: hashOfSecret(secret), person: person.id, purpose: 'reset', address, expiresAt: deps.clock.now() + resetHours * hourMs })
  await deps.mailer.send({
    to: address, locale: person.locale, kind: 'reset',
    facts: { instance: deps.settings.instanceName, name: person.displayName, handle: person.handle, link: `${deps.settings.baseUrl}/mot-de-passe/${secret}`, hours: String(resetHours) },
  })
}

/** Whose password a link would change, without using it up. Refuses `not_found` when it is unknown, used or expired. */
export async function readReset(deps: Pick<Deps, 'links' | 'people' | 'clock'>, secret: string): Promise<Person> {
  const link = await deps.links.peek(hashOfSecret(secret), 'reset', deps.clock.now())
  const person = link && (await deps.people.find(link.person))
  if (!person) throw new ForgeError('not_found', 'link.expired')
  return person
}

type Change = Pick<Deps, 'people' | 'emails' | 'links' | 'mailer' | 'passwords' | 'sessions' | 'clock' | 'settings'>

async function setPassword(deps: Change, person: Person, password: string, keptSession: string | undefined): Promise<void> {
  await deps.people.setPasswordHash(person.id, await deps.passwords.hash(password))
  await deps.links.endAllOf(person.id, 'reset')
  await deps.sessions.endAllOf(person.id, keptSession)
  await warnByMail(deps, person, 'password_changed')
}

async function knownOf(deps: Change, person: Person): Promise<string[]> {
  return [person.handle, person.displayName, deps.settings.instanceName, ...(await deps.emails.of(person.id)).map((e) => e.address)]
}

/**
 * Chooses another password with a link received by mail: every session of the person ends, other links too. Having read the mail also
 * proves the address. Refuses `invalid` (the link stays good) or `not_found`.
 */
export async function resetPassword(deps: Change, input: { readonly secret: string; readonly password: string }): Promise<Person> {
  const person = await readReset(deps, input.secret)
  refuseProblems([passwordProblem('password', input.password, await knownOf(deps, person))])
  const link = await deps.links.use(hashOfSecret(input.secret), 'reset', deps.clock.now())
  if (!link) throw new ForgeError('not_found', 'link.expired')
  await setPassword(deps, person, input.password, undefined)
  const address = (await deps.emails.of(person.id)).find((e) => e.address.toLowerCase() === link.address.toLowerCase())
  if (address && address.confirmedAt === undefined && (await deps.emails.findConfirmed(address.address)) === undefined) await confirmFor(deps, person, address.address)
  return person
}

/** Changes one's password, knowing the present one; ends the other sessions. Refuses `invalid`. */
export async function changePassword(deps: Change, actor: Actor, input: { readonly present: string; readonly password: string; readonly keptSession: string }): Promise<void> {
  const person = mayManageAccount(actor)
  const isRight = await deps.passwords.matches(await deps.people.passwordHash(person.id), input.present)
  refuseProblems([
    isRight ? undefined : { field: 'present', key: 'password.wrong' },
    passwordProblem('password', input.password, await knownOf(deps, person)),
  ])
  await setPassword(deps, person, input.password, input.keptSession)
}
