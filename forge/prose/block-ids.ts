import { matchBlocks } from './match.js'
import { segment, type Segment } from './segments.js'
import { newBudget } from './sequence.js'

/** The blocks of one version, each with the id it keeps along the history of its text. */
export interface NamedBlocks {
  /** Without separators; `ids[n]` names `blocks[n]`. */
  readonly blocks: readonly Segment[]
  readonly ids: readonly number[]
  /** The first id never given. */
  readonly next: number
  /** Ids of blocks that went, by what they said: a passage put back is the same passage. */
  readonly gone: ReadonlyMap<string, number>
}

/** Shorter blocks say too little to be known again once gone. */
const recognisable = 25
const maxGone = 2_000

const nothing: NamedBlocks = { blocks: [], ids: [], next: 1, gone: new Map() }

/**
 * Names the blocks of a text from those of the version before it (none: a first version). A block keeps its id through edits, moves, exact or
 * near, and removals undone; a new block takes an id never given. Deterministic: the same history always gives the same ids.
 */
export function carryIds(text: string, previous: NamedBlocks = nothing, key?: string): NamedBlocks {
  const blocks = segment(text, key).filter(({ kind }) => kind !== 'separator')
  const kept = new Map(matchBlocks(previous.blocks, blocks, newBudget()).map(({ oldIndex, newIndex }) => [newIndex, previous.ids[oldIndex]!]))
  const stays = new Set(kept.values())
  const gone = new Map(previous.gone)
  previous.blocks.forEach((block, index) => {
    if (!stays.has(previous.ids[index]!) && block.key.length >= recognisable) gone.set(block.key, previous.ids[index]!)
  })
  let { next } = previous
  const ids = blocks.map((block, index) => {
    const id = kept.get(index) ?? gone.get(block.key) ?? next
    gone.delete(block.key)
    if (id === next) next += 1
    return id
  })
  for (const oldest of gone.keys()) if (gone.size > maxGone) gone.delete(oldest)
  return { blocks, ids, next, gone }
}
