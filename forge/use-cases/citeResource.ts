import { credit, creditLine, type Credit, type CreditContributor, type CreditedWork, type CreditInput, type CreditLicence, type CreditPerson } from '../attribution/cite.js'
import { creditLicence } from '../attribution/credit-licence.js'
import { importedOrigin, saidOrigins } from '../attribution/cite-origins.js'
import { parseFiche, type FicheFields } from '../../content-schema/fiche.js'
import type { DetectedLicence } from '../../content-schema/licences/detect.js'
import { isHidden, nameIn, shownAs } from '../domain/naming.js'
import type { Oid } from '../domain/git.js'
import type { Locale } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { addressOf, type Resource } from '../domain/resource.js'
import { roleWords } from '../domain/role-words.js'
import { versionSlug, type Version } from './findVersion.js'
import { textOf } from './indexResource.js'
import { eachOnce, type NamedPerson, type NamingAuthors } from './nameAuthors.js'
import { namesInForce, type NamesInForce } from './namesInForce.js'
import { authorsOfResource, type FicheReading } from './readFiche.js'
import { readContributions, type Contribution, type Contributions } from './readContributions.js'

type Needs = Parameters<typeof readContributions>[0]

export interface Cited {
  readonly resource: Resource
  /** Of the history up to what is cited. */
  readonly contributions: Contributions
  readonly locale: Locale
  /** The version cited; the published one, named or not, when absent. */
  readonly version?: Version | undefined
  readonly licence?: DetectedLicence
  readonly fields?: FicheFields
}

/** A credit with some of its names written out, and with all of them: for what leaves without an address to follow. */
export interface Credits { readonly short: Credit; readonly whole: Credit }

/** The credit of a resource as it is published, or of one of its versions, in every format. What it comes from is told back to its beginnings, as far as it is here. */
export async function citeResource(deps: Needs, input: Cited): Promise<Credits> {
  const cited = await creditInputOf(deps, input)
  return { short: credit(cited, input.locale), whole: credit({ ...cited, names: 'all' }, input.locale) }
}

/** The same, once who took part in that version is read. */
export async function citeVersion(deps: Needs, input: Omit<Cited, 'contributions'>): Promise<Credits & { readonly contributions: Contributions }> {
  const { resource, version } = input
  const contributions = await readContributions(deps, version === undefined ? resource : { ...resource, tip: version.commit })
  return { ...(await citeResource(deps, { ...input, contributions })), contributions }
}

/**
 * What stands under a fiche as it is read: everybody the index knows of its history, without telling who came after whom — which takes the
 * whole history, and is on its « Citer » page — and what it was adapted from. A few look-ups, whatever the number of versions.
 */
export async function creditOfReading(deps: Pick<Deps, 'resources'> & NamingAuthors, { resource, version, fiche, licence, authors, surroundings }: FicheReading, locale: Locale): Promise<{ readonly short: Pick<Credit, 'text' | 'html'>; readonly whole: Pick<Credit, 'text' | 'html'> } | undefined> {
  if (version === undefined) return undefined
  const home = `${deps.settings.baseUrl}/${addressOf(resource)}`
  const person = personIn(deps, locale)
  const under = licenceOf(licence, locale)
  const { origin } = surroundings
  const originLicence = creditLicence(resource.origin?.licence, locale)
  const inForce = origin && await namesInForce(deps, authors.map(({ key }) => key), [resource.id])
  const theirs = origin ? (await authorsOfResource(deps, origin)).map((one) => hiddenBy(inForce, resource, one)) : []
  const known = new Set(authors.map(({ name }) => name))
  const cited: CreditInput = {
    title: fiche.fields.titre ?? resource.title, url: version.isCurrent ? home : `${home}/versions/${versionSlug(version)}`, date: version.at,
    ...(version.name !== undefined && { version: version.name }),
    authors: [...authors.map(person), ...fiche.fields.auteurs.filter(({ nom }) => !known.has(nom)).map(({ nom }) => ({ name: nom }))], ...(under && { licence: under }),
    publisher: resource.owner.kind === 'community' ? resource.owner.name : deps.settings.instanceName,
    origins: [...(resource.origin ? [{ title: origin?.title ?? resource.origin.title, authors: theirs.map(person), ...(origin && { url: `${deps.settings.baseUrl}/${addressOf(origin)}` }), ...(originLicence && { licence: originLicence }) }] : importedOrigin(resource.importedFrom?.source)), ...saidOrigins(fiche.fields)],
    changesUrl: `${home}/historique`, namesUrl: `${home}/contributions`,
  }
  return { short: creditLine(cited, locale), whole: creditLine({ ...cited, names: 'all' }, locale) }
}

