/** What awaits a person: the inbox, what they have seen of it. Visitors get every open proposition. */
import { Router } from 'express'
import { z } from 'zod'
import { subjectName } from '../../domain/inbox.js'
import { awaitingProposals } from '../../use-cases/awaitingProposals.js'
import { markAllSeen } from '../../use-cases/markSeen.js'
import { readDrafts } from '../../use-cases/readDrafts.js'
import { readInbox } from '../../use-cases/readInbox.js'
import { inboxPage, inboxTabs, type InboxTab } from '../../../web/pages/inbox.js'
import { awaitingPage } from '../../../web/pages/proposals.js'
import { personOf, type HttpParts } from '../context.js'
import { readForm, textField } from '../form.js'
import { doneThen, sendPage } from '../replies.js'
import { asked, readingUi } from './reading.js'

const tabNamed = (query: string | undefined): InboxTab => (Object.keys(inboxTabs) as InboxTab[]).find((tab) => inboxTabs[tab] === query) ?? 'toReview'

export function inboxRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts

  router.get('/propositions', async (req, res) => {
    const person = personOf(req)
    const tab = tabNamed(asked(req, 'onglet'))
    if (!person) {
      sendPage(req, res, awaitingPage(readingUi(req, parts), await awaitingProposals(deps, req.forge.actor)))
      return
    }
    const inbox = await readInbox(deps, req.forge.actor)
    const here = new Set([...inbox.toReview, ...inbox.mine].map(({ request }) => subjectName(request)))
    const elsewhere = tab === 'toReview' ? (await awaitingProposals(deps, req.forge.actor)).filter(({ request }) => !here.has(subjectName(request))) : []
    sendPage(req, res, inboxPage(readingUi(req, parts), { tab, ...inbox, elsewhere, drafts: tab === 'mine' ? await readDrafts(deps, req.forge.actor) : [] }))
  })

  router.post('/propositions/vu', async (req, res) => {
    const { onglet } = readForm(req, z.object({ onglet: textField(20) }))
    await markAllSeen(deps, req.forge.actor)
    await parts.inbox.again(req)
    const query = inboxTabs[tabNamed(onglet)]
    doneThen(req, res, req.forge.m.flow.allSeen, `/propositions${query === undefined ? '' : `?onglet=${query}`}`)
  })

  return router
}
