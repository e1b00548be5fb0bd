import { decisionsOf, choiceOf, typedBefore, type Decision, type FileToSettle, type Passage, type ShownSide } from '../../../forge/domain/settling.js'
import { html, safe, type Html } from '../../html.js'
import { dateText } from './dates.js'
import { peopleList } from './people.js'
import type { NewsReading } from '../../../forge/domain/news.js'
import type { SettleData } from '../settle-data.js'
import type { Ui } from '../ui.js'

type Which = 'ours' | 'theirs'

/** What a row of choices shows, whichever screen it stands on. */
export interface RowData extends Pick<SettleData, 'files' | 'touches' | 'ours' | 'theirs' | 'labels' | 'picks' | 'undecided'> {
  readonly shown: Pick<SettleData['shown'], 'decisions' | 'sides'>
  readonly reading?: NewsReading
  legend(name: string): string
  /** The way to what is left to decide. */
  onwards(decision: Decision): Html
}

export const anchorOf = (name: string): string => `choix-${name.replaceAll('.', '-')}`

/** The pick a decision starts with: the person's, else the suggestion. */
export function pickOf(data: Pick<RowData, 'picks'>, { name, passage }: Decision): string | undefined {
  const pick = data.picks.picks.get(name)
  if (pick === 'suggestion' && passage?.suggestion === undefined) return undefined
  return pick ?? (passage?.suggestion === undefined || typedBefore(data.picks, name) !== undefined ? undefined : 'suggestion')
}

/** A passage: both sides facing each other with who and when, each with its choice; then the suggestion, both, and one's own words. */
export function passageRow(ui: Ui, data: RowData, decision: Decision, passage: Passage, isHeader: boolean): Html {
  const { settling: m } = ui.m
  const { name } = decision
  const shown = data.shown.decisions.get(name) ?? {}
  const pick = pickOf(data, decision)
  const before = data.picks.picks.has(name) ? undefined : typedBefore(data.picks, name)
  const chosen = choiceOf(data.picks, name)
  const written = typeof chosen === 'object' ? chosen.text : data.picks.texts.get(name) ?? before ?? passage.suggestion ?? passage.ours
  const reason = ui.locale === 'fr' ? passage.reasonFr : passage.reasonEn
  // Two lines for one field of a header would contradict each other.
  const isBothUseful = !isHeader && passage.ours.trim() !== '' && passage.theirs.trim() !== ''
  const radio = (value: string, label: string, hint = '') => html`<label class="check"><input type="radio" name="${name}" value="${value}"${pick === value && html` checked`}> <span>${label}${hint === '' ? '' : html`<span class="hint">${hint}</span>`}</span></label>`
  const sideOf = (which: Which) => html`<div class="side ${which}"><h3>${data[which].name}</h3>${whoAndWhen(ui, data, name, which, passage[which] !== passage.base)}
${sideText(ui, passage[which], shown[which])}${radio(which, data.labels[which])}</div>`
  return html`<fieldset class="card passage" id="${anchorOf(name)}"${data.undecided.includes(name) ? html` aria-invalid="true"` : ''}>
<legend>${data.legend(name)}</legend>
${reason && html`<p class="why">${reason}</p>`}
<div class="both-sides">
${sideOf('ours')}
${sideOf('theirs')}
</div>
${passage.suggestion === undefined ? '' : html`<div class="side suggestion"><h3 class="vh">${m.suggestion}</h3>${sideText(ui, passage.suggestion, shown.suggestion)}${radio('suggestion', m.suggestion, sureness(ui, passage.confidence ?? 0))}</div>`}
<div class="choices">
${isBothUseful ? radio('both', m.both) : ''}
${radio('texte', m.write)}
</div>
<div class="write">${before === undefined ? '' : html`<p class="notice-inline">${m.typedBefore}</p>`}
<label for="${anchorOf(name)}-texte">${m.writeLabel}</label><textarea id="${anchorOf(name)}-texte" name="${name}.texte" rows="${Math.min(12, Math.max(3, written.split('\n').length + 1))}" class="source">
${written.trimEnd()}</textarea></div>
${data.onwards(decision)}
</fieldset>`
}

