import { promises as fs } from 'node:fs'
import path from 'node:path'
import { LRUCache } from 'lru-cache'
import type { Oid, Ref, RefName } from '../../domain/git.js'

export const isOid = (text: string): text is Oid => /^[0-9a-f]{40}$/.test(text)

/** Whether a name is a full ref name by Git's rules (git-check-ref-format). */
export function isRefName(name: string): name is RefName {
   
  return name.startsWith('refs/') && name.length <= 1000 && !/[\x00-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|\/$|\.$/.test(name)
    && name.split('/').length > 2 && name.split('/').every((part) => part !== '' && !part.startsWith('.') && !part.endsWith('.lock') && Buffer.byteLength(part) <= 255)
}

interface Packed { readonly stamp: string; readonly refs: ReadonlyMap<RefName, Oid> }
/** More than the coarsest clock that a file system dates its files with. */
const clockTickMs = 2000
const packedByDir = new LRUCache<string, Packed>({ max: 256 })

async function packed(dir: string): Promise<ReadonlyMap<RefName, Oid>> {
  const file = path.join(dir, 'packed-refs')
  const stat = await fs.stat(file, { bigint: true }).catch(() => undefined)
  if (!stat) return new Map()
  // The file is only ever replaced whole: a new one has another inode or another time, unless both were written in one tick of the clock.
  const isSettled = Date.now() - Number(stat.mtimeMs) > clockTickMs
  const stamp = `${stat.ino}:${stat.mtimeNs}:${stat.size}`
  const known = packedByDir.get(dir)
  if (isSettled && known?.stamp === stamp) return known.refs
  const refs = new Map<RefName, Oid>()
  for (const line of (await fs.readFile(file, 'utf8')).split('\n')) {
    const match = /^([0-9a-f]{40}) (refs\/.+)$/.exec(line)
    if (match) refs.set(match[2] as string, match[1] as string)
  }
  if (isSettled) packedByDir.set(dir, { stamp, refs })
  return refs
}

async function loose(dir: string, name: string): Promise<string | undefined> {
  try { return (await fs.readFile(path.join(dir, name), 'utf8')).trimEnd() } catch (error) {
    if (['ENOENT', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}

/**
 * The value of a ref, read as Git's files backend stores it: a loose file, else a line of packed-refs — in that order,
 * since packing writes the line before it removes the file. `HEAD` is followed.
 */
export async function readRef(dir: string, name: RefName | 'HEAD', depth = 0): Promise<Oid | undefined> {
  if (name !== 'HEAD' && !isRefName(name)) return undefined
  const content = await loose(dir, name)
  if (content === undefined) return (await packed(dir)).get(name)
  const target = /^ref: *(refs\/.+)$/.exec(content)?.[1]
  if (target !== undefined) return depth < 5 ? readRef(dir, target, depth + 1) : undefined
  return isOid(content) ? content : undefined
}

/** All refs whose name starts with `prefix`, sorted by name (bytes). */
export async function listRefs(dir: string, prefix = 'refs/'): Promise<readonly Ref[]> {
  const found = new Map<RefName, Oid>()
  const under = prefix.startsWith('refs/') ? prefix.slice(0, prefix.lastIndexOf('/')) : 'refs'
  if (!prefix.startsWith('refs/') && !'refs/'.startsWith(prefix)) return []
  if (under.split('/').includes('..')) return []
  const names: string[] = []
  const walk = async (folder: string): Promise<void> => {
    const entries = await fs.readdir(path.join(dir, folder), { withFileTypes: true }).catch(() => [])
    for (const entry of entries) {
      const name = `${folder}/${entry.name}`
      if (entry.isDirectory()) { if (name.startsWith(prefix) || prefix.startsWith(`${name}/`)) await walk(name) }
      else if (entry.isFile() && name.startsWith(prefix) && isRefName(name)) names.push(name)
    }
  }
  await walk(under)
  const values = new Map<RefName, Oid>()
  for (let at = 0; at < names.length; at += 64) {
    await Promise.all(names.slice(at, at + 64).map(async (name) => {
      const oid = await readRef(dir, name)
      if (oid !== undefined) values.set(name, oid)
    }))
  }
  // Read after the loose ones, for the reason said above.
  for (const [name, oid] of await packed(dir)) if (name.startsWith(prefix) && isRefName(name)) found.set(name, oid)
  for (const [name, oid] of values) found.set(name, oid)
  return [...found].map(([name, oid]) => ({ name, oid })).sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)))
}

/** Writes the packed-refs of a repository nobody sees yet. */
export function packedRefsFile(refs: readonly Ref[]): string {
  const sorted = [...refs].sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)))
  return `# pack-refs with: sorted \n${sorted.map((ref) => `${ref.oid} ${ref.name}\n`).join('')}`
}
