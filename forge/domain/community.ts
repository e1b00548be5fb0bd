import type { DecisionRule } from './resource.js'
import type { PersonId } from './person.js'

export type CommunityId = string

/** A group with members and stewards, its own shelves and its own vocabulary profile (content-schema/profiles.ts, by handle). */
export interface Community {
  readonly id: CommunityId
  readonly handle: string
  readonly name: string
  readonly description: string
  /** The decision rule of resources born here. */
  readonly defaultRule: DecisionRule
  readonly createdAt: number
}

export type MembershipRole = 'member' | 'steward'
export interface Membership { readonly community: CommunityId; readonly person: PersonId; readonly role: MembershipRole; readonly since: number }
