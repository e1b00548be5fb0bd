import { readable } from './block-edits.js'
import { mergeAddress } from './merge-address.js'
import { hasLetter, saysTwice, withWhatBothDid, type Compared, type Units } from './merge-alike.js'
import type { Unit } from './merge-cuts.js'
import { furtherOf } from './merge-further.js'
import { areNeighbours, areSigns, inTurn, isHinge, isIn, isOneWord, type Side, type Turn } from './merge-neighbours.js'
import { changesBetween, interner, regionsOf, pastBlanks, type Budget, type Change, type Region } from './sequence.js'

/** Why what two people wrote may stand together: in different places, in places that follow one another, or two ways to mend one address. */
export interface Joined { readonly text: string; readonly reason: 'words' | 'close' | 'address' }

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

function join(compared: Compared, budget: Budget): Joined | undefined {
  const [{ units: ours, ints: o }, { units: theirs, ints: t }] = [compared.ours, compared.theirs]
  const { units: base, ints: b, changes: known } = withWhatBothDid(compared)
  const isBlank: boolean[] = []
  for (const [units, ints] of [[base, b], [ours, o], [theirs, t]] as const) units.forEach((unit, at) => { isBlank[ints[at]!] = unit.isBlank })
  const changesOf = (side: Int32Array, found: readonly Change[] = changesBetween(b, side, budget)) => readable(pastBlanks(found, b, side, (value) => isBlank[value] === true), base)
  const changes = { ours: changesOf(o, known?.ours), theirs: changesOf(t, known?.theirs) }
  const regions = regionsOf(changes.ours, changes.theirs, base.length)
  const sides = { ours, theirs }
  const text = (units: readonly Unit[], range: readonly [number, number]) => units.slice(...range).map((unit) => unit.text).join('')
  const signs = { ours: changes.ours.filter((change) => areSigns(base, ours, change)), theirs: changes.theirs.filter((change) => areSigns(base, theirs, change)) }
  let isClose = false
  const mayTouch = (first: Turn, second: Turn) => {
    if (signs[first.side].includes(first.change) || signs[second.side].includes(second.change)) return true
    const gone = ({ change }: Turn) => base.slice(change.oldStart, change.oldEnd)
    const come = ({ change, side }: Turn) => sides[side].slice(change.newStart, change.newEnd)
    isClose = true
    return areNeighbours([gone(first), gone(second)], [come(first), come(second)])
  }
  const takes = regions.map((region): Taken | undefined => {
    if (region.kind !== 'both') return region.kind
    const taken = takenOf(region, base, o, t, changes, (value) => isBlank[value] === true)
    if (taken !== undefined) return taken
    const turns = inTurn(region, changes, mayTouch)
    if (turns !== undefined) return { turns }
    const address = [region.base, region.ours, region.theirs].every(([from, to]) => to - from === 1) ? mergeAddress(text(base, region.base), text(ours, region.ours), text(theirs, region.theirs)) : undefined
    return address === undefined ? undefined : { address }
  })
  const isOf = (at: number, side: Side) => takes[at] === side || typeof takes[at] === 'object'
  const isOfSigns = (at: number) => (takes[at] === 'ours' || takes[at] === 'theirs') && changes[takes[at]].filter((change) => isIn(change, regions[at]!.base)).every((change) => signs[takes[at] as Side].includes(change))
  const isOfBoth = takes.some((taken) => typeof taken === 'object') || (takes.includes('ours') && takes.includes('theirs'))
  if (isOfBoth && (['ours', 'theirs'] as const).some((side) => isRewritten(changes[side].filter((change) => !signs[side].includes(change)), base, sides[side]))) return undefined
  const come = (at: number) => (isOf(at, 'theirs') ? theirs.slice(...regions[at]!.theirs) : ours.slice(...regions[at]!.ours))
  // What one side put in a place where the base has nothing.
  const putIn = (at: number) => (regions[at]!.base[0] < regions[at]!.base[1] ? [] : come(at))
  const areBothRecut = isRecut(base, ours, regions, 'ours') && isRecut(base, theirs, regions, 'theirs')
  let out = ''
  for (const [index, region] of regions.entries()) {
    const taken = takes[index]
    if (taken === undefined) return undefined
    if (typeof taken === 'object') {
      if ('address' in taken) {
        out += taken.address
        continue
      }
      let at = region.base[0]
      for (const { change, side } of taken.turns) {
        out += text(base, [at, change.oldStart]) + text(sides[side], [change.newStart, change.newEnd])
        at = change.oldEnd
      }
      out += text(base, [at, region.base[1]])
      continue
    }
    if (taken !== 'stable') {
      out += taken === 'theirs' ? text(theirs, region.theirs) : text(ours, region.ours)
      continue
    }
    const [before, after] = [index - 1, index + 1]
    const isBetween = (isOf(before, 'ours') && isOf(after, 'theirs')) || (isOf(before, 'theirs') && isOf(after, 'ours'))
    if (isBetween && !isOfSigns(before) && !isOfSigns(after)) {
      const between = base.slice(...region.base)
      const wordsAt = (at: number) => [come(at), base.slice(...regions[at]!.base)].filter((units) => units.length > 0)
      if (isHinge(between, putIn(before), putIn(after)) || wordsAt(before).some((a) => wordsAt(after).some((c) => isOneWord(a, between, c)))) return undefined
      if (between.every((unit) => unit.isBlank)) {
        // What was written beside words now gone was written for them.
        if ([before, after].some((at) => come(at).every((unit) => unit.isBlank))) return undefined
        isClose = true
      }
    }
    for (let at = 0; at < region.base[1] - region.base[0]; at++) {
      const [was, here, there] = [base[region.base[0] + at]!.text, ours[region.ours[0] + at]!.text, theirs[region.theirs[0] + at]!.text]
      // Lines cut anew by both would be cut twice: ours are followed.
      out += areBothRecut && base[region.base[0] + at]!.isBlank ? here : blankOf(was, here, there)
    }
  }
  if (isOfBoth && saysTwice(out, [ours, theirs].map((units) => text(units, [0, units.length])))) return undefined
  return { text: out, reason: isClose ? 'close' : takes.some((taken) => typeof taken === 'object' && 'address' in taken) ? 'address' : 'words' }
}

