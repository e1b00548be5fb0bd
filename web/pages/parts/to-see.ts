import type { Problem } from '../../../content-schema/check.js'
import { fieldKeyAt, type FormField } from '../../../content-schema/form-values.js'
import { html, type Html } from '../../html.js'
import type { Ui } from '../ui.js'

/** Beyond, the rest can wait for these to be seen. */
const SHOWN = 30

/** What a person did not look at yet, and the form they may go back to. */
export interface ToSee {
  readonly problems: readonly Problem[]
  readonly fields: readonly FormField[]
  /** Address of a field by its key. */
  readonly linkTo: (field: string) => string
  readonly title: string
  readonly hint: string
  /** Taken to it when the page opens. */
  readonly isFocused?: boolean
}

/** What would be worth a look before a text is sent, each with its way out and its field; it stops nobody. Nothing when there is nothing to see. */
export function toSee(ui: Ui, { problems, fields, linkTo, title, hint, isFocused = false }: ToSee): Html {
  if (problems.length === 0) return html``
  const isFr = ui.locale === 'fr'
  return html`<section class="banner to-see" aria-labelledby="a-voir"${isFocused && html` tabindex="-1" autofocus`}><h2 id="a-voir">${title}</h2><p>${hint}</p><ul>${problems.slice(0, SHOWN).map((problem) => {
    const key = fieldKeyAt(fields, problem.field)
    const field = fields.find((f) => f.field.key === key)?.field
    return html`<li>${isFr ? problem.fr : problem.en} <span class="soft">${isFr ? problem.wayOutFr : problem.wayOutEn}</span>${field && html` <a href="${linkTo(field.key)}">${ui.m.forms.toSeeField(isFr ? field.labelFr : field.labelEn)}</a>`}</li>`
  })}</ul></section>`
}
