/** The news of an adaptation's origin, taken passage by passage. */
import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { asksSecondVoice } from '../../domain/decision-rules.js'
import { ForgeError } from '../../domain/errors.js'
import type { NewsReading } from '../../domain/news.js'
import { addressOf, type Resource } from '../../domain/resource.js'
import { decisionsOf, type FileToSettle, type Picks } from '../../domain/settling.js'
import { isAllowed, requireAllowed } from '../../use-cases/access.js'
import { chosenNews } from '../../use-cases/chosenNews.js'
import { compareTexts } from '../../use-cases/compareTexts.js'
import { textOf } from '../../use-cases/indexResource.js'
import { entriesOf } from '../../use-cases/readHistory.js'
import { readNews } from '../../use-cases/readNews.js'
import { placeOf } from '../../use-cases/renderFiche.js'
import { showPassages } from '../../use-cases/showPassages.js'
import { takeChosenNews } from '../../use-cases/takeChosenNews.js'
import { newsOf, takeNews } from '../../use-cases/takeNews.js'
import { whoTouched } from '../../use-cases/whoTouched.js'
import { refusalSentence } from '../../../web/messages/messages.js'
import { namesOfNews, newsChoicePage, newsPage } from '../../../web/pages/news.js'
import type { SettledResult } from '../../../web/pages/parts/settled-result.js'
import { uiOf, type HttpParts } from '../context.js'
import { csrfToken } from '../csrf.js'
import { statusOf } from '../errors.js'
import { readForm } from '../form.js'
import { doneThen, sendPage } from '../replies.js'
import { asked, resourceAt, underResource } from './reading.js'
import { namesOf, settleScreens, type ShownAgain } from './settle-screen.js'

const oid = z.string().regex(/^[0-9a-f]{40}$/)
const versions = z.object({ since: oid, published: oid, head: oid })

