import type { Resource } from '../../forge/domain/resource.js'
import type { FileToSettle, Picks, Shown } from '../../forge/domain/settling.js'
import type { ShownPerson } from './parts/people.js'
import type { SettledResult } from './parts/settled-result.js'

interface Touched { readonly people: readonly ShownPerson[]; readonly at: number }

/** Passages two people changed, side by side, each with its choices. Plain radios: works without script, on a phone, with a keyboard. */
export interface SettleData {
  readonly resource: Resource
  readonly files: readonly FileToSettle[]
  readonly shown: Shown
  /** Who last touched each passage, and when, on the sides that have a history. */
  readonly touches: ReadonlyMap<string, { readonly ours?: Touched; readonly theirs?: Touched }>
  /** `ours` is the text that is there, `theirs` the one that comes; `said`: who and when of a side without a history. */
  readonly ours: { readonly name: string; readonly said?: string }
  readonly theirs: { readonly name: string; readonly said?: string }
  readonly labels: { readonly ours: string; readonly theirs: string; readonly send: string }
  readonly back: { readonly href: string; readonly label: string }
  /** Where the choices go, and what goes with them. */
  readonly action: string
  readonly hidden: Readonly<Record<string, string>>
  /** Choices already made. */
  readonly picks: Picks
  readonly isTourSeen: boolean
  readonly result: SettledResult | undefined
  readonly undecided: readonly string[]
  readonly error: string | undefined
}
