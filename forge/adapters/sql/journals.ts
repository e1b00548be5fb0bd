import { sql, type Transaction } from 'kysely'
import { LICENCE_SUBJECT, ROLES_SUBJECT, subjectName, type Seen, type Told } from '../../domain/inbox.js'
import type { DiscussionEvent, LicenceEvent, MakingEvent, MergeRequestEvent } from '../../domain/journal.js'
import type { IndexedJournal, JournalIndex, SeenStore } from '../../domain/ports.js'
import type { Database } from './database.js'
import type { Tables } from './schema.js'

/** Rows in one statement: SQLite takes 32 766 values. */
const rowsAtOnce = 1_000

/** Replaces what the index keeps of one journal. */
export async function putJournal(tx: Transaction<Tables>, resource: string, number: number, { told, mentions }: IndexedJournal): Promise<void> {
  await tx.deleteFrom('journal_events').where('resource_id', '=', resource).where('number', '=', number).execute()
  const events = told.map(({ oid, at, event }, place) => ({ resource_id: resource, number, place, oid, at, event: JSON.stringify(event) }))
  for (let i = 0; i < events.length; i += rowsAtOnce) await tx.insertInto('journal_events').values(events.slice(i, i + rowsAtOnce)).execute()
  const rows = mentions.map(({ person, place, reason }) => ({ person, resource_id: resource, number, place, reason, at: told[place]?.at ?? 0 }))
  for (let i = 0; i < rows.length; i += rowsAtOnce) await tx.insertInto('mentions').values(rows.slice(i, i + rowsAtOnce)).execute()
}

interface Row { oid: string; at: number; event: string }
const toTold = <E>({ oid, at, event }: Row): Told<E> => ({ oid, at, event: JSON.parse(event) as E })

/** The index of journals, tables `journal_events` and `mentions`. */
export function sqlJournals(db: Database): JournalIndex {
  return {
    async putDiscussion(resource, journal) { await db.transaction().execute((tx) => putJournal(tx, resource, 0, journal)) },
    async putRoles(resource, journal) { await db.transaction().execute((tx) => putJournal(tx, resource, ROLES_SUBJECT, journal)) },
    async putLicence(resource, journal) { await db.transaction().execute((tx) => putJournal(tx, resource, LICENCE_SUBJECT, journal)) },
    async reviewedBy(person) {
      const rows = await db.selectFrom('journal_events').innerJoin('resources', 'resources.id', 'journal_events.resource_id')
        // Reading one's own proposition again is no review of it.
        .innerJoin('merge_requests', (join) => join.onRef('merge_requests.resource_id', '=', 'journal_events.resource_id').onRef('merge_requests.number', '=', 'journal_events.number').on('proposer_id', '!=', person))
        .select(['journal_events.resource_id', (e) => e.fn.max('at').as('last_at')]).where('resources.state', '=', 'published')
        .where(sql<string>`json_extract(event, '$.actor.id')`, '=', person).where(sql<boolean>`json_extract(event, '$.kind') IN ('verdict', 'reviewed')`)
        .groupBy('journal_events.resource_id').orderBy('last_at', 'desc').execute()
      return rows.map((row) => row.resource_id)
    },
    async of(subjects) {
      const found = new Map<string, Told[]>()
      for (const { resource, numbers } of byResource(subjects)) {
        const rows = await db.selectFrom('journal_events').selectAll().where('resource_id', '=', resource).where('number', 'in', numbers).orderBy('number').orderBy('place').execute()
        for (const row of rows) {
          const name = subjectName({ resource, number: row.number })
          const journal = found.get(name)
          if (journal) journal.push(toTold<MergeRequestEvent>(row)); else found.set(name, [toTold<MergeRequestEvent>(row)])
        }
      }
      return found
    },
    async mentionsOf(person, { after, until, kinds, limit }) {
      let query = db.selectFrom('mentions').innerJoin('journal_events', (join) => join
        .onRef('journal_events.resource_id', '=', 'mentions.resource_id').onRef('journal_events.number', '=', 'mentions.number').onRef('journal_events.place', '=', 'mentions.place'))
        .select(['mentions.resource_id', 'mentions.number', 'mentions.place', 'reason', 'oid', 'journal_events.at', 'event']).where('person', 'in', [person.id, `@${person.handle}`])
      if (after !== undefined) query = query.where('mentions.at', '>', after)
      if (until !== undefined) query = query.where('mentions.at', '<=', until)
      if (kinds !== undefined) query = query.where(sql<string>`json_extract(event, '$.kind')`, 'in', kinds)
      const rows = await query.orderBy('mentions.at', 'desc').orderBy('mentions.place', 'desc').limit(limit).execute()
      return rows.map((row) => ({ resource: row.resource_id, number: row.number, place: row.place, reason: row.reason, ...toTold<MergeRequestEvent | DiscussionEvent | MakingEvent | LicenceEvent>(row) }))
    },
    async incomplete() {
      const rows = await db.selectFrom('merge_requests').select('resource_id').distinct().where((e) => e.not(e.exists(
        e.selectFrom('journal_events').select('place').whereRef('journal_events.resource_id', '=', 'merge_requests.resource_id').whereRef('journal_events.number', '=', 'merge_requests.number'),
      ))).orderBy('resource_id').execute()
      return rows.map((row) => row.resource_id)
    },
  }
}

function byResource(subjects: readonly { readonly resource: string; readonly number: number }[]): readonly { readonly resource: string; readonly numbers: number[] }[] {
  const numbers = new Map<string, Set<number>>()
  for (const { resource, number } of subjects) {
    const known = numbers.get(resource)
    if (known) known.add(number); else numbers.set(resource, new Set([number]))
  }
  return [...numbers].map(([resource, of]) => ({ resource, numbers: [...of] }))
}

/** What each person has looked at, private table `seen_journals`. */
export function sqlSeen(db: Database): SeenStore {
  return {
    async of(person) {
      const rows = await db.selectFrom('seen_journals').selectAll().where('person_id', '=', person).execute()
      return new Map(rows.map((row) => [subjectName({ resource: row.resource_id, number: row.number }), { tip: row.tip, at: row.tip_at } satisfies Seen]))
    },
    async mark(person, seen) {
      if (seen.length === 0) return
      await db.transaction().execute(async (tx) => {
        for (const { resource, number, tip, at } of seen) {
          await tx.insertInto('seen_journals').values({ person_id: person, resource_id: resource, number, tip, tip_at: at })
            .onConflict((c) => c.columns(['person_id', 'resource_id', 'number']).doUpdateSet({ tip, tip_at: at })).execute()
        }
      })
    },
  }
}
