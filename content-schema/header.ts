import { isAlias, isMap, isNode, isScalar, isSeq, parseDocument, type Document } from 'yaml'

/** Where the header and the body of a Markdown file are; offsets in UTF-16 units. */
export interface HeaderPlace {
  readonly hasHeader: boolean
  /** The YAML between the two `---` lines, without them. */
  readonly yaml: string
  readonly yamlStart: number
  readonly bodyStart: number
  /** A first `---` that nothing closes, followed by something that looks like a field. */
  readonly unclosed: boolean
}

/** One top-level key: its lines go from `start` to `end` (the line ending of its last line included), inside the YAML. */
export interface HeaderEntry {
  readonly key: string
  readonly start: number
  readonly end: number
  /** 1-based line in the whole file. */
  readonly line: number
}

export interface YamlProblem {
  readonly line: number
  /** The key whose value cannot be read, when only it is broken. */
  readonly key?: string
  readonly messageFr: string
  readonly messageEn: string
}

export interface HeaderReading {
  readonly values: Record<string, unknown>
  /** What cannot be read: one for each broken key, or one for the whole header. */
  readonly problems: readonly YamlProblem[]
}

/** Above this a header is no header: it is not read, and `check` says so. In UTF-16 units. */
export const HEADER_LIMIT = 128 * 1024
/** A fiche repeats a value a few times at most; more is a bomb ("billion laughs"). */
const ALIAS_LIMIT = 50
const OPENING = /^---[ \t]*(?:\r?\n|$)/
const CLOSING = /^(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/gm

export function placeOfHeader(text: string): HeaderPlace {
  const bom = text.startsWith('\uFEFF') ? 1 : 0
  const none = { hasHeader: false, yaml: '', yamlStart: bom, bodyStart: bom, unclosed: false }
  const opening = OPENING.exec(text.slice(bom, bom + 4096))
  if (!opening) return none
  const yamlStart = bom + opening[0].length
  CLOSING.lastIndex = yamlStart
  const closing = CLOSING.exec(text)
  if (!closing) return { ...none, unclosed: /^[A-Za-z_][\w-]*:(\s|$)/.test(text.slice(yamlStart, yamlStart + 200)) }
  return { hasHeader: true, yaml: text.slice(yamlStart, closing.index), yamlStart, bodyStart: closing.index + closing[0].length, unclosed: false }
}

export function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}

/** Reads the values of a header. Never throws: where the YAML is broken, the keys that can be read alone still are. */
export function readHeader(place: HeaderPlace): HeaderReading {
  if (place.unclosed) {
    return { values: {}, problems: [{
      line: 1,
      messageFr: 'L’en-tête commence par « --- » mais rien ne le ferme.',
      messageEn: 'The header starts with “---” but nothing closes it.' }] }
  }
  if (!place.hasHeader) return { values: {}, problems: [] }
  if (place.yaml.length > HEADER_LIMIT) {
    return { values: {}, problems: [{
      line: 1,
      messageFr: `L’en-tête est trop long (${Math.round(place.yaml.length / 1024)} Kio, ${HEADER_LIMIT / 1024} au plus) : il n’est pas lu.`,
      messageEn: `The header is too long (${Math.round(place.yaml.length / 1024)} KiB, ${HEADER_LIMIT / 1024} at most): it is not read.` }] }
  }
  const whole = readYaml(place.yaml)
  if (whole.values) return { values: whole.values, problems: [] }
  const values: Record<string, unknown> = {}
  const problems: YamlProblem[] = []
  for (const entry of scanEntries(place.yaml).slice(0, 500)) {
    const alone = readYaml(place.yaml.slice(entry.start, entry.end))
    const value = alone.values?.[entry.key]
    if (value !== undefined) define(values, entry.key, value)
    // Alone, an alias has lost what it pointed to: that is no fault of this key.
    else if (alone.values === undefined && alone.code !== 'BAD_ALIAS') problems.push({ line: entry.line + alone.line - 1, key: entry.key, messageFr: alone.fr, messageEn: alone.en })
  }
  const isLocal = whole.code !== undefined && problems.length > 0
  return { values, problems: isLocal ? problems : [{ line: whole.line + 1, messageFr: whole.fr, messageEn: whole.en }] }
}

/** `code` is the YAML reader's own, for a mistake of writing. */
type YamlReading = { values: Record<string, unknown> } | { values?: undefined; line: number; code?: string; fr: string; en: string }

