import type { Unit } from './merge-cuts.js'
import type { Change } from './sequence.js'

/** A text cut in units; equal units have equal numbers. */
export interface Units { readonly units: readonly Unit[]; readonly ints: Int32Array }

/** Three states of a text: what each side changed of the base, and what turns ours into theirs. */
export interface Compared {
  readonly base: Units
  readonly ours: Units
  readonly theirs: Units
  readonly mine: readonly Change[]
  readonly yours: readonly Change[]
  readonly apart: readonly Change[]
}

export const hasLetter = /[\p{L}\p{N}]/u

/**
 * The base with the changes that both people made: what is left to merge is what they did otherwise. A comparison may tell one change in
 * several ways (« the most » became « most of the »), so that two equal ones need not look it. Changes of ours are theirs too when the words they
 * leave stand so in theirs, with the word before and the word after, and what they add and take away came and went there as well.
 * `changes`: what each side changed of the base, where it is left as it was.
 */
export function withWhatBothDid({ base, ours, theirs, mine, yours, apart }: Compared): Units & { readonly changes?: { readonly ours: readonly Change[]; readonly theirs: readonly Change[] } } {
  const isApart = (from: number, to: number) => {
    const [first, last] = [wordFrom(ours.units, from - 1, -1), wordFrom(ours.units, to, 1)]
    return apart.some(({ oldStart, oldEnd }) => oldEnd > first && oldStart <= last)
  }
  const stretches: Change[] = []
  for (const change of mine) {
    const last = stretches.at(-1)
    if (isApart(change.newStart, change.newEnd)) continue
    if (last !== undefined && !isApart(last.newStart, change.newEnd)) stretches[stretches.length - 1] = { ...last, oldEnd: change.oldEnd, newEnd: change.newEnd }
    else stretches.push(change)
  }
  const shared = stretches.filter((stretch) => {
    const own = balanceOf(base, ours, [stretch])
    const other = balanceOf(base, theirs, yours.filter(({ oldStart, oldEnd }) => oldEnd >= stretch.oldStart && oldStart <= stretch.oldEnd))
    return [...own].every(([unit, times]) => (times > 0 ? (other.get(unit) ?? 0) >= times : (other.get(unit) ?? 0) <= times))
  })
  if (shared.length === 0) return { ...base, changes: { ours: mine, theirs: yours } }
  const [units, ints]: [Unit[], number[]] = [[], []]
  const take = (text: Units, from: number, to: number) => {
    for (let index = from; index < to; index++) {
      units.push(text.units[index]!)
      ints.push(text.ints[index]!)
    }
  }
  let at = 0
  for (const { oldStart, oldEnd, newStart, newEnd } of shared) {
    take(base, at, oldStart)
    take(ours, newStart, newEnd)
    at = oldEnd
  }
  take(base, at, base.units.length)
  return { units, ints: Int32Array.from(ints) }
}

/** The nearest word on one side of a place; past the ends when there is none. */
export function wordFrom(units: readonly Unit[], from: number, step: 1 | -1): number {
  let at = from
  while (at >= 0 && at < units.length && !hasLetter.test(units[at]!.key)) at += step
  return at
}

/** How many more times (fewer: below zero) the changes leave each unit; blanks say nothing. */
function balanceOf(old: Units, next: Units, changes: readonly Change[]): Map<number, number> {
  const out = new Map<number, number>()
  const count = ({ units, ints }: Units, from: number, to: number, by: 1 | -1) => {
    for (let at = from; at < to; at++) if (!units[at]!.isBlank) out.set(ints[at]!, (out.get(ints[at]!) ?? 0) + by)
  }
  for (const { oldStart, oldEnd, newStart, newEnd } of changes) {
    count(old, oldStart, oldEnd, -1)
    count(next, newStart, newEnd, 1)
  }
  return out
}

/** So many words in a row are not written twice by chance. */
const sameSaying = 5

/** True when a run of words is in the merged text more often than in either side: both wrote it, at two places that only their comparison parts. */
export function saysTwice(merged: string, sides: readonly string[]): boolean {
  const runsIn = (text: string) => {
    const words = text.match(/[\p{L}\p{N}]+/gu) ?? []
    const runs = new Map<string, number>()
    for (let at = sameSaying; at <= words.length; at++) {
      const run = words.slice(at - sameSaying, at).join(' ')
      runs.set(run, (runs.get(run) ?? 0) + 1)
    }
    return runs
  }
  const known = sides.map(runsIn)
  return [...runsIn(merged)].some(([run, times]) => times > 1 && known.every((runs) => (runs.get(run) ?? 0) < times))
}