async function creditInputOf(deps: Needs, input: Cited): Promise<CreditInput> {
  const { resource, contributions, locale, version } = input
  const { baseUrl } = deps.settings
  const home = `${baseUrl}/${addressOf(resource)}`
  const url = version === undefined || version.isCurrent ? home : `${home}/versions/${versionSlug(version)}`
  const person = personIn(deps, locale)
  const names = wroteIn(contributions)
  const fields = input.fields ?? resource.fields
  const licence = licenceOf(input.licence ?? resource.licence, locale)
  // On an adaptation, whoever adapted is its author; without an origin, who came after the authors changed the text.
  const isAdapted = resource.origin !== undefined && names.authors.length === 0
  const hidden = await hiddenOn(deps, resource, contributions)
  // As long as nothing was changed since, every word is still of those before.
  const adapters = names.later.length > 0 ? names.later : peopleIn(contributions.lineage.filter(wrote)).map(hidden)
  const versionName = version?.name ?? (version === undefined || version.isCurrent ? undefined : version.commit.slice(0, 8))
  return {
    title: fields.titre ?? resource.title, url, date: version?.at ?? resource.updatedAt, ...(versionName !== undefined && { version: versionName }),
    authors: [...(isAdapted ? adapters : names.authors).map(person), ...contributions.declared.filter(({ as }) => as === 'auteur').map(({ nom }) => ({ name: nom }))],
    laterAuthors: isAdapted ? [] : names.later.map(person),
    contributors: [...contributions.credited, ...contributions.creditedBefore].map((one): CreditContributor => ({ ...person(one.person), role: roleWords[locale][one.role] })),
    ...(licence && { licence }),
    publisher: resource.owner.kind === 'community' ? resource.owner.name : deps.settings.instanceName,
    origins: [...(await originsOf(deps, { ...resource, tip: version?.commit ?? resource.tip }, contributions, locale, hidden)), ...saidOrigins(fields)],
    changesUrl: `${home}/historique`, namesUrl: `${home}/contributions`,
  }
}

/** Who wrote, in order: authors, and those who came after. */
function wroteIn({ own }: Contributions): { readonly authors: readonly NamedPerson[]; readonly later: readonly NamedPerson[] } {
  const first = ({ roles }: Contribution): boolean => roles.includes('author')
  return { authors: peopleIn(own.filter(first)), later: peopleIn(own.filter((one) => wrote(one) && !first(one))) }
}
const wrote = ({ roles }: Contribution): boolean => roles.some((role) => role === 'author' || role === 'coauthor' || role === 'improver')
const peopleIn = (list: readonly Contribution[]): readonly NamedPerson[] => eachOnce(list.map(({ person }) => person))

const personIn = ({ settings }: Pick<Deps, 'settings'>, locale: Locale) => (one: NamedPerson): CreditPerson => ({ name: nameIn(one, locale), ...(one.handle !== undefined && { url: `${settings.baseUrl}/@${one.handle}` }) })

/** Somebody who is not named on what is cited is not named by what it comes from either. */
async function hiddenOn(deps: Pick<Deps, 'naming'>, resource: Resource, { lineage }: Contributions): Promise<(one: NamedPerson) => NamedPerson> {
  const inForce = await namesInForce(deps, lineage.map(({ person }) => person.key), [resource.id])
  return (one) => hiddenBy(inForce, resource, one)
}

function hiddenBy(inForce: NamesInForce | undefined, resource: Resource, one: NamedPerson): NamedPerson {
  const choice = inForce?.choiceOf(one.key, resource.id)
  return isHidden(choice) ? { ...one, ...shownAs({ displayName: '', handle: '' }, choice) } : one
}

const generations = 10

/** What a version of an adaptation (`tip`) comes from, with its authors and licence, and so on back. What left this instance is told as it was when adapted. */
async function originsOf(deps: Needs, resource: Resource, contributions: Contributions, locale: Locale, named: (one: NamedPerson) => NamedPerson, generation = 1): Promise<readonly CreditedWork[]> {
  const { origin } = resource
  const imported = importedOrigin(resource.importedFrom?.source)
  if (!origin || generation > generations) return imported
  const person = personIn(deps, locale)
  const here = contributions.origin
  const licence = creditLicence(origin.licence, locale)
  const taken = here && await takenBy(deps, resource, here)
  if (!here || taken === undefined) return [{ title: here?.title ?? origin.title, ...(here && { url: `${deps.settings.baseUrl}/${addressOf(here)}` }), authors: peopleIn(contributions.lineage.filter(wrote)).map(named).map(person), ...(licence && { licence }) }, ...imported]
  const [theirs, text] = await Promise.all([readContributions(deps, { ...here, tip: taken }), textOf(deps, here.id, taken, here.mainPath)])
  const older = await originsOf(deps, { ...here, tip: taken }, theirs, locale, named, generation + 1)
  return [{
    title: here.title, url: `${deps.settings.baseUrl}/${addressOf(here)}`,
    authors: [...peopleIn(theirs.own.filter(wrote)).map(named).map(person), ...theirs.declared.filter(({ as }) => as === 'auteur').map(({ nom }) => ({ name: nom }))],
    ...(licence && { licence }), origins: [...older, ...saidOrigins(parseFiche(text).fields)],
  }, ...imported]
}

/** The last version of its origin that the version cited holds; itself, when it is from before the adaptation. */
async function takenBy(deps: Needs, { id, tip, origin }: Resource, here: Resource): Promise<Oid | undefined> {
  if (tip === undefined || !origin) return undefined
  for (const version of [origin.takenUpTo, origin.commit]) {
    const taken = await deps.git.resolve(id, version)
    if (taken !== undefined && (await deps.git.isAncestor(id, taken, tip))) return deps.git.resolve(here.id, taken)
  }
  return deps.git.resolve(here.id, tip)
}

const licenceOf = (detected: DetectedLicence, locale: Locale): CreditLicence | undefined => creditLicence(detected.state === 'declared' ? detected.licence?.id : detected.joined, locale)
