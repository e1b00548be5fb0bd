/** The index of passages at the size of an instance: what building it and asking it cost, and whether what was planted is found. */
import { statSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as DatabaseModule from '../../forge/adapters/sql/database.js'
import type * as PassagesModule from '../../forge/adapters/sql/passages.js'
import { fichesFrom, realTexts } from './fiches.js'

const count = 1_000
const oid = '0'.repeat(40)

const processorMs = (since: NodeJS.CpuUsage): number => { const { user, system } = process.cpuUsage(since); return (user + system) / 1000 }

/** A module as the program runs it: the database finds its migrations beside it. */
const built = (program: string, module: string): Promise<unknown> => import(pathToFileURL(path.join(path.dirname(program), '../forge/adapters/sql', module)).href)

export async function benchPassages(options: { readonly program: string; readonly folder: string; readonly data: string; readonly seed: number; note(sentence: string): void }): Promise<string> {
  const { texts, planted } = fichesFrom(realTexts(options.data, options.folder), count, options.seed)
  const dataDir = path.join(options.folder, 'data')
  const { openDatabase } = (await built(options.program, 'database.js')) as typeof DatabaseModule
  const { sqlPassages } = (await built(options.program, 'passages.js')) as typeof PassagesModule
  const { db, close } = openDatabase(dataDir)
  await emptyResources(db, texts.length)
  const passages = sqlPassages(db)
  options.note(`Reading ${texts.length} fiches…`)
  const building = process.cpuUsage(), began = performance.now()
  for (const [at, text] of texts.entries()) await passages.keep(name(at), oid, [{ path: 'README.md', text }])
  const index = { cpu: processorMs(building), wall: performance.now() - began }
  options.note('Asking…')
  const asked: { cpu: number; wall: number }[] = []
  const found = new Map<number, Set<string>>()
  for (const [at, text] of texts.entries()) {
    const asking = process.cpuUsage(), from = performance.now()
    const shared = await passages.sharedBy([{ path: 'README.md', text }], { except: [name(at)] })
    asked.push({ cpu: processorMs(asking), wall: performance.now() - from })
    found.set(at, new Set(shared.map(({ elsewhere }) => elsewhere.resource)))
  }
  const again = process.cpuUsage()
  for (const [at, text] of texts.slice(0, 200).entries()) await passages.keep(name(at), oid, [{ path: 'README.md', text: `${text}\nUne ligne de plus.\n` }])
  const published = processorMs(again) / 200
  await close()
  const size = statSync(path.join(dataDir, 'communs.sqlite')).size / 2 ** 20
  const isFound = planted.filter(({ from, into }) => found.get(into)?.has(name(from)))
  const words = texts.reduce((sum, text) => sum + (text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0), 0)
  const at = (list: readonly number[], share: number): string => ([...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))] ?? 0).toFixed(1)
  const cpu = asked.map((one) => one.cpu), wall = asked.map((one) => one.wall)
  return [
    '| | processor | clock |', '|---|---|---|',
    `| ${texts.length} fiches (${words} words) read into the index | ${(index.cpu / 1000).toFixed(1)} s | ${(index.wall / 1000).toFixed(1)} s |`,
    `| one published again | ${published.toFixed(1)} ms | |`,
    `| one compared with all the others: median | ${at(cpu, 0.5)} ms | ${at(wall, 0.5)} ms |`,
    `| 95 in 100 within | ${at(cpu, 0.95)} ms | ${at(wall, 0.95)} ms |`,
    `| the longest | ${at(cpu, 1)} ms | ${at(wall, 1)} ms |`,
    '', `Planted passages found: ${isFound.length} of ${planted.length}. Database: ${size.toFixed(0)} MiB.`,
  ].join('\n')
}

/** As long as the identifiers of resources and owners are. */
const name = (at: number): string => `fiche${String(at).padStart(21, '0')}`
const owner = 'bench'.padEnd(26, '0')

async function emptyResources(db: DatabaseModule.Database, resources: number): Promise<void> {
  await db.insertInto('owners').values({ id: owner, handle: 'bench', kind: 'person', created_at: 0 }).execute()
  for (let at = 0; at < resources; at++) {
    await db.insertInto('resources').values({
      id: name(at), owner_id: owner, slug: name(at), state: 'published', title: name(at), type: null, language: null, licence: null, duration: null, origin_id: null,
      tip: oid, journal_tip: null, created_at: 0, updated_at: 0, record: '{}',
    }).execute()
  }
}