/** `line` counts from the first line of the YAML. */
function readYaml(yaml: string): YamlReading {
  const text = yaml.includes('\r') ? yaml.replace(/\r\n?/g, '\n') : yaml
  const document = readDocument(text)
  if (document === undefined) return { line: 1, fr: 'L’en-tête est trop imbriqué pour être lu.', en: 'The header is nested too deeply to be read.' }
  try {
    const error = document.errors[0]
    if (error) return { line: lineAt(text, error.pos[0] + 1), code: error.code, ...sentenceOf(error.code, text, error.pos[0]) }
    const value: unknown = document.toJS({ maxAliasCount: ALIAS_LIMIT })
    if (value === null || value === undefined) return { values: {} }
    if (containsItself(value)) return { line: 1, code: 'CYCLE', fr: 'Un renvoi (*) se contient lui-même : cette valeur n’a pas de fin.', en: 'An alias (*) contains itself: this value has no end.' }
    if (!isRecord(value)) {
      return { line: 1, fr: 'L’en-tête doit être une suite de lignes « champ : valeur ».', en: 'The header must be lines of “field: value”.' }
    }
    return { values: value }
  } catch (error) {
    if (error instanceof ReferenceError) {
      const unknown = /^Unresolved alias[^:]*: (\S+)/.exec(error.message)?.[1]
      if (unknown !== undefined) return { line: lineAt(text, text.indexOf(`*${unknown}`) + 1), code: 'BAD_ALIAS', ...sentenceOf('BAD_ALIAS', text, 0) }
      return { line: 1, fr: 'L’en-tête répète trop de fois la même valeur par des renvois (*) : il n’est pas lu.', en: 'The header repeats one value through aliases (*) too many times: it is not read.' }
    }
    return { line: 1, fr: 'L’en-tête est trop imbriqué pour être lu.', en: 'The header is nested too deeply to be read.' }
  }
}

/** Whether a value holds itself, which an anchor inside its own value makes. */
function containsItself(value: unknown): boolean {
  const [under, done] = [new Set<object>(), new WeakSet()]
  const walk = (one: unknown): boolean => {
    if (typeof one !== 'object' || one === null || done.has(one)) return false
    if (under.has(one)) return true
    under.add(one)
    const found = Object.values(one).some(walk)
    under.delete(one)
    done.add(one)
    return found
  }
  return walk(value)
}

/** The last headers read: a save reads the same few texts many times. Bounded in number and size; nobody changes what is in it. */
const recent: { readonly yaml: string; readonly document: Document.Parsed | undefined }[] = []
const RECENT = 4
const RECENT_LIMIT = 16 * 1024

/** The YAML document of a header, to be read and never changed; undefined when it is too nested for the reader. */
function readDocument(yaml: string): Document.Parsed | undefined {
  const known = recent.find(one => one.yaml === yaml)
  if (known) return known.document
  const document = isTooNested(yaml) ? undefined : soundDocument(yaml)
  if (yaml.length <= RECENT_LIMIT && recent.unshift({ yaml, document }) > RECENT) recent.pop()
  return document
}

function soundDocument(yaml: string): Document.Parsed | undefined {
  try {
    return documentOf(yaml)
  } catch {
    // The reader's stack ends before ours.
    return undefined
  }
}

export function documentOf(yaml: string): Document.Parsed {
  return parseDocument(yaml, { uniqueKeys: false, logLevel: 'silent', prettyErrors: false })
}

/** Brackets and dashes a person never nests this deep; the YAML reader is slow long before its stack ends. */
export function isTooNested(yaml: string): boolean {
  let depth = 0
  for (let at = 0; at < yaml.length; at++) {
    const code = yaml.charCodeAt(at)
    if (code === 0x5b || code === 0x7b) { if (++depth > 200) return true }
    else if (code === 0x5d || code === 0x7d) depth = Math.max(0, depth - 1)
    else if (code === 0x0a && yaml.charCodeAt(at + 1) > 0x20) depth = 0
  }
  return /^ *(?:[-?] +){40}/m.test(yaml) || /^ {200}/m.test(yaml) || /(?:[&!]\S{0,40} +){20}|(?:\S: ){40}|(?:["'][^"'\n]{0,20}["'] +){40}/.test(yaml)
}

function sentenceOf(code: string, yaml: string, at: number): { fr: string; en: string } {
  const lineStart = yaml.lastIndexOf('\n', at - 1) + 1
  const line = yaml.slice(lineStart, (yaml.indexOf('\n', at) + 1 || yaml.length + 1) - 1)
  if (code === 'TAB_AS_INDENT' || /^[ ]*\t/.test(line)) {
    return { fr: 'Une tabulation sert de retrait : remplacez-la par deux espaces.', en: 'A tab is used to indent: replace it with two spaces.' }
  }
  if (code === 'MULTILINE_IMPLICIT_KEY' || code === 'BLOCK_AS_IMPLICIT_KEY' || code === 'BLOCK_IN_FLOW') {
    return { fr: 'Un deux-points au milieu du texte est lu comme un champ : mettez la valeur entre guillemets droits.', en: 'A colon inside the text is read as a field: put the value in straight double quotes.' }
  }
  if (code === 'MISSING_CHAR') {
    return { fr: 'Il manque un guillemet, un crochet ou une accolade qui ferme.', en: 'A closing quote, bracket or brace is missing.' }
  }
  if (code === 'BAD_INDENT' || code === 'BAD_COLLECTION_TYPE') {
    return { fr: 'Le retrait de cette ligne ne correspond pas aux lignes voisines.', en: 'The indentation of this line does not match its neighbours.' }
  }
  if (code === 'BAD_ALIAS') return { fr: 'Un renvoi (*) désigne une valeur qui n’existe pas.', en: 'An alias (*) points to a value that does not exist.' }
  return { fr: 'Cette ligne de l’en-tête ne peut pas être lue.', en: 'This line of the header cannot be read.' }
}