/** The parenthesis that closes an address is none of the sentence. */
const saidAs = ({ key, role }: Unit): string => (role === 'mark' && key.endsWith(')') ? `mark ${key}` : key)

/** The share of its words under which a block is no longer the same, as for matching: it was written anew, or translated. */
const leastKept = 0.4

/** Words made for the former text cannot be trusted to fit a text written anew. What is left of a shortened one is as it was. */
function isRewritten(changes: readonly Change[], base: readonly Unit[], side: readonly Unit[]): boolean {
  const wordsIn = (units: readonly Unit[]) => units.filter((unit) => hasLetter.test(unit.key)).length
  const gone = changes.reduce((sum, change) => sum + wordsIn(base.slice(change.oldStart, change.oldEnd)), 0)
  const come = changes.reduce((sum, change) => sum + wordsIn(side.slice(change.newStart, change.newEnd)), 0)
  return gone > (1 - leastKept) * wordsIn(base) && come > leastKept * gone
}

const isCut = ({ text }: Unit) => text.includes('\n')

/** True when a side cut or joined lines where neither wrote. */
function isRecut(base: readonly Unit[], side: readonly Unit[], regions: readonly Region[], of: Side): boolean {
  return regions.some((region) => region.kind === 'stable' && base.slice(...region.base).some((unit, at) => unit.isBlank && isCut(unit) !== isCut(side[region[of][0] + at]!)))
}

