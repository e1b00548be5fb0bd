import { addressOf, type Resource } from '../../forge/domain/resource.js'
import type { HiddenBecause } from '../../forge/domain/naming.js'
import type { FormOfAddress } from '../../forge/domain/person.js'
import { html, type Html } from '../html.js'
import { layout } from './layout.js'
import { date } from './parts/dates.js'
import { sourceLink } from './parts/fiche-aside.js'
import { personLink } from './parts/people.js'
import { resourceHeader, type TabCounts } from './parts/resource-header.js'
import { nameRights, type NameRights } from './parts/name-rights.js'
import type { Ui } from './ui.js'

export type ShownRole = 'author' | 'coauthor' | 'improver' | 'reviewer' | 'integrator' | 'restorer' | 'importer' | 'steward'

export interface ShownContribution {
  readonly person: { readonly name: string; readonly handle: string | undefined; readonly formOfAddress: FormOfAddress; readonly isConfirmed: boolean; readonly hidden?: HiddenBecause }
  readonly roles: readonly ShownRole[]
  readonly firstAt: number
  readonly lastAt: number
  readonly signed: number
  readonly coSigned: number
  readonly doings: readonly string[]
}

export interface ContributionsData {
  readonly resource: Resource
  readonly own: readonly ShownContribution[]
  readonly lineage: readonly ShownContribution[]
  readonly declared: readonly { readonly nom: string; readonly role?: string; readonly structure?: string; readonly as: 'auteur' | 'contribution' | 'experimentation' }[]
  readonly adaptations: readonly Resource[]
  readonly origin: Resource | undefined
  readonly versions: number
  /** The credit line, as text. */
  readonly credit: string
  readonly counts: TabCounts
  readonly names?: NameRights
}

/** « Qui a fait quoi »: names and roles, dates, what was done; no shares. */
export function contributionsPage(ui: Ui, data: ContributionsData): string {
  const { reading } = ui.m
  const { resource } = data
  const unconfirmed = [...data.own, ...data.lineage].some(({ person }) => !person.isConfirmed)
  return layout(ui, {
    title: reading.contributionsOf(resource.title), islands: ['fc-copy'],
    main: html`${resourceHeader(ui, resource, { tab: 'contributions', heading: reading.contributionsOf(resource.title), counts: data.counts })}
<p>${reading.contributionsLead(new Set([...data.own, ...data.lineage].map(({ person }) => person.handle ?? person.name)).size, data.versions, data.adaptations.length)} ${reading.notShares}</p>
<div class="cols right"><div>
${table(ui, data.own, reading.contributionsTitle)}
${unconfirmed ? html`<p class="soft">${reading.unconfirmedHint}</p>` : ''}
${lineage(ui, data)}
${declared(ui, data)}
${data.names ? nameRights(ui, resource, data.names) : ''}
</div><aside>
<section class="card" aria-labelledby="mention"><h2 id="mention">${reading.creditLine}</h2><p class="hint">${reading.creditHint}</p>${copyable(ui, 'mention-texte', reading.creditLine, data.credit)}<p><a href="/${addressOf(resource)}/citer">${reading.moreFormats}</a></p></section>
${importCard(ui, resource)}
</aside></div>`,
  })
}

/** A text to copy: selectable as it is, with a button where there is script. */
export function copyable(ui: Ui, id: string, label: string, text: string): Html {
  const { reading } = ui.m
  return html`<fc-copy data-copied="${reading.copied}" data-label="${reading.copy}"><textarea id="${id}" class="copyable" readonly rows="${Math.min(18, Math.max(4, text.split('\n').reduce((lines, line) => lines + 1 + Math.floor(line.length / 32), 1)))}" aria-label="${label}">${text}</textarea></fc-copy>`
}

function table(ui: Ui, list: readonly ShownContribution[], caption: string): Html {
  const { reading } = ui.m
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table class="people-table"><caption class="vh">${caption}</caption>
<thead><tr><th scope="col">${reading.person}</th><th scope="col">${reading.role}</th><th scope="col">${reading.whatTheyDid}</th><th scope="col">${reading.lastContribution}</th></tr></thead>
<tbody>${list.map((one) => html`<tr><th scope="row">${personLink(one.person, ui.locale)}${one.person.isConfirmed ? '' : html`<span aria-label="${reading.unconfirmed}" title="${reading.unconfirmed}" role="note">*</span>`}</th><td>${one.roles.map((role, index) => html`${index > 0 ? ', ' : ''}${roleName(ui, role, one.person.formOfAddress)}`)}</td>
<td>${count(ui, one)}${one.doings.length > 0 ? html`<ul class="doings">${one.doings.map((doing) => html`<li>${doing}</li>`)}</ul>` : ''}</td><td>${date(one.lastAt, ui.locale)}${one.firstAt === one.lastAt ? '' : html`<br><span class="soft">${reading.firstContribution}${ui.locale === 'fr' ? '\u00A0' : ''}: ${date(one.firstAt, ui.locale)}</span>`}</td></tr>`)}</tbody></table></div>`
}

function count(ui: Ui, { signed, coSigned }: ShownContribution): string {
  const { reading } = ui.m
  return [signed > 0 ? reading.versionsSigned(signed) : '', coSigned > 0 ? reading.versionsCoSigned(coSigned) : ''].filter((part) => part !== '').join(', ')
}

function roleName(ui: Ui, role: ShownRole, form: FormOfAddress): string {
  const name = ui.m.reading.roles[role]
  return typeof name === 'string' ? name : name[form]
}

function lineage(ui: Ui, data: ContributionsData): Html {
  const { origin } = data.resource
  if (!origin) return html``
  const { reading } = ui.m
  const title = data.origin?.title ?? origin.title
  return html`<section aria-labelledby="avant"><h2 id="avant">${reading.lineage}</h2>
<p>${reading.lineageIntro(title)}${data.origin ? html` <a href="/${addressOf(data.origin)}">${title}</a>` : ''}</p>
${data.lineage.length > 0 ? table(ui, data.lineage, reading.lineageDone) : ''}</section>`
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
