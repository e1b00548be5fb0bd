import { promises as fs } from 'node:fs'
import path from 'node:path'
import { ForgeError } from '../../../domain/errors.js'
import type { Oid, RepoId } from '../../../domain/git.js'
import type { FirstEvents, Histories, ImportProgress, OfferedCommits, Rewriting, Rewritten, SourceFile, SourceHistory, TracedFile } from '../../../domain/importing.js'
import { replaceFile } from '../durable-fs.js'
import { fillFork, packInto } from '../fork.js'
import { listRefs, packedRefsFile, readRef } from '../refs.js'
import { Repositories } from '../repositories.js'
import { runFolder } from '../run-folder.js'
import type { GitStoreHandle } from '../store.js'
import { bytesOf, textOf, type Bytes } from './bytes.js'
import { authorsAmong, parseCommit, type SourceCommit } from './commit-bytes.js'
import { fetchCopy, runToEnd, type Limits, type LocalCopy } from './fetch.js'
import { History, LogReader, sayTheSame } from './history.js'
import { fetchFrom, type AddressPolicy, type FetchFrom } from './location.js'
import { readObjects } from './objects.js'
import { checkOffered, checkPattern, fetchOffered } from './offered.js'
import { planHistory, type Plan } from './plan.js'
import { writeAll, type WriteJob } from './write.js'
import { sanitiseWhole } from './whole.js'

export interface HistoriesOptions {
  readonly store: GitStoreHandle
  readonly dataDir: string
  /** Asked at each import: settings may change while the forge runs. */
  readonly addresses: () => AddressPolicy
  /** Largest pack a source may send; 1 GiB by default. */
  readonly maxBytes?: number
  readonly timeoutMs?: number
}

const mebibyte = 1024 * 1024
let copies = 0

/** Imports from other repositories, through system Git. */
export function openHistories(options: HistoriesOptions): Histories {
  const run = runFolder(options.dataDir)
  const repositories = new Repositories(run)
  return {
    async receive(body, maxBytes) {
      const file = path.join(run.incoming, `upload-${process.pid}-${copies++}.bundle`)
      const discard = () => fs.rm(file, { force: true })
      const handle = await fs.open(file, 'wx', 0o600)
      try {
        let bytes = 0
        for await (const chunk of body) {
          bytes += chunk.length
          if (bytes > maxBytes) throw new ForgeError('too_large', 'import.too_large', { megabytes: Math.round(maxBytes / mebibyte) })
          await handle.write(chunk)
        }
      } catch (error) {
        await discard()
        throw error
      } finally { await handle.close() }
      return { file, discard }
    },

    async open(location, how = {}) {
      const { signal, onProgress, offered = [] } = how
      for (const pattern of offered) checkPattern(pattern)
      signal?.throwIfAborted()
      const source = await fetchFrom(location, options.addresses())
      const dir = path.join(run.incoming, `import-${process.pid}-${copies++}.git`)
      try {
        onProgress?.({ step: 'fetch', done: 0 })
        const limits = { maxBytes: options.maxBytes ?? 1024 * mebibyte, timeoutMs: options.timeoutMs ?? 15 * 60_000 }
        const copy = await fetchCopy(options.store.engine, dir, source, limits, signal)
        if (offered.length > 0) await checkOffered(options.store.engine, dir, source, offered, limits, signal)
        onProgress?.({ step: 'fetch', done: 1, total: 1 })
        return new LocalHistory({ ...options, repositories, copy, source, limits, patterns: offered, signal, onProgress })
      } catch (error) {
        await fs.rm(dir, { recursive: true, force: true })
        throw error
      }
    },
  }
}

interface Parts {
  readonly store: GitStoreHandle
  readonly repositories: Repositories
  readonly copy: LocalCopy
  readonly source: FetchFrom
  readonly limits: Limits
  readonly patterns: readonly string[]
  readonly signal: AbortSignal | undefined
  readonly onProgress: ((progress: ImportProgress) => void) | undefined
}

class LocalHistory implements SourceHistory {
  readonly name: string
  readonly branch: string
  readonly head: Oid
  #history: Promise<History> | undefined
  readonly #plans = new WeakMap<TracedFile, Plan>()
  readonly #commits = new Map<Oid, SourceCommit>()
  #written = 0
  #isMended = false

