/**
 * What may be called a passage that two resources share. Never a hash: words themselves are compared in the end. Never stock: what many
 * unrelated resources hold, headings, licence notices and credit lines are left out of the count.
 */
import { commonRuns, shortestRun, type Run } from './common-runs.js'
import { keyAt, type ReadWords } from './read-words.js'
import { heading, joined, notice } from './word-kinds.js'

/**
 * Words that this many families of resources hold, besides the one that asks, belong to nobody in particular: a sentence of a template, a
 * motto, a saying. A family (an origin and its adaptations) counts once.
 */
export const stockFamilies = 5
/** A passage this long is somebody's, however often it was taken. */
export const longPassage = 100

/** Another text that has prints in common. */
export interface Candidate {
  /** Its origin and its adaptations have the same. */
  readonly family: string
  readonly words: Int32Array
  /** Places that have a print in common: of the text asked of, of this one. */
  readonly seeds: readonly (readonly [number, number])[]
}

/** A passage that may be one, by the numbers of its words. */
export interface Likely { readonly candidate: number; readonly runs: readonly Run[] }

/** A passage, word for word. */
export interface Proven {
  readonly at: readonly [number, number]
  readonly elsewhere: readonly [number, number]
  /** Equal words that count. */
  readonly words: number
  /** Words that differ between its first and its last one, on the side where they are more. */
  readonly changed: number
}

const lengthOf = (runs: readonly Run[]): number => runs.reduce((sum, { length }) => sum + length, 0)
const spanOf = (runs: readonly Run[]): readonly [number, number] => [runs[0]!.a, runs.at(-1)!.a + runs.at(-1)!.length]

/** Passages of `least` words or more that may be shared, and which words of the text asked of are stock. */
export function likelyPassages(asked: ReadWords, candidates: readonly Candidate[], least: number): { readonly likely: readonly Likely[]; readonly isStock: (place: number) => boolean } {
  const found = candidates.flatMap(({ words, seeds }, candidate): Likely[] => commonRuns(asked.hashes, words, seeds).map((runs) => ({ candidate, runs })))
  const families = new Map<string, (readonly [number, number])[]>()
  for (const { candidate, runs } of found) {
    const { family } = candidates[candidate]!
    const known = families.get(family) ?? []
    for (const { a, length } of runs) known.push([a, a + length])
    families.set(family, known)
  }
  const holders = holdersOf(asked.hashes.length, families.values())
  const isStock = (place: number): boolean => holders[place]! >= stockFamilies
  return { isStock, likely: found.filter(({ runs }) => lengthOf(runs) >= least && (isLong(runs) || countOf(runs, (a) => !isStock(a)) >= least)) }
}

const isLong = (runs: readonly Run[]): boolean => lengthOf(runs) >= longPassage

function countOf(runs: readonly Run[], counts: (a: number, b: number) => boolean): number {
  let sum = 0
  for (const { a, b, length } of runs) for (let i = 0; i < length; i++) if (counts(a + i, b + i)) sum++
  return sum
}

/** How many families hold each word. */
function holdersOf(words: number, families: Iterable<(readonly [number, number])[]>): Int32Array {
  const change = new Int32Array(words + 1)
  for (const spans of families) {
    let end = -1
    for (const [from, to] of spans.sort((x, y) => x[0] - y[0])) {
      if (to <= end) continue
      change[Math.max(from, end)]! += 1
      change[to]! -= 1
      end = to
    }
  }
  for (let i = 1; i < change.length; i++) change[i]! += change[i - 1]!
  return change
}

/** What is left of likely passages once their words themselves are compared, longest first; of two in the same place, the longer. */
export function provenPassages(asked: ReadWords, other: ReadWords, likely: readonly (readonly Run[])[], isStock: (place: number) => boolean, least: number): readonly Proven[] {
  const proven: { span: readonly [number, number]; passage: Proven }[] = []
  const ordered = likely.map((runs) => equalRuns(asked, other, runs)).filter((runs) => runs.length > 0).sort((x, y) => lengthOf(y) - lengthOf(x))
  for (const runs of ordered) {
    const span = spanOf(runs)
    if (proven.some((one) => one.span[0] <= span[0] && one.span[1] >= span[1])) continue
    const long = isLong(runs)
    const isAside = (a: number, b: number): boolean => ((asked.flags[a]! & other.flags[b]!) & (heading | notice)) !== 0
    const words = countOf(runs, (a, b) => !isAside(a, b) && (asked.flags[a]! & joined) === 0 && (long || !isStock(a)))
    if (words < least) continue
    const kept = trimmed(runs, isAside)
    const first = kept[0]!, last = kept.at(-1)!
    proven.push({ span, passage: {
      at: [asked.starts[first.a]!, asked.ends[last.a + last.length - 1]!], elsewhere: [other.starts[first.b]!, other.ends[last.b + last.length - 1]!],
      words, changed: Math.max(last.a + last.length - first.a, last.b + last.length - first.b) - lengthOf(kept),
    } })
  }
  return proven.map(({ passage }) => passage).sort((x, y) => y.words - x.words || x.at[0] - y.at[0])
}

/** Without the headings and notices at its ends. */
function trimmed(runs: readonly Run[], isAside: (a: number, b: number) => boolean): readonly Run[] {
  return runs.flatMap(({ a, b, length }, at): Run[] => {
    let from = 0, to = length
    if (at === 0) while (from < to && isAside(a + from, b + from)) from++
    if (at === runs.length - 1) while (to > from && isAside(a + to - 1, b + to - 1)) to--
    return from < to ? [{ a: a + from, b: b + from, length: to - from }] : []
  })
}

/** Cuts where two words only had the same number. */
function equalRuns(asked: ReadWords, other: ReadWords, runs: readonly Run[]): readonly Run[] {
  return runs.flatMap(({ a, b, length }) => {
    const pieces: Run[] = []
    let from = 0
    for (let i = 0; i <= length; i++) {
      if (i < length && keyAt(asked, a + i) === keyAt(other, b + i)) continue
      if (i - from >= shortestRun) pieces.push({ a: a + from, b: b + from, length: i - from })
      from = i + 1
    }
    return pieces
  })
}
