import type { Oid } from './git.js'
import type { PersonRef } from './person.js'
import type { Resource } from './resource.js'

/** Somebody's accord, for words they wrote, that others wait for. */
export interface ConsentToGive {
  readonly resource: Resource
  /** The event that asks, in the journal of the resource or of the proposition. */
  readonly event: Oid
  readonly by: PersonRef
  readonly licence: string
  readonly reason: string
  /** Of a passage that a proposition brings to `resource`; otherwise of all their words in `resource`, whose label would change. */
  readonly passage: { readonly number: number; readonly title: string; readonly quote: string } | undefined
  readonly waitingSince: number
  readonly isNew: boolean
}
