/** The domain's nouns as the API shows them (forge/contract/views.ts). */
import type { ChangeView, CommentView, MergeRequestView, MissingView, ResourceView, RoleView } from '../contract/views.js'
import type { Obstacle } from '../domain/decision.js'
import { isoTime as iso } from '../domain/iso-time.js'
import type { MergeRequest } from '../domain/merge-request.js'
import type { Resource } from '../domain/resource.js'
import type { Standing } from '../domain/standing.js'
import type { RolePerson, RoleReading } from '../domain/role-reading.js'
import type { SaidOfChange } from '../domain/reviews.js'
import type { ReadChange } from '../use-cases/readChanges.js'
import type { DiscussionEntry } from '../use-cases/readDiscussion.js'

const person = ({ handle, name }: { handle: string; name: string }) => ({ handle, name })

export function resourceView(resource: Resource, baseUrl: string): ResourceView {
  const address = `${resource.owner.handle}/${resource.slug}`
  return {
    owner: resource.owner.handle, slug: resource.slug, title: resource.title, type: resource.fields.type ?? null, summary: resource.fields.resume ?? null,
    language: resource.fields.langue, state: resource.state,
    licence: { state: resource.licence.state, id: resource.licence.licence?.id ?? null, uri: resource.licence.licence?.uri ?? null },
    rule: resource.rule, stewards: resource.stewards.map(person), mainPath: resource.mainPath, tip: resource.tip ?? null, versions: resource.versions,
    createdAt: iso(resource.createdAt), updatedAt: iso(resource.updatedAt),
    origin: resource.origin ? { owner: resource.origin.owner, slug: resource.origin.slug, title: resource.origin.title, commit: resource.origin.commit } : null,
    url: `${baseUrl}/${address}`, cloneUrl: `${baseUrl}/${address}.git`,
  }
}

export function mergeRequestView(request: MergeRequest, resource: Resource, baseUrl: string): MergeRequestView {
  return {
    number: request.number, title: request.title, description: request.description, state: request.state, proposedBy: person(request.proposedBy), base: request.base, head: request.head,
    iterations: request.iterations.length, mergedAs: request.mergedAs ?? null, openedAt: iso(request.openedAt), updatedAt: iso(request.updatedAt),
    url: `${baseUrl}/${resource.owner.handle}/${resource.slug}/propositions/${request.number}`,
    importedFrom: request.importedFrom === undefined ? null : { ...request.importedFrom, at: request.importedFrom.at === undefined ? null : iso(request.importedFrom.at) },
  }
}

export function changeView({ name, is, title, before, after, lead, tail, said, inForce }: ReadChange): ChangeView {
  const answer = (one: SaidOfChange) => ({ by: person(one.by), at: iso(one.at), decision: one.decision, reason: one.reason ?? null })
  return { name, kind: is, title, before: before ?? null, after: after ?? null, lead, tail, said: said.map(answer), decision: inForce === undefined ? null : answer(inForce) }
}

export function missingView(obstacle: Obstacle): MissingView {
  switch (obstacle.kind) {
    case 'objections': return { kind: 'objections', by: obstacle.objections.map(({ by }) => person(by)) }
    case 'consents': return { kind: 'consents', have: obstacle.have, need: obstacle.need }
    case 'delay': return { kind: 'delay', until: iso(obstacle.until) }
  }
}

/** Who can integrate: any member, or these people. */
export const integratorsView = (who: Standing['integrators']): 'members' | { handle: string; name: string }[] => (who === 'members' ? who : who.map(person))

const named = ({ name, handle }: RolePerson) => ({ name, handle: handle ?? null })
const orGone = (one: RolePerson | undefined) => (one === undefined ? null : named(one))

export function roleView({ event, role, state, person: holder, isOwnClaim, awaits, note, by, at, answers, disputes }: RoleReading): RoleView {
  return {
    id: event, role, state, person: orGone(holder), claimedByThemselves: isOwnClaim, awaits: awaits ?? null, note, by: orGone(by), at: iso(at),
    answers: answers.map((one) => ({ answer: one.answer, reason: one.reason, by: orGone(one.by), at: iso(one.at) })),
    disputes: disputes.map((one) => ({
      id: one.event, reason: one.reason, by: orGone(one.by), at: iso(one.at), answers: one.answers.map((answer) => ({ text: answer.text, by: orGone(answer.by), at: iso(answer.at) })),
      lifted: one.lifted === undefined ? null : { at: iso(one.lifted.at), reason: one.lifted.reason },
    })),
  }
}

export function commentView(entry: DiscussionEntry): CommentView {
  return { kind: entry.kind, by: person(entry.by), at: iso(entry.at), text: entry.text, verdict: entry.verdict ?? null, event: entry.event, lifted: entry.lifted }
}
