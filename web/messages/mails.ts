import type { Mail } from '../../forge/domain/ports.js'
import { mails as en } from './en/mails.js'
import { mails as fr } from './fr/mails.js'

/** The sentences of a mail, in its reader's language, as plain text. Facts are kept to one line each: nobody writes a mail through a name. */
export function composeMail(mail: Mail): { readonly subject: string; readonly text: string } {
  const sentences = mail.locale === 'en' ? en : fr
  const facts = Object.fromEntries(Object.entries(mail.facts).map(([name, fact]) => [name, fact.replace(/\s+/g, ' ')]))
  const { subject, text } = sentences[mail.kind]
  return { subject: subject(facts), text: `${text(facts)}\n\n${sentences.signature(facts.instance ?? '')}\n` }
}
