import type { Profile } from './profile.js'
import { CORE_PROFILE, PROFILES } from './profiles.js'
import { CORE_VOCABULARIES, type Vocabulary } from './vocabularies.js'
import { indexVocabularies, type Vocabularies } from './vocabulary-index.js'

/** The words an instance uses now: the shared vocabularies, the profiles of its communities and their own vocabularies. */
export interface Lexicon extends Vocabularies {
  /** Vocabularies every community shares. */
  readonly shared: readonly Vocabulary[]
  readonly profiles: readonly Profile[]
  /** The profile of a community by its handle; what everybody has when it has none of its own. */
  profileOf(community: string): Profile
}

/** Puts together shared vocabularies and profiles. The profiles come out bound to these words: checks and forms given one use them. */
export function lexiconFrom(shared: readonly Vocabulary[], profiles: readonly Profile[]): Lexicon {
  const words = indexVocabularies([...shared, ...profiles.flatMap(profile => profile.vocabularies)])
  const bound = profiles.map((profile): Profile => ({ ...profile, words }))
  const core: Profile = { ...CORE_PROFILE, words }
  const byCommunity = new Map(bound.map(profile => [profile.community, profile]))
  return { ...words, shared, profiles: bound, profileOf: community => byCommunity.get(community) ?? core }
}

/** The words that come with the forge. */
export const BUILT_IN_LEXICON: Lexicon = lexiconFrom(CORE_VOCABULARIES, PROFILES)
