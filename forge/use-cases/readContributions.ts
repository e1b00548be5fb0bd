import { wroteVersion } from '../attribution/credited.js'
import { contributions, type Contribution as EngineContribution, type Contributor, type ContributorRole } from '../attribution/contributions.js'
import type { HistoryCommitLike, Identity } from '../attribution/history.js'
import type { Agent } from '../../content-schema/fiche.js'
import { parseFiche } from '../../content-schema/fiche.js'
import type { CommitInfo, Oid, PeopleOfHistory } from '../domain/git.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import { foldedName as folded } from '../domain/role-claim.js'
import type { CreditedRole } from '../domain/role-reading.js'
import { hidingNames } from './hideNames.js'
import { textOf } from './indexResource.js'
import { countListed, listedAs, nestedLimit } from './listedVersions.js'
import { mailmapOf } from './mailmapOf.js'
import { nameAuthors, type NamedPerson, type NamingAuthors } from './nameAuthors.js'
import { readCreditedRoles } from './readRoles.js'

export type ContributionRole = 'author' | 'coauthor' | 'improver' | 'reviewer' | 'integrator' | 'restorer' | 'importer' | 'steward'

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
  /** What people did besides writing, confirmed: who had the idea, tested, illustrated… A credit names them with their role. */
  readonly credited: readonly CreditedRole[]
  /** The same of what this was adapted from. */
  readonly creditedBefore: readonly CreditedRole[]
  readonly adaptations: readonly Resource[]
  readonly origin: Resource | undefined
  readonly versions: number
  /** True when the history is longer than what was read. */
  readonly isCut: boolean
}

const readAtMost = 10_000

type Needs = Pick<Deps, 'git' | 'resources'> & NamingAuthors

/** Every author and co-author of a resource, once each, with what they did; the origin's apart. No shares: they are not what a contribution is. */
export async function readContributions(deps: Needs, resource: Resource): Promise<Contributions> {
  const { tip, origin } = resource
  const [adaptations, originNow, { own: credited, before: creditedBefore }] = await Promise.all([deps.resources.adaptationsOf(resource.id), origin && deps.resources.find(origin.resource), readCreditedRoles(deps, resource)])
  if (tip === undefined) return { own: [], lineage: [], declared: [], credited, creditedBefore, adaptations, origin: originNow, versions: 0, isCut: false }
  const inherited = origin ? await takenIn(deps, resource.id, tip, [...new Set([origin.commit, origin.takenUpTo])]) : []
  const [history, text] = await Promise.all([historyOf(deps, resource, tip, inherited), textOf(deps, resource.id, tip, resource.mainPath)])
  const { mine, theirs, versionOf } = history
  const nameOf = await nameAuthors(deps, [...mine.contributors, ...theirs.contributors].map(({ identity }) => identity), [resource], await mailmapOf(deps, resource))
  const own = gather(mine.contributors, nameOf, versionOf, { oldest: mine.oldest, first: inherited.length === 0 ? 'author' : 'improver' }, new Set(resource.stewards.map((steward) => steward.id)))
  const lineage = gather(theirs.contributors, nameOf, versionOf, { oldest: theirs.oldest, first: 'author' }, new Set())
  const known = new Set([...own, ...lineage].map(({ person }) => folded(person.name)))
  const { fields } = parseFiche((await hidingNames(deps, resource))(text))
  const declared = [
    ...fields.auteurs.map((agent) => ({ ...agent, as: 'auteur' as const })), ...fields.contributeurs.map((agent) => ({ ...agent, as: 'contribution' as const })),
    ...fields.experimente_par.map((agent) => ({ ...agent, as: 'experimentation' as const })),
  ].filter((agent) => agent.as === 'experimentation' || !known.has(folded(agent.nom)))
  return { own, lineage, declared, credited, creditedBefore, adaptations, origin: originNow, versions: history.listed, isCut: mine.versions >= readAtMost }
}

interface WholeHistory { readonly mine: PeopleOfHistory; readonly theirs: PeopleOfHistory; readonly listed: number; readonly versionOf: (commit: Oid) => Oid }

