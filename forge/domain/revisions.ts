/**
 * What changed since when, so that whole pages can be kept and still never be stale: each kept page names what it shows (tags) and the
 * revision it was made at; it is good as long as none of its tags changed after. In memory: a process that starts keeps no page.
 */
import type { Deps } from './ports.js'
import type { Resource } from './resource.js'

export type Tag = `resource:${string}` | `community:${string}` | 'listing' | 'identity'

export interface Revisions {
  /** Grows at each change. */
  current(): number
  /** The revision of the last change to any of these. */
  lastChange(tags: readonly Tag[]): number
  changed(...tags: readonly Tag[]): void
  /** Told of each change, until the function it answers is called. */
  onChange(listener: (tags: readonly Tag[]) => void): () => void
}

export function startRevisions(): Revisions {
  let revision = 1
  /** Changes older than what the map remembers count from here: forgetting only costs re-rendering. */
  let floor = 0
  const last = new Map<Tag, number>()
  const listeners = new Set<(tags: readonly Tag[]) => void>()
  return {
    current: () => revision,
    lastChange: (tags) => tags.reduce((newest, tag) => Math.max(newest, last.get(tag) ?? 0), floor),
    changed(...tags) {
      revision += 1
      for (const tag of tags) last.set(tag, revision)
      if (last.size > 100_000) { last.clear(); floor = revision }
      for (const listener of listeners) listener(tags)
    },
    onChange(listener) { listeners.add(listener); return () => { listeners.delete(listener) } },
  }
}

/** What shows something of a resource. */
const shownWith = (resource: Resource): Tag[] => [
  'listing', `resource:${resource.id}`, ...(resource.origin ? [`resource:${resource.origin.resource}` as const] : []), ...(resource.owner.kind === 'community' ? [`community:${resource.owner.id}` as const] : []),
]

/** The same ports, whose writes tell `revisions` what they changed, once they are done. */
export function watchingChanges<D extends Omit<Deps, 'words'>>(deps: D, revisions: Revisions): D {
  const after = <A extends unknown[], R>(write: (...args: A) => Promise<R>, tags: (...args: A) => readonly Tag[]) => async (...args: A): Promise<R> => {
    try { return await write(...args) } finally { revisions.changed(...tags(...args)) }
  }
  /** What others share with it is shown on their pages. */
  const tellingNeighbours = <A extends [string, ...unknown[]]>(write: (...args: A) => Promise<readonly string[]>) => async (...args: A): Promise<readonly string[]> => {
    const neighbours = await write(...args)
    if (neighbours.length > 0) revisions.changed(...[args[0], ...neighbours].map((id) => `resource:${id}` as const))
    return neighbours
  }
  const { git, resources, passages, mergeRequests, people, emails, communities, visitors, naming } = deps
  return {
    ...deps,
    // What is said of a passage is in a journal alone.
    git: { ...git, append: after(git.append, (repo) => [`resource:${repo}`]), erase: after(git.erase, (repo) => [`resource:${repo}`]) },
    resources: {
      ...resources,
      put: after(resources.put, (resource) => shownWith(resource)),
      putAll: after(resources.putAll, (entries) => entries.flatMap(({ resource }) => shownWith(resource))),
      remove: after(resources.remove, (id) => ['listing', `resource:${id}`, 'identity']),
      clear: after(resources.clear, () => ['listing', 'identity']),
    },
    passages: { ...passages, keep: tellingNeighbours(passages.keep), forget: tellingNeighbours(passages.forget) },
    mergeRequests: { ...mergeRequests, put: after(mergeRequests.put, (request) => ['listing', `resource:${request.resource}`]) },
    visitors: { ...visitors, invite: after(visitors.invite, () => ['listing', 'identity']), confirm: after(visitors.confirm, () => ['identity']) },
    naming: { ...naming, choose: after(naming.choose, () => ['identity', 'listing']), trace: after(naming.trace, () => ['identity', 'listing']) },
    people: { ...people, update: after(people.update, () => ['identity']) },
    emails: { ...emails, confirm: after(emails.confirm, () => ['identity']), remove: after(emails.remove, () => ['identity']) },
    communities: {
      ...communities,
      create: after(communities.create, (community) => ['listing', `community:${community.id}`]),
      update: after(communities.update, () => ['identity']),
      setMember: after(communities.setMember, (community) => [`community:${community}`, 'listing']),
      removeMember: after(communities.removeMember, (community) => [`community:${community}`, 'listing']),
    },
  }
}
