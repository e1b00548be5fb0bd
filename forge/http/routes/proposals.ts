/** Propositions: lists, one of them, what is said of it, what is decided. */
import { Router, type Request, type RequestHandler, type Response } from 'express'
import { z } from 'zod'
import { ForgeError } from '../../domain/errors.js'
import { addressOf, type Resource } from '../../domain/resource.js'
import { awaitingProposals } from '../../use-cases/awaitingProposals.js'
import { declineProposal, withdrawProposal } from '../../use-cases/closeProposal.js'
import { commentProposal } from '../../use-cases/commentProposal.js'
import { giveVerdict } from '../../use-cases/giveVerdict.js'
import { integrateProposal } from '../../use-cases/integrateProposal.js'
import { liftObjection } from '../../use-cases/liftObjection.js'
import { readProposal } from '../../use-cases/readProposal.js'
import { repairAtAccess } from '../../use-cases/recoverPending.js'
import { refusalSentence } from '../../../web/messages/messages.js'
import { awaitingPage, proposalsPage } from '../../../web/pages/proposals.js'
import { proposalViews, proposalPage, verdictKinds, type ProposalData } from '../../../web/pages/proposal.js'
import type { HttpParts } from '../context.js'
import { statusOf } from '../errors.js'
import { readForm, textField } from '../form.js'
import { doneThen, sendPage } from '../replies.js'
import { asked, numberOf, numberPattern, readingUi, resourceAt, underResource } from './reading.js'

const message = textField(20_000)

export function proposalRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts

  router.get('/propositions', async (req, res) => {
    const { proposing: m } = req.forge.m
    const groups = await awaitingProposals(deps, req.forge.actor)
    sendPage(req, res, awaitingPage(readingUi(req, parts), [
      { title: m.awaitingMine, items: groups.stewarded }, { title: m.awaitingCommunities, items: groups.communities },
      { title: m.awaitingSent, items: groups.sent }, { title: m.awaitingElsewhere, items: groups.elsewhere },
    ]))
  })

  router.get(underResource('/propositions'), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return
    const all = await deps.mergeRequests.of(resource.id)
    sendPage(req, res, proposalsPage(readingUi(req, parts), { resource, open: all.filter((r) => r.state === 'open'), closed: all.filter((r) => r.state !== 'open') }))
  })

  async function show(req: Request, res: Response, resource: Resource, refused?: ProposalData['refused'], status = 200): Promise<void> {
    const version = Number(asked(req, 'version'))
    const reading = await readProposal(deps, req.forge.actor, {
      resource, number: numberOf(req), locale: req.forge.locale, ...(Number.isSafeInteger(version) && version > 0 && { iteration: version }), ...(asked(req, 'depuis') === 'precedente' && { against: 'previous' as const }),
    })
    const view = proposalViews.find((known) => known === asked(req, 'vue')) ?? 'changements'
    sendPage(req, res, proposalPage(readingUi(req, parts), { resource, ...reading, view, refused }), status)
  }

  router.get(underResource(numberPattern), async (req, res) => {
    const found = await resourceAt(parts, req, res)
    if (found) await show(req, res, await repairAtAccess(deps, found))
  })

  /** A form on the proposition's page: done and back to it, or the same page with the refusal beside the form and what was typed. */
  function posting<T extends z.ZodType<Record<string, string>>>(path: string, form: string | ((body: z.output<T>) => string), shape: T, act: (on: { req: Request; resource: Resource; number: number; body: z.output<T> }) => Promise<string | { to: string }>): void {
    const handler: RequestHandler = async (req, res) => {
      const resource = await resourceAt(parts, req, res)
      if (!resource) return
      const body = readForm(req, shape)
      const number = numberOf(req)
      const here = `/${addressOf(resource)}/propositions/${number}`
      try {
        const done = await act({ req, resource, number, body })
        if (typeof done === 'string') doneThen(req, res, done, here)
        else res.redirect(303, done.to)
      } catch (error) {
        if (!(error instanceof ForgeError) || error.refusal === 'unauthenticated' || error.refusal === 'not_found') throw error
        const name = typeof form === 'string' ? form : form(body)
        await show(req, res, resource, { form: name, sentence: refusalSentence(req.forge.locale, error.key, error.details), typed: body }, statusOf[error.refusal])
      }
    }
    router.post(underResource(`${numberPattern}/${path}`), handler)
  }

  posting('commenter', 'commenter', z.object({ text: message }), async ({ req, resource, number, body }) => {
    await commentProposal(deps, req.forge.actor, { resource, number, text: body.text })
    return req.forge.m.proposing.commentSent
  })
  posting('avis', 'avis', z.object({ verdict: z.enum(verdictKinds as [typeof verdictKinds[number]]), text: message, lift: message }), async ({ req, resource, number, body }) => {
    await giveVerdict(deps, req.forge.actor, { resource, number, verdict: body.verdict, text: body.text, liftCondition: body.lift })
    return req.forge.m.proposing.verdictSent
  })
  posting('lever', (body) => `lever-${body.objection}`, z.object({ objection: z.string().regex(/^[0-9a-f]{40}$/), reason: message }), async ({ req, resource, number, body }) => {
    await liftObjection(deps, req.forge.actor, { resource, number, objection: body.objection, reason: body.reason })
    return req.forge.m.proposing.liftDone
  })
  posting('decliner', 'decliner', z.object({ reason: message }), async ({ req, resource, number, body }) => {
    await declineProposal(deps, req.forge.actor, { resource, number, reason: body.reason })
    return req.forge.m.proposing.declined
  })
  posting('retirer', 'retirer', z.object({ reason: message }), async ({ req, resource, number, body }) => {
    await withdrawProposal(deps, req.forge.actor, { resource, number, reason: body.reason })
    return req.forge.m.proposing.withdrawn
  })
  posting('integrer', 'integrer', z.object({}), async ({ req, resource, number }) => {
    const outcome = await integrateProposal(deps, req.forge.actor, { resource, number })
    return outcome.kind === 'merged' ? req.forge.m.proposing.integrated : { to: `/${addressOf(resource)}/propositions/${number}/concilier` }
  })

  return router
}
