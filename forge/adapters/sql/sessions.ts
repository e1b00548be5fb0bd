import { Store, type SessionData } from 'express-session'
import type { Database } from './database.js'

const lifetimeMs = 30 * 24 * 3600 * 1000

/** express-session on the private table `sessions`; expired rows are swept now and then. */
export class SqlSessionStore extends Store {
  readonly #sweep: NodeJS.Timeout

  constructor(private readonly db: Database) {
    super()
    this.#sweep = setInterval(() => { void this.db.deleteFrom('sessions').where('expires_at', '<', Date.now()).execute().catch(() => undefined) }, 3600_000)
    this.#sweep.unref()
  }

  override get(id: string, done: (error: unknown, data?: SessionData | null) => void): void {
    this.db.selectFrom('sessions').select('data').where('id', '=', id).where('expires_at', '>', Date.now()).executeTakeFirst()
      .then((row) => { done(null, row ? (JSON.parse(row.data) as SessionData) : null) }, done)
  }

  override set(id: string, data: SessionData, done?: (error?: unknown) => void): void {
    const row = { data: JSON.stringify(data), person_id: data.personId ?? null, expires_at: data.cookie.expires ? new Date(data.cookie.expires).getTime() : Date.now() + lifetimeMs }
    this.db.insertInto('sessions').values({ id, ...row }).onConflict((c) => c.column('id').doUpdateSet(row)).execute().then(() => done?.(), (error: unknown) => done?.(error))
  }

  override destroy(id: string, done?: (error?: unknown) => void): void {
    this.db.deleteFrom('sessions').where('id', '=', id).execute().then(() => done?.(), (error: unknown) => done?.(error))
  }

  override touch(id: string, data: SessionData, done?: () => void): void {
    const expires = data.cookie.expires ? new Date(data.cookie.expires).getTime() : Date.now() + lifetimeMs
    // Only written when a day has passed: reading pages must not write.
    this.db.updateTable('sessions').set({ expires_at: expires }).where('id', '=', id).where('expires_at', '<', expires - 24 * 3600_000).execute().then(() => done?.(), () => done?.())
  }

  /** Ends every session of a person, except one (after a password change). */
  async endAllOf(person: string, except?: string): Promise<void> {
    let query = this.db.deleteFrom('sessions').where('person_id', '=', person)
    if (except !== undefined) query = query.where('id', '!=', except)
    await query.execute()
  }

  close(): void { clearInterval(this.#sweep) }
}
