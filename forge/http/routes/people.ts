/** Persons and communities, as anybody sees them. */
import { Router } from 'express'
import { communitiesPage, communityPage } from '../../../web/pages/community.js'
import { personPage } from '../../../web/pages/person.js'
import { listCommunities, readCommunity } from '../../use-cases/readCommunity.js'
import { readPerson } from '../../use-cases/readPerson.js'
import type { HttpParts } from '../context.js'
import { readingUi, reads } from './reading.js'

export function peopleRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts

  router.get(/^\/@(?<handle>[A-Za-z0-9][A-Za-z0-9-]{0,79})$/, reads(parts, async (req, res) => {
    const { handle = '' } = req.params as Record<string, string>
    const data = await readPerson(deps, handle)
    if (data.person.handle !== handle) { res.redirect(301, `/@${data.person.handle}`); return undefined }
    return { body: personPage(readingUi(req, parts), data), tags: ['listing'] }
  }))

  router.get('/communautes', reads(parts, async (req) => ({ body: communitiesPage(readingUi(req, parts), { communities: await listCommunities(deps) }), tags: ['listing'] })))

  router.get(/^\/c\/(?<handle>[A-Za-z0-9][A-Za-z0-9-]{0,79})$/, reads(parts, async (req, res) => {
    const { handle = '' } = req.params as Record<string, string>
    const data = await readCommunity(deps, handle)
    if (data.community.handle !== handle) { res.redirect(301, `/c/${data.community.handle}`); return undefined }
    return { body: communityPage(readingUi(req, parts), data), tags: ['listing', `community:${data.community.id}`] }
  }))

  return router
}
