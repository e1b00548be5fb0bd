import type { Oid } from '../domain/git.js'
import type { MergeRequest } from '../domain/merge-request.js'
import { refTo } from '../domain/person.js'
import type { Push } from '../domain/push.js'
import { MAIN, RESOURCE_JOURNAL, type Resource } from '../domain/resource.js'
import { personActing } from './access.js'
import { signatureOf } from './authorship.js'
import { indexResource } from './indexResource.js'
import { pushOption } from './judgePush.js'
import { openProposal, updateProposalHead } from './openProposal.js'
import type { Writing } from './writing.js'

/**
 * Turns commits pushed to `refs/for/main` into a proposition: the one named by `-o proposition=<n>`, else the pusher's only open
 * one on this resource, else a new one. Title and description come from `-o title=` and `-o description=`, else from the last version's message.
 */
export async function proposePushed(deps: Writing, push: Push, resource: Resource, head: Oid): Promise<{ request: MergeRequest; isNew: boolean }> {
  const person = personActing(push.actor)
  const asked = pushOption(push.options, 'proposition')
  const mine = (await deps.mergeRequests.of(resource.id, 'open')).filter((request) => request.proposedBy.id === person.id)
  const number = asked !== undefined ? Number(asked) : mine.length === 1 ? mine[0]?.number : undefined
  const { message } = await deps.git.commit(resource.id, head)
  const [subject = '', ...rest] = message.trim().split('\n')
  if (number !== undefined) {
    const request = await updateProposalHead(deps, push.actor, { resource, number, head, message: pushOption(push.options, 'description') ?? subject })
    return { request, isNew: false }
  }
  const request = await openProposal(deps, push.actor, {
    resource, head, title: pushOption(push.options, 'title') ?? subject, description: pushOption(push.options, 'description') ?? withoutTrailers(rest.join('\n')),
  })
  return { request, isNew: true }
}

const withoutTrailers = (body: string): string => body.replace(/\n+(?:[A-Za-z-]+: .*\n?)+$/, '').trim()

/** After a push: says in the journal who pushed to the published text, and brings the index up to date. */
export async function settlePush(deps: Writing, push: Push): Promise<void> {
  const before = await deps.resources.find(push.repo)
  const main = await deps.git.resolve(push.repo, MAIN)
  const moved = push.commands.some((command) => command.ref === MAIN && command.to === main) && before?.tip !== main
  if (moved && main !== undefined) {
    const person = personActing(push.actor)
    const event = { kind: 'pushed', actor: refTo(person), from: before?.tip ?? null, to: main }
    await deps.git.append(push.repo, RESOURCE_JOURNAL, [{ author: signatureOf(deps, person, deps.clock.now()), payload: event }])
  }
  await indexResource(deps, push.repo)
}

