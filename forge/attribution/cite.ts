/**
 * Ready-to-paste credit: what CC 4.0 s3(a)(1) and French moral rights (CPI L121-1) ask for — title, authors, source, version,
 * licence, changes, lineage — as a sentence, Markdown, HTML + RDFa, JSON-LD, CITATION.cff, BibTeX, RIS and CSL-JSON.
 */
import type { CreditContributor, CreditedWork, CreditInput, CreditLicence, CreditPerson } from './cite-input.js'
import { bibtexCredit, cffCredit, jsonldCredit } from './cite-machine.js'
import { cslCredit, risCredit } from './cite-reference.js'
import { WORDS, type Locale } from './cite-words.js'
import { htmlCredit, markdownCredit, textCredit } from './cite-text.js'

export type { CreditContributor, CreditedWork, CreditInput, CreditLicence, CreditPerson } from './cite-input.js'

export interface Credit {
  readonly text: string
  readonly markdown: string
  /** One `<p>`, RDFa (Dublin Core terms, ccREL). */
  readonly html: string
  /** schema.org, serialised; safe inside a `<script type="application/ld+json">`. */
  readonly jsonld: string
  /** CITATION.cff 1.2.0 (YAML). */
  readonly cff: string
  readonly bibtex: string
  readonly ris: string
  /** CSL-JSON, a list of one. */
  readonly csl: string
}

export function credit(input: CreditInput, locale: 'fr' | 'en'): Credit {
  const clean = cleaned(input, locale)
  const text = textCredit(clean, locale)
  return {
    text,
    markdown: markdownCredit(clean, locale),
    html: htmlCredit(clean, locale),
    jsonld: jsonldCredit(clean, locale, text),
    cff: cffCredit(clean, locale),
    bibtex: bibtexCredit(clean, locale),
    ris: risCredit(clean, locale),
    csl: cslCredit(clean, locale),
  }
}

/** The credit as it is shown: its sentence, and the same as HTML + RDFa. */
export function creditLine(input: CreditInput, locale: 'fr' | 'en'): Pick<Credit, 'text' | 'html'> {
  const clean = cleaned(input, locale)
  return { text: textCredit(clean, locale), html: htmlCredit(clean, locale) }
}

/** Days that every format writes as four figures, two and two. Histories hold others. */
const FIRST_DAY = Date.parse('0001-01-01T00:00:00Z'), END_OF_DAYS = Date.parse('+010000-01-01T00:00:00Z')

/** Generations of origins that are told. */
const deepestLineage = 12

// Controls, separators and bidirectional overrides: a title is one line that reads in one direction.
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]+/g
const oneLine = (text: string): string => text.replace(/\p{Cs}/gu, '\ufffd').replace(UNSAFE, ' ').replace(/ {2,}/g, ' ').trim()

function cleaned(input: CreditInput, locale: Locale): CreditInput {
  const people = (list: readonly CreditPerson[] | undefined): CreditPerson[] => {
    const seen = new Set<string>()
    return (list ?? []).map(({ name, url }) => ({ name: oneLine(name), ...(webAddress(url) && { url: webAddress(url)! }) }))
      .filter(({ name, url }) => name !== '' && !seen.has(`${name}\0${url ?? ''}`) && seen.add(`${name}\0${url ?? ''}`))
  }
  const licence = (given: CreditLicence | undefined): CreditLicence | undefined =>
    given && {
      name: oneLine(given.name), shortName: oneLine(given.shortName), uri: webAddress(given.uri) ?? '', id: oneLine(given.id),
      ...(given.joined && { joined: { by: given.joined.by, parts: given.joined.parts.flatMap((part) => licence(part) ?? []) } }),
    }
  const seen = new Set<string>()
  // A work that comes from itself, by mistake or malice, is named once.
  const works = (list: readonly CreditedWork[] | undefined, depth: number): CreditedWork[] => (depth > deepestLineage ? [] : list ?? []).flatMap((work) => {
    const title = oneLine(work.title)
    const url = webAddress(work.url)
    const key = url ?? title
    if (key === '' || seen.has(key)) return []
    seen.add(key)
    const origins = works(work.origins, depth + 1)
    const given = licence(work.licence)
    return [{ title: title || (url ?? ''), authors: people(work.authors), ...(url !== undefined && { url }), ...(given && { licence: given }), ...(work.relation && { relation: work.relation }), ...(origins.length > 0 && { origins }) }]
  })
  const helpers = (input.contributors ?? []).map(({ name, url, role }): CreditContributor => ({ name: oneLine(name), role: oneLine(role), ...(webAddress(url) && { url: webAddress(url)! }) })).filter(({ name, role }) => name !== '' && role !== '')
  if (webAddress(input.url)) seen.add(webAddress(input.url)!)
  return {
    title: oneLine(input.title) || WORDS[locale].noTitle,
    url: webAddress(input.url) ?? '',
    version: input.version === undefined ? undefined : oneLine(input.version) || undefined,
    date: input.date !== undefined && input.date >= FIRST_DAY && input.date < END_OF_DAYS ? input.date : undefined,
    authors: people(input.authors),
    laterAuthors: people(input.laterAuthors),
    nature: input.nature === undefined ? undefined : oneLine(input.nature).replace(/[\s.…]+$/u, '') || undefined,
    licence: licence(input.licence),
    contributors: helpers,
    origins: works(input.origins, 1),
    changesUrl: webAddress(input.changesUrl),
    publisher: input.publisher === undefined ? undefined : oneLine(input.publisher) || undefined,
    namesUrl: webAddress(input.namesUrl),
    names: input.names,
  }
}

/** The address normalised and percent-encoded, if it is one of the web; nothing else ever becomes a link. */
export function webAddress(url: string | undefined): string | undefined {
  if (url === undefined || !/^https?:\/\//i.test(url)) return undefined
  try {
    // What URL leaves as it is and Markdown, HTML, BibTeX or a sentence would take for the end of the address.
    return new URL(url).href.replace(/['()[\]{}<>"\\^`|*~]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
  } catch {
    return undefined
  }
}
