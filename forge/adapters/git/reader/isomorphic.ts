import { createHash } from 'node:crypto'
import { promises as fs } from 'node:fs'
import { promisify } from 'node:util'
import { inflate } from 'node:zlib'
import git from 'isomorphic-git'
import { LRUCache } from 'lru-cache'
import type { ChainEvent, CommitInfo, Oid, TreeEntry } from '../../../domain/git.js'
import { ForgeError } from '../../../domain/errors.js'
import { isTreeMode, parseCommit, parseEvent, parseTree, treeEntry, type RawEntry } from '../raw-objects.js'
import type { ReaderBackend } from './backend.js'
import { peopleIn, signedIn } from './people.js'

/** Objects as bytes, through isomorphic-git: what the writer builds on, and the whole reader where libgit2 does not load. */
export class RawObjects {
  // Pack indexes of the last repositories read; a pack that is gone is simply no longer listed.
  readonly #caches = new LRUCache<string, object>({ max: 8 })

  async read(dir: string, oid: Oid): Promise<{ type: 'commit' | 'tree' | 'blob' | 'tag'; bytes: Buffer } | undefined> {
    const cache = this.#caches.get(dir) ?? {}
    this.#caches.set(dir, cache)
    // Git itself knows the empty tree without storing it.
    if (oid === emptyTree) return { type: 'tree', bytes: Buffer.alloc(0) }
    try {
      const found = await git.readObject({ fs: { promises: fs }, gitdir: dir, oid, format: 'deflated', cache })
      const object = Buffer.from((found.object as Uint8Array).buffer, (found.object as Uint8Array).byteOffset, (found.object as Uint8Array).byteLength)
      return found.format === 'deflated' ? await unwrap(oid, object) : { type: found.type as 'blob', bytes: object }
    } catch (error) {
      if ((error as { code?: string }).code === 'NotFoundError') { this.#caches.delete(dir); return undefined }
      throw error
    }
  }

  async commit(dir: string, oid: Oid): Promise<CommitInfo> {
    const found = await this.read(dir, oid)
    if (found?.type !== 'commit') throw new ForgeError('not_found', 'git.commit_missing', { oid })
    return parseCommit(oid, found.bytes)
  }

  async tree(dir: string, oid: Oid): Promise<RawEntry[]> {
    const found = await this.read(dir, oid)
    if (found?.type !== 'tree') throw new ForgeError('not_found', 'git.tree_missing', { oid })
    return parseTree(found.bytes)
  }

  /** The entry a path leads to from a tree. */
  async entry(dir: string, tree: Oid, filePath: string): Promise<RawEntry | undefined> {
    let found: RawEntry | undefined = { mode: '40000', name: Buffer.alloc(0), oid: tree }
    for (const part of filePath.split('/')) {
      if (!found || !isTreeMode(found.mode)) return undefined
      const name = Buffer.from(part)
      found = (await this.tree(dir, found.oid)).find((entry) => entry.name.equals(name))
    }
    return found
  }
}

/** Cuts a loose object out of its deflated form, as Node does it. What does not hash to its name is refused as damaged. */
async function unwrap(oid: Oid, deflated: Buffer): Promise<{ type: 'commit' | 'tree' | 'blob' | 'tag'; bytes: Buffer }> {
  const object = await promisify(inflate)(deflated, { maxOutputLength: largestObject })
  const nul = object.indexOf(0)
  const type = /^(commit|tree|blob|tag) \d+$/.exec(object.toString('latin1', 0, Math.max(nul, 0)))?.[1]
  if (type === undefined || createHash('sha1').update(object).digest('hex') !== oid) throw new Error(`damaged object ${oid}`)
  return { type: type as 'blob', bytes: object.subarray(nul + 1) }
}

/** Bytes that one object may unfold to. */
const largestObject = 512 * 1024 * 1024

export const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'

/** Reads through isomorphic-git, in this process. Slower than libgit2, and asks for nothing but Node. */
export function openIsomorphic(): ReaderBackend {
  const objects = new RawObjects()

  /** Every commit that `from` reaches and `not` does not, with how many of its children are among them. */
  async function gather(dir: string, from: readonly Oid[], hidden: ReadonlySet<Oid>) {
    const commits = new Map<Oid, CommitInfo>()
    const children = new Map<Oid, number>()
    const waiting = [...new Set(from)].filter((oid) => !hidden.has(oid))
    for (let oid = waiting.pop(); oid !== undefined; oid = waiting.pop()) {
      if (commits.has(oid)) continue
      const commit = await objects.commit(dir, oid)
      commits.set(oid, commit)
      for (const parent of commit.parents) {
        if (hidden.has(parent)) continue
        children.set(parent, (children.get(parent) ?? 0) + 1)
        waiting.push(parent)
      }
    }
    return { commits, children }
  }

  async function reachable(dir: string, from: readonly Oid[]): Promise<Set<Oid>> {
    const known = from.length === 0 ? [] : (await Promise.all(from.map((oid) => objects.read(dir, oid)))).map((found, at) => found?.type === 'commit' ? from[at] : undefined)
    return new Set((await gather(dir, known.filter((oid) => oid !== undefined), new Set())).commits.keys())
  }

  const backend: ReaderBackend = {
    name: 'isomorphic',

    async commits(dir, oids) { return Promise.all(oids.map((oid) => objects.commit(dir, oid))) },

    async walk(dir, { from, not, limit, skip }) {
      const { commits, children } = await gather(dir, from, await reachable(dir, not))
      const ready = [...commits.values()].filter((commit) => (children.get(commit.oid) ?? 0) === 0)
      const found: CommitInfo[] = []
      const wanted = limit === undefined ? Infinity : skip + limit
      while (ready.length > 0 && found.length < wanted) {
        let newest = 0
        for (let at = 1; at < ready.length; at++) if ((ready[at] as CommitInfo).committer.at > (ready[newest] as CommitInfo).committer.at) newest = at
        const [commit] = ready.splice(newest, 1) as [CommitInfo]
        found.push(commit)
        for (const oid of commit.parents) {
          const parent = commits.get(oid)
          if (!parent) continue
          const left = (children.get(oid) ?? 1) - 1
          children.set(oid, left)
          if (left === 0) ready.push(parent)
        }
      }
      return found.slice(skip)
    },

    async people(dir, query) { return peopleIn(await this.walk(dir, query)) },
    async signed(dir, query) { return signedIn(await this.walk(dir, query)) },

    async tree(dir, oid, { under, recursive }) {
      const root = (await objects.commit(dir, oid)).tree
      const start = under === '' ? root : (await objects.entry(dir, root, under).then((entry) => entry && isTreeMode(entry.mode) ? entry.oid : undefined))
      if (start === undefined) return []
      const entries: TreeEntry[] = []
      const list = async (tree: Oid, prefix: string): Promise<void> => {
        for (const entry of await objects.tree(dir, tree)) {
          const name = prefix + entry.name.toString('utf8')
          if (recursive && isTreeMode(entry.mode)) await list(entry.oid, `${name}/`)
          else entries.push(treeEntry(name, entry.mode, entry.oid))
        }
      }
      await list(start, under === '' ? '' : `${under}/`)
      return entries
    },

    async file(dir, oid, filePath, maxBytes) {
      const entry = await objects.entry(dir, (await objects.commit(dir, oid)).tree, filePath)
      if (!entry || isTreeMode(entry.mode) || entry.mode === '160000') return undefined
      const found = await objects.read(dir, entry.oid)
      if (found?.type !== 'blob') return undefined
      if (found.bytes.length > maxBytes) throw new ForgeError('too_large', 'git.file_too_large', { path: filePath, bytes: found.bytes.length, maxBytes })
      return { oid: entry.oid, bytes: found.bytes }
    },

    async peel(dir, oid) {
      let at: Oid | undefined = oid
      for (let depth = 0; at !== undefined && depth < 10; depth++) {
        const found = await objects.read(dir, at)
        if (found?.type === 'commit') return at
        at = found?.type === 'tag' ? /^object ([0-9a-f]{40})$/m.exec(found.bytes.toString('latin1'))?.[1] : undefined
      }
      return undefined
    },

    async isAncestor(dir, ancestor, descendant) {
      await objects.commit(dir, ancestor)
      return (await reachable(dir, [(await objects.commit(dir, descendant)).oid])).has(ancestor)
    },

    async chain(dir, tip, since) {
      const events: ChainEvent[] = []
      let oid: Oid | undefined = tip
      while (oid !== since) {
        if (oid === undefined) return undefined
        const commit: CommitInfo = await objects.commit(dir, oid)
        const entry = await objects.entry(dir, commit.tree, 'event.json')
        const json = entry && await objects.read(dir, entry.oid)
        if (json?.type === 'blob') events.push(parseEvent(commit, json.bytes))
        oid = commit.parents[0]
      }
      return events.reverse()
    },

    pids: () => [],
    async close() { /* nothing is held */ },
  }
  return backend
}
