import type { Community } from '../domain/community.js'
import type { Deps, FacetName, ResourcePage, ResourceQuery } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import type { NamedPerson, NamingAuthors } from './nameAuthors.js'
import { nearWords } from './nearWords.js'
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
  /** No fiche holds every word asked for: these hold words near them. */
  readonly isNear: boolean
  readonly total: number
  readonly page: number
  readonly pages: number
  readonly cards: readonly FicheCard[]
  readonly facets: ResourcePage['facets']
  readonly communities: readonly Community[]
}

export const fichesPerPage = 24

type Needs = Pick<Deps, 'resources' | 'communities'> & NamingAuthors

/**
 * One page of fiches for a question, with the counts of every filter. A page beyond the last answers the last. When no fiche holds every
 * word, those that hold words near each of them; failing that, near any of them.
 */
export async function searchLibrary(deps: Needs, question: LibraryQuestion): Promise<LibraryAnswer> {
  const isAsked = question.text.trim() !== ''
  const exact = await answer(deps, question, isAsked ? { text: question.text } : {})
  if (exact.total > 0 || !isAsked) return exact
  const meant = await nearWords(deps, question.text)
  for (const words of ['every', 'any'] as const) {
    const near = meant.length === 0 ? exact : await answer(deps, question, { meant, words })
    if (near.total > 0) return { ...near, isNear: true }
  }
  return exact
}

async function answer(deps: Needs, question: LibraryQuestion, wanted: Pick<ResourceQuery, 'text' | 'meant' | 'words'>): Promise<LibraryAnswer> {
  const query = (page: number): ResourceQuery => ({
    ...wanted, ...question.filters, limit: fichesPerPage, offset: (page - 1) * fichesPerPage,
    sort: question.sort === 'relevance' && question.text.trim() === '' ? 'recent' : question.sort,
  })
  let page = Math.max(1, question.page)
  const [first, communities] = await Promise.all([deps.resources.search(query(page)), deps.communities.all()])
  let found = first
  const pages = Math.max(1, Math.ceil(found.total / fichesPerPage))
  if (page > pages) { page = pages; found = await deps.resources.search(query(page)) }
  return { question, isNear: false, total: found.total, page, pages, cards: await cardsOf(deps, found.items), facets: found.facets, communities }
}

export async function cardsOf(deps: Pick<Deps, 'resources'> & NamingAuthors, resources: readonly Resource[]): Promise<readonly FicheCard[]> {
  const authors = await authorsOfResources(deps, resources)
  return resources.map((resource) => ({ resource, authors: authors.get(resource.id) ?? [] }))
}
