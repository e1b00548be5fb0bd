import { addressOf as addressTyped, addressProblem, displayNameOf, displayNameProblem } from '../domain/account.js'
import { ForgeError } from '../domain/errors.js'
import { refuseProblems } from '../domain/field-problem.js'
import type { Locale } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import { visitorLimits } from '../domain/visitor-suggestion.js'
import { confirmationDays } from './confirmAddress.js'
import { readPassage, type ReadWords } from './passagePlace.js'
import { hashOfSecret, newLinkSecret } from './secrets.js'
import { replacementFor } from './suggestWording.js'
import { someLines } from './versionMessage.js'

const dayMs = 24 * 3600_000

/** Whether people without an account are asked for suggestions on a resource. */
export async function invitesVisitors(deps: Pick<Deps, 'visitors'>, resource: Resource): Promise<boolean> {
  return resource.state === 'published' && (await deps.visitors.isInvited(resource.owner.id))
}

/**
 * Holds a suggestion of somebody without an account until a steward reads it. Nothing of it can be seen by others, and nothing is written in
 * the repository. An address, if one is given, gets a mail that confirms it; it is never needed.
 *
 * Refuses `forbidden` where nobody asks for suggestions, `invalid` what changes nothing or is badly filled, `too_large`, `unavailable` when too many wait.
 */
export async function suggestAsVisitor(deps: Pick<Deps, 'git' | 'visitors' | 'clock' | 'ids' | 'mailer' | 'settings'>, input: {
  readonly resource: Resource
  readonly words: ReadWords
  readonly replacement: string
  readonly reason: string
  readonly name: string
  readonly address: string
  readonly locale: Locale
}): Promise<{ readonly isMailSent: boolean }> {
  const { resource, words } = input
  if (!(await invitesVisitors(deps, resource))) throw new ForgeError('forbidden', 'suggestion.not_invited')
  if (input.replacement.length > visitorLimits.replacement || input.reason.length > visitorLimits.reason) throw new ForgeError('too_large', 'suggestion.too_long')
  const name = displayNameOf(input.name)
  const address = addressTyped(input.address)
  refuseProblems([name === '' ? undefined : displayNameProblem('nom', name), address === '' ? undefined : addressProblem('adresse', address)])
  const { text, passage, anchor } = await readPassage(deps, { resource }, words)
  const replacement = replacementFor(text, passage, input.replacement)
  if ((await deps.visitors.countOf(resource.id)) >= visitorLimits.waiting) throw new ForgeError('unavailable', 'suggestion.too_many_waiting')
  const at = deps.clock.now()
  const secret = newLinkSecret()
  await deps.visitors.hold(
    { id: deps.ids.next(), resource: resource.id, anchor, replacement, reason: someLines(input.reason, visitorLimits.reason), name, madeAt: at },
    address === '' ? undefined : { address, secretHash: hashOfSecret(secret), expiresAt: at + confirmationDays * dayMs },
  )
  if (address === '') return { isMailSent: false }
  await deps.mailer.send({
    to: address, locale: input.locale, kind: 'visitor_suggestion',
    facts: { instance: deps.settings.instanceName, title: resource.title, days: String(confirmationDays), link: `${deps.settings.baseUrl}/adresses/suggestion/${secret}` },
  })
  return { isMailSent: true }
}

/** The address a mailed link would confirm, without confirming it. Refuses `not_found` when it is unknown, used or expired. */
export async function readVisitorConfirmation(deps: Pick<Deps, 'visitors' | 'clock'>, secret: string): Promise<string> {
  const address = await deps.visitors.peekConfirmation(hashOfSecret(secret), deps.clock.now())
  if (address === undefined) throw new ForgeError('not_found', 'link.expired')
  return address
}

/** Confirms it: whoever has confirmed the same address on an account, now or later, is credited. Refuses `not_found`. */
export async function confirmVisitor(deps: Pick<Deps, 'visitors' | 'clock'>, secret: string): Promise<string> {
  const address = await deps.visitors.confirm(hashOfSecret(secret), deps.clock.now())
  if (address === undefined) throw new ForgeError('not_found', 'link.expired')
  return address
}
