import type { ReadingEffort } from '../prose/effort.js'
import type { RenderedMarkdown, TextOrigin } from '../prose/markdown.js'
import type { WordMarks } from '../prose/word-marks.js'
import type { RenderedPart } from '../prose/render-review.js'
import type { LinkPlace } from './links.js'
import type { Locale } from './person.js'

/** What is asked of the Markdown renderer: several texts of one place at once (a body, then the prose of its header). */
export interface RenderRequest {
  readonly texts: readonly string[]
  readonly place: LinkPlace
  readonly locale: Locale
  /** For each text, where it stands in its file: its blocks then say so (`data-p`). */
  readonly origins?: readonly (TextOrigin | undefined)[]
  /** For each text, by whom its words were written: they are then marked. */
  readonly marks?: readonly (WordMarks | undefined)[]
}

/** Where the links and images of two compared texts lead. Plain data: it crosses to worker threads and is part of cache keys. */
export interface ComparedPlaces {
  readonly before: LinkPlace
  readonly after: LinkPlace
}

/** « Ce qui a changé » between two texts, in every view, as HTML that is safe to insert. */
export interface RenderedComparison {
  /** One sentence: « 2 étapes ajoutées, matériel inchangé ». */
  readonly summary: string
  readonly unchanged: boolean
  readonly changes: string
  readonly before: string
  readonly after: string
  readonly source: string
}

/** A text as its reviewers go through it: each change apart, to be decided. `parts` absent: too much changed to be decided one by one. */
export interface RenderedReview {
  /** One sentence, as in a comparison. */
  readonly summary: string
  /** What changed and is not seen, as HTML that is safe to insert. */
  readonly notes: string
  readonly parts: readonly RenderedPart[] | undefined
}

/** A text, and the one it came from. */
export interface TextPair { readonly before: string; readonly after: string }

/**
 * Heavy text work, kept off the event loop: small texts at once, others in a worker thread, with a time limit after which the text is
 * shown as it is written. Never fails because of what a text holds.
 */
export interface Renderer {
  /** One result a text, in order. The n-th text's ids start with `contenu-` (first) or `contenu-<n>-`. */
  markdown(request: RenderRequest): Promise<readonly RenderedMarkdown[]>
  /** Without places, only whole web addresses lead anywhere, and images are told by their description. */
  compare(before: string, after: string, locale: Locale, places?: ComparedPlaces): Promise<RenderedComparison>
  /** The sentence of a comparison alone, in each language; undefined when it takes longer than a list of versions may wait. */
  summary(before: string, after: string): Promise<Readonly<Record<Locale, string>> | undefined>
  review(before: string, after: string, locale: Locale, places?: ComparedPlaces): Promise<RenderedReview>
  /** Each text whole, with what it changed from another marked; one result a pair, in order. Without places, links lead nowhere but to the web. */
  marked(pairs: readonly TextPair[], locale: Locale, places?: ComparedPlaces): Promise<readonly string[]>
  /** Each text whole, header told in words, nothing marked; one result a text, in order. Without a place, links lead nowhere but to the web. */
  whole(texts: readonly string[], locale: Locale, place?: LinkPlace): Promise<readonly string[]>
  /** Where words of `before` were taken out or replaced, as UTF-16 ranges in order; undefined when it takes too long. */
  touched(before: string, after: string): Promise<readonly (readonly [number, number])[] | undefined>
  /** What reading these changes asks of somebody, with `otherFiles` that are no text. */
  effort(pairs: readonly TextPair[], otherFiles: number): Promise<ReadingEffort>
  close(): Promise<void>
}
