/** The names everything here is written with. `site` is the instance's own address, without a last slash: our terms live there and nowhere else. */
export const SCHEMA = 'https://schema.org/'
export const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'
export const RDFS = 'http://www.w3.org/2000/01/rdf-schema#'
export const OWL = 'http://www.w3.org/2002/07/owl#'
export const XSD = 'http://www.w3.org/2001/XMLSchema#'
export const DCT = 'http://purl.org/dc/terms/'
export const SKOS = 'http://www.w3.org/2004/02/skos/core#'
export const SH = 'http://www.w3.org/ns/shacl#'
export const PAIR = 'http://virtual-assembly.org/ontologies/pair#'
export const LRMI_TYPES = 'http://purl.org/dcx/lrmi-vocabs/learningResourceType/'
export const CC0 = 'https://creativecommons.org/publicdomain/zero/1.0/'

/** Where the vocabularies are; a scheme's IRI is this + its id. */
export const vocabularyBase = (site: string): string => `${site}/vocabulaires/`
/** Namespace of our own properties and classes (`cc:`), and of a community's (its prefix). */
export const termBase = (site: string, prefix?: string): string => `${vocabularyBase(site)}termes${prefix === undefined ? '' : `/${prefix}`}#`
export const contextUrl = (site: string, name = 'fiche'): string => `${site}/contextes/${name}.jsonld`
export const shapesUrl = (site: string, name = 'fiche'): string => `${site}/formes/${name}.ttl`

export const schemeIri = (site: string, vocabulary: string): string => vocabularyBase(site) + vocabulary
/** The IRI of a term. Whatever was written is encoded, so that even an unknown word comes back as it was. */
export const conceptIri = (site: string, vocabulary: string, notation: string): string => `${schemeIri(site, vocabulary)}/${encodeURIComponent(wellFormed(notation))}`

/** The notation a term's IRI holds; undefined for an IRI of another vocabulary. */
export function notationOf(site: string, vocabulary: string, iri: string): string | undefined {
  const base = `${schemeIri(site, vocabulary)}/`
  if (!iri.startsWith(base)) return undefined
  try {
    return decodeURIComponent(iri.slice(base.length))
  } catch {
    return undefined
  }
}

/** Half of a surrogate pair has no place in an address. */
export const wellFormed = (text: string): string => text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD')

/** The full IRI of a term as mappings write it: `name` is schema.org's, `cc:phase` ours. */
export function termIri(site: string, term: string): string {
  const [prefix = '', local] = term.includes(':') ? term.split(':', 2) : ['schema', term]
  const known: Readonly<Record<string, string>> = { schema: SCHEMA, dct: DCT, pair: PAIR, cc: termBase(site) }
  return (known[prefix] ?? termBase(site, prefix)) + (local ?? '')
}
