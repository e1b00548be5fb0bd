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

/** The `path` under which a draft of an open proposition's next iteration is kept, beside that of the published file. */
export const proposalDraftPath = (number: number, path: string): string => `:${number}:${path}`

/** The file a draft is about, and the proposition it continues, if one. */
export function draftSubject(path: string): { readonly path: string; readonly proposal: number | undefined } {
  const found = /^:([1-9]\d*):(.+)$/s.exec(path)
  return found ? { path: found[2] ?? '', proposal: Number(found[1]) } : { path, proposal: undefined }
}
