/** What must hold after a kill: everything acknowledged is there, repositories are sound, the index says what they say. */
import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import Database from 'better-sqlite3'
import { indexTables } from '../../forge/adapters/sql/schema.js'
import type { Acknowledged } from './gestures.js'

const run = promisify(execFile)
const git = async (dir: string, ...args: string[]) => (await run('git', ['-C', dir, ...args], { env: { PATH: process.env.PATH, LC_ALL: 'C', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }, maxBuffer: 64 * 1024 * 1024 })).stdout

function openIndex(dataDir: string): Database.Database {
  const file = readdirSync(dataDir).find((name) => name.endsWith('.sqlite'))
  if (file === undefined) throw new Error(`no database in ${dataDir}`)
  return new Database(path.join(dataDir, file), { readonly: true })
}

const repoDir = (dataDir: string, id: string) => path.join(dataDir, 'repos', id.slice(-4, -2), id.slice(-2), `${id}.git`)

/** Every row of every index table, in an order of its own: two dumps are equal when the tables are. Texts of passages go by resource and path: their numbers are the database's own. */
export function dumpIndex(dataDir: string): string[] {
  const database = openIndex(dataDir)
  try {
    const rowsOf = (table: string) => database.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[]
    const texts = new Map(rowsOf('passage_texts').map(({ id, resource_id, path: at }) => [id, `${String(resource_id)} ${String(at)}`]))
    return indexTables.flatMap((table) => rowsOf(table).map(({ rowid: _, text_id, ...row }) => {
      if (table === 'passage_texts') delete row.id
      return `${table} ${JSON.stringify(text_id === undefined ? row : { ...row, text: texts.get(text_id) })}`
    })).sort()
  } finally { database.close() }
}

/** What is missing or wrong, as sentences; empty when all is well. */
export async function missing(dataDir: string, acknowledged: readonly Acknowledged[]): Promise<string[]> {
  const database = openIndex(dataDir)
  const problems: string[] = []
  try {
    const find = database.prepare('SELECT resources.id FROM resources JOIN owners ON owners.id = resources.owner_id WHERE owners.handle = ? AND resources.slug = ?').pluck()
    const findProposal = database.prepare('SELECT record FROM merge_requests WHERE resource_id = ? AND number = ?').pluck()
    const byAddress = new Map<string, Acknowledged[]>()
    for (const one of acknowledged) byAddress.set(one.at, [...(byAddress.get(one.at) ?? []), one])
    for (const [at, facts] of byAddress) {
      const id = find.get(...at.split('/')) as string | undefined
      if (id === undefined) { problems.push(`${at} is not in the index`); continue }
      const dir = repoDir(dataDir, id)
      const refs = new Map((await git(dir, 'for-each-ref', '--format=%(refname) %(objectname)')).trim().split('\n').map((line) => line.split(' ') as [string, string]))
      const published = new Set((await git(dir, 'rev-list', 'refs/heads/main')).trim().split('\n'))
      const events = async (ref: string) => {
        if (!refs.has(ref)) return []
        const oids = (await git(dir, 'rev-list', '--reverse', ref)).trim().split('\n')
        return Promise.all(oids.map(async (oid) => JSON.parse(await git(dir, 'cat-file', 'blob', `${oid}:event.json`)) as Record<string, unknown>))
      }
      const kept = new Map<string, Promise<Record<string, unknown>[]>>()
      const journal = (ref: string) => { const known = kept.get(ref) ?? events(ref); kept.set(ref, known); return known }
      for (const fact of facts) {
        const lost = (what: string) => problems.push(`${at}: ${JSON.stringify(fact)}: ${what}`)
        switch (fact.kind) {
          case 'created': if (!published.has(fact.tip)) lost('its text is not published'); break
          case 'published': if (!published.has(fact.commit)) lost('not in main'); break
          case 'pushed':
            if (!published.has(fact.commit)) lost('not in main')
            if (!(await journal('refs/journal/resource')).some((event) => event.kind === 'pushed' && event.to === fact.commit)) lost('the journal does not say who pushed it')
            break
          case 'tagged': if (refs.get(`refs/tags/${fact.tag}`) !== fact.commit) lost('no such tag'); break
          case 'proposed': {
            const said = (await journal(`refs/merge-requests/${fact.number}/journal`)).some((event) => (event.kind === 'opened' || event.kind === 'iteration') && event.head === fact.head)
            const iteration = [...refs].some(([name, oid]) => name.startsWith(`refs/merge-requests/${fact.number}/iterations/`) && oid === fact.head && (fact.iteration === 0 || name.endsWith(`/${fact.iteration}`)))
            if (!said) lost('not in its journal')
            if (!iteration) lost('no iteration keeps its head')
            if (findProposal.get(id, fact.number) === undefined) lost('not in the index')
            break
          }
          case 'said': if (!(await journal(`refs/merge-requests/${fact.number}/journal`)).some((event) => event.text === fact.text)) lost('not in its journal'); break
          case 'merged':
            if (!published.has(fact.commit)) lost('not in main')
            if (!(await journal(`refs/merge-requests/${fact.number}/journal`)).some((event) => event.kind === 'merged' && event.commit === fact.commit)) lost('its journal does not say so')
        }
      }
    }
    return problems
  } finally { database.close() }
}

function* repositories(dataDir: string): Generator<string> {
  const root = path.join(dataDir, 'repos')
  for (const name of readdirSync(root, { recursive: true }) as string[]) if (/^[^/]+\/[^/]+\/[^/]+\.git$/.test(name)) yield path.join(root, name)
}

/** Damage, and what only a writer under way may leave: locks, quarantines, temporary files. */
export async function unsound(dataDir: string): Promise<string[]> {
  const problems: string[] = []
  for (const dir of repositories(dataDir)) {
    await git(dir, 'fsck', '--full', '--strict', '--no-dangling').then((said) => { if (said.trim() !== '') problems.push(`${dir}: ${said}`) }, (error: { stdout?: string; stderr?: string }) => { problems.push(`${dir}: ${error.stdout ?? ''}${error.stderr ?? String(error)}`) })
  }
  for (const name of readdirSync(path.join(dataDir, 'repos'), { recursive: true }) as string[]) {
    if (/\.lock$|\/incoming-|\/tmp_|\.keep$/.test(name)) problems.push(`left behind: ${name}`)
  }
  return problems
}
