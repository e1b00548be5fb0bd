import type { Concept, Vocabulary } from '../data/vocabulary-types.js'
import { a, both, iri, said, text, type Said, type Subject } from './graph.js'
import { CC0, conceptIri, DCT, OWL, schemeIri, SKOS } from './namespaces.js'

export const SKOS_PREFIXES = { skos: SKOS, dct: DCT, owl: OWL }

/** A vocabulary as SKOS: the scheme, then each of its terms. CC0. */
export function vocabularyGraph(site: string, vocabulary: Vocabulary): readonly Subject[] {
  const tops = vocabulary.concepts.filter(isTop).map(({ notation }) => iri(conceptIri(site, vocabulary.id, notation)))
  return [
    { iri: schemeIri(site, vocabulary.id), statements: [
      a(`${SKOS}ConceptScheme`), [`${SKOS}prefLabel`, ...names(vocabulary)], [`${DCT}title`, ...names(vocabulary)],
      ...said(`${DCT}description`, sentence(vocabulary.definitionFr, 'fr'), vocabulary.untranslated ? undefined : sentence(vocabulary.definitionEn, 'en')), [`${DCT}license`, iri(CC0)], ...said(`${SKOS}hasTopConcept`, ...tops),
    ] },
    ...vocabulary.concepts.map(concept => conceptGraph(site, vocabulary, concept)),
  ]
}

export function conceptGraph(site: string, vocabulary: Vocabulary, concept: Concept): Subject {
  const scheme = iri(schemeIri(site, vocabulary.id))
  const own = (notation: string): Said => iri(conceptIri(site, vocabulary.id, notation))
  const narrower = vocabulary.concepts.filter(({ broader }) => broader?.includes(concept.notation)).map(({ notation }) => own(notation))
  const also = [...(concept.alsoFr ?? []).map(one => text(one, 'fr')), ...(concept.alsoEn ?? []).map(one => text(one, 'en'))]
  return { iri: conceptIri(site, vocabulary.id, concept.notation), statements: [
    a(`${SKOS}Concept`), [`${SKOS}inScheme`, scheme], [`${SKOS}prefLabel`, ...names(concept)], ...said(`${SKOS}altLabel`, ...also), [`${SKOS}notation`, text(concept.notation)],
    ...said(`${SKOS}definition`, sentence(concept.definitionFr, 'fr'), sentence(concept.definitionEn, 'en')),
    ...said(`${SKOS}broader`, ...(concept.broader ?? []).map(own)), ...said(`${SKOS}narrower`, ...narrower), ...said(`${SKOS}topConceptOf`, isTop(concept) ? scheme : undefined),
    ...said(`${SKOS}exactMatch`, ...(concept.exact ?? []).map(match => iri(matchIri(site, match)))), ...said(`${SKOS}closeMatch`, ...(concept.close ?? []).map(match => iri(matchIri(site, match)))),
    ...(concept.replacedBy === undefined ? [] : [[`${OWL}deprecated`, { value: true }] as const, [`${DCT}isReplacedBy`, own(concept.replacedBy)] as const]),
  ] }
}

/** Names in the languages they were given in: a name that stands for another is no translation. */
const names = ({ fr, en, untranslated }: Pick<Concept, 'fr' | 'en' | 'untranslated'>): readonly Said[] => (untranslated ? [text(fr, 'fr')] : both(fr, en))
const sentence = (words: string | undefined, language: 'fr' | 'en'): Said | undefined => (words === undefined || words === '' ? undefined : text(words, language))

const isTop = ({ broader }: Concept): boolean => broader === undefined || broader.length === 0

/** A match is an address, or `<vocabulary>/<notation>` for a term of ours. */
export function matchIri(site: string, match: string): string {
  if (/^https?:\/\//.test(match)) return match
  const at = match.indexOf('/')
  return conceptIri(site, match.slice(0, at), match.slice(at + 1))
}
