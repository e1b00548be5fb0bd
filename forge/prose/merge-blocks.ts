import { matchBlocks, bagOf, diceOf } from './match.js'
import { mergeContent, mergeField } from './merge-content.js'
import { segment, type Segment } from './segments.js'
import type { Budget } from './sequence.js'

/** Why a suggestion is offered, or why none is. */
export type MergeReason = 'words' | 'neighbours' | 'union' | 'set' | 'moved' | 'deleted' | 'same-words' | 'both-added'

/** A stretch of the merged text: settled (`text`), or to be shown with its three sides. Texts carry the blank that follows them. */
export type Stretch =
  | { readonly kind: 'common'; readonly text: string }
  | { readonly kind: 'passage'; readonly base: string; readonly ours: string; readonly theirs: string; readonly suggestion?: string; readonly reason: MergeReason }

type Span = readonly [first: number, last: number]
/** One place of the merged text, with the blocks that stand there on each side. */
interface Item {
  readonly base?: Span
  readonly ours?: Span
  readonly theirs?: Span
  /** The text settled on; '' when gone; undefined when a person must say. */
  readonly result: string | undefined
  readonly reason: MergeReason
  readonly isOurs: boolean
  readonly isTheirs: boolean
}

class Side {
  readonly blocks: readonly Segment[]
  constructor(readonly text: string) { this.blocks = segment(text).filter((s) => s.kind !== 'separator') }
  of(span: Span | undefined): string {
    return span === undefined ? '' : this.text.slice(this.blocks[span[0]]!.start, this.blocks[span[1]]!.end)
  }
  blankAfter(index: number): string { return this.text.slice(this.blocks[index]?.end ?? 0, this.blocks[index + 1]?.start ?? this.text.length) }
}

/** What became of each base block on one side. */
class Fate {
  readonly toSide = new Map<number, number>()
  readonly toBase = new Map<number, number>()
  readonly moved = new Set<number>()
  /** Side blocks that are new or moved, by the base block they follow (-1: the start). */
  readonly arrivals = new Map<number, number[]>()
  constructor(base: Side, readonly side: Side, budget: Budget) {
    for (const pair of matchBlocks(base.blocks, side.blocks, budget)) {
      this.toSide.set(pair.oldIndex, pair.newIndex)
      this.toBase.set(pair.newIndex, pair.oldIndex)
      if (pair.isMoved) this.moved.add(pair.oldIndex)
    }
    let anchor = -1
    side.blocks.forEach((_, index) => {
      const from = this.toBase.get(index)
      if (from !== undefined && !this.moved.has(from)) anchor = from
      else if (this.arrivals.get(anchor)?.push(index) === undefined) this.arrivals.set(anchor, [index])
    })
  }
}

/** Merges by blocks: order from what each side inserted, removed and moved; content block by block. */
export function mergeBlocks(baseText: string, oursText: string, theirsText: string, budget: Budget): Stretch[] {
  const base = new Side(baseText)
  const ours = new Fate(base, new Side(oursText), budget)
  const theirs = new Fate(base, new Side(theirsText), budget)
  const items: Item[] = []
  const content = (b: number) => mergeOne(b, base, ours, theirs, budget)
  for (let b = -1; b < base.blocks.length; b++) {
    if (b >= 0 && !ours.moved.has(b) && !theirs.moved.has(b)) items.push(content(b))
    for (const item of arrivalsAt(b, ours, theirs, content)) items.push(item)
  }
  return assemble(items, base, ours.side, theirs.side)
}

function mergeOne(b: number, base: Side, ours: Fate, theirs: Fate, budget: Budget): Item {
  const [o, t] = [ours.toSide.get(b), theirs.toSide.get(b)]
  const was = base.blocks[b]!
  const here = o === undefined ? undefined : ours.side.blocks[o]!
  const there = t === undefined ? undefined : theirs.side.blocks[t]!
  const isOurs = here?.source !== was.source || ours.moved.has(b)
  const isTheirs = there?.source !== was.source || theirs.moved.has(b)
  const item = (result: string | undefined, reason: MergeReason): Item => ({
    base: [b, b], result, reason, isOurs, isTheirs, ...(o === undefined ? {} : { ours: [o, o] as Span }), ...(t === undefined ? {} : { theirs: [t, t] as Span }),
  })
  if (here === undefined && there === undefined) return item('', 'neighbours')
  if (here === undefined) return isTheirs ? item(undefined, 'deleted') : item('', 'neighbours')
  if (there === undefined) return isOurs ? item(undefined, 'deleted') : item('', 'neighbours')
  const isMoved = ours.moved.has(b) || theirs.moved.has(b)
  if (here.source === there.source || there.source === was.source) return item(here.source, isMoved ? 'moved' : 'neighbours')
  if (here.source === was.source) return item(there.source, isMoved ? 'moved' : 'neighbours')
  const merged = here.kind === there.kind && here.kind === was.kind ? mergeContent({ base: was, ours: here, theirs: there }, budget) : undefined
  return item(merged, merged === undefined ? 'same-words' : was.kind === 'field' ? 'set' : 'words')
}

