import { readable } from './block-edits.js'
import { mergeNested } from './merge-yaml.js'
import { hasTooManyMarks } from './limits.js'
import type { Segment } from './segments.js'
import { changesBetween, interner, newBudget, regionsOf, type Budget, type Change, type Region } from './sequence.js'
import { sourceTokens, type SourceToken } from './source-tokens.js'
import { budgetForAll } from './words.js'

/** One block in its three states, all of the same kind. */
export interface Three { readonly base: Segment; readonly ours: Segment; readonly theirs: Segment }

/** Merges what two people made of one block, or `undefined` when their edits touch. Never drops a word: what it cannot keep it refuses. */
export function mergeContent(three: Three, budget: Budget): string | undefined {
  const { base, ours, theirs } = three
  switch (ours.kind) {
    case 'field': return mergeField(base.source, ours.source, theirs.source) ?? (isLongField(three) ? mergeWords(three, budget) : undefined)
    case 'code': return mergeLines(base.source, ours.source, theirs.source, budget)
    // Lines that are not tags alone hold people's words.
    case 'html': return mergeLines(base.source, ours.source, theirs.source, budget) ?? mergeWords({ base: asProse(base), ours: asProse(ours), theirs: asProse(theirs) }, budget)
    case 'table-row': return mergeRow(three, budget)
    case 'table-rule': case 'comment': case 'fence': case 'rule': case 'definition': return undefined
    default: return mergeWords(three, budget)
  }
}

interface Unit { readonly text: string; readonly key: string; readonly isBlank: boolean }

/** Addresses and code change as one: half of one person's address and half of another's lead nowhere. */
function unitsOf(tokens: readonly SourceToken[]): Unit[] {
  const out: (Unit & { role: string })[] = []
  for (const token of tokens) {
    const last = out.at(-1)
    if (last !== undefined && last.role === token.role && (token.role === 'url' || token.role === 'code' || token.role === 'html')) {
      out[out.length - 1] = { ...last, text: last.text + token.text, key: last.key + token.text.normalize('NFC') }
      continue
    }
    if (token.role !== 'space' && token.role !== 'line') {
      out.push({ text: token.text, key: token.text.normalize('NFC'), isBlank: false, role: token.role })
      continue
    }
    // A line end, the spaces before it and what begins the next line are one blank, unless the line end is a hard one.
    const text = last?.role === 'blank' ? out.pop()!.text + token.text : token.text
    const isBlank = !/ {2,}\r?\n/.test(text)
    out.push({ text, key: isBlank ? ' ' : text.normalize('NFC'), isBlank, role: 'blank' })
  }
  return out
}

const asProse = (block: Segment): Segment => ({ ...block, kind: 'paragraph' })

function mergeWords(three: Three, budget: Budget): string | undefined {
  // Half of one's address with half of another's would not be told from words.
  if ([three.base, three.ours, three.theirs].some((block) => hasTooManyMarks(block.source))) return undefined
  const letters = budgetForAll([three.base, three.ours, three.theirs].map(({ source }) => source), budget)
  const [base, ours, theirs] = [three.base, three.ours, three.theirs].map((block) => unitsOf(sourceTokens(block, letters))) as [Unit[], Unit[], Unit[]]
  return mergeUnits(base, ours, theirs, budget)
}

/** Line by line, as Git does; used for what has no words (code, HTML). */
export function mergeLines(base: string, ours: string, theirs: string, budget: Budget): string | undefined {
  const units = (text: string): Unit[] => (text.match(/[^\n]*\n|[^\n]+$/g) ?? []).map((line) => ({ text: line, key: line, isBlank: false }))
  return mergeUnits(units(base), units(ours), units(theirs), budget)
}

