import os from 'node:os'
import { ForgeError } from '../../domain/errors.js'
import type { GitStore, GitWrites, RepoId } from '../../domain/git.js'
import { bringObjects, fillFork } from './fork.js'
import { openGitEngine, type GitEngine } from './engine.js'
import { forgetUnreachable } from './erase.js'
import { openJournal } from './journal.js'
import { WriteLocks } from './locks.js'
import { mergeTrees } from './merge-trees.js'
import type { ReaderBackend } from './reader/backend.js'
import { openIsomorphic, RawObjects } from './reader/isomorphic.js'
import { openReaderPool } from './reader/process.js'
import { checkOids, openReads } from './reads.js'
import { updateRefs } from './ref-updates.js'
import { readRef } from './refs.js'
import { Repositories } from './repositories.js'
import { runFolder, type RunFolder } from './run-folder.js'
import { writeRunState } from './run-state.js'
import { ObjectWriter } from './writer.js'

export interface GitStoreHandle extends GitStore {
  readonly engine: GitEngine
  /** Which library answers reads. */
  readonly reader: ReaderBackend['name']
  /** Process ids of the readers; none when reads happen in this process. */
  readerPids(): readonly number[]
  /** The folder of a repository, there or not; refuses `invalid` what is not an id. */
  repoDir(repo: RepoId): string
  listRepositories(): AsyncIterable<RepoId>
  /** A word that changes whenever a ref of the repository may have moved, through this process. */
  refsState(repo: RepoId): string
  /** To be called by who moves refs otherwise (receive-pack, fast-import). */
  refsMoved(repo: RepoId): void
  /** Keeps every object of a repository, those no ref names included, until the answer is called. */
  keep(repo: RepoId): Promise<() => void>
  /** Runs `work` with the repository marked on disk as being written. */
  marked<T>(repo: RepoId, work: () => Promise<T>): Promise<T>
  close(): Promise<void>
}

export interface GitStoreOptions {
  readonly dataDir: string
  /** One already started; it is then not closed with the store. */
  readonly engine?: GitEngine
  /** Default: libgit2 where it loads, unless COMMUNS_LECTEUR says `isomorphic`. */
  readonly reader?: ReaderBackend['name']
}

/** Opens the repositories of a data folder. Before it: `lockDataFolder`, then `recover`. */
export async function openGitStore(options: GitStoreOptions): Promise<GitStoreHandle> {
  const run = runFolder(options.dataDir)
  const [engine, reader] = await Promise.all([
    options.engine ?? openGitEngine({ dataDir: options.dataDir }),
    openReader(run, options.reader),
    writeRunState(run, 'open'),
  ])
  const repositories = new Repositories(run)
  const locks = new WriteLocks(run)
  const reads = openReads({ repositories, reader, engine })
  const writer = new ObjectWriter(new RawObjects())
  const moves = new Map<RepoId, number>()
  const refsMoved = (repo: RepoId) => { moves.set(repo, (moves.get(repo) ?? 0) + 1) }

  const writes: GitWrites = {
    create: (repo) => repositories.create(repo),
    async writeCommit(repo, commit) {
      const dir = await repositories.existing(repo)
      return locks.keeping(repo, () => locks.marked(repo, () => writer.writeCommit(dir, commit)))
    },
    async updateRefs(repo, updates) {
      const dir = await repositories.existing(repo)
      try { return await locks.marked(repo, () => updateRefs(engine, dir, updates)) } finally { refsMoved(repo) }
    },
    async mergeTrees(repo, ours, theirs) {
      checkOids(ours, theirs)
      const dir = await repositories.existing(repo)
      return locks.keeping(repo, () => locks.marked(repo, () => mergeTrees(engine, dir, ours, theirs)))
    },
    async fork(from, to, refs) {
      const source = await repositories.existing(from)
      await locks.keeping(from, () => repositories.create(to, (dir) => fillFork(engine, source, dir, refs)))
    },
    async bring(from, to, oids) {
      const [source, target] = await Promise.all([repositories.existing(from), repositories.existing(to)])
      await locks.keeping(from, () => locks.keeping(to, () => locks.marked(to, () => bringObjects(engine, source, target, oids))))
    },
    async erase(repo, update) {
      const dir = await repositories.existing(repo)
      await locks.forgetting(repo, async () => {
        await eraseRef(dir, repo, update)
        refsMoved(repo)
        reads.forget(repo)
        journal.forget(repo)
      })
    },
    async remove(repo) {
      await locks.forgetting(repo, () => repositories.remove(repo))
      refsMoved(repo)
      reads.forget(repo)
      journal.forget(repo)
    },
    exclusively: (repo, work) => locks.exclusively(repo, work),
    keeping: (repo, work) => locks.keeping(repo, work),
  }

  async function eraseRef(dir: string, repo: RepoId, update: Parameters<GitWrites['erase']>[1]): Promise<void> {
    if (update.ref.startsWith('refs/heads/')) throw new ForgeError('invalid', 'git.branch_not_erasable', { ref: update.ref })
    if (await updateRefs(engine, dir, [update]) === 'moved') throw new ForgeError('conflict', 'git.ref_moved', { repo, ref: update.ref })
    await forgetUnreachable(engine, dir)
  }

  const journal = openJournal({
    exists: reads.exists,
    async tip(repo, ref) { return readRef(await repositories.existing(repo), ref) },
    chain: (repo, tip, since) => reader.chain(repositories.dir(repo), tip, since),
    writeChain: async (repo, parent, links) => writer.writeChain(await repositories.existing(repo), parent, links),
    updateRefs: writes.updateRefs,
    exclusively: (repo, work) => locks.exclusivelyOnce(repo, work),
  })

  return {
    ...reads, ...writes, ...journal,
    engine,
    reader: reader.name,
    readerPids: () => reader.pids(),
    repoDir: (repo) => repositories.dir(repo),
    listRepositories: () => repositories.list(),
    refsState: (repo) => String(moves.get(repo) ?? 0),
    refsMoved,
    keep: (repo) => locks.keep(repo),
    marked: (repo, work) => locks.marked(repo, work),
    async close() {
      await Promise.all([reader.close(), options.engine ? undefined : engine.close()])
      await writeRunState(run, 'closed')
    },
  }
}

async function openReader(run: RunFolder, asked: ReaderBackend['name'] | undefined): Promise<ReaderBackend> {
  const wanted = asked ?? (process.env['COMMUNS_LECTEUR'] === 'isomorphic' ? 'isomorphic' : undefined)
  if (wanted === 'isomorphic') return openIsomorphic()
  try {
    return await openReaderPool(run, Math.min(2, os.availableParallelism()))
  } catch (error) {
    if (wanted === 'libgit2') throw error
    return openIsomorphic()
  }
}
