import { randomBytes } from 'node:crypto'
import { usualFrequency } from '../../domain/notifications.js'
import type { NotificationStore } from '../../domain/ports.js'
import type { Database } from './database.js'

const newKey = (): string => randomBytes(32).toString('hex')

/** How people want to be told, private table `notification_settings`; who never chose has no row until a mail leaves. */
export function sqlNotifications(db: Database): NotificationStore {
  const row = (person: string) => db.selectFrom('notification_settings').selectAll().where('person_id', '=', person).executeTakeFirst()

  async function kept(person: string) {
    const known = await row(person)
    if (known) return known
    const { created_at } = await db.selectFrom('people').select('created_at').where('id', '=', person).executeTakeFirstOrThrow()
    await db.insertInto('notification_settings').values({ person_id: person, frequency: usualFrequency, told_until: created_at, unsubscribe_key: newKey() }).onConflict((c) => c.doNothing()).execute()
    return await row(person) ?? { person_id: person, frequency: usualFrequency, told_until: created_at, unsubscribe_key: newKey() }
  }

  return {
    async of(person) {
      const found = await kept(person)
      return { person, frequency: found.frequency, toldUntil: found.told_until, unsubscribeKey: found.unsubscribe_key }
    },
    async choose(person, frequency, at) {
      const before = await kept(person)
      if (before.frequency === frequency) return
      await db.updateTable('notification_settings').set({ frequency, unsubscribe_key: newKey(), ...(before.frequency === 'none' && { told_until: at }) }).where('person_id', '=', person).execute()
    },
    async told(person, from, until) {
      await kept(person)
      const { numUpdatedRows } = await db.updateTable('notification_settings').set({ told_until: until }).where('person_id', '=', person).where('told_until', '=', from).executeTakeFirst()
      return numUpdatedRows === 1n
    },
    async due(frequency, until, limit) {
      const rows = await db.selectFrom('people').leftJoin('notification_settings', 'notification_settings.person_id', 'people.id')
        .innerJoin('email_addresses', 'email_addresses.person_id', 'people.id')
        .select((e) => ['people.id', 'address', e.fn.coalesce('told_until', 'people.created_at').as('told')])
        .where((e) => e(e.fn.coalesce('frequency', e.val(usualFrequency)), '=', frequency))
        .where((e) => e(e.fn.coalesce('told_until', 'people.created_at'), '<', until))
        .where('is_primary', '=', 1).where('confirmed_at', 'is not', null).orderBy('people.id').limit(limit).execute()
      return rows.map((one) => ({ person: one.id, address: one.address, toldUntil: one.told }))
    },
  }
}
