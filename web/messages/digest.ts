/** The summary of what happens, as plain text: each thing in a sentence or two, then where to find it. */
import type { Digest, DigestNews } from '../../forge/domain/digest.js'
import type { MailFrequency } from '../../forge/domain/notifications.js'
import type { Expectation } from '../../forge/domain/inbox.js'
import { flow as en } from './en/flow.js'
import { flow as fr } from './fr/flow.js'

type Locale = 'fr' | 'en'

const formats = { fr: new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'Europe/Paris' }), en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Europe/Paris' }) }

/** What somebody wrote, on one line: nobody writes a mail of their own through a title or a name. */
const line = (text: string): string => text.replace(/[^\S\u00a0]+/g, ' ').trim()

export function composeDigest(locale: Locale, digest: Digest, facts: { readonly name: string; readonly instance: string; readonly frequency: string; readonly inbox: string; readonly settings: string; readonly unsubscribe: string }): { readonly subject: string; readonly text: string } {
  const flow = locale === 'en' ? en : fr
  const m = flow.digest
  const frequency = facts.frequency as Exclude<MailFrequency, 'none'>
  const date = (at: number): string => formats[locale].format(at).replace(/^1 /, locale === 'fr' ? '1er ' : '1 ').replaceAll(' ', '\u00a0')
  const expects = (e: Expectation): string => (flow.expects[e.kind] as (e: Expectation, date: (at: number) => string) => string)(e, date)
  const item = (...lines: readonly string[]): string => lines.filter((one) => one !== '').map((one, index) => `${index === 0 ? '- ' : '  '}${line(one)}`).join('\n')
  const effort = (one: Digest['toReview'][number]): string => (one.isTouchUp ? `${flow.touchUp}, ${flow.minutes(one.minutes)}` : flow.readingTime(one.minutes))
  const happened = (news: DigestNews): string => {
    switch (news.kind) {
      case 'verdict': return flow.news[`verdict_${news.verdict}`](news.by)
      case 'state': return `${flow.news[news.state](news.by)}.${news.reason === '' ? '' : ` ${m.because(line(news.reason))}`}`
      case 'lifted': return flow.news.objection_lifted(news.by)
      default: return flow.news[news.kind](news.by)
    }
  }
  const section = (title: string, items: readonly string[]): string => (items.length === 0 ? '' : `${title}\n\n${items.join('\n\n')}`)
  const parts = [
    section(m.thanks, [
      ...digest.integrated.map((one) => item(m.integrated(one.by, one.title, one.fiche), one.url)),
      ...digest.helped.map((one) => item(m.helped(one.by, one.title, one.fiche), one.url)),
    ]),
    section(m.toReview, digest.toReview.map((one) => item(`${m.proposed(one.title, one.by, one.fiche)} (${effort(one)})`, expects(one.expects), one.url))),
    section(m.waiting, digest.waiting.map((one) => item(m.proposed(one.title, one.by, one.fiche), m.waitingSince(date(one.since)), one.url))),
    section(m.toTakeOver, digest.toTakeOver.map((one) => item(m.proposed(one.title, one.by, one.fiche), m.takeOverSince(date(one.since)), one.url))),
    section(m.mine, digest.mine.map((one) => item(m.ownProposal(one.title, one.fiche), ...one.news.map(happened), one.url))),
    section(m.mentions, digest.mentions.map((one) => item(
      `${one.reason === 'thanked' ? one.by : one.passage !== undefined && one.reason !== 'named' ? flow.ofPassages[one.passage](one.by) : flow.reasons[one.reason === 'on_mine' && one.title === '' ? 'on_fiche' : one.reason](one.by)}, ${m.inPlace(one.title, one.fiche)}`, one.words === '' ? '' : m.quoted(line(one.words)), one.url,
    ))),
    digest.awaiting > 0 ? `${m.awaiting(digest.awaiting)}\n${facts.inbox}` : '',
    `${m.footer[frequency]}\n${m.settings}\n${facts.settings}\n${m.unsubscribe}\n${facts.unsubscribe}`,
  ]
  return { subject: m.subjects[frequency](facts.instance), text: [m.hello(facts.name), ...parts].filter((part) => part !== '').join('\n\n') }
}
