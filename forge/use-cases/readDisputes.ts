import type { Oid } from '../domain/git.js'
import { ROLES_SUBJECT, subjectName } from '../domain/inbox.js'
import { disputesOf, makingEventsIn, type PassageDispute } from '../domain/passage-disputes.js'
import type { Actor } from '../domain/person.js'
import { may, type Circumstances } from '../domain/policies.js'
import type { Deps } from '../domain/ports.js'
import type { DisputeReading, PassageSaid } from '../domain/reuse-reading.js'
import { addressOf, RESOURCE_JOURNAL, type Resource } from '../domain/resource.js'
import { circumstancesOf } from './access.js'

/** What is said of where passages of a resource come from, from its journal, oldest first. */
export async function freshDisputes(deps: Pick<Deps, 'git'>, resource: Pick<Resource, 'id'>): Promise<readonly PassageDispute[]> {
  return disputesOf(makingEventsIn(await deps.git.events(resource.id, RESOURCE_JOURNAL)))
}

/** The same as one reader meets it, the latest first. */
export async function readDisputes(deps: Pick<Deps, 'git' | 'resources' | 'communities' | 'emails'>, actor: Actor, resource: Resource): Promise<readonly DisputeReading[]> {
  const disputes = await freshDisputes(deps, resource)
  return Promise.all([...disputes].reverse().map(async (dispute): Promise<DisputeReading> => {
    const other = dispute.other === undefined ? undefined : await deps.resources.find(dispute.other)
    const circumstances = await circumstancesOfDispute(deps, actor, resource, dispute)
    const said = ({ event, by, at, text }: PassageDispute['answers'][number]): PassageSaid => ({ event, by, at, text })
    return {
      event: dispute.event, by: dispute.by, at: dispute.at, passage: dispute.passage, from: dispute.from, reason: dispute.reason,
      other: other && { title: other.title, path: `/${addressOf(other)}` }, answers: dispute.answers.map(said), lifted: dispute.lifted && said(dispute.lifted),
      may: { answer: dispute.lifted === undefined && may('answer_passage', circumstances), lift: dispute.lifted === undefined && may('lift_passage', circumstances) },
    }
  }))
}

/** What the actor is to a dispute: who raised it, and whether they wrote, or answer for, one of the two texts. */
export async function circumstancesOfDispute(deps: Pick<Deps, 'resources' | 'communities' | 'emails'>, actor: Actor, resource: Resource, dispute: PassageDispute): Promise<Circumstances> {
  const circumstances = await circumstancesOf(deps, actor, resource)
  if (actor.kind !== 'person') return circumstances
  const ids = [resource.id, ...(dispute.other === undefined ? [] : [dispute.other])]
  const other = dispute.other === undefined ? undefined : await deps.resources.find(dispute.other)
  const answersFor = other !== undefined && may('manage', await circumstancesOf(deps, actor, other))
  return { ...circumstances, claimedBy: dispute.by.id, isOfPassage: answersFor || (await wroteIn(deps, actor.person.id, ids)) }
}

/** Whether one of a person's addresses stands in the history of one of these resources. */
async function wroteIn(deps: Pick<Deps, 'resources' | 'emails'>, person: string, ids: readonly string[]): Promise<boolean> {
  const people = [...(await deps.resources.peopleOf(ids)).values()].flat()
  if (people.some(({ email }) => email.startsWith(`${person}@users.noreply.`))) return true
  return [...(await deps.emails.findManyConfirmed(people.map(({ email }) => email))).values()].includes(person)
}

/** How many disputes of a resource's passages nobody took back; from the index. */
export async function countDisputes(deps: Pick<Deps, 'journals'>, resource: Pick<Resource, 'id'>): Promise<number> {
  const subject = { resource: resource.id, number: ROLES_SUBJECT }
  const told = (await deps.journals.of([subject])).get(subjectName(subject)) ?? []
  return disputesOf(told as unknown as Parameters<typeof disputesOf>[0]).filter(({ lifted }) => lifted === undefined).length
}

/** The last thing said of passages, when it is also the last said of who made the resource: what somebody who reads the page has seen. */
export async function lastSaidOfPassages(deps: Pick<Deps, 'git'>, resource: Pick<Resource, 'id'>): Promise<{ readonly oid: Oid; readonly at: number } | undefined> {
  const last = makingEventsIn(await deps.git.events(resource.id, RESOURCE_JOURNAL)).at(-1)
  return last?.event.kind.startsWith('passage_') === true ? last : undefined
}
