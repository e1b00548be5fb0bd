import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { Piscina } from 'piscina'
import { BUILT_IN_LEXICON, type Lexicon } from '../../../content-schema/lexicon.js'
import { compiled } from '../../config.js'
import type { RenderedComparison, RenderedReview, Renderer, RenderRequest } from '../../domain/rendering.js'
import { rendererVersion, type RenderedMarkdown } from '../../prose/markdown.js'
import type { Locale } from '../../domain/person.js'
import { asWritten, compareWork, effortWork, markdownWork, markedWork, reviewWork, summaryWork, touchedWork, wholeWork, type WordsData } from './work.js'

/** Texts up to this length (UTF-16 units, all together) are rendered at once: about 5 ms of the event loop at most. */
const inPlaceLength = 4_000
/** The same for comparisons, which cost more a character. */
const compareInPlaceLength = 1_500
const timeLimitMs = 8_000
/** For a sentence that a page does without when it is late. */
const summaryLimitMs = 2_000
const cacheBytes = 48 * 1024 * 1024

type Kept = { readonly kind: 'markdown'; readonly value: readonly RenderedMarkdown[] } | { readonly kind: 'marked'; readonly value: readonly string[] } | { readonly kind: 'compare'; readonly value: RenderedComparison }
  | { readonly kind: 'review'; readonly value: RenderedReview } | { readonly kind: 'summary'; readonly value: Readonly<Record<Locale, string>> | undefined }

const known = new WeakMap<Lexicon, WordsData>()
/** An instance's words as a thread can be given them: profiles come bound to functions. */
function dataOf(lexicon: Lexicon): WordsData {
  const found = known.get(lexicon)
  if (found !== undefined) return found
  const profiles = lexicon.profiles.map(({ words: _bound, ...profile }) => profile)
  const version = createHash('sha256').update(JSON.stringify([lexicon.shared, profiles])).digest('base64')
  const data = { version, shared: lexicon.shared, profiles }
  known.set(lexicon, data)
  return data
}

const sizeOf = (kept: Kept): number => 200 + (kept.kind === 'summary' ? 2 * ((kept.value?.fr.length ?? 0) + (kept.value?.en.length ?? 0)) : kept.kind === 'review' ? (kept.value.parts ?? []).reduce((sum, { html }) => sum + 200 + 2 * html.length, 0) : kept.kind === 'marked' ? kept.value.reduce((sum, html) => sum + 2 * html.length, 0) : kept.kind === 'markdown'
  ? kept.value.reduce((sum, { html, headings }) => sum + 2 * html.length + headings.reduce((s, h) => s + 120 + 2 * h.text.length, 0), 0)
  : 2 * (kept.value.changes.length + kept.value.before.length + kept.value.after.length + kept.value.source.length))

