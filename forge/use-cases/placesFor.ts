import type { Actor } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import type { Owner } from '../domain/resource.js'
import { personActing } from './access.js'

/** Where somebody may keep a resource: their own space first, then the communities they belong to, by name. */
export async function placesFor(deps: Pick<Deps, 'communities'>, actor: Actor): Promise<readonly Owner[]> {
  const person = personActing(actor)
  const communities = await deps.communities.of(person.id)
  return [
    { kind: 'person', id: person.id, handle: person.handle, name: person.displayName },
    ...communities.map((c): Owner => ({ kind: 'community', id: c.community, handle: c.handle, name: c.name })),
  ]
}
