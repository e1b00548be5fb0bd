import { addressOf, type Resource } from '../../forge/domain/resource.js'
import { fateOf, type Undoing } from '../../forge/domain/undoing.js'
import { html, type Html } from '../html.js'
import { layout } from './layout.js'
import { date, dateText, monthText } from './parts/dates.js'
import { pagination } from './parts/pagination.js'
import { peopleList, type ShownPerson } from './parts/people.js'
import { resourceAlternates, resourceHeader, type TabCounts } from './parts/resource-header.js'
import { fateSaid, undoAddress } from './parts/undoing.js'
import type { Ui } from './ui.js'

export interface ShownEntry {
  readonly commit: string
  readonly parent: string | undefined
  readonly at: number
  readonly name: string | undefined
  readonly authors: readonly ShownPerson[]
  readonly did: readonly { readonly role: 'author' | 'importer' | 'restorer' | 'integrator' | 'reviewer' | 'program'; readonly people: readonly ShownPerson[] }[]
  readonly title: string
  readonly explanation: string
  readonly proposal: { readonly number: number; readonly path: string } | undefined
  readonly isCurrent: boolean
  /** What a proposition went through before it was integrated. */
  readonly steps: readonly ShownEntry[]
}

export interface HistoryData { readonly resource: Resource; readonly entries: readonly ShownEntry[]; readonly total: number; readonly page: number; readonly pages: number; readonly counts: TabCounts; readonly undoings: readonly Undoing[]; /** What each version changed; absent when it is not known soon enough. */ readonly summaries: ReadonlyMap<string, { readonly kind: 'changed'; readonly sentence: string } | { readonly kind: 'same' }> }

/** Every version, grouped by month: who, when, why. */
export function historyPage(ui: Ui, data: HistoryData): string {
  const { reading } = ui.m
  const { resource } = data
  const base = `/${addressOf(resource)}`
  const months: { name: string; entries: ShownEntry[] }[] = []
  for (const entry of data.entries) {
    const name = monthText(entry.at, ui.locale)
    const last = months.at(-1)
    if (last?.name === name) last.entries.push(entry); else months.push({ name, entries: [entry] })
  }
  return layout(ui, {
    title: reading.historyOf(resource.title), alternates: resourceAlternates(ui, resource), ...(data.page > 1 && { unlisted: true as const }),
    main: html`${resourceHeader(ui, resource, { tab: 'history', heading: reading.historyTitle, counts: data.counts })}
<p class="soft">${reading.historyLead} <a href="${base}/historique.atom">${reading.historyFeed}</a> · <a href="${base}/contributions/frise">${ui.m.contributing.timelineTab}</a> · <a href="${base}/decisions">${ui.m.rules.decisionsLink}</a></p>
${data.entries.length > 1 ? compareForm(ui, base, data.entries) : ''}
${months.map(({ name, entries }) => html`<section class="month"><h2>${name}</h2><ol class="plain rows versions">${entries.map((entry) => version(ui, data, entry))}</ol></section>`)}
${pagination(ui, data, (page) => `${base}/historique${page === 1 ? '' : `?page=${page}`}`, { previous: reading.newer, next: reading.older })}`,
  })
}

