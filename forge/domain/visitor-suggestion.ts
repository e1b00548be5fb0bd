import type { ResourceId } from './resource.js'
import type { PassageAnchor } from './review.js'

/**
 * Another wording suggested by somebody without an account, held until a steward approves it. It becomes a proposition then; refused, it is
 * forgotten.
 */
export interface VisitorSuggestion {
  /** Also the local part of the address in its commit: `<id>@visiteur.noreply.<host>`. */
  readonly id: string
  readonly resource: ResourceId
  readonly anchor: PassageAnchor
  /** What would take the place of the anchor's whole block, as source. */
  readonly replacement: string
  readonly reason: string
  /** Empty when none was given. */
  readonly name: string
  readonly madeAt: number
  readonly isAddressConfirmed: boolean
}

/** What one suggestion may hold, in UTF-16 units, and how many may wait on one resource. */
export const visitorLimits = { replacement: 20_000, reason: 2_000, name: 80, waiting: 50 } as const

export const visitorEmail = (id: string, host: string): string => `${id}@visiteur.noreply.${host}`
