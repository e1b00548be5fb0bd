import { define, isRecord } from '../header.js'
import { identify } from '../licences/identify.js'
import type { Profile } from '../profile.js'
import { PROFILES } from '../profiles.js'
import { readMany } from './canonical.js'
import { extensionTerms } from './extension.js'
import { fieldTermsFor } from './field-terms.js'
import { filePath, type JsonLdFrame } from './frame.js'
import { notationOf } from './namespaces.js'
import type { NodeValue, Part, Value } from './values.js'

type Said = Readonly<Record<string, unknown>>

/**
 * The header of a fiche from its JSON-LD: the inverse of `ficheToJsonLd` for every mapped field. `said` is compact, in the terms of our
 * contexts; `frame` says where the instance and the fiche are. What belongs to history (lineage, page, community that hosts) stays out.
 */
export function jsonLdToHeader(said: Said, frame: Pick<JsonLdFrame, 'site' | 'url'>, profiles: readonly Profile[] = PROFILES): Record<string, unknown> {
  const header: Record<string, unknown> = {}
  const keep = (target: Record<string, unknown>, key: string, value: unknown): void => { if (value !== undefined) define(target, key, value) }
  const type = valuesOf(said['learningResourceType']).map(iri => notationOf(frame.site, 'type-ressource', idOf(iri))).find(notation => notation !== undefined)
  for (const line of fieldTermsFor(type)) {
    if (line.value.kind === 'flat') keep(header, line.key, partsOf(line.value.parts, said, frame))
    else if (line.key === 'licence') keep(header, line.key, licenceOf(said))
    else keep(header, line.key, readMany(line, heard(line, said[line.term], frame)))
  }
  const ext: Record<string, unknown> = {}
  for (const profile of profiles) {
    const own: Record<string, unknown> = {}
    for (const line of extensionTerms(profile)) keep(own, line.key, readMany(line, heard(line, said[line.term], frame)))
    if (Object.keys(own).length > 0) keep(ext, profile.prefix, own)
  }
  return Object.keys(ext).length > 0 ? { ...header, ext } : header
}

function licenceOf(said: Said): unknown {
  const [spdx] = valuesOf(said['cc:licenceSpdx'])
  const [declared] = valuesOf(said['cc:licenceDeclaree'])
  const [iri] = valuesOf(said['license'])
  return literal(spdx) ?? literal(declared) ?? (iri === undefined ? undefined : identify(idOf(iri))?.id)
}

function heard({ value, many }: Pick<Part, 'value' | 'many'>, said: unknown, frame: Pick<JsonLdFrame, 'site' | 'url'>): unknown {
  if (said === undefined) return undefined
  if (value.kind === 'json') return isRecord(said) && '@value' in said ? said['@value'] : said
  const items = inOrder(value, valuesOf(said)).map(item => one(value, item, frame)).filter(item => item !== undefined)
  if (items.length === 0) return undefined
  return many && (Array.isArray(said) || value.kind === 'node') ? items : items[0]
}

function one(value: Value, said: unknown, frame: Pick<JsonLdFrame, 'site' | 'url'>): unknown {
  switch (value.kind) {
    case 'concept': return notationOf(frame.site, value.vocabulary, idOf(said))
    case 'licence': return identify(idOf(said))?.id
    case 'address': return idOf(said)
    case 'file': return filePath(frame, idOf(said))
    case 'ref': return isRecord(said) ? referenceOf(literal(said['name']), said['@id'] ?? literal(said['identifier'])) : said
    case 'community': return isRecord(said) ? literal(said['identifier']) : undefined
    case 'node': return nodeOf(value, said, frame)
    default: return literal(said)
  }
}

function referenceOf(titre: unknown, url: unknown): unknown {
  return titre === undefined ? url : { titre, ...(url !== undefined && { url }) }
}

/** A node with an `@id` is the forge's (lineage), never what somebody wrote. */
function nodeOf(value: NodeValue, said: unknown, frame: Pick<JsonLdFrame, 'site' | 'url'>): unknown {
  if (!isRecord(said)) return literal(said)
  return said['@id'] === undefined ? partsOf(value.parts, said, frame) : undefined
}

function partsOf(parts: readonly Part[], said: Said, frame: Pick<JsonLdFrame, 'site' | 'url'>): Record<string, unknown> | undefined {
  const record: Record<string, unknown> = {}
  for (const part of parts) {
    const value = heard(part, said[part.term], frame)
    if (value !== undefined) record[part.key] = value
  }
  return Object.keys(record).length === 0 ? undefined : record
}

function inOrder(value: Value, items: readonly unknown[]): readonly unknown[] {
  const place = (item: unknown): number => (isRecord(item) && typeof item['position'] === 'number' ? item['position'] : Infinity)
  return value.kind === 'node' && value.ordered ? [...items].sort((a, b) => place(a) === place(b) ? 0 : place(a) - place(b)) : items
}

const valuesOf = (said: unknown): readonly unknown[] => (said === undefined || said === null ? [] : Array.isArray(said) ? said as unknown[] : [said])
const literal = (said: unknown): unknown => (isRecord(said) ? said['@value'] : said)
const idOf = (said: unknown): string => String((isRecord(said) ? said['@id'] : said) ?? '')
