import { asksSecondVoice } from '../../forge/domain/decision-rules.js'
import type { FileOfNews, NamedRow, NewsReading, TextOfNews } from '../../forge/domain/news.js'
import type { RenderedComparison, RenderedReview } from '../../forge/domain/rendering.js'
import { addressOf, type Resource } from '../../forge/domain/resource.js'
import { decisionsOf } from '../../forge/domain/settling.js'
import { html, safe, type Html } from '../html.js'
import { layout } from './layout.js'
import { fileHeading } from './parts/file-heading.js'
import { date } from './parts/dates.js'
import { anchorOf, passageRow, pickOf, wholeFileRow, type RowData } from './parts/passage.js'
import { resourceHeader } from './parts/resource-header.js'
import { settledResult, type SettledResult } from './parts/settled-result.js'
import { tour } from './parts/tour.js'
import type { Ui } from './ui.js'

/** What the origin of an adaptation published since, as anybody reads it. */
export interface NewsData {
  readonly resource: Resource
  readonly origin: Resource | undefined
  readonly versions: readonly ShownVersion[]
  readonly comparison: RenderedComparison | undefined
  /** Whether this reader may bring them as a proposition, where the rule asks for a second voice. */
  readonly mayPropose: boolean
}

/** One of the origin's versions, as lists show it. */
export interface ShownVersion { readonly title: string; readonly authors: readonly { readonly name: string }[]; readonly at: number }

export function newsPage(ui: Ui, data: NewsData): string {
  const { settling: m } = ui.m
  const main = html`${resourceHeader(ui, data.resource, { tab: 'adaptations', isWithin: true, heading: m.newsTitle })}
${data.origin ? html`<p class="lead"><a href="/${addressOf(data.origin)}">${data.origin.title}</a></p>` : html`<p>${m.newsGone}</p>`}
${data.origin && data.versions.length === 0 ? html`<p>${m.newsNone}</p>` : ''}
${data.versions.length > 0 ? html`<p>${m.newsCount(data.versions.length)}</p>
<section aria-labelledby="reprendre"><h2 id="reprendre">${m.newsAll}</h2>${data.comparison ? html`<p class="brief">${data.comparison.summary}</p>${safe(data.comparison.changes)}` : ''}</section>
${data.mayPropose && asksSecondVoice(data.resource.rule) ? html`<section class="card decide"><form method="post" action="/${addressOf(data.resource)}/nouveautes"><input type="hidden" name="_csrf" value="${ui.csrf}"><p class="with-hint"><button class="btn primary">${ui.m.rules.newsPropose}</button><span class="hint">${ui.m.rules.sendSecondVoiceHint}</span></p></form></section>` : ''}
${versionsList(ui, data.versions)}` : ''}`
  return layout(ui, { title: `${m.newsTitle} – ${data.resource.title}`, main, unlisted: true })
}

/** The news, to be taken passage by passage by who stewards the adaptation. Plain radios: works without script. */
export interface NewsChoiceData extends Omit<RowData, 'files' | 'legend' | 'onwards'> {
  readonly resource: Resource
  readonly reading: NewsReading
  readonly versions: readonly ShownVersion[]
  /** Each text as its readers go through its changes, by path. */
  readonly reviews: ReadonlyMap<string, RenderedReview>
  readonly isTourSeen: boolean
  readonly result: SettledResult | undefined
  readonly error: string | undefined
}

