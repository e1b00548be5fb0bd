import type { Community } from '../../domain/community.js'
import type { CommunityStore } from '../../domain/ports.js'
import type { Database } from './database.js'

/** Communities and memberships, private tables. */
export function sqlCommunities(db: Database): CommunityStore {
  const select = () => db.selectFrom('communities').innerJoin('owners', 'owners.id', 'communities.id')
    .select(['communities.id', 'owners.handle', 'name', 'description', 'default_rule', 'communities.created_at'])
  type Row = { id: string; handle: string; name: string; description: string; default_rule: string; created_at: number }
  const toCommunity = (r: Row): Community => ({ id: r.id, handle: r.handle, name: r.name, description: r.description, defaultRule: JSON.parse(r.default_rule) as Community['defaultRule'], createdAt: r.created_at })
  return {
    async create(community) {
      await db.transaction().execute(async (tx) => {
        await tx.insertInto('owners').values({ id: community.id, handle: community.handle, kind: 'community', created_at: community.createdAt }).execute()
        await tx.insertInto('communities').values({
          id: community.id, name: community.name, description: community.description, default_rule: JSON.stringify(community.defaultRule), created_at: community.createdAt,
        }).execute()
      })
      return community
    },
    async all() { return (await select().orderBy('name').execute()).map(toCommunity) },
    async find(id) { const row = await select().where('communities.id', '=', id).executeTakeFirst(); return row && toCommunity(row) },
    async findByHandle(handle) { const row = await select().where('owners.handle', '=', handle).executeTakeFirst(); return row && toCommunity(row) },
    async update(id, change) {
      await db.updateTable('communities').set({
        ...(change.name !== undefined && { name: change.name }),
        ...(change.description !== undefined && { description: change.description }),
        ...(change.defaultRule !== undefined && { default_rule: JSON.stringify(change.defaultRule) }),
      }).where('id', '=', id).execute()
    },
    async setMember(community, person, role, at) {
      await db.insertInto('memberships').values({ community_id: community, person_id: person, role, since: at })
        .onConflict((c) => c.columns(['community_id', 'person_id']).doUpdateSet({ role })).execute()
    },
    async removeMember(community, person) {
      await db.deleteFrom('memberships').where('community_id', '=', community).where('person_id', '=', person).execute()
    },
    async membership(community, person) {
      const row = await db.selectFrom('memberships').selectAll().where('community_id', '=', community).where('person_id', '=', person).executeTakeFirst()
      return row && { community: row.community_id, person: row.person_id, role: row.role, since: row.since }
    },
    async members(community) {
      const rows = await db.selectFrom('memberships').innerJoin('people', 'people.id', 'memberships.person_id').innerJoin('owners', 'owners.id', 'people.id')
        .select(['person_id', 'role', 'since', 'display_name', 'handle']).where('community_id', '=', community).orderBy('role', 'desc').orderBy('since').execute()
      return rows.map((r) => ({ community, person: r.person_id, role: r.role, since: r.since, ref: { id: r.person_id, handle: r.handle, name: r.display_name } }))
    },
    async of(person) {
      const rows = await db.selectFrom('memberships').innerJoin('communities', 'communities.id', 'memberships.community_id').innerJoin('owners', 'owners.id', 'communities.id')
        .select(['community_id', 'role', 'since', 'name', 'handle']).where('person_id', '=', person).orderBy('name').execute()
      return rows.map((r) => ({ community: r.community_id, person, role: r.role, since: r.since, name: r.name, handle: r.handle }))
    },
  }
}
