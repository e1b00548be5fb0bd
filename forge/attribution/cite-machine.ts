/** The credits that programs read: schema.org JSON-LD, CITATION.cff 1.2.0, BibTeX. */
import { stringify } from 'yaml'
import type { CreditedWork, CreditInput, CreditLicence, CreditPerson } from './cite-input.js'
import { WORDS, type Locale } from './cite-words.js'

/** Everyone whose words are in it, first authors first. */
export const everyone = (input: CreditInput): readonly CreditPerson[] => [...input.authors, ...input.laterAuthors ?? []]

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
    '@type': 'CreativeWork', name: title, ...(url && { '@id': url, url }), creator: people(authors), ...(licence?.uri && { license: licence.uri }), ...related(origins),
  })
  const related = (origins: readonly CreditedWork[]): object => {
    const [adapted, drawn] = [origins.filter(({ relation }) => relation !== 'source'), origins.filter(({ relation }) => relation === 'source')]
    return { ...(adapted.length > 0 && { isBasedOn: adapted.map(work) }), ...(drawn.length > 0 && { citation: drawn.map(work) }) }
  }
  return {
    '@type': 'LearningResource', name: input.title, ...(input.url && { '@id': input.url, url: input.url }), creator: people(input.authors),
    ...(contributors.length > 0 && { contributor: contributors }), ...(input.publisher && { publisher: { '@type': 'Organization', name: input.publisher } }),
    ...(input.licence?.uri && { license: input.licence.uri, acquireLicensePage: input.licence.uri }), ...(input.version && { version: input.version }),
    ...(input.date !== undefined && { dateModified: isoDay(input.date) }), ...related(input.origins ?? []), creditText: text, copyrightNotice: copyrightNotice(input, locale),
  }
}

const copyrightNotice = (input: CreditInput, locale: Locale): string =>
  `© ${everyone(input).map(({ name }) => name).join(', ') || WORDS[locale].noAuthor}. ${input.licence?.name ?? capital(WORDS[locale].noLicence)}.`

/** Ids that the CFF 1.2.0 schema lists; others go by address (`license-url`). */
export const CFF_LICENCE = /^(CC-BY(-NC)?(-SA|-ND)?-(1\.0|2\.0|2\.5|3\.0|4\.0)|CC0-1\.0|etalab-2\.0|ODbL-1\.0|ODC-By-1\.0|LAL-1\.[23]|GFDL-1\.[123]-(only|or-later)|[AL]?GPL-[23]\.[01]-(only|or-later)|MIT|Apache-2\.0|EUPL-1\.2)$/

export function cffCredit(input: CreditInput, locale: Locale): string {
  // `alias` holds a name as its person writes it, pseudonym or not, without guessing which part is the family's.
  const authors = (list: readonly CreditPerson[]) => (list.length > 0 ? list.map(({ name, url }) => ({ alias: name, ...(url && { website: url }) })) : [{ name: WORDS[locale].noAuthor }])
  const licence = (given: CreditLicence | undefined) => (given === undefined ? {} : CFF_LICENCE.test(given.id) ? { license: given.id } : given.uri ? { 'license-url': given.uri } : {})
  const works = lineage(input)
  return stringify({
    'cff-version': '1.2.0',
    message: locale === 'fr' ? 'Pour citer cette ressource, reprenez ces indications.' : 'To cite this resource, use these metadata.',
    type: 'dataset',
    title: input.title,
    authors: authors(everyone(input)),
    ...(input.version && { version: input.version }),
    ...(input.date !== undefined && { 'date-released': isoDay(input.date) }),
    ...(input.url && { url: input.url }),
    ...licence(input.licence),
    ...(works.length > 0 && { references: works.map((work) => ({ type: 'generic', title: work.title, authors: authors(work.authors), ...(work.url && { url: work.url }), ...licence(work.licence) })) }),
  }, { lineWidth: 0 })
}

/** Licence, changes, helpers and lineage in one line, for formats that have no field for them. */
export function noteOf(input: CreditInput, locale: Locale): string {
  const list = (people: readonly CreditPerson[]): string => (people.length > 0 ? ` (${people.map(({ name }) => name).join(', ')})` : '')
  return [
    input.licence ? `${input.licence.name}${input.licence.uri ? ` (${input.licence.uri})` : ''}` : WORDS[locale].noLicence, input.nature,
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
  const ascii = (text: string): string => text.normalize('NFKD').replace(/[^A-Za-z0-9]+/g, ' ').trim().toLowerCase()
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

export const isoDay = (at: number): string => new Date(at).toISOString().slice(0, -14)
