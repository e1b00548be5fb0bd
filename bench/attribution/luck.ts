/** Chance that a seed decides: the same histories on every machine. */
export class Luck {
  #state: number
  constructor(seed: number) { this.#state = seed >>> 0 }

  /** From 0 to 1, 1 excluded (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let t = this.#state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }

  /** A whole number from 0, `n` excluded. */
  below(n: number): number { return Math.floor(this.next() * n) }
  /** A whole number, both ends included. */
  between([from, to]: Range): number { return from + this.below(to - from + 1) }
  of<T>(list: readonly T[]): T { return list[this.below(list.length)]! }
  happens(share: number): boolean { return this.next() < share }

  /** Some of the list, in its order. */
  some<T>(list: readonly T[], count: number): T[] {
    const left = list.map((_, i) => i)
    while (left.length > count) left.splice(this.below(left.length), 1)
    return left.map((i) => list[i]!)
  }

  /** One of these names, as often as its weight says. */
  weighted<T extends string>(weights: Readonly<Record<T, number>>): T {
    const entries = Object.entries(weights) as [T, number][]
    let at = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [name, weight] of entries) { at -= weight; if (at < 0) return name }
    return entries.at(-1)![0]
  }
}

/** Both ends included. */
export type Range = readonly [from: number, to: number]

/** Draws by frequency: a table of sums, and a search in it. */
export class Urn<T> {
  readonly #sums: number[] = []
  constructor(private readonly items: readonly T[], weight: (rank: number) => number) {
    let sum = 0
    for (let rank = 0; rank < items.length; rank++) this.#sums.push((sum += weight(rank)))
  }

  draw(luck: Luck): T {
    const at = luck.next() * this.#sums.at(-1)!
    let low = 0
    let high = this.#sums.length - 1
    while (low < high) { const middle = (low + high) >> 1; if (this.#sums[middle]! > at) high = middle; else low = middle + 1 }
    return this.items[low]!
  }
}
