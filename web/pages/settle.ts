import { decisionsOf, stretchesOf, type FileToSettle, type Stretch } from '../../forge/domain/settling.js'
import { html, safe, type Html } from '../html.js'
import { layout } from './layout.js'
import { fileHeading } from './parts/file-heading.js'
import { anchorOf, passageRow, pickOf, toNextPassage, wholeFileRow, type RowData } from './parts/passage.js'
import { resourceCrumbs } from './parts/resource-header.js'
import { settledResult } from './parts/settled-result.js'
import { tour } from './parts/tour.js'
import type { SettleData } from './settle-data.js'
import type { Ui } from './ui.js'

export function settlePage(ui: Ui, data: SettleData): string {
  const { settling: m } = ui.m
  const decisions = decisionsOf(data.files)
  const done = decisions.filter((decision) => pickOf(data, decision) !== undefined && !data.undecided.includes(decision.name)).length
  const main = html`${resourceCrumbs(ui, data.resource)}
<h1>${m.title}</h1>
<p class="lead">${m.lead(decisions.length)}</p>
${data.error ? html`<div class="problems" role="alert" tabindex="-1" autofocus><p>${data.error}</p>${data.undecided.length > 0 ? html`<ul>${decisions.flatMap(({ name }, at) => (data.undecided.includes(name) ? [html`<li><a href="#${anchorOf(name)}">${m.passage(at + 1, decisions.length)}</a></li>`] : []))}</ul>` : ''}</div>` : ''}
<fc-settle data-preview="${data.action.replace(/(?=\?|$)/, '/apercu')}" data-next="${m.nextUndecided}" data-end="${m.toResult}">
<form method="post" action="${data.action}" class="settle">
<input type="hidden" name="_csrf" value="${ui.csrf}">${Object.entries(data.hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${tour(ui, data.isTourSeen, m.howSteps)}
${data.files.map((file) => html`<section class="settle-file"><h2${data.files.length > 1 ? '' : html` class="vh"`}>${fileHeading(ui, data.resource.mainPath, file.path)}</h2>${rows(ui, data, file)}</section>`)}
<section class="card result" id="resultat" aria-labelledby="resultat-titre" tabindex="-1"><h2 id="resultat-titre">${m.result}</h2><div data-apercu>${settledResult(ui, data.result)}</div></section>
<div class="actions send-bar"><button class="btn primary">${data.labels.send}</button> <button class="btn" name="etape" value="apercu" formaction="${data.action}#resultat">${m.seeResult}</button> <button class="btn" name="etape" value="garder">${m.keepChoices}</button></div>
<p class="soft"><a href="${data.back.href}">${data.back.label}</a></p>
<div class="settle-progress"><span role="status" data-count-shown data-count="${m.decided(0, decisions.length)}|${m.decided(2, decisions.length)}">${m.decided(done, decisions.length)}</span> <progress value="${done}" max="${Math.max(1, decisions.length)}" aria-label="${m.progress}">${m.count(done, decisions.length)}</progress> <a href="#${anchorOf((decisions.find((decision) => pickOf(data, decision) === undefined) ?? decisions[0])?.name ?? '')}" data-first-undecided>${m.nextUndecided}</a></div>
</form></fc-settle>`
  return layout(ui, { title: m.title, main, unlisted: true, islands: ['fc-settle', 'fc-tour'] })
}

function rows(ui: Ui, data: SettleData, file: FileToSettle): Html {
  const decisions = decisionsOf(data.files)
  const names = decisions.map(({ name }) => name)
  const row: RowData = { ...data, legend: (name) => ui.m.settling.passage(names.indexOf(name) + 1, names.length), onwards: (decision) => toNextPassage(ui, data, decision) }
  if (file.kind === 'whole') {
    const decision = decisions.find((one) => one.file === file)
    return decision === undefined ? html`` : wholeFileRow(ui, row, decision, file)
  }
  const stretches = data.shown.stretches.get(file) ?? stretchesOf(file, decisions)
  return html`${stretches.map((stretch, at) => stretch.kind === 'passage' ? passageRow(ui, row, stretch.decision, stretch.passage, stretch.isHeader) : common(ui, data, stretch, at === 0 ? 'end' : 'start'))}`
}

/** The words of a link, the description of a picture. */
const linkOrPicture = /!?\[([^[\]]{0,300})\]\([^()]{0,1000}\)/g

/** A line without the signs it is written with; a row of a table as its cells. */
const asRead = (line: string): string => line.replace(linkOrPicture, '$1').replace(/^[\s>#*+-]+|[*_`]+/g, '').split('|').map((cell) => cell.trim()).filter((cell) => cell !== '' && !/^[:-]+$/.test(cell)).join(' · ')

/** What both have in common, folded to a hint of where one is: the line nearest to the passage, in plain words. */
function common(ui: Ui, data: SettleData, stretch: Extract<Stretch, { kind: 'common' }>, shown: 'start' | 'end'): Html {
  const { settling: m } = ui.m
  const lines = stretch.text.split('\n').map(asRead).filter((line) => line !== '')
  const line = (shown === 'end' ? lines.at(-1) : lines[0]) ?? ''
  const hint = line.length <= 70 ? line : shown === 'end' ? `… ${line.slice(-60).replace(/^\S*\s/, '')}` : `${line.slice(0, 60).replace(/\s\S*$/, '')} …`
  return html`<details class="common"><summary>${stretch.isHeader ? m.commonFields : m.common(hint)}</summary><div class="prose">${safe(data.shown.common.get(stretch) ?? '')}</div></details>`
}
