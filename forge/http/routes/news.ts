/** The news of an adaptation's origin. */
import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { ForgeError } from '../../domain/errors.js'
import { addressOf, MAIN, type Resource } from '../../domain/resource.js'
import { choiceOf } from '../../domain/settling.js'
import { isAllowed, requireAllowed } from '../../use-cases/access.js'
import { compareTexts } from '../../use-cases/compareTexts.js'
import { textOf } from '../../use-cases/indexResource.js'
import { placeOf } from '../../use-cases/renderFiche.js'
import { filesToSettle, settleFiles } from '../../use-cases/settlePassages.js'
import { newsOf, takeNews } from '../../use-cases/takeNews.js'
import { whoTouched } from '../../use-cases/whoTouched.js'
import { refusalSentence } from '../../../web/messages/messages.js'
import { newsPage } from '../../../web/pages/news.js'
import { uiOf, type HttpParts } from '../context.js'
import { csrfToken } from '../csrf.js'
import { statusOf } from '../errors.js'
import { readForm } from '../form.js'
import { doneThen, sendPage } from '../replies.js'
import { resourceAt, underResource } from './reading.js'
import { namesOf, settleScreens, type SettleScreen } from './settle-screen.js'

const oid = z.string().regex(/^[0-9a-f]{40}$/)

export function newsRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts
  const screens = settleScreens(parts)
  const pageOf = (req: Request) => uiOf(req, parts, csrfToken(req))

  async function showNews(req: Request, res: Response, resource: Resource, error?: ForgeError): Promise<void> {
    const mayTake = await isAllowed(deps, 'take_news', req.forge.actor, resource)
    const news = await newsOf(deps, resource)
    const since = resource.origin?.takenUpTo
    const comparison = news && since !== undefined && news.versions.length > 0
      ? await compareTexts(deps, { resource: news.origin, commit: since }, { resource: news.origin, commit: news.tip }, req.forge.locale) : undefined
    sendPage(req, res, newsPage(pageOf(req), {
      resource, origin: news?.origin, versions: news?.versions ?? [], comparison, mayTake, ...(error && { error: refusalSentence(req.forge.locale, error.key, error.details) }),
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
      else doneThen(req, res, taken.kind === 'taken' ? req.forge.m.settling.newsTaken : req.forge.m.settling.newsNone, `/${addressOf(resource)}`)
    } catch (error) {
      if (!(error instanceof ForgeError) || error.refusal === 'unauthenticated') throw error
      await showNews(req, res, resource, error)
    }
  })

  async function screenOf(req: Request, resource: Resource, against?: { published: string; head: string }): Promise<SettleScreen & { readonly published: string; readonly head: string } | undefined> {
    const { settling: m } = req.forge.m
    await requireAllowed(deps, 'take_news', req.forge.actor, resource)
    const news = await newsOf(deps, resource)
    const main = await deps.git.resolve(resource.id, MAIN)
    if (!news || news.versions.length === 0 || main === undefined) return undefined
    await deps.git.bring(news.origin.id, resource.id, [news.tip])
    const { published, head } = against ?? { published: main, head: news.tip }
    // Only what was shown: a version of this adaptation, a version of its origin.
    if (against && (!(await deps.git.isAncestor(resource.id, published, main)) || !(await deps.git.isAncestor(resource.id, head, news.tip)))) throw new ForgeError('conflict', 'conflict.moved')
    const merge = await deps.git.mergeTrees(resource.id, published, head)
    const files = merge.kind === 'clean' ? [] : await filesToSettle(deps, resource.id, merge.files)
    const base = resource.origin?.takenUpTo
    return {
      resource, files, published, head, subject: 'nouveautes', standing: (path) => textOf(deps, resource.id, published, path),
      place: await placeOf(deps, resource, { version: undefined, commit: published, path: resource.mainPath, text: await textOf(deps, resource.id, published, resource.mainPath) }),
      ours: { name: m.adaptation }, theirs: { name: m.origin }, labels: { ours: m.keepOwn, theirs: m.takeOrigin, send: m.newsTake }, back: { href: `/${addressOf(resource)}`, label: m.backToNews },
      action: `/${addressOf(resource)}/nouveautes/concilier`, hidden: { published, head },
      touches: () => whoTouched(deps, files, { ours: { repo: resource.id, base, tip: published }, theirs: { repo: resource.id, base, tip: head } }),
    }
  }

  router.get(underResource('/nouveautes/concilier'), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return
    const screen = await screenOf(req, resource)
    if (!screen || screen.files.length === 0) res.redirect(303, `/${addressOf(resource)}/nouveautes`)
    else await screens.show(req, res, screen)
  })

  router.post(underResource('/nouveautes/concilier/apercu'), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return
    const screen = await screenOf(req, resource, readForm(req, z.object({ published: oid, head: oid })))
    if (!screen) throw new ForgeError('conflict', 'conflict.moved')
    screens.sendResult(req, res, await screens.resultOf(req, screen, await screens.keep(req, resource, screen.subject, namesOf(screen.files))))
  })

  router.post(underResource('/nouveautes/concilier'), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return
    const screen = await screenOf(req, resource, readForm(req, z.object({ published: oid, head: oid })))
    if (!screen) { res.redirect(303, `/${addressOf(resource)}/nouveautes`); return }
    const picks = await screens.keep(req, resource, screen.subject, namesOf(screen.files))
    if (await screens.onlyKept(req, res, { action: screen.action, tour: 'concilier', isMoved: false })) return
    const settled = await settleFiles(deps, resource.id, screen.files, (name) => choiceOf(picks, name))
    if (settled.kind === 'undecided') {
      await screens.show(req, res, screen, { picks, undecided: settled.missing, error: refusalSentence(req.forge.locale, 'settle.undecided', { left: settled.missing.length }) }, 422)
      return
    }
    const taken = await takeNews(deps, req.forge.actor, { resource, settled: { published: screen.published, head: screen.head, files: settled.files, wroteWords: settled.wroteWords } })
    if (taken.kind !== 'conflicts') {
      await screens.forget(req, resource, screen.subject)
      doneThen(req, res, req.forge.m.settling.newsTaken, `/${addressOf(resource)}`)
      return
    }
    const again = await screenOf(req, resource)
    if (!again) throw new ForgeError('conflict', 'conflict.moved')
    await screens.show(req, res, again, { picks, undecided: [], error: refusalSentence(req.forge.locale, 'conflict.moved') }, 409)
  })

  return router
}
