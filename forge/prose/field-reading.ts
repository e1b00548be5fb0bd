import { FIELD_ALIASES } from '../../content-schema/data/mappings.js'
import { durationLabel, minutesOf } from '../../content-schema/durations.js'
import { fieldOf, type FieldDefinition } from '../../content-schema/fields.js'
import { BUILT_IN_LEXICON, type Lexicon } from '../../content-schema/lexicon.js'
import { identify } from '../../content-schema/licences/identify.js'
import { canonical, type Value } from './field-values.js'
import { fieldWords } from './field-words.js'

type Locale = 'fr' | 'en'

/** The words a reading uses: the terms and the communities' fields of an instance. By default those that come with the forge. */
export type FieldTerms = Pick<Lexicon, 'labelOf' | 'profiles'>

/** A stretch of what a reader is shown of a value. `as: 'markdown'` is read as Markdown; `link` and `image` carry their address. */
export interface Piece {
  readonly text: string
  readonly as?: 'head' | 'markdown' | 'link' | 'image'
  readonly url?: string
}

/** One value, or one item of a list, in words. */
export interface Told {
  readonly pieces: readonly Piece[]
  /** The pieces' text, to compare and count. */
  readonly text: string
  /** What an item is called: two items of one name are the same item. */
  readonly head: string
  /** Equal for values that are equal in the file. */
  readonly canonical: string
}

export type FieldReading =
  | { readonly kind: 'one'; readonly told: Told; /** Sentences, to be compared word by word. */ readonly isProse: boolean }
  | { readonly kind: 'items'; readonly items: readonly Told[]; /** Resembling items are never one item that changed. */ readonly isExact: boolean }

type Reading = Pick<FieldDefinition, 'kind' | 'vocabulary' | 'key' | 'columns'>

const ownAliases = new Map(Object.entries(FIELD_ALIASES).flatMap(([own, keys]) => keys.map((key) => [key, own] as const)))

/** Fields of the content model that no form asks for, and that are not plain text all the same. */
const unasked: Readonly<Record<string, Reading>> = {
  derive_de: { key: 'derive_de', kind: 'sources' }, statut: { key: 'statut', kind: 'concept', vocabulary: 'statut' }, modules: { key: 'modules', kind: 'steps' },
  preparation: { key: 'preparation', kind: 'longtext' }, consignes: { key: 'consignes', kind: 'longtext' }, mode_emploi: { key: 'mode_emploi', kind: 'longtext' },
  voir_aussi: { key: 'voir_aussi', kind: 'sources' }, temps_travail: { key: 'temps_travail', kind: 'duration' },
}

/** The field of ours that a header's key means, whatever schema it comes from. */
export function meaningOf(key: string): Reading | undefined {
  const own = ownAliases.get(key) ?? key
  return fieldOf(own) ?? (Object.hasOwn(unasked, own) ? unasked[own] : undefined)
}

/** What a person calls a header's key; the key itself when nobody named it. */
export function fieldLabel(key: string, locale: Locale): string {
  const field = fieldOf(key)
  const named = fieldWords[locale].fields
  return field === undefined ? (Object.hasOwn(named, key) ? named[key]! : key) : locale === 'fr' ? field.labelFr : field.labelEn
}

/** Reads a header's value in the words of the fiche. Everything it holds is in the pieces, but e-mail addresses. */
export function readField(key: string, value: Value, locale: Locale, terms: FieldTerms = BUILT_IN_LEXICON): FieldReading {
  const field = meaningOf(key)
  const told = (one: Value, as: Reading | undefined) => toldOf(one, as, locale, terms)
  if (field?.kind === 'duration' || field?.kind === 'range') {
    const text = extentOf(value, field.kind, locale)
    if (text !== undefined) return { kind: 'one', told: whole([{ text }], value), isProse: false }
  }
  const isExact = field?.kind === 'concepts' || field?.kind === 'people'
  if (value.kind === 'list') return { kind: 'items', items: value.items.map((item) => told(item, field)), isExact }
  if (field?.kind === 'concepts' && value.kind === 'scalar' && /[,;\n]/.test(value.text)) {
    const items = value.text.split(/[,;\n]/).map((text) => text.trim()).filter((text) => text !== '')
    return { kind: 'items', items: items.map((text) => told({ kind: 'scalar', text, type: 'text' }, field)), isExact }
  }
  if (value.kind === 'map') {
    const isRecord = field !== undefined && ['people', 'materials', 'steps', 'sources', 'variants', 'image', 'licence'].includes(field.kind)
    if (isRecord) return { kind: 'one', told: told(value, field), isProse: true }
    return { kind: 'items', items: entriesOf(key, value, locale, terms), isExact: false }
  }
  const isProse = value.kind === 'scalar' && value.type === 'text' && !['concept', 'licence', 'language', 'date', 'number', 'duration', 'range'].includes(field?.kind ?? '')
  return { kind: 'one', told: told(value, field), isProse }
}

