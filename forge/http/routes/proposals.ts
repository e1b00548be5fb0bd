/** Propositions: lists, one of them, what is said of it, what is decided. */
import { Router, type Request, type RequestHandler, type Response } from 'express'
import { z } from 'zod'
import { ForgeError } from '../../domain/errors.js'
import { MAIN, addressOf, type Resource } from '../../domain/resource.js'
import { awaitingProposals } from '../../use-cases/awaitingProposals.js'
import { requireAllowed } from '../../use-cases/access.js'
import { declineProposal, withdrawProposal } from '../../use-cases/closeProposal.js'
import { commentProposal } from '../../use-cases/commentProposal.js'
import { giveVerdict } from '../../use-cases/giveVerdict.js'
import { integrateProposal, type Settlement } from '../../use-cases/integrateProposal.js'
import { liftObjection } from '../../use-cases/liftObjection.js'
import { readThreads } from '../../use-cases/readThreads.js'
import { readProposal } from '../../use-cases/readProposal.js'
import { repairAtAccess } from '../../use-cases/recoverPending.js'
import { freshProposal } from '../../use-cases/recordOnProposal.js'
import { filesToSettle, settleFiles, type Choice } from '../../use-cases/settlePassages.js'
import { refusalSentence } from '../../../web/messages/messages.js'
import { awaitingPage, proposalsPage } from '../../../web/pages/proposals.js'
import { proposalViews, proposalPage, verdictKinds, type ProposalData } from '../../../web/pages/proposal.js'
import { showPassages } from '../../use-cases/showPassages.js'
import { settlePage } from '../../../web/pages/settle.js'
import { uiOf, type HttpParts } from '../context.js'
import { csrfToken } from '../csrf.js'
import { statusOf } from '../errors.js'
import { readForm, textField } from '../form.js'
import { doneThen, sendPage } from '../replies.js'
import { asked, readingUi, resourceAt, underResource } from './reading.js'
import { choicesPosted } from './settling.js'

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

  const numberPattern = '/propositions/(?<number>[1-9][0-9]{0,8})'
  const numberOf = (req: Request) => Number((req.params as Record<string, string>).number)

  async function show(req: Request, res: Response, resource: Resource, refused?: ProposalData['refused'], status = 200): Promise<void> {
    const version = Number(asked(req, 'version'))
    const reading = await readProposal(deps, req.forge.actor, {
      resource, number: numberOf(req), locale: req.forge.locale, ...(Number.isSafeInteger(version) && version > 0 && { iteration: version }), ...(asked(req, 'depuis') === 'precedente' && { against: 'previous' as const }),
    })
    const view = proposalViews.find((known) => known === asked(req, 'vue')) ?? 'changements'
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

  /** Passages to reconcile, between the published version and the proposition. */
  async function settling(req: Request, resource: Resource, against?: { published: string; head: string }) {
    const { request } = await freshProposal(deps, resource, numberOf(req))
    await requireAllowed(deps, 'integrate', req.forge.actor, resource, request)
    const published = against?.published ?? (await deps.git.resolve(resource.id, MAIN)) ?? ''
    const head = against?.head ?? request.head
    const merge = await deps.git.mergeTrees(resource.id, published, head)
    return { request, published, head, files: merge.kind === 'clean' ? [] : await filesToSettle(deps, resource.id, merge.files) }
  }

  async function showSettling(req: Request, res: Response, resource: Resource, found: Awaited<ReturnType<typeof settling>>, again?: { choices: ReadonlyMap<string, Choice>; undecided: readonly string[]; error: string }, status = 200): Promise<void> {
    const { proposing: m } = req.forge.m
    const [here, there] = await Promise.all([deps.git.commit(resource.id, found.published), deps.git.commit(resource.id, found.head)])
    const said = (commit: typeof here) => m.settleByOn(commit.author.name, new Date(commit.author.at).toLocaleDateString(req.forge.locale === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'long' }))
    sendPage(req, res, settlePage(uiOf(req, parts, csrfToken(req)), {
      resource, files: found.files, shown: await showPassages(deps, found.files, req.forge.locale), ours: { name: m.settlePublished, said: said(here) }, theirs: { name: m.settleProposed, said: said(there) },
      labels: { ours: m.settleKeep, theirs: m.settleTakeProposed, send: m.settleIntegrate },
      action: `/${addressOf(resource)}/propositions/${found.request.number}/concilier`, hidden: { published: found.published, head: found.head },
      choices: again?.choices ?? new Map(), undecided: again?.undecided ?? [], error: again?.error,
    }), status)
  }

  router.get(underResource(`${numberPattern}/concilier`), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return
    const found = await settling(req, resource)
    if (found.files.length === 0) res.redirect(303, `/${addressOf(resource)}/propositions/${numberOf(req)}`)
    else await showSettling(req, res, resource, found)
  })

  router.post(underResource(`${numberPattern}/concilier`), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return
    const oid = z.string().regex(/^[0-9a-f]{40}$/)
    const body = readForm(req, z.object({ published: oid, head: oid }))
    const found = await settling(req, resource, body)
    // Only what was shown: a version of this fiche, the head of this proposition.
    const main = await deps.git.resolve(resource.id, MAIN)
    if (found.head !== found.request.head || main === undefined || !(await deps.git.isAncestor(resource.id, found.published, main))) throw new ForgeError('conflict', 'conflict.moved')
    const choices = choicesPosted(req, found.files)
    const settled = await settleFiles(deps, resource.id, found.files, (name) => choices.get(name))
    if (settled.kind === 'undecided') {
      await showSettling(req, res, resource, found, { choices, undecided: settled.missing, error: refusalSentence(req.forge.locale, 'settle.undecided', { left: settled.missing.length }) }, 422)
      return
    }
    const settlement: Settlement = { published: found.published, head: found.head, files: settled.files, wroteWords: settled.wroteWords }
    try {
      const outcome = await integrateProposal(deps, req.forge.actor, { resource, number: found.request.number, settled: settlement })
      if (outcome.kind === 'merged') { doneThen(req, res, req.forge.m.proposing.integrated, `/${addressOf(resource)}/propositions/${found.request.number}`); return }
    } catch (error) {
      if (!(error instanceof ForgeError) || error.refusal !== 'invalid') throw error
      await showSettling(req, res, resource, found, { choices, undecided: [], error: refusalSentence(req.forge.locale, error.key, error.details) }, 422)
      return
    }
    // Somebody published in the same passages meanwhile: the choices still there are kept.
    await showSettling(req, res, resource, await settling(req, resource), { choices, undecided: [], error: refusalSentence(req.forge.locale, 'conflict.moved') }, 409)
  })

  return router
}
