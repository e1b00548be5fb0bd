import type { Digest, DigestNews, DigestPlace } from '../domain/digest.js'
import { placeOfEvent, remindAfterMs, subjectName, takeOverAfterMs, takeOverFrom, unreadSince, type Told } from '../domain/inbox.js'
import type { MergeRequestEvent } from '../domain/journal.js'
import { excerptOf } from '../domain/mentions.js'
import type { MergeRequest } from '../domain/merge-request.js'
import { allScopes, type Actor, type Person, type PersonRef } from '../domain/person.js'
import { may } from '../domain/policies.js'
import type { Deps } from '../domain/ports.js'
import { addressOf, type Resource } from '../domain/resource.js'
import { circumstancesOf } from './access.js'
import { readInbox } from './readInbox.js'

/** After `after`, up to `until`, in milliseconds since the epoch. */
export interface Window { readonly after: number; readonly until: number }

type Needs = Pick<Deps, 'mergeRequests' | 'resources' | 'communities' | 'journals' | 'seen' | 'clock' | 'git' | 'people' | 'settings'>

const most = 50

/**
 * What happened within a window that one person is to be told, over all they may read. Each thing belongs to one moment (somebody wrote, a
 * delay passed), so that windows that follow each other tell everything once. What they have already seen here is left out.
 */
export async function newsFor(deps: Needs, person: Person, window: Window): Promise<Digest> {
  const actor: Actor = { kind: 'person', person, scopes: allScopes }
  const [inbox, reminders] = await Promise.all([readInbox(deps, actor), remindersFor(deps, actor, person, window)])
  const isWithin = (at: number) => at > window.after && at <= window.until
  const mine = inbox.mine.map(({ request, resource, news }) => ({ request, resource, news: news.filter(({ at }) => isWithin(at)) })).filter(({ news }) => news.length > 0)
  const mentions = inbox.mentions.filter(({ mention, isNew }) => isNew && isWithin(mention.at))
  const fresh = inbox.toReview.filter(({ request }) => isWithin(request.iterations.at(-1)?.at ?? request.openedAt))
  const own = new Set(inbox.mine.map(({ request }) => subjectName(request)))
  const names = ({ name }: PersonRef) => name
  const at = (request: MergeRequest, resource: Resource, fragment = ''): DigestPlace => ({ title: request.title, fiche: resource.title, url: `${deps.settings.baseUrl}/${addressOf(resource)}/propositions/${request.number}${fragment}` })
  const integratedBy = (news: readonly Told[]) => news.find(({ event }) => event.kind === 'merged')?.event.actor
  return {
    integrated: mine.flatMap(({ request, resource, news }) => { const by = integratedBy(news); return by ? [{ ...at(request, resource), by: names(by) }] : [] }),
    helped: mentions.filter(({ mention }) => mention.reason === 'thanked').map(({ mention, resource, title }) => ({
      title: title ?? '', fiche: resource.title, url: `${deps.settings.baseUrl}/${addressOf(resource)}/propositions/${mention.number}`, by: names(mention.event.actor),
    })),
    toReview: fresh.slice(0, most).map(({ request, resource, expects }) => ({ ...at(request, resource), by: request.proposedBy.name, expects, minutes: request.effort?.minutes ?? 1, isTouchUp: request.effort?.isTouchUp === true })),
    ...reminders,
    mine: mine.flatMap(({ request, resource, news }) => {
      const told = news.flatMap(({ event }) => newsOf(event, names) ?? [])
      return told.length > 0 ? [{ ...at(request, resource), news: told }] : []
    }),
    mentions: mentions.filter(({ mention }) => mention.reason !== 'thanked' && !(mention.reason === 'on_mine' && own.has(subjectName(mention)))).map(({ mention, resource, title }) => ({
      title: title ?? '', fiche: resource.title, by: names(mention.event.actor), reason: mention.reason, words: excerptOf(mention.event), ...((mention.event.kind === 'passage_disputed' || mention.event.kind === 'passage_dispute_answered') && { passage: mention.event.kind }),
      url: `${deps.settings.baseUrl}/${addressOf(resource)}${placeOfEvent(mention)}`,
    })),
    awaiting: inbox.toReview.length,
  }
}

/** What of an event on one’s own proposition is news; an integration is told apart, with thanks. */
function newsOf(event: MergeRequestEvent, names: (person: PersonRef) => string): DigestNews | undefined {
  const by = names(event.actor)
  switch (event.kind) {
    case 'verdict': return { kind: 'verdict', by, verdict: event.verdict }
    case 'reviewed': case 'comment': case 'suggestion': case 'iteration': case 'taken_over': return { kind: event.kind, by }
    case 'objection_lifted': return { kind: 'lifted', by }
    case 'declined': case 'withdrawn': return { kind: 'state', by, state: event.kind, reason: event.reason }
    default: return undefined
  }
}

/**
 * Propositions whose delay passes within the window: after a week without a reader, for those who can act; after three, for the stewards of
 * the community (of the fiche, when a person owns it), who may finish them.
 */
async function remindersFor(deps: Needs, actor: Actor, person: Person, window: Window): Promise<Pick<Digest, 'waiting' | 'toTakeOver'>> {
  const isWithin = (at: number) => at > window.after && at <= window.until
  const requests = await deps.mergeRequests.concerning(person.id, 500)
  const journals = await deps.journals.of(requests.map(({ resource, number }) => ({ resource, number })))
  const waiting: (Digest['waiting'][number])[] = []
  const toTakeOver: (Digest['toTakeOver'][number])[] = []
  for (const request of requests) {
    const told = journals.get(subjectName(request)) ?? []
    const unread = unreadSince(request, told)
    const still = takeOverFrom(request, told)
    // Told of it in this very mail, nobody needs to be reminded of it.
    const isReminded = unread !== undefined && isWithin(unread + remindAfterMs) && !isWithin(unread)
    if (!isReminded && !isWithin(still)) continue
    const resource = await deps.resources.find(request.resource)
    if (!resource) continue
    const circumstances = await circumstancesOf(deps, actor, resource, request)
    if (!may('read', circumstances)) continue
    const place = { title: request.title, fiche: resource.title, url: `${deps.settings.baseUrl}/${addressOf(resource)}/propositions/${request.number}`, by: request.proposedBy.name }
    if (isWithin(still) && isInCharge(person, resource, circumstances.membership)) toTakeOver.push({ ...place, since: still - takeOverAfterMs })
    else if (isReminded && (needsReaders(resource) || may('integrate', circumstances))) waiting.push({ ...place, since: unread })
  }
  return { waiting, toTakeOver }
}

/** Where others’ consent is asked for, every member can act by reading. */
const needsReaders = ({ rule }: Resource): boolean => rule.kind === 'relecture' || rule.kind === 'consentement'

const isInCharge = (person: Person, resource: Resource, membership: string | undefined): boolean =>
  (resource.owner.kind === 'community' ? membership === 'steward' : resource.owner.id === person.id || resource.stewards.some(({ id }) => id === person.id))

