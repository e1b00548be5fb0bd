/** The licences: pages for people, and the same as JSON-LD and JSON, by address and by `Accept`. */
import { Router, type Request, type Response } from 'express'
import { identify } from '../../../content-schema/licences/identify.js'
import { licencePage } from '../../../web/pages/licence.js'
import { licencesPage, listedLicences } from '../../../web/pages/licences.js'
import { ForgeError } from '../../domain/errors.js'
import type { HttpParts } from '../context.js'
import { licenceJsonLd, licenceView } from '../licence-view.js'
import { readingUi, reads } from './reading.js'

type Form = 'json' | 'jsonld'
const contentTypes: Readonly<Record<Form, string>> = { json: 'application/json; charset=utf-8', jsonld: 'application/ld+json; charset=utf-8' }
const inForm = '(?:\\.(?<form>jsonld|json))?'

function askedForm(req: Request, res: Response): Form | undefined {
  const { form } = req.params as { form?: Form }
  if (form !== undefined) return form
  res.vary('Accept')
  const wanted = req.accepts(['html', 'application/ld+json', 'application/json'])
  return wanted === 'application/json' ? 'json' : wanted === 'application/ld+json' ? 'jsonld' : undefined
}

/** What any site may read, and keep for a while. */
function sendOpen(res: Response, form: Form, value: object): void {
  res.set({ 'Content-Type': contentTypes[form], 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin', 'Cache-Control': 'public, max-age=3600' }).send(JSON.stringify(value, undefined, 1))
}

export function licenceRoutes(parts: HttpParts): Router {
  const router = Router()
  const site = parts.deps.settings.baseUrl

  router.get(new RegExp(`^/licences${inForm}$`), reads(parts, async (req, res) => {
    const form = askedForm(req, res)
    if (form === undefined) return { body: licencesPage(readingUi(req, parts)), tags: [], isNegotiated: true }
    sendOpen(res, form, form === 'json' ? { items: listedLicences.map((licence) => licenceView(site, licence)) } : licenceJsonLd(listedLicences))
    return undefined
  }))

  router.get(new RegExp(`^/licences/(?<id>[A-Za-z0-9][A-Za-z0-9.+-]{0,80}?)${inForm}$`), reads(parts, async (req, res) => {
    const { id = '', form: named } = req.params as Record<string, string | undefined>
    const licence = identify(id)
    if (!licence) throw new ForgeError('not_found', 'not_found.page')
    // One address a licence: other ways of writing its code lead there.
    if (licence.id !== id) { res.redirect(301, `/licences/${licence.id}${named === undefined ? '' : `.${named}`}`); return undefined }
    const form = askedForm(req, res)
    if (form === undefined) return { body: licencePage(readingUi(req, parts), licence), tags: [], isNegotiated: true }
    sendOpen(res, form, form === 'json' ? licenceView(site, licence) : licenceJsonLd([licence]))
    return undefined
  }))
  return router
}
