import { bagOf, diceOf, saidIn } from './match.js'
import type { Fate, Item, Version } from './merge-parts.js'
import { longerOf, mergeField } from './merge-content.js'
import { frameOf } from './merge-frame.js'
import { insideFirst } from './merge-inside.js'
import type { Segment } from './segments.js'
import { changesBetween, interner, newBudget } from './sequence.js'

/**
 * Puts every block in its place: base blocks where they stood, unless one side moved them; behind each, what either side put there, in that
 * side's order. What one side puts between two blocks that the other moved together goes with them.
 */
export function orderOf(base: Version, ours: Fate, theirs: Fate, contentOf: (index: number) => Item): Item[] {
  const baseLength = base.blocks.length
  const items: Item[] = []
  const placed = new Set<number>()
  const followed = new Set<number>()
  const place = (index: number) => {
    if (placed.has(index)) return
    placed.add(index)
    items.push(contentOf(index))
    // Carried to another place: what the other side put behind it comes along.
    if (ours.wentWithNext(index)) follow(index, [], arrivals(theirs, index))
    else if (theirs.wentWithNext(index)) follow(index, arrivals(ours, index), [])
  }
  const twins = twinsElsewhere(ours, theirs)
  const arrivals = (fate: Fate, anchor: number) => fate.arrivals.get(anchor) ?? []
  const follow = (anchor: number, mine: readonly number[], yours: readonly number[]) => {
    if (followed.has(anchor)) return
    followed.add(anchor)
    for (const step of together(anchor, mine, yours.filter((index) => !twins.theirs.has(index)), ours, theirs)) {
      if (typeof step === 'number') place(step)
      else items.push(twins.whole(step))
    }
  }
  for (let index = -1; index < baseLength; index++) {
    if (index >= 0 && !ours.moved.has(index) && !theirs.moved.has(index)) place(index)
    const isCarried = index >= 0 && (ours.wentWithNext(index) || theirs.wentWithNext(index))
    if (!isCarried) follow(index, arrivals(ours, index), arrivals(theirs, index))
  }
  // Two moves that each wait for the other: in the base's order.
  for (let index = 0; index < baseLength; index++) {
    place(index)
    follow(index, arrivals(ours, index), arrivals(theirs, index))
  }
  return withReplacements(items, (item) => [...(item.base ?? []).map((at) => base.blocks[at]!), ...(item.ours ?? []).map((at) => ours.side.blocks[at]!), ...(item.theirs ?? []).map((at) => theirs.side.blocks[at]!)])
}

/**
 * New blocks of one side that stand in place of base blocks it removed: what the other side wrote among those is one question with them,
 * not a text to put behind its replacement.
 */
function withReplacements(items: readonly Item[], blocksOf: (item: Item) => Segment[]): Item[] {
  const out: Item[] = []
  const isProse = (item: Item) => blocksOf(item).some((block) => !unionKinds.has(block.kind))
  const isReplaced = (fresh: readonly Item[], gone: Item) => gone.base !== undefined && gone.ours === undefined && gone.theirs === undefined && !blocksOf(gone).some(isNamed)
    && fresh.some((item) => blocksOf(item)[0]!.kind === blocksOf(gone)[0]!.kind)
  for (let at = 0; at < items.length;) {
    const side = freshSide(items[at])
    let after = at + 1
    while (side !== undefined && freshSide(items[after]) === side) after++
    // Each wrote another in its place: one question, whoever comes first.
    let both = after
    while (side !== undefined && freshSide(items[both]) !== undefined) both++
    const isOfBoth = both > after && both < items.length && isReplaced(items.slice(at, after), items[both]!) && isReplaced(items.slice(after, both), items[both]!)
    const isGone = (item: Item) => side !== undefined && item.base !== undefined && item[side] === undefined
    // Written anew by one, removed by the other: the new text may well answer the old one.
    let last = side !== undefined && after < items.length && isReplaced(items.slice(at, after), items[after]!) ? after : isOfBoth ? both : -1
    let among = -1
    for (let k = after; side !== undefined && k < items.length && (isGone(items[k]!) || freshSide(items[k]) !== undefined); k++) {
      if (isGone(items[k]!)) last = items[k]!.result === undefined ? k : Math.max(last, among)
      else if (k > after && freshSide(items[k]) !== side && isProse(items[k]!)) among = k
    }
    if (last < 0) out.push(...items.slice(at, after))
    else out.push(asOne(items.slice(at, last + 1)))
    at = Math.max(after, last + 1)
  }
  return out
}

