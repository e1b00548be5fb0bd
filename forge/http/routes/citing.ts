/** How to cite a resource, at any of its versions: the page, and each form of the credit at an address of its own. */
import { Router, type Request, type Response } from 'express'
import type { Credit } from '../../attribution/cite.js'
import type { Locale } from '../../domain/person.js'
import type { Resource } from '../../domain/resource.js'
import { citeVersion } from '../../use-cases/citeResource.js'
import { creditPictures } from '../../use-cases/creditPictures.js'
import { findVersion, namedVersions, type Version } from '../../use-cases/findVersion.js'
import { readFiche } from '../../use-cases/readFiche.js'
import { citePage, creditForms, type CreditForm } from '../../../web/pages/cite.js'
import type { HttpParts } from '../context.js'
import { nextTurn } from '../next-turn.js'
import { asked, countsOf, readingUi, reads, resourceAt, tagsOf, underResource, type ReadPage } from './reading.js'

const forms = Object.keys(creditForms) as CreditForm[]
const endings = new Map<string, CreditForm | 'text'>([['txt', 'text'], ...forms.map((form) => [creditForms[form], form] as const)])
/** A snippet of a page is a text to paste, not a page of ours. */
const contentTypes: Readonly<Record<CreditForm | 'text', string>> = {
  text: 'text/plain', markdown: 'text/markdown', html: 'text/plain', bibtex: 'application/x-bibtex', ris: 'application/x-research-info-systems', csl: 'application/vnd.citationstyles.csl+json', cff: 'application/yaml', jsonld: 'application/ld+json',
}
const ending = `\\.(?<ending>json|${[...endings.keys()].map((one) => one.replace('.', '\\.')).join('|')})`

export function citingRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts

  interface Asked { readonly resource: Resource; readonly version: Version | undefined; readonly language: Locale; readonly short: Credit; readonly whole: Credit; readonly licence: Resource['licence'] }

  async function credited(req: Request, res: Response): Promise<Asked | undefined> {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return undefined
    const chosen = asked(req, 'langue')
    const language = chosen === 'fr' || chosen === 'en' ? chosen : req.forge.locale
    const wanted = (req.params as Record<string, string | undefined>).version ?? asked(req, 'version')
    const version = resource.tip === undefined ? undefined : await findVersion(deps, resource, wanted)
    const old = version && !version.isCurrent ? await readFiche(deps, { resource, version: version.commit, locale: language }) : undefined
    const { short, whole } = await citeVersion(deps, { resource, version, locale: language, ...(old && { licence: old.licence, fields: old.fiche.fields }) })
    return { resource, version, language, short, whole, licence: old?.licence ?? resource.licence }
  }

  async function page(req: Request, res: Response): Promise<ReadPage | undefined> {
    const cited = await credited(req, res)
    if (!cited) return undefined
    const { resource, short, whole } = cited
    await nextTurn()
    const [names, counts, pictures] = await Promise.all([resource.tip === undefined ? new Map<string, string>() : namedVersions(deps, resource), countsOf(parts, resource), creditPictures(deps, resource, cited.version?.commit, cited.language)])
    const named = [...new Set([...names].filter(([commit]) => commit !== resource.tip).map(([, name]) => name))].sort((a, b) => b.localeCompare(a, 'fr', { numeric: true }))
    const allNames = short.text === whole.text ? undefined : asked(req, 'noms') === 'tous'
    const form = forms.find((one) => one === asked(req, 'forme')) ?? 'markdown'
    return { body: citePage(readingUi(req, parts), { ...cited, counts, pictures, named, allNames, form, credit: allNames === true ? whole : short }), tags: [...tagsOf(resource), 'listing'] }
  }

  /** One form alone, or all of them as JSON. */
  async function alone(req: Request, res: Response): Promise<ReadPage | undefined> {
    const cited = await credited(req, res)
    if (!cited) return undefined
    const credit = asked(req, 'noms') === 'tous' ? cited.whole : cited.short
    const tags = [...tagsOf(cited.resource), 'listing' as const]
    const form = endings.get((req.params as Record<string, string>).ending ?? '')
    if (form === undefined) return { body: JSON.stringify(credit, undefined, 1), tags, contentType: 'application/json; charset=utf-8' }
    return { body: credit[form], tags, contentType: `${contentTypes[form]}; charset=utf-8` }
  }

  for (const at of ['', '/versions/(?<version>.+)']) {
    router.get(underResource(`${at}/citer`), reads(parts, page))
    router.get(underResource(`${at}/citer${ending}`), reads(parts, alone))
  }
  return router
}
