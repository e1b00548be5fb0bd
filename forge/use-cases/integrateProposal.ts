import { distinctPeople, personKey } from '../attribution/identities.js'
import { authorsOf, trailersOf } from '../attribution/identities.js'
import { personTrailer, type Trailer } from '../attribution/trailers.js'
import { obstaclesTo, type Deciding } from '../domain/decision.js'
import { ForgeError } from '../domain/errors.js'
import type { Oid, Signature, UnsettledFile } from '../domain/git.js'
import type { MergeRequest, Verdict } from '../domain/merge-request.js'
import { refTo, type Actor } from '../domain/person.js'
import { pendingMerge, verdictsOf } from '../domain/replay.js'
import type { Deps } from '../domain/ports.js'
import { addressOf, MAIN, type Resource } from '../domain/resource.js'
import { personActing } from './access.js'
import { commitEmail, signatureOf } from './authorship.js'
import { indexResource } from './indexResource.js'
import { oneAtATime } from './oneAtATime.js'
import { finishMerge } from './recoverPending.js'
import { requireMayIntegrate } from './proposalVoices.js'
import { freshProposal, recordOnProposal } from './recordOnProposal.js'
import { sayMerged } from './sayMerged.js'
import { coAuthorTrailers, versionMessage } from './versionMessage.js'
import { refuseNewProblems, type Change } from './writeChange.js'
import { noted, type Writing } from './writing.js'

export type Integration =
  | { readonly kind: 'merged'; readonly commit: Oid }
  /** Git cannot put both together: a person settles these files against `published`. Nothing was written. */
  | { readonly kind: 'conflicts'; readonly published: Oid; readonly files: readonly UnsettledFile[] }

/** Texts a person settled, and the published version and proposed head they settled them from. */
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
 * Asked twice, integrates once. Refuses `forbidden` by the rule or while an objection stands.
 */
export async function integrateProposal(deps: Writing & Pick<Deps, 'emails'>, actor: Actor, input: {
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
    const { author, message } = await describe(deps, resource, request, verdicts, committer, input.settled?.wroteWords ?? false)

    return noted(deps, resource.id, 'integrate', async (): Promise<Integration> => {
      for (;;) {
        const main = await deps.git.resolve(resource.id, MAIN)
        if (main === undefined) throw new ForgeError('conflict', 'proposal.nothing_published')
        if (await deps.git.isAncestor(resource.id, request.head, main)) {
          // Its very commits are published already (a steward pushed them): nothing to move, only to say.
          await recordOnProposal(deps, resource, number, committer, [{ kind: 'merged', actor: refTo(person), commit: main }])
          await sayMerged(deps, resource.id, number)
          return { kind: 'merged', commit: main }
        }
        const merge = await mergeWith(deps, resource, main, request, input.settled, { author, committer })
        if (merge.kind === 'conflicts') return { kind: 'conflicts', published: main, files: merge.files }
        const target = await deps.git.writeCommit(resource.id, { parents: [main, request.head], baseTree: merge.tree, files: new Map(), author, committer, message })
        await recordOnProposal(deps, resource, number, committer, [{ kind: 'merge_intended', actor: refTo(person), target, mainWas: main }])
        const moved = await deps.git.updateRefs(resource.id, [{ ref: MAIN, from: main, to: target }])
        if (moved === 'moved') {
          await recordOnProposal(deps, resource, number, committer, [{ kind: 'merge_abandoned', actor: refTo(person), target }])
          continue
        }
        await recordOnProposal(deps, resource, number, committer, [{ kind: 'merged', actor: refTo(person), commit: target }])
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
  deps: Pick<Writing, 'git' | 'words'>, resource: Resource, main: Oid, request: MergeRequest, settled: Settlement | undefined, who: { author: Signature; committer: Signature },
) {
  if (settled === undefined || settled.head !== request.head) return deps.git.mergeTrees(resource.id, main, request.head)
  const merge = await deps.git.mergeTrees(resource.id, settled.published, request.head)
  await refuseNewProblems(deps, resource, settled.published, settled.files)
  const unsettled = merge.kind === 'conflicts' ? merge.files.filter((file) => !settled.files.has(file.path)) : []
  if (unsettled.length > 0) return { kind: 'conflicts' as const, tree: merge.tree, files: unsettled }
  const agreed = await deps.git.writeCommit(resource.id, { parents: [settled.published, request.head], baseTree: merge.tree, files: settled.files, ...who, message: 'settled' })
  if (settled.published === main) return { kind: 'clean' as const, tree: (await deps.git.commit(resource.id, agreed)).tree }
  return deps.git.mergeTrees(resource.id, main, agreed)
}

/** Author and message of the merge commit: nobody who wrote a proposed commit is left out. */
async function describe(
  deps: Pick<Writing, 'git' | 'settings'>, resource: Resource, request: MergeRequest, verdicts: readonly Verdict[], integrator: Signature, integratorWrote: boolean,
): Promise<{ author: Signature; message: string }> {
  const main = await deps.git.resolve(resource.id, MAIN)
  const proposed = await deps.git.log(resource.id, { from: [request.head], ...(main !== undefined && { not: [main] }) })
  const everyone = distinctPeople([...proposed.flatMap((commit) => authorsOf(commit)), ...(integratorWrote ? [integrator] : [])])
  const head = await deps.git.commit(resource.id, request.head)
  const author: Signature = { ...head.author, at: integrator.at, offsetMinutes: integrator.offsetMinutes }
  // Whoever read it carefully enough to give a verdict: an objection that was lifted, a question or a bonification made it better too.
  const readers = new Map(verdicts.filter(({ by }) => by.id !== request.proposedBy.id).map(({ by }) => [by.id, by]))
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
