import { addressOf, type Resource } from '../../../forge/domain/resource.js'
import { html, type Html } from '../../html.js'
import type { Ui } from '../ui.js'

/** A published fiche close to one being written, and the needs they share. */
export interface ShownNeighbour { readonly resource: Resource; readonly needs: readonly string[] }

/** What is being written stays where it is. */
const apart = html`target="_blank" rel="noopener"`

/** Neighbours of a fiche being written, each with the two ways out; nothing when there are none. */
export function neighbourList(ui: Ui, neighbours: readonly ShownNeighbour[]): Html {
  const { forms: m } = ui.m
  if (neighbours.length === 0) return html``
  return html`<div class="banner neighbours"><p role="status"><strong>${m.neighboursCount(neighbours.length)}</strong></p><p>${m.neighboursHint}</p><ul>${neighbours.map(({ resource, needs }) => {
    const base = `/${addressOf(resource)}`
    return html`<li data-id="${resource.id}"><p><a href="${base}" ${apart}>${resource.title}<span class="vh"> ${m.neighbourApart}</span></a> <span class="soft">${resource.owner.name}</span></p>${needs.length > 0 ? html`<p class="hint">${m.neighbourNeeds(needs.map((need) => ui.lexicon.labelOf('besoin', need, ui.locale)).join(', '))}</p>` : ''}<p class="actions"><a class="btn small" href="${base}/ameliorer" ${apart} aria-label="${m.neighbourImprove}, ${resource.title} ${m.neighbourApart}">${m.neighbourImprove}</a> <a class="btn small" href="${base}/adapter" ${apart} aria-label="${m.neighbourAdapt}, ${resource.title} ${m.neighbourApart}">${m.neighbourAdapt}</a></p></li>`
  })}</ul><p class="hint">${m.neighboursGoOn}</p></div>`
}
