import type { LicenceReading } from '../../forge/domain/licence-reading.js'
import { addressOf, type Resource } from '../../forge/domain/resource.js'
import { html, type Html } from '../html.js'
import { layout } from './layout.js'
import { dateText } from './parts/dates.js'
import { licenceChooser, licenceLabel, offeredLicences } from './parts/fields/licence-chooser.js'
import { licenceCard } from './parts/licence.js'
import { consentCard, gesture, paragraphs, worded, type RefusedForm } from './parts/licences/consent-card.js'
import { licenceFacts } from './parts/licences/licence-facts.js'
import { shortName, weighedWords } from './parts/licences/weighed-words.js'
import { resourceHeader, type TabCounts } from './parts/resource-header.js'
import type { Ui } from './ui.js'

export interface ResourceLicenceData extends LicenceReading {
  readonly resource: Resource
  readonly counts: TabCounts
  /** Whether a change is published at once, or proposed. */
  readonly isDirect: boolean
  /** Of the community: the licence it recommends, and those it takes. */
  readonly offer: { readonly recommended: string; readonly allowed: readonly string[] }
  readonly refused?: RefusedForm | undefined
}

/** The licence of a resource: what it allows, what was asked and answered, changing it, its whole story. */
export function resourceLicencePage(ui: Ui, data: ResourceLicenceData): string {
  const { licensing: m } = ui.m
  const { resource, asks, refused, facts } = data
  return layout(ui, {
    title: m.titleOf(resource.title), alternates: [{ type: 'application/json', href: `/${addressOf(resource)}/licence.json` }], ...(data.change && { unlisted: true as const }),
    main: html`${resourceHeader(ui, resource, { tab: 'fiche', isWithin: true, heading: m.title, counts: data.counts })}
${refused && refused.field === undefined ? html`<div class="problems" role="alert" tabindex="-1" autofocus><p>${refused.sentence}</p></div>` : ''}
<p>${m.lead}</p>
<div class="cols right"><div>
${asks.length > 0 && html`<section aria-labelledby="accords"><h2 id="accords">${m.asksTitle}</h2><ul class="plain consents">${asks.map((ask) => consentCard(ui, resource, ask, data.mayChange, refused))}</ul></section>`}
${data.change ? weighing(ui, data) : ''}
${data.mayChange && ui.csrf !== '' ? chooser(ui, data) : ''}
${permissions(ui, data)}
<section aria-labelledby="histoire"><h2 id="histoire">${m.historyTitle}</h2>${licenceFacts(ui, resource, facts, new Set(asks.map(({ event }) => event)))}</section>
</div><aside>${licenceCard(ui, resource.licence)}</aside></div>`,
  })
}

/** What the chosen label asks for, and the gesture that follows: change it, or ask. */
function weighing(ui: Ui, { resource, change, label, refused, mayChange, isDirect }: ResourceLicenceData): Html {
  const { licensing: m } = ui.m
  if (!change) return html``
  const { to, weighed, isAsked } = change
  const base = `/${addressOf(resource)}/licence`
  const isReady = weighed !== undefined && weighed.verdict.verdict !== 'block'
  const action = `${base}/${isReady ? 'changer' : 'demander'}`
  const mine = refused?.form === action ? refused : undefined
  const hidden = html`<input type="hidden" name="licence" value="${to}">`
  return html`<section class="card licence-verdict ${weighed ? (isReady ? 'pass' : 'block') : ''}" aria-labelledby="changer"><h2 id="changer">${m.weighTitle(label === undefined ? undefined : shortName(label), shortName(to))}</h2>
${weighed === undefined ? html`<p class="caution">${m.underWay}</p>` : weighedWords(ui, weighed, ui.person?.id)}
${!mayChange || ui.csrf === '' || weighed === undefined ? '' : isReady
    ? gesture(ui, action, html`${hidden}${worded({ id: 'changer-pourquoi', name: 'reason', label: m.reason, hint: m.wordHint }, mine)}<p class="with-hint"><button class="btn primary">${m.changeButton(shortName(to))}</button><span class="hint">${isDirect ? m.changeHint : m.proposeHint}</span></p>`)
    : weighed.atBest.verdict === 'block' ? '' : isAsked ? html`<p>${m.alreadyAsked}</p>`
      : gesture(ui, action, html`${hidden}${worded({ id: 'demander-pourquoi', name: 'reason', label: m.why, hint: m.whyHint }, mine)}<p class="with-hint"><button class="btn primary">${m.askButton}</button><span class="hint">${m.askHint}</span></p>`)}</section>`
}

