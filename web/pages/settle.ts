import type { Choice, MergeSegment } from '../../forge/prose/merge.js'
import type { Resource } from '../../forge/domain/resource.js'
import { decisionName, decisionsOf, type FileToSettle, type ShownPassage } from '../../forge/domain/settling.js'
import { html, safe, type Html } from '../html.js'
import { layout } from './layout.js'
import { resourceCrumbs } from './parts/resource-header.js'
import type { Ui } from './ui.js'

/** Passages two people changed, side by side, each with its choices. Plain radios: works without script, on a phone, with a keyboard. */
export interface SettleData {
  readonly resource: Resource
  readonly files: readonly FileToSettle[]
  /** Each passage as its readers see it, by decision. */
  readonly shown: ReadonlyMap<string, ShownPassage>
  /** Who and when, of each side. `ours` is the text that is there, `theirs` the one that comes. */
  readonly ours: { readonly name: string; readonly said: string | undefined }
  readonly theirs: { readonly name: string; readonly said: string | undefined }
  readonly labels: { readonly ours: string; readonly theirs: string; readonly send: string }
  /** Where the choices go, and what goes with them. */
  readonly action: string
  readonly hidden: Readonly<Record<string, string>>
  /** Choices already made, by decision. */
  readonly choices: ReadonlyMap<string, Choice>
  readonly undecided: readonly string[]
  readonly error: string | undefined
}

export function settlePage(ui: Ui, data: SettleData): string {
  const { proposing: m } = ui.m
  const decisions = decisionsOf(data.files)
  const done = decisions.filter((name) => data.choices.has(name) && !data.undecided.includes(name)).length
  const main = html`${resourceCrumbs(ui, data.resource)}
<h1>${m.settleTitle}</h1>
<p class="lead">${m.settleLead(decisions.length)}</p>
${data.error ? html`<div class="problems" role="alert" tabindex="-1" autofocus><p>${data.error}</p>${data.undecided.length > 0 ? html`<ul>${data.undecided.map((name) => html`<li><a href="#${anchor(name)}">${m.settlePassage(decisions.indexOf(name) + 1, decisions.length)}</a></li>`)}</ul>` : ''}</div>` : ''}
<fc-settle data-of="${decisions.length}" data-count="${m.settleCount(0, decisions.length)}">
<form method="post" action="${data.action}" class="settle">
<input type="hidden" name="_csrf" value="${ui.csrf}">${Object.entries(data.hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${data.files.map((file, index) => html`<section class="settle-file"><h2${data.files.length > 1 ? '' : html` class="vh"`}>${m.settleFile(file.path)}</h2>${file.kind === 'whole' ? wholeFile(ui, data, file, index, decisions) : passages(ui, data, file, index, decisions)}</section>`)}
<div class="actions send-bar"><button class="btn primary">${data.labels.send}</button> <span class="hint" role="status" data-count-shown>${m.settleCount(done, decisions.length)}</span></div>
</form></fc-settle>`
  return layout(ui, { title: m.settleTitle, main, unlisted: true, islands: ['fc-settle'] })
}

const anchor = (name: string): string => `choix-${name.replaceAll('.', '-')}`

function passages(ui: Ui, data: SettleData, file: Extract<FileToSettle, { kind: 'passages' }>, index: number, decisions: readonly string[]): Html {
  if (file.outcome.kind === 'clean') return html``
  return html`${file.outcome.segments.map((segment, i) => segment.kind === 'common' ? common(segment.text, i === 0 ? 'end' : 'start') : passage(ui, data, segment, decisionName(index, segment.id), decisions))}`
}

