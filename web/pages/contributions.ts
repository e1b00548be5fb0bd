import { addressOf, type Resource } from '../../forge/domain/resource.js'
import type { CreditedRole, RoleReading } from '../../forge/domain/role-reading.js'
import { html, type Html } from '../html.js'
import { layout } from './layout.js'
import { isFromHistory, peopleRows, peopleTable, type ShownContribution } from './parts/contributions/people-table.js'
import { roleCard, type RefusedForm } from './parts/contributions/role-card.js'
import { roleForms } from './parts/contributions/role-forms.js'
import { contributionTabs } from './parts/contributions/tabs.js'
import { sourceLink } from './parts/fiche-aside.js'
import { resourceHeader, type TabCounts } from './parts/resource-header.js'
import { nameRights, type NameRights } from './parts/name-rights.js'
import type { Ui } from './ui.js'

export interface ContributionsData {
  readonly resource: Resource
  readonly own: readonly ShownContribution[]
  readonly lineage: readonly ShownContribution[]
  readonly declared: readonly { readonly nom: string; readonly role?: string; readonly structure?: string; readonly as: 'auteur' | 'contribution' | 'experimentation' }[]
  readonly credited: readonly CreditedRole[]
  readonly creditedBefore: readonly CreditedRole[]
  /** All that is said of who did what besides writing, the latest first. */
  readonly roles: readonly RoleReading[]
  readonly adaptations: readonly Resource[]
  readonly origin: Resource | undefined
  readonly versions: number
  /** The credit line, as text. */
  readonly credit: string
  readonly counts: TabCounts
  readonly refused?: RefusedForm | undefined
  readonly names?: NameRights
}

/** « Qui a fait quoi »: names and roles, dates, what was done, what is claimed and answered; no shares. */
export function contributionsPage(ui: Ui, data: ContributionsData): string {
  const { reading } = ui.m
  const { resource } = data
  const rows = peopleRows(data.own, data.credited)
  const before = peopleRows(data.lineage, data.creditedBefore)
  return layout(ui, {
    title: reading.contributionsOf(resource.title), islands: ['fc-copy'],
    main: html`${resourceHeader(ui, resource, { tab: 'contributions', heading: reading.contributionsOf(resource.title), counts: data.counts })}
${contributionTabs(ui, resource, 'people')}
${data.refused && html`<div class="problems" role="alert" tabindex="-1" autofocus><p>${data.refused.sentence}</p></div>`}
<p>${reading.contributionsLead(new Set([...rows, ...before].map(({ one }) => one.person.key)).size, data.versions, data.adaptations.length)} ${reading.notShares}${(data.adaptations.length > 0 || resource.origin) && html` <a href="/${addressOf(resource)}/adaptations">${ui.m.contributing.familyLink}</a>`}</p>
<div class="cols right"><div>
${rows.length > 0 ? peopleTable(ui, rows, reading.contributionsTitle) : html`<p class="soft">${resource.origin ? ui.m.contributing.unchanged : ui.m.contributing.nothingYet}</p>`}
${[...rows, ...before].some(isFromHistory) ? html`<p class="soft">${reading.unconfirmedHint}</p>` : ''}
${otherRoles(ui, data)}
${lineage(ui, data, before)}
${declared(ui, data)}
${data.names ? nameRights(ui, resource, data.names) : ''}
</div><aside>
<section class="card" aria-labelledby="mention"><h2 id="mention">${reading.creditLine}</h2><p class="hint">${reading.creditHint}</p>${copyable(ui, 'mention-texte', reading.creditLine, data.credit)}<p><a href="/${addressOf(resource)}/citer">${reading.moreFormats}</a></p></section>
${importCard(ui, resource)}
</aside></div>`,
  })
}

/** What awaits this reader first, then what waits, what stands; what was not confirmed is folded, never gone. */
function otherRoles(ui: Ui, { resource, roles, refused }: ContributionsData): Html {
  const { contributing: m } = ui.m
  const weight = ({ awaits, may, state }: RoleReading): number => (awaits !== undefined && may.confirm ? 0 : awaits !== undefined ? 1 : state === 'confirmed' ? 2 : 3)
  const ordered = [...roles].sort((a, b) => weight(a) - weight(b))
  const [standing, settled] = [ordered.filter((role) => weight(role) < 3), ordered.filter((role) => weight(role) === 3)]
  const isOpen = settled.some(({ event }) => refused?.form.includes(event))
  return html`<section aria-labelledby="autrement"><h2 id="autrement">${m.othersTitle}</h2><p>${m.othersLead}</p>
${roleForms(ui, resource, refused)}
${roles.length === 0 && html`<p class="soft">${m.noneYet}</p>`}
${standing.length > 0 && html`<ul class="plain roles">${standing.map((role) => roleCard(ui, resource, role, refused))}</ul>`}
${settled.length > 0 && html`<details${isOpen && html` open`}><summary>${m.settled(settled.length)}</summary><ul class="plain roles">${settled.map((role) => roleCard(ui, resource, role, refused))}</ul></details>`}</section>`
}

/** A text to copy: selectable as it is, with a button where there is script. `isFirst`: what the page is for. */
export function copyable(ui: Ui, id: string, label: string, text: string, button: { readonly label?: string; readonly isFirst?: true } = {}): Html {
  const { reading } = ui.m
  return html`<fc-copy data-copied="${reading.copied}" data-label="${button.label ?? reading.copy}"${button.isFirst && html` data-first`}><textarea id="${id}" class="copyable" readonly rows="${Math.min(18, Math.max(4, text.split('\n').reduce((lines, line) => lines + 1 + Math.floor(line.length / 32), 1)))}" aria-label="${label}">${text}</textarea></fc-copy>`
}

function lineage(ui: Ui, data: ContributionsData, rows: ReturnType<typeof peopleRows>): Html {
  const { origin } = data.resource
  if (!origin) return html``
  const { reading } = ui.m
  const title = data.origin?.title ?? origin.title
  return html`<section aria-labelledby="avant"><h2 id="avant">${reading.lineage}</h2>
<p>${reading.lineageIntro(title)}${data.origin ? html` <a href="/${addressOf(data.origin)}">${title}</a>` : ''}</p>
${rows.length > 0 ? peopleTable(ui, rows, reading.lineageDone, 'elsewhere') : ''}</section>`
}

function declared(ui: Ui, data: ContributionsData): Html {
  if (data.declared.length === 0) return html``
  const { reading } = ui.m
  const roleOf = { auteur: reading.roles.author['auteur·ice'], contribution: reading.roles.improver, experimentation: reading.roles.tester }
  return html`<section aria-labelledby="nommes"><h2 id="nommes">${reading.declaredPeople}</h2><ul>${data.declared.slice(0, 100).map(({ nom, role, structure, as }) => html`<li><strong>${nom}</strong>${structure ? html`, ${structure}` : ''} <span class="soft">(${as === 'contribution' && role ? role : roleOf[as]})</span></li>`)}</ul></section>`
}

function importCard(ui: Ui, resource: Resource): Html {
  const source = resource.importedFrom
  if (!source) return html``
  const { reading } = ui.m
  return html`<section class="card" aria-labelledby="import"><h2 id="import">${reading.importedFrom}</h2><p>${sourceLink(source.source)}${source.path === undefined ? '' : html`<br><code>${source.path}</code>`}</p><p class="soft">${reading.importedFromHint}</p></section>`
}
