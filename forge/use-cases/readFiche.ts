import { parseFiche, type Fiche } from '../../content-schema/fiche.js'
import { detectLicence, type DetectedLicence } from '../../content-schema/licences/detect.js'
import type { Oid } from '../domain/git.js'
import type { Locale } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import { findVersion, versionSlug, type Version } from './findVersion.js'
import { hidingNames } from './hideNames.js'
import { decodeText } from './indexResource.js'
import { eachOnce, nameAuthors, type NamedPerson, type NamingAuthors } from './nameAuthors.js'
import { placeOf, renderFiche, type RenderedFiche } from './renderFiche.js'

/** How a fiche stands beside the others: what it comes from, what came from it, what waits. */
export interface Surroundings {
  readonly openProposals: number
  readonly adaptations: readonly Resource[]
  /** The origin as it is here today; undefined when there is none, or when it left this instance. */
  readonly origin: Resource | undefined
  /** Versions of the origin not taken yet; 99 means « at least 99 ». */
  readonly originNews: number
}

export interface FicheReading {
  readonly resource: Resource
  /** Undefined while nothing is published. */
  readonly version: Version | undefined
  readonly fiche: Fiche
  readonly blob: Oid | undefined
  readonly licence: DetectedLicence
  readonly rendered: RenderedFiche | undefined
  /** Who wrote the published history, first authors first. */
  readonly authors: readonly NamedPerson[]
  readonly surroundings: Surroundings
}

type Needs = Pick<Deps, 'git' | 'resources' | 'mergeRequests' | 'renderer'> & NamingAuthors

/**
 * Everything a fiche's page shows, at the published version or the one asked. Refuses `not_found` for a version that is not one.
 * A text above what pages show (1 MB) is refused `too_large`: it can still be taken away.
 */
export async function readFiche(deps: Needs, input: { readonly resource: Resource; readonly version?: string; readonly locale: Locale }): Promise<FicheReading> {
  const { resource, locale } = input
  const [version, surroundings, authors] = await Promise.all([
    resource.tip === undefined && input.version === undefined ? undefined : findVersion(deps, resource, input.version),
    surroundingsOf(deps, resource), authorsOfResource(deps, resource),
  ])
  const file = version && (await deps.git.file(resource.id, version.commit, resource.mainPath, 1_000_000))
  const text = file ? (await hidingNames(deps, resource))(decodeText(file.bytes)) : ''
  const fiche = parseFiche(text)
  const isCurrent = version?.isCurrent ?? true
  const place = version && (await placeOf(deps, resource, { version: isCurrent ? undefined : versionSlug(version), commit: version.commit, path: resource.mainPath, text }))
  return {
    resource, version, fiche, blob: file?.oid, surroundings, authors,
    // An earlier version may have said something else of its licence.
    licence: isCurrent ? resource.licence : earlierLicence(fiche, resource),
    rendered: place && (await renderFiche(deps, fiche, place, locale)),
  }
}

function earlierLicence(fiche: Fiche, resource: Resource): DetectedLicence {
  const found = detectLicence({ header: fiche.fields.licence, body: fiche.body, licenceFiles: [] })
  return found.state === 'absent' ? resource.licence : found
}

/** The people of the published history, by first contribution. */
export async function authorsOfResource(deps: Pick<Deps, 'resources'> & NamingAuthors, resource: Resource): Promise<readonly NamedPerson[]> {
  return (await authorsOfResources(deps, [resource])).get(resource.id) ?? []
}

/** For short lists: a name that the history gives twice, under two addresses nobody confirmed, is written once. The contributions page keeps both. */
function namesOnce(people: readonly NamedPerson[]): NamedPerson[] {
  const seen = new Set<string>()
  return people.filter(({ name, isConfirmed, hidden }) => name !== '' && ((isConfirmed && hidden === undefined) || (!seen.has(name.toLowerCase()) && seen.add(name.toLowerCase()))))
}

/** The same for several resources at once: three queries whatever their number. */
export async function authorsOfResources(deps: Pick<Deps, 'resources'> & NamingAuthors, resources: readonly Resource[]): Promise<ReadonlyMap<string, readonly NamedPerson[]>> {
  const indexed = await deps.resources.peopleOf(resources.map((resource) => resource.id))
  const nameOf = await nameAuthors(deps, [...indexed.values()].flat(), resources)
  const byId = new Map(resources.map((resource) => [resource.id, resource]))
  return new Map([...indexed].map(([id, authors]) => [id, namesOnce(eachOnce(authors.map((author) => nameOf(author, byId.get(id)))))]))
}

async function surroundingsOf(deps: Pick<Deps, 'git' | 'resources' | 'mergeRequests'>, resource: Resource): Promise<Surroundings> {
  const [open, adaptations, origin] = await Promise.all([
    deps.mergeRequests.of(resource.id, 'open'), deps.resources.adaptationsOf(resource.id), resource.origin && deps.resources.find(resource.origin.resource),
  ])
  return { openProposals: open.length, adaptations, origin, originNews: await originNews(deps, resource, origin) }
}

const newsLimit = 99

/** How many versions the origin published since the adaptation last took its news. */
export async function originNews(deps: Pick<Deps, 'git'>, resource: Resource, origin: Resource | undefined): Promise<number> {
  if (!resource.origin || origin?.tip === undefined || origin.tip === resource.origin.takenUpTo) return 0
  const known = await deps.git.resolve(origin.id, resource.origin.takenUpTo)
  if (known === undefined) return 0
  return (await deps.git.log(origin.id, { from: [origin.tip], not: [known], limit: newsLimit })).length
}
