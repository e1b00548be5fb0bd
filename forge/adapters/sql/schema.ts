/** The tables as Kysely sees them; comments and constraints are in migrations/sqlite. */
import type { ColumnType, Generated } from 'kysely'
import type { MentionReason } from '../../domain/mentions.js'
import type { RoleClaim, RoleName } from '../../domain/role-claim.js'

type Bit = ColumnType<number, number, number>

export interface Tables {
  owners: { id: string; handle: string; kind: 'person' | 'community'; created_at: number }
  people: { id: string; display_name: string; form_of_address: 'autrice' | 'auteur' | 'auteur·ice'; bio: Generated<string>; locale: 'fr' | 'en'; is_admin: Bit; password_hash: string | null; created_at: number }
  identity_generation: { only_row: number; value: number }
  email_addresses: { person_id: string; address: string; confirmed_at: number | null; is_primary: Bit; added_at: number }
  tokens: { id: string; person_id: string; name: string; scopes: string; secret_hash: string; created_at: number; last_used_at: number | null; expires_at: number | null }
  one_time_links: { secret_hash: string; person_id: string; purpose: 'reset' | 'confirm'; address: string; expires_at: number; used_at: number | null }
  identity_links: { issuer: string; subject: string; person_id: string; linked_at: number }
  sessions: { id: string; data: string; person_id: string | null; expires_at: number }
  communities: { id: string; name: string; description: string; default_rule: string; created_at: number }
  memberships: { community_id: string; person_id: string; role: 'member' | 'steward'; since: number }
  visitor_invitations: { owner_id: string; since: number }
  visitor_suggestions: { id: string; resource_id: string; anchor: string; replacement: string; reason: string; name: string; made_at: number }
  visitor_addresses: { visitor_id: string; address: string; secret_hash: string | null; expires_at: number | null; confirmed_at: number | null }
  name_choices: { person_id: string; resource_id: string; choice: 'named' | 'pseudonym' | 'anonymous' | 'withdrawn'; pseudonym: string | null; reach: 'resource' | 'family'; chosen_at: number }
  name_traces: { person_id: string; resource_id: string; header_names: string; written_names: string }
  name_proofs: { id: string; person_id: string; resource_id: string; choice: string; was: string; chosen_at: number }
  drafts: { person_id: string; resource_id: string; path: string; base: string; text: string; reason: string; updated_at: number }
  draft_pictures: { id: string; person_id: string; resource_id: string; draft_path: string; width: number; height: number; was_moving: Bit; placed: string | null; sent_at: number; bytes: Buffer }
  picks_drafts: { person_id: string; resource_id: string; subject: string; picks: string; updated_at: number }
  tours_seen: { person_id: string; tour: 'concilier' | 'nouveautes'; seen_at: number }
  review_drafts: { person_id: string; resource_id: string; number: number; record: string; updated_at: number }
  pending_operations: { id: string; resource_id: string; kind: string; begun_at: number; detail: string | null }
  resources: {
    id: string; owner_id: string; slug: string; state: 'empty' | 'published' | 'retired'; title: string; type: string | null; language: string | null
    licence: string | null; duration: string | null; origin_id: string | null; tip: string | null; journal_tip: string | null
    created_at: number; updated_at: number; record: string
  }
  resource_concepts: { resource_id: string; facet: 'theme' | 'need' | 'audience'; notation: string }
  redirects: { owner_handle: string; slug: string; resource_id: string }
  stewards: { resource_id: string; person_id: string }
  resource_people: { resource_id: string; email: string; name: string; first_at: number; last_at: number; commits: number }
  resource_roles: { resource_id: string; claim: string; role: RoleName; person_id: string | null; state: RoleClaim['state']; at: number }
  resource_text: { rowid: Generated<number>; resource_id: string; title: string; summary: string; keywords: string; body: string }
  merge_requests: { resource_id: string; number: number; state: 'open' | 'merged' | 'declined' | 'withdrawn'; proposer_id: string; opened_at: number; updated_at: number; record: string }
  journal_events: { resource_id: string; number: number; place: number; oid: string; at: number; event: string }
  mentions: { person: string; resource_id: string; number: number; place: number; reason: MentionReason; at: number }
  seen_journals: { person_id: string; resource_id: string; number: number; tip: string; tip_at: number }
  passage_sources: { resource_id: string; commit_oid: string; reading: number }
  passage_texts: { id: Generated<number>; resource_id: string; path: string; words: Uint8Array; places: Uint8Array; text: string }
  passage_prints: { print: number; text_id: number; place: number }
  word_origins: { commit_oid: string; path: string; engine: string; network: string; found_at: number; record: string }
  notification_settings: { person_id: string; frequency: 'weekly' | 'daily' | 'at_once' | 'none'; told_until: number; unsubscribe_key: string }
}

/** The tables `communs admin reindex` empties and fills again. */
export const indexTables = ['passage_prints', 'passage_texts', 'passage_sources', 'mentions', 'journal_events', 'merge_requests', 'resource_roles', 'resource_people', 'stewards', 'redirects', 'resource_concepts', 'resource_text', 'resources'] as const

/** Results kept to save time, which `reindex` empties and pages fill again as they are asked for. */
export const keptResults = ['word_origins'] as const
