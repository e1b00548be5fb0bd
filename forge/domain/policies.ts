/**
 * Who may do what, as one table of sentences (DESIGN §6). Use cases ask `require`; pages ask `may` to choose their buttons.
 *
 * Each rule answers with `undefined` (allowed) or the key of the sentence that says why not and the way out.
 */
import { ForgeError } from './errors.js'
import type { Actor, PersonId, Scope } from './person.js'
import type { MembershipRole } from './community.js'
import { isOwn, type MergeRequest } from './merge-request.js'
import type { Resource } from './resource.js'
import { isHeldBy, whyNotAnswer, type RoleAnswer, type RoleClaim, type RoleDispute } from './role-claim.js'

/** What the rules look at; `membership` is the actor's role in the community that owns the resource, if one does. */
export interface Circumstances {
  readonly actor: Actor
  readonly resource?: Resource
  readonly membership?: MembershipRole
  readonly mergeRequest?: MergeRequest
  /** Who began the thread that is acted on. */
  readonly threadBy?: PersonId
  /** What somebody is said to have done besides writing, and what of it is disputed, when one is acted on. */
  readonly role?: RoleClaim
  readonly dispute?: RoleDispute
  /** Whose name it is about. */
  readonly named?: PersonId
  /** Who made the claim that is answered. */
  readonly claimedBy?: PersonId
  /** Whether the actor wrote, or answers for, one of the two texts that a disputed passage is about. */
  readonly isOfPassage?: boolean
  /** What the actor is to that proposition; while unknown, nothing that lets them integrate it where a second voice is asked for. */
  readonly voice?: Voice
}

/** Somebody before a proposition, where the rule asks for a second voice. */
export interface Voice {
  /** Wrote some of what is proposed. */
  readonly isAuthor: boolean
  /** Consents to its present text. */
  readonly consents: boolean
  /** Somebody who wrote it answers for the fiche. */
  readonly isByStewards: boolean
}

type Rule = (c: Circumstances) => string | undefined

const isPerson = (c: Circumstances) => c.actor.kind === 'person'
const isAdmin = (c: Circumstances) => c.actor.kind === 'person' && c.actor.person.isAdmin && c.actor.scopes.has('admin')
const isSteward = (c: Circumstances) => {
  if (c.actor.kind !== 'person' || c.resource === undefined) return false
  const { id } = c.actor.person
  return isAdmin(c) || c.resource.owner.id === id || c.resource.stewards.some((s) => s.id === id) || c.membership === 'steward'
}
const isMember = (c: Circumstances) => isSteward(c) || c.membership === 'member'
const isProposer = (c: Circumstances) => c.actor.kind === 'person' && c.mergeRequest?.proposedBy.id === c.actor.person.id
const isDisputer = (c: Circumstances) => c.actor.kind === 'person' && c.dispute?.by.id === c.actor.person.id
/** Who took a proposition over may finish it. */
const hasTakenOver = (c: Circumstances) => c.actor.kind === 'person' && includes(c.mergeRequest?.takenOverBy, c.actor.person.id)
/** Whose words a proposition holds: its proposer’s (who brought what was proposed elsewhere did not write it), and those of who finished it. */
const isWriter = (c: Circumstances) => c.actor.kind === 'person' && c.mergeRequest !== undefined && (isOwn(c.mergeRequest, c.actor.person.id) || includes(c.mergeRequest?.finishedBy, c.actor.person.id))
const includes = (people: readonly { readonly id: string }[] | undefined, id: string): boolean => people?.some((one) => one.id === id) === true
const isAlive = (c: Circumstances) => c.resource?.state !== 'retired'

const signedIn: Rule = (c) => (isPerson(c) ? undefined : 'policy.sign_in')
const mayWrite: Rule = (c) => (c.actor.kind === 'person' && c.actor.scopes.has('write') ? undefined : 'policy.token_scope')
const alive: Rule = (c) => (isAlive(c) ? undefined : 'policy.retired')
const steward: Rule = (c) => (isSteward(c) ? undefined : 'policy.stewards_only')
const open: Rule = (c) => (c.mergeRequest === undefined || c.mergeRequest.state === 'open' ? undefined : 'policy.already_settled')

