import { ForgeError } from '../domain/errors.js'
import type { Oid } from '../domain/git.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'

/** A published version of a resource: a commit of main, with the name it was given if it was. */
export interface Version {
  readonly commit: Oid
  /** « 1.0 » for the tag `v1.0`. */
  readonly name: string | undefined
  /** When it was published. */
  readonly at: number
  readonly isCurrent: boolean
}

/** Above this, older named versions are found by their own address only. */
const namedLimit = 500

/** Names people gave to versions: commit → name. Tags that name no commit are left out. */
export async function namedVersions(deps: Pick<Deps, 'git'>, resource: Pick<Resource, 'id'>): Promise<ReadonlyMap<Oid, string>> {
  const names = new Map<Oid, string>()
  for (const ref of (await deps.git.refs(resource.id, 'refs/tags/')).slice(0, namedLimit)) {
    const commit = await deps.git.resolve(resource.id, ref.name)
    if (commit !== undefined && !names.has(commit)) names.set(commit, nameOfTag(ref.name))
  }
  return names
}

const nameOfTag = (ref: string): string => ref.slice('refs/tags/'.length).replace(/^v(?=\d)/, '')

/** How a version is named in addresses: its name when it has one, otherwise its commit. */
export const versionSlug = (version: Pick<Version, 'commit' | 'name'>): string => version.name ?? version.commit

const isOid = (text: string): boolean => /^[0-9a-f]{40}$/.test(text)
/** What may name a version: no leading dash, nothing a revision parser would read (`..`, `@{`, `~`, `^`, `:`). */
const isName = (text: string): boolean => text.length <= 120 && /^[\p{L}\p{N}][\p{L}\p{N}._+\-/]*$/u.test(text) && !text.includes('..') && !text.endsWith('.lock')

/**
 * The version asked for: a name (`1.0`, `v1.0`), a commit (40 hexadecimal digits), or nothing for the published one. Only what belongs to
 * the published history: propositions are read on their own pages. Refuses `not_found`.
 */
export async function findVersion(deps: Pick<Deps, 'git'>, resource: Resource, asked: string | undefined): Promise<Version> {
  const unknown = new ForgeError('not_found', 'not_found.version')
  if (resource.tip === undefined) throw new ForgeError('not_found', 'not_found.version')
  const names = await namedVersions(deps, resource)
  const versionOf = async (commit: Oid): Promise<Version> => ({
    commit, name: names.get(commit), at: (await deps.git.commit(resource.id, commit)).committer.at, isCurrent: commit === resource.tip,
  })
  if (asked === undefined) return versionOf(resource.tip)
  if (isOid(asked)) {
    if (asked === resource.tip || names.has(asked)) return versionOf(asked)
    const commit = await deps.git.resolve(resource.id, asked)
    if (commit === undefined || !(await deps.git.isAncestor(resource.id, commit, resource.tip))) throw unknown
    return versionOf(commit)
  }
  if (!isName(asked)) throw unknown
  for (const ref of [`refs/tags/v${asked}`, `refs/tags/${asked}`]) {
    const commit = await deps.git.resolve(resource.id, ref)
    if (commit !== undefined) return { ...(await versionOf(commit)), name: nameOfTag(ref) }
  }
  throw unknown
}
