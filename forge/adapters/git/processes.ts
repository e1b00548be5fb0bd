import { execFile } from 'node:child_process'
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { readFile, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { runMarkName, type RunFolder } from './run-folder.js'

/** A process that a run started, kept in a file so that the next run can end it if this one dies. */
export interface ProcessRecord {
  readonly pid: number
  readonly kind: 'engine' | 'reader' | 'git'
  /** The repository it works on, when there is one. */
  readonly dir: string | undefined
  /** What tells it from a later process with the same number: clock ticks since boot on Linux, undefined elsewhere. */
  readonly startTicks: string | undefined
  /** Boot of the machine it belongs to (Linux), so that ticks are comparable. */
  readonly boot: string | undefined
  /** Milliseconds since the epoch. */
  readonly startedAt: number
}

const boot = readBootId()

function readBootId(): string | undefined {
  try { return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim() } catch { return undefined }
}

/** Identifies this boot of the machine; undefined where the system does not say. */
export function bootId(): string | undefined { return boot }

function startTicksOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // Field 22, counted after the command name, which may itself hold spaces and parentheses.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
  } catch { return undefined }
}

const recordFile = (run: RunFolder, pid: number) => path.join(run.processes, String(pid))

/** Notes a process just started. Synchronous: the note must exist before anything else can go wrong. */
export function recordProcess(run: RunFolder, process: { pid: number; kind: ProcessRecord['kind']; dir?: string }): void {
  const record: ProcessRecord = { pid: process.pid, kind: process.kind, dir: process.dir, startTicks: startTicksOf(process.pid), boot, startedAt: Date.now() }
  try { writeFileSync(recordFile(run, process.pid), JSON.stringify(record)) } catch { /* a full disk must not stop reading */ }
}

/** Forgets a process that ended by itself. */
export function forgetProcess(run: RunFolder, pid: number): void {
  try { rmSync(recordFile(run, pid), { force: true }) } catch { /* the next run clears it */ }
}

async function records(run: RunFolder): Promise<readonly ProcessRecord[]> {
  const found: ProcessRecord[] = []
  for (const name of await readdir(run.processes).catch(() => [])) {
    try { found.push(JSON.parse(await readFile(path.join(run.processes, name), 'utf8')) as ProcessRecord) } catch { /* half-written: nothing to learn */ }
  }
  return found.filter((each) => Number.isInteger(each.pid) && each.pid > 1)
}

/** Whether the process noted is still the one that runs under this number. */
async function isStillOurs(record: ProcessRecord): Promise<boolean> {
  if (record.boot !== undefined) return record.boot === boot && record.startTicks !== undefined && startTicksOf(record.pid) === record.startTicks
  try {
    const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=,command=', '-p', String(record.pid)], { env: { PATH: process.env['PATH'], LC_ALL: 'C' } })
    const started = Date.parse(stdout.trim().slice(0, 24))
    return /\b(git|node)/.test(stdout) && Math.abs(started - record.startedAt) < 3000
  } catch { return false }
}

/** Processes of this user that carry the data folder's mark, whoever their parent is now (Linux; none elsewhere). */
function markedProcesses(mark: string): readonly number[] {
  const wanted = `\0${runMarkName}=${mark}\0`
  const found: number[] = []
  let names: string[]
  try { names = readdirSync('/proc') } catch { return [] }
  for (const name of names) {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) continue
    try { if (`\0${readFileSync(`/proc/${name}/environ`, 'utf8')}\0`.includes(wanted)) found.push(Number(name)) } catch { /* another user's, or gone */ }
  }
  return found
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat[stat.lastIndexOf(')') + 2] !== 'Z'
  } catch (error) { return (error as NodeJS.ErrnoException).code === 'ENOENT' && process.platform !== 'linux' }
}

/**
 * Ends a process and the group it leads. Git answers SIGTERM by removing its locks and quarantines, which SIGKILL leaves:
 * the first comes first, the second a moment later for who did not listen.
 */
export function endProcessGroup(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  try { process.kill(-pid, signal) } catch { /* not a group leader */ }
  try { process.kill(pid, signal) } catch { /* gone */ }
}

/**
 * Ends what a dead run left behind: every recorded process that is verifiably the one recorded, and every process that
 * carries the data folder's mark. Returns the numbers ended and the repositories their records name.
 */
export async function endLeftProcesses(run: RunFolder, kinds: readonly ProcessRecord['kind'][]): Promise<{ ended: readonly number[]; dirs: readonly string[] }> {
  const ended = new Set<number>()
  const dirs = new Set<string>()
  for (const record of (await records(run)).filter((each) => kinds.includes(each.kind))) {
    if (record.dir !== undefined) dirs.add(record.dir)
    if (record.pid !== process.pid && await isStillOurs(record)) ended.add(record.pid)
    await rm(recordFile(run, record.pid), { force: true })
  }
  for (const [signal, patienceMs] of [['SIGTERM', 1000], ['SIGKILL', 5000]] as const) {
    // Looked for each time: a process seen while it was forking may have left a child behind.
    for (const pid of markedProcesses(run.mark)) ended.add(pid)
    for (const pid of ended) if (isAlive(pid)) endProcessGroup(pid, signal)
    for (let waitedMs = 0; [...ended].some(isAlive) && waitedMs < patienceMs; waitedMs += 10) await new Promise((go) => setTimeout(go, 10))
  }
  return { ended: [...ended], dirs: [...dirs] }
}