export function newsChoicePage(ui: Ui, data: NewsChoiceData): string {
  const { settling: m } = ui.m
  const { reading } = data
  const base = `/${addressOf(data.resource)}`
  const isAside = reading.view === 'aside'
  const action = `${base}/nouveautes${isAside ? '?vue=ignores' : ''}`
  const names = namesOfNews(reading)
  const decided = (name: string) => newsPickOf(data, reading, name) !== undefined && !data.undecided.includes(name)
  const done = names.filter(decided).length
  const onwards = (name: string) => {
    const at = names.indexOf(name)
    const next = [...names.slice(at + 1), ...names.slice(0, at)].find((other) => newsPickOf(data, reading, other) === undefined)
    return names.length < 2 ? html`` : html`<p class="onwards"><a href="#${next === undefined ? 'resultat' : anchorOf(next)}" data-onwards>${next === undefined ? m.toResult : m.newsNextUndecided}</a></p>`
  }
  const row: RowData = { ...data, files: reading.toSettle, legend: (name) => m.newsChange(names.indexOf(name) + 1, names.length), onwards: (decision) => onwards(decision.name) }
  const asideCount = reading.aside.length
  const main = html`${resourceHeader(ui, data.resource, { tab: 'adaptations', isWithin: true, heading: isAside ? m.newsLook : m.newsTitle })}
<p class="lead">${isAside ? m.newsLookLead : names.length > 0 ? m.newsLead(reading.origin.title) : m.newsNone}</p>
${data.versions.length > 0 && !isAside ? html`<p>${m.newsCount(data.versions.length)}${names.length === 0 ? html`. ${m.newsNoneLeft}` : ''}</p>` : ''}
${data.error ? html`<div class="problems" role="alert" tabindex="-1" autofocus><p>${data.error}</p>${data.undecided.length > 0 ? html`<ul>${names.flatMap((name, at) => (data.undecided.includes(name) ? [html`<li><a href="#${anchorOf(name)}">${m.newsChange(at + 1, names.length)}</a></li>`] : []))}</ul>` : ''}</div>` : ''}
${names.length === 0 && isAside ? html`<p>${m.newsLookNone}</p>` : ''}
${names.length === 0 && (isAside || data.versions.length === 0) ? '' : html`<fc-settle data-preview="${base}/nouveautes/apercu${isAside ? '?vue=ignores' : ''}" data-next="${m.newsNextUndecided}" data-end="${m.toResult}">
<form method="post" action="${action}" class="settle of-news">
<input type="hidden" name="_csrf" value="${ui.csrf}"><input type="hidden" name="since" value="${reading.since}"><input type="hidden" name="published" value="${reading.published}"><input type="hidden" name="head" value="${reading.head}">
${names.length === 0 ? '' : tour(ui, data.isTourSeen, m.newsHowSteps)}
${reading.files.map((file) => html`<section class="settle-file"><h2${reading.files.length > 1 ? '' : html` class="vh"`}>${fileHeading(ui, data.resource.mainPath, file.path)}</h2>${file.kind === 'file' ? fileRow(ui, row, file, onwards) : textRows(ui, row, data, file, onwards)}</section>`)}
${names.length === 0 ? '' : html`<section class="card result" id="resultat" aria-labelledby="resultat-titre" tabindex="-1"><h2 id="resultat-titre">${m.result}</h2><div data-apercu>${settledResult(ui, data.result)}</div></section>`}
<div class="actions send-bar"><div class="with-hint"><button class="btn primary">${m.newsTake}</button><span class="hint">${m.newsTakeHint}</span></div>${names.length === 0 ? '' : html` <button class="btn" name="etape" value="apercu" formaction="${action}#resultat">${m.seeResult}</button> <button class="btn" name="etape" value="garder">${m.keepChoices}</button>`}</div>
${names.length === 0 ? '' : html`<div class="settle-progress"><span role="status" data-count-shown data-count="${m.newsDecided(0, names.length)}|${m.newsDecided(2, names.length)}">${m.newsDecided(done, names.length)}</span> <progress value="${done}" max="${names.length}" aria-label="${m.progress}">${m.count(done, names.length)}</progress> <a href="#${done === names.length ? 'resultat' : anchorOf(names.find((name) => !decided(name)) ?? '')}" data-first-undecided>${done === names.length ? m.toResult : m.newsNextUndecided}</a></div>`}
</form></fc-settle>`}
${isAside ? html`<p><a href="${base}/nouveautes">${m.newsLookBack}</a></p>` : html`${asideCount > 0 ? html`<p><a href="${base}/nouveautes?vue=ignores">${m.newsLookCount(asideCount)}</a></p>` : ''}
${data.versions.length > 0 ? versionsList(ui, data.versions) : ''}
<p><a href="${base}/proposer-a-l-origine">${ui.m.proposing.offerLink}</a></p>`}`
  return layout(ui, { title: `${m.newsTitle} – ${data.resource.title}`, main, unlisted: true, islands: ['fc-settle', 'fc-tour'] })
}

/** Every decision of the news, in the order of the page. */
export const namesOfNews = (reading: NewsReading): readonly string[] => reading.files.flatMap((file) => (file.kind === 'file' ? [file.name] : file.rows.map(({ name }) => name)))