/** Publishing straight to `main`: members where the rule is *ouverte*, stewards where it is *garant·es*. */
const publish: Rule = (c) => {
  if (c.resource?.state === 'empty') return isSteward(c) ? undefined : 'policy.stewards_only'
  switch (c.resource?.rule.kind) {
    case 'ouverte': return isMember(c) ? undefined : 'policy.propose_instead'
    case 'garant·es': return isSteward(c) ? undefined : 'policy.propose_instead'
    default: return 'policy.propose_instead'
  }
}

/**
 * Integrating a proposition. Where the rule asks for a second voice nobody integrates their own: a steward does, who did not write it; and
 * when a steward wrote it, so does any reader who consents to it, so that a steward alone is not stuck (docs/decisions/0008).
 */
const integrate: Rule = (c) => {
  switch (c.resource?.rule.kind) {
    case 'ouverte': return isMember(c) ? undefined : 'policy.members_integrate'
    case 'garant·es': return isSteward(c) ? undefined : 'policy.stewards_integrate'
    default: {
      if (isWriter(c) || c.voice?.isAuthor === true) return 'policy.second_voice'
      return isSteward(c) || (c.voice?.consents === true && c.voice.isByStewards) ? undefined : 'policy.readers_integrate'
    }
  }
}

/** Answering a role; one's own is confirmed by somebody else among those who answer for the resource, where there is. */
const answers = (answer: RoleAnswer): Rule => (c) => {
  if (c.actor.kind !== 'person' || c.role === undefined) return 'not_found.role'
  const { id } = c.actor.person
  const sentence = whyNotAnswer(c.role, answer, { id, isSteward: isSteward(c) })
  if (sentence !== undefined || answer !== 'confirmed' || c.role.by.id !== id || !isHeldBy(c.role, id)) return sentence
  return c.resource?.stewards.some((steward) => steward.id !== id) ? 'policy.role_second_voice' : undefined
}

