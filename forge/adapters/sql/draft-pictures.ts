import type { DraftPicture } from '../../domain/picture.js'
import type { DraftPictureStore } from '../../domain/ports.js'
import type { Database } from './database.js'
import type { Tables } from './schema.js'

type Row = Omit<Tables['draft_pictures'], 'bytes' | 'was_moving'> & { was_moving: number }
const columns = ['id', 'person_id', 'resource_id', 'draft_path', 'width', 'height', 'was_moving', 'placed', 'sent_at'] as const
const pictureIn = (row: Row): DraftPicture => ({
  id: row.id, person: row.person_id, resource: row.resource_id, draftPath: row.draft_path, width: row.width, height: row.height, wasMoving: row.was_moving === 1,
  ...(row.placed !== null && { placed: JSON.parse(row.placed) as NonNullable<DraftPicture['placed']> }), at: row.sent_at,
})

/** Pictures of texts being written, private. Their bytes are read one at a time. */
export function sqlDraftPictures(db: Database): DraftPictureStore {
  const one = (person: string, id: string) => db.selectFrom('draft_pictures').where('person_id', '=', person).where('id', '=', id)
  return {
    async keep({ id, person, resource, draftPath, width, height, wasMoving, placed, at }, bytes) {
      await db.insertInto('draft_pictures').values({ id, person_id: person, resource_id: resource, draft_path: draftPath, width, height, was_moving: wasMoving ? 1 : 0, placed: placed === undefined ? null : JSON.stringify(placed), sent_at: at, bytes: Buffer.from(bytes) }).execute()
    },
    async place(person, id, placed) { await db.updateTable('draft_pictures').set({ placed: JSON.stringify(placed) }).where('person_id', '=', person).where('id', '=', id).execute() },
    async find(person, id) {
      const row = await one(person, id).select(columns).executeTakeFirst()
      return row && pictureIn(row)
    },
    async bytes(person, id) {
      const row = await one(person, id).select('bytes').executeTakeFirst()
      return row && new Uint8Array(row.bytes)
    },
    async of(person, resource) {
      return (await db.selectFrom('draft_pictures').select(columns).where('person_id', '=', person).where('resource_id', '=', resource).orderBy('sent_at').orderBy('id').execute()).map(pictureIn)
    },
    async countOf(person) {
      const row = await db.selectFrom('draft_pictures').select((e) => e.fn.countAll().as('count')).where('person_id', '=', person).executeTakeFirst()
      return Number(row?.count ?? 0)
    },
    async remove(person, id) { await db.deleteFrom('draft_pictures').where('person_id', '=', person).where('id', '=', id).execute() },
    async removeOf(person, resource, draftPath) {
      await db.deleteFrom('draft_pictures').where('person_id', '=', person).where('resource_id', '=', resource).where('draft_path', '=', draftPath).execute()
    },
    async forgetUnplaced(before) { await db.deleteFrom('draft_pictures').where('placed', 'is', null).where('sent_at', '<', before).execute() },
  }
}
