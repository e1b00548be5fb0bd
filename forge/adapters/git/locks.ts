import { AsyncLocalStorage } from 'node:async_hooks'
import { promises as fs } from 'node:fs'
import path from 'node:path'
import type { RepoId } from '../../domain/git.js'
import type { RunFolder } from './run-folder.js'

interface Hold { readonly repo: RepoId; isReleased: boolean; readonly outer: Hold | undefined }

/**
 * One writer at a time for each repository, in the order they came; and a mark on disk for each repository being written,
 * so that a run that dies says which ones to look at.
 */
export class WriteLocks {
  readonly #last = new Map<RepoId, Promise<void>>()
  readonly #holds = new AsyncLocalStorage<Hold>()
  readonly #busy = new Map<RepoId, { count: number; marked: Promise<void> }>()

  constructor(private readonly run: RunFolder) {}

  #isHeld(repo: RepoId): boolean {
    for (let hold = this.#holds.getStore(); hold; hold = hold.outer) if (hold.repo === repo && !hold.isReleased) return true
    return false
  }

  /** Runs `work` alone. Asking again from inside is a bug, and said so rather than waited on for ever. */
  async exclusively<T>(repo: RepoId, work: () => Promise<T>): Promise<T> {
    if (this.#isHeld(repo)) throw new Error(`exclusively(${repo}) asked for inside itself`)
    const before = this.#last.get(repo) ?? Promise.resolve()
    let release!: () => void
    const mine = new Promise<void>((done) => { release = done })
    const chained = before.then(() => mine)
    this.#last.set(repo, chained)
    await before
    const hold: Hold = { repo, isReleased: false, outer: this.#holds.getStore() }
    try {
      return await this.#holds.run(hold, () => this.marked(repo, work))
    } finally {
      hold.isReleased = true
      release()
      if (this.#last.get(repo) === chained) this.#last.delete(repo)
    }
  }

  /** Runs `work` alone, unless this very flow already does. */
  async exclusivelyOnce<T>(repo: RepoId, work: () => Promise<T>): Promise<T> {
    return this.#isHeld(repo) ? work() : this.exclusively(repo, work)
  }

  /** Runs `work` with the repository marked as being written. */
  async marked<T>(repo: RepoId, work: () => Promise<T>): Promise<T> {
    const file = path.join(this.run.busy, repo)
    const known = this.#busy.get(repo)
    const mark = known ?? { count: 0, marked: fs.writeFile(file, '').catch(() => undefined) }
    mark.count += 1
    this.#busy.set(repo, mark)
    await mark.marked
    try { return await work() } finally {
      mark.count -= 1
      if (mark.count === 0 && this.#busy.get(repo) === mark) {
        this.#busy.delete(repo)
        await fs.rm(file, { force: true }).catch(() => undefined)
        // Someone may have marked it again while the file was going.
        if (this.#busy.has(repo)) await fs.writeFile(file, '').catch(() => undefined)
      }
    }
  }
}
