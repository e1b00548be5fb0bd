import { addressOf, type Resource } from '../../forge/domain/resource.js'
import type { Timeline, TimelineFact, TimelineRow } from '../../forge/domain/timeline.js'
import { html, type Html } from '../html.js'
import { layout } from './layout.js'
import { contributionTabs } from './parts/contributions/tabs.js'
import { timelineGraph, timelineLegend } from './parts/contributions/timeline-graph.js'
import { factSaid, marksOf, rowDate, rowSaid } from './parts/contributions/timeline-words.js'
import { pagination } from './parts/pagination.js'
import { personLink } from './parts/people.js'
import { resourceHeader, type TabCounts } from './parts/resource-header.js'
import type { Ui } from './ui.js'

export interface TimelineData extends Timeline {
  readonly resource: Resource
  readonly counts: TabCounts
}

/** Who did what when: a drawing, and a table that says the same. */
export function timelinePage(ui: Ui, data: TimelineData): string {
  const { contributing: m, reading } = ui.m
  const { resource, rows } = data
  const base = `/${addressOf(resource)}`
  const hasMore = data.page < data.pages || data.isCut
  return layout(ui, {
    title: m.timelineOf(resource.title), ...(data.page > 1 && { unlisted: true as const }),
    main: html`${resourceHeader(ui, resource, { tab: 'contributions', isWithin: true, heading: m.timelineOf(resource.title), counts: data.counts })}
${contributionTabs(ui, resource, 'timeline')}
<p>${m.timelineLead}${data.by === 'month' && html` ${m.byMonth(data.versions)}`}${data.isCut && html` ${m.timelineCut(data.versions)}`}</p>
${rows.length === 0 ? html`<p class="soft">${m.nothingYet}</p>` : html`<div class="drawn-and-told"><section><h2 id="dessin">${m.drawing}</h2>
<details class="legend-box" open><summary>${m.legend}</summary>${timelineLegend(ui, rows)}</details>
${timelineGraph(ui, rows, { hrefOf: (row) => hrefOf(base, row), hasMore })}</section>
<section><h2 id="tableau">${m.table}</h2>${table(ui, base, rows)}</section></div>`}
${pagination(ui, data, (page) => `${base}/contributions/frise${page === 1 ? '' : `?page=${page}`}`, { previous: reading.newer, next: reading.older })}`,
  })
}

/** A version leads to what it changed, an event to what it is about, a month to its line of the table. */
function hrefOf(base: string, row: TimelineRow): string {
  const [fact] = row.facts
  if (row.is === 'month' || fact === undefined) return `#${row.id}`
  switch (fact.kind) {
    case 'version': return `${base}/comparer?a=${fact.commit}`
    case 'birth': return fact.origin.path ?? `#${row.id}`
    case 'adaptation': return fact.adaptation.path
    case 'offer': return fact.offer.path
  }
}

function table(ui: Ui, base: string, rows: readonly TimelineRow[]): Html {
  const { contributing: m } = ui.m
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${m.table}"><table class="people-table facts-table"><caption class="vh">${m.table}</caption><thead><tr><th scope="col">${m.when}</th><th scope="col">${m.what}</th><th scope="col">${m.people}</th></tr></thead>
<tbody>${rows.map((row) => html`<tr id="${row.id}" tabindex="-1"><th scope="row">${rowDate(ui, row)}</th><td>${told(ui, base, row)}</td><td>${row.people.slice(0, 12).map((person, place) => html`${place > 0 && ', '}${personLink(person)}${person.times > 1 && html` (${person.times})`}`)}${row.people.length > 12 && html` ${m.andMore(row.people.length - 12)}`}</td></tr>`)}</tbody></table></div>`
}

function told(ui: Ui, base: string, row: TimelineRow): Html {
  const { contributing: m } = ui.m
  const [fact] = row.facts
  if (row.is === 'month') {
    const first = row.facts.find((one) => one.kind === 'version')
    return html`${rowSaid(ui, row)}${first?.kind === 'version' && html`<br><a href="${base}/historique${first.page > 1 && `?page=${first.page}`}">${m.seeMonth}</a>`}`
  }
  return fact ? linked(ui, base, fact) : html``
}

function linked(ui: Ui, base: string, fact: TimelineFact): Html {
  if (fact.kind !== 'version') {
    const path = fact.kind === 'birth' ? fact.origin.path : fact.kind === 'adaptation' ? fact.adaptation.path : fact.offer.path
    return path === undefined ? html`${factSaid(ui, fact)}` : html`<a href="${path}">${factSaid(ui, fact)}</a>`
  }
  const marks = marksOf(ui, fact)
  return html`<a href="${base}/comparer?a=${fact.commit}" rel="nofollow">${factSaid(ui, fact)}</a>${marks.length > 0 && html`<ul class="pills">${marks.map((mark, place) => html`<li>${fact.proposal && place === (fact.name === undefined ? 0 : 1) ? html`<a href="${fact.proposal.path}">${mark}</a>` : mark}</li>`)}</ul>`}`
}
