/** The text work itself: pure, run in place for small texts and in worker threads (worker.ts) for others. */
import { escapeHtml } from '../../prose/safe-html.js'
import { renderMarkdown, type RenderedMarkdown } from '../../prose/markdown.js'
import { diffTexts } from '../../prose/diff.js'
import { changesOf } from '../../prose/changes.js'
import { renderReview } from '../../prose/render-review.js'
import { renderBeforeAfter, renderDiff, renderSource, renderWhole } from '../../prose/render-diff.js'
import { resolveIn, type LinkPlace } from '../../domain/links.js'
import type { Locale } from '../../domain/person.js'
import type { ComparedPlaces, RenderedComparison, RenderedReview, RenderRequest, TextPair } from '../../domain/rendering.js'

export function markdownWork({ texts, place, locale }: RenderRequest): RenderedMarkdown[] {
  return texts.map((text, index) => renderMarkdown(text, {
    locale, resolveUrl: (url, kind) => resolveIn(place, url, kind), idPrefix: index === 0 ? 'contenu-' : `contenu-${index}-`, headingOffset: index === 0 ? 1 : 3,
  }))
}

/** What is shown when a text could not be rendered in time. */
export const asWritten = (text: string): RenderedMarkdown => ({ html: `<pre class="as-written">${escapeHtml(text)}</pre>`, headings: [] })

export interface MarkedRequest { readonly pairs: readonly TextPair[]; readonly locale: Locale; readonly places?: ComparedPlaces }

export const markedWork = ({ pairs, locale, places }: MarkedRequest): string[] => pairs.map(({ before, after }) => {
  const diff = diffTexts(before, after)
  if (diff.unchanged) return renderWhole(after, { locale, ...(places && { resolveUrl: (url, kind) => resolveIn(places.after, url, kind) }) })
  return renderDiff(diff, { locale, headingLevel: 3, layout: 'whole', ...(places && { resolveUrl: (url, kind, side) => resolveIn(side === 'old' ? places.before : places.after, url, kind) }) }).html
})

export interface WholeRequest { readonly texts: readonly string[]; readonly locale: Locale; readonly place?: LinkPlace }

export const wholeWork = ({ texts, locale, place }: WholeRequest): string[] => texts.map((text, index) =>
  renderWhole(text, { locale, headingOffset: 2, idPrefix: `partie-${index}-`, ...(place && { resolveUrl: (url, kind) => resolveIn(place, url, kind) }) }))

export interface CompareRequest { readonly before: string; readonly after: string; readonly locale: Locale; readonly places?: ComparedPlaces }

export function compareWork({ before, after, locale, places }: CompareRequest): RenderedComparison {
  const diff = diffTexts(before, after)
  const resolveUrl = leadingTo(places)
  const sides = renderBeforeAfter(before, after, { locale, ...(resolveUrl && { resolveUrl }) })
  return {
    summary: diff.summary[locale], unchanged: diff.unchanged, changes: renderDiff(diff, { locale, headingLevel: 2, ...(resolveUrl && { resolveUrl }) }).html,
    before: sides.before, after: sides.after, source: renderSource(before, after, { locale }),
  }
}

export function reviewWork({ before, after, locale, places }: CompareRequest): RenderedReview {
  const diff = diffTexts(before, after)
  const resolveUrl = leadingTo(places)
  const shown = renderReview(diff, changesOf(diff, locale), { locale, headingLevel: 4, ...(resolveUrl && { resolveUrl }) })
  return { summary: diff.summary[locale], notes: shown?.notes ?? '', parts: shown?.parts }
}

const leadingTo = (places: ComparedPlaces | undefined) => places && ((url: string, kind: 'link' | 'image', side: 'old' | 'new') => resolveIn(side === 'old' ? places.before : places.after, url, kind))
