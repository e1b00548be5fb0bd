import { hasLetter, wordFrom, type Compared, type Units } from './merge-alike.js'
import type { Change } from './sequence.js'

/**
 * The side that did all the other did, and more: wherever the other changed the base, what it wrote still stands in this one with the word
 * before and the word after, and no word it took away is back. The two are compared with one another, since what each did to the base may be
 * told in two ways (« . {: .box} » or « {: . box} »).
 */
export function furtherOf({ base, ours, theirs, mine, yours, apart }: Compared): 'ours' | 'theirs' | undefined {
  if (isHeld(base, theirs, ours, yours, apart.map(turned))) return 'ours'
  return isHeld(base, ours, theirs, mine, apart) ? 'theirs' : undefined
}

const turned = ({ oldStart, oldEnd, newStart, newEnd }: Change): Change => ({ oldStart: newStart, oldEnd: newEnd, newStart: oldStart, newEnd: oldEnd })

/** True when `more` holds all that `side` did to the base (`changes`); `apart`: what turns `side` into `more`. */
function isHeld(base: Units, side: Units, more: Units, changes: readonly Change[], apart: readonly Change[]): boolean {
  const isSaid = ({ units }: Units, from: number, to: number) => units.slice(from, to).some((unit) => !unit.isBlank)
  return changes.length > 0 && changes.every(({ newStart, newEnd }) => {
    const [first, last] = [wordFrom(side.units, newStart - 1, -1), wordFrom(side.units, newEnd, 1)]
    const onlyTakesAway = !isSaid(side, newStart, newEnd)
    return apart.every((change) => change.oldEnd <= first || change.oldStart > last
      || (!isSaid(side, change.oldStart, change.oldEnd) && !(onlyTakesAway && isSaid(more, change.newStart, change.newEnd))))
  }) && !bringsBack(base, side, more)
}

/** True when `more` has a word more often than `side`, which took it away. Counted over the whole: a comparison may slide past a word that stands twice. */
function bringsBack(base: Units, side: Units, more: Units): boolean {
  const countsOf = ({ units, ints }: Units) => {
    const out = new Map<number, number>()
    ints.forEach((value, at) => { if (hasLetter.test(units[at]!.key)) out.set(value, (out.get(value) ?? 0) + 1) })
    return out
  }
  const [was, here, there] = [base, side, more].map(countsOf) as [Map<number, number>, Map<number, number>, Map<number, number>]
  return [...was].some(([value, times]) => (here.get(value) ?? 0) < times && (there.get(value) ?? 0) > (here.get(value) ?? 0))
}
