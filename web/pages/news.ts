import type { CommitInfo } from '../../forge/domain/git.js'
import type { RenderedComparison } from '../../forge/domain/rendering.js'
import { addressOf, type Resource } from '../../forge/domain/resource.js'
import { html, safe, type Html } from '../html.js'
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
  readonly mayTake: boolean
  readonly error?: string
}

const subject = (commit: CommitInfo): string => (commit.message.split('\n', 1)[0] ?? '').slice(0, 200)

export function newsPage(ui: Ui, data: NewsData): string {
  const { settling: m } = ui.m
  const base = `/${addressOf(data.resource)}`
  const nothing = data.versions.length === 0
  const main = html`${resourceHeader(ui, data.resource, { tab: undefined, heading: m.newsTitle })}
${data.error ? html`<div class="problems" role="alert" tabindex="-1" autofocus><p>${data.error}</p></div>` : ''}
${data.origin ? html`<p class="lead"><a href="/${addressOf(data.origin)}">${data.origin.title}</a></p>` : html`<p>${m.newsGone}</p>`}
${data.origin && nothing ? html`<p>${m.newsNone}</p>` : ''}
${data.origin && !nothing ? html`<p>${m.newsCount(data.versions.length)}</p>
<div class="cols right"><section aria-labelledby="reprendre"><h2 id="reprendre">${m.newsAll}</h2>${data.comparison ? html`<p class="brief">${data.comparison.summary}</p>${safe(data.comparison.changes)}` : ''}</section>
<div>${data.mayTake ? takeForm(ui, base) : ''}
<section class="card" aria-labelledby="versions"><h2 id="versions">${m.newsVersions}</h2><ul>${data.versions.slice(0, 30).map((commit) => html`<li>${subject(commit)}<br><span class="soft">${commit.author.name}, ${date(commit.committer.at, ui.locale)}</span></li>`)}</ul></section></div></div>` : ''}
${data.origin ? html`<p><a href="${base}/proposer-a-l-origine">${ui.m.proposing.offerLink}</a></p>` : ''}`
  return layout(ui, { title: `${m.newsTitle} – ${data.resource.title}`, main, unlisted: true })
}

function takeForm(ui: Ui, base: string): Html {
  const { settling: m } = ui.m
  return html`<section class="card decide"><form method="post" action="${base}/nouveautes"><input type="hidden" name="_csrf" value="${ui.csrf}">
<p class="with-hint"><button class="btn primary">${m.newsTake}</button><span class="hint">${m.newsTakeHint}</span></p></form></section>`
}
