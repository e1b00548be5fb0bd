/** What the routes that only read share: pages kept for visitors, resources found by address, old addresses followed. */
import type { Request, RequestHandler, Response } from 'express'
import type { Tag } from '../../domain/revisions.js'
import type { Resource } from '../../domain/resource.js'
import { getResource, movedTo } from '../../use-cases/access.js'
import type { Ui } from '../../../web/pages/ui.js'
import { personOf, uiOf, type HttpParts } from '../context.js'
import { csrfToken } from '../csrf.js'
import { sendPage } from '../replies.js'

/** A page made by a route. `tags` say what it shows. */
export interface ReadPage {
  readonly body: string
  readonly tags: readonly Tag[]
  /** HTML when absent. */
  readonly contentType?: string
  /** Chosen by `Accept` among several forms of one address: only its HTML is kept. */
  readonly isNegotiated?: true
}

/** The page's view of a reading request: a token only for those whose header holds a form. */
export const readingUi = (req: Request, parts: HttpParts): Ui => uiOf(req, parts, personOf(req) ? csrfToken(req) : '')

/** A route that reads: what it makes is kept for visitors. A route that already answered makes nothing. */
export function reads(parts: HttpParts, make: (req: Request, res: Response) => Promise<ReadPage | undefined>): RequestHandler {
  return async (req, res) => {
    const begunAt = parts.pages.begin()
    const page = await make(req, res)
    if (page === undefined) return
    const contentType = page.contentType ?? 'text/html; charset=utf-8'
    if (parts.pages.isForVisitor(req) && !(page.isNegotiated && page.contentType !== undefined)) {
      await parts.pages.sendKept(req, res, { body: page.body, contentType, tags: page.tags, ...(page.isNegotiated && { isNegotiated: true }) }, begunAt)
    } else if (page.contentType === undefined) sendPage(req, res, page.body)
    else res.set({ 'Content-Type': contentType, 'Cache-Control': 'private, no-cache', Vary: 'Cookie, Accept-Language, Accept' }).send(page.body)
  }
}

const ownerPattern = '(?<owner>[A-Za-z0-9][A-Za-z0-9-]{0,79})'
const slugPattern = '(?<slug>[a-z0-9][a-z0-9-]{0,79})'

/** `/<owner>/<slug>` followed by `rest`, a pattern that may name parameters. */
export const underResource = (rest = ''): RegExp => new RegExp(`^/${ownerPattern}/${slugPattern}${rest}$`, 'u')

/** A proposition of it. */
export const numberPattern = '/propositions/(?<number>[1-9][0-9]{0,8})'
export const numberOf = (req: Request): number => Number((req.params as Record<string, string>).number)

/** The resource of an address. An old one sends the browser on (301, the rest of the address kept) and answers undefined. Refuses `not_found`. */
export async function resourceAt(parts: HttpParts, req: Request, res: Response): Promise<Resource | undefined> {
  const { owner = '', slug = '' } = req.params as Record<string, string | undefined>
  const sendTo = (to: { owner: string; slug: string }): undefined => {
    res.redirect(301, `/${to.owner}/${to.slug}${req.originalUrl.slice(1 + owner.length + 1 + slug.length)}`)
  }
  try {
    const resource = await getResource(parts.deps, owner, slug)
    return resource.owner.handle === owner ? resource : sendTo({ owner: resource.owner.handle, slug: resource.slug })
  } catch (error) {
    const moved = movedTo(error)
    if (moved === undefined) throw error
    return sendTo(moved)
  }
}

/** One value of the query, at most `max` characters; repeated or absent ones are the first or undefined. */
export function asked(req: Request, name: string, max = 200): string | undefined {
  const value: unknown = req.query[name]
  const first: unknown = Array.isArray(value) ? value[0] : value
  return typeof first === 'string' && first !== '' ? first.slice(0, max) : undefined
}

/** A page number: 1 for anything that is not one. */
export function askedPage(req: Request): number {
  const text = asked(req, 'page', 8)
  return text !== undefined && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : 1
}

/** Tags of what a resource's pages show of it and its family. */
export function tagsOf(resource: Resource): Tag[] {
  return [`resource:${resource.id}`, ...(resource.origin ? [`resource:${resource.origin.resource}` as const] : []), ...(resource.owner.kind === 'community' ? [`community:${resource.owner.id}` as const] : [])]
}

/** Counts beside the rubrics of a resource. */
export async function countsOf(parts: HttpParts, resource: Resource): Promise<{ proposals: number; adaptations: number }> {
  const [open, adaptations] = await Promise.all([parts.deps.mergeRequests.of(resource.id, 'open'), parts.deps.resources.adaptationsOf(resource.id)])
  return { proposals: open.length, adaptations: adaptations.length }
}
