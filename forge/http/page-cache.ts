/**
 * Whole pages kept for visitors, served before express: a reader without session gets the same bytes as the one before, until something
 * the page shows changes. The script nonce is the only part made anew each time.
 */
import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Request, Response } from 'express'
import { LRUCache } from 'lru-cache'
import type { Locale } from '../domain/person.js'
import type { Revisions, Tag } from '../domain/revisions.js'
import { version } from '../version.js'
import { noncePlaceholder } from '../../web/pages/ui.js'
import { contentSecurityPolicy, withNonce } from './replies.js'

const gzipAsync = promisify(gzip)
const brotliAsync = promisify(brotliCompress)
const keptBytes = 96 * 1024 * 1024
/** Name of the session cookie (server.ts): whoever has one is not served kept pages. */
const sessionCookie = /(?:^|;\s*)communs=/
const languageCookie = /(?:^|;\s*)langue=(fr|en)\b/

interface KeptPage {
  readonly body: Buffer
  readonly hasNonce: boolean
  readonly etag: string
  readonly headers: readonly (readonly [string, string])[]
  /** HTML at an address that also answers in other forms: only for those who ask for HTML. */
  readonly isNegotiated: boolean
  readonly tags: readonly Tag[]
  readonly madeAt: number
  gzip?: Buffer
  br?: Buffer
}

export interface PageToKeep {
  readonly body: string
  readonly contentType: string
  /** What the page shows. `identity` is always among them. */
  readonly tags: readonly Tag[]
  readonly isNegotiated?: true
  readonly contentLanguage?: string
}

export interface PageCache {
  /** Answers from what is kept; false: not for it. */
  early(req: IncomingMessage, res: ServerResponse): boolean
  /** The revision to remember when work on a page begins. */
  begin(): number
  /** Sends a page to a visitor, and keeps it. `begunAt` is what `begin` said before anything was read. */
  sendKept(req: Request, res: Response, page: PageToKeep, begunAt: number): Promise<void>
  /** True for requests whose answer depends on nobody. */
  isForVisitor(req: IncomingMessage): boolean
}

const isRead = (req: IncomingMessage): boolean => req.method === 'GET' || req.method === 'HEAD'

