import { distinctPeople, personKey } from '../attribution/identities.js'
import { authorsOf, trailersOf } from '../attribution/identities.js'
import { personTrailer, type Trailer } from '../attribution/trailers.js'
import { isWriterOf, obstaclesTo, type Deciding } from '../domain/decision.js'
import { ForgeError } from '../domain/errors.js'
import type { ChainEvent, Oid, Signature, UnsettledFile } from '../domain/git.js'
import { proposerOf, relabellersOf, type MergeRequest, type Verdict } from '../domain/merge-request.js'
import { refTo, type Actor } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import { pendingMerge, verdictsOf } from '../domain/replay.js'
import type { ChangeDecision } from '../domain/review.js'
import { decisionsInForce, reviewsOf } from '../domain/reviews.js'
import { addressOf, MAIN, type Resource } from '../domain/resource.js'
import { personActing } from './access.js'
import { commitEmail, signatureOf } from './authorship.js'
import { indexResource } from './indexResource.js'
import { keptVersion } from './keptVersion.js'
import { mayBePublished, movePublished } from './movePublished.js'
import { oneAtATime } from './oneAtATime.js'
import { changesByName, proposedFiles, underReview } from './proposedFiles.js'
import { finishMerge } from './recoverPending.js'
import { requireMayIntegrate } from './proposalVoices.js'
import { freshProposal, recordOnProposal } from './recordOnProposal.js'
import { sayMerged } from './sayMerged.js'
import { coAuthorTrailers, versionMessage } from './versionMessage.js'
import { refuseNewProblems, type Change } from './writeChange.js'
import { noted, type Writing } from './writing.js'

export type Integration =
  | { readonly kind: 'merged'; readonly commit: Oid }
  /** Git cannot put both together: a person settles these files, of `offered`, against `published`. Nothing was written. */
  | { readonly kind: 'conflicts'; readonly published: Oid; readonly offered: Oid; readonly files: readonly UnsettledFile[] }

/** Texts a person settled, and the published version and what was offered (the proposed head, or what was kept of it) they settled them from. */
export interface Settlement {
  readonly published: Oid
  readonly head: Oid
  readonly files: Change
  /** Whether they wrote words of their own: then they are one of the authors. */
  readonly wroteWords: boolean
}

/**
 * Integrates an open proposition into the published text, by the resource's decision rule.
 *
 * Two-phase (DESIGN §4): the intent is appended to the proposition's journal, `main` moves by compare-and-swap, the outcome is
 * appended; a crash in between is finished by recoverPending. Always a merge commit, so that who integrated stays written:
 * its author is the proposed commits' last author, its committer the integrator, every other author is in its trailers.
 * Asked twice, integrates once. Refuses `forbidden` by the rule, while an objection stands, or while a licence stops it.
 */
