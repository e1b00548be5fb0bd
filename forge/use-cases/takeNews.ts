import type { CommitInfo, Oid, UnsettledFile } from '../domain/git.js'
import { asksSecondVoice } from '../domain/decision-rules.js'
import { ForgeError } from '../domain/errors.js'
import { refTo, type Actor } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { addressOf, MAIN, RESOURCE_JOURNAL, type Resource } from '../domain/resource.js'
import { personActing, requireAllowed } from './access.js'
import { signatureOf } from './authorship.js'
import { carriedAside } from './carriedAside.js'
import { indexResource } from './indexResource.js'
import { mayBePublished, movePublished } from './movePublished.js'
import { oneAtATime } from './oneAtATime.js'
import { proposeNews } from './proposeNews.js'
import { versionMessage, coAuthorTrailers } from './versionMessage.js'
import type { Settlement } from './integrateProposal.js'
import { refuseNewProblems } from './writeChange.js'
import { noted, type Writing } from './writing.js'

/** What the origin of an adaptation published since news were last taken. */
export interface News {
  readonly origin: Resource
  /** The origin's published version. */
  readonly tip: Oid
  /** Newest first; the versions not taken yet. */
  readonly versions: readonly CommitInfo[]
}

/** The news of an adaptation's origin; undefined when it is no adaptation, or its origin is not on this instance any more. */
export async function newsOf(deps: Pick<Deps, 'git' | 'resources'>, resource: Resource, limit = 100): Promise<News | undefined> {
  if (!resource.origin) return undefined
  const origin = await deps.resources.find(resource.origin.resource)
  const tip = origin && (await deps.git.resolve(origin.id, MAIN))
  if (!origin || tip === undefined) return undefined
  if (tip === resource.origin.takenUpTo) return { origin, tip, versions: [] }
  return { origin, tip, versions: await deps.git.log(origin.id, { from: [tip], not: [resource.origin.takenUpTo], limit }) }
}

export type NewsTaken =
  | { readonly kind: 'taken'; readonly commit: Oid; readonly resource: Resource }
  | { readonly kind: 'nothing' }
  /** The rule lets nobody publish alone: the news wait as a proposition. */
  | { readonly kind: 'proposed'; readonly number: number }
  /** `published`: the adaptation's present version; `head`: the origin's version to take. */
  | { readonly kind: 'conflicts'; readonly published: Oid; readonly head: Oid; readonly files: readonly UnsettledFile[] }

/**
 * Takes into an adaptation what its origin published since: a merge of both histories, so that every credit comes along.
 *
 * Clean when Git can; otherwise the person settles passages (`settled`) and asks again. Refuses `conflict` when there is no origin here.
 */
export async function takeNews(deps: Writing, actor: Actor, input: { readonly resource: Resource; readonly settled?: Settlement; readonly at?: number }): Promise<NewsTaken> {
  const person = personActing(actor)
  const { resource, settled } = input
  await requireAllowed(deps, 'take_news', actor, resource)
  if (asksSecondVoice(resource.rule)) {
    const news = await newsOf(deps, resource)
    if (!news) throw new ForgeError('conflict', 'news.no_origin')
    return news.versions.length === 0 ? { kind: 'nothing' } : { kind: 'proposed', number: (await proposeNews(deps, actor, { resource, news, ...(input.at !== undefined && { at: input.at }) })).number }
  }
  return oneAtATime(resource.id, async () => {
    const news = await newsOf(deps, resource)
    if (!news) throw new ForgeError('conflict', 'news.no_origin')
    const { origin } = news
    const head = settled?.head ?? news.tip
    return noted(deps, resource.id, 'take_news', async (): Promise<NewsTaken> => {
      await deps.git.bring(origin.id, resource.id, [head])
      const at = input.at ?? deps.clock.now()
      const author = signatureOf(deps, person, at)
      for (;;) {
        const main = await deps.git.resolve(resource.id, MAIN)
        if (main === undefined) throw new ForgeError('conflict', 'proposal.nothing_published')
        if (await deps.git.isAncestor(resource.id, head, main)) return { kind: 'nothing' }
        const merge = await deps.git.mergeTrees(resource.id, settled?.published ?? main, head)
        let tree = merge.tree
        if (merge.kind === 'conflicts') {
          const open = merge.files.filter((file) => settled?.files.has(file.path) !== true)
          if (open.length > 0) return { kind: 'conflicts', published: settled?.published ?? main, head, files: open }
        }
        if (settled) {
          await refuseNewProblems(deps, resource, settled.published, settled.files)
          const agreed = await deps.git.writeCommit(resource.id, { parents: [settled.published, head], baseTree: merge.tree, files: settled.files, author, committer: author, message: 'settled' })
          if (settled.published === main) tree = (await deps.git.commit(resource.id, agreed)).tree
          else {
            const again = await deps.git.mergeTrees(resource.id, main, agreed)
            if (again.kind === 'conflicts') return { kind: 'conflicts', published: main, head: agreed, files: again.files }
            tree = again.tree
          }
        }
        const message = versionMessage(`Reprise des nouveautés de « ${origin.title} »`, '', [
          ...coAuthorTrailers(author.email, []), { key: 'News-From', value: `${deps.settings.baseUrl}/${addressOf(origin)}/versions/${head}` },
        ])
        const commit = await deps.git.writeCommit(resource.id, { parents: [main, head], baseTree: tree, files: new Map(), author, committer: author, message })
        const judged = await mayBePublished(deps, { resource, from: main, to: commit, proposer: person.id, whoChanges: [refTo(person)] })
        if ((await movePublished(deps, judged, author)) === 'moved') continue
        const aside = await carriedAside(deps, resource, head)
        await deps.git.append(resource.id, RESOURCE_JOURNAL, [
          ...(aside ? [{ author, payload: { kind: 'news_ignored', actor: refTo(person), upTo: head, passages: aside } }] : []), { author, payload: { kind: 'news_taken', actor: refTo(person), upTo: head, commit } },
        ])
        const indexed = await indexResource(deps, resource.id)
        if (!indexed) throw new Error(`resource ${resource.id} took news but cannot be indexed`)
        return { kind: 'taken', commit, resource: indexed }
      }
    })
  })
}
