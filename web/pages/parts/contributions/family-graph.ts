import { flattened, type FamilyMember } from '../../../../forge/domain/family.js'
import { html, type Html } from '../../../html.js'
import { dateText, monthText } from '../dates.js'
import type { Ui } from '../../ui.js'
import { circle, drawnLines, drawnWidth, path } from './drawing.js'

const height = 64
const [left, step, deepest] = [14, 20, 5]
const xOf = (depth: number): number => left + Math.min(depth, deepest) * step

/** The family as a drawing: each adaptation under the one it was born of. Each is a link. */
export function familyGraph(ui: Ui, root: FamilyMember): Html {
  const { contributing: m } = ui.m
  const rows = flattened(root)
  const y = (place: number): number => place * height + 22
  return html`<svg class="drawing family" viewBox="0 0 ${drawnWidth} ${rows.length * height}" width="${drawnWidth}" height="${rows.length * height}" role="group" aria-label="${m.drawing}">
${rows.map(({ depth, parent }, place) => {
    const from = rows[parent]
    // Beyond what fits, children stand under their parent: the line says so, the list how deep.
    return from === undefined ? '' : xOf(depth) === xOf(from.depth) ? path('line own', 'M', xOf(depth), y(parent), 'V', y(place)) : path('line own', 'M', xOf(from.depth), y(parent), 'V', y(place) - 9, 'Q', xOf(from.depth), y(place), xOf(from.depth) + 9, y(place), 'H', xOf(depth))
  })}
${rows.map(({ member, depth }, place) => {
    const x = xOf(depth) + 16
    const top = place * height
    const { texts, name } = drawnLines([{ x, y: top + 20, kind: 'when', text: member.title }, { x, y: top + 38, text: whySaid(ui, member) }, { x, y: top + 54, kind: 'who', text: stateSaid(ui, member) }], drawnWidth - 4)
    const drawn = html`<rect class="hit${member.isSelf && ' self'}" x="${xOf(depth) - 12}" y="${top + 2}" width="${drawnWidth - xOf(depth) + 11}" height="${height - 6}" rx="8"/>${circle(member.isSelf ? 'dot own' : member.path === undefined ? 'dot gone' : 'dot origin', xOf(depth), y(place), member.isSelf ? 8 : 6)}
${member.adapted?.hasNews && path('news-mark', 'M', xOf(depth) - 7, y(place) + 22, 'L', xOf(depth), y(place) + 10, 'L', xOf(depth) + 7, y(place) + 22, 'Z')}${texts}`
    return member.path === undefined ? html`<g>${drawn}</g>` : html`<a href="${member.path}"${name}>${drawn}</a>`
  })}
</svg>`
}

/** Why and when it was adapted; for the eldest, who keeps it. */
function whySaid(ui: Ui, { adapted, owner, path: at }: FamilyMember): string {
  if (adapted === undefined) return at === undefined ? ui.m.contributing.originGone : owner
  return `${ui.m.reading.reasons[adapted.reason]}, ${monthText(adapted.at, ui.locale).toLocaleLowerCase(ui.locale)}`
}

function stateSaid(ui: Ui, { adapted, isSelf, isRetired, more }: FamilyMember): string {
  const { contributing: m } = ui.m
  return [isSelf && m.thisFiche, isRetired && m.retired, adapted !== undefined && (adapted.hasNews ? m.newsShort : m.upToDate), more > 0 && m.moreHere(more)].filter((part) => part !== false).join(', ')
}

/** The same as nested lists, with all that does not fit in a drawing. */
export const familyList = (ui: Ui, root: FamilyMember): Html => html`<ul class="family-list">${listItem(ui, root)}</ul>`

function listItem(ui: Ui, { title, path: at, owner, isSelf, isRetired, adapted, born, more }: FamilyMember): Html {
  const { contributing: m, reading } = ui.m
  return html`<li${isSelf && html` aria-current="true"`}><p class="name">${at === undefined ? html`<cite>${title}</cite> <span class="soft">${m.originGone}</span>` : html`<a href="${at}">${title}</a>`}${isSelf && html` <span class="state merged">${m.thisFiche}</span>`}${isRetired && html` <span class="state declined">${m.retired}</span>`}</p>
${adapted ? html`<p class="meta"><span class="state open">${reading.reasons[adapted.reason]}</span> ${owner}${adapted.by !== '' && adapted.by !== owner && `, ${adapted.by}`}, ${m.born(dateText(adapted.at, ui.locale))}</p>${adapted.explanation !== '' && html`<p>${adapted.explanation}</p>`}<p class="${adapted.hasNews ? 'news' : 'soft'}">${adapted.hasNews ? m.newsWaiting : m.upToDate}</p>` : owner !== '' && html`<p class="meta">${owner}</p>`}
${born.length > 0 && html`<ul>${born.map((child) => listItem(ui, child))}</ul>`}${more > 0 && html`<p class="soft">${m.moreHere(more)}</p>`}</li>`
}
