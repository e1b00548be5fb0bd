import { commonEnd, commonStart } from './common-ends.js'
import type { Edit, EditKind } from './edits.js'
import { maxStructuredLength } from './limits.js'
import { alignmentsOf } from './moved-columns.js'
import type { Segment } from './segments.js'
import { changesBetween, interner, type Budget, type Change } from './sequence.js'
import { sourceTokens, type SourceToken, type TokenRole } from './source-tokens.js'
import { budgetForAll } from './words.js'

/** The edits that turn one block into the other, word by word, each with its kind. Offsets are those of the two whole texts. */
export function blockEdits(old: Segment, next: Segment, budget: Budget): Edit[] {
  const ends = commonEnds(old.source, next.source)
  const letters = budgetForAll([old, next].map(({ source }) => source.slice(ends[0], source.length - ends[1])), budget)
  const [from, to] = [sourceTokens(old, letters, ends), sourceTokens(next, letters, ends)]
  const toInts = interner()
  const isWritten = asWritten.has(old.kind) || asWritten.has(next.kind)
  const a = toInts(from.map((token) => comparable(token, isWritten ? undefined : old.content)))
  const b = toInts(to.map((token) => comparable(token, isWritten ? undefined : next.content)))
  const edits: Edit[] = []
  let [oldAt, newAt] = [0, 0]
  const same = (until: number) => {
    for (; oldAt < until; oldAt++, newAt++) {
      const [x, y] = [from[oldAt]!, to[newAt]!]
      if (x.text !== y.text) edits.push(edit(old, next, [x], [y], x.start, y.start))
    }
  }
  for (const change of readable(changesBetween(a, b, budget), from)) {
    same(change.oldStart)
    const gone = from.slice(change.oldStart, change.oldEnd)
    const come = to.slice(change.newStart, change.newEnd)
    edits.push(edit(old, next, gone, come, from[change.oldStart]?.start ?? old.end, to[change.newStart]?.start ?? next.end))
    ;[oldAt, newAt] = [change.oldEnd, change.newEnd]
  }
  same(from.length)
  return edits
}

/** A text too long to be cut (`wordsWithin`): nothing more is asked of it. */
const isWhole = (text: string) => text.length > maxStructuredLength

/** Below this, looking for what is common costs more than it spares. */
const longBlock = 4_000

/** How much two long sources share at their start and at their end, cut at blanks. */
function commonEnds(a: string, b: string): [number, number] {
  if (Math.min(a.length, b.length) < longBlock) return [0, 0]
  const start = commonStart(a, b)
  return [start, commonEnd(a, b, start)]
}

/** Bytes may differ where readers see the same: letters in another Unicode form, CRLF, a line end for a blank. Found again afterwards, one by one. */
function comparable(token: SourceToken, words: readonly [number, number] | undefined): string {
  if (isWhole(token.text)) return token.text
  if (words !== undefined && (token.role === 'line' || token.role === 'space') && token.start >= words[0] && token.end <= words[1]) return ' '
  return token.role === 'line' ? token.text.replace(/\r\n?/g, '\n') : token.text.normalize('NFC')
}

/** Two changes around one lone space read as one: « deux mots » replaced, not one word, a space kept, and another word. */
export function readable(changes: readonly Change[], old: readonly { readonly text: string }[]): Change[] {
  const out: Change[] = []
  for (const change of changes) {
    const last = out.at(-1)
    const isReplacement = (c: Change) => c.oldEnd > c.oldStart && c.newEnd > c.newStart
    if (last !== undefined && change.oldStart - last.oldEnd === 1 && old[last.oldEnd]!.text === ' ' && isReplacement(last) && isReplacement(change)) {
      out[out.length - 1] = { ...last, oldEnd: change.oldEnd, newEnd: change.newEnd }
    } else out.push(change)
  }
  return out
}

function edit(old: Segment, next: Segment, gone: readonly SourceToken[], come: readonly SourceToken[], oldStart: number, newStart: number): Edit {
  const { kind, isUnseen } = changeOf(old, next, gone, come)
  // « http » became « https »: one letter came.
  const [before, after] = [textOf(gone), textOf(come)]
  const [head, tail] = kind === 'url' ? affixes(before, after) : [0, 0]
  return {
    kind, old: [oldStart + head, oldStart + before.length - tail], new: [newStart + head, newStart + after.length - tail],
    ...(next.field === undefined ? {} : { field: next.field }), ...(isUnseen === true ? { isUnseen } : {}),
  }
}

