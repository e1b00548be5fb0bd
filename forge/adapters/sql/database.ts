import Sqlite from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from '../../config.js'
import type { Tables } from './schema.js'

export type Database = Kysely<Tables>

/**
 * Opens (and migrates) the instance's SQLite file, `<dataDir>/communs.sqlite`.
 *
 * WAL with synchronous=FULL: a committed transaction survives a power cut if the disk honours sync. One process writes
 * (the data folder's lock sees to it).
 */
export function openDatabase(dataDir: string): { db: Database; raw: Sqlite.Database; close(): Promise<void> } {
  mkdirSync(dataDir, { recursive: true })
  const raw = new Sqlite(path.join(dataDir, 'communs.sqlite'))
  raw.pragma('journal_mode = WAL')
  raw.pragma('synchronous = FULL')
  raw.pragma('foreign_keys = ON')
  raw.pragma('busy_timeout = 5000')
  migrate(raw)
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: raw }) })
  return { db, raw, close: () => db.destroy() }
}

function migrate(raw: Sqlite.Database): void {
  raw.exec('CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied_at INTEGER NOT NULL) STRICT')
  const done = new Set(raw.prepare('SELECT name FROM migrations').pluck().all() as string[])
  const folder = path.join(projectRoot, 'migrations/sqlite')
  for (const name of readdirSync(folder).filter((n) => n.endsWith('.sql')).sort()) {
    if (done.has(name)) continue
    raw.transaction(() => {
      raw.exec(readFileSync(path.join(folder, name), 'utf8'))
      raw.prepare('INSERT INTO migrations VALUES (?, ?)').run(name, Date.now())
    })()
  }
}
