/** The text work itself: pure, run in place for small texts and in worker threads (worker.ts) for others. */
import { escapeHtml } from '../../prose/safe-html.js'
import { renderMarkdown, type RenderedMarkdown } from '../../prose/markdown.js'
import { diffTexts } from '../../prose/diff.js'
import { renderBeforeAfter, renderDiff, renderSource } from '../../prose/render-diff.js'
import { resolveIn } from '../../domain/links.js'
import type { Locale } from '../../domain/person.js'
import type { ComparedPlaces, RenderedComparison, RenderRequest, TextPair } from '../../domain/rendering.js'

export function markdownWork({ texts, place, locale, origins }: RenderRequest): RenderedMarkdown[] {
  return texts.map((text, index) => renderMarkdown(text, {
    locale, resolveUrl: (url, kind) => resolveIn(place, url, kind), idPrefix: index === 0 ? 'contenu-' : `contenu-${index}-`, headingOffset: index === 0 ? 1 : 3,
    ...(origins?.[index] && { origin: origins[index] }),
  }))
}

/** What is shown when a text could not be rendered in time. */
export const asWritten = (text: string): RenderedMarkdown => ({ html: `<pre class="as-written">${escapeHtml(text)}</pre>`, headings: [] })

export interface MarkedRequest { readonly pairs: readonly TextPair[]; readonly locale: Locale }

export const markedWork = ({ pairs, locale }: MarkedRequest): string[] => pairs.map(({ before, after }) => renderDiff(diffTexts(before, after), { locale, headingLevel: 3, layout: 'whole' }).html)

export interface CompareRequest { readonly before: string; readonly after: string; readonly locale: Locale; readonly places?: ComparedPlaces }

export function compareWork({ before, after, locale, places }: CompareRequest): RenderedComparison {
  const diff = diffTexts(before, after)
  const resolveUrl = places && ((url: string, kind: 'link' | 'image', side: 'old' | 'new') => resolveIn(side === 'old' ? places.before : places.after, url, kind))
  const sides = renderBeforeAfter(before, after, { locale, origin: { kind: 'text', at: 0 }, ...(resolveUrl && { resolveUrl }) })
  return {
    summary: diff.summary[locale], unchanged: diff.unchanged, changes: renderDiff(diff, { locale, headingLevel: 2, ...(resolveUrl && { resolveUrl }) }).html,
    before: sides.before, after: sides.after, source: renderSource(before, after, { locale }),
  }
}