/** Who took part here, and in what was inherited. In a long history, where propositions are not gathered, it is worked out elsewhere and kept. */
async function historyOf(deps: Pick<Deps, 'git'>, { id, versions }: Resource, tip: Oid, inherited: readonly Oid[]): Promise<WholeHistory> {
  const [here, before] = [{ from: [tip], not: inherited, limit: readAtMost }, { from: inherited, limit: readAtMost }]
  if (versions > nestedLimit) {
    const [mine, theirs] = await Promise.all([deps.git.people(id, here), inherited.length === 0 ? nobody : deps.git.people(id, before)])
    return { mine, theirs, listed: mine.versions + theirs.versions, versionOf: (commit) => commit }
  }
  const [own, lineage] = await Promise.all([deps.git.log(id, here), inherited.length === 0 ? [] : deps.git.log(id, before)])
  const all = [...own, ...lineage]
  const people = (commits: readonly CommitInfo[]): PeopleOfHistory => ({ contributors: contributions(commits.map(asHistory)), versions: commits.length, oldest: commits.at(-1)?.oid })
  return { mine: people(own), theirs: people(lineage), listed: countListed(all, tip), versionOf: listedAs(all, tip) }
}

const nobody: PeopleOfHistory = { contributors: [], versions: 0, oldest: undefined }

/** Which of these versions of an origin that version holds: one from before the last news does not hold them. */
async function takenIn(deps: Pick<Deps, 'git'>, id: Resource['id'], tip: Oid, versions: readonly Oid[]): Promise<readonly Oid[]> {
  const found = await Promise.all(versions.map(async (version) => {
    const oid = await deps.git.resolve(id, version)
    return oid !== undefined && (await deps.git.isAncestor(id, oid, tip)) ? oid : undefined
  }))
  return found.filter((oid) => oid !== undefined)
}

/** The engine's answer, one entry a person rather than an address. `versionOf`: what the history lists a commit as; `start`: the oldest version (dates alone cannot tell), and what writing it makes of somebody. */
function gather(people: readonly Contributor[], nameOf: (mention: Identity) => NamedPerson, versionOf: (commit: Oid) => Oid, start: { readonly oldest: Oid | undefined; readonly first: 'author' | 'improver' }, stewards: ReadonlySet<string>): Contribution[] {
  const byKey = new Map<string, { person: NamedPerson; what: EngineContribution[] }>()
  for (const contributor of people) {
    if (contributor.roles.every((role) => role === 'robot')) continue
    const person = nameOf(contributor.identity)
    const known = byKey.get(person.key)
    if (known) known.what = [...known.what, ...contributor.what].sort((x, y) => x.at - y.at)
    else byKey.set(person.key, { person, what: [...contributor.what] })
  }
  const gathered = [...byKey.values()].map(({ person, what }): Contribution => {
    const did = (role: ContributorRole): boolean => what.some(({ roles }) => roles.includes(role))
    const wroteFirst = wroteVersion(what, start.oldest)
    const roles: ContributionRole[] = []
    if (wroteFirst) roles.push(start.first)
    else if (did('auteur')) roles.push('improver')
    else if (did('co-auteur')) roles.push('coauthor')
    if (did('relecture')) roles.push('reviewer')
    if (did('intégration')) roles.push('integrator')
    if (did('retour')) roles.push('restorer')
    if (did('import')) roles.push('importer')
    if (stewards.has(person.key)) roles.push('steward')
    const versionsAs = (role: ContributorRole): Oid[] => what.filter(({ roles: own }) => own.includes(role)).map(({ oid }) => versionOf(oid))
    const signed = new Set(versionsAs('auteur'))
    const coSigned = new Set(versionsAs('co-auteur').filter((version) => !signed.has(version)))
    const wrote = what.filter(({ roles: own }) => own.includes('auteur') || own.includes('co-auteur'))
    return {
      person, roles, firstAt: what[0]?.at ?? 0, lastAt: what.at(-1)?.at ?? 0,
      signed: signed.size, coSigned: coSigned.size,
      doings: [...new Set([...wrote].reverse().map(({ subject }) => subject).filter((subject) => subject !== ''))].slice(0, 3),
    }
  })
  const weight = ({ roles }: Contribution): number => (roles.includes('author') ? 0 : roles.includes('improver') || roles.includes('coauthor') ? 1 : 2)
  return gathered.filter(({ person }) => person.name !== '').sort((a, b) => weight(a) - weight(b) || a.firstAt - b.firstAt)
}

export const asHistory = (commit: CommitInfo): HistoryCommitLike => ({ oid: commit.oid, parents: commit.parents, author: commit.author, committer: commit.committer, at: commit.author.at, message: commit.message })
