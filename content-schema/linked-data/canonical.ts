import { isoOfMinutes, minutesOf } from '../durations.js'
import type { FicheFields } from '../fiche-fields.js'
import { define, isRecord } from '../header.js'
import { identify } from '../licences/identify.js'
import { readAgents, readText, readTexts } from '../read-values.js'
import { BUILT_IN_WORDS, type Vocabularies } from '../vocabularies.js'
import { fieldTermsFor } from './field-terms.js'
import { wellFormed } from './namespaces.js'
import { part, plain, type FieldTerm, type NodeValue, type Part, type Value } from './values.js'

/** What JSON-LD is made from: the header, and what was read of it. */
export interface Readable { readonly header: Readonly<Record<string, unknown>>; readonly fields: FicheFields }

const LISTED = 500
const JSON_LIMIT = 20_000
/** The same part under the names of other schemas; as `read-values.ts` reads them. */
const PART_ALIASES: Readonly<Record<string, readonly string[]>> = {
  nom: ['name', 'titre', 'title'], titre: ['title', 'nom', 'name'], texte: ['text', 'description', 'contenu'], uri: ['url', 'orcid', 'github', 'link', 'lien'], url: ['uri', 'ref', 'link', 'lien'],
  lien: ['url', 'link'], quantite: ['quantity'], duree: ['duration', 'time'], structure: ['organization', 'affiliation'], role: ['rôle'], fichier: ['file', 'src', 'url', 'path'], credit: ['crédit'], min: ['minimum'], max: ['maximum'],
}

/**
 * The mapped fields of a fiche, each in the one way we write it: our own keys, SPDX ids, ISO durations, only http(s) addresses, names
 * without e-mail. JSON-LD says exactly this; what it leaves out is what nobody may map.
 */
export function canonicalHeader({ header, fields }: Readable, vocabularies: Vocabularies = BUILT_IN_WORDS): Record<string, unknown> {
  const canonical: Record<string, unknown> = {}
  const known: Record<string, unknown> = { ...fields, duree: fields.duree && { min: fields.duree.minMinutes, max: fields.duree.maxMinutes } }
  for (const line of fieldTermsFor(fields.type)) {
    const value = valueOf(line, header, fields, known, vocabularies)
    if (value !== undefined) define(canonical, line.key, value)
  }
  return canonical
}

function valueOf(line: FieldTerm, header: Readonly<Record<string, unknown>>, fields: FicheFields, known: Readonly<Record<string, unknown>>, vocabularies: Vocabularies): unknown {
  if (line.key === 'licence') {
    const said = words(fields.licence)
    return said === undefined ? undefined : identify(said)?.id ?? said
  }
  if (line.key === 'deroule' || line.key === 'etapes') return readMany(line, header.deroule) ?? readMany(line, header.etapes) ?? readMany(line, fields.etapes)
  // What `parseFiche` read of simple values already counts their aliases; of records only ours have every part.
  if (line.value.kind !== 'node' && line.value.kind !== 'flat' && Object.hasOwn(known, line.key)) {
    const said = readMany(line, known[line.key])
    // A word of another schema is a term of ours only when it is one.
    const isOurs = line.value.kind !== 'concept' || typeof said !== 'string' || Object.hasOwn(header, line.key) || vocabularies.conceptOf(line.value.vocabulary, said) !== undefined
    return isOurs ? said : undefined
  }
  const own = Object.hasOwn(header, line.key) ? readMany(line, header[line.key]) : undefined
  return own ?? (Object.hasOwn(known, line.key) ? readMany(line, known[line.key]) : undefined)
}

/** A value as we write it; undefined when there is none, or none of this shape. */
export function readMany({ value, many }: Pick<Part, 'value' | 'many'>, raw: unknown): unknown {
  if (!many) return readValue(value, raw)
  if (!Array.isArray(raw)) {
    const one = readValue(value, raw)
    return one !== undefined && value.kind === 'node' ? [one] : one
  }
  const items = (raw as unknown[]).slice(0, LISTED).flatMap(item => {
    const one = readValue(value, item) ?? (value.kind === 'text' ? readTexts([item])?.[0] : undefined)
    return one === undefined ? [] : [one]
  })
  return items.length === 0 ? undefined : items
}