const freshSide = (item: Item | undefined): 'ours' | 'theirs' | undefined =>
  (item === undefined || item.base !== undefined || item.result === undefined || (item.isOurs && item.isTheirs) ? undefined : item.isOurs ? 'ours' : 'theirs')

/** Several places as one question. */
function asOne(items: readonly Item[]): Item {
  const all = (side: 'base' | 'ours' | 'theirs') => {
    const list = items.flatMap((item) => item[side] ?? [])
    return list.length === 0 ? {} : { [side]: list }
  }
  const sides = { ...all('base'), ...all('ours'), ...all('theirs') }
  const isRemoval = items.some((item) => item.reason === 'deleted') || !('ours' in sides) || !('theirs' in sides)
  return { ...sides, result: undefined, reason: isRemoval ? 'deleted' : 'both-added', isOurs: true, isTheirs: true }
}

/** A block that arrives: new (`base` undefined), or moved here from the base. */
interface Arrival { readonly index: number; readonly base: number | undefined; readonly block: Segment }

/** A run of blocks that both sides added is believed the same addition, not chance, from this many characters on. */
const sameAddition = 25

/** What two sides put in one place: items, and numbers of base blocks that are moved here. */
function together(anchor: number, mine: readonly number[], yours: readonly number[], ours: Fate, theirs: Fate): (Item | number)[] {
  const arrivalsOf = (fate: Fate, indexes: readonly number[]) => indexes.map((index): Arrival => ({ index, base: fate.toBase.get(index), block: fate.side.blocks[index]! }))
  const [our, their] = [arrivalsOf(ours, mine), arrivalsOf(theirs, yours)]
  const ourItem = ({ index, base, block }: Arrival, reason: Item['reason'] = 'neighbours'): Item | number =>
    base ?? { ours: [index], result: block.source, reason, isOurs: true, isTheirs: false }
  const theirItem = ({ index, base, block }: Arrival, reason: Item['reason'] = 'neighbours'): Item | number =>
    base ?? { theirs: [index], result: block.source, reason, isOurs: false, isTheirs: true }
  if (our.length === 0) return their.map((arrival) => theirItem(arrival))
  if (their.length === 0) return our.map((arrival) => ourItem(arrival))
  const first = areUnlike(our.map((a) => a.block), their.map((a) => a.block)) ? insideFirst(anchor, mine, yours, ours, theirs) : undefined
  if (first !== undefined) {
    const [mineIn, yoursIn] = [our.map((arrival) => ourItem(arrival)), their.map((arrival) => theirItem(arrival))]
    return first === 'ours' ? [...mineIn, ...yoursIn] : [...yoursIn, ...mineIn]
  }
  const out: (Item | number)[] = []
  let [ourAt, theirAt] = [0, 0]
  const gap = (ourTo: number, theirTo: number) => {
    out.push(...meet(our.slice(ourAt, ourTo), their.slice(theirAt, theirTo), ourItem, theirItem))
    ;[ourAt, theirAt] = [ourTo, theirTo]
  }
  for (const [ourFrom, theirFrom, length] of sameRuns(our, their)) {
    gap(ourFrom, theirFrom)
    for (let at = 0; at < length; at++) {
      const [a, b] = [our[ourAt++]!, their[theirAt++]!]
      out.push(a.base ?? { ours: [a.index], theirs: [b.index], result: a.block.source, reason: 'both-added', isOurs: true, isTheirs: true })
    }
  }
  gap(our.length, their.length)
  return out
}

const laidOut: ReadonlySet<Segment['kind']> = new Set(['paragraph', 'heading', 'list-item', 'table-row', 'table-rule'])

/** What a new block says, its layout aside: lines cut elsewhere, cells padded otherwise. */
function saidBy(block: Segment): string {
  const { kind, key, source } = block
  if (!laidOut.has(kind)) return source
  if (kind === 'table-rule') return (source.match(/:?-+:?/g) ?? []).map((dashes) => dashes.replace(/-+/, '-')).join('|')
  return `${frameOf(block)}\n${key}`
}

