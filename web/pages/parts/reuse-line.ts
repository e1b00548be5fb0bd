import { html, type Html } from '../../html.js'
import type { Ui } from '../ui.js'

/** Under a fiche, in one line: its passages also stand elsewhere, or are said to come from there. */
export function reuseLine(ui: Ui, base: string, reuse: { readonly elsewhere: number; readonly disputes: number } | undefined): Html {
  if (reuse === undefined) return html``
  const { reuse: m } = ui.m
  const said = [...(reuse.elsewhere > 0 ? [m.lineElsewhere(reuse.elsewhere)] : []), ...(reuse.disputes > 0 ? [m.lineDisputes(reuse.disputes)] : [])].join(' ')
  return html`<p class="reuse-line soft no-print">${said} <a href="${base}/aussi-dans" rel="nofollow">${m.lineLink}</a></p>
`
}
