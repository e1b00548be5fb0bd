import { inputName, type Control, type FormField } from '../../../content-schema/form-values.js'
import { conceptsOf, labelOf, type FieldDefinition } from '../../../content-schema/fields.js'
import { identify } from '../../../content-schema/licences/identify.js'
import { html, type Html } from '../../html.js'
import type { Ui } from '../ui.js'

/** A sentence about one field, beside it. */
export type FieldErrors = ReadonlyMap<string, string>

export type FieldGroup = 'essential' | 'practical' | 'steps' | 'filing' | 'people' | 'own'

const groupOfKey: Readonly<Record<string, FieldGroup>> = {
  titre: 'essential', valeur_ajoutee: 'essential', resume: 'essential',
  duree: 'practical', taille_groupe: 'practical', materiel: 'practical', modalites: 'practical', niveau: 'practical', saisons: 'practical', conditions: 'practical', prerequis: 'practical', type_outil: 'practical',
  deroule: 'steps', etapes: 'steps', objectifs: 'steps', variantes: 'steps', points_vigilance: 'steps', securite: 'steps',
  type: 'filing', besoins: 'filing', publics: 'filing', licence: 'filing', langue: 'filing', thematiques: 'filing', mots_cles: 'filing', contextes: 'filing', types_structure: 'filing', phases: 'filing', postures: 'filing',
  auteurs: 'people', contributeurs: 'people', experimente_par: 'people', sources: 'people', couverture: 'people',
}

export const groupOf = (field: FieldDefinition): FieldGroup => groupOfKey[field.key] ?? 'own'

/** Licences offered where one is chosen; the present one is added when it is another. */
export const offeredLicences = ['CC-BY-SA-4.0', 'CC-BY-4.0', 'CC0-1.0', 'CC-BY-NC-SA-4.0', 'CC-BY-NC-4.0', 'CC-BY-ND-4.0', 'CC-BY-NC-ND-4.0', 'LAL-1.3', 'etalab-2.0']

export const licenceLabel = (id: string): string => identify(id)?.shortName ?? id

const idOf = (name: string): string => name.replaceAll('.', '-')

interface Shown { readonly name: string; readonly id: string; readonly described: string; readonly error: string | undefined; readonly required: boolean }

const attributes = (s: Shown, suffix = ''): Html =>
  html` id="${s.id}${suffix.replaceAll('.', '-')}" name="${s.name}${suffix}"${s.described && html` aria-describedby="${s.described}"`}${s.error && html` aria-invalid="true"`}`

/** One field of a fiche's header, as a form asks for it. */
export function ficheField(ui: Ui, { field, control }: FormField, options: { readonly errors: FieldErrors; readonly licence?: 'stays' }): Html {
  const { proposing: m } = ui.m
  const fr = ui.locale === 'fr'
  const name = inputName(field)
  const id = idOf(name)
  const error = options.errors.get(field.key)
  const label = fr ? field.labelFr : field.labelEn
  const help = fr ? field.helpFr : field.helpEn
  const described = [help && `${id}-aide`, error && `${id}-erreur`].filter(Boolean).join(' ')
  const shown: Shown = { name, id, described, error, required: field.required }
  const mark = field.required ? html` <span class="required">(${m.required})</span>` : ''
  const isLicence = field.kind === 'licence'
  const hint = html`${help && html`<p class="hint" id="${id}-aide">${help}</p>`}`
  const wrong = error && html`<p class="error" id="${id}-erreur">${error}</p>`
  if (control.kind === 'kept' || (isLicence && options.licence === 'stays')) {
    const value = control.kind === 'kept' ? control.source : control.kind === 'text' ? licenceLabel(control.value) : ''
    return html`<div class="field"><p class="label" id="${id}">${label}</p><p class="kept-value">${value.slice(0, 400)}</p><p class="hint">${control.kind === 'kept' ? m.keptField : m.licenceStays}</p></div>`
  }
  if (isGrouped(control)) {
    return html`<fieldset class="field" id="${id}"${described && html` aria-describedby="${described}"`}><legend>${label}${mark}</legend>${hint}${grouped(ui, field, control, shown)}${wrong}</fieldset>`
  }
  return html`<div class="field"><label for="${id}">${label}${mark}</label>${hint}${control.kind === 'lines' && html`<p class="hint">${m.linesHint}</p>`}${single(ui, field, control, shown)}${wrong}</div>`
}

type Grouped = Extract<Control, { readonly kind: 'choices' } | { readonly kind: 'rows' } | { readonly min: string }>

const isGrouped = (control: Control): control is Grouped => control.kind === 'choices' || control.kind === 'rows' || control.kind === 'minutes' || control.kind === 'range'

