/** The credits that people read: one sentence after the other, in French or English, plain, in Markdown and in HTML + RDFa. */
import { databaseNotice, isNoLicence, namesEverybody, namesPublisher, saysSourceFirst, saysWhereVersionsAre } from './cite-duties.js'
import type { CreditContributor, CreditedWork, CreditInput, CreditLicence, CreditPerson } from './cite-input.js'
import { licencesIn } from './credit-licence.js'
import { isoDay } from './iso-day.js'
import { WORDS, type Locale } from './cite-words.js'

const NBSP = '\u00a0'
/** Names written out before « et n autres » (CC 4.0 s3(a)(2): any reasonable manner). */
const NAMES = 3

/** How one form writes plain text, links and what has a meaning for machines. */
interface Form {
  readonly plain: (text: string) => string
  readonly title: (title: string, url: string) => string
  readonly day: (text: string, at: number) => string
  readonly person: (person: CreditPerson, as: 'author' | 'other' | 'origin') => string
  /** `together`: others apply beside it. */
  readonly licence: (licence: CreditLicence, together?: boolean) => string
  /** A work the cited one comes from: its title, then everything said of it. */
  readonly origin: (work: CreditedWork, said: (title: string) => string) => string
  /** An address on its own; '' where the title already links there. */
  readonly address: (url: string) => string
  /** An address that is always written, or linked under `label`. */
  readonly link: (url: string, label: string) => string
}

/**
 * `« Titre », par A, B et C, version 1.2, 12 mars 2026, https://… Licence CC BY-SA 4.0 (https://…). Modifié par D : exemples (https://…).
 * Avec E (relecture). D’après « Autre » de F (https://…), CC BY 4.0.` Licence Ouverte says source and date of update first.
 */
function sentences(input: CreditInput, locale: Locale, form: Form): string {
  const words = WORDS[locale]
  const { licence } = input
  const all = input.names === 'all' || namesEverybody(licence)
  const title = form.title(input.title, input.url)
  const authors = names(input.authors, locale, form, { namesUrl: input.namesUrl, all, as: 'author' })
  const isSourceFirst = saysSourceFirst(licence)
  const day = input.date === undefined ? (isSourceFirst ? form.plain(words.noDate) : undefined) : form.day(isSourceFirst ? `${words.updated}${dayOf(input.date, locale)}` : dayOf(input.date, locale), input.date)
  const version = input.version === undefined ? undefined : form.plain(words.version(input.version))
  const publisher = input.publisher !== undefined && namesPublisher(licence) ? form.plain(words.publisher(input.publisher)) : undefined
  const address = input.url === '' ? undefined : form.address(input.url) || undefined
  const head = isSourceFirst
    ? `${form.plain(words.source)}${[authors, title, version, day, address].filter((part) => part !== undefined).join(', ')}`
    : [title, `${form.plain(words.by)} ${authors}`, version, day, publisher, address].filter((part) => part !== undefined).join(', ')
  return `${[head, licenceSentence(input, locale, form), changes(input, locale, form, all), helpers(input.contributors ?? [], locale, form), ...(input.origins ?? []).map((work) => originSentence(work, locale, form, all))].filter((part) => part !== undefined && part !== '').join('. ')}.`
}

function licenceSentence({ licence, title, url }: CreditInput, locale: Locale, form: Form): string {
  const words = WORDS[locale]
  if (!licence) return form.plain(words.noLicenceSentence)
  const named = licenceNames(licence, locale, form)
  // « Licence Licence Ouverte » says it once too often.
  const before = licence.joined ? words[licence.joined.by === 'or' ? 'licenceChosen' : 'licencesTogether'] : licence.shortName.startsWith(words.licence) ? '' : words.licence
  const said = isNoLicence(licence) ? capital(named) : `${form.plain(before)}${named}`
  const database = databaseNotice(licence)
  const terms = licencesIn(licence).find(({ id }) => id.startsWith(database ?? ' '))?.uri ?? ''
  // Both addresses are asked for beside each other: the database's, and the licence's, which `said` just gave.
  return database === undefined ? said : `${said}. ${form.plain(words.database[0])}${url === '' ? form.plain(title) : form.link(url, title)}${form.plain(words.database[1])}${terms === '' ? form.plain(database) : form.link(terms, database)}`
}

