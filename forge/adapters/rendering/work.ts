/** The text work itself: pure, run in place for small texts and in worker threads (worker.ts) for others. */
import { escapeHtml } from '../../prose/safe-html.js'
import { renderMarkdown, type RenderedMarkdown } from '../../prose/markdown.js'
import { diffTexts } from '../../prose/diff.js'
import { renderBeforeAfter, renderDiff, renderSource } from '../../prose/render-diff.js'
import { fieldOf } from '../../../content-schema/fields.js'
import { resolveIn } from '../../domain/links.js'
import type { Locale } from '../../domain/person.js'
import type { RenderedComparison, RenderRequest } from '../../domain/rendering.js'

export function markdownWork({ texts, place, locale }: RenderRequest): RenderedMarkdown[] {
  return texts.map((text, index) => renderMarkdown(text, {
    locale, resolveUrl: (url, kind) => resolveIn(place, url, kind), idPrefix: index === 0 ? 'contenu-' : `contenu-${index}-`, headingOffset: index === 0 ? 1 : 3,
  }))
}

/** What is shown when a text could not be rendered in time. */
export const asWritten = (text: string): RenderedMarkdown => ({ html: `<pre class="as-written">${escapeHtml(text)}</pre>`, headings: [] })

export function compareWork(before: string, after: string, locale: Locale): RenderedComparison {
  const label = (key: string, language: 'fr' | 'en'): string => { const field = fieldOf(key); return field === undefined ? key : language === 'fr' ? field.labelFr : field.labelEn }
  const diff = diffTexts(before, after, { label })
  const sides = renderBeforeAfter(before, after, { headingOffset: 2, locale })
  return {
    summary: diff.summary[locale], unchanged: diff.unchanged, changes: renderDiff(diff, { locale, label, headingLevel: 2 }).html,
    before: sides.before, after: sides.after, source: renderSource(before, after),
  }
}
