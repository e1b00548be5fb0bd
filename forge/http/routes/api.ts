import { Router, type Request, type RequestHandler, type Response } from 'express'
import type { z } from 'zod'
import * as api from '../../contract/api.js'
import { addressFor, type Endpoint } from '../../contract/endpoint.js'
import { openApi } from '../../contract/openapi.js'
import { ForgeError } from '../../domain/errors.js'
import { isoTime } from '../../domain/iso-time.js'
import { changeNamed } from '../../domain/review.js'
import { version } from '../../version.js'
import { getMergeRequest, getResource, movedTo } from '../../use-cases/access.js'
import { readInbox } from '../../use-cases/readInbox.js'
import { closeFiches } from '../../use-cases/closeFiches.js'
import type { Resource } from '../../domain/resource.js'
import type { RoleClaim } from '../../domain/role-claim.js'
import type { RoleReading } from '../../domain/role-reading.js'
import { personActing } from '../../use-cases/access.js'
import { adaptResource } from '../../use-cases/adaptResource.js'
import { declineProposal, withdrawProposal } from '../../use-cases/closeProposal.js'
import { commitEmail } from '../../use-cases/authorship.js'
import { commentProposal } from '../../use-cases/commentProposal.js'
import { compareVersions } from '../../use-cases/compareVersions.js'
import { createResourceFromText } from '../../use-cases/createResourceFromText.js'
import { findVersion } from '../../use-cases/findVersion.js'
import { giveVerdict } from '../../use-cases/giveVerdict.js'
import { hidingNames } from '../../use-cases/hideNames.js'
import { textOf } from '../../use-cases/indexResource.js'
import { integrateProposal } from '../../use-cases/integrateProposal.js'
import { liftObjection } from '../../use-cases/liftObjection.js'
import { offerBack } from '../../use-cases/offerBack.js'
import { proposeChange, updateProposal } from '../../use-cases/proposeChange.js'
import { publishChange } from '../../use-cases/publishChange.js'
import { missingFor, readChanges } from '../../use-cases/readChanges.js'
import { answerRole } from '../../use-cases/answerRole.js'
import { claimRole, offerRole } from '../../use-cases/claimRole.js'
import { answerDispute, disputeRole } from '../../use-cases/disputeRole.js'
import { readRoles } from '../../use-cases/readRoles.js'
import { readContributions } from '../../use-cases/readContributions.js'
import { readDiscussion } from '../../use-cases/readDiscussion.js'
import { readPerson } from '../../use-cases/readPerson.js'
import { readHistory } from '../../use-cases/readHistory.js'
import { readProvenance } from '../../use-cases/readProvenance.js'
import { readVocabulary } from '../../use-cases/readVocabulary.js'
import { sendReview } from '../../use-cases/sendReview.js'
import { takeNews } from '../../use-cases/takeNews.js'
import { undoVersion } from '../../use-cases/undoVersion.js'
import type { HttpParts } from '../context.js'
import { pictureSent } from './api-pictures.js'
import { changeView, commentView, integratorsView, mergeRequestView, missingView, resourceView, roleView } from '../views.js'
import { provenanceView } from '../provenance-view.js'
import { vocabularyList, vocabularyView, wordsView } from '../vocabulary-view.js'