function version(ui: Ui, { resource, undoings, summaries }: HistoryData, entry: ShownEntry): Html {
  const { reading, rules } = ui.m
  const base = `/${addressOf(resource)}`
  const fate = fateOf(undoings, entry.commit)
  const isBack = fate !== undefined && fate.redone === undefined
  // Visitors see no way to do what they cannot.
  const undo = entry.parent === undefined || isBack || !ui.may('propose', resource) ? '' : html` · <a href="${undoAddress(resource, entry.commit)}" rel="nofollow" aria-label="${rules.undoOf(dateText(entry.at, ui.locale))}">${rules.undo}</a>`
  const summary = summaries.get(entry.commit)
  const slug = encodeURIComponent(entry.name ?? entry.commit)
  return html`<li id="v-${entry.commit.slice(0, 12)}"><h3>${entry.title === '' ? reading.noReason : entry.title}</h3>
<p class="meta">${whoDid(ui, entry)}${date(entry.at, ui.locale)}${entry.name === undefined ? '' : html` · <span class="state merged">version ${entry.name}</span>`}${entry.isCurrent ? html` · <span class="state open">${reading.current}</span>` : ''}${isBack ? html` · <span class="state declined">${rules.undoneBadge}</span>` : ''}${entry.parent === undefined ? html` · <span class="soft">${reading.firstVersion}</span>` : ''}</p>
${summary === undefined ? '' : html`<p class="changed">${summary.kind === 'same' ? reading.sameText : summary.sentence}</p>`}
${fate === undefined ? '' : html`<div class="soft undone">${fateSaid(ui, resource, fate)}</div>`}
${entry.explanation === '' ? '' : html`<div class="why">${entry.explanation.split(/\n\n+/).slice(0, 12).map((paragraph) => html`<p>${paragraph}</p>`)}</div>`}
<p class="links"><a href="${base}/comparer?a=${entry.commit}" rel="nofollow" aria-label="${reading.whatChanged} (${dateText(entry.at, ui.locale)})">${reading.whatChanged}</a> · <a href="${base}/versions/${slug}" rel="nofollow" aria-label="${reading.readVersion} (${dateText(entry.at, ui.locale)})">${reading.readVersion}</a> · <a href="${base}/qui-a-ecrit-quoi?version=${slug}" rel="nofollow" aria-label="${ui.m.provenance.title} (${dateText(entry.at, ui.locale)})">${ui.m.provenance.title}</a> · <a href="${base}/versions/${slug}/citer" rel="nofollow" aria-label="${ui.m.citing.cite} (${dateText(entry.at, ui.locale)})">${ui.m.citing.cite}</a>${entry.proposal === undefined ? '' : html` · <a href="${entry.proposal.path}">${reading.fromProposal(entry.proposal.number)}</a>`}${undo}</p>${steps(ui, base, entry)}</li>`
}

/** Who wrote it, then who did something else for it, under what they did. */
function whoDid(ui: Ui, entry: ShownEntry): Html {
  return html`${entry.did.map(({ role, people }) => html`${role === 'author' ? '' : ui.m.reading.didRole[role]}${peopleList(ui, people, { atMost: 6 })} · `)}`
}

function steps(ui: Ui, base: string, entry: ShownEntry): Html {
  // One step with the words of the integration itself tells nothing more.
  if (entry.steps.length === 0 || (entry.steps.length === 1 && entry.steps[0]?.title === entry.title)) return html``
  return html`<details><summary>${ui.m.reading.proposalSteps(entry.steps.length)}</summary><ol class="plain">${entry.steps.map((step) => html`<li><p><strong>${step.title === '' ? ui.m.reading.noReason : step.title}</strong> <span class="meta">${step.authors.length === 0 ? '' : html`${peopleList(ui, step.authors, { atMost: 6 })} · `}${date(step.at, ui.locale)} · <a href="${base}/comparer?a=${step.commit}" rel="nofollow" aria-label="${ui.m.reading.whatChanged} (${step.title.slice(0, 80)})">${ui.m.reading.whatChanged}</a></span></p></li>`)}</ol></details>`
}

function compareForm(ui: Ui, base: string, entries: readonly ShownEntry[]): Html {
  const { reading } = ui.m
  const options = (chosen: number): Html => html`${entries.map((entry, index) => html`<option value="${entry.commit}"${index === chosen ? html` selected` : ''}>${dateText(entry.at, ui.locale)}${entry.name === undefined ? '' : ` – ${entry.name}`}${entry.title === '' ? '' : ` – ${entry.title.slice(0, 60)}`}</option>`)}`
  return html`<details class="compare-two"><summary class="btn small">${reading.compareTwo}</summary><form method="get" action="${base}/comparer" class="card inline-form">
<div class="field"><label for="de">${reading.compareFrom}</label><select id="de" name="de">${options(entries.length - 1)}</select></div>
<div class="field"><label for="a">${reading.compareTo}</label><select id="a" name="a">${options(0)}</select></div>
<button class="btn">${reading.compareButton}</button></form></details>`
}
