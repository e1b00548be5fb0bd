import { html } from '../html.js'
import { layout } from './layout.js'
import { field, hidden, problemsSummary } from './parts/field.js'
import type { Ui } from './ui.js'

export interface SignInData {
  readonly identifier: string
  /** Where to go afterwards, on this site. */
  readonly suite: string
  readonly refusal?: string
  /** The configured provider's name. */
  readonly provider?: string
  /** The provider's account waits to be linked to the one that signs in. */
  readonly linking?: true
}

export function signInPage(ui: Ui, data: SignInData): string {
  const a = ui.m.accounts
  const suite = encodeURIComponent(data.suite)
  const isLinking = data.linking && data.provider !== undefined
  return layout(ui, {
    title: a.signInTitle, unlisted: true,
    main: html`<section class="account-page">
<h1>${a.signInTitle}</h1>
<p>${isLinking ? a.linkFirst(data.provider) : a.signInLead}</p>
${problemsSummary(ui, [], data.refusal)}
${data.provider !== undefined && !isLinking && html`<p class="actions"><a class="btn" href="/connexion/oidc?suite=${suite}">${a.signInWith(data.provider)}</a></p><p class="soft">${a.or}</p>`}
<form method="post" action="/connexion" class="panel">
${hidden('_csrf', ui.csrf)}${hidden('suite', data.suite)}
${field(ui, { name: 'identifiant', label: a.identifier, hint: a.identifierHint, value: data.identifier, autocomplete: 'username', spelling: 'off', maxLength: 254, presence: 'required' })}
${field(ui, { name: 'mot_de_passe', label: a.password, type: 'password', autocomplete: 'current-password', maxLength: 1000, presence: 'required' })}
<p class="actions"><button class="btn primary">${a.signInButton}</button></p>
<p><a href="/mot-de-passe/oublie">${a.forgotten}</a></p>
</form>
<p>${a.noAccount} <a href="/inscription?suite=${suite}">${a.createOne}</a></p>
</section>`,
  })
}
