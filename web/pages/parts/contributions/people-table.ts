import type { FormOfAddress } from '../../../../forge/domain/person.js'
import type { HiddenBecause } from '../../../../forge/domain/naming.js'
import type { CreditedRole } from '../../../../forge/domain/role-reading.js'
import type { RoleName } from '../../../../forge/domain/role-claim.js'
import { html, type Html } from '../../../html.js'
import { date } from '../dates.js'
import { personLink } from '../people.js'
import type { Ui } from '../../ui.js'
import { roleAnchor } from './role-card.js'

export type ShownRole = 'author' | 'coauthor' | 'improver' | 'reviewer' | 'integrator' | 'restorer' | 'importer' | 'steward'

export interface ShownContribution {
  readonly person: { readonly key: string; readonly name: string; readonly handle: string | undefined; readonly formOfAddress: FormOfAddress; readonly isConfirmed: boolean; readonly hidden?: HiddenBecause }
  readonly roles: readonly ShownRole[]
  readonly firstAt: number
  readonly lastAt: number
  readonly signed: number
  readonly coSigned: number
  readonly doings: readonly string[]
}

/** One person of the table: what the history says of them, and what was confirmed besides. */
interface Row { readonly one: ShownContribution; readonly credited: readonly CreditedRole[] }

/** Roles that the history and people say in the same words. */
const sameAs: Partial<Record<RoleName, ShownRole>> = { review: 'reviewer', import: 'importer' }

/** Everybody once: those who wrote in their order, then those who did something else. */
export function peopleRows(people: readonly ShownContribution[], credited: readonly CreditedRole[]): readonly Row[] {
  const rows = people.map((one): Row => ({ one, credited: credited.filter(({ person }) => person.key === one.person.key) }))
  const known = new Set(people.map(({ person }) => person.key))
  const others = new Map<string, CreditedRole[]>()
  for (const role of credited) if (!known.has(role.person.key)) others.set(role.person.key, [...others.get(role.person.key) ?? [], role])
  const alone = [...others.values()].flatMap((roles): Row[] => {
    const [first] = roles
    return first ? [{ credited: roles, one: { person: first.person, roles: [], signed: 0, coSigned: 0, doings: [], firstAt: Math.min(...roles.map(({ at }) => at)), lastAt: Math.max(...roles.map(({ at }) => at)) } }] : []
  })
  return [...rows, ...alone]
}

/** Names and roles first, then what they did; no share. `stories`: whether what is said of each role is on this page. */
export function peopleTable(ui: Ui, rows: readonly Row[], caption: string, stories: 'here' | 'elsewhere' = 'here'): Html {
  const { reading } = ui.m
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table class="people-table"><caption class="vh">${caption}</caption>
<thead><tr><th scope="col">${reading.person}</th><th scope="col">${reading.role}</th><th scope="col">${reading.whatTheyDid}</th><th scope="col">${reading.lastContribution}</th></tr></thead>
<tbody>${rows.map((row) => html`<tr><th scope="row">${personLink(row.one.person, ui.locale)}${isFromHistory(row) ? html`<span aria-label="${reading.unconfirmed}" title="${reading.unconfirmed}" role="note">*</span>` : ''}</th><td>${roles(ui, row, stories)}</td>
<td>${count(ui, row.one)}${row.one.doings.length > 0 ? html`<ul class="doings">${row.one.doings.map((doing) => html`<li>${doing}</li>`)}</ul>` : ''}</td><td data-label="${reading.lastContribution}${ui.locale === 'fr' ? '\u00A0' : ''}: ">${date(row.one.lastAt, ui.locale)}${row.one.firstAt === row.one.lastAt ? '' : html`<br><span class="soft">${reading.firstContribution}${ui.locale === 'fr' ? '\u00A0' : ''}: ${date(row.one.firstAt, ui.locale)}</span>`}</td></tr>`)}</tbody></table></div>`
}

/** A name that only the history gives; one that a person gave has its story. */
export const isFromHistory = ({ one }: Row): boolean => !one.person.isConfirmed && one.signed + one.coSigned + one.roles.length > 0

function roles(ui: Ui, { one, credited }: Row, stories: 'here' | 'elsewhere'): Html {
  const { contributing: m } = ui.m
  const said = new Set(credited.map(({ role }) => sameAs[role]))
  const parts = [
    ...one.roles.filter((role) => !said.has(role)).map((role) => html`${roleName(ui, role, one.person.formOfAddress)}`),
    ...credited.map(({ role, claim, isDisputed }) => html`${stories === 'here' ? html`<a href="#${roleAnchor(claim)}" aria-label="${m.storyOf(m.roleNames[role], one.person.name)}">${m.roleNames[role]}</a>` : m.roleNames[role]}${isDisputed && html` <span class="state warn" title="${m.disputedHint}">${m.disputedMark}</span>`}`),
  ]
  return html`${parts.map((part, place) => html`${place > 0 && ', '}${part}`)}`
}

function count(ui: Ui, { signed, coSigned, roles: written }: ShownContribution): string {
  const { reading, contributing } = ui.m
  const counts = [signed > 0 ? reading.versionsSigned(signed) : '', coSigned > 0 ? reading.versionsCoSigned(coSigned) : ''].filter((part) => part !== '').join(', ')
  return counts === '' && written.length === 0 ? contributing.roleOnly : counts
}

function roleName(ui: Ui, role: ShownRole, form: FormOfAddress): string {
  const name = ui.m.reading.roles[role]
  return typeof name === 'string' ? name : name[form]
}
