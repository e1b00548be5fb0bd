import type { Oid } from '../domain/git.js'
import type { MergeRequest } from '../domain/merge-request.js'
import type { Actor, Locale } from '../domain/person.js'
import { may } from '../domain/policies.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import type { PassageAnchor } from '../domain/review.js'
import { isSettled, startedBy, threadsOf, type Thread } from '../domain/threads.js'
import { anchorFinder, type FoundAnchor } from '../prose/anchors.js'
import { passageAt, passagesOf } from '../prose/passages.js'
import { circumstancesOf } from './access.js'
import { textOf } from './indexResource.js'
import { readPlace, type PassagePlace } from './passagePlace.js'
import { textWith } from './settleSuggestion.js'

/** A thread beside the text shown. */
export interface PlacedThread {
  readonly thread: Thread
  /** Where its passage is in the text shown; undefined when it is gone. */
  readonly found: FoundAnchor | undefined
  /** The words it is about, as they were read. */
  readonly quote: string
  /** For a suggestion: what it changes in its block, marked, as safe HTML; and whether that block changed since, so that it is to be written again. */
  readonly suggestion: { readonly html: string; readonly isOutdated: boolean } | undefined
  readonly may: { readonly reply: boolean; readonly resolve: boolean; readonly settle: boolean }
}

/** A small proposition that gives a published passage another wording. */
export interface OfferedWording {
  readonly request: MergeRequest
  readonly found: FoundAnchor | undefined
  readonly quote: string
  /** What it changes in its block, marked, as safe HTML. */
  readonly html: string
  readonly may: { readonly integrate: boolean }
}

export interface ThreadsReading {
  readonly resource: Resource
  readonly number: number | undefined
  /** The version shown, whose offsets `found` counts in. */
  readonly version: Oid
  readonly placed: readonly PlacedThread[]
  /** About passages that are gone. */
  readonly lost: readonly PlacedThread[]
  /** Closed, or suggestions taken or left aside. */
  readonly settled: readonly PlacedThread[]
  readonly offered: readonly OfferedWording[]
  readonly names: ReadonlyMap<string, { readonly name: string; readonly handle: string }>
  readonly may: { readonly comment: boolean; readonly suggest: boolean }
  /** Who reads: their own messages may be removed. */
  readonly reader: string | undefined
}

/** Everything said of the passages of a published text or a proposition, each beside its passage as it is now. Refuses `not_found`. */
export async function readThreads(deps: Pick<Deps, 'git' | 'people' | 'communities' | 'mergeRequests' | 'renderer'>, actor: Actor, place: PassagePlace & { readonly locale: Locale }): Promise<ThreadsReading> {
  const { resource, number, locale } = place
  const [{ version, text, chain, request }, offers] = await Promise.all([readPlace(deps, place), number === undefined ? deps.mergeRequests.of(resource.id, 'open') : []])
  const threads = threadsOf(chain)
  const offering = offers.flatMap((one) => (one.anchor === undefined ? [] : [{ request: one, anchor: one.anchor }]))
  const follow = follower(deps, resource, text)
  const circumstances = await circumstancesOf(deps, actor, resource, request)
  const reader = actor.kind === 'person' ? actor.person.id : undefined
  const [placed, offered] = await Promise.all([
    Promise.all(threads.map(async (thread): Promise<PlacedThread> => {
      const by = startedBy(thread)
      const { found, quote, block } = await follow(thread.anchor)
      const { suggestion } = thread
      return {
        thread, found, quote,
        suggestion: suggestion && {
          html: (await deps.renderer.marked([{ before: block, after: suggestion.replacement }], locale))[0] ?? '',
          isOutdated: suggestion.state === 'open' && request?.state === 'open' && (await textWith(deps, resource, version, thread.anchor, suggestion.replacement)) === undefined,
        },
        may: {
          reply: may('comment', circumstances), settle: suggestion?.state === 'open' && may('settle_suggestion', circumstances),
          resolve: (suggestion === undefined || suggestion.state === 'open') && may('resolve_thread', { ...circumstances, ...(by && { threadBy: by.id }) }),
        },
      }
    })),
    Promise.all(offering.map(async ({ request: one, anchor }): Promise<OfferedWording> => {
      const { found, quote, block } = await follow(anchor)
      const after = await offeredBlock(deps, resource, anchor, one.head)
      return { request: one, found, quote, html: (await deps.renderer.marked([{ before: block, after }], locale))[0] ?? '', may: { integrate: may('integrate', { ...circumstances, mergeRequest: one }) } }
    })),
  ])
  const people = await deps.people.findMany([...new Set([...threads.flatMap(({ messages, resolvedBy, suggestion }) => [...messages.map(({ by }) => by.id), ...(resolvedBy ? [resolvedBy.id] : []), ...(suggestion?.settledBy ? [suggestion.settledBy.id] : [])])])])
  const standing = placed.filter(({ thread }) => !isSettled(thread))
  const inOrder = (a: PlacedThread, b: PlacedThread) => (a.found?.block[0] ?? 0) - (b.found?.block[0] ?? 0) || (a.found?.words[0] ?? 0) - (b.found?.words[0] ?? 0)
  return {
    resource, number, version, offered, reader,
    placed: standing.filter(({ found }) => found !== undefined).sort(inOrder), lost: standing.filter(({ found }) => found === undefined), settled: placed.filter(({ thread }) => isSettled(thread)),
    names: new Map([...people].map(([id, { displayName, handle }]) => [id, { name: displayName, handle }])),
    may: { comment: may('comment', circumstances), suggest: may('propose', circumstances) && (request === undefined || request.state === 'open') },
  }
}

/** Follows anchors into one text; each version they were read in is compared with it once. */
function follower(deps: Pick<Deps, 'git'>, resource: Resource, text: string) {
  const versions = new Map<string, Promise<{ read: string; find: ReturnType<typeof anchorFinder> } | undefined>>()
  const open = async (anchor: PassageAnchor) => {
    const known = await deps.git.resolve(resource.id, anchor.version)
    if (known === undefined) return undefined
    const read = await textOf(deps, resource.id, known, anchor.path)
    return { read, find: anchorFinder(read, text) }
  }
  return async (anchor: PassageAnchor): Promise<{ found: FoundAnchor | undefined; quote: string; block: string }> => {
    const key = `${anchor.version} ${anchor.path}`
    if (!versions.has(key)) versions.set(key, open(anchor))
    const version = await versions.get(key)
    if (version === undefined) return { found: undefined, quote: anchor.quote.exact, block: '' }
    return { found: version.find(anchor), quote: anchor.quote.exact || (passageAt(passagesOf(version.read), anchor.block[0])?.words ?? ''), block: version.read.slice(...anchor.block) }
  }
}

/** The block of a small proposition's text that took the place of its anchor's, when that is still all it changes. */
async function offeredBlock(deps: Pick<Deps, 'git'>, resource: Resource, anchor: PassageAnchor, head: Oid): Promise<string> {
  const [base, next] = await Promise.all([textOf(deps, resource.id, anchor.version, anchor.path), textOf(deps, resource.id, head, anchor.path)])
  const after = base.slice(anchor.block[1])
  return next.startsWith(base.slice(0, anchor.block[0])) && next.endsWith(after) && next.length >= anchor.block[0] + after.length ? next.slice(anchor.block[0], next.length - after.length) : next
}