function mergeUnits(base: readonly Unit[], ours: readonly Unit[], theirs: readonly Unit[], budget: Budget): string | undefined {
  const toInts = interner()
  const [b, o, t] = [base, ours, theirs].map((units) => toInts(units.map((unit) => unit.key))) as [Int32Array, Int32Array, Int32Array]
  const changes = { ours: readable(changesBetween(b, o, budget), base), theirs: readable(changesBetween(b, t, budget), base) }
  const regions = regionsOf(changes.ours, changes.theirs, base.length)
  const text = (units: readonly Unit[], range: readonly [number, number]) => units.slice(...range).map((unit) => unit.text).join('')
  const isBlank: boolean[] = []
  for (const [units, ints] of [[base, b], [ours, o], [theirs, t]] as const) units.forEach((unit, at) => { isBlank[ints[at]!] = unit.isBlank })
  // Whose words each region takes; `same` when both wrote them.
  const signs = { ours: changes.ours.filter((change) => areSigns(base, ours, change)), theirs: changes.theirs.filter((change) => areSigns(base, theirs, change)) }
  const takes = regions.map((region): Taken | undefined => {
    if (region.kind !== 'both') return region.kind
    return takenOf(region, o, t, changes, (value) => isBlank[value] === true) ?? (inTurn(region, changes, signs) === undefined ? undefined : 'each')
  })
  const isOfSigns = (at: number) => (takes[at] === 'ours' || takes[at] === 'theirs') && changes[takes[at]].filter((change) => isIn(change, regions[at]!.base)).every((change) => signs[takes[at] as 'ours' | 'theirs'].includes(change))
  const isOfBoth = takes.includes('each') || (takes.includes('ours') && takes.includes('theirs'))
  if (isOfBoth && (isRewritten(changes.ours, base) || isRewritten(changes.theirs, base))) return undefined
  // What one side put in a place where the base has nothing.
  const unitsOfRegion = (index: number) => {
    const { base: [from, to], ours: here, theirs: there } = regions[index]!
    return from < to ? [] : takes[index] === 'theirs' ? theirs.slice(...there) : ours.slice(...here)
  }
  let out = ''
  for (const [index, region] of regions.entries()) {
    const taken = takes[index]
    if (taken === undefined) return undefined
    if (taken === 'each') {
      let at = region.base[0]
      for (const { change, side } of inTurn(region, changes, signs)!) {
        out += text(base, [at, change.oldStart]) + text(side === 'ours' ? ours : theirs, [change.newStart, change.newEnd])
        at = change.oldEnd
      }
      out += text(base, [at, region.base[1]])
      continue
    }
    if (taken !== 'stable') {
      out += taken === 'theirs' ? text(theirs, region.theirs) : text(ours, region.ours)
      continue
    }
    const holds = (at: number, side: 'ours' | 'theirs') => takes[at] === side || takes[at] === 'each'
    const [before, after] = [index - 1, index + 1]
    const isBetween = (holds(before, 'ours') && holds(after, 'theirs')) || (holds(before, 'theirs') && holds(after, 'ours'))
    if (isBetween && !isOfSigns(before) && !isOfSigns(after) && isHinge(base.slice(...region.base), unitsOfRegion(before), unitsOfRegion(after))) return undefined
    for (let at = 0; at < region.base[1] - region.base[0]; at++) {
      const [was, here, there] = [base[region.base[0] + at]!.text, ours[region.ours[0] + at]!.text, theirs[region.theirs[0] + at]!.text]
      out += blankOf(was, here, there)
    }
  }
  return out
}

/**
 * True when what stands between one person's words and the other's does not part them: only a blank (they may well be one expression), or
 * something an addition could as well stand on the other side of (« . » between two sentences added after the same one).
 */
function isHinge(between: readonly Unit[], added: readonly Unit[], addedAfter: readonly Unit[]): boolean {
  if (between.every((unit) => unit.isBlank)) return true
  const [before, after] = [[...added, ...between], [...between, ...addedAfter]]
  return (added.length > 0 && between.every((unit, at) => before[at]!.key === unit.key))
    || (addedAfter.length > 0 && between.every((unit, at) => after[addedAfter.length + at]!.key === unit.key))
}

/** The share of its words under which a block is no longer the same, as for matching: it was written anew, or translated. */
const leastKept = 0.4

/** Words made for the former text cannot be trusted to fit a text written anew. */
function isRewritten(changes: readonly Change[], base: readonly Unit[]): boolean {
  const wordsIn = (units: readonly Unit[]) => units.filter((unit) => /[\p{L}\p{N}]/u.test(unit.key)).length
  const gone = changes.reduce((sum, change) => sum + wordsIn(base.slice(change.oldStart, change.oldEnd)), 0)
  return gone > (1 - leastKept) * wordsIn(base)
}

/** Two people changed one blank: who cut or joined the lines is followed; then what ends a line and what begins the next (`>`) are two choices. */
function blankOf(was: string, here: string, there: string): string {
  if (here === was || there === was) return here === was ? there : here
  const [wasCut, hereCut, thereCut] = [was, here, there].map((text) => text.includes('\n'))
  if (hereCut !== thereCut) return hereCut === wasCut ? there : here
  if (!hereCut || !wasCut) return here
  const parts = (text: string) => /^([^\r\n]*)([^]*)$/.exec(text)!.slice(1) as [string, string]
  const [[w, wasNext], [h, hereNext], [t, thereNext]] = [parts(was), parts(here), parts(there)]
  return (h === w ? t : h) + (hereNext === wasNext ? thereNext : hereNext)
}

