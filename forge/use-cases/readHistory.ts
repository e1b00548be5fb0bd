import { contributions, type ContributorRole } from '../attribution/contributions.js'
import { authorsOf, trailersOf } from '../attribution/identities.js'
import { parseTrailers } from '../attribution/trailers.js'
import type { CommitInfo, Oid } from '../domain/git.js'
import type { Deps } from '../domain/ports.js'
import { addressOf, type Resource } from '../domain/resource.js'
import { namedVersions } from './findVersion.js'
import { nestedLimit, stepsOf } from './listedVersions.js'
import { asHistory } from './readContributions.js'
import { mailmapOf } from './mailmapOf.js'
import { eachOnce, nameAuthors, type NamedPerson, type NamingAuthors } from './nameAuthors.js'

/** One line of the history, as a person reads it. */
export interface HistoryEntry {
  readonly commit: Oid
  readonly parent: Oid | undefined
  readonly at: number
  /** « 1.0 » when this version was given a name. */
  readonly name: string | undefined
  readonly authors: readonly NamedPerson[]
  /** Who did what in this version, nobody twice under one role; roles nobody had are absent. Those who only integrated, imported or went back wrote nothing. */
  readonly did: readonly RoleInVersion[]
  /** First line of the explanation. */
  readonly title: string
  /** The rest of it, trailers left out; empty when there is none. */
  readonly explanation: string
  /** The proposition it came from, when it did: of this resource, or of the one it was adapted from. */
  readonly proposal: { readonly number: number; readonly path: string } | undefined
  readonly isCurrent: boolean
  /** What a proposition went through before it was integrated, newest first: never published as such. */
  readonly steps: readonly HistoryEntry[]
}

export interface RoleInVersion { readonly role: 'author' | 'importer' | 'restorer' | 'integrator' | 'reviewer' | 'program'; readonly people: readonly NamedPerson[] }

/** In the order they are told, with what attribution calls them. */
const rolesInVersion: readonly (readonly [RoleInVersion['role'], readonly ContributorRole[]])[] = [
  ['author', ['auteur', 'co-auteur']], ['importer', ['import']], ['restorer', ['retour']], ['integrator', ['intégration']], ['reviewer', ['relecture']], ['program', ['robot']],
]

export interface HistoryPage {
  readonly entries: readonly HistoryEntry[]
  readonly total: number
  readonly page: number
  readonly pages: number
}

export const versionsPerPage = 30

type Needs = Pick<Deps, 'git'> & NamingAuthors

/** One page of a resource's versions, newest first (`page` from 1; beyond the last one, the last). */
export async function readHistory(deps: Needs, input: { readonly resource: Resource; readonly page: number; readonly perPage?: number }): Promise<HistoryPage> {
  const { resource } = input
  const perPage = input.perPage ?? versionsPerPage
  if (resource.tip === undefined) return { entries: [], total: 0, page: 1, pages: 1 }
  const isShort = resource.versions <= nestedLimit
  const wanted = Math.max(1, input.page)
  const [commits, names] = await Promise.all([
    deps.git.log(resource.id, { from: [resource.tip], ...(isShort ? { limit: nestedLimit } : { limit: perPage, skip: (Math.min(wanted, Math.ceil(resource.versions / perPage)) - 1) * perPage }) }), namedVersions(deps, resource),
  ])
  const steps = isShort ? stepsOf(commits, resource.tip) : new Map<Oid, readonly CommitInfo[]>()
  const inside = new Set([...steps.values()].flat())
  const published = commits.filter((commit) => !inside.has(commit))
  const total = isShort ? published.length : resource.versions
  const pages = Math.max(1, Math.ceil(total / perPage))
  const page = Math.min(wanted, pages)
  const shown = isShort ? published.slice((page - 1) * perPage, page * perPage) : published
  const entries = await entriesOf(deps, resource, shown.flatMap((commit) => [commit, ...(steps.get(commit.oid) ?? [])]), names)
  const byCommit = new Map(entries.map((entry) => [entry.commit, entry]))
  const entryOf = (commit: CommitInfo): HistoryEntry[] => { const entry = byCommit.get(commit.oid); return entry ? [entry] : [] }
  return { entries: shown.flatMap(entryOf).map((entry) => ({ ...entry, steps: (steps.get(entry.commit) ?? []).flatMap(entryOf) })), total, page, pages }
}

