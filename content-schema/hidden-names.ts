/**
 * A text as it is shown when people named in its header asked not to be: their names, and what stands beside them there (addresses,
 * organisations), give way to neutral words. What is stored never changes; nor does the rest of the text, to the byte.
 */
import { isMap, isScalar, isSeq, parseDocument, type Node } from 'yaml'
import { HEADER_LIMIT, placeOfHeader } from './header.js'

export interface HiddenName { readonly name: string; readonly instead: string }

const EMAIL = /[<(]?[^\s<>(),;]+@[^\s<>(),;]+[>)]?/g
const folded = (name: string): string => name.replace(EMAIL, '').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim()
/** Values that are never a person's. */
const NOT_PEOPLE = new Set(['titre', 'title', 'resume', 'summary', 'licence', 'license', 'type'])
const NAME_KEYS = new Set(['nom', 'name'])

/** The text with each of these names replaced wherever its header gives it as a value; anywhere in a header that is not YAML. */
export function withNamesHidden(text: string, hidden: readonly HiddenName[]): string {
  if (hidden.length === 0) return text
  const header = placeOfHeader(text)
  const whole = (yaml: string): string => text.slice(0, header.yamlStart) + yaml + text.slice(header.yamlStart + header.yaml.length)
  if (!header.hasHeader || header.yaml.length > HEADER_LIMIT) return text
  const document = parseDocument(header.yaml, { uniqueKeys: false, logLevel: 'silent', prettyErrors: false })
  if (document.errors.length > 0 || document.contents === null) return whole(hidden.reduce((yaml, { name, instead }) => yaml.replaceAll(name, instead), header.yaml))
  const instead = new Map(hidden.map((one) => [folded(one.name), one.instead]))
  const cuts: { from: number; to: number; by: string }[] = []
  const replace = (node: Node, by: string): void => {
    if (!node.range) return
    const [from, end] = node.range
    cuts.push({ from, to: from + header.yaml.slice(from, end).trimEnd().length, by })
  }
  const visit = (node: unknown, key: string): void => {
    if (isScalar(node)) {
      const by = typeof node.value !== 'string' || NOT_PEOPLE.has(key) ? undefined : instead.get(folded(node.value))
      if (by !== undefined) replace(node, JSON.stringify(by))
    } else if (isSeq(node)) for (const item of node.items) visit(item, key)
    else if (isMap(node)) {
      const named = node.items.flatMap(({ key: name, value }) => (isScalar(name) && NAME_KEYS.has(String(name.value)) && isScalar(value) ? instead.get(folded(String(value.value))) ?? [] : []))[0]
      if (named !== undefined) replace(node, `{ nom: ${JSON.stringify(named)} }`)
      else for (const { key: name, value } of node.items) visit(value, isScalar(name) ? String(name.value) : '')
    }
  }
  visit(document.contents, '')
  return cuts.length === 0 ? text : whole(applied(header.yaml, cuts))
}

const applied = (yaml: string, cuts: readonly { from: number; to: number; by: string }[]): string =>
  [...cuts].sort((a, b) => b.from - a.from).reduce((text, { from, to, by }) => text.slice(0, from) + by + text.slice(to), yaml)
