import { createHash } from 'node:crypto'
import { mkdirSync, realpathSync } from 'node:fs'
import path from 'node:path'

/** The name of the environment variable that every Git child of a data folder carries. */
export const runMarkName = 'COMMUNS_RUN'

/** Where a data folder keeps what only lives as long as a run: sockets, process records, half-made repositories. */
export interface RunFolder {
  readonly dataDir: string
  readonly root: string
  /** One small file for each running helper, reader and Git child. */
  readonly processes: string
  /** One empty file for each repository a writer of this process is touching. */
  readonly busy: string
  /** Repositories being made; they move into place whole. */
  readonly incoming: string
  /** HOME of every Git child: an empty folder. */
  readonly home: string
  /** A folder where nothing is ever put: the work tree readers compare with. */
  readonly empty: string
  /** What `runMarkName` holds for this data folder. */
  readonly mark: string
}

/** Makes `<data>/run` (readable by its owner only) and names what is in it. */
export function runFolder(dataDir: string): RunFolder {
  const root = path.resolve(dataDir, 'run')
  mkdirSync(root, { recursive: true, mode: 0o700 })
  const folder = {
    dataDir: realpathSync(dataDir),
    root,
    processes: path.join(root, 'processes'),
    busy: path.join(root, 'busy'),
    incoming: path.join(root, 'incoming'),
    home: path.join(root, 'home'),
    empty: path.join(root, 'empty'),
    mark: createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 32),
  }
  for (const each of [folder.processes, folder.busy, folder.incoming, folder.home, folder.empty]) mkdirSync(each, { recursive: true, mode: 0o700 })
  return folder
}
