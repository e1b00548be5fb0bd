import type { Lexicon } from '../../content-schema/lexicon.js'
import type { Profile } from '../../content-schema/profile.js'
import type { Owner, ResourceId } from './resource.js'

/** Handle of the community that keeps the lists everybody shares. */
export const SHARED_WORDS = 'lexique'

/** Why a fiche of words is not the one in force, as a message key. */
export type SetAside = 'words.nobody_s' | 'words.no_prefix' | 'words.another_first' | 'words.with_faults'

/** A fiche that holds words in force: where it is, and which text of it was read. */
export interface WordsFiche { readonly resource: ResourceId; readonly owner: string; readonly slug: string }

/** The words in force, and the fiches they come from: what has no fiche yet came with the forge. */
export interface WordsInForce {
  readonly lexicon: Lexicon
  /** By id of the list. */
  readonly lists: ReadonlyMap<string, WordsFiche>
  /** By handle of the community. */
  readonly profiles: ReadonlyMap<string, WordsFiche>
  readonly setAside: ReadonlyMap<ResourceId, SetAside>
}

/** The words checks, forms and pages use now. */
export interface Words { inForce(): WordsInForce }

/** Whether a fiche holds words that other fiches use now. */
export const isInForce = (words: Words, resource: ResourceId): boolean => {
  const { lists, profiles } = words.inForce()
  return [...lists.values(), ...profiles.values()].some((fiche) => fiche.resource === resource)
}

/** The profile that the fiches of an owner follow. */
export const profileFor = (words: Words, owner: Pick<Owner, 'kind' | 'handle'>): Profile => words.inForce().lexicon.profileOf(owner.kind === 'community' ? owner.handle : '')
