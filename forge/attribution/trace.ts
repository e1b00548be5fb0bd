/** Says, for each word of one new version of a file, which word it is: kept from a version before, found elsewhere, or new. */
import { adopt } from './adapted.js'
import { AROUND, CERTAIN, keptConfidence, PUT_BACK, UNNAMED, UNSEEN } from './confidence.js'
import { isOriginal, range, unknownRuns, unknownSpans, type Draft, type Knowledge, type Version } from './draft.js'
import { fromElsewhere } from './elsewhere.js'
import type { Ledger } from './ledger.js'
import { match } from './matching.js'
import type { FileState } from './passages.js'
import { isSecond, take } from './taking.js'
import type { Words } from './words.js'

/** A match of fewer words in a row than this gives way to a whole sentence the file once had. */
const WEAK = 4

export function trace(known: Knowledge, version: Version): FileState {
  const { words } = version
  const draft: Draft = {
    version, known,
    ids: new Uint32Array(words.keys.length), steps: new Uint32Array(words.keys.length),
    confidences: new Uint8Array(words.keys.length), strength: new Uint32Array(words.keys.length), present: known.present.clear(),
  }
  fromBefore(draft)
  fromLineage(draft)
  fromRemovals(draft)
  fromElsewhere(draft)
  bear(draft)
  return { oid: version.oid, lineage: version.lineage, words, ids: draft.ids, steps: draft.steps, confidences: draft.confidences }
}

export function matched(known: Knowledge, before: FileState, oid: string, words: Words): Int32Array {
  const key = `${before.oid}:${oid}`
  const cached = known.matches?.get(key)
  if (cached?.length === words.keys.length) return cached
  const pairs = match(before.words, words, (word) => known.lexicon.lengthOf(word))
  known.matches?.set(key, pairs)
  return pairs
}

/** Kept from any parent: the longest run wins, then the earliest birth. */
function fromBefore(draft: Draft): void {
  const { version, known, ids, steps, confidences, strength, present } = draft
  for (const [before, { state, as }] of version.before.entries()) {
    if (as === 'copied') { adopt(draft, state); continue }
    const pairs = matched(known, state, version.oid, version.words)
    const placed: number[] = []
    for (let from = 0; from < pairs.length;) {
      let to = from + 1
      while (to < pairs.length && pairs[from] !== -1 && pairs[to] === pairs[to - 1]! + 1) to++
      if (pairs[from] !== -1) {
        for (let j = from; j < to; j++) {
          const id = state.ids[pairs[j]!]!
          const step = state.steps[pairs[j]!]!
          // The very same word: it stands where it stood.
          if (ids[j] === id) { strength[j] = Math.max(strength[j]!, to - from); continue }
          if (ids[j] !== 0 && !isBetter(known.ledger, to - from, step, strength[j]!, steps[j]!)) continue
          if (before > 0 && ids[j] !== id && present.has(id)) continue
          if (ids[j] !== 0) present.delete(ids[j]!)
          if (before === 0) present.add(id); else placed.push(id)
          ids[j] = id
          steps[j] = as === 'kept' ? step : known.ledger.arrived(version.commit, version.path, as, step)
          confidences[j] = Math.min(state.confidences[pairs[j]!]!, j - from >= AROUND || to - j > AROUND ? CERTAIN : keptConfidence(pairs, j))
          strength[j] = to - from
        }
      }
      from = to
    }
    // Only now: a version that holds the same words twice (a passage copied further down) keeps them twice.
    for (const id of placed) present.add(id)
  }
}

function isBetter(ledger: Ledger, length: number, step: number, thanLength: number, thanStep: number): boolean {
  return length !== thanLength ? length > thanLength : ledger.birthOf(step).commit < ledger.birthOf(thanStep).commit
}

/** Blocks and sentences this very file once had, and lost. One that people type again and again says nothing of who typed it here. */
function fromLineage(draft: Draft): void {
  const { version: { words, lineage, carries, comesBack, isAncestor }, known: { passages } } = draft
  for (const kind of ['block', 'sentence'] as const) {
    for (const [from, to] of unknownSpans(draft, kind)) {
      if (to - from < 2 && !comesBack) continue
      const offset = passages.inLineage(kind, lineage, words.keys, from, to)
      if (offset === -1 || !(carries || isAncestor(passages.commitAt(offset)))) continue
      if (!carries && passages.isCommon(words.keys, from, to)) continue
      if (!isSecond(draft, offset, from, to) || isOriginal(draft, range(from, to))) take(draft, offset, from, to, WEAK)
    }
  }
}

/** A word replaced, then put back between the same neighbours. */
function fromRemovals(draft: Draft): void {
  const { version, known, ids, steps, confidences, present } = draft
  for (const [from, to] of unknownRuns(draft)) {
    const left = from > 0 ? ids[from - 1]! : 0, right = to < ids.length ? ids[to]! : 0
    for (const removed of known.removals.between(left, right)) {
      if (removed.keys.length !== to - from || removed.ids.some((id) => present.has(id))) continue
      if (!removed.keys.every((key, k) => key === version.words.keys[from + k])) continue
      for (let k = 0; k < removed.keys.length; k++) {
        ids[from + k] = removed.ids[k]!
        present.add(removed.ids[k]!)
        steps[from + k] = known.ledger.arrived(version.commit, version.path, 'restored', removed.steps[k]!)
        confidences[from + k] = Math.min(PUT_BACK, removed.confidences[k]!)
      }
      break
    }
  }
}

function bear({ version, known: { ledger }, ids, steps, confidences }: Draft): void {
  let unknown = 0
  for (const id of ids) if (id === 0) unknown++
  if (unknown === 0) return
  let id = ledger.newWords(unknown)
  const authors = version.authors()
  const step = ledger.born(version.commit, version.path, version.birth, authors, version.licence())
  const confidence = authors.length === 0 ? UNNAMED : version.isCut ? UNSEEN : CERTAIN
  for (let j = 0; j < ids.length; j++) {
    if (ids[j] !== 0) continue
    ids[j] = id++
    steps[j] = step
    confidences[j] = confidence
  }
}

/** Remembers what a version no longer has of the one before, by neighbours that remain. */
export function rememberRemovals(known: Knowledge, before: FileState, after: FileState): void {
  const remains = known.present.clear()
  for (const id of after.ids) remains.add(id)
  for (let from = 0; from < before.ids.length; from++) {
    if (remains.has(before.ids[from]!)) continue
    let to = from
    while (to < before.ids.length && !remains.has(before.ids[to]!)) to++
    known.removals.remember(from > 0 ? before.ids[from - 1]! : 0, to < before.ids.length ? before.ids[to]! : 0, {
      keys: before.words.keys.slice(from, to), ids: before.ids.slice(from, to), steps: before.steps.slice(from, to), confidences: before.confidences.slice(from, to),
    })
    from = to
  }
}
