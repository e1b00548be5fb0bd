import { authorsOf } from '../attribution/identities.js'
import type { ChainEvent, CommitInfo, Oid } from '../domain/git.js'
import type { ResourceEvent } from '../domain/journal.js'
import type { PersonRef } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { addressOf, RESOURCE_JOURNAL, type Resource } from '../domain/resource.js'
import { mostOneByOne, rowsPerPage, timelineRows, type Timeline, type TimelineFact, type TimelinePerson } from '../domain/timeline.js'
import { commitEmail } from './authorship.js'
import { namedVersions } from './findVersion.js'
import { nestedLimit, stepsOf } from './listedVersions.js'
import { mailmapOf } from './mailmapOf.js'
import { nameAuthors, type NamingAuthors } from './nameAuthors.js'
import { explanationOf, proposalNamed, proposalOf, versionsPerPage } from './readHistory.js'

type Needs = Pick<Deps, 'git' | 'resources' | 'mergeRequests'> & NamingAuthors

/** What one page may cost: versions read, adaptations and offers looked at. */
export const mostVersions = 10_000
const mostRelatives = 300

/**
 * One page of a resource's timeline, newest first: its versions, with who made each, the propositions and names they carry; when it was born
 * of another, took its news, offered it its own; what was born of it. Everything comes from the repositories of the resource and its relatives.
 */
export async function readTimeline(deps: Needs, input: { readonly resource: Resource; readonly page: number }): Promise<Timeline> {
  const { resource } = input
  const [versions, events] = await Promise.all([versionsOf(deps, resource), relativesOf(deps, resource)])
  const { by, rows } = timelineRows([...versions, ...events])
  const pages = Math.max(1, Math.ceil(rows.length / rowsPerPage))
  const page = Math.min(Math.max(1, input.page), pages)
  return { by, rows: rows.slice((page - 1) * rowsPerPage, page * rowsPerPage), versions: versions.length, page, pages, isCut: resource.tip !== undefined && versions.length < resource.versions }
}

async function versionsOf(deps: Needs, resource: Resource): Promise<TimelineFact[]> {
  const { tip, origin } = resource
  if (tip === undefined) return []
  if (resource.versions > nestedLimit) return signedVersionsOf(deps, resource, tip)
  const inherited = (await Promise.all([origin?.commit, origin?.takenUpTo].map(async (oid) => oid && deps.git.resolve(resource.id, oid)))).filter((oid): oid is Oid => oid !== undefined)
  const [commits, before, names, chain] = await Promise.all([
    deps.git.log(resource.id, { from: [tip], limit: mostVersions }), inherited.length === 0 ? [] : deps.git.log(resource.id, { from: inherited, limit: mostVersions }), namedVersions(deps, resource), deps.git.events(resource.id, RESOURCE_JOURNAL),
  ])
  const own = ownLine(commits, tip, origin?.commit)
  const fromOrigin = new Set(before.map(({ oid }) => oid).filter((oid) => !own.has(oid)))
  const news = newsIn(chain)
  const inside = commits.length <= nestedLimit ? new Set([...stepsOf(commits, tip).values()].flat()) : new Set()
  const listed = commits.filter((commit) => !inside.has(commit))
  const mentions = listed.map((commit) => authorsOf(commit))
  const nameOf = await nameAuthors(deps, mentions.flat(), [resource], await mailmapOf(deps, resource))
  // Month by month nobody reads titles, and most messages name no proposition: reading them would be most of the work.
  const hasTitles = listed.length <= mostOneByOne
  return listed.map((commit, place): TimelineFact => ({
    kind: 'version', at: commit.committer.at, commit: commit.oid, title: hasTitles ? explanationOf(commit.message).title : '', people: (mentions[place] ?? []).map((mention) => nameOf(mention)).filter(({ name }) => name !== ''), name: names.get(commit.oid),
    proposal: /merge-request/i.test(commit.message) ? proposalOf(commit.message, resource) : undefined, isFromOrigin: fromOrigin.has(commit.oid), takesNews: news.has(commit.oid), page: Math.floor(place / versionsPerPage) + 1,
  }))
}

/** The same of a long history, told month by month: nobody reads titles there, and propositions are not gathered. Worked out elsewhere, and kept. */
async function signedVersionsOf(deps: Needs, resource: Resource, tip: Oid): Promise<TimelineFact[]> {
  const { origin } = resource
  const inherited = (await Promise.all([origin?.commit, origin?.takenUpTo].map(async (oid) => oid && deps.git.resolve(resource.id, oid)))).filter((oid): oid is Oid => oid !== undefined)
  const [{ people, versions }, before, names, chain, mailmap] = await Promise.all([
    deps.git.signed(resource.id, { from: [tip], limit: mostVersions }), inherited.length === 0 ? undefined : deps.git.signed(resource.id, { from: inherited, limit: mostVersions }), namedVersions(deps, resource), deps.git.events(resource.id, RESOURCE_JOURNAL), mailmapOf(deps, resource),
  ])
  const own = before && ownLine(versions.map(({ oid, parent }) => ({ oid, parents: parent === undefined ? [] : [parent] })), tip, origin?.commit)
  const fromOrigin = new Set(before?.versions.map(({ oid }) => oid).filter((oid) => own?.has(oid) !== true))
  const news = newsIn(chain)
  const nameOf = await nameAuthors(deps, people, [resource], mailmap)
  const named = people.map((mention) => nameOf(mention))
  return versions.map(({ oid, at, people: signed, proposal }, place): TimelineFact => ({
    kind: 'version', at, commit: oid, title: '', people: signed.flatMap((each) => { const person = named[each]; return person === undefined || person.name === '' ? [] : [person] }), name: names.get(oid),
    proposal: proposal === undefined ? undefined : proposalNamed(proposal, resource), isFromOrigin: fromOrigin.has(oid), takesNews: news.has(oid), page: Math.floor(place / versionsPerPage) + 1,
  }))
}