function arrivalsAt(anchor: number, ours: Fate, theirs: Fate, content: (b: number) => Item): Item[] {
  const fresh = (fate: Fate) => (fate.arrivals.get(anchor) ?? []).filter((index) => !fate.toBase.has(index))
  const [mine, yours] = [fresh(ours), fresh(theirs)]
  // Blocks moved here keep their content merged with what the other side made of them; moved by both, they go where we put them.
  const movedHere = [
    ...(ours.arrivals.get(anchor) ?? []).flatMap((index) => ours.toBase.get(index) ?? []),
    ...(theirs.arrivals.get(anchor) ?? []).flatMap((index) => theirs.toBase.get(index) ?? []).filter((b) => !ours.moved.has(b)),
  ]
  const ourItem = (index: number): Item => ({ ours: [index, index], result: ours.side.blocks[index]!.source, reason: 'neighbours', isOurs: true, isTheirs: false })
  const theirItem = (index: number): Item => ({ theirs: [index, index], result: theirs.side.blocks[index]!.source, reason: 'neighbours', isOurs: false, isTheirs: true })
  const added = yours.length === 0 ? mine.map(ourItem) : mine.length === 0 ? yours.map(theirItem) : bothAdded(mine, yours, ours.side, theirs.side, ourItem, theirItem)
  return [...added, ...movedHere.map(content)]
}

const unionKinds: ReadonlySet<Segment['kind']> = new Set(['list-item', 'field', 'definition', 'table-row', 'footnote'])
const unlike = 0.5
const maxUnion = 10_000

function bothAdded(
  mine: readonly number[], yours: readonly number[], ours: Side, theirs: Side, ourItem: (index: number) => Item, theirItem: (index: number) => Item,
): Item[] {
  const source = (side: Side, index: number) => side.blocks[index]!
  const twin = new Map<number, number>()
  const waiting = new Map<string, number[]>()
  for (const m of mine.toReversed()) if (waiting.get(source(ours, m).source)?.push(m) === undefined) waiting.set(source(ours, m).source, [m])
  for (const y of yours) {
    const same = waiting.get(source(theirs, y).source)?.pop()
    if (same !== undefined) twin.set(y, same)
  }
  const twinOf = new Map([...twin].map(([y, m]) => [m, y]))
  const [myOwn, yourOwn] = [mine.filter((m) => !twinOf.has(m)), yours.filter((y) => !twin.has(y))]
  const together = (m: number): Item => ({ ours: [m, m], theirs: [twinOf.get(m)!, twinOf.get(m)!], result: source(ours, m).source, reason: 'both-added', isOurs: true, isTheirs: true })
  if (myOwn.length === 0 || yourOwn.length === 0) {
    // One side added what the other did and more: the longer list holds both.
    return myOwn.length === 0 && yourOwn.length > 0
      ? yours.map((y) => (twin.has(y) ? together(twin.get(y)!) : theirItem(y)))
      : mine.map((m) => (twinOf.has(m) ? together(m) : ourItem(m)))
  }
  const all = [...myOwn.map((m) => source(ours, m)), ...yourOwn.map((y) => source(theirs, y))]
  if (all.every((block) => unionKinds.has(block.kind)) && new Set(all.map((block) => (block.kind === 'list-item' || block.kind === 'field' ? block.kind : 'other'))).size === 1) {
    const pairs = myOwn.length * yourOwn.length > maxUnion ? [] : myOwn.flatMap((m) => yourOwn.map((y) => [source(ours, m), source(theirs, y)] as const))
    const areUnlike = pairs.length > 0 && pairs.every(([a, b]) => (a.kind === 'field' ? a.key !== b.key : a.key !== b.key && diceOf(bagOf(a.key.slice(2)), bagOf(b.key.slice(2))) <= unlike))
    if (areUnlike) return [...mine.map((m) => (twinOf.has(m) ? together(m) : { ...ourItem(m), reason: 'union' as const })), ...yourOwn.map((y) => ({ ...theirItem(y), reason: 'union' as const }))]
    const [a, b] = pairs[0] ?? []
    const set = pairs.length === 1 && a?.kind === 'field' && b !== undefined ? mergeField('', a.source, b.source) : undefined
    if (set !== undefined) return [{ ours: [myOwn[0]!, myOwn[0]!], theirs: [yourOwn[0]!, yourOwn[0]!], result: set, reason: 'set', isOurs: true, isTheirs: true }]
  }
  return [{ ours: [mine[0]!, mine.at(-1)!], theirs: [yours[0]!, yours.at(-1)!], result: undefined, reason: 'both-added', isOurs: true, isTheirs: true }]
}

