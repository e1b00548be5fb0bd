import type { FieldProblem } from '../../forge/domain/field-problem.js'
import type { NameChoice, NameReach } from '../../forge/domain/naming.js'
import { addressOf, type Resource } from '../../forge/domain/resource.js'
import { html, type Html } from '../html.js'
import { hidden, problemsSummary } from './parts/field.js'
import type { StayingNames } from './parts/name-rights.js'
import { settingsLayout } from './settings.js'
import type { Ui } from './ui.js'

export interface OwnNameData {
  readonly everywhere: NameChoice
  readonly on: readonly { readonly resource: Resource; readonly choice: NameChoice; readonly reach: NameReach }[]
  /** Where they stay named whatever they choose, fiche by fiche. */
  readonly stays: readonly (StayingNames & { readonly resource: Resource })[]
  readonly problems: readonly FieldProblem[]
}

/** « Mon nom »: whether one is named, everywhere and fiche by fiche, and what that can and cannot do. */
export function ownNamePage(ui: Ui, { everywhere, on, stays, problems }: OwnNameData): string {
  const { naming: m } = ui.m
  const said = (choice: NameChoice): string => (choice.kind === 'pseudonym' ? m.choices.pseudonym(choice.name) : m.choices[choice.kind])
  return settingsLayout(ui, 'settingsTab', html`<p>${m.settingsLead}</p>
${problemsSummary(ui, problems)}
<form method="post" action="/reglages/nom" class="panel">${hidden('_csrf', ui.csrf)}
<fieldset aria-describedby="partout-aide"><legend>${m.everywhere}</legend>
<label class="check"><input type="radio" name="nom" value="named"${everywhere.kind === 'named' && html` checked`}> ${m.everywhereNamed(ui.person?.displayName ?? '')}</label>
<label class="check"><input type="radio" name="nom" value="anonymous"${everywhere.kind === 'anonymous' && html` checked`}> ${m.everywhereAnonymous}</label>
<p class="hint" id="partout-aide">${m.everywhereHint}</p></fieldset>
<p class="hint-box">${m.honest}</p>
<section class="hint-box stays" aria-labelledby="nom-reste"><h3 id="nom-reste">${m.staysTitle}</h3><ul><li>${m.staysAlways}</li>${stays.length === 0 ? html`<li>${m.staysNothingAnywhere}</li>` : stays.map((one) => staysOn(ui, one))}</ul></section>
<p class="actions"><button class="btn primary">${m.everywhereButton}</button></p></form>
<h3>${m.onFiches}</h3>
${on.length === 0 ? html`<p>${m.onFichesNone}</p>` : html`<p class="hint">${m.onFichesHint}</p><ul>${on.map(({ resource, choice, reach }) => html`<li><a href="/${addressOf(resource)}/contributions#noms-de-la-fiche">${resource.title}</a>${ui.locale === 'fr' ? '\u00A0' : ''}: ${said(choice)}${reach === 'family' && choice.kind !== 'named' ? html` <span class="soft">${m.andFamily}</span>` : ''}</li>`)}</ul>`}`)
}

function staysOn(ui: Ui, { resource, texts, proposals, messages }: OwnNameData['stays'][number]): Html {
  const { naming: m } = ui.m
  const base = `/${addressOf(resource)}`
  return html`<li><a href="${base}">${resource.title}</a><ul>${texts.map(({ path, times }) => html`<li>${m.staysText(path === resource.mainPath ? undefined : path, times)} <a href="${base}/contributions#noms-de-la-fiche">${m.staysSee}</a></li>`)}
${messages > 0 && html`<li>${m.staysMessages(messages)}</li>`}${proposals.length > 0 && html`<li>${m.staysProposals} ${proposals.map((number, place) => html`${place > 0 && ', '}<a href="${base}/propositions/${number}">nº\u00A0${number}</a>`)}</li>`}</ul></li>`
}
