import type { Verdict } from '../../content-schema/licences/verdict.js'
import type { CommitInfo } from '../../forge/domain/git.js'
import { asksSecondVoice } from '../../forge/domain/decision-rules.js'
import type { RenderedComparison } from '../../forge/domain/rendering.js'
import { addressOf, type Resource } from '../../forge/domain/resource.js'
import { html, safe, type Html } from '../html.js'
import { verdictBox } from './adapt.js'
import { layout } from './layout.js'
import { date } from './parts/dates.js'
import { resourceHeader } from './parts/resource-header.js'
import type { Ui } from './ui.js'

/** What the origin of an adaptation published since, and how to take it. */
export interface NewsData {
  readonly resource: Resource
  readonly origin: Resource | undefined
  readonly versions: readonly CommitInfo[]
  readonly comparison: RenderedComparison | undefined
  readonly needsSettling: boolean
  readonly mayTake: boolean
  readonly error?: string
}

const subject = (commit: CommitInfo): string => (commit.message.split('\n', 1)[0] ?? '').slice(0, 200)

export function newsPage(ui: Ui, data: NewsData): string {
  const { proposing: m } = ui.m
  const base = `/${addressOf(data.resource)}`
  const nothing = data.versions.length === 0
  const main = html`${resourceHeader(ui, data.resource, { tab: undefined, heading: m.newsTitle })}
${data.error ? html`<div class="problems" role="alert" tabindex="-1" autofocus><p>${data.error}</p></div>` : ''}
${data.origin ? html`<p class="lead"><a href="/${addressOf(data.origin)}">${data.origin.title}</a></p>` : html`<p>${m.newsGone}</p>`}
${data.origin && nothing ? html`<p>${m.newsNone}</p>` : ''}
${data.origin && !nothing ? html`<p>${m.newsCount(data.versions.length)}</p>
<div class="cols right"><section aria-labelledby="reprendre"><h2 id="reprendre">${m.newsChanges}</h2>${data.comparison ? html`<p class="brief">${data.comparison.summary}</p>${safe(data.comparison.changes)}` : ''}</section>
<div>${data.mayTake ? takeForm(ui, data.resource, data.needsSettling) : ''}
<section class="card" aria-labelledby="versions"><h2 id="versions">${m.newsVersions}</h2><ul>${data.versions.slice(0, 30).map((commit) => html`<li>${subject(commit)}<br><span class="soft">${commit.author.name}, ${date(commit.committer.at, ui.locale)}</span></li>`)}</ul></section></div></div>` : ''}
${data.origin ? html`<p><a href="${base}/proposer-a-l-origine">${m.offerLink}</a></p>` : ''}`
  return layout(ui, { title: `${m.newsTitle} – ${data.resource.title}`, main, unlisted: true })
}

function takeForm(ui: Ui, resource: Resource, needsSettling: boolean): Html {
  const { proposing: m, rules } = ui.m
  const base = `/${addressOf(resource)}`
  if (asksSecondVoice(resource.rule)) return html`<section class="card decide"><form method="post" action="${base}/nouveautes"><input type="hidden" name="_csrf" value="${ui.csrf}"><p class="with-hint"><button class="btn primary">${rules.newsPropose}</button><span class="hint">${rules.sendSecondVoiceHint}</span></p></form></section>`
  return html`<section class="card decide"><form method="post" action="${base}/nouveautes"><input type="hidden" name="_csrf" value="${ui.csrf}">
${needsSettling ? html`<p>${m.newsSettle}</p>` : ''}<p class="with-hint"><button class="btn primary">${m.newsTake}</button><span class="hint">${m.newsTakeHint}</span></p></form></section>`
}

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
  const main = html`${resourceHeader(ui, data.resource, { tab: undefined, heading: m.offerTitle })}
<p class="lead">${m.offerLead(data.origin.title)}</p>
${data.error ? html`<div class="problems" role="alert" tabindex="-1" autofocus><p>${data.error}</p></div>` : ''}
${data.verdict.verdict === 'pass' ? '' : verdictBox(ui, data.verdict)}
<div class="cols right"><section aria-labelledby="offerts"><h2 id="offerts">${m.offerChanges}</h2>${data.comparison.unchanged ? html`<p>${m.offerNothing}</p>` : html`<p class="brief">${data.comparison.summary}</p>${safe(data.comparison.changes)}`}</section>
${data.comparison.unchanged || isBlocked ? '' : html`<section class="card send"><form method="post" action="${base}/proposer-a-l-origine"><input type="hidden" name="_csrf" value="${ui.csrf}">
<div class="field"><label for="champ-title">${m.endWhat} <span class="required">(${m.required})</span></label><input type="text" id="champ-title" name="title" maxlength="200" required value="${data.typed.title}"></div>
<div class="field"><label for="champ-reason">${m.endWhy} <span class="required">(${m.optional})</span></label><textarea id="champ-reason" name="reason" rows="4">
${data.typed.reason}</textarea></div>
${data.resource.title === data.origin.title ? html`<input type="hidden" name="keepTitle" value="oui">` : html`<label class="check"><input type="checkbox" name="keepTitle" value="oui"${data.typed.keepTitle && html` checked`}> ${m.offerKeepTitle}</label>`}
<p class="with-hint"><button class="btn primary">${m.offerButton}</button><span class="hint">${data.origin.rule.kind === 'ouverte' ? m.sendOpenHint : m.sendHint}</span></p></form></section>`}</div>`
  return layout(ui, { title: `${m.offerTitle} – ${data.resource.title}`, main, unlisted: true })
}
