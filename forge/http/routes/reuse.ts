/** « Ce passage existe aussi dans… », as a page and for machines, and what people say of where passages come from. */
import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { ForgeError } from '../../domain/errors.js'
import { ROLES_SUBJECT } from '../../domain/inbox.js'
import { addressOf, type Resource } from '../../domain/resource.js'
import { answerPassageDispute, disputePassage } from '../../use-cases/disputePassage.js'
import { markSeen } from '../../use-cases/markSeen.js'
import { lastSaidOfPassages } from '../../use-cases/readDisputes.js'
import { readSharedPassages } from '../../use-cases/readSharedPassages.js'
import { refusalSentence } from '../../../web/messages/messages.js'
import type { RefusedReuse } from '../../../web/pages/parts/reuse/disputes.js'
import { reusePage } from '../../../web/pages/reuse.js'
import type { HttpParts } from '../context.js'
import { statusOf } from '../errors.js'
import { readForm, textField } from '../form.js'
import { doneThen, sendPage } from '../replies.js'
import { reuseView } from '../reuse-view.js'
import { countsOf, readingUi, reads, resourceAt, tagsOf, underResource, type ReadPage } from './reading.js'

/** While long histories are read, the page asks again after this. */
const askAgainSeconds = 4

export function reuseRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts

  async function made(req: Request, resource: Resource, refused?: RefusedReuse) {
    const [reading, counts] = await Promise.all([readSharedPassages(deps, req.forge.actor, resource), countsOf(parts, resource)])
    return { reading, body: () => reusePage(readingUi(req, parts), { resource, counts, reading, refused }) }
  }

  async function page(req: Request, res: Response, form: 'html' | 'json'): Promise<ReadPage | undefined> {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return undefined
    const last = await lastSaidOfPassages(deps, resource)
    if (last) {
      await markSeen(deps, req.forge.actor, { resource: resource.id, number: ROLES_SUBJECT }, last)
      await parts.inbox.again(req)
    }
    const { reading, body } = await made(req, resource)
    const tags = [...tagsOf(resource), ...reading.shared.map((one) => `resource:${one.resource.id}` as const), 'listing' as const]
    const text = form === 'json' ? JSON.stringify(reuseView(reading)) : body()
    if (!reading.isUnderWay) return { body: text, tags, ...(form === 'json' && { contentType: 'application/json; charset=utf-8' }) }
    // Not to be kept: the next answer is another one.
    if (form === 'json') res.set({ 'Cache-Control': 'no-store', 'Retry-After': String(askAgainSeconds) }).type('application/json').send(text)
    else { res.set('Refresh', String(askAgainSeconds)); sendPage(req, res, text, 200, 'no-store') }
    return undefined
  }

  router.get(underResource('/aussi-dans'), reads(parts, (req, res) => page(req, res, 'html')))
  router.get(underResource('/aussi-dans\\.json'), reads(parts, (req, res) => page(req, res, 'json')))

  /** A form of the page. What can be corrected comes back with what was typed; what the rules refuse is a page of its own. */
  function saying<T extends z.ZodType<Record<string, string>>>(rest: string, shape: T, act: (req: Request, resource: Resource, body: z.output<T>) => Promise<string>): void {
    router.post(underResource(rest), async (req: Request, res: Response) => {
      const resource = await resourceAt(parts, req, res)
      if (!resource) return
      const body = readForm(req, shape)
      try {
        const sentence = await act(req, resource, body)
        await parts.inbox.again(req)
        doneThen(req, res, sentence, `/${addressOf(resource)}/aussi-dans#contestations`)
      } catch (error) {
        if (!(error instanceof ForgeError) || !error.key.startsWith('reuse.')) throw error
        const field = typeof error.details.field === 'string' ? error.details.field : undefined
        const { body: shown } = await made(req, resource, { action: req.path, sentence: refusalSentence(req.forge.locale, error.key, error.details), field, typed: body })
        sendPage(req, res, shown(), statusOf[error.refusal])
      }
    })
  }

  saying('/aussi-dans/contestations', z.object({ cle: textField(20), passage: textField(20_000), fiche: textField(40), origine: textField(2_000), motif: textField(10_000) }), async (req, resource, { passage, fiche, origine, motif }) => {
    await disputePassage(deps, req.forge.actor, { resource, words: passage, from: origine, reason: motif, ...(fiche !== '' && { other: fiche }) })
    return req.forge.m.reuse.done.disputed
  })

  saying('/aussi-dans/contestations/(?<dispute>[0-9a-f]{40})', z.object({ texte: textField(10_000), geste: textField(20) }), async (req, resource, { texte, geste }) => {
    const lifts = geste === 'lever'
    await answerPassageDispute(deps, req.forge.actor, { resource, dispute: (req.params as Record<string, string | undefined>).dispute ?? '', text: texte, lifts })
    return lifts ? req.forge.m.reuse.done.lifted : req.forge.m.reuse.done.answered
  })

  return router
}