/** Renders with a byte-bounded cache by content, and worker threads started at the first big text and stopped when idle. */
export function openRenderer(options: { readonly threads?: number; readonly inPlaceLength?: number; readonly timeLimitMs?: number; readonly lexicon?: () => Lexicon | undefined } = {}): Renderer {
  /** Nothing to hand over while the words in force are those that came with the forge. */
  const wordsNow = () => { const lexicon = options.lexicon?.(); return lexicon === undefined || lexicon === BUILT_IN_LEXICON ? undefined : dataOf(lexicon) }
  const cache = new LRUCache<string, Kept>({ maxSize: cacheBytes, sizeCalculation: sizeOf, maxEntrySize: cacheBytes / 4 })
  const underWay = new Map<string, Promise<Kept>>()
  let pool: Piscina | undefined
  const threads = (): Piscina => (pool ??= new Piscina({
    filename: compiled('forge/adapters/rendering/worker.ts'), minThreads: 0, maxThreads: options.threads ?? 2, idleTimeout: 60_000, maxQueue: 1_000,
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  }))
  const limit = options.timeLimitMs ?? timeLimitMs

  async function inThread<T>(name: 'markdown' | 'compare' | 'marked' | 'whole' | 'review' | 'effort' | 'summary' | 'touched', work: unknown, instead: () => T, within = limit): Promise<T> {
    try {
      return await threads().run(work, { name, signal: AbortSignal.timeout(within) }) as T
    } catch {
      // Too slow, out of the thread's memory, or a full queue: a page is still shown. Not cached, so that a quieter moment may do better.
      return instead()
    }
  }

  /** Looks up, joins the same work already under way, or does it. Answers `undefined` are not kept. */
  async function once(key: string, work: () => Promise<{ kept: Kept; complete: boolean }>): Promise<Kept> {
    const known = cache.get(key) ?? underWay.get(key)
    if (known) return known
    const promise = work().then(({ kept, complete }) => { if (complete) cache.set(key, kept); return kept }).finally(() => { underWay.delete(key) })
    underWay.set(key, promise)
    return promise
  }

  const keyOf = (...parts: readonly string[]): string => {
    const hash = createHash('sha256').update(rendererVersion)
    for (const part of parts) hash.update(`\0${part.length}\0`).update(part)
    return hash.digest('base64')
  }

  return {
    async markdown(request: RenderRequest) {
      const { texts, place, locale, origins, marks } = request
      const { base, version, path, mainPath, neighbours, files } = place
      const key = keyOf('markdown', locale, JSON.stringify([base, version, path, mainPath, neighbours, files, origins, marks]), ...texts)
      const kept = await once(key, async () => {
        const length = texts.reduce((sum, text) => sum + text.length, 0)
        if (length <= (options.inPlaceLength ?? inPlaceLength)) return { kept: { kind: 'markdown', value: markdownWork(request) }, complete: true }
        let complete = true
        const value = await inThread('markdown', { texts, place, locale, ...(origins && { origins }), ...(marks && { marks }) }, () => { complete = false; return texts.map(asWritten) })
        return { kept: { kind: 'markdown', value }, complete }
      })
      return kept.kind === 'markdown' ? kept.value : []
    },
    async marked(pairs, locale, places) {
      const words = wordsNow()
      const kept = await once(keyOf('marked', locale, words?.version ?? '', places === undefined ? '' : JSON.stringify(places), ...pairs.flatMap(({ before, after }) => [before, after])), async () => {
        const request = { pairs, locale, ...(places && { places }), ...(words && { words }) }
        if (pairs.reduce((sum, { before, after }) => sum + before.length + after.length, 0) <= compareInPlaceLength) return { kept: { kind: 'marked', value: markedWork(request) }, complete: true }
        let complete = true
        const value = await inThread('marked', request, () => { complete = false; return pairs.map(({ after }) => asWritten(after).html) })
        return { kept: { kind: 'marked', value }, complete }
      })
      return kept.kind === 'marked' ? kept.value : []
    },
    async whole(texts, locale, place) {
      const kept = await once(keyOf('whole', locale, place === undefined ? '' : JSON.stringify(place), ...texts), async () => {
        const request = { texts, locale, ...(place && { place }) }
        if (texts.reduce((sum, text) => sum + text.length, 0) <= compareInPlaceLength) return { kept: { kind: 'marked', value: wholeWork(request) }, complete: true }
        let complete = true
        const value = await inThread('whole', request, () => { complete = false; return texts.map((text) => asWritten(text).html) })
        return { kept: { kind: 'marked', value }, complete }
      })
      return kept.kind === 'marked' ? kept.value : []
    },
    async compare(before, after, locale, places) {
      const words = wordsNow()
      const request = { before, after, locale, ...(places && { places }), ...(words && { words }) }
      const kept = await once(keyOf('compare', locale, words?.version ?? '', places === undefined ? '' : JSON.stringify(places), before, after), async () => {
        if (before.length + after.length <= compareInPlaceLength) return { kept: { kind: 'compare', value: compareWork(request) }, complete: true }
        let complete = true
        const value = await inThread<RenderedComparison>('compare', request, () => {
          complete = false
          return { summary: '', unchanged: false, changes: '', before: asWritten(before).html, after: asWritten(after).html, source: '' }
        })
        return { kept: { kind: 'compare', value }, complete }
      })
      if (kept.kind !== 'compare') throw new Error('a comparison was kept as something else')
      return kept.value
    },
    async summary(before, after) {
      const words = wordsNow()
      const request = { before, after, ...(words && { words }) }
      const kept = await once(keyOf('summary', words?.version ?? '', before, after), async () => {
        if (before.length + after.length <= compareInPlaceLength) return { kept: { kind: 'summary', value: summaryWork(request) }, complete: true }
        const value = await inThread<Readonly<Record<Locale, string>> | undefined>('summary', request, () => undefined, Math.min(limit, summaryLimitMs))
        return { kept: { kind: 'summary', value }, complete: value !== undefined }
      })
      return kept.kind === 'summary' ? kept.value : undefined
    },
    async review(before, after, locale, places) {
      const words = wordsNow()
      const request = { before, after, locale, ...(places && { places }), ...(words && { words }) }
      const kept = await once(keyOf('review', locale, words?.version ?? '', places === undefined ? '' : JSON.stringify(places), before, after), async () => {
        if (before.length + after.length <= compareInPlaceLength) return { kept: { kind: 'review', value: reviewWork(request) }, complete: true }
        let complete = true
        const value = await inThread<RenderedReview>('review', request, () => { complete = false; return { summary: '', notes: '', parts: undefined } })
        return { kept: { kind: 'review', value }, complete }
      })
      if (kept.kind !== 'review') throw new Error('a review was kept as something else')
      return kept.value
    },
    async touched(before, after) {
      return before.length + after.length <= compareInPlaceLength ? touchedWork({ before, after }) : inThread('touched', { before, after }, () => undefined)
    },
    async effort(pairs, otherFiles) {
      const length = pairs.reduce((sum, { before, after }) => sum + before.length + after.length, 0)
      const request = { pairs, otherFiles }
      if (length <= compareInPlaceLength) return effortWork(request)
      // Too long to compare in time: as long to read as all of it, six letters a word.
      return inThread('effort', request, () => ({ isTouchUp: false, minutes: Math.max(1, Math.ceil(length / 2 / 6 / 150)) }))
    },
    async close() { await pool?.destroy() },
  }
}
