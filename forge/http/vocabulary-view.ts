/** Vocabularies as the API shows them (forge/contract/views.ts). */
import { conceptIri, schemeIri } from '../../content-schema/linked-data/namespaces.js'
import { matchIri } from '../../content-schema/linked-data/skos.js'
import type { Vocabularies, Vocabulary } from '../../content-schema/vocabularies.js'
import { ficheOfProfile } from '../../content-schema/words-as-fiches/profile-fiche.js'
import { ficheOfVocabulary } from '../../content-schema/words-as-fiches/vocabulary-fiche.js'
import type { VocabularyView } from '../contract/views.js'
import type { WordsFiche, WordsInForce } from '../domain/lexicon.js'
import type { VocabularyReading } from '../use-cases/readVocabulary.js'

const heading = (site: string, { id, fr, en, definitionFr, definitionEn }: Vocabulary) =>
  ({ id, iri: schemeIri(site, id), label: { fr, en }, definition: { fr: definitionFr, en: definitionEn }, licence: 'CC0-1.0' as const })

export const vocabularyList = (site: string, { all }: Vocabularies): (Omit<VocabularyView, 'concepts'> & { terms: number })[] => all.map((one) => ({ ...heading(site, one), terms: one.concepts.length }))

export function vocabularyView(site: string, { vocabulary, uses }: VocabularyReading): VocabularyView {
  return { ...heading(site, vocabulary), concepts: vocabulary.concepts.map((concept) => ({
    notation: concept.notation, iri: conceptIri(site, vocabulary.id, concept.notation), label: { fr: concept.fr, en: concept.en },
    definition: { fr: concept.definitionFr ?? null, en: concept.definitionEn ?? null }, alsoKnownAs: { fr: [...concept.alsoFr ?? []], en: [...concept.alsoEn ?? []] }, broader: [...concept.broader ?? []],
    exactMatch: (concept.exact ?? []).map((match) => matchIri(site, match)), closeMatch: (concept.close ?? []).map((match) => matchIri(site, match)), replacedBy: concept.replacedBy ?? null,
    fiches: uses === undefined ? null : uses.get(concept.notation) ?? 0,
  })) }
}

const addressOf = (fiche: WordsFiche | undefined): string | null => (fiche === undefined ? null : `${fiche.owner}/${fiche.slug}`)

/** Everything in force, in the form fiches have: whoever reads it has the same words. */
export const wordsView = ({ lexicon, lists, profiles }: WordsInForce) => ({
  lists: lexicon.all.map((list) => ({ id: list.id, fiche: addressOf(lists.get(list.id)), header: ficheOfVocabulary(list) })),
  profiles: lexicon.profiles.map((profile) => ({ community: profile.community, fiche: addressOf(profiles.get(profile.community)), header: ficheOfProfile(profile, profile.community) })),
})
