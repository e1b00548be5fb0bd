import { ForgeError } from '../domain/errors.js'
import type { PathChange } from '../domain/git.js'
import type { Locale } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import type { RenderedComparison } from '../domain/rendering.js'
import type { Resource } from '../domain/resource.js'
import { findVersion, versionSlug, type Version } from './findVersion.js'
import { hidingNames } from './hideNames.js'
import { decodeText } from './indexResource.js'
import type { NamingAuthors } from './nameAuthors.js'
import { placeOf } from './renderFiche.js'
import { entriesOf, type HistoryEntry } from './readHistory.js'

export interface VersionComparison {
  /** Undefined: nothing stood before. */
  readonly from: Version | undefined
  readonly to: Version
  readonly comparison: RenderedComparison
  /** What happened to the other files. */
  readonly otherFiles: readonly PathChange[]
  /** The story of `to` when it directly follows `from`. */
  readonly entry: HistoryEntry | undefined
}

/**
 * What changed between two versions of a resource. Without `to`: up to the published one; without `from`: since the one just before.
 * Refuses `not_found` for a version that is not one.
 */
export async function compareVersions(
  deps: Pick<Deps, 'git' | 'renderer' | 'resources'> & NamingAuthors, input: { readonly resource: Resource; readonly from?: string; readonly to?: string; readonly locale: Locale },
): Promise<VersionComparison> {
  const { resource, locale } = input
  if (resource.tip === undefined) throw new ForgeError('not_found', 'not_found.version')
  const to = await findVersion(deps, resource, input.to)
  const commit = await deps.git.commit(resource.id, to.commit)
  const fromAsked = input.from ?? commit.parents[0]
  const from = fromAsked === undefined ? undefined : await findVersion(deps, resource, fromAsked)
  const changes = await deps.git.changes(resource.id, from?.commit, to.commit)
  const main = changes.find((change) => change.path === resource.mainPath)
  const oldPath = main?.oldPath ?? resource.mainPath
  const hide = await hidingNames(deps, resource)
  const [before, after] = (await Promise.all([from === undefined ? '' : textAt(deps, resource, from, oldPath), textAt(deps, resource, to, resource.mainPath)])).map(hide) as [string, string]
  const placeAt = (version: Version, path: string, text: string) => placeOf(deps, resource, { version: version.isCurrent ? undefined : versionSlug(version), commit: version.commit, path, text })
  const places = { before: await placeAt(from ?? to, oldPath, before), after: await placeAt(to, resource.mainPath, after) }
  const follows = from !== undefined && commit.parents.includes(from.commit)
  const entries = follows || from === undefined ? await entriesOf(deps, resource, [commit], new Map(to.name === undefined ? [] : [[to.commit, to.name]])) : []
  return { from, to, comparison: await deps.renderer.compare(before, after, locale, places), otherFiles: changes.filter((change) => change !== main), entry: entries[0] }
}

async function textAt(deps: Pick<Deps, 'git'>, resource: Resource, version: Version, path: string): Promise<string> {
  const file = await deps.git.file(resource.id, version.commit, path, 1_000_000)
  return file ? decodeText(file.bytes) : ''
}