function chooser(ui: Ui, { resource, label, change, offer }: ResourceLicenceData): Html {
  const { licensing: m } = ui.m
  const base = `/${addressOf(resource)}/licence`
  const shown = { name: 'vers', id: 'champ-vers', described: '', isWrong: false, isAsked: false }
  return html`<details class="card change-licence"${!change && html` open`}><summary><h2 id="choisir">${m.changeTitle}</h2></summary><p>${m.changeLead}</p>
<form method="get" action="${base}#changer"><fieldset><legend class="vh">${m.chooseLegend}</legend>${licenceChooser(ui, change?.to ?? label ?? '', shown, offer)}</fieldset><p class="actions"><button class="btn">${m.look}</button></p></form></details>`
}

function permissions(ui: Ui, { resource, permissions: received, mayChange, refused }: ResourceLicenceData): Html {
  const { licensing: m } = ui.m
  const base = `/${addressOf(resource)}/licence/autorisations`
  const mine = refused?.form === base ? refused : undefined
  if (received.length === 0 && (!mayChange || ui.csrf === '')) return html``
  const wrong = (field: string): Html | '' => (mine?.field === field ? html` aria-invalid="true" aria-describedby="autorisation-erreur"` : '')
  const why = (field: string): Html | '' => (mine?.field === field ? html`<p class="error" id="autorisation-erreur">${mine.sentence}</p>` : '')
  return html`<section aria-labelledby="autorisations"><h2 id="autorisations">${m.permissionsTitle}</h2><p>${m.permissionsLead}</p>
${received.length > 0 && html`<ul class="plain">${received.map((one) => {
    const action = `${base}/${one.event}/retirer`
    return html`<li class="card consent"><p><strong>${m.permissionSaid(one.name, shortName(one.licence))}</strong><br><span class="soft">${m.permissionBy(one.by.name, dateText(one.at, ui.locale))}</span></p><blockquote class="reason">${paragraphs(one.text)}</blockquote>
${mayChange && ui.csrf !== '' ? html`<details class="gesture"${refused?.form === action && html` open`}><summary class="btn small">${m.permissionWithdraw}</summary>${gesture(ui, action, html`${worded({ id: `retirer-${one.event.slice(0, 12)}`, name: 'reason', label: m.why, hint: m.permissionWithdrawHint }, refused?.form === action ? refused : undefined)}<button class="btn">${m.permissionWithdraw}</button>`)}</details>` : ''}</li>`
  })}</ul>`}
${mayChange && ui.csrf !== '' ? html`<details class="gesture"${mine && html` open`}><summary class="btn small">${m.permissionAdd}</summary>${gesture(ui, base, html`<div class="field"><label for="autorisation-nom">${m.permissionName}</label><p class="hint">${m.permissionNameHint}</p><input type="text" id="autorisation-nom" name="name" maxlength="120" value="${mine?.typed.name ?? ''}"${wrong('name')}>${why('name')}</div>
<div class="field"><label for="autorisation-licence">${m.permissionLicence}</label><select id="autorisation-licence" name="licence"${wrong('licence')}><option value="">${m.choose}</option>${offeredLicences.map((id) => html`<option value="${id}"${mine?.typed.licence === id && html` selected`}>${licenceLabel(id)}</option>`)}</select>${why('licence')}</div>
${worded({ id: 'autorisation-texte', name: 'text', label: m.permissionText, hint: m.permissionTextHint, rows: 3 }, mine)}<button class="btn">${m.permissionButton}</button>`)}</details>` : ''}</section>`
}
