import { fieldsFor, pathOf } from './fields.js'
import type { FieldDefinition } from './field-definition.js'
import type { Fiche } from './fiche.js'
import type { Profile } from './profile.js'

export interface MissingField { readonly field: string; readonly labelFr: string; readonly labelEn: string }

/** How far a fiche is: required fields and those the community asks for weigh three, recommended ones one. `next` is what one minute would improve first. */
export interface Completeness { readonly percent: number; readonly missing: readonly MissingField[]; readonly next?: MissingField }

/**
 * Reads completeness from the fields as they were understood, whatever the schema they were written in.
 * `said` are fields that something else says (a licence file); computed ones and those no form asks for never count.
 */
export function completeness(fiche: Fiche, profile?: Profile, said: readonly string[] = []): Completeness {
  const asked = fieldsFor(fiche.fields.type, profile).filter(field => field.computed !== true && field.kind !== 'structure' && (isAsked(field) || field.recommended === true) && (field.types === undefined || fiche.fields.type !== undefined))
  let total = 0
  let have = 0
  const missing: FieldDefinition[] = []
  for (const field of asked) {
    const weight = isAsked(field) ? 3 : 1
    total += weight
    if (said.includes(field.key) || isFilled(fiche, field, profile)) have += weight
    else missing.push(field)
  }
  const ordered = [...missing.filter(isAsked), ...missing.filter(field => !isAsked(field))].map(({ key, labelFr, labelEn }) => ({ field: key, labelFr, labelEn }))
  const [next] = ordered
  return { percent: total === 0 ? 100 : Math.floor((have / total) * 100), missing: ordered, ...(next === undefined ? {} : { next }) }
}

const isAsked = (field: FieldDefinition): boolean => field.required || field.requested === true

function isFilled(fiche: Fiche, field: FieldDefinition, profile: Profile | undefined): boolean {
  const key = field.key === 'deroule' ? 'etapes' : field.key
  const fields: Readonly<Record<string, unknown>> = { ...fiche.fields }
  const path = pathOf(field, profile)
  const value = path.length > 1 || !Object.hasOwn(fields, key)
    ? path.reduce<unknown>((inner, name) => typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name) ? (inner as Record<string, unknown>)[name] : undefined, fiche.header)
    : fields[key]
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== ''
}
