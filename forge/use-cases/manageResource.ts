/** Settings of a resource: each appends one fact to its journal, then brings the index up to date. Stewards only. */
import { mentionedIn } from '../attribution/identities.js'
import { identify } from '../../content-schema/licences/identify.js'
import { isSlug } from '../../content-schema/slug.js'
import { ForgeError } from '../domain/errors.js'
import { isSameRule } from '../domain/decision-rules.js'
import { isInForce } from '../domain/lexicon.js'
import type { ResourceEvent } from '../domain/journal.js'
import { refTo, type Actor } from '../domain/person.js'
import type { Action } from '../domain/policies.js'
import type { Deps } from '../domain/ports.js'
import { replayResource } from '../domain/replay.js'
import { RESOURCE_JOURNAL, type DecisionRule, type PushedProblems, type Resource } from '../domain/resource.js'
import { personActing, requireAllowed } from './access.js'
import { commitEmail, signatureOf } from './authorship.js'
import { addressQueue, ownerFor } from './createResource.js'
import { indexResource } from './indexResource.js'
import { refuseTexts } from './judgeRelicensing.js'
import { oneAtATime } from './oneAtATime.js'
import { oneLine, someLines } from './versionMessage.js'
import { noted, type Writing } from './writing.js'

interface Managing { readonly resource: Resource; readonly at?: number }

/** Another address under the same owner; the old one leads there. Refuses `invalid` for what cannot be an address, `conflict` when it is taken. */
export async function renameResource(deps: Writing, actor: Actor, input: Managing & { readonly slug: string }): Promise<Resource> {
  const { resource, slug } = input
  if (!isSlug(slug)) throw new ForgeError('invalid', 'slug.refused', { slug, field: 'slug' })
  if (slug === resource.slug) throw new ForgeError('invalid', 'change.nothing')
  return oneAtATime(addressQueue(resource.owner.handle, slug), () => record(deps, actor, input, 'manage', async () => {
    await refuseTaken(deps, resource, resource.owner.handle, slug)
    return { kind: 'renamed', actor: refTo(personActing(actor)), slug }
  }))
}

/** To one's own space or a community one belongs to; the old address leads there. Stewards and rule stay. */
export async function transferResource(deps: Writing, actor: Actor, input: Managing & { readonly owner: string }): Promise<Resource> {
  const { resource } = input
  return oneAtATime(addressQueue(input.owner, resource.slug), () => record(deps, actor, input, 'manage', async () => {
    const { owner } = await ownerFor(deps, actor, input.owner)
    if (owner.id === resource.owner.id) throw new ForgeError('invalid', 'change.nothing')
    refuseWordsInForce(deps, resource)
    await refuseTaken(deps, resource, owner.handle, resource.slug)
    return { kind: 'transferred', actor: refTo(personActing(actor)), owner: { kind: owner.kind, id: owner.id, handle: owner.handle } }
  }))
}

/** Who decides what becomes the published text, from now on; open propositions follow the new rule. Refuses `invalid` when it is the present one. */
export async function changeRule(deps: Writing, actor: Actor, input: Managing & { readonly rule: DecisionRule; readonly reason: string }): Promise<Resource> {
  return record(deps, actor, input, 'manage', () => {
    if (isSameRule(input.rule, input.resource.rule)) throw new ForgeError('invalid', 'change.nothing')
    return { kind: 'rule_changed', actor: refTo(personActing(actor)), rule: input.rule, reason: someLines(input.reason) }
  })
}

/** What becomes, from now on, of a push that adds a problem to correct. Refuses `invalid` when nothing changes. */
export async function changePushChecks(deps: Writing, actor: Actor, input: Managing & { readonly pushedProblems: PushedProblems }): Promise<Resource> {
  return record(deps, actor, input, 'manage', async () => {
    if ((await pushChecksOf(deps, input.resource)) === input.pushedProblems) throw new ForgeError('invalid', 'change.nothing')
    return { kind: 'checks_changed', actor: refTo(personActing(actor)), pushedProblems: input.pushedProblems }
  })
}

/** What its stewards chose for pushes that add a problem to correct; refused unless they said otherwise. */
export async function pushChecksOf(deps: Pick<Deps, 'git'>, resource: Resource): Promise<PushedProblems> {
  return replayResource(await deps.git.events(resource.id, RESOURCE_JOURNAL))?.pushedProblems ?? 'refused'
}

/** The whole list of stewards, by handle. Refuses `invalid` when it is empty, `not_found` for a handle nobody has. */
export async function setStewards(deps: Writing & Pick<Deps, 'people'>, actor: Actor, input: Managing & { readonly handles: readonly string[] }): Promise<Resource> {
  return record(deps, actor, input, 'manage', async () => {
    const stewards = []
    for (const handle of new Set(input.handles.map((h) => h.trim().replace(/^@/, '').toLowerCase()).filter((h) => h !== ''))) {
      // Whoever is not named here has no handle to be listed by.
      const unnamed = input.resource.stewards.find((steward) => steward.handle === '' && steward.id === handle)
      const person = unnamed ? await deps.people.find(unnamed.id) : await deps.people.findByHandle(handle)
      if (!person) throw new ForgeError('not_found', 'steward.unknown', { handle, field: 'handles' })
      stewards.push(refTo(person))
    }
    if (stewards.length === 0) throw new ForgeError('invalid', 'steward.none', { field: 'handles' })
    return { kind: 'stewards_changed', actor: refTo(personActing(actor)), stewards }
  })
}

/**
 * States the licence of a fiche whose own words are silent or contradict each other; kept with its reason in the journal.
 * Refuses `conflict` when the text already states one, `invalid` for a licence nobody knows or without a reason, `conflict` for one
 * that words already under another do not allow.
 */
