import { matchBlocks } from './match.js'
import { withDefinitions } from './merge-definitions.js'
import { isSaidAnew } from './merge-frame.js'
import type { Joined } from './merge-join.js'
import { segment, type Segment } from './segments.js'
import type { Budget } from './sequence.js'

/** Why a suggestion is offered, or why none is; `broken-…`: why one was withdrawn. */
export type MergeReason = 'broken-fence' | 'broken-pairs' | 'broken-table' | 'broken-label' | 'broken-header' | 'broken-markers' | 'broken-twice' | 'unreadable' | 'words' | 'close' | 'address' | 'neighbours' | 'line-ends' | 'union' | 'set' | 'moved' | 'unseen' | 'deleted' | 'same-words' | 'both-added'

/** One block in its three states, all of the same kind; or lines of several blocks, be they of a header, taken as one. */
export interface Three { readonly base: Segment; readonly ours: Segment; readonly theirs: Segment; readonly isOfLines?: boolean }

/** The text of both, and why it holds. */
export interface Merged { readonly text: string; readonly reason: Joined['reason'] | 'set' }

/** A stretch of the merged text: settled (`text`), or to be shown with its three sides. Texts carry the blank that follows them. */
export type Stretch =
  | { readonly kind: 'common'; readonly text: string }
  | { readonly kind: 'passage'; readonly base: string; readonly ours: string; readonly theirs: string; readonly suggestion?: string; readonly reason: MergeReason }

/** One place of the merged text, with the blocks that stand there on each side, by their number. */
export interface Item {
  readonly base?: readonly number[]
  readonly ours?: readonly number[]
  readonly theirs?: readonly number[]
  /** The text settled on; '' when gone; undefined when a person must say. */
  readonly result: string | undefined
  readonly reason: MergeReason
  readonly isOurs: boolean
  readonly isTheirs: boolean
}

/** True when what is put behind stands on a line of its own. */
export const endsLine = (text: string): boolean => /[\r\n]$/.test(text)

/** One version, cut into blocks. */
export class Version {
  readonly blocks: readonly Segment[]
  constructor(readonly text: string) { this.blocks = segment(text).filter((s) => s.kind !== 'separator').flatMap(withDefinitions) }

  /** What stands before the first block, and after the last one. A text without blocks is all head. */
  get head(): string { return this.text.slice(0, this.blocks[0]?.start ?? this.text.length) }
  get tail(): string { return this.blocks.length === 0 ? '' : this.blankAfter(this.blocks.length - 1) }

  of(indexes: readonly number[] | undefined): string {
    const after = (index: number) => (endsLine(this.blankAfter(index)) ? this.blankAfter(index) : '\n\n')
    return (indexes ?? []).map((index, at) => this.blocks[index]!.source + (at + 1 < indexes!.length ? after(index) : '')).join('')
  }

  blankAfter(index: number): string { return this.text.slice(this.blocks[index]?.end ?? 0, this.blocks[index + 1]?.start ?? this.text.length) }
}

/** What became of each base block on one side. */
export class Fate {
  readonly toSide = new Map<number, number>()
  readonly toBase = new Map<number, number>()
  readonly moved = new Set<number>()
  /** Side blocks that are new or moved, in their order, by the base block they follow (-1: the start). */
  readonly arrivals = new Map<number, number[]>()

  constructor(base: Version, readonly side: Version, budget: Budget) {
    for (const pair of matchBlocks(base.blocks, side.blocks, budget)) {
      this.toSide.set(pair.oldIndex, pair.newIndex)
      this.toBase.set(pair.newIndex, pair.oldIndex)
      if (pair.isMoved) this.moved.add(pair.oldIndex)
    }
    this.pairSaidAnew(base)
    let anchor = -1
    side.blocks.forEach((_, index) => {
      const from = this.toBase.get(index)
      if (from !== undefined && !this.moved.has(from)) anchor = from
      else if (this.arrivals.get(anchor)?.push(index) === undefined) this.arrivals.set(anchor, [index])
    })
  }

  /** A block that went and the only one of its kind that came in its place, between the same neighbours, when they are one said otherwise. */
  private pairSaidAnew(base: Version): void {
    const only = (blocks: readonly Segment[], from: number, to: number, kind: Segment['kind']) => {
      const found = Array.from({ length: to - from }, (_, at) => from + at).filter((index) => blocks[index]!.kind === kind)
      return found.length === 1 ? found[0] : undefined
    }
    const stays = base.blocks.flatMap((_, index) => (this.toSide.has(index) && !this.moved.has(index) ? [index] : []))
    for (const [at, index] of [-1, ...stays].entries()) {
      const [next, first] = [stays[at] ?? base.blocks.length, index < 0 ? -1 : this.toSide.get(index)!]
      const last = next < base.blocks.length ? this.toSide.get(next)! : this.side.blocks.length
      if (next - index < 2 || last - first < 2) continue
      let reached = first
      for (const kind of new Set(base.blocks.slice(index + 1, next).map((block) => block.kind))) {
        const [gone, come] = [only(base.blocks, index + 1, next, kind), only(this.side.blocks, first + 1, last, kind)]
        if (gone === undefined || come === undefined || come < reached || this.toSide.has(gone) || this.toBase.has(come) || !isSaidAnew(base.blocks[gone]!, this.side.blocks[come]!)) continue
        this.toSide.set(gone, come)
        this.toBase.set(come, gone)
        reached = come
      }
    }
  }

  /** True when the block went elsewhere together with the one that follows it: what is put between them goes with them. */
  wentWithNext(index: number): boolean {
    return this.moved.has(index) && this.moved.has(index + 1) && this.toSide.get(index + 1) === this.toSide.get(index)! + 1
  }
}
