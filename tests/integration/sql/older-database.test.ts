import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openDatabase } from '../../../forge/adapters/sql/database.js'
import { openSqlite } from '../../../forge/adapters/sql/sqlite.js'

const folder = path.resolve(import.meta.dirname, '../../../migrations/sqlite')

test('should keep messages and what people have seen when roles come to an older database', async () => {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'older-'))
  try {
    const raw = openSqlite(path.join(dataDir, 'communs.sqlite'))
    raw.exec('PRAGMA foreign_keys = ON')
    raw.exec('CREATE TABLE migrations (name TEXT PRIMARY KEY, applied_at INTEGER NOT NULL) STRICT')
    for (const name of readdirSync(folder).filter((one) => one.endsWith('.sql') && one < '0011').sort()) {
      raw.exec(readFileSync(path.join(folder, name), 'utf8'))
      raw.exec(`INSERT INTO migrations VALUES ('${name}', 0)`)
    }
    const [resource, person, oid] = ['r'.repeat(26), 'p'.repeat(26), 'a'.repeat(40)]
    raw.exec(`INSERT INTO owners (id, handle, kind, created_at) VALUES ('${person}', 'awa', 'person', 0)`)
    raw.exec(`INSERT INTO people (id, display_name, form_of_address, locale, is_admin, created_at) VALUES ('${person}', 'Awa', 'autrice', 'fr', 0, 0)`)
    raw.exec(`INSERT INTO resources (id, owner_id, slug, state, title, created_at, updated_at, record) VALUES ('${resource}', '${person}', 'meteo', 'published', 'Météo', 0, 0, '{}')`)
    raw.exec(`INSERT INTO journal_events VALUES ('${resource}', 1, 0, '${oid}', 5, '{"kind":"verdict","actor":{"id":"q"}}')`)
    raw.exec(`INSERT INTO mentions VALUES ('${person}', '${resource}', 1, 0, 'on_mine', 5)`)
    raw.exec(`INSERT INTO seen_journals VALUES ('${person}', '${resource}', 1, '${oid}', 5)`)
    raw.close()
    const { raw: now, close } = openDatabase(dataDir)
    const rows = (table: string) => now.prepare(`SELECT * FROM ${table}`).all([])
    expect([rows('journal_events').length, rows('mentions').length, rows('seen_journals').length]).toEqual([1, 1, 1])
    // A message still goes with what it is about, and nothing else than a subject may be given.
    now.exec(`INSERT INTO journal_events VALUES ('${resource}', -1, 0, '${oid}', 6, '{}')`)
    expect(() => now.exec(`INSERT INTO journal_events VALUES ('${resource}', -3, 0, '${oid}', 6, '{}')`)).toThrow(/CHECK/)
    now.exec('DELETE FROM journal_events WHERE number = 1')
    expect(rows('mentions')).toEqual([])
    expect(rows('seen_journals')).toHaveLength(1)
    await close()
  } finally { rmSync(dataDir, { recursive: true, force: true }) }
})
