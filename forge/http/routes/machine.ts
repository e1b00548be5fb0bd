/** What machines read: JSON, JSON-LD, Markdown and ZIP beside each fiche; Atom; sitemap and robots. */
import { Readable } from 'node:stream'
import { Router, type Request, type Response } from 'express'
import yazl from 'yazl'
import { atomFeed, sitemap, type FeedEntry } from '../../../web/pages/atom.js'
import { creditsFile } from '../../../web/pages/credits-file.js'
import { ficheJson, ficheJsonLd } from '../../../web/pages/machine-forms.js'
import { versionName } from '../../../web/pages/parts/version.js'
import { ForgeError } from '../../domain/errors.js'
import { isoTime } from '../../domain/iso-time.js'
import { addressOf, type Resource } from '../../domain/resource.js'
import { takeAwayVerdict } from '../../use-cases/adaptationVerdict.js'
import { citeVersion } from '../../use-cases/citeResource.js'
import { creditPictures } from '../../use-cases/creditPictures.js'
import { packVersion } from '../../use-cases/packVersion.js'
import { readFiche } from '../../use-cases/readFiche.js'
import { readHistory } from '../../use-cases/readHistory.js'
import { cardsOf } from '../../use-cases/searchLibrary.js'
import type { Ui } from '../../../web/pages/ui.js'
import type { HttpParts } from '../context.js'
import { attachmentNamed } from './files.js'
import { asked, readingUi, reads, resourceAt, tagsOf, underResource, type ReadPage } from './reading.js'

export type MachineForm = 'json' | 'jsonld' | 'md' | 'zip'
const atom = 'application/atom+xml; charset=utf-8'
const feedLength = 30
const sitemapLength = 500

/** A fiche in one of its other forms, at the published version or `?version=`. The archive is streamed and answers undefined. */
export async function sendMachineForm(parts: HttpParts, req: Request, res: Response, resource: Resource, form: MachineForm): Promise<ReadPage | undefined> {
  const { deps } = parts
  const version = asked(req, 'version')
  res.set('Link', creditLinks(deps.settings.baseUrl, resource))
  if (form === 'zip') { await sendArchive(parts, req, res, resource, version); return undefined }
  const reading = await readFiche(deps, { resource, locale: req.forge.locale, ...(version !== undefined && { version }) })
  const tags = tagsOf(resource)
  if (form === 'md') return { body: reading.fiche.text, tags, contentType: 'text/markdown; charset=utf-8' }
  const { baseUrl } = deps.settings
  const { whole } = await citeVersion(deps, { resource, version: reading.version, locale: req.forge.locale, licence: reading.licence, fields: reading.fiche.fields })
  return form === 'json'
    ? { body: JSON.stringify(ficheJson(baseUrl, { ...reading, credit: whole.text, takeAway: takeAwayVerdict(reading) }), undefined, 1), tags, contentType: 'application/json; charset=utf-8' }
    : { body: JSON.stringify(ficheJsonLd(baseUrl, deps.words.inForce().lexicon, { ...reading, credit: whole.text }), undefined, 1), tags, contentType: 'application/ld+json; charset=utf-8' }
}

/** Licence, people and source of what has no room for them (RFC 8288, RFC 8574): a text is given as it is. */
function creditLinks(baseUrl: string, resource: Resource): string {
  const home = `${baseUrl}/${addressOf(resource)}`
  const { licence } = resource.licence
  return [...(resource.licence.state === 'declared' && licence ? [`<${licence.uri}>; rel="license"`] : []), `<${home}>; rel="cite-as"`, `<${home}/contributions>; rel="author"`].join(', ')
}

