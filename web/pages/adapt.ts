import { identify } from '../../content-schema/licences/identify.js'
import type { LabelChoice } from '../../content-schema/licences/joined-label.js'
import type { Verdict } from '../../content-schema/licences/verdict.js'
import { addressOf, type AdaptationReason, type Owner, type Resource } from '../../forge/domain/resource.js'
import { html, type Html } from '../html.js'
import { layout } from './layout.js'
import { licenceName } from './parts/licence.js'
import { correctionsSummary, type FieldErrors } from './parts/corrections.js'
import { licenceSentence } from './parts/fields/licence-chooser.js'
import { shortName } from './parts/licences/weighed-words.js'
import { resourceCrumbs } from './parts/resource-header.js'
import type { Ui } from './ui.js'

export const adaptationReasons: readonly AdaptationReason[] = ['public', 'duree', 'lieu', 'langue', 'accessibilite', 'autre']

export interface AdaptData {
  readonly resource: Resource
  readonly verdict: Verdict
  /** When its header joins several licences: between which labels the reader chooses. */
  readonly choice: LabelChoice | undefined
  /** Where it may live: one's own space first, then one's communities. */
  readonly places: readonly Owner[]
  readonly typed: { readonly reason: string; readonly explanation: string; readonly title: string; readonly owner: string; readonly licence: string }
  readonly errors: FieldErrors
  readonly error: string | undefined
}

/** A text that goes into a mix, as a person calls it, and its licence. */
export interface Ingredient { readonly what: string; readonly licence: string }

/** What goes in, what the licences make of it, by which clause, and the ways out. */
export function verdictBox(ui: Ui, verdict: Verdict, ingredients: readonly Ingredient[] = []): Html {
  const { proposing: m } = ui.m
  const isFr = ui.locale === 'fr'
  return html`<section class="card licence-verdict ${verdict.verdict}" aria-labelledby="verdict"><h2 id="verdict">${m.licenceVerdict}</h2>
${ingredients.length > 0 ? html`<p class="label">${ui.m.licences.ingredients}</p><ul class="ingredients">${ingredients.map(({ what, licence }) => html`<li>${what} <span class="soft">– ${licence}</span></li>`)}</ul>` : ''}
<p><strong>${ui.m.licences.result}${isFr ? '\u00A0' : ''}: ${ui.m.licences.outcomes[verdict.verdict].toLowerCase()}.</strong> ${isFr ? verdict.fr : verdict.en}</p><p class="soft"><a href="${verdict.clause.uri}" rel="noopener">${verdict.clause.label}</a></p>
${verdict.fixes.length > 0 ? html`<p><strong>${m.wayOut}</strong></p><ul>${verdict.fixes.map((fix) => html`<li>${isFr ? fix.fr : fix.en}</li>`)}</ul>` : ''}</section>`
}

/** Where something is kept: one's own space, or a community. */
export function placeField(ui: Ui, places: readonly Owner[], chosen: string, label: string, error?: string): Html {
  return html`<div class="field"><label for="champ-owner">${label}</label><select id="champ-owner" name="owner"${error ? html` aria-invalid="true" aria-describedby="champ-owner-erreur"` : ''}>${places.map((place) => html`<option value="${place.handle}"${place.handle === chosen && html` selected`}>${place.kind === 'person' ? `${ui.m.proposing.mySpace} (@${place.handle})` : place.name}</option>`)}</select>${error && html`<p class="error" id="champ-owner-erreur">${error}</p>`}</div>`
}

