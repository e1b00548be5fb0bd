import { headRef, iterationRef } from '../domain/merge-request.js'
import type { Deps } from '../domain/ports.js'
import { pendingMerge, pendingUndo, replayMergeRequest, replayResource } from '../domain/replay.js'
import { MAIN, RESOURCE_JOURNAL, type Resource, type ResourceId } from '../domain/resource.js'
import { journalRef } from '../domain/merge-request.js'
import { forgeSignature, personIdOfCommitEmail } from './authorship.js'
import { indexMergeRequestsOf, indexResource } from './indexResource.js'
import { judgedBefore, movePublished } from './movePublished.js'
import { oneAtATime } from './oneAtATime.js'
import { recordOnProposal } from './recordOnProposal.js'
import { tellPushed } from './recordPush.js'
import { sayMerged } from './sayMerged.js'
import { isUnderWay, type Writing } from './writing.js'

/**
 * Ends what a crash or an accident interrupted: at start, before anybody is served, and then whenever something broke on the way (the
 * Git engine died). Every noted operation that nobody is busy with is rolled forward from the journals when its intent can still hold,
 * undone otherwise, and the index of its resource is rebuilt. A resource that cannot be put right keeps its note, is said in the log,
 * and stops nobody else. Answers how many were looked at.
 */
export async function recoverPending(deps: Writing): Promise<number> {
  const operations = (await deps.pending.all()).filter((operation) => !isUnderWay(operation.id))
  const repaired = new Set<ResourceId>()
  for (const operation of operations) {
    const { id, resource, kind } = operation
    try {
      await oneAtATime(resource, async () => {
        if (kind === 'delete') {
          await deps.git.remove(resource)
          await deps.resources.remove(resource)
          return
        }
        if (operation.detail && (await deps.git.exists(resource))) await tellPushed(deps, resource, operation.detail, { at: operation.at, mayBeSaid: true })
        if (operation.detail || !repaired.has(resource)) await repair(deps, resource)
        repaired.add(resource)
      })
      await deps.pending.end(id)
      deps.log.info({ resource, kind }, 'interrupted operation ended')
    } catch (error) {
      deps.log.error({ err: error, resource, kind }, 'interrupted operation could not be ended')
    }
  }
  return new Set(operations.map((operation) => operation.resource)).size
}

/** At access: when the published text is not the one the index knows (a crash, a change from outside), ends and rebuilds. Answers the resource as it is. */
export async function repairAtAccess(deps: Writing, resource: Resource): Promise<Resource> {
  if ((await deps.git.resolve(resource.id, MAIN)) === resource.tip) return resource
  return oneAtATime(resource.id, async () => {
    const again = await deps.resources.find(resource.id)
    if (again && (await deps.git.resolve(resource.id, MAIN)) === again.tip) return again
    return (await repair(deps, resource.id)) ?? resource
  })
}

async function repair(deps: Writing, id: ResourceId): Promise<Resource | undefined> {
  if (!(await deps.git.exists(id))) { await deps.resources.remove(id); return undefined }
  const facts = replayResource(await deps.git.events(id, RESOURCE_JOURNAL))
  if (!facts) {
    // Its first event was never written: nobody was told it existed.
    await deps.git.remove(id)
    await deps.resources.remove(id)
    return undefined
  }
  await finishNews(deps, id, facts.origin)
  await finishUndo(deps, id)
  const indexed = await indexResource(deps, id)
  for (const number of await proposalNumbers(deps, id)) {
    await finishProposal(deps, id, number)
    await finishMerge(deps, id, number)
    await sayMerged(deps, id, number)
  }
  await indexMergeRequestsOf(deps, id)
  return (await indexResource(deps, id)) ?? indexed
}

async function proposalNumbers(deps: Pick<Deps, 'git'>, id: ResourceId): Promise<readonly number[]> {
  const numbers = new Set<number>()
  for (const { name } of await deps.git.refs(id, 'refs/merge-requests/')) {
    const number = /^refs\/merge-requests\/([1-9]\d*)\//.exec(name)?.[1]
    if (number !== undefined) numbers.add(Number(number))
  }
  return [...numbers]
}

