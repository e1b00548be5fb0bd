import { html, type Html } from '../../html.js'
import type { Ui } from '../ui.js'

/** Previous and next, with words; nothing when there is one page. `addressOf` gives a page's address. */
export function pagination(ui: Ui, at: { readonly page: number; readonly pages: number }, addressOf: (page: number) => string, words: { readonly previous?: string; readonly next?: string } = {}): Html {
  if (at.pages <= 1) return html``
  const { reading } = ui.m
  return html`<nav class="pages" aria-label="${reading.pagination}">
${at.page > 1 ? html`<a class="btn small" rel="prev" href="${addressOf(at.page - 1)}">← ${words.previous ?? reading.previousPage}</a>` : html`<span></span>`}
<span class="soft">${reading.pageOf(at.page, at.pages)}</span>
${at.page < at.pages ? html`<a class="btn small" rel="next" href="${addressOf(at.page + 1)}">${words.next ?? reading.nextPage} →</a>` : html`<span></span>`}
</nav>`
}
