import { addressOf, addressProblem } from '../domain/account.js'
import { ForgeError } from '../domain/errors.js'
import { refuseProblems } from '../domain/field-problem.js'
import type { Actor } from '../domain/person.js'
import type { Deps, EmailAddress } from '../domain/ports.js'
import { askToConfirm, warnByMail } from './confirmAddress.js'
import { mayManageAccount } from './updateProfile.js'

const most = 20
const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** One of a person's addresses, and how many fiches name it in their history (0 until it is confirmed: that would tell about others). */
export interface ClaimedAddress extends EmailAddress { readonly fiches: number }

export async function addressesOf(deps: Pick<Deps, 'emails' | 'resources'>, actor: Actor): Promise<readonly ClaimedAddress[]> {
  const known = await deps.emails.of(mayManageAccount(actor).id)
  return Promise.all(known.map(async (e) => ({ ...e, fiches: e.confirmedAt === undefined ? 0 : (await deps.resources.contributedBy([e.address.toLowerCase()])).length })))
}

/**
 * A person says an address is theirs; it counts once confirmed from the mail sent there. An address somebody else confirmed is
 * answered the same way here (its owner gets the mail). Their main address is told. Refuses `invalid`.
 */
export async function claimAddress(deps: Pick<Deps, 'emails' | 'links' | 'mailer' | 'people' | 'clock' | 'settings'>, actor: Actor, text: string): Promise<string> {
  const person = mayManageAccount(actor)
  const address = addressOf(text)
  const known = await deps.emails.of(person.id)
  refuseProblems([
    addressProblem('email', address)
      ?? (known.some((e) => e.confirmedAt !== undefined && same(e.address, address)) ? { field: 'email', key: 'email.already_yours', details: { address } } : undefined)
      ?? (known.length >= most && !known.some((e) => same(e.address, address)) ? { field: 'email', key: 'email.too_many', details: { most } } : undefined),
  ])
  const main = known.find((e) => e.isPrimary && e.confirmedAt !== undefined)
  const isNew = !known.some((e) => same(e.address, address))
  await deps.emails.add(person.id, address, deps.clock.now())
  await askToConfirm(deps, person, address)
  if (main && isNew) await warnByMail(deps, person, 'address_added', { address }, main.address)
  return address
}

async function own(deps: Pick<Deps, 'emails'>, actor: Actor, text: string): Promise<{ person: string; address: EmailAddress }> {
  const person = mayManageAccount(actor).id
  const address = (await deps.emails.of(person)).find((e) => same(e.address, addressOf(text)))
  if (!address) throw new ForgeError('not_found', 'email.unknown')
  return { person, address }
}

/** Chooses the address mails go to. Refuses `conflict` when it is not confirmed. */
export async function makeAddressPrimary(deps: Pick<Deps, 'emails'>, actor: Actor, text: string): Promise<void> {
  const { person, address } = await own(deps, actor, text)
  if (address.confirmedAt === undefined) throw new ForgeError('conflict', 'email.confirm_first', { address: address.address })
  await deps.emails.makePrimary(person, address.address)
}

/** Forgets an address: history written with it is no longer linked to the person. Refuses `conflict` for the main one. */
export async function removeAddress(deps: Pick<Deps, 'emails'>, actor: Actor, text: string): Promise<void> {
  const { person, address } = await own(deps, actor, text)
  if (address.isPrimary) throw new ForgeError('conflict', 'email.primary_stays', { address: address.address })
  await deps.emails.remove(person, address.address)
}
