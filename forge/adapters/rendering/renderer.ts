import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { Piscina } from 'piscina'
import { compiled } from '../../config.js'
import type { RenderedComparison, Renderer, RenderRequest } from '../../domain/rendering.js'
import { rendererVersion, type RenderedMarkdown } from '../../prose/markdown.js'
import { asWritten, compareWork, markdownWork, markedWork } from './work.js'

/** Texts up to this length (UTF-16 units, all together) are rendered at once: about 5 ms of the event loop at most. */
const inPlaceLength = 4_000
/** The same for comparisons, which cost more a character. */
const compareInPlaceLength = 1_500
const timeLimitMs = 8_000
const cacheBytes = 48 * 1024 * 1024

type Kept = { readonly kind: 'markdown'; readonly value: readonly RenderedMarkdown[] } | { readonly kind: 'marked'; readonly value: readonly string[] } | { readonly kind: 'compare'; readonly value: RenderedComparison }

const sizeOf = (kept: Kept): number => 200 + (kept.kind === 'marked' ? kept.value.reduce((sum, html) => sum + 2 * html.length, 0) : kept.kind === 'markdown'
  ? kept.value.reduce((sum, { html, headings }) => sum + 2 * html.length + headings.reduce((s, h) => s + 120 + 2 * h.text.length, 0), 0)
  : 2 * (kept.value.changes.length + kept.value.before.length + kept.value.after.length + kept.value.source.length))

/** Renders with a byte-bounded cache by content, and worker threads started at the first big text and stopped when idle. */
export function openRenderer(options: { readonly threads?: number; readonly inPlaceLength?: number; readonly timeLimitMs?: number } = {}): Renderer {
  const cache = new LRUCache<string, Kept>({ maxSize: cacheBytes, sizeCalculation: sizeOf, maxEntrySize: cacheBytes / 4 })
  const underWay = new Map<string, Promise<Kept>>()
  let pool: Piscina | undefined
  const threads = (): Piscina => (pool ??= new Piscina({
    filename: compiled('forge/adapters/rendering/worker.ts'), minThreads: 0, maxThreads: options.threads ?? 2, idleTimeout: 60_000, maxQueue: 1_000,
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  }))
  const limit = options.timeLimitMs ?? timeLimitMs

  async function inThread<T>(name: 'markdown' | 'compare' | 'marked', work: unknown, instead: () => T): Promise<T> {
    try {
      return await threads().run(work, { name, signal: AbortSignal.timeout(limit) }) as T
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
      const { texts, place, locale, origins } = request
      const { base, version, path, mainPath, neighbours, files } = place
      const key = keyOf('markdown', locale, JSON.stringify([base, version, path, mainPath, neighbours, files, origins]), ...texts)
      const kept = await once(key, async () => {
        const length = texts.reduce((sum, text) => sum + text.length, 0)
        if (length <= (options.inPlaceLength ?? inPlaceLength)) return { kept: { kind: 'markdown', value: markdownWork(request) }, complete: true }
        let complete = true
        const value = await inThread('markdown', { texts, place, locale, ...(origins && { origins }) }, () => { complete = false; return texts.map(asWritten) })
        return { kept: { kind: 'markdown', value }, complete }
      })
      return kept.kind === 'markdown' ? kept.value : []
    },
    async marked(pairs, locale) {
      const kept = await once(keyOf('marked', locale, ...pairs.flatMap(({ before, after }) => [before, after])), async () => {
        const request = { pairs, locale }
        if (pairs.reduce((sum, { before, after }) => sum + before.length + after.length, 0) <= compareInPlaceLength) return { kept: { kind: 'marked', value: markedWork(request) }, complete: true }
        let complete = true
        const value = await inThread('marked', request, () => { complete = false; return pairs.map(({ after }) => asWritten(after).html) })
        return { kept: { kind: 'marked', value }, complete }
      })
      return kept.kind === 'marked' ? kept.value : []
    },
    async compare(before, after, locale, places) {
      const request = { before, after, locale, ...(places && { places }) }
      const kept = await once(keyOf('compare', locale, places === undefined ? '' : JSON.stringify(places), before, after), async () => {
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
    async close() { await pool?.destroy() },
  }
}
