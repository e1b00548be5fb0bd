import { mergeAddress } from './merge-address.js'
import { unitsOf, type Unit } from './merge-cuts.js'
import { mergeOpening } from './merge-fence.js'
import { mergeFrame } from './merge-frame.js'
import { onlyAdds } from './merge-held.js'
import type { Joined } from './merge-join.js'
import type { Merged, Three } from './merge-parts.js'
import { joinUnits, mergeUnits } from './merge-units.js'
import { mergeSentences } from './merge-values.js'
import { mergeNested } from './merge-yaml.js'
import { hasTooManyMarks } from './limits.js'
import type { Segment } from './segments.js'
import { interner, newBudget, type Budget } from './sequence.js'
import { sourceTokens } from './source-tokens.js'
import { budgetForAll } from './words.js'

/** Merges what two people made of one block, or `undefined` when their edits touch. Never drops a word: what it cannot keep it refuses. */
export function mergeContent(three: Three, budget: Budget): Merged | undefined {
  const { base, ours, theirs } = three
  switch (ours.kind) {
    case 'field': return because('set', mergeField(base.source, ours.source, theirs.source))
      ?? (isLongField(three) ? mergeWords(three, budget) : ofAddress(three) ?? mergeSentences(three, (said) => mergeWords(said, budget)))
    case 'code': return mergeLines(three, budget)
    // Lines that are not tags alone hold people's words.
    case 'html': return mergeLines(three, budget) ?? mergeWords({ base: asProse(base), ours: asProse(ours), theirs: asProse(theirs) }, budget)
    case 'table-row': return mergeRow(three, budget)
    case 'table-rule': case 'comment': case 'fence': case 'rule': return undefined
    case 'definition': return ofAddress(three)
    default: return mergeWords(three, budget) ?? because('words', mergeFrame(base, ours, theirs))
  }
}

const because = (reason: Merged['reason'], text: string | undefined): Merged | undefined => (text === undefined ? undefined : { text, reason })

/** A header field or a definition whose only value is an address that both changed. */
function ofAddress({ base, ours, theirs }: Three): Merged | undefined {
  const [b, o, t] = [base, ours, theirs].map(({ source }) => /^(\[[^\]\n]+\]:\s*|[^\n:]+:[ \t]*)(\S+)([ \t]*)$/.exec(source) ?? undefined)
  if (b === undefined || o === undefined || t === undefined || b[1] !== o[1] || b[1] !== t[1]) return undefined
  const address = mergeAddress(b[2]!, o[2]!, t[2]!)
  return address === undefined ? undefined : { text: b[1]! + address + o[3]!, reason: 'address' }
}

const asProse = (block: Segment): Segment => ({ ...block, kind: 'paragraph' })

function mergeWords(three: Three, budget: Budget): Joined | undefined {
  // Half of one's address with half of another's would not be told from words.
  if ([three.base, three.ours, three.theirs].some((block) => hasTooManyMarks(block.source))) return undefined
  const letters = budgetForAll([three.base, three.ours, three.theirs].map(({ source }) => source), budget)
  const [base, ours, theirs] = [three.base, three.ours, three.theirs].map((block) => unitsOf(sourceTokens(block, letters))) as [Unit[], Unit[], Unit[]]
  // The margin of a header's lines says what a value belongs to.
  return three.isOfLines === true ? joinUnits(base, ours, theirs, budget) : mergeUnits(base, ours, theirs, budget)
}

/** Line by line, as Git does; used for what has no words (code, HTML). The marks of a quote around it, and blanks at the end of a line, are none of what it says. */
function mergeLines({ base, ours, theirs }: Three, budget: Budget): Joined | undefined {
  const [b, o, t] = [base, ours, theirs].map(lineUnits) as [Unit[], Unit[], Unit[]]
  const opening = ours.kind === 'code' && b.length > 1 && o.length > 1 && t.length > 1 ? mergeOpening(...([b, o, t].map(([line]) => line!.text.trimEnd()) as [string, string, string])) : undefined
  if (opening === undefined) return mergeUnits(b, o, t, budget)
  const opened = (units: readonly Unit[]): Unit[] => [{ ...units[0]!, text: opening + /\r?\n$/.exec(units[0]!.text)![0], key: opening }, ...units.slice(1)]
  return mergeUnits(opened(b), opened(o), opened(t), budget)
}

function lineUnits({ source, containers }: Segment): Unit[] {
  const quotes = containers.filter(({ type }) => type === 'quote').length
  const marks = new RegExp(`^(?:[ \\t]*> ?){0,${quotes}}`)
  return (source.match(/[^\n]*\n|[^\n]+$/g) ?? []).map((line) => ({ text: line, key: line.trimEnd().replace(marks, ''), isBlank: false, role: 'line' }))
}

/** Two additions in one place of which one says all that the other says, and more: the longer. */
export function longerOf(ours: Segment, theirs: Segment): string | undefined {
  if (ours.kind !== theirs.kind || !['paragraph', 'heading', 'list-item', 'code'].includes(ours.kind)) return undefined
  const toInts = interner()
  const letters = budgetForAll([ours.source, theirs.source], newBudget(ours.source.length + theirs.source.length))
  const unitsIn = (block: Segment) => (block.kind === 'code' ? lineUnits(block) : unitsOf(sourceTokens(block, letters)).filter((unit) => !unit.isBlank))
  const [o, t] = [ours, theirs].map((block) => toInts(unitsIn(block).map((unit) => unit.key))) as [Int32Array, Int32Array]
  return onlyAdds(t, o) ? ours.source : onlyAdds(o, t) ? theirs.source : undefined
}

function mergeRow({ base, ours, theirs }: Three, budget: Budget): Joined | undefined {
  const [b, o, t] = [base.cells ?? [], ours.cells ?? [], theirs.cells ?? []]
  if (b.length !== o.length || b.length !== t.length) return undefined
  let out = ''
  let reason: Joined['reason'] = 'words'
  let at = ours.start
  for (let index = 0; index < b.length; index++) {
    const cell = (segment: Segment, range: readonly [number, number]): Segment => ({
      ...segment, kind: 'paragraph', start: range[0], end: range[1], content: range, source: segment.source.slice(range[0] - segment.start, range[1] - segment.start),
    })
    const three = { base: cell(base, b[index]!), ours: cell(ours, o[index]!), theirs: cell(theirs, t[index]!) }
    const isTheirs = three.ours.source === three.base.source || three.ours.source === three.theirs.source
    const merged = isTheirs ? three.theirs.source : three.theirs.source === three.base.source ? three.ours.source : mergeWords(three, budget)
    if (merged === undefined) return undefined
    if (typeof merged === 'object' && merged.reason !== 'words') reason = merged.reason
    out += ours.source.slice(at - ours.start, o[index]![0] - ours.start) + (typeof merged === 'object' ? merged.text : merged)
    at = o[index]![1]
  }
  return { text: out + ours.source.slice(at - ours.start), reason }
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
