/** The credits that programs read: schema.org JSON-LD, CITATION.cff 1.2.0, BibTeX. */
import { Scalar, stringify } from 'yaml'
import type { CreditedWork, CreditInput, CreditLicence, CreditPerson } from './cite-input.js'
import { WORDS, type Locale } from './cite-words.js'
import { licencesAlone } from './credit-licence.js'
import { isoDay } from './iso-day.js'

/** Everyone whose words are in it, first authors first; nobody twice by the same name and address, which no list could tell apart. */
export const everyone = (input: CreditInput): readonly CreditPerson[] =>
  [...new Map([...input.authors, ...input.laterAuthors ?? []].map((person) => [`${person.name}\0${person.url ?? ''}`, person])).values()]

/** Every work it comes from, nearest first, each once. */
export function lineage(input: Pick<CreditInput, 'origins'>): readonly CreditedWork[] {
  const found = new Map<string, CreditedWork>()
  const visit = (works: readonly CreditedWork[]): void => {
    for (const work of works) if (!found.has(work.url ?? work.title)) found.set(work.url ?? work.title, work)
    for (const { origins } of works) if (origins) visit(origins)
  }
  visit(input.origins ?? [])
  return [...found.values()]
}

export function jsonldCredit(input: CreditInput, locale: Locale, text: string): string {
  const document = { '@context': 'https://schema.org', ...creditAsLinkedData(input, locale, text) }
  // `<` and the line separators would end a script element or a JavaScript string around it.
  return JSON.stringify(document, undefined, 2).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** The credit as schema.org, without its context. */
function creditAsLinkedData(input: CreditInput, locale: Locale, text: string): Readonly<Record<string, unknown>> {
  const person = ({ name, url }: CreditPerson) => ({ '@type': 'Person', name, ...(url && { url }) })
  const people = (list: readonly CreditPerson[]) => list.map(person)
  const contributors = [...people(input.laterAuthors ?? []), ...(input.contributors ?? []).map((one) => ({ '@type': 'Role', roleName: one.role, contributor: person(one) }))]
  const work = ({ title, url, authors, licence, origins = [] }: CreditedWork): object => ({
    '@type': 'CreativeWork', name: title, ...(url && { '@id': url, url }), creator: people(authors), ...licenceAddresses(licence, 'license'), ...related(origins),
  })
  const related = (origins: readonly CreditedWork[]): object => {
    const [adapted, drawn] = [origins.filter(({ relation }) => relation !== 'source'), origins.filter(({ relation }) => relation === 'source')]
    return { ...(adapted.length > 0 && { isBasedOn: adapted.map(work) }), ...(drawn.length > 0 && { citation: drawn.map(work) }) }
  }
  return {
    '@type': 'LearningResource', name: input.title, ...(input.url && { '@id': input.url, url: input.url }), creator: people(input.authors),
    ...(contributors.length > 0 && { contributor: contributors }), ...(input.publisher && { publisher: { '@type': 'Organization', name: input.publisher } }),
    ...licenceAddresses(input.licence, 'license', 'acquireLicensePage'), ...(input.version && { version: input.version }),
    ...(input.date !== undefined && { dateModified: isoDay(input.date) }), ...related(input.origins ?? []), creditText: text, copyrightNotice: copyrightNotice(input, locale),
  }
}

/** Several addresses are a choice; licences that apply together have no property that says so. */
function licenceAddresses(licence: CreditLicence | undefined, ...properties: readonly string[]): Readonly<Record<string, unknown>> {
  const addresses = licencesAlone(licence).map(({ uri }) => uri).filter((uri) => uri !== '')
  return addresses.length === 0 ? {} : Object.fromEntries(properties.map((property) => [property, addresses.length === 1 ? addresses[0] : addresses]))
}

const copyrightNotice = (input: CreditInput, locale: Locale): string =>
  `© ${everyone(input).map(({ name }) => name).join(', ') || WORDS[locale].noAuthor}. ${input.licence?.name ?? capital(WORDS[locale].noLicence)}.`

/** Ids that the CFF 1.2.0 schema lists; others go by address (`license-url`). */
export const CFF_LICENCE = /^(CC-BY(-NC)?(-SA|-ND)?-(1\.0|2\.0|2\.5|3\.0|4\.0)|CC0-1\.0|etalab-2\.0|ODbL-1\.0|ODC-By-1\.0|PDDL-1\.0|LAL-1\.[23]|(GFDL-1\.[123]|GPL-[23]\.0|LGPL-(2\.[01]|3\.0)|AGPL-[13]\.0)-(only|or-later)|MIT|Apache-2\.0|EUPL-1\.2)$/

/** One of the format's own words. */
const bare = (text: string): Scalar<string> => Object.assign(new Scalar(text), { type: Scalar.PLAIN })

export function cffCredit(input: CreditInput, locale: Locale): string {
  // `alias` holds a name as its person writes it, pseudonym or not, without guessing which part is the family's.
  const authors = (list: readonly CreditPerson[]) => (list.length > 0 ? list.map(({ name, url }) => ({ alias: name, ...(url && { website: url }) })) : [{ name: WORDS[locale].noAuthor }])
  // Of several licences, a list is a choice; licences that apply together cannot be said.
  const licence = (given: CreditLicence | undefined) => {
    const alone = licencesAlone(given)
    const listed = alone.map(({ id }) => id).filter((id) => CFF_LICENCE.test(id))
    const address = alone.find(({ uri }) => uri !== '')?.uri
    return listed.length > 0 ? { license: listed.length === 1 ? listed[0] : [...new Set(listed)] } : address === undefined ? {} : { 'license-url': address }
  }
  const works = lineage(input)
  return stringify({
    'cff-version': bare('1.2.0'),
    message: locale === 'fr' ? 'Pour citer cette ressource, reprenez ces indications.' : 'To cite this resource, use these metadata.',
    type: bare('dataset'),
    title: input.title,
    authors: authors(everyone(input)),
    ...(input.version && { version: input.version }),
    ...(input.date !== undefined && { 'date-released': isoDay(input.date) }),
    ...(input.url && { url: input.url }),
    ...licence(input.licence),
    ...(works.length > 0 && { references: works.map((work) => ({ type: 'generic', title: work.title, authors: authors(work.authors), ...(work.url && { url: work.url }), ...licence(work.licence) })) }),
    // What people wrote is quoted: readers of YAML 1.1, which most tools of this format are, take a bare `No`, `12:30` or `1_000` for no text.
  }, { lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' })
}

const licenceNote = ({ name, uri, joined }: CreditLicence, locale: Locale): string => (joined ? joined.parts.map((part) => (part.joined ? `(${licenceNote(part, locale)})` : licenceNote(part, locale))).join(` ${WORDS[locale][joined.by]} `) : `${name}${uri ? ` (${uri})` : ''}`)

/** Licence, changes, helpers and lineage in one line, for formats that have no field for them. */
export function noteOf(input: CreditInput, locale: Locale): string {
  const list = (people: readonly CreditPerson[]): string => (people.length > 0 ? ` (${people.map(({ name }) => name).join(', ')})` : '')
  return [
    input.licence ? licenceNote(input.licence, locale) : WORDS[locale].noLicence, input.nature,
    ...(input.contributors ?? []).map(({ name, role }) => `${role}${WORDS[locale].colon}${name}`),
    ...lineage(input).map(({ title, authors, relation, licence, url }) => `${relation === 'source' ? 'source' : locale === 'fr' ? 'd’après' : 'based on'} ${title}${list(authors)}${licence ? `, ${licence.shortName}` : ''}${url ? `, ${url}` : ''}`),
  ].filter((part) => part !== undefined).join(locale === 'fr' ? ' ; ' : '; ')
}

export function bibtexCredit(input: CreditInput, locale: Locale): string {
  const people = everyone(input)
  const day = input.date === undefined ? undefined : isoDay(input.date)
  const fields: [string, string | undefined][] = [
    ['title', `{${escapeBibtex(input.title)}}`],
    // Braces keep « and » inside a name from parting it, and particles where they are.
    ['author', people.length > 0 ? people.map(({ name }) => `{${escapeBibtex(name)}}`).join(' and ') : `{${escapeBibtex(WORDS[locale].noAuthor)}}`],
    ['year', day?.slice(0, -6)],
    ['month', day?.slice(-5, -3)],
    ['version', input.version && escapeBibtex(input.version)],
    ['url', input.url || undefined],
    ['note', escapeBibtex(noteOf(input, locale))],
    ['langid', locale === 'fr' ? 'french' : 'english'],
  ]
  return `@misc{${referenceKey(input)},\n${fields.filter(([, value]) => value !== undefined).map(([name, value]) => `  ${name} = {${value}},`).join('\n')}\n}\n`
}

/** `ada-2026-cercle`: a first author, a year, a word of the title. */
export function referenceKey(input: CreditInput): string {
  const ascii = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/[^A-Za-z0-9]+/g, ' ').trim().toLowerCase()
  const author = ascii(input.authors[0]?.name ?? '').split(' ').pop() ?? ''
  const title = ascii(input.title).split(' ').filter((word) => word.length > 3)[0] ?? ''
  return [author, input.date === undefined ? undefined : isoDay(input.date).slice(0, -6), title].filter((part) => part).join('-').slice(0, 60) || 'fiche'
}

const BIBTEX: Readonly<Record<string, string>> = { '\\': '\\textbackslash{}', '%': '\\%', '&': '\\&', '$': '\\$', '#': '\\#', '_': '\\_', '^': '\\^{}', '~': '\\~{}', '"': '{\'\'}' }

/**
 * BibTeX counts every brace, escaped or not: one brace too many would let a title add fields of its own. They become parentheses.
 */
const escapeBibtex = (text: string): string => text.replace(/\{/g, '(').replace(/\}/g, ')').replace(/[\\%&$#_^~"]/g, (character) => BIBTEX[character]!)

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
