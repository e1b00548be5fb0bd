import { isSameLabel } from '../../content-schema/licences/relicensing.js'
import { bareWords, holdsWords } from '../attribution/added-words.js'
import type { ConsentToGive } from '../domain/consent-to-give.js'
import { answerTo, grantAsksIn, type GrantAsk } from '../domain/grant-asks.js'
import { grantsIn } from '../domain/grants.js'
import { asChain, newsSince, subjectName, type Seen, type Told } from '../domain/inbox.js'
import type { LicenceEvent } from '../domain/journal.js'
import { licenceStoryOf, openAsks, type LicenceStory, type RelicenceAsk } from '../domain/licence-story.js'
import type { MergeRequest } from '../domain/merge-request.js'
import { refTo, type Person, type PersonId } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { RESOURCE_JOURNAL, type Resource } from '../domain/resource.js'
import { textOf } from './indexResource.js'

const mostAsks = 200

/**
 * What is asked of a person for words they wrote and they have not answered: a change of label of the whole text, or a passage of theirs that a proposition brings elsewhere.
 * Each ask once, the longest waiting first, as long as it stands: given up, settled, or about words that the proposition no longer brings, it waits for nobody.
 */
export async function consentsAwaited(
  deps: Pick<Deps, 'journals' | 'mergeRequests' | 'git'>, person: Person, seen: ReadonlyMap<string, Seen>, readable: (id: string) => Promise<Resource | undefined>,
): Promise<readonly ConsentToGive[]> {
  const asked = await deps.journals.mentionsOf(refTo(person), { kinds: ['relicence_asked', 'grant_asked'], limit: mostAsks })
  const journals = await deps.journals.of(asked)
  const items: ConsentToGive[] = []
  for (const { resource: id, number, oid } of asked) {
    const resource = await readable(id)
    if (resource?.state !== 'published') continue
    const told = journals.get(subjectName({ resource: id, number })) ?? []
    const isNew = newsSince(told, person.id, seen.get(subjectName({ resource: id, number }))).some((one) => one.oid === oid)
    const found = number > 0 ? await grantAwaited(deps, person.id, resource, { number, told, oid }) : relicensingAwaited(person.id, resource, told, oid)
    if (found) items.push({ ...found, resource, isNew })
  }
  return items.sort((a, b) => a.waitingSince - b.waitingSince || (a.event < b.event ? -1 : 1))
}

type Found = Omit<ConsentToGive, 'resource' | 'isNew'>

function relicensingAwaited(person: PersonId, resource: Resource, told: readonly Told[], oid: string): Found | undefined {
  // The index keeps every journal alike; that of the licence holds its events.
  const story = licenceStoryOf(told as unknown as readonly Told<LicenceEvent>[])
  const label = resource.licence.state === 'declared' ? resource.licence.licence?.id : undefined
  const ask = openAsks(story, label).find(({ event }) => event === oid)
  if (!ask || !ask.people.some(({ id }) => id === person) || isAnswered(story, ask, person)) return undefined
  return { event: oid, by: ask.by, licence: ask.licence, reason: ask.reason, passage: undefined, waitingSince: ask.at }
}

/** By an answer to it, or by one about the same licence since. */
const isAnswered = ({ answers }: LicenceStory, ask: RelicenceAsk, person: PersonId): boolean =>
  answers.some(({ by, at, licence }) => by.id === person && at >= ask.at && isSameLabel(licence, ask.licence))

async function grantAwaited(deps: Pick<Deps, 'mergeRequests' | 'git'>, person: PersonId, resource: Resource, { number, told, oid }: { readonly number: number; readonly told: readonly Told[]; readonly oid: string }): Promise<Found | undefined> {
  const request = await deps.mergeRequests.find(resource.id, number)
  const ask = grantAsksIn(asChain(told)).find(({ event }) => event === oid)
  if (request?.state !== 'open' || !ask || !ask.people.some(({ id }) => id === person) || answerTo(ask, person) !== undefined) return undefined
  if (!(await stillBrings(deps, request, ask)) || await isGrantedBy(deps, resource, ask, person)) return undefined
  return { event: oid, by: ask.by, licence: ask.licence, reason: ask.reason, passage: { number, title: request.title, quote: ask.quote }, waitingSince: ask.at }
}

/** A later text of the proposition may have left the passage out. */
const stillBrings = async (deps: Pick<Deps, 'git'>, { resource, head }: MergeRequest, { path, quote }: GrantAsk): Promise<boolean> =>
  holdsWords(bareWords(await textOf(deps, resource, head, path)), bareWords(quote))

/** Granted elsewhere, on another proposition that brings the same passage here. */
const isGrantedBy = async (deps: Pick<Deps, 'git'>, { id }: Resource, { source, licence, quote }: GrantAsk, person: PersonId): Promise<boolean> =>
  grantsIn(await deps.git.events(id, RESOURCE_JOURNAL)).some((grant) => grant.by.id === person && grant.source === source.resource && grant.licence === licence && holdsWords(bareWords(grant.words), bareWords(quote)))
