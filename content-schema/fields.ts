import { CORE_FIELDS } from './data/fields.js'
import { TYPE_FIELDS } from './data/fields-by-type.js'
import { WORDS_FIELDS, WORDS_TYPES } from './data/fields-of-words.js'
import type { FieldDefinition } from './field-definition.js'
import type { Profile } from './profile.js'
import { conceptOf } from './vocabularies.js'

export { conceptOf, conceptsOf, labelOf, typeLabel, VOCABULARIES, type Concept, type Vocabulary } from './vocabularies.js'
export type { ControlKind, FieldColumn, FieldDefinition, FieldGroup } from './field-definition.js'

/** Every field of the core, computed ones included, in the order of the form. */
export const FIELDS: readonly FieldDefinition[] = [...CORE_FIELDS, ...TYPE_FIELDS, ...WORDS_FIELDS].sort((a, b) => a.order - b.order)

const byKey = new Map(FIELDS.map(field => [field.key, field]))

export function fieldOf(key: string): FieldDefinition | undefined {
  return byKey.get(key)
}

/** Where a field is written in the header: `['ext', 'msv', 'type_sol']` for a community's own, `['titre']` otherwise. */
export function pathOf(field: FieldDefinition, profile?: Profile): readonly string[] {
  return profile?.fields.some(own => own === field) ? ['ext', profile.prefix, field.key] : [field.key]
}

/** Whether a type is that of the words themselves: a list of terms, or what a community adds. */
export const isWordsType = (type: string | undefined): boolean => type !== undefined && WORDS_TYPES.includes(type)

/** Fields of every fiche that words have too, besides the required ones. */
const OF_WORDS_TOO: ReadonlySet<string> = new Set(['auteurs', 'contributeurs', 'sources', 'statut', 'langue'])

/** Whether a field concerns fiches of a type; a fiche that does not say its type may have all those of fiches. */
export function appliesTo(field: FieldDefinition, type: string | undefined): boolean {
  if (isWordsType(type)) return field.types?.includes(type ?? '') ?? (field.required || OF_WORDS_TOO.has(field.key) || field.computed === true)
  if (type === undefined && field.types?.every(isWordsType) === true) return false
  return field.types === undefined || type === undefined || field.types.includes(type)
}

const asked = new WeakMap<object, Map<string | undefined, readonly FieldDefinition[]>>()

/**
 * The fields a form asks for: those of the core that apply to the type, with the community's labels, then its own. What the forge
 * computes and what no control holds (`structure`) are not asked.
 */
export function fieldsFor(type: string | undefined, profile?: Profile): readonly FieldDefinition[] {
  const owner = profile ?? FIELDS
  const known = asked.get(owner) ?? new Map<string | undefined, readonly FieldDefinition[]>()
  const fields = known.get(type) ?? askedOf(type, profile)
  // Types are anybody's words: only those of the vocabulary are worth remembering.
  if (type === undefined || conceptOf('type-ressource', type) !== undefined) known.set(type, fields)
  asked.set(owner, known)
  return fields
}

function askedOf(type: string | undefined, profile: Profile | undefined): readonly FieldDefinition[] {
  const core = FIELDS.filter(field => appliesTo(field, type) && field.computed !== true && field.kind !== 'structure').map(field => {
    // What a community calls a field of fiches is not what its lists and profile have.
    const label = isWordsType(type) ? undefined : profile?.labels[field.key]
    const isRequested = !field.required && profile?.required.includes(field.key) === true
    return label === undefined && !isRequested ? field : { ...field, ...(label && { labelFr: label.fr, labelEn: label.en }), ...(isRequested && { requested: true as const }) }
  })
  return [...core, ...(profile?.fields.filter(field => appliesTo(field, type)) ?? [])].sort((a, b) => a.order - b.order)
}
