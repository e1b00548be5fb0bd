import type { MergeRequest } from '../../domain/merge-request.js'
import type { DraftStore, MergeRequestIndex, PendingDetail, PendingOperations } from '../../domain/ports.js'
import type { Database } from './database.js'
import { putJournal } from './journals.js'

/** The index of propositions. Names of proposers are those of today. */
export function sqlMergeRequests(db: Database): MergeRequestIndex {
  const select = () => db.selectFrom('merge_requests').leftJoin('people', 'people.id', 'merge_requests.proposer_id').leftJoin('owners', 'owners.id', 'people.id')
    .select(['record', 'display_name', 'handle'])
  const toMergeRequest = (row: { record: string; display_name: string | null; handle: string | null }): MergeRequest => {
    const stored = JSON.parse(row.record) as MergeRequest
    return { ...stored, proposedBy: { ...stored.proposedBy, name: row.display_name ?? stored.proposedBy.name, handle: row.handle ?? stored.proposedBy.handle } }
  }
  return {
    async find(resource, number) {
      const row = await select().where('resource_id', '=', resource).where('number', '=', number).executeTakeFirst()
      return row && toMergeRequest(row)
    },
    async of(resource, state) {
      let query = select().where('resource_id', '=', resource)
      if (state !== undefined) query = query.where('state', '=', state)
      return (await query.orderBy('number', 'desc').execute()).map(toMergeRequest)
    },
    async openBy(person) {
      return (await select().where('proposer_id', '=', person).where('state', '=', 'open').orderBy('updated_at', 'desc').execute()).map(toMergeRequest)
    },
    async awaiting(limit) {
      return (await select().where('state', '=', 'open').orderBy('opened_at').limit(limit).execute()).map(toMergeRequest)
    },
    async concerning(person, limit) {
      const mine = db.selectFrom('resources').select('id').where('resources.state', '=', 'published').where((e) => e.or([
        e('owner_id', '=', person),
        e('id', 'in', e.selectFrom('stewards').select('resource_id').where('person_id', '=', person)),
        e('owner_id', 'in', e.selectFrom('memberships').select('community_id').where('person_id', '=', person)),
      ]))
      return (await select().where('state', '=', 'open').where('proposer_id', '!=', person).where('resource_id', 'in', mine).orderBy('opened_at').limit(limit).execute()).map(toMergeRequest)
    },
    async by(person, since) {
      return (await select().where('proposer_id', '=', person).where((e) => e.or([e('state', '=', 'open'), e('updated_at', '>', since)])).orderBy('updated_at', 'desc').limit(200).execute()).map(toMergeRequest)
    },
    async put(mergeRequest, journal) {
      // What was proposed elsewhere is nobody's own here: who brought it reads it as anybody does.
      const row = { state: mergeRequest.state, proposer_id: mergeRequest.importedFrom === undefined ? mergeRequest.proposedBy.id : '', opened_at: mergeRequest.openedAt, updated_at: mergeRequest.updatedAt, record: JSON.stringify(mergeRequest) }
      await db.transaction().execute(async (tx) => {
        await tx.insertInto('merge_requests').values({ resource_id: mergeRequest.resource, number: mergeRequest.number, ...row })
          .onConflict((c) => c.columns(['resource_id', 'number']).doUpdateSet(row)).execute()
        await putJournal(tx, mergeRequest.resource, mergeRequest.number, journal)
      })
    },
    async nextNumber(resource) {
      const row = await db.selectFrom('merge_requests').select((e) => e.fn.max('number').as('last')).where('resource_id', '=', resource).executeTakeFirst()
      return Number(row?.last ?? 0) + 1
    },
  }
}

/** Private drafts. */
export function sqlDrafts(db: Database): DraftStore {
  type Row = { person_id: string; resource_id: string; path: string; base: string; text: string; reason: string; updated_at: number }
  const toDraft = (r: Row) => ({ person: r.person_id, resource: r.resource_id, path: r.path, base: r.base, text: r.text, reason: r.reason, updatedAt: r.updated_at })
  return {
    async find(person, resource, path) {
      const row = await db.selectFrom('drafts').selectAll().where('person_id', '=', person).where('resource_id', '=', resource).where('path', '=', path).executeTakeFirst()
      return row && toDraft(row)
    },
    async of(person) { return (await db.selectFrom('drafts').selectAll().where('person_id', '=', person).orderBy('updated_at', 'desc').execute()).map(toDraft) },
    async save(draft) {
      const change = { base: draft.base, text: draft.text, reason: draft.reason, updated_at: draft.updatedAt }
      await db.insertInto('drafts').values({ person_id: draft.person, resource_id: draft.resource, path: draft.path, ...change })
        .onConflict((c) => c.columns(['person_id', 'resource_id', 'path']).doUpdateSet(change)).execute()
    },
    async remove(person, resource, path) {
      await db.deleteFrom('drafts').where('person_id', '=', person).where('resource_id', '=', resource).where('path', '=', path).execute()
    },
  }
}

/** Multi-step changes under way. */
export function sqlPendingOperations(db: Database): PendingOperations {
  return {
    async begin(...operations) {
      await db.insertInto('pending_operations').values(operations.map((operation) => ({
        id: operation.id, resource_id: operation.resource, kind: operation.kind, begun_at: operation.at, detail: operation.detail ? JSON.stringify(operation.detail) : null,
      }))).execute()
    },
    async end(...ids) { await db.deleteFrom('pending_operations').where('id', 'in', ids).execute() },
    async all() {
      return (await db.selectFrom('pending_operations').selectAll().orderBy('begun_at').orderBy('id').execute())
        .map((r) => ({ id: r.id, resource: r.resource_id, kind: r.kind, at: r.begun_at, ...(r.detail !== null && { detail: JSON.parse(r.detail) as PendingDetail }) }))
    },
  }
}