/** Two people changed one blank: who cut or joined the lines is followed; then what ends a line and what begins the next (`>`) are two choices. */
function blankOf(was: string, here: string, there: string): string {
  if (here === was || there === was) return here === was ? there : here
  const [wasCut, hereCut, thereCut] = [was, here, there].map((text) => text.includes('\n'))
  if (hereCut !== thereCut) return hereCut === wasCut ? there : here
  if (!hereCut || !wasCut) return here
  const parts = (text: string) => /^([^\r\n]*)([^]*)$/.exec(text)!.slice(1) as [string, string]
  const [[w, wasNext], [h, hereNext], [t, thereNext]] = [parts(was), parts(here), parts(there)]
  return (h === w ? t : h) + (hereNext === wasNext ? thereNext : hereNext)
}

/** Whose words a region takes; `same` when both wrote them. */
type Taken = 'stable' | 'ours' | 'theirs' | 'same' | { readonly turns: readonly Turn[] } | { readonly address: string }

/** Where both wrote: what both wrote alike, or the side that did all the other did and more; `undefined` when neither holds the other. */
function takenOf(
  region: Region, base: readonly Unit[], ours: Int32Array, theirs: Int32Array, changes: { readonly ours: readonly Change[]; readonly theirs: readonly Change[] }, isBlank: (value: number) => boolean,
): Taken | undefined {
  const own = { ours: editsIn(changes.ours, region.base, base, ours, isBlank), theirs: editsIn(changes.theirs, region.base, base, theirs, isBlank) }
  const [o, t] = [ours.subarray(...region.ours), theirs.subarray(...region.theirs)]
  if (o.length === t.length && o.every((value, at) => value === t[at])) return 'same'
  const removesAll = (small: Edits, large: Edits) => [...small.gone].every((at) => large.gone.has(at))
  if (isWithin(own.ours, own.theirs) || (removesAll(own.ours, own.theirs) && onlyAdds(o, t))) return 'theirs'
  return isWithin(own.theirs, own.ours) || (removesAll(own.theirs, own.ours) && onlyAdds(t, o)) ? 'ours' : undefined
}

/** Longer stretches rewritten by both are not looked into. */
const maxRewritten = 400

/** True when `more` is all that `text` says, in the same order, with something put in. */
export function onlyAdds(text: Int32Array, more: Int32Array): boolean {
  if (text.length === 0 || more.length > maxRewritten) return false
  let at = 0
  for (const value of more) if (value === text[at]) at++
  return at === text.length
}

interface Edits { readonly gone: ReadonlySet<number>; readonly come: readonly Int32Array[] }

function editsIn(changes: readonly Change[], [from, to]: readonly [number, number], base: readonly Unit[], side: Int32Array, isBlank: (value: number) => boolean): Edits {
  const inside = changes.filter((change) => change.oldStart >= from && change.oldEnd <= to)
  // A word taken out takes a blank with it, which may be told as the one before or the one after.
  const goneIn = ({ oldStart, oldEnd }: Change) => {
    const all = Array.from({ length: oldEnd - oldStart }, (_, at) => oldStart + at)
    return all.some((at) => hasLetter.test(base[at]!.key)) ? all.filter((at) => !base[at]!.isBlank) : all
  }
  return {
    gone: new Set(inside.flatMap(goneIn)),
    come: inside.map(({ newStart, newEnd }) => side.subarray(newStart, newEnd).filter((value) => !isBlank(value))).filter((list) => list.length > 0),
  }
}

/** True when the other side removed all that this one removed, and wrote, in order, all that this one wrote. */
function isWithin(small: Edits, large: Edits): boolean {
  for (const index of small.gone) if (!large.gone.has(index)) return false
  const written = Int32Array.from(large.come.flatMap((list) => [...list]))
  let at = 0
  for (const list of small.come) {
    while (at + list.length <= written.length && !list.every((value, k) => written[at + k] === value)) at++
    if (at + list.length > written.length) return false
    at += list.length
  }
  return true
}