/** A head or an iteration whose journal entry was never written: nobody was told, the refs go back to what the journal says. */
async function finishProposal(deps: Writing, id: ResourceId, number: number): Promise<void> {
  const request = replayMergeRequest(id, number, await deps.git.events(id, journalRef(number)))
  const head = await deps.git.resolve(id, headRef(number))
  const next = iterationRef(number, (request?.iterations.length ?? 0) + 1)
  const unsaid = await deps.git.resolve(id, next)
  const updates = [
    ...(head !== undefined && head !== request?.head ? [{ ref: headRef(number), from: head, to: request?.head }] : []),
    ...(unsaid !== undefined ? [{ ref: next, from: unsaid, to: undefined }] : []),
  ]
  if (updates.length > 0) await deps.git.updateRefs(id, updates)
}

/**
 * Gives an intent to integrate its outcome: `merged` when `main` holds its target, or can still take it; `merge_abandoned` otherwise.
 * The caller has the resource to itself.
 */
export async function finishMerge(deps: Writing, id: ResourceId, number: number): Promise<void> {
  const chain = await deps.git.events(id, journalRef(number))
  const intent = pendingMerge(chain)
  if (!intent) return
  const { target, mainWas, actor, notKept } = intent
  const said = chain.findLast((event) => event.payload.kind === 'merge_intended')
  const author = said?.author ?? forgeSignature(deps, deps.clock.now())
  const isThere = (await deps.git.resolve(id, target)) !== undefined
  let main = await deps.git.resolve(id, MAIN)
  if (isThere && main !== undefined && main === mainWas && (await movePublished(deps, judgedBefore({ id }, main, target))) === 'done') main = target
  const isIn = isThere && main !== undefined && (await deps.git.isAncestor(id, target, main))
  await recordOnProposal(deps, { id }, number, author, [isIn ? { kind: 'merged', actor, commit: target, ...(notKept && { notKept }) } : { kind: 'merge_abandoned', actor, target }])
  if (isIn) await indexResource(deps, id)
}

/**
 * Gives an intent to take a version back its outcome, as `finishMerge` does. The caller has the resource to itself.
 */
export async function finishUndo(deps: Pick<Writing, 'git'>, id: ResourceId): Promise<void> {
  const intent = pendingUndo(await deps.git.events(id, RESOURCE_JOURNAL))
  if (!intent) return
  const { undone, target, mainWas, actor, reason, author } = intent
  const isThere = (await deps.git.resolve(id, target)) !== undefined
  let main = await deps.git.resolve(id, MAIN)
  if (isThere && main === mainWas && (await movePublished(deps, judgedBefore({ id }, mainWas, target))) === 'done') main = target
  const isIn = isThere && main !== undefined && (await deps.git.isAncestor(id, target, main))
  await deps.git.append(id, RESOURCE_JOURNAL, [{ author, payload: isIn ? { kind: 'undone', actor, undone, commit: target, reason } : { kind: 'undo_abandoned', actor, target } }])
}

/** News merged into `main` whose `news_taken` was never written: the last version's second parent says up to where. */
async function finishNews(deps: Writing, id: ResourceId, origin: { readonly resource: ResourceId; readonly takenUpTo: string } | undefined): Promise<void> {
  const main = origin && (await deps.git.resolve(id, MAIN))
  if (!origin || main === undefined) return
  const tip = await deps.git.commit(id, main)
  const upTo = tip.parents[1]
  if (upTo === undefined || upTo === origin.takenUpTo || !/^News-From: /m.test(tip.message)) return
  if (!(await deps.git.isAncestor(id, origin.takenUpTo, upTo))) return
  const person = personIdOfCommitEmail(tip.committer.email, deps.settings.host) ?? tip.committer.email
  await deps.git.append(id, RESOURCE_JOURNAL, [{ author: tip.committer, payload: { kind: 'news_taken', actor: { id: person, handle: person, name: tip.committer.name }, upTo, commit: main } }])
}
