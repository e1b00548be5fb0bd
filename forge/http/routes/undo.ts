/** Taking a version back: what it would do, doing it, and passages to settle before. */
import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { ForgeError } from '../../domain/errors.js'
import type { Oid, UnsettledFile } from '../../domain/git.js'
import { MAIN, addressOf, type Resource } from '../../domain/resource.js'
import { findVersion } from '../../use-cases/findVersion.js'
import { previewUndo } from '../../use-cases/previewUndo.js'
import { filesToSettle, settleFiles, type Choice } from '../../use-cases/settlePassages.js'
import { showPassages } from '../../use-cases/showPassages.js'
import { undoVersion, type Undone } from '../../use-cases/undoVersion.js'
import { refusalSentence } from '../../../web/messages/messages.js'
import { dateText } from '../../../web/pages/parts/dates.js'
import { settlePage } from '../../../web/pages/settle.js'
import { undoPage } from '../../../web/pages/undo.js'
import { uiOf, type HttpParts } from '../context.js'
import { csrfToken } from '../csrf.js'
import { statusOf } from '../errors.js'
import { readForm, textField } from '../form.js'
import { doneThen, sendPage } from '../replies.js'
import { asked, resourceAt, underResource } from './reading.js'
import { choicesPosted } from './settling.js'

const undoForm = z.object({ version: z.string().regex(/^[0-9a-f]{40}$/), reason: textField(10_000), proposition: textField(20) })
type Posted = z.output<typeof undoForm>

export function undoRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts
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
      if (!(error instanceof ForgeError) || error.refusal !== 'invalid') throw error
      await show(req, res, resource, body.version, { ...body, error })
    }
  })

  interface Again { readonly choices: ReadonlyMap<string, Choice>; readonly undecided: readonly string[]; readonly error: string }

  async function settle(req: Request, res: Response, resource: Resource, body: Posted, unsettled: { published: Oid; files: readonly UnsettledFile[] }, again?: Again, status = 200): Promise<void> {
    const { proposing: m, rules } = req.forge.m
    const { locale } = req.forge
    const files = await filesToSettle(deps, resource.id, unsettled.files)
    const here = await deps.git.commit(resource.id, unsettled.published)
    sendPage(req, res, settlePage(pageOf(req), {
      resource, files, shown: await showPassages(deps, files, locale),
      ours: { name: m.settlePublished, said: m.settleByOn(here.author.name, dateText(here.author.at, locale)) }, theirs: { name: rules.undoTheirs, said: rules.undoBefore },
      labels: { ours: rules.undoKeepOurs, theirs: rules.undoTakeTheirs, send: rules.undoButton },
      action: `/${addressOf(resource)}/revenir/concilier`, hidden: { version: body.version, published: unsettled.published, reason: body.reason, proposition: body.proposition },
      choices: again?.choices ?? new Map(), undecided: again?.undecided ?? [], error: again?.error,
    }), status)
  }

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
    const files = await filesToSettle(deps, resource.id, outcome.files)
    const choices = choicesPosted(req, files)
    if (outcome.published !== body.published) { await settle(req, res, resource, body, outcome, { choices, undecided: [], error: sentence('conflict.moved') }, 409); return }
    const settled = await settleFiles(deps, resource.id, files, (name) => choices.get(name))
    if (settled.kind === 'undecided') { await settle(req, res, resource, body, outcome, { choices, undecided: settled.missing, error: sentence('settle.undecided', { left: settled.missing.length }) }, 422); return }
    try {
      const undone = await undoVersion(deps, req.forge.actor, { resource, version: body.version, reason: body.reason, settled: { published: body.published, files: settled.files, wroteWords: settled.wroteWords } })
      if (undone.kind === 'conflicts') await settle(req, res, resource, body, undone, { choices, undecided: [], error: sentence('conflict.moved') }, 409)
      else done(req, res, resource, undone, body)
    } catch (error) {
      if (!(error instanceof ForgeError) || error.refusal !== 'invalid') throw error
      await settle(req, res, resource, body, outcome, { choices, undecided: [], error: sentence(error.key, error.details) }, 422)
    }
  })

  return router
}
