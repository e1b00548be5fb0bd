import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { deflate, deflateSync } from 'node:zlib'
import git from 'isomorphic-git'
import type { NewCommit, Oid } from '../../domain/git.js'
import { ForgeError } from '../../domain/errors.js'
import { allToTheirEnd, openDurableFs } from './durable-fs.js'
import { checkPath } from './paths.js'
import { isTreeMode, serializeCommit, serializeTree, type RawEntry } from './raw-objects.js'
import { isOid } from './refs.js'
import { emptyTree, type RawObjects } from './reader/isomorphic.js'

/** Changes by folder: a leaf is a file's new bytes, or null when it goes. */
type Changes = Map<string, Changes | Uint8Array | null>

function byFolder(files: NewCommit['files']): Changes {
  const root: Changes = new Map()
  for (const [path, content] of files) {
    if (content === null) { if (path === '' || path.includes('\0')) throw new ForgeError('invalid', 'path.refused', { path, problem: 'empty' }) }
    else checkPath(path)
    const segments = path.split('/')
    const name = segments.pop() as string
    let folder = root
    for (const segment of segments) {
      let next = folder.get(segment)
      // `a` removed and `a/b` added in one commit: the file becomes a folder.
      if (next === undefined || next === null) { next = new Map(); folder.set(segment, next) }
      if (!(next instanceof Map)) throw new ForgeError('invalid', 'path.taken', { path })
      folder = next
    }
    const known = folder.get(name)
    if (known instanceof Map) {
      if (content !== null) throw new ForgeError('invalid', 'path.taken', { path })
      continue
    }
    folder.set(name, content === null ? null : typeof content === 'string' ? Buffer.from(content, 'utf8') : content)
  }
  return root
}

/** Writes objects, on disk when it returns. What a commit does not name keeps its bytes, its name and its mode. */
export class ObjectWriter {
  constructor(private readonly objects: RawObjects) {}

  /** Refuses `invalid` (`path.refused`, `path.taken`) and `not_found` (a base or parent that is not there). */
  async writeCommit(dir: string, commit: NewCommit): Promise<Oid> {
    for (const oid of commit.parents) {
      if (!isOid(oid)) throw new ForgeError('invalid', 'git.oid_invalid')
      await this.objects.commit(dir, oid)
    }
    if (commit.baseTree !== undefined && !isOid(commit.baseTree)) throw new ForgeError('invalid', 'git.oid_invalid')
    return this.#writing(dir, (objects) => this.#commit(dir, objects, commit))
  }

  /** A chain of commits, each the parent of the next, the first one's being `parent`; answers the last. All on disk together: a journal says several things at once. */
  async writeChain(dir: string, parent: Oid | undefined, links: readonly Omit<NewCommit, 'parents' | 'baseTree'>[]): Promise<Oid | undefined> {
    return this.#writing(dir, async (objects) => {
      let tip = parent
      for (const link of links) tip = await this.#commit(dir, objects, { ...link, parents: tip === undefined ? [] : [tip], baseTree: undefined })
      return tip
    })
  }

  /** On disk when it returns; nothing is left when it throws. */
  async #writing<T>(dir: string, work: (objects: ObjectsToWrite) => Promise<T>): Promise<T> {
    const objects = new ObjectsToWrite(dir)
    try {
      const result = await work(objects)
      await objects.settle()
      return result
    } finally { await objects.abandon() }
  }

  async #commit(dir: string, objects: ObjectsToWrite, commit: NewCommit): Promise<Oid> {
    const changes = byFolder(commit.files)
    const removed = new Set([...commit.files].filter(([, content]) => content === null).map(([path]) => path))
    const tree = await this.#tree(dir, objects, commit.baseTree, changes, '', removed)
    return objects.add('commit', serializeCommit({ ...commit, tree: tree ?? objects.add('tree', Buffer.alloc(0)) }))
  }

  /** Writes a folder with its changes applied; undefined when nothing is left in it. */
  async #tree(dir: string, objects: ObjectsToWrite, base: Oid | undefined, changes: Changes, prefix: string, removed: ReadonlySet<string>): Promise<Oid | undefined> {
    const entries = new Map<string, RawEntry>()
    for (const entry of base === undefined || base === emptyTree ? [] : await this.objects.tree(dir, base)) entries.set(entry.name.toString('latin1'), entry)
    await allToTheirEnd([...changes].map(async ([name, change]) => {
      const bytes = Buffer.from(name, 'utf8')
      const key = bytes.toString('latin1')
      const known = entries.get(key)
      const path = prefix + name
      if (change === null) {
        // Folders go when their last file does.
        if (known && !isTreeMode(known.mode)) entries.delete(key)
      } else if (change instanceof Map) {
        // A file of that name stands in the way unless it goes in the same commit.
        const adds = hasContent(change)
        if (known && !isTreeMode(known.mode) && !removed.has(path)) {
          if (adds) throw new ForgeError('invalid', 'path.taken', { path })
          return
        }
        if (!known && !adds) return
        const oid = await this.#tree(dir, objects, known && isTreeMode(known.mode) ? known.oid : undefined, change, `${path}/`, removed)
        if (oid === undefined) entries.delete(key)
        else entries.set(key, { mode: '40000', name: bytes, oid })
      } else {
        if (known && isTreeMode(known.mode)) throw new ForgeError('invalid', 'path.taken', { path })
        const oid = objects.add('blob', change)
        // A link's text is never written as a link again: its new content is a plain file.
        entries.set(key, { mode: known && /^100/.test(known.mode) ? known.mode : '100644', name: bytes, oid })
      }
    }))
    if (entries.size === 0) return undefined
    return objects.add('tree', serializeTree([...entries.values()]))
  }
}

function hasContent(changes: Changes): boolean {
  return [...changes.values()].some((change) => change instanceof Map ? hasContent(change) : change !== null)
}

/** The objects of one commit: named at once, since a name is a hash, written side by side. */
class ObjectsToWrite {
  readonly #disk = openDurableFs()
  readonly #writes: Promise<unknown>[] = []
  constructor(private readonly dir: string) {}

  /** Hashed and deflated by Node itself: isomorphic-git's own ways suit a browser and cost 4 ms an object here. */
  add(type: 'blob' | 'tree' | 'commit', bytes: Uint8Array): Oid {
    const object = Buffer.concat([Buffer.from(`${type} ${bytes.length}\0`), bytes])
    const oid = createHash('sha1').update(object).digest('hex')
    const write = async () => {
      const deflated = object.length < 32 * 1024 ? deflateSync(object) : await promisify(deflate)(object)
      await git.writeObject({ fs: this.#disk, gitdir: this.dir, type, object: deflated, format: 'deflated', oid })
    }
    const writing = write()
    writing.catch(() => { /* told by `settle` */ })
    this.#writes.push(writing)
    return oid
  }

  /** On disk when it returns. */
  async settle(): Promise<void> {
    await Promise.all(this.#writes)
    await this.#disk.settle()
  }

  /** Removes what was written and not settled. */
  async abandon(): Promise<void> {
    await Promise.allSettled(this.#writes)
    await this.#disk.abandon()
  }
}
