import { blockEdits } from './block-edits.js'
import { isLayoutOnly } from './edits.js'
import { assemble } from './merge-assembly.js'
import { mergeContent } from './merge-content.js'
import { frameOf } from './merge-frame.js'
import { orderOf } from './merge-order.js'
import { Fate, Version, type Item, type MergeReason, type Stretch } from './merge-parts.js'
import type { Segment } from './segments.js'
import type { Budget } from './sequence.js'

/** Merges by blocks: order from what each side inserted, removed and moved; content block by block. */
export function mergeBlocks(baseText: string, oursText: string, theirsText: string, budget: Budget): Stretch[] {
  const base = new Version(baseText)
  const ours = new Fate(base, new Version(oursText), budget)
  const theirs = new Fate(base, new Version(theirsText), budget)
  const items = orderOf(base, ours, theirs, (index) => mergeOne(index, base, ours, theirs, budget))
  return assemble(items, base, ours.side, theirs.side)
}

const proseKinds: ReadonlySet<Segment['kind']> = new Set(['paragraph', 'heading', 'list-item', 'footnote'])

/** What the two sides made of one base block. */
function mergeOne(index: number, base: Version, ours: Fate, theirs: Fate, budget: Budget): Item {
  const [o, t] = [ours.toSide.get(index), theirs.toSide.get(index)]
  const was = base.blocks[index]!
  const here = o === undefined ? undefined : ours.side.blocks[o]!
  const there = t === undefined ? undefined : theirs.side.blocks[t]!
  const isOurs = here?.source !== was.source || ours.moved.has(index)
  const isTheirs = there?.source !== was.source || theirs.moved.has(index)
  const item = (result: string | undefined, reason: MergeReason): Item => ({
    base: [index], result, reason, isOurs, isTheirs, ...(o === undefined ? {} : { ours: [o] }), ...(t === undefined ? {} : { theirs: [t] }),
  })
  if (here === undefined && there === undefined) return item('', 'neighbours')
  if (here === undefined || there === undefined) {
    const isMoved = ours.moved.has(index) || theirs.moved.has(index)
    const isUntouched = (here ?? there!).source === was.source && !isMoved
    if (isUntouched) return item('', 'neighbours')
    // Whoever shortened a text, or put it elsewhere, meant to keep the rest: nobody removes it in their name.
    return !isMoved && readsAlike(was, here ?? there!, budget) ? item('', 'unseen') : item(undefined, 'deleted')
  }
  const isMoved = ours.moved.has(index) || theirs.moved.has(index)
  if (here.source === there.source || there.source === was.source) return item(here.source, isMoved ? 'moved' : 'neighbours')
  if (here.source === was.source) return item(there.source, isMoved ? 'moved' : 'neighbours')
  const areAlike = here.kind === there.kind && here.kind === was.kind
  const areProse = [was, here, there].every((block) => proseKinds.has(block.kind))
  const merged = areAlike || areProse ? mergeContent({ base: was, ours: here, theirs: there }, budget) : undefined
  return item(merged?.text, merged?.reason ?? 'same-words')
}

/** True when what was changed is nothing a reader sees: lines cut elsewhere, blanks at their ends, `*` for `-`. */
function readsAlike(was: Segment, now: Segment, budget: Budget): boolean {
  return frameOf(was) === frameOf(now) && blockEdits(was, now, budget).every(isLayoutOnly)
}
