import type { Identity } from './history.js'

/**
 * How a word came to where it stands. `typed`: written there. `merged`: written while reconciling two versions. `squashed`: written in
 * a version that sums up several people's. `imported`: brought by an import from outside. `copied`: from elsewhere in the resource.
 * `restored`: removed once, and put back.
 */
export type How = 'typed' | 'copied' | 'restored' | 'imported' | 'merged' | 'squashed'
/** A link of a chain; `moved`: the file took another path, which changes nothing to how its words came. */
export type Link = How | 'moved'

/** Where words were born, or where they arrived: one link of a chain. */
export interface Step {
  /** Position of the commit in the walk. */
  readonly commit: number
  readonly path: string
  readonly how: Link
  /** The step before, -1 at birth. */
  readonly from: number
  /** The step of birth (itself at birth). */
  readonly birth: number
  /** At birth: who wrote the words. */
  readonly authors: readonly Identity[]
  /** At birth: the identifier of the licence declared there and then. */
  readonly licence?: string
}

/** Every step words went through, each said once. Words hold the number of their last step; their chain hangs from it. */
export class Ledger {
  readonly #steps: Step[] = []
  readonly #known = new Map<string, number>()
  #lastId = 0

  step(number: number): Step { return this.#steps[number]! }
  birthOf(number: number): Step { return this.#steps[this.#steps[number]!.birth]! }

  /** Numbers for `count` new words; a copy keeps its original's number. Returns the first. 0 is nobody's. */
  newWords(count: number): number {
    const first = this.#lastId + 1
    this.#lastId += count
    return first
  }
  get lastId(): number { return this.#lastId }

  born(commit: number, path: string, how: How, authors: readonly Identity[], licence: string | undefined): number {
    return this.#add(`${commit}\0${path}`, (number) => ({ commit, path, how, from: -1, birth: number, authors, ...(licence !== undefined && { licence }) }))
  }

  /** The step of words that stood at `from` and now arrive elsewhere. Arriving twice in the same way is one step. */
  arrived(commit: number, path: string, how: Link, from: number): number {
    const { birth } = this.#steps[from]!
    return this.#add(`${commit}\0${path}\0${how}\0${from}`, () => ({ commit, path, how, from, birth, authors: [] }))
  }

  /** How words last came, moves of their file aside. */
  howOf(number: number): How {
    for (let step = this.#steps[number]!; ; step = this.#steps[step.from]!) if (step.how !== 'moved') return step.how
  }

  #add(key: string, step: (number: number) => Step): number {
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const number = this.#steps.length
    this.#steps.push(step(number))
    this.#known.set(key, number)
    return number
  }
}
