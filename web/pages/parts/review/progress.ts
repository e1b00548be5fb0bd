import { html, type Html } from '../../../html.js'
import type { FileUnderReview } from '../../../../forge/domain/proposed-file.js'
import type { Ui } from '../../ui.js'
import { anchorOf, changesShown, isAnswering, stateOf, type ProposalData } from './data.js'

/** The list of changes, each with where it stands, and how many have an answer. On a phone it is folded. */
export function changeList(ui: Ui, data: ProposalData): Html {
  const { reviewing: m } = ui.m
  const all = changesShown(data)
  if (all.length === 0 || data.view !== 'changements') return html``
  const titles = data.files.flatMap(titlesOf)
  const done = all.filter((change) => stateOf(ui, data, change).state !== 'todo').length
  return html`<nav class="card change-list" aria-label="${m.listTitle(all.length)}"><details open><summary><h2>${m.listTitle(all.length)}</h2></summary>
${isAnswering(data) ? html`<p class="progress"><label for="avancement" data-progress-text>${m.progress(done, all.length)}</label><progress id="avancement" max="${all.length}" value="${done}"></progress></p>` : ''}
<ol>${all.map((change, place) => { const { state, label } = stateOf(ui, data, change); return html`<li data-state="${state}"><a href="#${anchorOf(place)}">${titles[place] ?? change.path}</a> <span class="soft" data-state-shown>${label}</span></li>` })}</ol>
${isAnswering(data) ? shortcuts(ui) : ''}</details></nav>`
}

/** Always in sight while one reads the changes: how far one is, and the way to the end. */
export function reviewBar(ui: Ui, data: ProposalData): Html {
  const { reviewing: m } = ui.m
  const all = changesShown(data)
  const done = all.filter((change) => stateOf(ui, data, change).state !== 'todo').length
  return html`<p class="review-bar"><span data-progress-text>${m.progress(done, all.length)}</span> <a class="btn small" href="#terminer">${m.finish}</a></p>`
}

function titlesOf(file: FileUnderReview): readonly string[] {
  const { review, isByChange, changes, change } = file
  return isByChange && review?.parts !== undefined ? review.parts.flatMap((part) => (part.kind === 'change' ? [part.title] : [])) : changes.map(() => change.path)
}

function shortcuts(ui: Ui): Html {
  const { reviewing: m } = ui.m
  return html`<details class="shortcuts"><summary>${m.keys}</summary><table><caption class="vh">${m.keys}</caption><tbody>${m.keysRows.map(([keys, does]) => html`<tr><th scope="row">${keys}</th><td>${does}</td></tr>`)}</tbody></table><label class="check" data-keys hidden><input type="checkbox" checked> ${m.keysOn}</label></details>`
}
