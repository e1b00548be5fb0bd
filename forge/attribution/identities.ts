/** Who a commit names: its author and co-authors, after `.mailmap`, one person per address. */
import type { HistoryCommitLike, Identity } from './history.js'
import { declaredName, mapped, parseMailmap, type Mailmap } from './mailmap.js'
import { parseTrailers, trailerValues } from './trailers.js'

export { mapped, parseMailmap, type Mailmap } from './mailmap.js'

/** What the trailers of a commit say of people and origins. */
export interface CommitTrailers {
  readonly coAuthors: readonly Identity[]
  /** Who wrote the words of an import; the commit's own author then only carried them. */
  readonly originalAuthors: readonly Identity[]
  /** Commits (or addresses) the content comes from. */
  readonly sourceCommits: readonly string[]
  readonly importedFrom: readonly string[]
  /** Licences that what is imported was under. */
  readonly originalLicences: readonly string[]
  readonly reviewers: readonly Identity[]
  readonly mergeRequests: readonly string[]
  /** Versions (addresses) that this one takes back. */
  readonly undoes: readonly string[]
}

export function trailersOf(message: string): CommitTrailers {
  // Most messages have no colon-ended key at all: not worth parsing.
  const trailers = message.includes(':') ? parseTrailers(message) : []
  const people = (key: string): Identity[] => trailerValues(trailers, key).flatMap(parseIdentities)
  return {
    coAuthors: people('Co-authored-by'),
    originalAuthors: people('Original-Author'),
    sourceCommits: trailerValues(trailers, 'Source-Commit'),
    importedFrom: trailerValues(trailers, 'Imported-From'),
    originalLicences: [...trailerValues(trailers, 'Original-Licence'), ...trailerValues(trailers, 'Original-License')],
    reviewers: people('Reviewed-by'),
    mergeRequests: trailerValues(trailers, 'Merge-Request'),
    undoes: trailerValues(trailers, 'Undoes'),
  }
}

/** `Name <address>`, several of them in one value, a bare address, or a bare name. */
export function parseIdentities(value: string): Identity[] {
  const found: Identity[] = []
  let rest = value
  for (let match = /^([^<>]*)<([^<>]*)>/.exec(rest); match; match = /^([^<>]*)<([^<>]*)>/.exec(rest)) {
    const name = match[1]!.replace(/^[\s,;&]+|[\s,;&]+$/g, '').replace(/^"(.*)"$/, '$1')
    const email = match[2]!.trim()
    // Somebody who goes by « & » and has no address is still somebody.
    found.push({ name: name === '' && email === '' ? match[1]!.trim() : name, email })
    rest = rest.slice(match[0].length)
  }
  if (found.length > 0) return found.filter(isSomebody)
  const bare = value.replace(/[<>]/g, '').trim()
  return [/^\S+@\S+$/.test(bare) ? { name: '', email: bare } : { name: bare, email: '' }].filter(isSomebody)
}

const isSomebody = (identity: Identity): boolean => identity.name !== '' || identity.email !== ''

/**
 * The key that two mentions of one person share: the address, without case. Names never bring two addresses together;
 * only mentions without any address fall back on their exact name, having nothing else.
 */
export function personKey(identity: Identity): string {
  const email = identity.email.trim().toLowerCase()
  return email !== '' ? email : `\0${identity.name.trim()}`
}

export const samePerson = (a: Identity, b: Identity): boolean => personKey(a) === personKey(b)

/** Identities once per person, in order; the first mention that has a name wins. */
export function distinctPeople(identities: readonly Identity[]): Identity[] {
  const byKey = new Map<string, Identity>()
  for (const identity of identities) {
    const key = personKey(identity)
    const known = byKey.get(key)
    if (!known || (known.name === '' && identity.name !== '')) byKey.set(key, identity)
  }
  return [...byKey.values()]
}

/** Programs that commit: GitHub's `[bot]` accounts, the usual automation addresses. */
export function isBot(identity: Identity): boolean {
  return /\[bot\]$/i.test(identity.name.trim()) || /\[bot\]@/i.test(identity.email)
    || /^(dependabot|renovate|greenkeeper|snyk-bot|github-actions|actions-user|netlify-?cms|allcontributors|weblate|transifex|pre-commit-ci|web-flow)([-_. ]?bot)?$/i.test(identity.name.trim())
    || /^(action@github\.com|noreply@github\.com|noreply@weblate\.org|bot@renovateapp\.com|support@dependabot\.com)$/i.test(identity.email.trim())
}

