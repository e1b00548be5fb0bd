import { promises as fs } from 'node:fs'
import path from 'node:path'
import type { Oid } from '../../../domain/git.js'
import type { FirstEvents, ImportProgress, Rewritten } from '../../../domain/importing.js'
import type { GitEngine } from '../engine.js'
import { listRefs } from '../refs.js'
import { bytesOf, type Bytes } from './bytes.js'
import { commitCommand, eventCommand, type SourceCommit } from './commit-bytes.js'
import { runToEnd } from './fetch.js'
import type { History } from './history.js'
import type { Plan } from './plan.js'

export interface WriteJob {
  readonly plan: Plan | undefined
  /** Versions already written, by source commit. */
  readonly known: ReadonlyMap<Oid, Oid>
  readonly journal: FirstEvents
}

export interface WriteParts {
  readonly engine: GitEngine
  readonly dir: string
  readonly history: History
  readonly commits: ReadonlyMap<Oid, SourceCommit>
  /** Where the written tips are named: `<namespace>/<n>/main` and `/journal`. */
  readonly namespace: string
  /** Object folders of repositories whose versions are built upon. */
  readonly borrowed: readonly string[]
  readonly signal: AbortSignal | undefined
  readonly onProgress: ((progress: ImportProgress) => void) | undefined
}

/**
 * Writes every planned history with one `git fast-import`, beside the source, whose blobs are named rather than sent again. What comes
 * out depends on the source alone: writing the same history twice gives the same versions.
 */
export async function writeAll(parts: WriteParts, jobs: readonly WriteJob[]): Promise<readonly Rewritten[]> {
  if (jobs.length === 0) return []
  if (parts.borrowed.length > 0) await fs.writeFile(path.join(parts.dir, 'objects', 'info', 'alternates'), parts.borrowed.map((folder) => `${JSON.stringify(folder)}\n`).join(''))
  const direct = new Map<number, Oid>()
  const { code, stderr } = await runToEnd(parts.engine, ['fast-import', '--quiet', '--force', '--date-format=raw-permissive', '--done'], { repoDir: parts.dir, signal: parts.signal, input: commandsOf(parts, jobs, direct) })
  if (code !== 0) throw new Error(`git fast-import: ${stderr.trim()}`)
  const refs = new Map((await listRefs(parts.dir, `${parts.namespace}/`)).map((ref) => [ref.name, ref.oid]))
  return jobs.map((job, n): Rewritten => {
    const main = direct.get(n) ?? refs.get(`${parts.namespace}/${n}/main`)
    if (main === undefined && job.plan !== undefined) throw new Error(`git fast-import wrote nothing for ${job.plan.path}`)
    return { main: main ?? '', journal: refs.get(`${parts.namespace}/${n}/journal`) }
  })
}

const flushAt = 64 * 1024

function* commandsOf(parts: WriteParts, jobs: readonly WriteJob[], direct: Map<number, Oid>): Generator<Buffer> {
  let text: Bytes = ''
  const counter = { mark: 0 }
  for (const [n, job] of jobs.entries()) {
    for (const command of jobCommands(parts, job, n, counter, direct)) {
      text += command
      if (text.length > flushAt) { yield Buffer.from(text, 'latin1'); text = '' }
    }
    parts.onProgress?.({ step: 'write', done: n + 1, total: jobs.length })
  }
  yield Buffer.from(`${text}done\n`, 'latin1')
}

function* jobCommands(parts: WriteParts, job: WriteJob, n: number, counter: { mark: number }, direct: Map<number, Oid>): Generator<Bytes> {
  const { history, commits, namespace } = parts
  const main = `${namespace}/${n}/main`
  if (job.plan) {
    const { plan } = job
    const names: string[] = []
    const needed = neededCommits(history, plan, job.known)
    for (const [position, planned] of plan.commits.entries()) {
      const oid = history.oids[planned.source] as Oid
      const written = job.known.get(oid)
      if (written !== undefined) { names[position] = written; continue }
      if (!needed.has(position)) continue
      const mark = ++counter.mark
      names[position] = `:${mark}`
      const files = planned.files.map((file) => ({ path: file.path, mode: history.contents[file.content]?.mode ?? '100644', oid: history.contents[file.content]?.oid ?? '' }))
      yield commitCommand(main, mark, commits.get(oid) as SourceCommit, oid, planned.parents.map((parent) => names[parent] as string), files)
    }
    const tip = names[plan.tip] as string
    if (tip.startsWith(':')) yield `reset ${main}\nfrom ${tip}\n\n`
    else direct.set(n, tip)
  }
  for (const [i, { author, payload }] of job.journal.entries()) {
    const offset = `${author.offsetMinutes < 0 ? '-' : '+'}${String(Math.floor(Math.abs(author.offsetMinutes) / 60)).padStart(2, '0')}${String(Math.abs(author.offsetMinutes) % 60).padStart(2, '0')}`
    const signature = bytesOf(`${author.name} <${author.email}> ${Math.floor(author.at / 1000)} ${offset}`)
    yield eventCommand(`${namespace}/${n}/journal`, i === 0, signature, payload.kind, `${JSON.stringify(payload, null, 2)}\n`)
  }
}

/** Versions the tip needs that are not written yet: an older past found since (another older folder) cannot be put under versions already published. */
export function neededCommits(history: History, plan: Plan, known: ReadonlyMap<Oid, Oid>): ReadonlySet<number> {
  const needed = new Set<number>()
  const waiting = [plan.tip]
  for (let position = waiting.pop(); position !== undefined; position = waiting.pop()) {
    const planned = plan.commits[position]
    if (!planned || needed.has(position) || known.has(history.oids[planned.source] as Oid)) continue
    needed.add(position)
    waiting.push(...planned.parents)
  }
  return needed
}
