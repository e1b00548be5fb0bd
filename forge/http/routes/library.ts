/** The library: home and search. */
import { Router, type Request } from 'express'
import { identify } from '../../../content-schema/licences/identify.js'
import { libraryFacets, libraryPage, sortParams, type LibraryFacet } from '../../../web/pages/library.js'
import { searchLibrary, type LibraryQuestion } from '../../use-cases/searchLibrary.js'
import type { HttpParts } from '../context.js'
import { asked, askedPage, readingUi, reads } from './reading.js'

/** The question an address asks; what it does not understand it leaves out. */
function questionOf(req: Request): LibraryQuestion {
  const text = (asked(req, 'q') ?? '').replace(/\s+/g, ' ').trim()
  const filters: Partial<Record<LibraryFacet, string>> = {}
  for (const { facet, param } of libraryFacets) {
    const value = asked(req, param, 100)
    if (value !== undefined) filters[facet] = value
  }
  const sort = (['relevance', 'recent', 'title'] as const).find((known) => sortParams[known] === asked(req, 'tri'))
  return { text, filters, sort: sort === undefined || (sort === 'relevance' && text === '') ? (text === '' ? 'recent' : 'relevance') : sort, page: askedPage(req) }
}

export function libraryRoutes(parts: HttpParts): Router {
  const router = Router()
  const answer = (isHome: boolean) => reads(parts, async (req) => {
    const found = await searchLibrary(parts.deps, isHome ? { text: '', filters: {}, sort: 'recent', page: 1 } : questionOf(req))
    const licenceNames = Object.fromEntries(found.facets.licence.map(({ notation }) => [notation, identify(notation)?.shortName ?? notation]))
    return { body: libraryPage(readingUi(req, parts), { ...found, ...found.question, isHome, licenceNames, page: found.page }), tags: ['listing'] }
  })
  router.get('/', (req, res, next) => {
    // The question belongs to the search's address; both work.
    if (Object.keys(req.query).length > 0 && libraryFacets.some(({ param }) => req.query[param] !== undefined) || req.query.q !== undefined) { res.redirect(302, `/recherche${req.originalUrl.slice(req.originalUrl.indexOf('?'))}`); return }
    answer(true)(req, res, next)
  })
  router.get('/recherche', answer(false))
  return router
}
