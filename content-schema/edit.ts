import { isMap, isNode, isScalar, isSeq, parseDocument, stringify, type Document, type Node, type Pair, type ToStringOptions, type YAMLMap, type YAMLSeq } from 'yaml'
import { documentOf, entriesOf, HEADER_LIMIT, isRecord, isTooNested, placeOfHeader, readHeader, type HeaderEntry, type HeaderPlace } from './header.js'

/**
 * Changes fields of a header: only the lines of the touched keys change, with their comments, order and quoting kept.
 *
 * `changes` maps top-level keys to plain YAML values; undefined removes the key. A value equal to the present one changes
 * nothing. A file without header gets one. Works on broken headers too, key by key.
 */
export function editHeader(text: string, changes: Readonly<Record<string, unknown>>): string {
  const place = placeOfHeader(text)
  const before = readHeader(place)
  const touched = Object.entries(changes).filter(([key, value]) => !sameValue(Object.hasOwn(before.values, key) ? before.values[key] : undefined, value))
  if (touched.length === 0) return text
  const eol = lineEndingOf(text)
  if (!place.hasHeader) {
    const added = touched.filter(([, value]) => value !== undefined)
    if (added.length === 0) return text
    const lines = added.map(([key, value]) => entryText(key, value)).join('')
    return `${text.slice(0, place.yamlStart)}---${eol}${withEol(lines, eol)}---${eol}${text.slice(place.yamlStart)}`
  }
  let edited = text
  for (const [key, value] of touched) edited = editKey(edited, key, value, eol)
  return keepOthers(edited, place, before.values, new Set(touched.map(([key]) => key)), eol)
}

/** Replaces the body; the header stays byte for byte, and the body takes the file's own line endings. */
export function replaceBody(text: string, body: string): string {
  const place = placeOfHeader(text)
  const current = text.slice(place.bodyStart)
  if (withEol(body, '\n') === withEol(current, '\n')) return text
  const eol = lineEndingOf(text)
  const replaced = text.slice(0, place.bodyStart) + withEol(body, eol)
  // A body that starts with a rule must not be read as a header tomorrow.
  if (placeOfHeader(replaced).bodyStart !== place.bodyStart) return text.slice(0, place.bodyStart) + eol + withEol(body, eol)
  return replaced
}

/** Above this, in UTF-16 units, an entry that changes is written anew rather than in its old style. */
const STYLED_LIMIT = 40_000

function editKey(text: string, key: string, value: unknown, eol: string): string {
  const place = placeOfHeader(text)
  const all = entriesOf(place)
  const mine = all.filter(entry => entry.key === key)
  if (all.length === 0 && place.yaml.trim() !== '' && !onlyComments(place.yaml)) return rewriteWhole(text, place, key, value, eol)
  if (mine.length === 0) {
    if (value === undefined) return text
    const last = all.at(-1)
    const at = last ? last.end : place.yaml.length
    const glue = at > 0 && !place.yaml.slice(0, at).endsWith('\n') ? eol : ''
    return splice(text, place.yamlStart + at, place.yamlStart + at, glue + withEol(entryText(key, value), eol))
  }
  if (value === undefined) {
    return mine.reduceRight((kept, entry) => splice(kept, place.yamlStart + entry.start, place.yamlStart + entry.end, ''), text)
  }
  // Of a key written twice the last one counts.
  const entry = mine.at(-1) as HeaderEntry
  return splice(text, place.yamlStart + entry.start, place.yamlStart + entry.end, withEol(changedEntry(place.yaml.slice(entry.start, entry.end), key, value), eol))
}

function onlyComments(yaml: string): boolean {
  return yaml.split('\n').every(line => line.trim() === '' || line.trimStart().startsWith('#'))
}

/** The lines of one entry with another value, in the style of the old lines; fresh lines when that style cannot hold it. */
function changedEntry(slice: string, key: string, value: unknown): string {
  const source = withEol(slice, '\n')
  if (isTooNested(source) || source.length > STYLED_LIMIT) return entryText(key, value)
  try {
    const document = documentOf(source)
    const pair = document.errors.length === 0 && isMap(document.contents) ? (document.contents as YAMLMap<unknown, unknown>).items[0] : undefined
    if (pair !== undefined && !hasReference(source)) {
      assignValue(document, pair, value)
      const lines = document.toString(styleOf(source))
      if (readsAs(lines, key, value)) return lines
    }
  } catch {
    // An entry the document model cannot hold is written anew below.
  }
  return entryText(key, value)
}

