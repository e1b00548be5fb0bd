/** The credits that people read: one sentence after the other, in French or English, plain, in Markdown and in HTML + RDFa. */
import type { CreditInput, CreditLicence, CreditPerson } from './cite-input.js'

type Locale = 'fr' | 'en'
const NBSP = '\u00a0'
/** Names written out before « et n autres » (CC 4.0 s3(a)(2): any reasonable manner). */
const NAMES = 3

const WORDS = {
  fr: {
    quote: (text: string) => `«${NBSP}${text}${NBSP}»`, by: 'par', and: 'et', noAuthor: 'auteur·ice à préciser', noLicence: 'licence à préciser',
    others: (n: number) => `${n}${NBSP}${n > 1 ? 'autres' : 'autre'}`, fullList: `liste complète${NBSP}: `, version: (v: string) => `version${NBSP}${v}`,
    licence: 'Licence ', noLicenceSentence: 'Licence à préciser', changed: 'Modifié par ', changes: `Modifications${NBSP}: `, colon: `${NBSP}: `,
    basedOn: 'D’après ', of: (names: string) => (/^[aeiouàâäéèêëîïôöûüœæ]/i.test(names) ? `d’${names}` : `de ${names}`), source: `Source${NBSP}: `, updated: 'mise à jour du ',
  },
  en: {
    quote: (text: string) => `“${text}”`, by: 'by', and: 'and', noAuthor: 'author to be confirmed', noLicence: 'licence to be confirmed',
    others: (n: number) => `${n} ${n > 1 ? 'others' : 'other'}`, fullList: 'full list: ', version: (v: string) => `version ${v}`,
    licence: 'Licensed under ', noLicenceSentence: 'Licence to be confirmed', changed: 'Changes by ', changes: 'Changes: ', colon: ': ',
    basedOn: 'Based on ', of: (names: string) => `by ${names}`, source: 'Source: ', updated: 'updated on ',
  },
} as const

/** How one form writes plain text, links and what has a meaning for machines. */
interface Form {
  readonly plain: (text: string) => string
  readonly title: (title: string, url: string) => string
  readonly person: (person: CreditPerson, url?: string) => string
  readonly licence: (licence: CreditLicence) => string
  readonly origin: (title: string, url: string | undefined) => string
  /** An address on its own; '' where the title already links there. */
  readonly address: (url: string) => string
}

/**
 * `« Titre », par A, B et C, version 1.2, 12 mars 2026, https://… Licence CC BY-SA 4.0 (https://…). Modifié par D : exemples.
 * D’après « Autre » de E (https://…), CC BY 4.0.` Licence Ouverte says source and date of update first (its §« mention de paternité »).
 */
function sentences(input: CreditInput, locale: Locale, form: Form): string {
  const words = WORDS[locale]
  const all = namesEverybody(input.licence)
  const title = form.title(input.title, input.url)
  const authors = names(input.authors, locale, form, input.namesUrl, all)
  const isOpenLicence = input.licence?.id.startsWith('etalab') === true
  const day = input.date === undefined ? undefined : form.plain(isOpenLicence ? `${words.updated}${dayOf(input.date, locale)}` : dayOf(input.date, locale))
  const version = input.version === undefined ? undefined : form.plain(words.version(input.version))
  const address = input.url === '' ? undefined : form.address(input.url) || undefined
  const head = isOpenLicence
    ? `${form.plain(words.source)}${[authors, title, version, day, address].filter((part) => part !== undefined).join(', ')}`
    : [title, `${form.plain(words.by)} ${authors}`, version, day, address].filter((part) => part !== undefined).join(', ')
  const later = input.laterAuthors ?? []
  const nature = input.nature === undefined ? '' : form.plain(input.nature)
  const changed = later.length > 0 ? `${form.plain(words.changed)}${names(later, locale, form, input.namesUrl, all)}${nature && `${form.plain(words.colon)}${nature}`}`
    : nature && `${form.plain(words.changes)}${nature}`
  const { origin } = input
  const lineage = origin && `${form.plain(words.basedOn)}${form.origin(origin.title, origin.url)} ${ofPeople(origin.authors, locale, form, namesEverybody(origin.licence))}`
    + `${origin.url !== undefined && form.address(origin.url) !== '' ? ` (${form.address(origin.url)})` : ''}, ${origin.licence ? form.licence(origin.licence) : form.plain(words.noLicence)}`
  const licence = input.licence ? `${form.plain(words.licence)}${form.licence(input.licence)}` : form.plain(words.noLicenceSentence)
  return `${[head, licence, changed, lineage].filter((part) => part !== undefined && part !== '').join('. ')}.`
}

