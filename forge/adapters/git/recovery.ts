import { promises as fs } from 'node:fs'
import path from 'node:path'
import { clearRepository, discard } from './leftovers.js'
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
