import { expect, test } from 'vitest'
import { allScopes, visitor, type Actor, type Person, type Scope } from '../../forge/domain/person.js'
import { may, policies, whyNot, type Action, type Circumstances } from '../../forge/domain/policies.js'
import type { DecisionRule, Resource } from '../../forge/domain/resource.js'
import type { MergeRequest } from '../../forge/domain/merge-request.js'
import type { RoleClaim } from '../../forge/domain/role-claim.js'

const person = (id: string, isAdmin = false): Person => ({ id, handle: id, displayName: id, formOfAddress: 'auteur·ice', bio: '', locale: 'fr', isAdmin, createdAt: 0 })
const acting = (who: Person, scopes: ReadonlySet<Scope> = allScopes): Actor => ({ kind: 'person', person: who, scopes })
const garant = person('garant')

function resource(rule: DecisionRule, state: Resource['state'] = 'published'): Resource {
  return { rule, state, owner: { kind: 'community', id: 'c', handle: 'cooperation', name: 'Coopération' }, slug: 'meteo', stewards: [{ id: 'garant', handle: 'garant', name: 'garant' }] } as unknown as Resource
}
const proposition = { proposedBy: { id: 'lou', handle: 'lou', name: 'Lou' }, state: 'open' } as unknown as MergeRequest

/** `lou` says she had the idea; `zoe` says otherwise. */
const claim = {
  event: 'e', role: 'idea', holder: { person: { id: 'lou', handle: 'lou', name: 'Lou' } }, by: { id: 'lou', handle: 'lou', name: 'Lou' }, at: 0, note: '', state: 'claimed', answers: [],
  disputes: [{ event: 'd', by: { id: 'zoe', handle: 'zoe', name: 'Zoé' }, at: 0, reason: 'Non.', answers: [], lifted: undefined }],
} satisfies RoleClaim

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

type RuleKind = DecisionRule['kind']
const rules: readonly DecisionRule[] = [{ kind: 'ouverte' }, { kind: 'garant·es' }, { kind: 'relecture', readers: 2 }, { kind: 'consentement', days: 7 }]
/** The same people whatever the rule. */
const always = (who: string[]): Record<RuleKind, string[]> => ({ ouverte: who, 'garant·es': who, relecture: who, consentement: who })

/** Who may, under each rule. What is not listed is refused. */
const table: Record<Action, Record<RuleKind, string[]>> = {
  read: always(everyone),
  clone: always(everyone),
  report_practice: always(everyone),
  propose: always(people),
  comment: always(people),
  resolve_thread: always(stewards),
  settle_suggestion: { ...always(['proposer', ...stewards]), ouverte: ['proposer', 'member', ...stewards] },
  settle_visitor_suggestion: always(stewards),
  review: always(people),
  update_proposal: always(['proposer']),
  take_over: always(stewards),
  withdraw: always(['proposer']),
  decline: always(stewards),
  lift_objection: always(people),
  integrate: { ...always(stewards), ouverte: ['member', ...stewards] },
  publish: { ouverte: ['member', ...stewards], 'garant·es': stewards, relecture: [], consentement: [] },
  push_branch: always(stewards),
  tag_version: always(stewards),
  choose_name: always([]),
  claim_name: always(people),
  answer_name_claim: always(stewards),
  dispute_passage: always(people),
  answer_passage: always(stewards),
  lift_passage: always([]),
  adapt: always(people),
  claim_role: always(people),
  offer_role: always(people),
  confirm_role: always(stewards),
  decline_role: always(stewards),
  withdraw_role: always(['proposer']),
  dispute_role: always(people.filter((who) => who !== 'proposer')),
  answer_dispute: always(['person', 'proposer', 'member', ...stewards]),
  lift_dispute: always(['person', 'member', 'communitySteward']),
  grant_words: always(people),
  ask_words: always(people),
  answer_words: always(people),
  change_licence: { ...always(stewards), ouverte: ['member', ...stewards] },
  answer_relicensing: always(people),
  take_news: always(stewards),
  manage: always(stewards),
  retire: always(stewards),
  delete: always(stewards),
  manage_community: always(['communitySteward', 'admin']),
  administer: always(['admin']),
}

test('should name every action of the policies', () => {
  expect(Object.keys(table).sort()).toEqual(Object.keys(policies).sort())
})

for (const rule of rules) {
  for (const [action, allowed] of Object.entries(table) as [Action, Record<RuleKind, string[]>][]) {
    test(`should let only ${allowed[rule.kind].join(', ') || 'nobody'} ${action} under the rule ${rule.kind}`, () => {
      const may_ = everyone.filter((role) => may(action, { ...(roles[role] as Circumstances), resource: resource(rule), mergeRequest: proposition, role: claim, dispute: claim.disputes[0]! }))
      expect(may_.sort()).toEqual([...allowed[rule.kind]].sort())
    })
  }
}

