import { ForgeError } from '../domain/errors.js'
import type { Community, Membership } from '../domain/community.js'
import type { MergeRequest } from '../domain/merge-request.js'
import type { PersonRef } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import type { NamingAuthors } from './nameAuthors.js'
import { cardsOf, type FicheCard } from './searchLibrary.js'

export interface CommunityReading {
  readonly community: Community
  readonly members: readonly (Membership & { readonly ref: PersonRef })[]
  readonly total: number
  /** Fiches by type notation (`''`: no type yet), the fullest shelf first; a few of each. */
  readonly shelves: readonly { readonly type: string; readonly count: number; readonly cards: readonly FicheCard[] }[]
  readonly toReview: readonly { readonly resource: Resource; readonly request: MergeRequest }[]
}

const shelfLength = 6
const reviewLength = 8

/** A community's page. Refuses `not_found`. */
export async function readCommunity(deps: Pick<Deps, 'communities' | 'resources' | 'mergeRequests'> & NamingAuthors, handle: string): Promise<CommunityReading> {
  const community = await deps.communities.findByHandle(handle)
  if (!community) throw new ForgeError('not_found', 'not_found.community')
  const [members, found, awaiting] = await Promise.all([
    deps.communities.members(community.id), deps.resources.search({ community: community.handle, limit: 60, offset: 0, sort: 'recent' }), deps.mergeRequests.awaiting(200),
  ])
  const shelves = await Promise.all(found.facets.type.map(async ({ notation, count }) => {
    const { items } = await deps.resources.search({ community: community.handle, type: notation, limit: shelfLength, offset: 0, sort: 'recent' })
    return { type: notation, count, resources: items }
  }))
  const untyped = found.items.filter((resource) => resource.fields.type === undefined)
  const typed = found.facets.type.reduce((sum, { count }) => sum + count, 0)
  if (untyped.length > 0) shelves.push({ type: '', count: found.total - typed, resources: untyped.slice(0, shelfLength) })
  const cards = await cardsOf(deps, shelves.flatMap(({ resources }) => resources))
  let at = 0
  const toReview: { resource: Resource; request: MergeRequest }[] = []
  for (const request of awaiting) {
    if (toReview.length >= reviewLength) break
    const resource = await deps.resources.find(request.resource)
    if (resource?.owner.id === community.id) toReview.push({ resource, request })
  }
  return {
    community, members, total: found.total, toReview,
    shelves: shelves.map(({ type, count, resources }) => ({ type, count, cards: cards.slice(at, (at += resources.length)) })),
  }
}

/** Every community with how many members, fiches and lists of words it has. */
export async function listCommunities(deps: Pick<Deps, 'communities' | 'resources'>): Promise<readonly { readonly community: Community; readonly members: number; readonly fiches: number; readonly lists: number }[]> {
  const [communities, ...found] = await Promise.all([deps.communities.all(), deps.resources.search({ limit: 1, offset: 0 }), deps.resources.search({ type: 'vocabulaire', limit: 1, offset: 0 })])
  const [fiches, lists] = found.map(({ facets }) => new Map(facets.community.map(({ notation, count }) => [notation, count])))
  return Promise.all(communities.map(async (community) => ({
    community, members: (await deps.communities.members(community.id)).length, fiches: fiches?.get(community.handle) ?? 0, lists: lists?.get(community.handle) ?? 0,
  })))
}