/** Every action and its rules, checked in order; the first sentence wins. */
export const policies = {
  read: [],
  clone: [],
  report_practice: [],
  propose: [signedIn, mayWrite, alive],
  comment: [signedIn, mayWrite],
  resolve_thread: [signedIn, mayWrite, (c) => (isSteward(c) || (c.actor.kind === 'person' && c.threadBy === c.actor.person.id) ? undefined : 'policy.thread_author_or_stewards')],
  settle_suggestion: [signedIn, mayWrite, alive, open, (c) => (isProposer(c) ? undefined : integrate(c))],
  settle_visitor_suggestion: [signedIn, mayWrite, alive, steward],
  review: [signedIn, mayWrite, open],
  update_proposal: [signedIn, mayWrite, alive, open, (c) => (isProposer(c) || hasTakenOver(c) ? undefined : 'policy.proposer_only')],
  /** After a long silence (the use case counts it): stewards, in the proposer’s place. */
  take_over: [signedIn, mayWrite, alive, open, (c) => (isProposer(c) ? 'proposal.own_take_over' : isSteward(c) ? undefined : 'policy.take_over')],
  withdraw: [signedIn, mayWrite, open, (c) => (isProposer(c) ? undefined : 'policy.proposer_only')],
  decline: [signedIn, mayWrite, open, steward],
  lift_objection: [signedIn, mayWrite, open],
  integrate: [signedIn, mayWrite, alive, open, integrate],
  publish: [signedIn, mayWrite, alive, publish],
  push_branch: [signedIn, mayWrite, alive, steward],
  tag_version: [signedIn, mayWrite, alive, steward],
  /** How somebody is named is theirs alone to say: neither stewards nor whoever administers (CPI L121-1, L113-6). */
  choose_name: [signedIn, mayWrite, (c) => (c.actor.kind === 'person' && c.named === c.actor.person.id ? undefined : 'policy.own_name_only')],
  /** Claiming a name written in a resource, or contesting it. */
  claim_name: [signedIn, mayWrite],
  answer_name_claim: [signedIn, mayWrite, steward, (c) => (c.actor.kind === 'person' && c.claimedBy === c.actor.person.id ? 'policy.own_claim' : undefined)],
  /** Saying that a passage comes from elsewhere; answered by those of either text, and by who said it, who alone takes it back. */
  dispute_passage: [signedIn, mayWrite],
  answer_passage: [signedIn, mayWrite, (c) => (isSteward(c) || c.isOfPassage === true || (c.actor.kind === 'person' && c.claimedBy === c.actor.person.id) ? undefined : 'policy.passage_answer')],
  lift_passage: [signedIn, mayWrite, (c) => (c.actor.kind === 'person' && c.claimedBy === c.actor.person.id ? undefined : 'policy.passage_lift')],
  adapt: [signedIn, mayWrite],
  claim_role: [signedIn, mayWrite, alive],
  offer_role: [signedIn, mayWrite, alive],
  confirm_role: [signedIn, mayWrite, answers('confirmed')],
  decline_role: [signedIn, mayWrite, answers('declined')],
  withdraw_role: [signedIn, mayWrite, answers('withdrawn')],
  dispute_role: [signedIn, mayWrite, (c) => (c.actor.kind === 'person' && c.role !== undefined && c.role.state !== 'declined' && isHeldBy(c.role, c.actor.person.id) ? 'policy.role_dispute_own' : undefined)],
  answer_dispute: [signedIn, mayWrite, (c) => (isSteward(c) || isDisputer(c) || (c.actor.kind === 'person' && c.role !== undefined && isHeldBy(c.role, c.actor.person.id)) ? undefined : 'policy.role_dispute_answer')],
  lift_dispute: [signedIn, mayWrite, (c) => (isDisputer(c) ? undefined : 'policy.role_dispute_lift')],
  /** Letting one's own words in; whose they are is asked of their history. */
  grant_words: [signedIn, mayWrite, alive],
  /** Asking whoever wrote a passage a proposition brings; saying no: by whoever was asked, which the use case sees to. */
  ask_words: [signedIn, mayWrite, alive, open],
  answer_words: [signedIn, mayWrite, open],
  /** Asking for another label, saying what was permitted outside, publishing or proposing the change. */
  change_licence: [signedIn, mayWrite, alive, (c) => (publish(c) === undefined ? undefined : steward(c))],
  /** One's own words only: the use case sees to whose they are. */
  answer_relicensing: [signedIn, mayWrite],
  take_news: [signedIn, mayWrite, alive, steward],
  manage: [signedIn, mayWrite, steward],
  retire: [signedIn, mayWrite, steward],
  delete: [signedIn, mayWrite, steward],
  manage_community: [signedIn, mayWrite, (c) => (isAdmin(c) || c.membership === 'steward' ? undefined : 'policy.community_stewards_only')],
  administer: [signedIn, (c) => (isAdmin(c) ? undefined : 'policy.admin_only')],
} satisfies Record<string, readonly Rule[]>

export type Action = keyof typeof policies

/** The key of the sentence that says why not; undefined when allowed. */
export function whyNot(action: Action, circumstances: Circumstances): string | undefined {
  for (const rule of policies[action] as readonly Rule[]) {
    const sentence = rule(circumstances)
    if (sentence !== undefined) return sentence
  }
  return undefined
}

export const may = (action: Action, circumstances: Circumstances): boolean => whyNot(action, circumstances) === undefined

/** Refuses `unauthenticated` or `forbidden` with the rule's sentence. */
export function mustBeAllowed(action: Action, circumstances: Circumstances): void {
  const sentence = whyNot(action, circumstances)
  if (sentence === undefined) return
  throw new ForgeError(sentence === 'policy.sign_in' ? 'unauthenticated' : 'forbidden', sentence, { action, resource: circumstances.resource && `${circumstances.resource.owner.handle}/${circumstances.resource.slug}` })
}

/** The scopes an action needs are told by its rules; this lists them for documentation and tests. */
export const scopes: readonly Scope[] = ['read', 'write', 'admin']
