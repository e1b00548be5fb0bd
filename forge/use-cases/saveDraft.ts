import type { Draft } from '../domain/draft.js'
import { ForgeError } from '../domain/errors.js'
import type { Oid } from '../domain/git.js'
import type { Actor } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import { personActing, requireAllowed } from './access.js'

/** Longest draft, in UTF-16 units. */
const longest = 4 * 1024 * 1024

/** Keeps, privately, what somebody is writing. Nothing but themselves sees it. Refuses `too_large` past 4 MB. */
export async function saveDraft(deps: Pick<Deps, 'drafts' | 'clock' | 'communities'>, actor: Actor, input: {
  readonly resource: Resource
  /** The file; or `proposalDraftPath(…)` for the next iteration of a proposition. */
  readonly path: string
  readonly base: Oid
  readonly text: string
  readonly reason: string
}): Promise<Draft> {
  const person = personActing(actor)
  await requireAllowed(deps, 'propose', actor, input.resource)
  if (input.text.length > longest) throw new ForgeError('too_large', 'request.too_large')
  const draft: Draft = { person: person.id, resource: input.resource.id, path: input.path, base: input.base, text: input.text, reason: input.reason, updatedAt: deps.clock.now() }
  await deps.drafts.save(draft)
  return draft
}

/** Goes back to the published version: the draft is forgotten. */
export async function dropDraft(deps: Pick<Deps, 'drafts'>, actor: Actor, resource: Resource, path: string): Promise<void> {
  await deps.drafts.remove(personActing(actor).id, resource.id, path)
}
