import type { Oid } from '../domain/git.js'
import { isOwn, type MergeRequest } from '../domain/merge-request.js'
import { refTo } from '../domain/person.js'
import type { Deps, PendingDetail } from '../domain/ports.js'
import type { Push } from '../domain/push.js'
import { MAIN, RESOURCE_JOURNAL, type Resource, type ResourceId } from '../domain/resource.js'
import { personActing } from './access.js'
import { signatureOf } from './authorship.js'
import { indexResource } from './indexResource.js'
import { FOR_MAIN, pushOption } from './judgePush.js'
import { madeRelabelling, tellRelabelled } from './judgeRelicensing.js'
import { openProposal, updateProposalHead } from './openProposal.js'
import { splitMessage } from './versionMessage.js'
import type { Writing } from './writing.js'

/**
 * Turns commits pushed to `refs/for/main` into a proposition: the one named by `-o proposition=<n>`, else the pusher's only open
 * one on this resource, else a new one. Title and description come from `-o title=` and `-o description=`, else from the last version's message.
 */
export async function proposePushed(deps: Writing, push: Push, resource: Resource, head: Oid): Promise<{ request: MergeRequest; isNew: boolean }> {
  const person = personActing(push.actor)
  const asked = pushOption(push.options, 'proposition')
  const mine = (await deps.mergeRequests.of(resource.id, 'open')).filter((request) => isOwn(request, person.id))
  const number = asked !== undefined ? Number(asked) : mine.length === 1 ? mine[0]?.number : undefined
  const { subject, body } = splitMessage((await deps.git.commit(resource.id, head)).message)
  if (number !== undefined) {
    const request = await updateProposalHead(deps, push.actor, { resource, number, head, message: pushOption(push.options, 'description') ?? subject })
    return { request, isNew: false }
  }
  const request = await openProposal(deps, push.actor, {
    resource, head, title: pushOption(push.options, 'title') ?? subject, description: pushOption(push.options, 'description') ?? body,
  })
  return { request, isNew: true }
}

/** What the note of a push keeps for its end: who pushed, when the published text is to move. */
export function detailOfPush(push: Push): PendingDetail | undefined {
  const toMain = push.commands.find((command) => command.ref === MAIN)
  return toMain?.to === undefined || push.actor.kind !== 'person' ? undefined : { actor: refTo(push.actor.person), from: toMain.from, to: toMain.to }
}

/** After a push: says in the journal who pushed to the published text, and brings the index up to date. */
export async function settlePush(deps: Writing, push: Push): Promise<void> {
  const detail = detailOfPush(push)
  if (detail) {
    await tellPushed(deps, push.repo, detail, { at: deps.clock.now(), mayBeSaid: false })
    await tellPushedLabel(deps, push.repo, detail)
  }
  // Propositions bring their own rows up to date; other refs are not in the index.
  if (detail || push.commands.some((command) => command.ref !== FOR_MAIN)) await indexResource(deps, push.repo)
}

/** Who pushed another label granted it of their own words by doing so; what others had to say was judged before. */
async function tellPushedLabel(deps: Writing, id: ResourceId, { actor, from, to }: PendingDetail): Promise<void> {
  const resource = await deps.resources.find(id)
  if (!resource || from === undefined || (await deps.git.resolve(id, MAIN)) !== to) return
  const made = await madeRelabelling(deps, resource, { main: from, target: to, whoChanges: [actor] })
  if (made) await tellRelabelled(deps, resource, made, to, signatureOf(deps, { id: actor.id, displayName: actor.name }, deps.clock.now()))
}

/** Writes who pushed a version to the published text, once (`mayBeSaid`: a crash came after, perhaps); nothing when the version is not in it (another push came first). */
export async function tellPushed(deps: Pick<Deps, 'git' | 'settings'>, id: ResourceId, { actor, from, to }: PendingDetail, when: { readonly at: number; readonly mayBeSaid: boolean }): Promise<void> {
  const main = await deps.git.resolve(id, MAIN)
  if (main === undefined || (main !== to && !((await deps.git.resolve(id, to)) !== undefined && (await deps.git.isAncestor(id, to, main))))) return
  const said = when.mayBeSaid && (await deps.git.events(id, RESOURCE_JOURNAL)).some(({ payload }) => payload.kind === 'pushed' && payload.to === to)
  if (said) return
  const author = signatureOf(deps, { id: actor.id, displayName: actor.name }, when.at)
  await deps.git.append(id, RESOURCE_JOURNAL, [{ author, payload: { kind: 'pushed', actor, from: from ?? null, to } }])
}