test.each(['propose', 'publish', 'integrate', 'change_licence', 'take_news', 'grant_words', 'ask_words', 'claim_role', 'offer_role'] as const)('should let nobody %s on a retired resource', (action) => {
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

test.each([
  { who: 'a steward who wrote some of it', role: 'steward', voice: { isAuthor: true, consents: false, isByStewards: true }, why: 'policy.second_voice' },
  { who: 'a steward who wrote nothing of it', role: 'steward', voice: { isAuthor: false, consents: false, isByStewards: false }, why: undefined },
  { who: 'a reader who consents to what a steward wrote', role: 'person', voice: { isAuthor: false, consents: true, isByStewards: true }, why: undefined },
  { who: 'a reader who consents to what somebody else wrote', role: 'person', voice: { isAuthor: false, consents: true, isByStewards: false }, why: 'policy.readers_integrate' },
  { who: 'a reader who did not consent', role: 'person', voice: { isAuthor: false, consents: false, isByStewards: true }, why: 'policy.readers_integrate' },
])('should answer $why to $who, where a second voice is asked for', ({ role, voice, why }) => {
  for (const rule of rules.slice(2)) expect(whyNot('integrate', { ...(roles[role] as Circumstances), resource: resource(rule), mergeRequest: proposition, voice }), rule.kind).toBe(why)
})

test('should look at no voice where none is asked for', () => {
  const voice = { isAuthor: true, consents: false, isByStewards: true }
  expect(may('integrate', { ...(roles.member as Circumstances), resource: resource({ kind: 'ouverte' }), mergeRequest: proposition, voice })).toBe(true)
  expect(may('integrate', { ...(roles.steward as Circumstances), resource: resource({ kind: 'garant·es' }), mergeRequest: proposition, voice })).toBe(true)
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

test.each([
  { what: 'confirm what was offered to somebody else', action: 'confirm_role', who: 'steward', change: { by: { id: 'zoe', handle: 'zoe', name: 'Zoé' }, state: 'offered' }, why: 'policy.role_that_person' },
  { what: 'confirm what was offered to oneself', action: 'confirm_role', who: 'proposer', change: { by: { id: 'zoe', handle: 'zoe', name: 'Zoé' }, state: 'offered' }, why: undefined },
  { what: 'confirm one’s own word beside another steward', action: 'confirm_role', who: 'communitySteward', change: { by: { id: 'zoe', handle: 'zoe', name: 'Zoé' }, holder: { person: { id: 'zoe', handle: 'zoe', name: 'Zoé' } } }, why: 'policy.role_second_voice' },
  { what: 'take back one’s offer while it waits', action: 'withdraw_role', who: 'person', change: { by: { id: 'zoe', handle: 'zoe', name: 'Zoé' }, state: 'offered' }, why: undefined },
  { what: 'take a name away once confirmed', action: 'withdraw_role', who: 'person', change: { by: { id: 'zoe', handle: 'zoe', name: 'Zoé' }, state: 'confirmed' }, why: 'policy.role_own_name' },
  { what: 'take somebody else’s name away, as a steward', action: 'withdraw_role', who: 'steward', change: { state: 'confirmed' }, why: 'policy.role_own_name' },
  { what: 'take away a name alone, as anybody', action: 'withdraw_role', who: 'person', change: { holder: { name: 'Anne' }, state: 'confirmed' }, why: 'policy.role_name_by_stewards' },
  { what: 'take away a name alone, as a steward who was asked', action: 'withdraw_role', who: 'steward', change: { holder: { name: 'Anne' }, state: 'confirmed' }, why: undefined },
  { what: 'dispute one’s own', action: 'dispute_role', who: 'proposer', change: { state: 'confirmed' }, why: 'policy.role_dispute_own' },
  { what: 'dispute that one’s own was not confirmed', action: 'dispute_role', who: 'proposer', change: { state: 'declined' }, why: undefined },
] as const)('should answer $why to $who who would $what', ({ action, who, change, why }) => {
  expect(whyNot(action, { ...(roles[who] as Circumstances), resource: resource({ kind: 'garant·es' }), role: { ...claim, ...change } })).toBe(why)
})

test('should let everybody choose their own name, and nobody that of somebody else, whoever they are', () => {
  for (const role of people) {
    const { actor } = roles[role] as { actor: Extract<Actor, { kind: 'person' }> }
    expect(may('choose_name', { actor, resource: resource({ kind: 'ouverte' }), named: actor.person.id }), role).toBe(true)
    expect(whyNot('choose_name', { actor, resource: resource({ kind: 'ouverte' }), named: 'adele' }), role).toBe('policy.own_name_only')
  }
  expect(whyNot('choose_name', { actor: visitor, named: 'adele' })).toBe('policy.sign_in')
})

test('should let nobody answer their own claim', () => {
  for (const role of stewards) {
    const { actor, membership } = roles[role] as { actor: Extract<Actor, { kind: 'person' }>; membership?: 'steward' }
    expect(whyNot('answer_name_claim', { actor, ...(membership && { membership }), resource: resource({ kind: 'ouverte' }), claimedBy: actor.person.id }), role).toBe('policy.own_claim')
  }
})
