/** Adapter, the origin's news, and changes offered back to it. */
import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { ForgeError } from '../../domain/errors.js'
import { addressOf, MAIN, type Resource } from '../../domain/resource.js'
import { isAllowed, personActing, requireAllowed } from '../../use-cases/access.js'
import { adaptationReasons, adaptResource } from '../../use-cases/adaptResource.js'
import { adaptationVerdict, sharingVerdict } from '../../use-cases/adaptationVerdict.js'
import { compareTexts } from '../../use-cases/compareTexts.js'
import { offerBack } from '../../use-cases/offerBack.js'
import { placesFor } from '../../use-cases/placesFor.js'
import { filesToSettle, settleFiles, type Choice } from '../../use-cases/settlePassages.js'
import { newsOf, takeNews } from '../../use-cases/takeNews.js'
import { refusalSentence } from '../../../web/messages/messages.js'
import { adaptPage, type AdaptData } from '../../../web/pages/adapt.js'
import { newsPage, offerPage } from '../../../web/pages/news.js'
import { showPassages } from '../../use-cases/showPassages.js'
import { settlePage } from '../../../web/pages/settle.js'
import { uiOf, type HttpParts } from '../context.js'
import { csrfToken } from '../csrf.js'
import { statusOf } from '../errors.js'
import { readForm, textField } from '../form.js'
import { doneThen, sendPage } from '../replies.js'
import { resourceAt, underResource } from './reading.js'
import { choicesPosted } from './settling.js'

