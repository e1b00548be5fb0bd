import type { Oid, PathChange } from '../../forge/domain/git.js'
import type { RenderedComparison } from '../../forge/domain/rendering.js'
import { addressOf, type Resource } from '../../forge/domain/resource.js'
import type { Fate } from '../../forge/domain/undoing.js'
import { html, safe, type Html } from '../html.js'
import { layout } from './layout.js'
import { dateText } from './parts/dates.js'
import type { ShownPerson } from './parts/people.js'
import { resourceHeader } from './parts/resource-header.js'
import { fateSaid } from './parts/undoing.js'
import type { Ui } from './ui.js'

interface ShownVersion { readonly title: string; readonly at: number; readonly authors: readonly ShownPerson[] }

/** Taking a version back: what will change, why, one button. */
export interface UndoData {
  readonly resource: Resource
  readonly version: Oid
  readonly subject: ShownVersion
  readonly effect: 'undo' | 'redo'
  readonly fate: Fate | undefined
  readonly how: 'publish' | 'propose'
  readonly outcome:
    | { readonly kind: 'clean'; readonly comparison: RenderedComparison; readonly otherFiles: readonly PathChange[] }
    | { readonly kind: 'conflicts' }
    | { readonly kind: 'refused'; readonly sentence: string }
  readonly reason: string
  /** The proposition to come back to. */
  readonly proposal: string
  readonly error: string | undefined
}

export function undoPage(ui: Ui, data: UndoData): string {
  const { rules: m, reading } = ui.m
  const { resource, subject, outcome } = data
  const base = `/${addressOf(resource)}`
  const title = data.effect === 'undo' ? m.undoTitle : m.redoTitle
  const name = subject.title === '' ? reading.noReason : subject.title
  const who = m.and(subject.authors.slice(0, 3).map((author) => author.name).filter((each) => each !== ''))
  const when = dateText(subject.at, ui.locale)
  const back = html`<a class="btn" href="${base}/historique">${ui.m.reading.historyTitle}</a>`
  const main = html`${resourceHeader(ui, resource, { tab: 'history', isWithin: true, heading: title })}
<div class="narrow">
${data.error === undefined ? '' : html`<div class="problems" role="alert" tabindex="-1" autofocus><p>${data.error}</p></div>`}
<p class="lead">${data.effect === 'redo' ? m.redoLead(name) : who === '' ? m.undoLeadNobody(name, when) : m.undoLead(name, who, when)}</p>
${data.fate === undefined ? '' : html`<div class="banner" role="note">${fateSaid(ui, resource, data.fate)}</div>`}
${outcome.kind === 'refused' ? html`<div class="problems"><p>${outcome.sentence}</p></div><p class="actions">${back} <a class="btn" href="${base}/ameliorer" rel="nofollow">${reading.improve}</a></p>` : form(ui, data, back)}
</div>
${outcome.kind === 'clean' ? changes(ui, outcome) : ''}`
  return layout(ui, { title: `${title} – ${resource.title}`, main, unlisted: true })
}

function form(ui: Ui, data: UndoData, back: Html): Html {
  const { rules: m, proposing } = ui.m
  const isConflict = data.outcome.kind === 'conflicts'
  const direct = data.effect === 'undo' ? m.undoButton : m.redoButton
  const proposed = data.effect === 'undo' ? m.undoPropose : m.redoPropose
  return html`<form method="post" action="/${addressOf(data.resource)}/revenir" class="card undo-form"><input type="hidden" name="_csrf" value="${ui.csrf}"><input type="hidden" name="version" value="${data.version}"><input type="hidden" name="proposition" value="${data.proposal}">
<div class="field"><label for="raison">${data.effect === 'undo' ? m.undoWhy : m.redoWhy} <span class="required">(${proposing.optional})</span></label><p class="hint" id="raison-aide">${m.undoWhyHint}</p><textarea id="raison" name="reason" rows="3" maxlength="2000" aria-describedby="raison-aide">
${data.reason}</textarea></div>
${isConflict ? html`<p>${m.undoSettle}</p>` : ''}
<div class="actions"><span class="with-hint"><button class="btn primary">${isConflict ? m.undoSettleButton : data.how === 'publish' ? direct : proposed}</button><span class="hint">${data.how === 'publish' ? m.undoHint : m.undoProposeHint}</span></span> ${back}</div></form>`
}

function changes(ui: Ui, { comparison, otherFiles }: Extract<UndoData['outcome'], { kind: 'clean' }>): Html {
  const { rules: m, reading } = ui.m
  return html`<section aria-labelledby="changements"><h2 id="changements">${m.undoWhat}</h2>${comparison.unchanged ? '' : html`<p class="brief">${comparison.summary}</p><div class="change-shown">${safe(comparison.changes)}</div>`}
${otherFiles.length === 0 ? '' : html`<h3>${m.undoOtherFiles}</h3><ul>${otherFiles.slice(0, 200).map((file) => html`<li>${file.path} <span class="soft">(${reading.fileStatus[file.status]})</span></li>`)}</ul>`}</section>`
}
