import { FIELDS, appliesTo, pathOf, type FieldDefinition } from '../fields.js'
import { isRecord } from '../header.js'
import type { Rule } from '../rule.js'
import { SHAPES } from '../shapes.js'

/** A value of another shape than its field: it is ignored until somebody corrects it. */
export const valueTypes: Rule = {
  id: 'valeur-inattendue',
  fr: 'Chaque champ attend une forme de valeur.',
  en: 'Each field expects a shape of value.',
  examples: [
    { text: '---\ntitre: T\nduree: { min: PT5M, max: PT20M }\nbesoins: [financer]\n---\n', problems: 0 },
    { text: '---\ntitre: [a, b]\nduree: longtemps\ntaille_groupe: beaucoup\nbesoins: { a: 1 }\n---\n', problems: 4 },
    { text: '---\ntype: retour-experience\ndate: au printemps\nnb_participants: une dizaine\nconsentements: [[1]]\nmesures: [[1]]\n---\n', problems: 4 },
    { text: '---\next:\n  msv:\n    surface_m2: grande\n---\n', problems: 1, community: 'resilience-alimentaire' },
  ],
  check: ({ fiche, profile, lineOf }) => {
    const { type } = fiche.fields
    // Most fields are absent from most headers.
    const present = FIELDS.filter(({ key }) => Object.hasOwn(fiche.header, key))
    return [...present, ...profile.fields].flatMap(field => {
      const path = pathOf(field, profile)
      const value = valueAt(fiche.header, path)
      if (value === undefined || value === null || value === '' || (path.length === 1 && !appliesTo(field, type))) return []
      const { isShaped, fr, en } = SHAPES[field.kind]
      if (isShaped(value)) return []
      const { labelFr, labelEn } = named(field, profile.labels)
      return [{
        rule: 'valeur-inattendue', field: path.join('.'), line: lineOf(path.join('.')), severity: 'warn' as const,
        fr: `«\u00A0${labelFr}\u00A0» n’est pas lu\u00A0: on attend ${fr}.`,
        en: `“${labelEn}” is not read: ${en} is expected.`,
        wayOutFr: 'Remplissez ce champ dans le formulaire.', wayOutEn: 'Fill this field in the form.',
      }]
    })
  },
}

function named(field: FieldDefinition, labels: Readonly<Record<string, { readonly fr: string; readonly en: string }>>): { labelFr: string; labelEn: string } {
  const own = labels[field.key]
  return own === undefined ? field : { labelFr: own.fr, labelEn: own.en }
}

function valueAt(header: Readonly<Record<string, unknown>>, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => isRecord(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined, header)
}
