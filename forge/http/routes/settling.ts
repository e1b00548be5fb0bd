/** Passages to reconcile, between the published version and a proposition. */
import { Router, type Request } from 'express'
import { z } from 'zod'
import { ForgeError } from '../../domain/errors.js'
import { verdictsOf } from '../../domain/replay.js'
import { addressOf, MAIN, type Resource } from '../../domain/resource.js'
import { choiceOf, type FileToSettle } from '../../domain/settling.js'
import { textOf } from '../../use-cases/indexResource.js'
import { integrateProposal, offeredNow, type Settlement } from '../../use-cases/integrateProposal.js'
import { requireMayIntegrate } from '../../use-cases/proposalVoices.js'
import { freshProposal } from '../../use-cases/recordOnProposal.js'
import { placeOf } from '../../use-cases/renderFiche.js'
import { filesToSettle, settleFiles } from '../../use-cases/settlePassages.js'
import { whoTouched } from '../../use-cases/whoTouched.js'
import { refusalSentence } from '../../../web/messages/messages.js'
import type { HttpParts } from '../context.js'
import { readForm } from '../form.js'
import { doneThen } from '../replies.js'
import { numberOf, numberPattern, resourceAt, underResource } from './reading.js'
import { namesOf, settleScreens, type SettleScreen } from './settle-screen.js'

const oid = z.string().regex(/^[0-9a-f]{40}$/)
const versions = z.object({ published: oid, head: oid })

export function settlingRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts
  const screens = settleScreens(parts)

  /** The screen for the versions a form was made from; for those of now otherwise. Refuses as `integrate` does, and `conflict` for versions that were never shown. */
  async function screenOf(req: Request, resource: Resource, against?: { published: string; head: string }): Promise<SettleScreen & { readonly published: string; readonly head: string; readonly isMoved: boolean; readonly isUpdated: boolean }> {
    const { settling: m } = req.forge.m
    const { request, chain } = await freshProposal(deps, resource, numberOf(req))
    await requireMayIntegrate(deps, req.forge.actor, { resource, request, verdicts: verdictsOf(chain) })
    const head = await offeredNow(deps, resource, request, chain)
    const main = (await deps.git.resolve(resource.id, MAIN)) ?? ''
    const published = against?.published ?? main
    if (published !== main && !(await deps.git.isAncestor(resource.id, published, main))) throw new ForgeError('conflict', 'conflict.moved')
    // Another iteration, or other changes kept of it, since the form was made: nobody has seen that text yet.
    const isUpdated = against !== undefined && against.head !== head
    const merge = await deps.git.mergeTrees(resource.id, published, head)
    const files: readonly FileToSettle[] = merge.kind === 'clean' ? [] : await filesToSettle(deps, resource.id, merge.files)
    const path = files[0]?.path ?? resource.mainPath
    const here = `/${addressOf(resource)}/propositions/${request.number}`
    return {
      resource, files, published, head, isMoved: published !== main || isUpdated, isUpdated, subject: `proposition:${request.number}`,
      place: await placeOf(deps, resource, { version: undefined, commit: published, path, text: await textOf(deps, resource.id, published, path) }),
      ours: { name: m.published }, theirs: { name: m.proposed }, labels: { ours: m.keep, theirs: m.takeProposed, send: m.integrate },
      back: { href: here, label: m.back }, action: `${here}/concilier`, hidden: { published, head },
      standing: (file) => textOf(deps, resource.id, published, file),
      touches: async () => {
        const base = await deps.git.mergeBase(resource.id, published, head)
        return whoTouched(deps, files, { ours: { repo: resource.id, base, tip: published }, theirs: { repo: resource.id, base, tip: head } })
      },
    }
  }

  router.get(underResource(`${numberPattern}/concilier`), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return
    const screen = await screenOf(req, resource)
    if (screen.files.length === 0) res.redirect(303, screen.back.href)
    else await screens.show(req, res, screen)
  })

  router.post(underResource(`${numberPattern}/concilier/apercu`), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return
    const screen = await screenOf(req, resource, readForm(req, versions))
    screens.sendResult(req, res, await screens.resultOf(req, screen, await screens.keep(req, resource, screen.subject, namesOf(screen.files))))
  })

  router.post(underResource(`${numberPattern}/concilier`), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return
    const screen = await screenOf(req, resource, readForm(req, versions))
    const picks = await screens.keep(req, resource, screen.subject, namesOf(screen.files))
    if (await screens.onlyKept(req, res, { action: screen.action, tour: 'concilier', isMoved: screen.isMoved })) return
    const again = async (key: string) => {
      // Somebody changed the same passages meanwhile: the choices that still hold are kept.
      const now = await screenOf(req, resource)
      if (now.files.length === 0) doneThen(req, res, refusalSentence(req.forge.locale, key), now.back.href)
      else await screens.show(req, res, now, { picks, undecided: [], error: refusalSentence(req.forge.locale, key) }, 409)
    }
    if (screen.isUpdated) { await again('conflict.moved'); return }
    const settled = await settleFiles(deps, resource.id, screen.files, (name) => choiceOf(picks, name))
    if (settled.kind === 'undecided') {
      await screens.show(req, res, screen, { picks, undecided: settled.missing, error: refusalSentence(req.forge.locale, 'settle.undecided', { left: settled.missing.length }) }, 422)
      return
    }
    const settlement: Settlement = { published: screen.published, head: screen.head, files: settled.files, wroteWords: settled.wroteWords }
    try {
      const outcome = await integrateProposal(deps, req.forge.actor, { resource, number: numberOf(req), settled: settlement })
      if (outcome.kind === 'conflicts') { await again('conflict.moved'); return }
    } catch (error) {
      if (!(error instanceof ForgeError) || (error.refusal !== 'invalid' && error.key !== 'licences.stopped')) throw error
      await screens.show(req, res, screen, { picks, undecided: [], error: refusalSentence(req.forge.locale, error.key, error.details) }, 422)
      return
    }
    await screens.forget(req, resource, screen.subject)
    doneThen(req, res, req.forge.m.proposing.integrated, screen.back.href)
  })

  return router
}
