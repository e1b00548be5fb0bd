import type { Request } from 'express'
import type { Deps, JournalEntry } from '../domain/ports.js'
import { allScopes, visitor, type Actor, type Locale, type Person } from '../domain/person.js'
import type { Messages } from '../../web/messages/messages.js'
import type { Ui } from '../../web/pages/ui.js'

export type { JournalEntry }

/** What the server is wired with, besides the domain's ports. */
export interface HttpParts {
  readonly deps: Deps
  /** The served address of a built asset. */
  asset(name: string): string
  readonly assetsDir: string
  /** OpenID Connect sign-in, when configured. */
  readonly oidc?: OidcProvider
}

/** A configured OpenID Connect provider, as the sign-in routes use it (implemented in forge/adapters/auth). */
export interface OidcProvider {
  readonly label: string
  /** Where to send the browser, and what to remember in the session until it comes back. */
  begin(redirectUri: string): Promise<{ url: string; state: Record<string, string> }>
  /** The person the provider vouches for. Refuses `unauthenticated` when state, nonce or signature do not hold. */
  finish(currentUrl: URL, state: Record<string, string>): Promise<{ issuer: string; subject: string; email: string | undefined; emailVerified: boolean; name: string | undefined }>
}

/** What a request carries once the middleware has run. */
export interface RequestContext {
  readonly actor: Actor
  readonly locale: Locale
  readonly m: Messages
  /** How the actor was recognised; only cookie sessions need a CSRF token. */
  readonly via: 'session' | 'token' | 'none'
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
    suite?: string
  }
}

export const personOf = (req: Request): Person | undefined => (req.forge.actor.kind === 'person' ? req.forge.actor.person : undefined)

export const actorFor = (person: Person | undefined): Actor => (person === undefined ? visitor : { kind: 'person', person, scopes: allScopes })

/** The page's view of the request. Reads (and forgets) the one-time notice. */
export function uiOf(req: Request, parts: HttpParts, csrf: string): Ui {
  const notice = req.session?.notice
  if (notice) delete req.session.notice
  return {
    locale: req.forge.locale, m: req.forge.m, instanceName: parts.deps.settings.instanceName, baseUrl: parts.deps.settings.baseUrl,
    path: req.originalUrl, person: personOf(req), csrf, notice, asset: (name) => parts.asset(name),
  }
}
