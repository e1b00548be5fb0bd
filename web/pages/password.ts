import { html } from '../html.js'
import { passwordMinimum } from '../../forge/domain/account.js'
import type { FieldProblem } from '../../forge/domain/field-problem.js'
import { layout } from './layout.js'
import { field, hidden, problemsSummary } from './parts/field.js'
import type { Ui } from './ui.js'

export function forgottenPage(ui: Ui, data: { readonly identifier: string; readonly refusal?: string }): string {
  const a = ui.m.accounts
  return layout(ui, {
    title: a.forgottenTitle, unlisted: true,
    main: html`<section class="account-page">
<h1>${a.forgottenTitle}</h1>
<p>${a.forgottenLead}</p>
${problemsSummary(ui, [], data.refusal)}
<form method="post" action="/mot-de-passe/oublie" class="panel">
${hidden('_csrf', ui.csrf)}
${field(ui, { name: 'identifiant', label: a.identifier, value: data.identifier, autocomplete: 'username', spelling: 'off', maxLength: 254, presence: 'required' })}
<p class="actions"><button class="btn primary">${a.forgottenButton}</button></p>
</form>
</section>`,
  })
}

/** The same page whoever was asked for. */
export function forgottenSentPage(ui: Ui, data: { readonly hours: number }): string {
  const a = ui.m.accounts
  return layout(ui, {
    title: a.forgottenSentTitle, unlisted: true,
    main: html`<section class="account-page"><h1>${a.forgottenSentTitle}</h1><p class="lead">${a.forgottenSent(data.hours)}</p><p class="soft">${a.forgottenNothing}</p><p class="actions"><a class="btn" href="/connexion">${a.signInButton}</a></p></section>`,
  })
}

export function resetPage(ui: Ui, data: { readonly secret: string; readonly handle: string; readonly problems: readonly FieldProblem[] }): string {
  const a = ui.m.accounts
  return layout(ui, {
    title: a.resetTitle, unlisted: true,
    main: html`<section class="account-page">
<h1>${a.resetTitle}</h1>
<p>${a.resetLead(data.handle)}</p>
${problemsSummary(ui, data.problems)}
<form method="post" action="/mot-de-passe/${data.secret}" class="panel">
${hidden('_csrf', ui.csrf)}
<input type="text" name="username" value="${data.handle}" autocomplete="username" hidden readonly>
${field(ui, { name: 'password', label: a.otherPassword, hint: a.newPasswordHint(passwordMinimum), type: 'password', autocomplete: 'new-password', maxLength: 1000, presence: 'required', problems: data.problems })}
<p class="actions"><button class="btn primary">${a.resetButton}</button></p>
</form>
</section>`,
  })
}