/** What two texts share at both ends, when that is the whole of one of them. */
function affixes(a: string, b: string): [number, number] {
  const shortest = Math.min(a.length, b.length)
  let head = 0
  while (head < shortest && a[head] === b[head]) head++
  let tail = 0
  while (tail < shortest - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  return head + tail === shortest ? [head, tail] : [0, 0]
}

const isBlank = (role: TokenRole) => role === 'space' || role === 'no-break' || role === 'line'
const textOf = (tokens: readonly SourceToken[]) => tokens.map((token) => token.text).join('')

type Meaning = Pick<Edit, 'kind' | 'isUnseen'>
const unseen = (kind: EditKind): Meaning => ({ kind, isUnseen: true })

function changeOf(old: Segment, next: Segment, gone: readonly SourceToken[], come: readonly SourceToken[]): Meaning {
  const all = [...gone, ...come]
  const [before, after] = [textOf(gone), textOf(come)]
  if (isWhole(before) || isWhole(after)) return { kind: next.kind === 'field' ? 'field' : 'text' }
  if (before.replace(/\r\n?/g, '\n') === after.replace(/\r\n?/g, '\n')) return { kind: 'line-end' }
  if (before.normalize('NFC') === after.normalize('NFC')) return { kind: 'encoding' }
  const isBeforeContent = gone.every((token) => token.end <= old.content[0]) && come.every((token) => token.end <= next.content[0])
  if (isBeforeContent && depthOf(old) !== depthOf(next)) return { kind: quotesOf(old) === quotesOf(next) ? 'list-item' : 'formatting' }
  if (old.kind === 'table-rule' && next.kind === 'table-rule') return ruleChange(old, next, before, after)
  if (all.every((token) => isBlank(token.role))) return blankChange(old, next, gone, come)
  if (next.kind === 'field') return { kind: 'field' }
  if (next.kind === 'rule' && old.kind === 'rule') return unseen('formatting')
  const roles = new Set(all.filter((token) => !isBlank(token.role)).map((token) => token.role))
  const only = (...wanted: TokenRole[]) => [...roles].every((role) => wanted.includes(role))
  if (only('level')) return old.kind === 'heading' && next.kind === 'heading' && old.level === next.level ? unseen('formatting') : { kind: 'heading-level' }
  if (only('marker')) return markerChange(old, next, before, after)
  if (only('url')) return { kind: 'url' }
  if (only('title')) return { kind: 'link-title' }
  // An address that comes or goes around words that stay.
  if (roles.has('url') && only('url', 'title', 'mark')) return { kind: 'url' }
  if (only('image')) return { kind: 'image' }
  if (only('note')) return { kind: 'footnote' }
  if (only('code')) return { kind: 'code' }
  if (only('html')) return { kind: 'html' }
  if (only('mark', 'marker', 'level', 'title')) return { kind: 'formatting' }
  if (old.kind === 'table-row') return { kind: barsIn(before) === barsIn(after) || old.cells?.length === next.cells?.length ? 'table-cell' : 'table-column' }
  return { kind: 'text' }
}

const depthOf = (block: Segment) => block.containers.length
const quotesOf = (block: Segment) => block.containers.filter(({ type }) => type === 'quote').length
const barsIn = (text: string) => text.split('|').length

/** Under a table's head, bars part columns and colons align them; dashes are as many as one likes. */
function ruleChange(old: Segment, next: Segment, before: string, after: string): Meaning {
  const [was, is] = [alignmentsOf(old), alignmentsOf(next)]
  if (was.length !== is.length) return { kind: 'table-column' }
  return was.join() === is.join() || !/:/.test(before + after) ? unseen('whitespace') : { kind: 'formatting' }
}

/** A box, a note's label, the kind of a list, its first number: the rest of what stands before an item's words shows nowhere. */
function markerChange(old: Segment, next: Segment, before: string, after: string): Meaning {
  if (next.kind === 'footnote' || old.kind === 'footnote') return { kind: 'footnote' }
  if (boxOf(old) !== boxOf(next) && /[[\]xX]/.test(before + after)) return { kind: 'checkbox' }
  const [from, to] = [listOf(old), listOf(next)]
  if (from === undefined || to === undefined) return { kind: 'formatting' }
  const isOpening = to.list.id === to.item || from.list.id === from.item
  return isOpening && (from.list.ordered !== to.list.ordered || from.list.first !== to.list.first) ? { kind: 'list-item' } : unseen('formatting')
}

function boxOf(block: Segment): boolean | undefined {
  const item = block.containers.findLast((container) => container.type === 'item')
  return item?.type === 'item' ? item.checked : undefined
}

function listOf(block: Segment) {
  const list = block.containers.findLast((container) => container.type === 'list')
  const item = block.containers.findLast((container) => container.type === 'item')
  return list?.type !== 'list' || item === undefined ? undefined : { list, item: item.id }
}

const asWritten: ReadonlySet<Segment['kind']> = new Set(['code', 'html', 'field', 'comment', 'fence'])
const isHardBreak = (tokens: readonly SourceToken[]) => tokens.some((token) => /(?: {2,}|\\)\r?\n/.test(token.text))

function blankChange(old: Segment, next: Segment, gone: readonly SourceToken[], come: readonly SourceToken[]): Meaning {
  if ([...gone, ...come].some((token) => token.role === 'no-break')) return { kind: 'no-break' }
  // The indent of what it stands in is no part of the code.
  if (next.kind === 'code' && old.kind === 'code' && old.key === next.key) return unseen('whitespace')
  if (asWritten.has(next.kind)) return { kind: 'whitespace' }
  if (isHardBreak(gone) !== isHardBreak(come) && (old.kind === 'paragraph' || old.kind === 'list-item' || old.kind === 'footnote')) return { kind: 'formatting' }
  const isLine = (tokens: readonly SourceToken[]) => tokens.some((token) => token.role === 'line')
  if (gone.length > 0 && come.length > 0) return isLine(gone) || isLine(come) ? { kind: 'reflow' } : unseen('whitespace')
  const isOutside = (tokens: readonly SourceToken[], block: Segment) => {
    const ranges = block.cells ?? [block.content]
    return tokens.every((token) => ranges.every(([from, to]) => token.end <= from || token.start >= to))
  }
  return isOutside(gone, old) && isOutside(come, next) ? unseen('whitespace') : { kind: 'whitespace' }
}
