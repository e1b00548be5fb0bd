import { addressOf, type Resource } from '../../../forge/domain/resource.js'
import { html, type Html } from '../../html.js'
import type { Ui } from '../ui.js'
import { date } from './dates.js'
import { licenceName } from './licence.js'
import { peopleList, type ShownPerson } from './people.js'
import { durationText, groupText } from './quantities.js'

export interface CardData { readonly resource: Resource; readonly authors: readonly ShownPerson[] }

/** A fiche in a list: what it is for, how long, for how many, by whom, under which licence. */
export function ficheCard(ui: Ui, { resource, authors }: CardData, shelf?: { readonly type?: string | undefined; readonly owner?: string }): Html {
  const { fields } = resource
  const use = fields.valeur_ajoutee ?? fields.resume
  const adapted = resource.origin && (resource.origin.reason === 'autre' ? ui.m.reading.adaptation : `${ui.m.reading.adaptation} ${ui.m.reading.reasons[resource.origin.reason]}`)
  const pills = [fields.type && fields.type !== shelf?.type ? ui.lexicon.typeLabel(fields.type, ui.locale) : undefined, durationText(ui, fields.duree), groupText(ui, fields.taille_groupe)].filter((pill) => pill !== undefined && pill !== '')
  return html`<li><article class="card fiche-card"${fields.langue === ui.locale ? '' : html` lang="${fields.langue}"`}>
<h3><a href="/${addressOf(resource)}">${resource.title}</a></h3>
${adapted && html`<p class="adapted" lang="${ui.locale}">${adapted}${resource.origin?.title !== resource.title && html` <span class="soft">${ui.m.reading.adaptedFrom(resource.origin?.title ?? '')}</span>`}</p>`}
${use && html`<p>${use.length > 180 ? `${use.slice(0, 177).trimEnd()}…` : use}</p>`}
${pills.length > 0 ? html`<ul class="pills" lang="${ui.locale}">${pills.map((pill) => html`<li>${pill}</li>`)}</ul>` : ''}
<p class="foot soft" lang="${ui.locale}">${authors.length > 0 ? html`${peopleList(ui, authors, { atMost: 2, links: 'none' })}<br>` : ''}<span class="nowrap">${licenceName(ui, resource.licence)}</span>${resource.owner.kind === 'community' && resource.owner.id !== shelf?.owner ? html` · ${resource.owner.name}<br>` : ' · '}${date(resource.updatedAt, ui.locale)}</p>
</article></li>`
}

/** `shelf`: what all these fiches share, not to be repeated on each. */
export const ficheGrid = (ui: Ui, cards: readonly CardData[], shelf?: Parameters<typeof ficheCard>[2]): Html => html`<ul class="grid">${cards.map((card) => ficheCard(ui, card, shelf))}</ul>`
