import type { Problem } from '../../../content-schema/check.js'
import { fieldKeyAt, type FormField } from '../../../content-schema/form-values.js'
import { html, type Html } from '../../html.js'
import type { Ui } from '../ui.js'
import { rowName } from './fields/row-inputs.js'

/** A sentence about one field, by its key. */
export type FieldErrors = ReadonlyMap<string, string>

/** One thing to correct: what is wrong, the way out, the field it leads to (`duree`, or a cell: `deroule-2-duree`). */
export interface Correction { readonly field?: string | undefined; readonly text: string; readonly wayOut?: string | undefined }

/** Sentences repeated under one field. */
const SAID_BESIDE = 20

/** What could not be read of a field, and which cell of its rows (`2.duree`). */
export interface Unread { readonly field: string; readonly cell?: string | undefined; readonly text: string }

/** What could not be read in a form, each with the name of its field, and of its row. */
export function namedErrors(ui: Ui, fields: readonly FormField[], errors: Iterable<Unread>): readonly Correction[] {
  return [...errors].map(({ field: key, cell, text }) => {
    const field = fields.find((f) => f.field.key === key)?.field
    const label = field && (ui.locale === 'fr' ? field.labelFr : field.labelEn)
    const name = field && cell !== undefined ? `${label}, ${rowName(ui, field, Number.parseInt(cell, 10))}` : label
    return { field: cell === undefined ? key : `${key}-${cell.replaceAll('.', '-')}`, text: name === undefined ? text : ui.locale === 'fr' ? `${name}\u00a0: ${text}` : `${name}: ${text}` }
  })
}

/**
 * Everything to correct in the form of a fiche: the sentences on top, and those beside each field, all of them. What a field that
 * could not be read would also break is not told yet.
 */
export function corrections(ui: Ui, fields: readonly FormField[], problems: readonly Problem[], unread: readonly Unread[]): { readonly sentences: readonly Correction[]; readonly errors: ReadonlyMap<string, readonly string[]>; readonly wrongCells: readonly string[] } {
  const isFr = ui.locale === 'fr'
  const errors = new Map<string, readonly string[]>()
  const sentences = [...namedErrors(ui, fields, unread)]
  const beside = (field: string, text: string): void => {
    const said = errors.get(field) ?? []
    if (said.length < SAID_BESIDE && !said.includes(text)) errors.set(field, [...said, text])
  }
  for (const { field, text } of unread) beside(field, text)
  for (const problem of problems) {
    const field = fieldKeyAt(fields, problem.field)
    if (field !== undefined && unread.some((one) => one.field === field)) continue
    const text = isFr ? problem.fr : problem.en
    sentences.push({ field, text, wayOut: isFr ? problem.wayOutFr : problem.wayOutEn })
    if (field !== undefined) beside(field, text)
  }
  return { sentences, errors, wrongCells: unread.flatMap(({ field, cell }) => (cell === undefined ? [] : [`champ.${field}.${cell}`])) }
}

/** What to correct, on top of a form; each sentence leads to its field when it has one. */
export function correctionsSummary(ui: Ui, sentences: readonly Correction[]): Html | '' {
  if (sentences.length === 0) return ''
  return html`<div class="problems" role="alert" tabindex="-1" autofocus><h2>${ui.m.proposing.correct(sentences.length)}</h2><ul>${sentences.map((s) => html`<li>${s.field === undefined ? s.text : html`<a href="#champ-${s.field}">${s.text}</a>`}${s.wayOut && html` <span class="soft">${s.wayOut}</span>`}</li>`)}</ul></div>`
}
