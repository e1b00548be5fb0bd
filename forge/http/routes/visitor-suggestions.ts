/** Suggestions of people without an account: who asks for them, those that wait, confirming an address. */
import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { ForgeError } from '../../domain/errors.js'
import { addressOf, type Resource } from '../../domain/resource.js'
import { inviteVisitorsToCommunity, inviteVisitorsToOwn } from '../../use-cases/inviteVisitors.js'
import { approveVisitorSuggestion, heldSuggestions, refuseVisitorSuggestion } from '../../use-cases/settleVisitorSuggestion.js'
import { confirmVisitor, readVisitorConfirmation } from '../../use-cases/visitorSuggestion.js'
import { spacedIn } from '../../../web/messages/french-spaces.js'
import { messagesFor, refusalSentence } from '../../../web/messages/messages.js'
import { confirmVisitorPage, heldSuggestionsPage, type HeldData } from '../../../web/pages/visitor-suggestions.js'
import { uiOf, type HttpParts } from '../context.js'
import { csrfToken } from '../csrf.js'
import { statusOf } from '../errors.js'
import { readForm, textField } from '../form.js'
import { doneThen, sendPage } from '../replies.js'
import { resourceAt, underResource } from './reading.js'

const invitation = z.object({ ouvertes: textField(10) })

export function visitorSuggestionRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts

  async function show(req: Request, res: Response, resource: Resource, refused?: HeldData['refused'], status = 200): Promise<void> {
    const held = await heldSuggestions(deps, req.forge.actor, resource, req.forge.locale)
    sendPage(req, res, heldSuggestionsPage(uiOf(req, parts, csrfToken(req)), { resource, held, refused }), status)
  }

  router.get(underResource('/suggestions'), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (resource) await show(req, res, resource)
  })

  function settling(path: string, act: (req: Request, resource: Resource, id: string) => Promise<{ sentence: string; to: string }>): void {
    router.post(underResource(`/suggestions/(?<id>[0-9a-z]{26})/${path}`), async (req, res) => {
      const resource = await resourceAt(parts, req, res)
      if (!resource) return
      const { id = '' } = req.params as Record<string, string>
      try {
        const { sentence, to } = await act(req, resource, id)
        doneThen(req, res, sentence, to)
      } catch (error) {
        if (!(error instanceof ForgeError) || error.refusal === 'unauthenticated' || error.refusal === 'not_found' || error.key.startsWith('policy.')) throw error
        await show(req, res, resource, { id, sentence: refusalSentence(req.forge.locale, error.key, error.details) }, statusOf[error.refusal])
      }
    })
  }
  settling('approuver', async (req, resource, id) => {
    // What Git keeps is in the language of the fiche.
    const { passages: m } = messagesFor(resource.fields.langue === 'en' ? 'en' : 'fr')
    const request = await approveVisitorSuggestion(deps, req.forge.actor, { resource, id, passerBy: m.passerBy, titleOf: (words) => m.titleOf(spacedIn(resource.fields.langue, words)) })
    return { sentence: req.forge.m.passages.approved, to: `/${addressOf(resource)}/propositions/${request.number}` }
  })
  settling('refuser', async (req, resource, id) => {
    await refuseVisitorSuggestion(deps, req.forge.actor, { resource, id })
    return { sentence: req.forge.m.passages.refused, to: `/${addressOf(resource)}/suggestions` }
  })

  router.get('/adresses/suggestion/:secret', async (req, res) => {
    const { secret } = req.params
    sendPage(req, res, confirmVisitorPage(uiOf(req, parts, csrfToken(req)), { secret, address: await readVisitorConfirmation(deps, secret) }), 200, 'no-store')
  })
  router.post('/adresses/suggestion/:secret', async (req, res) => {
    await confirmVisitor(deps, req.params.secret)
    doneThen(req, res, req.forge.m.passages.confirmDone, '/')
  })

  router.post(/^\/c\/(?<handle>[A-Za-z0-9][A-Za-z0-9-]{0,79})\/suggestions$/, async (req, res) => {
    const { handle = '' } = req.params as Record<string, string>
    await inviteVisitorsToCommunity(deps, req.forge.actor, { handle, becomes: readForm(req, invitation).ouvertes === 'oui' ? 'open' : 'closed' })
    doneThen(req, res, req.forge.m.passages.allowSaved, `/c/${handle}/reglages`)
  })
  router.post('/reglages/suggestions', async (req, res) => {
    await inviteVisitorsToOwn(deps, req.forge.actor, readForm(req, invitation).ouvertes === 'oui' ? 'open' : 'closed')
    doneThen(req, res, req.forge.m.passages.allowSaved, '/reglages')
  })

  return router
}
