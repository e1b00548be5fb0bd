/** Pages of a resource that machines read at the page's own address: served by the routes of the page, documented with the API. */
import { z } from 'zod'
import { endpoint } from './endpoint.js'
import { LicenceStoryView } from './licence-story-view.js'
import { ReuseView } from './reuse-view.js'

export const sharedPassages = endpoint('GET', '/:owner/:slug/aussi-dans.json', { summary: 'Passages that also stand in other resources: facts of both sides, what the licences say, what people say. `Retry-After` while long histories are being read', reply: ReuseView })
export const licenceStory = endpoint('GET', '/:owner/:slug/licence.json', {
  summary: 'What the licence was and became, the consents asked for and given, and what another label would take', query: z.object({ vers: z.string().max(200).optional().describe('The label looked at') }), reply: LicenceStoryView,
})
