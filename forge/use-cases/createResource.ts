import { isSlug, slugOf } from '../../content-schema/slug.js'
import { ForgeError } from '../domain/errors.js'
import { stopping } from '../domain/incoming.js'
import type { ResourceEvent } from '../domain/journal.js'
import { refTo, type Actor, type Person } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { RESOURCE_JOURNAL, type DecisionRule, type Owner, type Resource, type ResourceId } from '../domain/resource.js'
import { personActing } from './access.js'
import { signatureOf } from './authorship.js'
import { indexResource } from './indexResource.js'
import { grantsOf } from './grantWords.js'
import { textsTyped } from './incomingTexts.js'
import { judgeIncoming, refuseStopped, type Judging } from './judgeIncoming.js'
import { judgedBefore, movePublished } from './movePublished.js'
import { oneAtATime } from './oneAtATime.js'
import { noted } from './writing.js'

/** The label of a resource that has no text yet: its first one says it. */
const noLabelYet = { state: 'absent' as const, declared: [] }

type Needs = Pick<Deps, 'git' | 'resources' | 'mergeRequests' | 'owners' | 'communities' | 'pending' | 'clock' | 'ids' | 'settings' | 'log'> & Judging

/** The queue of those who want one address (`oneAtATime`): two resources of one address would leave one without any. */
export const addressQueue = (owner: string, slug: string): string => `address ${owner.toLowerCase()}/${slug}`

/** The first free address for a title under an owner: `bilan`, then `bilan-2`… */
export async function freeSlug(deps: Pick<Deps, 'resources'>, owner: string, title: string): Promise<string> {
  const base = slugOf(title)
  for (let n = 1; ; n += 1) {
    const slug = n === 1 ? base : `${base.slice(0, 56)}-${n}`
    if (!(await deps.resources.isAddressTaken(owner, slug))) return slug
  }
}

/** Where somebody may create: their own space, or a community they belong to. Refuses `not_found` or `forbidden`. */
export async function ownerFor(deps: Pick<Deps, 'owners' | 'communities'>, actor: Actor, handle: string): Promise<{ owner: Owner; defaultRule: DecisionRule }> {
  const person = personActing(actor)
  const owner = await deps.owners.find(handle)
  if (!owner) throw new ForgeError('not_found', 'not_found.owner', { handle })
  if (owner.kind === 'person') {
    if (owner.id !== person.id && !person.isAdmin) throw new ForgeError('forbidden', 'owner.not_yours', { handle })
    return { owner, defaultRule: { kind: 'garant·es' } }
  }
  const community = await deps.communities.find(owner.id)
  const membership = await deps.communities.membership(owner.id, person.id)
  if (!membership && !person.isAdmin) throw new ForgeError('forbidden', 'owner.not_member', { handle, name: owner.name })
  return { owner, defaultRule: community?.defaultRule ?? { kind: 'garant·es' } }
}

/**
 * Creates a resource: repository, journal, and its first version when `files` are given.
 *
 * Noted before its first step: a crash leaves a whole resource when its journal was written, nothing otherwise.
 * Refuses `conflict` when the address is taken, `invalid` when the slug cannot be one, `forbidden` while a licence keeps something of its text out.
 */
export async function createResource(deps: Needs, actor: Actor, input: {
  readonly owner: Owner
  readonly slug: string
  readonly rule: DecisionRule
  readonly stewards: readonly Person[]
  readonly mainPath?: string
  readonly first?: { readonly files: ReadonlyMap<string, Uint8Array | string>; readonly message: string }
  readonly extraEvents?: readonly ResourceEvent[]
  /** Names of passages of its first text that they wrote elsewhere and grant under its label. */
  readonly granting?: readonly string[]
  /** For histories told after the fact (the demonstration): when it happened. */
  readonly at?: number
}): Promise<Resource> {
  const person = personActing(actor)
  if (!isSlug(input.slug)) throw new ForgeError('invalid', 'slug.refused', { slug: input.slug })
  return oneAtATime(addressQueue(input.owner.handle, input.slug), async () => {
    if (await deps.resources.isAddressTaken(input.owner.handle, input.slug)) throw new ForgeError('conflict', 'slug.taken', { slug: input.slug, owner: input.owner.handle })
    const id = deps.ids.next()
    const granted = input.first ? await refuseStoppedFirst(deps, person, id, input.mainPath ?? 'README.md', input.first.files, input.granting ?? []) : []
    return noted(deps, id, 'create', () => makeResource(deps, person, id, { ...input, extraEvents: [...(input.extraEvents ?? []), ...granted] }))
  })
}

/** A first text too may hold what a licence keeps out: asked before anything is made. Answers what its author grants of it, alone; what several wrote waits for them all. */
async function refuseStoppedFirst(deps: Needs, person: Person, id: ResourceId, mainPath: string, files: ReadonlyMap<string, Uint8Array | string>, granting: readonly string[]): Promise<readonly ResourceEvent[]> {
  const incoming = await judgeIncoming(deps, { resource: { id, tip: undefined, origin: undefined, mainPath, licence: noLabelYet }, incoming: textsTyped(deps, id, undefined, files), proposer: person.id })
  const mine = grantsOf(person, incoming, granting)
  if (stopping(incoming).some(({ name, people, mayGrant }) => !granting.includes(name) || people.length > 1 || mayGrant[0] !== person.id)) refuseStopped(incoming)
  return mine
}

async function makeResource(deps: Needs, person: Person, id: ResourceId, input: Parameters<typeof createResource>[2]): Promise<Resource> {
  const at = input.at ?? deps.clock.now()
  const author = signatureOf(deps, person, at)
  await deps.git.create(id)
  const created: ResourceEvent = {
    kind: 'created', actor: refTo(person), owner: { kind: input.owner.kind, id: input.owner.id, handle: input.owner.handle }, slug: input.slug,
    rule: input.rule, stewards: input.stewards.map(refTo), mainPath: input.mainPath ?? 'README.md',
  }
  if (input.first) {
    const commit = await deps.git.writeCommit(id, { parents: [], baseTree: undefined, files: input.first.files, author, committer: author, message: input.first.message })
    await movePublished(deps, judgedBefore({ id }, undefined, commit))
  }
  await deps.git.append(id, RESOURCE_JOURNAL, [created, ...(input.extraEvents ?? [])].map((payload) => ({ author, payload: { ...payload } })))
  const resource = await indexResource(deps, id)
  if (!resource) throw new Error(`resource ${id} was created but cannot be indexed`)
  return resource
}
