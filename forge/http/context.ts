import type { Request } from 'express'
import type { AboutInstance, Deps, OidcProvider } from '../domain/ports.js'
import type { MembershipRole } from '../domain/community.js'
import { allScopes, visitor, type Actor, type Locale, type Person } from '../domain/person.js'
import type { Preparation } from '../domain/picture.js'
import { may } from '../domain/policies.js'
import type { Messages } from '../../web/messages/messages.js'
import type { Live } from './live.js'
import type { InboxCounts } from './inbox-counts.js'
import type { PageCache } from './page-cache.js'
import type { Ui } from '../../web/pages/ui.js'

/** What the server is wired with, besides the domain's ports. */
export interface HttpParts {
  readonly deps: Deps
  /** The served address of a built asset. */
  asset(name: string): string
  readonly assetsDir: string
  /** Pages kept for visitors. */
  readonly pages: PageCache
  /** News of open pages. */
  readonly live: Live
  /** How many things await each person. */
  readonly inbox: InboxCounts
  /** OpenID Connect sign-in, when configured. */
  readonly oidc?: OidcProvider
  /** What « À propos » says of this instance. */
  readonly about?: AboutInstance
}

/** What a request carries once the middleware has run. */
export interface RequestContext {
  readonly actor: Actor
  readonly locale: Locale
  readonly m: Messages
  /** How the actor was recognised; only cookie sessions need a CSRF token. */
  readonly via: 'session' | 'token' | 'none'
  /** What a signed-in person is in their communities, by community id; known for sessions. */
  readonly memberships?: ReadonlyMap<string, MembershipRole>
  /** How many things await a signed-in person; known for the pages they read. */
  readonly awaiting?: number
  /** What became of the picture that a form carries. */
  readonly picture?: Preparation
}

declare module 'express-serve-static-core' {
  interface Request { forge: RequestContext }
}

declare module 'express-session' {
  interface SessionData {
    personId?: string
    csrf?: string
    notice?: { kind: 'done' | 'refused'; sentence: string }
    oidc?: Record<string, string>
    /** Vouched for by the provider, not yet a person here; forgotten after a quarter of an hour. */
    identity?: { issuer: string; subject: string; email?: string; emailVerified: boolean; name?: string; at: number; person?: string }
    suite?: string
  }
}

export const personOf = (req: Request): Person | undefined => (req.forge.actor.kind === 'person' ? req.forge.actor.person : undefined)

export const actorFor = (person: Person | undefined): Actor => (person === undefined ? visitor : { kind: 'person', person, scopes: allScopes })

/** The page's view of the request. Reads (and forgets) the one-time notice. */
export function uiOf(req: Request, parts: HttpParts, csrf: string): Ui {
  const notice = req.session?.notice
  if (notice) delete req.session.notice
  const { actor, memberships } = req.forge
  const words = parts.deps.words.inForce()
  return {
    words, lexicon: words.lexicon,
    locale: req.forge.locale, m: req.forge.m, instanceName: parts.deps.settings.instanceName, baseUrl: parts.deps.settings.baseUrl,
    path: req.originalUrl, person: personOf(req), csrf, notice, awaiting: req.forge.awaiting ?? 0, asset: (name) => parts.asset(name),
    may(action, resource) {
      const membership = memberships?.get(resource.owner.id)
      return may(action, { actor, resource, ...(membership && { membership }) })
    },
  }
}
