/** Mails about what happens: how often, and when the next one leaves. */
import type { PersonId } from './person.js'

export type MailFrequency = 'weekly' | 'daily' | 'at_once' | 'none'
export const mailFrequencies: readonly MailFrequency[] = ['weekly', 'daily', 'at_once', 'none']
export const usualFrequency: MailFrequency = 'weekly'

export interface NotificationSettings {
  readonly person: PersonId
  readonly frequency: MailFrequency
  /** What happened up to then was told, or is not to be. */
  readonly toldUntil: number
  /** Signs the links that end these mails; changed by each choice, so that older links no longer do anything. */
  readonly unsubscribeKey: string
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
/** Summaries leave at five in the morning (UTC): six or seven o’clock in France. */
const summaryHour = 5 * hourMs
/** The first Monday after the epoch, which was a Thursday. */
const firstMonday = 4 * dayMs
/** « Au fil de l’eau »: what happens within the same minutes is one mail. */
const atOnceEveryMs = 5 * minuteMs
/** What was being written when the clock struck is waited for. */
const settlingMs = 10_000

/**
 * Up to when a mail leaving now tells what happened: the last Monday morning, the last morning, the last five minutes. A mail is due to who
 * was not told up to then; it tells what happened after they were last told, up to that moment, and nothing twice.
 */
export function tellUntil(frequency: Exclude<MailFrequency, 'none'>, now: number): number {
  const last = (period: number, offset: number) => Math.floor((now - settlingMs - offset) / period) * period + offset
  switch (frequency) {
    case 'weekly': return last(7 * dayMs, firstMonday + summaryHour)
    case 'daily': return last(dayMs, summaryHour)
    case 'at_once': return last(atOnceEveryMs, 0)
  }
}
