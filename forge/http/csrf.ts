import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { NextFunction, Request, Response } from 'express'
import { ForgeError } from '../domain/errors.js'

/** The form token of this session, made on first use. */
export function csrfToken(req: Request): string {
  if (!req.session) return ''
  req.session.csrf ??= randomBytes(24).toString('base64url')
  return req.session.csrf
}

const same = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

/** Whether what a form sent is this session's token. */
export function hasToken(req: Request, sent: unknown): boolean {
  const expected = req.session?.csrf
  return typeof sent === 'string' && expected !== undefined && same(sent, expected)
}

/** Whether a request comes from our own pages, as far as the browser says: its Origin, or its Sec-Fetch-Site. */
export function isFromHere(req: Request, ownOrigin: string): boolean {
  const origin = req.get('origin')
  const site = req.get('sec-fetch-site')
  return origin === undefined || origin === 'null' ? site === undefined || site === 'same-origin' : origin === ownOrigin || origin === `${req.protocol}://${req.get('host') ?? ''}`
}

/**
 * Refuses writes that do not come from our own pages: the browser's Origin (or Sec-Fetch-Site) must be ours, and the form must
 * carry the session's token. Requests signed by a personal token have no ambient authority and are let through (OWASP CSRF cheat sheet), as
 * are those whose address holds a secret of its own: mail programs end a subscription without having read a page (RFC 8058).
 */
export function csrfGuard(baseUrl: string) {
  const ownOrigin = new URL(baseUrl).origin
  return (req: Request, _res: Response, next: NextFunction): void => {
    if (req.method === 'GET' || req.method === 'HEAD' || req.method === 'OPTIONS' || req.forge.via === 'token' || req.path.startsWith('/desabonner/')) { next(); return }
    if (!isFromHere(req, ownOrigin)) { next(new ForgeError('forbidden', 'request.cross_site')); return }
    if (!hasToken(req, req.get('x-csrf-token') ?? (req.body as Record<string, unknown> | undefined)?._csrf)) { next(new ForgeError('forbidden', 'request.expired_form')); return }
    next()
  }
}