function single(ui: Ui, field: FieldDefinition, control: Exclude<Control, Grouped | { readonly kind: 'kept' }>, s: Shown): Html {
  const max = field.maxLength === undefined ? '' : html` maxlength="${Math.max(field.maxLength, control.value.length)}"`
  if (field.kind === 'licence' && control.kind === 'text') {
    const present = identify(control.value)?.id
    const others = offeredLicences.filter((id) => id !== present)
    return html`<select${attributes(s)}>${control.value === '' ? html`<option value="">${ui.m.proposing.choose}</option>` : html`<option value="${control.value}" selected>${licenceLabel(control.value)}</option>`}${others.map((id) => html`<option value="${id}">${licenceLabel(id)}</option>`)}</select>`
  }
  if (control.kind === 'choice') {
    const vocabulary = field.vocabulary ?? ''
    const concepts = conceptsOf(vocabulary).filter((c) => c.replacedBy === undefined || c.notation === control.value)
    const isForeign = control.value !== '' && !concepts.some((c) => c.notation === control.value)
    return html`<select${attributes(s)}><option value="">${ui.m.proposing.choose}</option>${isForeign && html`<option value="${control.value}" selected>${control.value}</option>`}${concepts.map((c) => html`<option value="${c.notation}"${c.notation === control.value && html` selected`}>${c[ui.locale]}</option>`)}</select>`
  }
  if (control.kind === 'longtext' || control.kind === 'lines') {
    const rows = Math.min(14, Math.max(3, control.value.split('\n').length + 1))
    return html`<textarea rows="${rows}"${attributes(s)}>
${control.value}</textarea>`
  }
  return html`<input type="text"${field.kind === 'number' ? html` inputmode="decimal"` : ''}${attributes(s)}${max} value="${control.value}">`
}

function grouped(ui: Ui, field: FieldDefinition, control: Grouped, s: Shown): Html {
  const { proposing: m } = ui.m
  switch (control.kind) {
    case 'choices': {
      const vocabulary = field.vocabulary ?? ''
      const known = conceptsOf(vocabulary).filter((c) => c.replacedBy === undefined).map((c) => c.notation)
      const all = [...known, ...control.values.filter((v) => !known.includes(v))]
      return html`<input type="hidden" name="${s.name}" value=""><div class="ticklist">${all.map((notation) => html`<label class="check"><input type="checkbox" name="${s.name}" value="${notation}"${control.values.includes(notation) && html` checked`}> ${labelOf(vocabulary, notation, ui.locale)}</label>`)}</div>`
    }
    case 'minutes': case 'range': {
      const [from, to] = control.kind === 'minutes' ? [m.minutesFrom, m.minutesTo] : [m.rangeFrom, m.rangeTo]
      const numeric = control.kind === 'range' ? html` inputmode="numeric"` : ''
      return html`${control.kind === 'minutes' ? html`<p class="hint">${m.minutesHint}</p>` : ''}<div class="pair">${(['min', 'max'] as const).map((end) => html`<label for="${s.id}-${end}">${end === 'min' ? from : to} <input type="text"${numeric}${attributes(s, `.${end}`)} value="${control[end]}"></label>`)}</div>`
    }
    case 'rows': {
      const isOne = field.kind === 'image'
      const rows = [...control.rows, ...Array.from({ length: isOne ? (control.rows.length === 0 ? 1 : 0) : 2 }, () => control.columns.map(() => ''))]
      return html`<div class="form-rows" data-field="${s.name}">${rows.map((row, i) => html`<div class="row" role="group" aria-label="${m.row(i + 1)}">${control.columns.map((c, at) => {
        const label = ui.locale === 'fr' ? c.labelFr : c.labelEn
        const value = row[at] ?? ''
        const suffix = `.${i}.${c.key}`
        const named = html` id="${s.id}-${i}-${c.key}" name="${s.name}${suffix}"`
        return html`<label class="cell${c.long ? ' long' : ''}" for="${s.id}-${i}-${c.key}"><span>${label}</span>${c.long || value.includes('\n') ? html`<textarea rows="${Math.min(8, Math.max(2, Math.ceil(value.length / 70)))}"${named}>
${value}</textarea>` : html`<input type="text"${named} value="${value}">`}</label>`
      })}</div>`)}</div>${isOne ? '' : html`<p class="hint">${m.moreRows}</p>`}`
    }
  }
}

/** Several fields folded under a name; open when one of them needs attention. */
export function fieldGroup(ui: Ui, title: string, fields: readonly FormField[], options: { readonly errors: FieldErrors; readonly licence?: 'stays' }): Html {
  if (fields.length === 0) return html``
  const isOpen = fields.some(({ field }) => options.errors.has(field.key))
  return html`<details class="field-group"${isOpen && html` open`}><summary>${title}</summary><div class="inside">${fields.map((f) => ficheField(ui, f, options))}</div></details>`
}

/** What to correct, on top of a form; each sentence leads to its field when it has one. */
export function correctionsSummary(ui: Ui, sentences: readonly { readonly field?: string | undefined; readonly text: string; readonly wayOut?: string | undefined }[]): Html | '' {
  if (sentences.length === 0) return ''
  return html`<div class="problems" role="alert" tabindex="-1" autofocus><h2>${ui.m.proposing.correct(sentences.length)}</h2><ul>${sentences.map((s) => html`<li>${s.field === undefined ? s.text : html`<a href="#champ-${s.field}">${s.text}</a>`}${s.wayOut && html` <span class="soft">${s.wayOut}</span>`}</li>`)}</ul></div>`
}
