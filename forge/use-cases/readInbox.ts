import { obstaclesTo, writersOf, type Obstacle } from '../domain/decision.js'
import { asChain, expectedOf, newsSince, LICENCE_SUBJECT, ROLES_SUBJECT, subjectName, unreadSince, type Expectation, type Seen, type Told } from '../domain/inbox.js'
import type { RoleEvent } from '../domain/journal.js'
import type { MergeRequest } from '../domain/merge-request.js'
import { refTo, type Actor, type Person } from '../domain/person.js'
import { may, type Circumstances } from '../domain/policies.js'
import type { Deps, MentionOf } from '../domain/ports.js'
import type { ConsentToGive } from '../domain/consent-to-give.js'
import { verdictsOf } from '../domain/replay.js'
import { rolesOf, withRecognised } from '../domain/replay-roles.js'
import type { Resource } from '../domain/resource.js'
import { isHeldBy, isPending, type RoleClaim } from '../domain/role-claim.js'
import { circumstancesOf, personActing } from './access.js'
import { consentsAwaited } from './consentsAwaited.js'

/** Somebody else's proposition, and what it expects of the reader. */
export interface ToReview {
  readonly request: MergeRequest
  readonly resource: Resource
  readonly told: readonly Told[]
  readonly expects: Expectation
  /** Since when its present text waits; the longest first. */
  readonly waitingSince: number
  readonly isNew: boolean
}

/** Something that somebody is said to have done, and that waits for this reader to say whether it is so. */
export interface RoleToAnswer {
  readonly claim: RoleClaim
  readonly resource: Resource
  /** Said of the reader themselves; otherwise they answer for the resource. */
  readonly isOwn: boolean
  readonly waitingSince: number
  readonly isNew: boolean
}

/** One of the reader's own: what is still missing, and what others did since they last looked. */
export interface MyProposal { readonly request: MergeRequest; readonly resource: Resource; readonly obstacles: readonly Obstacle[]; readonly news: readonly Told[] }

/** A message for the reader. `title`: of the proposition it is about, none for what is said of the published text. */
export interface MentionShown { readonly mention: MentionOf; readonly resource: Resource; readonly title: string | undefined; readonly isNew: boolean }

export interface Inbox {
  readonly toReview: readonly ToReview[]
  /** The longest waiting first, as what is to review. */
  readonly roles: readonly RoleToAnswer[]
  /** Accords that wait for the reader, for words they wrote; the longest waiting first. */
  readonly consents: readonly ConsentToGive[]
  readonly mine: readonly MyProposal[]
  readonly mentions: readonly MentionShown[]
  readonly counts: InboxCounts
}

export interface InboxCounts {
  /** Propositions, roles and accords that wait for a word. */
  readonly toReview: number
  /** Own propositions where something is new. */
  readonly mine: number
  /** Messages not seen yet. */
  readonly mentions: number
  /** Places to go and see, each once. */
  readonly all: number
}

export type ReadingInbox = Pick<Deps, 'mergeRequests' | 'resources' | 'communities' | 'journals' | 'seen' | 'clock' | 'git'>

const dayMs = 24 * 3600_000
/** Own propositions stay in the inbox that long once settled. */
const keptAfterMs = 60 * dayMs
const mostToReview = 500
const mostRoles = 200
const mostMentions = 100

/** What awaits a person and what is for them, over all they may read. Refuses `unauthenticated`. */
export async function readInbox(deps: ReadingInbox, actor: Actor): Promise<Inbox> {
  const person = personActing(actor)
  const seen = await deps.seen.of(person.id)
  const resources = resourcesFor(deps, actor)
  const consents = await consentsAwaited(deps, person, seen, async (id) => (await resources(id))?.resource)
  const [toReview, roles, mine, mentions] = await Promise.all([
    reviewsFor(deps, person, seen, resources), rolesFor(deps, person, seen, resources), proposalsOf(deps, person, seen, resources),
    mentionsFor(deps, person, seen, resources, new Set(consents.map(({ event }) => event))),
  ])
  const news = mine.filter((one) => one.news.length > 0)
  const messages = mentions.filter(({ isNew }) => isNew)
  const places = new Set([
    ...toReview.map(nameOf), ...news.map(nameOf), ...roles.map(({ resource }) => subjectName({ resource: resource.id, number: ROLES_SUBJECT })),
    ...consents.map(({ resource, passage }) => subjectName({ resource: resource.id, number: passage?.number ?? LICENCE_SUBJECT })), ...messages.map(({ mention }) => subjectName(mention)),
  ])
  return { toReview, roles, consents, mine, mentions, counts: { toReview: toReview.length + roles.length + consents.length, mine: news.length, mentions: messages.length, all: places.size } }
}

const nameOf = ({ request }: { readonly request: MergeRequest }): string => subjectName(request)

interface Read { readonly resource: Resource; readonly circumstances: Circumstances }
type Resources = (id: string) => Promise<Read | undefined>

