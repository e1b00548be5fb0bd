import { authorsOf, isBot, trailersOf } from '../attribution/identities.js'
import type { Agent } from '../../content-schema/fiche.js'
import { parseFiche } from '../../content-schema/fiche.js'
import type { CommitInfo, Oid } from '../domain/git.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import { textOf } from './indexResource.js'
import { eachOnce, nameAuthors, type NamedPerson } from './nameAuthors.js'

export type ContributionRole = 'author' | 'coauthor' | 'improver' | 'reviewer' | 'steward' | 'declared'

/** What one person did on a resource, over its whole history. */
export interface Contribution {
  readonly person: NamedPerson
  readonly roles: readonly ContributionRole[]
  readonly firstAt: number
  readonly lastAt: number
  /** Versions they signed, and those they share with somebody who did. */
  readonly signed: number
  readonly coSigned: number
  /** Their last explanations, newest first, a few. */
  readonly doings: readonly string[]
}

export interface Contributions {
  readonly own: readonly Contribution[]
  /** The origin's people, for an adaptation. */
  readonly lineage: readonly Contribution[]
  /** Persons and groups the header names and the history does not. */
  readonly declared: readonly (Agent & { readonly as: 'auteur' | 'contribution' | 'experimentation' })[]
  readonly adaptations: readonly Resource[]
  readonly origin: Resource | undefined
  readonly versions: number
  /** True when the history is longer than what was read. */
  readonly isCut: boolean
}

const readAtMost = 10_000

type Needs = Pick<Deps, 'git' | 'resources' | 'people' | 'emails' | 'settings'>

/** Every author and co-author of a resource, once each, with what they did; the origin's apart. No shares: they are not what a contribution is. */
export async function readContributions(deps: Needs, resource: Resource): Promise<Contributions> {
  const { tip, origin } = resource
  const [adaptations, originNow] = await Promise.all([deps.resources.adaptationsOf(resource.id), origin && deps.resources.find(origin.resource)])
  if (tip === undefined) return { own: [], lineage: [], declared: [], adaptations, origin: originNow, versions: 0, isCut: false }
  const inherited = origin ? (await Promise.all([origin.commit, origin.takenUpTo].map((oid) => deps.git.resolve(resource.id, oid)))).filter((oid): oid is Oid => oid !== undefined) : []
  const [ownCommits, lineageCommits, text] = await Promise.all([
    deps.git.log(resource.id, { from: [tip], not: inherited, limit: readAtMost }),
    inherited.length === 0 ? [] : deps.git.log(resource.id, { from: inherited, limit: readAtMost }),
    textOf(deps, resource.id, tip, resource.mainPath),
  ])
  const everyone = [...ownCommits, ...lineageCommits].flatMap((commit) => [...authorsOf(commit), ...trailersOf(commit.message).reviewers])
  const nameOf = await nameAuthors(deps, everyone)
  const stewards = new Set(resource.stewards.map((steward) => steward.id))
  const own = gather(ownCommits, nameOf, inherited.length === 0 ? 'author' : 'improver', stewards)
  const lineage = gather(lineageCommits, nameOf, 'author', new Set())
  const known = new Set([...own, ...lineage].map(({ person }) => folded(person.name)))
  const { fields } = parseFiche(text)
  const declared = [
    ...fields.auteurs.map((agent) => ({ ...agent, as: 'auteur' as const })), ...fields.contributeurs.map((agent) => ({ ...agent, as: 'contribution' as const })),
    ...fields.experimente_par.map((agent) => ({ ...agent, as: 'experimentation' as const })),
  ].filter((agent) => agent.as === 'experimentation' || !known.has(folded(agent.nom)))
  return { own, lineage, declared, adaptations, origin: originNow, versions: ownCommits.length + lineageCommits.length, isCut: ownCommits.length >= readAtMost }
}

const folded = (name: string): string => name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim()

type Mutable = { -readonly [K in keyof Contribution]: Contribution[K] }

/** `first` is the role of whoever wrote the oldest of these commits. */
function gather(commits: readonly CommitInfo[], nameOf: (mention: { name: string; email: string }) => NamedPerson, first: ContributionRole, stewards: ReadonlySet<string>): Contribution[] {
  const byKey = new Map<string, Mutable>()
  const meet = (person: NamedPerson, at: number): Mutable => {
    const known = byKey.get(person.key)
    if (known) { known.firstAt = Math.min(known.firstAt, at); known.lastAt = Math.max(known.lastAt, at); return known }
    const met: Mutable = { person, roles: [], firstAt: at, lastAt: at, signed: 0, coSigned: 0, doings: [] }
    byKey.set(person.key, met)
    return met
  }
  const give = (contribution: Mutable, role: ContributionRole): void => {
    if (!contribution.roles.includes(role)) contribution.roles = [...contribution.roles, role]
  }
  const oldestFirst = [...commits].reverse()
  oldestFirst.forEach((commit, index) => {
    const [signer, ...others] = authorsOf(commit)
    const at = commit.author.at
    const isMerge = commit.parents.length > 1 && others.length > 0
    const doing = commit.message.split('\n', 1)[0]?.trim().slice(0, 200) ?? ''
    if (signer && !isBot(signer)) {
      const one = meet(nameOf(signer), at)
      one.signed += 1
      give(one, index === 0 ? first : one.roles.includes('author') ? 'author' : 'improver')
      if (doing !== '' && !isMerge) one.doings = [doing, ...one.doings].slice(0, 3)
    }
    for (const other of others) {
      const one = meet(nameOf(other), at)
      one.coSigned += 1
      give(one, index === 0 && first === 'author' ? 'author' : one.signed > 0 ? 'improver' : 'coauthor')
      if (doing !== '') one.doings = [doing, ...one.doings].slice(0, 3)
    }
    for (const reviewer of trailersOf(commit.message).reviewers) give(meet(nameOf(reviewer), at), 'reviewer')
  })
  for (const contribution of byKey.values()) {
    if (contribution.roles.includes('author')) contribution.roles = contribution.roles.filter((role) => role !== 'improver' && role !== 'coauthor')
    if (stewards.has(contribution.person.key)) give(contribution, 'steward')
  }
  const weight = ({ roles }: Contribution): number => (roles.includes('author') ? 0 : roles.includes('improver') || roles.includes('coauthor') ? 1 : 2)
  return [...byKey.values()].filter(({ person }) => person.name !== '').sort((a, b) => weight(a) - weight(b) || a.firstAt - b.firstAt)
}

/** Who must be named in a credit, in order: authors, then those who improved, then the origin's. */
export function creditedNames(contributions: Contributions): { readonly authors: readonly string[]; readonly later: readonly string[]; readonly origin: readonly string[] } {
  const names = (list: readonly Contribution[], wanted: (c: Contribution) => boolean): string[] => eachOnce(list.filter(wanted).map(({ person }) => person)).map(({ name }) => name)
  const wrote = (c: Contribution): boolean => c.roles.some((role) => role === 'author' || role === 'coauthor' || role === 'improver')
  const isAuthor = (c: Contribution): boolean => c.roles.includes('author')
  const declared = contributions.declared.filter(({ as }) => as === 'auteur').map(({ nom }) => nom)
  return { authors: [...names(contributions.own, isAuthor), ...declared], later: names(contributions.own, (c) => wrote(c) && !isAuthor(c)), origin: names(contributions.lineage, wrote) }
}

