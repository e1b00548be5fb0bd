import { COMMUNITY_FIELDS } from '../../content-schema/community-fields.js'
import type { Community } from '../domain/community.js'
import { ruleChosen, type TypedRule } from '../domain/decision-rules.js'
import { ForgeError } from '../domain/errors.js'
import { refuseProblems } from '../domain/field-problem.js'
import type { Actor } from '../domain/person.js'
import { mustBeAllowed } from '../domain/policies.js'
import type { Deps } from '../domain/ports.js'
import { oneLine, someLines } from './versionMessage.js'

type Needs = Pick<Deps, 'communities'>

/** A community by its handle, for those who may change its settings. Refuses `not_found`, `unauthenticated`, `forbidden`. */
export async function communityToManage(deps: Needs, actor: Actor, handle: string): Promise<Community> {
  const community = await deps.communities.findByHandle(handle)
  if (!community) throw new ForgeError('not_found', 'not_found.community')
  const membership = actor.kind === 'person' ? await deps.communities.membership(community.id, actor.person.id) : undefined
  mustBeAllowed('manage_community', { actor, ...(membership && { membership: membership.role }) })
  return community
}

/**
 * Changes what a community says of itself and the rule of the fiches to come; fiches already there keep theirs.
 * Refuses `invalid` with each field's problem.
 */
export async function changeCommunity(deps: Needs, actor: Actor, input: { readonly handle: string; readonly name: string; readonly description: string; readonly rule: TypedRule }): Promise<void> {
  const community = await communityToManage(deps, actor, input.handle)
  const name = oneLine(input.name)
  const description = someLines(input.description)
  const chosen = ruleChosen(input.rule)
  refuseProblems([
    name === '' ? { field: COMMUNITY_FIELDS.name.key, key: 'community.name_missing' } : undefined,
    name.length > COMMUNITY_FIELDS.name.maxLength ? { field: COMMUNITY_FIELDS.name.key, key: 'community.too_long', details: { most: COMMUNITY_FIELDS.name.maxLength } } : undefined,
    description.length > COMMUNITY_FIELDS.description.maxLength ? { field: COMMUNITY_FIELDS.description.key, key: 'community.too_long', details: { most: COMMUNITY_FIELDS.description.maxLength } } : undefined,
    'problem' in chosen ? chosen.problem : undefined,
  ])
  if ('rule' in chosen) await deps.communities.update(community.id, { name, description, defaultRule: chosen.rule })
}