export function openPageCache(revisions: Revisions, asset: (name: string) => string): PageCache {
  const pages = new LRUCache<string, KeptPage>({
    maxSize: keptBytes, maxEntrySize: 4 * 1024 * 1024,
    sizeCalculation: (page) => 600 + page.body.length + (page.gzip?.length ?? 0) + (page.br?.length ?? 0),
  })
  // What express decided for a header is remembered rather than decided again by another parser.
  const localeOfHeader = new LRUCache<string, Locale>({ max: 500 })
  const acceptsHtml = new LRUCache<string, 'yes' | 'no'>({ max: 500 })
  // Pages name built assets: another build is another page.
  const build = createHash('sha256').update(version).update(asset('styles/main.css')).digest('base64url').slice(0, 6)

  const isForVisitor = (req: IncomingMessage): boolean => isRead(req) && req.headers.authorization === undefined && !sessionCookie.test(req.headers.cookie ?? '')

  async function send(req: IncomingMessage, res: ServerResponse, page: KeptPage, cacheKey: string): Promise<void> {
    for (const [name, value] of page.headers) res.setHeader(name, value)
    res.setHeader('ETag', page.etag)
    res.setHeader('Vary', 'Cookie, Accept-Language, Accept, Accept-Encoding')
    if (matches(req.headers['if-none-match'], page.etag)) {
      // Without a policy: the browser keeps the one that goes with the nonce it has.
      res.removeHeader('Content-Security-Policy')
      res.removeHeader('Content-Type')
      res.statusCode = 304
      res.end()
      return
    }
    res.statusCode = 200
    let body = page.body
    const encoding = page.body.length < 1000 ? undefined : encodingFor(req.headers['accept-encoding'])
    if (page.hasNonce) {
      const { body: text, csp } = withNonce(page.body.toString('utf8'))
      res.setHeader('Content-Security-Policy', csp)
      body = Buffer.from(text)
      if (encoding !== undefined) { body = await gzipAsync(body, { level: 4 }); res.setHeader('Content-Encoding', 'gzip') }
    } else {
      res.setHeader('Content-Security-Policy', contentSecurityPolicy('none'))
      if (encoding !== undefined) {
        const known = page[encoding]
        body = known ?? (encoding === 'br'
          ? await brotliAsync(page.body, { params: { [constants.BROTLI_PARAM_QUALITY]: 6, [constants.BROTLI_PARAM_SIZE_HINT]: page.body.length } })
          : await gzipAsync(page.body, { level: 7 }))
        if (known === undefined) {
          page[encoding] = body
          if (pages.peek(cacheKey) === page) pages.set(cacheKey, page)
        }
        res.setHeader('Content-Encoding', encoding)
      }
    }
    res.setHeader('Content-Length', body.length)
    res.end(req.method === 'HEAD' ? undefined : body)
  }

  const keyOf = (url: string, locale: Locale): string => `${locale} ${url}`

  return {
    isForVisitor,
    begin: () => revisions.current(),
    early(req, res) {
      const { url } = req
      if (url === undefined || url.length > 2_000 || !isForVisitor(req)) return false
      const chosen = languageCookie.exec(req.headers.cookie ?? '')?.[1] as Locale | undefined
      const locale = chosen ?? localeOfHeader.get(req.headers['accept-language'] ?? '')
      if (locale === undefined) return false
      const key = keyOf(url, locale)
      const page = pages.get(key)
      if (page === undefined) return false
      if (page.isNegotiated && acceptsHtml.get(req.headers.accept ?? '') !== 'yes') return false
      if (revisions.lastChange(page.tags) > page.madeAt) { pages.delete(key); return false }
      send(req, res, page, key).catch((error: unknown) => { res.destroy(error instanceof Error ? error : undefined) })
      return true
    },
    async sendKept(req, res, page, begunAt) {
      const locale = req.forge.locale
      if (!languageCookie.test(req.headers.cookie ?? '')) localeOfHeader.set(req.headers['accept-language'] ?? '', locale)
      if (page.isNegotiated) acceptsHtml.set(req.headers.accept ?? '', 'yes')
      const hasNonce = page.body.includes(noncePlaceholder)
      const digest = createHash('sha256').update(hasNonce ? page.body.replaceAll(noncePlaceholder, '') : page.body).digest('base64url').slice(0, 22)
      const security = Object.entries(res.getHeaders()).filter(([name]) => !/^(vary|set-cookie|content-security-policy|etag|date)$/i.test(name)).map(([name, value]) => [name, String(value)] as const)
      const kept: KeptPage = {
        body: Buffer.from(page.body), hasNonce, etag: `W/"${build}${locale}${digest}"`, isNegotiated: page.isNegotiated === true,
        headers: [...security, ['Content-Type', page.contentType], ['Content-Language', page.contentLanguage ?? locale], ['Cache-Control', hasNonce ? 'private, no-cache' : 'public, no-cache']],
        tags: [...page.tags, 'identity'], madeAt: begunAt,
      }
      const key = keyOf(req.originalUrl, locale)
      if (req.originalUrl.length <= 2_000) pages.set(key, kept)
      await send(req, res, kept, key)
    },
  }
}

function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  const bare = (tag: string): string => tag.trim().replace(/^W\//, '')
  return header.trim() === '*' || header.split(',').some((tag) => bare(tag) === bare(etag))
}

/** The smaller encoding the client takes; its refusals (`;q=0`) are respected. */
function encodingFor(header: string | undefined): 'br' | 'gzip' | undefined {
  if (header === undefined) return undefined
  const takes = (name: string): boolean => header.split(',').some((part) => {
    const [coding = '', ...parameters] = part.split(';').map((p) => p.trim().toLowerCase())
    return coding === name && !parameters.some((p) => /^q=0(\.0*)?$/.test(p))
  })
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : undefined
}