/** A file settled whole: pictures two-up, a text one side removed with what the other changed in it, anything else by its size. */
export function wholeFileRow(ui: Ui, data: RowData, decision: Decision, file: Extract<FileToSettle, { kind: 'whole' }>): Html {
  const { settling: m } = ui.m
  const { name } = decision
  const shown = data.shown.decisions.get(name) ?? {}
  const sides = data.shown.sides.get(name) ?? {}
  const pick = pickOf(data, decision)
  const sideOf = (which: Which) => html`<div class="side ${which}"><h3>${data[which].name}</h3>${whoAndWhen(ui, data, name, which, file[which] !== file.base)}
${file[which] === undefined ? html`<p class="soft">${m.fileRemoved}</p>` : wholeSide(ui, data[which].name, sides[which], shown[which])}
<label class="check"><input type="radio" name="${name}" value="${which}"${pick === which && html` checked`}> <span>${data.labels[which]}</span></label></div>`
  const isRemoved = file.ours === undefined || file.theirs === undefined
  return html`<fieldset class="card passage" id="${anchorOf(name)}"${data.undecided.includes(name) ? html` aria-invalid="true"` : ''}><legend>${data.legend(name)}</legend>
<p class="why">${isRemoved ? m.wholeFileRemoved(file.path) : sides.ours?.picture !== undefined ? m.wholePicture : m.wholeFile(file.path)}</p>
<div class="both-sides">${sideOf('ours')}${sideOf('theirs')}</div>
${data.onwards(decision)}
</fieldset>`
}

/** To the next passage left to decide, round to the first ones; to the result when none is. */
export function toNextPassage(ui: Ui, data: Pick<RowData, 'files' | 'picks'>, decision: Decision): Html {
  const { settling: m } = ui.m
  const all = decisionsOf(data.files)
  if (all.length < 2) return html``
  const at = all.indexOf(decision)
  const next = [...all.slice(at + 1), ...all.slice(0, at)].find((other) => pickOf(data, other) === undefined)
  return html`<p class="onwards"><a href="#${next ? anchorOf(next.name) : 'resultat'}" data-onwards>${next ? m.nextUndecided : m.toResult}</a></p>`
}

function whoAndWhen(ui: Ui, data: RowData, name: string, which: Which, isChanged: boolean): Html {
  const { settling: m } = ui.m
  const touch = data.touches.get(name)?.[which]
  if (touch) return html`<p class="soft who">${peopleList(ui, touch.people)}, ${m.by(dateText(touch.at, ui.locale))}</p>`
  if (!isChanged) return html`<p class="soft who">${m.untouched}</p>`
  const { said } = data[which]
  return said === undefined ? html`` : html`<p class="soft who">${said}</p>`
}

function sureness(ui: Ui, confidence: number): string {
  const { settling: m } = ui.m
  return confidence >= 0.8 ? m.suggestionSure : confidence >= 0.6 ? m.suggestionLikely : m.suggestionUnsure
}

/** A side as its readers see it, what it changed marked; as it is written when it cannot be shown. */
function sideText(ui: Ui, words: string, shown: string | undefined): Html {
  if (words.trim() === '') return html`<p class="soft">${ui.m.settling.removed}</p>`
  return shown === undefined ? html`<pre class="source">${words.trim()}</pre>` : html`<div class="prose">${safe(shown)}</div>`
}

function wholeSide(ui: Ui, name: string, side: ShownSide | undefined, shown: string | undefined): Html {
  const { settling: m } = ui.m
  if (side?.picture !== undefined) return html`<p class="two-up"><img src="${side.picture}" alt="${m.picture(name)}"></p><p class="soft">${m.size(side.bytes)}</p>`
  if (shown !== undefined) return html`<div class="prose">${safe(shown)}</div>`
  return html`<p class="soft">${m.size(side?.bytes ?? 0)}</p>`
}
