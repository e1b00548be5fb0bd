import { randomBytes } from 'node:crypto'
import type { Request, Response } from 'express'
import { noncePlaceholder } from '../../web/pages/ui.js'

/** The security headers of every page: only our own scripts and styles, no frames, no plugins, no leak of addresses. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'", `script-src 'nonce-${nonce}' 'strict-dynamic'`, "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'", "media-src 'self'", "manifest-src 'self'",
  ].join('; ')
}

/** Puts this response's nonce in a rendered (possibly cached) page. */
export function withNonce(page: string): { body: string; csp: string } {
  const nonce = randomBytes(16).toString('base64')
  return { body: page.replaceAll(noncePlaceholder, nonce), csp: contentSecurityPolicy(nonce) }
}

/** Sends a page. Pages of signed-in people are never stored by shared caches; `no-store` for one that shows a secret. */
export function sendPage(req: Request, res: Response, page: string, status = 200, cacheControl = 'private, no-cache'): void {
  const { body, csp } = withNonce(page)
  res.status(status).set({
    'Content-Security-Policy': csp, 'Content-Type': 'text/html; charset=utf-8', 'Content-Language': req.forge.locale,
    'Cache-Control': cacheControl, Vary: 'Cookie, Accept-Language, Accept',
  }).send(body)
}

/** After a successful form: remembers a sentence to show once, then sends the browser on (303). */
export function doneThen(req: Request, res: Response, sentence: string | undefined, to: string): void {
  if (sentence !== undefined && req.session) req.session.notice = { kind: 'done', sentence }
  res.redirect(303, ownPath(to))
}

/**
 * A path of this site, or `/`. Only same-origin paths get through: `//host`, `/\host`, `/a/../\host` and absolute addresses do not
 * (classes of CVE-2022-1058 and GHSA-j5r2-4c8j-xc3m).
 */
export function ownPath(asked: unknown): string {
  if (typeof asked !== 'string' || !asked.startsWith('/') || /[\\\u0000-\u001f]/.test(asked)) return '/'
  const url = new URL(asked, 'http://own.invalid')
  if (url.origin !== 'http://own.invalid') return '/'
  const path = url.pathname + url.search + url.hash
  return path.startsWith('//') ? '/' : path
}
