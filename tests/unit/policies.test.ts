import { expect, test } from 'vitest'
import { allScopes, visitor, type Actor, type Person, type Scope } from '../../forge/domain/person.js'
import { may, policies, whyNot, type Action, type Circumstances } from '../../forge/domain/policies.js'
import type { DecisionRule, Resource } from '../../forge/domain/resource.js'
import type { MergeRequest } from '../../forge/domain/merge-request.js'

const person = (id: string, isAdmin = false): Person => ({ id, handle: id, displayName: id, formOfAddress: 'auteur·ice', bio: '', locale: 'fr', isAdmin, createdAt: 0 })
const acting = (who: Person, scopes: ReadonlySet<Scope> = allScopes): Actor => ({ kind: 'person', person: who, scopes })
const garant = person('garant')

function resource(rule: DecisionRule, state: Resource['state'] = 'published'): Resource {
  return { rule, state, owner: { kind: 'community', id: 'c', handle: 'cooperation', name: 'Coopération' }, slug: 'meteo', stewards: [{ id: 'garant', handle: 'garant', name: 'garant' }] } as unknown as Resource
}
const proposition = { proposedBy: { id: 'lou', handle: 'lou', name: 'Lou' }, state: 'open' } as unknown as MergeRequest

/** The roles of DESIGN §6, on a resource that a community owns and `garant` stewards; `lou` made the proposition. */
const roles: Record<string, Pick<Circumstances, 'actor' | 'membership'>> = {
  visitor: { actor: visitor },
  reader: { actor: acting(person('zoe'), new Set(['read'])) },
  person: { actor: acting(person('zoe')) },
  proposer: { actor: acting(person('lou')) },
  member: { actor: acting(person('zoe')), membership: 'member' },
  steward: { actor: acting(garant) },
  communitySteward: { actor: acting(person('zoe')), membership: 'steward' },
  admin: { actor: acting(person('root', true)) },
}
const people = ['person', 'proposer', 'member', 'steward', 'communitySteward', 'admin']
const stewards = ['steward', 'communitySteward', 'admin']
const everyone = Object.keys(roles)

/** Who may, under each rule. What is not listed is refused. */
const table: Record<Action, { ouverte: string[]; 'garant·es': string[] }> = {
  read: { ouverte: everyone, 'garant·es': everyone },
  clone: { ouverte: everyone, 'garant·es': everyone },
  report_practice: { ouverte: everyone, 'garant·es': everyone },
  propose: { ouverte: people, 'garant·es': people },
  comment: { ouverte: people, 'garant·es': people },
  resolve_thread: { ouverte: stewards, 'garant·es': stewards },
  settle_suggestion: { ouverte: ['proposer', 'member', ...stewards], 'garant·es': ['proposer', ...stewards] },
  settle_visitor_suggestion: { ouverte: stewards, 'garant·es': stewards },
  review: { ouverte: people, 'garant·es': people },
  update_proposal: { ouverte: ['proposer'], 'garant·es': ['proposer'] },
  withdraw: { ouverte: ['proposer'], 'garant·es': ['proposer'] },
  decline: { ouverte: stewards, 'garant·es': stewards },
  lift_objection: { ouverte: people, 'garant·es': people },
  integrate: { ouverte: ['member', ...stewards], 'garant·es': stewards },
  publish: { ouverte: ['member', ...stewards], 'garant·es': stewards },
  push_branch: { ouverte: stewards, 'garant·es': stewards },
  tag_version: { ouverte: stewards, 'garant·es': stewards },
  adapt: { ouverte: people, 'garant·es': people },
  take_news: { ouverte: stewards, 'garant·es': stewards },
  manage: { ouverte: stewards, 'garant·es': stewards },
  retire: { ouverte: stewards, 'garant·es': stewards },
  delete: { ouverte: stewards, 'garant·es': stewards },
  manage_community: { ouverte: ['communitySteward', 'admin'], 'garant·es': ['communitySteward', 'admin'] },
  administer: { ouverte: ['admin'], 'garant·es': ['admin'] },
}

test('should name every action of the policies', () => {
  expect(Object.keys(table).sort()).toEqual(Object.keys(policies).sort())
})

for (const rule of ['ouverte', 'garant·es'] as const) {
  for (const [action, allowed] of Object.entries(table) as [Action, Record<typeof rule, string[]>][]) {
    test(`should let only ${allowed[rule].join(', ') || 'nobody'} ${action} under the rule ${rule}`, () => {
      const may_ = everyone.filter((role) => may(action, { ...(roles[role] as Circumstances), resource: resource({ kind: rule }), mergeRequest: proposition }))
      expect(may_.sort()).toEqual([...allowed[rule]].sort())
    })
  }
}

test.each(['propose', 'publish', 'integrate', 'take_news'] as const)('should let nobody %s on a retired resource', (action) => {
  for (const role of everyone) expect(may(action, { ...(roles[role] as Circumstances), resource: resource({ kind: 'ouverte' }, 'retired'), mergeRequest: proposition }), role).toBe(false)
})

test.each(['integrate', 'decline', 'withdraw', 'update_proposal', 'review'] as const)('should let nobody %s a closed proposition', (action) => {
  for (const role of everyone) expect(may(action, { ...(roles[role] as Circumstances), resource: resource({ kind: 'ouverte' }), mergeRequest: { ...proposition, state: 'merged' } }), role).toBe(false)
})

test.each([{ kind: 'relecture', readers: 2 }, { kind: 'consentement', days: 7 }] as const)('should ask for a second voice under $kind', (rule) => {
  const mine = { ...proposition, proposedBy: { id: 'garant', handle: 'garant', name: 'garant' } }
  expect(whyNot('integrate', { actor: acting(garant), resource: resource(rule), mergeRequest: mine })).toBe('policy.second_voice')
  expect(may('publish', { actor: acting(garant), resource: resource(rule) })).toBe(false)
})

test('should let only stewards publish first into an empty resource', () => {
  expect(everyone.filter((role) => may('publish', { ...(roles[role] as Circumstances), resource: resource({ kind: 'ouverte' }, 'empty') })).sort()).toEqual([...stewards].sort())
})

test('should refuse an admin whose token may not administer', () => {
  expect(may('administer', { actor: acting(person('root', true), new Set(['read', 'write'])) })).toBe(false)
})

test('should let whoever began a thread close it', () => {
  const began: Circumstances = { ...roles.person!, resource: resource({ kind: 'garant·es' }), threadBy: 'zoe' }
  expect(may('resolve_thread', began)).toBe(true)
  expect(whyNot('resolve_thread', { ...began, threadBy: 'lou' })).toBe('policy.thread_author_or_stewards')
})
