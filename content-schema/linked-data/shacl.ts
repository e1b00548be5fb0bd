import { FIELDS, fieldOf, type FieldDefinition } from '../fields.js'
import type { Profile } from '../profile.js'
import { identify } from '../licences/identify.js'
import { wordsOf } from '../terms.js'
import { BUILT_IN_WORDS, type Vocabularies } from '../vocabularies.js'
import { extensionTerms } from './extension.js'
import { FIELD_TERMS } from './field-terms.js'
import { a, both, iri, said, type Said, type Statements, type Subject } from './graph.js'
import { conceptIri, DCT, LRMI_TYPES, PAIR, RDF, RDFS, SCHEMA, SH, shapesUrl, SKOS, termBase, termIri, XSD } from './namespaces.js'
import { FICHE_CLASS, TYPE_TERMS } from './type-terms.js'
import type { FieldTerm } from './values.js'

export const SHACL_PREFIXES = (site: string): Readonly<Record<string, string>> => ({ sh: SH, schema: SCHEMA, dct: DCT, pair: PAIR, rdfs: RDFS, skos: SKOS, cc: termBase(site), forme: `${shapesUrl(site)}#` })

type Severity = 'Violation' | 'Warning' | 'Info'
type Sentence = readonly [fr: string, en: string]
const quoted = ({ labelFr, labelEn }: FieldDefinition): Sentence => [`«\u00A0${labelFr}\u00A0»`, `“${labelEn}”`]

/**
 * What a fiche must be, as SHACL: the rules of `checkFiche` that a graph can see. Required fields and licences are violations,
 * terms nobody defined and the field that makes a type what it is are warnings, long texts remarks.
 */
export function ficheShapes(site: string, words: Vocabularies = BUILT_IN_WORDS): readonly Subject[] {
  const shape = shapesUrl(site)
  const target: Statements = [a(`${SH}NodeShape`), [`${SH}targetClass`, iri(termIri(site, FICHE_CLASS))]]
  return [
    { iri: `${shape}#Fiche`, statements: [...target, [`${RDFS}label`, ...both('Une fiche', 'A fiche')], ...said(`${SH}property`, ...required(site), ...single(site), ...licence(site), ...lengths(site), ...terms(site, FIELD_TERMS, undefined, words), ...steps(site))] },
    ...essentials(site, words).map(({ type, node }): Subject => ({ iri: `${shape}#${type}`, statements: [...target, ...node] })),
    ...typedRequirements(site).map(({ key, node }): Subject => ({ iri: `${shape}#${key}`, statements: [...target, ...node] })),
  ]
}

/** What a community asks for besides, with the shapes of every fiche, so that the document stands alone. */
export function profileShapes(site: string, profile: Profile): readonly Subject[] {
  const shape = shapesUrl(site, profile.prefix)
  const target: Statements = [a(`${SH}NodeShape`), [`${SH}targetClass`, iri(termIri(site, FICHE_CLASS))]]
  const asked = profile.required.flatMap(key => { const field = fieldOf(key); return field ? [{ key, node: requiredFor(site, field, profile.labels[key] ? [`«\u00A0${profile.labels[key].fr}\u00A0»`, `“${profile.labels[key].en}”`] : quoted(field), 'Warning', 'community') }] : [] })
  const addresses = profile.licences.flatMap(id => { const known = identify(id); return known ? [known.uri] : [] })
  return [
    ...ficheShapes(site, wordsOf(profile)),
    { iri: `${shape}#Fiche`, statements: [...target, [`${RDFS}label`, ...both(`Une fiche de la communauté (${profile.prefix})`, `A fiche of the community (${profile.prefix})`)], [`${DCT}requires`, iri(shapesUrl(site))],
      ...said(`${SH}property`, ...terms(site, extensionTerms(profile), profile, wordsOf(profile)), addresses.length === 0 ? undefined : property(site, 'license', 'Warning', [`Cette communauté attend une de ces licences\u00A0: ${profile.licences.join(', ')}.`, `This community expects one of these licences: ${profile.licences.join(', ')}.`],
        [`${SH}in`, { list: addresses.map(iri) }]))] },
    ...asked.map(({ key, node }): Subject => ({ iri: `${shape}#${key}`, statements: [...target, ...node] })),
  ]
}

function property(site: string, term: string, severity: Severity, sentence: Sentence, ...constraints: Statements): Said {
  return { node: [[`${SH}path`, iri(termIri(site, term))], ...constraints, [`${SH}message`, ...both(...sentence)], [`${SH}severity`, iri(SH + severity)]] }
}

const termOf = (key: string): string | undefined => FIELD_TERMS.find(line => line.key === key && line.term !== '')?.term
const atLeastOne: Statements[number] = [`${SH}minCount`, { value: 1 }]
const atMostOne: Statements[number] = [`${SH}maxCount`, { value: 1 }]

function required(site: string): readonly Said[] {
  return FIELDS.filter(field => field.required && field.types === undefined && field.key !== 'licence').flatMap(field => {
    const term = termOf(field.key)
    const [fr, en] = quoted(field)
    return term === undefined ? [] : [property(site, term, 'Violation', [`${fr} est à compléter.`, `${en} is missing.`], atLeastOne)]
  })
}

/** A title and a summary are one text each: several would be several fiches. */
function single(site: string): readonly Said[] {
  return (['titre', 'resume'] as const).flatMap(key => {
    const [term, field] = [termOf(key), fieldOf(key)]
    if (term === undefined || field === undefined) return []
    const [fr, en] = quoted(field)
    const textual = [`${XSD}string`, `${RDF}langString`].map((type): Said => ({ node: [[`${SH}datatype`, iri(type)]] }))
    return [property(site, term, 'Violation', [`${fr} est un seul texte.`, `${en} is one text alone.`], atMostOne, [`${SH}or`, { list: textual }])]
  })
}

