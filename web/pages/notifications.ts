import { mailFrequencies, type MailFrequency } from '../../forge/domain/notifications.js'
import { html } from '../html.js'
import { layout } from './layout.js'
import { hidden, radios } from './parts/field.js'
import { settingsLayout } from './settings.js'
import type { Ui } from './ui.js'

/** How often to be told of what happens. `address`: where those mails go; undefined while none is confirmed. */
export function mailChoicePage(ui: Ui, data: { readonly frequency: MailFrequency; readonly address: string | undefined }): string {
  const { flow: m, accounts } = ui.m
  return settingsLayout(ui, 'mails', html`
<p>${m.mailsLead}</p>
${data.address === undefined ? html`<p class="hint-box">${m.mailsWaiting} <a href="/reglages/adresses">${accounts.addresses}</a></p>` : html`<p>${m.mailsTo(data.address)}</p>`}
<form method="post" action="/reglages/courriels" class="panel">
${hidden('_csrf', ui.csrf)}
${radios(ui, { name: 'frequence', legend: m.mailsLegend, value: data.frequency, choices: mailFrequencies.map((value) => ({ value, label: m.frequencies[value] })) })}
<p class="actions"><button class="btn primary">${m.mailsSave}</button></p>
</form>`)
}

/** Where the link of a mail leads: one button ends these mails, signed in or not. `person`: whose; undefined when the link no longer does anything. */
export function unsubscribePage(ui: Ui, data: { readonly token: string; readonly person: string | undefined; readonly isDone: boolean }): string {
  const { flow: m } = ui.m
  const main = data.isDone ? html`<p class="lead" role="status">${m.unsubscribed}</p>`
    : data.person === undefined ? html`<p class="lead">${m.unsubscribeUsed}</p>`
      : html`<p class="lead">${m.unsubscribeLead(data.person, ui.instanceName)}</p>
<form method="post" action="/desabonner/${data.token}">${hidden('List-Unsubscribe', 'One-Click')}<button class="btn primary">${m.unsubscribe}</button></form>`
  return layout(ui, { title: m.unsubscribeTitle, unlisted: true, main: html`<section class="narrow"><h1>${m.unsubscribeTitle}</h1>${main}<p><a href="/reglages/courriels">${m.unsubscribeChange}</a></p></section>` })
}
