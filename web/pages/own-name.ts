import type { FieldProblem } from '../../forge/domain/field-problem.js'
import type { NameChoice, NameReach } from '../../forge/domain/naming.js'
import { addressOf, type Resource } from '../../forge/domain/resource.js'
import { html } from '../html.js'
import { hidden, problemsSummary } from './parts/field.js'
import { settingsLayout } from './settings.js'
import type { Ui } from './ui.js'

export interface OwnNameData {
  readonly everywhere: NameChoice
  readonly on: readonly { readonly resource: Resource; readonly choice: NameChoice; readonly reach: NameReach }[]
  readonly problems: readonly FieldProblem[]
}

/** « Mon nom »: whether one is named, everywhere and fiche by fiche, and what that can and cannot do. */
export function ownNamePage(ui: Ui, { everywhere, on, problems }: OwnNameData): string {
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
<p class="actions"><button class="btn primary">${m.everywhereButton}</button></p></form>
<h3>${m.onFiches}</h3>
${on.length === 0 ? html`<p>${m.onFichesNone}</p>` : html`<p class="hint">${m.onFichesHint}</p><ul>${on.map(({ resource, choice, reach }) => html`<li><a href="/${addressOf(resource)}/contributions#noms-de-la-fiche">${resource.title}</a>${ui.locale === 'fr' ? '\u00A0' : ''}: ${said(choice)}${reach === 'family' && choice.kind !== 'named' ? html` <span class="soft">${m.andFamily}</span>` : ''}</li>`)}</ul>`}`)
}
