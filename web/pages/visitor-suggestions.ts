import { addressOf, type Resource } from '../../forge/domain/resource.js'
import type { VisitorSuggestion } from '../../forge/domain/visitor-suggestion.js'
import { html, safe, type Html } from '../html.js'
import { layout } from './layout.js'
import { dateText } from './parts/dates.js'
import { hidden } from './parts/field.js'
import { resourceHeader } from './parts/resource-header.js'
import type { Ui } from './ui.js'

export interface HeldData {
  readonly resource: Resource
  readonly held: readonly { readonly suggestion: VisitorSuggestion; readonly html: string }[]
  readonly refused: { readonly id: string; readonly sentence: string } | undefined
}

/** Suggestions of people without an account, for the stewards who let them in or not. */
export function heldSuggestionsPage(ui: Ui, { resource, held, refused }: HeldData): string {
  const { passages: m } = ui.m
  const base = `/${addressOf(resource)}`
  const one = ({ suggestion, html: marked }: HeldData['held'][number]): Html => {
    const name = suggestion.name === '' ? m.passerBy : suggestion.name
    return html`<li><article class="card" aria-labelledby="s-${suggestion.id}"><h2 id="s-${suggestion.id}">${m.heldFrom(name, dateText(suggestion.madeAt, ui.locale))}${suggestion.isAddressConfirmed ? html` <span class="soft">(${m.heldConfirmed})</span>` : ''}</h2>
${refused?.id === suggestion.id ? html`<div class="problems" role="alert" tabindex="-1" autofocus><p>${refused.sentence}</p></div>` : ''}
<div class="change-shown wording">${safe(marked)}</div>${suggestion.reason === '' ? '' : html`<p>${suggestion.reason}</p>`}
<div class="thread-actions"><form method="post" action="${base}/suggestions/${suggestion.id}/approuver" class="with-hint">${hidden('_csrf', ui.csrf)}<button class="btn primary">${m.approve}</button><span class="hint">${m.approveHint}</span></form>
<form method="post" action="${base}/suggestions/${suggestion.id}/refuser" class="with-hint">${hidden('_csrf', ui.csrf)}<button class="btn danger">${m.refuse}</button><span class="hint">${m.refuseHint}</span></form></div></article></li>`
  }
  const main = html`${resourceHeader(ui, resource, { tab: 'proposals', isWithin: true, heading: m.heldTitle })}<p class="lead">${m.heldLead}</p>
${held.length === 0 ? html`<p>${m.heldNone}</p>` : html`<ol class="proposals">${held.map(one)}</ol>`}`
  return layout(ui, { title: `${m.heldTitle} – ${resource.title}`, main, unlisted: true })
}

/** Confirms by a button, never by opening the link: mail scanners open links. */
export function confirmVisitorPage(ui: Ui, data: { readonly secret: string; readonly address: string }): string {
  const { passages: m } = ui.m
  return layout(ui, {
    title: m.confirmTitle, unlisted: true,
    main: html`<section class="account-page"><h1>${m.confirmTitle}</h1><p class="lead">${m.confirmLead(data.address)}</p><p>${m.confirmHint}</p>
<form method="post" action="/adresses/suggestion/${data.secret}">${hidden('_csrf', ui.csrf)}<p class="actions"><button class="btn primary">${m.confirmButton}</button></p></form></section>`,
  })
}

/** Whether people without an account may suggest, as a form of its own beside other settings. */
export function visitorsSetting(ui: Ui, data: { readonly action: string; readonly invites: boolean; readonly hint: string }): Html {
  const { passages: m } = ui.m
  return html`<section class="card setting" aria-labelledby="sans-compte"><h2 id="sans-compte">${m.allow}</h2><form method="post" action="${data.action}">${hidden('_csrf', ui.csrf)}
<div class="field"><label class="check"><input type="checkbox" name="ouvertes" value="oui"${data.invites && html` checked`} aria-describedby="sans-compte-aide"> ${m.allowLabel}</label><p class="hint" id="sans-compte-aide">${data.hint}</p></div><p class="actions"><button class="btn">${m.allowSave}</button></p></form></section>`
}
