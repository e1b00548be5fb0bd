import { inputName, type Control, type FormField } from '../../../content-schema/form-values.js'
import type { Concept, FieldDefinition } from '../../../content-schema/fields.js'
import { CORE_PROFILE } from '../../../content-schema/profiles.js'
import { html, type Html } from '../../html.js'
import type { Ui } from '../ui.js'
import { conceptChoice, conceptsPicker } from './fields/concept-picker.js'
import { inputAttributes, type FieldShown } from './fields/field-shown.js'
import { licenceChooser, licenceLabel } from './fields/licence-chooser.js'
import { rowInputs } from './fields/row-inputs.js'
import { dataList, namesToRead, suggestionsOf } from './fields/suggestions.js'

export interface FormOptions {
  /** Sentences beside each field, by key. */
  readonly errors: ReadonlyMap<string, readonly string[]>
  /** Names of the inputs to correct among those of rows; every one of a field that has none here. */
  readonly wrongCells?: readonly string[]
  /** The licence is said already: it is shown, and changes elsewhere. */
  readonly licence?: 'stays'
  /** For the fiche's own licence: the one recommended, and those accepted (all when empty). */
  readonly licences?: { readonly recommended: string; readonly allowed: readonly string[] }
  /** The field somebody was led to. */
  readonly asked?: string | undefined
  /** Other fields told about above the form: their group is open. */
  readonly opened?: readonly string[]
  /** Terms of fields that no vocabulary holds, by key. */
  readonly concepts?: Readonly<Record<string, readonly Concept[]>>
  /** Pictures of the fiche's folder. */
  readonly images?: readonly string[]
}

/** Islands that make these fields pleasant. */
export const fieldIslands = ['fc-concepts', 'fc-rows', 'fc-duration'] as const

const idOf = (name: string): string => name.replaceAll('.', '-')

/** The licence of the fiche itself, not one that a community's profile speaks of. */
const isOwnLicence = (field: FieldDefinition): boolean => field.kind === 'licence' && field.key === 'licence'
const ANY_LICENCE: NonNullable<FormOptions['licences']> = { recommended: CORE_PROFILE.defaultLicence, allowed: [] }

/** One field of a fiche's header, as a form asks for it. */
export function ficheField(ui: Ui, { field, control }: FormField, options: FormOptions): Html {
  const { proposing: m } = ui.m
  const fr = ui.locale === 'fr'
  const name = inputName(field)
  const id = idOf(name)
  const errors = options.errors.get(field.key) ?? []
  const label = fr ? field.labelFr : field.labelEn
  const help = fr ? field.helpFr : field.helpEn
  const described = [help && `${id}-aide`, errors.length > 0 && `${id}-erreur`].filter(Boolean).join(' ')
  const shown: FieldShown = { name, id, described, isWrong: errors.length > 0, isAsked: options.asked === field.key }
  if (control.kind === 'kept' || (isOwnLicence(field) && options.licence === 'stays')) {
    const value = control.kind === 'kept' ? control.source : control.kind === 'text' ? licenceLabel(control.value) : ''
    return html`<div class="field"><p class="label" id="${id}">${label}</p><p class="kept-value">${value.slice(0, 400)}</p><p class="hint">${control.kind === 'kept' ? m.keptField : m.licenceStays}</p></div>`
  }
  const mark = field.required || field.requested ? html` <span class="required">(${field.required ? m.required : m.requested})</span>` : ''
  const hint = html`${help && html`<p class="hint" id="${id}-aide">${help}</p>`}`
  const wrong = errors.length === 0 ? '' : errors.length === 1 ? html`<p class="error" id="${id}-erreur">${errors}</p>` : html`<ul class="error" id="${id}-erreur">${errors.map((one) => html`<li>${one}</li>`)}</ul>`
  const inside = input(ui, field, control, shown, options)
  return inside.isGroup
    ? html`<fieldset class="field" id="${id}"${described && html` aria-describedby="${described}"`}><legend>${label}${mark}</legend>${hint}${inside.html}${wrong}</fieldset>`
    : html`<div class="field"><label for="${id}">${label}${mark}</label>${hint}${inside.html}${wrong}</div>`
}

