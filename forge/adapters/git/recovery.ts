import { promises as fs } from 'node:fs'
import path from 'node:path'
import { endLeftProcesses } from './processes.js'
import { Repositories } from './repositories.js'
import { runFolder, type RunFolder } from './run-folder.js'
import { readRunState, type LastRun } from './run-state.js'

/** What was found of a run that did not end well, and put right. */
export interface Recovered {
  readonly lastRun: LastRun
  /** Processes of that run that were still alive. */
  readonly endedProcesses: readonly number[]
  /** Repositories looked at, `all` when the notes of that run cannot be trusted. */
  readonly looked: readonly string[] | 'all'
  /** Locks and half-made objects removed, as paths. */
  readonly removed: readonly string[]
}

/**
 * Puts a data folder in order before anything else uses it; the caller holds its lock (`lockDataFolder`). First the
 * processes of the run before are ended, then what they held is released: a lock file or a quarantine can only be called
 * abandoned once nobody is left to use it.
 */
export async function recover(dataDir: string): Promise<Recovered> {
  const run = runFolder(dataDir)
  const lastRun = readRunState(run)
  const { ended, dirs } = await endLeftProcesses(run, ['git', 'engine', 'reader'])
  const repositories = new Repositories(run)
  const removed: string[] = []
  await clearRunFolder(run, removed)

  const busy = new Set<string>(dirs)
  for (const name of await fs.readdir(run.busy).catch(() => [])) {
    try { busy.add(repositories.dir(name)) } catch { /* not a repository's name */ }
  }
  const all = lastRun === 'none' || lastRun === 'machine-stopped'
  if (all) for await (const repo of repositories.list()) await clearRepository(repositories.dir(repo), 'quickly', removed)
  for (const dir of busy) if (dir.startsWith(repositories.root)) await clearRepository(dir, 'thoroughly', removed)
  for (const name of await fs.readdir(run.busy).catch(() => [])) await fs.rm(path.join(run.busy, name), { force: true })
  return { lastRun, endedProcesses: ended, looked: all ? 'all' : [...busy], removed }
}

async function clearRunFolder(run: RunFolder, removed: string[]): Promise<void> {
  for (const name of await fs.readdir(run.incoming).catch(() => [])) await discard(path.join(run.incoming, name), removed)
  for (const name of await fs.readdir(run.root)) {
    if (/^git-\d+\.sock$/.test(name) || name.startsWith('tmp_obj_')) await fs.rm(path.join(run.root, name), { force: true })
  }
}

async function discard(file: string, removed: string[]): Promise<void> {
  await fs.rm(file, { recursive: true, force: true })
  removed.push(file)
}

/** Removes what only a writer under way may have there. `quickly` leaves loose objects' temporary files to the next collection. */
async function clearRepository(dir: string, how: 'quickly' | 'thoroughly', removed: string[]): Promise<void> {
  const look = async (folder: string, isLeft: (name: string) => boolean) => {
    for (const name of await fs.readdir(path.join(dir, folder)).catch(() => [])) if (isLeft(name)) await discard(path.join(dir, folder, name), removed)
  }
  const isLock = (name: string) => name.endsWith('.lock')
  await look('', (name) => isLock(name) || name.startsWith('tmp_') || name === 'packed-refs.new')
  await look('objects', (name) => /^(incoming-|tmp_)/.test(name))
  await look('objects/pack', (name) => /^(tmp_|\.tmp-)/.test(name))
  await look('objects/info', (name) => isLock(name) || name.startsWith('tmp_'))
  await look('objects/info/commit-graphs', (name) => isLock(name) || name.startsWith('tmp_'))
  await clearRefLocks(dir, 'refs', removed)
  for (const name of await fs.readdir(path.join(dir, 'objects/pack')).catch(() => [])) {
    // A push that was ended keeps its pack for a ref that never came.
    if (name.endsWith('.keep') && /^(receive-pack|fetch-pack) /.test(await fs.readFile(path.join(dir, 'objects/pack', name), 'latin1').catch(() => ''))) await discard(path.join(dir, 'objects/pack', name), removed)
  }
  if (how === 'thoroughly') {
    for (const name of await fs.readdir(path.join(dir, 'objects')).catch(() => [])) if (/^[0-9a-f]{2}$/.test(name)) await look(`objects/${name}`, (each) => each.startsWith('tmp_obj_'))
  }
}

async function clearRefLocks(dir: string, folder: string, removed: string[]): Promise<void> {
  for (const entry of await fs.readdir(path.join(dir, folder), { withFileTypes: true }).catch(() => [])) {
    if (entry.isDirectory()) await clearRefLocks(dir, `${folder}/${entry.name}`, removed)
    else if (entry.name.endsWith('.lock')) await discard(path.join(dir, folder, entry.name), removed)
  }
}