export async function integrateProposal(deps: Writing & Pick<Deps, 'renderer' | 'emails'>, actor: Actor, input: {
  readonly resource: Resource
  readonly number: number
  readonly settled?: Settlement
  readonly at?: number
}): Promise<Integration> {
  const person = personActing(actor)
  const { resource, number } = input
  return oneAtATime(resource.id, async () => {
    const first = await freshProposal(deps, resource, number)
    if (pendingMerge(first.chain)) await finishMerge(deps, resource.id, number)
    const { request, chain } = await freshProposal(deps, resource, number)
    if (request.state === 'merged' && request.mergedAs !== undefined) return { kind: 'merged', commit: request.mergedAs }
    const verdicts = verdictsOf(chain)
    const { authors } = await requireMayIntegrate(deps, actor, { resource, request, verdicts })
    const at = input.at ?? deps.clock.now()
    refuseObstacles({ rule: resource.rule, request, verdicts, authors, now: at })
    const committer = signatureOf(deps, person, at)
    const { author, message } = await describe(deps, resource, request, [...verdicts, ...reviewsOf(chain)], committer, input.settled?.wroteWords ?? false)
    const notKept = await leftOut(deps, resource, request, chain)
    const left = notKept.length > 0 ? { notKept } : {}

    return noted(deps, resource.id, 'integrate', async (): Promise<Integration> => {
      for (;;) {
        const main = await deps.git.resolve(resource.id, MAIN)
        if (main === undefined) throw new ForgeError('conflict', 'proposal.nothing_published')
        const offered = await keptVersion(deps, resource, request, notKept)
        if (offered === undefined) throw new ForgeError('conflict', 'review.nothing_kept')
        if (await deps.git.isAncestor(resource.id, offered, main)) {
          // Its very commits are published already (a steward pushed them): nothing to move, only to say.
          await recordOnProposal(deps, resource, number, committer, [{ kind: 'merged', actor: refTo(person), commit: main }])
          await sayMerged(deps, resource.id, number)
          return { kind: 'merged', commit: main }
        }
        const merge = await mergeWith(deps, resource, main, offered, input.settled, { author, committer })
        if (merge.kind === 'conflicts') return { kind: 'conflicts', published: main, offered, files: merge.files }
        const target = await deps.git.writeCommit(resource.id, { parents: [main, offered], baseTree: merge.tree, files: new Map(), author, committer, message })
        const judged = await mayBePublished(deps, { resource, from: main, to: target, proposer: proposerOf(request), offeredBefore: request.iterations, whoChanges: relabellersOf(request) })
        await recordOnProposal(deps, resource, number, committer, [{ kind: 'merge_intended', actor: refTo(person), target, mainWas: main, ...left }])
        const moved = await movePublished(deps, judged, committer)
        if (moved === 'moved') {
          await recordOnProposal(deps, resource, number, committer, [{ kind: 'merge_abandoned', actor: refTo(person), target }])
          continue
        }
        await recordOnProposal(deps, resource, number, committer, [{ kind: 'merged', actor: refTo(person), commit: target, ...left }])
        await sayMerged(deps, resource.id, number)
        await indexResource(deps, resource.id)
        return { kind: 'merged', commit: target }
      }
    })
  })
}

function refuseObstacles(deciding: Deciding): void {
  const [obstacle] = obstaclesTo(deciding)
  switch (obstacle?.kind) {
    case undefined: return
    case 'objections': throw new ForgeError('forbidden', 'proposal.objection_stands', { names: obstacle.objections.map((o) => o.by.name) })
    case 'consents': throw new ForgeError('forbidden', 'proposal.consents_missing', { have: obstacle.have, need: obstacle.need })
    case 'delay': throw new ForgeError('forbidden', 'proposal.too_early', { until: obstacle.until })
  }
}

/**
 * The merged tree: Git's own when clean; otherwise the settled texts. A settlement made against an older published version is itself
 * merged with the present one, so that nobody who published meanwhile is overwritten.
 */
async function mergeWith(
  deps: Pick<Writing, 'git' | 'words'>, resource: Resource, main: Oid, offered: Oid, settled: Settlement | undefined, who: { author: Signature; committer: Signature },
) {
  if (settled === undefined || settled.head !== offered) return deps.git.mergeTrees(resource.id, main, offered)
  const merge = await deps.git.mergeTrees(resource.id, settled.published, offered)
  await refuseNewProblems(deps, resource, settled.published, settled.files)
  const unsettled = merge.kind === 'conflicts' ? merge.files.filter((file) => !settled.files.has(file.path)) : []
  if (unsettled.length > 0) return { kind: 'conflicts' as const, tree: merge.tree, files: unsettled }
  const agreed = await deps.git.writeCommit(resource.id, { parents: [settled.published, offered], baseTree: merge.tree, files: settled.files, ...who, message: 'settled' })
  if (settled.published === main) return { kind: 'clean' as const, tree: (await deps.git.commit(resource.id, agreed)).tree }
  return deps.git.mergeTrees(resource.id, main, agreed)
}

