import { type Compared, type Units } from './merge-alike.js'
import type { Unit } from './merge-cuts.js'
import { furtherOf } from './merge-further.js'
import { join, type Joined } from './merge-join.js'
import { changesBetween, interner, type Budget } from './sequence.js'

/** Merges the changes of two people; where one did all the other did and more, that is what stands. `undefined` when they meet otherwise. */
export const mergeUnits = (base: readonly Unit[], ours: readonly Unit[], theirs: readonly Unit[], budget: Budget): Joined | undefined => eitherFirst(base, ours, theirs, budget, (compared) => {
  const joined = join(compared, budget)
  const further = furtherOf(compared)
  if (further === undefined) return joined
  const text = compared[further].units.map((unit) => unit.text).join('')
  // The same words: how each laid them out is merged as well.
  return joined !== undefined && unspaced(joined.text) === unspaced(text) ? joined : { text, reason: 'words' }
})

/** Puts the changes of two people together, or `undefined` when they meet. */
export const joinUnits = (base: readonly Unit[], ours: readonly Unit[], theirs: readonly Unit[], budget: Budget): Joined | undefined => eitherFirst(base, ours, theirs, budget, (compared) => join(compared, budget))

/** How two texts differ may be told in several ways, and which is found depends on the one read first: where ours first gives nothing, theirs first. */
function eitherFirst(base: readonly Unit[], ours: readonly Unit[], theirs: readonly Unit[], budget: Budget, merge: (compared: Compared) => Joined | undefined): Joined | undefined {
  const toInts = interner()
  const [was, here, there] = [base, ours, theirs].map((units): Units => ({ units, ints: toInts(units.map(saidAs)) })) as [Units, Units, Units]
  const between = (a: Units, b: Units) => changesBetween(a.ints, b.ints, budget)
  const [mine, yours] = [between(was, here), between(was, there)]
  return merge({ base: was, ours: here, theirs: there, mine, yours, apart: between(here, there) })
    ?? merge({ base: was, ours: there, theirs: here, mine: yours, yours: mine, apart: between(there, here) })
}

const unspaced = (text: string): string => text.replace(/[\s>]+/g, '')

/** The parenthesis that closes an address is none of the sentence. */
const saidAs = ({ key, role }: Unit): string => (role === 'mark' && key.endsWith(')') ? `mark ${key}` : key)
