/**
 * The order in which a request meets the house:
 * Git transport and cached pages first (raw, before express costs anything), then security headers, assets, sessions, who is acting,
 * forms that carry a picture, the cross-site guard, the routes of each noun, and errors last.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import compression from 'compression'
import express, { type Router } from 'express'
import session, { type Store } from 'express-session'
import helmet from 'helmet'
import { ForgeError } from '../domain/errors.js'
import type { Actor, Locale } from '../domain/person.js'
import { messagesFor } from '../../web/messages/messages.js'
import { actorFor, type HttpParts } from './context.js'
import { csrfGuard } from './csrf.js'
import { errorHandler } from './errors.js'
import { pictureForms } from './picture-forms.js'

/** Answers before express; false: not for it. */
export type EarlyHandler = (req: IncomingMessage, res: ServerResponse) => boolean

export interface ServerOptions {
  readonly parts: HttpParts
  readonly sessionStore: Store
  readonly sessionSecret: string
  /** Tried in order before express: Git transport, cached pages. */
  readonly early: readonly EarlyHandler[]
  /** Bearer or Basic credentials → who acts, for the API; undefined when there are none. Refuses `unauthenticated` when they are wrong. */
  authenticateToken(authorization: string): Promise<Actor>
  readonly routers: readonly Router[]
}

export const sessionCookie = 'communs'

function localeOf(req: express.Request): Locale {
  const chosen = /(?:^|;\s*)langue=(fr|en)\b/.exec(req.headers.cookie ?? '')?.[1]
  if (chosen === 'fr' || chosen === 'en') return chosen
  return req.acceptsLanguages('fr', 'en') === 'en' ? 'en' : 'fr'
}

/** What answers every request. */
export function createHandler(options: ServerOptions): RequestListener {
  const { parts } = options
  const { deps } = parts
  const app = express()
  const secure = deps.settings.baseUrl.startsWith('https:')
  app.disable('x-powered-by')
  app.set('etag', 'strong')
  app.set('query parser', 'simple')
  const proxies = [...(secure ? ['loopback'] : []), ...deps.settings.trustedProxies]
  if (proxies.length > 0) app.set('trust proxy', proxies)

  app.use(helmet({ contentSecurityPolicy: false, strictTransportSecurity: secure, crossOriginEmbedderPolicy: false, referrerPolicy: { policy: 'same-origin' } }))
  app.use(compression())
  app.use('/assets', express.static(parts.assetsDir, { immutable: true, maxAge: '1y', index: false, fallthrough: true, redirect: false }))
  app.use(session({
    name: sessionCookie, secret: options.sessionSecret, store: options.sessionStore, resave: false, saveUninitialized: false, rolling: true,
    cookie: { httpOnly: true, sameSite: 'lax', secure, maxAge: 30 * 24 * 3600 * 1000, path: '/' },
  }))
  app.use(express.json({ limit: '6mb' }))
  app.use(express.urlencoded({ extended: false, limit: '6mb', parameterLimit: 5000 }))

  app.use(async (req, _res, next) => {
    const locale = localeOf(req)
    req.forge = { actor: actorFor(undefined), locale, m: messagesFor(locale), via: 'none' }
    const authorization = req.get('authorization')
    if (authorization !== undefined && req.path.startsWith('/api/')) {
      req.forge = { ...req.forge, actor: await options.authenticateToken(authorization), via: 'token' }
    } else if (req.session.personId !== undefined) {
      const person = await deps.people.find(req.session.personId)
      if (person) req.forge = { ...req.forge, actor: actorFor(person), via: 'session', memberships: new Map((await deps.communities.of(person.id)).map(({ community, role }) => [community, role])), awaiting: await parts.inbox.of(actorFor(person)) }
      else delete req.session.personId
    }
    next()
  })
  app.use(pictureForms(parts))
  app.use(csrfGuard(deps.settings.baseUrl))
  for (const router of options.routers) app.use(router)
  app.use((_req, _res, next) => { next(new ForgeError('not_found', 'not_found.page')) })
  app.use(errorHandler(parts))

  return (req, res) => {
    for (const handler of options.early) if (handler(req, res)) return
    app(req, res)
  }
}
