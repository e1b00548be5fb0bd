import { parseFiche } from '../../content-schema/fiche.js'
import { ForgeError } from '../domain/errors.js'
import type { Actor } from '../domain/person.js'
import type { Resource } from '../domain/resource.js'
import { personActing, requireAllowed } from './access.js'
import { createResource, freeSlug, ownerFor } from './createResource.js'
import { oneLine, someLines, versionMessage } from './versionMessage.js'
import { blockingProblems } from './writeChange.js'
import type { Writing } from './writing.js'

/**
 * Creates a resource for the command line and the API: empty, to push a history into, or with its first text whole.
 * Refuses `invalid` when neither an address nor a title is given, or while the text misses a required field.
 */
export async function createResourceFromText(deps: Writing, actor: Actor, input: { readonly owner: string; readonly slug?: string; readonly text?: string; readonly reason?: string }): Promise<Resource> {
  const person = personActing(actor)
  // A token that only reads makes nothing.
  await requireAllowed(deps, 'adapt', actor)
  const { owner, defaultRule } = await ownerFor(deps, actor, input.owner)
  const { text } = input
  if (text !== undefined) {
    const problems = blockingProblems(deps, { owner }, undefined, text)
    if (problems.length > 0) throw new ForgeError('invalid', 'fiche.has_problems', { problems })
  }
  const title = text === undefined ? '' : oneLine(parseFiche(text).fields.titre ?? '')
  if (input.slug === undefined && title === '') throw new ForgeError('invalid', 'slug.missing')
  const slug = input.slug ?? (await freeSlug(deps, owner.handle, title))
  return createResource(deps, actor, {
    owner, slug, rule: defaultRule, stewards: [person],
    ...(text !== undefined && { first: { files: new Map([['README.md', text]]), message: versionMessage(someLines(input.reason ?? '') || 'Première version') } }),
  })
}
