/** Triples of an HTML fragment, by the RDFa 1.1 Core processing that our pages use: about, typeof, rel, href, property, datetime, prefix, and links completed by what they hold. */
import { parseFragment, type DefaultTreeAdapterTypes as Tree } from 'parse5'

export interface Triple { readonly subject: string; readonly predicate: string; readonly object: string; readonly isLiteral: boolean }

const terms: Readonly<Record<string, string>> = { license: 'http://www.w3.org/1999/xhtml/vocab#license' }

export function triplesOf(html: string): Triple[] {
  const triples: Triple[] = []
  let blanks = 0
  const textOf = (node: Tree.ChildNode): string => (node.nodeName === '#text' ? (node as Tree.TextNode).value : 'childNodes' in node ? node.childNodes.map(textOf).join('') : '')
  function visit(node: Tree.ChildNode, subject: string, prefixes: ReadonlyMap<string, string>, waiting: readonly { readonly from: string; readonly predicate: string }[]): void {
    if (!('attrs' in node)) return
    const attribute = (name: string): string | undefined => node.attrs.find((one) => one.name === name)?.value
    const known = new Map(prefixes)
    for (const [, prefix = '', iri = ''] of (attribute('prefix') ?? '').matchAll(/(\S+):\s+(\S+)/g)) known.set(prefix, iri)
    const iriOf = (term: string): string => { const [prefix = '', rest] = term.split(':'); return rest === undefined ? terms[term] ?? `?${term}` : `${known.get(prefix) ?? `?${prefix}:`}${rest}` }
    const [rel, property, href, type] = [attribute('rel'), attribute('property'), attribute('href'), attribute('typeof')]
    let [own, inner, left] = [subject, subject, waiting]
    const given = attribute('about') ?? (type !== undefined && rel === undefined ? `_:b${blanks++}` : undefined)
    if (given !== undefined) {
      own = given
      for (const { from, predicate } of waiting) triples.push({ subject: from, predicate, object: own, isLiteral: false })
      left = []
      inner = own
    }
    if (type !== undefined) triples.push({ subject: own, predicate: 'rdf:type', object: iriOf(type), isLiteral: false })
    if (rel !== undefined) {
      const predicates = rel.split(/\s+/).map(iriOf)
      if (href !== undefined) for (const predicate of predicates) triples.push({ subject: own, predicate, object: href, isLiteral: false })
      else left = predicates.map((predicate) => ({ from: own, predicate }))
    }
    // With `rel` beside it, a property says the text; `href` is the link's.
    if (property !== undefined) triples.push({ subject: own, predicate: iriOf(property), object: attribute('datetime') ?? textOf(node), isLiteral: true })
    for (const child of node.childNodes) visit(child, inner, known, left)
  }
  for (const node of parseFragment(html).childNodes) visit(node, '', new Map(), [])
  return triples
}
