import { AUDIENCE_VOCABULARIES } from './data/vocabulary-audience.js'
import { PRACTICE_VOCABULARIES } from './data/vocabulary-practice.js'
import { RESOURCE_VOCABULARIES } from './data/vocabulary-resource.js'
import { TOPIC_VOCABULARIES } from './data/vocabulary-topics.js'
import { PROFILES } from './data/profiles.js'
import type { Concept, Vocabulary } from './data/vocabulary-types.js'

export type { Concept, Vocabulary } from './data/vocabulary-types.js'

/** The vocabularies of the core, then those of the community profiles (`<prefix>:<name>`). */
export const VOCABULARIES: readonly Vocabulary[] = [
  ...RESOURCE_VOCABULARIES, ...AUDIENCE_VOCABULARIES, ...TOPIC_VOCABULARIES, ...PRACTICE_VOCABULARIES, ...PROFILES.flatMap(profile => profile.vocabularies),
]

const byId = new Map(VOCABULARIES.map(vocabulary => [vocabulary.id, vocabulary]))
const byNotation = new Map(VOCABULARIES.map(vocabulary => [vocabulary.id, new Map(vocabulary.concepts.map(concept => [concept.notation, concept]))]))

/** The concepts of a vocabulary, in its own order; none when there is no such vocabulary. */
export function conceptsOf(vocabulary: string): readonly Concept[] {
  return byId.get(vocabulary)?.concepts ?? []
}

export function conceptOf(vocabulary: string, notation: string): Concept | undefined {
  return byNotation.get(vocabulary)?.get(notation)
}

/** What a person reads for a notation; the notation itself when nobody defined it. */
export function labelOf(vocabulary: string, notation: string, language: 'fr' | 'en'): string {
  return conceptOf(vocabulary, notation)?.[language] ?? notation
}

export function typeLabel(type: string, language: 'fr' | 'en'): string {
  return labelOf('type-ressource', type, language)
}
