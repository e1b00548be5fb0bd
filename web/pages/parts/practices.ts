import { addressOf, type Resource } from '../../../forge/domain/resource.js'
import type { RoleReading } from '../../../forge/domain/role-reading.js'
import { html, type Html } from '../../html.js'
import { roleAnchor } from './contributions/role-card.js'
import { date } from './dates.js'
import { personLink } from './people.js'
import type { Ui } from '../ui.js'

const shown = 3
const longest = 280

/** Those who put a fiche into practice and told how it went, as its stewards confirmed; how many wait for them; the way to tell. */
export function practicesCard(ui: Ui, resource: Resource, roles: readonly RoleReading[]): Html {
  const { practising: m } = ui.m
  const base = `/${addressOf(resource)}`
  const told = roles.filter(({ role, state, person }) => role === 'test' && state === 'confirmed' && person !== undefined)
  const waiting = roles.filter(({ role, awaits }) => role === 'test' && awaits !== undefined).length
  return html`<section class="card practices" aria-labelledby="retours"><h2 id="retours">${m.title(told.length)}</h2>
${told.length > 0 && html`<ul class="plain">${told.slice(0, shown).map(({ event, person, at, note }) => html`<li>${note !== '' && html`<blockquote>${note.length > longest ? html`${note.slice(0, longest).trimEnd()}… <a href="${base}/contributions#${roleAnchor(event)}">${m.readOn}</a>` : note}</blockquote>`}<p class="soft">${person && personLink(person)}, ${date(at, ui.locale)}</p></li>`)}</ul>`}
${told.length === 0 && html`<p>${m.none}</p>`}
${waiting > 0 && html`<p class="soft">${m.waiting(waiting)}</p>`}
<p>${resource.state !== 'retired' && html`<a href="${base}/pratique" rel="nofollow">${m.tell}</a>`}${told.length > shown && html` · <a href="${base}/contributions#autrement">${m.all(told.length)}</a>`}</p></section>`
}
