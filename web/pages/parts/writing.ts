import { html, type Html } from '../../html.js'
import type { Ui } from '../ui.js'

/** The box where a text is written, the bar over it, and beside it the text as it will read. */
export interface Writing {
  readonly text: string
  readonly rows: number
  /** Language of what is written, where it is known. */
  readonly language?: string
  /** A button that leads to another page, the text being kept. */
  readonly picture?: { readonly label: string; readonly hint: string }
  readonly preview: Html | undefined
}

export const writingIslands = ['fc-improve', 'fc-format'] as const

/** Marks in the order of the bar, with the keys that do the same. */
const bar = [['title'], ['subtitle'], ['bold', 'b'], ['italic', 'i'], ['list'], ['steps'], ['quote'], ['link', 'k'], ['table']] as const

export function writing(ui: Ui, { text, rows, language, picture, preview }: Writing): Html {
  const { proposing: m } = ui.m
  return html`<div class="writing"><div class="field"><label for="corps">${m.body}</label><p class="hint" id="corps-aide">${m.bodyHint}</p>
<fc-format data-bold="${m.samples.bold}" data-italic="${m.samples.italic}" data-link="${m.samples.link}" data-cell="${m.samples.cell}">
<div class="format-bar" role="toolbar" aria-label="${m.formatting}" aria-controls="corps">${bar.map(([mark, key]) => html`<button type="button" class="btn small mark-${mark}" data-mark="${mark}" hidden title="${m.marks[mark][1]}${key && ` (Ctrl+${key.toUpperCase()})`}"${key && html` aria-keyshortcuts="Control+${key.toUpperCase()}"`}>${m.marks[mark][0]}</button>`)}${picture && html`<button class="btn small" name="etape" value="image" title="${picture.hint}">${picture.label}</button>`}</div>
<textarea id="corps" name="corps" rows="${rows}" class="source" aria-describedby="corps-aide" spellcheck="true"${language && html` lang="${language}"`}>
${text}</textarea></fc-format>
<details class="help"><summary>${m.help}</summary><p class="hint">${m.helpLead}</p><table><tbody>${m.helpRows.map(([written, means]) => html`<tr><td><code>${written}</code></td><td>${means}</td></tr>`)}</tbody></table></details></div>
<div class="preview-pane${preview === undefined && ' waiting'}"><h2 id="apercu-titre">${m.preview}</h2><p class="hint">${preview === undefined ? m.previewWaiting : m.previewHint}</p><div class="prose card" data-apercu tabindex="0" role="region" aria-labelledby="apercu-titre">${preview}</div></div></div>`
}
