import type { Deps } from '../domain/ports.js'
import { RESOURCE_JOURNAL, type Resource } from '../domain/resource.js'
import { undoingsOf, type Undoing } from '../domain/undoing.js'

/** Every version of a resource that was taken back, oldest first, by people under their names of today. */
export async function readUndoings(deps: Pick<Deps, 'git' | 'people'>, resource: Pick<Resource, 'id'>): Promise<readonly Undoing[]> {
  const undoings = undoingsOf(await deps.git.events(resource.id, RESOURCE_JOURNAL))
  if (undoings.length === 0) return undoings
  const people = await deps.people.findMany([...new Set(undoings.map(({ by }) => by.id))])
  return undoings.map((undoing) => {
    const person = people.get(undoing.by.id)
    return person ? { ...undoing, by: { id: person.id, handle: person.handle, name: person.displayName } } : undoing
  })
}
