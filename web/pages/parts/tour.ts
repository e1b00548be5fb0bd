import { html, type Html } from '../../html.js'
import type { Ui } from '../ui.js'

/**
 * « Comment ça marche »: three steps in a fold, open until somebody has closed it. Inside the form it explains, so that closing it keeps
 * what is already chosen; a visitor of `fc-tour` goes through it step by step.
 */
export function tour(ui: Ui, isSeen: boolean, steps: readonly { readonly title: string; readonly text: string }[]): Html {
  const { settling: m } = ui.m
  return html`<fc-tour data-next="${m.howNext}" data-steps="${steps.map((_, at) => m.howStep(at + 1, steps.length)).join('|')}"><details class="how"${!isSeen && html` open data-first`}><summary>${m.how}</summary>
<ol class="how-steps">${steps.map(({ title, text }) => html`<li><strong>${title}</strong> ${text}</li>`)}</ol>
${isSeen ? '' : html`<p class="how-end"><button class="btn small" name="etape" value="compris" formnovalidate>${m.howEnd}</button></p>`}</details></fc-tour>`
}
