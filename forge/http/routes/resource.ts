/** A resource read by people: fiche, versions, comparison. How to cite it is in citing.ts, who did what and its family are in contributions.ts, its other forms in machine.ts, its files in files.ts. */
import { Router, type Request, type Response } from 'express'
import { comparePage, viewParams, type CompareView } from '../../../web/pages/compare.js'
import { fichePage } from '../../../web/pages/fiche.js'
import { historyPage } from '../../../web/pages/history.js'
import type { FicheData } from '../../../web/pages/parts/fiche-data.js'
import { encodePath } from '../../domain/links.js'
import { addressOf, type Resource } from '../../domain/resource.js'
import { ficheJsonLd } from '../../../web/pages/machine-forms.js'
import { creditOfReading } from '../../use-cases/citeResource.js'
import { compareVersions } from '../../use-cases/compareVersions.js'
import { readFiche } from '../../use-cases/readFiche.js'
import { lacks, namedAsChosen, readPictures, type PictureOfFiche } from '../../use-cases/readPictures.js'
import { reuseOf } from '../../use-cases/reuseOf.js'
import { readUndoings } from '../../use-cases/readUndoings.js'
import { readRoles } from '../../use-cases/readRoles.js'
import { readThreads } from '../../use-cases/readThreads.js'
import { invitesVisitors } from '../../use-cases/visitorSuggestion.js'
import { readHistory } from '../../use-cases/readHistory.js'
import { summariseVersions } from '../../use-cases/summariseVersions.js'
import type { HttpParts } from '../context.js'
import { sendPage } from '../replies.js'
import { sendMachineForm, type MachineForm } from './machine.js'
import { asked, askedPage, countsOf, readingUi, reads, resourceAt, tagsOf, underResource, type ReadPage } from './reading.js'

const mediaTypes = ['html', 'application/json', 'application/ld+json', 'text/markdown', 'application/zip']
const formOf: Readonly<Record<string, MachineForm>> = { 'application/json': 'json', 'application/ld+json': 'jsonld', 'text/markdown': 'md', 'application/zip': 'zip' }

/** The fiche's own picture, unless its text shows it; and, to those who may say it, those nobody knows whose they are. */
function picturesShown(resource: Resource, version: string | undefined, pictures: readonly PictureOfFiche[], maySay: boolean): Pick<FicheData, 'cover' | 'unknownPictures'> {
  const cover = pictures.find(({ isCover, isInText }) => isCover && !isInText)
  const at = version === undefined ? '' : `&version=${encodeURIComponent(version)}`
  return {
    ...(cover && { cover: { address: `/${addressOf(resource)}/fichiers/${encodePath(cover.path)}?brut=1${at}`, alt: cover.alt, credit: [cover.author, cover.licence?.shortName ?? cover.licenceLabel].filter((part) => part !== undefined).join(', ') || undefined } }),
    ...(maySay && { unknownPictures: pictures.filter(lacks) }),
  }
}

export function resourceRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts

  async function fiche(req: Request, res: Response, version: string | undefined): Promise<ReadPage | undefined> {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return undefined
    const reading = await readFiche(deps, { resource, locale: req.forge.locale, ...(version !== undefined && { version }) })
    const isPublished = version === undefined && reading.rendered !== undefined && resource.state === 'published'
    const ui = readingUi(req, parts)
    const [pictures, reuse, cited, roles, threads, invites, held] = await Promise.all([
      reading.version === undefined ? [] : readPictures(deps, { resource: resource.id, commit: reading.version.commit, path: resource.mainPath, fiche: reading.fiche }).then((found) => namedAsChosen(deps, resource.id, found, req.forge.locale)),
      isPublished ? reuseOf(deps, resource) : undefined,
      creditOfReading(deps, reading, req.forge.locale), isPublished ? readRoles(deps, req.forge.actor, resource) : undefined,
      isPublished ? readThreads(deps, req.forge.actor, { resource, locale: req.forge.locale }) : undefined, isPublished && invitesVisitors(deps, resource), isPublished && ui.may('settle_visitor_suggestion', resource) ? deps.visitors.countOf(resource.id) : 0,
    ])
    return {
      body: fichePage(ui, { ...reading, ...(threads && { passages: { threads, invitesVisitors: invites } }), heldSuggestions: held, roles, ...picturesShown(resource, version, pictures, isPublished && ui.may('propose', resource)), ...(reuse && { reuse }), ...(cited && { credit: { short: cited.short.html, whole: cited.whole.html } }), jsonLd: ficheJsonLd(deps.settings.baseUrl, deps.words.inForce().lexicon, { ...reading, ...(cited && { credit: cited.short.text }) }) }), tags: [...tagsOf(resource), ...reading.surroundings.adaptations.map((one) => `resource:${one.id}` as const)],
      ...(version === undefined && { isNegotiated: true as const }),
    }
  }

  router.get(underResource(), reads(parts, async (req, res) => {
    const wanted = req.accepts(mediaTypes)
    const form = wanted === false ? undefined : formOf[wanted]
    if (form !== undefined) {
      const resource = await resourceAt(parts, req, res)
      const page = resource && (await sendMachineForm(parts, req, res, resource, form))
      return page && { ...page, isNegotiated: true }
    }
    return fiche(req, res, undefined)
  }))

  router.get(underResource('/versions/(?<version>.+)'), reads(parts, async (req, res) => fiche(req, res, (req.params as Record<string, string>).version)))

  router.get(underResource('/historique'), reads(parts, async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return undefined
    const [history, counts, undoings] = await Promise.all([readHistory(deps, { resource, page: askedPage(req) }), countsOf(parts, resource), readUndoings(deps, resource)])
    const summaries = await summariseVersions(deps, { resource, versions: history.entries, locale: req.forge.locale })
    const body = historyPage(readingUi(req, parts), { resource, counts, undoings, summaries: summaries.of, ...history })
    if (!summaries.isLate) return { body, tags: tagsOf(resource) }
    // Not to be kept: the next answer may say more.
    sendPage(req, res, body, 200, 'no-store')
    return undefined
  }))

  router.get(underResource('/comparer'), reads(parts, async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return undefined
    const [from, to] = [asked(req, 'de'), asked(req, 'a')]
    const view = (Object.keys(viewParams) as CompareView[]).find((known) => viewParams[known] === asked(req, 'vue')) ?? 'changes'
    const [compared, counts] = await Promise.all([
      compareVersions(deps, { resource, locale: req.forge.locale, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }), countsOf(parts, resource),
    ])
    return { body: comparePage(readingUi(req, parts), { resource, view, counts, ...compared }), tags: tagsOf(resource) }
  }))

  return router
}
