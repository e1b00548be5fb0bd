/** Wires HTTP to an open forge: early handlers (Git transport, cached pages), routes, sessions. */
import type { RequestListener } from 'node:http'
import type { Forge } from './app.js'
import type { HttpParts } from './http/context.js'
import { allRouters } from './http/routes/index.js'
import { createHandler, type EarlyHandler } from './http/server.js'
import { ForgeError } from './domain/errors.js'

export async function wireHttp(forge: Forge, built: { asset(name: string): string; assetsDir: string; sessionSecret: string }): Promise<RequestListener> {
  const parts: HttpParts = { deps: forge.deps, asset: built.asset, assetsDir: built.assetsDir }
  const early: EarlyHandler[] = []
  return createHandler({
    parts, early, sessionStore: forge.sessions, sessionSecret: built.sessionSecret, routers: allRouters(parts),
    authenticateToken: () => Promise.reject(new ForgeError('unauthenticated', 'policy.sign_in')),
  })
}
