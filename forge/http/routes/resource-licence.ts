/** The licence of a resource: its story, changing it, what each person answers for their own words. */
import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { identify } from '../../../content-schema/licences/identify.js'
import { ForgeError } from '../../domain/errors.js'
import { LICENCE_SUBJECT } from '../../domain/inbox.js'
import { profileFor } from '../../domain/lexicon.js'
import { licenceEventsIn } from '../../domain/licence-story.js'
import { visitor } from '../../domain/person.js'
import { addressOf, RESOURCE_JOURNAL, type Resource } from '../../domain/resource.js'
import { isAllowed } from '../../use-cases/access.js'
import { answerRelicensing, recordPermission, withdrawPermission } from '../../use-cases/answerRelicensing.js'
import { askRelicensing, closeAsk } from '../../use-cases/askRelicensing.js'
import { changeLicence } from '../../use-cases/changeLicence.js'
import { markSeen } from '../../use-cases/markSeen.js'
import { readLicence } from '../../use-cases/readLicence.js'
import { refusalSentence } from '../../../web/messages/messages.js'
import type { RefusedForm } from '../../../web/pages/parts/licences/consent-card.js'
import { resourceLicencePage } from '../../../web/pages/resource-licence.js'
import type { HttpParts } from '../context.js'
import { statusOf } from '../errors.js'
import { licenceStoryView } from '../licence-story-view.js'
import { readForm, textField } from '../form.js'
import { doneThen, sendPage } from '../replies.js'
import { asked, countsOf, readingUi, reads, resourceAt, tagsOf, underResource } from './reading.js'

const askPattern = '/licence/demandes/(?<event>[0-9a-f]{40})'

export function resourceLicenceRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts

  async function page(req: Request, resource: Resource, towards?: string, refused?: RefusedForm): Promise<string> {
    const { actor } = req.forge
    const [reading, counts, isDirect] = await Promise.all([readLicence(deps, actor, resource, towards), countsOf(parts, resource), isAllowed(deps, 'publish', actor, resource)])
    const { defaultLicence, licences } = profileFor(deps.words, resource.owner)
    return resourceLicencePage(readingUi(req, parts), { resource, counts, isDirect, offer: { recommended: defaultLicence, allowed: licences }, refused, ...reading })
  }

  router.get(underResource('/licence'), reads(parts, async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return undefined
    const last = licenceEventsIn(await deps.git.events(resource.id, RESOURCE_JOURNAL)).at(-1)
    if (last !== undefined) {
      await markSeen(deps, req.forge.actor, { resource: resource.id, number: LICENCE_SUBJECT }, { oid: last.oid, at: last.at })
      await parts.inbox.again(req)
    }
    return { body: await page(req, resource, asked(req, 'vers')), tags: [...tagsOf(resource), 'listing'] }
  }))

  router.get(underResource('/licence\\.json'), reads(parts, async (req, res) => {
    const resource = await resourceAt(parts, req, res)
    if (!resource) return undefined
    const body = JSON.stringify(licenceStoryView(deps.settings.baseUrl, resource, await readLicence(deps, visitor, resource, asked(req, 'vers'))), undefined, 1)
    return { body, tags: [...tagsOf(resource), 'listing'], contentType: 'application/json; charset=utf-8' }
  }))

  /** A form about the licence. What can be corrected comes back with what was typed. */
  function saying<T extends z.ZodType<Record<string, string>>>(rest: string, shape: T, act: (req: Request, resource: Resource, body: z.output<T>) => Promise<{ sentence: string; to?: string }>): void {
    router.post(underResource(rest), async (req: Request, res: Response) => {
      const resource = await resourceAt(parts, req, res)
      if (!resource) return
      const body = readForm(req, shape)
      try {
        const { sentence, to } = await act(req, resource, body)
        await parts.inbox.again(req)
        doneThen(req, res, sentence, to ?? `/${addressOf(resource)}/licence`)
      } catch (error) {
        if (!(error instanceof ForgeError) || !error.key.startsWith('licence.')) throw error
        const field = typeof error.details.field === 'string' ? error.details.field : undefined
        const refused = { form: req.path, sentence: refusalSentence(req.forge.locale, error.key, error.details), field, typed: body }
        sendPage(req, res, await page(req, resource, 'licence' in body && rest !== '/licence/autorisations' ? identify(body.licence ?? '')?.id : undefined, refused), statusOf[error.refusal])
      }
    })
  }
  const named = (req: Request): string => (req.params as Record<string, string | undefined>).event ?? ''
  const done = (req: Request) => req.forge.m.licensing.done
  const short = textField(300)
  const long = textField(10_000)

  saying('/licence/demander', z.object({ licence: short, reason: long }), async (req, resource, body) => {
    await askRelicensing(deps, req.forge.actor, { resource, ...body })
    return { sentence: done(req).asked }
  })
  saying('/licence/changer', z.object({ licence: short, reason: long }), async (req, resource, body) => {
    const changed = await changeLicence(deps, req.forge.actor, { resource, ...body })
    if (changed.kind === 'proposed') return { sentence: done(req).proposed, to: `/${addressOf(resource)}/propositions/${changed.number}` }
    return { sentence: done(req).changed(identify(body.licence)?.shortName ?? body.licence) }
  })
  saying(askPattern, z.object({ text: long, reponse: z.enum(['oui', 'non']) }), async (req, resource, { text, reponse }) => {
    const answer = reponse === 'oui' ? 'consented' : 'refused'
    await answerRelicensing(deps, req.forge.actor, { resource, ask: named(req), answer, text })
    return { sentence: done(req)[answer] }
  })
  saying(`${askPattern}/clore`, z.object({ reason: long }), async (req, resource, { reason }) => {
    await closeAsk(deps, req.forge.actor, { resource, ask: named(req), reason })
    return { sentence: done(req).closed }
  })
  saying('/licence/autorisations', z.object({ name: short, licence: short, text: long }), async (req, resource, body) => {
    await recordPermission(deps, req.forge.actor, { resource, ...body })
    return { sentence: done(req).permission }
  })
  saying('/licence/autorisations/(?<event>[0-9a-f]{40})/retirer', z.object({ reason: long }), async (req, resource, { reason }) => {
    await withdrawPermission(deps, req.forge.actor, { resource, permission: named(req), reason })
    return { sentence: done(req).withdrawn }
  })
  return router
}
