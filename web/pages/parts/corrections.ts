import type { Problem } from '../../../content-schema/check.js'
import { fieldKeyAt, type FormField } from '../../../content-schema/form-values.js'
import { html, type Html } from '../../html.js'
import type { Ui } from '../ui.js'

/** A sentence about one field, by its key. */
export type FieldErrors = ReadonlyMap<string, string>

/** One thing to correct: what is wrong, the way out, the field it leads to. */
export interface Correction { readonly field?: string | undefined; readonly text: string; readonly wayOut?: string | undefined }

/** Sentences repeated under one field. */
const SAID_BESIDE = 20

/** What could not be read in a form, each with its field's name. */
export function namedErrors(ui: Ui, fields: readonly FormField[], errors: FieldErrors): readonly Correction[] {
  return [...errors].map(([key, text]) => {
    const field = fields.find((f) => f.field.key === key)?.field
    const label = field && (ui.locale === 'fr' ? field.labelFr : field.labelEn)
    return { field: key, text: label === undefined ? text : ui.locale === 'fr' ? `${label}\u00a0: ${text}` : `${label}: ${text}` }
  })
}

/**
 * Everything to correct in the form of a fiche: the sentences on top, and those beside each field, all of them. What a field that
 * could not be read would also break is not told yet.
 */
export function corrections(ui: Ui, fields: readonly FormField[], problems: readonly Problem[], unread: FieldErrors): { readonly sentences: readonly Correction[]; readonly beside: ReadonlyMap<string, readonly string[]> } {
  const isFr = ui.locale === 'fr'
  const beside = new Map([...unread].map(([key, text]) => [key, [text]]))
  const sentences = [...namedErrors(ui, fields, unread)]
  for (const problem of problems) {
    const field = fieldKeyAt(fields, problem.field)
    if (field !== undefined && unread.has(field)) continue
    const text = isFr ? problem.fr : problem.en
    sentences.push({ field, text, wayOut: isFr ? problem.wayOutFr : problem.wayOutEn })
    if (field === undefined) continue
    const said = beside.get(field) ?? []
    if (said.length < SAID_BESIDE && !said.includes(text)) beside.set(field, [...said, text])
  }
  return { sentences, beside }
}

/** What to correct, on top of a form; each sentence leads to its field when it has one. */
export function correctionsSummary(ui: Ui, sentences: readonly Correction[]): Html | '' {
  if (sentences.length === 0) return ''
  return html`<div class="problems" role="alert" tabindex="-1" autofocus><h2>${ui.m.proposing.correct(sentences.length)}</h2><ul>${sentences.map((s) => html`<li>${s.field === undefined ? s.text : html`<a href="#champ-${s.field}">${s.text}</a>`}${s.wayOut && html` <span class="soft">${s.wayOut}</span>`}</li>`)}</ul></div>`
}