/** Each licence, joined by « ou » or « et ». Machines are told those that one may choose alone. */
function licenceNames(licence: CreditLicence, locale: Locale, form: Form, together = false): string {
  if (!licence.joined) return form.licence(licence, together)
  const { by, parts } = licence.joined
  return parts.map((part) => { const said = licenceNames(part, locale, form, together || by === 'and'); return part.joined ? `${form.plain('(')}${said}${form.plain(')')}` : said }).join(` ${form.plain(WORDS[locale][by])} `)
}

function changes(input: CreditInput, locale: Locale, form: Form, all: boolean): string {
  const words = WORDS[locale]
  const later = input.laterAuthors ?? []
  const { changesUrl } = input
  const nature = input.nature === undefined ? '' : form.plain(input.nature)
  const where = changesUrl === undefined ? '' : form.link(changesUrl, words.history)
  const said = later.length > 0 ? `${form.plain(words.changed)}${names(later, locale, form, { namesUrl: input.namesUrl, all, as: 'other' })}${nature && `${form.plain(words.colon)}${nature}`}` : nature && `${form.plain(words.changes)}${nature}`
  if (said !== '') return where === '' ? said : `${said} (${where})`
  return where !== '' && saysWhereVersionsAre(input.licence) ? `${form.plain(words.versions)}${where}` : ''
}

/** Roles that are not writing, everybody with theirs: there is no short form of thanks. */
function helpers(people: readonly CreditContributor[], locale: Locale, form: Form): string {
  if (people.length === 0) return ''
  return `${form.plain(WORDS[locale].withHelp)}${people.map((person) => `${form.person(person, 'other')} (${form.plain(person.role)})`).join(', ')}`
}

function originSentence(work: CreditedWork, locale: Locale, form: Form, all: boolean): string {
  const words = WORDS[locale]
  const said = (title: string, one: CreditedWork): string => [
    one.authors.length === 0 && one.relation === 'source' ? title : `${title} ${ofPeople(one.authors, locale, form, all || namesEverybody(one.licence))}`,
    one.url !== undefined && form.address(one.url) !== '' ? ` (${form.address(one.url)})` : '',
    one.licence ? `, ${licenceNames(one.licence, locale, form)}` : one.relation === 'source' ? '' : `, ${form.plain(words.noLicence)}`,
  ].join('')
  const nested = (one: CreditedWork): string => (one.origins ?? []).map((older) => `${form.plain(words.itself(older.relation === 'source'))}${form.origin(older, (title) => said(title, older) + nested(older))}`).join('')
  return `${form.plain(work.relation === 'source' ? words.drawnFrom : words.basedOn)}${form.origin(work, (title) => said(title, work) + nested(work))}`
}

function names(people: readonly CreditPerson[], locale: Locale, form: Form, how: { readonly namesUrl: string | undefined; readonly all: boolean; readonly as: 'author' | 'other' | 'origin' }): string {
  const words = WORDS[locale]
  if (people.length === 0) return form.plain(words.noAuthor)
  // « et 1 autre » takes no less room than the name.
  const shown = (how.all || people.length === NAMES + 1 ? people : people.slice(0, NAMES)).map((person) => form.person(person, how.as))
  const others = people.length - shown.length
  if (others === 0) return shown.length === 1 ? shown[0]! : `${shown.slice(0, -1).join(', ')} ${words.and} ${shown[shown.length - 1]!}`
  return `${shown.join(', ')} ${words.and} ${form.plain(words.others(others))}${how.namesUrl === undefined ? '' : ` (${form.link(how.namesUrl, words.fullList)})`}`
}