/** Runs of arrivals both sides have, in order: `[in ours, in theirs, length]`. */
function sameRuns(our: readonly Arrival[], their: readonly Arrival[]): [number, number, number][] {
  const nameOf = ({ base, block }: Arrival) => (base === undefined ? saidBy(block) : `#${base}`)
  const toInts = interner()
  const [a, b] = [toInts(our.map(nameOf)), toInts(their.map(nameOf))]
  const runs: [number, number, number][] = []
  let [at, shift] = [0, 0]
  for (const change of [...changesBetween(a, b, newBudget()), { oldStart: a.length, oldEnd: a.length, newStart: b.length, newEnd: b.length }]) {
    const length = change.oldStart - at
    const run = our.slice(at, at + length)
    const isWhole = length > 0 && (length === our.length || length === their.length)
    const isSure = isWhole || run.some(({ base, block }) => base !== undefined || unionKinds.has(block.kind)) || run.reduce((sum, { block }) => sum + block.key.length, 0) >= sameAddition
    if (length > 0 && isSure) runs.push([at, at + shift, length])
    at = change.oldEnd
    shift = change.newEnd - change.oldEnd
  }
  return runs
}

const unionKinds: ReadonlySet<Segment['kind']> = new Set(['list-item', 'field', 'definition', 'table-row', 'footnote'])
const unlike = 0.5
const maxUnion = 10_000

type ItemOf = (arrival: Arrival, reason?: Item['reason']) => Item | number

/** Two additions in one place that are not the same: items of a list follow one another; prose is asked. */
function meet(our: readonly Arrival[], their: readonly Arrival[], ourItem: ItemOf, theirItem: ItemOf): (Item | number)[] {
  const fresh = (list: readonly Arrival[]) => list.filter(({ base }) => base === undefined)
  const [mine, yours] = [fresh(our), fresh(their)]
  if (mine.length === 0 || yours.length === 0) return [...our.map((a) => ourItem(a)), ...their.map((a) => theirItem(a))]
  if (areUnited(mine.map((a) => a.block), yours.map((a) => a.block))) {
    return [...our.map((a) => ourItem(a, 'union')), ...their.map((a) => theirItem(a, 'union'))]
  }
  if ([...mine, ...yours].every(({ block }) => block.kind === 'field')) return fields(our, their, ourItem, theirItem)
  const moved = [...our, ...their].flatMap(({ base }) => base ?? [])
  const longer = longerRun(mine, yours)
  if (longer !== undefined) return [...longer, ...moved]
  return [{ ours: mine.map((a) => a.index), theirs: yours.map((a) => a.index), result: undefined, reason: 'both-added', isOurs: true, isTheirs: true }, ...moved]
}

/** Longer runs are not looked into. */
const maxRun = 200

/** Two additions of which one holds each block of the other, in order, as it is or longer: that one. */
function longerRun(mine: readonly Arrival[], yours: readonly Arrival[]): Item[] | undefined {
  const within = (small: readonly Arrival[], large: readonly Arrival[], name: 'ours' | 'theirs', other: 'ours' | 'theirs'): Item[] | undefined => {
    let at = 0
    const items = large.map(({ index, block }): Item => {
      const twin = small[at]
      const isHeld = twin !== undefined && (saidBy(twin.block) === saidBy(block) || longerOf(block, twin.block) === block.source)
      if (isHeld) at += 1
      return { [name]: [index], ...(isHeld ? { [other]: [twin.index] } : {}), result: block.source, reason: 'both-added', isOurs: isHeld || name === 'ours', isTheirs: isHeld || name === 'theirs' }
    })
    return at === small.length ? items : undefined
  }
  if (mine.length + yours.length > maxRun) return undefined
  return within(yours, mine, 'ours', 'theirs') ?? within(mine, yours, 'theirs', 'ours')
}

/** The name a block has wherever it stands: of a header field, of a definition. */
function nameOf({ kind, key, source }: Segment): string | undefined {
  if (kind === 'field') return key
  return kind === 'definition' ? /^\s*\[([^\]]+)\]:/.exec(source)?.[1]?.toLowerCase() : undefined
}