/** What both have in common, folded to a hint of where one is: the line nearest to the passage, in plain words. */
function common(text: string, shown: 'start' | 'end'): Html {
  const words = text.trim()
  if (words === '') return html``
  const lines = words.split('\n').map((line) => line.replace(/^[\s>#*+-]+|[*_`]+/g, '').trim()).filter((line) => line !== '')
  const line = (shown === 'end' ? lines.at(-1) : lines[0]) ?? words
  const hint = line.length <= 90 ? line : shown === 'end' ? `… ${line.slice(-80).replace(/^\S*\s/, '')}` : `${line.slice(0, 80).replace(/\s\S*$/, '')} …`
  return html`<details class="common"><summary>${hint}</summary><pre class="source">${words}</pre></details>`
}

function passage(ui: Ui, data: SettleData, p: Extract<MergeSegment, { kind: 'passage' }>, name: string, decisions: readonly string[]): Html {
  const { proposing: m } = ui.m
  const at = decisions.indexOf(name) + 1
  const shown = data.shown.get(name) ?? {}
  const choice = data.choices.get(name) ?? (p.suggestion === undefined ? undefined : 'suggestion')
  const written = typeof choice === 'object' ? choice.text : (p.suggestion ?? p.ours)
  const reason = ui.locale === 'fr' ? p.reasonFr : p.reasonEn
  const isBothUseful = p.ours.trim() !== '' && p.theirs.trim() !== ''
  const radio = (value: string, label: string, isChosen: boolean) => html`<label class="check"><input type="radio" name="${name}" value="${value}"${isChosen && html` checked`}> ${label}</label>`
  return html`<fieldset class="card passage" id="${anchor(name)}"${data.undecided.includes(name) ? html` aria-invalid="true"` : ''}>
<legend>${m.settlePassage(at, decisions.length)}</legend>
${reason && html`<p>${reason}</p>`}
<div class="both-sides">
${side(ui, 'ours', data.ours, p.ours, shown.ours)}${side(ui, 'theirs', data.theirs, p.theirs, shown.theirs)}
</div>
${p.suggestion === undefined ? '' : html`<div class="side suggestion"><h3>${m.settleSuggestion}</h3>${text(ui, p.suggestion, shown.suggestion)}</div>`}
<div class="choices">
${p.suggestion === undefined ? '' : radio('suggestion', m.settleSuggestion, choice === 'suggestion')}
${radio('ours', data.labels.ours, choice === 'ours')}
${radio('theirs', data.labels.theirs, choice === 'theirs')}
${isBothUseful ? radio('both', m.settleBoth, choice === 'both') : ''}
${radio('texte', m.settleWrite, typeof choice === 'object')}
</div>
<label for="${anchor(name)}-texte" class="write">${m.settleWriteLabel}</label><textarea id="${anchor(name)}-texte" name="${name}.texte" rows="${Math.min(12, Math.max(3, written.split('\n').length + 1))}" class="source">
${written.trimEnd()}</textarea>
</fieldset>`
}

function side(ui: Ui, which: 'ours' | 'theirs', said: SettleData['ours'], words: string, shown: string | undefined): Html {
  return html`<div class="side ${which}"><h3>${said.name}</h3>${said.said && html`<p class="soft">${said.said}</p>`}${text(ui, words, shown)}</div>`
}

/** A side as its readers see it, what it changed marked; as it is written when it cannot be shown. */
function text(ui: Ui, words: string, shown: string | undefined): Html {
  if (words.trim() === '') return html`<p class="soft">${ui.m.proposing.settleRemoved}</p>`
  return shown === undefined ? html`<pre class="source">${words.trim()}</pre>` : html`<div class="prose">${safe(shown)}</div>`
}

function wholeFile(ui: Ui, data: SettleData, file: Extract<FileToSettle, { kind: 'whole' }>, index: number, decisions: readonly string[]): Html {
  const { proposing: m } = ui.m
  const name = decisionName(index, 'whole')
  const choice = data.choices.get(name)
  return html`<fieldset class="card passage" id="${anchor(name)}"><legend>${m.settlePassage(decisions.indexOf(name) + 1, decisions.length)}</legend><p>${m.settleWholeFile(file.path)}</p>
<div class="choices">${(['ours', 'theirs'] as const).map((value) => html`<label class="check"><input type="radio" name="${name}" value="${value}"${choice === value && html` checked`}> ${data.labels[value]}${file[value] === undefined ? ` (${m.settleRemoved})` : ''}</label>`)}</div></fieldset>`
}
