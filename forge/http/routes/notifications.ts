/** Mails of what happens: how often, and the way out that every one of them carries. */
import { Router, type Request } from 'express'
import { z } from 'zod'
import { chooseMail, mailChoice, unsubscribe, whoseLink } from '../../use-cases/chooseMail.js'
import { mailChoicePage, unsubscribePage } from '../../../web/pages/notifications.js'
import { uiOf, type HttpParts } from '../context.js'
import { csrfToken } from '../csrf.js'
import { readForm } from '../form.js'
import { doneThen, sendPage } from '../replies.js'
import { readingUi } from './reading.js'

const frequencyForm = z.object({ frequence: z.enum(['weekly', 'daily', 'at_once', 'none']) })

export function notificationRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts
  const tokenOf = (req: Request): string => String((req.params as Record<string, unknown>).token ?? '').slice(0, 200)

  router.get('/reglages/courriels', async (req, res) => {
    sendPage(req, res, mailChoicePage(uiOf(req, parts, csrfToken(req)), await mailChoice(deps, req.forge.actor)))
  })
  router.post('/reglages/courriels', async (req, res) => {
    const { frequence } = readForm(req, frequencyForm)
    await chooseMail(deps, req.forge.actor, frequence)
    doneThen(req, res, req.forge.m.flow.mailsSaved[frequence], '/reglages/courriels')
  })

  // Opening the link changes nothing (mail scanners open every link); the button, and the mail program’s own (RFC 8058), do.
  router.get('/desabonner/:token', async (req, res) => {
    const person = await whoseLink(deps, tokenOf(req))
    sendPage(req, res, unsubscribePage(readingUi(req, parts), { token: tokenOf(req), person: person?.displayName, isDone: false }), person ? 200 : 410, 'no-store')
  })
  router.post('/desabonner/:token', async (req, res) => {
    const person = await unsubscribe(deps, tokenOf(req))
    sendPage(req, res, unsubscribePage(readingUi(req, parts), { token: tokenOf(req), person: undefined, isDone: person !== undefined }), person ? 200 : 410, 'no-store')
  })
  return router
}
