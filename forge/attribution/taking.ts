/** Taking the words of a passage that stands, or stood, elsewhere for those of a version. */
import { FOUND } from './confidence.js'
import type { Draft } from './draft.js'

/** Whether most of a known passage already stands in this version: it would be there twice. */
export function isSecond({ known: { passages }, ids, present }: Draft, offset: number, from: number, to: number): boolean {
  let again = 0
  for (let j = from; j < to; j++) if (ids[j] !== passages.ids[offset + j - from] && present.has(passages.ids[offset + j - from]!)) again++
  return again * 2 > to - from
}

/** Takes the words of a known passage for those still unknown, and for matches weaker than `weak`. */
export function take(draft: Draft, offset: number, from: number, to: number, weak: number): void {
  const { version, known: { passages, ledger }, ids, steps, confidences, strength, present } = draft
  const isBack = !isSecond(draft, offset, from, to) && passages.lineageAt(offset) === version.lineage && version.isAncestor(passages.commitAt(offset))
  const how = isBack ? 'restored' : arrival(draft)
  for (let j = from; j < to; j++) {
    const id = passages.ids[offset + j - from]!
    if (ids[j] === id) continue
    if (ids[j] !== 0) {
      if (strength[j]! >= weak || present.has(id)) continue
      present.delete(ids[j]!)
    }
    ids[j] = id
    present.add(id)
    steps[j] = ledger.arrived(version.commit, version.path, how, passages.steps[offset + j - from]!)
    confidences[j] = Math.min(FOUND, passages.confidences[offset + j - from]!)
    strength[j] = to - from
  }
}

/** How words of other files come to this version. */
export const arrival = ({ version: { birth } }: Draft): 'copied' | 'squashed' | 'imported' => (birth === 'squashed' || birth === 'imported' ? birth : 'copied')
