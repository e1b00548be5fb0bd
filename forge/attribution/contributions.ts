/** Who took part in a resource, once each, and how: names and roles, without any count of words. */
import type { HistoryCommitLike, Identity, Oid } from './history.js'
import { authorsOf, importOf, isBot, mapped, parseMailmap, People, personKey, trailersOf, type Mailmap } from './identities.js'

/**
 * `auteur`: wrote a version. `co-auteur`: named beside its author. `relecture`: reviewed it. `import`: brought other people's words.
 * `intégration`: joined two versions. `retour`: took a version back, writing no word of their own. `robot`: a program. Display words live in the message files.
 */
export type ContributorRole = 'auteur' | 'co-auteur' | 'relecture' | 'import' | 'intégration' | 'retour' | 'robot'

export interface Contribution {
  readonly oid: Oid
  readonly at: number
  /** First line of the message. */
  readonly subject: string
  /** In this version, what the person did. */
  readonly roles: readonly ContributorRole[]
  /** Done in the resource this one was adapted from. */
  readonly fromOrigin: boolean
}

export interface Contributor {
  /** After `.mailmap`: the name used most, the address as last written. */
  readonly identity: Identity
  /** Milliseconds since the epoch. */
  readonly firstAt: number
  readonly lastAt: number
  /** How many versions. */
  readonly commits: number
  readonly roles: readonly ContributorRole[]
  /** Oldest first. */
  readonly what: readonly Contribution[]
  /** Took part in the origin resource only. */
  readonly fromOrigin: boolean
}

export interface ContributionsOptions {
  /** The text of `.mailmap`. */
  readonly mailmap?: string
  /** Versions of the resource this one was adapted from; those also present here count once, as the origin's. */
  readonly fromOrigin?: readonly HistoryCommitLike[]
  /** Merges in which words were written (attribution knows them): their author is an author. */
  readonly writtenInMerge?: ReadonlySet<Oid>
}

const ROLE_ORDER: readonly ContributorRole[] = ['auteur', 'co-auteur', 'relecture', 'import', 'intégration', 'retour', 'robot']

/**
 * Every author and co-author of the versions given, with reviewers and those who imported or integrated, one entry per address
 * after `.mailmap`, in the order they first took part. Importing, integrating or taking back makes nobody an author.
 */
export function contributions(commits: readonly HistoryCommitLike[], options: ContributionsOptions = {}): Contributor[] {
  const mailmap = parseMailmap(options.mailmap)
  const origin = new Set((options.fromOrigin ?? []).map((commit) => commit.oid))
  const versions = new Map<Oid, HistoryCommitLike>()
  for (const commit of [...options.fromOrigin ?? [], ...commits]) versions.set(commit.oid, commit)
  const ordered = [...versions.values()].sort((a, b) => dateOf(a) - dateOf(b) || (a.oid < b.oid ? -1 : a.oid > b.oid ? 1 : 0))
  const people = new People(mailmap)
  const done = new Map<string, { identity: Identity; what: Contribution[] }>()
  for (const commit of ordered) {
    const roles = new Map<string, { identity: Identity; roles: Set<ContributorRole> }>()
    for (const [identity, role] of rolesIn(commit, mailmap, options.writtenInMerge)) {
      const key = personKey(identity)
      const entry = roles.get(key) ?? { identity, roles: new Set() }
      entry.roles.add(role)
      roles.set(key, entry)
      people.meet(identity)
    }
    for (const [key, entry] of roles) {
      const known = done.get(key) ?? { identity: entry.identity, what: [] }
      known.what.push({ oid: commit.oid, at: dateOf(commit), subject: subjectOf(commit.message), roles: ROLE_ORDER.filter((role) => entry.roles.has(role)), fromOrigin: origin.has(commit.oid) })
      done.set(key, known)
    }
  }
  return [...done.values()].map(({ identity, what }) => ({
    identity: people.resolve(identity),
    firstAt: what[0]!.at,
    lastAt: what[what.length - 1]!.at,
    commits: what.length,
    roles: ROLE_ORDER.filter((role) => what.some((version) => version.roles.includes(role))),
    what,
    fromOrigin: what.every((version) => version.fromOrigin),
  }))
}

/** Who did what in one version. Someone may come several times. */
function rolesIn(commit: HistoryCommitLike, mailmap: Mailmap, writtenInMerge: ReadonlySet<Oid> | undefined): [Identity, ContributorRole][] {
  const { coAuthors, originalAuthors, reviewers, mergeRequests, undoes } = trailersOf(commit.message)
  const author = mapped(mailmap, commit.author)
  const committer = commit.committer && mapped(mailmap, commit.committer)
  const isMerge = commit.parents.length > 1
  const found: [Identity, ContributorRole][] = []
  if (isBot(author)) found.push([author, 'robot'])
  // The words that come back are those of who wrote them; somebody who wrote some of their own while at it names themselves.
  else if (undoes.length > 0 && !coAuthors.some((each) => personKey(mapped(mailmap, each)) === personKey(author))) found.push([author, 'retour'])
  else if (importOf(commit, mailmap) === 'unnamed' && !coAuthors.some((each) => personKey(mapped(mailmap, each)) === personKey(author))) found.push([author, 'import'])
  else if (originalAuthors.length > 0 && !originalAuthors.some((each) => personKey(mapped(mailmap, each)) === personKey(author))) found.push([author, 'import'])
  // An integration made by the forge is authored by who wrote the words and committed by who integrated; stock Git's by who merged.
  else if (isMerge && !writtenInMerge?.has(commit.oid) && !(mergeRequests.length > 0 && committer && personKey(committer) !== personKey(author))) found.push([author, 'intégration'])
  else found.push([author, 'auteur'])
  if (isMerge && mergeRequests.length > 0 && committer && !isBot(committer) && personKey(committer) !== personKey(author)) found.push([committer, 'intégration'])
  for (const each of originalAuthors) found.push([mapped(mailmap, each), 'auteur'])
  const authors = new Set(authorsOf(commit, mailmap).map(personKey))
  for (const each of coAuthors) {
    const person = mapped(mailmap, each)
    if (isBot(person)) found.push([person, 'robot'])
    else if (personKey(person) !== personKey(author) && authors.has(personKey(person))) found.push([person, 'co-auteur'])
  }
  for (const each of reviewers) if (!isBot(each)) found.push([mapped(mailmap, each), 'relecture'])
  return found
}

const dateOf = (commit: HistoryCommitLike): number => (Number.isFinite(commit.at) ? commit.at : 0)

/** First line that says something; a message may be empty. */
export function subjectOf(message: string): string {
  return message.slice(0, 10_000).split(/\r\n?|\n/).find((line) => line.trim() !== '')?.trim().slice(0, 300) ?? ''
}
