import type { Concept, Vocabulary } from './data/vocabulary-types.js'

/** Vocabularies with their terms found by notation. */
export interface Vocabularies {
  readonly all: readonly Vocabulary[]
  vocabularyOf(id: string): Vocabulary | undefined
  /** The concepts of a vocabulary, in its own order; none when there is no such vocabulary. */
  conceptsOf(vocabulary: string): readonly Concept[]
  conceptOf(vocabulary: string, notation: string): Concept | undefined
  /** What a person reads for a notation; the notation itself when nobody defined it. */
  labelOf(vocabulary: string, notation: string, language: 'fr' | 'en'): string
  typeLabel(type: string, language: 'fr' | 'en'): string
}

/** Indexes a list of vocabularies, once. */
export function indexVocabularies(all: readonly Vocabulary[]): Vocabularies {
  const byId = new Map(all.map(vocabulary => [vocabulary.id, vocabulary]))
  const byNotation = new Map(all.map(vocabulary => [vocabulary.id, new Map(vocabulary.concepts.map(concept => [concept.notation, concept]))]))
  const conceptOf: Vocabularies['conceptOf'] = (vocabulary, notation) => byNotation.get(vocabulary)?.get(notation)
  const labelOf: Vocabularies['labelOf'] = (vocabulary, notation, language) => conceptOf(vocabulary, notation)?.[language] ?? notation
  return {
    all, conceptOf, labelOf,
    vocabularyOf: id => byId.get(id),
    conceptsOf: vocabulary => byId.get(vocabulary)?.concepts ?? [],
    typeLabel: (type, language) => labelOf('type-ressource', type, language),
  }
}
