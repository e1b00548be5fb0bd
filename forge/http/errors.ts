import { randomBytes } from 'node:crypto'
import type { NextFunction, Request, Response } from 'express'
import { ForgeError, type Refusal } from '../domain/errors.js'
import { messagesFor, refusalSentence, type Locale } from '../../web/messages/messages.js'
import { errorPage } from '../../web/pages/layout.js'
import { expiredForm, type ExpiredForm } from '../../web/pages/expired-form.js'
import { csrfToken } from './csrf.js'
import { actorFor, personOf, uiOf, type HttpParts } from './context.js'
import { lostAt } from './lost.js'
import { ownPath, sendPage } from './replies.js'

/** Refusal → HTTP status, once. */
export const statusOf: Record<Refusal, number> = {
  invalid: 422, unauthenticated: 401, forbidden: 403, not_found: 404, conflict: 409, too_large: 413, too_many: 429, unavailable: 503,
}

/** Errors of body parsers and routers, in the domain's words. */
function asRefusal(error: unknown): ForgeError | undefined {
  if (error instanceof ForgeError) return error
  const status = (error as { status?: unknown }).status
  if (status === 413) return new ForgeError('too_large', 'request.too_large')
  if (error instanceof URIError || status === 400 || status === 415) return new ForgeError('invalid', 'request.malformed')
  return undefined
}

/** Problem details (RFC 9457): `type` is the refusal's key, `detail` the sentence, `errors` what the person can correct. */
export function problemOf(error: ForgeError, locale: Locale): object {
  return {
    type: `urn:communs:${error.key}`, title: error.refusal, status: statusOf[error.refusal], detail: refusalSentence(locale, error.key, error.details),
    ...(Array.isArray(error.details.problems) && { errors: error.details.problems }),
  }
}

export const wantsJson = (req: Request): boolean => req.path.startsWith('/api/') || req.path.endsWith('.json') || req.accepts(['html', 'json']) === 'json'

/** A form as it was sent, without its token and its secrets: to be shown to its sender, and sent again by hand. */
function formSent(req: Request): ExpiredForm {
  const entries = Object.entries((req.body ?? {}) as Record<string, unknown>)
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).flatMap((one) => (typeof one === 'string' && name !== '_csrf' ? [[name, one] as const] : [])))
  const fields = entries.filter(([name]) => !/pass|secret|^present$/i.test(name))
  return { action: ownPath(req.originalUrl), fields, mayResend: fields.length === entries.length }
}

/** The last handler: a refusal becomes a page or problem details; anything else is a bug, logged under a number the person can give. */
export function errorHandler(parts: HttpParts) {
  return (error: unknown, req: Request, res: Response, next: NextFunction): void => {
    if (res.headersSent) { next(error); return }
    req.forge ??= { actor: actorFor(undefined), locale: 'fr', m: messagesFor('fr'), via: 'none' }
    const { locale, m } = req.forge
    const refusal = asRefusal(error)
    if (refusal === undefined) {
      const number = randomBytes(4).toString('hex')
      parts.deps.log.error({ err: error, number, method: req.method, path: req.path }, 'unexpected error')
      if (wantsJson(req)) { res.status(500).type('application/problem+json').send(JSON.stringify({ type: 'about:blank', title: m.common.errorTitle, status: 500, detail: `${m.common.errorBody} ${number}` })); return }
      sendPage(req, res, errorPage(uiOf(req, parts, personOf(req) ? csrfToken(req) : ''), { title: m.common.errorTitle, sentence: `${m.common.errorBody} ${number}` }), 500)
      return
    }
    const status = statusOf[refusal.refusal]
    if (wantsJson(req)) { res.status(status).type('application/problem+json').send(JSON.stringify(problemOf(refusal, locale))); return }
    if (refusal.refusal === 'unauthenticated' && req.method === 'GET') { res.redirect(303, `/connexion?suite=${encodeURIComponent(req.originalUrl)}`); return }
    const csrf = personOf(req) ? csrfToken(req) : ''
    if (refusal.refusal === 'not_found' && req.method === 'GET') {
      lostAt(req, parts, csrf, refusalSentence(locale, refusal.key, refusal.details)).then((page) => { sendPage(req, res, page, status) }, next)
      return
    }
    const title = refusal.refusal === 'not_found' ? m.common.notFoundTitle : m.common.oops
    const ui = uiOf(req, parts, csrf)
    const wayOut = refusal.key === 'request.expired_form' ? { wayOut: expiredForm(ui, formSent(req)) } : {}
    sendPage(req, res, errorPage(ui, { title: refusal.key === 'request.expired_form' ? m.common.expiredTitle : title, sentence: refusalSentence(locale, refusal.key, refusal.details), ...wayOut }), status)
  }
}
