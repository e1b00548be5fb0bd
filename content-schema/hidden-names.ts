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

/** What of a text, from one UTF-16 offset to another, gives way to other words. */
export interface HidingCut { readonly from: number; readonly to: number; readonly by: string }

/** The text with each of these names replaced wherever its header gives it as a value; anywhere in a header that is not YAML. */
export function withNamesHidden(text: string, hidden: readonly HiddenName[]): string {
  return applied(text, cutsHiding(text, hidden))
}

/** What `withNamesHidden` replaces, in the order of the text, never overlapping. */
export function cutsHiding(text: string, hidden: readonly HiddenName[]): readonly HidingCut[] {
  const header = placeOfHeader(text)
  if (hidden.length === 0 || !header.hasHeader || header.yaml.length > HEADER_LIMIT) return []
  return cutsInYaml(header.yaml, hidden).map(({ from, to, by }) => ({ from: header.yamlStart + from, to: header.yamlStart + to, by })).sort((a, b) => a.from - b.from)
}

function cutsInYaml(yaml: string, hidden: readonly HiddenName[]): readonly HidingCut[] {
  const document = parseDocument(yaml, { uniqueKeys: false, logLevel: 'silent', prettyErrors: false })
  if (document.errors.length > 0 || document.contents === null) return cutsAnywhere(yaml, hidden)
  const instead = new Map(hidden.map((one) => [folded(one.name), one.instead]))
  const cuts: HidingCut[] = []
  const replace = (node: Node, by: string): void => {
    if (!node.range) return
    const [from, end] = node.range
    cuts.push({ from, to: from + yaml.slice(from, end).trimEnd().length, by })
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
  return cuts
}

/** Longest names first: one may hold another. */
function cutsAnywhere(yaml: string, hidden: readonly HiddenName[]): readonly HidingCut[] {
  const cuts: HidingCut[] = []
  for (const { name, instead } of [...hidden].sort((a, b) => b.name.length - a.name.length)) {
    for (let from = name === '' ? -1 : yaml.indexOf(name); from !== -1; from = yaml.indexOf(name, from + name.length)) {
      if (!cuts.some((cut) => from < cut.to && cut.from < from + name.length)) cuts.push({ from, to: from + name.length, by: instead })
    }
  }
  return cuts
}

const applied = (text: string, cuts: readonly HidingCut[]): string => cuts.reduceRight((left, { from, to, by }) => left.slice(0, from) + by + left.slice(to), text)
