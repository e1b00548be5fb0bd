import type { Fate } from './merge-parts.js'
import type { Segment } from './segments.js'

/** The blocks around what was added: in the version that adds them. */
interface Around { readonly before: Segment | undefined; readonly after: Segment | undefined }

const isRow = ({ kind }: Segment) => kind === 'table-row' || kind === 'table-rule'

/** How many lists, items, quotes and tables two blocks of one version are in together. */
function shared(block: Segment, other: Segment | undefined): number {
  if (other === undefined) return 0
  const ids = new Set(other.containers.map(({ type, id }) => `${type} ${id}`))
  return block.containers.filter(({ type, id }) => ids.has(`${type} ${id}`)).length + (isRow(block) && isRow(other) ? 1 : 0)
}

const isSamePlace = (a: Segment | undefined, b: Segment | undefined): boolean =>
  a?.kind === b?.kind && a?.containers.map(({ type }) => type).join() === b?.containers.map(({ type }) => type).join()

/**
 * Which of two additions comes first, when one goes on with the list, the box or the table that stood there and the other does not: an item at the
 * end of a list comes before the paragraph put after that list, and one at its head after the paragraph put before it. `undefined` when
 * both may stand on either side.
 */
export function insideFirst(anchor: number, mine: readonly number[], yours: readonly number[], ours: Fate, theirs: Fate): 'ours' | 'theirs' | undefined {
  const around = (fate: Fate, indexes: readonly number[]): Around => ({ before: fate.side.blocks[fate.toSide.get(anchor) ?? -1], after: fate.side.blocks[indexes.at(-1)! + 1] })
  const [here, there] = [around(ours, mine), around(theirs, yours)]
  // One of them turned the list into something else: nobody can tell what the other's addition goes on with.
  if (!isSamePlace(here.before, there.before) || !isSamePlace(here.after, there.after)) return undefined
  const depths = (fate: Fate, indexes: readonly number[], other: Segment | undefined) => indexes.map((index) => shared(fate.side.blocks[index]!, other))
  const isDeeper = (a: readonly number[], b: readonly number[]) => Math.min(...a) > Math.max(...b)
  const order = (at: 'before' | 'after'): 'ours' | 'theirs' | undefined => {
    const [o, t] = [depths(ours, mine, here[at]), depths(theirs, yours, there[at])]
    return isDeeper(o, t) ? 'ours' : isDeeper(t, o) ? 'theirs' : undefined
  }
  const [goesOn, opens] = [order('before'), order('after')]
  // In the midst of a list, what parts it might stand on either side of a new item.
  if (goesOn !== undefined) return opens === goesOn ? undefined : goesOn
  return opens === undefined ? undefined : opens === 'ours' ? 'theirs' : 'ours'
}
