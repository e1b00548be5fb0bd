import { applyChanges, applySeen, changesOf, type Changes, type ProseChange } from './changes.js'
import { diffTexts } from './diff.js'
import type { ProseDiff } from './edits.js'
import { merge3, settle, type Choice, type MergeSegment } from './merge.js'
import { around, editsBetween, isInside, isSame, linesOf, meet, put, textOf, type Line, type LineEdit } from './news-lines.js'
import { segment } from './segments.js'
import { changesBetween, interner, newBudget } from './sequence.js'

type Passage = Extract<MergeSegment, { kind: 'passage' }>

/**
 * Something an origin changed, as who adapted it takes or leaves it. `free`: the adaptation left these words alone, the change is taken or
 * not; `both`: it changed them too, and `passage` is settled (`ours` leaves the change aside).
 */
export type NewsRow =
  | { readonly kind: 'free'; readonly changes: readonly ProseChange[] }
  | { readonly kind: 'both'; readonly changes: readonly ProseChange[]; readonly passage: Passage }

/** What somebody decided of a row: taken (`true`), left (`false`), or how its passage is settled. */
export type NewsChoice = boolean | Choice

export interface NewsResult {
  /** The adaptation's text with exactly what was chosen. */
  readonly text: string
  /** The origin's text without what was left aside: what the next news are compared with. */
  readonly seen: string
}

/** The news of one text: its rows in order. What the adaptation has already is no news. */
export interface TextNews {
  readonly rows: readonly NewsRow[]
  /** Makes of the adaptation's text what was chosen of each row, and nothing else. */
  take(choiceOf: (row: NewsRow) => NewsChoice): NewsResult
}

/** A row `both`: its lines of the base. */
interface Placed { readonly changes: Set<ProseChange>; from: number; to: number }

/** Everything known of an origin's text before (`base`) and now (`theirs`), and of the adaptation's (`ours`). */
class Comparison {
  readonly diff: ProseDiff
  readonly all: Changes
  readonly own: readonly LineEdit[]
  /** Lines of each block of `base`. */
  readonly blocks: readonly (readonly [number, number])[]
  private readonly edits = new Map<ProseChange, readonly LineEdit[]>()

  constructor(readonly base: string, readonly ours: string, readonly theirs: string) {
    this.diff = diffTexts(base, theirs)
    this.all = changesOf(this.diff)
    this.own = editsBetween(base, ours)
    let offset = 0
    const starts = linesOf(base).map((line) => { const at = offset; offset += line.words.length + line.tail.length; return at })
    const lineAt = (place: number) => Math.max(0, starts.findLastIndex((start) => start <= place))
    this.blocks = segment(base).filter((one) => one.kind !== 'separator' && one.end > one.start).map((one) => [lineAt(one.start), lineAt(one.end - 1) + 1])
  }

  /** The origin's text before, with only some of its changes: what no reader sees stays, so that nothing else moves. */
  withOnly(isTaken: (change: ProseChange) => boolean): string { return applySeen(this.diff, this.all, isTaken) }

  /** What of the origin's text was seen: all of it, byte for byte, where nothing is left aside. */
  seen(isLeft: (change: ProseChange) => boolean): string { return applyChanges(this.diff, this.all, (change) => !isLeft(change)) }

  /** The lines that a change alone touches. */
  editsOf(change: ProseChange): readonly LineEdit[] {
    const edits = this.edits.get(change) ?? editsBetween(this.base, this.withOnly((one) => one === change))
    this.edits.set(change, edits)
    return edits
  }

  blocksOf(edit: LineEdit): readonly number[] {
    return this.blocks.flatMap(([from, to], index) => ((edit.from === edit.to ? from < edit.from && edit.from < to : from < edit.to && edit.from < to) ? [index] : []))
  }

  /** Changes that the adaptation made as well: no news. */
  isThere(change: ProseChange): boolean { return this.editsOf(change).every((edit) => this.own.some((own) => isSame(own, edit))) }

  /** A row's changes, with those inside it that the adaptation made as well: who takes the origin's words keeps them. */
  within({ changes, from, to }: Placed): ReadonlySet<ProseChange> {
    const hull = { from, to, lines: [] }
    const made = this.editsMade(changes)
    const isAtEdge = (edit: LineEdit) => edit.from === edit.to && (edit.from === from || edit.from === to) && made.some((one) => one.from === one.to && one.from === edit.from)
    const shared = this.all.changes.filter((change) => !changes.has(change) && this.isThere(change) && this.editsOf(change).every((edit) => meet(edit, hull) || isInside(edit, hull) || isAtEdge(edit)))
    return new Set([...changes, ...shared])
  }

  /** The lines that several changes touch together. */
  editsMade(changes: ReadonlySet<ProseChange>): readonly LineEdit[] { return editsBetween(this.base, this.withOnly((change) => changes.has(change))) }

