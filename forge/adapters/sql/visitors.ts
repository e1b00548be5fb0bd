import type { VisitorSuggestions } from '../../domain/ports.js'
import type { PassageAnchor } from '../../domain/review.js'
import type { VisitorSuggestion } from '../../domain/visitor-suggestion.js'
import type { Database } from './database.js'

/** Suggestions of people without an account, private tables. */
export function sqlVisitorSuggestions(db: Database): VisitorSuggestions {
  const select = () => db.selectFrom('visitor_suggestions').leftJoin('visitor_addresses', 'visitor_addresses.visitor_id', 'visitor_suggestions.id')
    .select(['id', 'resource_id', 'anchor', 'replacement', 'reason', 'name', 'made_at', 'confirmed_at'])
  type Row = { id: string; resource_id: string; anchor: string; replacement: string; reason: string; name: string; made_at: number; confirmed_at: number | null }
  const toSuggestion = (row: Row): VisitorSuggestion => ({
    id: row.id, resource: row.resource_id, anchor: JSON.parse(row.anchor) as PassageAnchor, replacement: row.replacement, reason: row.reason, name: row.name, madeAt: row.made_at, isAddressConfirmed: row.confirmed_at !== null,
  })
  const waiting = (secretHash: string, at: number) => db.selectFrom('visitor_addresses').select(['visitor_id', 'address']).where('secret_hash', '=', secretHash).where('expires_at', '>', at).executeTakeFirst()
  return {
    async isInvited(owner) { return (await db.selectFrom('visitor_invitations').select('owner_id').where('owner_id', '=', owner).executeTakeFirst()) !== undefined },
    async invite(owner, becomes, at) {
      if (becomes === 'closed') await db.deleteFrom('visitor_invitations').where('owner_id', '=', owner).execute()
      else await db.insertInto('visitor_invitations').values({ owner_id: owner, since: at }).onConflict((c) => c.doNothing()).execute()
    },
    async hold(suggestion, address) {
      await db.transaction().execute(async (tx) => {
        await tx.insertInto('visitor_suggestions').values({
          id: suggestion.id, resource_id: suggestion.resource, anchor: JSON.stringify(suggestion.anchor), replacement: suggestion.replacement, reason: suggestion.reason, name: suggestion.name, made_at: suggestion.madeAt,
        }).execute()
        if (address) await tx.insertInto('visitor_addresses').values({ visitor_id: suggestion.id, address: address.address, secret_hash: address.secretHash, expires_at: address.expiresAt, confirmed_at: null }).execute()
      })
    },
    async of(resource) { return (await select().where('resource_id', '=', resource).orderBy('made_at').execute()).map(toSuggestion) },
    async countOf(resource) { return Number((await db.selectFrom('visitor_suggestions').select((e) => e.fn.countAll().as('count')).where('resource_id', '=', resource).executeTakeFirstOrThrow()).count) },
    async find(id) { const row = await select().where('id', '=', id).executeTakeFirst(); return row && toSuggestion(row) },
    async settle(id, outcome) {
      await db.transaction().execute(async (tx) => {
        await tx.deleteFrom('visitor_suggestions').where('id', '=', id).execute()
        if (outcome === 'refused') await tx.deleteFrom('visitor_addresses').where('visitor_id', '=', id).execute()
      })
    },
    async peekConfirmation(secretHash, at) { return (await waiting(secretHash, at))?.address },
    async confirm(secretHash, at) {
      const found = await waiting(secretHash, at)
      if (!found) return undefined
      const { numUpdatedRows } = await db.updateTable('visitor_addresses').set({ secret_hash: null, expires_at: null, confirmed_at: at }).where('secret_hash', '=', secretHash).executeTakeFirst()
      return numUpdatedRows === 1n ? found.address : undefined
    },
    async creditedTo(person) {
      const rows = await db.selectFrom('visitor_addresses').innerJoin('email_addresses', 'email_addresses.address', 'visitor_addresses.address').select('visitor_id')
        .where('email_addresses.person_id', '=', person).where('email_addresses.confirmed_at', 'is not', null).where('visitor_addresses.confirmed_at', 'is not', null).execute()
      return rows.map((row) => row.visitor_id)
    },
    async ownersOf(ids) {
      if (ids.length === 0) return new Map()
      const rows = await db.selectFrom('visitor_addresses').innerJoin('email_addresses', 'email_addresses.address', 'visitor_addresses.address').select(['visitor_id', 'person_id'])
        .where('visitor_id', 'in', [...ids].slice(0, 500)).where('email_addresses.confirmed_at', 'is not', null).where('visitor_addresses.confirmed_at', 'is not', null).execute()
      return new Map(rows.map((row) => [row.visitor_id, row.person_id]))
    },
  }
}
