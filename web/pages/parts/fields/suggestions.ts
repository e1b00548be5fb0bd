import { FIELDS, isWordsType } from '../../../../content-schema/fields.js'
import type { Among } from '../../../../content-schema/field-definition.js'
import { html, type Html } from '../../../html.js'
import type { Ui } from '../../ui.js'

/** A short name, and what people read. */
export interface Suggestion { readonly value: string; readonly label: string }

/** The short names that exist of lists, of shared fields or of types. */
export function suggestionsOf(ui: Ui, among: Exclude<Among, 'rows'>): readonly Suggestion[] {
  const { locale, lexicon } = ui
  switch (among) {
    case 'lists': return lexicon.all.map((list) => ({ value: list.id, label: list[locale] }))
    case 'types': return lexicon.conceptsOf('type-ressource').filter((c) => c.replacedBy === undefined && !isWordsType(c.notation)).map((c) => ({ value: c.notation, label: c[locale] }))
    case 'fields': return FIELDS.filter((field) => field.computed !== true && field.kind !== 'structure' && field.types?.every(isWordsType) !== true).map((field) => ({ value: field.key, label: locale === 'fr' ? field.labelFr : field.labelEn }))
  }
}

/** Suggestions of an input, by the id it names in `list`. */
export const dataList = (id: string, suggestions: readonly Suggestion[]): Html =>
  html`<datalist id="${id}">${suggestions.map(({ value, label }) => html`<option value="${value}">${label}</option>`)}</datalist>`

/** The same, to read, where an input takes several lines. */
export const namesToRead = (ui: Ui, suggestions: readonly Suggestion[]): Html =>
  html`<details class="short-names"><summary>${ui.m.forms.shortNames}</summary><ul>${suggestions.map(({ value, label }) => html`<li><code>${value}</code> ${label}</li>`)}</ul></details>`