type Taken = 'stable' | 'ours' | 'theirs' | 'same' | 'each'

const isIn = (change: Change, [from, to]: readonly [number, number]) => change.oldStart >= from && change.oldEnd <= to

/** What two texts must have alike to differ by signs only: letters, digits with what stands between them, and what ends or parts a sentence. */
const lettersOf = (units: readonly Unit[]) => units.map((unit) => unit.key).join('').replace(/(?<![0-9])[^\p{L}\p{M}\p{N}.!?:;,…]|[^\p{L}\p{M}\p{N}.!?:;,…](?![0-9])/gu, '')

/**
 * True when a change touches quotes, apostrophes, emphasis, brackets or the kind of a blank alone: whatever stands beside it may change too.
 * A blank that comes or goes belongs to the words on either side of it.
 */
function areSigns(base: readonly Unit[], side: readonly Unit[], { oldStart, oldEnd, newStart, newEnd }: Change): boolean {
  const [gone, come] = [base.slice(oldStart, oldEnd), side.slice(newStart, newEnd)]
  const isBare = (units: readonly Unit[]) => units.every((unit) => unit.isBlank)
  return lettersOf(gone) === lettersOf(come) && !((gone.length === 0 || come.length === 0) && isBare(gone) && isBare(come))
}

/** Changes of both sides that touch, in the order of the text, when none overlaps another's and of each two that touch one is of signs only. */
function inTurn(region: Region, changes: Sides, signs: Sides): { change: Change; side: 'ours' | 'theirs' }[] | undefined {
  const of = (side: 'ours' | 'theirs') => changes[side].filter((change) => isIn(change, region.base)).map((change) => ({ change, side }))
  const list = [...of('ours'), ...of('theirs')].toSorted((a, b) => a.change.oldStart - b.change.oldStart || a.change.oldEnd - b.change.oldEnd)
  for (const [at, { change, side }] of list.entries()) {
    const next = list[at + 1]
    if (next === undefined) break
    const isSamePlace = change.oldStart === next.change.oldStart && change.oldEnd === next.change.oldEnd
    if (next.change.oldStart < change.oldEnd || isSamePlace) return undefined
    if (side !== next.side && next.change.oldStart === change.oldEnd && !signs[side].includes(change) && !signs[next.side].includes(next.change)) return undefined
  }
  return list
}

interface Sides { readonly ours: readonly Change[]; readonly theirs: readonly Change[] }

/** Where both wrote: what both wrote alike, or the side that did all the other did and more; `undefined` when neither holds the other. */
function takenOf(
  region: Region, ours: Int32Array, theirs: Int32Array, changes: { readonly ours: readonly Change[]; readonly theirs: readonly Change[] }, isBlank: (value: number) => boolean,
): Taken | undefined {
  const own = { ours: editsIn(changes.ours, region.base, ours, isBlank), theirs: editsIn(changes.theirs, region.base, theirs, isBlank) }
  const [o, t] = [ours.subarray(...region.ours), theirs.subarray(...region.theirs)]
  if (o.length === t.length && o.every((value, at) => value === t[at])) return 'same'
  const removesAll = (small: Edits, large: Edits) => [...small.gone].every((at) => large.gone.has(at))
  if (isWithin(own.ours, own.theirs) || (removesAll(own.ours, own.theirs) && onlyAdds(o, t))) return 'theirs'
  return isWithin(own.theirs, own.ours) || (removesAll(own.theirs, own.ours) && onlyAdds(t, o)) ? 'ours' : undefined
}

/** Longer stretches rewritten by both are not looked into. */
const maxRewritten = 400

/** True when `more` is all that `text` says, in the same order, with something put in. */
function onlyAdds(text: Int32Array, more: Int32Array): boolean {
  if (text.length === 0 || more.length > maxRewritten) return false
  let at = 0
  for (const value of more) if (value === text[at]) at++
  return at === text.length
}

/** Two additions in one place of which one says all that the other says, and more: the longer. */
export function longerOf(ours: Segment, theirs: Segment): string | undefined {
  if (ours.kind !== theirs.kind || (ours.kind !== 'paragraph' && ours.kind !== 'heading' && ours.kind !== 'list-item')) return undefined
  const toInts = interner()
  const letters = budgetForAll([ours.source, theirs.source], newBudget(ours.source.length + theirs.source.length))
  const [o, t] = [ours, theirs].map((block) => toInts(unitsOf(sourceTokens(block, letters)).filter((unit) => !unit.isBlank).map((unit) => unit.key))) as [Int32Array, Int32Array]
  return onlyAdds(t, o) ? ours.source : onlyAdds(o, t) ? theirs.source : undefined
}

