import type Sqlite from 'better-sqlite3'
import { Kysely, SqliteDialect, type SqliteDatabase } from 'kysely'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from '../../config.js'
import type { Tables } from './schema.js'
import { openSqlite, preparingOnce } from './sqlite.js'

export type Database = Kysely<Tables>

/**
 * Opens (and migrates) the instance's SQLite file, `<dataDir>/communs.sqlite`.
 *
 * WAL with synchronous=FULL: a committed transaction survives a power cut if the disk honours sync. One process writes
 * (the data folder's lock sees to it).
 */
export function openDatabase(dataDir: string): { db: Database; raw: Sqlite.Database; close(): Promise<void> } {
  mkdirSync(dataDir, { recursive: true })
  const raw = openSqlite(path.join(dataDir, 'communs.sqlite'))
  raw.exec('PRAGMA journal_mode = WAL')
  raw.exec('PRAGMA synchronous = FULL')
  raw.exec('PRAGMA foreign_keys = ON')
  raw.exec('PRAGMA busy_timeout = 5000')
  const prepared = preparingOnce(raw)
  migrate(raw, prepared)
  // A view of the words of the full-text index; it keeps nothing.
  raw.exec('CREATE VIRTUAL TABLE temp.resource_words USING fts5vocab (main, resource_text, row)')
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: prepared }) })
  return { db, raw, close: () => db.destroy() }
}

function migrate(raw: Sqlite.Database, prepared: SqliteDatabase): void {
  raw.exec('CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, applied_at INTEGER NOT NULL) STRICT')
  const done = new Set((prepared.prepare('SELECT name FROM migrations').all([]) as { name: string }[]).map(({ name }) => name))
  const folder = path.join(projectRoot, 'migrations/sqlite')
  for (const name of readdirSync(folder).filter((n) => n.endsWith('.sql')).sort()) {
    if (done.has(name)) continue
    raw.transaction(() => {
      raw.exec(readFileSync(path.join(folder, name), 'utf8'))
      prepared.prepare('INSERT INTO migrations VALUES (?, ?)').run([name, Date.now()])
    })()
  }
}
