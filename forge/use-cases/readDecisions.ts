import type { ChainEvent, Oid } from '../domain/git.js'
import { decisionsOf, type Decision } from '../domain/decisions.js'
import { journalRef } from '../domain/merge-request.js'
import type { PersonId } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { RESOURCE_JOURNAL, type Resource } from '../domain/resource.js'
import { explanationOf } from './readHistory.js'

export interface Decisions {
  readonly items: readonly Decision[]
  readonly total: number
  readonly page: number
  readonly pages: number
  /** Titles of the versions named by the decisions shown. */
  readonly titles: ReadonlyMap<Oid, string>
  /** People's names of today, by id. */
  readonly names: ReadonlyMap<PersonId, { readonly name: string; readonly handle: string }>
}

export const decisionsPerPage = 50

/** One page of everything decided about a resource, newest first, from its journals alone. */
export async function readDecisions(deps: Pick<Deps, 'git' | 'mergeRequests'>, input: { readonly resource: Resource; readonly page: number }): Promise<Decisions> {
  const { resource } = input
  const proposals = new Map<number, readonly ChainEvent[]>()
  for (const { number } of await deps.mergeRequests.of(resource.id)) proposals.set(number, await deps.git.events(resource.id, journalRef(number)))
  const all = decisionsOf(await deps.git.events(resource.id, RESOURCE_JOURNAL), proposals)
  const pages = Math.max(1, Math.ceil(all.length / decisionsPerPage))
  const page = Math.min(Math.max(1, input.page), pages)
  const items = all.slice((page - 1) * decisionsPerPage, page * decisionsPerPage)
  const titles = new Map<Oid, string>()
  for (const { decided } of items) {
    if ((decided.kind !== 'undone' && decided.kind !== 'redone') || titles.has(decided.version)) continue
    const found = await deps.git.resolve(resource.id, decided.version)
    titles.set(decided.version, found === undefined ? '' : explanationOf((await deps.git.commit(resource.id, decided.version)).message).title)
  }
  const named = items.flatMap(({ by, decided }) => [by, ...(decided.kind === 'stewards_changed' ? decided.stewards : decided.kind === 'merged' ? decided.readers : decided.kind === 'objection_lifted' ? [decided.objection.by] : [])])
  return { items, total: all.length, page, pages, titles, names: new Map(named.map(({ id, name, handle }) => [id, { name, handle }])) }
}