/** Puts the items end to end with the blanks that belong between them, and says which stretches a person must look at. */
function assemble(items: readonly Item[], base: Side, ours: Side, theirs: Side): Stretch[] {
  const out: Stretch[] = []
  const common = (text: string) => {
    const last = out.at(-1)
    if (text === '') return
    if (last?.kind === 'common') out[out.length - 1] = { kind: 'common', text: last.text + text }
    else out.push({ kind: 'common', text })
  }
  const head = (side: Side) => side.text.slice(0, side.blocks[0]?.start ?? side.text.length)
  common(threeWay(head(base), head(ours), head(theirs)))
  const blanks: string[] = []
  let next: Item | undefined
  for (let at = items.length - 1; at >= 0; at--) {
    blanks[at] = blankBetween(items[at]!, next, base, ours, theirs)
    if (items[at]!.result !== '') next = items[at]
  }
  let from = -1
  let length = 0
  for (const run of runsOf(items, blanks)) {
    from = from + length + (from < 0 ? 1 : 0)
    length = run.length
    const text = (of: (item: Item) => string) => run.map((item, k) => (of(item) === '' ? '' : of(item) + blanks[from + k]!)).join('')
    const isSettled = run.every((item) => item.result !== undefined)
    const isBoth = run.some((item) => item.isOurs) && run.some((item) => item.isTheirs)
    const sides = { ours: text((item) => ours.of(item.ours)), theirs: text((item) => theirs.of(item.theirs)) }
    if (isSettled && (!isBoth || sides.ours === sides.theirs)) {
      common(text((item) => item.result ?? ''))
      continue
    }
    const reason = run.find((item) => item.result === undefined)?.reason ?? run.find((item) => item.reason !== 'neighbours')?.reason ?? 'neighbours'
    out.push({ kind: 'passage', base: text((item) => base.of(item.base)), ...sides, reason, ...(isSettled ? { suggestion: text((item) => item.result ?? '') } : {}) })
  }
  return out
}

/** Neighbours changed by different people are looked at together, unless an unchanged blank line parts them (as for Git's own merge). */
function runsOf(items: readonly Item[], blanks: readonly string[]): Item[][] {
  const out: Item[][] = []
  items.forEach((item, index) => {
    const last = out.at(-1)
    const before = last?.at(-1)
    const isStable = (it: Item) => !it.isOurs && !it.isTheirs
    const isParted = before !== undefined && before.base !== undefined && item.base !== undefined && /\n[ \t>]*\r?\n/.test(blanks[index - 1]!)
    const isAlone = (it: Item) => it.result === undefined
    if (last === undefined || before === undefined || isStable(item) !== isStable(before) || (!isStable(item) && (isParted || isAlone(item) || isAlone(before)))) out.push([item])
    else last.push(item)
  })
  return out
}

function threeWay(base: string, ours: string, theirs: string): string {
  return ours === base ? theirs : ours
}

function blankBetween(item: Item, next: Item | undefined, base: Side, ours: Side, theirs: Side): string {
  const sides = [['base', base], ['ours', ours], ['theirs', theirs]] as const
  const found = new Map<string, string>()
  for (const [name, side] of sides) {
    const last = item[name]?.[1]
    if (last === undefined) continue
    const isNeighbour = next === undefined ? last === side.blocks.length - 1 : next[name]?.[0] === last + 1
    if (isNeighbour) found.set(name, side.blankAfter(last))
  }
  const [b, o, t] = [found.get('base'), found.get('ours'), found.get('theirs')]
  if (o !== undefined && t !== undefined) return b === undefined ? o : threeWay(b, o, t)
  if (o !== undefined || t !== undefined) return (o ?? t)!
  if (b !== undefined) return b
  // Neighbours nowhere: the blank one had after it, or the other before it.
  const around = sides.flatMap(([name, side]) => [
    ...(item[name] === undefined ? [] : [side.blankAfter(item[name][1])]),
    ...(next?.[name] === undefined || next[name][0] === 0 ? [] : [side.blankAfter(next[name][0] - 1)]),
  ]).filter((blank) => /\n/.test(blank))
  if (next === undefined) return threeWay(...(sides.map(([, side]) => side.blankAfter(side.blocks.length - 1)) as [string, string, string]))
  const kindOf = (it: Item) => sides.flatMap(([name, side]) => (it[name] === undefined ? [] : [side.blocks[it[name][1]]!.kind]))[0]
  const isTight = kindOf(item) === kindOf(next) && ['list-item', 'field', 'table-row', 'definition', 'comment'].includes(kindOf(item) ?? '')
  const sorted = around.toSorted((x, y) => x.split('\n').length - y.split('\n').length)
  return (isTight ? sorted[0] : sorted.at(-1)) ?? (isTight ? '\n' : '\n\n')
}
