import { promises as fs } from 'node:fs'
import path from 'node:path'
import type { RepoId } from '../../domain/git.js'
import { ForgeError } from '../../domain/errors.js'
import { allToTheirEnd, replaceFile, syncFolder } from './durable-fs.js'
import type { RunFolder } from './run-folder.js'

/** A ULID in lower case (Crockford's alphabet). Nothing else ever becomes a path. */
const idPattern = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/

/**
 * The configuration of every repository, written once at its creation.
 *
 * Objects, packs and refs are synced before Git says they are written; nothing rewrites `main`; a pushed object that
 * Git's own checks find malformed is refused; nothing is collected by itself (the forge decides when).
 */
const configuration = `[core]
\trepositoryformatversion = 0
\tfilemode = true
\tbare = true
\tfsync = committed,loose-object,reference
\tlogAllRefUpdates = false
\tprecomposeUnicode = false
\thooksPath = /dev/null
\tbigFileThreshold = 16m
[gc]
\tauto = 0
[maintenance]
\tauto = false
[receive]
\tfsckObjects = true
\tdenyNonFastForwards = false
\tdenyDeletes = false
\tdenyCurrentBranch = ignore
\tautogc = false
\tadvertiseAtomic = true
\tadvertisePushOptions = true
\tprocReceiveRefs = refs/for
[uploadpack]
\tallowFilter = true
\tallowAnySHA1InWant = false
[pack]
\twindowMemory = 128m
\tthreads = 1
[protocol]
\tversion = 2
`

/** Where repositories are, how one begins and ends. Names of people or resources never reach the file system. */
export class Repositories {
  readonly root: string
  #next = 0

  constructor(private readonly run: RunFolder) { this.root = path.join(run.dataDir, 'repos') }

  /** The folder of a repository, sharded on the last four characters of its id (the first ones of a ULID are the time). Throws on anything that is not an id. */
  dir(repo: RepoId): string {
    if (!idPattern.test(repo)) throw new ForgeError('invalid', 'git.repository_id_invalid')
    return path.join(this.root, repo.slice(-4, -2), repo.slice(-2), `${repo}.git`)
  }

  async exists(repo: RepoId): Promise<boolean> {
    return (await fs.stat(path.join(this.dir(repo), 'HEAD')).catch(() => undefined)) !== undefined
  }

  /** The folder of a repository that is there; refuses `not_found`. */
  async existing(repo: RepoId): Promise<string> {
    if (!await this.exists(repo)) throw new ForgeError('not_found', 'git.repository_missing', { repo })
    return this.dir(repo)
  }

  /** Makes a repository elsewhere, lets `fill` put objects and refs in it, then moves it into place whole. Refuses `conflict` when there is one already. */
  async create(repo: RepoId, fill?: (dir: string) => Promise<void>): Promise<void> {
    const target = this.dir(repo)
    const making = path.join(this.run.incoming, `${repo}-${process.pid}-${this.#next++}.git`)
    try {
      const shard = path.dirname(target)
      await Promise.all([...['objects/pack', 'refs/heads'].map((folder) => path.join(making, folder)), shard].map((folder) => fs.mkdir(folder, { recursive: true })))
      // Side by side, and folders once for all: each wait for the disk is a good part of what a repository costs.
      await allToTheirEnd([replaceFile(path.join(making, 'HEAD'), 'ref: refs/heads/main\n'), replaceFile(path.join(making, 'config'), configuration), fill?.(making)])
      await Promise.all([...['objects', 'refs', '.'].map((folder) => path.join(making, folder)), this.root, path.dirname(shard)].map(syncFolder))
      // A repository is never empty, so a rename onto one fails: two creations cannot both succeed.
      await fs.rename(making, target)
      await syncFolder(shard)
    } catch (error) {
      await fs.rm(making, { recursive: true, force: true })
      if (['ENOTEMPTY', 'EEXIST', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '') && await this.exists(repo)) throw new ForgeError('conflict', 'git.repository_exists', { repo })
      throw error
    }
  }

  /** Removes a repository: out of sight in one gesture first, then file by file. */
  async remove(repo: RepoId): Promise<void> {
    const dir = this.dir(repo)
    const leaving = path.join(this.run.incoming, `${repo}-${process.pid}-${this.#next++}.removed`)
    try { await fs.rename(dir, leaving) } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
      throw error
    }
    await syncFolder(path.dirname(dir))
    await fs.rm(leaving, { recursive: true, force: true, maxRetries: 3 })
  }

  /** Every repository, in no particular order. */
  async *list(): AsyncIterable<RepoId> {
    for (const first of await fs.readdir(this.root).catch(() => [])) {
      for (const second of await fs.readdir(path.join(this.root, first)).catch(() => [])) {
        for (const name of await fs.readdir(path.join(this.root, first, second)).catch(() => [])) {
          const id = name.replace(/\.git$/, '')
          if (name.endsWith('.git') && idPattern.test(id)) yield id
        }
      }
    }
  }
}