/** The archive of a version, file by file: nothing but the file under way is in memory. */
async function sendArchive(parts: HttpParts, req: Request, res: Response, resource: Resource, asked_: string | undefined): Promise<void> {
  const { deps } = parts
  const ui = readingUi(req, parts)
  const packed = await packVersion(deps, { resource, ...(asked_ !== undefined && { version: asked_ }) })
  const { version, folder } = packed
  const [pictures, { contributions, whole }, history] = await Promise.all([creditPictures(deps, resource, version.commit, ui.locale), citeVersion(deps, { resource, version, locale: ui.locale }), readHistory(deps, { resource, page: 1, perPage: 10 })])
  const name = versionName(ui, version)
  const taken = takeAwayVerdict(resource)
  const why = taken.verdict === 'block' ? (ui.locale === 'fr' ? taken.fr : taken.en) : undefined
  const credits = creditsFile(ui, { resource, ...contributions, pictures, ...(why !== undefined && { licenceDoubt: why }), credit: whole.text, versionName: name, changes: history.entries })
  const { licence } = resource.licence
  const notice = resource.licence.state === 'declared' && licence
    ? ui.m.reading.licenceNotice(resource.title, ui.locale === 'fr' ? licence.nameFr : licence.nameEn, licence.uri)
    : `${ui.m.reading.licenceNoticeUnknown(resource.title, `${deps.settings.baseUrl}/${addressOf(resource)}/licence`)}${why === undefined ? '' : `\n${why}\n`}`
  const etag = `W/"${version.commit}-${ui.locale}-${resource.journalTip ?? ''}-${await deps.people.identityGeneration()}"`
  res.set({ 'Content-Type': 'application/zip', 'Content-Disposition': attachmentNamed(`${folder}${version.name === undefined ? '' : `-${version.name.replaceAll('/', '-')}`}.zip`), 'Cache-Control': 'private, no-cache', ETag: etag, 'X-Content-Type-Options': 'nosniff' })
  if (req.fresh) { res.status(304).end(); return }
  if (req.method === 'HEAD') { res.end(); return }
  const zip = new yazl.ZipFile()
  const options = { mtime: new Date(isoTime(version.at)), mode: 0o100644 }
  zip.addBuffer(Buffer.from(credits), `${folder}/CREDITS.md`, options)
  zip.addBuffer(Buffer.from(notice), `${folder}/LICENCE.txt`, options)
  zip.addBuffer(Buffer.from(whole.cff), `${folder}/CITATION.cff`, options)
  for (const file of packed.files) {
    zip.addReadStreamLazy(`${folder}/${file.name}`, options, (callback) => {
      file.read().then((bytes) => { callback(null, Readable.from([bytes], { objectMode: false })) }, (error: unknown) => { callback(error, Readable.from([])) })
    })
  }
  // Cutting the connection is the only honest way to say that an archive under way is not whole.
  zip.on('error', (error: unknown) => { deps.log.error({ err: error, resource: resource.id }, 'archive cut short'); res.destroy() })
  res.on('close', () => { (zip.outputStream as Readable).destroy() })
  zip.end()
  zip.outputStream.pipe(res)
}

/** The licence of a fiche in a feed, beside its authors, and where its whole credit is. */
function rightsOf(ui: Ui, resource: Resource): string {
  const { licence } = resource.licence
  const said = resource.licence.state === 'declared' && licence ? `${ui.locale === 'fr' ? licence.nameFr : licence.nameEn} (${licence.uri})` : ui.m.common.licenceToClarify
  return `${said}. ${ui.m.reading.cite}${ui.locale === 'fr' ? '\u00a0' : ''}: ${ui.baseUrl}/${addressOf(resource)}/citer`
}

