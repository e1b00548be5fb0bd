import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { ForgeError } from '../../domain/errors.js'
import { openSqlite } from '../sql/sqlite.js'
import { runFolder } from './run-folder.js'

/**
 * Holds a data folder for this process alone; returns what lets it go. Refuses `unavailable` (`data.locked`, with the
 * holder's process id when known) when another live process has it.
 *
 * The lock is the operating system's, on a file that SQLite locks exclusively and portably: it goes with the process that
 * held it, however that one ended, so there is no stale lock, no race between two starters and no confusion of numbers.
 */
export async function lockDataFolder(dataDir: string): Promise<() => Promise<void>> {
  mkdirSync(dataDir, { recursive: true })
  const run = runFolder(dataDir)
  const holderFile = path.join(run.root, 'holder')
  const lock = openSqlite(path.join(run.root, 'lock.sqlite'), { timeout: 0 })
  try {
    lock.exec('PRAGMA journal_mode = MEMORY')
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    if (!/^SQLITE_(BUSY|LOCKED)/.test((error as { code?: string }).code ?? '')) throw error
    throw new ForgeError('unavailable', 'data.locked', { pid: holder(holderFile) ?? '?' })
  }
  writeFileSync(holderFile, String(process.pid))
  return async () => { if (lock.open) { writeFileSync(holderFile, ''); lock.close() } }
}

/** The process that holds the folder, for a person to look at: only the lock decides. */
function holder(file: string): number | undefined {
  try { return Number.parseInt(readFileSync(file, 'utf8'), 10) || undefined } catch { return undefined }
}
