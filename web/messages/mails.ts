import type { Mail } from '../../forge/domain/ports.js'
import { composeDigest } from './digest.js'
import { mails as en } from './en/mails.js'
import { mails as fr } from './fr/mails.js'

/** The sentences of a mail, in its reader's language, as plain text. Facts are kept to one line each: nobody writes a mail through a name. */
export function composeMail(mail: Mail): { readonly subject: string; readonly text: string } {
  const sentences = mail.locale === 'en' ? en : fr
  const facts = Object.fromEntries(Object.entries(mail.facts).map(([name, fact]) => [name, fact.replace(/\s+/g, ' ')]))
  const { subject, text } = mail.kind === 'digest' ? digest(mail, facts) : { subject: sentences[mail.kind].subject(facts), text: sentences[mail.kind].text(facts) }
  return { subject, text: `${text}\n\n${sentences.signature(facts.instance ?? '')}\n` }
}

function digest(mail: Mail, facts: Readonly<Record<string, string>>): { readonly subject: string; readonly text: string } {
  if (!mail.digest) throw new Error('a summary with nothing to tell')
  const { name = '', instance = '', frequency = '', inbox = '', settings = '' } = facts
  return composeDigest(mail.locale, mail.digest, { name, instance, frequency, inbox, settings, unsubscribe: mail.unsubscribe ?? '' })
}
