/** Settings of a fiche, for its stewards: one form, one decision. */
import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { ruleChosen } from '../../domain/decision-rules.js'
import { ForgeError } from '../../domain/errors.js'
import { addressOf, type Resource } from '../../domain/resource.js'
import { requireAllowed } from '../../use-cases/access.js'
import { changePushChecks, changeRule, clarifyLicence, deleteResource, pushChecksOf, renameResource, restoreResource, retireResource, setStewards, transferResource, whyNotDelete } from '../../use-cases/manageResource.js'
import { placesFor } from '../../use-cases/placesFor.js'
import { refusalSentence } from '../../../web/messages/messages.js'
import { resourceSettingsPage, type ResourceSettingsData } from '../../../web/pages/resource-settings.js'
import { uiOf, type HttpParts } from '../context.js'
import { csrfToken } from '../csrf.js'
import { statusOf } from '../errors.js'
import { readForm, textField } from '../form.js'
import { doneThen, sendPage } from '../replies.js'
import { resourceAt, underResource } from './reading.js'

export function resourceSettingsRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts

  async function show(req: Request, res: Response, resource: Resource, refused?: ResourceSettingsData['refused'], status = 200): Promise<void> {
    const { actor, locale } = req.forge
    await requireAllowed(deps, 'manage', actor, resource)
    const sentence = await whyNotDelete(deps, actor, resource)
    sendPage(req, res, resourceSettingsPage(uiOf(req, parts, csrfToken(req)), {
      resource, places: await placesFor(deps, actor), pushedProblems: await pushChecksOf(deps, resource), whyNotDelete: sentence === undefined ? undefined : refusalSentence(locale, sentence), refused,
    }), status)
  }

  router.get(underResource('/reglages'), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (resource) await show(req, res, resource)
  })

  function setting<T extends z.ZodType<Record<string, string>>>(form: string, shape: T, act: (req: Request, resource: Resource, body: z.output<T>) => Promise<{ sentence: string; to: string }>): void {
    router.post(underResource(`/reglages/${form}`), async (req, res) => {
      const resource = await resourceAt(parts, req, res)
      if (!resource) return
      const body = readForm(req, shape)
      try {
        const done = await act(req, resource, body)
        doneThen(req, res, done.sentence, done.to)
      } catch (error) {
        if (!(error instanceof ForgeError) || error.refusal === 'unauthenticated' || error.key.startsWith('policy.')) throw error
        await show(req, res, resource, { form, ...(typeof error.details.field === 'string' && { field: error.details.field }), sentence: refusalSentence(req.forge.locale, error.key, error.details), typed: body }, statusOf[error.refusal])
      }
    })
  }
  const line = textField(300)
  const text = textField(10_000)
  const settings = (resource: Resource) => `/${addressOf(resource)}/reglages`

  setting('adresse', z.object({ slug: line }), async (req, resource, body) => {
    const renamed = await renameResource(deps, req.forge.actor, { resource, slug: body.slug.trim() })
    return { sentence: req.forge.m.proposing.settingsRenamed, to: settings(renamed) }
  })
  setting('espace', z.object({ owner: line }), async (req, resource, body) => {
    const moved = await transferResource(deps, req.forge.actor, { resource, owner: body.owner })
    return { sentence: req.forge.m.proposing.settingsTransferred, to: `/${addressOf(moved)}` }
  })
  setting('regle', z.object({ rule: line, readers: line, days: line, reason: text }), async (req, resource, body) => {
    const chosen = ruleChosen({ kind: body.rule, readers: body.readers, days: body.days })
    if ('problem' in chosen) throw new ForgeError('invalid', chosen.problem.key, { ...chosen.problem.details, field: chosen.problem.field })
    await changeRule(deps, req.forge.actor, { resource, rule: chosen.rule, reason: body.reason })
    return { sentence: req.forge.m.proposing.settingsRuleChanged, to: settings(resource) }
  })
  setting('verifications', z.object({ pushed: z.enum(['refused', 'told']) }), async (req, resource, body) => {
    await changePushChecks(deps, req.forge.actor, { resource, pushedProblems: body.pushed })
    return { sentence: req.forge.m.proposing.settingsChecksDone, to: settings(resource) }
  })
  setting('garants', z.object({ handles: text }), async (req, resource, body) => {
    const changed = await setStewards(deps, req.forge.actor, { resource, handles: body.handles.split(/[\s,;]+/) })
    return { sentence: req.forge.m.proposing.settingsStewardsDone, to: `/${addressOf(changed)}` }
  })
  setting('licence', z.object({ licence: line, reason: text }), async (req, resource, body) => {
    await clarifyLicence(deps, req.forge.actor, { resource, ...body })
    return { sentence: req.forge.m.proposing.settingsLicenceDone, to: settings(resource) }
  })
  setting('retirer', z.object({ reason: text }), async (req, resource, body) => {
    await retireResource(deps, req.forge.actor, { resource, reason: body.reason })
    return { sentence: req.forge.m.proposing.settingsRetired, to: `/${addressOf(resource)}` }
  })
  setting('remettre', z.object({}), async (req, resource) => {
    await restoreResource(deps, req.forge.actor, { resource })
    return { sentence: req.forge.m.proposing.settingsRestored, to: `/${addressOf(resource)}` }
  })
  setting('supprimer', z.object({ typed: line }), async (req, resource, body) => {
    await deleteResource(deps, req.forge.actor, { resource, typed: body.typed })
    return { sentence: req.forge.m.proposing.settingsDeleted, to: '/' }
  })

  return router
}