export function newsRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts
  const screens = settleScreens(parts)
  const pageOf = (req: Request) => uiOf(req, parts, csrfToken(req))
  const viewOf = (req: Request): NewsReading['view'] => (asked(req, 'vue') === 'ignores' ? 'aside' : 'new')
  const subjectOf = (view: NewsReading['view']) => (view === 'aside' ? 'nouveautes:ignores' : 'nouveautes')
  const addressAt = (resource: Resource, view: NewsReading['view']) => `/${addressOf(resource)}/nouveautes${view === 'aside' ? '?vue=ignores' : ''}`

  /** Every decision of the page, with what its text field starts with. */
  const fieldsOf = (reading: NewsReading) => {
    const settled = new Map(namesOf(reading.toSettle).map((one) => [one.name, one]))
    return namesOfNews(reading).map((name) => settled.get(name) ?? { name, standard: '' })
  }

  async function showChoices(req: Request, res: Response, resource: Resource, reading: NewsReading, again?: ShownAgain, status = 200): Promise<void> {
    const { settling: m } = req.forge.m
    const { locale } = req.forge
    const picks = again?.picks ?? await screens.kept(req, resource, subjectOf(reading.view))
    const placeAt = (of: Resource, commit: string, path: string, text: string) => placeOf(deps, of, { version: commit === of.tip ? undefined : commit, commit, path, text })
    const texts = reading.files.filter((file) => file.kind === 'text')
    const reviews = new Map(await Promise.all(texts.map(async (file) => {
      // Both sides lead where the origin's text leads: its pictures and pages are there.
      const places = { before: await placeAt(reading.origin, reading.since, file.path, file.base), after: await placeAt(reading.origin, reading.head, file.path, file.theirs) }
      return [file.path, await deps.renderer.review(file.base, file.theirs, locale, places)] as const
    })))
    const free = reading.files.flatMap((file) => (file.kind === 'file' && !file.settled ? [file] : []))
    const freeFiles: readonly FileToSettle[] = free.map((file) => ({ kind: 'whole', path: file.path, base: file.base, ours: undefined, theirs: file.theirs }))
    const [shown, whole, touches, news] = await Promise.all([
      showPassages(deps, resource.id, reading.toSettle, locale), showPassages(deps, resource.id, freeFiles, locale),
      whoTouched(deps, reading.toSettle, { ours: { repo: resource.id, base: reading.since, tip: reading.published }, theirs: { repo: resource.id, base: reading.view === 'aside' ? undefined : reading.since, tip: reading.head } }),
      newsOf(deps, resource),
    ])
    const named = <T>(of: ReadonlyMap<string, T>) => decisionsOf(freeFiles).flatMap(({ name }, at) => { const found = of.get(name); return found === undefined ? [] : [[free[at]!.name, found] as const] })
    sendPage(req, res, newsChoicePage(pageOf(req), {
      resource, reading, reviews, versions: await shownVersions(news), picks, touches, shown: { decisions: new Map([...shown.decisions, ...named(whole.decisions)]), sides: new Map([...shown.sides, ...named(whole.sides)]) },
      ours: { name: m.adaptation }, theirs: { name: m.origin }, labels: { ours: m.keepOwn, theirs: m.takeOrigin, send: m.newsTake },
      isTourSeen: await screens.isTourSeen(req, 'nouveautes'), result: asked(req, 'apercu') === undefined || again ? undefined : await resultOf(req, resource, reading, picks),
      undecided: again?.undecided ?? [], error: again?.error,
    }), status)
  }

  /** The adaptation as it will read; what is not decided yet stands as it is. */
  async function resultOf(req: Request, resource: Resource, reading: NewsReading, picks: Picks): Promise<SettledResult> {
    const { settling: m } = req.forge.m
    const chosen = await chosenNews(deps, resource, reading, picks)
    const texts = reading.files.filter((file) => file.kind === 'text')
    const pairs = texts.map((file) => { const after = chosen.files.get(file.path); return { before: file.ours, after: typeof after === 'string' ? after : file.ours } })
    const place = await placeOf(deps, resource, { version: undefined, commit: reading.published, path: resource.mainPath, text: await textOf(deps, resource.id, reading.published, resource.mainPath) })
    const html = await deps.renderer.marked(pairs, req.forge.locale, { before: place, after: place })
    return {
      mainPath: resource.mainPath, undecided: chosen.missing.length,
      files: reading.files.map((file) => (file.kind === 'text' ? { path: file.path, html: html[texts.indexOf(file)] ?? '' } : { path: file.path, kept: chosen.files.has(file.path) ? m.origin : m.adaptation })),
    }
  }

  const shownVersions = async (news: Awaited<ReturnType<typeof newsOf>>) => (news ? entriesOf(deps, news.origin, news.versions, new Map()) : [])

  /** Where the rule asks for a second voice, the news come as a proposition. */
  async function proposeAll(req: Request, res: Response, resource: Resource): Promise<void> {
    const taken = await takeNews(deps, req.forge.actor, { resource })
    if (taken.kind === 'proposed') doneThen(req, res, req.forge.m.rules.newsProposed, `/${addressOf(resource)}/propositions/${taken.number}`)
    else doneThen(req, res, req.forge.m.settling.newsNone, `/${addressOf(resource)}/nouveautes`)
  }

  router.get(underResource('/nouveautes'), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return
    if (!resource.origin) throw new ForgeError('not_found', 'not_found.page')
    const mayTake = await isAllowed(deps, 'take_news', req.forge.actor, resource)
    const reading = mayTake && !asksSecondVoice(resource.rule) ? await readNews(deps, resource, viewOf(req)) : undefined
    if (reading) { await showChoices(req, res, resource, reading); return }
    const news = await newsOf(deps, resource)
    const comparison = news && news.versions.length > 0
      ? await compareTexts(deps, { resource: news.origin, commit: resource.origin.takenUpTo }, { resource: news.origin, commit: news.tip }, req.forge.locale) : undefined
    sendPage(req, res, newsPage(pageOf(req), { resource, origin: news?.origin, versions: await shownVersions(news), comparison, mayPropose: mayTake }))
  })

  /** Where passages to settle had a page of their own. */
  router.get(underResource('/nouveautes/concilier'), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (resource) res.redirect(301, addressAt(resource, 'new'))
  })

  router.post(underResource('/nouveautes/apercu'), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return
    await requireAllowed(deps, 'take_news', req.forge.actor, resource)
    const { published, head } = readForm(req, versions)
    const reading = await readNews(deps, resource, viewOf(req), { published, head })
    if (!reading) throw new ForgeError('conflict', 'news.no_origin')
    screens.sendResult(req, res, await resultOf(req, resource, reading, await screens.keep(req, resource, subjectOf(reading.view), fieldsOf(reading))))
  })

  router.post(underResource('/nouveautes'), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return
    await requireAllowed(deps, 'take_news', req.forge.actor, resource)
    if (asksSecondVoice(resource.rule)) { await proposeAll(req, res, resource); return }
    const view = viewOf(req)
    const { since, published, head } = readForm(req, versions)
    const { settling: m } = req.forge.m
    const reading = resource.origin?.takenUpTo === since ? await readNews(deps, resource, view, { published, head }) : undefined
    const here = addressAt(resource, view)
    if (!reading) { doneThen(req, res, resource.origin && (await newsOf(deps, resource, 1)) ? m.newsMoved : undefined, here); return }
    const picks = await screens.keep(req, resource, subjectOf(view), fieldsOf(reading))
    const again = async (error: string, undecided: readonly string[], status: number) => { await showChoices(req, res, resource, reading, { picks, undecided, error }, status) }
    if (await screens.onlyKept(req, res, { action: here, tour: 'nouveautes', isMoved: false })) return
    try {
      const taken = await takeChosenNews(deps, req.forge.actor, { resource, view, since, published, head, picks })
      if (taken.kind === 'undecided') { await again(refusalSentence(req.forge.locale, 'settle.undecided', { left: taken.missing.length }), taken.missing, 422); return }
      if (taken.kind === 'moved') { doneThen(req, res, m.newsMoved, here); return }
      await screens.forget(req, resource, subjectOf(view))
      doneThen(req, res, !taken.isTaking ? (taken.left === 0 ? m.newsTaken : m.newsIgnored) : taken.left === 0 ? m.newsTaken : m.newsTakenSome(taken.left), `/${addressOf(resource)}`)
    } catch (error) {
      if (!(error instanceof ForgeError) || (error.refusal !== 'invalid' && error.key !== 'licences.stopped')) throw error
      await again(refusalSentence(req.forge.locale, error.key, error.details), [], statusOf[error.refusal])
    }
  })

  return router
}