interface Edits { readonly gone: ReadonlySet<number>; readonly come: readonly Int32Array[] }

function editsIn(changes: readonly Change[], [from, to]: readonly [number, number], side: Int32Array, isBlank: (value: number) => boolean): Edits {
  const inside = changes.filter((change) => change.oldStart >= from && change.oldEnd <= to)
  return {
    gone: new Set(inside.flatMap(({ oldStart, oldEnd }) => Array.from({ length: oldEnd - oldStart }, (_, at) => oldStart + at))),
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

function mergeRow({ base, ours, theirs }: Three, budget: Budget): string | undefined {
  const [b, o, t] = [base.cells ?? [], ours.cells ?? [], theirs.cells ?? []]
  if (b.length !== o.length || b.length !== t.length) return undefined
  let out = ''
  let at = ours.start
  for (let index = 0; index < b.length; index++) {
    const cell = (segment: Segment, range: readonly [number, number]): Segment => ({
      ...segment, kind: 'paragraph', start: range[0], end: range[1], content: range, source: segment.source.slice(range[0] - segment.start, range[1] - segment.start),
    })
    const three = { base: cell(base, b[index]!), ours: cell(ours, o[index]!), theirs: cell(theirs, t[index]!) }
    const merged = three.ours.source === three.base.source || three.ours.source === three.theirs.source
      ? three.theirs.source
      : three.theirs.source === three.base.source ? three.ours.source : mergeWords(three, budget)
    if (merged === undefined) return undefined
    out += ours.source.slice(at - ours.start, o[index]![0] - ours.start) + merged
    at = o[index]![1]
  }
  return out + ours.source.slice(at - ours.start)
}

const isLongField = ({ base, ours, theirs }: Three) => [base, ours, theirs].every((side) => /:[ \t]*[|>][-+0-9]*[ \t]*\r?\n/.test(side.source))

interface YamlList { readonly head: string; readonly items: readonly string[]; write(items: readonly string[]): string }

/** A header field: plain lists are sets, maps and lists of maps are merged by key and entry. Scalars are never mixed. */
export function mergeField(base: string, ours: string, theirs: string): string | undefined {
  return mergeSets(base, ours, theirs) ?? mergeNested(base, ours, theirs)
}

/** What either person added is in, what either removed is out. */
function mergeSets(base: string, ours: string, theirs: string): string | undefined {
  const [b, o, t] = [listOf(base), listOf(ours), listOf(theirs)]
  if (o === undefined || t === undefined || (b === undefined && base !== '')) return undefined
  const [was, here, there] = [new Set(b?.items), new Set(o.items), new Set(t.items)]
  // One value that both replaced, each in their own way, is one question, not two answers.
  const isContested = (b?.items ?? []).some((item) => !here.has(item) && !there.has(item))
  const adds = (list: YamlList, other: ReadonlySet<string>) => list.items.some((item) => !was.has(item) && !other.has(item))
  if (isContested && adds(o, there) && adds(t, here)) return undefined
  const kept = o.items.filter((item) => !was.has(item) || there.has(item))
  return o.write([...kept, ...t.items.filter((item) => !was.has(item) && !here.has(item))])
}

function listOf(source: string): YamlList | undefined {
  const flow = /^([^\n:]+:[ \t]*)\[([^[\]{}"'\n#]*)\][ \t]*$/.exec(source)
  if (flow !== null) {
    const items = flow[2]!.split(',').map((item) => item.trim()).filter((item) => item !== '')
    return { head: flow[1]!, items, write: (list) => `${flow[1]!}[${list.join(', ')}]` }
  }
  const block = /^([^\n:]+:[ \t]*)\r?\n((?:[ \t]*- [^\n]*(?:\n|$))+)$/.exec(source)
  if (block === null) return undefined
  const lines = block[2]!.trimEnd().split(/\r?\n/)
  const indent = /^[ \t]*/.exec(lines[0]!)![0]
  const eol = source.includes('\r\n') ? '\r\n' : '\n'
  // A map or a nested list inside an item spans lines or holds a colon: not a plain set.
  if (lines.some((line) => !line.startsWith(`${indent}- `) || /^[ \t]*- (?:- |[^"'\s][^"'\n]*:(?:\s|$)|[|>])/.test(line))) return undefined
  return { head: block[1]!, items: lines.map((line) => line.slice(indent.length + 2).trim()), write: (list) => [block[1]!.trimEnd(), ...list.map((item) => `${indent}- ${item}`)].join(eol) }
}
