import { AsyncLocalStorage } from 'node:async_hooks'
import { promises as fs } from 'node:fs'
import path from 'node:path'
import type { RepoId } from '../../domain/git.js'
import type { RunFolder } from './run-folder.js'

interface Hold { readonly repo: RepoId; readonly kind: 'alone' | 'keeping'; isReleased: boolean; readonly outer: Hold | undefined }

/** Who keeps a repository from forgetting, and who waits for them to be done. */
interface Keeping { keepers: number; forgetting: Promise<void> | undefined; wake: () => void }

/**
 * Three things about each repository being written:
 * - one writer at a time where order matters (`exclusively`), in the order they came;
 * - nothing is forgotten (`forgetting`: objects no ref reaches go) while somebody has written objects that no ref names yet (`keeping`).
 *   Keepers run side by side and may nest; only a forgetting under way makes them wait, never one that waits itself;
 * - a mark on disk, so that a run that dies says which repositories to look at.
 *
 * `keeping` always comes before `exclusively`; who forgets takes both, in that order: no two flows can wait for each other.
 */
export class WriteLocks {
  readonly #last = new Map<RepoId, Promise<void>>()
  readonly #keeping = new Map<RepoId, Keeping>()
  readonly #holds = new AsyncLocalStorage<Hold>()
  readonly #busy = new Map<RepoId, { count: number; marked: Promise<void> }>()

  constructor(private readonly run: RunFolder) {}

  #isHeld(repo: RepoId, kind: Hold['kind']): boolean {
    for (let hold = this.#holds.getStore(); hold; hold = hold.outer) if (hold.repo === repo && hold.kind === kind && !hold.isReleased) return true
    return false
  }

  /** Keeps every object of the repository until released, those no ref names included. For flows that are no function call (a push). */
  async keep(repo: RepoId): Promise<() => void> {
    const state = this.#keeping.get(repo) ?? { keepers: 0, forgetting: undefined, wake: () => undefined }
    this.#keeping.set(repo, state)
    state.keepers += 1
    while (state.forgetting) await state.forgetting
    let isReleased = false
    return () => {
      if (isReleased) return
      isReleased = true
      state.keepers -= 1
      this.#settle(repo, state)
    }
  }

  #settle(repo: RepoId, state: Keeping): void {
    if (state.keepers > 0) return
    state.wake()
    if (!state.forgetting) this.#keeping.delete(repo)
  }

  /** Runs `work`, in which objects are written before a ref names them: none is forgotten meanwhile. */
  async keeping<T>(repo: RepoId, work: () => Promise<T>): Promise<T> {
    const release = await this.keep(repo)
    const hold: Hold = { repo, kind: 'keeping', isReleased: false, outer: this.#holds.getStore() }
    try { return await this.#holds.run(hold, work) } finally {
      hold.isReleased = true
      release()
    }
  }

  /** Runs `work`, which removes objects, once nobody keeps them, and alone. From inside `keeping` or `exclusively` it is a bug: it would wait for itself. */
  async forgetting<T>(repo: RepoId, work: () => Promise<T>): Promise<T> {
    if (this.#isHeld(repo, 'keeping')) throw new Error(`objects of ${repo} asked to be forgotten by who keeps them`)
    for (let state = this.#keeping.get(repo); state; state = this.#keeping.get(repo)) {
      const waited = state
      if (waited.forgetting) await waited.forgetting
      else await new Promise<void>((go) => { const others = waited.wake; waited.wake = () => { others(); go() } })
    }
    let done!: () => void
    const state: Keeping = { keepers: 0, forgetting: new Promise<void>((go) => { done = go }), wake: () => undefined }
    this.#keeping.set(repo, state)
    try { return await this.#alone(repo, work) } finally {
      state.forgetting = undefined
      done()
      this.#settle(repo, state)
    }
  }

  /** Runs `work` alone, its objects kept. Asking again from inside is a bug, and said so rather than waited on for ever. */
  async exclusively<T>(repo: RepoId, work: () => Promise<T>): Promise<T> {
    if (this.#isHeld(repo, 'alone')) throw new Error(`exclusively(${repo}) asked for inside itself`)
    return this.keeping(repo, () => this.#alone(repo, work))
  }

  async #alone<T>(repo: RepoId, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(repo) ?? Promise.resolve()
    let release!: () => void
    const mine = new Promise<void>((done) => { release = done })
    const chained = before.then(() => mine)
    this.#last.set(repo, chained)
    await before
    const hold: Hold = { repo, kind: 'alone', isReleased: false, outer: this.#holds.getStore() }
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
    return this.#isHeld(repo, 'alone') ? work() : this.exclusively(repo, work)
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
