import { editHeader } from '../../content-schema/edit.js'
import { ficheOfProfile } from '../../content-schema/words-as-fiches/profile-fiche.js'
import { ficheOfVocabulary } from '../../content-schema/words-as-fiches/vocabulary-fiche.js'
import type { Community } from '../domain/community.js'
import { ForgeError } from '../domain/errors.js'
import { SHARED_WORDS } from '../domain/lexicon.js'
import type { Actor, Person } from '../domain/person.js'
import { may, mustBeAllowed, type Circumstances } from '../domain/policies.js'
import type { Deps } from '../domain/ports.js'
import { personActing } from './access.js'
import { createResource, freeSlug } from './createResource.js'
import type { Writing } from './writing.js'

type Needs = Writing & Pick<Deps, 'people'>

/** How the community that keeps everybody's lists presents itself. */
const sharedWords = { name: 'Lexique commun', description: 'Les mots que toutes les fiches partagent\u00a0: besoins, publics, moments, thématiques… Chacun·e peut proposer un terme, une définition plus claire, une traduction.' }

const listBody = `Cette liste dit ce que veulent dire les mots que l’on choisit en écrivant une fiche. Chacun·e peut proposer un terme qui manque, une définition plus claire, une traduction.

Un terme ne disparaît jamais\u00a0: il est remplacé par un autre, et les fiches qui le portent continuent de se lire.
`
const profileBody = `Ce profil dit ce que cette communauté ajoute aux fiches\u00a0: les types qu’elle propose, ses champs, ses règles, les questions qu’elle pose après une mise en pratique. Chaque membre peut proposer un changement.

Un profil ajoute sans rien enlever\u00a0: une fiche qui convient ici convient partout.
`

/** Who may open a list or a profile: those who keep the community it belongs to; for everybody's lists, who keeps the instance. */
const rightTo = async (deps: Pick<Deps, 'communities'>, actor: Actor, community: Community | undefined): Promise<['manage_community' | 'administer', Circumstances]> => {
  const membership = community && actor.kind === 'person' ? await deps.communities.membership(community.id, actor.person.id) : undefined
  return [community === undefined || (community.handle === SHARED_WORDS && membership?.role !== 'steward') ? 'administer' : 'manage_community', { actor, ...(membership && { membership: membership.role }) }]
}

const keeperOf = async (deps: Pick<Deps, 'communities' | 'words'>, id: string): Promise<Community | undefined> => {
  const { lexicon } = deps.words.inForce()
  const handle = id.includes(':') ? lexicon.profiles.find(({ prefix }) => id.startsWith(`${prefix}:`))?.community : SHARED_WORDS
  return handle === undefined ? undefined : deps.communities.findByHandle(handle)
}

/** Whether somebody may open a list (by its id) to proposals, that is not yet. */
export async function mayOpenList(deps: Pick<Deps, 'communities' | 'words'>, actor: Actor, id: string): Promise<boolean> {
  return !deps.words.inForce().lists.has(id) && may(...(await rightTo(deps, actor, await keeperOf(deps, id))))
}

/**
 * Makes a list of words a fiche of its own, so that it changes through propositions like any other. Its first version is the list as it
 * is; its stewards are those of its community. Answers the fiche that is already there. Refuses `not_found`, `unauthenticated`, `forbidden`.
 */
export async function openList(deps: Needs, actor: Actor, input: { readonly id: string; readonly at?: number }): Promise<{ readonly owner: string; readonly slug: string }> {
  const vocabulary = deps.words.inForce().lexicon.vocabularyOf(input.id)
  if (!vocabulary) throw new ForgeError('not_found', 'not_found.page')
  const there = deps.words.inForce().lists.get(input.id)
  if (there) return there
  const community = await keeperOf(deps, input.id)
  mustBeAllowed(...(await rightTo(deps, actor, community)))
  const keeper = community ?? (await openSharedWords(deps, personActing(actor), input.at))
  return create(deps, actor, keeper, input.id.slice(input.id.indexOf(':') + 1), editHeader('', ficheOfVocabulary(vocabulary)), listBody, input.at)
}

/**
 * The same for what a community adds to fiches: its profile, as it is. `prefix` is what a community without any chooses for ever.
 * Refuses `invalid` for what cannot be one, `conflict` when another community has it.
 */
export async function openProfile(deps: Needs, actor: Actor, input: { readonly community: string; readonly prefix?: string; readonly at?: number }): Promise<{ readonly owner: string; readonly slug: string }> {
  const community = await deps.communities.findByHandle(input.community)
  if (!community || community.handle === SHARED_WORDS) throw new ForgeError('not_found', 'not_found.community')
  const there = deps.words.inForce().profiles.get(community.handle)
  if (there) return there
  mustBeAllowed(...(await rightTo(deps, actor, community)))
  const profile = deps.words.inForce().lexicon.profileOf(community.handle)
  const prefix = profile.prefix === '' ? (input.prefix ?? '').trim() || freePrefix(deps, community.handle) : profile.prefix
  if (!/^[a-z][a-z0-9]{1,15}$/.test(prefix)) throw new ForgeError('invalid', 'words.prefix_refused', { prefix, field: 'prefixe' })
  if (deps.words.inForce().lexicon.profiles.some((other) => other.prefix === prefix && other.community !== community.handle)) throw new ForgeError('conflict', 'words.prefix_taken', { prefix, field: 'prefixe' })
  const named = { ...profile, prefix }
  return create(deps, actor, community, 'profil', editHeader('', ficheOfProfile(named, community.name)), profileBody, input.at)
}

/** A prefix no other community has, from its handle: what one is offered. */
export function freePrefix(deps: Pick<Deps, 'words'>, handle: string): string {
  const taken = new Set(deps.words.inForce().lexicon.profiles.map(({ prefix }) => prefix))
  const base = handle.replace(/[^a-z0-9]/g, '').replace(/^\d+/, '').slice(0, 12) || 'communaute'
  for (let n = 1; ; n += 1) {
    const prefix = n === 1 && base.length > 1 ? base : `${base}${n}`
    if (!taken.has(prefix)) return prefix
  }
}

async function openSharedWords(deps: Needs, steward: Person, at: number = deps.clock.now()): Promise<Community> {
  if (await deps.owners.isTaken(SHARED_WORDS)) throw new ForgeError('conflict', 'handle.taken', { handle: SHARED_WORDS })
  const community = await deps.communities.create({ id: deps.ids.next(), handle: SHARED_WORDS, ...sharedWords, defaultRule: { kind: 'garant·es' }, createdAt: at })
  await deps.communities.setMember(community.id, steward.id, 'steward', at)
  return community
}

async function create(deps: Needs, actor: Actor, community: Community, slug: string, header: string, body: string, at: number | undefined): Promise<{ readonly owner: string; readonly slug: string }> {
  const members = await deps.communities.members(community.id)
  const stewards = await deps.people.findMany(members.filter(({ role }) => role === 'steward').map(({ person }) => person))
  const free = await deps.resources.isAddressTaken(community.handle, slug) ? await freeSlug(deps, community.handle, slug) : slug
  // Words are everybody's: changing them goes through their stewards, whatever the rule of the community's other fiches.
  const resource = await createResource(deps, actor, {
    owner: { kind: 'community', id: community.id, handle: community.handle, name: community.name }, slug: free, rule: { kind: 'garant·es' },
    stewards: stewards.size > 0 ? [...stewards.values()] : [personActing(actor)], first: { files: new Map([['README.md', `${header}\n${body}`]]), message: 'Première version' }, ...(at !== undefined && { at }),
  })
  return { owner: resource.owner.handle, slug: resource.slug }
}
