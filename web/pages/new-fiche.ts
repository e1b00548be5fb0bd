import type { Problem } from '../../content-schema/check.js'
import { isWordsType, type Concept } from '../../content-schema/fields.js'
import type { FieldGroup } from '../../content-schema/field-definition.js'
import type { FormField } from '../../content-schema/form-values.js'
import type { Owner } from '../../forge/domain/resource.js'
import { html, type Html } from '../html.js'
import { placeField } from './adapt.js'
import { layout } from './layout.js'
import { correctionsSummary, ficheField, fieldGroup, fieldIslands, namedErrors, type FieldErrors, type FormOptions } from './parts/fiche-form.js'
import { neighbourList, type ShownNeighbour } from './parts/neighbours.js'
import type { Ui } from './ui.js'

/** A new fiche: its type first, then six fields and a text. */
export interface NewFicheData {
  readonly places: readonly Owner[]
  readonly owner: string
  /** The empty resource it is the first version of, as `owner/slug`. */
  readonly into: string | undefined
  /** Types offered first; those any community uses when empty. */
  readonly types: readonly string[]
  readonly licences: NonNullable<FormOptions['licences']>
  /** Undefined until a type is chosen. */
  readonly form: { readonly type: string; readonly fields: readonly FormField[]; readonly body: string } | undefined
  readonly problems: readonly Problem[]
  readonly fieldErrors: FieldErrors
  readonly error: string | undefined
  /** Neighbours to look at before publishing. */
  readonly neighbours: readonly ShownNeighbour[]
  /** Ids of those already shown. */
  readonly seen: readonly string[]
}

export function newFichePage(ui: Ui, data: NewFicheData): string {
  const { proposing: m } = ui.m
  const main = data.form === undefined ? typeCards(ui, data) : ficheForm(ui, data, data.form)
  return layout(ui, { title: m.newTitle, main, unlisted: true, ...(data.form && { islands: ['fc-improve', 'fc-neighbours', ...fieldIslands] }) })
}

/** The first step: one card a type, with what it is for. */
function typeCards(ui: Ui, data: NewFicheData): Html {
  const { proposing: m, forms } = ui.m
  const first = data.types.length > 0 ? data.types : [...new Set(ui.lexicon.profiles.flatMap((profile) => profile.types))]
  const all = ui.lexicon.conceptsOf('type-ressource').filter((c) => c.replacedBy === undefined && !isWordsType(c.notation))
  const [offered, others] = [all.filter((c) => first.includes(c.notation)), all.filter((c) => !first.includes(c.notation))]
  const where = data.into === undefined ? (data.owner === '' ? '' : `&owner=${encodeURIComponent(data.owner)}`) : `&dans=${encodeURIComponent(data.into)}`
  const cards = (concepts: readonly Concept[]): Html => html`<ul class="type-cards">${concepts.map((c) => html`<li><a class="card" href="/nouvelle?type=${c.notation}${where}"><strong>${c[ui.locale]}</strong> <span class="hint">${ui.locale === 'fr' ? c.definitionFr : c.definitionEn}</span></a></li>`)}</ul>`
  return html`<h1>${m.newTitle}</h1><p class="lead">${m.newLead}</p>
${data.error ? html`<div class="problems" role="alert"><p>${data.error}</p></div>` : ''}
<h2>${m.newType}</h2><p>${forms.newTypesLead}</p>${cards(offered)}
${others.length === 0 ? '' : html`<details><summary>${forms.newTypesOthers}</summary>${cards(others)}</details>`}`
}

function ficheForm(ui: Ui, data: NewFicheData, form: NonNullable<NewFicheData['form']>): Html {
  const { proposing: m, forms } = ui.m
  const isFr = ui.locale === 'fr'
  const errors = new Map([...data.problems.flatMap((p) => (p.field === undefined ? [] : [[p.field, isFr ? p.fr : p.en] as const])), ...data.fieldErrors])
  const sentences = [
    ...(data.error ? [{ text: data.error }] : []),
    ...namedErrors(ui, form.fields, data.fieldErrors),
    ...data.problems.filter((p) => p.field === undefined || !data.fieldErrors.has(p.field)).map((p) => ({ field: p.field, text: isFr ? p.fr : p.en, wayOut: isFr ? p.wayOutFr : p.wayOutEn })),
  ]
  const options: FormOptions = { errors, licences: data.licences }
  const required = form.fields.filter(({ field }) => field.required && field.key !== 'type')
  const rest = form.fields.filter(({ field }) => !field.required)
  const inGroup = (group: FieldGroup): readonly FormField[] => rest.filter(({ field }) => field.group === group)
  const typeName = ui.lexicon.conceptsOf('type-ressource').find((c) => c.notation === form.type)?.[ui.locale] ?? form.type
  const seen = [...new Set([...data.seen, ...data.neighbours.map(({ resource }) => resource.id)])].join(' ')
  const neighbours = html`<fc-neighbours data-from="/nouvelle/voisines" data-form="ecrire"><div data-list${data.neighbours.length > 0 ? html` role="region" aria-label="${forms.neighbours}" tabindex="-1" autofocus` : ''}>${neighbourList(ui, data.neighbours)}</div></fc-neighbours>`
  const where = data.into === undefined ? placeField(ui, data.places, data.owner, m.newWhere, data.fieldErrors.get('owner')) : html`<input type="hidden" name="dans" value="${data.into}">`
  return html`<h1>${m.newTitle}</h1>
<p class="soft">${forms.newChosenType(typeName)} (<a href="/nouvelle${data.into === undefined ? `?owner=${encodeURIComponent(data.owner)}` : `?dans=${encodeURIComponent(data.into)}`}">${forms.newChangeType}</a>)</p>
${correctionsSummary(ui, sentences)}
<fc-improve data-preview="/apercu" data-saved="" data-saving="" data-failed="">
<form method="post" action="/nouvelle" id="ecrire" class="improve"><input type="hidden" name="_csrf" value="${ui.csrf}"><input type="hidden" name="champ.type" value="${form.type}"><input type="hidden" name="proches" value="${seen}">
<div class="essential">
${required.map((f) => html`${ficheField(ui, f, options)}${f.field.key === 'titre' ? neighbours : ''}`)}
${where}</div>
<div class="writing"><div class="field"><label for="corps">${m.body}</label><p class="hint" id="corps-aide">${m.bodyHint}</p><textarea id="corps" name="corps" rows="12" class="source" aria-describedby="corps-aide">
${form.body}</textarea><details class="help"><summary>${m.help}</summary><table><tbody>${m.helpRows.map(([written, means]) => html`<tr><td><code>${written}</code></td><td>${means}</td></tr>`)}</tbody></table></details></div>
<div class="preview-pane waiting"><h2 id="apercu-titre">${m.preview}</h2><p class="hint">${m.previewWaiting}</p><div class="prose card" data-apercu tabindex="0" role="region" aria-labelledby="apercu-titre"></div></div></div>
<h2>${m.newMore}</h2>
${inGroup('essential').map((f) => ficheField(ui, f, options))}
${(['practical', 'steps', 'filing', 'people', 'own'] as const).map((group) => fieldGroup(ui, m.groups[group], inGroup(group), options))}
<div class="actions send-bar"><span class="with-hint"><button class="btn primary">${data.neighbours.length > 0 ? m.newSimilarGoOn : m.newButton}</button><span class="hint">${m.newHint}</span></span></div>
</form></fc-improve>`
}
