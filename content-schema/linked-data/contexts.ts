import type { Profile } from '../profile.js'
import { extensionTerms } from './extension.js'
import { DERIVED_TERMS, FIELD_TERMS } from './field-terms.js'
import { DCT, PAIR, SCHEMA, termBase } from './namespaces.js'
import type { Part, Value } from './values.js'

/** How JSON-LD reads the value of a term: as an address, without language, as it is; a text needs nothing said. */
export function coercionOf(value: Value): Readonly<Record<string, unknown>> | undefined {
  switch (value.kind) {
    case 'concept': case 'licence': case 'address': case 'file': return { '@type': '@id' }
    case 'plain': case 'duration': return { '@language': null }
    case 'json': return { '@type': '@json' }
    default: return undefined
  }
}

/** Every term of these lines, those of their parts included. */
export function allParts(lines: readonly Part[]): readonly Part[] {
  return lines.flatMap(line => [...(line.term === '' ? [] : [line]), ...(line.value.kind === 'node' || line.value.kind === 'flat' ? allParts(line.value.parts) : [])])
}

const idOfTerm = (term: string): string => (term.includes(':') ? term : `schema:${term}`)

function definitions(lines: readonly Part[]): Record<string, unknown> {
  const known = new Map<string, unknown>()
  for (const { term, value } of allParts(lines)) {
    const coercion = coercionOf(value)
    if (coercion !== undefined && !known.has(term)) known.set(term, { '@id': idOfTerm(term), ...coercion })
  }
  return Object.fromEntries([...known].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The context of every fiche; what it does not name is schema.org's. */
export function coreContext(site: string): object {
  return { '@context': { '@version': 1.1, '@vocab': SCHEMA, schema: SCHEMA, dct: DCT, pair: PAIR, cc: termBase(site), ...definitions([...FIELD_TERMS, ...DERIVED_TERMS]) } }
}

/** The context of a community's own fields, to be read after the core's. */
export function profileContext(site: string, profile: Profile): object {
  return { '@context': { '@version': 1.1, [profile.prefix]: termBase(site, profile.prefix), ...definitions(extensionTerms(profile)) } }
}
