import type { Router } from 'express'
import type { HttpParts } from '../context.js'
import { accountRoutes } from './account.js'
import { apiRouter } from './api.js'
import { languageRoutes } from './language.js'
import { fileRoutes } from './files.js'
import { libraryRoutes } from './library.js'
import { machineRoutes } from './machine.js'
import { peopleRoutes } from './people.js'
import { resourceRoutes } from './resource.js'
import { oidcRoutes } from './oidc.js'
import { sessionRoutes } from './sessions.js'

/** Every noun's routes, in the order they are tried: fixed addresses first, then `/<owner>/<slug>`. */
export function allRouters(parts: HttpParts): Router[] {
  return [
    apiRouter(parts), sessionRoutes(parts), oidcRoutes(parts), accountRoutes(parts), languageRoutes(parts),
    libraryRoutes(parts), peopleRoutes(parts), machineRoutes(parts), fileRoutes(parts), resourceRoutes(parts),
  ]
}
