import { sql, type Transaction } from 'kysely'
import { LRUCache } from 'lru-cache'
import { setImmediate } from 'node:timers/promises'
import { likelyPassages, provenPassages, type Candidate } from '../../attribution/reuse/evidence.js'
import { printsOf } from '../../attribution/reuse/prints.js'
import { readWords, type ReadWords } from '../../attribution/reuse/read-words.js'
import { readingVersion } from '../../attribution/reuse/version.js'
import { leastWords, longestText, type PassageIndex, type PassageText, type SharedPassage } from '../../domain/shared-passages.js'
import type { Database } from './database.js'
import { placeBytes, wordBytes, wordsIn, wordsRead } from './passage-bytes.js'
import type { Tables } from './schema.js'

/** Texts that hold one print, at most: what more of them hold is stock, or found all the same by so many. */
const textsOfPrint = 64
/** Texts compared with one text, at most: those that have the most prints in common with it, in the same order first. */
const textsCompared = 200
/** Rows in one statement: what else goes on is not held up for longer. */
const rowsAtOnce = 4_000


/** The index of passages: tables `passage_sources`, `passage_texts`, `passage_prints`. */
export function sqlPassages(db: Database): PassageIndex {
  /** Pages ask for neighbours again and again; any change may make others. */
  const neighbours = new LRUCache<string, readonly string[]>({ max: 10_000 })
  let changes = 0
  const changed = (): void => { changes += 1; neighbours.clear() }
  return {
    async keep(resource, commit, texts) {
      const isRead = (await readAt(db, resource)) !== undefined
      const known = await db.selectFrom('passage_texts').select(['id', 'path', 'text']).where('resource_id', '=', resource).execute()
      const wanted = new Map(texts.filter(({ text }) => text.length <= longestText).map(({ path, text }) => [path, text]))
      const same = new Set(known.filter(({ path, text }) => isRead && wanted.get(path) === text).map(({ path }) => path))
      const fresh: Read[] = []
      for (const [path, text] of wanted) {
        if (same.has(path)) continue
        fresh.push(read(path, text))
        await setImmediate()
      }
      const before = await neighboursOf(db, resource, known.filter(({ path }) => !same.has(path)))
      await db.transaction().execute(async (tx) => {
        const source = { commit_oid: commit, reading: readingVersion }
        await tx.insertInto('passage_sources').values({ resource_id: resource, ...source }).onConflict((c) => c.column('resource_id').doUpdateSet(source)).execute()
        for (const { id, path } of known) if (!same.has(path)) await tx.deleteFrom('passage_texts').where('id', '=', id).execute()
        for (const one of fresh) await write(tx, resource, one)
      })
      changed()
      return [...new Set([...before, ...(await neighboursOf(db, resource, fresh))])]
    },
    async forget(resource) {
      const former = await neighboursOf(db, resource, await db.selectFrom('passage_texts').select(['path', 'text']).where('resource_id', '=', resource).execute())
      await db.deleteFrom('passage_sources').where('resource_id', '=', resource).execute()
      changed()
      return former
    },
    async keptAt(resource) { return readAt(db, resource) },
    async neighboursOf(resource) {
      const known = neighbours.get(resource)
      if (known) return known
      const asOf = changes
      const found = await neighboursOf(db, resource, await db.selectFrom('passage_texts').select(['path', 'text']).where('resource_id', '=', resource).execute())
      if (asOf === changes) neighbours.set(resource, found)
      return found
    },
    async sharedBy(texts, { except, least = leastWords }) {
      const found: SharedPassage[] = []
      for (const text of texts) {
        if (text.text.length > longestText) continue
        found.push(...(await sharedByText(db, text, except, least)))
        await setImmediate()
      }
      return found
    },
  }
}

async function readAt(db: Database, resource: string): Promise<string | undefined> {
  const row = await db.selectFrom('passage_sources').select('commit_oid').where('resource_id', '=', resource).where('reading', '=', readingVersion).executeTakeFirst()
  return row?.commit_oid
}

async function neighboursOf(db: Database, resource: string, texts: readonly PassageText[]): Promise<readonly string[]> {
  const found = new Set<string>()
  for (const text of texts) for (const { elsewhere } of await sharedByText(db, text, [resource], leastWords)) found.add(elsewhere.resource)
  return [...found]
}

interface Read { readonly path: string; readonly text: string; readonly words: Buffer; readonly places: Buffer; readonly prints: readonly (readonly [print: number, place: number])[] }

function read(path: string, text: string): Read {
  const read = readWords(text)
  // In the order of the table: neighbours are written together.
  return { path, text, words: wordBytes(read), places: placeBytes(read), prints: printsOf(read.hashes).map(({ print, place }) => [print, place] as const).sort(([a], [b]) => a - b) }
}

async function write(tx: Transaction<Tables>, resource: string, { path, text, words, places, prints }: Read): Promise<void> {
  const { id } = await tx.insertInto('passage_texts').values({ resource_id: resource, path, words, places, text }).returning('id').executeTakeFirstOrThrow()
  for (let from = 0; from < prints.length; from += rowsAtOnce) {
    const rows = JSON.stringify(prints.slice(from, from + rowsAtOnce))
    await sql`INSERT INTO passage_prints (print, text_id, place) SELECT value ->> 0, ${id}, value ->> 1 FROM json_each(${rows})`.execute(tx)
    if (prints.length > rowsAtOnce) await setImmediate()
  }
}