/** What a decision starts with: the person's pick; else taken where the adaptation left the passage alone, the suggestion where there is one. */
function newsPickOf(data: Pick<RowData, 'picks'>, reading: NewsReading, name: string): string | undefined {
  const decision = decisionsOf(reading.toSettle).find((one) => one.name === name)
  return decision ? pickOf(data, decision) : data.picks.picks.get(name) ?? (reading.view === 'aside' ? 'laisser' : 'prendre')
}

function versionsList(ui: Ui, versions: readonly ShownVersion[]): Html {
  return html`<section class="card" aria-labelledby="versions"><h2 id="versions">${ui.m.settling.newsVersions}</h2><ul>${versions.slice(0, 30).map(({ title, authors, at }) => html`<li>${title.slice(0, 200)}<br><span class="soft">${authors.map(({ name }) => name).join(', ')}, ${date(at, ui.locale)}</span></li>`)}</ul></section>`
}

/** The text's changes in place, what did not change folded between them. */
function textRows(ui: Ui, row: RowData, data: NewsChoiceData, file: TextOfNews, onwards: (name: string) => Html): Html {
  const review = data.reviews.get(file.path)
  const shown = new Set<NamedRow>()
  const rowOf = (old: readonly [number, number], next: readonly [number, number]) => file.rows.find(({ row }) => row.changes.some((change) => change.old.join() === old.join() && change.new.join() === next.join()))
  const one = (named: NamedRow, title: string, body: string): Html => {
    if (shown.has(named)) return html``
    shown.add(named)
    const decision = named.settled && decisionsOf(data.reading.toSettle).find((found) => found.file === named.settled)
    if (decision?.passage) return passageRow(ui, row, decision, decision.passage, named.row.changes.every((change) => change.kind === 'fields'))
    return freeRow(ui, row, data.reading, named.name, title === '' ? html`` : html`<h3 class="vh">${row.legend(named.name)}</h3><h4>${title}</h4>`, html`<div class="prose">${safe(body)}</div>`, onwards)
  }
  const rows = (review?.parts ?? []).map((part) => {
    if (part.kind === 'same') return html`<div class="prose news-same">${safe(part.html)}</div>`
    if (part.kind === 'moved-away') return html`<div class="prose news-same"><p class="soft">${part.title}</p>${safe(part.html)}</div>`
    const named = rowOf(part.old, part.new)
    return named === undefined ? '' : one(named, part.title, part.html)
  })
  // Too many to be shown in place: each by its words.
  const rest = file.rows.filter((named) => !shown.has(named)).map((named) => one(named, '', ''))
  return html`${rows}${rest}`
}

/** A change that leaves the adaptation's words alone: taken or not. */
function freeRow(ui: Ui, row: RowData, reading: NewsReading, name: string, title: Html, body: Html, onwards: (name: string) => Html): Html {
  const { settling: m } = ui.m
  const pick = newsPickOf(row, reading, name)
  const radio = (value: string, label: string) => html`<label class="check"><input type="radio" name="${name}" value="${value}"${pick === value && html` checked`}> <span>${label}</span></label>`
  return html`<fieldset class="card passage free" id="${anchorOf(name)}"><legend>${row.legend(name)}</legend>
${title}
<p class="why soft">${m.newsFree}</p>
${body}
<div class="take-or-leave">${radio('prendre', m.newsPick)}${radio('laisser', m.newsLeave)}</div>
${onwards(name)}
</fieldset>`
}

function fileRow(ui: Ui, row: RowData, file: FileOfNews, onwards: (name: string) => Html): Html {
  const { settling: m } = ui.m
  const decision = file.settled && decisionsOf(row.files).find((one) => one.file === file.settled)
  if (decision && file.settled?.kind === 'whole') return wholeFileRow(ui, row, decision, file.settled)
  const said = file.status === 'added' ? m.newsFile.added(file.path) : file.status === 'deleted' ? m.newsFile.removed(file.path) : file.status === 'renamed' ? m.newsFile.renamed(file.oldPath, file.path) : m.newsFile.changed(file.path)
  const side = row.shown.sides.get(file.name)?.theirs
  const text = row.shown.decisions.get(file.name)?.theirs
  const body = html`${side?.picture !== undefined ? html`<p class="two-up"><img src="${side.picture}" alt="${m.picture(m.origin)}"></p>` : text === undefined ? '' : html`<div class="prose">${safe(text)}</div>`}${side && html`<p class="soft">${m.size(side.bytes)}</p>`}`
  return freeRow(ui, row, row.reading!, file.name, html`<h3>${said}</h3>`, body, onwards)
}
