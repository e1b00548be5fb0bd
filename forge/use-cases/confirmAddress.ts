import { ForgeError } from '../domain/errors.js'
import type { Locale, Person } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { hashOfSecret, newLinkSecret } from './secrets.js'

export const confirmationDays = 3
const dayMs = 24 * 3600_000

type Needs = Pick<Deps, 'emails' | 'links' | 'mailer' | 'people' | 'clock' | 'settings'>

/**
 * Writes to an address so that whoever reads it can confirm that it belongs to `person`.
 *
 * When somebody else confirmed it already, that is what the mail says, to its owner alone: the page shows the same thing in both cases.
 */
export async function askToConfirm(deps: Needs, person: Person, address: string): Promise<void> {
  const about = { instance: deps.settings.instanceName, name: person.displayName, handle: person.handle }
  const confirmedBy = await deps.emails.findConfirmed(address)
  if (confirmedBy === person.id) return
  const owner = confirmedBy === undefined ? undefined : await deps.people.find(confirmedBy)
  if (owner) {
    await deps.mailer.send({
      to: address, locale: owner.locale, kind: 'already_registered',
      facts: { ...about, name: owner.displayName, handle: owner.handle, asked: person.handle, signIn: `${deps.settings.baseUrl}/connexion`, forgotten: `${deps.settings.baseUrl}/mot-de-passe/oublie` },
    })
    return
  }
  const secret = newLinkSecret()
  await deps.links.create({ secretHash: hashOfSecret(secret), person: person.id, purpose: 'confirm', address, expiresAt: deps.clock.now() + confirmationDays * dayMs })
  await deps.mailer.send({ to: address, locale: person.locale, kind: 'confirm', facts: { ...about, link: `${deps.settings.baseUrl}/adresses/confirmer/${secret}`, days: String(confirmationDays) } })
}

/** What a confirmation link would do, without doing it: mail scanners follow links. Refuses `not_found` when it is unknown, used or expired. */
export async function readConfirmation(deps: Pick<Deps, 'links' | 'people' | 'clock'>, secret: string): Promise<{ person: Person; address: string }> {
  const link = await deps.links.peek(hashOfSecret(secret), 'confirm', deps.clock.now())
  const person = link && (await deps.people.find(link.person))
  if (!link || !person) throw new ForgeError('not_found', 'link.expired')
  return { person, address: link.address }
}

/** Confirms the address a link was sent to. Refuses `not_found` (unknown, used, expired) or `conflict` (somebody else confirmed it meanwhile). */
export async function confirmAddress(deps: Pick<Deps, 'links' | 'people' | 'emails' | 'clock'>, secret: string): Promise<{ person: Person; address: string }> {
  const at = deps.clock.now()
  const link = await deps.links.use(hashOfSecret(secret), 'confirm', at)
  const person = link && (await deps.people.find(link.person))
  if (!link || !person) throw new ForgeError('not_found', 'link.expired')
  await confirmFor(deps, person, link.address)
  return { person, address: link.address }
}

/** Marks an address as proven. It becomes the main one when the main one never was. */
export async function confirmFor(deps: Pick<Deps, 'emails' | 'clock'>, person: Pick<Person, 'id'>, address: string): Promise<void> {
  const known = await deps.emails.of(person.id)
  const same = (a: string) => a.toLowerCase() === address.toLowerCase()
  // Removed since the mail was sent: the person changed their mind, the link has nothing to confirm any more.
  if (!known.some((e) => same(e.address))) throw new ForgeError('not_found', 'link.expired')
  await deps.emails.confirm(person.id, address, deps.clock.now())
  const main = known.find((e) => e.isPrimary)
  if (!main || (main.confirmedAt === undefined && !same(main.address))) await deps.emails.makePrimary(person.id, address)
}

/** Where a person can be written to: their main address. */
export async function mainAddressOf(deps: Pick<Deps, 'emails'>, person: Pick<Person, 'id'>): Promise<string | undefined> {
  const known = await deps.emails.of(person.id)
  return (known.find((e) => e.isPrimary) ?? known[0])?.address
}

/** Tells a person by mail that their account changed, in case it was not them. */
export async function warnByMail(deps: Pick<Deps, 'emails' | 'mailer' | 'settings'>, person: Person, kind: 'password_changed' | 'address_added', facts: Readonly<Record<string, string>> = {}, to?: string): Promise<void> {
  const address = to ?? (await mainAddressOf(deps, person))
  if (address === undefined) return
  const locale: Locale = person.locale
  await deps.mailer.send({ to: address, locale, kind, facts: { instance: deps.settings.instanceName, name: person.displayName, handle: person.handle, forgotten: `${deps.settings.baseUrl}/mot-de-passe/oublie`, ...facts } })
}
