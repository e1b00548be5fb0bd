import { randomBytes } from 'node:crypto'
import { promises as fs } from 'node:fs'
import path from 'node:path'

/** Makes the names in a folder survive a power loss. Systems that cannot open folders keep them anyway. */
export async function syncFolder(folder: string): Promise<void> {
  let handle: fs.FileHandle
  try { handle = await fs.open(folder, 'r') } catch (error) {
    if (['EISDIR', 'EPERM', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return
    throw error
  }
  try { await handle.sync() } catch (error) {
    if (!['EINVAL', 'EPERM', 'ENOTSUP'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  } finally { await handle.close() }
}

/** Waits for all of them, so that nothing is still being written when one is refused; throws what the first refused one threw. */
export async function allToTheirEnd(works: readonly (Promise<unknown> | undefined)[]): Promise<void> {
  for (const outcome of await Promise.allSettled(works)) if (outcome.status === 'rejected') throw outcome.reason
}

/** A name Git too takes for a leftover when it finds one. */
const temporaryBeside = (file: string) => path.join(path.dirname(file), `tmp_obj_${randomBytes(8).toString('hex')}`)

/**
 * Writes a whole file so that a reader, or the next run after a crash, sees the old content or the new one, never a part:
 * temporary file beside it, fsync, rename. The folder's own fsync is the caller's, who often has several files in one.
 */
export async function replaceFile(file: string, content: Uint8Array | string, mode = 0o644): Promise<void> {
  const temporary = temporaryBeside(file)
  const handle = await fs.open(temporary, 'wx', mode)
  try {
    try {
      await handle.writeFile(content)
      await handle.sync()
    } finally { await handle.close() }
    await fs.rename(temporary, file)
  } catch (error) {
    await fs.rm(temporary, { force: true })
    throw error
  }
}

/** A file system for isomorphic-git whose objects are on disk when `settle` returns. One per commit written. */
export interface DurableFs {
  readonly promises: Record<'readFile' | 'writeFile' | 'mkdir' | 'rmdir' | 'unlink' | 'stat' | 'lstat' | 'readdir' | 'readlink' | 'symlink', (...args: never[]) => Promise<unknown>>
  /**
   * Syncs every file written, then gives them their names, then syncs every folder in which a name was added, or was found
   * that another writer may not have synced yet. Together rather than one by one: a disk answers many as fast as one.
   */
  settle(): Promise<void>
  /** Removes what was written and not settled. */
  abandon(): Promise<void>
}

interface Written { readonly temporary: string; readonly file: string; readonly handle: fs.FileHandle }

/** isomorphic-git writes in place and never syncs; through this it does as Git itself with `core.fsync=loose-object`, folders included. */
export function openDurableFs(): DurableFs {
  const touched = new Set<string>()
  let written: Written[] = []

  async function discard({ temporary, handle }: Written): Promise<void> {
    await handle.close().catch(() => undefined)
    await fs.rm(temporary, { force: true })
  }

  return {
    promises: {
      readFile: fs.readFile,
      readdir: fs.readdir,
      rmdir: fs.rmdir,
      unlink: fs.unlink,
      lstat: fs.lstat,
      readlink: fs.readlink,
      symlink: () => Promise.reject(new Error('a store of objects holds no symbolic link')),
      stat: async (file: string) => {
        const found = await fs.stat(file)
        if (found.isFile()) touched.add(path.dirname(file))
        return found
      },
      mkdir: async (folder: string) => {
        await fs.mkdir(folder)
        touched.add(path.dirname(folder))
      },
      writeFile: async (file: string, content: Uint8Array | string) => {
        const temporary = temporaryBeside(file)
        const one = { temporary, file, handle: await fs.open(temporary, 'wx', 0o444) }
        try { await one.handle.writeFile(content) } catch (error) {
          await discard(one)
          throw error
        }
        written.push(one)
        touched.add(path.dirname(file))
      },
    },

    async settle() {
      const [files, folders] = [written, [...touched]]
      await Promise.all(files.map(({ handle }) => handle.sync()))
      await Promise.all(files.map(async ({ handle, temporary, file }) => {
        await handle.close()
        await fs.rename(temporary, file)
      }))
      written = []
      touched.clear()
      await Promise.all(folders.map(syncFolder))
    },

    async abandon() {
      const files = written
      written = []
      await Promise.all(files.map(discard))
    },
  }
}
