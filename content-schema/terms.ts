import { isRecord } from './header.js'
import type { Fiche } from './fiche.js'
import { fieldsFor, pathOf, type FieldDefinition } from './fields.js'
import type { Profile } from './profile.js'
import { BUILT_IN_WORDS, type Concept, type Vocabularies } from './vocabularies.js'

/** One value a fiche takes from a list; `path` says where it is written (`besoins`, `ext.msv.type_sol`). */
export interface ListValue { readonly field: FieldDefinition; readonly path: string; readonly vocabulary: string; readonly value: string }

const VALUES = 50

/** A term by its notation, in the profile's own vocabularies first. */
export function termOf(profile: Profile, vocabulary: string, notation: string): Concept | undefined {
  const own = profile.vocabularies.find(({ id }) => id === vocabulary)
  return own === undefined ? wordsOf(profile).conceptOf(vocabulary, notation) : own.concepts.find(concept => concept.notation === notation)
}

/** The vocabularies a profile is used with. */
export const wordsOf = (profile: Profile | undefined): Vocabularies => profile?.words ?? BUILT_IN_WORDS

/** Every value of the fields that take theirs from a vocabulary; languages are codes of BCP 47, and not only those of our list. */
export function valuesInLists(fiche: Fiche, profile: Profile): ListValue[] {
  const core = fieldsFor(fiche.fields.type, profile).filter(field => !profile.fields.some(own => own === field))
  return [...core, ...profile.fields].flatMap(field => {
    const { vocabulary } = field
    if (vocabulary === undefined || field.kind === 'language') return []
    const path = pathOf(field, profile)
    const raw = path.reduce<unknown>((inner, key) => isRecord(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined, fiche.header)
    return notationsIn(raw).map(value => ({ field, path: path.join('.'), vocabulary, value }))
  })
}

const isPlain = (value: unknown): boolean => typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

function notationsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.split(/[,;]/, VALUES).map(one => one.trim()).filter(one => one !== '')
  if (Array.isArray(value)) return value.slice(0, VALUES).filter(isPlain).map(String)
  // What YAML took for a number or a yes is a word all the same.
  return isPlain(value) ? [String(value)] : []
}
