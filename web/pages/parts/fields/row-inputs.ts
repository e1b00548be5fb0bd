import type { FieldColumn, FieldDefinition } from '../../../../content-schema/field-definition.js'
import type { Rows } from '../../../../content-schema/form-rows.js'
import { html, type Html } from '../../../html.js'
import type { Ui } from '../../ui.js'
import type { FieldShown } from './field-shown.js'

type RowWords = keyof Ui['m']['forms']['rows']
const wordsOf = (field: FieldDefinition): RowWords => (field.key === 'concepts' ? 'terms' : field.kind === 'people' || field.kind === 'materials' || field.kind === 'steps' || field.kind === 'sources' || field.kind === 'variants' ? field.kind : 'other')

/**
 * Rows of a field: those there are, then two empty ones (one for what is single). With script, `fc-rows` adds, takes away and moves them.
 * Each row says which one it was (`.de`), so that moving it keeps what it does not show.
 */
export function rowInputs(ui: Ui, field: FieldDefinition, control: Rows, s: FieldShown, images: readonly string[]): Html {
  const { forms: m } = ui.m
  const isSingle = field.kind === 'image' || field.kind === 'record'
  const words = m.rows[wordsOf(field)]
  const blanks = isSingle ? (control.rows.length === 0 ? 1 : 0) : 2
  const blank = control.columns.map(() => '')
  const rows = [...control.rows.map((cells, i) => ({ cells, from: control.origins ? control.origins[i] : i })), ...Array.from({ length: blanks }, () => ({ cells: blank, from: undefined }))]
  const cellsOf = (cells: readonly string[], i: number, folded: boolean): readonly Html[] => control.columns.flatMap((column, at) =>
    (column.folded ?? false) === folded ? [cell(ui, column, cells[at] ?? '', s, i, at === 0 && i === Math.max(0, rows.length - 2) ? 'first empty' : 'elsewhere', images)] : [])
  const row = ({ cells, from }: (typeof rows)[number], i: number): Html => html`<div class="row" role="group" aria-label="${words.one(i + 1)}"><input type="hidden" name="${s.name}.${i}.de" value="${from ?? ''}">${cellsOf(cells, i, false)}${control.columns.some((column) => column.folded) && html`<details class="more-cells"><summary>${m.rowMore}</summary><div class="cells">${cellsOf(cells, i, true)}</div></details>`}</div>`
  const list = html`<input type="hidden" name="${s.name}" value=""><div class="form-rows">${rows.map(row)}</div>`
  const dates = control.columns.some((c) => c.kind === 'date') && html`<p class="hint">${m.dateHint}</p>`
  if (isSingle) return html`${field.kind === 'image' && html`<p class="hint">${m.imageHint}</p>`}${dates}${list}${images.length > 0 && field.kind === 'image' ? html`<datalist id="${s.id}-images">${images.map((path) => html`<option value="${path}">`)}</datalist>` : ''}`
  return html`${dates}<fc-rows data-name="${s.name}" data-id="${s.id}" data-one="${words.one(0)}" data-add="${words.add}" data-up="${m.rowUp}" data-down="${m.rowDown}" data-remove="${m.rowRemove}" data-added="${m.rowAdded('{ligne}')}" data-moved="${m.rowMoved('{ligne}')}" data-removed="${m.rowRemoved('{ligne}')}">${list}<p class="hint without-script">${m.rowsHint}</p></fc-rows>`
}

function cell(ui: Ui, column: FieldColumn, value: string, s: FieldShown, i: number, where: 'first empty' | 'elsewhere', images: readonly string[]): Html {
  const label = ui.locale === 'fr' ? column.labelFr : column.labelEn
  const id = `${s.id}-${i}-${column.key}`
  const named = html` id="${id}" name="${s.name}.${i}.${column.key}"${s.isWrong && html` aria-describedby="${s.described}"`}${s.isAsked && where === 'first empty' && html` autofocus`}`
  return html`<label class="cell${column.long ? ' long' : ''}" for="${id}"><span>${label}</span>${input(ui, column, value, named, images.length > 0 && column.key === 'fichier' ? html` list="${s.id}-images"` : html``)}</label>`
}

function input(ui: Ui, column: FieldColumn, value: string, named: Html, list: Html): Html {
  if (column.kind === 'concept' || column.kind === 'boolean') {
    const concepts = column.kind === 'boolean' ? [{ notation: 'true', fr: ui.m.forms.yes, en: ui.m.forms.yes }, { notation: 'false', fr: ui.m.forms.no, en: ui.m.forms.no }] : ui.lexicon.conceptsOf(column.vocabulary ?? '').filter((c) => c.replacedBy === undefined || c.notation === value)
    const isForeign = value !== '' && !concepts.some((c) => c.notation === value)
    return html`<select${named}><option value="">${ui.m.forms.notSaid}</option>${isForeign && html`<option value="${value}" selected>${value}</option>`}${concepts.map((c) => html`<option value="${c.notation}"${c.notation === value && html` selected`}>${c[ui.locale]}</option>`)}</select>`
  }
  if (column.long || value.includes('\n')) return html`<textarea rows="${Math.min(8, Math.max(2, Math.ceil(value.length / 70)))}"${named}>
${value}</textarea>`
  const mode = column.kind === 'number' ? html` inputmode="decimal"` : column.kind === 'url' || column.key === 'url' ? html` inputmode="url"` : ''
  return html`<input type="text"${mode}${list}${named} value="${value}">`
}