export function machineRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts
  const xml = 'application/xml; charset=utf-8'

  router.get('/robots.txt', (_req, res) => {
    const closed = ['/connexion', '/inscription', '/reglages', '/mot-de-passe', '/langue/', '/nouvelle', '/api/', '/*/comparer', '/*/versions/', '/*/ameliorer', '/*/adapter', '/*/revenir', '/*/qui-a-ecrit-quoi', '/*.zip', '/*brut=1']
    res.type('text/plain').set('Cache-Control', 'public, max-age=3600').send(`User-agent: *\n${closed.map((path) => `Disallow: ${path}\n`).join('')}Sitemap: ${deps.settings.baseUrl}/sitemap.xml\n`)
  })

  router.get(/^\/sitemap(?:-(?<part>[1-9]\d{0,3}))?\.xml$/, reads(parts, async (req) => {
    const { part } = req.params as Record<string, string | undefined>
    const { total, items } = await deps.resources.search({ limit: sitemapLength, offset: part === undefined ? 0 : (Number(part) - 1) * sitemapLength, sort: 'title' })
    const parts_ = Math.ceil(total / sitemapLength)
    const { baseUrl } = deps.settings
    if (part !== undefined && Number(part) > Math.max(1, parts_)) throw new ForgeError('not_found', 'not_found.page')
    if (part === undefined && parts_ > 1) {
      const index = Array.from({ length: parts_ }, (_, n) => `<sitemap><loc>${baseUrl}/sitemap-${n + 1}.xml</loc></sitemap>\n`).join('')
      return { body: `<?xml version="1.0" encoding="utf-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${index}</sitemapindex>\n`, tags: ['listing'], contentType: xml }
    }
    const first = part === undefined || part === '1' ? [{ href: '/' }, { href: '/communautes' }, { href: '/vocabulaires' }, ...(await deps.communities.all()).map(({ handle }) => ({ href: `/c/${handle}` }))] : []
    return { body: sitemap(baseUrl, [...first, ...items.map((resource) => ({ href: `/${addressOf(resource)}`, at: resource.updatedAt }))]), tags: ['listing'], contentType: xml }
  }))

  /** The latest fiches of a query, as a feed. */
  async function fichesFeed(req: Request, community: { handle: string; name: string } | undefined): Promise<ReadPage> {
    const ui = readingUi(req, parts)
    const { items } = await deps.resources.search({ ...(community && { community: community.handle }), limit: feedLength, offset: 0, sort: 'recent' })
    const entries = (await cardsOf(deps, items)).map(({ resource, authors }): FeedEntry => ({
      id: `/${addressOf(resource)}#${resource.tip ?? ''}`, title: resource.title, href: `/${addressOf(resource)}`, at: resource.updatedAt, authors: authors.map(({ name }) => name),
      summary: resource.fields.valeur_ajoutee ?? resource.fields.resume ?? '', rights: rightsOf(ui, resource),
    }))
    const page = community ? `/c/${community.handle}` : '/'
    const self = community ? `/c/${community.handle}.atom` : '/nouveautes.atom'
    return { body: atomFeed(ui, { id: self, self, page, title: community ? `${community.name} – ${ui.instanceName}` : ui.m.reading.newsFeed, entries }), tags: ['listing'], contentType: atom }
  }

  router.get('/nouveautes.atom', reads(parts, (req) => fichesFeed(req, undefined)))

  router.get(/^\/c\/(?<handle>[A-Za-z0-9][A-Za-z0-9-]{0,79})\.atom$/, reads(parts, async (req) => {
    const community = await deps.communities.findByHandle((req.params as Record<string, string>).handle ?? '')
    if (!community) throw new ForgeError('not_found', 'not_found.community')
    return fichesFeed(req, community)
  }))

  router.get(underResource('/historique\\.atom'), reads(parts, async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return undefined
    const ui = readingUi(req, parts)
    const base = `/${addressOf(resource)}`
    const history = await readHistory(deps, { resource, page: 1, perPage: feedLength })
    const entries = history.entries.map((entry): FeedEntry => ({
      id: `${base}/versions/${entry.commit}`, title: entry.title === '' ? ui.m.reading.noReason : entry.title, href: `${base}/comparer?a=${entry.commit}`, at: entry.at,
      authors: entry.authors.map(({ name }) => name), summary: entry.explanation.slice(0, 1_000), rights: rightsOf(ui, resource),
    }))
    return { body: atomFeed(ui, { id: `${base}/historique`, self: `${base}/historique.atom`, page: `${base}/historique`, title: ui.m.reading.feedOf(resource.title), entries }), tags: tagsOf(resource), contentType: atom }
  }))

  router.get(underResource('\\.(?<form>json|jsonld|md|zip)'), reads(parts, async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    return resource && sendMachineForm(parts, req, res, resource, (req.params as Record<string, string>).form as MachineForm)
  }))

  return router
}
