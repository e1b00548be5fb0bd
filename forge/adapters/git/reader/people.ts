/** Who took part in a long history, worked out beside the objects: what leaves this process is a tenth of what was read. */
import { contributions } from '../../../attribution/contributions.js'
import { authorsOf, trailersOf } from '../../../attribution/identities.js'
import type { CommitInfo, PeopleOfHistory, SignedHistory } from '../../../domain/git.js'

/** `commits`: newest first, as `walk` gives them. */
export const peopleIn = (commits: readonly CommitInfo[]): PeopleOfHistory => ({
  contributors: contributions(commits.map(({ oid, parents, author, committer, message }) => ({ oid, parents, author, committer, at: author.at, message }))),
  versions: commits.length, oldest: commits.at(-1)?.oid,
})

/** Each version with who signed it, as places in one list of people. */
export function signedIn(commits: readonly CommitInfo[]): SignedHistory {
  const people: { name: string; email: string }[] = []
  const places = new Map<string, number>()
  const placeOf = ({ name, email }: { readonly name: string; readonly email: string }): number => {
    const key = `${name}\0${email}`
    const known = places.get(key)
    if (known !== undefined) return known
    places.set(key, people.length)
    return people.push({ name, email }) - 1
  }
  const versions = commits.map((commit) => {
    const proposal = /merge-request/i.test(commit.message) ? trailersOf(commit.message).mergeRequests.at(-1) : undefined
    return { oid: commit.oid, parent: commit.parents[0], at: commit.committer.at, people: authorsOf(commit).map(placeOf), ...(proposal !== undefined && { proposal }) }
  })
  return { people, versions }
}
