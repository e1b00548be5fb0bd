import { createHmac, timingSafeEqual } from 'node:crypto'
import type { MailFrequency, NotificationSettings } from '../domain/notifications.js'
import type { Actor, Person } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { mayManageAccount } from './updateProfile.js'

type Choosing = Pick<Deps, 'notifications' | 'clock'>

/** How a person wants to be told, and where their mails go; no address: none is confirmed yet. */
export async function mailChoice(deps: Pick<Deps, 'notifications' | 'emails'>, actor: Actor): Promise<{ readonly frequency: MailFrequency; readonly address: string | undefined }> {
  const person = mayManageAccount(actor)
  const main = (await deps.emails.of(person.id)).find(({ isPrimary, confirmedAt }) => isPrimary && confirmedAt !== undefined)
  return { frequency: (await deps.notifications.of(person.id)).frequency, address: main?.address }
}

/** Chooses how often to be told. Links in earlier mails no longer do anything. */
export async function chooseMail(deps: Choosing, actor: Actor, frequency: MailFrequency): Promise<void> {
  await deps.notifications.choose(mayManageAccount(actor).id, frequency, deps.clock.now())
}

const signatureOf = ({ person, unsubscribeKey }: NotificationSettings): string => createHmac('sha256', unsubscribeKey).update(`unsubscribe ${person}`).digest('base64url')

/** What a mail’s link carries: whose mails to end, signed with a key that their next choice changes. */
export const unsubscribeToken = (settings: NotificationSettings): string => `${settings.person}.${signatureOf(settings)}`

/** Whose mails a link ends; undefined when it was used, or was never ours. */
export async function whoseLink(deps: Pick<Deps, 'notifications' | 'people'>, token: string): Promise<Person | undefined> {
  const [, id, signature] = /^([0-9a-z]{26})\.([\w-]{43})$/.exec(token) ?? []
  const person = id === undefined ? undefined : await deps.people.find(id)
  if (!person || signature === undefined) return undefined
  return timingSafeEqual(Buffer.from(signature), Buffer.from(signatureOf(await deps.notifications.of(person.id)))) ? person : undefined
}

/** Ends the mails of whom a link was sent to, signed in or not. Answers undefined when it no longer does anything. */
export async function unsubscribe(deps: Choosing & Pick<Deps, 'people'>, token: string): Promise<Person | undefined> {
  const person = await whoseLink(deps, token)
  if (person) await deps.notifications.choose(person.id, 'none', deps.clock.now())
  return person
}
