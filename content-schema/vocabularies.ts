import { AUDIENCE_VOCABULARIES } from './data/vocabulary-audience.js'
import { COMMUNITY_VOCABULARIES } from './data/vocabulary-community.js'
import { PRACTICE_VOCABULARIES } from './data/vocabulary-practice.js'
import { RESOURCE_VOCABULARIES } from './data/vocabulary-resource.js'
import { TOPIC_VOCABULARIES } from './data/vocabulary-topics.js'
import { PROFILES } from './data/profiles.js'
import type { Vocabulary } from './data/vocabulary-types.js'
import { indexVocabularies, type Vocabularies } from './vocabulary-index.js'

export type { Concept, Vocabulary } from './data/vocabulary-types.js'
export type { Vocabularies } from './vocabulary-index.js'

/** The vocabularies that every community shares. */
export const CORE_VOCABULARIES: readonly Vocabulary[] = [
  ...RESOURCE_VOCABULARIES, ...AUDIENCE_VOCABULARIES, ...TOPIC_VOCABULARIES, ...PRACTICE_VOCABULARIES, ...COMMUNITY_VOCABULARIES,
]

/** The vocabularies that come with the forge: the core's, then those of the community profiles (`<prefix>:<name>`). */
export const VOCABULARIES: readonly Vocabulary[] = [...CORE_VOCABULARIES, ...PROFILES.flatMap(profile => profile.vocabularies)]

/** The same, found by id and notation. An instance may have others, by its lexicon (`lexicon.ts`). */
export const BUILT_IN_WORDS: Vocabularies = indexVocabularies(VOCABULARIES)

export const { conceptsOf, conceptOf, labelOf, typeLabel } = BUILT_IN_WORDS