function licence(site: string): readonly Said[] {
  return [
    property(site, 'license', 'Violation', ['La licence est à compléter, par une licence que chacun peut reconnaître.', 'The licence is missing: one that everybody can recognise.'], atLeastOne, atMostOne, [`${SH}nodeKind`, iri(`${SH}IRI`)]),
    property(site, 'cc:licenceDeclaree', 'Violation', ['La licence écrite n’est pas reconnue.', 'The licence as written is not known.'], [`${SH}maxCount`, { value: 0 }]),
  ]
}

function lengths(site: string): readonly Said[] {
  return FIELDS.flatMap(field => {
    const term = termOf(field.key)
    if (field.maxLength === undefined || term === undefined) return []
    const [fr, en] = quoted(field)
    return [property(site, term, 'Info', [`${fr} dépasse ${field.maxLength} caractères.`, `${en} is longer than ${field.maxLength} characters.`], [`${SH}maxLength`, { value: field.maxLength }])]
  })
}

/** Terms of the vocabularies and nothing else; a term shared by two fields takes both lists. */
function terms(site: string, lines: readonly FieldTerm[], profile: Profile | undefined, words: Vocabularies): readonly Said[] {
  const allowed = new Map<string, { iris: Set<string>; fields: FieldDefinition[] }>()
  for (const line of lines) {
    if (line.value.kind !== 'concept') continue
    const { vocabulary } = line.value
    const field = profile?.fields.find(({ key }) => key === line.key) ?? fieldOf(line.key)
    for (const term of [line.term, ...(line.also?.as === 'same' ? [line.also.term] : [])]) {
      const known = allowed.get(term) ?? { iris: new Set(term === 'learningResourceType' ? Object.values(TYPE_TERMS).flatMap(({ lrmi }) => (lrmi === undefined ? [] : [LRMI_TYPES + lrmi])) : []), fields: [] }
      for (const { notation } of words.conceptsOf(vocabulary)) known.iris.add(conceptIri(site, vocabulary, notation))
      if (field && term === line.term) known.fields.push(field)
      allowed.set(term, known)
    }
  }
  return [...allowed].flatMap(([term, { iris, fields }]) => fields.length === 0 ? [] : [property(site, term, 'Warning',
    [`${fields.map(field => quoted(field)[0]).join(', ')}\u00A0: un terme n’est pas du vocabulaire.`, `${fields.map(field => quoted(field)[1]).join(', ')}: a term is not in the vocabulary.`], [`${SH}in`, { list: [...iris].map(iri) }])])
}

function steps(site: string): readonly Said[] {
  const path = (term: string): Said => ({ node: [[`${SH}path`, iri(termIri(site, term))], atLeastOne] })
  return [property(site, 'step', 'Violation', ['Une étape n’a ni titre ni texte.', 'A step has neither title nor text.'], [`${SH}or`, { list: [path('name'), path('text')] }])]
}

/** « Not of these types, or one of these terms »: SHACL has no other « if ». */
function ifType(site: string, types: readonly string[], wanted: readonly string[], severity: Severity, sentence: Sentence): Statements {
  const isOne: Said = { node: [[`${SH}path`, iri(`${SCHEMA}learningResourceType`)], [`${SH}qualifiedValueShape`, { node: [[`${SH}in`, { list: types.map(type => iri(conceptIri(site, 'type-ressource', type))) }]] }], [`${SH}qualifiedMinCount`, { value: 1 }]] }
  const has = wanted.map((term): Said => ({ node: [[`${SH}path`, iri(termIri(site, term))], atLeastOne] }))
  return [[`${SH}or`, { list: [{ node: [[`${SH}not`, isOne]] }, ...has] }], [`${SH}message`, ...both(...sentence)], [`${SH}severity`, iri(SH + severity)]]
}

function essentials(site: string, { typeLabel }: Vocabularies): readonly { type: string; node: Statements }[] {
  return Object.entries(TYPE_TERMS).flatMap(([type, { essential = [] }]) => {
    const wanted = essential.flatMap(key => FIELD_TERMS.filter(line => line.key === key && (line.types === undefined || line.types.includes(type))).map(({ term }) => term))
    const names = essential.flatMap(key => { const field = fieldOf(key); return field ? [quoted(field)] : [] })
    if (wanted.length === 0 || names.length === 0) return []
    const sentence: Sentence = [`${names.map(([fr]) => fr).join(' ou ')} manque à une ressource de type «\u00A0${typeLabel(type, 'fr')}\u00A0».`, `${names.map(([, en]) => en).join(' or ')} is missing from a resource of kind “${typeLabel(type, 'en')}”.`]
    return [{ type, node: ifType(site, [type], wanted, 'Warning', sentence) }]
  })
}

/** Fields that block publication for some types only. */
function typedRequirements(site: string): readonly { key: string; node: Statements }[] {
  return FIELDS.filter(field => field.required && field.types !== undefined).map(field => ({ key: field.key, node: requiredFor(site, field, quoted(field), 'Violation', 'everybody') }))
}

function requiredFor(site: string, field: FieldDefinition, [fr, en]: Sentence, severity: Severity, by: 'everybody' | 'community'): Statements {
  const term = termOf(field.key) ?? `cc:${field.key}`
  const sentence: Sentence = by === 'community' ? [`Cette communauté demande aussi ${fr}.`, `This community also asks for ${en}.`] : [`${fr} est à compléter.`, `${en} is missing.`]
  if (field.types !== undefined) return ifType(site, field.types, [term], severity, sentence)
  return [[`${SH}property`, property(site, term, severity, sentence, atLeastOne)]]
}
