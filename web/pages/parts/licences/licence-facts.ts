import type { LicenceFact } from '../../../../forge/domain/licence-reading.js'
import { addressOf, type Resource } from '../../../../forge/domain/resource.js'
import { html, type Html } from '../../../html.js'
import { date } from '../dates.js'
import { peopleList, personLink } from '../people.js'
import type { Ui } from '../../ui.js'
import { askAnchor, paragraphs } from './consent-card.js'
import { shortName } from './weighed-words.js'

/** The story of a licence, the latest first: what it was, who asked, who answered. `shown`: events that stand elsewhere on the page and have their anchor there. */
export function licenceFacts(ui: Ui, resource: Resource, facts: readonly LicenceFact[], shown: ReadonlySet<string>): Html {
  const { licensing: m } = ui.m
  if (facts.length === 0) return html`<p class="soft">${m.none}</p>`
  return html`<div class="table-scroll" role="region" aria-label="${m.historyCaption}" tabindex="0"><table class="facts-table licence-facts"><thead><tr><th scope="col">${m.when}</th><th scope="col">${m.what}</th><th scope="col">${m.whoCol}</th></tr></thead><tbody>${facts.map((fact, place) => html`<tr${fact.event !== undefined && !shown.has(fact.event) && html` id="${askAnchor(fact.event)}"`}><th scope="row">${date(fact.at, ui.locale)}</th><td>${said(ui, resource, fact, place === facts.length - 1)}</td><td>${fact.kind === 'label' ? peopleList(ui, fact.by, { atMost: 3 }) : personLink(fact.by, ui.locale)}</td></tr>`)}</tbody></table></div>`
}

function said(ui: Ui, resource: Resource, fact: LicenceFact, isFirst: boolean): Html {
  const { licensing: { facts: m, version } } = ui.m
  const name = (licence: string | undefined): string | undefined => (licence === undefined ? undefined : shortName(licence))
  switch (fact.kind) {
    case 'label': return html`${isFirst && fact.to !== undefined && fact.from === undefined ? m.first(shortName(fact.to)) : m.label(name(fact.from), name(fact.to))} <a class="soft" href="/${addressOf(resource)}/versions/${fact.commit}" rel="nofollow">${version}</a>`
    case 'clarified': return html`${m.clarified(shortName(fact.to))}${quoted(fact.text)}`
    case 'permission': case 'permission_withdrawn': return html`${m[fact.kind](fact.name, shortName(fact.licence))}${quoted(fact.text)}`
    default: return html`${m[fact.kind](shortName(fact.licence))}${quoted(fact.text)}`
  }
}

const quoted = (text: string): Html | '' => (text === '' ? '' : html`<blockquote class="reason">${paragraphs(text)}</blockquote>`)