/** `/api/v1`: each route parses, calls one use case, presents. Rules live in the use cases. */
export function apiRouter(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts
  const base = () => deps.settings.baseUrl

  /** Binds an endpoint of the contract to what answers it. */
  function serve<B extends z.ZodType, R extends z.ZodType>(endpoint: Endpoint<B, R>, answer: (asked: { req: Request; body: z.output<B>; query: Record<string, unknown>; params: Record<string, string> }) => Promise<z.input<R>>): void {
    const handler: RequestHandler = async (req: Request, res: Response) => {
      if (endpoint.access === 'write' && req.forge.actor.kind === 'visitor') throw new ForgeError('unauthenticated', 'policy.sign_in')
      const query = endpoint.query === undefined ? {} : parsed(endpoint.query, req.query)
      const body = endpoint.body === undefined ? undefined : parsed(endpoint.body, req.body)
      let reply: z.input<R>
      try {
        reply = await answer({ req, body: body as z.output<B>, query: query as Record<string, unknown>, params: req.params as Record<string, string> })
      } catch (error) {
        const moved = movedTo(error)
        if (moved === undefined) throw error
        // Not 301: what was posted must be posted again, with its body.
        res.redirect(308, addressFor(api.getResource.path, { ...moved }) + req.originalUrl.replace(/^\/api\/v1\/resources\/[^/?]+\/[^/?]+/, ''))
        return
      }
      res.status(endpoint.status).set('Cache-Control', 'private, no-cache').json(reply)
    }
    const verb = endpoint.method.toLowerCase() as 'get' | 'post'
    router[verb](endpoint.path, handler)
  }
  const resourceOf = (params: Record<string, string>) => getResource(deps, params.owner ?? '', params.slug ?? '')
  const on = async (params: Record<string, string>) => {
    const resource = await resourceOf(params)
    return { resource, number: (await getMergeRequest(deps, resource, Number(params.number))).number }
  }

  router.get('/api/v1/openapi.json', (_req, res) => { res.json(openApi({ url: base(), title: deps.settings.instanceName, version })) })
  serve(api.instance, () => Promise.resolve({ name: deps.settings.instanceName, version, openapi: `${base()}/api/v1/openapi.json` }))
  serve(api.me, async ({ req }) => {
    if (req.forge.actor.kind !== 'person') throw new ForgeError('unauthenticated', 'policy.sign_in')
    const { person } = req.forge.actor
    return { handle: person.handle, name: person.displayName, email: commitEmail(person.id, deps.settings.host), communities: (await deps.communities.of(person.id)).map((c) => c.handle) }
  })

  serve(api.listResources, async ({ query }) => {
    const { q, limit, cursor, ...filters } = query as { q?: string; limit: number; cursor?: string } & Record<string, string | undefined>
    const offset = offsetOf(cursor)
    const page = await deps.resources.search({ ...filters, ...(q !== undefined && { text: q }), limit, offset })
    return { total: page.total, items: page.items.map((r) => resourceView(r, base())), next: offset + limit < page.total ? Buffer.from(String(offset + limit)).toString('base64url') : null }
  })
  serve(api.listNeighbours, async ({ query }) => {
    const found = await closeFiches(deps, { title: query.title as string, needs: query.need as readonly string[] })
    return { items: found.map(({ resource, needs }) => ({ ...resourceView(resource, base()), sharedNeeds: [...needs] })) }
  })
  serve(api.getResource, async ({ params }) => resourceView(await resourceOf(params), base()))
  serve(api.createResource, async ({ req, body }) => resourceView(await createResourceFromText(deps, req.forge.actor, body), base()))
  serve(api.getText, async ({ req, params, query }) => {
    const resource = await resourceOf(params)
    const { commit } = await findVersion(deps, resource, query.version as string | undefined)
    const text = await textOf(deps, resource.id, commit, resource.mainPath)
    // Whoever may change a text starts from it as it is; anybody else reads it as pages show it.
    return { path: resource.mainPath, version: commit, text: req.forge.actor.kind === 'person' ? text : (await hidingNames(deps, resource))(text) }
  })
  serve(api.publish, async ({ req, params, body }) => {
    const resource = await resourceOf(params)
    const outcome = await publishChange(deps, req.forge.actor, { resource, base: body.base, title: body.reason, reason: '', files: new Map([[body.path ?? resource.mainPath, body.text]]) })
    if (outcome.kind === 'conflicts') throw new ForgeError('conflict', 'conflict.moved', { published: outcome.published })
    return { commit: outcome.commit, resource: resourceView(outcome.resource, base()) }
  })
  serve(api.addPicture, async ({ req, params, body }) => {
    const sent = await pictureSent(parts, req, await resourceOf(params), body)
    return { path: sent.path, outcome: sent.kind, commit: sent.kind === 'published' ? sent.commit : null, mergeRequest: sent.kind === 'proposed' ? sent.number : null }
  })
  serve(api.undo, async ({ req, params, body }) => {
    const resource = await resourceOf(params)
    const { commit } = await findVersion(deps, resource, params.version)
    const outcome = await undoVersion(deps, req.forge.actor, { resource, version: commit, reason: body.reason })
    if (outcome.kind === 'conflicts') throw new ForgeError('conflict', 'undo.passages_to_settle', { url: `${base()}/${resource.owner.handle}/${resource.slug}/revenir?version=${commit}` })
    return { outcome: outcome.kind, commit: outcome.kind === 'undone' ? outcome.commit : null, mergeRequest: outcome.kind === 'proposed' ? outcome.number : null }
  })
  serve(api.listVersions, async ({ params, query }) => {
    const { entries, total, pages } = await readHistory(deps, { resource: await resourceOf(params), page: Number(query.page) })
    return { total, pages, items: entries.map((e) => ({ commit: e.commit, name: e.name ?? null, at: isoTime(e.at), authors: e.authors.map((a) => ({ name: a.name, handle: a.handle ?? null })), title: e.title, explanation: e.explanation })) }
  })
  serve(api.compare, async ({ req, params, query }) => {
    const { from, to, comparison, otherFiles } = await compareVersions(deps, { resource: await resourceOf(params), from: query.from as string | undefined, to: query.to as string | undefined, locale: req.forge.locale })
    return { from: from?.commit ?? null, to: to.commit, summary: comparison.summary, html: comparison.changes, otherFiles: otherFiles.map(({ path, status }) => ({ path, status })) }
  })
  serve(api.listContributions, async ({ req, params }) => {
    const resource = await resourceOf(params)
    const [{ own, lineage, creditedBefore }, roles] = await Promise.all([readContributions(deps, resource), readRoles(deps, req.forge.actor, resource)])
    const view = (fromOrigin: 'origin' | 'own') => (c: (typeof own)[number]) => ({
      name: c.person.name, handle: c.person.handle ?? null, roles: [...c.roles], firstAt: isoTime(c.firstAt), lastAt: isoTime(c.lastAt), versions: c.signed + c.coSigned, fromOrigin: fromOrigin === 'origin',
    })
    return { people: [...own.map(view('own')), ...lineage.map(view('origin'))], roles: roles.map(roleView), rolesBefore: creditedBefore.map(({ role, person }) => ({ role, name: person.name, handle: person.handle ?? null })) }
  })
  /** One gesture about a role, then the role as this caller reads it. */
  const sayOfRole = async (req: Request, params: Record<string, string>, say: (resource: Resource, claim: string) => Promise<RoleClaim>) => {
    const resource = await resourceOf(params)
    const { event } = await say(resource, params.claim ?? '')
    return roleView((await readRoles(deps, req.forge.actor, resource)).find((one) => one.event === event) as RoleReading)
  }
  serve(api.nameRole, ({ req, params, body: { role, note, handle, name } }) => sayOfRole(req, params, (resource) => (
    handle === undefined && name === undefined ? claimRole(deps, req.forge.actor, { resource, role, note }) : offerRole(deps, req.forge.actor, { resource, role, note, to: handle === undefined ? { name: name ?? '' } : { handle } }))))
  for (const [endpoint, answer] of [[api.confirmRole, 'confirmed'], [api.declineRole, 'declined'], [api.withdrawRole, 'withdrawn']] as const) {
    serve(endpoint, ({ req, params, body }) => sayOfRole(req, params, (resource, claim) => answerRole(deps, req.forge.actor, { resource, claim, answer, reason: body?.reason ?? '' })))
  }
  serve(api.disputeRole, ({ req, params, body }) => sayOfRole(req, params, (resource, claim) => disputeRole(deps, req.forge.actor, { resource, claim, reason: body.reason })))
  serve(api.answerDispute, ({ req, params, body }) => sayOfRole(req, params, (resource, claim) => answerDispute(deps, req.forge.actor, { resource, claim, dispute: params.dispute ?? '', ...body })))

  serve(api.whoWroteWhat, async ({ req, params, query }) => {
    const { version, path } = query as { version?: string; path?: string }
    return provenanceView(await readProvenance(deps, { resource: await resourceOf(params), locale: req.forge.locale, ...(version !== undefined && { version }), ...(path !== undefined && { path }) }))
  })

  serve(api.listMergeRequests, async ({ params, query }) => {
    const resource = await resourceOf(params)
    const requests = await deps.mergeRequests.of(resource.id, query.state as 'open' | undefined)
    return { items: await Promise.all(requests.map(async (r) => ({ ...mergeRequestView(r, resource, base()), missing: r.state === 'open' ? (await missingFor(deps, resource, r)).map(missingView) : [] }))) }
  })
  serve(api.getMergeRequest, async ({ req, params }) => {
    const resource = await resourceOf(params)
    const request = await getMergeRequest(deps, resource, Number(params.number))
    const { entries } = await readDiscussion(deps, resource, request)
    const [before, after] = await Promise.all([textOf(deps, resource.id, request.base, resource.mainPath), textOf(deps, resource.id, request.head, resource.mainPath)])
    const { summary } = await deps.renderer.compare(before, after, req.forge.locale)
    return { mergeRequest: mergeRequestView(request, resource, base()), summary, discussion: entries.map(commentView) }
  })
  serve(api.awaiting, async ({ req }) => {
    const { id } = personActing(req.forge.actor)
    const { toReview } = await readInbox(deps, req.forge.actor)
    const roleOn = (resource: Resource) => (resource.owner.id === id || resource.stewards.some((steward) => steward.id === id) ? 'steward' as const : 'member' as const)
    return {
      items: await Promise.all(toReview.map(async ({ request, resource }) => ({
        mergeRequest: mergeRequestView(request, resource, base()), resource: { owner: resource.owner.handle, slug: resource.slug, title: resource.title }, as: roleOn(resource), missing: (await missingFor(deps, resource, request)).map(missingView),
      }))),
    }
  })
  serve(api.listChanges, async ({ req, params, query }) => {
    const where = await on(params)
    const reading = await readChanges(deps, { ...where, iteration: query.iteration as number | undefined, locale: req.forge.locale })
    return {
      mergeRequest: mergeRequestView(reading.request, where.resource, base()), iteration: reading.iteration,
      files: reading.files.map(({ path, oldPath, status, kind, summary, changes }) => ({ path, oldPath, status, kind, summary: summary ?? null, changes: changes.map(changeView) })),
      missing: reading.obstacles.map(missingView), merge: reading.merge?.kind ?? null, integrators: integratorsView(reading.integrators),
    }
  })
  serve(api.review, async ({ req, params, body }) => {
    const where = await on(params)
    return mergeRequestView(await sendReview(deps, req.forge.actor, { ...where, ...body }), where.resource, base())
  })
  serve(api.propose, async ({ req, params, body }) => {
    const resource = await resourceOf(params)
    const request = await proposeChange(deps, req.forge.actor, { resource, base: body.base, title: body.title, reason: body.reason, files: new Map([[body.path ?? resource.mainPath, body.text]]) })
    return mergeRequestView(request, resource, base())
  })
  serve(api.updateProposal, async ({ req, params, body }) => {
    const where = await on(params)
    return mergeRequestView(await updateProposal(deps, req.forge.actor, { ...where, message: body.message, files: new Map([[body.path ?? where.resource.mainPath, body.text]]) }), where.resource, base())
  })
  serve(api.comment, async ({ req, params, body }) => {
    const where = await on(params)
    const change = body.change === undefined ? undefined : changeNamed(body.change)
    if (body.change !== undefined && change === undefined) throw new ForgeError('invalid', 'review.unknown_change', { change: body.change })
    return mergeRequestView(await commentProposal(deps, req.forge.actor, { ...where, text: body.text, ...(change && { change }), ...(body.iteration !== undefined && { iteration: body.iteration }) }), where.resource, base())
  })
  serve(api.giveVerdict, async ({ req, params, body }) => {
    const where = await on(params)
    return mergeRequestView(await giveVerdict(deps, req.forge.actor, { ...where, verdict: body.verdict, text: body.text, ...(body.liftCondition !== undefined && { liftCondition: body.liftCondition }) }), where.resource, base())
  })
  serve(api.liftObjection, async ({ req, params, body }) => { const where = await on(params); return mergeRequestView(await liftObjection(deps, req.forge.actor, { ...where, objection: params.event ?? '', reason: body.reason }), where.resource, base()) })
  serve(api.merge, async ({ req, params }) => {
    const where = await on(params)
    const outcome = await integrateProposal(deps, req.forge.actor, where)
    if (outcome.kind === 'conflicts') throw new ForgeError('conflict', 'proposal.passages_to_settle', { url: `${base()}/${where.resource.owner.handle}/${where.resource.slug}/propositions/${where.number}/concilier` })
    return { commit: outcome.commit, mergeRequest: mergeRequestView(await getMergeRequest(deps, where.resource, where.number), where.resource, base()) }
  })
  serve(api.decline, async ({ req, params, body }) => { const where = await on(params); return mergeRequestView(await declineProposal(deps, req.forge.actor, { ...where, reason: body.reason }), where.resource, base()) })
  serve(api.withdraw, async ({ req, params, body }) => { const where = await on(params); return mergeRequestView(await withdrawProposal(deps, req.forge.actor, { ...where, reason: body.reason }), where.resource, base()) })

  serve(api.adapt, async ({ req, params, body }) => {
    const origin = await resourceOf(params)
    const { title, slug, licence, ...rest } = body
    return resourceView(await adaptResource(deps, req.forge.actor, { ...rest, origin, title: title ?? origin.title, ...(slug !== undefined && { slug }), ...(licence !== undefined && { licence }) }), base())
  })
  serve(api.listAdaptations, async ({ params }) => ({ items: (await deps.resources.adaptationsOf((await resourceOf(params)).id)).map((r) => resourceView(r, base())) }))
  serve(api.takeNews, async ({ req, params }) => {
    const resource = await resourceOf(params)
    const outcome = await takeNews(deps, req.forge.actor, { resource })
    if (outcome.kind === 'conflicts') throw new ForgeError('conflict', 'news.passages_to_settle', { url: `${base()}/${resource.owner.handle}/${resource.slug}/nouveautes` })
    return { taken: outcome.kind === 'taken', commit: outcome.kind === 'taken' ? outcome.commit : null, proposed: outcome.kind === 'proposed' ? outcome.number : null, resource: resourceView(outcome.kind === 'taken' ? outcome.resource : resource, base()) }
  })
  serve(api.offerBack, async ({ req, params, body }) => {
    const resource = await resourceOf(params)
    const request = await offerBack(deps, req.forge.actor, { resource, title: body.title, reason: body.reason, ficheTitle: 'origin' })
    const origin = await deps.resources.find(request.resource)
    return mergeRequestView(request, origin ?? resource, base())
  })
  serve(api.communities, async () => ({ items: (await deps.communities.all()).map(({ handle, name, description, defaultRule }) => ({ handle, name, description, rule: defaultRule })) }))
  serve(api.person, async ({ params }) => {
    const { person } = await readPerson(deps, params.handle ?? '')
    return { handle: person.handle, name: person.displayName, bio: person.bio }
  })
  serve(api.vocabularies, async () => ({ items: vocabularyList(base(), deps.words.inForce().lexicon) }))
  serve(api.words, async () => wordsView(deps.words.inForce()))
  serve(api.vocabulary, async ({ params }) => vocabularyView(base(), await readVocabulary(deps, params.id ?? '')))
  router.use('/api', (_req, _res, next) => { next(new ForgeError('not_found', 'not_found.page')) })
  return router
}

/** Refuses `invalid` with each field's path and problem. */
function parsed<T extends z.ZodType>(type: T, value: unknown): z.output<T> {
  const result = type.safeParse(value)
  if (result.success) return result.data
  throw new ForgeError('invalid', 'request.fields', { problems: result.error.issues.map((issue) => ({ field: issue.path.join('.'), fr: issue.message, en: issue.message })) })
}

function offsetOf(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  const offset = Number(Buffer.from(cursor, 'base64url').toString('latin1'))
  if (!Number.isSafeInteger(offset) || offset < 0) throw new ForgeError('invalid', 'request.fields', { problems: [{ field: 'cursor', fr: 'ce curseur n’est pas de nous', en: 'not one of our cursors' }] })
  return offset
}
