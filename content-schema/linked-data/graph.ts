import { DataFactory, Writer, type BlankNode, type NamedNode, type Quad_Object } from 'n3'
import { RDF, XSD } from './namespaces.js'

/** What can be said of a subject: an IRI, a text in a language, a plain value, an unnamed node, an ordered list. */
export type Said =
  | { readonly iri: string }
  | { readonly text: string; readonly language?: string }
  | { readonly value: number | boolean }
  | { readonly node: Statements }
  | { readonly list: readonly Said[] }
export type Statements = readonly (readonly [predicate: string, ...objects: readonly Said[]])[]
export interface Subject { readonly iri: string; readonly statements: Statements }

export const iri = (value: string): Said => ({ iri: value })
export const text = (value: string, language?: string): Said => ({ text: value, ...(language !== undefined && { language }) })
/** A sentence in both languages, French first. */
export const both = (fr: string, en: string): readonly Said[] => [text(fr, 'fr'), text(en, 'en')]
export const a = (...types: readonly string[]): Statements[number] => [`${RDF}type`, ...types.map(iri)]
/** A statement, or none when there is nothing to say. */
export const said = (predicate: string, ...objects: readonly (Said | undefined)[]): Statements => {
  const known = objects.filter(object => object !== undefined)
  return known.length === 0 ? [] : [[predicate, ...known]]
}

const { namedNode, literal } = DataFactory

/** Turtle, by n3: subjects in their order. */
export function turtle(prefixes: Readonly<Record<string, string>>, subjects: readonly Subject[]): string {
  const writer = new Writer({ prefixes })
  const term = (object: Said): Quad_Object => {
    if ('iri' in object) return namedNode(object.iri)
    if ('text' in object) return literal(object.text, object.language)
    if ('value' in object) return literal(String(object.value), namedNode(XSD + (typeof object.value === 'boolean' ? 'boolean' : 'integer')))
    if ('list' in object) return writer.list(object.list.map(term)) as unknown as BlankNode
    return writer.blank(object.node.flatMap(([predicate, ...objects]) => objects.map(one => ({ predicate: namedNode(predicate), object: term(one) as NamedNode }))))
  }
  for (const { iri: subject, statements } of subjects) {
    for (const [predicate, ...objects] of statements) for (const object of objects) writer.addQuad(namedNode(subject), namedNode(predicate), term(object))
  }
  let written = ''
  writer.end((error: Error | null, result: string) => {
    if (error) throw error
    written = result
  })
  return written
}

/** The same as JSON-LD, with its prefixes as context. */
export function graphJsonLd(prefixes: Readonly<Record<string, string>>, subjects: readonly Subject[]): object {
  const short = (full: string): string => {
    const [prefix, base] = Object.entries(prefixes).find(([, known]) => full.startsWith(known) && /^[A-Za-z]\w*$/.test(full.slice(known.length))) ?? []
    return prefix === undefined || base === undefined ? full : `${prefix}:${full.slice(base.length)}`
  }
  const value = (object: Said): unknown => {
    if ('iri' in object) return { '@id': object.iri }
    if ('text' in object) return object.language === undefined ? object.text : { '@value': object.text, '@language': object.language }
    if ('value' in object) return object.value
    if ('list' in object) return { '@list': object.list.map(value) }
    return statements(object.node)
  }
  const statements = (known: Statements): Record<string, unknown> => Object.fromEntries(known.map(([predicate, ...objects]) =>
    predicate === `${RDF}type` ? ['@type', objects.map(object => ('iri' in object ? short(object.iri) : ''))] : [short(predicate), objects.length === 1 ? value(objects[0] as Said) : objects.map(value)]))
  return { '@context': prefixes, '@graph': subjects.map(subject => ({ '@id': subject.iri, ...statements(subject.statements) })) }
}
