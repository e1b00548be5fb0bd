import { promises as fs } from 'node:fs'
import path from 'node:path'
import type { Oid, RefName } from '../../domain/git.js'
import { readRef } from './refs.js'

/**
 * Moves one ref from a value to another as Git's files backend does: takes `<ref>.lock`, compares, writes, syncs, renames.
 * Says `unsure` where Git should be asked instead, having changed nothing: a lock that is taken, a folder that is not there, an object that is
 * not in a file of its own. A process for each version published, and for each line of a journal, would cost more than all the rest.
 */
export async function moveRef(dir: string, ref: RefName, from: Oid, to: Oid): Promise<'done' | 'moved' | 'unsure'> {
  const file = path.join(dir, ref)
  const lock = `${file}.lock`
  if (!await isThere(path.join(dir, 'objects', to.slice(0, 2), to.slice(2)))) return 'unsure'
  let handle: fs.FileHandle
  try { handle = await fs.open(lock, 'wx', 0o644) } catch { return 'unsure' }
  try {
    try {
      if (await readRef(dir, ref) !== from) { await fs.rm(lock, { force: true }); return 'moved' }
      await handle.writeFile(`${to}\n`)
      await handle.sync()
    } finally { await handle.close() }
    await fs.rename(lock, file)
    return 'done'
  } catch (error) {
    await fs.rm(lock, { force: true })
    throw error
  }
}

const isThere = (file: string): Promise<boolean> => fs.access(file).then(() => true, () => false)
