/**
 * SQLite's databases and statements, held on purpose.
 *
 * Since 24.19 Node's own wrapper of native objects (node_object_wrap.h) asks for the running environment when one of them is collected,
 * and aborts the process when the garbage collector runs outside of any (`Assertion failed: (env) != nullptr`). better-sqlite3 13 no
 * longer uses that wrapper but asks for Node 22. So nothing of it is left to the collector: databases stay referenced, and a query is
 * prepared once per text, which is also faster.
 */
import Sqlite from 'better-sqlite3'
import type { SqliteDatabase } from 'kysely'
import { LRUCache } from 'lru-cache'

const kept: object[] = []

export function openSqlite(file: string, options?: Sqlite.Options): Sqlite.Database {
  const database = new Sqlite(file, options)
  kept.push(database)
  return database
}

/** More texts than the forge has queries, whatever is asked of the search: beyond, the one unused for longest goes. */
const mostStatements = 3000

/** A database as Kysely uses it. */
export function preparingOnce(database: Sqlite.Database): SqliteDatabase {
  const statements = new LRUCache<string, Sqlite.Statement>({ max: mostStatements })
  kept.push(statements)
  return {
    prepare(text) {
      let statement = statements.get(text)
      if (!statement) statements.set(text, statement = database.prepare(text))
      return statement
    },
    close() { database.close() },
  }
}
