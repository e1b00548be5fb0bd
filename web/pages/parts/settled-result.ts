import { html, safe, type Html } from '../../html.js'
import type { Ui } from '../ui.js'
import { fileHeading } from './file-heading.js'

/** A file of the result: `html` marked against the published text, or which side of a file is kept whole. */
export interface ResultFile { readonly path: string; readonly html?: string; readonly kept?: string }

/** The result as it will read. Undefined: nothing was asked yet. */
export interface SettledResult { readonly files: readonly ResultFile[]; readonly undecided: number; readonly mainPath: string }

export function settledResult(ui: Ui, result: SettledResult | undefined): Html {
  const { settling: m } = ui.m
  if (result === undefined) return html`<p class="soft">${m.resultNone}</p>`
  return html`<p class="hint">${m.resultLead}${result.undecided > 0 ? ` ${m.resultUndecided(result.undecided)}` : ''}</p>
${result.files.map((file) => html`<h3${result.files.length > 1 ? '' : html` class="vh"`}>${fileHeading(ui, result.mainPath, file.path)}</h3>${file.html === undefined ? html`<p>${m.resultFile(file.kept ?? '')}</p>` : html`<div class="prose">${safe(file.html)}</div>`}`)}`
}
