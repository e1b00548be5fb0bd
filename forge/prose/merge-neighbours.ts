import type { Unit } from './merge-cuts.js'
import type { Change, Region } from './sequence.js'

export type Side = 'ours' | 'theirs'
export interface Sides { readonly ours: readonly Change[]; readonly theirs: readonly Change[] }

export const isIn = (change: Change, [from, to]: readonly [number, number]) => change.oldStart >= from && change.oldEnd <= to

/**
 * True when what stands between one person’s words and the other’s is something an addition could as well stand on the other side of
 * (« . » between two sentences added after the same one): nobody can tell their order.
 */
export function isHinge(between: readonly Unit[], added: readonly Unit[], addedAfter: readonly Unit[]): boolean {
  const [before, after] = [[...added, ...between], [...between, ...addedAfter]]
  return (added.length > 0 && between.every((unit, at) => before[at]!.key === unit.key))
    || (addedAfter.length > 0 && between.every((unit, at) => after[addedAfter.length + at]!.key === unit.key))
}

const joined = (units: readonly Unit[]) => units.map((unit) => unit.key).join('')
const number = /^\p{N}[\p{N}.,]*$/u

/** One word to whoever reads it: a date, an hour, a span, « semi-groupe »; half of one and half of another say what nobody wrote. */
const oneWord = /^[\p{L}\p{N}](?:[\p{N}\p{Script=Latin}]*[-\u2010\u2011\u2013/:.,'’_·])+[\p{N}\p{Script=Latin}]*[\p{L}\p{N}]$/u

/** True when what two people changed on either side of `between` belongs to one word, or to one number and what it counts. */
export function isOneWord(before: readonly Unit[], between: readonly Unit[], after: readonly Unit[]): boolean {
  const [last, first] = [before.findLast((unit) => !unit.isBlank), after.find((unit) => !unit.isBlank)]
  if (last === undefined || first === undefined) return false
  if (between.every((unit) => unit.isBlank)) return number.test(last.key) || number.test(first.key)
  if (before.at(-1)?.isBlank === true || after[0]?.isBlank === true) return false
  return oneWord.test(last.key.slice(-1) + joined(between) + first.key.slice(0, 1))
}

/** « ，» is « , » for whoever writes Chinese or Japanese. */
const halfWidth = (text: string) => text.replace(/[\uFF01-\uFF5E]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xFEE0)).replace(/\u3002/g, '.')

/** What two texts must have alike to differ by signs only: letters, digits with what stands between them, and what ends or parts a sentence. */
const lettersOf = (units: readonly Unit[]) => halfWidth(joined(units)).replace(/(?<![0-9])[^\p{L}\p{M}\p{N}.!?:;,…]|[^\p{L}\p{M}\p{N}.!?:;,…](?![0-9])/gu, '')

/**
 * True when a change touches quotes, apostrophes, emphasis, brackets or the kind of a blank alone: whatever stands beside it may change too.
 * A blank that comes or goes belongs to the words on either side of it.
 */
export function areSigns(base: readonly Unit[], side: readonly Unit[], { oldStart, oldEnd, newStart, newEnd }: Change): boolean {
  const [gone, come] = [base.slice(oldStart, oldEnd), side.slice(newStart, newEnd)]
  const isBare = (units: readonly Unit[]) => units.every((unit) => unit.isBlank)
  return lettersOf(gone) === lettersOf(come) && !((gone.length === 0 || come.length === 0) && isBare(gone) && isBare(come))
}

/** One change of a region, with whose it is. */
export interface Turn { readonly change: Change; readonly side: Side }

/** Changes of both sides that touch, in the order of the text, when none overlaps another’s and each two that touch may stand beside one another. */
export function inTurn(region: Region, changes: Sides, mayTouch: (first: Turn, second: Turn) => boolean): Turn[] | undefined {
  const of = (side: Side) => changes[side].filter((change) => isIn(change, region.base)).map((change) => ({ change, side }))
  const list = [...of('ours'), ...of('theirs')].toSorted((a, b) => a.change.oldStart - b.change.oldStart || a.change.oldEnd - b.change.oldEnd)
  for (const [at, turn] of list.entries()) {
    const next = list[at + 1]
    if (next === undefined) break
    const isSamePlace = turn.change.oldStart === next.change.oldStart && turn.change.oldEnd === next.change.oldEnd
    if (next.change.oldStart < turn.change.oldEnd || isSamePlace) return undefined
    if (turn.side !== next.side && next.change.oldStart === turn.change.oldEnd && !mayTouch(turn, next)) return undefined
  }
  return list
}

/** True when two changes that touch are a few whole words put in and the words beside them replaced, or lines of code changed one for one. */
export function areNeighbours(gone: readonly [readonly Unit[], readonly Unit[]], come: readonly [readonly Unit[], readonly Unit[]]): boolean {
  const isLine = [...gone, ...come].every((units) => units.length > 0 && units.every((unit) => unit.role === 'line'))
  if (isLine) return gone.every((units, at) => units.length === come[at]!.length)
  if (isOneWord(come[0], [], come[1])) return false
  const isPutIn = (at: 0 | 1) => gone[at].length === 0 && come[at].at(at === 0 ? -1 : 0)?.isBlank === true && !/[.!?:;…]/.test(joined(come[at]))
  const isReplaced = (at: 0 | 1) => [gone[at], come[at]].every((units) => units.some((unit) => !unit.isBlank)) && !gone[at].some((unit) => unit.isBlank)
  return (isPutIn(0) && isReplaced(1)) || (isReplaced(0) && isPutIn(1))
}
