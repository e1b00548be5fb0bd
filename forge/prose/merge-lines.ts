import { maxMergedLines } from './limits.js'
import { mergeContent } from './merge-content.js'
import type { MergeReason, Stretch, Three } from './merge-parts.js'
import type { Segment } from './segments.js'
import { changesBetween, interner, newBudget, regionsOf } from './sequence.js'
import { words } from './words.js'

/** Past this, in UTF-16 units, a stretch of lines is not looked into. */
const maxStretch = 300_000

/** Merges line by line, Git's own way: changes that touch are one passage, without a suggestion. Keeps everything by construction. */
export function mergeByLines(input: { base: string; ours: string; theirs: string }): Stretch[] {
  const { base, ours, theirs } = input
  if ([base, ours, theirs].reduce((sum, text) => sum + linesIn(text), 0) > maxMergedLines) return betweenEnds(input)
  const budget = newBudget()
  const [b, o, t] = [linesOf(base), linesOf(ours), linesOf(theirs)]
  const toInts = interner()
  const [bi, oi, ti] = [toInts(b), toInts(o), toInts(t)]
  return regionsOf(changesBetween(bi, oi, budget), changesBetween(bi, ti, budget), b.length).map((region): Stretch => {
    const [was, here, there] = [b.slice(...region.base).join(''), o.slice(...region.ours).join(''), t.slice(...region.theirs).join('')]
    if (region.kind !== 'both' || here === there) return { kind: 'common', text: region.kind === 'theirs' ? there : here }
    const reason: MergeReason = was === '' ? 'both-added' : here === '' || there === '' ? 'deleted' : 'same-words'
    return { kind: 'passage', base: was, ours: here, theirs: there, reason }
  })
}

/** What the three share at their start and at their end, whole lines, and between them one passage. */
function betweenEnds({ base, ours, theirs }: { base: string; ours: string; theirs: string }): Stretch[] {
  const [head, tail] = sharedLines([base, ours, theirs])
  const between = (text: string) => text.slice(head, text.length - tail)
  return [
    { kind: 'common', text: base.slice(0, head) },
    { kind: 'passage', base: between(base), ours: between(ours), theirs: between(theirs), reason: 'same-words' },
    { kind: 'common', text: base.slice(base.length - tail) },
  ]
}

/** How much texts share at their start and at their end, in whole lines. */
export function sharedLines(texts: readonly string[]): [head: number, tail: number] {
  const first = texts[0]!
  const shortest = Math.min(...texts.map((text) => text.length))
  let head = 0
  while (head < shortest && texts.every((text) => text.charCodeAt(head) === first.charCodeAt(head))) head++
  if (head < shortest || texts.some((text) => text.length > head)) head = first.slice(0, head).lastIndexOf('\n') + 1
  let tail = 0
  while (tail < shortest - head && texts.every((text) => text.charCodeAt(text.length - 1 - tail) === first.charCodeAt(first.length - 1 - tail))) tail++
  const isLineStart = texts.every((text) => text.length === tail || text[text.length - tail - 1] === '\n')
  const lineEnd = first.indexOf('\n', first.length - tail)
  return [head, isLineStart ? tail : lineEnd < 0 ? 0 : first.length - 1 - lineEnd]
}

function linesIn(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1
  return count
}

/** The same, each passage settled by its words; `undefined` as soon as one is not. */
export function settledByWords(stretches: readonly Stretch[]): Stretch[] | undefined {
  const budget = newBudget()
  const out: Stretch[] = []
  for (const stretch of stretches) {
    if (stretch.kind === 'common') {
      out.push(stretch)
      continue
    }
    const { base, ours, theirs, reason } = stretch
    const isLong = base.length + ours.length + theirs.length > maxStretch
    const merged = isLong || reason === 'deleted' || isReplacedAgainstLess(stretch) ? undefined : reason === 'both-added' ? contained(ours, theirs) : mergeContent(asBlocks(stretch), budget)
    if (merged === undefined) return undefined
    out.push(typeof merged === 'string' ? { ...stretch, suggestion: merged } : { ...stretch, suggestion: merged.text, reason: merged.reason })
  }
  return out
}

/** Below this share of the words there were, a text is another text. */
const keepsTheText = 0.4

/**
 * True when one side put another text in the place of this one, while the other side only took words away or laid them out otherwise: a removal
 * against a change, whatever stands there now. It is asked.
 */
function isReplacedAgainstLess({ base, ours, theirs, reason }: Extract<Stretch, { kind: 'passage' }>): boolean {
  if (reason === 'both-added') return false
  const was = countOf(base)
  const total = [...was.values()].reduce((sum, times) => sum + times, 0)
  if (total === 0) return false
  const [here, there] = [ours, theirs].map((side) => {
    const now = countOf(side)
    const kept = [...now].reduce((sum, [word, times]) => sum + Math.min(times, was.get(word) ?? 0), 0)
    return { isOther: kept / total < keepsTheText, addsNothing: [...now].every(([word, times]) => times <= (was.get(word) ?? 0)) }
  }) as [{ isOther: boolean; addsNothing: boolean }, { isOther: boolean; addsNothing: boolean }]
  return (here.isOther && !here.addsNothing && there.addsNothing) || (there.isOther && !there.addsNothing && here.addsNothing)
}

function countOf(text: string): Map<string, number> {
  const out = new Map<string, number>()
  for (const { text: word, isWord } of words(text)) if (isWord) out.set(word, (out.get(word) ?? 0) + 1)
  return out
}

export function linesOf(text: string): string[] {
  const out: string[] = []
  for (let at = 0; at < text.length;) {
    const end = text.indexOf('\n', at) + 1 || text.length
    out.push(text.slice(at, end))
    at = end
  }
  return out
}

/** Two additions of which one holds the other whole: the longer says everything. */
function contained(a: string, b: string): string | undefined {
  return a.includes(b.trim()) ? a : b.includes(a.trim()) ? b : undefined
}

/** Lines taken as one block. Where all of them are quoted, the mark each begins with is layout. */
function asBlocks({ base, ours, theirs }: { base: string; ours: string; theirs: string }): Three {
  const isQuoted = [base, ours, theirs].every((text) => linesOf(text).every((line) => /^[ \t]*(?:>|\r?\n?$)/.test(line)))
  const asBlock = (source: string): Segment => ({ kind: 'paragraph', start: 0, end: source.length, source, key: '', containers: isQuoted ? [{ type: 'quote', id: 0 }] : [], content: [0, source.length] })
  return { base: asBlock(base), ours: asBlock(ours), theirs: asBlock(theirs), isOfLines: true }
}
