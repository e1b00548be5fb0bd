import type { Community } from '../domain/community.js'
import type { Deps, FacetName, ResourcePage, ResourceQuery } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import type { NamedPerson, NamingAuthors } from './nameAuthors.js'
import { authorsOfResources } from './readFiche.js'

/** What a person asked the library, as its address says it. */
export interface LibraryQuestion {
  readonly text: string
  readonly filters: Partial<Record<FacetName, string>>
  readonly sort: 'relevance' | 'recent' | 'title'
  /** From 1. */
  readonly page: number
}

/** A fiche as lists show it. */
export interface FicheCard { readonly resource: Resource; readonly authors: readonly NamedPerson[] }

export interface LibraryAnswer {
  readonly question: LibraryQuestion
  readonly total: number
  readonly page: number
  readonly pages: number
  readonly cards: readonly FicheCard[]
  readonly facets: ResourcePage['facets']
  readonly communities: readonly Community[]
}

export const fichesPerPage = 24

type Needs = Pick<Deps, 'resources' | 'communities'> & NamingAuthors

/** One page of fiches for a question, with the counts of every filter. A page beyond the last answers the last. */
export async function searchLibrary(deps: Needs, question: LibraryQuestion): Promise<LibraryAnswer> {
  const query = (page: number): ResourceQuery => ({
    ...(question.text.trim() !== '' && { text: question.text }), ...question.filters, limit: fichesPerPage, offset: (page - 1) * fichesPerPage,
    sort: question.sort === 'relevance' && question.text.trim() === '' ? 'recent' : question.sort,
  })
  let page = Math.max(1, question.page)
  const [first, communities] = await Promise.all([deps.resources.search(query(page)), deps.communities.all()])
  let found = first
  const pages = Math.max(1, Math.ceil(found.total / fichesPerPage))
  if (page > pages) { page = pages; found = await deps.resources.search(query(page)) }
  return { question, total: found.total, page, pages, cards: await cardsOf(deps, found.items), facets: found.facets, communities }
}

export async function cardsOf(deps: Pick<Deps, 'resources'> & NamingAuthors, resources: readonly Resource[]): Promise<readonly FicheCard[]> {
  const authors = await authorsOfResources(deps, resources)
  return resources.map((resource) => ({ resource, authors: authors.get(resource.id) ?? [] }))
}
