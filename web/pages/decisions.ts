import type { Decided, Decision } from '../../forge/domain/decisions.js'
import type { Oid } from '../../forge/domain/git.js'
import type { PersonRef } from '../../forge/domain/person.js'
import { addressOf, type Resource } from '../../forge/domain/resource.js'
import { html, type Html } from '../html.js'
import { layout } from './layout.js'
import { date } from './parts/dates.js'
import { pagination } from './parts/pagination.js'
import { personLink, type ShownPerson } from './parts/people.js'
import { resourceHeader, type TabCounts } from './parts/resource-header.js'
import { ruleName } from './parts/rule-choice.js'
import type { Ui } from './ui.js'

/** Everything decided about a resource, newest first. */
export interface DecisionsData {
  readonly resource: Resource
  readonly items: readonly Decision[]
  readonly total: number
  readonly page: number
  readonly pages: number
  readonly titles: ReadonlyMap<Oid, string>
  readonly names: ReadonlyMap<string, ShownPerson>
  readonly counts: TabCounts
}

export function decisionsPage(ui: Ui, data: DecisionsData): string {
  const { rules: m, reading } = ui.m
  const { resource } = data
  const base = `/${addressOf(resource)}`
  return layout(ui, {
    title: m.decisionsOf(resource.title), ...(data.page > 1 && { unlisted: true as const }), alternates: [{ type: 'application/json', href: `${base}/decisions.json` }],
    main: html`${resourceHeader(ui, resource, { tab: 'proposals', isWithin: true, heading: m.decisionsTitle, counts: data.counts })}
<p class="soft">${m.decisionsLead} <a href="${base}/decisions.json">${m.decisionsJson}</a></p>
<p><strong>${m.decisionsRuleNow}</strong> ${ruleName(ui, resource.rule)}. ${m.hints[resource.rule.kind]}</p>
${data.items.length === 0 ? html`<p>${m.decisionsNone}</p>` : html`<ol class="plain rows decisions">${data.items.map((decision) => line(ui, data, decision))}</ol>`}
${pagination(ui, data, (page) => `${base}/decisions${page === 1 ? '' : `?page=${page}`}`, { previous: reading.newer, next: reading.older })}`,
  })
}

const who = (data: DecisionsData, ref: PersonRef): ShownPerson => data.names.get(ref.id) ?? { name: ref.name, handle: undefined }

function line(ui: Ui, data: DecisionsData, { event, at, by, decided }: Decision): Html {
  const reason = 'reason' in decided ? decided.reason : ''
  return html`<li id="d-${event.slice(0, 12)}"><p>${personLink(who(data, by))} ${said(ui, data, by, decided)} <span class="soft">${date(at, ui.locale)}</span>${links(ui, data, decided)}</p>
${reason === '' ? '' : html`<blockquote class="reason">${reason.split(/\n{2,}/).slice(0, 12).map((paragraph) => html`<p>${paragraph}</p>`)}</blockquote>`}${more(ui, data, decided)}</li>`
}

function said(ui: Ui, data: DecisionsData, by: PersonRef, decided: Decided): string {
  const { decision: m, and } = ui.m.rules
  const title = (version: Oid): string => { const found = data.titles.get(version) ?? ''; return found === '' ? ui.m.reading.noReason : found }
  switch (decided.kind) {
    case 'created': case 'retired': case 'restored': case 'news_taken': return m[decided.kind]
    case 'adapted': return m.adapted(decided.title)
    case 'imported': return m.imported(decided.source)
    case 'rule_changed': return m.rule_changed(ruleName(ui, decided.before), ruleName(ui, decided.after))
    case 'stewards_changed': return m.stewards_changed(and(decided.stewards.map((ref) => who(data, ref).name)))
    case 'transferred': return m.transferred(decided.owner)
    case 'renamed': return m.renamed(decided.slug)
    case 'checks_changed': return m.checks_changed[decided.pushedProblems]
    case 'main_file_changed': return m.main_file_changed(decided.path)
    case 'licence_clarified': return m.licence_clarified(decided.licence)
    case 'news_ignored': return m.news_ignored(decided.passages)
    case 'undone': case 'redone': return m[decided.kind](title(decided.version))
    case 'merged': case 'declined': case 'withdrawn': case 'taken_over': case 'suggestion_declined': return m[decided.kind](decided.proposal.title)
    case 'objection_lifted': return by.id === decided.objection.by.id ? m.objection_lifted_own(decided.proposal.title) : m.objection_lifted(who(data, decided.objection.by).name, decided.proposal.title)
  }
}

function links(ui: Ui, { resource }: DecisionsData, decided: Decided): Html {
  const { decision: m } = ui.m.rules
  const base = `/${addressOf(resource)}`
  const version = decided.kind === 'undone' || decided.kind === 'redone' ? decided.as : decided.kind === 'merged' || decided.kind === 'news_taken' ? decided.version : undefined
  return html`${'proposal' in decided ? html` · <a href="${base}/propositions/${decided.proposal.number}">${m.seeProposal(decided.proposal.number)}</a>` : ''}${version === undefined ? '' : html` · <a href="${base}/comparer?a=${version}" rel="nofollow">${m.seeVersion}</a>`}`
}

/** What goes with a decision: who read before, what was not kept and why, the objection that was lifted. */
function more(ui: Ui, data: DecisionsData, decided: Decided): Html {
  const { decision: m, and, undoneBadge } = ui.m.rules
  if (decided.kind === 'created') return html`<p class="soft">${m.ruleAtFirst(ruleName(ui, decided.rule))}</p>`
  if (decided.kind === 'objection_lifted') return decided.objection.text === '' ? html`` : html`<p class="soft">${ui.m.proposing.verdicts.objection}${ui.locale === 'fr' ? '\u00a0: ' : ': '}${decided.objection.text}</p>`
  if (decided.kind !== 'merged') return html``
  return html`${decided.isTakenBack ? html`<p><span class="state declined">${undoneBadge}</span></p>` : ''}${decided.readers.length === 0 ? '' : html`<p class="soft">${m.consents(and(decided.readers.map((ref) => who(data, ref).name)))}</p>`}
${decided.notKept.length === 0 ? '' : html`<p>${m.notKept(decided.notKept.length)}</p><ul>${decided.notKept.slice(0, 200).map(({ change, reason }) => html`<li>${reason === undefined || reason === '' ? m.notKeptIn(change.path) : reason} <span class="soft">${reason === undefined || reason === '' ? '' : m.notKeptIn(change.path)}</span></li>`)}</ul>`}`
}
