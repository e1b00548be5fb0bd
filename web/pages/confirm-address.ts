import { html } from '../html.js'
import { layout } from './layout.js'
import { hidden } from './parts/field.js'
import type { Ui } from './ui.js'

/** Confirms by a button, never by opening the link: mail scanners open links. */
export function confirmAddressPage(ui: Ui, data: { readonly secret: string; readonly address: string; readonly handle: string }): string {
  const a = ui.m.accounts
  return layout(ui, {
    title: a.confirmTitle, unlisted: true,
    main: html`<section class="account-page">
<h1>${a.confirmTitle}</h1>
<p class="lead">${a.confirmLead(data.address, data.handle)}</p>
<p>${a.confirmHint}</p>
<form method="post" action="/adresses/confirmer/${data.secret}">${hidden('_csrf', ui.csrf)}<p class="actions"><button class="btn primary">${a.confirmButton}</button></p></form>
<p class="soft">${a.confirmNotMe}</p>
</section>`,
  })
}
