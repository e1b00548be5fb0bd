import type { Router } from 'express'
import type { HttpParts } from '../context.js'
import { accountRoutes } from './account.js'
import { apiRouter } from './api.js'
import { languageRoutes } from './language.js'
import { oidcRoutes } from './oidc.js'
import { sessionRoutes } from './sessions.js'

/** Every noun's routes, in the order they are tried: fixed addresses first, then `/<owner>/<slug>`. */
export function allRouters(parts: HttpParts): Router[] {
  return [
    apiRouter(parts), sessionRoutes(parts), oidcRoutes(parts), accountRoutes(parts), languageRoutes(parts),
  ]
}
