import { readable } from './block-edits.js'
import { mergeAddress } from './merge-address.js'
import { hasLetter, saysTwice, withWhatBothDid, type Compared } from './merge-alike.js'
import { blankOf, isRecut } from './merge-blank.js'
import type { Unit } from './merge-cuts.js'
import { heldBy } from './merge-held.js'
import { areNeighbours, areSigns, inTurn, isHinge, isIn, isOneWord, type Side, type Sides, type Turn } from './merge-neighbours.js'
import { changesBetween, regionsOf, pastBlanks, type Budget, type Change, type Region } from './sequence.js'

/** Why what two people wrote may stand together: in different places, in places that follow one another, or two ways to mend one address. */
export interface Joined { readonly text: string; readonly reason: 'words' | 'close' | 'address' }

/** Puts the changes of two people together, region by region, or `undefined` when they meet. */
export function join(compared: Compared, budget: Budget): Joined | undefined {
  const meeting = new Meeting(compared, budget)
  if (meeting.isUnsettled || (meeting.isOfBoth && (meeting.isRewrittenBy('ours') || meeting.isRewrittenBy('theirs')))) return undefined
  const text = meeting.text()
  if (meeting.isOfBoth && saysTwice(text, [meeting.ours, meeting.theirs].map((units) => textOf(units)))) return undefined
  return { text, reason: meeting.reason }
}

/** Whose words a region takes; `same` when both wrote them. */
type Taken = 'stable' | Side | 'same' | { readonly turns: readonly Turn[]; readonly areClose: boolean } | { readonly address: string }

const textOf = (units: readonly Unit[], range: readonly [number, number] = [0, units.length]) => units.slice(...range).map((unit) => unit.text).join('')

/** What two people changed of one text, laid side by side. */
class Meeting {
  readonly ours: readonly Unit[]
  readonly theirs: readonly Unit[]
  readonly #base: readonly Unit[]
  readonly #changes: Sides
  /** Changes that touch signs alone: what stands beside them may change too. */
  readonly #signs: Sides
  readonly #regions: readonly Region[]
  /** `undefined` where both wrote, and neither way to keep both is known. */
  readonly #takes: readonly (Taken | undefined)[]
  readonly #gaps: readonly Gap[]
  /** Both have words in what is put together. */
  readonly isOfBoth: boolean

  constructor(compared: Compared, budget: Budget) {
    const [{ units: ours, ints: o }, { units: theirs, ints: t }] = [compared.ours, compared.theirs]
    const { units: base, ints: b, changes: known } = withWhatBothDid(compared)
    const blanks = new Set<number>()
    for (const [units, ints] of [[base, b], [ours, o], [theirs, t]] as const) units.forEach((unit, at) => { if (unit.isBlank) blanks.add(ints[at]!) })
    const isBlank = (value: number) => blanks.has(value)
    const changesOf = (side: Int32Array, found: readonly Change[] = changesBetween(b, side, budget)) => readable(pastBlanks(found, b, side, isBlank), base)
    this.ours = ours
    this.theirs = theirs
    this.#base = base
    this.#changes = { ours: changesOf(o, known?.ours), theirs: changesOf(t, known?.theirs) }
    this.#signs = { ours: this.#changes.ours.filter((change) => areSigns(base, ours, change)), theirs: this.#changes.theirs.filter((change) => areSigns(base, theirs, change)) }
    this.#regions = regionsOf(this.#changes.ours, this.#changes.theirs, base.length)
    this.#takes = this.#regions.map((region) => (region.kind === 'both' ? heldBy(region, base, o, t, this.#changes, isBlank) ?? this.#inTurn(region) ?? this.#address(region) : region.kind))
    this.isOfBoth = this.#takes.some((taken) => typeof taken === 'object') || (this.#takes.includes('ours') && this.#takes.includes('theirs'))
    this.#gaps = this.#regions.map((_, at) => this.#gapAt(at))
  }

