import { commonEnd, commonStart } from './common-ends.js'
import type { Edit, EditKind } from './edits.js'
import type { Segment } from './segments.js'
import { changesBetween, interner, type Budget, type Change } from './sequence.js'
import { sourceTokens, type SourceToken, type TokenRole } from './source-tokens.js'

/** The edits that turn one block into the other, word by word, each with its kind. Offsets are those of the two whole texts. */
export function blockEdits(old: Segment, next: Segment, budget: Budget): Edit[] {
  const ends = commonEnds(old.source, next.source)
  const from = sourceTokens(old, budget, ends)
  const to = sourceTokens(next, budget, ends)
  const toInts = interner()
  const a = toInts(from.map(comparable))
  const b = toInts(to.map(comparable))
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

/** Below this, looking for what is common costs more than it spares. */
const longBlock = 4_000

/** How much two long sources share at their start and at their end, cut at blanks. */
function commonEnds(a: string, b: string): [number, number] {
  if (Math.min(a.length, b.length) < longBlock) return [0, 0]
  const start = commonStart(a, b)
  return [start, commonEnd(a, b, start)]
}

/** Bytes may differ where readers see the same: letters in another Unicode form, CRLF. Found again afterwards, one by one. */
function comparable(token: SourceToken): string {
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
  const kind = kindOf(old, next, gone, come)
  return {
    kind, old: [oldStart, gone.at(-1)?.end ?? oldStart], new: [newStart, come.at(-1)?.end ?? newStart],
    ...(next.field === undefined ? {} : { field: next.field }),
  }
}

const isBlank = (role: TokenRole) => role === 'space' || role === 'no-break' || role === 'line'

function kindOf(old: Segment, next: Segment, gone: readonly SourceToken[], come: readonly SourceToken[]): EditKind {
  const all = [...gone, ...come]
  const text = (tokens: readonly SourceToken[]) => tokens.map((token) => token.text).join('')
  const [before, after] = [text(gone), text(come)]
  if (before.replace(/\r\n?/g, '\n') === after.replace(/\r\n?/g, '\n')) return 'line-end'
  if (before.normalize('NFC') === after.normalize('NFC')) return 'encoding'
  const isBeforeContent = (tokens: readonly SourceToken[], block: Segment) => tokens.every((token) => token.end <= block.content[0])
  const isNesting = old.containers.length !== next.containers.length && isBeforeContent(gone, old) && isBeforeContent(come, next)
  if (isNesting) return 'list-item'
  if (all.every((token) => isBlank(token.role))) return blankKind(old, gone, come)
  if (next.kind === 'field') return 'field'
  const roles = new Set(all.filter((token) => !isBlank(token.role)).map((token) => token.role))
  const only = (...wanted: TokenRole[]) => [...roles].every((role) => wanted.includes(role))
  if (only('level')) return old.kind === 'heading' && next.kind === 'heading' && old.level === next.level ? 'formatting' : 'heading-level'
  if (only('url')) return 'url'
  if (only('image')) return 'image'
  if (only('code')) return 'code'
  if (only('html')) return 'html'
  if (old.kind === 'table-row' || old.kind === 'table-rule') return 'table'
  if (only('mark', 'marker', 'level')) return 'formatting'
  return 'text'
}

function blankKind(old: Segment, gone: readonly SourceToken[], come: readonly SourceToken[]): EditKind {
  if ([...gone, ...come].some((token) => token.role === 'no-break')) return 'no-break'
  const isProse = old.kind === 'paragraph' || old.kind === 'list-item' || old.kind === 'footnote'
  const isLine = (tokens: readonly SourceToken[]) => tokens.some((token) => token.role === 'line')
  const isHardBreak = (tokens: readonly SourceToken[]) => tokens.some((token) => /(?: {2,}|\\)\r?\n/.test(token.text))
  const isReflow = isProse && gone.length > 0 && come.length > 0 && (isLine(gone) || isLine(come)) && !isHardBreak(gone) && !isHardBreak(come)
  return isReflow ? 'reflow' : 'whitespace'
}