/** A map's lines as items, each called by its key: « sol : argileux ». Those of `ext` belong to communities and have labels. */
function entriesOf(key: string, value: Value & { kind: 'map' }, locale: Locale, terms: FieldTerms): Told[] {
  if (key !== 'ext') {
    const isAccess = (name: string) => key === 'accessibilite' && name === 'modes'
    return value.entries.map(([name, one]) => entry(keyLabel(name, locale), isAccess(name) ? inWords(one, fieldWords[locale].modes) : one, undefined, locale, terms))
  }
  return value.entries.flatMap(([prefix, own]) => {
    const profile = terms.profiles.find((each) => each.prefix === prefix)
    if (own.kind !== 'map') return [entry(prefix, own, undefined, locale, terms)]
    return own.entries.map(([name, one]) => {
      const field = profile?.fields.find((each) => each.key === name)
      return entry(field === undefined ? `${prefix}, ${name}` : locale === 'fr' ? field.labelFr : field.labelEn, one, field, locale, terms)
    })
  })
}

function inWords(value: Value, words: Readonly<Record<string, string>>): Value {
  if (value.kind === 'list') return { kind: 'list', items: value.items.map((item) => inWords(item, words)) }
  return value.kind === 'scalar' && Object.hasOwn(words, value.text) ? { ...value, text: words[value.text]! } : value
}

function entry(name: string, value: Value, field: Reading | undefined, locale: Locale, terms: FieldTerms): Told {
  const { colon } = fieldWords[locale]
  const items = value.kind === 'list' ? value.items : [value]
  const pieces = items.flatMap((item, index) => [...(index === 0 ? [] : [{ text: ', ' }]), ...toldOf(item, field, locale, terms).pieces])
  return { ...whole([{ text: `${name}${colon}`, as: 'head' }, ...pieces], value), head: name }
}

const keyLabel = (key: string, locale: Locale): string => {
  const { keys } = fieldWords[locale]
  return Object.hasOwn(keys, key) ? keys[key]! : key
}

function whole(pieces: readonly Piece[], value: Value): Told {
  return { pieces, text: pieces.map((piece) => (piece.as === 'image' ? `[${piece.text}] ` : piece.text)).join(''), head: '', canonical: canonical(value) }
}

function toldOf(value: Value, field: Reading | undefined, locale: Locale, terms: FieldTerms): Told {
  if (value.kind === 'map') return recordTold(value, field, locale, terms)
  if (value.kind !== 'scalar') return whole([{ text: plainText(value, locale) }], value)
  const text = plainText(value, locale)
  switch (field?.kind) {
    case 'concept': case 'concepts': case 'language':
      return whole([{ text: field.vocabulary === undefined ? text : terms.labelOf(field.vocabulary, text, locale) }], value)
    case 'licence': return whole([{ text: identify(text)?.shortName ?? text }], value)
    case 'people': return { ...whole([{ text: withoutAddress(text) }], value), head: withoutAddress(text) }
    case 'materials': return { ...whole([{ text }], value), head: text }
    case 'sources': return whole([/^https?:\/\/\S+$/.test(text) ? { text, as: 'link', url: text } : { text }], value)
    case 'duration': return whole([{ text: durationText(text, locale) ?? text }], value)
    case 'longtext': case 'list': case 'steps': case 'variants': return whole([{ text, as: 'markdown' }], value)
    // Several lines are written to be read as such.
    default: return whole([text.includes('\n') ? { text, as: 'markdown' } : { text }], value)
  }
}

const heads = ['titre', 'title', 'nom', 'name', 'libelle', 'label']
const texts = ['texte', 'text', 'description', 'contenu']
const durations = ['duree', 'duration', 'time']
const addresses = ['url', 'uri', 'lien', 'link']
const roles = ['role', 'rôle']
const asides = ['quantite', 'quantity', 'structure', 'organization', 'affiliation']
const files = ['fichier', 'file', 'src', 'path']

