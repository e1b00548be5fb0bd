import { typedRule } from '../../forge/domain/decision-rules.js'
import { addressOf, type Owner, type PushedProblems, type Resource } from '../../forge/domain/resource.js'
import { html, type Html } from '../html.js'
import { placeField } from './adapt.js'
import { layout } from './layout.js'
import { licenceLabel, offeredLicences } from './parts/fields/licence-chooser.js'
import { licenceName } from './parts/licence.js'
import { resourceHeader } from './parts/resource-header.js'
import { ruleChoice } from './parts/rule-choice.js'
import type { Ui } from './ui.js'

/** Settings of a resource, for its stewards: one form a decision, each with what follows from it. */
export interface ResourceSettingsData {
  readonly resource: Resource
  readonly places: readonly Owner[]
  readonly pushedProblems: PushedProblems
  /** Why it cannot be deleted, as a sentence; undefined when it can. */
  readonly whyNotDelete: string | undefined
  /** `field`: the field that is wrong, when it is one. */
  readonly refused: { readonly form: string; readonly field?: string; readonly sentence: string; readonly typed: Readonly<Record<string, string>> } | undefined
}

export function resourceSettingsPage(ui: Ui, data: ResourceSettingsData): string {
  const { proposing: m } = ui.m
  const { resource, refused } = data
  const base = `/${addressOf(resource)}`
  const typed = (form: string, name: string, otherwise: string) => (refused?.form === form ? refused.typed[name] ?? otherwise : otherwise)
  const section = (form: string, title: string, hint: string, inside: Html, button?: { label: string; danger?: true }): Html => html`<section class="card setting" aria-labelledby="${form}-titre" id="${form}"><h2 id="${form}-titre">${title}</h2>${hint && html`<p class="hint">${hint}</p>`}
${refused?.form === form ? html`<div class="problems" role="alert" tabindex="-1" autofocus><p>${refused.sentence}</p></div>` : ''}
<form method="post" action="${base}/reglages/${form}"><input type="hidden" name="_csrf" value="${ui.csrf}">${inside}${button && html`<button class="btn${button.danger ? ' danger' : ''}">${button.label}</button>`}</form></section>`
  const text = (form: string, name: string, label: string, value: string, rows?: number): Html => {
    const id = `${form}-${name}`
    return html`<div class="field"><label for="${id}">${label}</label>${rows === undefined ? html`<input type="text" id="${id}" name="${name}" value="${typed(form, name, value)}" autocapitalize="none" autocomplete="off" spellcheck="false">` : html`<textarea id="${id}" name="${name}" rows="${rows}">
${typed(form, name, value)}</textarea>`}</div>`
  }
  const present = typedRule(resource.rule)
  const rule = ruleChoice(ui, {
    legend: m.settingsRule, isTitled: true, typed: { kind: typed('regle', 'rule', present.kind), readers: typed('regle', 'readers', present.readers), days: typed('regle', 'days', present.days) },
    errors: new Map(refused?.form === 'regle' && refused.field !== undefined ? [[refused.field, refused.sentence]] : []),
  })
  const main = html`${resourceHeader(ui, resource, { tab: 'settings', heading: m.settingsTitle })}<div class="narrow">
<p><a href="${base}/decisions">${ui.m.rules.decisionsLink}</a></p>
${resource.licence.state === 'declared' ? '' : section('licence', m.settingsLicence, m.settingsLicenceHint, html`<p class="soft">${licenceName(ui, resource.licence)}</p><div class="field"><label for="licence-licence">${ui.m.reading.facets.licence}</label><select id="licence-licence" name="licence"><option value="">${m.choose}</option>${offeredLicences.map((id) => html`<option value="${id}"${typed('licence', 'licence', '') === id && html` selected`}>${licenceLabel(id)}</option>`)}</select></div>${text('licence', 'reason', m.settingsLicenceReason, '', 2)}`, { label: m.settingsLicenceButton })}
${section('regle', m.settingsRule, '', html`${rule}${text('regle', 'reason', m.settingsRuleReason, '', 2)}`, { label: m.settingsRuleButton })}
${section('verifications', m.settingsChecks, m.settingsChecksHint, html`<fieldset><legend class="vh">${m.settingsChecks}</legend>${(['refused', 'told'] as const).map((kind) => html`<label class="check"><input type="radio" name="pushed" value="${kind}"${typed('verifications', 'pushed', data.pushedProblems) === kind && html` checked`}> ${m.checks[kind]}</label>`)}</fieldset>`, { label: m.settingsChecksButton })}
${section('garants', m.settingsStewards, m.settingsStewardsHint, text('garants', 'handles', m.settingsStewards, resource.stewards.map((s) => (s.handle === '' ? s.id : s.handle)).join('\n'), 3), { label: m.settingsStewardsButton })}
${section('adresse', m.settingsRename, m.settingsRenameHint(`${ui.baseUrl}${base}`), text('adresse', 'slug', m.settingsSlug, resource.slug), { label: m.settingsRenameButton })}
${section('espace', m.settingsTransfer, m.settingsTransferHint, placeField(ui, data.places, resource.owner.handle, m.newWhere), { label: m.settingsTransferButton })}
${resource.state === 'retired'
    ? section('remettre', m.settingsRestore, m.settingsRestoreHint(resource.retiredBecause ?? ''), html``, { label: m.settingsRestore })
    : section('retirer', m.settingsRetire, m.settingsRetireHint, text('retirer', 'reason', m.settingsRetireReason, '', 2), { label: m.settingsRetireButton, danger: true })}
${data.whyNotDelete === undefined
    ? section('supprimer', m.settingsDelete, m.settingsDeleteHint, text('supprimer', 'typed', m.settingsDeleteType(resource.slug), ''), { label: m.settingsDeleteButton, danger: true })
    : html`<section class="card setting" aria-labelledby="supprimer-titre"><h2 id="supprimer-titre">${m.settingsDelete}</h2><p>${data.whyNotDelete}</p></section>`}
</div>`
  return layout(ui, { title: `${m.settingsTitle} – ${resource.title}`, main, unlisted: true })
}
