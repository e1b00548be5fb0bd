/** Settings of a community, for its stewards. */
import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { COMMUNITY_FIELDS } from '../../../content-schema/community-fields.js'
import { inputName } from '../../../content-schema/form-values.js'
import { typedRule } from '../../domain/decision-rules.js'
import { ForgeError } from '../../domain/errors.js'
import { problemsOf } from '../../domain/field-problem.js'
import { changeCommunity, communityToManage } from '../../use-cases/changeCommunity.js'
import { freePrefix, openProfile } from '../../use-cases/openWords.js'
import { refusalSentence } from '../../../web/messages/messages.js'
import { COMMUNITY_RULE, communitySettingsPage, type CommunitySettingsData } from '../../../web/pages/community-settings.js'
import { uiOf, type HttpParts } from '../context.js'
import { csrfToken } from '../csrf.js'
import { statusOf } from '../errors.js'
import { readForm, textField } from '../form.js'
import { doneThen, sendPage } from '../replies.js'

const { name, description } = COMMUNITY_FIELDS
const names = { name: inputName(name), description: inputName(description), rule: COMMUNITY_RULE } as const

export function communitySettingsRoutes(parts: HttpParts): Router {
  const router = Router()
  const { deps } = parts
  const address = /^\/c\/(?<handle>[A-Za-z0-9][A-Za-z0-9-]{0,79})\/reglages$/
  const handleOf = (req: Request): string => (req.params as Record<string, string>).handle ?? ''

  async function show(req: Request, res: Response, typed?: CommunitySettingsData['typed'], errors: CommunitySettingsData['errors'] = new Map(), status = 200, prefix?: CommunitySettingsData['prefix']): Promise<void> {
    const community = await communityToManage(deps, req.forge.actor, handleOf(req))
    sendPage(req, res, communitySettingsPage(uiOf(req, parts, csrfToken(req)), {
      community, invites: await deps.visitors.isInvited(community.id), profile: deps.words.inForce().lexicon.profileOf(community.handle), prefix: prefix ?? { typed: freePrefix(deps, community.handle) }, errors, typed: typed ?? { name: community.name, description: community.description, rule: typedRule(community.defaultRule) },
    }), status)
  }

  router.get(address, async (req, res) => { await show(req, res) })

  router.post(address, async (req, res) => {
    const body = readForm(req, z.object({ [names.name]: textField(1000), [names.description]: textField(50_000), [names.rule]: textField(40), readers: textField(20), days: textField(20) })) as Record<string, string>
    const typed = { name: body[names.name] ?? '', description: body[names.description] ?? '', rule: { kind: body[names.rule] ?? '', readers: body.readers ?? '', days: body.days ?? '' } }
    try {
      await changeCommunity(deps, req.forge.actor, { handle: handleOf(req), ...typed })
      doneThen(req, res, req.forge.m.forms.communitySaved, `/c/${handleOf(req)}`)
    } catch (error) {
      const problems = problemsOf(error)
      if (problems.length === 0) throw error
      await show(req, res, typed, new Map(problems.map((p) => [p.field, refusalSentence(req.forge.locale, p.key, p.details)])), 422)
    }
  })

  router.post(/^\/c\/(?<handle>[A-Za-z0-9][A-Za-z0-9-]{0,79})\/profil$/, async (req, res) => {
    const { prefixe } = readForm(req, z.object({ prefixe: textField(40) }))
    try {
      const { owner, slug } = await openProfile(deps, req.forge.actor, { community: handleOf(req), prefix: prefixe })
      doneThen(req, res, req.forge.m.forms.communityProfileOpened, `/${owner}/${slug}`)
    } catch (error) {
      if (!(error instanceof ForgeError) || error.details.field !== 'prefixe') throw error
      await show(req, res, undefined, undefined, statusOf[error.refusal], { typed: prefixe, error: refusalSentence(req.forge.locale, error.key, error.details) })
    }
  })

  return router
}
