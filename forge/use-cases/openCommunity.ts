import { isHandle } from '../../content-schema/slug.js'
import type { Community } from '../domain/community.js'
import { ForgeError } from '../domain/errors.js'
import type { Person } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'

/** The two pilot communities, as they present themselves; another starts with its handle for a name. */
const pilots: Readonly<Record<string, { readonly name: string; readonly description: string }>> = {
  cooperation: { name: 'Coopération', description: 'Faire ensemble : réunions, décisions, rôles, tensions, apprentissage entre pairs.' },
  'resilience-alimentaire': { name: 'Résilience alimentaire', description: 'Sols vivants, maraîchage, semences, eau : des pratiques essayées et partagées.' },
}

/**
 * Opens a community on behalf of the instance's keeper: free to members (rule *ouverte*), with its first steward.
 * Refuses `invalid` when the handle cannot be one, `conflict` when somebody has it.
 */
export async function openCommunity(deps: Pick<Deps, 'communities' | 'owners' | 'ids' | 'clock'>, input: { readonly handle: string; readonly steward: Person }): Promise<Community> {
  const { handle, steward } = input
  if (!isHandle(handle)) throw new ForgeError('invalid', 'community.handle_refused', { handle })
  if (await deps.owners.isTaken(handle)) throw new ForgeError('conflict', 'handle.taken', { handle })
  const at = deps.clock.now()
  const community = await deps.communities.create({ id: deps.ids.next(), handle, ...(pilots[handle] ?? { name: handle, description: '' }), defaultRule: { kind: 'ouverte' }, createdAt: at })
  await deps.communities.setMember(community.id, steward.id, 'steward', at)
  return community
}

/** Who answers for what a keeper does on a stopped instance where nobody is named: an account made for that, which nobody can sign in to. */
export async function instanceKeeper(deps: Pick<Deps, 'people' | 'ids' | 'clock'>): Promise<Person> {
  const handle = 'tenue-de-la-forge'
  return (await deps.people.findByHandle(handle)) ?? deps.people.create({
    id: deps.ids.next(), handle, displayName: 'Tenue de la forge', formOfAddress: 'auteur·ice', locale: 'fr', isAdmin: false, passwordHash: undefined, at: deps.clock.now(),
  })
}
