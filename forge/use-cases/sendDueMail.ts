import { isWorthAMail } from '../domain/digest.js'
import { mailFrequencies, tellUntil, type MailFrequency } from '../domain/notifications.js'
import type { Deps } from '../domain/ports.js'
import { newsFor } from './newsFor.js'
import { unsubscribeToken } from './chooseMail.js'

type Sending = Pick<Deps, 'mergeRequests' | 'resources' | 'communities' | 'journals' | 'seen' | 'clock' | 'people' | 'settings' | 'notifications' | 'mailer' | 'log'>

/** People looked at between two looks at who else is due. */
const atOnce = 100

/**
 * Sends everybody who is due what happened since they were last told: one mail each, one after the other, none when there is nothing to
 * say. What is told is noted before the mail leaves, so that an accident never tells it twice; when the mail could not leave it is due
 * again. Stops between two people once `goesOn` says no. Answers how many left.
 */
export async function sendDueMail(deps: Sending, goesOn: () => boolean = () => true): Promise<number> {
  let sent = 0
  for (const frequency of mailFrequencies) if (frequency !== 'none') sent += await sendAll(deps, frequency, goesOn)
  return sent
}

async function sendAll(deps: Sending, frequency: Exclude<MailFrequency, 'none'>, goesOn: () => boolean): Promise<number> {
  const until = tellUntil(frequency, deps.clock.now())
  let sent = 0
  for (;;) {
    const due = await deps.notifications.due(frequency, until, atOnce)
    let moved = 0
    for (const one of due) {
      if (!goesOn()) return sent
      const outcome = await sendOne(deps, frequency, one, until).catch((error: unknown) => { deps.log.error({ err: error, person: one.person }, 'a summary could not be sent'); return 'failed' as const })
      if (outcome !== 'failed') moved += 1
      if (outcome === 'sent') sent += 1
    }
    if (due.length < atOnce || moved === 0) return sent
  }
}

async function sendOne(deps: Sending, frequency: Exclude<MailFrequency, 'none'>, due: { readonly person: string; readonly address: string; readonly toldUntil: number }, until: number): Promise<'sent' | 'nothing' | 'failed'> {
  const person = await deps.people.find(due.person)
  if (!person || !(await deps.notifications.told(due.person, due.toldUntil, until))) return 'nothing'
  try {
    const digest = await newsFor(deps, person, { after: due.toldUntil, until })
    if (!isWorthAMail(digest)) return 'nothing'
    const { baseUrl, instanceName } = deps.settings
    await deps.mailer.send({
      to: due.address, locale: person.locale, kind: 'digest', digest, unsubscribe: `${baseUrl}/desabonner/${unsubscribeToken(await deps.notifications.of(person.id))}`,
      facts: { name: person.displayName, instance: instanceName, frequency, inbox: `${baseUrl}/propositions`, settings: `${baseUrl}/reglages/courriels` },
    })
    return 'sent'
  } catch (error) {
    await deps.notifications.told(due.person, until, due.toldUntil)
    throw error
  }
}
