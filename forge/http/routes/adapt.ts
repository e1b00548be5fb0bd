/** Adapter, and changes offered back to the origin. */
import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { ForgeError } from '../../domain/errors.js'
import { addressOf, MAIN, type Resource } from '../../domain/resource.js'
import { personActing, requireAllowed } from '../../use-cases/access.js'
import { adaptationReasons, adaptResource } from '../../use-cases/adaptResource.js'
import { adaptationChoice, adaptationVerdict, sharingNow } from '../../use-cases/adaptationVerdict.js'
import { compareTexts } from '../../use-cases/compareTexts.js'
import { offerBack } from '../../use-cases/offerBack.js'
import { placesFor } from '../../use-cases/placesFor.js'
import { refusalSentence } from '../../../web/messages/messages.js'
import { adaptPage, type AdaptData } from '../../../web/pages/adapt.js'
import { offerPage } from '../../../web/pages/offer.js'
import { uiOf, type HttpParts } from '../context.js'
import { csrfToken } from '../csrf.js'
import { statusOf } from '../errors.js'
import { readForm, textField } from '../form.js'
import { doneThen, sendPage } from '../replies.js'
import { resourceAt, underResource } from './reading.js'

export function adaptRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts
  const pageOf = (req: Request) => uiOf(req, parts, csrfToken(req))

  async function showAdapt(req: Request, res: Response, resource: Resource, refused?: { typed: AdaptData['typed']; error: ForgeError }): Promise<void> {
    const { actor } = req.forge
    await requireAllowed(deps, 'adapt', actor, resource)
    const field = refused?.error.details.field
    // The form shows what may be chosen; whoever sends no form is told in the sentence.
    const sentence = refused?.error.key === 'adapt.licence_to_choose' ? req.forge.m.proposing.adaptLicenceMissing : refused && refusalSentence(req.forge.locale, refused.error.key, refused.error.details)
    sendPage(req, res, adaptPage(pageOf(req), {
      resource, verdict: adaptationVerdict(resource), choice: await adaptationChoice(deps, resource), places: await placesFor(deps, actor),
      typed: refused?.typed ?? { reason: '', explanation: '', title: resource.title, owner: personActing(actor).handle, licence: '' },
      errors: new Map(typeof field === 'string' && sentence !== undefined ? [[field, sentence]] : []), error: typeof field === 'string' ? undefined : sentence,
    }), refused ? statusOf[refused.error.refusal] : 200)
  }

  router.get(underResource('/adapter'), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (resource) await showAdapt(req, res, resource)
  })

  router.post(underResource('/adapter'), async (req, res) => {
    const origin = await resourceAt(parts, req, res)
    if (!origin) return
    const typed = readForm(req, z.object({ reason: textField(40), explanation: textField(5000), title: textField(1000), owner: textField(80), licence: textField(300) }))
    const reason = adaptationReasons.find((known) => known === typed.reason)
    try {
      if (reason === undefined) throw new ForgeError('invalid', 'adapt.reason_missing', { field: 'reason' })
      const made = await adaptResource(deps, req.forge.actor, { ...typed, reason, origin, licence: typed.licence === '' ? undefined : typed.licence })
      doneThen(req, res, req.forge.m.proposing.adapted, `/${addressOf(made)}/ameliorer`)
    } catch (error) {
      if (!(error instanceof ForgeError) || error.refusal === 'unauthenticated') throw error
      await showAdapt(req, res, origin, { typed, error })
    }
  })

  async function showOffer(req: Request, res: Response, resource: Resource, refused?: { typed: { title: string; reason: string; keepTitle: boolean }; error: ForgeError }): Promise<void> {
    const origin = resource.origin && (await deps.resources.find(resource.origin.resource))
    if (!origin) throw new ForgeError('conflict', 'news.no_origin')
    await requireAllowed(deps, 'propose', req.forge.actor, origin)
    const mine = (await deps.git.resolve(resource.id, MAIN)) ?? ''
    const since = resource.origin?.takenUpTo ?? ''
    const comparison = await compareTexts(deps, { resource: origin, commit: since }, { resource, commit: mine }, req.forge.locale)
    sendPage(req, res, offerPage(pageOf(req), {
      resource, origin, comparison, verdict: await sharingNow(deps, resource, origin), typed: refused?.typed ?? { title: '', reason: '', keepTitle: true },
      error: refused && refusalSentence(req.forge.locale, refused.error.key, refused.error.details),
    }), refused ? statusOf[refused.error.refusal] : 200)
  }

  router.get(underResource('/proposer-a-l-origine'), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (resource) await showOffer(req, res, resource)
  })

  router.post(underResource('/proposer-a-l-origine'), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return
    const body = readForm(req, z.object({ title: textField(1000), reason: textField(20_000), keepTitle: textField(10) }))
    try {
      const request = await offerBack(deps, req.forge.actor, { resource, title: body.title, reason: body.reason, ficheTitle: body.keepTitle === 'oui' ? 'origin' : 'own' })
      const origin = await deps.resources.find(request.resource)
      doneThen(req, res, req.forge.m.proposing.sent, origin ? `/${addressOf(origin)}/propositions/${request.number}` : '/propositions')
    } catch (error) {
      if (!(error instanceof ForgeError) || error.refusal === 'unauthenticated') throw error
      await showOffer(req, res, resource, { typed: { ...body, keepTitle: body.keepTitle === 'oui' }, error })
    }
  })

  return router
}
