import type { FieldColumn, FieldDefinition } from '../../../../content-schema/field-definition.js'
import type { Rows } from '../../../../content-schema/form-rows.js'
import { html, type Html } from '../../../html.js'
import type { Ui } from '../../ui.js'
import type { FieldShown } from './field-shown.js'
import { dataList, suggestionsOf, type Suggestion } from './suggestions.js'

type RowWords = keyof Ui['m']['forms']['rows']
const wordsOf = (field: FieldDefinition): RowWords => (field.key === 'concepts' ? 'terms' : field.kind === 'people' || field.kind === 'materials' || field.kind === 'steps' || field.kind === 'sources' || field.kind === 'variants' ? field.kind : 'other')

/** « Étape 3 », for the row of index 2. */
export const rowName = (ui: Ui, field: FieldDefinition, index: number): string => ui.m.forms.rows[wordsOf(field)].one(index + 1)

/** Up to this many rows, another one is chosen in a list; above, each row would hold them all. */
const CHOSEN_AMONG = 40

/** What the cells of one field share. */
interface Cells { readonly s: FieldShown; readonly images: readonly string[]; readonly wrong: readonly string[]; readonly others: readonly Suggestion[] }

/**
 * Rows of a field: those there are, then two empty ones (one for what is single). With script, `fc-rows` adds, takes away and moves them.
 * Each row says which one it was (`.de`), so that moving it keeps what it does not show.
 */
export function rowInputs(ui: Ui, field: FieldDefinition, control: Rows, s: FieldShown, { images, wrong }: Pick<Cells, 'images' | 'wrong'>): Html {
  const { forms: m } = ui.m
  const isSingle = field.kind === 'image' || field.kind === 'record'
  const words = m.rows[wordsOf(field)]
  const blanks = isSingle ? (control.rows.length === 0 ? 1 : 0) : 2
  const blank = control.columns.map(() => '')
  const rows = [...control.rows.map((cells, i) => ({ cells, from: control.origins ? control.origins[i] : i })), ...Array.from({ length: blanks }, () => ({ cells: blank, from: undefined }))]
  const shared: Cells = { s, images, wrong, others: control.rows.flatMap(([value = '', label = '']) => (value === '' ? [] : [{ value, label: label === '' ? value : label }])) }
  const cellsOf = (cells: readonly string[], i: number, folded: boolean): readonly Html[] => control.columns.flatMap((column, at) =>
    (column.folded ?? false) === folded ? [cell(ui, column, cells[at] ?? '', shared, i, { own: cells[0] ?? '', isFirstEmpty: at === 0 && i === Math.max(0, rows.length - 2) })] : [])
  const row = ({ cells, from }: (typeof rows)[number], i: number): Html => html`<div class="row" role="group" aria-label="${words.one(i + 1)}"><input type="hidden" name="${s.name}.${i}.de" value="${from ?? ''}">${cellsOf(cells, i, false)}${control.columns.some((column) => column.folded) && html`<details class="more-cells"><summary>${m.rowMore}</summary><div class="cells">${cellsOf(cells, i, true)}</div></details>`}</div>`
  const list = html`<input type="hidden" name="${s.name}" value=""><div class="form-rows">${rows.map(row)}</div>${control.columns.map((column) => suggestions(ui, column, shared))}`
  const dates = control.columns.some((c) => c.kind === 'date') && html`<p class="hint">${m.dateHint}</p>`
  if (isSingle) return html`${field.kind === 'image' && html`<p class="hint">${m.imageHint}</p>`}${dates}${list}`
  return html`${dates}<fc-rows data-name="${s.name}" data-id="${s.id}" data-one="${words.one(0)}" data-add="${words.add}" data-up="${m.rowUp}" data-down="${m.rowDown}" data-remove="${m.rowRemove}" data-added="${m.rowAdded('{ligne}')}" data-moved="${m.rowMoved('{ligne}')}" data-removed="${m.rowRemoved('{ligne}')}">${list}<p class="hint without-script">${m.rowsHint}</p></fc-rows>`
}

const isChosen = (column: FieldColumn, others: readonly Suggestion[]): boolean => column.among === 'rows' && column.kind !== 'list' && others.length <= CHOSEN_AMONG

/** The names a column suggests, once for all its rows. */
function suggestions(ui: Ui, column: FieldColumn, { s, images, others }: Cells): Html {
  const found = column.key === 'fichier' ? images.map((path) => ({ value: path, label: '' })) : column.among === undefined || isChosen(column, others) ? [] : column.among === 'rows' ? others : suggestionsOf(ui, column.among)
  return found.length === 0 ? html`` : dataList(listOf(s, column), found)
}

const listOf = (s: FieldShown, column: FieldColumn): string => `${s.id}-liste-${column.key}`

function cell(ui: Ui, column: FieldColumn, value: string, shared: Cells, i: number, { own, isFirstEmpty }: { readonly own: string; readonly isFirstEmpty: boolean }): Html {
  const { s, images, wrong, others } = shared
  const label = ui.locale === 'fr' ? column.labelFr : column.labelEn
  const id = `${s.id}-${i}-${column.key}`
  const name = `${s.name}.${i}.${column.key}`
  const isWrong = wrong.includes(name)
  const named = html` id="${id}" name="${name}"${isWrong && html` aria-invalid="true"`}${(isWrong || (s.isWrong && !wrong.some((one) => one.startsWith(`${s.name}.`)))) && html` aria-describedby="${s.described}"`}${s.isAsked && isFirstEmpty && html` autofocus`}`
  const suggests = column.key === 'fichier' ? images.length > 0 : column.among === 'rows' ? others.length > 0 : column.among !== undefined
  return html`<label class="cell${column.long ? ' long' : ''}" for="${id}"><span>${label}</span>${isChosen(column, others)
    ? select(ui, value, others.filter((other) => other.value !== own), html`${named} data-among`)
    : input(ui, column, value, named, suggests ? html` list="${listOf(s, column)}"` : html``)}</label>`
}

/** One of several; a value that is not among them stays. */
function select(ui: Ui, value: string, offered: readonly Suggestion[], named: Html): Html {
  const foreign = value === '' || offered.some((one) => one.value === value) ? [] : [{ value, label: value }]
  return html`<select${named}><option value="">${ui.m.forms.notSaid}</option>${[...foreign, ...offered].map((one) => html`<option value="${one.value}"${one.value === value && html` selected`}>${one.label}</option>`)}</select>`
}

function input(ui: Ui, column: FieldColumn, value: string, named: Html, list: Html): Html {
  if (column.kind === 'boolean') return select(ui, value, [{ value: 'true', label: ui.m.forms.yes }, { value: 'false', label: ui.m.forms.no }], named)
  if (column.kind === 'concept') {
    const known = ui.lexicon.conceptsOf(column.vocabulary ?? '').filter((c) => c.replacedBy === undefined || c.notation === value)
    return select(ui, value, known.map((c) => ({ value: c.notation, label: c[ui.locale] })), named)
  }
  if (column.long || value.includes('\n')) return html`<textarea rows="${Math.min(8, Math.max(2, Math.ceil(value.length / 70)))}"${named}>
${value}</textarea>`
  const mode = column.kind === 'number' ? html` inputmode="decimal"` : column.kind === 'url' || column.key === 'url' ? html` inputmode="url"` : ''
  return html`<input type="text"${mode}${list}${named} value="${value}">`
}