  /** What of the adaptation's own edits meets an edit of the origin, in words or in the same block. */
  metBy(edit: LineEdit): readonly LineEdit[] {
    const blocks = this.blocksOf(edit)
    return this.own.filter((own) => !isSame(own, edit) && (meet(own, edit) || this.blocksOf(own).some((block) => blocks.includes(block))))
  }

  /** Where a line of `base` is in the adaptation; own edits that end there count as before it unless `without` holds them. */
  place(line: number, without: readonly LineEdit[] = []): number {
    return this.own.reduce((at, own) => (own.to <= line && !without.includes(own) ? at + own.lines.length - (own.to - own.from) : at), line)
  }
}

/** What an origin changed from `base` to `theirs`, for an adaptation that made `ours` of `base`. */
export function newsOfText(base: string, ours: string, theirs: string): TextNews {
  if (base === theirs || ours === theirs) return { rows: [], take: () => ({ text: ours, seen: theirs }) }
  const comparison = new Comparison(base, ours, theirs)
  const { free, both } = sorted(comparison)
  const placeOf = new Map<NewsRow, Placed>()
  const rows: NewsRow[] = [...free].map((change) => ({ kind: 'free', changes: [change] }))
  for (const placed of both) {
    const row = bothRow(comparison, placed)
    placeOf.set(row, placed)
    rows.push(row)
  }
  const first = (row: NewsRow) => Math.min(...row.changes.map((change) => comparison.all.changes.indexOf(change)))
  rows.sort((a, b) => first(a) - first(b))
  return {
    rows,
    take(choiceOf) {
      const [taken, left, replaced] = [new Set<ProseChange>(), new Set<ProseChange>(), [] as LineEdit[]]
      for (const row of rows) {
        const choice = choiceOf(row)
        if (row.kind === 'free') for (const change of row.changes) (choice === true ? taken : left).add(change)
        else if (choice === false || choice === 'ours') for (const change of row.changes) left.add(change)
        else {
          const [from, to] = placeOfRun(comparison, placeOf.get(row)!)
          replaced.push({ from, to, lines: linesOf(settle({ kind: 'passages', suggested: false, segments: [row.passage] }, { [row.passage.id]: choice === true ? 'theirs' : choice })) })
        }
      }
      const seen = comparison.seen((change) => left.has(change))
      return { text: ours === base ? seen : put(ours, [...replaced, ...placedEdits(comparison, taken)]), seen }
    },
  }
}

/** Changes that leave the adaptation's words alone, and runs of those that do not. */
function sorted(comparison: Comparison): { readonly free: ReadonlySet<ProseChange>; readonly both: readonly Placed[] } {
  const free = new Set<ProseChange>()
  let both: Placed[] = []
  for (const change of comparison.all.changes) {
    const made = comparison.editsOf(change)
    if (comparison.isThere(change) && comparison.ours !== comparison.base) continue
    const met = made.flatMap((edit) => comparison.metBy(edit))
    if (met.length === 0) free.add(change)
    else both.push({ changes: new Set([change]), ...around([...made, ...met]) })
  }
  // A run takes in whatever of either side stands in it; runs that meet are one.
  for (let isGrowing = true; isGrowing;) {
    isGrowing = false
    for (const run of both) {
      const hull = { from: run.from, to: run.to, lines: [] }
      const own = comparison.own.filter((edit) => meet(edit, hull) || isInside(edit, hull))
      const wide = around([hull, ...own])
      if (wide.from !== run.from || wide.to !== run.to) { Object.assign(run, wide); isGrowing = true }
      for (const change of [...free]) {
        if (!comparison.editsOf(change).some((edit) => meet(edit, hull) || isInside(edit, hull))) continue
        free.delete(change)
        run.changes.add(change)
        Object.assign(run, around([hull, ...comparison.editsOf(change)]))
        isGrowing = true
      }
    }
    const joined: Placed[] = []
    for (const run of both.sort((a, b) => a.from - b.from || a.to - b.to)) {
      const last = joined.at(-1)
      if (last !== undefined && (run.from < last.to || (run.from === last.from && run.to === last.to))) {
        for (const change of run.changes) last.changes.add(change)
        last.to = Math.max(last.to, run.to)
        isGrowing = true
      } else joined.push(run)
    }
    both = joined
    // Made together, changes may touch other lines than each alone: lines written several times are taken for one another.
    for (const run of isGrowing ? [] : both) {
      const wide = around([run, ...comparison.editsMade(comparison.within(run))])
      if (wide.from !== run.from || wide.to !== run.to) { Object.assign(run, wide); isGrowing = true }
    }
  }
  return { free, both }
}

/** Where a run stands in the adaptation. */
function placeOfRun(comparison: Comparison, { from, to, changes }: Placed): readonly [number, number] {
  const made = comparison.editsMade(changes)
  // What the adaptation put right at an edge is part of the run when the origin put something there too.
  const inside = comparison.own.filter((own) => (own.from < own.to ? from <= own.from && own.to <= to : (from < own.from && own.from < to) || ((own.from === from || own.from === to) && made.some((edit) => edit.from === edit.to && edit.from === own.from))))
  const start = comparison.place(from, inside)
  return [start, inside.reduce((at, own) => at + own.lines.length - (own.to - own.from), start + to - from)]
}

