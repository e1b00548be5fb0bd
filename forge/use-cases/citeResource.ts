import { credit, type Credit, type CreditInput, type CreditLicence } from '../attribution/cite.js'
import type { DetectedLicence } from '../../content-schema/licences/detect.js'
import { identify, type Licence } from '../../content-schema/licences/identify.js'
import type { Locale } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { addressOf, type Resource } from '../domain/resource.js'
import { eachOnce, type NamedPerson } from './nameAuthors.js'
import type { Contribution, Contributions } from './readContributions.js'

/** The names a credit needs, in order: authors, those who came after, the origin's. */
function credited(contributions: Contributions): { authors: readonly NamedPerson[]; later: readonly NamedPerson[]; origin: readonly NamedPerson[]; declared: readonly string[] } {
  const wrote = ({ roles }: Contribution): boolean => roles.some((role) => role === 'author' || role === 'coauthor' || role === 'improver')
  const first = ({ roles }: Contribution): boolean => roles.includes('author')
  const people = (list: readonly Contribution[], wanted: (c: Contribution) => boolean): NamedPerson[] => eachOnce(list.filter(wanted).map(({ person }) => person))
  return {
    authors: people(contributions.own, first), later: people(contributions.own, (c) => wrote(c) && !first(c)), origin: people(contributions.lineage, wrote),
    declared: contributions.declared.filter(({ as }) => as === 'auteur').map(({ nom }) => nom),
  }
}

/** The credit of a resource as it is published, in every format. An adaptation credits its origin's people under « d’après ». */
export function citeResource(deps: Pick<Deps, 'settings'>, input: { readonly resource: Resource; readonly contributions: Contributions; readonly locale: Locale; readonly versionName?: string | undefined }): Credit {
  const { resource, contributions, locale } = input
  const { baseUrl } = deps.settings
  const url = `${baseUrl}/${addressOf(resource)}`
  const names = credited(contributions)
  const person = ({ name, handle }: NamedPerson) => ({ name, ...(handle !== undefined && { url: `${baseUrl}/@${handle}` }) })
  const licence = licenceOf(resource.licence, locale)
  const { origin } = resource
  const originLicence = origin && creditLicence(origin.licence === undefined ? undefined : identify(origin.licence), locale)
  // On an adaptation, whoever adapted is its author; without an origin, who came after the authors changed the text.
  const isAdaptation = origin !== undefined
  const asked: CreditInput = {
    title: resource.title, url, date: resource.updatedAt, ...(input.versionName !== undefined && { version: input.versionName }),
    authors: [...(isAdaptation && names.authors.length === 0 ? names.later : names.authors).map(person), ...names.declared.map((name) => ({ name }))],
    laterAuthors: isAdaptation && names.authors.length === 0 ? [] : names.later.map(person),
    ...(licence && { licence }),
    ...(origin && {
      origin: {
        title: contributions.origin?.title ?? origin.title, authors: names.origin.map(person),
        ...(contributions.origin && { url: `${baseUrl}/${addressOf(contributions.origin)}` }), ...(originLicence && { licence: originLicence }),
      },
    }),
    namesUrl: `${url}/contributions`,
  }
  return credit(asked, locale)
}

const licenceOf = (detected: DetectedLicence, locale: Locale): CreditLicence | undefined => (detected.state === 'declared' ? creditLicence(detected.licence, locale) : undefined)

const creditLicence = (licence: Licence | undefined, locale: Locale): CreditLicence | undefined =>
  licence && { name: locale === 'fr' ? licence.nameFr : licence.nameEn, shortName: licence.shortName, uri: licence.uri, id: licence.id }
