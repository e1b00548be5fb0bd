import { attributionVersion } from '../../attribution/version.js'
import type { WordOriginStore, WordsOfFile } from '../../domain/provenance.js'
import type { Database } from './database.js'

/** Rows kept: the oldest go first, and cost a computation if they are asked for again. */
const keptAtMost = 20_000
const putsBetweenCleanings = 200

/** What was worked out of histories; an index that may be emptied. */
export function sqlWordOrigins(db: Database): WordOriginStore {
  let puts = 0

  async function forgetOldest(): Promise<void> {
    await db.deleteFrom('word_origins').where('engine', '!=', attributionVersion).execute()
    const oldestKept = await db.selectFrom('word_origins').select('found_at').orderBy('found_at', 'desc').offset(keptAtMost).limit(1).executeTakeFirst()
    if (oldestKept !== undefined) await db.deleteFrom('word_origins').where('found_at', '<=', oldestKept.found_at).execute()
  }

  return {
    async find({ commit, path, network }) {
      const row = await db.selectFrom('word_origins').select('record').where('commit_oid', '=', commit).where('path', '=', path).where('engine', '=', attributionVersion).where('network', '=', network).executeTakeFirst()
      return row && (JSON.parse(row.record) as WordsOfFile)
    },
    async put({ commit, path, network }, words, at) {
      const change = { found_at: at, record: JSON.stringify(words) }
      await db.insertInto('word_origins').values({ commit_oid: commit, path, engine: attributionVersion, network, ...change }).onConflict((c) => c.columns(['commit_oid', 'path', 'engine', 'network']).doUpdateSet(change)).execute()
      if (puts++ % putsBetweenCleanings === 0) await forgetOldest()
    },
  }
}