/** « **Titre** (10 min) — texte — adresse », then every key that is left: « clé : valeur ». */
function recordTold(value: Value & { kind: 'map' }, field: Reading | undefined, locale: Locale, terms: FieldTerms): Told {
  const { colon } = fieldWords[locale]
  const left = new Map(value.entries)
  // Two values under one key: neither may be dropped.
  if (left.size < value.entries.length) return whole([{ text: plainText(value, locale) }], value)
  const take = (keys: readonly string[]): string | undefined => {
    const key = keys.find((one) => left.get(one)?.kind === 'scalar')
    if (key === undefined) return undefined
    const text = plainText(left.get(key)!, locale)
    left.delete(key)
    return text
  }
  const pieces: Piece[] = []
  const apart = () => { if (pieces.length > 0) pieces.push({ text: ' — ' }) }
  const isPeople = field?.kind === 'people'
  if (field?.kind === 'image') {
    const url = take(files) ?? take(addresses)
    const alt = take(['alt']) ?? ''
    if (url !== undefined) pieces.push({ text: alt, as: 'image', url }, { text: url })
    else if (alt !== '') pieces.push({ text: alt })
  }
  const taken = take(heads)
  const head = taken !== undefined && isPeople ? withoutAddress(taken) : taken
  if (head !== undefined) {
    apart()
    pieces.push({ text: head, as: 'head' })
  }
  const duration = take(durations)
  const said = [...(duration === undefined ? [] : [durationText(duration, locale) ?? duration])]
  const role = take(roles)
  if (role !== undefined) said.push(terms.labelOf('role-contribution', role, locale))
  for (let aside = take(asides); aside !== undefined; aside = take(asides)) said.push(aside)
  if (said.length > 0) pieces.push({ text: `${pieces.length > 0 ? ' ' : ''}(${said.join(', ')})` })
  const text = take(texts)
  if (text !== undefined) {
    apart()
    pieces.push({ text, as: 'markdown' })
  }
  for (let url = take(addresses); url !== undefined; url = take(addresses)) {
    apart()
    pieces.push({ text: url, as: 'link', url })
  }
  for (const [key, one] of left) {
    if (isPeople && isMailKey(key)) continue
    apart()
    pieces.push({ text: `${columnLabel(field, key, locale)}${colon}${plainText(one, locale)}` })
  }
  return { ...whole(pieces, value), head: head ?? '' }
}

/** A part of a record by the name its form gives it. */
function columnLabel(field: Reading | undefined, key: string, locale: Locale): string {
  const column = field?.columns?.find((each) => each.key === key)
  if (column === undefined) return keyLabel(key, locale)
  const label = locale === 'fr' ? column.labelFr : column.labelEn
  return label.charAt(0).toLowerCase() + label.slice(1)
}

function plainText(value: Value, locale: Locale): string {
  const { yes, no, colon } = fieldWords[locale]
  switch (value.kind) {
    case 'none': return ''
    case 'scalar': return value.type === 'yes' ? yes : value.type === 'no' ? no : value.text
    case 'list': return value.items.map((item) => plainText(item, locale)).join(', ')
    case 'map': return value.entries.map(([key, one]) => `${keyLabel(key, locale)}${colon}${one.kind === 'map' ? `(${plainText(one, locale)})` : plainText(one, locale)}`).join(', ')
  }
}

/** A header is public, an address is not: pages never show it. */
const withoutAddress = (name: string): string => {
  const bare = name.replace(/\s*[<(]?[^\s<>()@]{1,64}@[^\s<>()]{1,255}[>)]?/g, '').trim()
  return bare === '' && name.trim() !== '' ? '…' : bare
}
const isMailKey = (key: string) => /^(?:e-?mail|courriel|mail|adresse_courriel)$/i.test(key)

/** « 1 h 30 » for a whole ISO 8601 duration or a number of minutes; undefined for what people already wrote in words. */
function durationText(text: string, locale: Locale): string | undefined {
  if (!/^(?:P(?=\d|T)(?:\d{1,4}W)?(?:\d{1,4}D)?(?:T(?=\d)(?:\d{1,5}H)?(?:\d{1,5}M)?)?|\d{1,5})$/i.test(text)) return undefined
  const minutes = minutesOf(text)
  return minutes === undefined ? undefined : durationLabel(minutes, locale)
}

/** « 45 min à 1 h 30 », « 4 à 12 personnes », « au moins 4 personnes »; undefined when there is more, or something else, in the value. */
function extentOf(value: Value, kind: 'duration' | 'range', locale: Locale): string | undefined {
  const words = fieldWords[locale]
  const read = (one: Value | undefined) => (one?.kind !== 'scalar' ? undefined : kind === 'duration' ? durationText(one.text, locale) : /^\d{1,6}$/.test(one.text) ? one.text : undefined)
  const told = (text: string) => (kind === 'duration' ? text : words.people(text))
  if (value.kind === 'scalar') {
    const one = read(value)
    return one === undefined ? undefined : told(one)
  }
  if (value.kind !== 'map' || value.entries.length === 0) return undefined
  const ends = new Map(value.entries.filter(([, one]) => one.kind !== 'none').map(([key, one]) => [key, read(one)]))
  const [min, max] = [ends.get('min'), ends.get('max')]
  if ([...ends].some(([key, text]) => text === undefined || (key !== 'min' && key !== 'max')) || (min === undefined && max === undefined)) return undefined
  if (max === undefined) return words.atLeast(told(min!))
  if (min === undefined) return words.atMost(told(max))
  return min === max ? told(min) : kind === 'duration' ? words.between(min, max) : words.people(words.between(min, max))
}
