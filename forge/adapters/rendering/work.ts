/** The text work itself: pure, run in place for small texts and in worker threads (worker.ts) for others. */
import { lexiconFrom, type Lexicon } from '../../../content-schema/lexicon.js'
import type { Profile } from '../../../content-schema/profile.js'
import type { Vocabulary } from '../../../content-schema/vocabularies.js'
import { escapeHtml } from '../../prose/safe-html.js'
import { renderMarkdown, type RenderedMarkdown } from '../../prose/markdown.js'
import { diffTexts } from '../../prose/diff.js'
import { changesOf } from '../../prose/changes.js'
import { touchedWords } from '../../prose/touched-words.js'
import { renderReview } from '../../prose/render-review.js'
import { effortOf, type ReadingEffort } from '../../prose/effort.js'
import { renderBeforeAfter, renderDiff, renderSource, renderWhole, seamsOf } from '../../prose/render-diff.js'
import { resolveIn, type LinkPlace } from '../../domain/links.js'
import type { Locale } from '../../domain/person.js'
import type { ComparedPlaces, RenderedComparison, RenderedReview, RenderRequest, TextPair } from '../../domain/rendering.js'

export function markdownWork({ texts, place, locale, origins, marks }: RenderRequest): RenderedMarkdown[] {
  return texts.map((text, index) => renderMarkdown(text, {
    locale, resolveUrl: (url, kind) => resolveIn(place, url, kind), idPrefix: index === 0 ? 'contenu-' : `contenu-${index}-`, headingOffset: index === 0 ? 1 : 3,
    ...(origins?.[index] && { origin: origins[index] }), ...(marks?.[index] && { marks: marks[index] }),
  }))
}

/** What is shown when a text could not be rendered in time. */
export const asWritten = (text: string): RenderedMarkdown => ({ html: `<pre class="as-written">${escapeHtml(text)}</pre>`, headings: [] })

/** The words of the instance, as data that a thread can be given; they are put together again once as long as they are the same. */
export interface WordsData { readonly version: string; readonly shared: readonly Vocabulary[]; readonly profiles: readonly Profile[] }

let lexicon: { readonly version: string; readonly value: Lexicon } | undefined
const termsOf = (words: WordsData | undefined): Lexicon | undefined =>
  (words === undefined ? undefined : (lexicon = lexicon?.version === words.version ? lexicon : { version: words.version, value: lexiconFrom(words.shared, words.profiles) }).value)

export interface WholeRequest { readonly texts: readonly string[]; readonly locale: Locale; readonly place?: LinkPlace }

export const wholeWork = ({ texts, locale, place }: WholeRequest): string[] => texts.map((text, index) =>
  renderWhole(text, { locale, headingOffset: 2, idPrefix: `partie-${index}-`, ...(place && { resolveUrl: (url, kind) => resolveIn(place, url, kind) }) }))

export interface MarkedRequest { readonly pairs: readonly TextPair[]; readonly locale: Locale; readonly places?: ComparedPlaces; readonly words?: WordsData }

export interface EffortRequest { readonly pairs: readonly TextPair[]; readonly otherFiles: number }

export const effortWork = ({ pairs, otherFiles }: EffortRequest): ReadingEffort => effortOf(pairs.map(({ before, after }) => diffTexts(before, after)), otherFiles)

export function markedWork({ pairs, locale, places, words }: MarkedRequest): string[] {
  const terms = termsOf(words)
  const own = terms === undefined ? {} : { terms }
  const resolveUrl = leadingTo(places)
  return pairs.map(({ before, after }) => {
    const diff = diffTexts(before, after, own)
    if (diff.unchanged) return renderWhole(after, { locale, ...(places && { resolveUrl: (url, kind) => resolveIn(places.after, url, kind) }) })
    return renderDiff(diff, { locale, headingLevel: 3, layout: 'whole', ...own, ...(resolveUrl && { resolveUrl }) }).html
  })
}

export interface CompareRequest { readonly before: string; readonly after: string; readonly locale: Locale; readonly places?: ComparedPlaces; readonly words?: WordsData }

export function compareWork({ before, after, locale, places, words }: CompareRequest): RenderedComparison {
  const terms = termsOf(words)
  const own = terms === undefined ? {} : { terms }
  const diff = diffTexts(before, after, own)
  const resolveUrl = leadingTo(places)
  const seams = seamsOf(diff, locale)
  const sides = renderBeforeAfter(before, after, { locale, seams, origin: { kind: 'text', at: 0 }, ...own, ...(resolveUrl && { resolveUrl }) })
  return {
    summary: diff.summary[locale], unchanged: diff.unchanged, changes: renderDiff(diff, { locale, headingLevel: 2, ...own, ...(resolveUrl && { resolveUrl }) }).html,
    before: sides.before, after: sides.after, source: renderSource(before, after, { locale, seams }),
  }
}

export const touchedWork = ({ before, after }: TextPair): readonly (readonly [number, number])[] => touchedWords(diffTexts(before, after))

export interface SummaryRequest { readonly before: string; readonly after: string; readonly words?: WordsData }

export function summaryWork({ before, after, words }: SummaryRequest): Readonly<Record<Locale, string>> {
  const terms = termsOf(words)
  return diffTexts(before, after, terms === undefined ? {} : { terms }).summary
}

export function reviewWork({ before, after, locale, places, words }: CompareRequest): RenderedReview {
  const terms = termsOf(words)
  const own = terms === undefined ? {} : { terms }
  const diff = diffTexts(before, after, own)
  const resolveUrl = leadingTo(places)
  const shown = renderReview(diff, changesOf(diff, locale, own), { locale, headingLevel: 4, ...own, ...(resolveUrl && { resolveUrl }) })
  return { summary: diff.summary[locale], notes: shown?.notes ?? '', parts: shown?.parts }
}

const leadingTo = (places: ComparedPlaces | undefined) => places && ((url: string, kind: 'link' | 'image', side: 'old' | 'new') => resolveIn(side === 'old' ? places.before : places.after, url, kind))