/** Resources this person may read, each looked up once, with what they are to it. */
function resourcesFor(deps: ReadingInbox, actor: Actor): Resources {
  const known = new Map<string, Promise<Read | undefined>>()
  const find = async (id: string): Promise<Read | undefined> => {
    const resource = await deps.resources.find(id)
    const circumstances = resource && await circumstancesOf(deps, actor, resource)
    return resource && circumstances && may('read', circumstances) ? { resource, circumstances } : undefined
  }
  return (id) => {
    const found = known.get(id) ?? find(id)
    known.set(id, found)
    return found
  }
}

/** Propositions of others that this person may act on, and that expect something of them. */
async function reviewsFor(deps: ReadingInbox, person: Person, seen: ReadonlyMap<string, Seen>, resources: Resources): Promise<ToReview[]> {
  const requests = await deps.mergeRequests.concerning(person.id, mostToReview)
  const journals = await deps.journals.of(requests.map(({ resource, number }) => ({ resource, number })))
  const items: ToReview[] = []
  for (const request of requests) {
    const read = await resources(request.resource)
    if (!read) continue
    const { resource, circumstances } = read
    const told = journals.get(subjectName(request)) ?? []
    const expects = expectedOf(person.id, { request, told, rule: resource.rule, mayIntegrate: may('integrate', { ...circumstances, mergeRequest: request }) }, deps.clock.now())
    if (!expects) continue
    items.push({ request, resource, told, expects, waitingSince: unreadSince(request, told) ?? request.iterations.at(-1)?.at ?? request.openedAt, isNew: newsSince(told, person.id, seen.get(subjectName(request))).length > 0 })
  }
  return items.sort((a, b) => a.waitingSince - b.waitingSince || a.request.number - b.request.number)
}

/** Roles that wait for this person's answer: said of them, or claimed on what they look after. What they may not answer alone waits for others. */
async function rolesFor(deps: ReadingInbox, person: Person, seen: ReadonlyMap<string, Seen>, resources: Resources): Promise<RoleToAnswer[]> {
  const subjects = (await deps.resources.rolesAwaiting(person.id, mostRoles)).map((resource) => ({ resource, number: ROLES_SUBJECT }))
  const journals = await deps.journals.of(subjects)
  const items: RoleToAnswer[] = []
  for (const subject of subjects) {
    const read = await resources(subject.resource)
    if (!read) continue
    const told = roleJournal(journals.get(subjectName(subject)))
    const fresh = new Set(newsSince(told, person.id, seen.get(subjectName(subject))).map(({ oid }) => oid))
    for (const role of withRecognised(rolesOf(told), read.resource.recognised)) {
      if (!isPending(role) || !may('confirm_role', { ...read.circumstances, role })) continue
      items.push({ claim: role, resource: read.resource, isOwn: isHeldBy(role, person.id), waitingSince: role.at, isNew: fresh.has(role.event) })
    }
  }
  return items.sort((a, b) => a.waitingSince - b.waitingSince)
}

async function proposalsOf(deps: ReadingInbox, person: Person, seen: ReadonlyMap<string, Seen>, resources: Resources): Promise<MyProposal[]> {
  const now = deps.clock.now()
  const requests = await deps.mergeRequests.by(person.id, now - keptAfterMs)
  const journals = await deps.journals.of(requests.map(({ resource, number }) => ({ resource, number })))
  const items: MyProposal[] = []
  for (const request of requests) {
    const resource = (await resources(request.resource))?.resource
    if (!resource) continue
    const told = journals.get(subjectName(request)) ?? []
    items.push({
      request, resource, news: newsSince(told, person.id, seen.get(subjectName(request))),
      obstacles: request.state === 'open' ? obstaclesTo({ rule: resource.rule, request, verdicts: verdictsOf(asChain(told)), authors: writersOf(request), now }) : [],
    })
  }
  return items
}

async function mentionsFor(deps: ReadingInbox, person: Person, seen: ReadonlyMap<string, Seen>, resources: Resources, consents: ReadonlySet<string>): Promise<MentionShown[]> {
  const found = await deps.journals.mentionsOf(refTo(person), { limit: mostMentions })
  const journals = await deps.journals.of(found)
  const items: MentionShown[] = []
  for (const mention of found) {
    const resource = (await resources(mention.resource))?.resource
    if (!resource) continue
    const title = mention.number <= 0 ? undefined : (await deps.mergeRequests.find(mention.resource, mention.number))?.title
    const told = journals.get(subjectName(mention)) ?? []
    const unseen = newsSince(told, person.id, seen.get(subjectName(mention)))
    items.push({ mention, resource, title, isNew: unseen.some(({ oid }) => oid === mention.oid) && !isAnswered(mention, told, consents) })
  }
  return items
}

/** A message that asks whether somebody did something, or for their accord, is no news any more once that was answered. `consents`: what still waits. */
function isAnswered({ reason, oid }: MentionOf, told: readonly Told[], consents: ReadonlySet<string>): boolean {
  switch (reason) {
    case 'consent_asked': case 'grant_asked': return !consents.has(oid)
    case 'role_offered': case 'role_to_confirm': return rolesOf(roleJournal(told)).some((role) => role.event === oid && !isPending(role))
    default: return false
  }
}

/** The index keeps every journal alike; that of roles holds events of roles. */
const roleJournal = (told: readonly Told[] | undefined): readonly Told<RoleEvent>[] => (told ?? []) as unknown as readonly Told<RoleEvent>[]