/** Anchors and aliases tie an entry to others: it is written anew. */
function hasReference(source: string): boolean {
  return /(^|[\s[{,:-])[&*][^\s,\]}]/.test(source)
}

function styleOf(source: string): ToStringOptions {
  const sequence = /^[^\s#].*:[^\S\n]*(?:#.*)?\n(?:[ \t]*(?:#.*)?\n)*([ ]*)- /.exec(source)
  const nested = /\n( +)\S/.exec(source)
  const lineEnd = source.indexOf('\n')
  const folded = /[>][-+\d]{0,3}[ \t]*(?:#.*)?$/.test(source.slice(0, lineEnd)) || /^ {2,}[^-\s]/m.test(source.slice(lineEnd + 1))
  const longest = source.split('\n').reduce((width, line) => Math.max(width, line.length), 0)
  return {
    lineWidth: folded ? Math.max(60, Math.min(longest, 120)) : 0,
    minContentWidth: 0,
    indentSeq: sequence ? (sequence[1] ?? '').length > 0 : true,
    indent: nested && !sequence ? Math.min(8, Math.max(1, (nested[1] ?? '  ').length)) : 2,
    flowCollectionPadding: !/[[{][^\s\]}\n]/.test(source),
    doubleQuotedMinMultiLineLength: 10_000,
  }
}

function assignValue(document: Document, pair: Pair<unknown, unknown>, value: unknown): void {
  pair.value = changedNode(document, pair.value as Node | null, value)
}

/** Reuses every node whose value stays, so that its comment, quoting and layout stay too. */
function changedNode(document: Document, node: Node | null, value: unknown): Node {
  if (node !== null && sameValue(node.toJS(document), value)) return node
  if (isScalar(node) && !isRecord(value) && !Array.isArray(value)) {
    if (typeof value !== 'string' || typeof node.value !== 'string') delete node.type
    if (typeof value !== typeof node.value) delete node.format
    delete node.source
    node.value = value
    return node
  }
  if (isSeq(node) && Array.isArray(value)) {
    changeItems(document, node as YAMLSeq<Node>, value)
    return node
  }
  if (isMap(node) && isRecord(value)) {
    for (const pair of [...node.items]) {
      const key = isScalar(pair.key) ? String(pair.key.value) : ''
      if (!Object.hasOwn(value, key) || value[key] === undefined) node.delete(pair.key)
      else pair.value = changedNode(document, isNode(pair.value) ? pair.value : null, value[key])
    }
    for (const [key, item] of Object.entries(value)) if (item !== undefined && !node.has(key)) node.set(document.createNode(key), document.createNode(item))
    return node
  }
  const fresh = document.createNode(value) as Node
  if (node?.comment) fresh.comment = node.comment
  if (isFlow(node) && isFlowable(fresh)) fresh.flow = true
  return fresh
}

function isFlow(node: Node | null): boolean {
  return (isMap(node) || isSeq(node)) && node.flow === true
}

function isFlowable(node: Node): node is YAMLMap | YAMLSeq {
  return isMap(node) || isSeq(node)
}

/** Keeps the common head and tail of a list; between them, items that only moved keep their lines, and the others are paired in order. */
function changeItems(document: Document, list: YAMLSeq<Node>, values: readonly unknown[]): void {
  const old = list.items
  const plain = old.map(item => item.toJS(document) as unknown)
  let head = 0
  while (head < old.length && head < values.length && sameValue(plain[head], values[head])) head++
  let tail = 0
  while (tail < old.length - head && tail < values.length - head && sameValue(plain[old.length - 1 - tail], values[values.length - 1 - tail])) tail++
  const middle: Node[] = []
  const style = old.find(isFlowNode)?.flow ?? false
  const paired = old.length === values.length
  const moved = new Map<number, number>()
  for (let index = head; index < values.length - tail; index++) {
    const from = plain.findIndex((item, at) => at >= head && at < old.length - tail && !moved.has(at) && sameValue(item, values[index]))
    if (from !== -1) moved.set(from, index)
  }
  const sources = new Map([...moved].map(([from, to]) => [to, from]))
  for (let index = head; index < values.length - tail; index++) {
    const from = sources.get(index) ?? (paired && !moved.has(index) ? index : undefined)
    const node = changedNode(document, from === undefined ? null : (old[from] ?? null), values[index])
    if (!paired && style && isFlowable(node)) node.flow = true
    middle.push(node)
  }
  list.items = [...old.slice(0, head), ...middle, ...old.slice(old.length - tail)]
}

function isFlowNode(node: Node): node is YAMLMap | YAMLSeq {
  return (isMap(node) || isSeq(node)) && node.flow === true
}

/** A new entry as we write one: block style, short lists of words on one line. */
function entryText(key: string, value: unknown): string {
  const document = parseDocument('{}', { logLevel: 'silent' })
  const words = Array.isArray(value) && value.every(item => typeof item === 'string' && item.length <= 40 && /^[\p{L}\p{N} ’'-]+$/u.test(item)) && value.join(', ').length <= 100
  if (words) {
    const list = document.createNode(value)
    list.flow = true
    const line = stringify({ [key]: list }, { lineWidth: 0, flowCollectionPadding: false })
    if (readsAs(line, key, value)) return line
  }
  return stringify({ [key]: value }, { lineWidth: 0, minContentWidth: 0, aliasDuplicateObjects: false })
}

function readsAs(yaml: string, key: string, value: unknown): boolean {
  try {
    const document = documentOf(yaml)
    const read: unknown = document.errors.length === 0 ? document.toJS() : undefined
    return isRecord(read) && Object.keys(read).length === 1 && sameValue(read[key], value) && !/^(---|\.\.\.)/m.test(yaml)
  } catch {
    return false
  }
}

/** An anchor that went away leaves aliases without value: those keys are written out with what they meant. */
function keepOthers(edited: string, before: HeaderPlace, values: Readonly<Record<string, unknown>>, touched: ReadonlySet<string>, eol: string): string {
  if (!hasReference(before.yaml)) return edited
  let kept = edited
  for (const [key, value] of Object.entries(values)) {
    if (touched.has(key)) continue
    if (!sameValue(readHeader(placeOfHeader(kept)).values[key], value)) kept = editKey(kept, key, value, eol)
  }
  return kept
}

/** A header that is one flow map, or that lists nothing by lines: the document model rewrites it. */
function rewriteWhole(text: string, place: HeaderPlace, key: string, value: unknown, eol: string): string {
  const added = (): string => value === undefined ? text : splice(text, place.yamlStart, place.yamlStart, withEol(entryText(key, value), eol))
  if (place.yaml.length > HEADER_LIMIT || isTooNested(place.yaml)) return added()
  const document = documentOf(withEol(place.yaml, '\n'))
  if (document.errors.length > 0 || !isMap(document.contents)) return added()
  if (value === undefined) document.delete(key)
  else document.set(key, document.createNode(value))
  return splice(text, place.yamlStart, place.yamlStart + place.yaml.length, withEol(document.toString({ lineWidth: 0 }), eol))
}

function splice(text: string, start: number, end: number, replacement: string): string {
  return text.slice(0, start) + replacement + text.slice(end)
}

function lineEndingOf(text: string): '\n' | '\r\n' {
  const lines = text.match(/\r?\n/g)?.slice(0, 200) ?? []
  return lines.filter(ending => ending === '\r\n').length * 2 > lines.length ? '\r\n' : '\n'
}

function withEol(text: string, eol: string): string {
  const plain = text.replace(/\r\n/g, '\n')
  return eol === '\n' ? plain : plain.replace(/\n/g, eol)
}

function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, index) => sameValue(item, b[index]))
  if (isRecord(a) && isRecord(b)) {
    const keys = Object.keys(a).filter(key => a[key] !== undefined)
    return keys.length === Object.keys(b).filter(key => b[key] !== undefined).length && keys.every(key => Object.hasOwn(b, key) && sameValue(a[key], b[key]))
  }
  return typeof a === 'number' && typeof b === 'number' && Number.isNaN(a) && Number.isNaN(b)
}
