/** Passages to reconcile, between the published version and a proposition. */
import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { ForgeError } from '../../domain/errors.js'
import { addressOf, MAIN, type Resource } from '../../domain/resource.js'
import { decisionsOf, type FileToSettle } from '../../domain/settling.js'
import { requireAllowed } from '../../use-cases/access.js'
import { integrateProposal, type Settlement } from '../../use-cases/integrateProposal.js'
import { freshProposal } from '../../use-cases/recordOnProposal.js'
import { filesToSettle, settleFiles, type Choice } from '../../use-cases/settlePassages.js'
import { showPassages } from '../../use-cases/showPassages.js'
import { refusalSentence } from '../../../web/messages/messages.js'
import { settlePage } from '../../../web/pages/settle.js'
import { uiOf, type HttpParts } from '../context.js'
import { csrfToken } from '../csrf.js'
import { readForm } from '../form.js'
import { doneThen, sendPage } from '../replies.js'
import { numberOf, numberPattern, resourceAt, underResource } from './reading.js'

/** The choices a settle form posts: one value a decision, and the text of those who write their own. Anything else is no choice. */
export function choicesPosted(req: Request, files: readonly FileToSettle[]): ReadonlyMap<string, Choice> {
  const body = (req.body ?? {}) as Record<string, unknown>
  const choices = new Map<string, Choice>()
  for (const name of decisionsOf(files)) {
    const value = body[name]
    if (value === 'ours' || value === 'theirs' || value === 'suggestion' || value === 'both') choices.set(name, value)
    else if (value === 'texte') {
      const text = body[`${name}.texte`]
      if (typeof text === 'string') choices.set(name, { text: text.replace(/\r\n?/g, '\n') })
    }
  }
  return choices
}

export function settlingRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts

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
