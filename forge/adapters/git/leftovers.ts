import { promises as fs } from 'node:fs'
import path from 'node:path'

/** Removes a file or folder, and says so. */
export async function discard(file: string, removed: string[]): Promise<void> {
  await fs.rm(file, { recursive: true, force: true })
  removed.push(file)
}

/**
 * Removes from a repository what only a writer under way may have there; nobody may be writing in it. `quickly` leaves
 * the temporary files of loose objects to the next collection.
 */
export async function clearRepository(dir: string, how: 'quickly' | 'thoroughly', removed: string[]): Promise<void> {
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
