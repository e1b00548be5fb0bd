/**
 * Passages taken from another file and changed on the way: their long runs were found word for word; what stands between and around
 * these, in the same order as in that file, came with them.
 */
import { FOUND } from './confidence.js'
import { match } from './matching.js'
import type { FileState } from './passages.js'
import { isOriginal, type Draft } from './draft.js'

/** Words missing between two words of one passage, on the side of the new text and of the source. */
const GAP_HERE = 8
const GAP_THERE = 16
/** Files that one version may take changed passages from. */
const MAX_SOURCES = 4
/** Fewest words found word for word in a file before the rest is looked for there. */
const ENOUGH = 5

export function fromAdapted(draft: Draft): void {
  const { version, taken } = draft
  const files = [...taken].filter(([lineage, words]) => words.length >= ENOUGH && lineage !== version.lineage)
    .sort(([a, x], [b, y]) => y.length - x.length || a - b).slice(0, MAX_SOURCES)
  for (const [lineage, words] of files) {
    const source = version.fileOf(lineage)
    if (source) adopt(draft, source, words)
  }
}

function adopt(draft: Draft, source: FileState, taken: readonly number[]): void {
  const { version, known, ids, steps, confidences, strength, present } = draft
  const open = places(draft, new Set(taken))
  const pairs = match(source.words, passageOf(draft, open), (key) => known.lexicon.lengthOf(key))
  for (const passage of passages(open, pairs)) {
    if (!isOriginal(draft, passage.map((at) => open[at]!))) continue
    for (const at of passage) {
      const j = open[at]!, i = pairs[at]!
      if (ids[j] !== 0 || present.has(source.ids[i]!)) continue
      ids[j] = source.ids[i]!
      present.add(source.ids[i]!)
      steps[j] = known.ledger.arrived(version.commit, version.path, 'copied', source.steps[i]!)
      confidences[j] = Math.min(FOUND, source.confidences[i]!)
      strength[j] = passage.length
    }
  }
}

/** Words still unknown, and those already taken from that file, which show where its passages are. */
function places({ ids }: Draft, taken: ReadonlySet<number>): number[] {
  const open: number[] = []
  for (let j = 0; j < ids.length; j++) if (ids[j] === 0 || taken.has(j)) open.push(j)
  return open
}

/** These words alone, as a text. */
function passageOf({ version: { words } }: Draft, open: readonly number[]) {
  const position = new Map(open.map((j, at) => [j, at]))
  const starts = (of: Int32Array): Int32Array => {
    const begins = new Set<number>()
    let next = 0
    open.forEach((j, at) => {
      let begun = at > 0 && open[at - 1] !== j - 1
      for (; next < of.length && of[next]! <= j; next++) begun = true
      if (begun || at === 0) begins.add(at)
    })
    return Int32Array.from(begins)
  }
  const pick = (of: Int32Array): Int32Array => Int32Array.from(position.keys(), (j) => of[j]!)
  return { text: words.text, keys: pick(words.keys), starts: pick(words.starts), ends: pick(words.ends), blocks: starts(words.blocks), sentences: starts(words.sentences) }
}

/** Paired words that follow each other closely on both sides. */
function passages(open: readonly number[], pairs: Int32Array): number[][] {
  const found: number[][] = []
  let last: number[] | undefined
  for (let at = 0; at < pairs.length; at++) {
    if (pairs[at] === -1) continue
    const before = last?.[last.length - 1]
    const isNext = before !== undefined && open[at]! - open[before]! <= GAP_HERE && pairs[at]! > pairs[before]! && pairs[at]! - pairs[before]! <= GAP_THERE
    if (isNext) last!.push(at); else found.push(last = [at])
  }
  return found
}
