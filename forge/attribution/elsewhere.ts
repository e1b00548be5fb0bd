/**
 * Words that come from another file, or from what a file once was: whole blocks and sentences, then runs.
 *
 * Two people may type the same phrase; nobody types the same passage. So what is found elsewhere is judged with what was found around it,
 * in the order of the file it would come from; alone, it must say enough by itself, and not be what several people have typed. A paragraph
 * of the same fiche in a branch or an adaptation, written nowhere before, needs to say less: it is the same people’s fiche, and its place.
 */
import { adopt } from './adapted.js'
import { hasUnknown, isOriginal, isFromAside, range, unknownRuns, unknownSpans, type Draft } from './draft.js'
import { GRAM } from './passages.js'
import { take } from './taking.js'
import type { Words } from './words.js'

/** Files that one version may take passages from. */
const MAX_SOURCES = 4
/** Fewest words found word for word in a file before the rest is looked for there. */
const ENOUGH = 5

/** Words of the version that stood elsewhere: first at `offset`, and in these files. */
interface Hit { readonly from: number; readonly to: number; readonly offset: number; readonly files: readonly number[] }

export function fromElsewhere(draft: Draft): void {
  const { version, known: { passages } } = draft
  const hits = hitsOf(draft)
  for (const lineage of likelySources(hits)) {
    const source = version.fileOf(lineage)
    if (source) adopt(draft, source)
    for (const aside of version.asideOf(lineage)) if (hits.some(({ from, to }) => hasUnknown(draft, from, to))) adopt(draft, aside)
  }
  // Where the file is no more, or never was in the versions before this one.
  for (const { from, to, offset } of hits) {
    if (!hasUnknown(draft, from, to)) continue
    if (!isOriginal(draft, range(from, to)) && !isFromAside(draft, from, to)) continue
    if (!version.carries && isOneSentence(version.words, from, to) && version.stays(passages.lineageAt(offset), version.words.keys.subarray(from, to))) {
      if (passages.isCommon(version.words.keys, from, to)) continue
      passages.copiedAlone(version.words.keys, from, to)
    }
    take(draft, offset, from, to, 0)
  }
}

/** Files that hold the most of what was found, most first. */
function likelySources(hits: readonly Hit[]): number[] {
  const words = new Map<number, number>()
  for (const { from, to, files } of hits) for (const lineage of files) words.set(lineage, (words.get(lineage) ?? 0) + to - from)
  return [...words].filter(([, count]) => count >= ENOUGH).sort(([a, x], [b, y]) => y - x || a - b).slice(0, MAX_SOURCES).map(([lineage]) => lineage)
}

const isOneSentence = ({ sentences }: Words, from: number, to: number): boolean => !sentences.some((start) => start > from && start < to)

/** In file order of each kind: blocks, sentences of other blocks, then runs of other words. */
function hitsOf(draft: Draft): Hit[] {
  const { version: { words }, known: { passages } } = draft
  const hits: Hit[] = []
  const covered = new Set<number>()
  const note = (from: number, to: number, offset: number, files = [passages.lineageAt(offset)]): void => {
    hits.push({ from, to, offset, files })
    for (let j = from; j < to; j++) covered.add(j)
  }
  for (const kind of ['block', 'sentence'] as const) {
    for (const [from, to] of unknownSpans(draft, kind)) {
      if (covered.has(from)) continue
      const offset = passages.anywhere(kind, words.keys, from, to)
      if (offset !== -1) note(from, to, offset, passages.filesOf(kind, words.keys, from, to))
    }
  }
  for (const [from, to] of unknownRuns(draft)) {
    for (let j = from; j + GRAM <= to;) {
      const offset = covered.has(j) ? -1 : passages.gram(words.keys, j)
      if (offset === -1) { j++; continue }
      let length = GRAM
      while (j + length < to && passages.keys[offset + length] === words.keys[j + length]) length++
      note(j, j + length, offset)
      j += length
    }
  }
  return hits
}
