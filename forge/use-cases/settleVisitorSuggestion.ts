import { ForgeError } from '../domain/errors.js'
import type { MergeRequest } from '../domain/merge-request.js'
import { refTo, type Actor, type Locale } from '../domain/person.js'
import type { Deps } from '../domain/ports.js'
import type { Resource } from '../domain/resource.js'
import { visitorEmail, type VisitorSuggestion } from '../domain/visitor-suggestion.js'
import { passageAt, passagesOf } from '../prose/passages.js'
import { personActing, requireAllowed } from './access.js'
import { signatureOf } from './authorship.js'
import { textOf } from './indexResource.js'
import { oneAtATime } from './oneAtATime.js'
import { recordOpening } from './openProposal.js'
import { excerptOf, withBlock } from './suggestWording.js'
import { versionMessage } from './versionMessage.js'
import { refuseNewProblems } from './writeChange.js'
import type { Writing } from './writing.js'

/** One suggestion that waits, as stewards read it: what it changes in its passage, marked, as safe HTML. */
export interface HeldSuggestion { readonly suggestion: VisitorSuggestion; readonly html: string }

/** Those that wait on a resource, oldest first. Stewards only. */
export async function heldSuggestions(deps: Pick<Deps, 'git' | 'visitors' | 'renderer' | 'communities'>, actor: Actor, resource: Resource, locale: Locale): Promise<readonly HeldSuggestion[]> {
  await requireAllowed(deps, 'settle_visitor_suggestion', actor, resource)
  const held = await deps.visitors.of(resource.id)
  return Promise.all(held.map(async (suggestion): Promise<HeldSuggestion> => {
    const { anchor, replacement } = suggestion
    const before = (await textOf(deps, resource.id, anchor.version, anchor.path)).slice(...anchor.block)
    return { suggestion, html: (await deps.renderer.marked([{ before, after: replacement }], locale))[0] ?? '' }
  }))
}

/**
 * Lets a held suggestion in: a small proposition of its author, whose commit bears the name given (`passerBy` otherwise) and an address that
 * only this instance knows whose it is. Refuses `not_found`, `forbidden`, `invalid` for problems it would add.
 */
export async function approveVisitorSuggestion(deps: Writing & Pick<Deps, 'visitors'>, actor: Actor, input: {
  readonly resource: Resource
  readonly id: string
  readonly passerBy: string
  readonly titleOf: (words: string) => string
  readonly at?: number
}): Promise<MergeRequest> {
  const person = personActing(actor)
  const { resource } = input
  return oneAtATime(`visitor ${input.id}`, async () => {
    const { id, anchor, replacement, reason, name, madeAt } = await held(deps, actor, resource, input.id)
    const text = await textOf(deps, resource.id, anchor.version, anchor.path)
    const files = new Map([[anchor.path, withBlock(text, anchor.block, replacement)]])
    await refuseNewProblems(deps, resource, anchor.version, files)
    const at = input.at ?? deps.clock.now()
    const shown = (name === '' ? input.passerBy : name).replace(/[<>\n\r\0]/g, ' ').trim()
    const author = { ...signatureOf(deps, { id, displayName: shown }, madeAt), email: visitorEmail(id, deps.settings.host) }
    const passage = passageAt(passagesOf(text), anchor.block[0])
    const title = input.titleOf(passage === undefined ? '' : excerptOf(passage))
    const request = await deps.git.keeping(resource.id, async () => {
      const before = await deps.git.commit(resource.id, anchor.version)
      const head = await deps.git.writeCommit(resource.id, { parents: [anchor.version], baseTree: before.tree, files, author, committer: signatureOf(deps, person, at), message: versionMessage(title, reason) })
      return recordOpening(deps, { resource, head, base: anchor.version, title, description: reason, anchor, by: { id, handle: '', name: shown }, author: { ...author, at }, approvedBy: refTo(person) })
    })
    await deps.visitors.settle(id, 'approved')
    return request
  })
}

/** Forgets a held suggestion: its text, its author's name and address. Refuses `not_found`, `forbidden`. */
export async function refuseVisitorSuggestion(deps: Pick<Deps, 'visitors' | 'communities'>, actor: Actor, input: { readonly resource: Resource; readonly id: string }): Promise<void> {
  const { id } = await held(deps, actor, input.resource, input.id)
  await deps.visitors.settle(id, 'refused')
}

async function held(deps: Pick<Deps, 'visitors' | 'communities'>, actor: Actor, resource: Resource, id: string): Promise<VisitorSuggestion> {
  await requireAllowed(deps, 'settle_visitor_suggestion', actor, resource)
  const suggestion = await deps.visitors.find(id)
  if (suggestion?.resource !== resource.id) throw new ForgeError('not_found', 'not_found.suggestion')
  return suggestion
}
