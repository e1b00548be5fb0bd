/** What a browser posts of a form's fields, without one. */
import type { FieldColumn } from '../../content-schema/field-definition.js'
import { conceptsOf } from '../../content-schema/fields.js'
import { inputName, type Control, type FormField, type Posted } from '../../content-schema/form-values.js'
import { asTyped } from '../../content-schema/typed-text.js'
import { fc } from './fast-check.js'

/** A text area's value as it is sent: every line ending is CRLF. */
export const sent = (shown: string): string => asTyped(shown).replaceAll('\n', '\r\n')

type Sent = readonly (readonly [name: string, values: readonly string[]])[]

/** A control as the page shows it, posted untouched. */
export function postedOf({ field, control }: FormField): Sent {
  const name = inputName(field)
  switch (control.kind) {
    case 'kept': return []
    case 'choices': return [[name, ['', ...control.values]]]
    case 'minutes': case 'range': return [[`${name}.min`, [control.min]], [`${name}.max`, [control.max]]]
    case 'rows': {
      const blanks = field.kind === 'image' || field.kind === 'record' ? (control.rows.length === 0 ? 1 : 0) : 2
      const rows = [...control.rows.map((cells, i) => ({ cells, from: String(control.origins ? control.origins[i] ?? '' : i) })), ...Array.from({ length: blanks }, () => ({ cells: control.columns.map(() => ''), from: '' }))]
      return [[name, ['']], ...rows.flatMap(({ cells, from }, i) => [[`${name}.${i}.de`, [from]] as const, ...control.columns.map((c, at) => [`${name}.${i}.${c.key}`, [sent(cells[at] ?? '')]] as const)])]
    }
    default: return [[name, [sent(control.value)]]]
  }
}

export function posting(fields: readonly FormField[]): Posted {
  const values = new Map(fields.flatMap((f) => [...postedOf(f)]))
  return (name) => values.get(name)
}

/** What a person could type in one line: letters of all sorts, and what YAML, Markdown or HTML read as their own. */
const line = fc.oneof(
  fc.constantFrom('Un mot', 'l’été', '« Où\u202f? »', 'a: b', '- tiret', '# dièse', 'oui', 'no', 'null', '~', '12', '1.0', '2026-11-23', '[x]', '{a: b}', '"entre"', '\'apostrophe\'', '@ici', '`code`', '&amp', '*gras*', '!tag', '%', '---', '...', '| |', '> cité', 'émoji 🌱', 'a #b', 'https://exemple.invalid/?a=b#c'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
).map((text) => text.replace(/[\p{Cc}\u2028\u2029\u0085\ufeff]/gu, ' ').trim()).filter((text) => text !== '')
const paragraph = fc.array(line, { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n'))
const minutes = fc.constantFrom('5 min', '45 min', '1h30', '1 h 30', '2 jours', '90', '3 semaines')

function cell(column: FieldColumn): fc.Arbitrary<string> {
  switch (column.kind) {
    case 'duration': return fc.constantFrom('2 min', '1 h 30', '45min')
    case 'date': return fc.constantFrom('2026', '2026-11', '2026-11-23')
    case 'number': return fc.nat(5000).map(String)
    case 'boolean': return fc.constantFrom('true', 'false')
    case 'list': return fc.array(line.filter((text) => !/[;,]/.test(text)), { minLength: 1, maxLength: 3 }).map((all) => all.join(' ; '))
    case 'concept': return notations(column.vocabulary).map((all) => all[0] ?? 'x')
    default: return column.long ? paragraph : line
  }
}

const notations = (vocabulary: string | undefined): fc.Arbitrary<string[]> => {
  const all = conceptsOf(vocabulary ?? '').map((c) => c.notation)
  return all.length === 0 ? fc.constant(['x']) : fc.uniqueArray(fc.constantFrom(...all), { minLength: 1, maxLength: 5 })
}

/** Another content of a control, as somebody could make it by hand: of the same kind, whatever the field. */
export function anEdit({ field, control }: FormField): fc.Arbitrary<Control> | undefined {
  switch (control.kind) {
    case 'kept': return undefined
    case 'choices': return fc.oneof(notations(field.vocabulary), fc.constant<string[]>([]), fc.subarray([...control.values])).map((values) => ({ ...control, values }))
    case 'choice':
      if (field.kind === 'boolean') return fc.constantFrom('true', 'false', '').map((value) => ({ ...control, value }))
      return notations(field.vocabulary).map(([value = '']) => ({ ...control, value }))
    case 'minutes': return fc.tuple(fc.oneof(minutes, fc.constant('')), fc.oneof(minutes, fc.constant(''))).map(([min, max]) => ({ ...control, min, max }))
    case 'range': return fc.tuple(fc.oneof(fc.nat(300).map(String), fc.constant('')), fc.oneof(fc.nat(300).map(String), fc.constant(''))).map(([min, max]) => ({ ...control, min, max }))
    case 'lines': return fc.array(line, { maxLength: 5 }).map((lines) => ({ ...control, value: lines.join('\n') }))
    case 'rows': return rowsEdit(control, field)
    case 'longtext': return fc.oneof(paragraph, fc.constant('')).map((value) => ({ ...control, value }))
    case 'text': {
      if (field.kind === 'number') return fc.oneof(fc.integer({ min: -5000, max: 5000 }).map(String), fc.constantFrom('3,5', '1 200', '')).map((value) => ({ ...control, value }))
      if (field.kind === 'date') return fc.constantFrom('2026', '2026-11', '2026-11-23', '').map((value) => ({ ...control, value }))
      return fc.oneof(line, fc.constant('')).map((value) => ({ ...control, value }))
    }
  }
}

/** Rows taken away, moved, rewritten or added, as the island and the page without script post them. */
function rowsEdit(control: Control & { readonly kind: 'rows' }, field: FormField['field']): fc.Arbitrary<Control> {
  const isSingle = field.kind === 'image' || field.kind === 'record'
  const fresh = fc.tuple(...control.columns.map(cell)).map((cells) => ({ cells: cells, from: undefined as number | undefined }))
  const kept = control.rows.map((cells, from) => ({ cells, from: from }))
  const some = fc.shuffledSubarray(kept)
  const rewritten = kept.length === 0 ? some : fc.tuple(fc.nat(kept.length - 1), fresh).map(([at, row]) => kept.map((old, i) => (i === at ? { cells: row.cells, from: old.from } : old)))
  return fc.oneof(some, rewritten, fc.tuple(some, fresh).map(([rows, row]) => [...rows, row]))
    .map((rows) => (isSingle ? rows.slice(0, 1) : rows))
    .map((rows) => ({ ...control, rows: rows.map((row) => row.cells), origins: rows.map((row) => row.from) }))
}