/** The top-level keys with their lines; by the YAML document when it is sound, otherwise by the look of the lines. */
export function entriesOf(place: HeaderPlace): HeaderEntry[] {
  if (!place.hasHeader || place.yaml.length > HEADER_LIMIT) return []
  const document = readDocument(place.yaml)
  if (document === undefined || document.errors.length > 0 || !isMap(document.contents) || document.contents.flow) return scanEntries(place.yaml)
  const entries: HeaderEntry[] = []
  let line = 2
  let counted = 0
  for (const pair of document.contents.items) {
    const { key } = pair
    if (!isScalar(key) || !key.range) return scanEntries(place.yaml)
    const keyLineStart = place.yaml.lastIndexOf('\n', key.range[0] - 1) + 1
    if (place.yaml.slice(keyLineStart, key.range[0]).trim() !== '') return scanEntries(place.yaml)
    const value = pair.value as { range?: [number, number, number] } | null
    const valueEnd = Math.max(value?.range?.[1] ?? 0, key.range[1])
    const lineEnd = place.yaml.indexOf('\n', Math.max(valueEnd - 1, key.range[1]))
    for (let at = place.yaml.indexOf('\n', counted); at !== -1 && at < keyLineStart; at = place.yaml.indexOf('\n', at + 1)) line++
    counted = keyLineStart
    entries.push({ key: String(key.value), start: keyLineStart, end: lineEnd === -1 ? place.yaml.length : lineEnd + 1, line })
  }
  return entries
}

/** A place of the header worth a word: a key written twice inside a value, or a value tied to another (`&`, `*`). `line` as in entries. */
export interface HeaderOddity { readonly kind: 'repeated' | 'reference'; readonly key: string; readonly line: number }

const ODDITIES = 100
const WALKED = 20_000

/** The oddities inside the values of a header that can be read; top-level repeats are in the entries themselves. */
export function odditiesOf(place: HeaderPlace): HeaderOddity[] {
  if (!place.hasHeader || place.yaml.length > HEADER_LIMIT) return []
  const document = readDocument(place.yaml)
  if (document === undefined || document.errors.length > 0) return []
  const found: HeaderOddity[] = []
  const add = (kind: HeaderOddity['kind'], key: string, at: number | undefined): void => { found.push({ kind, key, line: lineAt(place.yaml, (at ?? 0) + 1) + 1 }) }
  const waiting: { node: unknown; key: string; depth: number }[] = [{ node: document.contents, key: '', depth: 0 }]
  for (let walked = 0; waiting.length > 0 && walked < WALKED && found.length < ODDITIES; walked++) {
    const { node, key, depth } = waiting.pop()!
    if (isAlias(node) || (isNode(node) && 'anchor' in node && node.anchor !== undefined)) add('reference', key, node.range?.[0])
    if (isSeq(node)) for (const item of node.items) waiting.push({ node: item, key, depth: depth + 1 })
    if (!isMap(node)) continue
    const seen = new Set<string>()
    for (const pair of node.items) {
      const name = isScalar(pair.key) ? String(pair.key.value) : ''
      if (depth > 0 && seen.size === seen.add(name).size) add('repeated', name, isNode(pair.key) ? pair.key.range?.[0] : undefined)
      waiting.push({ node: pair.value, key: depth === 0 ? name : key, depth: depth + 1 })
    }
  }
  return found.sort((a, b) => a.line - b.line)
}

const KEY_LINE = /^(?:([A-Za-z_À-ÿ][\w.À-ÿ -]{0,80}?)|"([^"\\\r\n]{1,80})"|'([^'\r\n]{1,80})')[ \t]*:(?=[ \t\r\n]|$)/

function scanEntries(yaml: string): HeaderEntry[] {
  const entries: HeaderEntry[] = []
  let open: { key: string; start: number; end: number; line: number } | undefined
  let at = 0
  let line = 1
  while (at < yaml.length) {
    const next = yaml.indexOf('\n', at)
    const end = next === -1 ? yaml.length : next + 1
    line++
    const content = yaml.slice(at, end)
    const key = KEY_LINE.exec(content)
    if (key) {
      if (open) entries.push(open)
      open = { key: key[1] ?? key[2] ?? key[3] ?? '', start: at, end, line }
    } else if (open && content.trim() !== '' && !content.startsWith('#')) {
      open.end = end
    }
    at = end
  }
  if (open) entries.push(open)
  return entries
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Sets a key without ever reaching the prototype. */
export function define(target: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
}
