import type { Verdict } from '../../content-schema/licences/verdict.js'
import type { RenderedComparison } from '../../forge/domain/rendering.js'
import { addressOf, type Resource } from '../../forge/domain/resource.js'
import { html, safe } from '../html.js'
import { verdictBox } from './adapt.js'
import { layout } from './layout.js'
import { licenceName } from './parts/licence.js'
import { resourceHeader } from './parts/resource-header.js'
import type { Ui } from './ui.js'

/** An adaptation's changes, before they are proposed to the origin. */
export interface OfferData {
  readonly resource: Resource
  readonly origin: Resource
  readonly comparison: RenderedComparison
  readonly verdict: Verdict
  readonly typed: { readonly title: string; readonly reason: string; readonly keepTitle: boolean }
  readonly error: string | undefined
}

export function offerPage(ui: Ui, data: OfferData): string {
  const { proposing: m } = ui.m
  const base = `/${addressOf(data.resource)}`
  const isBlocked = data.verdict.verdict === 'block'
  const main = html`${resourceHeader(ui, data.resource, { tab: 'adaptations', isWithin: true, heading: m.offerTitle })}
<p class="lead">${m.offerLead(data.origin.title)}</p>
${data.error ? html`<div class="problems" role="alert" tabindex="-1" autofocus><p>${data.error}</p></div>` : ''}
${data.verdict.verdict === 'pass' ? '' : verdictBox(ui, data.verdict, [data.resource, data.origin].map((one) => ({ what: one.title, licence: licenceName(ui, one.licence) })))}
<div class="cols right"><section aria-labelledby="offerts"><h2 id="offerts">${m.offerChanges}</h2>${data.comparison.unchanged ? html`<p>${m.offerNothing}</p>` : html`<p class="brief">${data.comparison.summary}</p>${safe(data.comparison.changes)}`}</section>
${data.comparison.unchanged || isBlocked ? '' : html`<section class="card send"><form method="post" action="${base}/proposer-a-l-origine"><input type="hidden" name="_csrf" value="${ui.csrf}">
<div class="field"><label for="champ-title">${m.endWhat} <span class="required">(${m.required})</span></label><input type="text" id="champ-title" name="title" maxlength="200" required value="${data.typed.title}"></div>
<div class="field"><label for="champ-reason">${m.endWhy} <span class="required">(${m.optional})</span></label><textarea id="champ-reason" name="reason" rows="4">
${data.typed.reason}</textarea></div>
${data.resource.title === data.origin.title ? html`<input type="hidden" name="keepTitle" value="oui">` : html`<label class="check"><input type="checkbox" name="keepTitle" value="oui"${data.typed.keepTitle && html` checked`}> ${m.offerKeepTitle}</label>`}
<p class="with-hint"><button class="btn primary">${m.offerButton}</button><span class="hint">${data.origin.rule.kind === 'ouverte' ? m.sendOpenHint : m.sendHint}</span></p></form></section>`}</div>`
  return layout(ui, { title: `${m.offerTitle} – ${data.resource.title}`, main, unlisted: true })
}
