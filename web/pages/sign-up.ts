import { html, type Html } from '../html.js'
import { displayNameMaximum, passwordMinimum } from '../../forge/domain/account.js'
import type { FieldProblem } from '../../forge/domain/field-problem.js'
import type { FormOfAddress } from '../../forge/domain/person.js'
import { layout } from './layout.js'
import { field, hidden, problemsSummary, radios } from './parts/field.js'
import type { Ui } from './ui.js'

export interface SignUpData {
  readonly displayName: string
  readonly handle: string
  readonly formOfAddress: FormOfAddress
  readonly email: string
  readonly suite: string
  readonly problems: readonly FieldProblem[]
  readonly refusal?: string
}

/** How somebody will be named here: the fields of sign-up that settings share. */
export function formOfAddressField(ui: Ui, value: FormOfAddress): Html {
  const a = ui.m.accounts
  return radios(ui, { name: 'formOfAddress', legend: a.formOfAddress, hint: a.formOfAddressHint, value, choices: (['autrice', 'auteur', 'auteur·ice'] as const).map((form) => ({ value: form, label: a.forms[form] })) })
}

export function displayNameField(ui: Ui, value: string, problems: readonly FieldProblem[]): Html {
  const a = ui.m.accounts
  return field(ui, { name: 'displayName', label: a.displayName, hint: a.displayNameHint, secondHint: a.displayNameHonest, value, autocomplete: 'name', maxLength: displayNameMaximum, presence: 'required', problems })
}

const handleField = (ui: Ui, data: SignUpData) => field(ui, { name: 'handle', label: ui.m.accounts.handle, hint: ui.m.accounts.handleHint, value: data.handle, autocomplete: 'username', spelling: 'off', maxLength: 60, presence: 'required', problems: data.problems })
const emailField = (ui: Ui, data: SignUpData) => field(ui, { name: 'email', label: ui.m.accounts.email, hint: ui.m.accounts.emailHint, value: data.email, type: 'email', autocomplete: 'email', spelling: 'off', maxLength: 254, presence: 'required', problems: data.problems })

export function signUpPage(ui: Ui, data: SignUpData): string {
  const a = ui.m.accounts
  return layout(ui, {
    title: a.signUpTitle, unlisted: true,
    main: html`<section class="account-page">
<h1>${a.signUpTitle}</h1>
<p>${a.signUpLead}</p>
<p>${a.alreadyAccount} <a href="/connexion?suite=${encodeURIComponent(data.suite)}">${a.signInButton}</a></p>
${problemsSummary(ui, data.problems, data.refusal)}
<form method="post" action="/inscription" class="panel">
${hidden('_csrf', ui.csrf)}${hidden('suite', data.suite)}
${displayNameField(ui, data.displayName, data.problems)}
${formOfAddressField(ui, data.formOfAddress)}
${handleField(ui, data)}
${emailField(ui, data)}
${field(ui, { name: 'password', label: a.newPassword, hint: a.newPasswordHint(passwordMinimum), type: 'password', autocomplete: 'new-password', maxLength: 1000, presence: 'required', problems: data.problems })}
<p class="actions"><button class="btn primary">${a.signUpButton}</button></p>
</form>
</section>`,
  })
}

/** The last step after a provider recognised somebody for the first time. */
export function signUpFromProviderPage(ui: Ui, data: SignUpData & { readonly provider: string; readonly verifiedEmail: string | undefined }): string {
  const a = ui.m.accounts
  return layout(ui, {
    title: a.fromProviderTitle, unlisted: true,
    main: html`<section class="account-page">
<h1>${a.fromProviderTitle}</h1>
<p>${a.fromProviderLead(data.provider)}</p>
<p class="soft">${a.fromProviderAlready}</p>
${problemsSummary(ui, data.problems, data.refusal)}
<form method="post" action="/inscription/oidc" class="panel">
${hidden('_csrf', ui.csrf)}${hidden('suite', data.suite)}
${displayNameField(ui, data.displayName, data.problems)}
${formOfAddressField(ui, data.formOfAddress)}
${handleField(ui, data)}
${data.verifiedEmail === undefined ? emailField(ui, data) : html`<p class="soft">${a.emailFromProvider(data.verifiedEmail, data.provider)}</p>`}
<p class="actions"><button class="btn primary">${a.signUpButton}</button></p>
</form>
</section>`,
  })
}
