import { nameStem, type Bytes } from './bytes.js'
import { inFolder, type History } from './history.js'

/** An earlier place of a file, and why it is taken for one. */
export interface Place { readonly path: Bytes; readonly how: 'itself' | 'renamed' | 'older_folder'; readonly similarity?: number }

/**
 * Where one file was at every commit, found by walking from the last commit back.
 *
 * A name is not a file: « nouveau.md » may have been renamed into ten different fiches, one after the other. So each commit has
 * its own list of names to look under, handed down from its children: the same name where the parent has it, the name before
 * a rename where it does not. Where neither holds the file begins — except that an earlier life under the same base name
 * (deleted, then restored) and the files of the same base name in the older folders that a person pointed out are its past too.
 */
export class Lineage {
  readonly places: Place[] = []
  /** Ranks (positions in `places`) to look under at each commit, best first; undefined where the file has no past. */
  readonly wanted: (readonly number[] | undefined)[]
  readonly #ranks = new Map<Bytes, number>()
  readonly #states: Int32Array[] = []
  readonly #interned = new Map<string, readonly number[]>()

  constructor(private readonly history: History, readonly path: Bytes, private readonly olderFolders: readonly Bytes[]) {
    const last = history.oids.length - 1
    this.wanted = new Array<readonly number[] | undefined>(history.oids.length)
    this.wanted[last] = this.#intern([this.#rank(path, 'itself'), ...this.#inOlderFolders(path)])
    for (let at = last; at >= 0; at--) {
      const wanted = this.wanted[at]
      if (!wanted) continue
      for (const parent of history.parents[at] as number[]) this.#hand(wanted, at, parent)
    }
  }

  /** The place of the file at a commit and its content there; undefined where it does not exist. */
  at(commit: number): { readonly path: Bytes; readonly content: number } | undefined {
    for (const rank of this.wanted[commit] ?? []) {
      const content = this.#states[rank]?.[commit] as number
      if (content !== 0) return { path: (this.places[rank] as Place).path, content }
    }
    return undefined
  }

  /**
   * Whether a commit writes something new in an older place while the file already has a newer one: its author's words may come
   * back by hand, so the commit must stay.
   */
  changesElsewhere(commit: number): boolean {
    const current = this.at(commit)
    return (this.wanted[commit] ?? []).some((rank) => {
      const states = this.#states[rank] as Int32Array
      const content = states[commit] as number
      return content !== 0 && content !== current?.content && (this.history.parents[commit] as number[]).every((parent) => states[parent] !== content)
    })
  }

  /** Earlier places that some kept commit really held the file at. */
  ancestors(kept: readonly number[]): readonly Place[] {
    const used = new Set<number>()
    for (const commit of kept) for (const rank of this.wanted[commit] ?? []) if ((this.#states[rank] as Int32Array)[commit] !== 0) used.add(rank)
    return this.places.filter((place, rank) => place.how !== 'itself' && used.has(rank))
  }

  #hand(wanted: readonly number[], at: number, parent: number): void {
    const known = this.wanted[parent]
    // Nearly always: nothing began or ended here.
    if (wanted.every((rank) => { const states = this.#states[rank] as Int32Array; return (states[at] !== 0) === (states[parent] !== 0) })) {
      if (known === undefined) { this.wanted[parent] = wanted; return }
      if (known === wanted) return
    }
    const next: number[] = []
    for (const rank of wanted) {
      const { path } = this.places[rank] as Place
      const states = this.#states[rank] as Int32Array
      const [here, before] = [states[at] !== 0, states[parent] !== 0]
      if (before) {
        const away = here ? undefined : this.history.renamedAway(path, at)
        // That life of the name went on as another file.
        if (away === undefined || wanted.some((other) => this.places[other]?.path === away)) next.push(rank)
      } else if (here) {
        const source = this.#renamedFrom(path, at, parent)
        if (source) next.push(this.#rank(source.from, 'renamed', source.similarity), ...this.#inOlderFolders(source.from))
        else if (this.#mayReturn(path)) next.push(rank)
      } else next.push(rank)
    }
    if (known === undefined) this.wanted[parent] = this.#intern(next)
    else if (next.some((rank) => !known.includes(rank))) this.wanted[parent] = this.#intern([...known, ...next])
  }

  /** The name a file had in a parent. Renames are detected from first parents; in a merge, any rename that explains the other side will do. */
  #renamedFrom(path: Bytes, at: number, parent: number): { from: Bytes; similarity: number } | undefined {
    const direct = this.history.renameInto(path, at)
    if (direct && this.history.stateOf(direct.from)[parent] !== 0) return direct
    if ((this.history.parents[at] as number[]).length < 2) return undefined
    for (const rename of this.history.renamesInto(path)) {
      const states = this.history.stateOf(rename.from)
      if (states[parent] !== 0 && states[at] === 0) return rename
    }
    return undefined
  }

  /** A name like the file's own may have had an earlier life of the same file; a name it only passed through may not. */
  #mayReturn(path: Bytes): boolean { return nameStem(path) === nameStem(this.path) }

  #inOlderFolders(path: Bytes): number[] {
    return this.olderFolders.map((folder) => inFolder(folder, path)).filter((older) => older !== path && this.history.has(older)).map((older) => this.#rank(older, 'older_folder'))
  }

  #rank(path: Bytes, how: Place['how'], similarity?: number): number {
    const known = this.#ranks.get(path)
    if (known !== undefined) return known
    const rank = this.places.push({ path, how, ...(similarity !== undefined && { similarity }) }) - 1
    this.#ranks.set(path, rank)
    this.#states.push(this.history.stateOf(path))
    return rank
  }

  #intern(ranks: readonly number[]): readonly number[] {
    const sorted = [...new Set(ranks)].sort((a, b) => a - b)
    const key = sorted.join()
    const known = this.#interned.get(key)
    if (known) return known
    this.#interned.set(key, sorted)
    return sorted
  }
}
