/** Reviewing a proposition change by change: each answer kept, the end of the review, what is new meanwhile, pictures of both sides. */
import type { Request, Response, Router } from 'express'
import { z } from 'zod'
import { ForgeError } from '../../domain/errors.js'
import { addressOf, type Resource } from '../../domain/resource.js'
import { changeName, changeNamed, type ReviewDraft } from '../../domain/review.js'
import { finishReview } from '../../use-cases/finishReview.js'
import { integrateProposal } from '../../use-cases/integrateProposal.js'
import { proposedImage } from '../../use-cases/proposedImage.js'
import { answerReview } from '../../use-cases/reviewDrafts.js'
import { refusalSentence } from '../../../web/messages/messages.js'
import { gridPosted } from '../../../web/pages/parts/review-grid.js'
import type { ProposalData } from '../../../web/pages/proposal.js'
import type { HttpParts } from '../context.js'
import { statusOf } from '../errors.js'
import { readForm, textField } from '../form.js'
import { doneThen } from '../replies.js'
import { asked, resourceAt } from './reading.js'

const message = textField(20_000)
const answerShape = z.object({ iteration: z.coerce.number().int().min(1).max(1_000_000), change: textField(2000), decision: z.enum(['accepted', 'not_kept', 'favorable', 'reserved', '']).optional(), reason: message })
const endShape = z.object({ iteration: z.coerce.number().int().min(1).max(1_000_000), verdict: z.enum(['question', 'consent', 'objection', 'bonification', '']).default(''), text: message, lift: message, integrer: textField(1) })

export function reviewRoutes(parts: HttpParts, router: Router, proposals: {
  readonly underProposal: (path: string) => RegExp
  readonly numberOf: (req: Request) => number
  readonly show: (req: Request, res: Response, resource: Resource, refused?: ProposalData['refused'], status?: number) => Promise<void>
}): void {
  const { deps } = parts
  const { underProposal, numberOf, show } = proposals
  const wantsJson = (req: Request) => req.accepts(['html', 'json']) === 'json'

  /** A refusal beside its form, with what was typed; for the island, as JSON. */
  async function refused(req: Request, res: Response, resource: Resource, form: string, error: unknown, body: Record<string, unknown>): Promise<void> {
    if (!(error instanceof ForgeError) || error.refusal === 'unauthenticated' || error.refusal === 'not_found') throw error
    const sentence = refusalSentence(req.forge.locale, error.key, error.details)
    if (wantsJson(req)) { res.status(statusOf[error.refusal]).json({ refused: sentence }); return }
    const typed = Object.fromEntries(Object.entries(body).map(([name, value]) => [name, String(value)]))
    await show(req, res, resource, { form, sentence, typed }, statusOf[error.refusal])
  }

  router.post(underProposal('relecture'), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return
    const body = readForm(req, answerShape)
    const change = changeNamed(body.change)
    if (!change) throw new ForgeError('invalid', 'review.unknown_change')
    const decision = body.decision === '' ? undefined : body.decision
    try {
      const draft = await answerReview(deps, req.forge.actor, { resource, number: numberOf(req), iteration: body.iteration, answer: { change, decision, reason: decision === 'not_kept' || decision === 'reserved' ? body.reason : '' } })
      if (wantsJson(req)) res.json({ answers: answersOf(draft) })
      // Back to the change that was answered: the next one is below.
      else res.redirect(303, `/${addressOf(resource)}/propositions/${numberOf(req)}#${String((req.body as Record<string, unknown>).place ?? 'change').replace(/[^a-z0-9]/g, '')}`)
    } catch (error) { await refused(req, res, resource, `reponse-${body.change}`, error, body) }
  })

  /** What is typed at the end of the review, kept as it is typed. */
  router.post(underProposal('relecture/brouillon'), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return
    const body = readForm(req, endShape)
    try {
      await answerReview(deps, req.forge.actor, { resource, number: numberOf(req), iteration: body.iteration, answer: endingOf(req, body) })
      if (wantsJson(req)) res.json({ kept: true })
      else res.redirect(303, `/${addressOf(resource)}/propositions/${numberOf(req)}#terminer`)
    } catch (error) { await refused(req, res, resource, 'terminer', error, body) }
  })

  router.post(underProposal('relecture/terminer'), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return
    const number = numberOf(req)
    const body = readForm(req, endShape)
    const here = `/${addressOf(resource)}/propositions/${number}`
    try {
      await answerReview(deps, req.forge.actor, { resource, number, iteration: body.iteration, answer: endingOf(req, body) })
      await finishReview(deps, req.forge.actor, { resource, number, iteration: body.iteration })
    } catch (error) { await refused(req, res, resource, 'terminer', error, body); return }
    if (body.integrer === '') { doneThen(req, res, req.forge.m.reviewing.finished, here); return }
    try {
      const outcome = await integrateProposal(deps, req.forge.actor, { resource, number })
      if (outcome.kind === 'merged') doneThen(req, res, req.forge.m.proposing.integrated, here)
      else res.redirect(303, `${here}/concilier`)
    } catch (error) { await refused(req, res, resource, 'integrer', error, {}) }
  })

  /** Tells, for as long as the page is open, that something happened to the proposition or to the published text. */
  router.get(underProposal('suivre'), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return
    parts.live.follow(req, res, resource.id, async () => {
      const [request, now] = await Promise.all([deps.mergeRequests.find(resource.id, numberOf(req)), deps.resources.find(resource.id)])
      return { tip: request?.journalTip ?? '', state: request?.state ?? '', iteration: request?.iterations.length ?? 0, published: now?.tip ?? '' }
    })
  })

  router.get(underProposal('fichiers/(?<path>.+)'), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return
    const { path = '' } = req.params as Record<string, string>
    const image = await proposedImage(deps, { resource, number: numberOf(req), path, iteration: Number(asked(req, 'version')) || undefined, side: asked(req, 'cote') === 'avant' ? 'before' : 'after' })
    res.set({
      'Content-Type': image.type, 'X-Content-Type-Options': 'nosniff', 'Content-Security-Policy': "default-src 'none'; sandbox", 'Cross-Origin-Resource-Policy': 'same-origin', ETag: `"${image.oid}"`, 'Cache-Control': 'private, no-cache',
    }).send(Buffer.from(image.bytes.buffer, image.bytes.byteOffset, image.bytes.byteLength))
  })
}

/** What stands at the end of a review: the view of the whole, and the grid. */
const endingOf = (req: Request, body: z.output<typeof endShape>) => ({ verdict: body.verdict, text: body.text, liftCondition: body.lift, grid: gridPosted((req.body ?? {}) as Record<string, unknown>) })

const answersOf = (draft: ReviewDraft) => draft.decisions.map(({ change, decision }) => ({ change: changeName(change), decision }))
