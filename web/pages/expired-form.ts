import { html, type Html } from '../html.js'
import type { Ui } from './ui.js'

export interface ExpiredForm {
  /** Where the form goes: this site's path, with its query. */
  readonly action: string
  /** Everything that was sent, secrets left out, in order; a name may come several times. */
  readonly fields: readonly (readonly [name: string, value: string])[]
  /** Whether the form can go out again from here: secrets were left out otherwise. */
  readonly mayResend: boolean
}

/** What somebody typed in a form that has expired: shown, and ready to be sent again. */
export function expiredForm(ui: Ui, form: ExpiredForm): Html {
  const { m } = ui
  // What was written comes first; marks and codes that no one typed are not worth showing.
  const typed = form.fields.filter(([, value]) => /\S\s+\S/.test(value)).sort(([, a], [, b]) => b.length - a.length)
  return html`${ui.person === undefined ? html`<p>${m.common.expiredSignIn} <a href="/connexion?suite=%2F" target="_blank" rel="opener">${m.common.expiredSignInLink}</a></p>` : ''}
${form.mayResend && form.fields.length > 0 ? html`<form method="post" action="${form.action}"><input type="hidden" name="_csrf" value="${ui.csrf}">
${form.fields.map(([name, value]) => html`<textarea name="${name}" hidden>
${value}</textarea>`)}<p><button class="btn primary">${m.common.sendAgain}</button></p></form>` : html`<p><a class="btn primary" href="${form.action}">${m.common.openFormAgain}</a></p>`}
${typed.length === 0 ? '' : html`<h2>${m.common.typedText}</h2>
${typed.map(([, value], index) => html`<p><textarea readonly rows="${Math.min(16, 2 + value.split('\n').length)}" aria-label="${m.common.typedTextOf(index + 1, typed.length)}">
${value}</textarea></p>`)}`}`
}