function readValue(value: Value, raw: unknown): unknown {
  switch (value.kind) {
    case 'plain':
      if (typeof raw === 'number') return Number.isFinite(raw) ? raw + 0 : undefined
      return typeof raw === 'boolean' ? raw : words(raw)
    case 'name': return isRecord(raw) ? undefined : noun(raw)
    case 'licence': return readLicence(raw)
    case 'duration': return readDuration(raw)
    case 'address': return webAddress(words(raw))
    case 'json': return readJson(raw)
    case 'ref': return readReference(raw)
    case 'node': return readNode(value, raw)
    case 'flat': return isRecord(raw) ? readParts(value.parts, raw) : undefined
    default: return words(raw)
  }
}

function words(raw: unknown): string | undefined {
  const said = readText(raw)
  return said === undefined ? undefined : wellFormed(said)
}

function noun(raw: unknown): string | undefined {
  const name = words(raw)
  return name === undefined ? undefined : readAgents([name])?.[0]?.nom
}

function readDuration(raw: unknown): string | undefined {
  if (typeof raw === 'number') return Number.isFinite(raw) && raw >= 0 ? isoOfMinutes(raw) : undefined
  const said = words(raw)
  if (said === undefined || /^P[\dYMWDTHS.,]+$/.test(said)) return said
  const minutes = minutesOf(said)
  return minutes === undefined ? said : isoOfMinutes(minutes)
}

/** A licence whose address says which one it is: what a graph can hold. */
function readLicence(raw: unknown): string | undefined {
  const known = identify(words(raw) ?? '')
  return known !== undefined && identify(known.uri)?.id === known.id ? known.id : undefined
}

function readReference(raw: unknown): unknown {
  const said = isRecord(raw) ? readParts([part('titre', ''), part('url', '', plain)], raw) : words(raw)
  return isRecord(said) && said['titre'] === undefined ? said['url'] : said
}

function readNode(value: NodeValue, raw: unknown): unknown {
  if (!isRecord(raw)) {
    const main = value.parts.find(({ key }) => key === value.main)
    const said = main === undefined || raw === undefined || raw === null || Array.isArray(raw) ? undefined : readValue(main.value, raw)
    return said === undefined ? undefined : value.bare ? said : { [value.main]: said }
  }
  const parts = readParts(value.parts, raw)
  return parts !== undefined && value.bare && Object.keys(parts).length === 1 && value.main in parts ? parts[value.main] : parts
}

/** Each part under its own name, or under another schema's when no other part of ours claims it. */
function readParts(parts: readonly Part[], raw: Readonly<Record<string, unknown>>): Record<string, unknown> | undefined {
  const ours = new Set(parts.map(({ key }) => key))
  const read: Record<string, unknown> = {}
  for (const part of parts) {
    for (const key of [part.key, ...(PART_ALIASES[part.key] ?? []).filter(alias => !ours.has(alias))]) {
      const value = Object.hasOwn(raw, key) ? readMany(part, raw[key]) : undefined
      if (value === undefined) continue
      read[part.key] = value
      break
    }
  }
  return Object.keys(read).length === 0 ? undefined : read
}

function readJson(raw: unknown): unknown {
  if (raw === undefined || raw === null || raw === '') return undefined
  try {
    const written = wellFormed(JSON.stringify(raw))
    return written.length > JSON_LIMIT ? undefined : JSON.parse(written) as unknown
  } catch {
    return undefined
  }
}

/** An address a reader may follow and a graph may hold; anything else is no address. Who signs in with it is nobody's data. */
export function webAddress(said: string | undefined): string | undefined {
  if (said === undefined || !/^https?:\/\/[^\s"<>\\^`{|}\u0000-\u0020]+$/i.test(said) || !URL.canParse(said)) return undefined
  const { username, password } = new URL(said)
  return username === '' && password === '' ? said : undefined
}
