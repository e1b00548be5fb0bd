import type { ReviewDraftStore } from '../../domain/ports.js'
import type { ReviewDraft } from '../../domain/review.js'
import type { Database } from './database.js'

/** Reviews being written. */
export function sqlReviewDrafts(db: Database): ReviewDraftStore {
  const drafts = () => db.selectFrom('review_drafts').select('record')
  const read = ({ record }: { record: string }) => JSON.parse(record) as ReviewDraft
  return {
    async find(person, resource, number) {
      const row = await drafts().where('person_id', '=', person).where('resource_id', '=', resource).where('number', '=', number).executeTakeFirst()
      return row && read(row)
    },
    async of(person) { return (await drafts().where('person_id', '=', person).orderBy('updated_at', 'desc').execute()).map(read) },
    async save(draft) {
      const row = { record: JSON.stringify(draft), updated_at: draft.updatedAt }
      await db.insertInto('review_drafts').values({ person_id: draft.person, resource_id: draft.resource, number: draft.number, ...row })
        .onConflict((c) => c.columns(['person_id', 'resource_id', 'number']).doUpdateSet(row)).execute()
    },
    async remove(person, resource, number) {
      await db.deleteFrom('review_drafts').where('person_id', '=', person).where('resource_id', '=', resource).where('number', '=', number).execute()
    },
  }
}
