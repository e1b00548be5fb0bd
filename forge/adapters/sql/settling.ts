import type { PicksStore, ToursSeen } from '../../domain/ports.js'
import type { Database } from './database.js'

type Kept = { picks: Record<string, string>; texts: Record<string, string> }

/** Choices under way, private. */
export function sqlPicks(db: Database): PicksStore {
  return {
    async find(person, resource, subject) {
      const row = await db.selectFrom('picks_drafts').selectAll().where('person_id', '=', person).where('resource_id', '=', resource).where('subject', '=', subject).executeTakeFirst()
      if (row === undefined) return undefined
      const { picks, texts } = JSON.parse(row.picks) as Kept
      return { person, resource, subject, picks: new Map(Object.entries(picks)), texts: new Map(Object.entries(texts)), updatedAt: row.updated_at }
    },
    async save({ person, resource, subject, picks, texts, updatedAt }) {
      const change = { picks: JSON.stringify({ picks: Object.fromEntries(picks), texts: Object.fromEntries(texts) } satisfies Kept), updated_at: updatedAt }
      await db.insertInto('picks_drafts').values({ person_id: person, resource_id: resource, subject, ...change })
        .onConflict((c) => c.columns(['person_id', 'resource_id', 'subject']).doUpdateSet(change)).execute()
    },
    async remove(person, resource, subject) {
      await db.deleteFrom('picks_drafts').where('person_id', '=', person).where('resource_id', '=', resource).where('subject', '=', subject).execute()
    },
  }
}

/** Explanations somebody has closed, private. */
export function sqlToursSeen(db: Database): ToursSeen {
  return {
    async has(person, tour) {
      return (await db.selectFrom('tours_seen').select('seen_at').where('person_id', '=', person).where('tour', '=', tour).executeTakeFirst()) !== undefined
    },
    async add(person, tour, at) {
      await db.insertInto('tours_seen').values({ person_id: person, tour, seen_at: at }).onConflict((c) => c.columns(['person_id', 'tour']).doNothing()).execute()
    },
  }
}
