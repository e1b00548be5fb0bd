import { html } from '../html.js'
import type { FieldProblem } from '../../forge/domain/field-problem.js'
import { field, hidden, problemsSummary } from './parts/field.js'
import { settingsLayout } from './settings.js'
import type { Ui } from './ui.js'

export interface AddressesData {
  readonly addresses: readonly { readonly address: string; readonly state: 'confirmed' | 'waiting'; readonly isMain: boolean; readonly fiches: number }[]
  readonly typed: string
  readonly problems: readonly FieldProblem[]
  readonly refusal?: string
}

export function addressesPage(ui: Ui, data: AddressesData): string {
  const a = ui.m.accounts
  const act = (action: string, label: string, address: string) => html`<form method="post" action="/reglages/adresses/${action}">${hidden('_csrf', ui.csrf)}${hidden('email', address)}<button class="btn small">${label}<span class="vh"> (${a.forAddress(address)})</span></button></form>`
  return settingsLayout(ui, 'addresses', html`
<p>${a.addressesLead}</p>
${problemsSummary(ui, data.problems, data.refusal)}
<h3>${a.yourAddresses}</h3>
<ul class="rows">
${data.addresses.map((e) => html`<li>
<p><strong>${e.address}</strong> ${e.isMain && html`<span class="mark">${a.main}</span> `}<span class="mark ${e.state}">${e.state === 'confirmed' ? a.confirmedMark : a.waiting}</span></p>
${e.state === 'confirmed' && html`<p class="soft">${a.fichesWith(e.fiches)}</p>`}
${(e.state === 'waiting' || !e.isMain) && html`<div class="actions">
${e.state === 'waiting' ? act('renvoyer', a.sendAgain, e.address) : act('principale', a.makeMain, e.address)}
${!e.isMain && act('retirer', a.remove, e.address)}
</div>`}
</li>`)}
</ul>
<h3>${a.addAddress}</h3>
<form method="post" action="/reglages/adresses" class="panel">
${hidden('_csrf', ui.csrf)}
${field(ui, { name: 'email', label: a.email, hint: a.addAddressHint, type: 'email', value: data.typed, autocomplete: 'email', spelling: 'off', maxLength: 254, presence: 'required', problems: data.problems })}
<p class="actions"><button class="btn primary">${a.addAddressButton}</button></p>
</form>`)
}
