import { parseTrailers, trailerValues } from '../attribution/trailers.js'
import { ForgeError } from '../domain/errors.js'
import type { Oid } from '../domain/git.js'
import type { ResourceEvent } from '../domain/journal.js'
import type { Ancestor, SourceAuthor, SourceHistory, TracedFile } from '../domain/importing.js'
import { isOwn } from '../domain/merge-request.js'
import { refTo } from '../domain/person.js'
import { MAIN, RESOURCE_JOURNAL, type Resource } from '../domain/resource.js'
import { isAllowed } from './access.js'
import { signatureOf } from './authorship.js'
import { said, type ImportContext, type ImportedResource, type Importing } from './importing.js'
import { indexResource } from './indexResource.js'
import { mayBePublished, movePublished, type LetIn } from './movePublished.js'
import { oneAtATime } from './oneAtATime.js'
import { openProposal, updateProposalHead } from './openProposal.js'
import { noted } from './writing.js'

/** The versions of a resource that came from a source, by the source commit each one names: published ones, and those that wait in propositions. */
export async function knownVersions(deps: Pick<Importing, 'git' | 'mergeRequests'>, resource: Resource): Promise<ReadonlyMap<Oid, Oid>> {
  const heads = (await deps.mergeRequests.of(resource.id)).map((request) => request.head)
  const from = [...(resource.tip === undefined ? [] : [resource.tip]), ...heads]
  const known = new Map<Oid, Oid>()
  if (from.length === 0) return known
  for (const commit of await deps.git.log(resource.id, { from: [...new Set(from)] })) {
    // The last one is the import's own: a source may itself have been imported from elsewhere.
    const source = trailerValues(parseTrailers(commit.message), 'Source-Commit').at(-1)
    if (source !== undefined && !known.has(source)) known.set(source, commit.oid)
  }
  return known
}

interface Again { readonly resource: Resource; readonly traced: TracedFile; readonly known: ReadonlyMap<Oid, Oid> }

/** Adds to a resource what its source has done since: straight to the published text where nothing was changed here, else as a proposition. */
export async function addNewVersions(deps: Importing, context: ImportContext, source: SourceHistory, { resource, traced, known }: Again): Promise<ImportedResource> {
  const last = traced.commits.at(-1)
  const writtenIn = (versions: ReadonlyMap<Oid, Oid>) => (last === undefined ? undefined : versions.get(last))
  const published = writtenIn(known)
  // What is published is never erased.
  if (published !== undefined && resource.tip !== undefined && await deps.git.isAncestor(resource.id, published, resource.tip)) return said(resource, 'unchanged', traced)
  // What is brought, and the propositions it builds on, have nothing to keep them until it is published or proposed.
  return deps.git.keeping(resource.id, async () => {
    const known = await knownVersions(deps, resource)
    const written = writtenIn(known)
    if (written !== undefined) return settled(deps, context, source, { resource, newest: written, history: traced })
    const [rewritten] = await source.rewrite([{ traced, into: resource.id, known }])
    if (!rewritten) throw new Error(`nothing was written for ${traced.path}`)
    await source.bring(resource.id, [rewritten.main])
    return settled(deps, context, source, { resource, newest: rewritten.main, history: traced })
  })
}

/** Publishes or proposes the newest version of a source, already among the resource's objects. */
export async function settled(deps: Importing, context: ImportContext, source: SourceHistory, input: {
  readonly resource: Resource
  readonly newest: Oid
  readonly history: { readonly commits: readonly Oid[]; readonly authors: readonly SourceAuthor[]; readonly ancestors: readonly Ancestor[]; readonly path?: string }
}): Promise<ImportedResource> {
  const { resource, newest, history } = input
  const { actor, person } = context
  const published = await deps.git.resolve(resource.id, MAIN)
  if (published !== undefined && await deps.git.isAncestor(resource.id, newest, published)) return said(resource, 'unchanged', history)
  const isForward = published !== undefined && await deps.git.isAncestor(resource.id, published, newest)
  if (isForward && await isAllowed(deps, 'publish', actor, resource)) {
    const judged = await letInOrOffered(deps, resource, published, newest, person.id)
    const outcome = judged === undefined ? 'moved' as const : await oneAtATime(resource.id, () => noted(deps, resource.id, 'import', async () => {
      if (await movePublished(deps, judged) === 'moved') return 'moved' as const
      const imported: ResourceEvent = {
        kind: 'imported', actor: refTo(person), source: source.name, ...(history.path !== undefined && { path: history.path }), commit: source.head,
        ancestors: history.ancestors.map((ancestor) => ancestor.path),
      }
      const notices = await noticesOf(deps, resource)
      await deps.git.append(resource.id, RESOURCE_JOURNAL, [{ author: signatureOf(deps, person, deps.clock.now()), payload: { ...imported, ...(notices !== undefined && { licenceNotices: notices }) } }])
      return indexResource(deps, resource.id)
    }))
    if (outcome !== 'moved') return said(outcome ?? resource, 'updated', history)
  }
  return said(resource, 'diverged', history, await proposeNewest(deps, context, source, resource, newest))
}

/** News that a licence stops are offered instead, and their proposition says why. */
async function letInOrOffered(deps: Importing, resource: Resource, from: Oid, to: Oid, proposer: string): Promise<LetIn | undefined> {
  try { return await mayBePublished(deps, { resource, from, to, proposer }) } catch (error) {
    if (error instanceof ForgeError && error.key === 'licences.stopped') return undefined
    throw error
  }
}

/** What an earlier import noted of the source's licence stays said. */
async function noticesOf(deps: Importing, resource: Resource): Promise<object | undefined> {
  const events = await deps.git.events(resource.id, RESOURCE_JOURNAL)
  return events.map((event) => event.payload['licenceNotices']).findLast((notices) => Array.isArray(notices)) as object | undefined
}

/** The proposition that carries a source's news, opened or brought up to date. */
async function proposeNewest(deps: Importing, context: ImportContext, source: SourceHistory, resource: Resource, newest: Oid): Promise<number> {
  const requests = await deps.mergeRequests.of(resource.id)
  const carrying = requests.find((request) => request.head === newest)
  // Declined once is declined: the same news are not offered again.
  if (carrying) return carrying.number
  for (const request of requests) {
    if (request.state !== 'open' || !isOwn(request, context.person.id) || !await deps.git.isAncestor(resource.id, request.head, newest)) continue
    return (await updateProposalHead(deps, context.actor, { resource, number: request.number, head: newest, message: `Nouvelles versions de ${source.name}` })).number
  }
  const base = resource.tip === undefined ? undefined : await deps.git.mergeBase(resource.id, resource.tip, newest)
  if (base === undefined) throw new ForgeError('conflict', 'import.unrelated', { owner: resource.owner.handle, slug: resource.slug })
  const opened = await openProposal(deps, context.actor, {
    resource, head: newest, title: `Nouvelles versions de ${source.name}`,
    description: 'La fiche a changé ici et à sa source. Les versions de la source, avec leurs autrices et auteurs, attendent d’être intégrées.',
  })
  return opened.number
}