const group = (inside: Html) => ({ isGroup: true, html: inside })
const single = (inside: Html) => ({ isGroup: false, html: inside })

/** The inputs of a control; a group has several, under a legend. */
function input(ui: Ui, field: FieldDefinition, control: Exclude<Control, { readonly kind: 'kept' }>, s: FieldShown, options: FormOptions): { readonly isGroup: boolean; readonly html: Html } {
  const { proposing: m } = ui.m
  switch (control.kind) {
    case 'choices': return group(conceptsPicker(ui, field, control.values, s))
    case 'choice': return conceptChoice(ui, field, control.value, s, options.concepts?.[field.key])
    case 'rows': return group(rowInputs(ui, field, control, s, { images: options.images ?? [], wrong: options.wrongCells ?? [] }))
    case 'minutes': return group(durationInputs(ui, control, s))
    case 'range': return group(pair(control, s, [m.rangeFrom, m.rangeTo], html` inputmode="numeric"`))
    case 'lines': return single(html`<p class="hint">${m.linesHint}</p>${area(control.value, s)}${field.among && namesToRead(ui, suggestionsOf(ui, field.among))}`)
    case 'longtext': return single(area(control.value, s))
    case 'text':
      if (field.kind === 'licence') return group(licenceChooser(ui, control.value, s, (isOwnLicence(field) ? options.licences : undefined) ?? ANY_LICENCE))
      return single(textInput(ui, field, control.value, s))
  }
}

function textInput(ui: Ui, field: FieldDefinition, value: string, s: FieldShown): Html {
  const max = field.maxLength === undefined ? '' : html` maxlength="${Math.max(field.maxLength, value.length)}"`
  const mode = field.kind === 'number' ? html` inputmode="decimal"` : field.kind === 'url' ? html` inputmode="url"` : ''
  return html`${field.kind === 'date' && html`<p class="hint">${ui.m.forms.dateHint}</p>`}<input type="text"${mode}${field.among && html` list="${s.id}-liste"`}${inputAttributes(s)}${max} value="${value}">${field.among && dataList(`${s.id}-liste`, suggestionsOf(ui, field.among))}`
}

const area = (value: string, s: FieldShown): Html => html`<textarea rows="${Math.min(14, Math.max(3, value.split('\n').length + 1))}"${inputAttributes(s)}>
${value}</textarea>`

const pair = (control: { readonly min: string; readonly max: string }, s: FieldShown, [from, to]: readonly [string, string], mode: Html): Html =>
  html`<div class="pair">${(['min', 'max'] as const).map((end) => html`<label for="${s.id}-${end}">${end === 'min' ? from : to} <input type="text"${mode}${inputAttributes(s, `.${end}`)} autocomplete="off" value="${control[end]}"></label>`)}</div>`

/** Two durations as people write them; with script, `fc-duration` says what was understood. */
function durationInputs(ui: Ui, control: { readonly min: string; readonly max: string }, s: FieldShown): Html {
  const { proposing: m, forms } = ui.m
  return html`<p class="hint">${m.minutesHint}</p><fc-duration data-understood="${forms.understood('{durée}')}" data-range="${forms.understoodRange('{de}', '{à}')}" data-from="${forms.understoodFrom('{de}')}" data-to="${forms.understoodTo('{à}')}" data-unclear="${forms.notUnderstood}">${pair(control, s, [m.minutesFrom, m.minutesTo], html``)}</fc-duration>`
}

/** Several fields folded under a name; open when one of them needs attention. */
export function fieldGroup(ui: Ui, title: string, fields: readonly FormField[], options: FormOptions): Html {
  if (fields.length === 0) return html``
  const isOpen = fields.some(({ field }) => options.errors.has(field.key) || options.asked === field.key || options.opened?.includes(field.key) === true)
  return html`<details class="field-group"${isOpen && html` open`}><summary>${title}</summary><div class="inside">${fields.map((f) => ficheField(ui, f, options))}</div></details>`
}
