/** Taking a version back: what it would do, doing it, and passages to settle before. */
import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { ForgeError } from '../../domain/errors.js'
import type { Oid, UnsettledFile } from '../../domain/git.js'
import { MAIN, addressOf, type Resource } from '../../domain/resource.js'
import { choiceOf } from '../../domain/settling.js'
import { findVersion } from '../../use-cases/findVersion.js'
import { textOf } from '../../use-cases/indexResource.js'
import { previewUndo } from '../../use-cases/previewUndo.js'
import { placeOf } from '../../use-cases/renderFiche.js'
import { filesToSettle, settleFiles } from '../../use-cases/settlePassages.js'
import { undoVersion, type Undone } from '../../use-cases/undoVersion.js'
import { whoTouched } from '../../use-cases/whoTouched.js'
import { refusalSentence } from '../../../web/messages/messages.js'
import { undoPage } from '../../../web/pages/undo.js'
import { uiOf, type HttpParts } from '../context.js'
import { csrfToken } from '../csrf.js'
import { statusOf } from '../errors.js'
import { readForm, textField } from '../form.js'
import { doneThen, sendPage } from '../replies.js'
import { asked, resourceAt, underResource } from './reading.js'
import { namesOf, settleScreens, type SettleScreen, type ShownAgain } from './settle-screen.js'

const undoForm = z.object({ version: z.string().regex(/^[0-9a-f]{40}$/), reason: textField(10_000), proposition: textField(20) })
type Posted = z.output<typeof undoForm>

