import { asksSecondVoice } from '../domain/decision-rules.js'
import { authorsOf, distinctPeople } from '../attribution/identities.js'
import { ForgeError } from '../domain/errors.js'
import type { Oid } from '../domain/git.js'
import type { ResourceEvent } from '../domain/journal.js'
import type { NewsReading } from '../domain/news.js'
import { refTo, type Actor } from '../domain/person.js'
import { addressOf, MAIN, RESOURCE_JOURNAL, type Resource } from '../domain/resource.js'
import type { Picks } from '../domain/settling.js'
import { personActing, requireAllowed } from './access.js'
import { signatureOf } from './authorship.js'
import { chosenNews, type ChosenNews } from './chosenNews.js'
import { indexResource } from './indexResource.js'
import { lastTouches } from './lastTouches.js'
import { mayBePublished, movePublished } from './movePublished.js'
import { oneAtATime } from './oneAtATime.js'
import { readNews } from './readNews.js'
import { coAuthorTrailers, versionMessage, type CoAuthor } from './versionMessage.js'
import { refuseNewProblems } from './writeChange.js'
import { noted, type Writing } from './writing.js'

export type ChosenNewsTaken =
  | { readonly kind: 'taken'; readonly commit: Oid; readonly left: number; readonly isTaking: boolean; readonly resource: Resource }
  /** Rows without a choice. Nothing was written. */
  | { readonly kind: 'undecided'; readonly missing: readonly string[] }
  /** Somebody changed the same passages of the adaptation, or took the same news, meanwhile. Nothing was written. */
  | { readonly kind: 'moved' }

/**
 * Takes into an adaptation exactly what was chosen of its origin's news, as one version that merges both histories, so that every credit
 * comes along; what is left aside is remembered, and the next news start from there. Of what had been left aside before (`view: 'aside'`) the
 * history is here already: a version of its own says whose words they are.
 *
 * What is left aside is in the journal before `main` moves, and in force once `news_taken` says the same version: a crash in between leaves
 * nothing half said (recoverPending). Refuses as `take_news` does, and `invalid` for problems the choices add.
 */
export async function takeChosenNews(deps: Writing, actor: Actor, input: {
  readonly resource: Resource
  readonly view: NewsReading['view']
  readonly since: Oid
  readonly published: Oid
  readonly head: Oid
  readonly picks: Picks
}): Promise<ChosenNewsTaken> {
  const person = personActing(actor)
  const { view, published, head } = input
  await requireAllowed(deps, 'take_news', actor, input.resource)
  if (asksSecondVoice(input.resource.rule)) throw new ForgeError('forbidden', 'policy.second_voice')
  return oneAtATime(input.resource.id, async () => {
    const resource = (await deps.resources.find(input.resource.id)) ?? input.resource
    if (resource.origin?.takenUpTo !== input.since) return { kind: 'moved' }
    return noted(deps, resource.id, 'take_news', async (): Promise<ChosenNewsTaken> => {
      const reading = await readNews(deps, resource, view, { published, head })
      if (!reading) throw new ForgeError('conflict', 'news.no_origin')
      const chosen = await chosenNews(deps, resource, reading, input.picks)
      if (chosen.missing.length > 0) return { kind: 'undecided', missing: chosen.missing }
      await refuseNewProblems(deps, resource, published, chosen.files)
      const author = signatureOf(deps, person, deps.clock.now())
      const message = await messageOf(deps, resource, reading, chosen, author.email)
      const said = (event: ResourceEvent) => ({ author, payload: event as ResourceEvent & Readonly<Record<string, unknown>> })
      const ignored = said({ kind: 'news_ignored', actor: refTo(person), upTo: head, passages: chosen.aside })
      for (;;) {
        const main = await deps.git.resolve(resource.id, MAIN)
        if (main === undefined) throw new ForgeError('conflict', 'proposal.nothing_published')
        const agreed = await deps.git.writeCommit(resource.id, { parents: [published], baseTree: (await deps.git.commit(resource.id, published)).tree, files: chosen.files, author, committer: author, message: 'chosen' })
        const merge = published === main ? { kind: 'clean' as const, tree: (await deps.git.commit(resource.id, agreed)).tree } : await deps.git.mergeTrees(resource.id, main, agreed)
        if (merge.kind === 'conflicts') return { kind: 'moved' }
        if (view === 'aside' && chosen.files.size === 0) return { kind: 'taken', commit: main, left: chosen.aside.length, isTaking: false, resource }
        const parents = view === 'new' ? [main, head] : [main]
        const commit = await deps.git.writeCommit(resource.id, { parents, baseTree: merge.tree, files: new Map(), author, committer: author, message })
        const judged = await mayBePublished(deps, { resource, from: main, to: commit, proposer: person.id, whoChanges: [refTo(person)] })
        // Looked at again, what is left aside holds already for this version: it must not shrink before the words are in.
        if (view === 'new') await deps.git.append(resource.id, RESOURCE_JOURNAL, [ignored])
        if ((await movePublished(deps, judged, author)) === 'moved') continue
        await deps.git.append(resource.id, RESOURCE_JOURNAL, [...(view === 'aside' ? [ignored] : []), said({ kind: 'news_taken', actor: refTo(person), upTo: head, commit })])
        const indexed = await indexResource(deps, resource.id)
        if (!indexed) throw new Error(`resource ${resource.id} took news but cannot be indexed`)
        return { kind: 'taken', commit, left: chosen.aside.length, isTaking: chosen.isTaking, resource: indexed }
      }
    })
  })
}

async function messageOf(deps: Pick<Writing, 'git' | 'settings'>, resource: Resource, reading: NewsReading, chosen: ChosenNews, authorEmail: string): Promise<string> {
  const { origin, head, view } = reading
  const title = chosen.isTaking ? `Reprise des nouveautés de « ${origin.title} »` : `Nouveautés de « ${origin.title} » laissées de côté`
  return versionMessage(title, '', [
    ...coAuthorTrailers(authorEmail, view === 'aside' ? await authorsOfAside(deps, resource, reading, chosen) : []),
    { key: 'News-From', value: `${deps.settings.baseUrl}/${addressOf(origin)}/versions/${head}` },
  ])
}

/** Who wrote, in the origin, the words taken now that were left aside: they come without their history, which is here already. */
async function authorsOfAside(deps: Pick<Writing, 'git'>, resource: Resource, reading: NewsReading, chosen: ChosenNews): Promise<readonly CoAuthor[]> {
  const people: CoAuthor[] = []
  for (const file of reading.files) {
    if (!chosen.files.has(file.path)) continue
    const passages = file.kind === 'text' ? file.news.rows.map((row, at) => ({ name: String(at), text: row.changes.map((change) => file.theirs.slice(...change.new)).join('\n'), was: row.changes.map((change) => file.base.slice(...change.old)).join('\n') })) : []
    const touched = passages.length > 0 ? [...(await lastTouches(deps, resource.id, { base: undefined, tip: reading.head, path: file.path, passages })).values()]
      : await deps.git.log(resource.id, { from: [reading.head], path: file.path, limit: 1 })
    people.push(...touched.flatMap((commit) => authorsOf(commit)))
  }
  return distinctPeople(people)
}
