import { FIELDS, appliesTo, pathOf, type FieldDefinition } from '../fields.js'
import { isRecord } from '../header.js'
import { rowKindOf } from '../form-rows.js'
import type { Profile } from '../profile.js'
import type { Inspection, Problem, Rule } from '../rule.js'
import { wordsOf } from '../terms.js'
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
      if (isShaped(value)) return cells(field, path, value, profile, lineOf)
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

/** Values inside the rows of a field, each by its own column; what no column names is somebody's own, and kept. */
function cells(field: FieldDefinition, path: readonly string[], value: unknown, profile: Profile, lineOf: Inspection['lineOf']): Problem[] {
  const columns = rowKindOf(field)?.columns ?? []
  if (columns.length === 0) return []
  const { labelFr, labelEn } = named(field, profile.labels)
  const at = path.join('.')
  const problem = (where: Pick<FieldDefinition, 'labelFr' | 'labelEn'>, said: string, fr: string, en: string): Problem => ({
    rule: 'valeur-inattendue', field: at, line: lineOf(at, said), severity: 'warn', fr: `«\u00A0${labelFr}\u00A0», «\u00A0${where.labelFr}\u00A0»\u00A0: ${fr}.`, en: `“${labelEn}”, “${where.labelEn}”: ${en}.`,
    wayOutFr: 'Corrigez cette ligne dans le formulaire.', wayOutEn: 'Correct this row in the form.',
  })
  return (Array.isArray(value) ? value.slice(0, ROWS) as unknown[] : [value]).filter(isRecord).flatMap(row => {
    const known = columns.filter(({ key }) => Object.hasOwn(row, key) && row[key] !== null && row[key] !== '')
    if (field.columns !== undefined && known.length === 0 && Object.keys(row).length > 0) return [problem({ labelFr: 'ligne', labelEn: 'row' }, '', `aucune valeur attendue (${columns.map(({ key }) => key).join(', ')})`, `none of the expected values (${columns.map(({ key }) => key).join(', ')})`)]
    return known.flatMap(column => {
      const cell = row[column.key]
      const said = typeof cell === 'string' ? cell.slice(0, 60) : ''
      const { isShaped, fr, en } = SHAPES[column.kind ?? 'text']
      if (!isShaped(cell)) return [problem(column, said, `on attend ${fr}`, `${en} is expected`)]
      const list = column.kind === 'concept' ? column.vocabulary : undefined
      return list === undefined || wordsOf(profile).conceptOf(list, said.trim()) !== undefined ? [] : [problem(column, said, `«\u00A0${said}\u00A0» n’est pas un terme de la liste`, `“${said}” is not a term of the list`)]
    })
  })
}

const ROWS = 200

function named(field: FieldDefinition, labels: Readonly<Record<string, { readonly fr: string; readonly en: string }>>): { labelFr: string; labelEn: string } {
  const own = labels[field.key]
  return own === undefined ? field : { labelFr: own.fr, labelEn: own.en }
}

function valueAt(header: Readonly<Record<string, unknown>>, path: readonly string[]): unknown {
  return path.reduce<unknown>((inner, key) => isRecord(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined, header)
}
