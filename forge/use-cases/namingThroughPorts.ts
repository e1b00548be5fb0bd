import type { ChainEvent, Signature } from '../domain/git.js'
import { subjectName } from '../domain/inbox.js'
import { isHidden, neutralNames, refAs, shownAs } from '../domain/naming.js'
import type { PersonRef } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import type { MergeRequest } from '../domain/merge-request.js'
import type { Resource, ResourceId } from '../domain/resource.js'
import { personIdOfCommitEmail } from './authorship.js'
import { namesInForce, type NamesInForce } from './namesInForce.js'

/**
 * The same ports, with everybody named as they chose: what journals and indexes tell of people comes out under their names of today, and
 * what the forge writes for somebody who chose another name, or none, is signed with that. (Names of Git histories: nameAuthors.ts.)
 *
 * One door rather than one look-up a page: a reference to a person is known by its shape, wherever an event or a record holds it.
 */
export function namingThroughPorts<D extends Omit<Deps, 'words'>>(deps: D): D {
  const { git, resources, mergeRequests, journals, communities, settings } = deps

  /** Today's name of each person that `value` holds; `where`: the resource each part is about. */
  async function named<T>(parts: readonly (readonly [T, ResourceId | undefined])[]): Promise<T[]> {
    const ids = new Set<string>()
    for (const [value] of parts) eachRef(value, ({ id }) => { ids.add(id) })
    if (ids.size === 0) return parts.map(([value]) => value)
    const where = [...new Set(parts.flatMap(([, resource]) => resource ?? []))]
    const [people, inForce] = await Promise.all([deps.people.findMany([...ids]), namesInForce(deps, ids, where)])
    return parts.map(([value, resource]) => withRefs(value, (ref) => {
      const person = people.get(ref.id)
      return person ? refAs(person, ref.id, inForce.choiceOf(ref.id, resource)) : ref
    }))
  }

  async function namedResources(found: readonly Resource[]): Promise<Resource[]> {
    const shown = await named(found.map((resource) => [resource, resource.id] as const))
    const owners = shown.filter(({ owner }) => owner.kind === 'person')
    if (owners.length === 0) return shown
    const inForce = await namesInForce(deps, owners.map(({ owner }) => owner.id), owners.map(({ id }) => id))
    // The address keeps the handle: it is how the resource is found.
    return shown.map((resource) => {
      const { owner } = resource
      const choice = owner.kind === 'person' ? inForce.choiceOf(owner.id, resource.id) : undefined
      if (choice === undefined || choice.kind === 'named') return resource
      return { ...resource, owner: { ...owner, name: shownAs({ displayName: owner.name, handle: owner.handle }, choice).name, isUnlinked: true } }
    })
  }
  const namedResource = async (found: Resource | undefined): Promise<Resource | undefined> => found && (await namedResources([found]))[0]

  async function namedRequests(found: readonly MergeRequest[]): Promise<MergeRequest[]> {
    const shown = await named(found.map((request) => [request, request.resource] as const))
    if (shown.every(({ importedFrom }) => importedFrom === undefined)) return shown
    const inForce = await namesInForce(deps, [], shown.map(({ resource }) => resource))
    return shown.map((request) => {
      const hidden = request.importedFrom && inForce.isWrittenNameHidden(request.resource, request.importedFrom.by)
      return hidden && request.importedFrom && isHidden(hidden) ? { ...request, importedFrom: { ...request.importedFrom, by: neutralNames[hidden.kind as 'anonymous'].fr } } : request
    })
  }
  const namedRequest = async (found: MergeRequest | undefined): Promise<MergeRequest | undefined> => found && (await namedRequests([found]))[0]

  /** Only who chose another name is renamed: a version assembled from older ones keeps the names they were written under. */
  async function signed(resource: ResourceId, signatures: readonly Signature[], message: string): Promise<{ signatures: Signature[]; message: string }> {
    const inMessage = [...message.matchAll(mentionPattern(settings.host))].map(([, , , id = '']) => id.toLowerCase())
    const ids = [...new Set([...signatures.flatMap(({ email }) => personIdOfCommitEmail(email, settings.host) ?? []), ...inMessage])]
    if (ids.length === 0) return { signatures: [...signatures], message }
    const inForce = await namesInForce(deps, ids, [resource])
    const nameOf = (id: string | undefined, name: string): string => chosenName(inForce, id, resource) ?? name
    return {
      signatures: signatures.map((one) => ({ ...one, name: nameOf(personIdOfCommitEmail(one.email, settings.host), one.name) })),
      message: message.replace(mentionPattern(settings.host), (whole: string, before: string, name: string, id: string) => { const chosen = chosenName(inForce, id.toLowerCase(), resource); return chosen === undefined ? whole : `${before}${chosen} <${whole.slice(before.length + name.length + 2)}` }),
    }
  }

  return {
    ...deps,
    git: {
      ...git,
      async events(repo, ref, since) {
        const chain = await git.events(repo, ref, since)
        const payloads = await named(chain.map(({ payload }) => [payload, repo] as const))
        return chain.map((event, at): ChainEvent => ({ ...event, payload: payloads[at] as ChainEvent['payload'] }))
      },
      async append(repo, ref, events) {
        const [authors, payloads] = await Promise.all([signed(repo, events.map(({ author }) => author), ''), namedAsChosen(deps, events.map(({ payload }) => payload), repo)])
        return git.append(repo, ref, events.map((event, at) => ({ author: authors.signatures[at] ?? event.author, payload: payloads[at] ?? event.payload })))
      },
      async writeCommit(repo, commit) {
        const { signatures: [author = commit.author, committer = commit.committer], message } = await signed(repo, [commit.author, commit.committer], commit.message)
        return git.writeCommit(repo, { ...commit, author, committer, message })
      },
    },
    resources: {
      ...resources,
      find: async (id) => namedResource(await resources.find(id)),
      findByAddress: async (owner, slug) => namedResource(await resources.findByAddress(owner, slug)),
      search: async (query) => { const page = await resources.search(query); return { ...page, items: await namedResources(page.items) } },
      adaptationsOf: async (id) => namedResources(await resources.adaptationsOf(id)),
      contributedBy: async (emails) => namedResources(await resources.contributedBy(emails)),
      rolesOf: async (person) => { const found = await resources.rolesOf(person); const shown = await namedResources(found.map(({ resource }) => resource)); return found.map((one, at) => ({ ...one, resource: shown[at] ?? one.resource })) },
      stewardedBy: async (person) => namedResources(await resources.stewardedBy(person)),
    },
    mergeRequests: {
      ...mergeRequests,
      find: async (resource, number) => namedRequest(await mergeRequests.find(resource, number)),
      of: async (resource, state) => namedRequests(await mergeRequests.of(resource, state)),
      openBy: async (person) => namedRequests(await mergeRequests.openBy(person)),
      awaiting: async (limit) => namedRequests(await mergeRequests.awaiting(limit)),
      concerning: async (person, limit) => namedRequests(await mergeRequests.concerning(person, limit)),
      by: async (person, since) => namedRequests(await mergeRequests.by(person, since)),
    },
    journals: {
      ...journals,
      async of(subjects) {
        const found = [...await journals.of(subjects)]
        const resourceOf = new Map(subjects.map((subject) => [subjectName(subject), subject.resource]))
        const told = await named(found.map(([name, events]) => [events, resourceOf.get(name)] as const))
        return new Map(found.map(([name], at) => [name, told[at] ?? []]))
      },
      async mentionsOf(person, window) {
        return named((await journals.mentionsOf(person, window)).map((mention) => [mention, mention.resource] as const))
      },
    },
    communities: { ...communities, members: async (community) => named((await communities.members(community)).map((member) => [member, undefined] as const)) },
  }

  async function namedAsChosen<T>(from: Pick<Deps, 'naming' | 'people'>, values: readonly T[], resource: ResourceId): Promise<T[]> {
    const ids = new Set<string>()
    for (const value of values) eachRef(value, ({ id }) => { ids.add(id) })
    if (ids.size === 0) return [...values]
    const inForce = await namesInForce(from, ids, [resource])
    const people = await from.people.findMany([...ids].filter((id) => chosenName(inForce, id, resource) !== undefined))
    return values.map((value) => withRefs(value, (ref) => { const person = people.get(ref.id); return person ? refAs(person, ref.id, inForce.choiceOf(ref.id, resource)) : ref }))
  }
}

