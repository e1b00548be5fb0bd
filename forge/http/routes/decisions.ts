/** Everything decided about a resource: as a page, and as JSON. */
import { Router } from 'express'
import { addressOf } from '../../domain/resource.js'
import { readDecisions } from '../../use-cases/readDecisions.js'
import { decisionsPage } from '../../../web/pages/decisions.js'
import type { HttpParts } from '../context.js'
import { askedPage, countsOf, readingUi, reads, resourceAt, tagsOf, underResource } from './reading.js'

export function decisionRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts

  router.get(underResource('/decisions'), reads(parts, async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return undefined
    const [decisions, counts] = await Promise.all([readDecisions(deps, { resource, page: askedPage(req) }), countsOf(parts, resource)])
    return { body: decisionsPage(readingUi(req, parts), { resource, counts, ...decisions }), tags: [...tagsOf(resource), 'listing'] }
  }))

  router.get(underResource('/decisions\\.json'), reads(parts, async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return undefined
    const { items, total, page, pages } = await readDecisions(deps, { resource, page: askedPage(req) })
    const url = `${deps.settings.baseUrl}/${addressOf(resource)}/decisions.json`
    // People as the journal names them: handle and name, never an address.
    const body = { resource: `${deps.settings.baseUrl}/${addressOf(resource)}`, rule: resource.rule, total, page, pages, next: page < pages ? `${url}?page=${page + 1}` : null, decisions: items.map(({ event, at, by, decided }) => ({ event, at: new Date(at).toISOString(), by, ...decided })) }
    return { body: `${JSON.stringify(body, null, 2)}\n`, contentType: 'application/json; charset=utf-8', tags: [...tagsOf(resource), 'listing'] }
  }))

  return router
}