export function undoRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts
  const screens = settleScreens(parts)
  const pageOf = (req: Request) => uiOf(req, parts, csrfToken(req))

  async function show(req: Request, res: Response, resource: Resource, version: Oid, typed: { reason: string; proposition: string; error?: ForgeError }): Promise<void> {
    const sentenceOf = (error: ForgeError) => refusalSentence(req.forge.locale, error.key, error.details)
    const { outcome, ...preview } = await previewUndo(deps, req.forge.actor, { resource, version, locale: req.forge.locale })
    sendPage(req, res, undoPage(pageOf(req), {
      resource, ...preview, outcome: outcome.kind === 'refused' ? { kind: 'refused', sentence: sentenceOf(outcome.error) } : outcome, reason: typed.reason, proposal: typed.proposition,
      // What a page refuses by itself is not said twice.
      error: typed.error === undefined || outcome.kind === 'refused' ? undefined : sentenceOf(typed.error),
    }), typed.error === undefined ? 200 : statusOf[typed.error.refusal])
  }

  router.get(underResource('/revenir'), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (resource) await show(req, res, resource, (await findVersion(deps, resource, asked(req, 'version'))).commit, { reason: '', proposition: '' })
  })

  function done(req: Request, res: Response, resource: Resource, outcome: Exclude<Undone, { kind: 'conflicts' }>, body: Posted): void {
    const base = `/${addressOf(resource)}`
    if (outcome.kind === 'proposed') { doneThen(req, res, req.forge.m.rules.undoProposed, `${base}/propositions/${outcome.number}`); return }
    doneThen(req, res, req.forge.m.rules.undoDone, /^[1-9]\d{0,8}$/.test(body.proposition) ? `${base}/propositions/${body.proposition}` : base)
  }

  router.post(underResource('/revenir'), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return
    const body = readForm(req, undoForm)
    try {
      const outcome = await undoVersion(deps, req.forge.actor, { resource, version: body.version, reason: body.reason })
      if (outcome.kind === 'conflicts') await settle(req, res, resource, body, outcome)
      else done(req, res, resource, outcome, body)
    } catch (error) {
      if (!(error instanceof ForgeError) || (error.refusal !== 'invalid' && error.key !== 'licences.stopped')) throw error
      await show(req, res, resource, body.version, { ...body, error })
    }
  })

  /** The screen of passages that changed since, between the published version and what stood before the one taken back. */
  async function screenOf(req: Request, resource: Resource, body: Posted, unsettled: { readonly published: Oid; readonly files: readonly UnsettledFile[] }): Promise<SettleScreen> {
    const { settling: m, rules } = req.forge.m
    const { published } = unsettled
    const files = await filesToSettle(deps, resource.id, unsettled.files)
    const path = files[0]?.path ?? resource.mainPath
    const query = new URLSearchParams({ version: body.version, reason: body.reason, proposition: body.proposition }).toString()
    return {
      resource, files, subject: `revenir:${body.version}`, standing: (file) => textOf(deps, resource.id, published, file),
      place: await placeOf(deps, resource, { version: undefined, commit: published, path, text: await textOf(deps, resource.id, published, path) }),
      ours: { name: m.published }, theirs: { name: rules.undoTheirs }, labels: { ours: rules.undoKeepOurs, theirs: rules.undoTakeTheirs, send: rules.undoButton },
      back: { href: `/${addressOf(resource)}/revenir?version=${body.version}`, label: m.back }, action: `/${addressOf(resource)}/revenir/concilier?${query}`,
      hidden: { version: body.version, published, reason: body.reason, proposition: body.proposition },
      async touches() {
        const { parents } = await deps.git.commit(resource.id, body.version)
        return whoTouched(deps, files, { ours: { repo: resource.id, base: body.version, tip: published }, theirs: { repo: resource.id, base: undefined, tip: parents[0] ?? body.version } })
      },
    }
  }

  async function settle(req: Request, res: Response, resource: Resource, body: Posted, unsettled: Parameters<typeof screenOf>[3], again?: ShownAgain, status = 200): Promise<void> {
    await screens.show(req, res, await screenOf(req, resource, body, unsettled), again, status)
  }

  router.get(underResource('/revenir/concilier'), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return
    const body = undoForm.safeParse({ version: asked(req, 'version'), reason: asked(req, 'reason', 10_000), proposition: asked(req, 'proposition') })
    if (!body.success) throw new ForgeError('not_found', 'not_found.page')
    const { outcome } = await previewUndo(deps, req.forge.actor, { resource, version: body.data.version, locale: req.forge.locale })
    if (outcome.kind === 'conflicts') await settle(req, res, resource, body.data, outcome)
    else await show(req, res, resource, body.data.version, body.data)
  })

  router.post(underResource('/revenir/concilier/apercu'), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return
    const body = readForm(req, undoForm)
    const { outcome } = await previewUndo(deps, req.forge.actor, { resource, version: body.version, locale: req.forge.locale })
    if (outcome.kind !== 'conflicts') throw new ForgeError('conflict', 'conflict.moved')
    const screen = await screenOf(req, resource, body, outcome)
    screens.sendResult(req, res, await screens.resultOf(req, screen, await screens.keep(req, resource, screen.subject, namesOf(screen.files))))
  })

  router.post(underResource('/revenir/concilier'), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return
    const body = readForm(req, undoForm.extend({ published: z.string().regex(/^[0-9a-f]{40}$/) }))
    // Only what was shown: a version of this fiche, on a published one.
    const main = await deps.git.resolve(resource.id, MAIN)
    if (main === undefined || !(await deps.git.isAncestor(resource.id, body.published, main))) throw new ForgeError('conflict', 'conflict.moved')
    const { outcome } = await previewUndo(deps, req.forge.actor, { resource, version: body.version, locale: req.forge.locale })
    const sentence = (key: string, details = {}) => refusalSentence(req.forge.locale, key, details)
    if (outcome.kind !== 'conflicts') { await show(req, res, resource, body.version, body); return }
    const screen = await screenOf(req, resource, body, outcome)
    const picks = await screens.keep(req, resource, screen.subject, namesOf(screen.files))
    const isMoved = outcome.published !== body.published
    if (await screens.onlyKept(req, res, { action: screen.action, tour: 'concilier', isMoved })) return
    const again = (error: string, undecided: readonly string[], status: number, from: Parameters<typeof screenOf>[3] = outcome) => settle(req, res, resource, body, from, { picks, undecided, error }, status)
    if (isMoved) { await again(sentence('conflict.moved'), [], 409); return }
    const settled = await settleFiles(deps, resource.id, screen.files, (name) => choiceOf(picks, name))
    if (settled.kind === 'undecided') { await again(sentence('settle.undecided', { left: settled.missing.length }), settled.missing, 422); return }
    try {
      const undone = await undoVersion(deps, req.forge.actor, { resource, version: body.version, reason: body.reason, settled: { published: body.published, files: settled.files, wroteWords: settled.wroteWords } })
      if (undone.kind === 'conflicts') { await again(sentence('conflict.moved'), [], 409, undone); return }
      await screens.forget(req, resource, screen.subject)
      done(req, res, resource, undone, body)
    } catch (error) {
      if (!(error instanceof ForgeError) || error.refusal !== 'invalid') throw error
      await again(sentence(error.key, error.details), [], 422)
    }
  })

  return router
}