  /** They meet somewhere, or stand too near each other. */
  get isUnsettled(): boolean { return this.#takes.includes(undefined) || this.#gaps.includes('none') }

  get reason(): Joined['reason'] {
    if (this.#gaps.includes('close') || this.#takes.some((taken) => typeof taken === 'object' && 'turns' in taken && taken.areClose)) return 'close'
    return this.#takes.some((taken) => typeof taken === 'object' && 'address' in taken) ? 'address' : 'words'
  }

  /** Words made for the former text cannot be trusted to fit a text written anew. What is left of a shortened one is as it was. */
  isRewrittenBy(side: Side): boolean {
    const changes = this.#changes[side].filter((change) => !this.#signs[side].includes(change))
    const gone = changes.reduce((sum, change) => sum + wordsIn(this.#base.slice(change.oldStart, change.oldEnd)), 0)
    const come = changes.reduce((sum, change) => sum + wordsIn(this[side].slice(change.newStart, change.newEnd)), 0)
    return gone > (1 - leastKept) * wordsIn(this.#base) && come > leastKept * gone
  }

  text(): string {
    const areBothRecut = isRecut(this.#base, this.ours, this.#regions, 'ours') && isRecut(this.#base, this.theirs, this.#regions, 'theirs')
    return this.#regions.map((region, at) => {
      const taken = this.#takes[at]!
      if (taken === 'stable') return this.#stable(region, areBothRecut)
      if (typeof taken !== 'object') return taken === 'theirs' ? textOf(this.theirs, region.theirs) : textOf(this.ours, region.ours)
      return 'address' in taken ? taken.address : this.#turned(region, taken.turns)
    }).join('')
  }

  /** The changes of both in one region, one after the other. */
  #inTurn(region: Region): Taken | undefined {
    let areClose = false
    const isOfSigns = ({ side, change }: Turn) => this.#signs[side].includes(change)
    const turns = inTurn(region, this.#changes, (first, second) => {
      if (isOfSigns(first) || isOfSigns(second)) return true
      const gone = ({ change }: Turn) => this.#base.slice(change.oldStart, change.oldEnd)
      const come = ({ change, side }: Turn) => this[side].slice(change.newStart, change.newEnd)
      areClose = true
      return areNeighbours([gone(first), gone(second)], [come(first), come(second)])
    })
    return turns === undefined ? undefined : { turns, areClose }
  }

  #address({ base, ours, theirs }: Region): Taken | undefined {
    if (![base, ours, theirs].every(([from, to]) => to - from === 1)) return undefined
    const address = mergeAddress(textOf(this.#base, base), textOf(this.ours, ours), textOf(this.theirs, theirs))
    return address === undefined ? undefined : { address }
  }

  /** How words left alone keep apart what each side wrote before and after them. */
  #gapAt(at: number): Gap {
    const [before, after] = [at - 1, at + 1]
    const isBetween = (this.#isOf(before, 'ours') && this.#isOf(after, 'theirs')) || (this.#isOf(before, 'theirs') && this.#isOf(after, 'ours'))
    if (this.#takes[at] !== 'stable' || !isBetween || this.#isOfSigns(before) || this.#isOfSigns(after)) return 'wide'
    const between = this.#base.slice(...this.#regions[at]!.base)
    const wordsAt = (place: number) => [this.#come(place), this.#base.slice(...this.#regions[place]!.base)].filter((units) => units.length > 0)
    if (isHinge(between, this.#putIn(before), this.#putIn(after)) || wordsAt(before).some((a) => wordsAt(after).some((c) => isOneWord(a, between, c)))) return 'none'
    if (!between.every((unit) => unit.isBlank)) return 'wide'
    // What was written beside words now gone was written for them.
    return [before, after].some((place) => this.#come(place).every((unit) => unit.isBlank)) ? 'none' : 'close'
  }

  #isOf(at: number, side: Side): boolean { return this.#takes[at] === side || typeof this.#takes[at] === 'object' }

  #isOfSigns(at: number): boolean {
    const side = this.#takes[at]
    return (side === 'ours' || side === 'theirs') && this.#changes[side].filter((change) => isIn(change, this.#regions[at]!.base)).every((change) => this.#signs[side].includes(change))
  }

  #come(at: number): readonly Unit[] { return this.#isOf(at, 'theirs') ? this.theirs.slice(...this.#regions[at]!.theirs) : this.ours.slice(...this.#regions[at]!.ours) }

  /** What one side put in a place where the base has nothing. */
  #putIn(at: number): readonly Unit[] {
    const [from, to] = this.#regions[at]!.base
    return from < to ? [] : this.#come(at)
  }

  #stable(region: Region, areBothRecut: boolean): string {
    return this.#base.slice(...region.base).map((unit, at) => {
      const [here, there] = [this.ours[region.ours[0] + at]!.text, this.theirs[region.theirs[0] + at]!.text]
      // Lines cut anew by both would be cut twice: ours are followed.
      return areBothRecut && unit.isBlank ? here : blankOf(unit.text, here, there)
    }).join('')
  }

  #turned({ base: [from, to] }: Region, turns: readonly Turn[]): string {
    let out = ''
    let at = from
    for (const { change, side } of turns) {
      out += textOf(this.#base, [at, change.oldStart]) + textOf(this[side], [change.newStart, change.newEnd])
      at = change.oldEnd
    }
    return out + textOf(this.#base, [at, to])
  }
}

/** `none`: nobody can tell their order, or they are one word; `close`: only blanks stand between them. */
type Gap = 'wide' | 'close' | 'none'

/** The share of its words under which a block is no longer the same, as for matching: it was written anew, or translated. */
const leastKept = 0.4

const wordsIn = (units: readonly Unit[]): number => units.filter((unit) => hasLetter.test(unit.key)).length