const newsIn = (chain: readonly ChainEvent[]): ReadonlySet<Oid> =>
  new Set(chain.flatMap(({ payload }) => { const event = payload as unknown as ResourceEvent; return event.kind === 'news_taken' ? [event.commit] : [] }))

/** What happened between a resource and those it comes from or gave birth to. */
async function relativesOf(deps: Needs, resource: Resource): Promise<TimelineFact[]> {
  type Unnamed = { readonly fact: (by: TimelinePerson) => TimelineFact; readonly by: PersonRef }
  const [adaptations, origin] = await Promise.all([deps.resources.adaptationsOf(resource.id), resource.origin && deps.resources.find(resource.origin.resource)])
  const births = await Promise.all(adaptations.slice(-mostRelatives).map(async (adaptation): Promise<Unnamed[]> => {
    const born = await birthOf(deps, adaptation)
    return born ? [{ by: born.by, fact: (by) => ({ kind: 'adaptation', at: born.at, by, adaptation: { title: adaptation.title, path: `/${addressOf(adaptation)}` } }) }] : []
  }))
  const own = resource.origin && (await birthOf(deps, resource))
  const ownBirth: Unnamed[] = own && resource.origin ? [{ by: own.by, fact: (by) => ({ kind: 'birth', at: own.at, by, origin: { title: origin?.title ?? resource.origin?.title ?? '', path: origin && `/${addressOf(origin)}` } }) }] : []
  const offers: Unnamed[] = origin ? (await offersTo(deps, resource, origin)).map(({ by, at, title, number }) => ({ by, fact: (person) => ({ kind: 'offer', at, by: person, offer: { title, path: `/${addressOf(origin)}/propositions/${number}` } }) })) : []
  const all = [...births.flat(), ...ownBirth, ...offers]
  const mention = ({ id, name }: PersonRef) => ({ name, email: commitEmail(id, deps.settings.host) })
  const nameOf = await nameAuthors(deps, all.map(({ by }) => mention(by)), [resource])
  return all.map(({ fact, by }) => fact(nameOf(mention(by))))
}

/** When an adaptation was made, and by whom; its first version may be much older. */
export async function birthOf(deps: Pick<Deps, 'git'>, adaptation: Pick<Resource, 'id'>): Promise<{ readonly at: number; readonly by: PersonRef } | undefined> {
  for (const { author, payload } of await deps.git.events(adaptation.id, RESOURCE_JOURNAL)) {
    const event = payload as unknown as ResourceEvent
    if (event.kind === 'adapted') return { at: author.at, by: event.actor }
  }
  return undefined
}

/** Versions published here, one after the other, since an adaptation was born: what came with news, or as a proposition, joins this line without being on it. */
function ownLine(commits: readonly Pick<CommitInfo, 'oid' | 'parents'>[], tip: Oid, born: Oid | undefined): ReadonlySet<Oid> {
  const parents = new Map(commits.map((commit) => [commit.oid, commit.parents[0]]))
  const line = new Set<Oid>()
  for (let oid: Oid | undefined = tip; oid !== undefined && oid !== born && parents.has(oid); oid = parents.get(oid)) line.add(oid)
  return line
}

/**
 * Propositions of the origin made of a version that was published here: that version itself, or one more that keeps the origin's title.
 * What others proposed there, and came here with news, is not its offer.
 */
async function offersTo(deps: Needs, resource: Resource, origin: Resource): Promise<{ by: PersonRef; at: number; title: string; number: number }[]> {
  const { tip } = resource
  const requests = (await deps.mergeRequests.of(origin.id)).slice(-mostRelatives)
  const born = resource.origin && (await deps.git.resolve(resource.id, resource.origin.commit))
  if (tip === undefined || born === undefined || requests.length === 0) return []
  const own = ownLine(await deps.git.log(resource.id, { from: [tip], not: [born], limit: mostVersions }), tip, born)
  const found = []
  for (const { proposedBy, openedAt, title, number, head, iterations } of requests) {
    const first = await deps.git.resolve(origin.id, iterations[0]?.head ?? head)
    if (first === undefined) continue
    if (own.has(first) || own.has((await deps.git.commit(origin.id, first)).parents[0] ?? '')) found.push({ by: proposedBy, at: openedAt, title, number })
  }
  return found
}
