import { html, type Html } from '../html.js'
import type { AboutInstance } from '../../forge/domain/ports.js'
import { layout } from './layout.js'
import type { Ui } from './ui.js'

/** Only what a browser may safely open; anything else the keeper wrote is shown as text. */
function contactLink(contact: string): Html | string {
  if (/^https?:\/\//.test(contact)) return html`<a href="${contact}">${contact}</a>`
  if (/^[^\s@]+@[^\s@]+$/.test(contact)) return html`<a href="mailto:${contact}">${contact}</a>`
  return contact
}

/** What this is, under which licences, with which code, and who keeps it. */
export function aboutPage(ui: Ui, data: { readonly about: AboutInstance; readonly version: string }): string {
  const a = ui.m.accounts
  const { keeper, contact, sourceUrl } = data.about
  return layout(ui, {
    title: a.aboutTitle, description: a.aboutLead, canonical: '/a-propos',
    main: html`<article class="narrow">
<h1>${a.aboutTitle}</h1>
<p class="lead">${a.aboutLead}</p>
<h2>${a.aboutWhat}</h2>
<ul>${a.aboutWhatItems.map((item) => html`<li>${item}</li>`)}</ul>
<h2>${a.aboutLicences}</h2>
<p>${a.aboutLicencesBody}</p>
<h2>${a.aboutData}</h2>
<p>${a.aboutDataBody}</p>
<h2>${a.aboutKeeper}</h2>
<p>${keeper === undefined ? a.aboutNoKeeper : a.aboutKeptBy(keeper)} ${contact !== undefined && html`${a.aboutContact} ${contactLink(contact)}`}</p>
<h2>${a.aboutCode}</h2>
<p>${a.aboutCodeBody} ${a.aboutVersion(data.version)}</p>
<p>${sourceUrl === undefined ? a.aboutNoSource : html`<a href="${sourceUrl}">${a.aboutSource}</a>`}</p>
</article>`,
  })
}
