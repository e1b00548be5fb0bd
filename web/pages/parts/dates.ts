import { hasDay as valid } from '../../../forge/domain/iso-time.js'
import { html, type Html } from '../../html.js'
import type { Locale } from '../../messages/messages.js'

/** Dates are said where most readers are; the exact moment is in `datetime`. */
const timeZone = 'Europe/Paris'
const long = { fr: new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone }), en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone }) }
const months = { fr: new Intl.DateTimeFormat('fr-FR', { month: 'long', year: 'numeric', timeZone }), en: new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone }) }
const clock = { fr: new Intl.DateTimeFormat('fr-FR', { timeStyle: 'short', timeZone }), en: new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone }) }


/** « 1er mars 2026 », with non-breaking spaces. */
export function dateText(at: number, locale: Locale): string {
  if (!valid(at)) return ''
  const text = long[locale].format(at)
  return (locale === 'fr' ? text.replace(/^1 /, '1er ') : text).replaceAll(' ', '\u00A0')
}

/** « mars 2026 », first letter upper case. */
export function monthText(at: number, locale: Locale): string {
  if (!valid(at)) return ''
  const text = months[locale].format(at)
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export const timeText = (at: number, locale: Locale): string => (valid(at) ? clock[locale].format(at) : '')

/** The date as a `<time>` element. */
export function date(at: number, locale: Locale): Html {
  return valid(at) ? html`<time datetime="${new Date(at).toISOString()}">${dateText(at, locale)}</time>` : html``
}
