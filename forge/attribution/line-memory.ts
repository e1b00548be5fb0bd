/** Longest line remembered, and letters of all of them together. */
const MAX_LINE = 20_000
const MAX_LETTERS = 4_000_000

/** What was read of each line: a version of a file has nearly all the lines of the one before. `read` must depend on the line alone. */
export class LineMemory<T> {
  readonly #known = new Map<string, T>()
  #letters = 0

  constructor(private readonly read: (line: string) => T) {}

  of(line: string): T {
    const known = this.#known.get(line)
    if (known !== undefined) return known
    const found = this.read(line)
    if (line.length > MAX_LINE) return found
    // Bounded by forgetting everything at once: what is forgotten is read again, never read differently.
    if (this.#letters > MAX_LETTERS) { this.#known.clear(); this.#letters = 0 }
    this.#known.set(apart(line), found)
    this.#letters += line.length
    return found
  }
}

/** A copy: V8 keeps the whole text alive for as long as a piece cut out of it. */
export const apart = (piece: string): string => piece.split('').join('')
