/** « Qui a écrit quoi », as a page and for machines. */
import { Router, type Request, type Response } from 'express'
import { provenancePage } from '../../../web/pages/provenance.js'
import { readHistory } from '../../use-cases/readHistory.js'
import { readProvenance } from '../../use-cases/readProvenance.js'
import type { HttpParts } from '../context.js'
import { provenanceView } from '../provenance-view.js'
import { sendPage } from '../replies.js'
import { asked, countsOf, readingUi, reads, resourceAt, tagsOf, underResource, type ReadPage } from './reading.js'

/** While a long history is read, the page asks again after this. */
const askAgainSeconds = 4

export function provenanceRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts

  async function page(req: Request, res: Response, form: 'html' | 'json'): Promise<ReadPage | undefined> {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return undefined
    const version = (req.params as Record<string, string | undefined>).version ?? asked(req, 'version')
    const path = asked(req, 'fichier', 1_000)
    const number = asked(req, 'personne', 4)
    const only = number !== undefined && /^[1-9]\d*$/.test(number) ? Number(number) : undefined
    const reading = await readProvenance(deps, { resource, locale: req.forge.locale, ...(version !== undefined && { version }), ...(path !== undefined && { path }), ...(only !== undefined && { only }) })
    // What its family publishes may show that words came from there.
    const tags = [...tagsOf(resource), ...reading.family.map(({ id }) => `resource:${id}` as const)]
    if (form === 'json') {
      const body = JSON.stringify(provenanceView(reading))
      if (reading.state.kind === 'known') return { body, tags, contentType: 'application/json; charset=utf-8' }
      res.set({ 'Cache-Control': 'no-store', 'Retry-After': String(askAgainSeconds) }).type('application/json').send(body)
      return undefined
    }
    const [history, counts] = await Promise.all([readHistory(deps, { resource, page: 1 }), countsOf(parts, resource)])
    const body = provenancePage(readingUi(req, parts), { ...reading, only, versions: history.entries, counts })
    if (reading.state.kind === 'known') return { body, tags }
    // Not to be kept: the next answer is another one.
    if (reading.state.kind === 'under_way') res.set('Refresh', String(askAgainSeconds))
    sendPage(req, res, body, 200, 'no-store')
    return undefined
  }

  router.get(underResource('/qui-a-ecrit-quoi'), reads(parts, (req, res) => page(req, res, 'html')))
  router.get(underResource('/qui-a-ecrit-quoi\\.json'), reads(parts, (req, res) => page(req, res, 'json')))
  router.get(underResource('/versions/(?<version>.+)/qui-a-ecrit-quoi'), reads(parts, (req, res) => page(req, res, 'html')))
  return router
}
