import { html, type Html } from '../html.js'
import { bioMaximum, passwordMinimum } from '../../forge/domain/account.js'
import type { FieldProblem } from '../../forge/domain/field-problem.js'
import type { FormOfAddress, Locale } from '../../forge/domain/person.js'
import { layout } from './layout.js'
import { field, hidden, problemsSummary, radios } from './parts/field.js'
import { displayNameField, formOfAddressField } from './sign-up.js'
import type { Ui } from './ui.js'
import { visitorsSetting } from './visitor-suggestions.js'

const sections = [
  { id: 'profile', href: '/reglages' },
  { id: 'settingsTab', href: '/reglages/nom' },
  { id: 'addresses', href: '/reglages/adresses' },
  { id: 'mails', href: '/reglages/courriels' },
  { id: 'passwordTab', href: '/reglages/mot-de-passe' },
  { id: 'tokens', href: '/reglages/jetons' },
] as const
export type SettingsSection = (typeof sections)[number]['id']

/** Every page of the account's settings: its menu, then its own content. */
export function settingsLayout(ui: Ui, current: SettingsSection, content: Html): string {
  const a = ui.m.accounts
  const titleOf = (id: SettingsSection): string => (id === 'settingsTab' ? ui.m.naming.settingsTab : a[id])
  return layout(ui, {
    title: `${titleOf(current)} – ${a.settingsTitle}`, unlisted: true,
    main: html`<h1>${a.settingsTitle}</h1>
<div class="cols left">
<nav class="settings-nav" aria-label="${a.settingsNav}"><ul>
${sections.map((s) => html`<li><a href="${s.href}"${s.id === current && html` aria-current="page"`}>${titleOf(s.id)}</a></li>`)}
${ui.person && html`<li><a href="/@${ui.person.handle}">${a.yourPage}</a></li>`}
</ul></nav>
<section class="account-settings">
<h2>${titleOf(current)}</h2>
${content}
</section>
</div>`,
  })
}

export interface ProfileData {
  readonly displayName: string
  readonly formOfAddress: FormOfAddress
  readonly bio: string
  readonly locale: Locale
  /** The main address, while it waits to be confirmed. */
  readonly waiting: string | undefined
  readonly problems: readonly FieldProblem[]
  /** Whether people without an account are asked for suggestions on one's own fiches. */
  readonly invites: boolean
}

export function profilePage(ui: Ui, data: ProfileData): string {
  const a = ui.m.accounts
  return settingsLayout(ui, 'profile', html`
${data.waiting !== undefined && html`<p class="hint-box">${a.confirmBanner(data.waiting)} <a href="/reglages/adresses">${a.addresses}</a></p>`}
${problemsSummary(ui, data.problems)}
<form method="post" action="/reglages" class="panel">
${hidden('_csrf', ui.csrf)}
${displayNameField(ui, data.displayName, data.problems)}
${formOfAddressField(ui, data.formOfAddress)}
${field(ui, { name: 'bio', label: a.bio, hint: a.bioHint, value: data.bio, rows: 4, maxLength: bioMaximum, presence: 'optional', problems: data.problems })}
${radios(ui, { name: 'locale', legend: a.language, value: data.locale, choices: [{ value: 'fr', label: a.languages.fr }, { value: 'en', label: a.languages.en }] })}
<p class="actions"><button class="btn primary">${a.save}</button></p>
</form>
${visitorsSetting(ui, { action: '/reglages/suggestions', invites: data.invites, hint: ui.m.passages.allowOwnHint })}`)
}

export function changePasswordPage(ui: Ui, data: { readonly handle: string; readonly hasPassword: 'yes' | 'no'; readonly problems: readonly FieldProblem[]; readonly refusal?: string }): string {
  const a = ui.m.accounts
  if (data.hasPassword === 'no') {
    return settingsLayout(ui, 'passwordTab', html`<p>${a.noPassword}</p>
<form method="post" action="/mot-de-passe/oublie">${hidden('_csrf', ui.csrf)}${hidden('identifiant', data.handle)}<p class="actions"><button class="btn primary">${a.forgottenButton}</button></p></form>`)
  }
  return settingsLayout(ui, 'passwordTab', html`
<p>${a.passwordLead}</p>
${problemsSummary(ui, data.problems, data.refusal)}
<form method="post" action="/reglages/mot-de-passe" class="panel">
${hidden('_csrf', ui.csrf)}
<input type="text" name="username" value="${data.handle}" autocomplete="username" hidden readonly>
${field(ui, { name: 'present', label: a.presentPassword, type: 'password', autocomplete: 'current-password', maxLength: 1000, presence: 'required', problems: data.problems })}
${field(ui, { name: 'password', label: a.otherPassword, hint: a.newPasswordHint(passwordMinimum), type: 'password', autocomplete: 'new-password', maxLength: 1000, presence: 'required', problems: data.problems })}
<p class="actions"><button class="btn primary">${a.passwordButton}</button></p>
</form>
<p><a href="/mot-de-passe/oublie">${a.forgotten}</a></p>`)
}
