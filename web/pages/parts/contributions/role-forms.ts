import { addressOf, type Resource } from '../../../../forge/domain/resource.js'
import { roleNames } from '../../../../forge/domain/role-claim.js'
import { html, type Html } from '../../../html.js'
import type { Ui } from '../../ui.js'
import type { RefusedForm } from './role-card.js'

/** « J’ai contribué autrement » and « Signaler ce qu’une autre personne a fait »; to a visitor, how to. */
export function roleForms(ui: Ui, resource: Resource, refused: RefusedForm | undefined): Html {
  const { contributing: m } = ui.m
  if (resource.state === 'retired') return html``
  if (ui.person === undefined) return html`<p><a class="btn" href="/connexion?suite=${encodeURIComponent(`/${addressOf(resource)}/contributions`)}" rel="nofollow">${m.signIn}</a></p>`
  const me = ui.person.id
  const isAloneToAnswer = resource.stewards.some(({ id }) => id === me) && resource.stewards.length === 1
  return html`<div class="role-forms">
${form(ui, resource, { who: 'self', title: m.claim, hint: isAloneToAnswer ? m.claimHintSteward : m.claimHint }, refused)}
${form(ui, resource, { who: 'other', title: m.offer, hint: m.offerHint }, refused)}</div>`
}

function form(ui: Ui, resource: Resource, said: { readonly who: 'self' | 'other'; readonly title: string; readonly hint: string }, refused: RefusedForm | undefined): Html {
  const { contributing: m } = ui.m
  const name = said.who === 'self' ? 'moi' : 'autre'
  const mine = refused?.form === name ? refused : undefined
  const error = (field: string): Html | '' => (mine && (mine.field ?? 'role') === field ? html`<p class="error" id="${name}-${field}-erreur">${mine.sentence}</p>` : '')
  const wrong = (field: string): Html | '' => (mine && (mine.field ?? 'role') === field ? html` aria-invalid="true" aria-describedby="${name}-${field}-erreur"` : '')
  return html`<details class="card"${mine && html` open`}><summary><strong>${said.title}</strong></summary><p class="hint">${said.hint}</p>
<form method="post" action="/${addressOf(resource)}/contributions/roles"><input type="hidden" name="_csrf" value="${ui.csrf}"><input type="hidden" name="pour" value="${name}">
${said.who === 'other' && html`<div class="field"><label for="${name}-who">${m.who}</label><p class="hint">${m.whoHint}</p><input type="text" id="${name}-who" name="who" maxlength="200" autocomplete="off" required value="${mine?.typed.who ?? ''}"${wrong('who')}>${error('who')}</div>`}
<div class="field"><label for="${name}-role">${m.role}</label><select id="${name}-role" name="role" required${wrong('role')}><option value="">${m.chooseRole}</option>${roleNames.map((role) => html`<option value="${role}"${mine?.typed.role === role && html` selected`}>${m.roleNames[role]} – ${m.roleHints[role]}</option>`)}</select>${error('role')}</div>
<div class="field"><label for="${name}-note">${m.note} <span class="required">(${m.optional})</span></label><p class="hint">${m.noteHint}</p><textarea id="${name}-note" name="note" rows="3" maxlength="1000">${mine?.typed.note ?? ''}</textarea></div>
<button class="btn primary">${m.send}</button></form></details>`
}
