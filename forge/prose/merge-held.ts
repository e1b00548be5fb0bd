import { hasLetter } from './merge-alike.js'
import type { Unit } from './merge-cuts.js'
import { isIn, type Side, type Sides } from './merge-neighbours.js'
import type { Change, Region } from './sequence.js'

/** Where both wrote: what both wrote alike, or the side that did all the other did and more; `undefined` when neither holds the other. */
export function heldBy(region: Region, base: readonly Unit[], ours: Int32Array, theirs: Int32Array, changes: Sides, isBlank: (value: number) => boolean): Side | 'same' | undefined {
  const own = { ours: editsIn(changes.ours, region.base, base, ours, isBlank), theirs: editsIn(changes.theirs, region.base, base, theirs, isBlank) }
  const [o, t] = [ours.subarray(...region.ours), theirs.subarray(...region.theirs)]
  if (o.length === t.length && o.every((value, at) => value === t[at])) return 'same'
  const removesAll = (small: Edits, large: Edits) => [...small.gone].every((at) => large.gone.has(at))
  if (isWithin(own.ours, own.theirs) || (removesAll(own.ours, own.theirs) && onlyAdds(o, t))) return 'theirs'
  return isWithin(own.theirs, own.ours) || (removesAll(own.theirs, own.ours) && onlyAdds(t, o)) ? 'ours' : undefined
}

/** Longer stretches rewritten by both are not looked into. */
const maxRewritten = 400

/** True when `more` is all that `text` says, in the same order, with something put in. */
export function onlyAdds(text: Int32Array, more: Int32Array): boolean {
  if (text.length === 0 || more.length > maxRewritten) return false
  let at = 0
  for (const value of more) if (value === text[at]) at++
  return at === text.length
}

interface Edits { readonly gone: ReadonlySet<number>; readonly come: readonly Int32Array[] }

function editsIn(changes: readonly Change[], range: readonly [number, number], base: readonly Unit[], side: Int32Array, isBlank: (value: number) => boolean): Edits {
  const inside = changes.filter((change) => isIn(change, range))
  // A word taken out takes a blank with it, which may be told as the one before or the one after.
  const goneIn = ({ oldStart, oldEnd }: Change) => {
    const all = Array.from({ length: oldEnd - oldStart }, (_, at) => oldStart + at)
    return all.some((at) => hasLetter.test(base[at]!.key)) ? all.filter((at) => !base[at]!.isBlank) : all
  }
  return {
    gone: new Set(inside.flatMap(goneIn)),
    come: inside.map(({ newStart, newEnd }) => side.subarray(newStart, newEnd).filter((value) => !isBlank(value))).filter((list) => list.length > 0),
  }
}

/** True when the other side removed all that this one removed, and wrote, in order, all that this one wrote. */
function isWithin(small: Edits, large: Edits): boolean {
  for (const index of small.gone) if (!large.gone.has(index)) return false
  const written = Int32Array.from(large.come.flatMap((list) => [...list]))
  let at = 0
  for (const list of small.come) {
    while (at + list.length <= written.length && !list.every((value, k) => written[at + k] === value)) at++
    if (at + list.length > written.length) return false
    at += list.length
  }
  return true
}
