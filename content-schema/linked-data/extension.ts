import type { FieldDefinition } from '../field-definition.js'
import { define, isRecord } from '../header.js'
import type { Profile } from '../profile.js'
import { readMany } from './canonical.js'
import { address, concept, json, plain, text, type FieldTerm, type Value } from './values.js'

/** The mapping of a community's own fields: `msv:type_sol`, under the community's namespace. */
export function extensionTerms(profile: Profile): readonly FieldTerm[] {
  return profile.fields.map(field => ({ key: field.key, term: `${profile.prefix}:${field.key}`, value: valueOf(field), ...(['concepts', 'list', 'text', 'longtext'].includes(field.kind) && { many: true as const }) }))
}

function valueOf({ kind, vocabulary }: FieldDefinition): Value {
  if (vocabulary !== undefined) return concept(vocabulary)
  switch (kind) {
    case 'text': case 'longtext': case 'list': return text
    case 'number': case 'date': case 'boolean': case 'language': return plain
    case 'url': return address
    default: return json
  }
}

/** What a header says in `ext.<prefix>` of the community's own fields; empty when nothing. */
export function extensionOf(header: Readonly<Record<string, unknown>>, profile: Profile): Record<string, unknown> {
  const ext = Object.hasOwn(header, 'ext') ? header['ext'] : undefined
  const own = isRecord(ext) && profile.prefix !== '' && Object.hasOwn(ext, profile.prefix) ? ext[profile.prefix] : undefined
  const said: Record<string, unknown> = {}
  if (!isRecord(own)) return said
  for (const line of extensionTerms(profile)) {
    const value = Object.hasOwn(own, line.key) ? readMany(line, own[line.key]) : undefined
    if (value !== undefined) define(said, line.key, value)
  }
  return said
}