  constructor(private readonly parts: Parts) {
    this.name = parts.source.name
    this.branch = parts.copy.branch
    this.head = parts.copy.head
  }

  get #engine() { return this.parts.store.engine }
  get #dir() { return this.parts.copy.dir }

  async files(pathspecs: readonly string[] = []): Promise<readonly SourceFile[]> {
    const tree = await this.#engine.run(['ls-tree', '-r', '-z', '--long', '--full-tree', this.head], { repoDir: this.#dir, maxBytes: 256 * mebibyte })
    if (tree.code !== 0) throw new ForgeError('invalid', 'import.damaged')
    const files = new Map<Bytes, SourceFile>()
    for (const line of tree.stdout.toString('latin1').split('\0')) {
      const [, mode = '', oid = '', size = '', name = ''] = /^(\d+) blob ([0-9a-f]{40}) +(\d+)\t([^]*)$/.exec(line) ?? []
      const text = textOf(name)
      // Links are not files, and a name that is no text cannot be shown nor written again.
      if (mode !== '' && mode !== '120000' && text !== undefined) files.set(name, { path: text, oid, bytes: Number(size) })
    }
    const wanted = pathspecs.length === 0 ? [...files.keys()] : await this.#matching(pathspecs)
    return [...new Set(wanted)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)).flatMap((name) => files.get(name) ?? [])
  }

  /** Pathspecs are Git's to understand, and only its index commands know them all: the tree is read into an index of its own. */
  async #matching(pathspecs: readonly string[]): Promise<readonly Bytes[]> {
    const index = path.join(this.#dir, 'import.index')
    const env = { GIT_INDEX_FILE: index, GIT_LITERAL_PATHSPECS: '0' }
    const read = await this.#engine.run(['read-tree', this.head], { repoDir: this.#dir, env })
    const listed = await this.#engine.run(['--work-tree=.', 'ls-files', '-z', '--cached', '--', ...pathspecs], { repoDir: this.#dir, env, maxBytes: 256 * mebibyte })
    await fs.rm(index, { force: true })
    if (read.code !== 0 || listed.code !== 0) throw new ForgeError('invalid', 'import.pathspec', { pathspec: pathspecs.join(' '), reason: listed.stderr.trim() })
    return listed.stdout.toString('latin1').split('\0').filter((name) => name !== '')
  }

  async contents(oids: readonly Oid[]): Promise<ReadonlyMap<Oid, Uint8Array>> {
    const found = new Map<Oid, Uint8Array>()
    await readObjects(this.#engine, this.#dir, [...new Set(oids)], (oid, bytes) => { found.set(oid, bytes) }, this.parts.signal)
    return found
  }

  async trace(requests: Parameters<SourceHistory['trace']>[0], options: Parameters<SourceHistory['trace']>[1]): Promise<readonly TracedFile[]> {
    const history = await this.#read()
    const folders = options.olderFolders.map((folder) => bytesOf(folder.replace(/^\.?\/+|\/+$/g, ''))).filter((folder) => folder !== '')
    const plans: Plan[] = []
    for (const [done, request] of requests.entries()) {
      // Thousands of files are traced without a pause otherwise.
      if (done % 16 === 0) { await new Promise((go) => setImmediate(go)); this.parts.signal?.throwIfAborted() }
      const plan = planHistory(history, bytesOf(request.path), request.companions.map(bytesOf), folders)
      if (!plan) throw new ForgeError('not_found', 'import.path_missing', { path: request.path })
      plans.push(plan)
      this.parts.onProgress?.({ step: 'trace', done: done + 1, total: requests.length })
    }
    await this.#readCommits(plans.flatMap((plan) => plan.commits.map((commit) => history.oids[commit.source] as Oid)))
    return plans.map((plan, i) => {
      const commits = plan.commits.map((commit) => history.oids[commit.source] as Oid)
      const traced: TracedFile = {
        path: (requests[i] as { path: string }).path, commits, authors: authorsAmong(commits.map((oid) => this.#commits.get(oid) as SourceCommit)),
        ancestors: plan.ancestors.flatMap(({ path: earlier, how, similarity }) => {
          const text = textOf(earlier)
          return text === undefined || how === 'itself' ? [] : [{ path: text, how, ...(similarity !== undefined && { similarity }) }]
        }),
      }
      this.#plans.set(traced, plan)
      return traced
    })
  }

  async traceWhole() {
    const listed = await this.#engine.run(['rev-list', '--topo-order', '--reverse', this.head], { repoDir: this.#dir, maxBytes: 256 * mebibyte })
    const commits = listed.stdout.toString('latin1').trim().split('\n')
    await this.#readCommits(commits)
    return { commits, authors: authorsAmong(commits.map((oid) => this.#commits.get(oid) as SourceCommit)) }
  }

  async rewrite(files: readonly Rewriting[]): Promise<readonly Rewritten[]> {
    const history = await this.#read()
    const jobs = files.map((file): WriteJob => {
      const plan = this.#plans.get(file.traced)
      if (!plan) throw new Error(`${file.traced.path} was not traced here`)
      return { plan, known: 'known' in file ? file.known : new Map(), journal: 'journal' in file ? file.journal : [] }
    })
    const borrowed = files.flatMap((file) => ('into' in file ? [path.join(this.parts.store.repoDir(file.into), 'objects')] : []))
    const namespace = `refs/import/${this.#written++}`
    return writeAll({ engine: this.#engine, dir: this.#dir, history, commits: this.#commits, namespace, borrowed, signal: this.parts.signal, onProgress: this.parts.onProgress }, jobs)
  }

  async install(repo: RepoId, rewritten: Rewritten): Promise<void> {
    this.parts.signal?.throwIfAborted()
    const refs = [{ name: 'refs/heads/main', oid: rewritten.main }, ...(rewritten.journal === undefined ? [] : [{ name: 'refs/journal/resource', oid: rewritten.journal }])]
    await this.parts.repositories.create(repo, async (dir) => {
      await packInto(this.#engine, this.#dir, dir, refs.map((ref) => ref.oid), [])
      await replaceFile(path.join(dir, 'packed-refs'), packedRefsFile(refs))
    })
    this.parts.store.refsMoved(repo)
  }

  async installWhole(repo: RepoId, journal: FirstEvents): Promise<Oid> {
    const main = await this.#wholeAsOurs()
    await this.#appendJournal(journal)
    const names = (await listRefs(this.#dir)).map((ref) => ref.name).filter((name) => /^refs\/(heads|tags|journal)\//.test(name))
    this.parts.signal?.throwIfAborted()
    await this.parts.repositories.create(repo, (dir) => fillFork(this.#engine, this.#dir, dir, names))
    this.parts.store.refsMoved(repo)
    return main
  }

  async refreshWhole(repo: RepoId): Promise<Oid> {
    const main = await this.#wholeAsOurs()
    const into = this.parts.store.repoDir(repo)
    const theirs = (await listRefs(this.#dir)).filter((ref) => /^refs\/(heads|tags)\//.test(ref.name))
    const ours = await listRefs(into)
    await packInto(this.#engine, this.#dir, into, [...new Set(theirs.map((ref) => ref.oid))], [...new Set(ours.map((ref) => ref.oid))])
    for (const { name, oid } of theirs) {
      if (name === 'refs/heads/main') continue
      const mine = ours.find((ref) => ref.name === name)
      // A branch only moves forward, a tag never moves: what was changed here stays.
      const isForward = mine === undefined || (name.startsWith('refs/heads/') && mine.oid !== oid && await this.parts.store.isAncestor(repo, mine.oid, oid))
      if (isForward) await this.parts.store.updateRefs(repo, [{ ref: name, from: mine?.oid, to: oid }])
    }
    this.parts.store.refsMoved(repo)
    return main
  }

  async bring(repo: RepoId, versions: readonly Oid[]): Promise<void> {
    if (versions.length === 0) return
    const into = this.parts.store.repoDir(repo)
    await packInto(this.#engine, this.#dir, into, versions, [...new Set((await listRefs(into)).map((ref) => ref.oid))])
    this.parts.store.refsMoved(repo)
  }

  async offered(): Promise<readonly OfferedCommits[]> {
    const { source, limits, patterns, signal } = this.parts
    if (patterns.length === 0) return []
    const main = this.#isMended ? await readRef(this.#dir, 'refs/heads/main') : this.head
    return fetchOffered({ engine: this.#engine, dir: this.#dir, source, limits, signal }, patterns, main ?? this.head, this.#isMended)
  }

  async close(): Promise<void> {
    await fs.rm(this.#dir, { recursive: true, force: true, maxRetries: 3 })
  }

  /** One pass over the whole history: what each commit changes, renames included. */
  async #read(): Promise<History> {
    this.#history ??= (async () => {
      const history = new History()
      const reader = new LogReader(history)
      this.parts.onProgress?.({ step: 'read', done: 0 })
      const { code, stderr } = await runToEnd(this.#engine, ['log', '--topo-order', '--reverse', '--diff-merges=first-parent', '--raw', '-z', '-M', '-l2000', '--no-abbrev', '--root', '--no-show-signature', '--format=%x01%H %P', this.head], {
        repoDir: this.#dir, signal: this.parts.signal, onData: (chunk) => { reader.read(chunk) },
      })
      reader.end()
      if (code !== 0) throw new ForgeError('invalid', 'import.damaged', { reason: stderr.trim() })
      await this.#settleRenames(history)
      this.parts.onProgress?.({ step: 'read', done: 1, total: 1 })
      return history
    })()
    return this.#history
  }

  /** Files that only share a template are not one another's past: doubtful renames are followed when both say the same. */
  async #settleRenames(history: History): Promise<void> {
    // Images and other bytes have no words; the names of those that changed while moving are all there is.
    const doubtful = history.doubtful.filter((rename) => /\.(md|markdown|txt|adoc|html?)$|(^|\/)[^.]*$/i.test(rename.to)).slice(0, 5000)
    const texts = new Map<Oid, string>()
    await readObjects(this.#engine, this.#dir, [...new Set(doubtful.flatMap((rename) => [rename.fromOid, rename.toOid]))], (oid, bytes) => { texts.set(oid, bytes.toString('utf8', 0, 200_000)) }, this.parts.signal)
    for (const rename of doubtful) if (sayTheSame(texts.get(rename.fromOid) ?? '', texts.get(rename.toOid) ?? '')) history.confirm(rename)
  }

  async #readCommits(oids: readonly Oid[]): Promise<void> {
    const missing = [...new Set(oids)].filter((oid) => !this.#commits.has(oid))
    await readObjects(this.#engine, this.#dir, missing, (oid, bytes) => { this.#commits.set(oid, parseCommit(bytes.toString('latin1'))) }, this.parts.signal)
  }

  /** The default branch becomes `main`; a branch of that name that was not the default keeps its commits under another. */
  async #wholeAsOurs(): Promise<Oid> {
    this.#isMended = await sanitiseWhole(this.#engine, this.#dir, this.parts.signal) === 'mended'
    const branches = await listRefs(this.#dir, 'refs/heads/')
    const head = branches.find((ref) => ref.name === `refs/heads/${this.branch}`)
    if (!head) throw new Error(`no branch ${this.branch} in the copy`)
    if (this.branch === 'main') return head.oid
    const other = branches.find((ref) => ref.name === 'refs/heads/main')
    let kept = 'refs/heads/main-source'
    while (branches.some((ref) => ref.name === kept)) kept += '-1'
    const input = [
      ...(other ? [`create ${kept} ${other.oid}`, `update refs/heads/main ${head.oid}`] : [`create refs/heads/main ${head.oid}`]),
      `delete ${head.name}`, '',
    ].join('\n')
    const { code, stderr } = await this.#engine.run(['update-ref', '--no-deref', '--stdin'], { repoDir: this.#dir, input })
    if (code !== 0) throw new Error(`git update-ref: ${stderr}`)
    return head.oid
  }

  async #appendJournal(journal: FirstEvents): Promise<void> {
    const history = new History()
    const [written] = await writeAll({ engine: this.#engine, dir: this.#dir, history, commits: this.#commits, namespace: 'refs/import/whole', borrowed: [], signal: this.parts.signal, onProgress: undefined }, [{ plan: undefined, known: new Map(), journal }])
    const { code, stderr } = await this.#engine.run(['update-ref', 'refs/journal/resource', written?.journal ?? ''], { repoDir: this.#dir })
    if (code !== 0) throw new Error(`git update-ref: ${stderr}`)
  }
}
