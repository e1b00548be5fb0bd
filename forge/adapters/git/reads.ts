import { setImmediate } from 'node:timers/promises'
import { LRUCache } from 'lru-cache'
import type { CommitInfo, GitReads, LogQuery, Oid, PathChange, PeopleOfHistory, RepoId, SignedHistory } from '../../domain/git.js'
import { ForgeError } from '../../domain/errors.js'
import type { GitEngine } from './engine.js'
import { isReadable } from './paths.js'
import { emptyTree } from './reader/isomorphic.js'
import type { ReaderBackend, WalkQuery } from './reader/backend.js'
import { isOid, isRefName, listRefs, readRef } from './refs.js'
import type { Repositories } from './repositories.js'

const defaultMaxBytes = 20 * 1024 * 1024
/** Versions kept with who took part in them, in all: some 300 bytes each. */
const historyEntries = 200_000

/** Refuses what is not an object id before anything parses it. */
export function checkOids(...oids: readonly (Oid | undefined)[]): void {
  for (const oid of oids) if (oid !== undefined && !isOid(oid)) throw new ForgeError('invalid', 'git.oid_invalid')
}

export interface Reads extends GitReads { forget(repo: RepoId): void }

/** The reading half of the port. What two commits are to each other never changes: those answers are kept. */
export function openReads(parts: { repositories: Repositories; reader: ReaderBackend; engine: GitEngine }): Reads {
  const { repositories, reader, engine } = parts
  const kept = new LRUCache<string, { readonly value: Oid | boolean | readonly PathChange[] | undefined }>({ max: 20_000, maxSize: 400_000, sizeCalculation: ({ value }) => Array.isArray(value) ? 1 + value.length : 1 })

  async function once<T extends Oid | boolean | readonly PathChange[] | undefined>(repo: RepoId, key: string, compute: () => Promise<T>): Promise<T> {
    const name = `${repo} ${key}`
    const known = kept.get(name)
    if (known) return known.value as T
    const value = await compute()
    kept.set(name, { value })
    return value
  }

  /** What a history holds behind given versions never changes either; these answers are heavier. */
  const histories = new LRUCache<string, { readonly value: PeopleOfHistory | SignedHistory }>({ max: 200, maxSize: historyEntries, sizeCalculation: ({ value }) => 1 + ('people' in value ? value.versions.length : value.versions) })

  async function history<T extends PeopleOfHistory | SignedHistory>(repo: RepoId, what: 'people' | 'signed', { from, not = [], limit, skip = 0 }: Omit<LogQuery, 'path'>, read: (dir: string, query: WalkQuery) => Promise<T>): Promise<T> {
    checkOids(...from, ...not)
    const name = [repo, what, ...from, '^', ...not, limit, skip].join(' ')
    const known = histories.get(name)
    const value = known ? known.value as T : await inside(repo, (dir) => read(dir, { from, not, limit, skip }))
    histories.set(name, { value })
    // Such an answer is heavy to receive and to go through: other requests come in between.
    await setImmediate()
    return value
  }

  /** Tells a missing repository from any other trouble. */
  async function inside<T>(repo: RepoId, work: (dir: string) => Promise<T>): Promise<T> {
    const dir = repositories.dir(repo)
    try { return await work(dir) } catch (error) {
      await repositories.existing(repo)
      throw error
    }
  }

  async function gitSays(dir: string, args: readonly string[], accepted: readonly number[]): Promise<{ code: number; stdout: Buffer }> {
    const { code, stdout, stderr } = await engine.run(args, { repoDir: dir })
    if (accepted.includes(code)) return { code, stdout }
    if (/bad object|not a valid|unknown revision|bad revision|could not (get|parse|lookup)/i.test(stderr)) throw new ForgeError('not_found', 'git.commit_missing')
    throw new Error(`git ${args.find((each) => !each.startsWith('-'))}: ${stderr.trim()}`)
  }

  async function follow(dir: string, query: LogQuery & { path: string }): Promise<readonly CommitInfo[]> {
    const skip = query.skip ?? 0
    const { stdout } = await gitSays(dir, [
      '--literal-pathspecs', 'log', '--follow', '--format=%H',
      // `--skip` counts commits before the path is looked at: what is skipped is counted here.
      ...query.limit === undefined ? [] : [`--max-count=${skip + query.limit}`],
      ...query.from, ...(query.not ?? []).map((oid) => `^${oid}`), '--', query.path,
    ], [0])
    return reader.commits(dir, stdout.toString('latin1').split('\n').filter(isOid).slice(skip))
  }

  return {
    forget: () => { kept.clear(); histories.clear() },

    async exists(repo) {
      try { return await repositories.exists(repo) } catch { return false }
    },

    async refs(repo, prefix = 'refs/') {
      const dir = repositories.dir(repo)
      const found = await listRefs(dir, prefix)
      if (found.length === 0) await repositories.existing(repo)
      return found
    },

    async resolve(repo, rev) {
      const name = rev.replace(/\^\{commit\}$/, '')
      const isRef = name === 'HEAD' || isRefName(name)
      if (!isRef && !isOid(name)) return undefined
      return inside(repo, async (dir) => {
        const oid = isRef ? await readRef(dir, name) : name
        if (oid === undefined) { await repositories.existing(repo); return undefined }
        // Git itself keeps branches on commits.
        return name === 'HEAD' || name.startsWith('refs/heads/') ? oid : reader.peel(dir, oid)
      })
    },

    async commit(repo, oid) {
      checkOids(oid)
      return inside(repo, async (dir) => (await reader.commits(dir, [oid]))[0] as CommitInfo)
    },

    async log(repo, query) {
      checkOids(...query.from, ...query.not ?? [])
      const { path } = query
      if (query.from.length === 0 || query.limit === 0) return []
      if (path !== undefined && !isReadable(path)) return []
      return inside(repo, (dir) => path === undefined
        ? reader.walk(dir, { from: query.from, not: query.not ?? [], limit: query.limit, skip: query.skip ?? 0 })
        : follow(dir, { ...query, path }))
    },

    people: (repo, query) => history(repo, 'people', query, (dir, walk) => reader.people(dir, walk)),
    signed: (repo, query) => history(repo, 'signed', query, (dir, walk) => reader.signed(dir, walk)),

    async tree(repo, commit, options = {}) {
      checkOids(commit)
      const under = (options.under ?? '').replace(/\/$/, '')
      if (under !== '' && !isReadable(under)) return []
      return inside(repo, (dir) => reader.tree(dir, commit, { under, recursive: options.recursive ?? false }))
    },

    async file(repo, commit, path, maxBytes = defaultMaxBytes) {
      checkOids(commit)
      if (!isReadable(path)) return undefined
      return inside(repo, (dir) => reader.file(dir, commit, path, maxBytes))
    },

    async blob(repo, oid, maxBytes = defaultMaxBytes) {
      checkOids(oid)
      return inside(repo, async (dir) => {
        let stdout: Buffer
        try { ({ stdout } = await engine.run(['cat-file', '--batch'], { repoDir: dir, input: `${oid}\n`, maxBytes: maxBytes + 128 })) } catch (error) {
          if (error instanceof ForgeError && error.refusal === 'too_large') throw new ForgeError('too_large', 'git.file_too_large', { maxBytes })
          throw error
        }
        const end = stdout.indexOf(0x0a)
        const [, type, size] = stdout.toString('latin1', 0, Math.max(end, 0)).split(' ')
        if (type !== 'blob' || size === undefined) throw new ForgeError('not_found', 'git.file_missing', { oid })
        if (Number(size) > maxBytes) throw new ForgeError('too_large', 'git.file_too_large', { bytes: Number(size), maxBytes })
        return stdout.subarray(end + 1, end + 1 + Number(size))
      })
    },

    async mergeBase(repo, a, b) {
      checkOids(a, b)
      return inside(repo, (dir) => once(repo, `base ${a} ${b}`, async () => {
        const { code, stdout } = await gitSays(dir, ['merge-base', a, b], [0, 1])
        return code === 0 ? stdout.toString('latin1').trim() : undefined
      }))
    },

    async isAncestor(repo, ancestor, descendant) {
      checkOids(ancestor, descendant)
      return inside(repo, (dir) => once(repo, `before ${ancestor} ${descendant}`, () => reader.isAncestor(dir, ancestor, descendant)))
    },

    async changes(repo, from, to) {
      checkOids(from, to)
      return inside(repo, (dir) => once(repo, `changes ${from ?? ''} ${to}`, async () =>
        parseRawDiff((await gitSays(dir, ['diff-tree', '-r', '-z', '--raw', '--full-index', '-M50%', '--no-commit-id', from ?? emptyTree, to], [0])).stdout)))
    },
  }
}

/** Reads `git diff-tree -z --raw`: `:mode mode oid oid status NUL path NUL`, with a second path for a rename. */
export function parseRawDiff(output: Buffer): readonly PathChange[] {
  const parts = output.toString('utf8').split('\0')
  const present = (oid: string | undefined) => oid === undefined || /^0+$/.test(oid) ? undefined : oid
  const found: PathChange[] = []
  for (let at = 0; at + 1 < parts.length;) {
    const match = /^:\d+ \d+ ([0-9a-f]{40}) ([0-9a-f]{40}) ([A-Z])\d*$/.exec(parts[at] as string)
    if (!match) { at += 1; continue }
    const [, oldOid, newOid, letter] = match
    const isRename = letter === 'R' || letter === 'C'
    const oldPath = parts[at + 1] as string
    const path = isRename ? parts[at + 2] as string : oldPath
    at += isRename ? 3 : 2
    const status = letter === 'A' || letter === 'C' ? 'added' : letter === 'D' ? 'deleted' : letter === 'R' ? 'renamed' : 'modified'
    found.push({ path, oldPath: status === 'renamed' ? oldPath : path, status, oldOid: present(oldOid), newOid: present(newOid) })
  }
  return found
}
