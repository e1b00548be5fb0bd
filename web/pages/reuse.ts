import type { DisputeReading, PassageElsewhere, PassageSide, ReuseReading, SharedWith } from '../../forge/domain/reuse-reading.js'
import { addressOf, type Resource } from '../../forge/domain/resource.js'
import { html, type Html } from '../html.js'
import { layout } from './layout.js'
import { contributionTabs } from './parts/contributions/tabs.js'
import { dateText } from './parts/dates.js'
import { licenceName } from './parts/licence.js'
import { shortName } from './parts/licences/weighed-words.js'
import { peopleList } from './parts/people.js'
import { resourceHeader, type TabCounts } from './parts/resource-header.js'
import { disputeForm, disputeShown, type RefusedReuse } from './parts/reuse/disputes.js'
import type { Ui } from './ui.js'

export interface ReuseData {
  readonly resource: Resource
  readonly counts: TabCounts
  readonly reading: ReuseReading
  readonly refused: RefusedReuse | undefined
}

/** « Ce passage existe aussi dans… »: facts of both sides, and what people say of them. */
export function reusePage(ui: Ui, { resource, counts, reading, refused }: ReuseData): string {
  const { reuse: m } = ui.m
  const main = html`${resourceHeader(ui, resource, { tab: 'contributions', heading: m.title, counts })}
${contributionTabs(ui, resource, 'elsewhere')}
<p class="lead">${m.lead}</p>
${reading.isUnderWay && html`<p class="banner" role="status">${m.underWay}</p>`}
${reading.shared.length === 0 ? html`<p>${resource.state === 'published' ? m.none : m.notPublished}</p>` : reading.shared.map((one, at) => sharedWith(ui, resource, one, at + 1, refused))}
${reading.more > 0 && html`<p class="soft">${m.moreFiches(reading.more)}</p>`}
<section aria-labelledby="contestations"><h2 id="contestations">${m.saidTitle}</h2><p>${m.saidLead}</p>
${reading.disputes.length === 0 ? html`<p class="soft">${m.nothingSaid}</p>` : html`<ol class="plain disputes">${reading.disputes.map((one: DisputeReading) => disputeShown(ui, resource, one, refused))}</ol>`}
${disputeForm(ui, resource, { id: 'autre', label: m.disputeOther }, refused)}</section>`
  return layout(ui, { title: `${m.title} – ${resource.title}`, main, unlisted: true })
}

function sharedWith(ui: Ui, resource: Resource, shared: SharedWith, at: number, refused: RefusedReuse | undefined): Html {
  const { reuse: m } = ui.m
  const { resource: other, links } = shared
  return html`<section class="card shared" aria-labelledby="fiche-${at}"><h2 id="fiche-${at}"><a href="/${addressOf(other)}">${other.title}</a></h2>
${links.length === 0 ? html`<p class="soft">${m.noLink}</p>` : links.map((link) => html`<p class="declared">${m.links[link]}</p>`)}
<ol class="plain passages-shared">${shared.passages.map((passage, place) => passageShown(ui, resource, other, passage, `${at}-${place + 1}`, refused))}</ol>
${shared.more > 0 && html`<p class="soft">${m.morePassages(shared.more)}</p>`}
${licences(ui, resource, shared)}</section>`
}

function passageShown(ui: Ui, resource: Resource, other: Resource, passage: PassageElsewhere, id: string, refused: RefusedReuse | undefined): Html {
  const { reuse: m } = ui.m
  const inFile = (path: string, mainPath: string): Html | '' => (path === mainPath ? '' : html` <span class="soft">${m.inFile} <code>${path}</code></span>`)
  return html`<li id="p-${id}"><blockquote>${passage.quote}</blockquote>
<p class="soft">${m.words(passage.words, passage.changed)}</p>
${passage.theirs !== undefined && html`<p class="soft">${m.theirs}${colon(ui)}</p><blockquote>${passage.theirs}</blockquote>`}
<dl class="sides"><dt>${m.here}</dt><dd>${side(ui, passage.here)}${inFile(passage.path, resource.mainPath)}</dd>
<dt>${m.there(other.title)}</dt><dd>${side(ui, passage.there)}${inFile(passage.theirPath, other.mainPath)}</dd></dl>
<p class="links"><a href="${passage.address}">${m.seeThere}</a> · <a href="/${addressOf(other)}/qui-a-ecrit-quoi" rel="nofollow">${m.whoWroteThere}</a></p>
${disputeForm(ui, resource, { id, label: m.dispute, passage: passage.quote.endsWith('…') ? passage.quote.slice(0, -1) : passage.quote, other }, refused)}</li>`
}

const colon = (ui: Ui): string => (ui.locale === 'fr' ? '\u00a0:' : ':')

function side(ui: Ui, one: PassageSide): Html {
  const { reuse: m } = ui.m
  if (one.state !== 'known') return html`<span class="soft">${one.state === 'under_way' ? m.dateUnderWay : m.dateUnknown}</span>`
  const [from, to] = [dateText(one.from, ui.locale), dateText(one.to, ui.locale)]
  const under = one.licences.length === 0 ? '' : ` ${m.bornUnder(ui.m.rules.and(one.licences.map(shortName)))}`
  return html`${from === to ? m.born(from) : m.bornBetween(from, to)}${under}${one.people.length === 0 ? html`, <span class="soft">${m.nobody}</span>` : html` ${m.by} ${peopleList(ui, one.people)}`}`
}

function licences(ui: Ui, resource: Resource, { resource: other, verdict }: SharedWith): Html {
  const { reuse: m } = ui.m
  const isFr = ui.locale === 'fr'
  const { said } = verdict
  const assumed = verdict.because === 'unknown' ? m.ageUnknown(other.title) : m.assumed[verdict.because][verdict.from](other.title)
  return html`<div class="licence-verdict ${said.verdict}"><h3>${m.licencesTitle}</h3>
<ul class="ingredients"><li>${m.licenceOf(resource.title)} <span class="soft">– ${licenceName(ui, resource.licence)}, ${m.today}</span></li><li>${m.licenceOf(other.title)} <span class="soft">– ${licenceName(ui, other.licence)}, ${m.today}</span></li></ul>
<p class="soft">${m.births}</p>
<p>${assumed} <strong>${ui.m.licences.outcomes[said.verdict].toLowerCase()}.</strong> ${isFr ? said.fr : said.en}</p><p class="soft"><a href="${said.clause.uri}" rel="noopener">${said.clause.label}</a></p>
${said.fixes.length > 0 ? html`<p><strong>${m.waysOut}</strong></p><ul>${said.fixes.map((fix) => html`<li>${isFr ? fix.fr : fix.en}</li>`)}</ul>` : ''}</div>`
}
