import type { Oid } from './git.js'
import type { PersonId } from './person.js'
import type { ResourceId } from './resource.js'

/** A private, autosaved change not yet proposed: one per person, resource and file. Never in a repository. */
export interface Draft {
  readonly person: PersonId
  readonly resource: ResourceId
  readonly path: string
  /** The published version it started from. */
  readonly base: Oid
  readonly text: string
  /** « Qu’avez-vous changé, et pourquoi ? » so far. */
  readonly reason: string
  readonly updatedAt: number
}
