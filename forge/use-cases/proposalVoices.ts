import { authorsOf } from '../attribution/identities.js'
import { asksSecondVoice } from '../domain/decision-rules.js'
import { consentsTo } from '../domain/decision.js'
import type { MergeRequest, Verdict } from '../domain/merge-request.js'
import type { Actor, PersonId, PersonRef } from '../domain/person.js'
import { mustBeAllowed, type Circumstances } from '../domain/policies.js'
import type { Deps } from '../domain/ports.js'
import { MAIN, type Resource } from '../domain/resource.js'
import type { Voices } from '../domain/standing.js'
import { circumstancesOf } from './access.js'
import { personIdOfCommitEmail } from './authorship.js'

type Needs = Pick<Deps, 'git' | 'emails' | 'settings' | 'communities'>

/** Who wrote what a proposition offers, and who answers for its fiche. */
export async function voicesOf(deps: Needs, resource: Resource, request: MergeRequest): Promise<Voices> {
  const [authors, stewards] = await Promise.all([writersOf(deps, resource, request), stewardsOf(deps, resource)])
  return { authors, stewards }
}

async function writersOf(deps: Needs, resource: Resource, request: MergeRequest): Promise<ReadonlySet<PersonId>> {
  const main = await deps.git.resolve(resource.id, MAIN)
  const commits = await deps.git.log(resource.id, { from: [request.head], not: [request.base, ...(main !== undefined ? [main] : [])] })
  const addresses = [...new Set(commits.flatMap((commit) => authorsOf(commit).map(({ email }) => email.trim().toLowerCase())))]
  const elsewhere = addresses.filter((address) => address !== '' && personIdOfCommitEmail(address, deps.settings.host) === undefined)
  const confirmed = elsewhere.length === 0 ? new Map<string, PersonId>() : await deps.emails.findManyConfirmed(elsewhere)
  return new Set([...(request.importedFrom === undefined ? [request.proposedBy.id] : []), ...addresses.flatMap((address) => personIdOfCommitEmail(address, deps.settings.host) ?? confirmed.get(address) ?? [])])
}

async function stewardsOf(deps: Pick<Deps, 'communities'>, { owner, stewards }: Resource): Promise<readonly PersonRef[]> {
  const community = owner.kind === 'community' ? (await deps.communities.members(owner.id)).filter(({ role }) => role === 'steward').map(({ ref }) => ref) : []
  const person = owner.kind === 'person' ? [{ id: owner.id, handle: owner.handle, name: owner.name }] : []
  return [...new Map([...stewards, ...person, ...community].map((ref) => [ref.id, ref])).values()]
}

/** What the policies look at before a proposition: who the actor is to it, where its rule asks for a second voice. */
export async function circumstancesOn(deps: Needs, actor: Actor, input: { readonly resource: Resource; readonly request: MergeRequest; readonly verdicts: readonly Verdict[]; readonly voices: Voices }): Promise<Circumstances> {
  const { resource, request, verdicts, voices: { authors, stewards } } = input
  const circumstances = await circumstancesOf(deps, actor, resource, request)
  if (actor.kind !== 'person' || !asksSecondVoice(resource.rule)) return circumstances
  const { id } = actor.person
  return { ...circumstances, voice: { isAuthor: authors.has(id), consents: consentsTo({ request, verdicts, authors }).some(({ by }) => by.id === id), isByStewards: stewards.some((steward) => authors.has(steward.id)) } }
}

/** Refuses `unauthenticated` or `forbidden` to whoever may not integrate this proposition; answers who speaks about it. */
export async function requireMayIntegrate(deps: Needs, actor: Actor, input: { readonly resource: Resource; readonly request: MergeRequest; readonly verdicts: readonly Verdict[] }): Promise<Voices> {
  const voices = await voicesOf(deps, input.resource, input.request)
  mustBeAllowed('integrate', await circumstancesOn(deps, actor, { ...input, voices }))
  return voices
}