export function adaptRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts
  const pageOf = (req: Request) => uiOf(req, parts, csrfToken(req))

  async function showAdapt(req: Request, res: Response, resource: Resource, refused?: { typed: AdaptData['typed']; error: ForgeError }): Promise<void> {
    const { actor } = req.forge
    await requireAllowed(deps, 'adapt', actor, resource)
    const field = refused?.error.details.field
    const sentence = refused && refusalSentence(req.forge.locale, refused.error.key, refused.error.details)
    sendPage(req, res, adaptPage(pageOf(req), {
      resource, verdict: adaptationVerdict(resource), places: await placesFor(deps, actor),
      typed: refused?.typed ?? { reason: '', explanation: '', title: resource.title, owner: personActing(actor).handle },
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
    const typed = readForm(req, z.object({ reason: textField(40), explanation: textField(5000), title: textField(1000), owner: textField(80) }))
    const reason = adaptationReasons.find((known) => known === typed.reason)
    try {
      if (reason === undefined) throw new ForgeError('invalid', 'adapt.reason_missing', { field: 'reason' })
      const made = await adaptResource(deps, req.forge.actor, { ...typed, reason, origin })
      doneThen(req, res, req.forge.m.proposing.adapted, `/${addressOf(made)}/ameliorer`)
    } catch (error) {
      if (!(error instanceof ForgeError) || error.refusal === 'unauthenticated') throw error
      await showAdapt(req, res, origin, { typed, error })
    }
  })

  /** Brings the origin's objects here, so that both can be compared and merged; undefined when there is nothing new. */
  async function newsAt(resource: Resource) {
    const news = await newsOf(deps, resource)
    if (!news || news.versions.length === 0) return { news, merge: undefined }
    await deps.git.bring(news.origin.id, resource.id, [news.tip])
    const main = (await deps.git.resolve(resource.id, MAIN)) ?? ''
    return { news, main, merge: await deps.git.mergeTrees(resource.id, main, news.tip) }
  }

  async function showNews(req: Request, res: Response, resource: Resource, error?: ForgeError): Promise<void> {
    const mayTake = await isAllowed(deps, 'take_news', req.forge.actor, resource)
    const news = await newsOf(deps, resource)
    const since = resource.origin?.takenUpTo
    const comparison = news && since !== undefined && news.versions.length > 0
      ? await compareTexts(deps, { resource: news.origin, commit: since }, { resource: news.origin, commit: news.tip }, req.forge.locale) : undefined
    const needsSettling = mayTake && (await newsAt(resource)).merge?.kind === 'conflicts'
    sendPage(req, res, newsPage(pageOf(req), {
      resource, origin: news?.origin, versions: news?.versions ?? [], comparison, needsSettling, mayTake, ...(error && { error: refusalSentence(req.forge.locale, error.key, error.details) }),
    }), error ? statusOf[error.refusal] : 200)
  }

  router.get(underResource('/nouveautes'), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return
    if (!resource.origin) throw new ForgeError('not_found', 'not_found.page')
    await showNews(req, res, resource)
  })

  router.post(underResource('/nouveautes'), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return
    try {
      const taken = await takeNews(deps, req.forge.actor, { resource })
      if (taken.kind === 'conflicts') res.redirect(303, `/${addressOf(resource)}/nouveautes/concilier`)
      else if (taken.kind === 'proposed') doneThen(req, res, req.forge.m.rules.newsProposed, `/${addressOf(resource)}/propositions/${taken.number}`)
      else doneThen(req, res, taken.kind === 'taken' ? req.forge.m.proposing.newsTaken : req.forge.m.proposing.newsNone, `/${addressOf(resource)}`)
    } catch (error) {
      if (!(error instanceof ForgeError) || error.refusal === 'unauthenticated') throw error
      await showNews(req, res, resource, error)
    }
  })

  async function settling(req: Request, resource: Resource, against?: { published: string; head: string }) {
    await requireAllowed(deps, 'take_news', req.forge.actor, resource)
    const { news, main } = await newsAt(resource)
    if (!news || main === undefined) return undefined
    const published = against?.published ?? main
    const head = against?.head ?? news.tip
    const merge = await deps.git.mergeTrees(resource.id, published, head)
    return { news, published, head, files: merge.kind === 'clean' ? [] : await filesToSettle(deps, resource.id, merge.files) }
  }

  async function showSettling(req: Request, res: Response, resource: Resource, found: NonNullable<Awaited<ReturnType<typeof settling>>>, again?: { choices: ReadonlyMap<string, Choice>; undecided: readonly string[]; error: string }, status = 200): Promise<void> {
    const { proposing: m } = req.forge.m
    sendPage(req, res, settlePage(pageOf(req), {
      resource, files: found.files, shown: await showPassages(deps, found.files, req.forge.locale), ours: { name: m.settleAdaptation, said: undefined }, theirs: { name: m.settleOrigin, said: undefined },
      labels: { ours: m.settleKeepOwn, theirs: m.settleTakeOrigin, send: m.settleNews }, action: `/${addressOf(resource)}/nouveautes/concilier`,
      hidden: { published: found.published, head: found.head }, choices: again?.choices ?? new Map(), undecided: again?.undecided ?? [], error: again?.error,
    }), status)
  }

  router.get(underResource('/nouveautes/concilier'), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return
    const found = await settling(req, resource)
    if (!found || found.files.length === 0) res.redirect(303, `/${addressOf(resource)}/nouveautes`)
    else await showSettling(req, res, resource, found)
  })

  router.post(underResource('/nouveautes/concilier'), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return
    const oid = z.string().regex(/^[0-9a-f]{40}$/)
    const body = readForm(req, z.object({ published: oid, head: oid }))
    const main = await deps.git.resolve(resource.id, MAIN)
    const found = await settling(req, resource, body)
    if (!found || main === undefined) { res.redirect(303, `/${addressOf(resource)}/nouveautes`); return }
    // Only what was shown: a version of this adaptation, a version of its origin.
    if (!(await deps.git.isAncestor(resource.id, found.published, main)) || !(await deps.git.isAncestor(resource.id, found.head, found.news.tip))) throw new ForgeError('conflict', 'conflict.moved')
    const choices = choicesPosted(req, found.files)
    const settled = await settleFiles(deps, resource.id, found.files, (name) => choices.get(name))
    if (settled.kind === 'undecided') {
      await showSettling(req, res, resource, found, { choices, undecided: settled.missing, error: refusalSentence(req.forge.locale, 'settle.undecided', { left: settled.missing.length }) }, 422)
      return
    }
    const taken = await takeNews(deps, req.forge.actor, { resource, settled: { published: found.published, head: found.head, files: settled.files, wroteWords: settled.wroteWords } })
    if (taken.kind === 'proposed') { doneThen(req, res, req.forge.m.rules.newsProposed, `/${addressOf(resource)}/propositions/${taken.number}`); return }
    if (taken.kind !== 'conflicts') { doneThen(req, res, req.forge.m.proposing.newsTaken, `/${addressOf(resource)}`); return }
    const again = await settling(req, resource)
    if (!again) throw new ForgeError('conflict', 'conflict.moved')
    await showSettling(req, res, resource, again, { choices, undecided: [], error: refusalSentence(req.forge.locale, 'conflict.moved') }, 409)
  })

  async function showOffer(req: Request, res: Response, resource: Resource, refused?: { typed: { title: string; reason: string; keepTitle: boolean }; error: ForgeError }): Promise<void> {
    const origin = resource.origin && (await deps.resources.find(resource.origin.resource))
    if (!origin) throw new ForgeError('conflict', 'news.no_origin')
    await requireAllowed(deps, 'propose', req.forge.actor, origin)
    const mine = (await deps.git.resolve(resource.id, MAIN)) ?? ''
    const since = resource.origin?.takenUpTo ?? ''
    const comparison = await compareTexts(deps, { resource: origin, commit: since }, { resource, commit: mine }, req.forge.locale)
    sendPage(req, res, offerPage(pageOf(req), {
      resource, origin, comparison, verdict: sharingVerdict(resource, origin), typed: refused?.typed ?? { title: '', reason: '', keepTitle: true },
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
