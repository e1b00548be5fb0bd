import { addressOf, type Resource } from '../../forge/domain/resource.js'
import type { MergeRequest } from '../../forge/domain/merge-request.js'
import { html, type Html } from '../html.js'
import { layout } from './layout.js'
import { effortMark } from './parts/effort.js'
import { proposedBy } from './parts/proposed-by.js'
import { resourceHeader } from './parts/resource-header.js'
import type { Ui } from './ui.js'

export interface ProposalsData {
  readonly resource: Resource
  readonly open: readonly MergeRequest[]
  readonly closed: readonly MergeRequest[]
}

/** The propositions of a resource: those that wait, then those that are settled. */
export function proposalsPage(ui: Ui, data: ProposalsData): string {
  const { proposing: m } = ui.m
  const base = `/${addressOf(data.resource)}`
  const main = html`${resourceHeader(ui, data.resource, { tab: 'proposals', heading: m.proposalsTitle, counts: { proposals: data.open.length } })}
<p><a href="${base}/decisions">${ui.m.rules.decisionsLink}</a></p>
<section><h2>${m.proposalsOpen(data.open.length)}</h2>
${data.open.length === 0 ? html`<p>${m.proposalsNone}</p>` : html`<ul class="proposals">${data.open.map((request) => proposalLine(ui, request, data.resource))}</ul>`}
${data.resource.state === 'published' ? html`<p>${m.proposalsInvite} <a class="btn" href="${base}/ameliorer">${ui.m.reading.improve}</a></p>` : ''}</section>
${data.closed.length > 0 ? html`<section><h2>${m.proposalsClosed}</h2><ul class="proposals">${data.closed.map((request) => proposalLine(ui, request, data.resource))}</ul></section>` : ''}`
  return layout(ui, { title: `${m.proposalsTitle} – ${data.resource.title}`, main })
}

export const stateBadge = (ui: Ui, request: MergeRequest): Html => html`<span class="state ${request.state}">${ui.m.proposing.states[request.state]}</span>`

/** A proposition in a list: what, who, when, where it stands. */
export function proposalLine(ui: Ui, request: MergeRequest, resource: Resource, options: { readonly showFiche?: true } = {}): Html {
  const { proposing: m } = ui.m
  return html`<li class="card"><h3><a href="/${addressOf(resource)}/propositions/${request.number}">${request.title}</a></h3>
<p class="soft">${stateBadge(ui, request)} ${request.state === 'open' ? html`${effortMark(ui, request)} ` : ''}${proposedBy(ui, request)}${request.iterations.length > 1 ? ` · ${m.iterationCount(request.iterations.length)}` : ''}${options.showFiche ? html` · ${m.forFiche} <a href="/${addressOf(resource)}">${resource.title}</a>` : ''}</p></li>`
}

/** « À relire », for who is not signed in: every open proposition of the instance. */
export function awaitingPage(ui: Ui, items: readonly { readonly request: MergeRequest; readonly resource: Resource }[]): string {
  const { proposing: m } = ui.m
  const main = html`<h1>${m.awaitingTitle}</h1><p class="lead">${m.awaitingLead}</p>
${items.length === 0 ? html`<p>${m.awaitingNone}</p>` : html`<section><h2 class="vh">${m.awaitingTitle}</h2><ul class="proposals">${items.map(({ request, resource }) => proposalLine(ui, request, resource, { showFiche: true }))}</ul></section>`}`
  return layout(ui, { title: m.awaitingTitle, main, section: 'review' })
}