/** As much of a commit as says who wrote what it brings. */
export type Signed = Pick<HistoryCommitLike, 'author' | 'committer' | 'message'>

/**
 * Whose words an import brings, as its commit says; undefined for a commit that imports nothing. `named`: its trailers name them.
 * `carried`: those of its author, as in the history it comes from, whoever committed it here. `unnamed`: who committed it brought
 * other people's words and says nothing of them; the text's own header may.
 */
export function importOf(commit: Signed, mailmap: Mailmap = noMailmap): 'named' | 'carried' | 'unnamed' | undefined {
  const { originalAuthors, sourceCommits, importedFrom } = trailersOf(commit.message)
  if (originalAuthors.length > 0) return 'named'
  if (sourceCommits.length > 0) return 'carried'
  if (importedFrom.length === 0) return undefined
  const { author, committer } = commit
  return committer !== undefined && !isBot(committer) && !samePerson(mapped(mailmap, author), mapped(mailmap, committer)) ? 'carried' : 'unnamed'
}

/**
 * The authors of the words a commit brings, once each, after `.mailmap`: author then co-authors; for an import that names them,
 * the original authors instead of who imported; for one that names nobody, its co-authors, who may be none. A program that commits
 * for people named beside it is not one of them.
 */
export function authorsOf(commit: Signed, mailmap: Mailmap = noMailmap): Identity[] {
  const { coAuthors, originalAuthors } = trailersOf(commit.message)
  const writers = originalAuthors.length > 0 ? originalAuthors : importOf(commit, mailmap) === 'unnamed' ? [] : [commit.author]
  const named = [...writers, ...coAuthors]
  const everyone = distinctPeople(named.map((identity) => mapped(mailmap, identity)))
  const people = everyone.filter((identity) => !isBot(identity))
  return people.length > 0 ? people : everyone
}

/** Everyone a commit credits in Git's sense — author, co-authors, original authors — once each, after `.mailmap`. */
export function mentionedIn(commit: Pick<HistoryCommitLike, 'author' | 'message'>, mailmap: Mailmap = noMailmap): Identity[] {
  const { coAuthors, originalAuthors } = trailersOf(commit.message)
  return distinctPeople([commit.author, ...originalAuthors, ...coAuthors].map((identity) => mapped(mailmap, identity)))
}

const noMailmap: Mailmap = parseMailmap(undefined)

/**
 * One identity per person over a whole history: each address is shown with the name that `.mailmap` declares for it, else the name used most
 * (the latest among equals), and spelled as it was last.
 */
export class People {
  readonly #seen = new Map<string, { email: string; names: Map<string, { count: number; last: number }> }>()
  #clock = 0

  constructor(private readonly mailmap: Mailmap = noMailmap) {}

  meet(identity: Identity): void {
    const key = personKey(identity)
    const known = this.#seen.get(key) ?? { email: identity.email, names: new Map<string, { count: number; last: number }>() }
    this.#seen.set(key, known)
    known.email = identity.email
    const name = identity.name.trim()
    if (name !== '') known.names.set(name, { count: (known.names.get(name)?.count ?? 0) + 1, last: this.#clock++ })
  }

  has(identity: Identity): boolean { return this.#seen.has(personKey(identity)) }

  /** The person's one identity; the mention itself for somebody never met. */
  resolve(identity: Identity): Identity {
    const known = this.#seen.get(personKey(identity))
    if (!known) return identity
    const declared = declaredName(this.mailmap, known.email)
    if (declared !== undefined) return { name: declared, email: known.email }
    let best: { name: string; count: number; last: number } | undefined
    for (const [name, { count, last }] of known.names) {
      if (!best || count > best.count || (count === best.count && last > best.last)) best = { name, count, last }
    }
    return { name: best?.name ?? '', email: known.email }
  }

  /** Everyone, in the order first met. */
  all(): Identity[] {
    return [...this.#seen.keys()].map((key) => this.resolve(key.startsWith('\0') ? { name: key.slice(1), email: '' } : { name: '', email: key }))
  }
}