export async function entriesOf(deps: Needs, resource: Resource, commits: readonly CommitInfo[], names: ReadonlyMap<Oid, string>): Promise<HistoryEntry[]> {
  // As they are written: `.mailmap` has its say once it is known whose account an address is.
  const mentions = commits.map((commit) => ({ authors: authorsOf(commit), people: contributions([asHistory(commit)]) }))
  const nameOf = await nameAuthors(deps, mentions.flatMap(({ authors, people }) => [...authors, ...people.map(({ identity }) => identity)]), [resource], await mailmapOf(deps, resource))
  return commits.map((commit, index) => {
    const { title, explanation } = explanationOf(commit.message)
    const { authors = [], people = [] } = mentions[index] ?? {}
    return {
      commit: commit.oid, parent: commit.parents[0], at: commit.committer.at, name: names.get(commit.oid),
      authors: eachOnce(authors.map((mention) => nameOf(mention))), title, explanation, proposal: proposalOf(commit.message, resource), isCurrent: commit.oid === resource.tip, steps: [],
      did: rolesInVersion.flatMap(([role, names]) => {
        const found = eachOnce(people.filter(({ roles }) => roles.some((each) => names.includes(each))).map(({ identity }) => nameOf(identity)))
        return found.length === 0 ? [] : [{ role, people: found }]
      }),
    }
  })
}

/** What a person wrote in a message: its first line, and the rest without the trailers that programs read. */
export function explanationOf(message: string): { title: string; explanation: string } {
  const clean = message.slice(0, 20_000).replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '')
  const [first = '', ...rest] = clean.trim().split('\n')
  const trailers = new Set(parseTrailers(clean).map(({ key, value }) => `${key.toLowerCase()}:${value}`))
  const kept = rest.filter((line) => {
    const trailer = /^([A-Za-z0-9][A-Za-z0-9-]*)\s*:\s*(.*)$/.exec(line)
    return !trailer || !trailers.has(`${(trailer[1] ?? '').toLowerCase()}:${(trailer[2] ?? '').trim()}`)
  })
  return { title: first.trim().slice(0, 300), explanation: kept.join('\n').replace(/\n{3,}/g, '\n\n').trim().slice(0, 5_000) }
}

/**
 * What the Merge-Request trailer names. An adaptation carries its origin's versions, whose propositions stay with the origin;
 * a history that comes from elsewhere names propositions nobody has here.
 */
export function proposalOf(message: string, resource: Resource): HistoryEntry['proposal'] {
  const last = trailersOf(message).mergeRequests.at(-1)
  return last === undefined ? undefined : proposalNamed(last, resource)
}

/** The same of the trailer's value. */
export function proposalNamed(value: string, resource: Resource): HistoryEntry['proposal'] {
  const [, owner, slug, digits] = /(?:\/([A-Za-z0-9-]+)\/([a-z0-9-]+)\/propositions\/|[!#/])([1-9]\d{0,8})$/.exec(value) ?? []
  if (digits === undefined) return undefined
  const { origin } = resource
  const named = owner === undefined || slug === undefined ? undefined : `${owner}/${slug}`
  if (origin && named === `${origin.owner}/${origin.slug}`) return { number: Number(digits), path: `/${named}/propositions/${digits}` }
  // Under a former address it is still its own.
  const isOwn = named === addressOf(resource) || (origin === undefined && resource.importedFrom === undefined)
  return isOwn ? { number: Number(digits), path: `/${addressOf(resource)}/propositions/${digits}` } : undefined
}
