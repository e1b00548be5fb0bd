import { fieldOf } from '../fields.js'
import type { Profile } from '../profile.js'
import { extensionTerms } from './extension.js'
import { allParts } from './contexts.js'
import { DERIVED_TERMS, FIELD_TERMS } from './field-terms.js'
import { a, both, iri, type Subject } from './graph.js'
import { CC0, DCT, RDF, RDFS, SKOS, termBase, termIri } from './namespaces.js'
import { FICHE_CLASS } from './type-terms.js'

/** Names of what is a part of a field, or written by the forge alone. */
const PART_LABELS: Readonly<Record<string, readonly [fr: string, en: string]>> = {
  'cc:role': ['Rôle d’une personne', 'Role of a person'], 'cc:date': ['Date de la mise en pratique', 'Date of practice'], 'cc:relation': ['Relation à la source', 'Relation to the source'],
  'cc:precision': ['Précision du lieu', 'Precision of the place'], 'cc:ressource': ['Ressource appelée', 'Resource called'], 'cc:obligatoire': ['Obligatoire', 'Mandatory'], 'cc:prix': ['Prix', 'Price'],
  'cc:licenceSpdx': ['Identifiant SPDX de la licence', 'SPDX id of the licence'], 'cc:licenceDeclaree': ['Licence telle qu’elle est écrite, que personne ne reconnaît', 'Licence as written, that nobody knows'],
  'cc:scenarisation': ['Scénarisation', 'Sequencing'],
}

/** Our own properties and class, named for people: what `cc:` and a community's prefix lead to. */
export function ownTermsGraph(site: string, profile?: Profile): readonly Subject[] {
  const prefix = profile?.prefix ?? 'cc'
  const lines = allParts(profile ? extensionTerms(profile) : [...FIELD_TERMS, ...DERIVED_TERMS])
  const seen = new Set<string>()
  const document = termBase(site, profile?.prefix).slice(0, -1)
  const fiche: Subject[] = profile ? [] : [{ iri: termIri(site, FICHE_CLASS), statements: [a(`${RDFS}Class`), [`${RDFS}label`, ...both('Fiche', 'Fiche')], [`${RDFS}comment`, ...both('Une ressource que des gens écrivent, améliorent et adaptent ensemble.', 'A resource that people write, improve and adapt together.')], [`${RDFS}isDefinedBy`, iri(document)]] }]
  const about: Subject = { iri: document, statements: [[`${DCT}title`, ...both('Termes des fiches', 'Terms of fiches')], [`${DCT}license`, iri(CC0)]] }
  return [about, ...fiche, ...lines.flatMap((line): Subject[] => {
    if (!line.term.startsWith(`${prefix}:`) || seen.has(line.term)) return []
    seen.add(line.term)
    const field = profile?.fields.find(({ key }) => key === line.key) ?? fieldOf(line.key)
    const named = PART_LABELS[line.term]
    const labels = named ? both(...named) : field ? both(field.labelFr, field.labelEn) : both(line.key, line.key)
    return [{ iri: termIri(site, line.term), statements: [
      a(`${RDF}Property`), [`${RDFS}label`, ...labels], ...(field && named === undefined ? [[`${RDFS}comment`, ...both(field.helpFr, field.helpEn)] as const] : []),
      [`${RDFS}domain`, iri(termIri(site, FICHE_CLASS))], ...(line.value.kind === 'concept' ? [[`${RDFS}range`, iri(`${SKOS}Concept`)] as const] : []), [`${RDFS}isDefinedBy`, iri(document)],
    ] }]
  })]
}