/** What both sides added under one name in two places is one thing: it stands where ours put it. */
function twinsElsewhere(ours: Fate, theirs: Fate): { readonly theirs: ReadonlySet<number>; whole(item: Item): Item } {
  const added = (fate: Fate) => {
    const out = new Map<string, readonly [index: number, anchor: number]>()
    const twice = new Set<string>()
    for (const [anchor, indexes] of fate.arrivals) {
      for (const index of indexes) {
        const name = fate.toBase.has(index) ? undefined : nameOf(fate.side.blocks[index]!)
        if (name === undefined) continue
        const full = `${fate.side.blocks[index]!.kind} ${name}`
        if (out.has(full)) twice.add(full)
        out.set(full, [index, anchor])
      }
    }
    // Written twice by one person: which of the two the other wrote, nobody can tell.
    for (const full of twice) out.delete(full)
    return out
  }
  const there = added(theirs)
  const twins = new Map([...added(ours)].flatMap(([name, [index, anchor]]): [number, number][] => {
    const twin = there.get(name)
    return twin === undefined || twin[1] === anchor ? [] : [[index, twin[0]]]
  }))
  const whole = (item: Item): Item => {
    const [mine] = item.ours ?? []
    const yours = mine === undefined || item.base !== undefined || item.theirs !== undefined || item.ours!.length > 1 ? undefined : twins.get(mine)
    return yours === undefined ? item : bothAdded(mine!, yours, ours.side.blocks[mine!]!, theirs.side.blocks[yours]!)
  }
  return { theirs: new Set(twins.values()), whole }
}

function bothAdded(mine: number, yours: number, here: Segment, there: Segment): Item {
  const set = here.source === there.source ? here.source : here.kind === 'field' ? mergeField('', here.source, there.source) : undefined
  return { ours: [mine], theirs: [yours], result: set, reason: set === undefined ? 'both-added' : 'set', isOurs: true, isTheirs: true }
}

/** Header fields are known by their name: those both sides added are one field, the others follow one another. */
function fields(our: readonly Arrival[], their: readonly Arrival[], ourItem: ItemOf, theirItem: ItemOf): (Item | number)[] {
  // One for one: a field that a side wrote twice stays twice, for somebody to see.
  const twins = new Map<Arrival, Arrival>()
  for (const arrival of our) {
    const twin = arrival.base === undefined ? their.find((other) => other.base === undefined && other.block.key === arrival.block.key && ![...twins.values()].includes(other)) : undefined
    if (twin !== undefined) twins.set(arrival, twin)
  }
  const taken = new Set(twins.values())
  return [
    ...our.map((arrival) => {
      const twin = twins.get(arrival)
      return twin === undefined ? ourItem(arrival, 'union') : bothAdded(arrival.index, twin.index, arrival.block, twin.block)
    }),
    ...their.filter((arrival) => !taken.has(arrival)).map((arrival) => theirItem(arrival, 'union')),
  ]
}

/** A field or a definition is its name: another name is another thing, not the same one changed. */
const isNamed = ({ kind }: Segment) => kind === 'field' || kind === 'definition'

/** Where a block's first link leads; itself when it has none. */
const leadsTo = ({ key }: Segment) => /\]\(([^()\s]+)/.exec(key)?.[1] ?? key

/** True when two lists of additions can stand one after the other: all of one kind of list, and none a variant of another. */
function areUnited(mine: readonly Segment[], yours: readonly Segment[]): boolean {
  const all = [...mine, ...yours]
  const listOf = (block: Segment) => (block.kind === 'list-item' || block.kind === 'field' ? block.kind : 'other')
  return all.every((block) => unionKinds.has(block.kind) && listOf(block) === listOf(all[0]!)) && areUnlike(mine, yours)
}

/** True when no block of one addition is a variant of a block of the other. */
function areUnlike(mine: readonly Segment[], yours: readonly Segment[]): boolean {
  if (mine.length * yours.length > maxUnion) return false
  return mine.every((a) => yours.every((b) => a.key !== b.key && (isNamed(a) || (leadsTo(a) !== leadsTo(b) && diceOf(bagOf(saidIn(a)), bagOf(saidIn(b))) <= unlike))))
}
