/**
 * Passages taken from another file, changed on the way or not: what follows each other closely on both sides, in the same order, came
 * together, and is judged together.
 */
import { FOUND } from './confidence.js'
import { match, spans } from './matching.js'
import type { FileState } from './passages.js'
import { isFromAside, isOriginal, type Draft } from './draft.js'
import type { Span } from './similar-blocks.js'
import { arrival } from './taking.js'
import type { Words } from './words.js'

/** Words missing between two words of one passage, on the side of the new text and of the source. */
const GAP_HERE = 8
const GAP_THERE = 16

/** Takes the passages that `source` shares with what is still unknown of the version; what it was already found to take from elsewhere shows where they are. */
export function adopt(draft: Draft, source: FileState): void {
  const { version, known, ids, steps, confidences, strength, present } = draft
  const open = arriving(draft)
  const pairs = match(source.words, only(version.words, open), (key) => known.lexicon.lengthOf(key))
  for (const passage of passages(version.words, open, pairs)) {
    const places = passage.map((at) => open[at]!)
    if (places.every((j) => ids[j] !== 0) || !isOriginal(draft, places) && !holdsParagraphFromAside(draft, places)) continue
    const alone = sentenceOf(source.words, pairs[passage[0]!]!, pairs[passage.at(-1)!]!)
    if (alone && !version.carries && version.stays(source.lineage, source.words.keys.subarray(...alone))) {
      if (known.passages.isCommon(source.words.keys, ...alone)) continue
      known.passages.copiedAlone(source.words.keys, ...alone)
    }
    for (const at of passage) {
      const j = open[at]!, i = pairs[at]!
      if (ids[j] !== 0) continue
      ids[j] = source.ids[i]!
      present.add(source.ids[i]!)
      steps[j] = known.ledger.arrived(version.commit, version.path, arrival(draft), source.steps[i]!)
      confidences[j] = Math.min(FOUND, source.confidences[i]!)
      strength[j] = passage.length
    }
  }
}

function holdsParagraphFromAside(draft: Draft, places: readonly number[]): boolean {
  const { blocks, keys } = draft.version.words
  const held = new Set(places)
  return spans(blocks, keys.length).some(([from, to]) => held.has(from) && to - from <= held.size && isFromAside(draft, from, to) && keys.subarray(from, to).every((_, k) => held.has(from + k)))
}

/** The one sentence that holds both words, if one does. */
function sentenceOf({ sentences, keys }: Words, first: number, last: number): Span | undefined {
  const next = sentences.findIndex((start) => start > first)
  const to = next === -1 ? keys.length : sentences[next]!
  return last < to ? [sentences[next === -1 ? sentences.length - 1 : next - 1]!, to] : undefined
}

/** Words that the version brings: unknown yet, or found elsewhere. */
function arriving({ version, known: { ledger }, ids, steps }: Draft): Int32Array {
  const open: number[] = []
  for (let j = 0; j < ids.length; j++) {
    if (ids[j] !== 0) {
      const { commit, how } = ledger.step(steps[j]!)
      if (commit !== version.commit || how === 'moved') continue
    }
    open.push(j)
  }
  return Int32Array.from(open)
}

/** These words alone, as a text. */
function only(words: Words, open: Int32Array): Words {
  const starts = (of: Int32Array): Int32Array => {
    const begins: number[] = []
    let next = 0
    open.forEach((j, at) => {
      let begun = at === 0 || open[at - 1] !== j - 1
      for (; next < of.length && of[next]! <= j; next++) begun = true
      if (begun) begins.push(at)
    })
    return Int32Array.from(begins)
  }
  const pick = (of: Int32Array): Int32Array => open.map((j) => of[j]!)
  return { ...words, keys: pick(words.keys), starts: pick(words.starts), ends: pick(words.ends), blocks: starts(words.blocks), sentences: starts(words.sentences) }
}

/** Paired words that follow each other closely on both sides. The front matter is a form: its fields do not speak for each other, unless all are the same. */
function passages({ blocks, inFrontMatter }: Words, open: Int32Array, pairs: Int32Array): number[][] {
  const found: number[][] = []
  const isSameForm = open[inFrontMatter - 1] === inFrontMatter - 1 && pairs.subarray(0, inFrontMatter).every((i, at) => i === at)
  let last: number[] | undefined
  let field = 0
  for (let at = 0; at < pairs.length; at++) {
    const before = last?.[last.length - 1]
    const begun = field
    while (blocks[field]! <= Math.min(open[at]!, inFrontMatter)) field++
    if (pairs[at] === -1) { if (field !== begun) last = undefined; continue }
    const isNext = before !== undefined && (isSameForm || field === begun) && open[at]! - open[before]! <= GAP_HERE && pairs[at]! > pairs[before]! && pairs[at]! - pairs[before]! <= GAP_THERE
    if (isNext) last!.push(at); else found.push(last = [at])
  }
  return found
}