function bothRow(comparison: Comparison, placed: Placed): NewsRow {
  const { base, ours } = comparison
  const made = comparison.within(placed)
  const theirs = comparison.withOnly((change) => made.has(change))
  const [start, end] = placeOfRun(comparison, placed)
  const [baseLines, ourLines, theirLines] = [linesOf(base), linesOf(ours), linesOf(theirs)]
  const slice = (lines: readonly Line[], from: number, to: number) => textOf(lines.slice(from, to))
  const sides = { base: slice(baseLines, placed.from, placed.to), ours: slice(ourLines, start, end), theirs: slice(theirLines, placed.from, placed.to + theirLines.length - baseLines.length) }
  const outcome = merge3({ base, ours, theirs, git: { clean: false, text: '' } })
  const passages = outcome.kind === 'clean' ? [] : outcome.segments.filter((one) => one.kind === 'passage')
  const [head, tail] = [slice(ourLines, 0, start), slice(ourLines, end, ourLines.length)]
  const told = passages.length > 0 ? passages.find((one) => one.suggestion === undefined) ?? passages[0]! : undefined
  const whole = outcome.kind === 'clean' ? outcome.text : outcome.suggested ? settle(outcome, Object.fromEntries(passages.map(({ id }) => [id, 'suggestion']))) : undefined
  // The suggestion is what a merge of the whole texts makes of these words, where it changes nothing else.
  const isHere = whole !== undefined && whole.length >= head.length + tail.length && whole.startsWith(head) && whole.endsWith(tail)
  const suggestion = isHere ? whole.slice(head.length, whole.length - tail.length) : undefined
  const isOther = suggestion !== undefined && suggestion !== sides.ours && suggestion !== sides.theirs
  return {
    kind: 'both', changes: comparison.all.changes.filter((change) => placed.changes.has(change)),
    passage: {
      kind: 'passage', id: 'passage-1', ...sides,
      ...(told?.reasonFr !== undefined && { reasonFr: told.reasonFr }), ...(told?.reasonEn !== undefined && { reasonEn: told.reasonEn }),
      ...(isOther && { suggestion, confidence: Math.min(...passages.map((one) => one.confidence ?? 0.5)) }),
    },
  }
}

/** The taken changes as edits of the adaptation: each its own, so that what stands between two of them stays there. */
function placedEdits(comparison: Comparison, taken: ReadonlySet<ProseChange>): readonly LineEdit[] {
  const each = comparison.all.changes.filter((change) => taken.has(change)).flatMap((change) => comparison.editsOf(change))
  // Lines written several times may be taken for one another.
  const isClear = each.every((edit, index) => each.every((other, at) => at <= index || edit.from === edit.to || other.from === other.to || !meet(edit, other)))
  const edits = isClear ? each : editsBetween(comparison.base, comparison.withOnly((change) => taken.has(change)))
  return edits.filter((edit) => !comparison.own.some((own) => isSame(own, edit))).map((edit) => {
    const from = comparison.place(edit.from)
    return { from, to: from + edit.to - edit.from, lines: edit.lines }
  })
}

/** What of `text` is not in `seen`: passages that, put back as they were (`instead`), make `seen` of it again. Offsets are UTF-16 units. */
export function leftAside(text: string, seen: string): readonly { readonly at: readonly [number, number]; readonly theirs: string; readonly instead: string }[] {
  const whole = (of: string) => of.match(/[^\n]*\n|[^\n]+$/g) ?? []
  const [now, then] = [whole(text), whole(seen)]
  const toInts = interner()
  const starts = (lines: readonly string[]) => { let at = 0; return [...lines.map((line) => { const start = at; at += line.length; return start }), at] }
  const [nowStarts, thenStarts] = [starts(now), starts(then)]
  return changesBetween(toInts(now), toInts(then), newBudget()).map(({ oldStart, oldEnd, newStart, newEnd }) => ({
    at: [nowStarts[oldStart]!, nowStarts[oldEnd]!] as const, theirs: text.slice(nowStarts[oldStart], nowStarts[oldEnd]), instead: seen.slice(thenStarts[newStart], thenStarts[newEnd]),
  }))
}

/** The text without what is left aside of it. */
export function without(text: string, passages: readonly { readonly at: readonly [number, number]; readonly instead: string }[]): string {
  return [...passages].sort((a, b) => b.at[0] - a.at[0]).reduce((rest, { at, instead }) => rest.slice(0, at[0]) + instead + rest.slice(at[1]), text)
}

/** The same left aside of a newer text, where it did not change them again. */
export const stillWithout = (was: string, seen: string, text: string): string => newsOfText(was, text, seen).take((row) => (row.kind === 'free' ? true : 'ours')).text
