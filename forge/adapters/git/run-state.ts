import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { replaceFile, syncFolder } from './durable-fs.js'
import { bootId } from './processes.js'
import type { RunFolder } from './run-folder.js'

/** How the last run on a data folder ended, as far as the disk tells. */
export type LastRun = 'none' | 'closed' | 'died' | 'machine-stopped'

const stateFile = (run: RunFolder) => path.join(run.root, 'state.json')

/** Says on disk that a run began, or that it ended well. */
export async function writeRunState(run: RunFolder, state: 'open' | 'closed'): Promise<void> {
  await replaceFile(stateFile(run), JSON.stringify({ state, boot: bootId() }))
  await syncFolder(run.root)
}

/** `machine-stopped` when the notes of the run (busy repositories, processes) may not have reached the disk. */
export function readRunState(run: RunFolder): LastRun {
  if (!existsSync(stateFile(run))) return 'none'
  try {
    const { state, boot } = JSON.parse(readFileSync(stateFile(run), 'utf8')) as { state: string; boot?: string }
    if (state === 'closed') return 'closed'
    return boot !== undefined && boot === bootId() ? 'died' : 'machine-stopped'
  } catch { return 'machine-stopped' }
}
