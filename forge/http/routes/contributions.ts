/** Who made a resource what it is: people and roles, what they say of it, the timeline of versions, the family of adaptations. */
import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { ForgeError } from '../../domain/errors.js'
import { ROLES_SUBJECT } from '../../domain/inbox.js'
import { addressOf, RESOURCE_JOURNAL, type Resource } from '../../domain/resource.js'
import type { RoleClaim } from '../../domain/role-claim.js'
import { roleEventsIn } from '../../domain/replay-roles.js'
import { requireAllowed } from '../../use-cases/access.js'
import { answerRole } from '../../use-cases/answerRole.js'
import { citeResource } from '../../use-cases/citeResource.js'
import { claimRole, holderTyped, offerRole } from '../../use-cases/claimRole.js'
import { answerDispute, disputeRole } from '../../use-cases/disputeRole.js'
import { markSeen } from '../../use-cases/markSeen.js'
import { readContributions } from '../../use-cases/readContributions.js'
import { readNameRights } from '../../use-cases/readNameRights.js'
import { readFamily } from '../../use-cases/readFamily.js'
import { originNews } from '../../use-cases/readFiche.js'
import { readRoles } from '../../use-cases/readRoles.js'
import { readTimeline } from '../../use-cases/readTimeline.js'
import { adaptationsPage } from '../../../web/pages/adaptations.js'
import { refusalSentence } from '../../../web/messages/messages.js'
import { contributionsPage } from '../../../web/pages/contributions.js'
import { practicePage } from '../../../web/pages/practice.js'
import { timelinePage } from '../../../web/pages/timeline.js'
import { roleAnchor, type RefusedForm, type RoleAnswersBack } from '../../../web/pages/parts/contributions/role-card.js'
import { uiOf, type HttpParts } from '../context.js'
import { csrfToken } from '../csrf.js'
import { statusOf } from '../errors.js'
import { readForm, textField } from '../form.js'
import { nextTurn } from '../next-turn.js'
import { doneThen, sendPage } from '../replies.js'
import { askedPage, countsOf, readingUi, reads, resourceAt, tagsOf, underResource } from './reading.js'

const rolePattern = '/contributions/roles/(?<claim>[0-9a-f]{40})'
const answers = { confirmer: 'confirmed', decliner: 'declined', retirer: 'withdrawn' } as const

