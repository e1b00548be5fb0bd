import type { Router } from 'express'
import type { HttpParts } from '../context.js'
import { communitySettingsRoutes } from './community-settings.js'
import { adaptRoutes } from './adapt.js'
import { accountRoutes } from './account.js'
import { citingRoutes } from './citing.js'
import { contributionRoutes } from './contributions.js'
import { decisionRoutes } from './decisions.js'
import { apiRouter } from './api.js'
import { importRoutes } from './imports.js'
import { inboxRoutes } from './inbox.js'
import { improveRoutes } from './improve.js'
import { languageRoutes } from './language.js'
import { fileRoutes } from './files.js'
import { licenceRoutes } from './licences.js'
import { libraryRoutes } from './library.js'
import { machineRoutes } from './machine.js'
import { notificationRoutes } from './notifications.js'
import { namingRoutes } from './naming.js'
import { newsRoutes } from './news.js'
import { newFicheRoutes } from './new-fiche.js'
import { passageRoutes } from './passages.js'
import { pictureRoutes } from './pictures.js'
import { peopleRoutes } from './people.js'
import { provenanceRoutes } from './provenance.js'
import { proposalRoutes } from './proposals.js'
import { resourceLicenceRoutes } from './resource-licence.js'
import { reuseRoutes } from './reuse.js'
import { resourceSettingsRoutes } from './resource-settings.js'
import { resourceRoutes } from './resource.js'
import { oidcRoutes } from './oidc.js'
import { sessionRoutes } from './sessions.js'
import { undoRoutes } from './undo.js'
import { settlingRoutes } from './settling.js'
import { visitorSuggestionRoutes } from './visitor-suggestions.js'
import { vocabularyRoutes } from './vocabularies.js'

/** Every noun's routes, in the order they are tried: fixed addresses first, then `/<owner>/<slug>`. */
export function allRouters(parts: HttpParts): Router[] {
  return [
    importRoutes(parts), apiRouter(parts), sessionRoutes(parts), oidcRoutes(parts), accountRoutes(parts), namingRoutes(parts), notificationRoutes(parts), languageRoutes(parts),
    libraryRoutes(parts), vocabularyRoutes(parts), licenceRoutes(parts), peopleRoutes(parts), communitySettingsRoutes(parts), machineRoutes(parts), fileRoutes(parts),
    newFicheRoutes(parts), pictureRoutes(parts), passageRoutes(parts), visitorSuggestionRoutes(parts), inboxRoutes(parts), proposalRoutes(parts), settlingRoutes(parts), improveRoutes(parts), adaptRoutes(parts), newsRoutes(parts), resourceLicenceRoutes(parts), resourceSettingsRoutes(parts), undoRoutes(parts), decisionRoutes(parts), contributionRoutes(parts), citingRoutes(parts), reuseRoutes(parts), provenanceRoutes(parts), resourceRoutes(parts),
  ]
}
