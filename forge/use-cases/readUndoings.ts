import type { Deps } from '../domain/ports.js'
import { RESOURCE_JOURNAL, type Resource } from '../domain/resource.js'
import { undoingsOf, type Undoing } from '../domain/undoing.js'

/** Every version of a resource that was taken back, oldest first. */
export async function readUndoings(deps: Pick<Deps, 'git'>, resource: Pick<Resource, 'id'>): Promise<readonly Undoing[]> {
  return undoingsOf(await deps.git.events(resource.id, RESOURCE_JOURNAL))
}