export function contributionRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts

  async function page(req: Request, resource: Resource, refused?: RefusedForm): Promise<string> {
    const [contributions, roles, counts] = await Promise.all([readContributions(deps, resource), readRoles(deps, req.forge.actor, resource), countsOf(parts, resource)])
    await nextTurn()
    const credit = (await citeResource(deps, { resource, contributions, locale: req.forge.locale })).short.text
    await nextTurn()
    const names = await readNameRights(deps, req.forge.actor, resource, contributions)
    await nextTurn()
    return contributionsPage(readingUi(req, parts), { resource, counts, credit, roles, names, refused, ...contributions })
  }

  router.get(underResource('/contributions'), reads(parts, async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return undefined
    const last = roleEventsIn(await deps.git.events(resource.id, RESOURCE_JOURNAL)).at(-1)
    if (last !== undefined) {
      await markSeen(deps, req.forge.actor, { resource: resource.id, number: ROLES_SUBJECT }, { oid: last.oid, at: last.at })
      await parts.inbox.again(req)
    }
    return { body: await page(req, resource), tags: [...tagsOf(resource), 'listing'] }
  }))

  /** A form about a role. What can be corrected comes back with what was typed; what the rules refuse is a page of its own. */
  function saying<T extends z.ZodType<Record<string, string>>>(rest: string, shape: T, formOf: (body: z.output<T>, req: Request) => string, act: (req: Request, resource: Resource, body: z.output<T>) => Promise<{ claim: RoleClaim; sentence: string; to?: string }>): void {
    router.post(underResource(rest), async (req: Request, res: Response) => {
      const resource = await resourceAt(parts, req, res)
      if (!resource) return
      const body = readForm(req, shape)
      try {
        const { claim, sentence, to } = await act(req, resource, body)
        await parts.inbox.again(req)
        doneThen(req, res, sentence, to ?? `/${addressOf(resource)}/contributions#${roleAnchor(claim.event)}`)
      } catch (error) {
        if (!(error instanceof ForgeError) || !error.key.startsWith('role.')) throw error
        const sentence = refusalSentence(req.forge.locale, error.key, error.details)
        sendPage(req, res, await page(req, resource, { form: formOf(body, req), sentence, field: typeof error.details.field === 'string' ? error.details.field : undefined, typed: body }), statusOf[error.refusal])
      }
    })
  }
  const named = (req: Request, name: string): string => (req.params as Record<string, string | undefined>)[name] ?? ''
  const done = (req: Request) => req.forge.m.contributing.done

  router.get(underResource('/pratique'), async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return
    await requireAllowed(deps, 'claim_role', req.forge.actor, resource)
    const before = (await readRoles(deps, req.forge.actor, resource)).find(({ role, isOwn, state }) => role === 'test' && isOwn && state !== 'withdrawn')
    sendPage(req, res, practicePage(uiOf(req, parts, csrfToken(req)), { resource, before }))
  })

  saying('/contributions/roles', z.object({ pour: textField(20), who: textField(200), role: textField(40), note: textField(10_000), retour: textField(20) }), ({ pour }) => pour, async (req, resource, { pour, who, role, note, retour }) => {
    const { actor } = req.forge
    const claim = pour === 'autre' ? await offerRole(deps, actor, { resource, role, to: holderTyped(who), note }) : await claimRole(deps, actor, { resource, role, note })
    if (retour === 'pratique') return { claim, sentence: req.forge.m.practising.done[claim.state === 'confirmed' ? 'confirmed' : 'claimed'], to: `/${addressOf(resource)}` }
    return { claim, sentence: claim.state === 'confirmed' ? done(req).confirmed : pour === 'autre' ? done(req).offered : done(req).claimed }
  })

  saying(`${rolePattern}/(?<answer>confirmer|decliner|retirer)`, z.object({ reason: textField(10_000), retour: textField(20) }), (_body, req) => req.path, async (req, resource, { reason, retour }) => {
    const answer = answers[named(req, 'answer') as keyof typeof answers]
    return { claim: await answerRole(deps, req.forge.actor, { resource, claim: named(req, 'claim'), answer, reason }), sentence: done(req)[answer], ...(retour === ('a-relire' satisfies RoleAnswersBack) && { to: '/propositions' }) }
  })

  saying(`${rolePattern}/contester`, z.object({ reason: textField(10_000) }), (_body, req) => req.path, async (req, resource, { reason }) =>
    ({ claim: await disputeRole(deps, req.forge.actor, { resource, claim: named(req, 'claim'), reason }), sentence: done(req).disputed }))

  saying(`${rolePattern}/contestations/(?<dispute>[0-9a-f]{40})`, z.object({ reason: textField(10_000), geste: textField(20) }), (_body, req) => req.path, async (req, resource, { reason, geste }) => {
    const lifts = geste === 'lever'
    return { claim: await answerDispute(deps, req.forge.actor, { resource, claim: named(req, 'claim'), dispute: named(req, 'dispute'), text: reason, lifts }), sentence: lifts ? done(req).lifted : done(req).answered }
  })

  router.get(underResource('/contributions/frise'), reads(parts, async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return undefined
    const [timeline, counts] = await Promise.all([readTimeline(deps, { resource, page: askedPage(req) }), countsOf(parts, resource)])
    await nextTurn()
    return { body: timelinePage(readingUi(req, parts), { resource, counts, ...timeline }), tags: [...tagsOf(resource), 'listing'] }
  }))

  router.get(underResource('/adaptations'), reads(parts, async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return undefined
    const origin = resource.origin && (await deps.resources.find(resource.origin.resource))
    const [family, news, counts] = await Promise.all([readFamily(deps, req.forge.actor, resource), originNews(deps, resource, origin), countsOf(parts, resource)])
    return { body: adaptationsPage(readingUi(req, parts), { resource, family, counts, originNews: news }), tags: [...tagsOf(resource), 'listing'] }
  }))

  return router
}
