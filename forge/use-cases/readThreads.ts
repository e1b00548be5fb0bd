import type { Oid } from '../domain/git.js'
import type { Actor, Locale } from '../domain/person.js'
import { may } from '../domain/policies.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import type { PassageAnchor } from '../domain/review.js'
import { isSettled, startedBy, threadsOf, type OfferedWording, type PlacedThread, type ThreadsReading } from '../domain/threads.js'
import { anchorFinder, type FoundAnchor } from '../prose/anchors.js'
import { passageAt, passagesOf } from '../prose/passages.js'
import { circumstancesOf } from './access.js'
import { textOf } from './indexResource.js'
import { readPlace, type PassagePlace } from './passagePlace.js'
import { textWith } from './settleSuggestion.js'

/** Everything said of the passages of a published text or a proposition, each beside its passage as it is now. Refuses `not_found`. */
export async function readThreads(deps: Pick<Deps, 'git' | 'communities' | 'mergeRequests' | 'renderer'>, actor: Actor, place: PassagePlace & { readonly locale: Locale }): Promise<ThreadsReading> {
  const { resource, number, locale } = place
  const [{ version, text: read, chain, request }, offers] = await Promise.all([readPlace(deps, place), number === undefined ? deps.mergeRequests.of(resource.id, 'open') : []])
  const threads = threadsOf(chain)
  const offering = offers.flatMap((one) => (one.anchor === undefined ? [] : [{ request: one, anchor: one.anchor }]))
  const text = threads.length + offering.length === 0 ? '' : await read()
  const follow = follower(deps, resource, text)
  const circumstances = await circumstancesOf(deps, actor, resource, request)
  const reader = actor.kind === 'person' ? actor.person.id : undefined
  const [placed, offered] = await Promise.all([
    Promise.all(threads.map(async (thread): Promise<PlacedThread> => {
      const by = startedBy(thread)
      const { found, quote, said, block } = await follow(thread.anchor)
      const { suggestion } = thread
      return {
        thread, found, quote, said,
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
      const { found, quote, said, block } = await follow(anchor)
      const after = await offeredBlock(deps, resource, anchor, one.head)
      return { request: one, found, quote, said, html: (await deps.renderer.marked([{ before: block, after }], locale))[0] ?? '', may: { integrate: may('integrate', { ...circumstances, mergeRequest: one }) } }
    })),
  ])
  const people = threads.flatMap(({ messages, resolvedBy, suggestion }) => [...messages.map(({ by }) => by), ...(resolvedBy ? [resolvedBy] : []), ...(suggestion?.settledBy ? [suggestion.settledBy] : [])])
  const standing = placed.filter(({ thread }) => !isSettled(thread))
  const inOrder = (a: PlacedThread, b: PlacedThread) => (a.found?.block[0] ?? 0) - (b.found?.block[0] ?? 0) || (a.found?.words[0] ?? 0) - (b.found?.words[0] ?? 0)
  return {
    resource, number, version, offered, reader,
    placed: standing.filter(({ found }) => found !== undefined).sort(inOrder), lost: standing.filter(({ found }) => found === undefined), settled: placed.filter(({ thread }) => isSettled(thread)),
    names: new Map(people.map(({ id, name, handle }) => [id, { name, handle }])),
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
  return async (anchor: PassageAnchor): Promise<{ found: FoundAnchor | undefined; quote: string; said: string; block: string }> => {
    const key = `${anchor.version} ${anchor.path}`
    if (!versions.has(key)) versions.set(key, open(anchor))
    const version = await versions.get(key)
    if (version === undefined) return { found: undefined, quote: anchor.quote.exact, said: '', block: '' }
    const found = version.find(anchor)
    const said = found === undefined ? '' : passageAt(passagesOf(text), found.block[0])?.words.slice(...found.words) ?? ''
    return { found, said, quote: anchor.quote.exact || (passageAt(passagesOf(version.read), anchor.block[0])?.words ?? ''), block: version.read.slice(...anchor.block) }
  }
}

/** The block of a small proposition's text that took the place of its anchor's, when that is still all it changes. */
async function offeredBlock(deps: Pick<Deps, 'git'>, resource: Resource, anchor: PassageAnchor, head: Oid): Promise<string> {
  const [base, next] = await Promise.all([textOf(deps, resource.id, anchor.version, anchor.path), textOf(deps, resource.id, head, anchor.path)])
  const after = base.slice(anchor.block[1])
  return next.startsWith(base.slice(0, anchor.block[0])) && next.endsWith(after) && next.length >= anchor.block[0] + after.length ? next.slice(anchor.block[0], next.length - after.length) : next
}