function ofPeople(people: readonly CreditPerson[], locale: Locale, form: Form, all: boolean): string {
  const list = names(people, locale, form, { namesUrl: undefined, all, as: 'origin' })
  // Elision looks at the name, not at the markup around it.
  const first = people[0]?.name ?? WORDS[locale].noAuthor
  const particle = WORDS[locale].of(first)
  return particle.slice(0, particle.length - first.length) + list
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export function dayOf(at: number, locale: Locale): string {
  const day = new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(at)
  return (locale === 'fr' ? day.replace(/^1 /, '1er ') : day).replace(/^(\S+) /, `$1${NBSP}`)
}

export function textCredit(input: CreditInput, locale: Locale): string {
  const words = WORDS[locale]
  const quote = (title: string): string => words.quote(locale === 'fr' ? title.replace(/[«»]/g, (mark) => (mark === '«' ? '“' : '”')).replace(/“[\s\u202f]+/g, '“').replace(/[\s\u202f]+”/g, '”') : title)
  return sentences(input, locale, {
    plain: (text) => text, title: quote, day: (text) => text, person: ({ name }) => name,
    licence: ({ shortName, uri }) => (uri === '' ? shortName : `${shortName} (${uri})`),
    origin: ({ title }, said) => said(quote(title)), address: (url) => url, link: (url, label) => `${label}${words.colon}${url}`,
  })
}

export function markdownCredit(input: CreditInput, locale: Locale): string {
  const link = (text: string, url: string | undefined): string => (url ? `[${text}](${url})` : text)
  const title = (text: string, url: string | undefined): string => `*${link(escapeMarkdown(text), url)}*`
  return sentences(input, locale, {
    plain: escapeMarkdown, title, day: escapeMarkdown, person: ({ name, url }) => link(escapeMarkdown(name), url),
    licence: ({ shortName, uri }) => link(escapeMarkdown(shortName), uri),
    origin: (work, said) => said(title(work.title, work.url)), address: () => '', link: (url, label) => link(escapeMarkdown(label), url),
  })
}

/** RDFa 1.1: what is said of an origin is said of it, not of the work cited. */
export function htmlCredit(input: CreditInput, locale: Locale): string {
  const link = (attributes: string, text: string, url: string | undefined): string => (url ? `<a ${attributes}${attributes && ' '}href="${escapeHtml(url)}">${escapeHtml(text)}</a>` : escapeHtml(text))
  const named = (property: string, { name, url }: CreditPerson): string => `<span property="${property}">${link('', name, url)}</span>`
  const body = sentences(input, locale, {
    plain: escapeHtml,
    title: (title, url) => `<cite property="dct:title">${link('', title, url)}</cite>`,
    // Said twice: `datetime` is read by HTML+RDFa alone, `content` by every RDFa reader.
    day: (text, at) => `<time property="dct:modified" datetime="${isoDay(at)}" content="${isoDay(at)}" datatype="xsd:date">${escapeHtml(text)}</time>`,
    person: (person, as) => (as === 'origin' ? named('dct:creator', person) : as === 'other' ? named('dct:contributor', person)
      : person.url ? link('rel="cc:attributionURL" property="cc:attributionName"', person.name, person.url) : `<span property="cc:attributionName">${escapeHtml(person.name)}</span>`),
    licence: ({ shortName, uri }, together) => link(together === true ? '' : 'rel="license"', shortName, uri),
    origin: (work, said) => `<span rel="${work.relation === 'source' ? 'dct:references' : 'dct:source'}"><span ${work.url ? `about="${escapeHtml(work.url)}"` : 'typeof="dct:BibliographicResource"'}>${said(`<cite property="dct:title">${link('', work.title, work.url)}</cite>`)}</span></span>`,
    address: () => '', link: (url, label) => link('', label, url),
  })
  // Without an address it is a work of its own all the same: said of nothing, it would be said of the page it is pasted in.
  const about = input.url === '' ? 'typeof="dct:BibliographicResource"' : `about="${escapeHtml(input.url)}"`
  return `<p lang="${locale}" ${about} prefix="dct: http://purl.org/dc/terms/ cc: http://creativecommons.org/ns# xsd: http://www.w3.org/2001/XMLSchema#">${body}</p>`
}

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' })[character]!)

/** Backslashes before whatever could begin markup, an HTML tag, an entity, a footnote, or an address that renderers link by themselves. */
export const escapeMarkdown = (text: string): string =>
  text.replace(/[\\`*_{}[\]<>#|~!&$^]/g, '\\$&').replace(/^(\d+)([.)])/, '$1\\$2').replace(/^[-+=]/, '\\$&')
    .replace(/(https?|ftp|mailto|xmpp)(?=:)/gi, (scheme) => `${scheme}\\`).replace(/www(?=\.)/gi, (prefix) => `${prefix}\\`).replace(/@/g, '\\@')
