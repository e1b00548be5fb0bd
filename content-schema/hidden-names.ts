/**
 * A text as it is shown when people named in its header, or in the credits under its pictures, asked not to be: their names, and what stands
 * beside them in the header (addresses, organisations), give way to neutral words. What is stored never changes; nor does the rest of the
 * text, to the byte.
 */
import { isMap, isScalar, isSeq, parseDocument, type Node } from 'yaml'
import { HEADER_LIMIT, placeOfHeader } from './header.js'

export interface HiddenName { readonly name: string; readonly instead: string }

const EMAIL = /[<(]?[^\s<>(),;]+@[^\s<>(),;]+[>)]?/g
const folded = (name: string): string => name.replace(EMAIL, '').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim()
/** Values that are never a person's. */
const NOT_PEOPLE = new Set(['titre', 'title', 'resume', 'summary', 'licence', 'license', 'type'])
const NAME_KEYS = new Set(['nom', 'name'])
/** « Image : Camille Exemple, … »: the name at the start of a credit. */
const CREDIT = /^([ \t>]*[*_]?(?:images?|photos?|illustrations?|dessins?|pictures?|drawings?|cr[ée]dits?)[\u00a0 ]?: ?)((?:[^\n,*_[\]\\]|\\.){1,200})/gim
/** The name at the start of a credit in the header: « Camille Exemple, CC BY 4.0 ». */
const CREDIT_NAME = /^([^,]{1,200}),/

/** What of a text, from one UTF-16 offset to another, gives way to other words. */
export interface HidingCut { readonly from: number; readonly to: number; readonly by: string }

/** The text with each of these names replaced wherever its header gives it as a value, or the credit of a picture begins by it; anywhere in a header that is not YAML. */
export function withNamesHidden(text: string, hidden: readonly HiddenName[]): string {
  return applied(text, cutsHiding(text, hidden))
}

/** What `withNamesHidden` replaces, in the order of the text, never overlapping. */
export function cutsHiding(text: string, hidden: readonly HiddenName[]): readonly HidingCut[] {
  if (hidden.length === 0) return []
  const header = placeOfHeader(text)
  const inHeader = !header.hasHeader || header.yaml.length > HEADER_LIMIT ? [] : cutsInYaml(header.yaml, hidden).map(({ from, to, by }) => ({ from: header.yamlStart + from, to: header.yamlStart + to, by })).sort((a, b) => a.from - b.from)
  return [...inHeader, ...cutsInCredits(text.slice(header.bodyStart), hidden).map(({ from, to, by }) => ({ from: header.bodyStart + from, to: header.bodyStart + to, by }))]
}

function cutsInCredits(body: string, hidden: readonly HiddenName[]): readonly HidingCut[] {
  const instead = new Map(hidden.map((one) => [folded(one.name), one.instead]))
  return [...body.matchAll(CREDIT)].flatMap(({ index, 1: before = '', 2: name = '' }) => {
    const by = instead.get(folded(name.replace(/\\(.)/g, '$1')))
    return by === undefined ? [] : [{ from: index + before.length, to: index + before.length + name.trimEnd().length, by }]
  })
}

/** What a REUSE file says, without the names of copyright holders who asked not to be named. */
export function withHoldersHidden(text: string, hidden: readonly HiddenName[]): string {
  const instead = new Map(hidden.map((one) => [folded(one.name), one.instead]))
  return hidden.length === 0 ? text : text.replace(/^(SPDX-FileCopyrightText:[ \t]*)([^\r\n]{1,500})/gm, (whole, tag: string, name: string) => { const by = instead.get(folded(name)); return by === undefined ? whole : tag + by })
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
      const value = typeof node.value !== 'string' || NOT_PEOPLE.has(key) ? undefined : node.value
      const by = value === undefined ? undefined : instead.get(folded(value))
      const name = key === 'credit' && by === undefined ? CREDIT_NAME.exec(value ?? '')?.[1] : undefined
      const credited = name === undefined ? undefined : instead.get(folded(name))
      if (by !== undefined) replace(node, JSON.stringify(by))
      else if (credited !== undefined) replace(node, JSON.stringify(credited + (value ?? '').slice(name?.length ?? 0)))
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
