/** Texts as lines, and edits of them: what news are compared and put by. */
import { changesBetween, interner, newBudget } from './sequence.js'

/** A line with the blank lines that follow it: what parts two lines goes with the first, and is no part of what they say. */
export interface Line { readonly words: string; readonly tail: string; readonly of: readonly Line[]; readonly at: number }

/** Lines `[from, to)` of a text become `lines`. */
export interface LineEdit { readonly from: number; readonly to: number; readonly lines: readonly Line[] }

export function linesOf(text: string): readonly Line[] {
  const of: Line[] = []
  for (const [whole] of text.matchAll(/[^\n]*\n(?:[ \t]*\r?\n)*|[^\n]+$/g)) {
    const words = /^[^\r\n]*/.exec(whole)![0]
    of.push({ words, tail: whole.slice(words.length), of, at: of.length })
  }
  return of
}

export const textOf = (lines: readonly Line[]): string => lines.map(({ words, tail }) => words + tail).join('')

export function editsBetween(before: string, after: string): readonly LineEdit[] {
  const [old, next] = [linesOf(before), linesOf(after)]
  const toInts = interner()
  const numbers = (lines: readonly Line[]) => toInts(lines.map(({ words }) => words))
  return changesBetween(numbers(old), numbers(next), newBudget()).map(({ oldStart, oldEnd, newStart, newEnd }) => ({ from: oldStart, to: oldEnd, lines: next.slice(newStart, newEnd) }))
}

export const isSame = (a: LineEdit, b: LineEdit): boolean => a.from === b.from && a.to === b.to && a.lines.length === b.lines.length && a.lines.every(({ words }, at) => words === b.lines[at]!.words)

/** Whether one cannot be made without touching what the other made. Edits that merely follow one another do not meet. */
export function meet(a: LineEdit, b: LineEdit): boolean {
  if (a.from === a.to && b.from === b.to) return a.from === b.from
  if (a.from === a.to) return b.from < a.from && a.from < b.to
  if (b.from === b.to) return a.from < b.from && b.from < a.to
  return a.from < b.to && b.from < a.to
}

/** Whether all that one touches is the other's. */
export const isInside = (edit: LineEdit, hull: LineEdit): boolean => hull.from <= edit.from && edit.to <= hull.to && (edit.from < edit.to || (hull.from < edit.from && edit.from < hull.to) || hull.from === hull.to)

/** The lines from the first to the last touched. */
export const around = (edits: readonly Pick<LineEdit, 'from' | 'to'>[]) => ({ from: Math.min(...edits.map(({ from }) => from)), to: Math.max(...edits.map(({ to }) => to)) })

/** The text with its lines replaced: whatever stays side by side keeps its blank lines, what meets anew is as far apart as it was from its neighbours. */
export function put(text: string, edits: readonly LineEdit[]): string {
  const lines = linesOf(text)
  const out: Line[] = []
  let at = 0
  for (const edit of [...edits].sort((a, b) => a.from - b.from || a.to - b.to)) {
    out.push(...lines.slice(at, edit.from), ...edit.lines)
    at = Math.max(at, edit.to)
  }
  out.push(...lines.slice(at))
  return out.map((line, index) => {
    const next = out[index + 1]
    if (next === undefined) return line.words + (lines.at(-1)?.tail ?? line.tail)
    if (next.of === line.of && next.at === line.at + 1) return line.words + line.tail
    const tails = [line.tail, next.of[next.at - 1]?.tail ?? '', '\n']
    return line.words + tails.reduce((longest, tail) => (tail.split('\n').length > longest.split('\n').length ? tail : longest))
  }).join('')
}
