import { mergeContent } from './merge-content.js'
import type { MergeReason, Stretch } from './merge-parts.js'
import type { Segment } from './segments.js'
import { changesBetween, interner, newBudget, regionsOf } from './sequence.js'

/** Past this, in UTF-16 units, a stretch of lines is not looked into. */
const maxStretch = 300_000

/** Merges line by line, Git's own way: changes that touch are one passage, without a suggestion. Keeps everything by construction. */
export function mergeByLines({ base, ours, theirs }: { base: string; ours: string; theirs: string }): Stretch[] {
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
    const merged = isLong || reason === 'deleted' ? undefined : reason === 'both-added' ? contained(ours, theirs) : mergeContent({ base: asBlock(base), ours: asBlock(ours), theirs: asBlock(theirs) }, budget)
    if (merged === undefined) return undefined
    out.push(typeof merged === 'string' ? { ...stretch, suggestion: merged } : { ...stretch, suggestion: merged.text, reason: merged.reason })
  }
  return out
}

export const linesOf = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

/** Two additions of which one holds the other whole: the longer says everything. */
function contained(a: string, b: string): string | undefined {
  return a.includes(b.trim()) ? a : b.includes(a.trim()) ? b : undefined
}

const asBlock = (source: string): Segment => ({ kind: 'paragraph', start: 0, end: source.length, source, key: '', containers: [], content: [0, source.length] })
