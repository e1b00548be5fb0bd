/**
 * Every sentence a person reads, French first. One file per area in fr/ and en/; English has the type of French, so nothing is forgotten.
 * Plain sentences are strings; those with blanks are functions. `errors` holds the sentence of every ForgeError key.
 */
import type { Details } from './details.js'
import * as fr from './fr/index.js'
import * as en from './en/index.js'

export type { Details }
export type Locale = 'fr' | 'en'
export type Messages = typeof fr

const byLocale: Record<Locale, Messages> = { fr, en }

export const messagesFor = (locale: Locale): Messages => byLocale[locale]

/** The sentence of a refusal; an unknown key is shown as itself rather than hidden. */
export function refusalSentence(locale: Locale, key: string, details: Details = {}): string {
  const sentence = (byLocale[locale].errors as Record<string, string | ((d: Details) => string)>)[key]
  if (sentence === undefined) return key
  return typeof sentence === 'string' ? sentence : sentence(details)
}
