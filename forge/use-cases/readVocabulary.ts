import type { Vocabulary } from '../../content-schema/vocabularies.js'
import { ForgeError } from '../domain/errors.js'
import type { Deps, FacetName } from '../domain/ports.js'

/** The filter of the library that counts a vocabulary's terms, where there is one. */
export const facetOfVocabulary: Readonly<Record<string, FacetName>> = {
  besoin: 'need', 'type-ressource': 'type', thematique: 'theme', public: 'audience', duree: 'duration', langue: 'language',
}

/** `uses`: published fiches by notation; absent where the library does not count them. */
export interface VocabularyReading { readonly vocabulary: Vocabulary; readonly uses?: ReadonlyMap<string, number> }

/** A vocabulary with how many fiches use each term. Refuses `not_found`. */
export async function readVocabulary(deps: Pick<Deps, 'resources' | 'words'>, id: string): Promise<VocabularyReading> {
  const vocabulary = deps.words.inForce().lexicon.vocabularyOf(id)
  if (!vocabulary) throw new ForgeError('not_found', 'not_found.page')
  const facet = facetOfVocabulary[id]
  if (facet === undefined) return { vocabulary }
  const { facets } = await deps.resources.search({ limit: 1, offset: 0 })
  return { vocabulary, uses: new Map(facets[facet].map(({ notation, count }) => [notation, count])) }
}