interface Met { readonly id: number; readonly seeds: (readonly [number, number])[] }

async function sharedByText(db: Database, { path, text }: PassageText, except: readonly string[], least: number): Promise<SharedPassage[]> {
  const asked = readWords(text)
  const met = await textsMet(db, asked, except)
  if (met.length === 0) return []
  const others = await textsBy(db, met.map(({ id }) => id))
  const families = await familiesOf(db, [...new Set([...others.values()].map(({ resource }) => resource))])
  const there = met.flatMap((one) => { const other = others.get(one.id); return other ? [{ ...one, ...other }] : [] })
  const candidates = there.map(({ resource, words, seeds }): Candidate => ({ family: families.get(resource) ?? resource, words, seeds }))
  const { likely, isStock } = likelyPassages(asked, candidates, least)
  const found: SharedPassage[] = []
  for (const [index, { id, resource, commit, path: elsewhere }] of there.entries()) {
    const runs = likely.filter(({ candidate }) => candidate === index).map((one) => one.runs)
    if (runs.length === 0) continue
    const other = await wordsOf(db, id)
    if (other === undefined) continue
    for (const { at, elsewhere: there, words, changed } of provenPassages(asked, other, runs, isStock, least)) found.push({ path, at, words, changed, elsewhere: { resource, commit, path: elsewhere, at: there } })
  }
  return found.sort((a, b) => b.words - a.words || a.at[0] - b.at[0])
}

/** Texts that have prints in common with one, and where; those that have the most first. */
async function textsMet(db: Database, asked: ReadWords, except: readonly string[]): Promise<readonly Met[]> {
  const places = new Map<number, number[]>()
  for (const { print, place } of printsOf(asked.hashes)) { const known = places.get(print); if (known) known.push(place); else places.set(print, [place]) }
  if (places.size === 0) return []
  const left = new Set((await db.selectFrom('passage_texts').select('id').where('resource_id', 'in', [...except]).execute()).map(({ id }) => id))
  const { rows } = await sql<{ print: number; found: string }>`
    SELECT asked.value AS print, (SELECT json_group_array(json_array(text_id, place)) FROM (SELECT text_id, place FROM passage_prints WHERE print = asked.value LIMIT ${textsOfPrint + left.size})) AS found
    FROM json_each(${JSON.stringify([...places.keys()])}) AS asked`.execute(db)
  const met = new Map<number, (readonly [number, number])[]>()
  for (const { print, found } of rows) {
    for (const [id, there] of JSON.parse(found) as [number, number][]) {
      if (left.has(id)) continue
      const seeds = met.get(id) ?? []
      for (const here of places.get(print) ?? []) seeds.push([here, there])
      met.set(id, seeds)
    }
  }
  return [...met].map(([id, seeds]) => ({ id, seeds, aligned: mostAligned(seeds) })).sort((a, b) => b.aligned - a.aligned || b.seeds.length - a.seeds.length || a.id - b.id).slice(0, textsCompared)
}

/** Twenty words in a row have two prints at least, as far from each other in both texts. */
function mostAligned(seeds: readonly (readonly [number, number])[]): number {
  const counts = new Map<number, number>()
  let most = 0
  for (const [here, there] of seeds) {
    const count = (counts.get(there - here) ?? 0) + 1
    counts.set(there - here, count)
    most = Math.max(most, count)
  }
  return most
}

async function textsBy(db: Database, ids: readonly number[]): Promise<ReadonlyMap<number, { readonly resource: string; readonly commit: string; readonly path: string; readonly words: Int32Array }>> {
  const { rows } = await sql<{ id: number; resource: string; commit: string; path: string; words: Uint8Array }>`
    SELECT t.id, t.resource_id AS resource, s.commit_oid AS "commit", t.path, t.words FROM passage_texts t JOIN passage_sources s ON s.resource_id = t.resource_id
    WHERE s.reading = ${readingVersion} AND t.id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`.execute(db)
  return new Map(rows.map(({ id, resource, commit, path, words }) => [id, { resource, commit, path, words: wordsIn(words) }]))
}

async function wordsOf(db: Database, id: number): Promise<ReadWords | undefined> {
  const row = await db.selectFrom('passage_texts').select(['words', 'places', 'text']).where('id', '=', id).executeTakeFirst()
  return row && wordsRead(row.text, row.words, row.places)
}

/** How far up adaptations of adaptations are followed. */
const generations = 40

/** What each resource was first adapted from, itself when nothing; an origin that is no longer here is named all the same. */
async function familiesOf(db: Database, resources: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ resource: string; family: string }>`
    WITH RECURSIVE line (resource, ancestor, generation) AS (
      SELECT value, value, 0 FROM json_each(${JSON.stringify(resources)})
      UNION ALL
      SELECT line.resource, r.origin_id, line.generation + 1 FROM line JOIN resources r ON r.id = line.ancestor WHERE r.origin_id IS NOT NULL AND line.generation < ${generations})
    SELECT resource, ancestor AS family, max(generation) FROM line GROUP BY resource`.execute(db)
  return new Map(rows.map(({ resource, family }) => [resource, family]))
}