/** LAL asks for every author of the originals, the GFDL for five at least: their lists are never shortened. */
const namesEverybody = (licence: CreditLicence | undefined): boolean => /^(LAL|GFDL)-/.test(licence?.id ?? '')

function names(people: readonly CreditPerson[], locale: Locale, form: Form, namesUrl: string | undefined, all: boolean): string {
  const words = WORDS[locale]
  if (people.length === 0) return form.plain(words.noAuthor)
  const shown = (all ? people : people.slice(0, NAMES)).map((person) => form.person(person))
  const others = people.length - shown.length
  if (others === 0) return shown.length === 1 ? shown[0]! : `${shown.slice(0, -1).join(', ')} ${words.and} ${shown[shown.length - 1]!}`
  const list = namesUrl === undefined ? '' : ` (${form.plain(words.fullList)}${form.address(namesUrl) || form.person({ name: namesUrl, url: namesUrl })})`
  return `${shown.join(', ')} ${words.and} ${form.plain(words.others(others))}${list}`
}

function ofPeople(people: readonly CreditPerson[], locale: Locale, form: Form, all: boolean): string {
  const list = names(people, locale, form, undefined, all)
  // Elision looks at the name, not at the markup around it.
  const particle = WORDS[locale].of(people[0]?.name ?? WORDS[locale].noAuthor)
  return particle.slice(0, particle.length - (people[0]?.name ?? WORDS[locale].noAuthor).length) + list
}

export function dayOf(at: number, locale: Locale): string {
  const day = new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(at)
  return (locale === 'fr' ? day.replace(/^1 /, '1er ') : day).replace(/^(\S+) /, `$1${NBSP}`)
}

export function textCredit(input: CreditInput, locale: Locale): string {
  const words = WORDS[locale]
  const quote = (title: string): string => words.quote(locale === 'fr' ? title.replace(/[«»]/g, (mark) => (mark === '«' ? '“' : '”')).replace(/“[\s\u202f]+/g, '“').replace(/[\s\u202f]+”/g, '”') : title)
  return sentences(input, locale, {
    plain: (text) => text, title: quote, person: ({ name }) => name,
    licence: ({ shortName, uri }) => (uri === '' ? shortName : `${shortName} (${uri})`),
    origin: quote, address: (url) => url,
  })
}

export function markdownCredit(input: CreditInput, locale: Locale): string {
  const link = (text: string, url: string | undefined): string => (url ? `[${text}](${url})` : text)
  const title = (text: string, url: string | undefined): string => `*${link(escapeMarkdown(text), url)}*`
  return sentences(input, locale, {
    plain: escapeMarkdown, title, person: ({ name, url }) => link(escapeMarkdown(name), url),
    licence: ({ shortName, uri }) => link(escapeMarkdown(shortName), uri),
    origin: title, address: () => '',
  })
}

export function htmlCredit(input: CreditInput, locale: Locale): string {
  const link = (attributes: string, text: string, url: string | undefined): string => (url ? `<a ${attributes} href="${escapeHtml(url)}">${escapeHtml(text)}</a>` : escapeHtml(text))
  const body = sentences(input, locale, {
    plain: escapeHtml,
    title: (title, url) => `<cite property="dct:title">${url ? `<a href="${escapeHtml(url)}">${escapeHtml(title)}</a>` : escapeHtml(title)}</cite>`,
    person: ({ name, url }) => (url ? link('rel="cc:attributionURL" property="cc:attributionName"', name, url) : `<span property="cc:attributionName">${escapeHtml(name)}</span>`),
    licence: ({ shortName, uri }) => link('rel="license"', shortName, uri),
    origin: (title, url) => `<cite>${link('rel="dct:source"', title, url)}</cite>`,
    address: () => '',
  })
  const about = input.url === '' ? '' : ` about="${escapeHtml(input.url)}"`
  return `<p lang="${locale}"${about} prefix="dct: http://purl.org/dc/terms/ cc: http://creativecommons.org/ns#">${body}</p>`
}

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' })[character]!)

/** Backslashes before whatever could begin markup, an HTML tag, an entity, a footnote, or an address that renderers link by themselves. */
export const escapeMarkdown = (text: string): string =>
  text.replace(/[\\`*_{}[\]<>#|~!&$^]/g, '\\$&').replace(/^(\d+)([.)])/, '$1\\$2').replace(/^[-+=]/, '\\$&')
    .replace(/(https?|ftp|mailto|xmpp)(?=:)/gi, (scheme) => `${scheme}\\`).replace(/www(?=\.)/gi, (prefix) => `${prefix}\\`).replace(/@/g, '\\@')
