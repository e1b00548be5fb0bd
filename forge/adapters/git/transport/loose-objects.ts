import { promises as fs } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { constants, inflate, inflateSync } from 'node:zlib'
import type { Oid } from '../../../domain/git.js'

/** More than Git itself unpacks by default (`transfer.unpackLimit`): such a push is read by Git. */
const most = 100
const largestRead = 1024 * 1024

export interface LooseObject { readonly type: string; readonly bytes: number }

/** A few objects, each in a file of its own, as receive-pack leaves those of a small push. */
export interface LooseObjects {
  readonly all: ReadonlyMap<Oid, LooseObject>
  /** The bytes of one of them; undefined when it is elsewhere, or above 1 MiB. */
  read(oid: Oid): Promise<Buffer | undefined>
}

/** What a folder of objects holds; undefined when there is a pack in it, too many of them, or one that does not begin as an object does. */
export async function looseObjects(folder: string): Promise<LooseObjects | undefined> {
  const shards = await fs.readdir(folder)
  if (shards.includes('pack') && (await fs.readdir(path.join(folder, 'pack'))).length > 0) return undefined
  const names = (await Promise.all(shards.filter((shard) => /^[0-9a-f]{2}$/.test(shard)).map(async (shard) => (await fs.readdir(path.join(folder, shard))).map((rest) => shard + rest)))).flat()
  if (names.length > most || names.some((name) => !/^[0-9a-f]{40}$/.test(name))) return undefined
  const all = new Map<Oid, LooseObject>()
  await Promise.all(names.map(async (oid) => {
    const begun = await beginningOf(path.join(folder, oid.slice(0, 2), oid.slice(2)))
    const [, type, bytes] = /^(commit|tree|blob|tag) (\d{1,15})\0/.exec(begun) ?? []
    if (type !== undefined) all.set(oid, { type, bytes: Number(bytes) })
  }))
  if (all.size !== names.length) return undefined
  return {
    all,
    async read(oid) {
      const known = all.get(oid)
      if (!known || known.bytes > largestRead) return undefined
      const object = await promisify(inflate)(await fs.readFile(path.join(folder, oid.slice(0, 2), oid.slice(2))), { maxOutputLength: largestRead + 64 })
      return object.subarray(object.indexOf(0) + 1)
    },
  }
}

/** The first bytes of a deflated file. */
async function beginningOf(file: string): Promise<string> {
  const handle = await fs.open(file, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(256), 0, 256, 0)
    return inflateSync(buffer.subarray(0, bytesRead), { finishFlush: constants.Z_SYNC_FLUSH }).toString('latin1')
  } finally { await handle.close() }
}
