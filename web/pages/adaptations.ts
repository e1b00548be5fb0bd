import { addressOf, type Resource } from '../../forge/domain/resource.js'
import { html, type Html } from '../html.js'
import { layout } from './layout.js'
import { ficheCard, type CardData } from './parts/fiche-card.js'
import { date } from './parts/dates.js'
import { resourceHeader, type TabCounts } from './parts/resource-header.js'
import type { Ui } from './ui.js'

export interface AdaptationsData {
  readonly resource: Resource
  /** The origin as it is here now, when it is. */
  readonly origin: CardData | undefined
  readonly siblings: readonly CardData[]
  readonly adaptations: readonly CardData[]
  readonly originNews: number
  readonly counts: TabCounts
}

/** A fiche and its family: where it comes from, what came from it, for which context. */
export function adaptationsPage(ui: Ui, data: AdaptationsData): string {
  const { reading } = ui.m
  const { resource } = data
  return layout(ui, {
    title: reading.adaptationsOf(resource.title),
    main: html`${resourceHeader(ui, resource, { tab: 'adaptations', heading: reading.adaptationsOf(resource.title), counts: data.counts })}
<p>${reading.adaptationsLead}</p>
${origin(ui, data)}
<section aria-labelledby="siennes"><h2 id="siennes">${reading.itsAdaptations}</h2>${data.adaptations.length === 0 ? html`<p>${reading.noAdaptation}</p>` : family(ui, data.adaptations)}
<p><a class="btn" href="/${addressOf(resource)}/adapter" rel="nofollow">${reading.adapt}</a> <span class="hint">${reading.adaptHint}</span></p></section>
${data.siblings.length === 0 ? '' : html`<section aria-labelledby="soeurs"><h2 id="soeurs">${reading.siblings}</h2>${family(ui, data.siblings)}</section>`}`,
  })
}

function origin(ui: Ui, { resource, origin: here, originNews }: AdaptationsData): Html {
  const { reading } = ui.m
  const from = resource.origin
  if (!from) return html``
  return html`<section aria-labelledby="originale"><h2 id="originale">${reading.origin}</h2>
<p>${reading.adaptedBecause}${ui.locale === 'fr' ? '\u00A0' : ''}: ${reading.reasons[from.reason]}${from.explanation === '' ? '' : html`. ${from.explanation}`}</p>
${originNews > 0 ? html`<p class="news"><a href="/${addressOf(resource)}/nouveautes" rel="nofollow">${reading.originMoved(originNews)}</a></p>` : ''}
${here ? html`<ul class="grid one">${ficheCard(ui, here)}</ul>` : html`<p>${reading.originGone} <cite>${from.title}</cite>${from.licence ? `, ${from.licence}` : ''}</p>`}</section>`
}

const family = (ui: Ui, cards: readonly CardData[]): Html => html`<ul class="plain rows">${cards.map(({ resource }) => html`<li><h3><a href="/${addressOf(resource)}">${resource.title}</a></h3><p class="meta">${resource.origin ? html`<span class="state open">${ui.m.reading.reasons[resource.origin.reason]}</span> · ` : ''}${resource.owner.name} · ${date(resource.createdAt, ui.locale)}</p>${resource.origin && resource.origin.explanation !== '' ? html`<p>${resource.origin.explanation}</p>` : ''}</li>`)}</ul>`
