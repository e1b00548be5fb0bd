/** The credits that programs read: schema.org JSON-LD, CITATION.cff 1.2.0, BibTeX. */
import { stringify } from 'yaml'
import type { CreditInput, CreditLicence, CreditPerson } from './cite-input.js'

type Locale = 'fr' | 'en'
const NO_AUTHOR = { fr: 'auteur·ice à préciser', en: 'author to be confirmed' } as const
const NO_LICENCE = { fr: 'licence à préciser', en: 'licence to be confirmed' } as const

export function jsonldCredit(input: CreditInput, locale: Locale, text: string): string {
  const people = (list: readonly CreditPerson[]) => list.map(({ name, url }) => ({ '@type': 'Person', name, ...(url && { url }) }))
  const { origin } = input
  const document = {
    '@context': 'https://schema.org',
    '@type': 'LearningResource',
    name: input.title,
    ...(input.url && { '@id': input.url, url: input.url }),
    creator: people(input.authors),
    ...((input.laterAuthors ?? []).length > 0 && { contributor: people(input.laterAuthors!) }),
    ...(input.licence?.uri && { license: input.licence.uri, acquireLicensePage: input.licence.uri }),
    ...(input.version && { version: input.version }),
    ...(input.date !== undefined && { dateModified: isoDay(input.date) }),
    ...(origin && {
      isBasedOn: [{
        '@type': 'LearningResource', name: origin.title, ...(origin.url && { '@id': origin.url, url: origin.url }),
        creator: people(origin.authors), ...(origin.licence?.uri && { license: origin.licence.uri }),
      }],
    }),
    creditText: text,
    copyrightNotice: `© ${[...input.authors, ...input.laterAuthors ?? []].map(({ name }) => name).join(', ') || NO_AUTHOR[locale]}. ${input.licence?.name ?? capital(NO_LICENCE[locale])}.`,
  }
  // `<` and the line separators would end a script element or a JavaScript string around it.
  return JSON.stringify(document, undefined, 2).replace(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Ids that the CFF 1.2.0 schema lists; others go by address (`license-url`). */
const CFF_LICENCE = /^(CC-BY(-NC)?(-SA|-ND)?-(1\.0|2\.0|2\.5|3\.0|4\.0)|CC0-1\.0|etalab-2\.0|ODbL-1\.0|ODC-By-1\.0|LAL-1\.[23]|GFDL-1\.[123]-(only|or-later)|[AL]?GPL-[23]\.[01]-(only|or-later)|MIT|Apache-2\.0|EUPL-1\.2)$/

export function cffCredit(input: CreditInput, locale: Locale): string {
  // `alias` holds a name as its person writes it, pseudonym or not, without guessing which part is the family's.
  const authors = (list: readonly CreditPerson[]) => (list.length > 0 ? list.map(({ name, url }) => ({ alias: name, ...(url && { website: url }) })) : [{ name: NO_AUTHOR[locale] }])
  const licence = (given: CreditLicence | undefined) => (given === undefined ? {} : CFF_LICENCE.test(given.id) ? { license: given.id } : given.uri ? { 'license-url': given.uri } : {})
  const { origin } = input
  return stringify({
    'cff-version': '1.2.0',
    message: locale === 'fr' ? 'Pour citer cette ressource, reprenez ces indications.' : 'To cite this resource, use these metadata.',
    type: 'dataset',
    title: input.title,
    authors: authors([...input.authors, ...input.laterAuthors ?? []]),
    ...(input.version && { version: input.version }),
    ...(input.date !== undefined && { 'date-released': isoDay(input.date) }),
    ...(input.url && { url: input.url }),
    ...licence(input.licence),
    ...(origin && { references: [{ type: 'generic', title: origin.title, authors: authors(origin.authors), ...(origin.url && { url: origin.url }), ...licence(origin.licence) }] }),
  }, { lineWidth: 0 })
}

export function bibtexCredit(input: CreditInput, locale: Locale): string {
  const everyone = [...input.authors, ...input.laterAuthors ?? []]
  const day = input.date === undefined ? undefined : isoDay(input.date)
  const note = [
    input.licence ? `${input.licence.name}${input.licence.uri ? ` (${input.licence.uri})` : ''}` : NO_LICENCE[locale],
    input.nature, input.origin && `${locale === 'fr' ? 'd’après' : 'based on'} ${input.origin.title}${input.origin.authors.length > 0 ? ` (${input.origin.authors.map(({ name }) => name).join(', ')})` : ''}`,
  ].filter((part) => part !== undefined).join(locale === 'fr' ? ' ; ' : '; ')
  const fields: [string, string | undefined][] = [
    ['title', `{${escapeBibtex(input.title)}}`],
    // Braces keep « and » inside a name from parting it, and particles where they are.
    ['author', everyone.length > 0 ? everyone.map(({ name }) => `{${escapeBibtex(name)}}`).join(' and ') : `{${escapeBibtex(NO_AUTHOR[locale])}}`],
    ['year', day?.slice(0, -6)],
    ['month', day?.slice(-5, -3)],
    ['version', input.version && escapeBibtex(input.version)],
    ['url', input.url || undefined],
    ['note', escapeBibtex(note)],
    ['langid', locale === 'fr' ? 'french' : 'english'],
  ]
  return `@misc{${bibtexKey(input, day)},\n${fields.filter(([, value]) => value !== undefined).map(([name, value]) => `  ${name} = {${value}},`).join('\n')}\n}\n`
}

function bibtexKey(input: CreditInput, day: string | undefined): string {
  const ascii = (text: string): string => text.normalize('NFKD').replace(/[^A-Za-z0-9]+/g, ' ').trim().toLowerCase()
  const author = ascii(input.authors[0]?.name ?? '').split(' ').pop() ?? ''
  const title = ascii(input.title).split(' ').filter((word) => word.length > 3)[0] ?? ''
  return [author, day?.slice(0, -6), title].filter((part) => part).join('-').slice(0, 60) || 'fiche'
}

const BIBTEX: Readonly<Record<string, string>> = { '\\': '\\textbackslash{}', '{': '\\{', '}': '\\}', '%': '\\%', '&': '\\&', '$': '\\$', '#': '\\#', '_': '\\_', '^': '\\^{}', '~': '\\~{}', '"': '{\'\'}' }

/**
 * BibTeX counts every brace, escaped or not: one brace too many would let a title add fields of its own. They become parentheses.
 */
const escapeBibtex = (text: string): string => text.replace(/\{/g, '(').replace(/\}/g, ')').replace(/[\\%&$#_^~"]/g, (character) => BIBTEX[character]!)

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const isoDay = (at: number): string => new Date(at).toISOString().slice(0, -14)
