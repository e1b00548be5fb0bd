import type { Problem } from '../../content-schema/check.js'
import { conceptsOf } from '../../content-schema/fields.js'
import type { FormField } from '../../content-schema/form-values.js'
import { addressOf, type Owner, type Resource } from '../../forge/domain/resource.js'
import { html } from '../html.js'
import { placeField } from './adapt.js'
import { layout } from './layout.js'
import { correctionsSummary, ficheField, fieldGroup, groupOf, type FieldErrors } from './parts/fiche-form.js'
import type { Ui } from './ui.js'

/** A new fiche: its type first, then six fields and a text. */
export interface NewFicheData {
  readonly places: readonly Owner[]
  readonly owner: string
  /** The empty resource it is the first version of, as `owner/slug`. */
  readonly into: string | undefined
  /** Types offered; all when empty. */
  readonly types: readonly string[]
  /** Undefined until a type is chosen. */
  readonly form: { readonly type: string; readonly fields: readonly FormField[]; readonly body: string } | undefined
  readonly problems: readonly Problem[]
  readonly fieldErrors: FieldErrors
  readonly error: string | undefined
  /** Close titles, shown once before publishing. */
  readonly similar: readonly Resource[]
}

export function newFichePage(ui: Ui, data: NewFicheData): string {
  const { proposing: m } = ui.m
  const { form } = data
  const types = conceptsOf('type-ressource').filter((c) => data.types.length === 0 || data.types.includes(c.notation))
  if (form === undefined) {
    const main = html`<div class="narrow"><h1>${m.newTitle}</h1><p class="lead">${m.newLead}</p>
${data.error ? html`<div class="problems" role="alert"><p>${data.error}</p></div>` : ''}
<form method="get" action="/nouvelle"><fieldset class="field"><legend>${m.newType}</legend><div class="ticklist">${types.map((c) => html`<label class="check"><input type="radio" name="type" value="${c.notation}" required> ${c[ui.locale]}</label>`)}</div></fieldset>
${data.into === undefined ? placeField(ui, data.places, data.owner, m.newWhere) : html`<input type="hidden" name="dans" value="${data.into}">`}
<button class="btn primary">${m.newTypeButton}</button></form></div>`
    return layout(ui, { title: m.newTitle, main, unlisted: true })
  }
  const isFr = ui.locale === 'fr'
  const errors = new Map([...data.problems.flatMap((p) => (p.field === undefined ? [] : [[p.field, isFr ? p.fr : p.en] as const])), ...data.fieldErrors])
  const sentences = [
    ...(data.error ? [{ text: data.error }] : []),
    ...[...errors].map(([field, text]) => ({ field, text })),
    ...data.problems.filter((p) => p.field === undefined).map((p) => ({ text: isFr ? p.fr : p.en, wayOut: isFr ? p.wayOutFr : p.wayOutEn })),
  ]
  const required = form.fields.filter(({ field }) => field.required && field.key !== 'type')
  const rest = form.fields.filter(({ field }) => !field.required)
  const main = html`<h1>${m.newTitle}</h1>
${correctionsSummary(ui, sentences)}
${data.similar.length > 0 ? html`<div class="banner" role="note"><p><strong>${m.newSimilar}.</strong> ${m.newSimilarHint}</p><ul>${data.similar.map((r) => html`<li><a href="/${addressOf(r)}">${r.title}</a> <span class="soft">${r.owner.name}</span></li>`)}</ul></div>` : ''}
<fc-improve data-preview="/apercu" data-saved="" data-saving="" data-failed="">
<form method="post" action="/nouvelle" id="ecrire" class="improve"><input type="hidden" name="_csrf" value="${ui.csrf}"><input type="hidden" name="champ.type" value="${form.type}">${data.similar.length > 0 ? html`<input type="hidden" name="proches" value="vues">` : ''}
<div class="essential"><p class="soft"><a href="/nouvelle">${m.newType}</a> ${types.find((c) => c.notation === form.type)?.[ui.locale] ?? form.type}</p>
${required.map((f) => ficheField(ui, f, { errors }))}
${data.into === undefined ? placeField(ui, data.places, data.owner, m.newWhere, data.fieldErrors.get('owner')) : html`<input type="hidden" name="dans" value="${data.into}">`}</div>
<div class="writing"><div class="field"><label for="corps">${m.body}</label><p class="hint" id="corps-aide">${m.bodyHint}</p><textarea id="corps" name="corps" rows="20" class="source" aria-describedby="corps-aide">
${form.body}</textarea><details class="help"><summary>${m.help}</summary><table><tbody>${m.helpRows.map(([written, means]) => html`<tr><td><code>${written}</code></td><td>${means}</td></tr>`)}</tbody></table></details></div>
<div class="preview-pane"><h2 id="apercu-titre">${m.preview}</h2><p class="hint">${m.previewWaiting}</p><div class="prose card" data-apercu tabindex="0" role="region" aria-labelledby="apercu-titre"></div></div></div>
<h2>${m.newMore}</h2>
${(['essential', 'practical', 'steps', 'filing', 'people', 'own'] as const).map((group) => fieldGroup(ui, group === 'essential' ? (isFr ? 'Utilité en une phrase' : 'Use in one sentence') : m.groups[group], rest.filter(({ field }) => groupOf(field) === group), { errors }))}
<div class="actions send-bar"><span class="with-hint"><button class="btn primary">${data.similar.length > 0 ? m.newSimilarGoOn : m.newButton}</button><span class="hint">${m.newHint}</span></span></div>
</form></fc-improve>`
  return layout(ui, { title: m.newTitle, main, unlisted: true, islands: ['fc-improve'] })
}
