/** Propositions: lists, one of them, what is said of it, what is decided. */
import { Router, type Request, type RequestHandler, type Response } from 'express'
import { z } from 'zod'
import { ForgeError } from '../../domain/errors.js'
import { addressOf, type Resource } from '../../domain/resource.js'
import { changeNamed } from '../../domain/review.js'
import { declineProposal, withdrawProposal } from '../../use-cases/closeProposal.js'
import { answerGrant, askGrant } from '../../use-cases/askGrant.js'
import { commentProposal } from '../../use-cases/commentProposal.js'
import { integrateProposal } from '../../use-cases/integrateProposal.js'
import { markSeen } from '../../use-cases/markSeen.js'
import { liftObjection } from '../../use-cases/liftObjection.js'
import { readThreads } from '../../use-cases/readThreads.js'
import { readProposal } from '../../use-cases/readProposal.js'
import { repairAtAccess } from '../../use-cases/recoverPending.js'
import { freshProposal } from '../../use-cases/recordOnProposal.js'
import { takeOver } from '../../use-cases/takeOver.js'
import { refusalSentence } from '../../../web/messages/messages.js'
import { proposalsPage } from '../../../web/pages/proposals.js'
import { proposalViews, proposalPage, type ProposalData } from '../../../web/pages/proposal.js'
import type { HttpParts } from '../context.js'
import { statusOf } from '../errors.js'
import { readForm, textField } from '../form.js'
import { doneThen, sendPage } from '../replies.js'
import { reviewRoutes } from './reviewing.js'
import { asked, numberOf, numberPattern, readingUi, resourceAt, underResource } from './reading.js'

const message = textField(20_000)

export function proposalRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts

  router.get(underResource('/propositions'), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return
    const all = await deps.mergeRequests.of(resource.id)
    sendPage(req, res, proposalsPage(readingUi(req, parts), { resource, open: all.filter((r) => r.state === 'open'), closed: all.filter((r) => r.state !== 'open') }))
  })

  async function show(req: Request, res: Response, resource: Resource, refused?: ProposalData['refused'], status = 200): Promise<void> {
    const version = Number(asked(req, 'version'))
    const view = proposalViews.find((known) => known === asked(req, 'vue')) ?? 'changements'
    const reading = await readProposal(deps, req.forge.actor, {
      view,
      resource, number: numberOf(req), locale: req.forge.locale, ...(Number.isSafeInteger(version) && version > 0 && { iteration: version }), ...(asked(req, 'depuis') === 'precedente' && { against: 'previous' as const }),
    })
    const tip = reading.chain.at(-1)
    await markSeen(deps, req.forge.actor, { resource: resource.id, number: reading.request.number }, tip && { oid: tip.oid, at: tip.author.at })
    await parts.inbox.again(req)
    // Anchors are followed into the present text: beside an earlier one they would point elsewhere.
    const passages = reading.iteration === reading.request.iterations.length ? { threads: await readThreads(deps, req.forge.actor, { resource, number: numberOf(req), locale: req.forge.locale }), invitesVisitors: false } : undefined
    sendPage(req, res, proposalPage(readingUi(req, parts), { resource, ...reading, view, passages, refused }), status)
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

  posting('commenter', (body) => (body.change === '' ? 'commenter' : `commenter-${body.change}`), z.object({ text: message, change: textField(2000), iteration: textField(6) }), async ({ req, resource, number, body }) => {
    const change = changeNamed(body.change)
    const { request } = await freshProposal(deps, resource, number)
    await commentProposal(deps, req.forge.actor, { resource, number, text: body.text, ...(change && { change, iteration: Number(body.iteration) || request.iterations.length }) })
    return req.forge.m.proposing.commentSent
  })
  reviewRoutes(parts, router, { underProposal: (path) => underResource(`${numberPattern}/${path}`), numberOf, show })

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
  posting('prendre-en-charge', 'prendre-en-charge', z.object({ reason: message }), async ({ req, resource, number, body }) => {
    await takeOver(deps, req.forge.actor, { resource, number, reason: body.reason })
    return req.forge.m.flow.takeOverDone
  })
  const passage = z.string().regex(/^[0-9a-f]{20}$/)
  posting('accorder', 'accorder', z.object({ passage }), async ({ req, resource, number, body }) => {
    await answerGrant(deps, req.forge.actor, { resource, number, passage: body.passage, granted: true, text: '' })
    await parts.inbox.again(req)
    return req.forge.m.incoming.granted
  })
  posting('ne-pas-accorder', 'ne-pas-accorder', z.object({ passage, text: message }), async ({ req, resource, number, body }) => {
    await answerGrant(deps, req.forge.actor, { resource, number, ...body, granted: false })
    await parts.inbox.again(req)
    return req.forge.m.incoming.declined
  })
  posting('demander-accord', 'demander-accord', z.object({ passage, text: message }), async ({ req, resource, number, body }) => {
    await askGrant(deps, req.forge.actor, { resource, number, ...body })
    return req.forge.m.incoming.asked
  })
  posting('integrer', 'integrer', z.object({}), async ({ req, resource, number }) => {
    const outcome = await integrateProposal(deps, req.forge.actor, { resource, number })
    return outcome.kind === 'merged' ? req.forge.m.proposing.integrated : { to: `/${addressOf(resource)}/propositions/${number}/concilier` }
  })

  return router
}
