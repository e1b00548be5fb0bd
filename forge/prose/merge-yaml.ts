import { Document, isMap, isPair, isScalar, isSeq, Pair, parseDocument, type Node, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml'

/** Longer values are data, not what people settle. */
const maxLength = 16_000
/** Two entries of a list are one entry changed, not two, from this share of equal keys on. */
const sameEntry = 0.5

type Value = Node | null

/**
 * Merges what two people made of one header field that holds maps or lists of maps: key by key and entry by entry, whatever their order or
 * indentation. What either removed and the other changed, two values for one key, two entries that may be one: `undefined`, a person says.
 * The result is written as ours is; a value that this writing would not give back to the byte is left alone.
 */
export function mergeNested(base: string, ours: string, theirs: string): string | undefined {
  if (Math.max(base.length, ours.length, theirs.length) > maxLength) return undefined
  const [b, o, t] = [understood(base), read(ours), read(theirs)]
  if (o === undefined || t === undefined || (b === undefined && base !== '')) return undefined
  const merged = mergeValues(b?.contents ?? null, o.document.contents, t.document.contents)
  if (merged === undefined || merged === null) return undefined
  const document = new Document()
  document.contents = merged
  const text = o.write(document)
  // `null` written where nothing stood says nothing else, and is a word that somebody wrote.
  return wordsIn(`${ours}\n${theirs}`).every((word) => base.includes(word) || text.includes(word)) ? text : undefined
}

const wordsIn = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? []

interface Reading { readonly document: Document; write(document: Document): string }

/** `undefined` for what is no map of one key, or has faults. */
function understood(source: string): Document | undefined {
  const document = parseDocument(source, { logLevel: 'silent', prettyErrors: false })
  const isPlain = document.errors.length === 0 && document.warnings.length === 0 && !/[&*]\w/.test(source) && !source.includes('\r')
  return isPlain && isMap(document.contents) && document.contents.items.length === 1 ? document : undefined
}

/** `undefined` too for what would not be written back as it is. Of the base nothing is written. */
function read(source: string): Reading | undefined {
  const document = understood(source)
  if (document === undefined) return undefined
  for (const indent of [2, 4]) {
    for (const indentSeq of [true, false]) {
      const write = (any: Document) => any.toString({ lineWidth: 0, indent, indentSeq, flowCollectionPadding: false }).replace(/\n$/, '')
      if (write(document) === source) return { document, write }
    }
  }
  return undefined
}

const sameAs = (a: Value | undefined, b: Value | undefined): boolean => said(a) === said(b)
const said = (value: Value | undefined): string => (value === undefined ? '' : value === null ? 'null' : JSON.stringify(plain(value)))

/** A value without its layout; the order of a map's keys says nothing. */
function plain(value: unknown): unknown {
  if (isMap(value)) return Object.fromEntries(value.items.map((item): [string, unknown] => [keyOf(item), plain(item.value)]).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  if (isSeq(value)) return value.items.map(plain)
  return isScalar(value) ? value.value ?? null : null
}

const keyOf = (item: unknown): string => (isPair(item) && isScalar(item.key) ? String(item.key.value) : '')

/** The three-way merge of one value. Looked into even where one side changed nothing but how it is written. */
function mergeValues(base: Value, ours: Value, theirs: Value): Value | undefined {
  if (isScalar(base) && isScalar(ours) && isScalar(theirs)) return mergeScalars(base, ours, theirs)
  return mergeInside(base, ours, theirs) ?? (sameAs(ours, theirs) || sameAs(theirs, base) ? ours : sameAs(ours, base) ? theirs : undefined)
}

function mergeInside(base: Value, ours: Value, theirs: Value): Value | undefined {
  if (isMap(ours) && isMap(theirs) && !isFlow(ours) && !isFlow(theirs) && (base === null || isMap(base))) return mergeMaps(isMap(base) ? base : undefined, ours, theirs)
  if (isSeq(ours) && isSeq(theirs) && !isFlow(ours) && !isFlow(theirs) && (base === null || isSeq(base))) return mergeLists(isSeq(base) ? base : undefined, ours, theirs)
  return undefined
}

/** A value is one person's; how it is quoted may be the other's. */
function mergeScalars(base: Scalar, ours: Scalar, theirs: Scalar): Scalar | undefined {
  const value = sameAs(theirs, base) || sameAs(ours, theirs) ? ours : sameAs(ours, base) ? theirs : undefined
  const quotes = theirs.type === base.type ? ours.type : theirs.type
  if (value === undefined || quotes === undefined || quotes === value.type) return value
  const out = value.clone() as Scalar
  out.type = quotes
  return out
}

const isFlow = (value: YAMLMap | YAMLSeq) => value.flow === true

function mergeMaps(base: YAMLMap | undefined, ours: YAMLMap, theirs: YAMLMap): YAMLMap | undefined {
  const [was, here, there] = [entriesOf(base), entriesOf(ours), entriesOf(theirs)]
  const kept: Pair[] = []
  for (const name of inOneOrder([...was.keys()], [...here.keys()], [...there.keys()])) {
    const [b, o, t] = [was.get(name), here.get(name), there.get(name)]
    if (o !== undefined && t !== undefined) {
      const value = mergeValues((b?.value ?? null) as Value, o.value as Value, t.value as Value)
      if (value === undefined) return undefined
      kept.push(new Pair(o.key, value))
    } else {
      const left = (o ?? t)!
      if (b === undefined) kept.push(left)
      else if (!sameAs(left.value as Value, b.value as Value)) return undefined
    }
  }
  const out = ours.clone() as YAMLMap
  out.items = kept
  return out
}

const entriesOf = (map: YAMLMap | undefined): Map<string, Pair> => new Map((map?.items ?? []).map((item) => [keyOf(item), item]))

function mergeLists(base: YAMLSeq | undefined, ours: YAMLSeq, theirs: YAMLSeq): YAMLSeq | undefined {
  const [was, here, there] = [base, ours, theirs].map((list) => (list?.items ?? []) as Value[]) as [Value[], Value[], Value[]]
  if ([was, here, there].some((list) => new Set(list.map(said)).size < list.length)) return undefined
  const [ourOf, theirOf] = [entriesBecame(was, here), entriesBecame(was, there)]
  if (ourOf === undefined || theirOf === undefined) return undefined
  // The name of an entry of a side: the base entry it comes from, or what it says when it is new.
  const names = (list: readonly Value[], from: ReadonlyMap<number, number>) => {
    const back = new Map([...from].map(([at, became]) => [became, `#${at}`]))
    return list.map((value, at) => back.get(at) ?? said(value))
  }
  const [ourNames, theirNames] = [names(here, ourOf), names(there, theirOf)]
  const fresh = (list: readonly string[], other: readonly string[]) => list.flatMap((name, at) => (name.startsWith('#') || other.includes(name) ? [] : [at]))
  const [ourNew, theirNew] = [fresh(ourNames, theirNames), fresh(theirNames, ourNames)]
  if (ourNew.some((at) => theirNew.some((k) => likeness(here[at]!, there[k]!) >= sameEntry))) return undefined
  const isContested = was.some((_, at) => !ourOf.has(at) && !theirOf.has(at))
  if (isContested && ourNew.length > 0 && theirNew.length > 0) return undefined
  const kept: Value[] = []
  for (const name of inOneOrder(was.map((_, at) => `#${at}`), ourNames, theirNames)) {
    const [o, t] = [ourNames.indexOf(name), theirNames.indexOf(name)]
    const b = name.startsWith('#') ? was[Number(name.slice(1))]! : undefined
    if (o >= 0 && t >= 0) {
      const value = mergeValues(b ?? null, here[o]!, there[t]!)
      if (value === undefined) return undefined
      kept.push(value)
    } else {
      const left = o >= 0 ? here[o]! : there[t]!
      if (b === undefined) kept.push(left)
      else if (!sameAs(left, b)) return undefined
    }
  }
  const out = ours.clone() as YAMLSeq
  out.items = kept
  return out
}

/** Which entry of the base became which of a side: the same first, then the only one that resembles it; `undefined` when several do. */
function entriesBecame(was: readonly Value[], now: readonly Value[]): Map<number, number> | undefined {
  const out = new Map<number, number>()
  const taken = new Set<number>()
  const pair = (at: number, to: number) => {
    out.set(at, to)
    taken.add(to)
  }
  was.forEach((value, at) => {
    const to = now.findIndex((other) => sameAs(value, other))
    if (to >= 0) pair(at, to)
  })
  const left = now.flatMap((_, to) => (taken.has(to) ? [] : [to]))
  for (const [at, value] of was.entries()) {
    if (out.has(at)) continue
    const close = left.filter((to) => likeness(value, now[to]!) >= sameEntry)
    if (close.length > 1 || close.some((to) => taken.has(to))) return undefined
    if (close.length === 1) pair(at, close[0]!)
  }
  return out
}

/** The share of two maps' keys that have the same value; nothing for the rest. */
function likeness(a: Value, b: Value): number {
  if (!isMap(a) || !isMap(b)) return 0
  const [left, right] = [entriesOf(a), entriesOf(b)]
  const equal = [...left].filter(([name, item]) => right.has(name) && sameAs(item.value as Value, right.get(name)!.value as Value)).length
  return equal / Math.max(left.size, right.size)
}

/** The names of both sides: in the order of whoever changed it, ours first; what only the other has stands behind what it follows there. */
function inOneOrder(base: readonly string[], ours: readonly string[], theirs: readonly string[]): string[] {
  const shared = (names: readonly string[], other: readonly string[]) => names.filter((name) => other.includes(name)).join('\n')
  const isOurs = shared(ours, base) !== shared(base, ours) || shared(theirs, base) === shared(base, theirs)
  const [main, other] = isOurs ? [ours, theirs] : [theirs, ours]
  const out = [...main]
  other.forEach((name, at) => {
    if (out.includes(name)) return
    let before = at - 1
    while (before >= 0 && !out.includes(other[before]!)) before--
    let to = out.indexOf(other[before] ?? '') + 1
    // What ours put in the same place comes first.
    while (isOurs && to < out.length && !other.includes(out[to]!)) to++
    out.splice(to, 0, name)
  })
  return out
}
