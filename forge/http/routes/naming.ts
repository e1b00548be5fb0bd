/** How people are named: their own choice, everywhere and on a fiche; names claimed, contested, answered. */
import { Router, type Request } from 'express'
import { z } from 'zod'
import { problemsOf } from '../../domain/field-problem.js'
import type { NameChoice } from '../../domain/naming.js'
import { addressOf } from '../../domain/resource.js'
import { personActing } from '../../use-cases/access.js'
import { chooseName, chosenNames } from '../../use-cases/chooseName.js'
import { answerNameClaim, claimName } from '../../use-cases/claimName.js'
import { draftWithoutName, namesThatStayEverywhere } from '../../use-cases/namesThatStay.js'
import { mayManageAccount } from '../../use-cases/updateProfile.js'
import { messagesFor, refusalSentence } from '../../../web/messages/messages.js'
import { editingQuery } from '../../../web/pages/improve.js'
import { ownNamePage } from '../../../web/pages/own-name.js'
import { uiOf, type HttpParts } from '../context.js'
import { csrfToken } from '../csrf.js'
import { readForm, textField } from '../form.js'
import { doneThen, sendPage } from '../replies.js'
import { resourceAt, underResource } from './reading.js'

const everywhereForm = z.object({ nom: z.enum(['named', 'anonymous']) })
const choiceForm = z.object({ nom: z.enum(['named', 'pseudonym', 'anonymous', 'withdrawn']), pseudonyme: textField(500), adaptations: z.literal('oui').optional() })
const sayForm = z.object({ nom: textField(500), motif: textField(5_000) })
const answerForm = z.object({ dit: z.string().regex(/^[0-9a-f]{40}$/), reponse: z.enum(['oui', 'non']), motif: textField(5_000) })

export function namingRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts
  const contributionsOf = (resource: Parameters<typeof addressOf>[0]) => `/${addressOf(resource)}/contributions#noms-de-la-fiche`

  router.get('/reglages/nom', async (req, res) => {
    mayManageAccount(req.forge.actor)
    sendPage(req, res, ownNamePage(uiOf(req, parts, csrfToken(req)), { ...(await chosenNames(deps, req.forge.actor)), stays: await namesThatStayEverywhere(deps, req.forge.actor), problems: [] }))
  })

  router.post('/reglages/nom', async (req, res) => {
    const person = mayManageAccount(req.forge.actor)
    const { nom } = readForm(req, everywhereForm)
    await chooseName(deps, req.forge.actor, { person: person.id, resource: undefined, choice: { kind: nom }, reach: 'resource' })
    doneThen(req, res, req.forge.m.naming.saved, '/reglages/nom')
  })

  const chosenIn = (req: Request): { choice: NameChoice; reach: 'family' | 'resource' } => {
    const { nom, pseudonyme, adaptations } = readForm(req, choiceForm)
    return { choice: nom === 'pseudonym' ? { kind: nom, name: pseudonyme } : { kind: nom }, reach: adaptations === 'oui' ? 'family' : 'resource' }
  }

  router.post(underResource('/noms'), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return
    const person = personActing(req.forge.actor)
    try {
      await chooseName(deps, req.forge.actor, { person: person.id, resource, ...chosenIn(req) })
    } catch (error) {
      const [problem] = problemsOf(error)
      if (!problem) throw error
      req.session.notice = { kind: 'refused', sentence: refusalSentence(req.forge.locale, problem.key, problem.details) }
      res.redirect(303, contributionsOf(resource))
      return
    }
    doneThen(req, res, req.forge.m.naming.saved, contributionsOf(resource))
  })

  router.post(underResource('/noms/texte'), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return
    const { chemin } = readForm(req, z.object({ chemin: textField(4096) }))
    const m = messagesFor(resource.fields.langue === 'en' ? 'en' : 'fr').naming
    const chosen = (await chosenNames(deps, req.forge.actor)).on.find((one) => one.resource.id === resource.id)?.choice
    const { path } = await draftWithoutName(deps, req.forge.actor, { resource, path: chemin || resource.mainPath, instead: chosen?.kind === 'pseudonym' ? chosen.name : m.removedWord, reason: m.removedReason })
    res.redirect(303, `/${addressOf(resource)}/ameliorer/relire${editingQuery({ resource, path, proposal: undefined })}`)
  })

  for (const [path, kind] of [['/noms/revendiquer', 'claimed'], ['/noms/contester', 'contested']] as const) {
    router.post(underResource(path), async (req, res) => {
      const resource = await resourceAt(parts, req, res)
      if (!resource) return
      const { nom, motif } = readForm(req, sayForm)
      await claimName(deps, req.forge.actor, { resource, kind, name: nom, text: motif })
      doneThen(req, res, kind === 'claimed' ? req.forge.m.naming.claimSent : req.forge.m.naming.contestSent, contributionsOf(resource))
    })
  }

  router.post(underResource('/noms/repondre'), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return
    const { dit, reponse, motif } = readForm(req, answerForm)
    await answerNameClaim(deps, req.forge.actor, { resource, claim: dit, accepted: reponse === 'oui', reason: motif })
    doneThen(req, res, req.forge.m.naming.answered, contributionsOf(resource))
  })

  return router
}