export async function clarifyLicence(deps: Writing, actor: Actor, input: Managing & { readonly licence: string; readonly reason: string }): Promise<Resource> {
  const licence = identify(input.licence)
  const reason = someLines(input.reason, 2000)
  return record(deps, actor, input, 'manage', async () => {
    if (input.resource.licence.state === 'declared') throw new ForgeError('conflict', 'licence.already_stated')
    if (!licence) throw new ForgeError('invalid', 'licence.unknown', { licence: oneLine(input.licence), field: 'licence' })
    if (reason === '') throw new ForgeError('invalid', 'licence.reason_missing', { field: 'reason' })
    const { resource } = input
    if (resource.tip !== undefined) await refuseTexts(deps, resource, [{ path: resource.mainPath, from: undefined, to: licence.id }], { at: resource.tip, whoChanges: [refTo(personActing(actor))] })
    return { kind: 'licence_clarified', actor: refTo(personActing(actor)), licence: licence.id, reason }
  })
}

/** Out of the lists and no longer changed, still readable, with its reason; `restoreResource` undoes it. Refuses `invalid` without a reason. */
export async function retireResource(deps: Writing, actor: Actor, input: Managing & { readonly reason: string }): Promise<Resource> {
  const reason = someLines(input.reason, 2000)
  return record(deps, actor, input, 'retire', () => {
    if (input.resource.state === 'retired') throw new ForgeError('conflict', 'resource.already_retired')
    if (reason === '') throw new ForgeError('invalid', 'resource.retire_without_reason', { field: 'reason' })
    refuseWordsInForce(deps, input.resource)
    return { kind: 'retired', actor: refTo(personActing(actor)), reason }
  })
}

export async function restoreResource(deps: Writing, actor: Actor, input: Managing): Promise<Resource> {
  return record(deps, actor, input, 'retire', () => {
    if (input.resource.state !== 'retired') throw new ForgeError('conflict', 'resource.not_retired')
    return { kind: 'restored', actor: refTo(personActing(actor)) }
  })
}

/** Why a resource cannot be deleted, as a key; undefined when it can. Words of others and what was born from it are not one person's to destroy. */
export async function whyNotDelete(deps: Pick<Deps, 'git' | 'resources' | 'mergeRequests' | 'settings' | 'emails' | 'words'>, actor: Actor, resource: Resource): Promise<string | undefined> {
  const person = personActing(actor)
  if (isInForce(deps.words, resource.id)) return 'words.in_force'
  if ((await deps.resources.adaptationsOf(resource.id)).length > 0) return 'resource.delete_adapted'
  if ((await deps.mergeRequests.of(resource.id)).some((request) => request.proposedBy.id !== person.id)) return 'resource.delete_proposed'
  if (resource.tip === undefined) return undefined
  const own = new Set([commitEmail(person.id, deps.settings.host), ...(await deps.emails.of(person.id)).filter((e) => e.confirmedAt !== undefined).map((e) => e.address)].map((a) => a.toLowerCase()))
  for (const commit of await deps.git.log(resource.id, { from: [resource.tip] })) {
    if (mentionedIn(commit).some((who) => !own.has(who.email.toLowerCase()))) return 'resource.delete_others_words'
  }
  return undefined
}

/** Destroys a resource that is one person's alone, its history and propositions with it. `typed` must be its slug. */
export async function deleteResource(deps: Writing & Pick<Deps, 'emails' | 'visitors'>, actor: Actor, input: { readonly resource: Resource; readonly typed: string }): Promise<void> {
  const { resource } = input
  await requireAllowed(deps, 'delete', actor, resource)
  if (input.typed.trim() !== resource.slug) throw new ForgeError('invalid', 'resource.delete_not_confirmed', { slug: resource.slug, field: 'typed' })
  await oneAtATime(resource.id, async () => {
    const sentence = await whyNotDelete(deps, actor, resource)
    if (sentence !== undefined) throw new ForgeError('forbidden', sentence)
    await noted(deps, resource.id, 'delete', async () => {
      await deps.resources.remove(resource.id)
      await deps.git.remove(resource.id)
      for (const { id } of await deps.visitors.of(resource.id)) await deps.visitors.settle(id, 'refused')
    })
  })
}

/** Fiches hold its words: they would mean nothing any more. */
function refuseWordsInForce(deps: Pick<Deps, 'words'>, resource: Resource): void {
  if (isInForce(deps.words, resource.id)) throw new ForgeError('conflict', 'words.in_force')
}

async function refuseTaken(deps: Pick<Deps, 'resources'>, resource: Resource, owner: string, slug: string): Promise<void> {
  const back = await deps.resources.findRedirect(owner, slug)
  const isOwnFormer = back !== undefined && back.owner === resource.owner.handle && back.slug === resource.slug
  if (!isOwnFormer && (await deps.resources.isAddressTaken(owner, slug))) throw new ForgeError('conflict', 'slug.taken', { slug, owner, field: 'slug' })
}

async function record(deps: Writing, actor: Actor, input: Managing, action: Action, decide: () => ResourceEvent | Promise<ResourceEvent>): Promise<Resource> {
  const person = personActing(actor)
  const { resource } = input
  await requireAllowed(deps, action, actor, resource)
  return oneAtATime(resource.id, () => noted(deps, resource.id, 'journal', async () => {
    const event = await decide()
    await deps.git.append(resource.id, RESOURCE_JOURNAL, [{ author: signatureOf(deps, person, input.at ?? deps.clock.now()), payload: { ...event } }])
    const indexed = await indexResource(deps, resource.id)
    if (!indexed) throw new Error(`resource ${resource.id} cannot be indexed`)
    return indexed
  }))
}
