import { isWorthAMail } from '../domain/digest.js'
import { mailFrequencies, tellUntil, type MailFrequency } from '../domain/notifications.js'
import type { Deps } from '../domain/ports.js'
import { unsubscribeToken } from './chooseMail.js'
import { newsFor } from './newsFor.js'

type Sending = Pick<Deps, 'mergeRequests' | 'resources' | 'communities' | 'journals' | 'seen' | 'clock' | 'git' | 'people' | 'settings' | 'notifications' | 'mailer' | 'log'>
type Chosen = Exclude<MailFrequency, 'none'>
type Due = Awaited<ReturnType<Deps['notifications']['due']>>[number]

/** What one round of mails shares with the next. */
export interface MailRounds {
  /** Asked between two people: the forge may be stopping. */
  goesOn(): boolean
  /** Whose mail could not leave, and when to try again. */
  readonly putOff: Map<string, number>
}

/** People looked at between two looks at who else is due. */
const atOnce = 100
/** A refused mail waits; so many in a row, and the post itself is down. */
const retryAfterMs = 3600_000
const mostFailures = 3

/**
 * Sends everybody who is due what happened since they were last told: one mail each, one after the other, none when there is nothing to
 * say. What is told is noted before the mail leaves, so that an accident never tells it twice; when the mail could not leave it is due
 * again, later. Answers how many left.
 */
export async function sendDueMail(deps: Sending, rounds: MailRounds = { goesOn: () => true, putOff: new Map() }): Promise<number> {
  let [sent, failures] = [0, 0]
  for (const frequency of mailFrequencies) {
    if (frequency === 'none') continue
    const until = tellUntil(frequency, deps.clock.now())
    for (;;) {
      const due = (await deps.notifications.due(frequency, until, atOnce + rounds.putOff.size)).filter(({ person }) => (rounds.putOff.get(person) ?? 0) <= deps.clock.now())
      for (const one of due) {
        if (!rounds.goesOn() || failures >= mostFailures) return sent
        try {
          if ((await tell(deps, frequency, one, until)) === 'sent') sent += 1
          rounds.putOff.delete(one.person)
          failures = 0
        } catch (error) {
          failures += 1
          rounds.putOff.set(one.person, deps.clock.now() + retryAfterMs)
          deps.log.error({ err: error, person: one.person }, 'a summary could not be sent')
        }
      }
      if (due.length < atOnce) break
    }
  }
  return sent
}

async function tell(deps: Sending, frequency: Chosen, due: Due, until: number): Promise<'sent' | 'nothing'> {
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