/** The version that integrating would offer now: the head, or what the reviews kept of it. Refuses `conflict` as integrating does. */
export async function offeredNow(deps: Pick<Deps, 'git' | 'renderer'>, resource: Resource, request: MergeRequest, chain: readonly ChainEvent[]): Promise<Oid> {
  const offered = await keptVersion(deps, resource, request, await leftOut(deps, resource, request, chain))
  if (offered === undefined) throw new ForgeError('conflict', 'review.nothing_kept')
  return offered
}

/** What the reviews of the present text left out. Refuses `conflict` while only some of its changes are decided: nobody guesses the others. */
async function leftOut(deps: Pick<Deps, 'git' | 'renderer'>, resource: Resource, request: MergeRequest, chain: readonly ChainEvent[]): Promise<readonly ChangeDecision[]> {
  const decided = decisionsInForce(reviewsOf(chain), request.iterations.length)
  if (decided.size === 0) return []
  const files = await underReview(deps, await proposedFiles(deps, resource, request.base, request.head), 'fr', () => Promise.resolve(undefined))
  const names = [...changesByName(files).keys()]
  const undecided = names.filter((name) => !decided.has(name)).length
  if (undecided > 0) throw new ForgeError('conflict', 'review.undecided', { left: undecided, of: names.length })
  return [...decided.values()].filter(({ decision }) => decision === 'not_kept').map(({ change, decision, reason }) => ({ change, decision, ...(reason !== undefined && { reason }) }))
}

/** The author of the last proposed commit; of what was taken over, of the last one that who finished it did not write: it stays its proposer’s. */
async function proposedAuthor(deps: Pick<Writing, 'git' | 'settings'>, request: MergeRequest): Promise<Signature> {
  const finishers = new Set(request.finishedBy?.map(({ id }) => commitEmail(id, deps.settings.host)))
  const { author: last } = await deps.git.commit(request.resource, request.head)
  if (!finishers.has(last.email)) return last
  for (const { head } of [...request.iterations].reverse()) {
    const { author } = await deps.git.commit(request.resource, head)
    if (!finishers.has(author.email)) return author
  }
  return last
}

/** Author and message of the merge commit: nobody who wrote a proposed commit is left out. */
async function describe(
  deps: Pick<Writing, 'git' | 'settings'>, resource: Resource, request: MergeRequest, said: readonly Pick<Verdict, 'by'>[], integrator: Signature, integratorWrote: boolean,
): Promise<{ author: Signature; message: string }> {
  const main = await deps.git.resolve(resource.id, MAIN)
  const proposed = await deps.git.log(resource.id, { from: [request.head], ...(main !== undefined && { not: [main] }) })
  const everyone = distinctPeople([...proposed.flatMap((commit) => authorsOf(commit)), ...(integratorWrote ? [integrator] : [])])
  const author: Signature = { ...(await proposedAuthor(deps, request)), at: integrator.at, offsetMinutes: integrator.offsetMinutes }
  // Whoever read it carefully enough to give a verdict, or to answer its changes: an objection that was lifted, a question or a bonification made it better too.
  const readers = new Map(said.filter(({ by }) => !isWriterOf(request, by.id)).map(({ by }) => [by.id, by]))
  const reviewers = [...readers.values()].map(({ id, name }) => ({ name, email: commitEmail(id, deps.settings.host) }))
  const trailers: Trailer[] = [
    ...coAuthorTrailers(author.email, everyone.filter((who) => personKey(who) !== personKey(author))),
    ...reviewers.map((who) => ({ key: 'Reviewed-by', value: personTrailer(who) })),
    // A proposition that only takes a version back brings no words of its own.
    ...(proposed.every(({ message }) => trailersOf(message).undoes.length > 0) && !integratorWrote ? [...new Set(proposed.flatMap(({ message }) => trailersOf(message).undoes))].map((value) => ({ key: 'Undoes', value })) : []),
    { key: 'Merge-Request', value: `${deps.settings.baseUrl}/${addressOf(resource)}/propositions/${request.number}` },
  ]
  return { author, message: versionMessage(request.title, request.description, trailers) }
}
