import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { openDatabase } from '../../../forge/adapters/sql/database.js'

const ids = ['a', 'b', 'c'].map((letter) => letter.repeat(26))
const folder = mkdtempSync(path.join(os.tmpdir(), 'forge-sql-'))
afterAll(() => { rmSync(folder, { recursive: true, force: true }) })

test('should prepare a query once, and read with it what was written since', async () => {
  const { db, raw, close } = openDatabase(folder)
  const prepare = vi.spyOn(raw, 'prepare')
  const people = (id: string) => db.selectFrom('owners').select('handle').where('id', '=', id).execute()
  try {
    for (const id of ids) {
      expect(await people(id)).toEqual([])
      await db.transaction().execute((tx) => tx.insertInto('owners').values({ id, kind: 'person', handle: `qui-${id}`, created_at: 0 }).execute())
      expect(await people(id)).toEqual([{ handle: `qui-${id}` }])
    }
    // Reading, beginning, writing, committing.
    expect(prepare).toHaveBeenCalledTimes(4)
  } finally { await close() }
})

test('should open the same folder again with its migrations done and its data there', async () => {
  const { db, close } = openDatabase(folder)
  try { expect((await db.selectFrom('owners').select('id').orderBy('id').execute()).map(({ id }) => id)).toEqual(ids) } finally { await close() }
})