/** The name written for somebody who chose another than their account's. */
function chosenName(inForce: NamesInForce, id: string | undefined, resource: ResourceId): string | undefined {
  const choice = id === undefined ? undefined : inForce.choiceOf(id, resource)
  return choice === undefined || choice.kind === 'named' ? undefined : shownAs({ displayName: '', handle: '' }, choice).name
}

/** `Co-authored-by: Name <id@users.noreply.host>`, in a message: what is before the name, the name, the person's id. */
const mentionPattern = (host: string): RegExp => new RegExp(`^([A-Za-z][A-Za-z-]*:[ \\t]*)([^<>\\n]*?)[ \\t]*<([a-z0-9]+)@users\\.noreply\\.${host.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}>`, 'gim')

const isRef = (value: object): value is PersonRef => {
  const { id, handle, name } = value as Partial<Record<keyof PersonRef, unknown>>
  return typeof id === 'string' && typeof handle === 'string' && typeof name === 'string' && Object.keys(value).length === 3
}

function eachRef(value: unknown, found: (ref: PersonRef) => void): void {
  if (value === null || typeof value !== 'object') return
  if (Array.isArray(value)) { for (const one of value) eachRef(one, found); return }
  if (isRef(value)) { found(value); return }
  for (const one of Object.values(value)) eachRef(one, found)
}

function withRefs<T>(value: T, change: (ref: PersonRef) => PersonRef): T {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map((one: unknown) => withRefs(one, change)) as T
  if (isRef(value)) return change(value) as T
  if (Object.getPrototypeOf(value) !== Object.prototype) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withRefs(one as unknown, change)])) as T
}