/** The licences an origin offers, in plain words: one of them, or all of them as it does. */
function licenceField(ui: Ui, { resource, typed, errors }: AdaptData, choice: LabelChoice): Html {
  const { proposing: m } = ui.m
  const error = errors.get('licence')
  const names = choice.labels.filter((label) => label !== choice.joined).map(shortName)
  const one = (label: string): Html => {
    const licence = identify(label)
    const said = label === choice.joined ? m.adaptLicenceAll[choice.kind] : licence ? licenceSentence(ui, licence) : undefined
    return html`<label class="check choice"><input type="radio" name="licence" value="${label}" required${typed.licence === label && html` checked`}> <span class="term">${said !== undefined && html`<span>${said}</span>`}<span class="hint">${label === choice.joined ? ui.m.rules[choice.kind](names) : shortName(label)}${licence && html` · <a href="/licences/${licence.id}">${ui.m.licences.more}</a>`}</span></span></label>`
  }
  return html`<fieldset class="field" id="champ-licence" aria-describedby="champ-licence-aide${error && ' champ-licence-erreur'}"><legend>${m.adaptLicence} <span class="required">(${m.required})</span></legend>
<p class="hint" id="champ-licence-aide">${m.adaptLicenceHint[choice.kind](resource.title)}</p><div class="choices">${choice.labels.map(one)}</div>${error && html`<p class="error" id="champ-licence-erreur">${error}</p>`}</fieldset>
`
}

export function adaptPage(ui: Ui, data: AdaptData): string {
  const { proposing: m } = ui.m
  const { resource, typed, errors } = data
  const base = `/${addressOf(resource)}`
  const heading = m.adaptTitle(resource.title)
  const wrong = (field: string) => errors.get(field)
  const isRefused = data.choice === undefined && data.verdict.verdict === 'block'
  const main = html`${resourceCrumbs(ui, resource)}<div class="narrow">
<h1>${heading}</h1><p class="lead">${isRefused ? m.adaptRefused : m.adaptLead}</p>
${isRefused ? '' : html`<p class="soft"><a href="${base}/ameliorer">${m.adaptImproveInstead}</a></p>`}
${correctionsSummary(ui, [...(data.error ? [{ text: data.error }] : []), ...[...errors].map(([field, text]) => ({ field, text }))])}
${data.choice === undefined ? verdictBox(ui, data.verdict, [{ what: resource.title, licence: licenceName(ui, resource.licence) }]) : ''}
${isRefused ? html`<p class="actions"><a class="btn primary" href="${base}">${m.adaptBack}</a> <a class="btn" href="${base}/ameliorer">${m.improveInstead}</a></p>` : html`<form method="post" action="${base}/adapter"><input type="hidden" name="_csrf" value="${ui.csrf}">
${data.choice === undefined ? '' : licenceField(ui, data, data.choice)}<fieldset class="field" id="champ-reason"${wrong('reason') ? html` aria-describedby="champ-reason-erreur"` : ''}><legend>${m.adaptWhy} <span class="required">(${m.required})</span></legend>${adaptationReasons.map((reason) => html`<label class="check"><input type="radio" name="reason" value="${reason}" required${typed.reason === reason && html` checked`}> ${m.adaptReasons[reason]}</label>`)}${wrong('reason') && html`<p class="error" id="champ-reason-erreur">${wrong('reason')}</p>`}</fieldset>
<div class="field"><label for="champ-explanation">${m.adaptExplain}</label><p class="hint" id="champ-explanation-aide">${m.adaptExplainHint}</p><textarea id="champ-explanation" name="explanation" rows="2" maxlength="2000" aria-describedby="champ-explanation-aide"${wrong('explanation') ? html` aria-invalid="true"` : ''}>
${typed.explanation}</textarea>${wrong('explanation') && html`<p class="error">${wrong('explanation')}</p>`}</div>
<div class="field"><label for="champ-title">${m.adaptFicheTitle}</label><input type="text" id="champ-title" name="title" maxlength="200" value="${typed.title}"></div>
${placeField(ui, data.places, typed.owner, m.adaptWhere, wrong('owner'))}
<p class="with-hint"><button class="btn primary">${m.adaptButton}</button><span class="hint">${m.adaptHint}</span></p></form>`}</div>`
  return layout(ui, { title: heading, main, unlisted: true })
}
