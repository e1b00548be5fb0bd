import { CORE_FIELDS } from './data/fields.js'
import type { FieldDefinition } from './field-definition.js'
import type { Profile } from './profile.js'

export { conceptOf, conceptsOf, labelOf, typeLabel, VOCABULARIES, type Concept, type Vocabulary } from './vocabularies.js'
export type { ControlKind, FieldDefinition } from './field-definition.js'

/** Every field of the core, in the order of the form. */
export const FIELDS: readonly FieldDefinition[] = CORE_FIELDS

const byKey = new Map(FIELDS.map(field => [field.key, field]))

export function fieldOf(key: string): FieldDefinition | undefined {
  return byKey.get(key)
}

/** Where a field is written in the header: `['ext', 'msv', 'type_sol']` for a community's own, `['titre']` otherwise. */
export function pathOf(field: FieldDefinition, profile?: Profile): readonly string[] {
  return profile?.fields.some(own => own === field) ? ['ext', profile.prefix, field.key] : [field.key]
}

/** The fields a form asks for: those of the core that apply to the type, with the community's labels, then its own. */
export function fieldsFor(type: string | undefined, profile?: Profile): readonly FieldDefinition[] {
  const applies = (field: FieldDefinition): boolean => field.types === undefined || type === undefined || field.types.includes(type)
  const core = FIELDS.filter(applies).map(field => {
    const label = profile?.labels[field.key]
    const required = field.required || (profile?.required.includes(field.key) ?? false)
    return label === undefined && required === field.required ? field : { ...field, ...(label ? { labelFr: label.fr, labelEn: label.en } : {}), required }
  })
  return [...core, ...(profile?.fields.filter(applies) ?? [])].sort((a, b) => a.order - b.order)
}
